"""移交 while nothing was handed over: no package was made and none has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.gui.kit import theme
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.session import Session

MARGIN = 14


class NothingYet(QWidget):
    """Says so. `asks(Request)`: never."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        title, told = QLabel(self.tr("移交"), self), QLabel(self.tr("还没有移交过。"), self)
        theme.set_role(title, "title")
        theme.set_role(told, "dim")
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.addWidget(title)
        box.addWidget(told)
        box.addStretch(1)

    def refresh(self) -> None:
        """Nothing is read."""

    def page_actions(self) -> Sequence[MenuAction]:
        """Return none."""
        return ()

    def commit_pending(self) -> bool:
        """Nothing is typed here."""
        return True

    def is_printing(self) -> bool:
        """Nothing is printed here."""
        return False
