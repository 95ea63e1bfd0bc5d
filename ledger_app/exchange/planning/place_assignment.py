"""Put each row into its school: the school asked for, the row's columns, the title, the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.meanings import IntakeSource
from ledger_app.domain.dates import school_year
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import ProblemKind, RowProblem
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.layout.class_names import grade_of_entry
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.planning.import_plan import PROBLEM_HEADING
from ledger_app.exchange.planning.school_book import SchoolBook, is_school_like
from ledger_app.exchange.reading.patience import go_on

_HOUSEHOLD_KEYS = frozenset({"head_name", "household_no", "head_relation"})
_CLASS_KEYS = frozenset({"class_no", "register_no", "class_seat_no", "home_teacher"})
_PRIMARY_GRADES, _JUNIOR_GRADES = frozenset("123456"), frozenset("789")
_CLASS = frozenset({"grade", "class_no"})
_CODE = "学校标识码"
_SCHOOL_USES = frozenset({Use.SCHOOL_CODE, Use.SCHOOL_NAME, Use.GRADE_CLASS})
_MANY = 5  # lists without a school that are named one by one
_NOWHERE = "{}名单没有写是哪所学校，{} 人的就读学校没有填；可以指定归入哪所学校再导入。"
_CODE_DIGITS = 10  # of a 学校标识码 (domain.md §3.4)
_NO_NAME = "“{}”不是校名，也不是 10 位的学校标识码，就读学校没有填。"
_NEARLY = (
    "台账里没有“{}”，有名称相近的“{}”，分不清是不是同一所，就读学校没有填；"
    "是同一所请改名单里的校名，是另一所请先在设置里加上这所学校。"
)
_NO_SCHOOL = "“{}”看不出是一所学校，就读学校没有填，请核对孩子现在在哪里。"
_SURVEY_WORDS = ("摸底", "摸排", "户籍")


class PlaceAssigner:
    """Knows the schools of one workbook. `problems` collects what is worth saying of its lists."""

    def __init__(
        self,
        book: SchoolBook,
        lists: Sequence[ChildList],
        parsed: Sequence[Sequence[ParsedRow]],
        school_name: str | None,
        today: date,
    ) -> None:
        self.book = book
        self._problems: list[RowProblem] = []
        self._nowhere: dict[tuple[str, int], int] = {}  # rows without a school: sheet, heading
        self._lists = lists
        self._today = today
        self._noted: set[str] = set()
        self._asked = book.need(school_name) if school_name and school_name.strip() else None
        self._with_others = {
            index for index, rows in enumerate(parsed) if self._names_others(index, rows)
        }
        self._found: dict[tuple[str, str, bool, int], str | None] = {}
        self._lone_code = _lone_unknown_code(book, parsed)
        for children in lists:
            for doubt in children.context.doubts:
                self._note(children, doubt, ProblemKind.CHECK, "", "")
        self._unknown: dict[str, str] = {}  # schools that are asked about, by name: why

    def _names_others(self, index: int, rows: Sequence[ParsedRow]) -> bool:
        """Tell whether a list is of several schools: a blank does not mean the unit there.

        Nor in a list of rows to mend, which were written out because the school was missing.
        """
        columns = self._lists[index].heading.columns
        if not any(column.meaning.use is Use.SCHOOL_NAME for column in columns):
            return False
        names = {row.school_name for row in rows if row.school_name and not row.school_code}
        return any(column.heading == PROBLEM_HEADING for column in columns) or any(
            self.book.by_name(name) != self.book.unit for name in names
        )

    def placed(self, index: int, rows: Sequence[ParsedRow]) -> list[ParsedRow]:
        """Return the rows of a list with `school`, and with the grade where a year of entry stands
        for it; what is doubtful about either is added to their problems."""
        told = told_of_list(self._lists[index], self._today)
        found = [self._placed(index, row, told) for row in rows]
        self._note_list(index, found)
        return found

    def _placed(self, index: int, row: ParsedRow, told: ToldOfList) -> ParsedRow:
        go_on()
        place = {key: text for key, text in told.values.items() if key not in row.values}
        problems: list[RowProblem] = []
        school = self._asked or self._of_row(row, index)
        if school:
            place["school"] = school
        elif row.school_name in self._unknown:
            text = self._unknown[row.school_name]
            problems.append(_said_of(row, "学校", text, ProblemKind.LEFT_OUT, "school"))
        elif index in self._with_others and not row.no_school and not row.school_name:
            text = "这一行没有写学校，就读学校没有填，请核对。"
            problems.append(_said_of(row, "学校", text, ProblemKind.MISSING, "school"))
        grade = row.values.get("grade")
        if row.entry_year and not grade:
            grade = grade_of_entry(row.entry_year, self.book.name_of(school or ""), self._today)
            if grade:
                place["grade"] = grade
            else:
                text = f"只写了“{row.entry_year}级”，看不出是小学还是初中几年级，年级没有填。"
                problems.append(_said_of(row, "年级", text, ProblemKind.LEFT_OUT, "grade"))
        if told.old_year and not _CLASS.isdisjoint(row.values):
            row = row._replace(values={k: v for k, v in row.values.items() if k not in _CLASS})
            place.pop("grade", None)
            grade = None
        if unlike := self._unlike_school(grade, school):
            problems.append(_said_of(row, "年级", unlike, ProblemKind.CHECK, "grade"))
        if not place and not problems:
            return row
        values = dict(row.values)
        values.update(place)
        return row._replace(values=values, problems=[*row.problems, *problems])

    def _note_list(self, index: int, rows: Sequence[ParsedRow]) -> None:
        """Say that the school asked for is new, or that a list names no school at all."""
        children = self._lists[index]
        if self._asked and self._asked in self.book.new:
            text = f"台账里没有“{self.book.name_of(self._asked)}”，会新建这所学校。"
            self._note(children, text, ProblemKind.NEW_SCHOOL)
        if rows:
            self._note_doubts(children)
        if rows and not self._asked and is_village_list(children):
            text = "没有学校、年级和班级，按村里的摸底名单导入，就读学校没有填。"
            self._note(children, text, ProblemKind.MISSING)
        self._note_blank_classes(index, rows)
        told = (row.values.get("school") or row.no_school or row.school_name for row in rows)
        nowhere = rows and not any(told)
        if nowhere and index not in self._with_others and not is_household_list(children):
            if children.context.school_doubt or children.context.school in self._unknown:
                return
            place = (children.sheet, children.heading.last + 1)
            self._nowhere[place] = self._nowhere.get(place, 0) + len(rows)

    def _note_doubts(self, children: ChildList) -> None:
        """Say of which class and school the titles leave it open, where no column tells it."""
        context, columns = children.context, children.heading.columns
        keys = {column.meaning.field.key for column in columns if column.meaning.field}
        uses = {column.meaning.use for column in columns}
        if context.class_doubt and "class_no" not in keys and Use.GRADE_CLASS not in uses:
            self._note(children, context.class_doubt, ProblemKind.CHECK, "班级", "class_no")
        if context.school_doubt and not self._asked and Use.SCHOOL_NAME not in uses:
            self._note(children, context.school_doubt, ProblemKind.CHECK)
        if context.school in self._unknown and not is_household_list(children):
            self._note(children, self._unknown[context.school], ProblemKind.CHECK)
        if old := told_of_list(children, self._today).old_year:
            text = f"名单是 {old} 学年的，那一年的年级和班级没有填；不是请指定学年。"
            self._note(children, text, ProblemKind.CHECK, "班级", "class_no")

    def _note_blank_classes(self, index: int, rows: Sequence[ParsedRow]) -> None:
        """Say for how many children a list that tells grade and class of others leaves them out."""
        children = self._lists[index]
        if is_household_list(children) or told_of_list(children, self._today).old_year:
            return
        for key, label in (("grade", "年级"), ("class_no", "班级")):
            named = [row for row in rows if row.values.get("name") and not _says_of_class(row)]
            blank = [row for row in named if key not in row.values]
            if blank and any(key in row.values for row in rows):
                text = (
                    f"有 {len(blank)} 人没有写{label}（如第 {blank[0].row} 行），{label}没有填；"
                    "几个人合写一格的，请每行都写上。"
                )
                self._note(children, text, ProblemKind.MISSING, label, key)

    @property
    def problems(self) -> list[RowProblem]:
        """Return what is worth saying of the lists placed so far."""
        found, names = dict(self._nowhere), ""
        if len(found) > _MANY:  # a sheet for each child: said once
            first = next(iter(found))
            names = f"“{first[0]}”等 {len(found)} 个"
            found = {first: sum(found.values())}
        said = [
            RowProblem(
                sheet, row, "学校", _NOWHERE.format(names, count), ProblemKind.MISSING, "school"
            )
            for (sheet, row), count in found.items()
        ]
        return [*self._problems, *said]

    def created_values(self, index: int) -> dict[str, Any]:
        """Return what a child created from this list gets besides its cells."""
        return (
            {"source_list": IntakeSource.HOUSEHOLD_SURVEY}
            if is_household_list(self._lists[index])
            else {}
        )

    def _note_new(self, key: str | None, children: ChildList) -> None:
        """Say, in a school's own ledger, that a list names another school that will be added."""
        name = self.book.name_of(key or "")
        if self.book.unit is None or key not in self.book.new or key in self._noted:
            return
        # Once for a school, however many of its children follow.
        self._noted.add(key)
        own = self.book.name_of(self.book.unit)
        text = f"台账里没有“{name}”，会新建这所学校；如果其实就是“{own}”，请改名单里的校名再导入。"
        self._note(children, text, ProblemKind.NEW_SCHOOL)

    def _unlike_school(self, grade: str | None, school: str | None) -> str:
        """Say where grade and school do not fit: 一年级 of a junior school may mean 七年级."""
        name = self.book.name_of(school or "")
        if not grade or not name:
            return ""
        junior, primary = name.endswith(("初级中学", "初中")), name.endswith(("小学", "教学点"))
        if (junior and grade in _PRIMARY_GRADES) or (primary and grade in _JUNIOR_GRADES):
            grade_name = code_list("grade").name_of(grade)
            return f"“{name}”和“{grade_name}”不相符，请核对年级和学校。"
        return ""

    def _of_row(self, row: ParsedRow, index: int) -> str | None:
        """Return the school of one row, the same for rows that say the same."""
        key = (row.school_code, row.school_name, row.no_school, index)
        if key not in self._found:
            self._found[key] = self._school(*key)
            self._note_new(self._found[key], self._lists[index])
        return self._found[key]

    def _school(self, code: str, name: str, no_school: bool, index: int) -> str | None:
        if no_school and not code:
            return None
        children, context = self._lists[index], self._lists[index].context
        title = context.school if context.is_said or not is_household_list(children) else ""
        if name.isdigit() and not code:  # a column headed 学校 that holds codes
            if len(name) < _CODE_DIGITS and not self.book.by_code(name):
                self._unknown[name] = _NO_NAME.format(name)
                return None
            code, name = name, ""
        if code and (by_code := self.book.by_code(code)):
            self._note_other_name(by_code, code, name, children)
            return by_code
        if name or (code and title):
            return self._by_name(name or title, code)
        if code:
            return self._by_code_only(code, children)
        if title:
            return self.book.need(title) if context.is_said else self._by_name(title, "")
        if is_household_list(children) or index in self._with_others or context.school_doubt:
            return None
        return self.book.unit

    def _by_name(self, name: str, code: str) -> str | None:
        """Return the school of this name, a new one only if none is nearly called so."""
        if name in self._unknown:
            return None
        if self.book.by_name(name) is None:
            near = self.book.nearly(name)
            if near:
                self._unknown[name] = _NEARLY.format(name, self.book.name_of(near))
                return None
            if not is_school_like(name):
                self._unknown[name] = _NO_SCHOOL.format(name)
                return None
        return self.book.need(name, code)

    def _note_other_name(self, key: str, code: str, name: str, children: ChildList) -> None:
        """Say that a code is one school's and the name beside it another's."""
        known = self.book.name_of(key)
        if name and known and self.book.by_name(name) != key:
            text = f"学校标识码 {code} 是“{known}”，旁边写的校名却是“{name}”，按标识码，请核对。"
            self._note(children, text, ProblemKind.CHECK, _CODE)

    def _by_code_only(self, code: str, children: ChildList) -> str:
        """Return the school of a code the ledger does not know: the unit if it is the only one."""
        unit = self.book.unit
        if unit is None or code != self._lone_code:
            key = self.book.need("", code)
            name = self.book.name_of(key)
            text = f"台账里没有标识码为 {code} 的学校，会新建“{name}”，请改成校名。"
            self._note(children, text, ProblemKind.NEW_SCHOOL, _CODE)
            return key
        if self.book.code_of(unit):
            own = self.book.code_of(unit)
            text = f"学校标识码 {code} 与本单位的 {own} 不同，学生仍记在本单位，请核对。"
            self._note(children, text, ProblemKind.CHECK, _CODE)
        self.book.learn(unit, code)
        return unit

    def _note(
        self,
        children: ChildList,
        text: str,
        kind: ProblemKind,
        column: str = "学校",
        about: str = "school",
    ) -> None:
        """Say something of a list, once."""
        problem = RowProblem(children.sheet, children.heading.last + 1, column, text, kind, about)
        if problem not in self._problems:
            self._problems.append(problem)


class ToldOfList(NamedTuple):
    """What the titles say of each child below: class teacher, village; an older school year."""

    values: Mapping[str, str]
    old_year: str = ""


def told_of_list(children: ChildList, today: date) -> ToldOfList:
    """Return what a list's titles say of its children that it has no column for."""
    context = children.context
    keys = {column.meaning.field.key for column in children.heading.columns if column.meaning.field}
    told = {"village_name": context.village, "hamlet": context.hamlet}
    if not is_household_list(children):
        told |= {"home_teacher": context.teacher, "teacher_phone": context.teacher_phone}
    values = {key: text for key, text in told.items() if text and key not in keys}
    begun = context.year[:4]
    is_old = begun.isdigit() and int(begun) < school_year(today)
    return ToldOfList(values, context.year if is_old else "")


def _said_of(row: ParsedRow, column: str, text: str, kind: ProblemKind, about: str) -> RowProblem:
    return RowProblem(row.sheet, row.row, column, text, kind, about)


def _says_of_class(row: ParsedRow) -> bool:
    """Tell whether a problem of the row already says why its grade or class was not filled."""
    return any(problem.about in _CLASS for problem in row.problems)


def _lone_unknown_code(book: SchoolBook, parsed: Sequence[Sequence[ParsedRow]]) -> str | None:
    """Return the one code of the workbook when the ledger does not know it; None if several."""
    codes = {row.school_code for rows in parsed for row in rows if row.school_code}
    if len(codes) != 1:
        return None
    code = codes.pop()
    return None if book.by_code(code) else code


def is_household_list(children: ChildList) -> bool:
    """Tell whether this is a list of a village's children, not of a school's pupils."""
    columns = children.heading.columns
    keys = {column.meaning.field.key for column in columns if column.meaning.field}
    uses = {column.meaning.use for column in columns}
    context = children.context
    if keys & _CLASS_KEYS or Use.GRADE_CLASS in uses or Use.SCHOOL_CODE in uses:
        return False
    if context.class_name.grade or context.class_name.class_no:
        return False
    surveyed = any(word in fold(title) for title in context.titles for word in _SURVEY_WORDS)
    if surveyed and not context.school:
        return True  # with the school and grade each child goes to
    if "grade" in keys or Use.SCHOOL_NAME in uses:
        return False
    if keys & _HOUSEHOLD_KEYS or surveyed:
        return True
    return is_village_list(children)


def is_village_list(children: ChildList) -> bool:
    """Tell whether nothing but its villages shows that a list is none of a school's."""
    meanings = [column.meaning for column in children.heading.columns]
    keys = {meaning.field.key for meaning in meanings if meaning.field}
    uses = {meaning.use for meaning in meanings}
    context = children.context
    of_school = keys & (_CLASS_KEYS | _HOUSEHOLD_KEYS | {"grade"}) or uses & _SCHOOL_USES
    named = context.school or context.class_name.grade or context.class_name.class_no
    surveyed = any(word in fold(title) for title in context.titles for word in _SURVEY_WORDS)
    return "village_name" in keys and not (of_school or named or surveyed)
