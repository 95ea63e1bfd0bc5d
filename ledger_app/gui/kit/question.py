"""The question before something is deleted, taken back or reported: who, what, and what changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLineEdit, QMessageBox, QWidget

from ledger_app.gui.kit.dialog import leave_by_enter

LONGEST_WHY = 200  # characters


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
    leave_by_enter(leave)
    box.setEscapeButton(leave)
    button.clicked.connect(act)
    box.open()
    return box


def ask_why(
    parent: QWidget,
    question: str,
    changes: str,
    yes: str,
    usual: Sequence[str],
    act: Callable[[str], object],
) -> QMessageBox:
    """Ask the same, and why: `act` gets the reason, "" if none was given.

    A usual reason is one key, 1 and so on, or one button; another one is typed.
    """
    typed = QLineEdit()
    box = ask(parent, question, changes, yes, _for(act, typed.text))
    typed.setMaxLength(LONGEST_WHY)
    why = QCoreApplication.translate("Question", "原因（可以不填）")
    typed.setPlaceholderText(why)
    typed.setAccessibleName(why)
    for number, reason in enumerate(usual, 1):
        button = box.addButton(f"{number} {reason}", QMessageBox.ButtonRole.ActionRole)
        button.setShortcut(str(number))
        button.clicked.connect(_for(act, reason.strip))
    _put_above_buttons(box, typed)
    box.defaultButton().setFocus()
    return box


def _for(act: Callable[[str], object], reason: Callable[[], str]) -> Callable[[], None]:
    def chosen() -> None:
        act(" ".join(reason().split()))

    return chosen


def _put_above_buttons(box: QMessageBox, field: QLineEdit) -> None:
    layout, buttons = box.layout(), box.findChild(QDialogButtonBox)
    if isinstance(layout, QGridLayout) and buttons is not None:
        row, columns = layout.rowCount(), layout.columnCount()
        layout.removeWidget(buttons)
        layout.addWidget(field, row - 1, columns - 1)
        layout.addWidget(buttons, row, 0, 1, columns)
