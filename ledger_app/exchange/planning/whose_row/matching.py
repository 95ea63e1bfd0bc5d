"""Find the child a row is about, among the ledger's files and the rows read before; never guess.

Certain, or asked (domain/same_child). A number finds its child; a name needs two independent facts
beside it and none against; whatever else may be the child is a doubt with both sides. Two with
sound numbers that both stand on the workbook are two children, whatever else agrees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ledger_app.domain.identity import forms_of, is_valid_id, normalise_id, register_problem
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.facts import Fact, Weighed, nearly_same_number
from ledger_app.domain.same_child.finding import Hit, compared, picked
from ledger_app.domain.same_child.sides import COMPARED, Side
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, judge
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.planning.whose_row.doubt_words import (
    MOST_NAMED,
    described,
    doubt,
    facts,
)
from ledger_app.exchange.planning.whose_row.known_child import KnownChild
from ledger_app.exchange.planning.whose_row.near_names import NearNames
from ledger_app.exchange.planning.whose_row.rolls import Rolls

FOUND_BY = COMPARED  # all that a child of the ledger is compared by, besides its family
_NUMBER = re.compile(r"[0-9]{5}")  # a number, and not 办理中 or 无, which many children share
_SURE_DIGITS = 14  # region and birth date: fewer are no evidence beside a name
_NO_FAMILY: Mapping[str, Sequence[Mapping[str, Any]]] = {}

Note = tuple[str, str]  # key of the field it is about, in words
Families = Callable[[Sequence[str]], Mapping[str, Sequence[Mapping[str, Any]]]]


class Why(NamedTuple):
    """Why a row is set aside: what is doubtful, and whom it may be about, the likeliest first."""

    text: str
    hits: tuple[Hit, ...]
    of_number: bool = False  # the number is another child's: it is not the row's to keep


@dataclass(frozen=True, slots=True)
class ChildMatch:
    """The child found; or why none was chosen (the row is then set aside); or neither."""

    known: KnownChild | None = None
    why: Why | None = None
    notes: tuple[Note, ...] = ()  # matched or new, and yet worth a look


NO_MATCH = ChildMatch()
_WRONG_NUMBER = (
    "身份证号与台账中的“{0}”相同，姓名却是“{1}”，可能是号码填错了，也可能是改了名；"
    "这一行没有导入，请核对。"
)
_OF_ANOTHER = (
    "{0}是台账里“{1}”的，姓名却是台账里另一个孩子“{2}”的，可能是号码填错了；"
    "这一行没有导入，请在“拿不准”里核对。"
)
_TWICE = "身份证号与“{}”的相同，姓名却不同，不知道号码是谁的；这一行没有导入，请核对。"
_REGISTER = "学籍号与“{0}”相同，姓名却是“{1}”，这一行没有导入，请核对。"
_RENUMBERED = "学籍号与台账相同，身份证号却不同，请对照户口簿核对。"
_MENDED = "身份证号与台账里的只差一处，按同一个孩子导入，请对照户口簿核对号码。"
_SPELLING = (
    "台账里的“{}”姓名不同，{}，可能是同一个孩子改正了姓名；这一行没有导入，请在“拿不准”里核对。"
)
_NAMESAKE = "台账里已有同名的“{}”，按另一个孩子建档，请核对。"
_TWINS = "同名且同一天出生的孩子已有一个，身份证号不同，按两个孩子处理，请核对。"


class ChildMatcher:
    """Children by number and by name; grows with each row that is new."""

    def __init__(
        self,
        students: Iterable[Mapping[str, Any]],
        rows: Sequence[ParsedRow],
        lists: Sequence[int] = (),
        families: Families = lambda _ids: _NO_FAMILY,
    ) -> None:
        """Take the ledger's children, all rows of the workbook and the list of each row.

        `families` returns the family members of the ledger's children by id.
        """
        self._by_id: dict[str, KnownChild] = {}
        self._by_register: dict[str, KnownChild] = {}
        self._by_name: dict[str, list[KnownChild]] = {}
        self._families = families
        self._has_family: set[str] = set()
        self._of_ledger = {str(each["id"]): KnownChild(str(each["id"]), each) for each in students}
        for known in self._of_ledger.values():
            self.add(known)
        self._names = _names_by_number(rows)
        self._births = _births(rows) if self._of_ledger else frozenset()
        self._rolls = Rolls(rows, lists or [0] * len(rows), self._by_name)
        self._near = NearNames(self._of_ledger.values(), rows)
        self._read_families(rows)

    def add(self, known: KnownChild) -> None:
        """Let later rows find this child."""
        values = known.values
        if number := values.get("id_no"):
            self._by_id.setdefault(normalise_id(number), known)
        if register := values.get("register_no"):
            self._by_register.setdefault(normalise_id(register), known)
        if name := values.get("name"):
            self._by_name.setdefault(name_key(name), []).append(known)
        if former := values.get("former_name"):
            self._by_name.setdefault(name_key(former), []).append(known)

    def of_id(self, student_id: str) -> KnownChild | None:
        """Return a child of the ledger by its id."""
        return self._of_ledger.get(student_id)

    def find(self, row: ParsedRow, list_index: int = 0) -> ChildMatch:
        """Return the one child this row is about, no child, or why it cannot be told."""
        side = side_of(row)
        return self._by_number(row, side) or self._by_names(row, side, list_index)

    # By number.

    def _by_number(self, row: ParsedRow, side: Side) -> ChildMatch | None:
        known = self._of_number(row.identity.typed)
        if known:
            return self._of_one_number(known, row, side)
        known = self._of_register(row)
        return self._of_one_register(known, side) if known else None

    def _of_number(self, typed: str) -> KnownChild | None:
        """Return who has a number as typed, sound or not: a wrong one may be copied as it is."""
        if not _NUMBER.search(typed):
            return None
        if len(typed) != 15:
            return self._by_id.get(typed)
        return next((self._by_id[form] for form in forms_of(typed) if form in self._by_id), None)

    def _of_one_number(self, known: KnownChild, row: ParsedRow, side: Side) -> ChildMatch:
        name, stored = name_key(side.text("name")), name_key(known.side.text("name"))
        if not name or name == stored or name == name_key(known.side.text("former_name")):
            return ChildMatch(known)
        hit = self._compared(known, side)
        if owners := self._owners(known, side):
            return _of_another("身份证号", hit, owners)
        of_others = self._names.get(row.identity.typed, frozenset()) - {name}
        if hit.verdict is Verdict.SAME and stored not in of_others:
            return ChildMatch(known, notes=_name_note(known, side))
        if known.student_id is None:
            text = _TWICE.format(known.side.text("name"))
        else:
            text = _WRONG_NUMBER.format(known.side.text("name"), side.text("name"))
        return ChildMatch(why=Why(text, (hit,), of_number=True))

    def _owners(self, known: KnownChild, side: Side) -> tuple[Hit, ...]:
        """Return the ledger's children of the row's own name that it may be about: a name is not
        changed into that of a twin or classmate, of whom the workbook then has no row."""
        name = side.name
        hits = [
            self._compared(each, side)
            for each in self._by_name.get(name, ())
            if each is not known and each.student_id and name not in self._names_of(each)
        ]
        return tuple(hit for hit in hits if hit.verdict is not Verdict.OTHER)

    def _names_of(self, known: KnownChild) -> frozenset[str]:
        """Return the names beside which the number of a child stands in the workbook."""
        number = known.values.get("id_no")
        return self._names.get(normalise_id(number), frozenset()) if number else frozenset()

    def _of_register(self, row: ParsedRow) -> KnownChild | None:
        """Find a child by register number; G and the identity number stand for each other."""
        register = normalise_id(row.values.get("register_no") or "")
        if not register and row.identity.number:
            return self._by_register.get(f"G{row.identity.number}")
        if not register or register_problem(register, ""):
            return None
        found = self._by_register.get(register)
        if found or row.identity.number or register[0] != "G":
            return found
        return self._by_id.get(register[1:])

    def _of_one_register(self, known: KnownChild, side: Side) -> ChildMatch:
        hit = self._compared(known, side)
        if hit.names is not Likeness.SAME and (owners := self._owners(known, side)):
            return _of_another("学籍号", hit, owners)
        if hit.verdict is not Verdict.SAME:
            text = _REGISTER.format(known.side.text("name"), side.text("name"))
            return ChildMatch(why=Why(text, (hit,), of_number=True))
        notes = _name_note(known, side)
        if Fact.NUMBER in hit.weighed.differing:
            notes = (("register_no", _RENUMBERED), *notes)
        return ChildMatch(known, notes=notes)

    # By name.

    def _by_names(self, row: ParsedRow, side: Side, list_index: int) -> ChildMatch:
        name = row.values.get("name")
        namesakes = self._by_name.get(name_key(name), ()) if name else ()
        if not namesakes:
            return self._nobody(row, side, (), twins=False)
        hits, twins = [], False
        for known in namesakes:
            if self._are_two(known, row):
                twins = twins or (bool(row.birth) and known.values.get("birth_date") == row.birth)
                continue
            if mended := _mended(known, row):
                return ChildMatch(known, notes=mended)
            hits.append(self._compared(known, side, row, list_index))
        finding = picked(hits)
        if finding.verdict is Verdict.OTHER:
            return self._nobody(row, side, finding.hits, twins=twins)
        best = finding.hits[0]
        if finding.verdict is Verdict.SAME:
            return ChildMatch(_child(best))
        return ChildMatch(why=Why(doubt(finding.hits), finding.hits))

    def _nobody(
        self, row: ParsedRow, side: Side, others: Sequence[Hit], *, twins: bool
    ) -> ChildMatch:
        """Return a new child, or the doubt that it is a known one under another spelling."""
        near = [self._compared(known, side) for known in self._near.of(row)]
        if not near and not others and not twins:
            return NO_MATCH
        unsure = [hit for hit in near if hit.verdict is Verdict.UNSURE]
        if unsure:
            named = "”“".join(described(hit) for hit in unsure[:MOST_NAMED])
            text = _SPELLING.format(named, facts(unsure[0]))
            return ChildMatch(why=Why(text, tuple(unsure)))
        if twins:
            return ChildMatch(notes=(("name", _TWINS),))
        worth = [hit for hit in others if not _plainly_other(hit)]
        notes = [("name", _NAMESAKE.format(described(worth[0])))] if worth else []
        return ChildMatch(notes=(*notes, *self._near.notes(near)))

    def _are_two(self, known: KnownChild, row: ParsedRow) -> bool:
        """Tell whether both stand on the workbook, with other sound numbers or birth dates."""
        if known.student_id and row.birth and known.row is None:
            born = known.values.get("birth_date")
            if born and born != row.birth and (known.side.name, born) in self._births:
                return True
        stored = known.values.get("id_no")
        if not stored or not (row.identity.number or row.identity.digits):
            return False
        if row.identity.digits:
            return len(row.identity.digits) >= _SURE_DIGITS and not _fits(row, stored)
        if row.identity.number == stored:
            return False
        if known.student_id is None:
            return True  # a new child has no number but a sound one
        return (known.row is not None or stored in self._names) and known.has_sound_number

    def _compared(
        self, known: KnownChild, side: Side, row: ParsedRow | None = None, list_index: int = -1
    ) -> Hit:
        """Return the facts for and against; with those of the whole list where they are needed."""
        if side.tells_of_family:
            self._with_family(known)
        hit = compared(
            known, side, one_list=known.row is not None and known.list_index == list_index
        )
        if hit.verdict is Verdict.UNSURE and known.row is not None and known.student_id is None:
            # Each child stands on a workbook once: two with much against them are two.
            hit = hit._replace(verdict=judge(hit.weighed, hit.names, one_list=True))
        if hit.verdict is Verdict.UNSURE and row is not None and known.row is None:
            return self._with_roll(hit, row, list_index)
        return hit

    def _with_roll(self, hit: Hit, row: ParsedRow, list_index: int) -> Hit:
        """Add that the whole list agrees with the class or village of the child: worth knowing."""
        if hit.names is not Likeness.SAME or not self._rolls.agree(hit.known, row, list_index):
            return hit
        weighed = Weighed((*hit.weighed.agreeing, Fact.ROLL), hit.weighed.differing)
        return hit._replace(weighed=weighed)

    # Families.

    def _read_families(self, rows: Iterable[ParsedRow]) -> None:
        """Read the families of those at once whom rows may be about that no number finds."""
        ids: dict[str, None] = {}
        for row in rows if self._of_ledger else ():
            if row.identity.typed in self._by_id or not row.values.get("name"):
                continue
            same = self._by_name.get(name_key(row.values["name"]), ())
            if not same or not side_of(row).tells_of_family:
                continue
            ids.update((each.student_id, None) for each in same if each.student_id)
        self._take_families(list(ids))

    def _with_family(self, known: KnownChild) -> None:
        if known.student_id and known.student_id not in self._has_family:
            self._take_families([known.student_id])

    def _take_families(self, ids: Sequence[str]) -> None:
        found = self._families(ids) if ids else _NO_FAMILY
        self._has_family.update(ids)
        for student_id, family in found.items():
            if known := self.of_id(student_id):
                known.side = Side(known.values, family)


def side_of(row: ParsedRow) -> Side:
    """Return a row as it is compared; what is left of a number tells the birth date, too."""
    values = row.values
    if row.birth and not values.get("birth_date"):
        values = {**values, "birth_date": row.birth}
    return Side(values, row.members)


def _of_another(label: str, hit: Hit, owners: tuple[Hit, ...]) -> ChildMatch:
    """Return the doubt about a row with one child's number and another's name."""
    names = (each.known.side.text("name") for each in (hit, owners[0]))
    return ChildMatch(why=Why(_OF_ANOTHER.format(label, *names), (hit, *owners), of_number=True))


def _child(hit: Hit) -> KnownChild:
    assert isinstance(hit.known, KnownChild)
    return hit.known


def _names_by_number(rows: Iterable[ParsedRow]) -> dict[str, frozenset[str]]:
    """Return the names that each number stands beside in the workbook, as typed."""
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        if typed := row.identity.typed:
            name = name_key(row.values.get("name") or "")
            if (before := found.get(typed)) is None:
                found[typed] = frozenset((name,))
            elif name not in before:
                found[typed] = before | {name}
    return found


def _births(rows: Iterable[ParsedRow]) -> frozenset[tuple[str, str]]:
    """Return the names with the birth dates beside them."""
    return frozenset((name_key(r.values.get("name") or ""), r.birth) for r in rows if r.birth)


def _name_note(known: KnownChild, side: Side) -> tuple[Note, ...]:
    name, stored = side.text("name"), known.side.text("name")
    if not name or not stored or name_key(name) == name_key(stored):
        return ()
    if name_key(known.side.text("former_name")) == name_key(name):
        return ()
    return (("name", f"号码与台账中的“{stored}”相同，姓名却是“{name}”，请核对。"),)


def _mended(known: KnownChild, row: ParsedRow) -> tuple[Note, ...]:
    """Return a note where the number is the child's but for one slip, or cut after its digits."""
    stored = str(known.values.get("id_no") or "")
    if not stored:
        return ()
    if len(row.identity.digits) >= _SURE_DIGITS:
        return () if not _fits(row, stored) else (("id_no", _CUT),)
    typed, number = row.identity.typed, row.identity.number
    one_is_wrong = bool(typed) and (not number or not is_valid_id(stored))
    return (("id_no", _MENDED),) if one_is_wrong and nearly_same_number(typed, stored) else ()


_CUT = "号码被表格截短了，按前面的数字和姓名认出了台账里的孩子。"


def _fits(row: ParsedRow, stored: str) -> bool:
    """Tell whether a number cut to these digits can have been `stored`.

    Excel cuts after 15 digits; other programs round at the 16th, and …5966 then reads …6000.
    """
    digits = row.identity.digits
    if stored.startswith(digits):
        return True
    if len(digits) != 15 or not stored[:17].isdigit():
        return False
    return 0 < int(digits) * 100 - int(stored[:17]) <= 5


def _plainly_other(hit: Hit) -> bool:
    """Tell whether a namesake is so plainly another child that it is not worth a word."""
    return bool({Fact.NUMBER, Fact.BIRTH, Fact.SEX} & set(hit.weighed.differing))
