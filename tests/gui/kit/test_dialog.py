"""A dialog is as large as what it says, and never larger than the screen."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.kit import dialog as kit
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog, room_for
from ledger_app.gui.kit.one_line import Sentence

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG = "这句话要占好几行才说得完。" * 12


class Asking(Dialog):
    def __init__(self, fields):
        super().__init__()
        box = QVBoxLayout(self)
        self.fields = [QLineEdit(self) for _ in range(fields)]
        for field in self.fields:
            box.addWidget(field)
        self.hint, self.said = QLabel(self), QLabel(self)
        for label in (self.hint, self.said):
            label.setWordWrap(True)
        box.addWidget(self.hint)
        box.addStretch(1)
        box.addWidget(self.said)
        row = QHBoxLayout()
        self.button = QPushButton("确定", self)
        row.addWidget(self.button)
        box.addLayout(row)
        self.fields[1].setFocus()


@pytest.fixture
def small_screen(monkeypatch):
    monkeypatch.setattr(kit, "room_for", lambda _window: QSize(400, 300))


def shown(qtbot, fields):
    made = Asking(fields)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def in_sight(widget):
    return widget.visibleRegion().boundingRect().contains(widget.rect())


def test_one_that_is_too_high_scrolls_above_its_buttons(qtbot, small_screen):
    made = shown(qtbot, 30)
    assert made.height() <= 300
    assert in_sight(made.button)
    assert not in_sight(made.fields[-1])
    made.fields[-1].setFocus()
    assert in_sight(made.fields[-1])


def test_what_asks_to_stay_in_sight_never_scrolls_away(qtbot, small_screen):
    made = Asking(30)
    qtbot.addWidget(made)
    made.said.setProperty(kit.STAYS, True)
    made.said.setFixedHeight(120)  # too much for a sentence
    made.show()
    QApplication.processEvents()
    made.fields[0].setFocus()
    assert in_sight(made.said)
    made.fields[-1].setFocus()
    assert in_sight(made.said)
    assert in_sight(made.fields[-1])


def test_what_goes_wrong_is_in_sight_too(qtbot, small_screen):
    made = shown(qtbot, 30)
    made.said.setText("没有写成：磁盘满了。")
    qtbot.waitUntil(lambda: in_sight(made.said) and in_sight(made.button))
    assert made.height() <= 300


@pytest.mark.parametrize("part", ["hint", "said"])
def test_it_grows_with_a_sentence_that_appears(qtbot, part):
    made = shown(qtbot, 3)
    label = getattr(made, part)
    label.setText(LONG)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 40)
    assert in_sight(label)
    assert made.height() <= room_for(made).height()


def test_the_keyboard_and_the_order_of_the_fields_stay(qtbot):
    made = shown(qtbot, 3)
    assert made.focusWidget() is made.fields[1]
    assert made.fields[1].nextInFocusChain() is made.fields[2]


def test_the_keyboard_is_in_its_field_as_soon_as_it_is_shown(qtbot):
    made = Asking(3)
    qtbot.addWidget(made)
    made.show()
    assert made.fields[1].isVisible()  # what is not, loses the keyboard to a button


def test_a_sentence_takes_the_height_that_it_has_at_the_width_of_the_dialog(qtbot):
    made = Asking(3)
    qtbot.addWidget(made)
    made.hint.setText(LONG)
    made.setMinimumWidth(700)
    made.show()
    QApplication.processEvents()
    assert made.hint.height() == made.hint.heightForWidth(made.hint.width())


def test_what_a_row_of_buttons_does_is_drawn_as_likely_though_enter_leaves(qtbot):
    made = Dialog()
    qtbot.addWidget(made)
    row = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    leave = row.button(QDialogButtonBox.StandardButton.Cancel)
    leave.setDefault(True)
    QVBoxLayout(made).addWidget(row)
    made.show()
    assert row.button(QDialogButtonBox.StandardButton.Ok).property("primary")
    assert not leave.property("primary")


def test_labels_stand_grey_against_their_fields(qtbot):
    made = Dialog()
    qtbot.addWidget(made)
    form = QFormLayout()
    form.addRow("到校日期", QLineEdit())
    QVBoxLayout(made).addLayout(form)
    made.show()
    assert form.labelAlignment() & Qt.AlignmentFlag.AlignRight
    assert (
        form.labelForField(form.itemAt(0, QFormLayout.ItemRole.FieldRole).widget()).property("role")
        == "label"
    )


def test_it_is_as_high_as_before_where_there_is_room(qtbot):
    made = Asking(3)
    qtbot.addWidget(made)
    wanted = made.sizeHint().height()
    made.show()
    assert abs(made.height() - wanted) <= 2


def test_a_sentence_that_comes_and_goes_is_never_cut_nor_given_a_bar(qtbot):
    made = shown(qtbot, 2)
    more = QPushButton("打开那一份", made)
    made.hint.parentWidget().layout().addWidget(more)
    more.hide()
    for said in (LONG[:60], LONG[:20], LONG[:45], "", LONG[:90], LONG[:13], LONG[:60]):
        made.hint.setText(said)
        more.setVisible(len(said) > 20)
        for _ in range(5):
            QApplication.processEvents()
        needed = made.hint.heightForWidth(made.hint.width()) if said else 0
        assert made.hint.height() >= needed, said
        assert not said or in_sight(made.hint), said
        assert more.isHidden() or in_sight(more), said


@pytest.fixture
def choosing(qtbot):
    """A dialog whose 确定 is the default; 取消 is none, as beside a restore or a new password."""
    made = Asking(2)
    qtbot.addWidget(made)
    made.pressed = []
    made.button.setDefault(True)
    made.cancel = QPushButton("取消", made)
    made.cancel.setAutoDefault(False)
    made.layout().itemAt(made.layout().count() - 1).layout().addWidget(made.cancel)
    made.button.clicked.connect(lambda: made.pressed.append("确定"))
    made.cancel.clicked.connect(lambda: made.pressed.append("取消"))
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_with_the_keyboard_not_the_one_beside_it(choosing, key):
    choosing.button.setFocus()
    QTest.keyClick(choosing.button, Qt.Key.Key_Tab)
    assert choosing.cancel.hasFocus()
    QTest.keyClick(choosing.cancel, key)
    assert choosing.pressed == ["取消"]


def test_enter_in_a_line_presses_the_default_button(choosing):
    QTest.keyClick(choosing.fields[0], Qt.Key.Key_Return)
    assert choosing.pressed == ["确定"]


def test_a_held_enter_does_not_press_what_the_keyboard_fell_to(choosing):
    choosing.button.setFocus()
    choosing.button.setEnabled(False)  # its work runs
    assert choosing.cancel.hasFocus()
    QTest.keyClick(choosing.cancel, Qt.Key.Key_Return)
    assert choosing.pressed == []
    QTest.keyClick(choosing.cancel, Qt.Key.Key_Tab)
    choosing.cancel.setFocus()
    QTest.keyClick(choosing.cancel, Qt.Key.Key_Return)
    assert choosing.pressed == ["取消"]


class Deed(Dialog):
    """Asks for a line of text; an Enter too many must not do it."""

    def __init__(self):
        super().__init__()
        box = QVBoxLayout(self)
        self.field, self.does, self.leave = (
            QLineEdit(self),
            QPushButton("做", self),
            QPushButton("取消", self),
        )
        box.addWidget(self.field)
        row = QHBoxLayout()
        for button in (self.does, self.leave):
            row.addWidget(button)
        box.addLayout(row)
        kit.leave_by_enter(self.leave, self.does)
        self.pressed = []
        for button in (self.does, self.leave):
            button.clicked.connect(partial(self.note, button.text()))

    def note(self, text, _checked=False):
        self.pressed.append(text)


@pytest.fixture
def deed(qtbot, themed):
    made = Deed()
    qtbot.addWidget(made)
    made.show()
    made.field.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def themed(qapp):
    theme.apply_theme(qapp, dark=False)


def ground(button):
    return button.grab().toImage().pixelColor(6, button.height() // 2).name()


def test_the_button_that_leaves_by_enter_has_no_colour_of_advice(deed):
    assert deed.leave.isDefault()
    assert ground(deed.leave) == ground(deed.does)


def test_enter_leaves_and_ctrl_enter_does_what_the_dialog_is_for(deed):
    QTest.keyClick(deed.field, Qt.Key.Key_Return)
    QTest.keyClick(deed.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert deed.pressed == ["取消", "做"]


def test_after_the_lock_the_next_key_goes_on_with_a_half_typed_line(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = Asking(2)
    made.setParent(window, made.windowFlags())
    made.outlasts_lock = True
    window.show()
    made.open()
    line = made.fields[1]
    line.setFocus()
    QTest.keyClicks(line, "1390000")
    kit.set_aside(window)
    assert not made.isVisible()
    kit.bring_back(window)
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "1111")
    assert line.text() == "13900001111"


@pytest.mark.parametrize("times", [1, 9])
def test_a_sentence_under_a_field_takes_no_line_more_than_it_has(qtbot, times):
    shown = Dialog()
    qtbot.addWidget(shown)
    form = QFormLayout(shown)
    said = Sentence("至少 8 个字符；一句只有自己知道的话最好，汉字也行。" * times)
    for field in (QLineEdit(), said, QLineEdit()):
        form.addRow("口令", field)
    shown.resize(500, 60)
    shown.show()
    assert said.height() == said.heightForWidth(said.width())
