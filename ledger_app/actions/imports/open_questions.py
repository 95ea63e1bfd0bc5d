"""Questions about rows of a workbook that nobody has answered: hidden, filtered, struck out."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.exchange.layout.assignment import Assignment
from ledger_app.exchange.layout.rows.withheld import Withheld
from ledger_app.exchange.planning.import_plan import ImportPlan, PlannedRow, RowFate

# What an answer is kept as in SheetAssignment, and how many rows it is about in words.
_ASKED = {
    Withheld.SHEET: ("hidden", "隐藏的工作表里的 {0} 行"),
    Withheld.FILTERED: ("hidden", "被筛选掉的 {0} 行"),
    Withheld.HIDDEN: ("hidden", "隐藏的 {0} 行"),
    Withheld.STRUCK: ("struck", "画了删除线的 {0} 行"),
}
_NAMED = 3


@dataclass(frozen=True)
class OpenQuestion:
    """Rows of one sheet that wait for one answer: `about` is a field of SheetAssignment."""

    sheet: str
    about: str
    words: str  # with how many there are
    names: tuple[str, ...]

    def told(self) -> str:
        """Return which rows these are, with the first names."""
        more = "……" if len(self.names) > _NAMED else ""
        return f"{self.sheet} {self.words}（{'、'.join(self.names[:_NAMED])}{more}）"


def open_questions(plan: ImportPlan) -> tuple[OpenQuestion, ...]:
    """Return what nobody has answered of a plan, in the order of its sheets."""
    found: dict[tuple[str, Withheld], list[str]] = {}
    for row in plan.rows:
        why = _asked(row)
        if why is not None:
            name = row.name or f"第 {row.row} 行"
            found.setdefault((row.sheet, why), []).append(name)
    return tuple(
        OpenQuestion(sheet, _ASKED[why][0], _ASKED[why][1].format(len(names)), tuple(names))
        for (sheet, why), names in found.items()
    )


def unanswered(plan: ImportPlan, said: Assignment) -> list[OpenQuestion]:
    """Return those of them that were not answered meanwhile either."""
    return [
        each for each in open_questions(plan) if getattr(said.of(each.sheet), each.about) is None
    ]


def _asked(row: PlannedRow) -> Withheld | None:
    if row.fate is not RowFate.SKIPPED or row.unsure is not None:
        return None
    return next((why for why in _ASKED if row.reason.startswith(why)), None)
