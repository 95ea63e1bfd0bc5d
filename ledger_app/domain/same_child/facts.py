"""Which facts of two children agree and which differ.

Facts are independent of each other: a village and the address in it are one fact, a guardian who
is the head of the household, too. A thing that only one side says is no fact.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from ledger_app.catalogue.meanings import Relation
from ledger_app.domain.identity import is_other_paper, is_valid_id, normalise_id, whole_forms
from ledger_app.domain.same_child.sides import Side


class Fact(StrEnum):
    """A thing two children are compared by."""

    NUMBER = "id_no"
    REGISTER = "register_no"
    BIRTH = "birth_date"
    SEX = "sex"
    SCHOOL = "school"
    GRADE = "grade"
    CLASS = "class"
    SEAT = "seat"
    PERSON = "person"
    SECOND_PERSON = "second_person"
    HEAD = "head"
    HOUSEHOLD = "household"
    PHONE = "phone"
    HOME = "home"
    ROLL = "roll"  # of a whole list: nearly all of its names are those of this class or village


class Weighed(NamedTuple):
    """The facts that agree and those that differ, each kind once."""

    agreeing: tuple[Fact, ...]
    differing: tuple[Fact, ...]


_Check = Callable[[Side, Side], bool | None]
# A child has one of each: two names are two men.
_ONE_EACH = frozenset({Relation.FATHER, Relation.MOTHER})


def weigh(first: Side, second: Side, *, one_list: bool = False) -> Weighed:
    """Return what agrees and what differs, names apart.

    `one_list`: both stand on one list, as two of its children; that class and village are the same
    is then no fact: a list is of a class or a village.

    `second` is the one that says less, a row of a list: what it does not say nobody works out of
    the other one. So every check asks it first.
    """
    agreeing: list[Fact] = []
    differing: list[Fact] = []
    for fact, check in _CHECKS:
        says = check(first, second)
        if says and not (one_list and fact in _OF_A_LIST):
            agreeing.append(fact)
        elif says is False:
            differing.append(fact)
    if Fact.CLASS in agreeing and Fact.SCHOOL in agreeing:
        agreeing.remove(Fact.SCHOOL)
    if Fact.PERSON in agreeing and len(first.people.keys() & second.people.keys()) > 1:
        agreeing.append(Fact.SECOND_PERSON)
    return Weighed(tuple(agreeing), tuple(differing))


def same_number(first: str, second: str) -> bool:
    """Tell whether two identity numbers are one, in whatever form they are written."""
    return first == second or bool(set(whole_forms(first)) & set(whole_forms(second)))


def nearly_same_number(first: str, second: str) -> bool:
    """Tell whether one number is the other with one character wrong, or two neighbours swapped."""
    one, other = normalise_id(first), normalise_id(second)
    if len(one) != len(other) or len(one) < 15:
        return False
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 2 and apart[1] == apart[0] + 1:
        at = apart[0]
        return one[at : at + 2] == other[at + 1] + other[at]
    return len(apart) == 1


def _number(first: Side, second: Side) -> bool | None:
    """Compare sound numbers; one that is not sound speaks against nothing."""
    if not (other := second.number) or not (one := first.number):
        return None
    if same_number(one, other):
        return True
    return False if _is_sound(one) and _is_sound(other) else None


def _is_sound(number: str) -> bool:
    return is_valid_id(number) or is_other_paper(number)


def _register(first: Side, second: Side) -> bool | None:
    if not (other := second.register) or not (one := first.register):
        return None
    if one[0] != other[0]:  # L… is given up for G… or J… later
        return None
    return one == other


def _birth(first: Side, second: Side) -> bool | None:
    return _equal(first.birth, second.birth)


def _sex(first: Side, second: Side) -> bool | None:
    """Tell only whether it differs: half of all namesakes agree in it."""
    return False if _equal(first.sex, second.sex) is False else None


def _school(first: Side, second: Side) -> bool | None:
    """Compare schools: one in common is a fact only beside a birth date (verdicts.py)."""
    return _equal(first.school, second.school)


def _class(first: Side, second: Side) -> bool | None:
    """Compare grade and class of one school; the next class of last year's list is no difference.

    Of two classes nobody says the school of they are one school's, or both sides' own.
    """
    schools, grades = _equal(first.school, second.school), _grades(first, second)
    if schools is False or grades is None:
        return None
    classes = _equal(first.class_no, second.class_no)
    if grades is False or classes is False:
        return False if classes is False and (grades or _is_year_apart(first, second)) else None
    whose = schools or not (first.school or second.school)
    return True if classes and whose else None


def _grade(first: Side, second: Side) -> bool | None:
    """Tell only whether the grades are more than a year apart."""
    is_other = _grades(first, second) is False and not _is_year_apart(first, second)
    return False if is_other else None


def _grades(first: Side, second: Side) -> bool | None:
    return _equal(first.grade, second.grade)


def _is_year_apart(first: Side, second: Side) -> bool:
    one, other = first.grade, second.grade
    return one.isdigit() and other.isdigit() and abs(int(one) - int(other)) == 1


def _seat(first: Side, second: Side) -> bool | None:
    """Tell only whether two of one class have one number in it: a term may deal them anew."""
    if not second.seat or first.seat != second.seat or not first.class_no or not first.grade:
        return None
    same = (first.school, first.grade, first.class_no)
    return True if same == (second.school, second.grade, second.class_no) else None


def _person(first: Side, second: Side) -> bool | None:
    """Compare guardians and parents: one in common agrees, a father of another name differs."""
    if not (other := second.people) or not (one := first.people):
        return None
    if one.keys() & other.keys():
        return True
    roles = {role for role in one.values() if role} & {role for role in other.values() if role}
    if roles & _ONE_EACH:
        return False
    return None if all(one.values()) and all(other.values()) else False


def _head(first: Side, second: Side) -> bool | None:
    """Compare heads of the household, or the head of one side with the guardian of the other; one
    who is the guardian on both sides is told there."""
    if not second.head or not first.head:
        return _heads_the_family(first, second)
    if first.head == second.head:
        return None if first.head in first.people and second.head in second.people else True
    # The father heads one list, the grandfather another: of one house all the same.
    return None if first.head in second.people or second.head in first.people else False


def _heads_the_family(first: Side, second: Side) -> bool | None:
    """Tell only whether the head that one side names is a guardian or parent of the other."""
    told, other = (first, second) if first.head else (second, first)
    is_met = bool(told.head) and told.head in other.people and told.head not in told.people
    return True if is_met else None


def _household(first: Side, second: Side) -> bool | None:
    """Tell only whether two of one village have one 户编号: villages count from 1, each."""
    if not (said := second.text("household_no")):
        return None
    same = first.text("household_no") == said
    one_village = first.village and first.village == second.village
    return True if same and one_village and not (first.head and second.head) else None


def _phone(first: Side, second: Side) -> bool | None:
    if not second.phones or not first.phones:
        return None
    return bool(first.phones & second.phones)


def _home(first: Side, second: Side) -> bool | None:
    """Compare village, or the whole address where neither names one."""
    if second.address and first.address == second.address:
        return True
    if second.village and first.village:
        return first.village == second.village
    return None


def _equal(one: str, other: str) -> bool | None:
    return one == other if one and other else None


_CHECKS: tuple[tuple[Fact, _Check], ...] = (
    (Fact.NUMBER, _number),
    (Fact.REGISTER, _register),
    (Fact.BIRTH, _birth),
    (Fact.SEX, _sex),
    (Fact.SCHOOL, _school),
    (Fact.GRADE, _grade),
    (Fact.CLASS, _class),
    (Fact.SEAT, _seat),
    (Fact.PERSON, _person),
    (Fact.HEAD, _head),
    (Fact.HOUSEHOLD, _household),
    (Fact.PHONE, _phone),
    (Fact.HOME, _home),
)
_OF_A_LIST = frozenset({Fact.SCHOOL, Fact.CLASS, Fact.HOME})
