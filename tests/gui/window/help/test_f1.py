"""F1 tells of the field with the keyboard, else of the page or dialog, which stays as it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ledger_app.gui.noting.note_dialog import NoteDialog
from ledger_app.gui.students.batch_edit import BatchEditDialog
from ledger_app.gui.window.help import help_pages, topics
from ledger_app.gui.window.help.help_window import HelpWindow
from tests.gui.every_place import DIALOGS, dialog_classes, settle
from tests.gui.frame import IGNORED, see

pytestmark = pytest.mark.qt_log_ignore(*IGNORED, "This plugin does not support grabbing")


@pytest.fixture
def press_f1(window, qtbot):
    """Press F1 as the desktop does: what a dialog locks out does not get it."""

    def press(inside):
        inside.activateWindow()
        qtbot.waitUntil(inside.isActiveWindow)
        QTest.keyClick(inside.windowHandle(), Qt.Key.Key_F1)
        qtbot.waitUntil(lambda: window.help.shown() is not None)
        return window.help.shown()

    return press


def editor(window, key):
    return window.pages.page("students").pane.tab("student").kept_form().form.editor(key)


def test_in_a_field_of_a_file_it_tells_of_the_field_and_leads_to_the_page(window, press_f1):
    editor(window, "guardian_phone").focus_editor()
    shown = press_f1(window)
    assert shown.topic() == "fields/student.guardian_phone"
    said = shown.text()
    assert all(each in said for each in ("监护人电话", "什么时候填", "印在哪里", "学生"))


def test_the_page_of_a_field_says_by_which_rule_it_is_asked_for():
    said = help_pages.text_of("fields/dropout.reported_township_on")
    assert "填了就了结“疑似辍学上报”" in said
    assert "按什么规则" not in help_pages.text_of("fields/student.former_name")


def test_what_is_typed_stays_while_help_is_read(window, press_f1):
    field = editor(window, "former_name")
    field.focus_editor()
    field.entry().setText("王㛃")
    shown = press_f1(window)
    shown.close()
    assert field.entry().text() == "王㛃"


def test_elsewhere_on_a_page_it_tells_of_the_page(window, press_f1):
    window.pages.show_page("settings")
    see()
    assert press_f1(window).topic() == "settings"


def test_help_can_be_used_while_a_dialog_is_open(window, press_f1, qtbot):
    dialog = DIALOGS[NoteDialog](window)
    dialog.open()
    settle(window)
    typed = dialog.text.toPlainText()
    shown = press_f1(dialog)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    handle = shown.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(handle, "9")
    assert shown.sought.text() == "9"
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == typed


def test_every_dialog_has_a_place_that_is_there():
    assert {kind.__name__ for kind in dialog_classes()} == set(topics.OF_DIALOGS)
    for place in topics.OF_DIALOGS.values():
        topic, _, heading = place.partition("#")
        assert help_pages.text_of(topic), place
        assert not heading or heading in help_pages.headings(topic), place


def test_f1_opens_it_in_every_dialog_which_stays(window, qtbot):
    for kind, make in DIALOGS.items():
        dialog = make(window)
        dialog.open()
        settle(window)
        typed = [each.text() for each in dialog.findChildren(QLineEdit)]
        dialog.activateWindow()
        QApplication.processEvents()
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        shown = window.findChild(HelpWindow)
        assert shown is not None, kind
        assert shown.isVisible(), kind
        wanted = topics.OF_DIALOGS[kind.__name__]
        assert shown.topic() == wanted or shown.topic().startswith("fields/"), kind
        assert dialog.isVisible(), kind
        assert [each.text() for each in dialog.findChildren(QLineEdit)] == typed, kind
        shown.close()
        dialog.reject()
        settle(window)


def test_a_field_in_a_dialog_is_told_of_too(window, press_f1):
    dialog = DIALOGS[BatchEditDialog](window)
    dialog.open()
    settle(window)
    dialog.editor().focus_editor()
    assert press_f1(dialog).topic() == "fields/student.opened_on"
    dialog.reject()
