"""Judging as a clerk does it: space, space, T and a reason, and on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from ledger_app.actions import undo_revision
from ledger_app.gui.handoff.verdict_view import VerdictView
from tests.actions.handoff.planted import GREEN, new_township, take_package
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NAMES = ("王𬱖", "李梓涵", "陈㛃喆", "赵国庆")


@pytest.fixture
def town(tmp_path):
    ledger = new_township(tmp_path)
    ids = take_package(ledger, GREEN, 6, new=NAMES)
    ledger.ids = dict(zip(NAMES, ids, strict=True))
    return ledger


@pytest.fixture
def view(town, qtbot):
    view = VerdictView(started(town))
    qtbot.addWidget(view)
    view.said = []
    view.told.connect(view.said.append)
    view._session.changed.connect(view.refresh)
    view.resize(900, 400)
    view.show()
    view.show_unit(GREEN)
    view.table.setFocus()
    return view


def marks(view):
    lines = [view.model.line(row) for row in range(view.model.rowCount())]
    return {line.texts[1]: line.texts[0] for line in lines}


def current(view):
    return view.model.line(view.table.currentIndex().row()).texts[1]


def press(view, key):
    QTest.keyClick(view.table, key)


def verdicts_of(town):
    rows = town.rows(
        "SELECT s.name, v.verdict, v.reason FROM verdict v JOIN student s ON s.id = v.student_id "
        "WHERE v.deleted_at IS NULL"
    )
    return {row["name"]: (row["verdict"], row["reason"]) for row in rows}


def test_the_space_bar_accepts_and_goes_on_to_the_next_that_waits(view, town):
    assert view.head.text() == "变动 4 人，待审 4 人"
    first = current(view)
    press(view, Qt.Key.Key_Space)
    assert verdicts_of(town) == {first: ("accepted", None)}
    assert marks(view)[first] == "✓ 通过"
    assert current(view) != first
    assert view.head.text() == "变动 4 人，待审 3 人"
    assert view.said == ["已通过 1 人，按 Ctrl+Z 撤销。"]


def test_t_asks_why_and_enter_sends_the_file_back(view, town):
    name = current(view)
    press(view, Qt.Key.Key_T)
    assert view.reason.isVisible()
    QTest.keyClick(view.reason.box.lineEdit(), Qt.Key.Key_Return)
    assert verdicts_of(town) == {}, "nothing is sent back without a reason"
    view.reason.box.setEditText("请打电话核实")
    QTest.keyClick(view.reason.box.lineEdit(), Qt.Key.Key_Return)
    assert verdicts_of(town) == {name: ("returned", "请打电话核实")}
    assert marks(view)[name] == "✕ 退回"
    assert not view.reason.isVisible()
    assert view.table.hasFocus()


def test_esc_leaves_the_reason_and_nothing_is_said(view, town):
    press(view, Qt.Key.Key_T)
    QTest.keyClick(view.reason.box, Qt.Key.Key_Escape)
    assert not view.reason.isVisible()
    assert verdicts_of(town) == {}


def test_a_usual_reason_is_chosen_by_the_arrow_key(view, town):
    press(view, Qt.Key.Key_T)
    QTest.keyClick(view.reason.box, Qt.Key.Key_Down)
    view.reason.give.click()
    assert [reason for _, reason in verdicts_of(town).values()] == [view.reason.box.itemText(0)]


def test_several_are_judged_at_once(view, town):
    flags = QItemSelectionModel.SelectionFlag
    for row in (0, 2):
        at = view.model.index(row, 0)
        view.table.selectionModel().select(at, flags.Select | flags.Rows)
    press(view, Qt.Key.Key_T)
    view.reason.given.emit("请补证明材料")
    assert len(verdicts_of(town)) == 2
    assert view.said[-1].startswith("已退回 2 人")


def test_all_that_wait_are_accepted_in_one_step_and_what_was_sent_back_stays_so(view, town):
    name = current(view)
    press(view, Qt.Key.Key_T)
    view.reason.given.emit("请核实")
    view.accept_all.click()
    found = verdicts_of(town)
    assert found.pop(name)[0] == "returned"
    assert {verdict for verdict, _ in found.values()} == {"accepted"}
    assert len(found) == 3
    assert not view.accept_all.isEnabled()


def test_a_verdict_is_changed_by_another_key_and_taken_back_by_undo(view, town):
    name = current(view)
    press(view, Qt.Key.Key_Space)
    view.table.go_to(view.model.row_of(town.ids[name]))
    press(view, Qt.Key.Key_T)
    view.reason.given.emit("请核实")
    assert verdicts_of(town) == {name: ("returned", "请核实")}
    for _ in range(2):
        view._session.act(undo_revision.undo)
    assert verdicts_of(town) == {}
    assert marks(view)[name] == "○ 待审"


def test_each_changed_field_is_shown_and_what_was_said_before(view, town):
    name = "王𬱖"
    view.table.go_to(view.model.row_of(town.ids[name]))
    press(view, Qt.Key.Key_T)
    view.reason.given.emit("电话不对")
    take_package(town, GREEN, 7, changed={town.ids[name]: {"guardian_phone": "13900002211"}})
    view.show_unit("")
    view.show_unit(GREEN)
    view.table.go_to(view.model.row_of(town.ids[name]))
    assert marks(view)[name] == "○ 又待审"
    assert view.before.text() == "上次退回：电话不对。"
    (line,) = [view.lines.line(row).texts for row in range(view.lines.rowCount())]
    assert line[0].endswith("电话")
    assert line[1:] == ("（空）", "139****2211")


def test_a_refused_verdict_leaves_everything_as_it_was(view, town):
    view._session.failed.connect(lambda *_: None)
    view._give([town.ids["王𬱖"]], "returned", " ")
    assert set(marks(view).values()) == {"○ 待审"}
    assert verdicts_of(town) == {}


def test_enter_opens_the_file_and_q_asks_about_it(view, town):
    opened, asked = [], []
    view.student_wanted.connect(opened.append)
    view.question_wanted.connect(asked.append)
    name = current(view)
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Q)
    assert opened == [town.ids[name]]
    assert asked == [[town.ids[name]]]
