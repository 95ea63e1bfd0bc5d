"""Answer for children that a list leaves out or marks, whenever one gets to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.rosters.unlisted_pane import UnlistedPane
from ledger_app.gui.session import Session


class UnlistedDialog(Dialog):
    """All children that a list leaves out or marks and nobody has answered for, or some of them."""

    def __init__(
        self,
        session: Session,
        students: Collection[str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("不在名单上"))
        told = QLabel(
            self.tr(
                "新名单上没有的、或名单上写着不在校的孩子。每个答复都会记下该记的："
                "转走记学籍异动，在外就读记待核实，休学等材料，辍学记疑似，名单漏了记见到。"
            ),
            self,
        )
        told.setWordWrap(True)
        theme.set_role(told, "note")
        self.pane = UnlistedPane(session, self)
        close = QPushButton(self.tr("关闭"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(told)
        box.addWidget(self.pane, 1)
        box.addLayout(row)
        text = theme.text_pixels()
        self.resize(text * 60, text * 34)
        self.pane.show_open(students)
        self.pane.table.setFocus()

    def children_in_hand(self) -> Sequence[str]:
        """Return the chosen children."""
        return self.pane.chosen_students()
