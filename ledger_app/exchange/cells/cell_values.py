"""Cells parsed once: a column of a roster says the same few things again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ledger_app.catalogue.model import Field
from ledger_app.domain import identity
from ledger_app.domain.names import name_problem
from ledger_app.domain.values import parse

LEFT_OUT = "（这一格没有导入）"
Check = Callable[[str], str]
OWN_CHECKS: dict[tuple[str, str], Check] = {
    ("student", "name"): name_problem,
    ("student", "guardian_name"): name_problem,
    ("student", "register_no"): lambda number: identity.register_problem(number, ""),
}


class Memo(dict[Any, Any]):
    """Stored values by cell for one field; what is wrong with a cell stands in `problems`."""

    def __init__(self, field: Field, today: date, own_check: Check | None = None) -> None:
        super().__init__({"": None})
        self._own_check = own_check
        self.problems: dict[Any, str] = {}
        self._field = field
        self._today = today

    def __missing__(self, raw: object) -> object:
        parsed = parse(self._field, raw, self._today)
        value = parsed.value if parsed.kept else None
        problem = parsed.problem
        if not problem and self._own_check and isinstance(value, str):
            problem = self._own_check(value)
        if problem:
            self.problems[raw] = problem + ("" if parsed.kept else LEFT_OUT)
        self[raw] = value
        return value
