"""Receiving as a clerk does it: look, read, tick, type the number, take, and take back."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.incoming import ArrivalState, Received
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.handoff.receive_dialog import ReceiveDialog
from ledger_app.gui.page import PrintSheet
from tests.arrivals import arrival, guarded, unreadable
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
REPEAT = arrival("石门小学", 4, ArrivalState.REPEAT, message="石门小学的第 4 包已经收过。")
STICK = [arrival(), guarded(), REPEAT, unreadable()]


@pytest.fixture
def desk(monkeypatch):
    """Stand for the receiving; what is accepted makes a child, so that it can be undone."""
    made = SimpleNamespace(found=list(STICK), accepted=[], words=[])

    def accept(ledger, incoming, confirm=None, _progress=None, *, is_backed_up=False):
        if incoming.number_to_type != confirm:
            raise LedgerError("数字不对。", "请照抄。")
        made.accepted.append((incoming.header.unit_name, confirm))
        edit_file.add_student(ledger, {"name": incoming.header.unit_name})
        number = ledger.value("SELECT max(no) FROM revision")
        return Received(incoming, number, created=1, conflicts=2, package="the package")

    def look(_ledger, path, words=""):
        if not words:
            return next(each for each in made.found if each.path == path)
        made.words.append((path.name, words))
        return arrival(verified=False, path=path, digest="opened")

    monkeypatch.setattr(receive, "accept", accept)
    monkeypatch.setattr(receive, "look", look)
    monkeypatch.setattr(receive, "planned", look)
    monkeypatch.setattr(receive, "files_among", lambda _paths: [each.path for each in made.found])
    return made


@pytest.fixture
def dialog(ledger, desk, qtbot):
    dialog = ReceiveDialog(started(ledger), [Path("/media/stick")])
    qtbot.addWidget(dialog)
    dialog.show()
    rest(dialog, qtbot)
    return dialog


def rest(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._progress is None)


def texts(table):
    return [table.line(row).texts for row in range(table.rowCount())]


def names(ledger):
    return ledger.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no")


def test_a_stick_is_shown_package_by_package_before_anything_is_changed(dialog, ledger):
    assert "共 4 个包，2 个可以合并，其中 1 个要先核对数字" in dialog.head.text()
    assert [line[0] for line in texts(dialog.list.lines)] == ["☑", "☐", "", ""]
    assert texts(dialog.list.lines)[0][1:] == (
        "青山小学", "第 7 包", "2026-10-31", "● 可以合并", "1", "1", "1", "1", "1",
    )  # fmt: skip
    assert names(ledger) == []


def test_each_child_shows_what_stands_here_and_what_came(dialog):
    told = texts(dialog.preview.model)
    assert ("变动", "王𬱖", "三年级2班", "联系电话", "13800001000", "13900002211") in told
    assert ("", "", "", "现住址", "青山村", "（空）") in told
    dialog.preview.kinds["asked"].click()
    assert texts(dialog.preview.model) == [
        ("冲突", "李梓涵", "五年级1班", "监护人姓名", "李建国", "李强")
    ]


def test_what_cannot_be_taken_says_why_and_has_no_tick(dialog):
    dialog.list.go_to(3)
    assert dialog.preview.said.text() == "这个文件不完整，打不开。请让学校重新拷一次。"
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert texts(dialog.list.lines)[3][0] == ""


def test_the_number_is_typed_before_a_guarded_package_is_taken(dialog, desk, qtbot):
    assert dialog.take.text() == "合并 1 个包"
    dialog.list.go_to(1)
    assert "要删除 25 份档案" in dialog.preview.guarded.text()
    dialog.preview.number.setText("24")
    assert dialog.take.text() == "合并 1 个包"
    dialog.preview.number.setText("25")
    assert dialog.take.text() == "合并 2 个包"
    assert texts(dialog.list.lines)[1][0] == "☑"
    dialog.list.go_to(0)
    dialog.list.go_to(1)
    assert dialog.preview.number.text() == "25"
    dialog.take.click()
    rest(dialog, qtbot)
    assert sorted(desk.accepted) == [("联合小学", 25), ("青山小学", None)]


def test_the_space_bar_leaves_a_package_out(dialog, desk, qtbot):
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert texts(dialog.list.lines)[0][0] == "☐"
    assert not dialog.take.isEnabled()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.take.isEnabled()


def test_after_taking_each_says_what_became_of_it_and_all_can_be_taken_back(
    dialog, ledger, qtbot, monkeypatch
):
    told = []
    dialog.told.connect(told.append)
    dialog.take.click()
    rest(dialog, qtbot)
    assert names(ledger) == ["青山小学"]
    assert told == ["已合并 1 个包。"]
    assert texts(dialog.list.lines)[0][4] == "✓ 已合并"
    assert dialog.preview.said.text() == "已合并：新增 1，冲突 2 条。"
    assert dialog.take.text() == "关闭"
    dialog.undo.click()
    box = next(each for each in dialog.findChildren(QMessageBox) if each.isVisible())
    box.button(QMessageBox.StandardButton.NoButton)
    next(each for each in box.buttons() if each.text() == "撤销合并").click()
    rest(dialog, qtbot)
    assert names(ledger) == []
    assert "已撤销" in dialog.head.text()
    assert dialog.take.text() == "合并 1 个包"


def test_the_paper_of_what_was_taken_is_asked_for_and_receipts_are_offered(dialog, qtbot):
    asked = []
    dialog.asks.connect(asked.append)
    assert not dialog.receipts.isVisible()
    assert not dialog.slip.isVisible()
    dialog.take.click()
    rest(dialog, qtbot)
    assert dialog.receipts.isVisible()
    dialog.slip.click()
    assert asked == [PrintSheet("receipt_slip", "the package")]
    assert not dialog.isVisible()


def test_what_is_refused_in_the_end_says_so_and_the_others_are_taken(
    dialog, desk, ledger, qtbot, monkeypatch
):
    full = LedgerError("磁盘满了，这一包没有合并。", "请腾出空间再收。")
    taken = receive.accept

    def accept(ledger, incoming, *given, **more):
        if incoming.header.unit_name == "联合小学":
            raise full
        return taken(ledger, incoming, *given, **more)

    monkeypatch.setattr(receive, "accept", accept)
    dialog.list.go_to(1)
    dialog.preview.number.setText("25")
    dialog.take.click()
    rest(dialog, qtbot)
    assert names(ledger) == ["青山小学"]
    assert [line[4] for line in texts(dialog.list.lines)][:2] == ["✓ 已合并", "✕ 没有合并"]
    assert dialog.preview.said.text() == "磁盘满了，这一包没有合并。请腾出空间再收。"
    assert dialog.head.text() == "已合并 1 个包，没有合并 1 个。可以一次撤销。"


def test_a_package_of_nobody_known_is_looked_at_again_with_the_six_words(ledger, desk, qtbot):
    desk.found = [arrival(state=ArrivalState.UNKNOWN, message="没有配对。", header=None)]
    dialog = ReceiveDialog(started(ledger), [Path("a.handoff")])
    qtbot.addWidget(dialog)
    dialog.show()
    rest(dialog, qtbot)
    assert dialog.preview.words.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.preview.words.hasFocus(), "Enter leads to what has to be typed"
    before = dialog.head.text()
    dialog.preview.words.setText(" 山  清 水 秀 人 和 ")
    QTest.keyClick(dialog.preview.words, Qt.Key.Key_Return)
    rest(dialog, qtbot)
    assert desk.words == [("青山小学_7.handoff", "山 清 水 秀 人 和")]
    assert dialog.preview.unverified.isVisible()
    assert dialog.take.text() == "合并 1 个包"
    assert dialog.head.text() != before, "the count above follows"


def test_a_stick_without_packages_says_so(ledger, desk, qtbot):
    desk.found = []
    dialog = ReceiveDialog(started(ledger), [Path("/media/stick")])
    qtbot.addWidget(dialog)
    rest(dialog, qtbot)
    assert "没有找到移交包" in dialog.head.text()
    assert not dialog.take.isEnabled()
