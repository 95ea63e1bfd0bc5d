"""Asking where to save: what is there already is replaced only after a question."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ledger_app.gui.kit.dialog import leave_by_enter


def ask_target(parent: QWidget, title: str, start: Path, kinds: str, ending: str) -> Path | None:
    """Return the chosen file with its ending, None if nobody chose one.

    The dialog asks before a file is replaced, but not for the name that it gets with its ending.
    """
    text, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not text:
        return None
    chosen = Path(text)
    if chosen.suffix.lower() == ending:
        return chosen
    path = chosen.with_name(chosen.name + ending)
    return path if not path.exists() or _replaces(parent, title, path) else None


def _replaces(parent: QWidget, title: str, path: Path) -> bool:
    question = QCoreApplication.translate("save_name", "“{0}”已经存在。要换掉它吗？")
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(question.format(path.name))
    replace = QCoreApplication.translate("save_name", "换掉")
    yes = box.addButton(replace, QMessageBox.ButtonRole.DestructiveRole)
    leave = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(leave)
    leave_by_enter(leave)
    box.exec()
    return box.clickedButton() is yes
