"""Which disk is the 备份盘: asked for once, changed or taken back later."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ledger_app.actions import copy_elsewhere
from ledger_app.gui.session import Session, waits


class DiskQuestion(QObject):
    """Asks for the folder; `named(what to know about it)` when there is another one, or none."""

    named = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    @waits("backup disk")
    def ask(self) -> None:
        """Say which one it is, and let it be changed; or ask for one."""
        answer = self._session.act(copy_elsewhere.standing)
        if not answer:
            return
        if answer.value.place is None:
            self.choose()
            return
        self._offer(answer.value.place, answer.value.text(self._session.ledger.clock()))

    def _offer(self, place: Path, lost: str) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(self.tr("备份盘"))
        box.setText(self.tr("备份盘是“{0}”。").format(place))
        hint = self.tr("{0}。插上时，每次备份后都自动拷一份过去，读回核对。")
        box.setInformativeText(hint.format(lost))
        other = box.addButton(self.tr("换一个…"), QMessageBox.ButtonRole.ActionRole)
        none = box.addButton(self.tr("不再拷"), QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
        other.clicked.connect(self.choose)
        none.clicked.connect(partial(self.name, None))
        box.open()

    def choose(self) -> None:
        """Ask for a folder on the other disk."""
        title = self.tr("选U盘或另一块硬盘上的文件夹作备份盘")
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        if chosen:
            self.name(Path(chosen))

    @waits("name backup disk")
    def name(self, folder: Path | None) -> None:
        """Name the folder, or none."""
        answer = self._session.act(copy_elsewhere.set_place, folder)
        if answer:
            self.named.emit(answer.value)
