"""移交档案: to which school these files go, how and since when; and back again, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ledger_app.actions import find_students
from ledger_app.actions.travel import passages
from ledger_app.actions.travel.passages import OnTheWay
from ledger_app.catalogue import Field, Kind
from ledger_app.catalogue.tables.passage import PASSAGE
from ledger_app.domain.dates import parse_date
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.called import called_all
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.form.editors import FieldEditor, Setting, make_editor
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

_WIDTH = 38  # characters
_TO = "to_code"


class HandOverDialog(AskingDialog):
    """`told(text)`: what was handed over. How and since when may stay empty: the records say it."""

    told = Signal(str)

    def __init__(
        self, session: Session, students: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("移交档案"))
        self._students = list(students)
        rows = session.act(find_students.rows_of, self._students, quiet=True).otherwise([])
        schools = session.act(passages.schools, quiet=True).otherwise([])
        who = _wrapped(called_all(rows), "heading", self)
        how = _wrapped(
            self.tr(
                "随两所学校的下一份回执办：新学校得到整份档案，原学校的变成只读副本。"
                "移交不能撤销，错了就退回。"
            ),
            "dim",
            self,
        )
        names = [(each.code, each.name) for each in schools]
        setting = Setting(today=session.ledger.today, choices=names)
        fields = (
            Field(key=_TO, label=self.tr("移交到"), kind=Kind.SCHOOL),
            *map(PASSAGE.field, ("how", "left_on", "remark")),
        )
        form = QFormLayout()
        self.editors: dict[str, FieldEditor] = {}
        for each in fields:
            self.editors[each.key] = editor = make_editor(each, setting, self)
            form.addRow(each.label, editor)
        for widget in (who, how):
            self.layout_.addWidget(widget)
        self.layout_.addLayout(form)
        self.finish_layout()
        self.yes.setText(self.tr("移交 {0} 份档案").format(len(self._students)))
        self.setMinimumWidth(theme.text_pixels() * _WIDTH)
        first = self.editors[_TO]
        QTimer.singleShot(0, first, first.focus_editor)

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return self._students

    def write(self) -> bool:
        """Hand over; refused where a file lies there already, or the day is none."""
        given = {key: _read(editor) for key, editor in self.editors.items()}
        if not given[_TO]:
            raise LedgerError(self.tr("移交到哪所学校还没有选。"))
        done = self.session.act(
            passages.hand_over, self._students, given[_TO], given["how"],
            left_on=self._day(given["left_on"]), remark=given["remark"], quiet=True,
        )  # fmt: skip
        if not done:
            self.show_problem(done.message, done.hint)
            return False
        self.told.emit(self.tr("已移交 {0} 份档案，随下一份回执带下去。").format(done.value))
        return True

    def _day(self, text: str) -> date | None:
        return parse_date(text, self.session.ledger.today()) if text else None


class HandBackDialog(AskingDialog):
    """`told(text)`: the file goes back to where it came from."""

    told = Signal(str)

    def __init__(self, session: Session, way: OnTheWay, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("退回原校"))
        self._way = way
        about = self.tr("{0}：从{1}移交到{2}的档案退回{1}。为什么退回，两所学校都会看到。")
        self.layout_.addWidget(
            _wrapped(about.format(way.name, way.from_name, way.to_name), "heading", self)
        )
        reason = Field(key="remark", label=self.tr("为什么退回"), max_length=2000)
        self.reason = make_editor(reason, Setting(today=session.ledger.today), self)
        form = QFormLayout()
        form.addRow(reason.label, self.reason)
        self.layout_.addLayout(form)
        self.finish_layout()
        self.yes.setText(self.tr("退回原校"))
        self.setMinimumWidth(theme.text_pixels() * _WIDTH)
        QTimer.singleShot(0, self.reason, self.reason.focus_editor)

    def write(self) -> bool:
        """Hand it back; refused without a reason."""
        done = self.session.act(passages.hand_back, self._way.id, _read(self.reason), quiet=True)
        if not done:
            self.show_problem(done.message, done.hint)
            return False
        self.told.emit(self.tr("{0}的档案退回{1}。").format(self._way.name, self._way.from_name))
        return True


def _read(editor: FieldEditor) -> str:
    """Return what stands in an editor; raise LedgerError for what it cannot mean."""
    parsed = editor.read()
    if not parsed.kept:
        raise LedgerError(f"{editor.field.label}：{parsed.problem}")
    return str(parsed.value or "")


def _wrapped(text: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    theme.set_role(label, role)
    return label
