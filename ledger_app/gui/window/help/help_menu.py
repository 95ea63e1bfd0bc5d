"""What the help menu does, and F1 wherever one is."""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from ledger_app import __version__
from ledger_app.actions import keep_settings
from ledger_app.catalogue.handoff_meanings import UnitKind
from ledger_app.gui.entry.self_check import SelfCheckDialog
from ledger_app.gui.form.field_in_hand import field_asked_about
from ledger_app.gui.kit.dialog import dialog_calls
from ledger_app.gui.page import PrintSheet
from ledger_app.gui.window import page_list
from ledger_app.gui.window.help import topics
from ledger_app.gui.window.screens import Frame, show_dialog

if TYPE_CHECKING:
    from ledger_app.gui.window.help.help_window import HelpWindow

KEY_SHEET = "key_sheet"  # a printout


class Help(QObject):
    """What the help menu does."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._shown: HelpWindow | None = None
        dialog_calls().help_wanted.connect(self._show_over)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what its menu entries do, by their keys."""
        return {
            "help": self.show_here, "fields": self.show_fields, "keys": self.show_keys,
            "key_sheet": self.print_keys,
            "about": self.show_about, "self_check": self.check_computer,
        }  # fmt: skip

    def shown(self) -> HelpWindow | None:
        """Return the window of the help, if it was asked for."""
        return self._shown

    def show_here(self) -> None:
        """Show what there is to say about the field with the keyboard, else about the page."""
        self._show_field_or(self._topic_here())

    def show_fields(self) -> None:
        """Show the pages of all fields."""
        from ledger_app.gui.window.help.help_pages import FIELDS  # all printouts come with it

        self.show_topic(FIELDS)

    def show_keys(self) -> None:
        """Show the help page of the keys."""
        self.show_topic("keys")

    def print_keys(self) -> None:
        """Show the sheet of keys among the printouts."""
        self._frame.screens.pages.ask(PrintSheet(KEY_SHEET))

    def say_typing(self) -> None:
        """Say that characters cannot be typed, and which page tells how they get in."""
        message = self._frame.messages.show_note(
            self.tr("输入法（fcitx）没有接上，在本程序里暂时打不出汉字。"),
            self.tr(
                "可以先在别的程序里打好字，再用 Ctrl+V 粘贴过来；查学生、选代码打拼音首字母也行。"
                "怎样接上输入法，请看帮助“打汉字”。"
            ),
            stays=True,
            kind="warning",
        )
        message.add_button(self.tr("看帮助")).clicked.connect(self.show_typing)

    def show_typing(self) -> None:
        """Show the help page about input methods."""
        self.show_topic("typing")

    def show_topic(self, place: str, beside: str = "") -> None:
        """Show a place in the help in its own window."""
        from ledger_app.gui.window.help.help_window import HelpWindow

        if self._shown is None:
            self._shown = HelpWindow(self._frame.window)
        self._shown.show_topic(place, beside)

    def check_computer(self) -> None:
        """Look whether the program can do its work on this computer."""
        dialog = SelfCheckDialog(self._frame.window)
        show_dialog(dialog)
        dialog.run()

    def show_about(self) -> None:
        """Say what the program is, its version, and where the ledger lies."""
        session = self._frame.session
        where = str(session.ledger.path) if session.is_open else self.tr("没有打开")
        text = self.tr(
            "一生一档 {0}\n控辍保学学生台账\n\n台账文件：{1}\nPython {2} · 开源，Apache-2.0"
        )
        box = QMessageBox(self._frame.window)
        box.setWindowTitle(self.tr("关于一生一档"))
        box.setText(text.format(__version__, where, platform.python_version()))
        show_dialog(box)

    def _topic_here(self) -> str:
        screens = self._frame.screens
        if not screens.shows_ledger():
            return "safety" if screens.shows_unlock() else "start"
        kept = self._frame.session.peek(keep_settings.shown).otherwise({})
        is_school = kept.get("unit_kind", UnitKind.SCHOOL) == UnitKind.SCHOOL
        return page_list.topic_of(screens.pages.key(), is_school=is_school)

    def _show_over(self, dialog: QWidget) -> None:
        """Show what belongs to a dialog over this window, or to the field in it."""
        if is_over(dialog, self._frame.window):
            self._show_field_or(topics.of_dialog(dialog))

    def _show_field_or(self, topic: str) -> None:
        from ledger_app.gui.window.help import help_pages

        asked = field_asked_about()
        field = help_pages.place_of_field(*asked) if asked else ""
        self.show_topic(field or topic, topic)


def is_over(widget: QWidget, window: QWidget) -> bool:
    """Tell whether a dialog belongs to a window, perhaps over another dialog."""
    above: QWidget | None = widget
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window
