"""Ctrl+J is the short contact form over dialogs too: with the child whose line is in hand."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.attendance.absence_dialog import AbsenceDialog
from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.kit.dialog import Dialog, dialog_calls
from tests.gui.every_place import DIALOGS, settle
from tests.gui.frame import IGNORED, unlock
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED, "This plugin does not support grabbing")
BY_NAME = {kind.__name__: make for kind, make in DIALOGS.items()}
ABOUT_A_CHILD = (
    "DifferencesDialog", "StandingDialog", "AnswersDialog", "AskedDialog", "AskDialog",
    "TravelDialog", "TwoSchoolsDialog", "AdoptingDialog", "TakeOverDialog", "HandDownDialog",
    "HandOverDialog", "ArrivedDialog", "PairsDialog", "CompletenessDialog", "RollCallDialog",
    "AbsenceDialog", "NumbersDialog", "VisitAnswersDialog", "AnswerDialog",
)  # fmt: skip


def press(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)


def test_every_dialog_about_a_child_asks_for_it(window, qtbot):
    asked = []
    calls = dialog_calls()
    calls.contact_wanted.disconnect()
    calls.contact_wanted.connect(lambda students, dialog: asked.append((students, dialog)))
    silent = []
    for name in ABOUT_A_CHILD:
        dialog = BY_NAME[name](window)
        dialog.show()
        dialog.activateWindow()
        settle(window)
        press(dialog, qtbot)
        if not asked or asked[-1] != (tuple(dialog.children_in_hand()), dialog):
            silent.append((name, asked[-1:], dialog.children_in_hand()))
        dialog.hide()
    assert [each[0] for each in silent] == []


def missing(window, ids):
    """Open the dialog that says 王𬱖 is not at school."""
    dialog = AbsenceDialog(window.session, [{"id": ids["王𬱖"], "name": "王𬱖"}], window)
    dialog.open()
    settle(window)
    return dialog


@pytest.fixture
def absence(window, ids):
    return missing(window, ids)


def form_over(dialog):
    CountedKeys(dialog).press("Ctrl+J")
    return next((each for each in dialog.findChildren(ContactDialog) if each.isVisible()), None)


def test_the_form_lies_over_the_dialog_and_leads_back_to_it(window, absence):
    form = form_over(absence)
    assert [each.id for each in form._draft.children] == list(absence.children_in_hand())
    assert QApplication.activeModalWidget() is form
    CountedKeys(window).press("Esc")
    settle(window)
    assert absence.isVisible()
    assert QApplication.activeModalWidget() is absence


def test_dialog_and_form_are_there_again_after_the_lock(qtbot, window, absence):
    form = form_over(absence)
    CountedKeys(window).press("2", "3", "7")
    window.leaving.lock()
    qtbot.waitUntil(window.screens.shows_unlock)
    assert not [each for each in window.findChildren(Dialog) if each.isVisible()]
    unlock(qtbot, window)
    settle(window)
    assert QApplication.activeModalWidget() is form
    assert form.form.choices["result"].value() == "7"
    form.reject()
    assert absence.isVisible()
    absence.reject()


def test_what_is_half_typed_waits_where_the_dialog_goes(window, ids, absence):
    form_over(absence)
    CountedKeys(window).press("2", "3", "7")
    absence.reject()
    settle(window)
    assert not [each for each in window.findChildren(Dialog) if each.isVisible()]
    again = missing(window, ids)
    form = form_over(again)
    assert form.form.choices["result"].value() == "7"
    form.reject()
    again.reject()


def test_the_whole_record_closes_the_dialog_too(window, ids, absence):
    form_over(absence)
    CountedKeys(window).press("F2")
    settle(window)
    assert not [each for each in window.findChildren(Dialog) if each.isVisible()]
    assert window.pages.key() == "students"
    assert pane(window).student_id() == ids["王𬱖"]
    assert pane(window).current_tab() == "contact"


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_form_that_was_left_before_says_nothing_when_the_dialog_goes(window, absence, is_deleted):
    form = form_over(absence)
    CountedKeys(window).press("2", "3", "7")
    form.reject()
    if is_deleted:
        QCoreApplication.sendPostedEvents(form, QEvent.Type.DeferredDelete)
    assert isValid(form) is not is_deleted
    window.messages.clear()
    absence.reject()
    assert window.messages.texts() == []
