"""体检: all checks and rules over the whole ledger as one list, by kind, child and class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ledger_app.actions import due_list
from ledger_app.actions.checking import same_child, second_look
from ledger_app.actions.progress import Progress
from ledger_app.domain.checking.contradiction import Spot, mark
from ledger_app.domain.checking.examination import (
    DUPLICATE,
    KINDS,
    NOT_LOOKED,
    OUT_OF_SIGHT,
    Finding,
    examine,
)
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding import reminders
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.in_words.field_notes import Place, label_of
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import outcomes, student_index, student_rows
from ledger_app.store.lists.rules_in_use import rules_in_use
from ledger_app.store.lists.student_files import load_files

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Examined:
    """One line of the list: a child, its school and class in words, what was found."""

    student: str
    name: str
    school: str
    class_text: str
    finding: Finding

    @property
    def kind(self) -> str:
        """Return the kind of what was found."""
        return self.finding.kind


def examine_ledger(
    ledger: Ledger, students: Collection[str] | None = None, progress: Progress | None = None
) -> list[Examined]:
    """Return what is wrong with these children, or with all, in the order of the lists.

    Raises LedgerError where it was cancelled.
    """
    ids = None if students is None else list(students)
    total = child_count(ledger) if ids is None else len(ids)
    doubles = same_child.shared_numbers(ledger) if students is None else {}
    unseen = _out_of_sight(ledger, ids)
    by_hand = second_look.written_by_hand(ledger) if students is None else None
    found: list[Examined] = []
    for at, file in enumerate(load_files(ledger, ids)):
        if progress and at % _PORTION == 0:
            progress.move(at, total, "逐个核对")
            if progress.cancelled:
                raise LedgerError("体检停下了。", "再点“重新体检”从头做起。")
        found += _of_child(file, ledger, doubles, unseen, by_hand)
    return found


def counts(found: Sequence[Examined]) -> dict[str, int]:
    """Return how many lines there are of each kind, all kinds in their order."""
    counted = Counter(each.kind for each in found)
    return {kind: counted[kind] for kind in KINDS}


def child_count(ledger: Ledger) -> int:
    """Return how many children there are."""
    return student_rows.count(ledger)


def _of_child(
    file: StudentFile,
    ledger: Ledger,
    doubles: dict[str, str],
    unseen: dict[str, list[str]],
    by_hand: Collection[str] | None,
) -> Iterator[Examined]:
    """Yield the lines of a child; `by_hand` is known where all children are looked at."""
    student = file.student
    own = list(examine(file, ledger.day()))
    place = mark("id_no")
    shared = [doubles[student["id"]]] if student["id"] in doubles else []
    if by_hand is None:
        shared = [problem.text for problem in same_child.problems(ledger, student)]
    own += [Finding(DUPLICATE, text, place, place) for text in shared]
    place = mark("name")
    own += [Finding(OUT_OF_SIGHT, text, place, place) for text in unseen.get(student["id"], ())]
    own += _not_looked(second_look.places_not_looked_at(ledger, file, by_hand))
    for each in own:
        yield Examined(
            student["id"], student["name"] or "", file.school.get("name") or "",
            short_class(student), each,
        )  # fmt: skip


def _not_looked(places: Sequence[Place]) -> Iterator[Finding]:
    """Yield one line for all numbers of a child that nobody typed a second time."""
    if places:
        labels = "、".join(dict.fromkeys(map(label_of, places)))
        first = Spot(places[0].table, places[0].key, places[0].record)
        yield Finding(NOT_LOOKED, f"手工输入，还没有复录核对：{labels}", first, first)


def _out_of_sight(ledger: Ledger, students: Sequence[str] | None) -> dict[str, list[str]]:
    """Return by child what rules that are switched off would say of those nobody else says it of.

    A child whom another rule still shows is in sight.
    """
    off = [replace(rule, enabled=True) for rule in rules_in_use(ledger) if not rule.enabled]
    if not off:
        return {}
    shown = {each.student for each in due_list.due(ledger)}
    asked = student_index.by_day(ledger) if students is None else students
    ids = [each for each in asked if each not in shown]
    files = load_files(ledger, ids)
    found: dict[str, list[str]] = {}
    for each in reminders.reminders(files, off, ledger.day(), outcomes.everything(ledger)):
        if each.student:
            text = f"提醒“{each.label}”已关闭：{each.reason}"
            found.setdefault(each.student, []).append(text)
    return found
