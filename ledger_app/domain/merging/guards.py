"""What of a package is so large or so odd that a number must be typed before it is taken.

reliability.md §2.6: deletions over 20 or 10 %, children fewer by 10 %, an empty package, another
unit than expected, an odd clock; and a ledger that was restored or copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.sequence import Arrival, Standing
from ledger_app.domain.merging.terms import Side, Terms
from ledger_app.domain.merging.told import State

MOST_DELETED = 20  # files or records
SHARE = 0.1
_FEWEST = 5  # records: below that a tenth is every single one
_FAR_AHEAD = timedelta(days=1)
_STAMP = "%Y-%m-%d %H:%M:%S"


class Guard(NamedTuple):
    """Why a number must be typed, and which."""

    text: str
    number: int


@dataclass(frozen=True)
class Sending:
    """How a package came: its number, its maker's clock and ours, the code it bears and ours."""

    sequence: int
    made_at: str
    now: str
    last_made_at: str = ""  # of the package accepted before
    code: str = ""
    known_code: str = ""
    cut_after: int = 0  # entry of its audit trail that it had told of and has no more


def guards(
    plan: MergePlan,
    told: State,
    ours: State,
    children: int,
    sending: Sending,
    standing: Standing,
) -> list[Guard]:
    """Return why a number must be typed, the weightiest first.

    `children` are those here that the package should tell (`expected_children`).
    """
    found = [*_children(told, children), *_deletions(plan, ours, children)]
    return [*found, *_sending(sending), *_copy(sending, standing)]


def expected_children(base: State | None, ours: State, told: State, terms: Terms) -> int:
    """Return how many living children here a package should tell, besides those it says went on.

    Of one that comes up: whose files the sender keeps, whether or not a package is known that both
    started from, since a ledger begun anew knows none. Of a receipt: those that were told up.
    """
    keeper = terms.unit if terms.side is Side.BELOW else terms.own
    told_up = ours if terms.side is Side.BELOW else base or State()
    return sum(
        each.table == STUDENT.key
        and each.id in told_up.living
        and each.id not in told.away
        and terms.keeper.get(each.id) == keeper
        for each in ours.living.values()
    )


def _children(told: State, here: int) -> Iterator[Guard]:
    now = _files(told)
    if here and not now:
        yield Guard(f"这一包里一个孩子也没有，这里有 {here} 人", here)
    elif here - now > here * SHARE:
        yield Guard(f"这里有 {here} 人，这一包里只有 {now} 人，少了 {here - now} 人", here - now)


def _deletions(plan: MergePlan, ours: State, children: int) -> Iterator[Guard]:
    files = sum(each.table == STUDENT.key for each in plan.bury)
    if files > MOST_DELETED or (files and files > children * SHARE):
        yield Guard(f"要删除 {files} 份学生档案", files)
    records = len(plan.bury) - files
    all_known = len(ours.living)
    many = records >= _FEWEST and records > all_known * SHARE
    if records > MOST_DELETED or many:
        yield Guard(f"要删除 {records} 条记录", records)


def _sending(sending: Sending) -> Iterator[Guard]:
    if sending.known_code and sending.code != sending.known_code:
        yield Guard(
            f"包里写的单位代码是 {sending.code}，配对时是 {sending.known_code}", sending.sequence
        )
    if sending.cut_after:
        yield Guard(
            f"对方台账的审计记录和上一包的对不上：第 {sending.cut_after} 条起被删过或改过，"
            "请先电话问清楚",
            sending.sequence,
        )
    made, now = _time(sending.made_at), _time(sending.now)
    last = _time(sending.last_made_at)
    if made is None or (now is not None and made - now > _FAR_AHEAD):
        yield Guard(
            f"制包时间是 {sending.made_at[:16]}，比这里的钟还晚：有一台电脑的钟不对",
            sending.sequence,
        )
    elif last is not None and last - made > _FAR_AHEAD:
        yield Guard(
            f"制包时间 {sending.made_at[:16]} 比上一包 {sending.last_made_at[:16]} 还早："
            "对方电脑的钟可能改过",
            sending.sequence,
        )


def _copy(sending: Sending, standing: Standing) -> Iterator[Guard]:
    if standing.arrival is Arrival.RESTORED:
        yield Guard("对方的台账恢复过备份", sending.sequence)
    elif standing.arrival is Arrival.COPY:
        yield Guard("对方换了一份台账（拷贝）继续用", sending.sequence)


def _files(state: State) -> int:
    return sum(each.table == STUDENT.key for each in state.living.values())


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _STAMP)
    except ValueError:
        return None
