"""两校同报: one child with a file at two schools. Linked by a person only, and counted once.

`candidates` for the page; `link` says which school has the child: the other file goes there with
the next receipts (passage 两校同报), counts no more, and is merged there into the one that stays.
Nothing is copied between the two by itself. What is no pair: `judge_pair` of 疑似同一人.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.merging.suspected_pairs import Suspected, suspected
from ledger_app.actions.travel.passages import KIND, pass_on, whom_to_ring
from ledger_app.catalogue.evidence_meanings import PassageHow, SameChild
from ledger_app.catalogue.meanings import FileStatus
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import travelling
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import student_lookup
from ledger_app.store.rosters import child_pairs


@dataclass(frozen=True)
class TwoFiles:
    """Two files of different units that may be one child's, with what speaks for and against it."""

    pair: Suspected
    units: tuple[str, str]  # names of who keeps the first and the second
    codes: tuple[str, str]
    phones: tuple[str, str]


def candidates(ledger: Ledger) -> list[TwoFiles]:
    """Return the pairs of files at two units nobody has judged, the surest first.

    Found by ID number, 学籍号, or name with agreeing birth and guardian: what the ledger counts as
    疑似同一人 anyway. A file that was linked before is no candidate.
    """
    with ledger.lock:
        kept = keepers(ledger)
        linked = {
            student
            for student, row in travelling.last_passages(ledger).items()
            if row["how"] == PassageHow.SAME_CHILD
        }
        found = []
        for pair in suspected(ledger):
            codes = (kept.get(pair.first, ""), kept.get(pair.second, ""))
            if codes[0] != codes[1] and not {pair.first, pair.second} & linked:
                one, other = whom_to_ring(ledger, codes[0]), whom_to_ring(ledger, codes[1])
                names, phones = (one.name, other.name), (one.phone, other.phone)
                found.append(TwoFiles(pair, names, codes, phones))
    return found


def link(ledger: Ledger, kept: str, other: str, evidence: str) -> None:
    """Say that two files are one child's, and that the child is where the file `kept` lies.

    `evidence` is what that rests on. Raises LedgerError without it, and for files of one unit:
    those are merged there.
    """
    if own_unit(ledger).kind == "school":
        raise LedgerError("两校同报由乡镇认定。", "本校自己的两份档案，请用“合并档案”。")
    if not evidence.strip():
        raise LedgerError("凭什么认定是同一个孩子还没有写。", "如：两校核对户口簿，身份证号相同。")
    with ledger.lock:
        code, from_code = _of_two_units(ledger, kept, other)
        to = whom_to_ring(ledger, code)
        name = student_lookup.name_of(ledger, kept)
        with revise(ledger, KIND, f"两校同报：{name}，按{to.name}的档案计") as revision:
            about = {"how": PassageHow.SAME_CHILD, "remark": evidence.strip()}
            whole = {"code": to.code, "name": to.name, "phone": to.phone}
            pass_on(revision, other, from_code, whole, about)
            revision.update("student", other, {"file_status": FileStatus.HANDED_OVER})
            child_pairs.answer(revision, kept, other, SameChild.SAME, evidence.strip())


def _of_two_units(ledger: Ledger, kept: str, other: str) -> tuple[str, str]:
    units = keepers(ledger, [kept, other])
    if kept == other or len(units) != 2:
        raise LedgerError("要选两份不同的档案。")
    if units[kept] == units[other]:
        raise LedgerError("这两份档案在同一个单位。", "请在那里用“合并档案”合成一份。")
    return units[kept], units[other]
