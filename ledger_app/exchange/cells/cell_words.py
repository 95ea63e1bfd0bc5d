"""Words that mean something else in a list than in the ledger: 住校 under 是否寄宿, 父子 as the
child's relation to the head of its household, 1 under 是否留守."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger_app.exchange.cells.remarks import without_numbering
from ledger_app.exchange.reading.workbook import Cell

_BOARDS = dict.fromkeys(("寄宿", "寄宿生", "住校", "住校生", "住宿", "住宿生", "住", "内宿"), "是")
_BOARDS |= dict.fromkeys(("走读", "走读生", "不寄宿", "不住校", "不住宿", "非寄宿", "通学"), "否")
# What the child is to the head; by themselves the words say what the other is to the child.
_TO_HEAD = {"父子": "子", "母子": "子", "父女": "女", "母女": "女"}
_TO_HEAD |= dict.fromkeys(("祖孙", "爷孙"), "孙子女")


def as_meant(key: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of a student's field as its own reader takes them."""
    if key == "name":
        return [without_numbering(raw) for raw in cells]
    if key == "postcode":
        return [f"{raw:06}" if isinstance(raw, int) else raw for raw in cells]
    if key == "left_behind_edu":
        return _yes_or_kind(cells)
    words = _WORDS.get(key)
    return (
        [words.get(raw, raw) if isinstance(raw, str) else raw for raw in cells] if words else cells
    )


_WORDS: Mapping[str, Mapping[str, str]] = {"boards": _BOARDS, "head_relation": _TO_HEAD}


def _yes_or_kind(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells, a bare 1 as 是 where no 2 shows that it is a code: 1 may be yes or 单亲."""
    texts = {str(raw).strip() for raw in cells}
    if "1" not in texts or "2" in texts:
        return cells
    return ["是" if str(raw).strip() == "1" else raw for raw in cells]
