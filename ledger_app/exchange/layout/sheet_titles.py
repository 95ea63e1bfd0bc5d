"""What titles and the names of sheets say about the rows below: school, unit, grade and class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.assignment import SheetAssignment
from ledger_app.exchange.layout.class_names import NOTHING, ClassName, class_of, school_in, unit_in
from ledger_app.exchange.layout.title_schools import title_school
from ledger_app.exchange.layout.title_words import teacher_in, title_class, village_in
from ledger_app.exchange.reading.workbook import Cell

_LONGEST = 60  # characters of a title
_LIKE_A_DAY = re.compile("[0-9]{1,2}[.·_-][0-9]{1,2}")  # 9.10 is a class, or a day of September
_CODE = re.compile("[1-9][0-3][0-9]")  # 301: class 1 of grade 3
_DAY = "工作表名“{}”可能是班级，也可能是日期，没有当作班级；是班级请指定年级和班级。"
_YEAR = re.compile(r"(20\d\d)\s*[-—–~至/、]+\s*(20\d\d)\s*学年")


@dataclass(frozen=True)
class Context:
    """What titles and the sheet's name say about all rows below them."""

    school: str = ""
    unit: str = ""
    class_name: ClassName = NOTHING
    titles: tuple[str, ...] = field(default=())
    doubts: tuple[str, ...] = field(default=())  # where sheet name and title contradict each other
    is_said: bool = False  # a person said which school it is: it need not be known
    year: str = ""  # the school year, 2025-2026
    school_doubt: str = ""  # schools are mentioned, and yet nobody knows which it is
    class_doubt: str = ""  # the same of classes
    teacher: str = ""
    teacher_phone: str = ""
    village: str = ""
    hamlet: str = ""

    def then(self, later: Context) -> Context:
        """Return this context with what a title further down says instead."""
        named = later.class_name.class_no or later.class_name.grade or later.class_doubt
        about_school = later.school or later.school_doubt
        taught = later.teacher or named  # the teacher of one class is not the next one's
        placed = later.village or later.hamlet
        return replace(
            self,
            school=later.school or ("" if later.school_doubt and not self.unit else self.school),
            unit=later.unit or self.unit,
            class_name=later.class_name if named else self.class_name,
            titles=self.titles + later.titles,
            doubts=self.doubts + later.doubts,
            is_said=self.is_said and not later.school,
            school_doubt=later.school_doubt if about_school else self.school_doubt,
            class_doubt=later.class_doubt if named else self.class_doubt,
            teacher=later.teacher if taught else self.teacher,
            teacher_phone=later.teacher_phone if taught else self.teacher_phone,
            village=(later.village or self.village) if placed else self.village,
            hamlet=later.hamlet if placed else self.hamlet,
            year=later.year or self.year,
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
    school = title_school(line)
    named, class_doubt = NOTHING, ""
    # A long line is a note, and what it mentions is not about this list.
    if len(fold(line)) <= _LONGEST:
        named, class_doubt = title_class(line)
    teacher, phone = teacher_in(line)
    village, hamlet = village_in(line, labelled=True)
    return Context(
        school.name,
        unit,
        named,
        (line,),
        school_doubt=school.doubt,
        class_doubt=class_doubt,
        teacher=teacher,
        teacher_phone=phone,
        village=village,
        hamlet=hamlet,
        year="-".join(year.groups()) if (year := _YEAR.search(line)) else "",
    )


def sheet_context(name: str, sheets: tuple[str, ...] = ()) -> Context:
    """Return what a sheet's name says: 一(1)班, 七(3), 301, 福利镇中心小学.

    `sheets` are the names of all: 3.1 beside 3.2, 4.1 and 4.2 is a class, alone it may be a day;
    204 is none where sheets are numbered 1 to 250.
    """
    folded = fold(name)
    if _LIKE_A_DAY.fullmatch(folded) and not _are_classes(sheets):
        return Context(class_doubt=_DAY.format(name))
    if folded.isdigit() and any(each.isdigit() and not _CODE.fullmatch(each) for each in sheets):
        return Context()
    named = class_of(name, is_sheet=True)
    return Context(school=school_in(name), class_name=named)


@lru_cache(maxsize=64)
def _are_classes(sheets: tuple[str, ...]) -> bool:
    """Tell whether names like 3.1 number the classes of several grades from 1 on."""
    classes: dict[str, set[int]] = {}
    for name in sheets:
        if _LIKE_A_DAY.fullmatch(fold(name)):
            grade, class_no = re.split(r"[.·_-]", fold(name))
            classes.setdefault(grade, set()).add(int(class_no))
    runs = all(found == set(range(1, len(found) + 1)) for found in classes.values())
    return len(classes) > 1 and runs and all(len(grade) == 1 for grade in classes)


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
    return replace(
        found,
        year=said.year or found.year,
        doubts=doubts,
        school_doubt="" if said.school else found.school_doubt,
        class_doubt="" if said.grade or said.class_no else found.class_doubt,
    )
