"""What is wrong with a plan of a generated book: stored otherwise than written, or lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ledger_app.domain.names import normalise_name
from ledger_app.exchange.cells.row_problem import RESPONSIBLE
from ledger_app.exchange.layout.assignment import NOT_TAKEN
from ledger_app.exchange.planning.import_plan import ImportPlan, PlannedRow, RowFate
from ledger_app.exchange.reading.workbook import column_letter
from tests.exchange.generated.book import Book, Written

# What follows from what was written, and is not written anywhere.
DEDUCED = {"school", "id_type", "village_name", "hamlet", "source_list", "temp_no", "no_id_reason"}
DEDUCED |= {"marked_on", "register_status", "former_name", "head_relation"}
MADE = (RowFate.CREATED, RowFate.UPDATED, RowFate.UNCHANGED)
NOTHING = ("", "无", "/", "-")


class Verdict:
    """Compares a plan with what was generated."""

    def __init__(self, book: Book, plan: ImportPlan, known_schools: dict[str, str]) -> None:
        self._book, self._plan = book, plan
        self._schools = known_schools | {new.id: new.name for new in plan.new_schools}
        self._ignored = {(each.sheet, each.row - 1): each.reason for each in plan.ignored}
        self._rows: dict[tuple[str, int], list[PlannedRow]] = {}
        for row in plan.rows:
            self._rows.setdefault((row.sheet, row.row - 1), []).append(row)

    def faults(self) -> Iterator[str]:
        """Yield what is wrong, with sheet, row and child."""
        places: dict[int, list[Written]] = {}
        for written in self._book.written:
            places.setdefault(id(written.child), []).append(written)
        taken: set[int] = set()
        for rows in places.values():
            found = [self._planned(written) for written in rows]
            taken |= {id(row) for row in found if row}
            where = f"{rows[0].sheet} row {rows[0].row + 1} ({rows[0].child.truth['name']})"
            yield from (f"{where}: {fault}" for fault in self._of_child(rows, found))
        for row in self._plan.rows:
            if id(row) not in taken and row.fate in MADE:
                yield f"{row.sheet} row {row.row} became a child: {row.cells}"

    def _planned(self, written: Written) -> PlannedRow | None:
        there = self._rows.get((written.sheet, written.row), [])
        name = written.child.truth["name"]
        named = [row for row in there if normalise_name(row.name) == name]
        return (named or [None])[0]

    def _of_child(
        self, rows: Sequence[Written], found: Sequence[PlannedRow | None]
    ) -> Iterator[str]:
        if found[0] is None:
            reason = self._ignored.get((rows[0].sheet, rows[0].row), "no word")
            refused = dict(self._plan.refused_sheets).get(rows[0].sheet)
            if not refused:
                yield f"is gone: {reason}"
            return
        made = [row for row in found if row and row.fate in MADE]
        if sum(row.fate is RowFate.CREATED for row in made) > 1:
            yield "became two children"
        if rows[0].waits and made:
            yield "was imported though its row is hidden or struck out"
        for written, row in zip(rows, found, strict=True):
            if row and row.fate not in MADE and not self._is_told(written, row):
                yield f"row {written.row + 1} was {row.fate} without a word"
        if made:
            yield from self._values(rows[0], made)
            for written, row in zip(rows, found, strict=True):
                if row is None or not row.unsure:
                    yield from self._lost(written, made)

    def _is_told(self, written: Written, row: PlannedRow) -> bool:
        named = any(each.row == written.row + 1 for each in self._plan.problems)
        return bool(row.problems or row.unsure or row.reason or named)

    def _values(self, written: Written, made: Sequence[PlannedRow]) -> Iterator[str]:
        child = written.child
        for key, value in ((key, value) for row in made for key, value in row.values.items()):
            fits = child.truth.get(key) == value or key in DEDUCED
            if not fits and child.spoilt.get(key) == value != "":
                fits = self._is_named(written, key, made)
            if key == "school" and self._schools.get(value) != self._book.school:
                yield f"school is {self._schools.get(value)!r}, told {self._book.school!r}"
            if not fits:
                yield f"{key} is {value!r}, written {child.truth.get(key)!r}"
        for change in (change for row in made for change in row.members):
            told = change.values
            if change.table == RESPONSIBLE:
                wrong = {k: v for k, v in told.items() if not is_said_of_carer(k, v, child.truth)}
                if wrong:
                    yield f"who answers for it is told wrongly: {wrong}"
            elif not any(
                all(told.get(key) in (one[key], None) for key in ("name", "phone", "relation"))
                for one in child.people.values()
            ):
                yield f"nobody of its family is {dict(told)}"

    def _lost(self, written: Written, made: Sequence[PlannedRow]) -> Iterator[str]:
        for key, cell in written.cells.items():
            if not is_kept(key, written, made) and not self._is_named(written, key, made):
                yield f"row {written.row + 1}: {key} {cell!r} is lost without a word"
        if written.title and not (kept(made, "grade", written) and kept(made, "class_no", written)):
            yield f"row {written.row + 1}: the class of the title is not the child's"

    def _is_named(self, written: Written, key: str, made: Sequence[PlannedRow]) -> bool:
        """Tell whether the result names the column of a cell, or the cell itself."""
        letters = {column_letter(at) for at, known in written.keys.items() if known == key}
        said = [each for row in made for each in row.problems]
        said += [each for each in self._plan.problems if each.sheet == written.sheet]
        own = {each.letter for each in said if each.row in (0, written.row + 1)}
        unsure = {each.letter for each in self._plan.unmapped_columns}
        unsure |= {each.letter for each in self._plan.mapping if not each.taken_for}
        if key.startswith("strange"):
            unsure |= {each.letter for each in self._plan.mapping if each.taken_for == NOT_TAKEN}
        by_key = {each.about for each in said if each.row == written.row + 1}
        return bool(letters & (unsure | own)) or key in by_key


def is_kept(key: str, written: Written, made: Sequence[PlannedRow]) -> bool:
    """Tell whether what a cell says stands in the file."""
    cell = written.cells[key]
    if key == "serial" or (isinstance(cell, str) and cell.strip() in NOTHING):
        return True
    if key.startswith("strange"):
        return False
    key = key.partition("#")[0].partition("=")[0]
    if key.startswith("helper_"):
        return written.child.truth[key] in members(made, key)
    if key == "phone" and written.child.truth[key] in members(made, "helper_phone"):
        return True
    if key in ("phone", "phone2"):  # one number of two columns may stand in either
        other = "phone2" if key == "phone" else "phone"
        return kept(made, key, written) or kept(made, other, written, key)
    if key == "grade_class":
        return kept(made, "grade", written) and kept(made, "class_no", written)
    who, _, what = key.partition(".")
    own = {"name": "guardian_name", "phone": "guardian_phone", "relation": "guardian_relation"}
    if what:
        wanted = written.child.people[who][what]
        return wanted in members(made, what) | {row.values.get(own[what]) for row in made}
    if key.startswith("guardian"):
        told = members(made, key.removeprefix("guardian_"))
        return kept(made, key, written) or written.child.truth[key] in told
    return kept(made, key, written)


def is_said_of_carer(key: str, value: object, truth: Mapping[str, str]) -> bool:
    """Tell whether that is said of who answers for a child; a bare telephone beside is theirs."""
    return value == truth.get(key) or (key == "helper_phone" and value == truth["phone"])


def members(made: Sequence[PlannedRow], what: str) -> set[object]:
    return {change.values.get(what) for row in made for change in row.members}


def kept(made: Sequence[PlannedRow], key: str, written: Written, told: str = "") -> bool:
    """Tell whether a value stands in the file, `told` under another key than it was written."""
    return any(row.values.get(key) == written.child.truth[told or key] for row in made)
