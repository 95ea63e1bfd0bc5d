"""The lines of 体检 in the order wanted, of the kind wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from ledger_app.actions.checking.examine_ledger import Examined
from ledger_app.domain.checking.examination import CONTRADICTION, DATE, DUPLICATE, KINDS
from ledger_app.gui.kit.plain_table import Line

GRAVE = (CONTRADICTION, DATE, DUPLICATE)  # in the colour of an error


class Order(StrEnum):
    """By what the list is sorted."""

    CHILD = "child"
    KIND = "kind"
    CLASS = "class"


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def _of_class(each: Examined) -> tuple[str, str, int]:
    return each.school, each.class_text, _RANK[each.kind]


def _of_kind(each: Examined) -> int:
    return _RANK[each.kind]


def ordered(found: Sequence[Examined], order: Order, kind: str = "") -> list[Examined]:
    """Return the lines of a kind ("" = all); those of one child stay together by CHILD."""
    chosen = [each for each in found if kind in ("", each.kind)]
    keys: dict[Order, Callable[[Examined], object]] = {
        Order.KIND: _of_kind, Order.CLASS: _of_class,
    }  # fmt: skip
    # The list comes by school, class and name; Python's sort keeps that among equals.
    return sorted(chosen, key=keys[order]) if order in keys else chosen  # type: ignore[arg-type]


def line_of(key: str, each: Examined) -> Line:
    """Return one line as the table shows it."""
    texts = (each.name, each.class_text, each.school, KINDS[each.kind], each.finding.text)
    return Line(key, texts, token="danger" if each.kind in GRAVE else "")
