"""存工作簿 in the print centre: the table in sight as a workbook, numbered; a card can't be one."""

from __future__ import annotations

from datetime import datetime

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QPushButton

from ledger_app.actions.printing import print_ledger
from ledger_app.gui.printing import issuing
from ledger_app.gui.printing.page import PrintPage
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(ledger, qtbot):
    ledger.clock = lambda: datetime(2026, 11, 21, 9, 41, 7)
    page = PrintPage(started(ledger))
    page.children_ids = fill(ledger)
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    settle(qtbot, page)
    return page


def settle(qtbot, page):
    def quiet():
        return not (page._timer.isActive() or page._progress or page.issuing.is_at_work)

    qtbot.waitUntil(quiet, timeout=30_000)


def button(page):
    return next(each for each in page.findChildren(QPushButton) if each.text() == "存工作簿")


def test_what_is_in_sight_is_saved_under_its_name(page, ledger, qtbot, tmp_path, monkeypatch):
    offered = []

    def chosen(parent, title, start, *rest):
        offered.append(start.name)
        return tmp_path / start.name

    monkeypatch.setattr(issuing, "ask_target", chosen)
    page.choose("dropout_ledger")
    settle(qtbot, page)
    button(page).click()
    settle(qtbot, page)
    assert offered[0].endswith("-上报.xlsx")
    sheet = load_workbook(tmp_path / offered[0]).active
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "李梓涵" in cells
    assert str(tmp_path / offered[0]) in page.foot.note.text()
    assert len(print_ledger.editions(ledger, "dropout_ledger")) == 1


def test_nobody_chose_a_file_and_nothing_is_issued(page, ledger, qtbot, monkeypatch):
    monkeypatch.setattr(issuing, "ask_target", lambda *_: None)
    page.choose("dropout_ledger")
    settle(qtbot, page)
    button(page).click()
    settle(qtbot, page)
    assert print_ledger.editions(ledger, "dropout_ledger") == []


def test_a_card_can_only_be_printed(page, qtbot):
    page.choose("student_card", next(iter(page.children_ids.values())))
    settle(qtbot, page)
    assert page._actions["save"].isEnabled()
    assert not page._actions["workbook"].isEnabled()
    assert not button(page).isEnabled()
