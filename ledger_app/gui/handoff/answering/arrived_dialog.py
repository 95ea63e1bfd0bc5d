"""填到校: a child whose file came from another school has been seen here, and in which class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ledger_app.actions.travel import passages
from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.tables.passage import PASSAGE
from ledger_app.domain.dates import parse_date
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

_FIELDS = (
    PASSAGE.field("arrived_on"),
    STUDENT.field("grade"),
    STUDENT.field("class_no"),
    PASSAGE.field("arrived_note"),
)


class ArrivedDialog(AskingDialog):
    """Asks for day, grade and class of one child's arrival; both telephones stand above."""

    def __init__(
        self, session: Session, way: passages.OnTheWay, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("填到校"))
        self._way = way
        ring = " · ".join(
            f"{name} {phone}".strip()
            for name, phone in ((way.from_name, way.from_phone), (way.to_name, way.to_phone))
        )
        about = self.tr("{0}：{1} 离开{2}，应到{3}，{4} 前到校。电话：{5}").format(
            way.name, way.left_on, way.from_name, way.to_name, way.due_on, ring
        )
        label = QLabel(about, self)
        label.setWordWrap(True)
        self.layout_.addWidget(label)
        setting = Setting(today=session.ledger.today)
        form = QFormLayout()
        self.editors: dict[str, FieldEditor] = {}
        for each in _FIELDS:
            self.editors[each.key] = editor = make_editor(each, setting, self)
            form.addRow(each.label, editor)
        self.layout_.addLayout(form)
        self.finish_layout()
        self.yes.setText(self.tr("已到校"))
        self.setMinimumWidth(theme.text_pixels() * 36)
        self.editors["arrived_on"].set_value(session.ledger.today().isoformat())
        first = self.editors["arrived_on"]
        QTimer.singleShot(0, first, first.focus_editor)

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return (self._way.student,)

    def write(self) -> bool:
        """Keep it; refuse a day that is none."""
        given = {key: str(editor.value() or "") for key, editor in self.editors.items()}
        done = self.session.act(
            passages.arrive,
            self._way.id,
            self._day(given["arrived_on"]),
            grade=given["grade"],
            class_no=given["class_no"],
            note=given["arrived_note"],
            quiet=True,
        )
        if not done:
            self.show_problem(done.message, done.hint)
        return bool(done)

    def _day(self, text: str) -> date:
        day = parse_date(text, self.session.ledger.today())
        if day is None:
            raise LedgerError(self.tr("到校日期还没填，或者不是日期。"))
        return day
