"""A form whose every field is kept as it is left; a new record begins with its first field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ledger_app.actions import edit_file, keep_places, open_student
from ledger_app.actions.checking.same_child import Alike, alike
from ledger_app.actions.edit_file import Saved
from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import STUDENT, Table
from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.domain.student_file import Row
from ledger_app.gui.form.editors import LastValues
from ledger_app.gui.form.foreseeing import Foreseeing
from ledger_app.gui.form.record_form import RecordForm
from ledger_app.gui.noting.marks import marks_of
from ledger_app.gui.session import Done, Refused, Session

if TYPE_CHECKING:
    from ledger_app.actions.foreseeing.what_if import Told

ALIKE = ("id_no", "register_no", "name")  # fields by which a child may be found in another file
NEW = ""  # id of a record that is not kept yet


class KeptForm(QWidget):
    """Signals: `created(record id)` once a new record is kept. The form itself is `form`.

    A value that the ledger refuses stays in its field with the reason, and is tried again when the
    form is left. What is typed while long work has the ledger is kept as soon as that is over.
    """

    created = Signal(str)

    def __init__(
        self,
        session: Session,
        table: Table,
        last_values: LastValues,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._student = ""
        self._opened: OpenFile | None = None
        self._presets: dict[str, Any] = {}
        self._waiting: set[str] = set()
        self._marked: tuple[str, ...] = ()
        ledger = session.ledger
        self.form = RecordForm(
            table,
            self,
            school_choices=keep_places.school_choices(ledger),
            region_choices=open_student.region_choices(ledger),
            suggestions=open_student.suggestions(ledger, table.key),
            today=ledger.today,
            last_values=last_values,
        )
        self.form.field_committed.connect(self._committed)
        self.form.field_edited.connect(self._edited)
        self._foreseeing = Foreseeing(self.form, self._what_if)
        self.form.settled.connect(session.settled)
        session.busy.connect(self._work_ended)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.form)

    def record_id(self) -> str:
        """Return the id of the record shown, "" for a new one."""
        return str(self.form.row().get("id") or NEW)

    def is_draft(self) -> bool:
        """Tell whether a new record is shown that is not kept yet."""
        return bool(self._student) and self.record_id() == NEW

    def presets(self) -> dict[str, Any]:
        """Return the first values of a new record."""
        return dict(self._presets) if self.is_draft() else {}

    def show_row(self, student_id: str, row: Row, problems: Iterable[Problem]) -> None:
        """Show a kept record; the same one again keeps what is half typed or was refused."""
        if row["id"] != self.record_id() or student_id != self._student:
            self._waiting.clear()
        self._student = student_id
        self.form.set_row(row, problems)

    def show_opened(self, opened: OpenFile) -> None:
        """Show which units write the record in sight and what is noted of its fields.

        What an entry would change is told of this file.
        """
        self._show_marks(opened)
        self._opened = opened
        self._foreseeing.say_again()
        whose, table, record_id = opened.whose, self.form.table, self.record_id()
        self.form.set_whose(
            whose.remark(table, record_id),
            whose.is_only_read(table, record_id),
            whose.fields(table, record_id),
        )

    def show_draft(self, student_id: str, presets: Mapping[str, Any]) -> None:
        """Show a new record with its first values; nothing is kept before a field is committed."""
        self._student, self._presets = student_id, dict(presets)
        self._waiting.clear()
        self.form.set_row({"id": "-"})  # whatever stood here is another record
        self.form.set_row({"id": NEW, **presets})

    def commit_pending(self) -> list[str]:
        """Keep what is half typed; return the labels of fields whose text cannot be kept.

        During long work it is kept as soon as that is over.
        """
        unkept = self.form.commit_pending()
        waiting = {self.form.editor(key).field.label for key in self._waiting}
        return [label for label in unkept if label not in waiting]

    def drop_typed(self) -> None:
        """Give up what is half typed, unless it only waits for long work to end."""
        if not self._waiting and self.form.has_pending():
            self.form.set_row({"id": "-"})  # whatever is shown here next is another record

    def may_leave(self) -> bool:
        """Keep what is half typed; say what cannot be kept, and return False then."""
        unkept = self.commit_pending()
        if unkept:
            message = self.tr("“{0}”里的内容不能保存。").format("、".join(unkept))
            self._session.unkept.emit(message, self.form.focus_pending)
        return not unkept

    def _show_marks(self, opened: OpenFile) -> None:
        """Show at each field what is noted of it."""
        marks = marks_of(opened.file, self.form.table.key, self.record_id())
        for key in dict.fromkeys((*self._marked, *marks)):
            signs, line, tip = marks.get(key, ("", "", ""))
            self.form.editor(key).marks.show(signs, line, tip)
        self._marked = tuple(marks)

    def _work_ended(self, busy: bool) -> None:
        """Keep what was typed meanwhile; a field that still has the keyboard follows when left."""
        if busy or not self._waiting or not self._session.is_open:
            return
        waiting, self._waiting = self._waiting, set()
        for key in waiting:
            editor = self.form.editor(key)
            if not editor.entry().hasFocus():
                editor.commit()

    def _committed(self, key: str, value: object) -> None:
        if self._session.is_busy:
            self._waiting.add(key)
            wait = self.tr("正在备份或写入，完成后马上保存。")
            self.form.editor(key).refuse(self.form.row().get(key), wait, Severity.NOTE)
            return
        answer = self._create(key, value) if self.is_draft() else self._save(key, value)
        if not answer:
            reason = f"{answer.message}{answer.hint}" or self.tr("没有保存。")
            self.form.editor(key).refuse(self.form.row().get(key), reason)

    def _edited(self, key: str) -> None:
        """Say while it is being typed that another file has this number, or this name."""
        other = self.other_like(key)
        if other is not None:
            severity = Severity.WARNING if key == "name" else Severity.ERROR
            self.form.editor(key).warn(other.text + self.way_to_other(), severity)

    def _what_if(self, key: str, value: object) -> Told | None:
        """Return what keeping a value would change, with the first values of a new record."""
        from ledger_app.actions.foreseeing import what_if

        given = {**self._presets, key: value} if self.is_draft() else {key: value}
        record = None if self.is_draft() else self.record_id()
        whole = (self._student, self.form.table.key, record, given, self._opened)
        return self._session.peek(what_if.tell, *whole).otherwise(None)

    def way_to_other(self) -> str:
        """Return how the other file is opened."""
        return self.tr("按 F6 打开那份档案。")

    def other_like(self, key: str) -> Alike | None:
        """Return the other files with the name or number in this field, as it stands there."""
        if self.form.table.key != STUDENT.key or key not in ALIKE:
            return None
        editor = self.form.editor(key)
        text = editor.typed_text() if editor.is_changed() else str(editor.value() or "")
        return self._session.peek(alike, key, text, self.record_id()).otherwise(None)

    def _save(self, key: str, value: object) -> Done[Saved] | Refused:
        table = self.form.table.key
        given = {key: value, **self.form.typed_beside(key)}
        return self._session.act(edit_file.save_fields, table, self.record_id(), given)

    def _create(self, key: str, value: object) -> Done[Saved] | Refused:
        if value is None:  # emptied: nothing is known yet that is worth a record
            self._presets.pop(key, None)
            self._become({key: None})
            return Done(Saved(NEW, {}, ""))
        given = {**self._presets, key: value, **self.form.typed_beside(key)}
        saved = self._session.act(edit_file.add_record, self.form.table.key, self._student, given)
        if saved:
            row = {**self.form.row(), **saved.value.changed, "id": saved.value.record_id}
            self._become(row)
            self.created.emit(saved.value.record_id)
        return saved

    def _become(self, row: dict[str, Any]) -> None:
        """Give the record its id without showing it anew: the next field may have the keyboard."""
        shown = self.form.row()
        if isinstance(shown, dict):
            shown.update(row)
