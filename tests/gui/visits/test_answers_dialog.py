"""补录走访结果 by the keyboard alone: a sheet that came back is typed in one sitting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ledger_app.actions import undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import Purpose, students
from ledger_app.actions.rosters.sheets_out import open_sheets
from ledger_app.actions.visits.routes import By, Route
from ledger_app.gui.visits.answers_dialog import VisitAnswersDialog
from ledger_app.store.lists.student_files import load_file
from tests.actions.visits.routes import add_children
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


@pytest.fixture
def children(ledger):
    ids = add_children(ledger)
    prepared = print_ledger.prepare(
        ledger, "visit_list", subject=students(*ids.values()), purpose=Purpose.INTERNAL,
        route=Route(By.ONE, "周老师"),
    )  # fmt: skip
    print_ledger.issue(ledger, prepared)
    return ids


@pytest.fixture
def session(ledger, children):
    return started(ledger)


def opened(qtbot, session):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = VisitAnswersDialog(session, window)
    dialog.open()
    dialog.table.setFocus()
    dialog.kept_window = window
    return dialog


@pytest.fixture
def dialog(qtbot, session):
    return opened(qtbot, session)


def typed(qtbot, *keys):
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(QApplication.focusWidget(), key)
        else:
            qtbot.keyClick(QApplication.focusWidget(), key)


def shown(dialog):
    rows = range(dialog.model.rowCount())
    return [dialog.model.line(row).texts for row in rows]


def contact(session, child):
    (row,) = load_file(session.ledger, child).of("contact")
    return row


ENTER = Key.Key_Return


def test_it_opens_with_the_keyboard_in_the_day_of_the_visits(qtbot, session):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = VisitAnswersDialog(session, window)
    dialog.open()
    assert dialog.shared.editor("contacted_on").entry() is dialog.focusWidget()


def test_two_lines_are_typed_by_keys_alone_and_kept_as_one_revision(
    qtbot, session, dialog, children
):
    ledger = session.ledger
    assert dialog.choice.currentText() == "全部 11-21 周老师　已补录 0/4 人"
    assert [texts[1] for texts in shown(dialog)] == ["李𰻝", "王𬱖", "王小二", "赵涛"]
    before = ledger.value("SELECT count(*) FROM revision")
    typed(qtbot, ENTER)  # from the line on the paper to its first field
    typed(qtbot, "3", ENTER, ENTER, "2", ENTER, "+3", ENTER, "song lai", ENTER)
    assert dialog.table.currentIndex().row() == 1  # the next child of the paper
    typed(qtbot, ENTER, "8", ENTER, ENTER, ENTER)
    assert shown(dialog)[0][3:] == ("母亲", "承诺限期返校", "2026-11-24", "song lai")
    qtbot.keyClick(QApplication.focusWidget(), ENTER, Qt.KeyboardModifier.ControlModifier)

    first, second = contact(session, children["李𰻝"]), contact(session, children["王𬱖"])
    assert (first["met_who"], first["result"], first["content"]) == ("3", "2", "song lai")
    assert first["promised_on"] == "2026-11-24"
    assert (first["persuaders"], first["mode"], first["purpose"]) == ("周老师", "1", "1")
    assert second["result"] == "8"
    assert ledger.value("SELECT count(*) FROM revision") == before + 1
    (left,) = open_sheets(ledger)
    assert len(left.waiting) == 2
    undo_revision.undo(ledger)
    assert len(open_sheets(ledger)[0].waiting) == 4


def test_a_child_has_its_own_day_and_reason_not_to_have_been_visited(
    qtbot, session, dialog, children
):
    dialog.line.focus_first()
    typed(qtbot, ENTER, "7", ENTER)
    dialog.own.editor("contacted_on").focus_editor()
    typed(qtbot, "11-20", ENTER, ENTER, ENTER)
    dialog.own.editor("not_gone").focus_editor()
    typed(qtbot, "lu duan", ENTER, ENTER, ENTER, ENTER, ENTER)
    dialog.yes.click()
    assert contact(session, children["李𰻝"])["contacted_on"] == "2026-11-20"
    assert not load_file(session.ledger, children["王𬱖"]).of("contact")
    reasons = session.ledger.column("SELECT DISTINCT reason FROM outcome")
    assert reasons == ["lu duan"]


def test_a_half_filled_line_is_asked_for_by_its_number_and_nothing_is_kept(
    qtbot, session, dialog, children
):
    dialog.line.focus_first()
    typed(qtbot, ENTER, ENTER, "+3", ENTER)
    dialog.yes.click()
    assert "第 1 号只填了一半" in dialog.problem.text()
    assert dialog.isVisible()
    assert not load_file(session.ledger, children["李𰻝"]).of("contact")


def test_a_day_that_nobody_understands_is_said_and_stays(qtbot, session, dialog):
    dialog.line.focus_first()
    typed(qtbot, "3", ENTER, ENTER, "2", ENTER, "99-99")
    dialog.yes.click()
    assert "承诺返校日期" in dialog.problem.text()
    assert dialog.isVisible()


def test_a_day_that_nobody_understands_waits_while_another_line_is_typed(qtbot, session, dialog):
    dialog.line.focus_first()
    typed(qtbot, "3", ENTER, ENTER, "2", ENTER, "99-99")
    dialog.table.go_to(1)
    assert "99-99" in shown(dialog)[0][5]
    assert dialog.line.editor("promised_on").typed() == ""
    dialog.yes.click()
    assert "第 1 号" in dialog.problem.text()
    assert dialog.line.editor("promised_on").typed() == "99-99"  # gone to, as it was typed
    assert dialog.isVisible()


def test_what_is_typed_is_asked_about_before_leaving_and_is_there_again(qtbot, session, dialog):
    dialog.line.focus_first()
    typed(qtbot, "3", ENTER, ENTER, "2", ENTER)
    qtbot.keyClick(dialog, Key.Key_Escape)
    (box,) = dialog.findChildren(QMessageBox)
    assert "还没有存" in box.text()
    assert dialog.isVisible()
    box.reject()
    dialog.reject()  # as the lock does
    again = opened(qtbot, session)
    assert shown(again)[0][3:5] == ("母亲", "承诺限期返校")
    session.close()
    assert session.visits_typed == {}


def test_nothing_typed_is_left_without_a_question(qtbot, session, dialog):
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Key.Key_Escape)


def test_without_a_sheet_it_says_what_to_do(qtbot, ledger):
    dialog = opened(qtbot, started(ledger))
    assert "没有等着补录的走访单" in dialog.empty.text()
    assert not dialog.yes.isEnabled()


def test_a_return_is_asked_about_by_one_key_and_ends_the_case_of_that_child_alone(
    qtbot, session, dialog, children
):
    for answer in ("1", ""):  # one key answers and goes on to the next child
        dialog.line.editor("result").set_value("1")
        dialog._result_changed()
        assert dialog.offer.isVisible()
        assert dialog.offer.answer() == ""
        dialog._past_line(1)
        if answer:
            typed(qtbot, answer)
        else:
            dialog._past_offer(1)
    dialog.table.go_to(0)
    assert dialog.offer.answer() == "1"
    dialog.accept()
    returned = {each: load_file(session.ledger, each).of("placement") for each in children.values()}
    assert [each for each, rows in returned.items() if rows] == [children["李𰻝"]]
    assert contact(session, children["王𬱖"])["result"] == "1"
