"""撤并接管: the township takes over what a closed school kept; its children go where they belong.

`look` shows whose file would go where; `take_over` does it as one revision. Each child with a
receiving school (said with it, by its 分流安置, or of the whole school) goes there with that
school's next receipt; the others are the township's own until a school has been found: 今日 asks.
The school's ledger keeps reading copies, and what it still packs is taken: nothing of it is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledger_app.actions.travel import passages
from ledger_app.actions.travel.passages import KIND, School, pass_on
from ledger_app.catalogue.evidence_meanings import PassageHow
from ledger_app.catalogue.meanings import SchoolStatus
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import travelling
from ledger_app.store.handoff.keepers import keepers, kept_by
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import student_rows


@dataclass(frozen=True)
class Placed:
    """One child of a closed school; `to` is None while nobody has found it a school."""

    student: str
    name: str
    place: str
    to: School | None


@dataclass(frozen=True)
class Closing:
    """What taking over a school comes to. `last` says which package of it was taken last."""

    code: str
    name: str
    closed_on: str
    children: tuple[Placed, ...]
    last: str

    @property
    def unplaced(self) -> tuple[Placed, ...]:
        """Return the children without a school to go to."""
        return tuple(each for each in self.children if each.to is None)


@dataclass(frozen=True)
class Closable:
    """A school that still keeps children, and since when it is closed, "" while nobody said."""

    code: str
    name: str
    closed_on: str
    is_closed: bool
    children: int


def closable(ledger: Ledger) -> list[Closable]:
    """Return the schools of the list that keep children's files, closed ones first."""
    with ledger.lock:
        kept = keepers(ledger)
        there = student_rows.places_of(ledger, list(kept))
        counts = Counter(kept[row["id"]] for row in there)
        open_ones = {each.code for each in passages.schools(ledger)}
        found = [
            Closable(code, row["name"], row["closed_on"] or "", code not in open_ones, counts[code])
            for code, row in travelling.schools_by_code(ledger).items()
            if counts[code]
        ]
    return sorted(found, key=lambda each: (not each.is_closed, each.name))


def look(ledger: Ledger, code: str, destinations: Mapping[str, str] | None = None) -> Closing:
    """Return which children a school still keeps and where each would go; nothing is written.

    `destinations` are codes of schools by child, before what the records say.
    """
    with ledger.lock:
        school = _of_code(ledger, code)
        open_ones = {each.code: each for each in passages.schools(ledger) if each.code != code}
        by_name = {each.name: each for each in open_ones.values()}
        said = {each.student: open_ones.get(each.to_code) for each in passages.leaving(ledger)}
        whole = by_name.get(school["receiving_school"] or "")
        given = {who: _open_one(open_ones, to) for who, to in (destinations or {}).items()}
        rows = student_rows.places_of(ledger, kept_by(ledger, code))
        # Said before the school is closed, too: whoever decides sees where each will go.
        will_go = travelling.receiving_schools(ledger, [row["id"] for row in rows])
        children = tuple(
            Placed(
                row["id"], row["name"], short_class(row),
                given.get(row["id"]) or said.get(row["id"])
                or by_name.get(will_go.get(row["id"], "")) or whole,
            )
            for row in rows
        )  # fmt: skip
        return Closing(
            code, school["name"], school["closed_on"] or "", children, _last(ledger, code)
        )


def take_over(
    ledger: Ledger,
    code: str,
    closed_on: date | None = None,
    destinations: Mapping[str, str] | None = None,
) -> Closing:
    """Take a closed school's children over and hand them on, as one revision.

    Raises LedgerError while nobody has said when the school closed, and before it did.
    """
    if own_unit(ledger).kind == "school":
        raise LedgerError("撤并学校的台账由乡镇接管。")
    with ledger.lock:
        school = _of_code(ledger, code)
        day = closed_on.isoformat() if closed_on else school["closed_on"] or ""
        if not day or day > ledger.today().isoformat():
            raise LedgerError(f"{school['name']}还没有撤并日期，或者还没有到。", "到了那天再接管。")
        with revise(ledger, KIND, f"接管{school['name']}") as revision:
            _close(revision, code, day)
            found = look(ledger, code, destinations)  # who goes where, now that it is closed
            for each in found.children:
                _pass(revision, each, code, day)
    return found


def _pass(revision: Revision, child: Placed, code: str, day: str) -> None:
    known = travelling.schools_by_code(revision.ledger)
    about: dict[str, str | None] = {"how": PassageHow.CLOSURE, "left_on": None}
    if child.to is not None:
        to = known[child.to.code]
        about["left_on"] = day
    else:
        own = passages.whom_to_ring(revision.ledger, own_unit(revision.ledger).code)
        to = {"code": own.code, "name": own.name, "phone": own.phone}
    pass_on(revision, child.student, code, to, about)


def _close(revision: Revision, code: str, day: str) -> None:
    school = travelling.schools_by_code(revision.ledger)[code]
    closed = {"status": SchoolStatus.CLOSED, "closed_on": school["closed_on"] or day}
    revision.update("school", school["id"], closed)


def _of_code(ledger: Ledger, code: str) -> Row:
    school = travelling.schools_by_code(ledger).get(code)
    if school is None:
        raise LedgerError(f"学校名单里没有代码 {code}。", "代码在“设置 › 学校和班级”里。")
    return school


def _open_one(open_ones: Mapping[str, School], code: str) -> School:
    if code not in open_ones:
        raise LedgerError(f"{code} 不是名单里可以接收的学校。", "撤并了的、没有代码的不能接收。")
    return open_ones[code]


def _last(ledger: Ledger, code: str) -> str:
    for row in travelling.last_packages(ledger, "in"):
        if row["unit_code"] == code:
            return f"最后收下的是 {row['handed_on']} 的第 {row['sequence']} 包"
    return "从来没有收过这所学校的包：先在它的台账里做一个包，收下再接管"
