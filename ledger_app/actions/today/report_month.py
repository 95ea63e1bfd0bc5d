"""The unit's own reports: that one was sent, when and signed by whom; and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger_app.catalogue.meanings import Outcome
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.reminding.triggers.calendar import REPORTED
from ledger_app.domain.telling.due_words import said_month
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import outcomes
from ledger_app.store.lists.rules_in_use import rules_in_use


@dataclass(frozen=True)
class Reported:
    """A report that was sent: `what` is its name and month; date and signer may be unknown."""

    id: str
    what: str
    done_on: str
    signer: str

    @property
    def said(self) -> str:
        """Return it in words: 控辍保学月报 2026年10月：报送 2026-10-28，签报人 韦校长."""
        signed = f"，签报人 {self.signer}" if self.signer else ""
        return f"{self.what}：报送 {self.done_on}{signed}".rstrip()


def named(duty: Reminder) -> str:
    """Return what a duty of the unit is called, with its month."""
    return f"{duty.label} {said_month(duty.due_on)}"


def report(ledger: Ledger, duty: Reminder, done_on: date | None, signer: str) -> Reported:
    """Note that a report was sent. Raises LedgerError without a day or a signer, or ahead of it."""
    if done_on is None:
        raise LedgerError("报送日期还没填。")
    if done_on > ledger.today():
        raise LedgerError("报送日期晚于今天。", "报出去以后再登记。")
    if not signer.strip():
        raise LedgerError("签报人还没填。", "写校长或主管领导的姓名。")
    given = {"done_on": done_on.isoformat(), "signer": signer.strip()}
    made = Reported("", named(duty), **given)
    values = {"rule": duty.rule, "due_on": duty.due_on, "outcome": Outcome.DONE, **given}
    with revise(ledger, "edit", made.said) as revision:
        record_id = revision.insert("outcome", values)
    return Reported(record_id, named(duty), **given)


def last_reported(ledger: Ledger) -> Reported | None:
    """Return the report that was noted last, None before the first."""
    labels = {r.key: r.label for r in rules_in_use(ledger) if r.trigger in REPORTED}
    for row in reversed(outcomes.everything(ledger)):
        if not row["student_id"] and row["outcome"] == Outcome.DONE and row["rule"] in labels:
            what = f"{labels[row['rule']]} {said_month(row['due_on'])}"
            return Reported(row["id"], what, row["done_on"] or "", row["signer"] or "")
    return None


def take_back(ledger: Ledger, reported: Reported) -> None:
    """Take back that a report was sent: it is due again."""
    with revise(ledger, "edit", f"{reported.what}：收回报送") as revision:
        revision.delete("outcome", [reported.id])
