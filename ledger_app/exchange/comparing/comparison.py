"""What two lists say beside each other: only left, only right, both, differing, not to be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ledger_app.catalogue import STUDENT, Kind
from ledger_app.catalogue.codes import code_list, fold
from ledger_app.domain.names import name_key
from ledger_app.domain.same_child.fact_words import in_words
from ledger_app.domain.same_child.sides import class_key
from ledger_app.exchange.comparing.age_window import AgeWindow
from ledger_app.exchange.comparing.compare_kinds import CompareKind, Side
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.exchange.comparing.pairing import Decided, Link, pair
from ledger_app.exchange.comparing.repeats import Repeat, without_repeats

_NONE: Decided = {}
_LABELS = {"school_name": "学校"}
_NEARLY_ALL = (9, 10)  # of a list have a number: who is not found by it is not there


class Found(StrEnum):
    """What became of a child of two lists."""

    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"
    DIFFER = "differ"
    UNSURE = "unsure"
    BOTH = "both"
    OUTSIDE_AGE = "outside_age"
    REPEATED = "repeated"  # the child stands further up on the same list


@dataclass(frozen=True)
class Difference:
    """A field of which two lists say two things, in words."""

    key: str
    label: str
    left: str
    right: str


@dataclass(frozen=True)
class Candidate:
    """A child of the other list that may be the one asked about."""

    child: ListedChild
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One child of a result. On both lists where `left` and `right` are given.

    `is_sure` is False where the other list could only be searched by name.
    """

    found: Found
    left: ListedChild | None
    right: ListedChild | None
    reason: str
    is_sure: bool = True
    differences: tuple[Difference, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def child(self) -> ListedChild:
        """Return the child as the left list has it, else the right one."""
        child = self.left or self.right
        assert child is not None
        return child


@dataclass(frozen=True)
class Comparison:
    """Two lists beside each other. Every child of either is in exactly one entry.

    But for candidates: who may be a child asked about is named there, and in no entry of its own.
    """

    kind: CompareKind
    entries: tuple[Entry, ...]
    window: AgeWindow

    def of(self, found: Found) -> tuple[Entry, ...]:
        """Return the entries of one kind, in the order of their list."""
        return tuple(entry for entry in self.entries if entry.found is found)

    @property
    def counts(self) -> dict[str, int]:
        """Return the number of entries of each kind."""
        counts = dict.fromkeys(map(str, Found), 0)
        for entry in self.entries:
            counts[entry.found] += 1
        return counts


def compare(
    kind: CompareKind,
    left: Sequence[ListedChild],
    right: Sequence[ListedChild],
    window: AgeWindow,
    decided: Decided = _NONE,
) -> Comparison:
    """Return what two lists say of each child; `decided` is what was said of unsure pairs."""
    ours, again = without_repeats(left)
    theirs, again_right = without_repeats(right)
    paired = pair(ours, theirs, decided)
    entries = [_both(kind, ours[link.left], theirs[link.right]) for link in paired.certain]
    entries += _asked(ours, theirs, paired.asked)
    linked = (*paired.certain, *paired.asked)
    lefts = _others(ours, {link.left for link in linked})
    rights = _others(theirs, {link.right for link in linked})
    entries += _only(kind.left, Found.ONLY_LEFT, lefts, _Beside(ours, theirs), window)
    entries += _only(kind.right, Found.ONLY_RIGHT, rights, _Beside(theirs, ours), window)
    entries += [_repeated(each, None) for each in again]
    entries += [_repeated(None, each) for each in again_right]
    return Comparison(kind, tuple(entries), window)


def _others(children: Sequence[ListedChild], linked: set[int]) -> list[ListedChild]:
    return [child for at, child in enumerate(children) if at not in linked]


def _repeated(left: Repeat | None, right: Repeat | None) -> Entry:
    repeat = left or right
    assert repeat is not None
    first = repeat.first
    place = f"第 {first.row} 行" if first.row else "另一份档案"
    reason = f"与同一份名单{place}的“{first.name}”是同一个孩子"
    return Entry(Found.REPEATED, left and left.child, right and right.child, reason)


def _both(kind: CompareKind, left: ListedChild, right: ListedChild) -> Entry:
    differences = tuple(_differences(kind, left, right))
    if differences:
        told = "、".join(each.label for each in differences)
        met = f"（{kind.met}）" if kind.met else ""
        return Entry(
            Found.DIFFER, left, right, f"两份名单都有，{told}不一致{met}", True, differences
        )
    return Entry(Found.BOTH, left, right, kind.met or "两份名单都有")


def _differences(kind: CompareKind, left: ListedChild, right: ListedChild) -> Iterable[Difference]:
    for key in kind.keys:
        one, other = left.values.get(key), right.values.get(key)
        if one and other and _plain(key, one, left) != _plain(key, other, right):
            label = _LABELS.get(key) or STUDENT.field(key).label
            yield Difference(key, label, in_text(key, one), in_text(key, other))


def _plain(key: str, value: Any, child: ListedChild) -> str:  # noqa: ANN401
    """Return a value as it is compared: one spelling of a name, a class, a village."""
    if key == "class_no":
        return class_key(str(value), str(child.values.get("grade") or ""))
    if key == "village_name":
        return child.side.village
    return name_key(value) if key in ("name", "guardian_name") else fold(str(value))


def in_text(key: str, value: Any) -> str:  # noqa: ANN401
    """Return a stored value as a person reads it."""
    if key == "school_name":
        return str(value)
    field = STUDENT.field(key)
    coded = field.kind in (Kind.CODE, Kind.YES_NO)
    return code_list(field.codes).name_of(str(value)) if coded else str(value)


def _asked(
    left: Sequence[ListedChild], right: Sequence[ListedChild], links: Sequence[Link]
) -> list[Entry]:
    """Return an entry for each child that may be several of the other list, or none."""
    by_left: Mapping[int, list[Link]] = defaultdict(list)
    for link in links:
        by_left[link.left].append(link)
    found = []
    for at, its in by_left.items():
        child = left[at]
        candidates = tuple(
            Candidate(right[s.right], *in_words(s.weighed, child.side, right[s.right].side))
            for s in its
        )
        found.append(Entry(Found.UNSURE, child, None, _doubt(candidates), False, (), candidates))
    return found


def _doubt(candidates: Sequence[Candidate]) -> str:
    if len(candidates) > 1:
        return f"另一份名单上有 {len(candidates)} 个可能的孩子，不能确定是哪一个"
    (one,) = candidates
    if one.differing:
        return f"可能是同一个孩子，但{'、'.join(one.differing)}不同"
    if one.agreeing:
        return f"只有姓名和{'、'.join(one.agreeing)}相同，不能确定是同一个孩子"
    return "只有姓名相同，没有别的可以比对，不能确定是同一个孩子"


class _Beside:
    """What is asked of two lists when a child is on one only: how well the other was searched."""

    def __init__(self, own: Sequence[ListedChild], others: Sequence[ListedChild]) -> None:
        numbered = sum(bool(other.number) for other in others)
        self._can_be_searched = numbered * _NEARLY_ALL[1] >= len(others) * _NEARLY_ALL[0]
        self._namesakes = {name_key(other.name) for other in others}
        self._numbers = Counter(child.number for child in own if child.number)
        self._names = Counter(name_key(child.name) for child in own)

    def is_sure(self, child: ListedChild) -> bool:
        """Tell whether the other list was searched by a number that is the child's own."""
        return self._can_be_searched and self._numbers[child.number] == 1

    def note(self, child: ListedChild) -> str:
        """Return what makes it less sure that the child is not on the other list."""
        if self._numbers[child.number] > 1:
            return "；号码与同一份名单上的另一个孩子相同，请核对"
        if not child.number and self._names[name_key(child.name)] > 1:
            return "；同一份名单上还有同名的，请看是不是同一个孩子"
        if not self.is_sure(child):
            return "；只能按姓名查，请核对"
        return "；另一份名单上有同名的孩子，号码不同" if self._has_namesake(child) else ""

    def _has_namesake(self, child: ListedChild) -> bool:
        return name_key(child.name) in self._namesakes


def _only(
    side: Side,
    found: Found,
    children: Sequence[ListedChild],
    beside: _Beside,
    window: AgeWindow,
) -> Iterable[Entry]:
    """Yield an entry for each child of one list only."""
    for child in children:
        # Of any two lists, the workbook itself shows which is one of households.
        counts = side.household or child.is_of_household_list
        outside = window.why_outside(child.birth) if counts else ""
        which = Found.OUTSIDE_AGE if outside else found
        one, other = (None, child) if found is Found.ONLY_RIGHT else (child, None)
        reason = outside or side.only + beside.note(child)
        if child.maybe_files:
            reason += "；台账里有可能是同一个孩子的档案，建档前请先看"
        yield Entry(which, one, other, reason, beside.is_sure(child))
