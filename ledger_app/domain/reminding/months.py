"""Last month's work beside this one's: done, in vain, left over. Counted is only what is kept.

Done are contacts that reached somebody, and what was answered as done (reports that were sent).
In vain are contacts that reached nobody, and what was answered with 做不了. What was settled by
filling in a record leaves no trace of its own and is not counted: the list says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.meanings import Outcome
from ledger_app.domain import values
from ledger_app.domain.dates import add_months
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.standing.reached import reached
from ledger_app.domain.student_file import Row

DONE_MEANS = (
    "联系上了的电话、家访，和登记为办好、已报送的。直接在记录里填好的（如上报日期）不算在内。"
)
FAILED_MEANS = "没有联系上的电话、家访，和答了“做不了”的。"
CARRIED_MEANS = "这个月以前就该办，到今天还没有办的。"
LEFT_MEANS = "到这个月月底该办，到今天还没有办的，以前拖下来的也在内。"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done or not: its day (ISO), the child ("" of the unit), what, and who."""

    day: str
    student: str
    name: str
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month, `first` its first day; `left` is what is open still."""

    first: date
    done: tuple[Deed, ...]
    failed: tuple[Deed, ...]
    left: tuple[Deed, ...]


def first_days(on: date) -> tuple[date, date, date]:
    """Return the first days of last month, this one and the next."""
    this = on.replace(day=1)
    return add_months(this, -1), this, add_months(this, 1)


def months(
    contacts: Sequence[Row],
    outcomes: Sequence[Row],
    lines: Iterable[Reminder],
    labels: Mapping[str, str],
    on: date,
) -> tuple[Month, Month]:
    """Return last month and this one, out of contacts and outcomes with the `name` of their child.

    `lines` are those of `on`; `labels` say what the rules of outcomes are called.
    """
    last, this, following = first_days(on)
    done = [_contact(row) for row in contacts if reached(row)]
    failed = [_contact(row) for row in contacts if not reached(row)]
    for row in _one_each(outcomes):
        deed = _answer(row, labels)
        if row.get("outcome") == Outcome.DONE:
            done.append(deed)
        elif row.get("outcome") == Outcome.IMPOSSIBLE:
            failed.append(deed)
    open_now = [_open(line) for line in lines]
    return (
        Month(
            last, _within(done, last, this), _within(failed, last, this), _before(open_now, this)
        ),
        Month(
            this,
            _within(done, this, following),
            _within(failed, this, following),
            _before(open_now, following),
        ),
    )


def _one_each(outcomes: Iterable[Row]) -> list[Row]:
    """Return the first of what was answered at once about one child: one line of 今日."""
    found: dict[tuple[object, ...], Row] = {}
    for row in outcomes:
        about = row.get("student_id") or row.get("rule")
        found.setdefault((about, row.get("created_at"), row.get("outcome")), row)
    return list(found.values())


def answered_on(outcome: Row) -> str:
    """Return the ISO day on which something was done, or said to be impossible."""
    return str(outcome.get("done_on") or outcome.get("created_at") or "")[:10]


def _within(deeds: Sequence[Deed], begin: date, end: date) -> tuple[Deed, ...]:
    first, after = begin.isoformat(), end.isoformat()
    found = (each for each in deeds if first <= each.day < after)
    return tuple(sorted(found, key=lambda each: each.day))


def _before(deeds: Sequence[Deed], end: date) -> tuple[Deed, ...]:
    after = end.isoformat()
    return tuple(sorted((each for each in deeds if each.day < after), key=lambda each: each.day))


def _contact(row: Row) -> Deed:
    table = TABLES["contact"]
    shown = (
        values.display(table.field(key), row.get(key)) for key in ("mode", "purpose", "result")
    )
    what = " · ".join(filter(None, shown)) or table.label
    who = str(row.get("persuaders") or "").replace("\n", " ")
    return Deed(row["contacted_on"], row["student_id"], row.get("name") or "", what, who)


def _answer(row: Row, labels: Mapping[str, str]) -> Deed:
    label = labels.get(row.get("rule") or "", "提醒")
    what = f"{label}：{row['reason']}" if row.get("reason") else label
    student = row.get("student_id") or ""
    return Deed(answered_on(row), student, row.get("name") or "", what, row.get("signer") or "")


def _open(line: Reminder) -> Deed:
    return Deed(line.due_on, line.student, line.name, f"{line.label}：{line.reason}", line.who)
