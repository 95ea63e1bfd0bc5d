"""A value worked out when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):  # used as a decorator, like property
    """A property worked out once: functools.cached_property without its lock (Python 3.11)."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self.find = find
        self._name = find.__name__

    def __get__(self, instance: object, owner: type) -> T:
        value = instance.__dict__[self._name] = self.find(instance)
        return value
