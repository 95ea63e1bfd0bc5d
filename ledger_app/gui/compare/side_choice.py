"""Which list stands on one side: a workbook, or the ledger and a part of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ledger_app.gui.kit import theme

LEDGER = "台账"
_SUFFIXES = ("xlsx", "xls", "ods", "csv", "txt", "xlsm")


class SideChoice(QWidget):
    """One side. `chosen()`: another list was named; `wanted()`: Enter in its line."""

    chosen = Signal()
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self.path = QLineEdit(self)
        self.path.setPlaceholderText(
            self.tr("把文件拖到这里，或写 台账、台账:三年级、台账:未核实、文件.xlsx#工作表")
        )
        self.path.textChanged.connect(self._say_chosen)
        self.path.returnPressed.connect(self.wanted)
        self.path.setAcceptDrops(False)  # its own would write file:///… into the line
        self.setAcceptDrops(True)
        browse = QPushButton(self.tr("选文件…"), self)
        browse.clicked.connect(self._browse)
        ledger = QPushButton(self.tr("用台账"), self)
        ledger.clicked.connect(self._use_ledger)
        for button in (browse, ledger):
            button.setAutoDefault(False)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._label)
        box.addWidget(self.path, 1)
        box.addWidget(browse)
        box.addWidget(ledger)
        self._label.setMinimumWidth(theme.text_pixels() * 9)
        self.setFocusProxy(self.path)

    def name(self, label: str) -> None:
        """Say which list stands here."""
        self._label.setText(label)
        self.path.setAccessibleName(label)

    def text(self) -> str:
        """Return what was chosen: a path, or the word for the ledger."""
        return self.path.text().strip()

    def _say_chosen(self, _text: str) -> None:
        self.chosen.emit()

    def _browse(self) -> None:
        patterns = " ".join(f"*.{suffix}" for suffix in _SUFFIXES)
        kinds = self.tr("名单 ({0})").format(patterns)
        folder = str(Path(self.text()).parent) if self.text() else ""
        found, _ = QFileDialog.getOpenFileName(self, self._label.text(), folder, kinds)
        if found:
            self.path.setText(found)

    def _use_ledger(self) -> None:
        self.path.setText(LEDGER)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Name the file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        if paths and paths[0]:
            self.path.setText(paths[0])
            event.acceptProposedAction()
