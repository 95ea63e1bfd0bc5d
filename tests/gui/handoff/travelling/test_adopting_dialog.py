"""并入学校档案: all of them by one button, on the worker; 停下 leaves whole files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.actions.handoff import adopting
from ledger_app.gui.handoff.travelling.adopting_dialog import AdoptingDialog
from ledger_app.gui.handoff.travelling.travel_pane import Deed, TravelPane
from ledger_app.gui.page import ShowStudent
from ledger_app.store.changes.revisions import revise
from tests.actions.travel.three_units import add_child
from tests.gui.children import id_number, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NAMES = ("王甲", "李乙", "陈丙")


@pytest.fixture
def files(three):
    """Three children of whom the township had a file before the school handed over its own."""
    told = []
    for at, name in enumerate(NAMES):
        number = {"id_type": "1", "id_no": id_number("2015-06-02", 12 + 2 * at)}
        child = add_child(three.green, name)
        with revise(three.green, "edit", "号码") as revision:
            revision.update("student", child, number)
        with revise(three.township, "edit", "名册") as revision:
            revision.insert("student", {"name": name, "sex": "2", **number})
        told.append(child)
    three.up(three.green)
    return told


@pytest.fixture
def dialog(three, files, qtbot):
    made = AdoptingDialog(started(three.township))
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_go_by_one_button_and_it_is_said_how_many(three, dialog, qtbot):
    assert dialog.pane.model.rowCount() == 3
    assert dialog.go.text() == "全部并入 3 份"
    dialog.go.click()
    assert dialog.stop.text() == "停下"
    qtbot.waitUntil(lambda: dialog._progress is None, timeout=20_000)
    assert "并入了 3 份档案，还有 0 份" in dialog.said.text()
    assert adopting.adoptable(three.township) == []
    count = "SELECT count(*) FROM student WHERE deleted_at IS NULL"
    assert three.township.value(count) == 3


def test_the_list_has_the_room_that_a_sentence_needed_when_it_was_narrow(qtbot):
    pane = TravelPane(("孩子",), (0,), (Deed("open", "打开档案"),))
    qtbot.addWidget(pane)
    pane.resize(160, 400)
    pane.show()
    pane.show_lines([], {}, "没有可以并入的：本台账自己建的档案里，没有学校也移交了的孩子。")
    narrow = pane.detail.minimumHeight()
    pane.resize(900, 400)
    assert 0 < pane.detail.minimumHeight() < narrow / 2


def test_only_the_chosen_ones_go_by_a_digit(three, dialog, qtbot):
    QTest.keyClick(dialog.pane.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: dialog._progress is None, timeout=20_000)
    assert len(adopting.adoptable(three.township)) == 2
    assert dialog.go.text() == "全部并入 2 份"


def test_stopping_leaves_the_rest_as_they_were(three, dialog, qtbot):
    dialog.go.click()
    dialog.reject()  # 停下, before the first one
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog._progress is None, timeout=20_000)
    left = len(adopting.adoptable(three.township))
    assert f"还有 {left} 份" in dialog.said.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_the_school_s_file_is_opened(dialog, files):
    gone = []
    dialog.asks.connect(gone.append)
    QTest.keyClick(dialog.pane.table, Qt.Key.Key_Return)
    assert gone[0] in [ShowStudent(each) for each in files]
