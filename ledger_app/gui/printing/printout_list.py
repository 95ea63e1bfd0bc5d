"""The printouts to choose from, ledgers and papers of a child under a heading each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ledger_app.actions.printing.print_ledger import Printout
from ledger_app.domain.names import query_key, search_keys
from ledger_app.gui.kit import theme

KEY = Qt.ItemDataRole.UserRole


class PrintoutList(QListWidget):
    """One line a printout, known by its key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("打印表"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_printouts(self, found: Sequence[Printout]) -> None:
        """Show other printouts; the same one stays chosen, at first it is the first."""
        chosen = self.key()
        self.clear()
        grouped: dict[bool, list[Printout]] = {}
        for printout in found:
            grouped.setdefault(printout.needs_student, []).append(printout)
        for needs_student, members in grouped.items():
            heading = QListWidgetItem(self.tr("学生表") if needs_student else self.tr("台账"))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(theme.ui_font(-1, bold=True))
            self.addItem(heading)
            for printout in members:
                item = QListWidgetItem(f"  {printout.plain_title}")
                item.setToolTip(f"{printout.plain_title}  {printout.paper.name}")
                item.setData(KEY, printout.key)
                self.addItem(item)
        self.setCurrentRow(max(1, self._row_of(chosen)))

    def key(self) -> str:
        """Return the key of the chosen printout, "" for none."""
        item = self.currentItem()
        return str(item.data(KEY) or "") if item is not None else ""

    def choose(self, key: str) -> None:
        """Choose a printout."""
        if (row := self._row_of(key)) >= 0:
            self.setCurrentRow(row)

    def narrow(self, text: str) -> None:
        """Hide the printouts that a text does not name."""
        wanted = query_key(text)
        for row in range(self.count()):
            item = self.item(row)
            fits = not wanted or wanted in search_keys(item.text().strip())
            item.setHidden(item.data(KEY) is not None and not fits)

    def _row_of(self, key: str) -> int:
        rows = (row for row in range(self.count()) if key and self.item(row).data(KEY) == key)
        return next(rows, -1)
