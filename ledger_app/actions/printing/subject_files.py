"""Whose files a paper is filled from: those of its subject that can stand on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ledger_app.actions.printing.evidence import is_of_evidence
from ledger_app.actions.visits.whom_to_visit import due_children
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.lasting_states.passed import is_reading_copy
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.subject import Of, Subject
from ledger_app.printing.printout import Printout
from ledger_app.printing.visits.shape import VISITS
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.ledger_candidates import candidates, owner_of
from ledger_app.store.lists.student_files import load_file, load_files

NAMES = {
    Of.UNIT: "整个单位",
    Of.STUDENTS: "学生",
    Of.RECORD: "一条记录",
    Of.CLASS: "班级",
    Of.SCHOOL: "学校",
}


def files_of(
    ledger: Ledger,
    printout: Printout,
    subject: Subject,
    on: Day,
    among: Collection[str] | None = None,
) -> Iterable[StudentFile]:
    """Return the files that a printout of a subject is filled from, all or those `among` these ids.

    Raises LedgerError if the printout can't be of such a subject, or if it is not there.
    """
    if subject.of not in printout.subjects:
        raise _refusal(printout, subject)
    if is_of_evidence(printout):
        return ()
    if subject.of is Of.RECORD:
        owner = owner_of(ledger, *subject.names)
        return [load_file(ledger, each, placed_on=on) for each in _those([owner], among)]
    if subject.of is Of.UNIT and printout.shape == VISITS.key:
        return load_files(ledger, _those(due_children(ledger, on), among), placed_on=on)
    if subject.of is not Of.STUDENTS:
        return _of_place(ledger, printout, subject, on, among)
    names = _those(subject.names, among)
    if printout.needs_student:  # one that is not there any more must not be left out silently
        return [load_file(ledger, each, placed_on=on) for each in names]
    return load_files(ledger, names, placed_on=on)


def _those(ids: Iterable[str], among: Collection[str] | None) -> list[str]:
    return [each for each in ids if among is None or each in among]


def _of_place(
    ledger: Ledger,
    printout: Printout,
    subject: Subject,
    on: Day,
    among: Collection[str] | None,
) -> Iterator[StudentFile]:
    place = dict(zip(("school", "grade", "class_no"), subject.names, strict=False))
    chosen = _those(candidates(ledger, printout.kind.candidates, on, place), among)
    for file in load_files(ledger, chosen, placed_on=on):
        is_here = all((file.student[key] or "") == name for key, name in place.items())
        if is_here and not is_reading_copy(file, on):  # else it stands on two units' papers
            yield file


def _refusal(printout: Printout, subject: Subject) -> LedgerError:
    if printout.needs_student and subject.of is Of.UNIT:
        return LedgerError(f"“{printout.plain_title}”要先选一个学生。")
    usable = "、".join(NAMES[each] for each in Of if each in printout.subjects)
    return LedgerError(
        f"“{printout.plain_title}”不能按{NAMES[subject.of]}打印。", f"可以按：{usable}。"
    )
