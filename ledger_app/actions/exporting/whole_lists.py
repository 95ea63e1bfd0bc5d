"""All children with what import reads: in the national order, or every field the ledger keeps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger_app.actions.checking.safety_lines import SafetyLine, must_be_read, safety_lines
from ledger_app.actions.exporting.national_order import MEMBERS, NATIONAL
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.meanings import YES
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.for_paper import for_paper
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.restricted import IN_THE_FILE
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.domain.values import display
from ledger_app.exchange.layout.columns.meanings import Meaning, Use
from ledger_app.exchange.layout.heading_words import meaning_of
from ledger_app.exchange.planning.deduced_values import DEDUCED
from ledger_app.exchange.writing.tables import TableSheet, write_tables
from ledger_app.files.targets import free_target
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety.ledger_files import log_if_possible

FAMILY = TABLES["family_member"]
SCHOOL = ("学校标识码", "就读学校")
TITLES = {"national": "全国学籍模板（70 列）", "students": "学生名单"}


@dataclass(frozen=True)
class Written:
    """How many children were written, and what is not in the workbook, in sentences."""

    count: int
    notes: tuple[str, ...]


def write(
    ledger: Ledger,
    kind: str,
    path: Path,
    *,
    purpose: Purpose = Purpose.REPORT,
    scope: Scope | None = None,
    seen: Collection[SafetyLine] = (),
) -> Written:
    """Write the children in list order; `kind` is a key of TITLES. Noted in the audit.

    Raises NotRead as every way out does, for a safety note that is not among those `seen`.
    Left out: sensitive fields, words that tell of a restricted matter, children marked 涉密.
    """
    if purpose not in (Purpose.REPORT, Purpose.INTERNAL):
        raise LedgerError("名单只能用于上报或内部。", "请选 report 或 internal。")
    free_target(path)
    must_be_read(ledger, kind, safety(ledger, scope), seen)
    files, hidden = _open_files(ledger, scope)
    table = _Table(files, ledger.day(), purpose)
    headings = NATIONAL if kind == "national" else table.all_headings()
    titles = [] if kind == "national" else [f"{settings.get(ledger, 'unit', '')}{TITLES[kind]}"]
    sheet = TableSheet(TITLES[kind], titles, headings, table.rows(headings), paper="A3")
    write_tables([sheet], path)
    noted = {"list": kind, "rows": len(files), "purpose": str(purpose)}
    log_if_possible(ledger, "export", noted | {"scope": scope.key if scope else ""}, "这次导出")
    return Written(len(files), tuple(_notes(table, headings, hidden)))


def safety(ledger: Ledger, scope: Scope | None = None) -> list[SafetyLine]:
    """Return the safety lines of the children that `write` would write."""
    noted = {each.student: each for each in safety_lines(ledger)}
    files, _ = _open_files(ledger, scope, list(noted)) if noted else ([], 0)
    return [noted[str(file.student["id"])] for file in files]


def _open_files(
    ledger: Ledger, scope: Scope | None, ids: Sequence[str] | None = None
) -> tuple[list[StudentFile], int]:
    """Return the files that may go out, and how many are marked 涉密 and stay."""
    found = [each for each in load_files(ledger, ids) if _is_in(scope, each)]
    kept = [each for each in found if each.student.get("confidentiality") != YES]
    return kept, len(found) - len(kept)


def _is_in(scope: Scope | None, file: StudentFile) -> bool:
    if scope is None:
        return True
    if scope.part is Part.SCHOOL:
        return str(file.school.get("name") or "") == scope.value
    return str(file.student.get(scope.part) or "") == scope.value


def _notes(table: _Table, headings: Sequence[str], hidden: int) -> Iterator[str]:
    files = [file for file, _ in table.files]
    if hidden:
        yield f"标为涉密的 {hidden} 人没有写在里面。"
    if withheld := sum(map(_has_withheld, (shown for _, shown in table.files))):
        yield f"{withheld} 人有不外传的文字（涉案、心理等），那几格空着，原文在学生档案里。"
    more = sum(len(each.of(FAMILY.key)) > len(MEMBERS) for each in files)
    if headings is NATIONAL and more:
        yield f"{more} 人的家庭成员超过两位，模板只有成员1、成员2，其余没有写。"
    without = {
        str(each.school["name"]) for each in files if each.school and not each.school["code"]
    }
    if headings is NATIONAL and without:
        yield f"{'、'.join(sorted(without))}没有学校标识码，这一列空着：请在“学校和班级”里补上。"


class _Table:
    """Cells by heading: what a heading means to import is what stands below it."""

    def __init__(self, files: Sequence[StudentFile], on: Day, purpose: Purpose) -> None:
        self.files = [
            (each, for_paper(each, on, purpose, signed_by_family=False)) for each in files
        ]

    def all_headings(self) -> tuple[str, ...]:
        """Return a heading for every field that is filled for somebody and may go out.

        And for those that an import would fill where the list says nothing of them.
        """
        most = max((len(file.of(FAMILY.key)) for file, _ in self.files), default=0)
        wanted = [*SCHOOL, *(field.label for field in STUDENT.fields if _goes_out(field))]
        for number in range(1, most + 1):
            wanted += [f"成员{number}{field.label}" for field in FAMILY.fields]
        rows = self.rows(wanted)
        filled = {at for row in rows for at, text in enumerate(row) if text}
        always = {"姓名", *(STUDENT.field(key).label for key in DEDUCED)}
        return tuple(text for at, text in enumerate(wanted) if at in filled or text in always)

    def rows(self, headings: Sequence[str]) -> list[list[str | None]]:
        """Return a row of texts for each child."""
        cells = [_cell_of(meaning_of(heading)) for heading in headings]
        return [[cell(file, shown) or None for cell in cells] for file, shown in self.files]


Cell = Callable[[StudentFile, StudentFile], str]


def _has_withheld(shown: StudentFile) -> bool:
    rows = (shown.student, *shown.of(FAMILY.key))
    return any(IN_THE_FILE in row.values() for row in rows)


def _goes_out(field: Field) -> bool:
    return not field.sensitive and field.kind is not Kind.SCHOOL and field.key != "confidentiality"


def _cell_of(meaning: Meaning) -> Cell:
    """Return what writes a column: from a file as it is, and as a paper may show it."""
    if meaning.use is Use.SCHOOL_CODE:
        return lambda file, _shown: str(file.school.get("code") or "")
    if meaning.use is Use.SCHOOL_NAME:
        return lambda file, _shown: str(file.school.get("name") or "")
    field = meaning.field
    assert field is not None
    if meaning.use is Use.MEMBER:
        at = int(meaning.member.removeprefix("成员")) - 1
        return lambda _file, shown: _member(shown, at, field)
    return lambda _file, shown: _said(field, shown.student)


def _member(shown: StudentFile, at: int, field: Field) -> str:
    rows = shown.of(FAMILY.key)
    return _said(field, rows[at]) if at < len(rows) else ""


def _said(field: Field, shown: Row) -> str:
    """Return a value in words; nothing where a paper would say that it stands in the file."""
    value = shown.get(field.key)
    return "" if value == IN_THE_FILE else display(field, value)
