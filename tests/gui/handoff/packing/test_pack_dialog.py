"""A package is looked at first, written, read back, and only then the stick may go."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions.handoff import making, preflight
from ledger_app.actions.handoff.preflight import Finding
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.packages import lines
from ledger_app.files import stick as stick_file
from ledger_app.gui.handoff.packing.pack_dialog import PackDialog
from ledger_app.gui.handoff.packing.packed_pane import BREAK
from ledger_app.gui.handoff.packing.travel_form import KEY
from ledger_app.store.changes.revisions import revise
from ledger_app.store.handoff import packages
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import (
    SCHOOL,
    add_children,
    new_unit,
    opened,
)
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def both(both):
    """Two children are at the school."""
    add_children(both[0], "c1", "c2")
    return both


def shown(qtbot, ledger, folder):
    dialog = PackDialog(started(ledger))
    qtbot.addWidget(dialog, before_close_func=lambda d: d._session.settle(10_000))
    dialog.show()
    qtbot.waitUntil(lambda: not dialog._session.is_busy)
    dialog.travel.folder.setEditText(str(folder))
    return dialog


@pytest.fixture
def dialog(qtbot, both, stick):
    return shown(qtbot, both[0], stick)


def written(qtbot, dialog):
    dialog.write()
    qtbot.waitUntil(lambda: not dialog._session.is_busy)


def test_it_says_for_whom_which_number_and_what_is_new(dialog):
    assert dialog.head.text() == "移交给福利镇中心校：第 1 包"
    assert "新建档案 2 人" in dialog.since.text()
    assert not dialog.words.isVisible()


def test_only_after_it_was_read_back_the_stick_may_go(qtbot, dialog, both, stick):
    assert not dialog.packed.isVisible()
    dialog.travel.editors["custodian"].set_value("李敏")
    dialog.travel.editors["stick_no"].set_value("3号")
    written(qtbot, dialog)
    assert dialog.packed.done.text() == "✓ 可以拔出U盘"
    assert dialog.packed.isVisible()
    (path,) = stick.glob("*.handoff")
    assert str(path) in dialog.packed.told.text().replace(BREAK, "")
    assert opened(both[1], path).header.unit_code == SCHOOL
    row = packages.rows_of(both[0])[0]
    assert (row["custodian"], row["stick_no"]) == ("李敏", "3号")


def test_a_stick_that_fails_is_said_and_may_be_tried_again(qtbot, dialog, both, stick, monkeypatch):
    def fails(*_args):
        raise LedgerError("U盘写入后读回来不一样。", "请换一个。")

    with monkeypatch.context() as broken:
        broken.setattr(stick_file, "write", fails)
        written(qtbot, dialog)
    assert "读回来不一样" in dialog.said.text()
    assert not dialog.packed.isVisible()
    assert dialog.go.isEnabled()
    written(qtbot, dialog)
    assert dialog.packed.isVisible()


def test_while_it_is_written_escape_asks_it_to_stop_and_does_not_close(
    qtbot, dialog, stick, monkeypatch
):
    def waits(path, content, progress):
        while not progress.cancelled:
            time.sleep(0.01)
        raise LedgerError("已取消，没有写。", "")

    monkeypatch.setattr(making.stick, "write", waits)
    dialog.write()
    assert dialog.close_button.text() == "停下"
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog._session.is_busy)
    assert "已取消" in dialog.said.text()
    assert list(stick.iterdir()) == []


def test_what_stands_in_the_way_stops_it_and_leads_to_the_child(qtbot, both, stick, monkeypatch):
    finding = Finding("王c1没有姓名", ("c1",))
    monkeypatch.setattr(preflight, "blocking", lambda *_args: iter([finding]))
    dialog = shown(qtbot, both[0], stick)
    assert not dialog.go.isEnabled()
    assert dialog.findings.item(0).text() == "✗ 王c1没有姓名"
    assert "王c1" in dialog.findings.item(1).text()
    wanted = []
    dialog.student_wanted.connect(wanted.append)
    dialog.findings.setCurrentRow(1)
    qtbot.keyClick(dialog.findings, Qt.Key.Key_Return)
    assert wanted == ["c1"]
    assert not dialog.isVisible()


def test_what_is_worth_a_look_does_not_stop_it(dialog):
    texts = [dialog.findings.item(row).text() for row in range(dialog.findings.count())]
    assert any(text.startswith("⚠ 体检") for text in texts)
    assert dialog.go.isEnabled()


def test_what_is_sensitive_stays_unless_it_is_ticked(qtbot, dialog, both, stick):
    with revise(both[0], "edit", "心理") as revision:
        revision.update("student", "c1", {"psychological": "常哭"})
    boxes = [dialog.travel.withheld.item(at) for at in range(dialog.travel.withheld.count())]
    assert all(box.checkState() == Qt.CheckState.Unchecked for box in boxes)
    written(qtbot, dialog)
    (first,) = stick.iterdir()
    assert "psychological" not in lines.decode(opened(both[1], first).body).living["c1"].values

    again = shown(qtbot, both[0], stick)
    for at in range(again.travel.withheld.count()):
        box = again.travel.withheld.item(at)
        if box.data(KEY) == ("student", "psychological"):
            box.setCheckState(Qt.CheckState.Checked)
    written(qtbot, again)
    second = next(each for each in stick.iterdir() if each != first)
    told = lines.decode(opened(both[1], second).body).living["c1"].values
    assert told["psychological"] == "常哭"


def test_who_carried_the_stick_is_offered_again(qtbot, dialog, both, stick):
    dialog.travel.editors["custodian"].set_value("李敏")
    written(qtbot, dialog)
    again = shown(qtbot, both[0], stick)
    assert again.travel.editors["custodian"].value() == "李敏"
    assert "第 2 包" in again.head.text()


def test_without_a_pairing_six_words_are_said_to_be_told_by_telephone(qtbot, tmp_path, stick):
    ledger = new_unit(tmp_path, "青山小学", SCHOOL, "school")
    add_children(ledger, "c1")
    dialog = shown(qtbot, ledger, stick)
    assert dialog.words.isVisible()
    assert dialog.words.isChecked()
    written(qtbot, dialog)
    assert len(dialog.packed.words.text().split()) == 6
    assert "不要写在U盘上" in dialog.packed._how.text()
    ledger_files.close(ledger)


def test_a_folder_that_is_not_there_is_said_before_anything_is_made(dialog, both):
    dialog.travel.folder.setEditText("/没有这个文件夹")
    dialog.write()
    assert "没有这个文件夹" in dialog.said.text()
    assert packages.rows_of(both[0]) == []


def test_the_paper_for_both_signatures_is_one_key_away(qtbot, dialog):
    wanted = []
    dialog.print_wanted.connect(wanted.append)
    written(qtbot, dialog)
    assert dialog.packed.print.hasFocus()
    qtbot.keyClick(dialog.packed.print, Qt.Key.Key_Return)
    assert wanted == ["handover_list"]
