"""同户一起登记: one visit to a house is one contact in the file of each of its children."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ledger_app.actions.open_student import OpenFile
from ledger_app.actions.today.log_contacts import log_contacts
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.meanings import ContactPurpose
from ledger_app.gui.form.editors import LastValues
from ledger_app.gui.form.record_form import RecordForm
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Session

# What a visit has in common for all children of a house: a result, a promise is of one child.
SHARED_KEYS = ("contacted_on", "purpose", "mode", "place", "persuaders", "met_who", "content")
CONTACT = TABLES["contact"]


class HouseDialog(Dialog):
    """Asks for one visit and for whom it counts. Signal `told(sentence)`: it was logged."""

    told = Signal(str)

    def __init__(self, session: Session, opened: OpenFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("同户一起登记联系"))
        self.boxes = {opened.student_id: self._box(opened.name)}
        for mate in opened.house.mates:
            self.boxes[mate.id] = self._box(f"{mate.name}（{mate.of_class}）")
        hidden = [each.key for each in CONTACT.fields if each.key not in SHARED_KEYS]
        today = session.ledger.today()
        self.form = RecordForm(
            CONTACT, self, hidden_keys=hidden, today=today, last_values=LastValues()
        )
        self.form.set_row(
            {
                "contacted_on": today.isoformat(),
                "purpose": ContactPurpose.CARE,
                "mode": ContactMode.AT_HOME,
                "persuaders": session.ledger.author or None,
            }
        )
        self.form.tell("")
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._problem.hide()
        theme.set_role(self._problem, "error")
        self._arrange()
        session.failed.connect(self._say)
        self.form.focus_field("met_who")

    def _box(self, text: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setChecked(True)
        return box

    def _arrange(self) -> None:
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        buttons.button(choices.Ok).setText(self.tr("登记联系"))
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addWidget(QLabel(self.tr("这次联系记到谁的档案里："), self))
        for box in self.boxes.values():
            inside.addWidget(box)
        inside.addWidget(self.form, 1)
        inside.addWidget(self._problem)
        inside.addWidget(buttons)
        self.resize(theme.text_pixels() * 44, theme.text_pixels() * 40)

    def _say(self, message: str, hint: str = "") -> None:
        self._problem.setText(f"{message}{hint}")
        self._problem.show()

    def accept(self) -> None:
        """Log it for every ticked child as one revision; say what cannot be kept, and stay."""
        self._problem.hide()
        chosen = [student_id for student_id, box in self.boxes.items() if box.isChecked()]
        unread = self.form.commit_pending()
        if unread:
            self._say(self.tr("“{0}”看不明白，请改正后再登记。").format("、".join(unread)))
            return
        if not chosen:
            self._say(self.tr("一个孩子也没有选。"))
            return
        given = {key: value for key, value in self.form.values().items() if value}
        logged = self._session.act(log_contacts, chosen, given)
        if logged:
            super().accept()
            self.told.emit(self.tr("已登记到 {0} 个孩子的档案里。").format(logged.value))
