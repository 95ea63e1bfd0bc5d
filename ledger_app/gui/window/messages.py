"""The message bar: what went wrong or was done, in sentences, without stopping anybody."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app import __version__
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.enter_keys import press_with_enter

MOST = 3  # messages at once
ROOM_FOR_MOST = 400  # pixels of the screen's height; a lower one has room for one message
NOTE_STAYS = 12_000  # milliseconds
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_NUMBER = re.compile(r"\d{5,}[\dXx]?")
# What a traceback is made of; the program's own lines hold nobody's name.
_PLACE = re.compile(r' *(\| )? *File "')
_SAID = re.compile(r"[A-Za-z_][\w.]*(: |$)")
_KEPT = ("Traceback (", "During handling", "The above exception")
_VALUE = re.compile(r"""'[^']*'|"[^"]*"|“[^”]*”|\b[A-Z][a-z]+|\d+""")


def copyable(details: str) -> str:
    """Return a bug's details fit to be sent away: no names, no long numbers, no home folder."""
    versions = f"{__version__} · Python {platform.python_version()} · PySide6 {qt_version}"
    plain = "\n".join(_without_values(details.replace(str(Path.home()), "~")))
    plain = _NUMBER.sub("#", _NOT_ASCII.sub("…", plain))
    return f"yishengyidang {versions} · {platform.system()} {platform.release()}\n{plain}"


def _without_values(details: str) -> Iterator[str]:
    """Yield the lines of a traceback without what an exception says about values.

    A message may hold anything that was typed: its quotations, names, digits, further lines go.
    """
    after_place, in_trace = False, True  # a slot called wrongly has no trace, only what it says
    for line in details.splitlines():
        place = bool(_PLACE.match(line))
        own = place or after_place or line.startswith(_KEPT) or not line.strip(" ^~|+-")
        if own:
            yield line
        elif in_trace and (said := _SAID.match(line)):
            yield said[0] + _VALUE.sub("…", line[said.end() :])
        after_place, in_trace = place, own


@runtime_checkable
class ShowsFailures(Protocol):
    """A dialog that says itself what stands in the way of it."""

    def show_failure(self, message: str, hint: str) -> object:
        """Say what went wrong, and what to do now."""


class Message(QFrame):
    """One message: a sentence, what to do now, buttons, and a cross that closes it."""

    closed = Signal()

    def __init__(self, text: str, hint: str = "", kind: str = "note") -> None:
        super().__init__()
        self.text, self.kind = text, kind
        self.passing = False  # a note that would go by itself, and goes when the next one comes
        theme.set_look(self, "severity", kind)
        theme.set_role(self, "message")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(10)
        self._row.addWidget(self._sign(), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._sentences(text, hint), 1)
        self._add_cross()
        self.setAccessibleName(f"{text}{hint}")

    def _sign(self) -> QLabel:
        label = QLabel({"error": "✕", "warning": "⚠", "note": "✓"}[self.kind], self)
        theme.set_look(label, "severity", self.kind)
        theme.set_role(label, "mark")
        return label

    def _sentences(self, text: str, hint: str) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for line, role in ((text, ""), (hint, "dim")):
            if line:
                label = QLabel(line, self)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                theme.set_role(label, role)
                lines.addWidget(label)
        return lines

    def add_button(self, text: str) -> QPushButton:
        """Add a button before the cross and return it."""
        button = QPushButton(text, self)
        self._row.insertWidget(self._row.count() - 1, button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _add_cross(self) -> None:
        cross = QToolButton(self)
        icons.set_icon(cross, "x")
        cross.setAccessibleName(self.tr("关闭这条消息"))
        cross.setToolTip(self.tr("关闭这条消息"))
        cross.clicked.connect(self.closed)
        self._row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)


class MessageBar(QWidget):
    """At most three messages under the page, so that nothing above moves. Failures stay.

    Signal: `way_wanted(go)` the way to what could not be kept is asked for.
    """

    way_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(8, 4, 8, 6)
        self._box.setSpacing(4)
        self._shown: list[Message] = []
        self._unkept: Message | None = None
        self.hide()

    def show_failure(self, message: str, hint: str = "") -> Message:
        """Show a failure that the user can act on."""
        return self._add(Message(message, hint, "error"))

    def show_unkept(self, message: str, go: Callable[[], object]) -> None:
        """Show that what is typed cannot be kept, and offer the way there.

        The offer takes the keyboard: what is typed for the step that was refused goes nowhere.
        """
        self.withdraw_unkept()
        hint = self.tr("到那一项改好，或在那里按 Esc 恢复原来的内容。")
        self._unkept = self._add(Message(message, hint, "error"))
        button = self._unkept.add_button(self.tr("到那一项"))
        button.clicked.connect(partial(self.way_wanted.emit, go))
        press_with_enter(self._unkept)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw_unkept(self) -> None:
        """Take that message back: it is kept, or given up."""
        if self._unkept is not None:
            self._drop(self._unkept)

    def show_bug(self, details: str) -> Message:
        """Show that the program failed, with details to copy."""
        shown = self._add(
            Message(
                self.tr("程序出错了，刚才这一步可能没有完成；之前保存的内容都在。"),
                self.tr(
                    "请再试一次。如果总是这样，请复制详情交给技术人员（里面没有学生的姓名和号码）。"
                ),
                "error",
            )
        )
        button = shown.add_button(self.tr("复制详情"))
        button.setProperty("details", copyable(details))
        button.clicked.connect(self._copy_details)
        return shown

    def show_note(
        self, text: str, hint: str = "", *, stays: bool = False, kind: str = "note"
    ) -> Message:
        """Show that something was done (or a "warning"); gone after a while unless `stays`."""
        shown = self._add(Message(text, hint, kind))
        if not stays:
            shown.passing = True
            timer = QTimer(shown)
            timer.setSingleShot(True)
            timer.timeout.connect(shown.closed)
            timer.start(NOTE_STAYS)
        return shown

    def texts(self) -> list[str]:
        """Return the sentences that are shown, the oldest first."""
        return [message.text for message in self._shown]

    def clear(self) -> None:
        """Close every message."""
        for message in list(self._shown):
            self._drop(message)

    def _add(self, message: Message) -> Message:
        for old in [each for each in self._shown if each.text == message.text or each.passing]:
            self._drop(old)
        most = MOST if self.screen().availableGeometry().height() >= ROOM_FOR_MOST else 1
        while len(self._shown) >= most:
            notes = [each for each in self._shown if each.kind == "note"]
            self._drop((notes or self._shown)[0])
        self._shown.append(message)
        self._box.addWidget(message)
        message.closed.connect(self._close_sender)
        self.show()
        return message

    def _close_sender(self) -> None:
        sender = self.sender()
        if isinstance(sender, Message):
            self._drop(sender)

    def _drop(self, message: Message) -> None:
        if message in self._shown:
            self._shown.remove(message)
            self._unkept = None if message is self._unkept else self._unkept
            self._box.removeWidget(message)
            message.hide()
            message.deleteLater()
        self.setVisible(bool(self._shown))

    def _copy_details(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            QGuiApplication.clipboard().setText(str(sender.property("details")))
            sender.setText(self.tr("已复制"))
