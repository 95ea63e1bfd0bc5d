"""A key pressed before what it would act on was in sight does nothing."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ledger_app.gui.kit import input_guard
from ledger_app.gui.kit.key_pause import UNSEEN, key_pause

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


@pytest.fixture
def form(qtbot):
    form = QWidget()
    form.pressed = []
    form.line, form.button = QLineEdit(form), QPushButton(form)
    form.button.clicked.connect(lambda: form.pressed.append("button"))
    act = QAction(form)
    act.setShortcut("Ctrl+J")
    act.triggered.connect(lambda: form.pressed.append("Ctrl+J"))
    form.addAction(act)
    box = QVBoxLayout(form)
    box.addWidget(form.line)
    box.addWidget(form.button)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.button.setFocus()
    yield form
    key_pause().begin()
    key_pause()._ended()
    key_pause()._unwatch()


def test_keys_in_the_queue_press_nothing_and_later_ones_do(form, qtbot):
    key_pause().begin()
    QTest.keyClick(form.button, Key.Key_Space)
    QTest.keyClick(form.button, Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert form.pressed == []
    qtbot.wait(UNSEEN)
    QTest.keyClick(form.button, Key.Key_Space)
    QTest.keyClick(form.button, Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert form.pressed == ["button", "Ctrl+J"]


def test_a_key_that_is_held_down_does_nothing_until_it_is_let_go(form, qtbot):
    key_pause().begin()
    qtbot.wait(20)
    for _ in range(3):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            nothing = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(
                form.button, QKeyEvent(kind, Key.Key_Space, nothing, " ", autorep=True)
            )
    assert form.pressed == []
    QTest.keyClick(form.button, Key.Key_Space)
    assert form.pressed == ["button"]


def test_it_lasts_as_long_as_work_lasts(form, qtbot):
    key_pause().hold(form)
    qtbot.wait(50)
    QTest.keyClick(form.button, Key.Key_Space)
    assert form.pressed == []
    key_pause().begin()
    qtbot.wait(20)
    QTest.keyClick(form.button, Key.Key_Space)
    assert form.pressed == ["button"]


def test_letters_typed_ahead_into_a_line_are_not_lost_where_they_may_pass(form, qtbot):
    form.line.setFocus()
    key_pause().begin(text_passes=True)
    QTest.keyClicks(form.line, "zheng")
    QTest.keyClick(form.line, Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert (form.line.text(), form.pressed) == ("zheng", [])
    form.line.clear()
    key_pause().begin()
    QTest.keyClicks(form.line, "zheng")
    assert form.line.text() == ""


def test_who_listened_last_is_asked_first_and_may_keep_a_key_from_the_others(form, qapp):
    asked = []
    kinds = (QEvent.Type.KeyPress,)

    def first(watched, _event):
        asked.append("first")
        return False

    def last(watched, _event):
        asked.append("last")
        return watched is form.button

    guard = input_guard.guard(qapp)
    for each in (first, last):
        guard.listen(each, kinds)
    QTest.keyClick(form.button, Key.Key_Space)
    assert set(asked) == {"last"}
    assert form.pressed == []
    guard.leave(last)
    QTest.keyClick(form.button, Key.Key_Space)
    assert set(asked) == {"first", "last"}
    assert form.pressed == ["button"]
    guard.leave(first)
