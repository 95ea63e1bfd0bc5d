"""A month between a school and its township in the two windows, with real packages on a stick."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.actions.handoff import pack, verdicts
from ledger_app.gui.handoff.receipts_dialog import ReceiptsDialog
from ledger_app.gui.handoff.receive_dialog import ReceiveDialog
from ledger_app.gui.handoff.township_page import TownshipPage
from ledger_app.gui.page import PrintSheet
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def sides(tmp_path, stick):
    """Return a school that has packed two children, and its township."""
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, "a" * 32, "b" * 32)
    pack.pack(school, stick)
    return school, township


@pytest.fixture
def received(sides, stick, qtbot):
    """Receive what lies on the stick at the township."""
    dialog = ReceiveDialog(started(sides[1]), [stick])
    qtbot.addWidget(dialog)
    dialog.show()
    rest(dialog, qtbot)
    return dialog


def rest(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._progress is None, timeout=60_000)


def names(ledger):
    return ledger.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY name")


def lines(table):
    return [table.line(row).texts for row in range(table.rowCount())]


def write_receipts(township, stick, qtbot):
    dialog = ReceiptsDialog(started(township))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.write_to(stick)
    rest(dialog, qtbot)
    return dialog


def test_a_package_is_shown_taken_and_taken_back_and_can_be_taken_again(
    received, sides, qtbot, stick
):
    assert [line[-5:] for line in lines(received.list.lines)] == [("2", "–", "–", "–", "–")]
    assert names(sides[1]) == []
    received.take.click()
    rest(received, qtbot)
    assert names(sides[1]) == names(sides[0])
    received._undo()
    rest(received, qtbot)
    assert names(sides[1]) == []
    received.look([stick])
    rest(received, qtbot)
    assert received.take.text() == "合并 1 个包"


def test_the_same_stick_a_second_time_changes_nothing_and_says_so(received, qtbot, stick):
    received.take.click()
    rest(received, qtbot)
    again = ReceiveDialog(received._session, [stick])
    qtbot.addWidget(again)
    again.show()
    rest(again, qtbot)
    assert "已经合并过" in again.preview.said.text()
    assert not again.take.isEnabled()


def test_a_file_that_is_sent_back_comes_to_the_school_with_the_receipt(
    received, sides, qtbot, stick
):
    school, township = sides
    received.take.click()
    rest(received, qtbot)
    page = TownshipPage(received._session)
    qtbot.addWidget(page)
    page.show()
    page.table.go_to(page.table.lines.row_of(SCHOOL))
    page._into_files()
    QTest.keyClick(page.verdicts.table, Qt.Key.Key_T)
    page.verdicts.reason.given.emit("请打电话核实")
    page.verdicts.accept_all.click()
    assert page.unit().to_judge == 0

    written = write_receipts(township, stick, qtbot)
    assert "可以拔出U盘了" in written.head.text()
    assert lines(written.table.lines)[0][4].startswith("✓ 第 1 号回执")
    assert len(list(stick.glob("*.receipt"))) == 1

    at_school = ReceiveDialog(started(school), [stick])
    qtbot.addWidget(at_school)
    at_school.show()
    rest(at_school, qtbot)
    at_school.take.click()
    rest(at_school, qtbot)
    (back,) = verdicts.returned(school)
    assert back.reason == "请打电话核实"
    assert not at_school.receipts.isVisible(), "a school answers no receipt"


def test_receipts_wait_for_units_that_sent_something_and_the_list_goes_along(
    received, sides, qtbot, stick
):
    township = sides[1]
    received.take.click()
    rest(received, qtbot)
    written = write_receipts(township, stick, qtbot)
    asked = []
    written.asks.connect(asked.append)
    written.print_list.click()
    record = township.value("SELECT id FROM package WHERE kind = 'receipt'")
    assert asked == [PrintSheet("handover_list", record)]
    again = ReceiptsDialog(started(township))
    qtbot.addWidget(again)
    assert again.chosen() == []
    assert not again.write.isEnabled()
    again.table.ticked.emit(0)
    assert again.write.text() == "写 1 份回执到U盘…"


def test_a_stick_that_cannot_be_written_leaves_no_receipt_and_says_why(
    received, sides, qtbot, tmp_path
):
    received.take.click()
    rest(received, qtbot)
    written = write_receipts(sides[1], tmp_path / "no such stick", qtbot)
    assert written.head.text() == "没有写成回执，原因在下面。"
    assert lines(written.table.lines)[0][4] == "✕ 没有写"
    assert written.said.text()
    kinds = "SELECT count(*) FROM package WHERE kind = 'receipt' AND deleted_at IS NULL"
    assert sides[1].value(kinds) == 0
