"""From facts to a verdict: certain, or asked. A name alone never makes two one child.

Certain are two independent facts beside the name with none against. What changes in a family
(telephone, class, school, village) is outweighed by birth date and family together; sex, birth date
and a sound number are outweighed by nothing: who differs in them is asked about, or another child.

That the school is the same counts only beside the birth date: a township has children of one name
and birth date, a school hardly ever.

Examples, all with one name. Birth date and class agree → SAME. Only the village agrees → UNSURE.
Nothing can be compared → UNSURE. Only the village differs → UNSURE,
village and father → OTHER. Birth date, guardian and
telephone agree, the class differs → SAME. Guardian and class agree, the number differs → UNSURE.
"""

from __future__ import annotations

from enum import StrEnum

from ledger_app.domain.names import name_key, sort_key
from ledger_app.domain.same_child.facts import Fact, Weighed
from ledger_app.domain.same_child.sides import Side


class Verdict(StrEnum):
    """Whether two are one child."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


class Likeness(StrEnum):
    """How alike two names are."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"


_HARD = frozenset({Fact.NUMBER, Fact.REGISTER, Fact.BIRTH, Fact.SEX})
_BY_ITSELF = frozenset({Fact.NUMBER, Fact.REGISTER})
_FAMILY = frozenset({Fact.PERSON, Fact.PHONE, Fact.HEAD})
_OF_FAMILY = frozenset({Fact.PERSON, Fact.PHONE})
_ELSEWHERE = frozenset({Fact.SCHOOL, Fact.GRADE})
_APART = frozenset({Fact.CLASS, Fact.HOME, Fact.HEAD})
# No facts by themselves. That a whole list agrees makes a question easy to answer, and no answer:
# where a child leaves and one of its name comes, the list agrees as well.
_PLACE = frozenset({Fact.SCHOOL, Fact.ROLL})
_ENOUGH = 2


def name_likeness(first: Side, second: Side) -> Likeness:
    """Return how alike the names are: a former name is the same, a slip of the pen near."""
    one, other = first.name, second.name
    if not one or not other:
        return Likeness.OTHER
    if one == other:
        return Likeness.SAME
    formerly = {name_key(first.text("former_name")), name_key(second.text("former_name"))} - {""}
    if formerly & {one, other}:
        return Likeness.SAME
    return Likeness.NEAR if _near(one, other) else Likeness.OTHER


def _near(one: str, other: str) -> bool:
    """Tell whether names sound alike, are turned round, or differ in one character."""
    if sorted(one) == sorted(other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and len(long) - len(short) == 1 and _is_within(short, long):
        return True
    apart = sum(a != b for a, b in zip(one, other, strict=False))
    if len(one) == len(other) and apart == 1:
        return True
    return sort_key(one) == sort_key(other)


def _is_within(short: str, long: str) -> bool:
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def judge(weighed: Weighed, names: Likeness = Likeness.SAME, *, one_list: bool = False) -> Verdict:
    """Return whether two are one child, by the facts and how alike their names are.

    `one_list`: both stand in one workbook, where each child should stand once.
    """
    agreeing, differing = set(weighed.agreeing) - _PLACE, set(weighed.differing)
    if agreeing & _BY_ITSELF:
        return _of_number(agreeing, differing, names)
    if names is not Likeness.SAME:
        return _of_other_name(agreeing, differing, names)
    if differing & _HARD:
        of_village = {Fact.NUMBER, Fact.BIRTH} <= differing and agreeing == {Fact.HOME}
        return Verdict.UNSURE if agreeing and not of_village else Verdict.OTHER
    if one_list and Fact.SEAT in agreeing and differing <= _OF_FAMILY:
        return Verdict.SAME  # a list with a row for each guardian
    if not differing:
        in_school = Fact.BIRTH in agreeing and Fact.SCHOOL in weighed.agreeing
        return Verdict.SAME if in_school or len(agreeing) >= _ENOUGH else Verdict.UNSURE
    if one_list and len(agreeing) < _ENOUGH <= len(differing):
        return Verdict.OTHER
    if not agreeing:
        return _of_namesakes(differing, one_list=one_list)
    return _of_what_changes(agreeing, differing)


def _of_namesakes(differing: set[Fact], *, one_list: bool) -> Verdict:
    """Judge two of one name of whom nothing agrees: other school or grade, or two things that
    differ, are another child; in one list, one that a list tells children apart by."""
    is_other = bool(differing & _ELSEWHERE) or len(differing) >= _ENOUGH
    return Verdict.OTHER if is_other or (one_list and differing & _APART) else Verdict.UNSURE


def _of_number(agreeing: set[Fact], differing: set[Fact], names: Likeness) -> Verdict:
    """Judge where a number agrees: the child's, if its name does; else it may be copied wrongly.

    A name that was changed altogether has its family, class or house to speak for it.
    """
    if names is Likeness.SAME:
        return Verdict.SAME
    if differing & _HARD:
        return Verdict.UNSURE
    others = agreeing - _BY_ITSELF - {Fact.BIRTH}  # the birth date is a part of the number
    enough = 0 if names is Likeness.NEAR else _ENOUGH
    return Verdict.SAME if len(others) >= enough else Verdict.UNSURE


def _of_what_changes(agreeing: set[Fact], differing: set[Fact]) -> Verdict:
    """Judge where only such things differ as change in a child's life."""
    if Fact.BIRTH in agreeing and agreeing & _FAMILY:
        return Verdict.SAME
    # A new number of a child whose birth date and class are the same as ever.
    if differing == {Fact.PHONE} and {Fact.BIRTH, Fact.CLASS} <= agreeing:
        return Verdict.SAME
    return Verdict.UNSURE


def _of_other_name(agreeing: set[Fact], differing: set[Fact], names: Likeness) -> Verdict:
    """Judge two names: never certain; twins share all but name and number."""
    if names is Likeness.OTHER or differing & _HARD:
        return Verdict.OTHER
    return Verdict.UNSURE if len(agreeing) >= _ENOUGH and len(differing) < 2 else Verdict.OTHER
