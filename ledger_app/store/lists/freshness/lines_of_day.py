"""What is due about each child on the day of the lists, kept beside its row.

Written in the transaction that changes the child or the day, from the same reminders that its row
is worked out from: a township's morning is read, not worked out. Of any other day `due` asks the
files themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ledger_app.domain.day import Day
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.telling.due_words import due_state
from ledger_app.store.file.ledger import Ledger

# What a reminder takes from its rule, its child and the day is not written again.
_KEPT = ("rule", "due_on", "who", "action", "reason", "record", "urgency", "opens", "fills")
_WRITE = "INSERT OR REPLACE INTO student_due (no, lines) VALUES (?, ?)"
_DROP = "DELETE FROM student_due WHERE no = ?"


def text(found: Sequence[Reminder]) -> str | None:
    """Return the reminders of one child as they are kept, None where nothing is due."""
    if not found:
        return None
    lines = [[*(getattr(each, key) for key in _KEPT), dict(each.presets)] for each in found]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))


def keep(ledger: Ledger, texts: Iterable[tuple[int, str | None]]) -> None:
    """Write the lines of children by their numbers, inside the open transaction."""
    written = list(texts)
    conn = ledger.db.conn
    if some := [(no, lines) for no, lines in written if lines]:
        conn.executemany(_WRITE, some)
    if none := [(no,) for no, lines in written if not lines]:
        conn.executemany(_DROP, none)


def read(ledger: Ledger, rules: Sequence[Rule], on: Day) -> Iterator[Reminder]:
    """Yield what is due about children on the day of the lists, by child."""
    by_key = {rule.key: rule for rule in rules}
    with ledger.lock:
        rows = ledger.db.execute(
            "SELECT id, name, lines FROM student_due JOIN student_index USING (no) ORDER BY no"
        ).fetchall()
    # All at once, and each day once: on the first day of a term every child has its line.
    found = json.loads(f"[{','.join(lines for *_, lines in rows)}]")
    near = cache(lambda due_on: (due_state(due_on, on), on.days_since(due_on)))
    for (student_id, name, _), lines in zip(rows, found, strict=True):
        for key, due_on, who, action, reason, record, urgency, opens, fills, presets in lines:
            rule, (state, days) = by_key[key], near(due_on)
            yield Reminder(
                key, rule.label, student_id, name or "", due_on, state, who, action, reason, days,
                opens, presets, record, urgency, rule.topic, (), fills, rule.matter, (),
                rule.early_days,
            )  # fmt: skip


def has_strangers(ledger: Ledger) -> bool:
    """Tell whether there are lines about somebody who is not in the lists."""
    return bool(
        ledger.value("SELECT 1 FROM student_due WHERE no NOT IN (SELECT no FROM student_index)")
    )
