"""Decide rows of workbooks that wait, because nobody could tell whose they are."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.imports import decide_unsure
from ledger_app.actions.rehearsing import unsure_cases
from ledger_app.actions.rehearsing.unsure_cases import Decision, SameChild
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.rosters.unsure_pane import UnsurePane
from ledger_app.gui.session import Session


class UnsureDialog(Dialog):
    """All rows that wait; each answer is written at once, as a revision of its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("拿不准的行"))
        told = QLabel(
            self.tr(
                "名单里的这些行，名字像台账里的孩子，但不能断定是同一个人，还没有写进任何档案。"
                "同一人：档案里空着的照这一行补上；不是同一人：按这一行新建档案。按 Ctrl+Z 撤销。"
            ),
            self,
        )
        told.setWordWrap(True)
        theme.set_role(told, "note")
        self.pane = UnsurePane(self)
        self.pane.decided.connect(self._decide)
        self.pane.all_answered.connect(self._go_to_close)
        self.close_button = QPushButton(self.tr("关闭"), self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(told)
        box.addWidget(self.pane, 1)
        box.addLayout(row)
        text = theme.text_pixels()
        self.resize(text * 66, text * 36)
        found = session.act(unsure_cases.of_ledger).otherwise([])
        self.pane.show_cases(found, {})
        self.pane.table.setFocus()

    def _go_to_close(self) -> None:
        self.close_button.setFocus()

    def _decide(self, key: str, decision: Decision) -> None:
        answer, student = decision
        done = self._session.act(decide_unsure.decide, key, answer, student, quiet=True)
        if not done:
            self.pane.refuse(key, f"{done.message}{done.hint}")
        elif answer != SameChild.LATER:
            self.pane.settle(key)
