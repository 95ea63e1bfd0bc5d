"""The line under the print centre: what is going on or was done, and what can be done about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget


class PrintFoot(QWidget):
    """Hidden while there is nothing to say. Signals: `stopped`; `taken(label)` of another paper."""

    stopped = Signal()
    taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.note, self.folder = QLabel(self), QPushButton(self.tr("打开文件夹"), self)
        self.stop, self.instead = QPushButton(self.tr("停止打印"), self), QPushButton(self)
        self._folder_of = self._label = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.note, 1)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in (self.stop, self.instead, self.folder):
            row.addWidget(button)
            button.hide()
        self.stop.clicked.connect(self.stopped)
        self.instead.clicked.connect(self._take)
        self.folder.clicked.connect(self._open_folder)
        self.hide()

    def say(self, text: str, path: str = "") -> None:
        """Say what was done; with the file that was written, its folder can be opened."""
        self.note.setText(text)
        self.setVisible(bool(text))
        self._folder_of = str(Path(path).parent) if path else ""
        self.folder.setVisible(bool(path))
        self.instead.hide()

    def offer(self, label: str) -> None:
        """Offer to lay the table out for another paper; nothing is offered for ""."""
        self._label = label
        self.instead.setText(self.tr("改成 {0}").format(label))
        self.instead.setVisible(bool(label))

    def _take(self) -> None:
        self.say("")
        self.taken.emit(self._label)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder_of))
