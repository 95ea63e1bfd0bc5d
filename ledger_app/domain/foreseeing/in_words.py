"""Consequences as a clerk reads them: the weightiest first, short in the line, whole beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ledger_app.domain.day import Day
from ledger_app.domain.foreseeing.consequences import Consequences, DueChange, RowsChange
from ledger_app.domain.standing.standings import NAMES, Standing
from ledger_app.domain.standing.status import Status
from ledger_app.domain.telling.due_words import UNDATED, short_day

MOST = 60  # characters of the line
ARROW, BREAK, MORE = "→ ", "；", "…"


def sentence(found: Consequences) -> str:
    """Return all that changes, "" where nothing does."""
    said = list(clauses(found))
    return ARROW + BREAK.join(said) if said else ""


def line(found: Consequences) -> str:
    """Return what fits under a field: whole clauses, and … where there are more."""
    return shortened(list(clauses(found)))


def shortened(said: Sequence[str]) -> str:
    """Return as many clauses as a line holds, at least one."""
    if not said:
        return ""
    text = ARROW + said[0]
    for number, clause in enumerate(said[1:], 2):
        more = f"{text}{BREAK}{clause}"
        if len(more) > MOST - (number < len(said)):
            return text + BREAK + MORE
        text = more
    return text


def clauses(found: Consequences) -> Iterator[str]:
    """Yield what changes, one clause each: status, case, ledgers, corrections, 今日, why."""
    before, after, on = found.before, found.after, found.on
    yield from _status(before, after, on)
    if found.had_case and not found.has_case:
        yield "个案结束"
    elif found.has_case and not found.had_case:
        yield "个案开始"
    yield from _rows([each for each in found.rows if not each.follows_status])
    if found.corrected:
        yield f"{'、'.join(found.corrected)}已出，这一改要更正"
    yield from _due(found.due, on)
    for mate in found.house:
        yield f"同户{mate.name}：{'，'.join(_due(mate.due, on))}"
    yield from _rows([each for each in found.rows if each.follows_status])
    same = before.code == after.code and before.since == after.since
    if same and found.stands_otherwise and before.reason != after.reason:
        yield f"现状依据：{after.reason}"


def _status(before: Status, after: Status, on: Day) -> Iterator[str]:
    if before.code != after.code:
        places = NAMES[before.standing], NAMES[after.standing]
        moved = f"（{places[0]} → {places[1]}）" if places[0] != places[1] else ""
        yield f"{before.name} 变为 {after.name}{moved}"
    elif before.since != after.since:
        old, new = (short_day(each, on) or UNDATED for each in (before.since, after.since))
        yield f"{after.name}从 {new} 算起（原 {old}）"
    limited = after.standing is Standing.FOR_A_TIME and bool(after.until)
    if limited and (before.code, before.until) != (after.code, after.until):
        yield f"{short_day(after.until, on)} 到期复核"


def _rows(changes: Sequence[RowsChange]) -> Iterator[str]:
    entered = [each.name for each in changes if not each.before]
    left = [each.name for each in changes if not each.after]
    if entered:
        yield f"进入{'、'.join(entered)}"
    if left:
        yield f"离开{'、'.join(left)}"
    for each in changes:
        if each.before and each.after:
            more = each.after - each.before
            yield f"{each.name}{'多' if more > 0 else '少'} {abs(more)} 行"


def _due(due: Sequence[DueChange], on: Day) -> Iterator[str]:
    days: dict[str, list[str]] = {}
    for each in due:
        if not each.before:
            days.setdefault(_when(each.after, on), []).append(each.label)
    yield from (f"{when}{'、'.join(dict.fromkeys(labels))}" for when, labels in days.items())
    for each in due:
        if each.before and each.after:
            yield f"{each.label} 改到 {short_day(each.after, on)}"
    gone = dict.fromkeys(each.label for each in due if not each.after)
    if gone:
        yield f"不再提醒 {'、'.join(gone)}"


def _when(day: str, on: Day) -> str:
    if day < on.text:
        return "已超期："
    return "今天：" if day == on.text else f"{short_day(day, on)} 前："


def as_plain(found: Consequences) -> dict[str, Any]:
    """Return what changes for a script: the sentence, and each part of it by itself."""
    status = {key: getattr(found.after, key) for key in ("code", "name", "since", "reason")}
    return {
        "said": sentence(found),
        "status": status if found.stands_otherwise else None,
        "due": [asdict(each) for each in found.due],
        "ledgers": [asdict(each) for each in found.rows],
        "corrected": list(found.corrected),
        "house": [asdict(each) for each in found.house],
    }
