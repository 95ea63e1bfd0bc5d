"""The question before something is deleted, taken back or reported: who, what, and what changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: QWidget, question: str, changes: str, yes: str, act: Callable[[], object]
) -> QMessageBox:
    """Ask, and act once `yes` was pressed; Enter and Esc leave all as it is.

    `question` names who and what, `changes` says what will be otherwise. Both come from data:
    never read as markup.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(yes)
    box.setText(question)
    box.setInformativeText(changes)
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(
        QCoreApplication.translate("Question", "不做"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    button.clicked.connect(act)
    box.open()
    return box
