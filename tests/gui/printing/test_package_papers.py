"""The papers of a package: of the one that was asked for, not of whichever is newest."""

from __future__ import annotations

import pytest

from ledger_app.gui.page import PrintSheet
from ledger_app.gui.printing.page import PrintPage
from tests.actions.handoff.planted import GREEN, UNITED, new_township, take_package
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def town(tmp_path):
    ledger = new_township(tmp_path)
    take_package(ledger, GREEN, 1, new=("王甲",))
    take_package(ledger, UNITED, 4, new=("李甲",))
    return ledger


@pytest.fixture
def page(town, qtbot):
    page = PrintPage(started(town))
    qtbot.addWidget(page)
    page.show()
    return page


def shown(page, qtbot):
    """Return what the paper in sight is about."""
    qtbot.waitUntil(
        lambda: page._preview is not None and page._preview.wish == page.wish(), timeout=60_000
    )
    return page._preview.prepared.subject


def test_the_paper_of_an_older_package_is_made_when_it_is_asked_for(page, town, qtbot):
    green = town.value("SELECT id FROM package WHERE unit_code = ?", [GREEN])
    page.answer(PrintSheet("receipt_slip", green))
    assert shown(page, qtbot).names[-1] == green
    page.answer(PrintSheet("receipt_slip"))
    assert not shown(page, qtbot).names


def test_another_printout_forgets_the_package(page, town, qtbot):
    green = town.value("SELECT id FROM package WHERE unit_code = ?", [GREEN])
    page.answer(PrintSheet("receipt_slip", green))
    shown(page, qtbot)
    page.choose("dropout_ledger")
    shown(page, qtbot)
    page.choose("receipt_slip")
    assert not shown(page, qtbot).names
