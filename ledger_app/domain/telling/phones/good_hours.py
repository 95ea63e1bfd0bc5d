"""几点能打通: when calls of a number are answered, from the calls that were written down.

Four calls are the least of which anything is said: below, 资料不足.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ledger_app.domain.dates import as_day
from ledger_app.domain.telling.due_words import UNDATED
from ledger_app.domain.telling.phones.tried_numbers import FEW_FAILS, Came, FamilyNumber, Try

ENOUGH = 4  # calls
GOOD = 0.5  # share answered from which an hour is a good one
TOO_FEW = "资料不足"
WORKDAY, WEEKEND = "工作日", "周末"
_PARTS = ((6, "晚上"), (12, "上午"), (18, "下午"), (24, "晚上"))  # up to this hour


@dataclass(frozen=True, slots=True)
class Share:
    """How many calls of a time were answered, of how many."""

    when: str  # 周末晚上, 晚上, 周末
    answered: int
    count: int

    @property
    def is_enough(self) -> bool:
        """Tell whether there are enough calls to say anything."""
        return self.count >= ENOUGH

    @property
    def is_good(self) -> bool:
        """Tell whether somebody answers often enough at this time."""
        return self.is_enough and self.answered >= GOOD * self.count


def half_day(at: str) -> str:
    """Return 上午, 下午 or 晚上 for HH:MM; "" for none."""
    if not at:
        return ""
    return next(part for until, part in _PARTS if int(at[:2]) < until)


def kind_of_day(on: date) -> str:
    """Return 工作日 or 周末: when parents work, not when there is school."""
    return WEEKEND if on.weekday() >= 5 else WORKDAY


def shares(tries: Iterable[Try]) -> list[Share]:
    """Return the share of each time of which there are enough calls, the narrowest kinds first."""
    told = [each for each in tries if each.came is not Came.UNSAID]
    return [
        share
        for name in (_day_and_half, _half, _day)
        for share in _by(name, told)
        if share.is_enough
    ]


def best(tries: Iterable[Try]) -> Share | None:
    """Return the time at which most calls were answered, the narrower of two; None if unknown."""
    good = [share for share in shares(tries) if share.is_good]
    return max(good, key=lambda share: share.answered / share.count, default=None)


def said_results(number: FamilyNumber) -> str:
    """Return what came of the calls: 打过 7 次，接 4 次；连着 3 次没人接; "" without a call."""
    if not number.tries:
        return ""
    parts = [f"打过 {len(number.tries)} 次，接 {number.answered} 次"]
    unsaid = len(number.tries) - len(number.told)
    parts += [f"{unsaid} 次没写接没接"] if unsaid else []
    fails = 0 if number.is_wrong else number.fails_in_a_row
    if fails >= FEW_FAILS:
        parts.append(f"连着 {fails} 次没人接，可先打别的，号码留着")
    parts += ["上次说号码不对，请问到新的再改，旧的号码会留着"] if number.is_wrong else []
    return "；".join(parts)


def said_hours(number: FamilyNumber) -> str:
    """Return when a number is answered: 周末晚上 3/4, 0/6 自 9 月, 资料不足."""
    told = number.told
    if len(told) < ENOUGH:
        return TOO_FEW
    if not number.answered:
        return f"0/{len(told)} 自 {_month(told[0].on, told[-1].on)}"
    if (share := best(told)) is not None:
        return f"{share.when} {share.answered}/{share.count}"
    return f"{number.answered}/{len(told)}，分时段{TOO_FEW}"


def said_of_family(numbers: Sequence[FamilyNumber]) -> str:
    """Return it for a family: 外婆 周末晚上 3/4；父亲 0/6 自 9 月; 资料不足 where all are rare."""
    known = [each for each in numbers if len(each.told) >= ENOUGH]
    known.sort(key=lambda each: -each.answered / len(each.told))
    return "；".join(f"{each.owner} {said_hours(each)}" for each in known) or TOO_FEW


def is_good_hour(numbers: Iterable[FamilyNumber], on: date, at: str) -> bool | None:
    """Tell whether one of the numbers in use is often answered at a time; None if unknown.

    The narrowest kind of time of which there are enough calls decides: workday evenings before
    evenings before workdays.
    """
    found = [each for number in numbers if not number.is_former for each in [_now(number, on, at)]]
    known = [each for each in found if each is not None]
    return any(known) if known else None


def _now(number: FamilyNumber, on: date, at: str) -> bool | None:
    now = Try(on.isoformat(), at, Came.ANSWERED, "")
    by_name = {share.when: share for share in shares(number.tries)}
    names = (name(now) for name in (_day_and_half, _half, _day))
    share = next((by_name[name] for name in names if name in by_name), None)
    return share.is_good if share else None


def _by(name: Callable[[Try], str], told: Sequence[Try]) -> list[Share]:
    groups: dict[str, list[Try]] = {}
    for each in told:
        if when := name(each):
            groups.setdefault(when, []).append(each)
    return [
        Share(when, sum(each.came is Came.ANSWERED for each in its), len(its))
        for when, its in groups.items()
    ]


def _day(each: Try) -> str:
    on = as_day(each.on)
    return kind_of_day(on) if on else ""


def _half(each: Try) -> str:
    return half_day(each.at)


def _day_and_half(each: Try) -> str:
    day, half = _day(each), _half(each)
    return day + half if day and half else ""


def _month(first: str, last: str) -> str:
    if not first:
        return UNDATED
    month = f"{int(first[5:7])} 月"
    return month if first[:4] == last[:4] else f"{first[:4]} 年 {month}"
