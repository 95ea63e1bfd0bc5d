"""The three screens of the window, and what opening and leaving a ledger need besides."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ledger_app.gui.entry.page_loading import PageLoading
from ledger_app.gui.entry.start_page import StartPage
from ledger_app.gui.entry.unlock_page import UnlockPage
from ledger_app.gui.kit.page_area import PageStack
from ledger_app.gui.session import Session
from ledger_app.gui.window import page_list
from ledger_app.gui.window.messages import MessageBar
from ledger_app.gui.window.pages import Pages
from ledger_app.gui.window.status_line import StatusLine


class Screens(PageStack):
    """The start, the lock, or the pages of a ledger.

    `shown()`: another screen is in sight, or the same one for another ledger.
    """

    shown = Signal()

    def __init__(self, session: Session, pages: Pages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.start, self.unlock, self.pages = StartPage(self), UnlockPage(session, self), pages
        self._loading = PageLoading(page_list.modules(), page_list.opened_later(), self)
        self.unlock.asked.connect(self._loading.begin)
        for screen in (self.start, self.unlock, self.pages):
            self.addWidget(screen)

    def show_start(self) -> None:
        """Show the first screen, with the ledgers that were opened last."""
        self.start.refresh()
        self._show(self.start)

    def show_unlock(self, path: Path, note: str = "") -> None:
        """Ask for the password of a ledger file."""
        self.unlock.ask(path, note)
        self._show(self.unlock)
        self.unlock.password.setFocus()

    def show_pages(self) -> None:
        """Show the pages of the open ledger."""
        self.pages.open()
        self._show(self.pages)
        self._loading.go_on_quietly()

    def shows_start(self) -> bool:
        """Tell whether the first screen is in sight."""
        return self.currentWidget() is self.start

    def shows_unlock(self) -> bool:
        """Tell whether the lock is in sight."""
        return self.currentWidget() is self.unlock

    def shows_ledger(self) -> bool:
        """Tell whether a ledger is open and in sight."""
        return self.currentWidget() is self.pages and self._session.is_open

    def _show(self, screen: QWidget) -> None:
        self.setCurrentWidget(screen)
        self.shown.emit()


@dataclass(frozen=True)
class Frame:
    """What is around a ledger; `window` is the parent of dialogs, and is closed in the end."""

    window: QWidget
    session: Session
    screens: Screens
    messages: MessageBar
    status: StatusLine


def show_dialog(dialog: QDialog) -> None:
    """Show a dialog over its window without stopping the window; it is deleted once closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
