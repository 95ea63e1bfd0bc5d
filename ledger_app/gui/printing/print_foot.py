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
        self.open = QPushButton(self.tr("打开"), self)
        self.stop, self.instead = QPushButton(self.tr("停止打印"), self), QPushButton(self)
        self._path, self._label = Path(), ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.note, 1)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in (self.stop, self.instead, self.open, self.folder):
            row.addWidget(button)
            button.hide()
        self.stop.clicked.connect(self.stopped)
        self.instead.clicked.connect(self._take)
        self.open.clicked.connect(self._open_file)
        self.folder.clicked.connect(self._open_folder)
        self.hide()

    def say(self, text: str, path: str = "") -> None:
        """Say what was done; what was written can be opened, or its folder."""
        self.note.setText(text)
        self.setVisible(bool(text))
        self._path = Path(path)
        self.open.setVisible(bool(path))
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

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
