"""The records of one table in the open file: a small table above, the chosen record below."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions import edit_file, keep_places, open_student
from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import Kind, Table
from ledger_app.catalogue.model import First
from ledger_app.catalogue.tables.relocation import RELOCATION
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.domain.telling.student_story import shown_of
from ledger_app.gui.form.editors import LastValues
from ledger_app.gui.kit import icons, question, theme
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session
from ledger_app.gui.student.arrival_offer import ArrivalOffer
from ledger_app.gui.student.saving_form import KeptForm

MOST_COLUMNS = 5
MOST_ROWS, FEW_ROWS, ONE_ROW = 5, 2, 1  # records seen at once; more scroll
ROOM_FOR_FEW = 230  # pixels of height from which more than one is shown
ROOM_FOR_BUTTONS = 300  # pixels of height from which the buttons stand above the table
ROOM_FOR_ROWS = 360  # pixels of height from which the most are shown
EMPTY_EDGES = (12, 0, 12, 0)
DRAFT = "draft"


class RecordsTab(QWidget):
    """Signals: `reveal_requested(bool)`, `new_wanted()` a new record of this table for the child,
    `deleted(text)` with what to say about it."""

    reveal_requested = Signal(bool)
    new_wanted = Signal()
    deleted = Signal(str)

    def __init__(
        self, session: Session, table: Table, last_values: LastValues, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self.table, self._last = session, table, last_values
        self._opened: OpenFile | None = None
        self._kept: KeptForm | None = None
        self._revealed = self._deleting = False
        self._keys = column_keys(table)
        labels = [table.field(key).label for key in self._keys]
        self._model = PlainTableModel(labels, self)
        self._build()

    # What is shown.

    def show_file(self, opened: OpenFile, revealed: bool) -> None:
        """Show the records of a child; the chosen one stays chosen if it is still there."""
        other = self._opened is None or self._opened.student_id != opened.student_id
        self._opened, self._revealed = opened, revealed
        chosen = "" if other or self._kept is None else self._kept.record_id()
        drafting = not other and self._kept is not None and self._kept.is_draft()
        self._show_lines(drafting=drafting)
        self._add.setEnabled(not opened.whose.gone_to)
        if self._offer is not None:
            self._offer.show_file(opened)
        if drafting:
            return
        rows = self._rows()
        row = next((each for each in rows if each["id"] == chosen), None)
        if chosen and row is None:
            self._say_lost()
        self._show_row(row or (rows[0] if rows else None))

    def _say_lost(self) -> None:
        """Tell that a record went away, by an undo, under something half typed."""
        if self._kept is not None and self._kept.form.has_pending() and not self._deleting:
            told = self.tr("这条{0}刚被撤销，没填完的内容没有保存。").format(self.table.label)
            self._session.failed.emit(told, self.tr("按 Ctrl+Y 重做后可以再填。"))

    def new_record(self, presets: Mapping[str, str] | None = None, field: str = "") -> None:
        """Begin a record with what is nearly always so and `presets`; kept with its first field.

        The keyboard goes to `field`, or to the first one that is open.
        """
        if self._opened is None or not self._may_leave():
            return
        found = self._session.act(open_student.presets, self._opened, self.table.key, presets)
        first = found.otherwise({})
        kept = self._form()
        kept.show_draft(self._opened.student_id, first)
        kept.show_opened(self._opened)
        kept.form.set_revealed(self._revealed)
        kept.form.set_problems(())
        kept.form.tell(self.tr("新记录：填好任何一项就保存。"))
        self._show_lines(drafting=True)
        self._select(DRAFT)
        self._show_form(True)
        if field:
            kept.form.focus_from_top(field)
        else:
            self._focus_first_open(first, presets or {})

    def _focus_first_open(self, filled: Mapping[str, Any], given: Mapping[str, Any]) -> None:
        """Go to the first field that is empty, or filled with what was only last so."""
        form = self._form().form
        guessed = {key for key, source in self.table.first if source is First.LAST} - set(given)
        sure = set(filled) - guessed
        wanted = [f.key for f in self.table.fields if f.key not in sure and not f.sensitive]
        form.focus_from_top(wanted[0]) if wanted else form.focus_first()

    def choose(self, record_id: str) -> None:
        """Show one record and put the keyboard into its first field."""
        row = next((row for row in self._rows() if row["id"] == record_id), None)
        if row is not None and self._may_leave():
            self._show_row(row)
            self._focus_lack(row)

    def _focus_lack(self, row: Row) -> None:
        """Go to the first field that lacks something, as a rule what the record was opened for."""
        form = self._form().form
        found = (
            open_student.record_problems(self._opened, self.table.key, row) if self._opened else ()
        )
        keys = [f.key for f in self.table.fields if not f.sensitive]
        lacking = [key for key in keys if any(each.field == key for each in found)]
        form.focus_field(lacking[0]) if lacking else form.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard into the form, or to the button where there is no record yet."""
        if self._kept is not None and self._kept.isVisibleTo(self):
            self._kept.form.focus_first()
        else:
            self._add.setFocus()

    def commit_pending(self) -> list[str]:
        """Keep what is half typed; return the labels of fields whose text cannot be kept."""
        return self._kept.commit_pending() if self._kept else []

    def _may_leave(self) -> bool:
        return self._kept is None or self._kept.may_leave()

    def kept_form(self) -> KeptForm | None:
        """Return the form of the chosen or new record, None where there was none yet."""
        return self._kept

    def has_chosen(self) -> bool:
        """Tell whether a record, kept or new, is shown in the form."""
        return self._kept is not None and not self._kept.isHidden()

    def set_revealed(self, revealed: bool) -> None:
        """Show or hide full numbers and sensitive fields."""
        self._revealed = revealed
        if self._kept:
            self._kept.form.set_revealed(revealed)
        self._show_lines(drafting=bool(self._kept and self._kept.is_draft()))

    def refresh_places(self) -> None:
        """Offer the schools and regions that are there now."""
        if self._kept:
            self._kept.form.set_school_choices(keep_places.school_choices(self._session.ledger))
            self._kept.form.set_region_choices(open_student.region_choices(self._session.ledger))

    # How it is made.

    def _build(self) -> None:
        self._view = PlainTable(self._model, (), self)
        self._view.setAccessibleName(self.table.label)
        self._view.selectionModel().currentRowChanged.connect(self._row_changed)
        self._view.doubleClicked.connect(self._entered)
        self._add = QPushButton(self.tr("新增{0}").format(self.table.label), self)
        self._add.setToolTip("Insert")
        icons.set_icon(self._add, "plus")
        self._add.clicked.connect(self.new_wanted)
        self._add.setAccessibleName(self._add.text())
        self._remove = QPushButton(self.tr("删除"), self)
        self._remove.setAccessibleName(self.tr("删除这条{0}").format(self.table.label))
        self._remove.setToolTip(self.tr("删除这条{0}（可以撤销）").format(self.table.label))
        icons.set_icon(self._remove, "trash")
        self._remove.clicked.connect(self.delete_chosen)
        self._empty = QLabel(self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(*EMPTY_EDGES)
        theme.set_role(self._empty, "dim")
        shortcut = QShortcut(QKeySequence("Del"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._delete_pressed)
        self._arrange()

    def _arrange(self) -> None:
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setContentsMargins(10, 6, 10, 6)
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self._add)
        self._buttons.addWidget(self._remove)
        self._buttons.addStretch(1)
        self._upper = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._upper.setSpacing(0)
        self._upper.addLayout(self._buttons)
        self._upper.addWidget(self._view)
        self._below = QVBoxLayout()
        self._below.addWidget(self._empty, 1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        is_move = self.table.key == RELOCATION.key
        self._offer = ArrivalOffer(self._session, self) if is_move else None
        if self._offer is not None:
            inside.addWidget(self._offer)
        inside.addLayout(self._upper)
        inside.addLayout(self._below, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, put small buttons beside the table instead of above it."""
        super().resizeEvent(event)
        self._fit_buttons()
        self._fit_rows()
        self._fit_upper()

    def _fit_upper(self) -> None:
        """Leave all the room of a low tab to a new record: the table says nothing of it yet."""
        drafting = self._kept is not None and self._kept.isVisibleTo(self) and self._kept.is_draft()
        away = drafting and self.height() < ROOM_FOR_BUTTONS
        self._view.setVisible(self._model.rowCount() > 0 and not away)
        for button in (self._add, self._remove):
            button.setVisible(not away)

    def _fit_buttons(self) -> None:
        low = self.height() < ROOM_FOR_BUTTONS and self._model.rowCount() > 0
        way = QBoxLayout.Direction
        self._upper.setDirection(way.RightToLeft if low else way.TopToBottom)
        stacked = low and self.height() >= ROOM_FOR_FEW
        self._buttons.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        edge = 4 if low else 10
        self._buttons.setContentsMargins(edge, 6, edge, 6)
        self._add.setText("" if low else self.tr("新增{0}").format(self.table.label))
        self._remove.setText("" if low else self.tr("删除"))

    def _form(self) -> KeptForm:
        if self._kept is None:
            self._kept = KeptForm(self._session, self.table, self._last, self)
            self._kept.created.connect(self._created)
            self._kept.form.reveal_requested.connect(self.reveal_requested)
            self._below.addWidget(self._kept, 1)
            press_with_enter(self._kept)
        return self._kept

    # Rows.

    def _rows(self) -> list[Row]:
        """Return the records, newest first, undated ones last."""
        if self._opened is None:
            return []
        rows = list(reversed(self._opened.file.of(self.table.key)))
        if self.table.sort_by:
            rows.sort(key=self._day, reverse=True)
        return rows

    def _day(self, row: Row) -> str:
        return str(row[self.table.sort_by] or "")

    def _show_lines(self, *, drafting: bool) -> None:
        lines = [Line(row["id"], self._texts(row)) for row in self._rows()]
        if drafting:
            blank = ("",) * (len(self._keys) - 1)
            lines.insert(0, Line(DRAFT, (self.tr("新记录…"), *blank), faint=True))
        self._view.selectionModel().blockSignals(True)
        self._model.show_lines(lines)
        self._view.selectionModel().blockSignals(False)
        self._fit_rows()
        self._fit_buttons()
        self._fit_upper()
        if drafting:
            self._select(DRAFT)

    def _fit_rows(self) -> None:
        height = self.height()
        most = MOST_ROWS if height >= ROOM_FOR_ROWS else FEW_ROWS
        most = most if height >= ROOM_FOR_FEW else ONE_ROW
        rows = max(1, min(self._model.rowCount(), most))
        heading = self._view.horizontalHeader().sizeHint().height()
        row = self._view.verticalHeader().defaultSectionSize()
        self._view.setFixedHeight(rows * row + heading + 2 * self._view.frameWidth() + 2)

    def _texts(self, row: Row) -> tuple[str, ...]:
        return tuple(
            " ".join(shown_of(self.table, row, key, self._revealed).split()) for key in self._keys
        )

    def _show_row(self, row: Row | None) -> None:
        self._show_form(row is not None)
        if row is None or self._opened is None:
            return
        kept = self._form()
        problems = open_student.record_problems(self._opened, self.table.key, row)
        kept.show_row(self._opened.student_id, row, problems)
        kept.show_opened(self._opened)
        self._remove.setEnabled(not self._opened.whose.is_only_read(self.table, row["id"]))
        if kept.form.is_revealed() != self._revealed:
            kept.form.set_revealed(self._revealed)
        self._select(row["id"])

    def _show_form(self, there: bool) -> None:
        if self._kept:
            if not there and self._kept.isAncestorOf(QApplication.focusWidget() or self):
                self._add.setFocus()  # the record went away under the keyboard: an undo
            self._kept.setVisible(there)
        self._fit_upper()
        self._empty.setVisible(not there)
        text = self.tr("还没有登记过“{0}”。\n按 Insert 或点“新增{0}”登记。").format(
            self.table.label
        )
        self._empty.setText(text)
        self._remove.setEnabled(there)

    def _select(self, key: str) -> None:
        row = self._model.row_of(key)
        self._view.selectionModel().blockSignals(True)
        self._view.selectRow(row)
        self._view.selectionModel().blockSignals(False)
        self._view.viewport().update()

    # What happens.

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        line = self._model.line(current.row())
        if line is None or line.key == DRAFT:
            return
        if not self._may_leave():
            self._select(self._form().record_id() or DRAFT)
            return
        row = next((each for each in self._rows() if each["id"] == line.key), None)
        self._show_lines(drafting=False)
        self._show_row(row)

    def _entered(self, _index: QModelIndex) -> None:
        self.focus_first()

    def _created(self, record_id: str) -> None:
        """Show the new record in its place in the table."""
        if self._opened is None:
            return
        opened = self._session.act(open_student.open_file, self._opened.student_id)
        if opened:
            self.show_file(opened.value, self._revealed)
            self._select(record_id)

    def _delete_pressed(self) -> None:
        if self._view.hasFocus():
            self.delete_chosen()

    def delete_chosen(self) -> None:
        """Ask before the chosen record is deleted; one that is not kept yet is dropped at once."""
        if not self.has_chosen() or self._kept is None or self._opened is None:
            return
        if self._kept.is_draft():
            self._kept.form.set_row({"id": "-"})
            self.show_file(self._opened, self._revealed)
            return
        row = next(each for each in self._rows() if each["id"] == self._kept.record_id())
        title = " ".join(filter(None, self._texts(row)))
        question.ask_why(
            self,
            self.tr("删除{0}的这条{1}？").format(
                called(self._opened.file.student), self.table.label
            ),
            self.tr("{0}\n删除后状态和提醒会重新计算；按 Ctrl+Z 可以找回。").format(title),
            self.tr("删除记录"),
            edit_file.WHY_RECORD,
            partial(self.delete, row["id"]),
        )

    def delete(self, record_id: str, why: str = "") -> None:
        """Delete a record of the child."""
        self._deleting = True
        deleted = self._session.act(edit_file.delete_record, self.table.key, record_id, why)
        self._deleting = False
        if deleted:
            text = self.tr("已删除一条{0}，按 Ctrl+Z 可以找回。").format(self.table.label)
            self.deleted.emit(text)


def column_keys(table: Table) -> tuple[str, ...]:
    """Return which fields a small table of records shows: its day, its title, its other days."""
    days = [f.key for f in table.fields if f.kind is Kind.DATE]
    keys = dict.fromkeys([*filter(None, [table.sort_by]), *table.title, *days])
    return tuple(keys)[:MOST_COLUMNS]
