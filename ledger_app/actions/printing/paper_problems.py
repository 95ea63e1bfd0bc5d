"""What would spoil a paper before it is printed: characters without a shape, empty columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.prepared import Prepared
from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.checking import checks
from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.telling import masking
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.record_kinds.row_kinds import FOCUS
from ledger_app.domain.telling.scope import Part
from ledger_app.domain.telling.subject import Of
from ledger_app.domain.telling.taken_over import filled, taken_over
from ledger_app.printing import filling
from ledger_app.printing.problems import SheetProblem, Who
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import student_lookup, student_rows
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.lists.student_rows import ListQuery

MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class PaperProblem:
    """One problem in words, and the child or the other printout to go to; "" for none."""

    text: str
    student: str = ""
    printout: str = ""


def paper_problems(ledger: Ledger, prepared: Prepared) -> list[PaperProblem]:
    """Return what would spoil the paper, at most MOST_LINES lines and one that counts the rest."""
    found = list(prepared.problems)
    if prepared.purpose is not Purpose.NOTICE:
        found += filling.gaps(prepared.sheets)
    shown = _named(ledger, found[:MOST_LINES])
    if prepared.printout.needs_student:
        only = prepared.student_ids[0] if len(prepared.student_ids) == 1 else ""
        shown = [PaperProblem(each.text, only) for each in shown]
        shown += _of_cards(ledger, prepared)
    if len(found) > MOST_LINES:
        rest = len(found) - MOST_LINES
        shown.append(PaperProblem(f"……另有 {rest} 条没有列出。"))
    return shown


def beside_empty(ledger: Ledger, prepared: Prepared) -> Iterator[PaperProblem]:
    """Yield which printout of children of the same sort has some, where this one has none.

    Who looks for 辍学 and finds nobody may look for children that are only suspected so far.
    """
    printout = prepared.printout
    if prepared.row_count or Of.UNIT not in printout.subjects or not printout.kind.table:
        return
    for other in print_ledger.printouts_in_use(ledger):
        kind, is_ledger = other.kind, Of.UNIT in other.subjects
        if not is_ledger or kind is printout.kind or kind.candidates != printout.kind.candidates:
            continue
        count = print_ledger.prepare(
            ledger, other.key, on=prepared.on.date, scope=prepared.scope
        ).row_count
        if count:
            text = f"这张表没有孩子；“{other.plain_title}”里有 {count} 个。"
            yield PaperProblem(text, printout=other.key)
    if printout.kind is FOCUS:
        yield from _left_behind(ledger, prepared)


def _left_behind(ledger: Ledger, prepared: Prepared) -> Iterator[PaperProblem]:
    """Say how many are left behind: marked so in their files, they are not on the paper yet."""
    scope = prepared.scope
    if scope is not None and scope.part is Part.RECEIVING:
        return
    of_part = () if scope is None else ((str(scope.part), (scope.value,)),)
    told = ListQuery(filters=(("left_behind", (YES,)), *of_part))
    count = len(student_rows.student_nos(ledger, told))
    if count:
        yield PaperProblem(
            f"这张表没有孩子；留守的有 {count} 个：在“学生”里输“留守”看是谁，"
            "要上这张表的，在档案的“关注”里登记。"
        )


def safety_problems(lines: Sequence[SafetyLine]) -> Iterator[PaperProblem]:
    """Yield how many children of a paper have a safety note, and what each says."""
    if lines:
        yield PaperProblem(f"{len(lines)} 个孩子有安全提示，打印前先看：")
    for each in lines:
        yield PaperProblem(each.text, each.student)


def _of_cards(ledger: Ledger, prepared: Prepared) -> Iterator[PaperProblem]:
    township = settings.get(ledger, "township") or ""
    for student_id in prepared.student_ids:
        file = load_file(ledger, student_id)
        problems = checks.check_row(
            STUDENT, filled(file, taken_over(file, township)), prepared.on, file.student
        )
        for problem in (*problems, *checks.check_file(file, prepared.on)):
            if problem.severity is not Severity.NOTE:
                yield PaperProblem(f"{file.student['name']}：{problem.text}", student_id)


def _named(ledger: Ledger, found: Sequence[SheetProblem]) -> list[PaperProblem]:
    """Add who the children are: by name, among namesakes by the number on the paper."""
    names = list({each.about.name for each in found if each.about.name})
    called = student_lookup.namesakes(ledger, names)
    return [
        PaperProblem(each.text, _id_of(each.about, called.get(each.about.name, [])))
        for each in found
    ]


def _id_of(who: Who, namesakes: list[Row]) -> str:
    if len(namesakes) > 1 and who.number:
        printed = who.number
        namesakes = [
            each
            for each in namesakes
            if printed in (each["id_no"], masking.mask_id(each["id_no"] or ""))
        ]
    return str(namesakes[0]["id"]) if len(namesakes) == 1 else ""
