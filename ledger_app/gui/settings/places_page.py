"""Schools and classes: the list on the left, the chosen one's form on the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import edit_file, keep_places
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import SchoolStatus
from ledger_app.gui.form.record_form import RecordForm
from ledger_app.gui.kit import icons, question, theme
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session, waits

SCHOOL, CLASS = keep_places.PLACES
NEW = "new"


class PlacesPage(QWidget):
    """One kind of place at a time; every field is kept as it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table = SCHOOL
        self._rows: dict[str, dict[str, Any]] = {}
        self._chosen = ""  # id of the row in the form, NEW for one that is not kept yet
        self._filling = False
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._models = {SCHOOL: self._school_model(), CLASS: self._class_model()}
        self.views = {
            SCHOOL: PlainTable(self._models[SCHOOL], (190,), self),
            CLASS: PlainTable(self._models[CLASS], (170,), self),
        }
        for view in self.views.values():
            view.give_room_to(0)
        self.forms = {key: RecordForm(TABLES[key], self) for key in keep_places.PLACES}
        self._arrange()
        self.show_table(SCHOOL)

    # What the window asks.

    @waits("places")
    def refresh(self) -> None:
        """Read the list again; the chosen row stays."""
        if not self._session.is_open:
            return
        choices = keep_places.school_choices(self._session.ledger)
        self.forms[CLASS].set_school_choices(choices)
        read = keep_places.schools if self._table == SCHOOL else keep_places.classes
        rows = self._session.act(read).otherwise([])
        self._rows = {row["id"]: row for row in rows}
        make = self._school_line if self._table == SCHOOL else self._class_line
        self._filling = True
        self._models[self._table].show_lines([make(row) for row in rows])
        self._select(self._chosen if self._chosen in self._rows else "")
        self._filling = False
        if self._chosen != NEW:
            self._show_row()

    def forget(self) -> None:
        """Show nothing: the ledger is locked."""
        self._rows.clear()
        self._chosen = ""
        for key, form in self.forms.items():
            form.set_row({"id": ""})
            self._models[key].show_lines([])

    def commit_pending(self) -> list[str]:
        """Keep what is half typed; return the labels of fields that cannot be kept."""
        return self.form().commit_pending()

    def may_leave(self) -> bool:
        """Keep what is half typed; say what cannot be kept, and return False then."""
        unkept = self.commit_pending()
        if unkept:
            message = self.tr("“{0}”里的内容不能保存。").format("、".join(unkept))
            self._session.unkept.emit(message, self.form().focus_pending)
        return not unkept

    def show_table(self, key: str) -> None:
        """Show the schools or the classes."""
        if not self.may_leave():
            key = self._table
            self._switches[key].setChecked(True)
            return
        self._table, self._chosen = key, ""
        for each in keep_places.PLACES:
            self.views[each].setVisible(each == key)
            self.forms[each].setVisible(each == key)
            self._switches[each].setChecked(each == key)
        self._say("")
        self.refresh()

    def form(self) -> RecordForm:
        """Return the form in sight."""
        return self.forms[self._table]

    def add(self) -> None:
        """Begin a new school or class."""
        if not self.may_leave():
            return
        self._chosen = NEW
        self.views[self._table].clearSelection()
        self.form().set_read_only(False)
        self.form().set_row({"id": NEW})
        self.form().focus_first()
        self._say(self.tr("填好第一项就保存。"))

    def delete_chosen(self) -> None:
        """Ask before the chosen school or class is deleted."""
        row = self._rows.get(self._chosen)
        if row is None:
            return
        title = " ".join(filter(None, self._line(row).texts[: 3 if self._table != "school" else 1]))
        question.ask(
            self,
            self.tr("删除{0}“{1}”？").format(TABLES[self._table].label, title),
            self.tr("里面现在有 {0} 个学生，他们的档案不会删除。按 Ctrl+Z 可以找回。").format(
                row["student_count"]
            ),
            self.tr("删除{0}").format(TABLES[self._table].label),
            partial(self.delete, self._table, row["id"]),
        )

    def delete(self, table: str, record_id: str) -> None:
        """Delete a school or class; undo brings it back."""
        if self._session.act(keep_places.delete_place, table, record_id):
            self._chosen = ""
            self.refresh()
            self._say(self.tr("已删除。按 Ctrl+Z 可以找回。"))

    def _line(self, row: dict[str, Any]) -> Line:
        return self._school_line(row) if self._table == "school" else self._class_line(row)

    # How it is made.

    def _arrange(self) -> None:
        left = QWidget(self)
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 8, 0)
        box.addLayout(self._make_switches())
        for key in keep_places.PLACES:
            view = self.views[key]
            view.setAccessibleName(TABLES[key].label)
            view.selectionModel().selectionChanged.connect(self._selected)
            box.addWidget(view, 1)
        box.addLayout(self._make_buttons())
        box.addWidget(self._said)
        right = QWidget(self)
        forms = QVBoxLayout(right)
        forms.setContentsMargins(0, 0, 0, 0)
        for key, form in self.forms.items():
            form.field_committed.connect(partial(self._committed, key))
            form.settled.connect(self._session.settled)
            forms.addWidget(form)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([480, 520])
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(splitter)

    def _make_switches(self) -> QHBoxLayout:
        row = QHBoxLayout()
        group = QButtonGroup(self)
        self._switches = {}
        for key in keep_places.PLACES:
            button = QPushButton(TABLES[key].label, self)
            button.setCheckable(True)
            button.clicked.connect(partial(self.show_table, key))
            group.addButton(button)
            self._switches[key] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add_button = QPushButton(self.tr("新增"), self)
        icons.set_icon(self.add_button, "plus")
        self.add_button.clicked.connect(self.add)
        self.delete_button = QPushButton(self.tr("删除"), self)
        icons.set_icon(self.delete_button, "trash")
        self.delete_button.clicked.connect(self.delete_chosen)
        row.addWidget(self.add_button)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        return row

    def _school_model(self) -> PlainTableModel:
        headings = (self.tr("学校"), self.tr("类型"), self.tr("状态"), self.tr("学生"))
        return PlainTableModel(headings, self)

    def _class_model(self) -> PlainTableModel:
        headings = (
            self.tr("学校"), self.tr("年级"), self.tr("班级"), self.tr("学生"), self.tr("班主任"),
        )  # fmt: skip
        return PlainTableModel(headings, self)

    def _school_line(self, row: dict[str, Any]) -> Line:
        texts = (
            row["name"] or self.tr("（没有名称）"), _name_of("school_kind", row["kind"]),
            _name_of("school_status", row["status"]), str(row["student_count"]),
        )  # fmt: skip
        return Line(row["id"], texts, faint=row["status"] == SchoolStatus.CLOSED)

    def _class_line(self, row: dict[str, Any]) -> Line:
        texts = (
            row["school_name"] or self.tr("（没有学校）"), _name_of("grade", row["grade"]),
            row["class_no"] or "", str(row["student_count"]), row["home_teacher"] or "",
        )  # fmt: skip
        return Line(row["id"], texts)

    # What it does.

    def _selected(self) -> None:
        if self._filling:
            return
        rows = self.views[self._table].selectionModel().selectedRows()
        line = self._models[self._table].line(rows[0].row()) if rows else None
        if line is None:
            return
        if line.key != self._chosen and not self.may_leave():
            self._filling = True
            self._select(self._chosen)
            self._filling = False
            return
        self._chosen = line.key
        self._say("")
        self._show_row()

    def _select(self, record_id: str) -> None:
        row = self._models[self._table].row_of(record_id)
        if row < 0 and self._rows and self._chosen != NEW:
            row = 0
        if row >= 0:
            self.views[self._table].selectRow(row)
            line = self._models[self._table].line(row)
            self._chosen = line.key if line else ""

    def _show_row(self) -> None:
        row = self._rows.get(self._chosen)
        form = self.form()
        form.set_read_only(row is None)
        self.delete_button.setEnabled(row is not None)
        if row is None:
            form.set_row({"id": ""})
            return
        form.set_row(row, edit_file.problems_of(self._session.ledger, self._table, row))

    def _committed(self, key: str, field: str, value: object) -> None:
        if self._chosen == NEW:
            saved = self._session.act(edit_file.add_record, key, None, {field: value})
        elif self._chosen:
            saved = self._session.act(edit_file.save_fields, key, self._chosen, {field: value})
        else:
            return
        if not saved:  # the sentence stands above the page; the text stays to be kept later
            form = self.forms[key]
            form.editor(field).refuse(form.row().get(field), self.tr("没有保存。"))
            return
        self._chosen = saved.value.record_id
        self._say("")
        self.refresh()

    def _say(self, text: str) -> None:
        theme.set_role(self._said, "note")
        self._said.setText(text)


def _name_of(codes: str, value: str | None) -> str:
    return code_list(codes).name_of(value) if value else ""
