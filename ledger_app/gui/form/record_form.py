"""One record as a form, made from the catalogue: sections, labels, editors, problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ledger_app.catalogue import Field, Kind, Table
from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.in_words.safety import is_hidden
from ledger_app.domain.telling.taken_over import TakenOver
from ledger_app.gui.form.editors import DateEditor, FieldEditor, LastValues, Setting, make_editor
from ledger_app.gui.form.form_grid import FormGrid
from ledger_app.gui.form.problem_list import ProblemList
from ledger_app.gui.form.shown_problems import ShownProblems
from ledger_app.gui.form.walking import first_empty, first_needed, walks_needed
from ledger_app.gui.kit import in_sight, theme

TWO_COLUMNS_FROM = 880  # pixels of the form itself; about a window of 1,200
ROOM_FOR_PROBLEMS = 320  # pixels of the form's height from which a few problems are listed unasked
MASKED = (Kind.ID_NUMBER,)
ROOM_AROUND = 70  # pixels of the fields before and after the one with the keyboard
LINE_GAP = 4

Pairs = Sequence[tuple[str, str]]


class RecordForm(QWidget):
    """Shows one row of a table, and says what a person changed. Keeps nothing itself.

    Signals: `field_committed(key, stored value)` once a field is left with something new;
    `field_edited(key)` while typing, `field_weighed(key)` when another value would be kept now;
    `field_entered(key)` when the keyboard comes (show its help);
    `reveal_requested(bool)` when sensitive fields are asked for (answer with set_revealed);
    `problem_elsewhere(field)` for a problem that is not on this form;
    `settled()` once nothing is left of what could not be kept;
    `past_end(step)` when the keyboard goes on after the last field or back before the first.
    """

    field_committed = Signal(str, object)
    field_edited = Signal(str)
    field_weighed = Signal(str)
    field_entered = Signal(str)
    reveal_requested = Signal(bool)
    problem_elsewhere = Signal(str)
    settled = Signal()
    past_end = Signal(int)

    def __init__(
        self,
        table: Table,
        parent: QWidget | None = None,
        *,
        hidden_keys: Collection[str] = (),
        school_choices: Pairs = (),
        region_choices: Pairs = (),
        suggestions: Mapping[str, Sequence[str]] | None = None,
        today: date | Callable[[], date] = date.today,
        last_values: LastValues | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self._schools, self._regions = tuple(school_choices), tuple(region_choices)
        self._suggestions = dict(suggestions or {})
        self._today = _clock(today)
        self._last = last_values or LastValues()
        self._row: Row = {}
        self._revealed = False
        self._fields = [field for field in table.fields if field.key not in hidden_keys]
        self._editors: dict[str, FieldEditor] = {}
        self._build()

    # What stands in the form.

    def set_row(self, row: Row, problems: Iterable[Problem] = ()) -> None:
        """Show a row. The same row again keeps focus, place and half-typed text.

        Another row starts anew: call `commit_pending` before, else half-typed text is lost.
        """
        other = row.get("id") != self._row.get("id")
        self._row = row
        if other:
            self.set_revealed(False)
            self._scroll.verticalScrollBar().setValue(0)
        for key, editor in self._editors.items():
            if other:
                editor.set_value(row.get(key))
            else:
                editor.follow(row.get(key))
        self.set_problems(problems)

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """Show problems under their fields and in the list at the top."""
        self._problems.show(problems)

    def set_to_fill(self, count: int) -> None:
        """Say above the fields of a file just begun how many are still to be filled."""
        self._list.set_to_fill(count)

    def set_taken(self, taken: Mapping[str, TakenOver]) -> None:
        """Show in empty fields what is known from elsewhere, and from where."""
        for key, editor in self._editors.items():
            editor.set_taken(taken.get(key))

    def set_consequence(self, key: str, text: str = "", whole: str = "") -> None:
        """Say under a field what the value in it would change; "" takes it away."""
        self._editors[key].set_consequence(text, whole)

    def tell(self, text: str) -> None:
        """Say something above the fields until problems are shown again."""
        self._list.tell(text)

    def row(self) -> Row:
        """Return the row as it was last given."""
        return self._row

    def values(self) -> dict[str, object]:
        """Return the stored or committed value of every field of the form."""
        return {key: editor.value() for key, editor in self._editors.items()}

    def editor(self, key: str) -> FieldEditor:
        """Return the editor of a field; raise KeyError if it is not on the form."""
        return self._editors[key]

    def has_pending(self) -> bool:
        """Tell whether anything is half typed."""
        return any(editor.has_pending() for editor in self._editors.values())

    def commit_pending(self) -> list[str]:
        """Commit what is half typed; return the labels of fields whose text cannot be kept."""
        pending = [editor for editor in self._editors.values() if editor.has_pending()]
        for editor in pending:
            editor.commit()
        return [editor.field.label for editor in pending if editor.has_pending()]

    def pending(self) -> dict[str, str]:
        """Return what is half typed, by field, fit for `put_typed`."""
        found = self._editors.items()
        return {key: editor.typed() for key, editor in found if editor.has_pending()}

    def put_typed(self, pending: Mapping[str, str]) -> None:
        """Show half-typed texts again; nothing is stored."""
        for key, typed in pending.items():
            if key in self._editors:
                self._editors[key].put_typed(typed)

    # What may be seen and chosen.

    def set_revealed(self, revealed: bool) -> None:
        """Show or hide the sensitive fields and full identity numbers."""
        self._revealed = revealed
        for editor in self._editors.values():
            editor.set_revealed(revealed)
        self._reveal.setText(self.tr("隐藏敏感项") if revealed else self.tr("显示敏感项"))
        self._grid.show_only(self._visible_keys())

    def is_revealed(self) -> bool:
        """Tell whether sensitive fields are shown."""
        return self._revealed

    def set_read_only(self, read_only: bool) -> None:
        """Forbid or allow typing in every field."""
        for editor in self._editors.values():
            editor.set_read_only(read_only)

    def set_whose(self, remark: str, only_read: bool, fields: Mapping[str, str]) -> None:
        """Show who else writes this record, and at each field that another unit fills in, who."""
        self._list.set_remark(remark)
        for key, editor in self._editors.items():
            editor.set_read_only(only_read or key in fields)
            editor.set_kept_by("" if only_read else fields.get(key, ""))

    def set_school_choices(self, choices: Pairs) -> None:
        """Offer these (id, name) pairs for schools."""
        self._schools = tuple(choices)
        self._refresh(Kind.SCHOOL)

    def set_region_choices(self, choices: Pairs) -> None:
        """Offer these (12-digit code, name) pairs for regions."""
        self._regions = tuple(choices)
        self._refresh(Kind.REGION)

    # Where the keyboard is.

    def focus_field(self, key: str) -> None:
        """Bring a field into view and put the keyboard there; sensitive ones must be revealed."""
        editor = self._editors.get(key)
        if editor is None:
            self.problem_elsewhere.emit(key)
        elif editor.isVisibleTo(self):
            self._bring(editor)

    def typed_beside(self, key: str) -> dict[str, str]:
        """Return the time that was typed behind the day `key`, by the field it belongs to."""
        editor, beside = self._editors.get(key), self.table.time_beside(key)
        typed = editor.time_typed if isinstance(editor, DateEditor) else ""
        return {beside: typed} if beside and typed else {}

    def focus_from_top(self, key: str) -> None:
        """Put the keyboard into a field, with as much of the form before it as fits."""
        self.focus_field(key)
        # Once the layouts know how much of the form is in sight.
        QTimer.singleShot(0, self, partial(self._show_down_to, self._editors[key]))

    def _show_down_to(self, editor: FieldEditor) -> None:
        end = in_sight.place_in(self._grid, editor).bottom() + 1 + LINE_GAP
        self._scroll.verticalScrollBar().setValue(max(0, end - self._scroll.viewport().height()))

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        keys = self._visible_keys()
        if keys:
            self._bring(self._editors[keys[0]])

    def focus_pending(self) -> None:
        """Put the keyboard into the first field that holds what is not kept."""
        for editor in self._editors.values():
            if editor.has_pending():
                self._bring(editor)
                return

    def sections(self) -> tuple[str, ...]:
        """Return the names of the sections."""
        return self._grid.sections()

    def go_to_section(self, name: str) -> None:
        """Show a section from its heading on, with the keyboard in its first empty field."""
        wanted = first_empty([e for e in self._in_sight() if e.field.section == name])
        if wanted is None:
            return
        self._bring(wanted)
        top, seen = self._grid.top_of(name), self._scroll.viewport().height()
        if wanted.geometry().bottom() - top <= seen:
            self._scroll.verticalScrollBar().setValue(top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one or two columns of fields, whichever fits; leave low forms to their fields."""
        super().resizeEvent(event)
        self._list.set_low(self.height() < ROOM_FOR_PROBLEMS)
        self._fit_columns()
        for editor in self._editors.values():
            if editor.entry().hasFocus():
                self._show_around(editor)

    def showEvent(self, event: QShowEvent) -> None:
        """Settle the columns before the first painting."""
        super().showEvent(event)
        self._fit_columns()

    # How it is made.

    def _build(self) -> None:
        self._list = ProblemList(self)
        self._list.setContentsMargins(8, 4, 12, 4)
        self._list.jump.connect(self.focus_field)
        self._list.height_changed.connect(self._keep_place)
        self._reveal = QPushButton(self.tr("显示敏感项"), self)
        theme.set_look(self._reveal, "link", True)
        self._reveal.clicked.connect(self._ask_reveal)
        self._list.add_beside(self._reveal)
        self._reveal.setVisible(any(self._is_guarded(field) for field in self._fields))
        self._grid = FormGrid(self)
        self._problems = ShownProblems(
            self.table, self._editors, self._list, self._today, self._is_concealed
        )
        for field in self._fields:
            self._add(field)
        self._grid.show_only(self._visible_keys())
        self._scroll = self._make_scroll()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._list)
        inside.addWidget(self._scroll, 1)

    def _make_scroll(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(self._grid.focusPolicy())
        scroll.setWidget(self._grid)
        return scroll

    def _add(self, field: Field) -> None:
        editor = make_editor(field, self._setting(field), self._grid)
        editor.committed.connect(self.field_committed)
        editor.edited.connect(self.field_edited)
        editor.weighed.connect(self.field_weighed)
        editor.entered.connect(self.field_entered)
        editor.go_on.connect(self._go_on)
        editor.settled.connect(self._settled)
        editor.weighed.connect(self._problems.typed)
        self._editors[field.key] = editor
        self._grid.add(field, editor)

    def _setting(self, field: Field) -> Setting:
        choices = self._schools if field.kind is Kind.SCHOOL else self._regions
        offered = self._suggestions.get(field.key, ())
        if field.kind is Kind.SCHOOL_NAME and not offered:
            offered = [name for _, name in self._schools]
        return Setting(self._today, self._last, tuple(offered), choices)

    def _refresh(self, kind: Kind) -> None:
        for editor in self._editors.values():
            if editor.field.kind is kind:
                editor.refresh_choices(self._setting(editor.field))

    def _is_guarded(self, field: Field) -> bool:
        return is_hidden(field) or field.kind in MASKED

    def _is_concealed(self, problem: Problem) -> bool:
        editor = self._editors.get(problem.field)
        hidden = editor is not None and is_hidden(editor.field) and not self._revealed
        return hidden or problem.severity is Severity.NOTE

    def _visible_keys(self) -> list[str]:
        return [field.key for field in self._fields if self._revealed or not is_hidden(field)]

    def _ask_reveal(self) -> None:
        self.reveal_requested.emit(not self._revealed)

    def _fit_columns(self) -> None:
        self._grid.set_columns(2 if self.width() >= TWO_COLUMNS_FROM else 1)

    def _keep_place(self, grown: int) -> None:
        """Keep the fields where they are on the screen when the list above them grows."""
        bar = self._scroll.verticalScrollBar()
        if bar.value():
            bar.setValue(bar.value() + grown)

    def _settled(self) -> None:
        if not self.has_pending():
            self.settled.emit()

    def _go_on(self, step: int) -> None:
        keys = self._visible_keys()
        sender = self.sender()
        here = sender.field.key if isinstance(sender, FieldEditor) else ""
        there = keys.index(here) + step if here in keys else 0
        if isinstance(sender, FieldEditor) and sender.by_enter and walks_needed():
            self._go_on_to_needed(keys[there:])
        elif 0 <= there < len(keys):
            self._bring(self._editors[keys[there]])
        else:
            self.past_end.emit(step)

    def _go_on_to_needed(self, keys: Sequence[str]) -> None:
        wanted = first_needed([self._editors[key] for key in keys], new=not self._row.get("id"))
        if wanted is None:
            self.tell(self.tr("往下没有必填的空项了。"))
            self.past_end.emit(1)
        else:
            self._bring(wanted)

    def focus_needed(self) -> None:
        """Put the keyboard into the first field that must still be filled, else the first."""
        wanted = first_needed(self._in_sight(), new=not self._row.get("id"))
        self._bring(wanted) if wanted else self.focus_first()

    def _in_sight(self) -> list[FieldEditor]:
        return [self._editors[key] for key in self._visible_keys()]

    def _bring(self, editor: FieldEditor) -> None:
        editor.focus_editor()
        self._show_around(editor)

    def _show_around(self, editor: FieldEditor) -> None:
        """Scroll to a field and, as far as they fit, those around it."""
        seen, bar = self._scroll.viewport().height(), self._scroll.verticalScrollBar()
        top, height = editor.mapTo(self._grid, QPoint(0, 0)).y(), editor.height()
        if seen >= height + 2 * ROOM_AROUND:
            least, most = top + height + ROOM_AROUND - seen, top - ROOM_AROUND
            bar.setValue(max(least, min(bar.value(), most)))
        elif not bar.value() <= top <= bar.value() + seen - 2 * height:
            # In the middle of a low form, its neighbours would be cut at both sides.
            bar.setValue(top - LINE_GAP)


def _clock(today: date | Callable[[], date]) -> Callable[[], date]:
    return (lambda: today) if isinstance(today, date) else today
