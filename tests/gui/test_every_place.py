"""What holds in every place of the window, whoever adds a page, a dialog or a field."""

from __future__ import annotations

import inspect

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from tests.gui import every_place
from tests.gui.every_place import DIALOGS, OTHERS, dialog_classes, pages, settle
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED, "This plugin does not support grabbing")
A_NOTCH = 120
MADE = {**DIALOGS, **OTHERS}
BY_NAME = {kind.__name__: make for kind, make in MADE.items()}
TURNED = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
COMPOSED_KEYS = (
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
)


def test_every_dialog_is_in_the_list():
    assert dialog_classes() == set(DIALOGS)


def test_what_a_dialog_says_went_wrong_is_not_said_by_the_window_behind_it_too():
    hear = [each for each in dialog_classes() if "session.failed.connect" in source_of(each)]
    assert hear
    assert [each.__name__ for each in hear if not getattr(each, "says_failures", False)] == []


def source_of(kind):
    """Return what a dialog is made of, what it inherits with it."""
    own = [each for each in kind.__mro__ if each.__module__.startswith("ledger_app.")]
    return "".join(map(inspect.getsource, own))


@pytest.fixture
def dialog(request, one_window, qtbot):
    made = BY_NAME[request.param](one_window)
    made.show()
    settle(one_window)
    yield made
    if isValid(made):
        made.close()
    if isValid(made):
        made.deleteLater()


every_dialog = pytest.mark.parametrize("dialog", sorted(BY_NAME), indirect=True)


# The wheel.


def turn(widget, notches=-1):
    """Turn the wheel over a widget; return whether it kept that from the page around."""
    at = QPointF(widget.rect().center())
    nothing = Qt.MouseButton.NoButton
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, notches * A_NOTCH), nothing,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def value(widget):
    if isinstance(widget, QComboBox | QTabBar):
        return widget.currentIndex()
    return widget.text() if isinstance(widget, QAbstractSpinBox) else widget.value()


def changed_by_the_wheel(root):
    """Turn the wheel over everything that it could change, with the keyboard there and not."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, TURNED) or isinstance(widget, QScrollBar):
            continue
        for has_keyboard in (False, True):
            if has_keyboard:
                widget.setFocus()
            for notches in (-1, 1, -3):
                before, kept = value(widget), False
                for over in (widget, *widget.findChildren(QLineEdit)):
                    kept |= turn(over, notches)
                if value(widget) != before or kept:
                    found.append((type(widget).__name__, widget.accessibleName(), before))
    return found


def test_a_wheel_turned_in_passing_changes_nothing_on_any_page(window):
    seen = 0
    for place in pages(window):
        assert changed_by_the_wheel(window) == [], place
        seen += len([w for w in window.findChildren(QWidget) if isinstance(w, TURNED)])
    assert seen > 10  # the settings and the print options have some


@every_dialog
def test_a_wheel_turned_in_passing_changes_nothing_in_any_dialog(dialog):
    assert changed_by_the_wheel(dialog) == []


def test_an_opened_list_scrolls(qtbot):
    box = QComboBox()
    qtbot.addWidget(box)
    box.setMaxVisibleItems(5)
    box.addItems([str(n) for n in range(100)])
    box.show()
    box.showPopup()
    view = box.view()
    assert isinstance(view, QListView)
    turn(view.viewport())
    assert view.verticalScrollBar().value() > 0
    box.hidePopup()


# Composing.


def fields_in(root):
    """Return a field of each kind that can be typed in; the editor around it makes the kind."""
    found = {}
    for each in root.findChildren(QWidget):
        typed = isinstance(each, QLineEdit | QPlainTextEdit) and not each.isReadOnly()
        if typed and each.isVisible() and each.isEnabled() and each.focusProxy() is None:
            found.setdefault((type(each), type(each.parent())), each)
    return list(found.values())


def state(window):
    """Return what a key that came through would change."""
    ledger = window.session.ledger
    return (
        ledger.value("SELECT count(*) FROM revision"),
        ledger.value("SELECT count(*) FROM student"),
        window.pages.key(),
        window.screens.shows_ledger(),
        [each for each in QApplication.topLevelWidgets() if each.isVisible()],
        QApplication.focusWidget(),
    )


def disturbed_while_composing(window, qtbot, root):
    """Press keys while something is composed in each field; return where anything happened."""
    found = []
    for field in fields_in(root):
        field.setFocus()
        QApplication.processEvents()
        before = state(window)
        QApplication.sendEvent(field, QInputMethodEvent("wang", []))
        text = text_of(field)
        for key, modifier in COMPOSED_KEYS:
            qtbot.keyClick(field, key, modifier)
            if state(window) != before or text_of(field) != text:
                found.append((type(field).__name__, field.accessibleName(), key))
        window.session.settle(60_000)
        qtbot.keyClick(field, Qt.Key.Key_Escape)  # an input method that is gone: given up
        if state(window) != before:
            found.append((type(field).__name__, field.accessibleName(), Qt.Key.Key_Escape))
        if hasattr(field, "is_changed") and field.is_changed():
            qtbot.keyClick(field, Qt.Key.Key_Escape)  # what was selected comes back
    return found


def text_of(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_keys_while_composing_do_nothing_on_any_page(window, qtbot):
    seen = 0
    for place in pages(window):
        assert disturbed_while_composing(window, qtbot, window) == [], place
        seen += len(fields_in(window))
    assert seen > 20


@every_dialog
def test_keys_while_composing_do_nothing_in_any_dialog(dialog, one_window, qtbot):
    assert disturbed_while_composing(one_window, qtbot, dialog) == []


def test_the_list_of_places_comes_to_every_page(window):
    reached = {place.partition(":")[0] for place in pages(window)}
    assert reached == set(window.pages.names())
    assert every_place.BASES.isdisjoint(DIALOGS)
