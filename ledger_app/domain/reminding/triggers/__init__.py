"""All triggers a reminder rule may name, by their keys."""

from __future__ import annotations

from ledger_app.domain.reminding.triggers import (
    absence,
    ages,
    agreed,
    calendar,
    case_closing,
    closings,
    contradictions,
    harm,
    left_behind,
    missing_school,
    moves,
    name_lists,
    promises,
    register,
    reports,
    returns,
    reviews,
    same_house,
    unverified,
)
from ledger_app.domain.reminding.triggers.hand_off import answers_owed, arrivals
from ledger_app.domain.reminding.triggers.trigger import Trigger

TRIGGERS: dict[str, Trigger] = {
    **promises.TRIGGERS,
    **absence.TRIGGERS,
    **missing_school.TRIGGERS,
    **reports.TRIGGERS,
    **returns.TRIGGERS,
    **case_closing.TRIGGERS,
    **moves.TRIGGERS,
    **closings.TRIGGERS,
    **contradictions.TRIGGERS,
    **name_lists.TRIGGERS,
    **left_behind.TRIGGERS,
    **agreed.TRIGGERS,
    **same_house.TRIGGERS,
    **unverified.TRIGGERS,
    **reviews.TRIGGERS,
    **register.TRIGGERS,
    **ages.TRIGGERS,
    **harm.TRIGGERS,
    **answers_owed.TRIGGERS,
    **arrivals.TRIGGERS,
    **calendar.TRIGGERS,
}
