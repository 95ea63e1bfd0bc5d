"""What 今日 says under a line before one rings up: the last talk, and when they answer."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.actions.contact.family_numbers import numbers_in
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.phones.good_hours import (
    ENOUGH,
    TOO_FEW,
    is_good_hour,
    said_of_family,
)
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The newest contact, None without one; `hours` is "" while too few calls are known."""

    contact: Row | None = None
    hours: str = ""


def last_talk(ledger: Ledger, student_id: str) -> LastTalk:
    """Return it of a child; nothing where the file is gone."""
    try:
        file = load_file(ledger, student_id)
    except LedgerError:
        return LastTalk()
    contacts = file.of("contact")
    if len(contacts) < ENOUGH:  # no other statement for what nobody can know yet
        return LastTalk(contacts[-1] if contacts else None)
    numbers = [each for each in numbers_in(ledger, file) if not each.is_former]
    said = said_of_family(numbers)
    if said == TOO_FEW:
        return LastTalk(contacts[-1])
    now = is_good_hour(numbers, ledger.today(), ledger.now()[11:16])
    fits = {True: "（现在正好）", False: "（现在多半不接）", None: ""}[now]
    return LastTalk(contacts[-1], said + fits)
