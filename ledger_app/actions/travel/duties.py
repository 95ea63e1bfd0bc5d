"""What a unit owes by the hand-off on a day: a package, an answer, a file that should have gone.

Each trigger of 今日 (domain/reminding/triggers/calendar: HAND_OFF) with its matters: the day they
came up, and a sentence. A ledger that exchanges nothing owes nothing, and costs one look.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ledger_app.actions.travel import passages
from ledger_app.catalogue.meanings import Outcome, SchoolStatus
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.triggers.calendar import (
    FILES_TO_HAND_OVER,
    MONTH_NOT_HANDED,
    PACKAGE_AWAITED,
    PACKAGE_OWED,
    PACKAGES_UNREAD,
)
from ledger_app.domain.telling.due_words import said_month
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import partners, travelling
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import outcomes

Matters = Mapping[str, Sequence[tuple[str, str]]]
MONTHLY = "monthly_report"  # the rule of the report that goes out each month
_NAMES_SHOWN = 3


def owed(ledger: Ledger, day: Day) -> Matters:
    """Return the matters of the hand-off by trigger, as they stand on a day."""
    with ledger.lock:
        if not travelling.has_partners(ledger):
            return {}
        if own_unit(ledger).kind == "school":
            return _below(ledger)
        return _above(ledger, day)


def _below(ledger: Ledger) -> Matters:
    made = travelling.last_packages(ledger, "out")
    above = partners.above(ledger)
    last = max(made, key=lambda row: row["handed_on"] or "", default=None)
    if last is None and above is None:
        return {}
    day = (last["handed_on"] or "") if last else (above.paired_on if above else "")
    said = f"上次移交是 {day}（第 {last['sequence']} 包）" if last else "配对以后还没有移交过"
    return {
        PACKAGE_OWED: [(day, f"{said}，{{due}} 前再交一次包")],
        MONTH_NOT_HANDED: list(_reported(ledger, day if last else "")),
    }


def _reported(ledger: Ledger, handed_on: str) -> Iterator[tuple[str, str]]:
    """Yield the newest month whose report went out after the last package."""
    rows = outcomes.of_rules(ledger, [MONTHLY])
    done = [row for row in rows if row["outcome"] == Outcome.DONE and row["done_on"]]
    last = max(done, key=lambda row: row["done_on"], default=None)
    if last is not None and last["done_on"] > handed_on:
        said = f"{said_month(last['due_on'])}月报 {last['done_on']} 已报送，台账还没有随后移交"
        yield last["done_on"], said


def _above(ledger: Ledger, day: Day) -> Matters:
    taken = {row["unit_code"]: row for row in travelling.last_packages(ledger, "in")}
    return {
        PACKAGE_AWAITED: list(_awaited(ledger, taken, day.text)),
        PACKAGES_UNREAD: list(_unread(ledger, taken)),
        FILES_TO_HAND_OVER: list(_to_hand_over(ledger)),
    }


def _awaited(ledger: Ledger, taken: Mapping[str, Row], today: str) -> Iterator[tuple[str, str]]:
    """Yield each unit below with the day of its last package; a closed school owes none."""
    known = travelling.schools_by_code(ledger)
    for unit in partners.below(ledger):
        school = known.get(unit.unit_code, {})
        is_closed = school.get("status") == SchoolStatus.CLOSED
        if is_closed or "" < (school.get("closed_on") or "") <= today:
            continue
        last = taken.get(unit.unit_code)
        day = (last["handed_on"] or "") if last else unit.paired_on
        said = f"上一包是 {day}（第 {last['sequence']} 包）" if last else "配对以后还没有交过包"
        phone = f"，电话 {unit.phone}" if unit.phone else ""
        yield day, f"{unit.unit_name}{said}{phone}"


def _unread(ledger: Ledger, taken: Mapping[str, Row]) -> Iterator[tuple[str, str]]:
    """Yield the last packages that changed something and on which no verdict was given."""
    judged = travelling.judged_digests(ledger)
    for row in taken.values():
        told = json.loads(row["told"] or "{}")
        has_changes = told.get("created") or told.get("updated") or told.get("deleted")
        if has_changes and row["digest"] not in judged:
            said = f"{row['unit_name']}第 {row['sequence']} 包已经收下，改动的档案还没有审核"
            yield row["handed_on"] or "", said


def _to_hand_over(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield, for each pair of schools, the children who went and whose files did not."""
    found: dict[tuple[str, str], list[passages.Leaving]] = {}
    for each in passages.leaving(ledger):
        found.setdefault((each.from_name, each.to_name), []).append(each)
    for (origin, to), children in found.items():
        names = "、".join(each.name for each in children[:_NAMES_SHOWN])
        more = f"等 {len(children)} 人" if len(children) > _NAMES_SHOWN else ""
        since = min(each.left_on for each in children)
        yield since, f"{origin} → {to}：{names}{more}已离校，档案还没有移交"
