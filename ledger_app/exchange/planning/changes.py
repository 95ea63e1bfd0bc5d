"""What a workbook says otherwise than the ledger, child by child: old → new, written or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.domain.same_child.sides import class_key
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.values import display
from ledger_app.exchange.cells.row_problem import ProblemKind, RowProblem

CLASS = "class"  # what a change is about that is about grade and class together
_CLASS_KEYS = ("grade", "class_no")
# Said of each child: who it is.
WORTH_A_WORD = frozenset({"name", "id_no", "register_no", "birth_date", "sex"})
# Said once for all that go the same way: a class, or a school that closes, moves as a whole.
PLACES = {CLASS: ("班级", "class_no"), "school": ("就读学校", "school")}
_MOST_NAMES = 20
_WRITTEN = "{}由“{}”改成“{}”。"
_KEPT = "{}台账里是“{}”，工作簿里是“{}”，没有改，请核对。"
_RENAMED = "姓名由“{}”改成“{}”，原来的姓名记作曾用名，请核对。"
_MOVES = {
    True: "有 {0} 人由{1}改到{2}：{3}。",
    False: "有 {0} 人台账里在{1}，工作簿里在{2}，没有改：{3}；要改请选“以工作簿为准”再导入。",
}


class ChildChange(NamedTuple):
    """One thing a workbook says otherwise of a child of the ledger, as it is read.

    `key` is the field's, CLASS for grade and class together; `written`: the policy changes it.
    """

    sheet: str
    row: int
    student_id: str
    name: str
    key: str
    label: str
    old: str
    new: str
    written: bool


def changes_of(
    place: tuple[str, int],
    said: Mapping[str, Any],
    stored: Row,
    written: Mapping[str, Any],
    school_name: Callable[[str], str],
    left_out: Iterable[str] = (),
) -> Iterator[ChildChange]:
    """Yield what a child's rows say otherwise than its file; what is empty there is no change.

    `left_out` are keys that are asked about elsewhere.
    """
    about = (*place, str(stored["id"]), str(stored.get("name") or said.get("name") or ""))
    for key, new in said.items():
        old = stored.get(key)
        if old is None or old == new or old == "" or key in _CLASS_KEYS or key in left_out:
            continue
        field = STUDENT.field(key)
        told = [school_name(str(v)) if key == "school" else display(field, v) for v in (old, new)]
        yield ChildChange(*about, key, field.label, told[0], told[1], key in written)
    if moved := _class_change(said, stored):
        is_written = any(key in written for key in _CLASS_KEYS)
        yield ChildChange(*about, CLASS, "年级班级", *moved, is_written)


def _class_change(said: Mapping[str, Any], stored: Row) -> tuple[str, str] | None:
    """Return grade and class before and after, None where they are the same: 01 is class 1."""
    if not any(stored.get(key) not in (None, "", said.get(key, "")) for key in _CLASS_KEYS):
        return None
    after = {key: said.get(key) or stored.get(key) for key in _CLASS_KEYS}
    pairs = [
        (str(each.get("grade") or ""), class_key(str(each.get("class_no") or "")))
        for each in (stored, after)
    ]
    if pairs[0] == pairs[1] or not any(said.get(key) for key in _CLASS_KEYS):
        return None
    return grade_and_class(stored), grade_and_class(after)


def problem_of(change: ChildChange) -> RowProblem | None:
    """Return the sentence a change is worth by itself, None for one that is told with others."""
    if change.key not in WORTH_A_WORD:
        return None
    if change.key == "name":
        if not change.written:
            return None  # said where the row was matched
        text = _RENAMED.format(change.old, change.new)
    else:
        told = _WRITTEN if change.written else _KEPT
        text = told.format(change.label, change.old, change.new)
    kind = ProblemKind.CHECK if change.written else ProblemKind.LEDGER_STAYS
    return RowProblem(change.sheet, change.row, change.label, text, kind, change.key)


def moves(changes: Sequence[ChildChange]) -> list[RowProblem]:
    """Say, once for each two classes or schools, who is in another one than before, by name."""
    found: dict[tuple[str, str, str, str, bool], list[ChildChange]] = {}
    for each in changes:
        if each.key in PLACES:
            way = (each.sheet, each.key, each.old, each.new, each.written)
            found.setdefault(way, []).append(each)
    problems = []
    for (sheet, key, old, new, written), moved in found.items():
        names = "、".join(each.name for each in moved[:_MOST_NAMES])
        names += "等" if len(moved) > _MOST_NAMES else ""
        heading, about = PLACES[key]
        text = _MOVES[written].format(len(moved), old or f"没有{heading}", new, names)
        kind = ProblemKind.CHECK if written else ProblemKind.LEDGER_STAYS
        row = moved[0].row if len(moved) == 1 else 0
        problems.append(RowProblem(sheet, row, heading, text, kind, about))
    return problems
