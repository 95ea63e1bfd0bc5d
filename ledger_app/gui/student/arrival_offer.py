"""分流到校 asks whether 就读学校, 年级 and 班级 are to follow: one sentence, one button."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ledger_app.actions import edit_file
from ledger_app.actions.open_student import OpenFile
from ledger_app.domain.standing.closed_school import arrival
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session


class ArrivalOffer(QWidget):
    """Stands above the relocations and the row of a child that has arrived; hidden where nothing
    follows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._student = session, ""
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        theme.set_role(self.said, "strong")
        self.button = QPushButton(self.tr("改过来(&Y)"), self)
        self.button.setAccessibleName(self.tr("就读学校、年级、班级改为接收学校的"))
        self.button.clicked.connect(self.follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        self.hide()

    def show_file(self, opened: OpenFile) -> None:
        """Offer what is to follow for this child."""
        self._student = opened.student_id
        found = arrival(opened.file, opened.on)
        self.said.setText(found.text if found else "")
        self.setVisible(found is not None)

    def follow(self) -> None:
        """Change the child's row; what was half typed elsewhere stays."""
        self._session.act(edit_file.follow_arrival, self._student)
