"""Parse a list of children column by column into rows of stored values, nothing guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.dates import parse_month
from ledger_app.domain.names import name_problem
from ledger_app.domain.values import as_text
from ledger_app.exchange.cells.cell_words import as_meant
from ledger_app.exchange.cells.class_columns import read_class
from ledger_app.exchange.cells.column_values import (
    OWN_CHECKS,
    ParsedCells,
    differing,
    merged,
    rows_from_columns,
    text_at,
    turned_into_date,
)
from ledger_app.exchange.cells.family_columns import named_members
from ledger_app.exchange.cells.id_cells import (
    NO_ID,
    IdReading,
    move_register_numbers,
    normalise_register,
    read_id,
)
from ledger_app.exchange.cells.phones import SPARED, first_numbers, kept_apart, without_place
from ledger_app.exchange.cells.remarks import (
    is_no_name,
    name_and_remark,
    tells_of_leaving,
)
from ledger_app.exchange.cells.row_problem import LEFT_OUT, RowProblem
from ledger_app.exchange.cells.school_cells import EMPTY, SchoolCell, school_cell
from ledger_app.exchange.cells.ticked_options import ticked_rows
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.layout.heading_words import GUARDIAN_KEYS, Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.reading.workbook import Cell

_BIRTH_PARTS = ("年", "月", "日")
_NEVER_ENROLLED = frozenset({"未入学", "未上学", "未就学"})
_OWN_READING = frozenset({"id_no", "grade", "class_no", "birth_date"})


@dataclass(slots=True)
class ParsedRow:
    """One row of a list, parsed. `values` has catalogue keys; `school` is not among them yet."""

    sheet: str
    row: int
    cells: list[Cell]
    values: dict[str, Any]
    members: list[dict[str, Any]]
    identity: IdReading
    birth: str | None  # for matching: from the cell, else from the number
    school_code: str
    school_name: str
    no_school: bool  # the school's cell says 未入学, 在家, 无: not this ledger's own school either
    entry_year: str  # of 2026级1班; the grade follows when the school is known
    problems: list[RowProblem]


class RowParser:
    """Parses lists; one per workbook, so that equal cells are parsed once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._memos: dict[tuple[str, str], ParsedCells] = {}
        self._ids: dict[Any, IdReading] = {"": NO_ID}

    def memo(self, table: str, field: Field) -> ParsedCells:
        """Return the memory of one field."""
        key = (table, field.key)
        if key not in self._memos:
            self._memos[key] = ParsedCells(field, self.today, OWN_CHECKS.get(key))
        return self._memos[key]

    def read(self, children: ChildList) -> list[ParsedRow]:
        """Return the rows of a list, parsed."""
        if not children.rows:
            return []
        return _ListParsing(self, children).rows()

    def read_id(self, raw: Cell) -> IdReading:
        """Return what a cell says of the child's identity number, remembered."""
        found = self._ids.get(raw)
        if found is None:
            found = self._ids[raw] = read_id(raw, self.today)
        return found


class _ListParsing:
    """The parsing of one list: columns first, rows put together from them."""

    def __init__(self, reader: RowParser, children: ChildList) -> None:
        self.reader = reader
        self.children = children
        self.cells: list[tuple[Cell, ...]] = list(zip(*children.rows, strict=True))
        self.problems: dict[int, list[RowProblem]] = {}
        self.spare_phones: dict[int, list[tuple[str, str]]] = {}

    def rows(self) -> list[ParsedRow]:
        """Return one ParsedRow for each row."""
        count = len(self.children.rows)
        values = self._student_rows()
        members = self._member_rows()
        ids = [self.reader.read_id(raw) for raw in self._first("id_no") or [""] * count]
        codes = self._texts(Use.SCHOOL_CODE) or [""] * count
        schools = self._schools(values)
        entries = self._add_classes(values, schools)
        births = self._add_births(values, ids)
        self._add_numbers(values, ids)
        found = [
            ParsedRow(
                self.children.sheet,
                self.children.numbers[at],
                self.children.rows[at],
                values[at],
                [member[at] for member in members if member[at]],
                ids[at],
                births[at],
                codes[at],
                schools[at].name,
                bool(schools[at].instead),
                entries[at],
                self.problems.get(at, []),
            )
            for at in range(count)
        ]
        self._add_continued(found)
        return found

    def _add_continued(self, rows: list[ParsedRow]) -> None:
        """Add the family members of rows that go on about the child above them."""
        more = self.children.more
        if not more:
            return
        _, numbers, cells = zip(*more, strict=True)
        below = replace(self.children, numbers=list(numbers), rows=list(cells), more=[])
        reading = _ListParsing(self.reader, below)
        groups = [*reading._member_rows(), reading._guardians()]
        for at, (parent, _, _) in enumerate(more):
            rows[parent].members += [group[at] for group in groups if group[at]]
            rows[parent].problems += reading.problems.get(at, [])

    def _guardians(self) -> list[dict[str, Any]]:
        """Return the guardian columns of each row as a family member; {} where nobody is named."""
        parsed = {
            member_key: self._parsed("student", column)
            for key, member_key in GUARDIAN_KEYS.items()
            for column in self._with_key(key)
        }
        rows = rows_from_columns(parsed, len(self.children.rows))
        return [row if "name" in row or "phone" in row else {} for row in rows]

    def _columns(self, use: Use) -> list[ListColumn]:
        return [c for c in self.children.heading.columns if c.meaning.use is use]

    def _with_key(self, key: str) -> list[ListColumn]:
        return [
            c for c in self._columns(Use.STUDENT) if c.meaning.field and c.meaning.field.key == key
        ]

    def _first(self, key: str) -> list[Cell]:
        """Return the cells of a field's column, of its second column where the first is empty."""
        return merged([self.cells[column.index] for column in self._with_key(key)])

    def _texts(self, use: Use) -> list[str]:
        return [
            as_text(raw).strip()
            for raw in merged([self.cells[c.index] for c in self._columns(use)])
        ]

    def _schools(self, values: list[dict[str, Any]]) -> list[SchoolCell]:
        """Return what the school's cells say; note what is no school at all."""
        columns = self._columns(Use.SCHOOL_NAME)
        if not columns:
            return [EMPTY] * len(values)
        cells = [school_cell(text) for text in self._texts(Use.SCHOOL_NAME)]
        for at, cell in enumerate(cells):
            if cell.instead and not cell.silent:
                text = f"“{cell.instead}”不是学校名称，就读学校没有填，请核对孩子现在在哪里。"
                self.note(at, columns[0].heading, text)
                if cell.instead in _NEVER_ENROLLED:
                    values[at].setdefault("in_school_status", "4")
        return cells

    def note(self, at: int, column: str, text: str) -> None:
        """Add a problem to a row."""
        problem = RowProblem(self.children.sheet, self.children.numbers[at], column, text)
        self.problems.setdefault(at, []).append(problem)

    def _parsed(self, table: str, column: ListColumn) -> list[Any]:
        assert column.meaning.field is not None
        memo = self.reader.memo(table, column.meaning.field)
        cells = self._cells_of(table, column)
        values = [memo[raw] for raw in cells]
        if memo.problems:
            for at, raw in enumerate(cells):
                if raw in memo.problems:
                    self.note(at, column.heading, memo.problems[raw])
        return values

    def _cells_of(self, table: str, column: ListColumn) -> Sequence[Cell]:
        """Return a column's cells as the field's own reader takes them."""
        field, cells = column.meaning.field, self.cells[column.index]
        if field is None:
            return cells
        if field.kind is Kind.PHONE:
            if table != "student" or field.key not in SPARED:
                return kept_apart(cells)
            first, more = first_numbers(cells)
            for at, numbers in more.items():
                found = [(column.heading, number) for number in numbers]
                self.spare_phones.setdefault(at, []).extend(found)
            return first
        return as_meant(field.key, cells)

    def _student_rows(self) -> list[dict[str, Any]]:
        parsed: dict[str, list[Any]] = {}
        for column in self._columns(Use.STUDENT):
            key = column.meaning.field.key if column.meaning.field else ""
            if key in _OWN_READING:
                continue
            values = self._parsed("student", column)
            if key == "register_no":
                values = [value and normalise_register(value) for value in values]
            parsed[key] = self._second(parsed[key], values, column) if key in parsed else values
        for key, values in self._ticked().items():
            parsed[key] = merged([parsed[key], values]) if key in parsed else values
        rows = rows_from_columns(parsed, len(self.children.rows))
        self._mend_names(rows)
        move_register_numbers(rows)
        self._place_spare_phones(rows)
        self._note_gone(rows)
        return rows

    def _ticked(self) -> dict[str, list[Any]]:
        """Return the codes of fields whose options have a column each, by key."""
        groups: dict[Field, list[ListColumn]] = {}
        for column in self._columns(Use.OPTION):
            assert column.meaning.field is not None
            groups.setdefault(column.meaning.field, []).append(column)
        found = {}
        for field, columns in groups.items():
            cells = [(column.meaning.member, self.cells[column.index]) for column in columns]
            found[field.key], problems = ticked_rows(field, cells)
            for at, text in problems.items():
                self.note(at, columns[0].heading, text)
        return found

    def _second(self, first: list[Any], second: list[Any], column: ListColumn) -> list[Any]:
        """Return two columns of one field as one; what the second says besides is kept or said."""
        field = column.meaning.field
        for at in differing(first, second):
            if column.meaning.use is Use.STUDENT and field and field.key in SPARED:
                self.spare_phones.setdefault(at, []).append((column.heading, second[at]))
            elif field and field.kind is Kind.LONG_TEXT:
                first[at] = f"{first[at]}；{second[at]}"
            else:
                text = f"“{column.heading}”有不止一列，这一列与前面的不同，没有导入，请核对。"
                self.note(at, column.heading, text)
        return merged([first, second])

    def _mend_names(self, rows: list[dict[str, Any]]) -> None:
        """Take no sex, number or ethnic group for a name; move 王刚(转走)'s remark to 备注."""
        for at, row in enumerate(rows):
            name = row.get("name")
            if not name:
                continue
            if is_no_name(name):
                text = (
                    f"“姓名”这一栏写的是“{row.pop('name')}”，不是一个人的姓名，这一行可能错位了。"
                )
                self.note(at, self._with_key("name")[0].heading, text)
                continue
            row["name"], said = name_and_remark(name)
            if said:
                row["remark"] = "；".join(filter(None, (said, row.get("remark"))))
                self._renote(at, name, f"姓名后面的“{said}”移到了备注。")

    def _renote(self, at: int, name: str, text: str) -> None:
        """Replace what was said of a name that has been mended."""
        heading = self._with_key("name")[0].heading
        wrong = name_problem(name)
        kept = [problem for problem in self.problems.get(at, ()) if problem.text != wrong]
        self.problems[at] = kept
        self.note(at, heading, text)

    def _place_spare_phones(self, rows: list[dict[str, Any]]) -> None:
        """Put the second number of a row into 备用电话, if that is free; say what has no place."""
        for at, spare in self.spare_phones.items():
            more = without_place(rows[at], [number for _, number in spare])
            if more:
                text = f"有好几个电话，{'、'.join(more)} 没有地方放，没有导入。"
                self.note(at, spare[0][0], text)

    def _note_gone(self, rows: list[dict[str, Any]]) -> None:
        """Say where a remark tells that the child is not at school any more."""
        for at, row in enumerate(rows):
            if tells_of_leaving(row):
                text = f"备注写着“{row['remark'][:40]}”，请核对孩子是否还在校，需要时在档案里登记。"
                self.note(at, "备注", text)

    def _member_rows(self) -> list[list[dict[str, Any]]]:
        """Return, for each member group, one row of values a child; {} where nobody is named."""
        groups: dict[str, dict[str, list[Any]]] = {}
        for column in self._columns(Use.MEMBER):
            key = column.meaning.field.key if column.meaning.field else ""
            group = groups.setdefault(column.meaning.member, {})
            values = self._parsed("family_member", column)
            group[key] = self._second(group[key], values, column) if key in group else values
        return [self._members(group, parsed) for group, parsed in groups.items()]

    def _members(self, group: str, parsed: dict[str, list[Any]]) -> list[dict[str, Any]]:
        members, nameless = named_members(group, rows_from_columns(parsed, len(self.children.rows)))
        for at, text in nameless.items():
            self.note(at, group, text)
        return members

    def _add_classes(
        self, values: list[dict[str, Any]], schools: Sequence[SchoolCell]
    ) -> list[str]:
        """Fill grade and class from their columns, else from titles; return the years of entry."""
        entries = []
        title = self.children.context.class_name
        columns = {
            "grade": self._with_key("grade"),
            "class_no": self._with_key("class_no"),
            "together": self._columns(Use.GRADE_CLASS),
        }
        cells = {role: merged([self.cells[c.index] for c in columns[role]]) for role in columns}
        for at, row in enumerate(values):
            texts = [text_at(cells[role], at) for role in columns]
            named, problems = read_class(*texts, schools[at].class_name, title)
            for key in ("grade", "class_no"):
                if getattr(named, key):
                    row[key] = getattr(named, key)
            for role, text in problems:
                self.note(at, columns[role][0].heading, text)
            for role in ("class_no", "together"):
                if cells[role] and turned_into_date(cells[role][at]):
                    text = f"班级“{as_text(cells[role][at])}”被表格变成了日期，请改成文本{LEFT_OUT}"
                    self.note(at, columns[role][0].heading, text)
            entries.append(named.entry_year)
        return entries

    def _add_births(
        self, values: list[dict[str, Any]], ids: Sequence[IdReading]
    ) -> list[str | None]:
        """Fill birth dates from their column, else from the number; say where the two differ."""
        columns = self._with_key("birth_date")
        memo = self.reader.memo("student", STUDENT.field("birth_date"))
        cells = merged([self.cells[column.index] for column in columns])
        parts = self._columns(Use.BIRTH_PART)
        if not columns and len(parts) == len(_BIRTH_PARTS):
            columns, cells = parts, self._joined_dates(parts)
        births: list[str | None] = []
        today = self.reader.today.isoformat()
        for at, row in enumerate(values):
            raw = cells[at] if cells else ""
            born, known = memo[raw], ids[at].birth
            if born and born > today:
                self.note(at, columns[0].heading, f"出生日期 {born} 晚于今天，请核对{LEFT_OUT}")
                born = None
            if raw in memo.problems and not (known and parse_month(raw) == known[:7]):
                self.note(at, columns[0].heading, memo.problems[raw])
            elif born and known and born != known:
                text = f"与身份证号中的出生日期 {known} 不一致，请核对。"
                self.note(at, columns[0].heading, text)
            if born or known:
                row["birth_date"] = born or known
            births.append(born or known)
        return births

    def _joined_dates(self, parts: Sequence[ListColumn]) -> list[Cell]:
        """Return year, month and day of three columns as one text, "" where all are empty."""
        order = sorted(parts, key=lambda column: _BIRTH_PARTS.index(column.meaning.member))
        rows = zip(*(self.cells[column.index] for column in order), strict=True)
        texts = [[as_text(cell).strip().rstrip("年月日") for cell in row] for row in rows]
        return ["-".join(row) if any(row) else "" for row in texts]

    def _add_numbers(self, values: list[dict[str, Any]], ids: Sequence[IdReading]) -> None:
        heading = next((column.heading for column in self._with_key("id_no")), "")
        for at, (row, reading) in enumerate(zip(values, ids, strict=True)):
            if reading.number:
                row["id_no"] = reading.number
                sex = row.setdefault("sex", reading.sex) if reading.sex else None
                if sex and sex != reading.sex:
                    self.note(at, "性别", "与身份证号第 17 位表示的性别不一致，请核对。")
            if reading.problem:
                self.note(at, heading, reading.problem)
