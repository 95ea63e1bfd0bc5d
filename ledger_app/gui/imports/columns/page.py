"""Step 2, 对列: the sheet as it is beside what each column was taken for; a person says better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.imports.open_questions import OpenQuestion, unanswered
from ledger_app.actions.rehearsing.rehearsal import Rehearsal
from ledger_app.actions.rehearsing.said_columns import (
    UNSAID,
    Assignment,
    ColumnUse,
    SheetAssignment,
    alike,
    say_column,
    say_sheet,
    wanting,
)
from ledger_app.gui.imports.columns.column_lines import (
    column_lines,
    samples_of,
    set_aside,
    taken_for,
    uses_of,
)
from ledger_app.gui.imports.columns.column_table import ColumnTable
from ledger_app.gui.imports.columns.list_facts import ListFacts
from ledger_app.gui.imports.columns.meaning_row import MeaningRow
from ledger_app.gui.imports.columns.row_questions import RowQuestions
from ledger_app.gui.imports.columns.sheet_questions import SheetState, sheet_names, state_of
from ledger_app.gui.imports.columns.sheet_table import SheetTable, sheet_look
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout

SOURCE_WIDTH, LEAST_HEIGHT = 16, 8  # heights of a line of text


class ColumnsPage(QWidget):
    """`changed()`: a person said something, it is to be rehearsed again; `settled()`: nothing is
    asked any more."""

    changed = Signal()
    settled = Signal()

    def __init__(self, schools: Sequence[str], year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rehearsal: Rehearsal | None = None
        self._said: Assignment = UNSAID
        self._uses: list[ColumnUse] = []
        self._shown = ""  # name of the sheet in sight
        self.sheets, self.source = QComboBox(self), QComboBox(self)
        self._named = QLineEdit(self.source)
        self.source.setLineEdit(self._named)
        self.skipped = QCheckBox(self.tr("不读这张表"), self)
        self.facts = ListFacts(schools, year, self)
        self.questions = RowQuestions(self)
        self.original, self.table = SheetTable(self), ColumnTable(self)
        self.meaning = MeaningRow(self)
        self.together = QCheckBox(self)
        self.unmapped = QLabel(self)
        self.heading = QPushButton(self.tr("选中的行是标题 T"), self)
        self.left_out = QPushButton(self.tr("选中的行不读 Del"), self)
        self.forget = QPushButton(self.tr("全部还原"), self)
        self._source_name = QLabel(self.tr("记住这种表："), self)
        self._arrange()
        self._connect()

    # Making it.

    def _arrange(self) -> None:
        for button in (self.heading, self.left_out, self.forget):
            button.setAutoDefault(False)
        self.sheets.setAccessibleName(self.tr("工作表"))
        self.source.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.source.setAccessibleName(self.tr("给这种表起个名字"))
        self._named.setPlaceholderText(self.tr("起个名字，如 学籍系统导出"))
        self.source.setFixedWidth(theme.text_pixels() * SOURCE_WIDTH)
        self.unmapped.setWordWrap(True)
        top = FlowLayout()
        for widget in (QLabel(self.tr("工作表"), self), self.sheets, self.skipped, self.facts):
            top.addWidget(widget)
        foot = FlowLayout()
        for said in (self.together, self._source_name, self.source, self.forget):
            foot.addWidget(said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.questions)
        layout.addLayout(self._halves(), 1)
        layout.addWidget(self.unmapped)
        layout.addLayout(foot)

    def _halves(self) -> QHBoxLayout:
        rows = QWidget(self)
        buttons = FlowLayout(rows)
        buttons.addWidget(self.heading)
        buttons.addWidget(self.left_out)
        # No splitter: it knows nothing of buttons that need a second line.
        halves = QHBoxLayout()
        halves.setSpacing(10)
        for table, foot, share in ((self.original, rows, 5), (self.table, self.meaning, 7)):
            half = QVBoxLayout()
            half.setSpacing(4)
            half.addWidget(table, 1)
            half.addWidget(foot)
            table.setMinimumHeight(theme.text_pixels() * LEAST_HEIGHT)
            halves.addLayout(half, share)
        return halves

    def _connect(self) -> None:
        self.sheets.currentIndexChanged.connect(self._sheet_chosen)
        self.skipped.clicked.connect(self._skip)
        self.facts.said.connect(self._say_facts)
        self.questions.said.connect(self._say_together)
        self.original.heading_said.connect(self._say_heading)
        self.original.left_out_said.connect(self._say_left_out)
        self.original.column_chosen.connect(self._go_to_column)
        self.heading.clicked.connect(self.original.say_heading)
        self.left_out.clicked.connect(self.original.say_left_out)
        self.table.moved.connect(self._show_column)
        self.table.digit.connect(self.meaning.press_digit)
        self.table.typed.connect(self.meaning.begin)
        self.table.taken_back.connect(self._take_back)
        self.table.doubleClicked.connect(self._begin)
        self.meaning.said.connect(self._say_column)
        self.meaning.left.connect(self.table.setFocus)
        self._named.editingFinished.connect(self._name_source)
        self.source.activated.connect(self._name_source)
        self.forget.clicked.connect(self._forget)

    # Showing it.

    def begin(self, rehearsal: Rehearsal, sources: Sequence[str]) -> None:
        """Show a workbook that was read just now."""
        self._shown = ""
        self.source.clear()
        self.source.addItems(list(sources))
        self.source.setEditText(rehearsal.said.source)
        self._said = rehearsal.said
        self.together.setChecked(True)
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for sheet in rehearsal.workbook.sheets:
            self.sheets.addItem(sheet.name, sheet.name)
        first = next((each.sheet for each in rehearsal.plan.lists), "") if rehearsal.plan else ""
        self.sheets.setCurrentIndex(max(0, self.sheets.findData(first)))
        self.sheets.blockSignals(False)
        self.show_rehearsal(rehearsal)
        self.table.go_to(0)
        self._go_to_question()

    def show_rehearsal(self, rehearsal: Rehearsal) -> None:
        """Show the same workbook with what it would do now."""
        self._rehearsal = rehearsal
        for at, text in enumerate(sheet_names(rehearsal, self._said)):
            self.sheets.setItemText(at, text)
        self._show_sheet()

    def assignment(self) -> Assignment:
        """Return all that was said."""
        return self._said

    def is_asking(self) -> bool:
        """Tell whether there are rows of which nobody has said whether they are read, or a column
        of which nobody knows what it is."""
        return bool(self._open_rows() or self._wanting())

    def focus_question(self) -> None:
        """Give the keyboard to what is asked of rows, else to the columns; where no list was
        found, to the sheet."""
        asked = self._open_rows()
        if asked:
            here = [each for each in asked if each.sheet == self._sheet()]
            self.sheets.setCurrentIndex(self.sheets.findData((here or asked)[0].sheet))
            self.questions.lead_to((here or asked)[0].about)
            return
        (self.table if self._uses else self.original).setFocus()

    def _open_rows(self) -> list[OpenQuestion]:
        plan = self._rehearsal.plan if self._rehearsal is not None else None
        return unanswered(plan, self._said) if plan is not None else []

    def _sheet(self) -> str:
        return str(self.sheets.currentData() or "")

    def _sheet_chosen(self, _at: int) -> None:
        self._show_sheet()
        self.table.go_to(0)

    def _show_sheet(self) -> None:
        if self._rehearsal is None:
            return
        workbook, plan, name = self._rehearsal.workbook, self._rehearsal.plan, self._sheet()
        said = self._said.of(name)
        look = sheet_look(workbook, plan, name, said)
        self.original.show_look(look, same_sheet=name == self._shown)
        self._shown, self._uses = name, uses_of(plan, name)
        self.table.show_lines(
            column_lines(self._uses, said, samples_of(workbook, plan, name), set_aside(plan, name))
        )
        self.facts.show_said(said)
        self.skipped.setChecked(said.skipped)
        self._show_questions(state_of(self._rehearsal, name, self._said), said)
        self._show_column(self.table.currentIndex().row())

    def _show_questions(self, state: SheetState, said: SheetAssignment) -> None:
        self.questions.show_sheet(
            said,
            state.hidden,
            state.struck,
            whole_sheet=state.is_hidden,
            filtered=state.is_filtered,
        )
        others = len(self._alike()) - 1
        self.together.setVisible(others > 0)
        self.together.setText(self.tr("同样标题的 {0} 张表一起定").format(others))
        self.unmapped.setText(state.sentence)
        theme.set_role(self.unmapped, "warning" if state.is_open else "note")
        something = self._said != UNSAID
        for widget in (self._source_name, self.source, self.forget):
            widget.setVisible(something)

    def _show_column(self, row: int) -> None:
        use = self._uses[row] if 0 <= row < len(self._uses) else None
        if use is None:
            self.meaning.show_use(None, "", "")
            return
        said = self._said.of(self._sheet())
        told = "" if said.taken_for(use.letter, use.heading) else use.doubt
        self.meaning.show_use(use, taken_for(use, said), told)
        self.original.lead_to(_index(use.letter))

    def _go_to_column(self, index: int) -> None:
        """Go to the column that was clicked in the sheet."""
        rows = [at for at, use in enumerate(self._uses) if _index(use.letter) == index]
        if rows:
            self.table.go_to(rows[0])

    # Saying it.

    def _alike(self) -> tuple[str, ...]:
        plan = self._rehearsal.plan if self._rehearsal is not None else None
        return alike(plan, self._sheet()) if plan is not None else (self._sheet(),)

    def _meant(self) -> tuple[str, ...]:
        """Return the sheets that a word is for: those like this one too, where that is ticked."""
        return self._alike() if self.together.isChecked() else (self._sheet(),)

    def _say_column(self, caption: str) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self._uses):
            return
        use = self._uses[row]
        self._take(say_column(self._said, self._meant(), use.letter, use.heading, caption))
        self.table.setFocus()
        if caption:
            self._go_to_question()  # last: where nothing is asked any more, Enter goes on

    def _take_back(self) -> None:
        self._say_column("")

    def _say_together(self, told: dict[str, bool]) -> None:
        self._take(say_sheet(self._said, self._meant(), **told))
        if self._open_rows():
            self.focus_question()
            return
        self.table.setFocus()
        if self.table.currentIndex().row() not in self._asked_here():
            self._go_to_question()

    def _say_facts(self, told: dict[str, str]) -> None:
        # Sheets of one form are of one year, and seldom of one class.
        sheets = self._meant() if "year" in told else (self._sheet(),)
        self._take(say_sheet(self._said, sheets, **told))

    def _say_heading(self, rows: list[int]) -> None:
        if rows and rows[-1] - rows[0] == len(rows) - 1:
            told = {"heading_row": rows[0], "heading_rows": len(rows)}
            self._take(say_sheet(self._said, (self._sheet(),), **told))

    def _say_left_out(self, rows: list[int]) -> None:
        before = self._said.of(self._sheet()).left_out
        after = before - set(rows) if before.issuperset(rows) else before | set(rows)
        if rows:
            self._take(say_sheet(self._said, (self._sheet(),), left_out=after))

    def _skip(self, skipped: bool) -> None:
        self._take(say_sheet(self._said, (self._sheet(),), skipped=skipped))

    def _name_source(self, _at: int = 0) -> None:
        name = self.source.currentText().strip()
        if name != self._said.source:
            self._take(replace(self._said, source=name))

    def _forget(self) -> None:
        self._take(UNSAID)
        self.source.setEditText("")
        self.focus_question()

    def _take(self, said: Assignment) -> None:
        """Show what was said at once; what comes of it follows when it was rehearsed."""
        self._said = said
        self._show_sheet()
        self.changed.emit()

    def _begin(self) -> None:
        self.meaning.begin()

    # Going on.

    def _wanting(self) -> list[ColumnUse]:
        plan = self._rehearsal.plan if self._rehearsal is not None else None
        found = wanting(plan) if plan is not None else ()
        return [use for use in found if not taken_for(use, self._said.of(use.sheet))]

    def _asked_here(self) -> list[int]:
        """Return the lines of this sheet's columns that are asked about."""
        here = self._sheet()
        return [self._uses.index(use) for use in self._wanting() if use.sheet == here]

    def _go_to_question(self) -> None:
        """Go to the next column that is asked about: below, above, then on another sheet."""
        row, mine = self.table.currentIndex().row(), self._asked_here()
        if mine:
            self.table.go_to(next((at for at in mine if at > row), mine[0]))
            return
        others = [use.sheet for use in self._wanting()]
        if others:
            self.sheets.setCurrentIndex(self.sheets.findData(others[0]))
            self._go_to_question()
        elif not self._open_rows():
            self.settled.emit()


def _index(letter: str) -> int:
    """Return the place of a column from 0."""
    place = 0
    for each in letter:
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1
