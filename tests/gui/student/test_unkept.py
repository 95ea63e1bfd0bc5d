"""Text that cannot be kept stops the next step: what is typed for that step goes nowhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from tests.gui.frame import IGNORED
from tests.gui.real_window import editor, half_type, pane, stored

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
Key = Qt.Key
WANG = "王𬱖"
BAD = "去年冬天"  # no date


@pytest.fixture
def refused(qtbot, window, ids):
    """A date that cannot be kept, the keyboard in the name, and a new file asked for."""
    half_type(window, "birth_date", BAD)
    editor(window, "name").focus_editor()
    window.pages.new_student()
    return window


def way(window):
    found = [b for b in window.messages.findChildren(QPushButton) if b.text() == "到那一项"]
    return found[-1]


def type_on(text):
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def test_a_name_typed_for_a_new_file_that_was_refused_is_not_given_to_this_child(refused, ids):
    assert refused.findChildren(NewFileDialog) == []
    type_on("zhaoer")
    assert editor(refused, "name").typed_text() == WANG
    assert editor(refused, "birth_date").typed_text() == BAD
    assert stored(refused, ids[WANG], "name") == WANG


def test_enter_leads_to_the_text_that_cannot_be_kept_and_esc_there_restores_it(refused):
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert editor(refused, "birth_date").entry().hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not pane(refused).tab("student").kept_form().form.has_pending()
    assert refused.messages.texts() == []
    refused.pages.new_student()
    assert len(refused.findChildren(NewFileDialog)) == 1


def test_however_often_it_is_refused_one_message_says_so(refused):
    editor(refused, "ethnic").entry().setText("没有这个民族")
    refused.pages.new_student()
    refused.undo()
    assert len(refused.messages.texts()) == 1


def test_the_way_there_leads_back_from_another_page(refused):
    refused.pages.show_page("today")
    refused.undo()
    way(refused).click()
    assert refused.pages.key() == "students"
    assert editor(refused, "birth_date").entry().hasFocus()


def test_nothing_is_said_of_it_once_the_ledger_is_closed(refused):
    refused.session.close()
    assert refused.messages.texts() == []
