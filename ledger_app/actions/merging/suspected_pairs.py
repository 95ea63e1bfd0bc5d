"""疑似同一人: files of the ledger that may be one child's, two by two, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.same_child import fact_words
from ledger_app.domain.same_child.finding import Hit, Known, compared
from ledger_app.domain.same_child.grouping import is_suspect, may_be_one
from ledger_app.domain.same_child.sides import COMPARED, FAMILY_COMPARED, Side
from ledger_app.domain.same_child.verdicts import Verdict
from ledger_app.domain.telling.called import called
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.rosters import child_pairs

OTHER_CHILD, LATER = SameChild.OTHER, SameChild.LATER
WORDS = {
    SameChild.OTHER: "不是同一人",
    SameChild.LATER: "以后再说",
}


@dataclass(frozen=True)
class Suspected:
    """Two files that may be one child's: who they are, facts for and against in words.

    `is_sure`: nothing speaks against it, as far as a program can tell. `answer` is LATER or "".
    """

    first: str
    second: str
    names: tuple[str, str]
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    is_sure: bool
    answer: str

    def put_off(self) -> Suspected:
        """Return the same pair, to be looked at later."""
        return replace(self, answer=LATER)


def suspected(ledger: Ledger) -> list[Suspected]:
    """Return the pairs nobody has judged yet, those with most in common first."""
    with ledger.lock:
        known, answers = _everyone(ledger), child_pairs.answers(ledger)
        schools = places.school_names(ledger)
    found = []
    for one, other in may_be_one(known):
        said = answers.get(frozenset((one.key, other.key)), {}).get("answer") or ""
        hit = compared(one, other.side)
        if said != SameChild.OTHER and is_suspect(hit):
            found.append((_weight(hit), _suspected(hit, one, other, said, schools)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def judge_pair(ledger: Ledger, one: str, other: str, answer: str) -> None:
    """Keep that two files are not one child's, or that somebody will look later, as one revision.

    Raises LedgerError for any other answer: one child has one file, which merging makes.
    """
    if answer not in WORDS or one == other:
        raise LedgerError("这里只记“不是同一人”或“以后再说”。", "是同一个孩子，请合并两份档案。")
    with ledger.lock:
        names = [student_lookup.name_of(ledger, each) for each in (one, other)]
        about = f"{'、'.join(dict.fromkeys(names))}：{WORDS[answer]}"
        with revise(ledger, "edit", about) as revision:
            child_pairs.answer(revision, one, other, answer)


def _everyone(ledger: Ledger) -> list[Known]:
    rows = student_lookup.everyone(ledger, COMPARED)
    families = student_lookup.families(ledger, [row["id"] for row in rows], FAMILY_COMPARED)
    return [Known(row["id"], Side(row, families.get(row["id"], ()))) for row in rows]


def _weight(hit: Hit) -> tuple[bool, int]:
    weighed = hit.weighed
    return hit.verdict is not Verdict.SAME, len(weighed.differing) - len(weighed.agreeing)


def _suspected(hit: Hit, one: Known, other: Known, said: str, schools: dict[str, str]) -> Suspected:
    words = fact_words.in_words(
        hit.weighed, one.side, other.side, lambda key: schools.get(key, key)
    )
    names = (called(one.side.values), called(other.side.values))
    return Suspected(one.key, other.key, names, *words, hit.verdict is Verdict.SAME, said)
