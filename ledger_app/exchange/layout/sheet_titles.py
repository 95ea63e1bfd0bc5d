"""What titles and the names of sheets say about the rows below: school, unit, grade and class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.assignment import SheetAssignment
from ledger_app.exchange.layout.class_names import NOTHING, ClassName, class_of, school_in, unit_in
from ledger_app.exchange.reading.workbook import Cell


@dataclass(frozen=True)
class Context:
    """What titles and the sheet's name say about all rows below them."""

    school: str = ""
    unit: str = ""
    class_name: ClassName = NOTHING
    titles: tuple[str, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())  # where sheet name and title contradict each other
    is_said: bool = False  # a person said which school it is: it need not be known
    year: str = ""  # 2025-2026, where a person said it

    def then(self, later: Context) -> Context:
        """Return this context with what a title further down says instead."""
        named = later.class_name.class_no or later.class_name.grade
        return replace(
            self,
            school=later.school or self.school,
            unit=later.unit or self.unit,
            class_name=later.class_name if named else self.class_name,
            titles=self.titles + later.titles,
            doubts=self.doubts + later.doubts,
            is_said=self.is_said and not later.school,
        )


def read_titles(rows: Sequence[Sequence[Cell]]) -> Context:
    """Return what title rows say: school, reporting unit, grade and class."""
    context = Context()
    for cells in rows:
        texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
        if texts:
            context = context.then(_title(texts))
    return context


def _title(texts: list[str]) -> Context:
    line = " ".join(texts)
    unit = unit_in(line)
    school = school_in(unit) or school_in(line)
    # A long line is a note, and what it mentions is not about this list.
    named = class_of(line) if len(fold(line)) <= 60 else NOTHING
    return Context(school, unit, named, (line,))


def sheet_context(name: str) -> Context:
    """Return what a sheet's name says: 一(1)班, 七(3), 301, 福利镇中心小学."""
    named = class_of(name, is_sheet=True)
    return Context(school=school_in(name), class_name=named)


def joined_context(sheet: Context, titles: Context) -> Context:
    """Return what name and titles say together.

    A sheet named after a school is that school's even if the title names the township; of two
    classes the title's counts, because sheets are copied and renamed late.
    """
    joined = sheet.then(titles)
    doubts: tuple[str, ...] = ()
    first, second = sheet.class_name, titles.class_name
    if (first.class_no and second.class_no) and first != second:
        doubts = ("工作表名和标题写的班级不同，按标题，请核对。",)
    if sheet.school and titles.school and fold(sheet.school) != fold(titles.school):
        doubts += ("工作表名和标题写的学校不同，按工作表名，请核对。",)
    return replace(joined, school=sheet.school or titles.school, doubts=doubts)


def said_context(found: Context, said: SheetAssignment) -> Context:
    """Return the context with what a person said of the list: that counts more than its titles."""
    if said.school:
        found = replace(found, school=said.school, is_said=True)
    if said.grade or said.class_no:
        # A class of its own grade: what the title said of another grade's class is gone.
        class_no = said.class_no or ("" if said.grade else found.class_name.class_no)
        named = ClassName(said.grade or found.class_name.grade, class_no)
        found = replace(found, class_name=named)
    doubts = () if said.school or said.grade or said.class_no else found.doubts
    return replace(found, year=said.year, doubts=doubts)
