"""移交: which side stands on the page, by the kind of the ledger."""

from __future__ import annotations

import pytest

from ledger_app.gui.handoff.page import HandoffPage
from ledger_app.gui.handoff.school.pane import SchoolPane
from ledger_app.gui.handoff.township_page import TownshipPage
from ledger_app.gui.page import ShowCount
from ledger_app.store.file import settings
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(ledger, qtbot):
    page = HandoffPage(started(ledger))
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_school_has_its_side_and_whoever_receives_the_other(page, ledger):
    assert type(page.side()) is SchoolPane
    for kind in ("township", "county"):
        settings.put(ledger, {"unit_kind": kind})
        page.refresh()
        assert type(page.side()) is TownshipPage


def test_the_side_stays_while_the_ledger_is_locked_and_what_it_asks_is_passed_on(page, qtbot):
    side = page.side()
    page._session.lock()
    page.refresh()
    assert page.side() is side
    with qtbot.waitSignal(page.asks) as said:
        side.asks.emit(ShowCount(2))
    assert said.args == [ShowCount(2)]
