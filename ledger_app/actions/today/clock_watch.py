"""Whether the computer's clock can be right, by what the ledger holds: nothing is ever re-dated."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger

RELEASED = datetime(2026, 1, 1)  # no ledger of this program is older
BACK, AHEAD = timedelta(days=1), timedelta(days=400)
_AT = "%Y-%m-%d %H:%M:%S"


class WrongClock(LedgerError):
    """The clock is behind what the ledger holds: what is dated now would be out of order."""


def problem(ledger: Ledger) -> str:
    """Return in a sentence why the clock is likely to be wrong, "" if it is not."""
    if ledger.clock_trusted:
        return ""
    now = ledger.clock()
    if behind := _behind(ledger, now):
        return f"{behind}今天该联系谁、记录和期号的日期都会跟着错，请先把时钟调对再打开。"
    newest = _newest(ledger)
    if newest is not None and now > newest + AHEAD:
        years = f"{(now - newest).days / 365:.1f} 年"
        return (
            f"电脑的日期是 {now:%Y-%m-%d}，比台账里最新的记录（{newest:%Y-%m-%d}）晚了 {years}。"
            "如果中间没有停用这么久，就是时钟快了，请先把它调对再打开。"
        )
    return ""


def _behind(ledger: Ledger, now: datetime) -> str:
    newest = _newest(ledger)
    if newest is not None and now < newest - BACK:
        return (
            f"电脑的日期是 {now:%Y-%m-%d}，比台账里最新的记录（{newest:%Y-%m-%d}）还早，时钟慢了。"
        )
    if now < RELEASED:
        return f"电脑的日期是 {now:%Y-%m-%d}，那时还没有这个程序，时钟慢了。"
    return ""


def _newest(ledger: Ledger) -> datetime | None:
    try:
        return datetime.strptime(ledger.newest_entry, _AT)
    except ValueError:
        return None


def must_not_be_behind(ledger: Ledger) -> None:
    """Raise WrongClock before a number is given to paper that would be dated before the last."""
    behind = "" if ledger.clock_trusted else _behind(ledger, ledger.clock())
    if behind:
        raise WrongClock(
            f"{behind}这张表没有编期号，也没有打印。",
            "请把时钟调对再打印；时钟没有错（以前有一次调快过），就在提示里点“时钟没错”"
            "（命令行设 LEDGER_CLOCK_IS_RIGHT=1）。",
        )


def trust(ledger: Ledger) -> None:
    """Take the clock as right until the ledger is closed: somebody has looked at it."""
    ledger.clock_trusted = True
