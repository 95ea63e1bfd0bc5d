"""Whether two children of lists are one, where a number may be cut or have a slip of the pen."""

from __future__ import annotations

from ledger_app.domain.identity import RELIABLE_DIGITS
from ledger_app.domain.same_child.facts import Fact, Weighed, nearly_same_number
from ledger_app.domain.same_child.verdicts import Likeness, Verdict, judge, name_likeness
from ledger_app.exchange.comparing.listed_child import ListedChild

_SLIP = 2  # digits that a slip of the pen, or two neighbours swapped, makes wrong
_SURE_DIGITS = 14  # region and birth date: fewer are no evidence beside a name


def verdict(
    one: ListedChild, other: ListedChild, weighed: Weighed, *, one_list: bool = False
) -> Verdict:
    """Return whether two are one child, by the facts that were weighed and what numbers tell."""
    names = name_likeness(one.side, other.side)
    agreeing, differing = weighed
    cut = _cut_number(one, other)
    if cut and names is Likeness.SAME:
        return Verdict.SAME
    if cut is False:
        differing = (*differing, Fact.NUMBER)
    elif nearly_same_number(one.typed, other.typed):
        # One wrong character is a slip of the pen where the person is the same.
        differing = tuple(fact for fact in differing if fact is not Fact.NUMBER)
    return judge(Weighed(agreeing, differing), names, one_list=one_list)


def are_others(one: ListedChild, other: ListedChild) -> bool:
    """Tell at once that two are not one child: sound numbers of birth dates far from each other.

    Most namesakes of a district are told apart so, without weighing a single fact.
    """
    born, other_born = one.number[6:14], other.number[6:14]
    if born == other_born or not born or not other_born:
        return False
    return sum(a != b for a, b in zip(born, other_born, strict=True)) > _SLIP


def _cut_number(one: ListedChild, other: ListedChild) -> bool | None:
    """Compare a number that a spreadsheet has cut; None where nothing of one is left to compare."""
    said = [
        _is_cut_from(cut, whole)
        for cut, whole in ((one.digits, other.number), (other.digits, one.number))
        if len(cut) >= _SURE_DIGITS and whole
    ]
    if len(one.digits) >= _SURE_DIGITS and len(other.digits) >= _SURE_DIGITS:
        said.append(one.digits[:_SURE_DIGITS] == other.digits[:_SURE_DIGITS])
    return said[0] if said else None


def _is_cut_from(digits: str, whole: str) -> bool:
    """Tell whether a number cut to these digits can have been `whole`.

    Excel cuts after 15 digits; other programs round at the 16th, and …5966 then reads …6000.
    """
    if whole.startswith(digits):
        return True
    if len(digits) != RELIABLE_DIGITS or not whole[:17].isdigit():
        return False
    return 0 < int(digits) * 100 - int(whole[:17]) <= 5
