"""Type one record for several children: a class that graduates, leaves or transfers of one day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ledger_app.actions import edit_file, keep_places, open_student
from ledger_app.catalogue import CHILD_TABLES, TABLES, Table
from ledger_app.catalogue.model import First
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called_all
from ledger_app.gui.form.choices import place_choices
from ledger_app.gui.form.code_box import CodeBox
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.foreseeing_many import ForMany, Wanted, same_for
from ledger_app.gui.form.line_entry import Wish
from ledger_app.gui.form.record_form import RecordForm
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.session import Session

FIRST = "register_change"
# What is one child's alone: its family, its case, and what only its own action writes.
OWN_TABLES = frozenset({"family_member", "dropout", "relocation", "placement"})
FORM_LINES = 10  # of text that the form shows at least, on a low screen


class ManyRecordsDialog(Dialog):
    """Signal `wanted(table key, {key: stored value})`; the page writes it as one revision."""

    outlasts_lock = True
    wanted = Signal(str, object)

    def __init__(
        self, session: Session, children: Sequence[Row], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._children = session, children
        self._in_hand = ""
        self.setWindowTitle(self.tr("给多人登记"))
        self.setMinimumWidth(560)
        self.resize(600, 620)
        self.tables = CodeBox(place_choices(_named_tables(), show_value=False), self)
        self.tables.setAccessibleName(self.tr("要登记的记录"))
        told = QLabel(self.tr("给每人登记一条：{0}。").format(called_all(children)), self)
        told.setWordWrap(True)
        theme.set_role(told, "dim")
        line = QFormLayout()
        line.addRow(self.tr("登记"), self.tables)
        self._consequence = ConsequenceLine(self)
        begin = same_for(session, children, self._about_to_write)
        self._foreseeing = ForMany(session, self._consequence, begin)
        # A place of its own: the form is another one for each kind of record.
        place = QWidget(self)
        place.setMinimumHeight(theme.text_pixels() * FORM_LINES)
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.form = self._make_form(TABLES[FIRST])
        self._place.addWidget(self.form)
        inside = QVBoxLayout(self)
        inside.addLayout(line)
        inside.addWidget(place, 1)
        inside.addWidget(self._consequence)
        inside.addWidget(told)
        inside.addWidget(self._buttons())
        self.tables.set_value(FIRST)
        self.tables.chosen.connect(self.choose_table)
        self.tables.wished.connect(self._go_on)
        self.tables.left.connect(self._table_left)

    def _buttons(self) -> QDialogButtonBox:
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        buttons.button(choices.Ok).setText(self.tr("给 {0} 人登记").format(len(self._children)))
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def choose_table(self, key: str) -> None:
        """Choose of which kind the record is."""
        self.tables.set_value(key)
        if key == self.form.table.key:
            return
        self._foreseeing.forget()
        old, self.form = self.form, self._make_form(TABLES[key])
        self._place.replaceWidget(old, self.form)
        self.form.show()
        old.hide()
        old.deleteLater()

    def _make_form(self, table: Table) -> RecordForm:
        ledger = self._session.ledger
        form = RecordForm(
            table,
            self,
            school_choices=keep_places.school_choices(ledger),
            suggestions=open_student.suggestions(ledger, table.key),
            today=ledger.today,
        )
        today = ledger.today().isoformat()
        first = {key: today for key, source in table.first if source is First.TODAY}
        form.set_row({"id": "", **first})
        form.field_committed.connect(self._judge)
        form.field_weighed.connect(self._weighed)
        return form

    def _judge(self, _key: str, _value: object) -> None:
        """Say what is wrong in the record while it is typed, as in the file of one child."""
        row = self.form.values()
        answer = self._session.peek(edit_file.problems_of, self.form.table.key, row)
        self.form.set_problems(answer.otherwise([]))

    def _weighed(self, key: str) -> None:
        self._in_hand = key
        self._foreseeing.weigh()

    def _about_to_write(self) -> Wanted:
        weighed = self.form.editor(self._in_hand).considered()
        typed = {self._in_hand: weighed.value} if weighed else {}
        return self.form.table.key, {**self.form.values(), **typed}

    def _table_left(self) -> None:
        """Take what was typed; what is no table gives way to the one chosen before."""
        found = self.tables.read().value
        self.choose_table(str(found) if found else self.form.table.key)

    def _go_on(self, wish: Wish) -> None:
        if wish is Wish.OPEN:
            self.tables.open()
        elif wish in (Wish.NEXT, Wish.DOWN):
            self._table_left()
            self.form.focus_first()

    def accept(self) -> None:
        """Send it; stay where something typed cannot be kept (the field says why)."""
        if self.form.commit_pending():
            self.form.focus_pending()
            return
        given = {key: value for key, value in self.form.values().items() if value not in (None, "")}
        if not given:
            self.form.tell(self.tr("还是空的，请至少填一项。"))
            return
        super().accept()
        self.wanted.emit(self.form.table.key, given)


def _named_tables() -> list[tuple[str, str]]:
    return [(table.key, table.label) for table in offered_tables()]


def offered_tables() -> list[Table]:
    """Return the tables of which several children can have the same record."""
    return [
        table for table in CHILD_TABLES if table.typed and table.tab and table.key not in OWN_TABLES
    ]
