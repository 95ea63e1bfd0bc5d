"""Who of a workbook belongs on its side: of the grade that is asked for, or really at school."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.exchange.comparing.compare_kinds import GRADES, Part, Side
from ledger_app.exchange.comparing.listed_child import LeftOut, ListedChild
from ledger_app.exchange.planning.marks import in_words, is_at_school, marks_of


def of_part(side: Side, children: Sequence[ListedChild]) -> tuple[list[ListedChild], list[LeftOut]]:
    """Return the children that count on a side, and those that do not, with why.

    A whole school's roster may be given for its sixth grade; and who a list says is not at school
    (在籍不在校, 转学到…) is not on a list of those who are.
    """
    if side.part in GRADES:
        return _of_grade(side.part, children)
    if side.part is Part.PRESENT:
        return _at_school(children)
    return list(children), []


def _of_grade(
    part: Part, children: Sequence[ListedChild]
) -> tuple[list[ListedChild], list[LeftOut]]:
    inside = [child for child in children if child.values.get("grade") in (None, part.value)]
    count = len(children) - len(inside)
    name = code_list("grade").name_of(part.value)
    told = LeftOut("", 0, "", f"写明不是{name}的 {count} 人")
    return inside, [told] if count else []


def _at_school(children: Sequence[ListedChild]) -> tuple[list[ListedChild], list[LeftOut]]:
    inside, outside = [], []
    for child in children:
        if is_at_school(child.values):
            inside.append(child)
            continue
        said = in_words(marks_of(child.values), str(child.values.get("remark") or ""))
        why = f"名单上写着不在校（{said}），不算在校" if said else "名单上写着不在校，不算在校"
        outside.append(LeftOut(child.sheet, child.row, child.name, why))
    return inside, outside
