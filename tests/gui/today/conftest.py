"""今日 on the Saturday on which 李梓涵 should have been back for three days."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger_app.actions import change_rules
from ledger_app.gui.today.page import TodayPage
from tests.gui.children import fill, started

SATURDAY = datetime(2026, 11, 21, 9, 41, 7)


@pytest.fixture
def ids(ledger):
    ledger.clock = lambda: SATURDAY
    for key in ("registry_flag", "village_help"):  # else they lead the lines looked at here
        change_rules.change_rule(ledger, key, enabled=False, offset_days=5)
    return fill(ledger)


@pytest.fixture
def page(ledger, ids, qtbot):
    page = TodayPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    return page
