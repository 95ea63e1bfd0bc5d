"""校历: terms, holidays and made up days of the ledger, and what the program knows of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions import edit_file
from ledger_app.actions.school_days import keep_calendar, load_calendar
from ledger_app.actions.school_days.keep_calendar import Shown
from ledger_app.actions.school_days.load_calendar import CalendarPlan
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CalendarKind
from ledger_app.domain.school_year.calendar_entries import called
from ledger_app.gui.kit import icons, question, theme, user_settings
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session, waits
from ledger_app.gui.settings.calendar_dialog import TABLE, CalendarDialog

SAID_AT_MOST = 6  # rows of a workbook whose faults are told one by one


class CalendarPage(QWidget):
    """Lists the entries, those of the program below them; each is kept whole, by its dialog."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.entries: list[Shown] = []
        self.state, self.said = QLabel(self), QLabel(self)
        headings = (
            self.tr("种类"), self.tr("名称"), self.tr("开始"), self.tr("结束"), self.tr("说明"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, (150, 130, 100, 100), self)
        self.table.setAccessibleName(self.tr("校历"))
        self._arrange()
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.table.doubleClicked.connect(self._change_row)

    # What the settings page asks.

    @waits("calendar")
    def refresh(self) -> None:
        """Read the calendar again; the chosen line stays."""
        if not self._session.is_open:
            return
        chosen = self._chosen()
        own = self._session.act(keep_calendar.entries).otherwise([])
        self.entries = [*own, *self._session.act(keep_calendar.announced).otherwise([])]
        self.model.show_lines([self._line(n, each) for n, each in enumerate(self.entries)])
        first, *others = self._session.act(keep_calendar.said_today).otherwise([""])
        self.state.setText("\n".join([self.tr("今天：{0}").format(first), *others]))
        if chosen is not None and (row := self.model.row_of(chosen.id)) >= 0:
            self.table.selectRow(row)
        self._show_buttons()

    def forget(self) -> None:
        """Show nothing: the ledger is locked."""
        self.entries = []
        self.model.show_lines([])

    # How it is made.

    def _arrange(self) -> None:
        for label, role in ((self.state, "dim"), (self.said, "note")):
            label.setWordWrap(True)
            theme.set_role(label, role)
        row = QHBoxLayout()
        self.add_button = self._button(self.tr("新增…"), "plus", self.add)
        self.change_button = self._button(self.tr("改…"), "", self.change)
        self.delete_button = self._button(self.tr("删除"), "trash", self.ask_to_delete)
        self.load_button = self._button(self.tr("从表格导入…"), "", self.choose_workbook)
        for button in (self.add_button, self.change_button, self.delete_button, self.load_button):
            row.addWidget(button)
        row.addWidget(self.said, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.state)
        box.addWidget(self.table, 1)
        box.addLayout(row)

    def _button(self, text: str, icon: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        if icon:
            icons.set_icon(button, icon)
        button.clicked.connect(slot)
        return button

    def _line(self, number: int, each: Shown) -> Line:
        note = each.problem or each.source
        if each.school_day_count and not each.problem:
            note = self.tr("{0} 个上课日").format(each.school_day_count)
        kind = code_list(CalendarKind.CODES).name_of(each.kind)
        texts = (kind, each.name, each.from_on, each.to_on or each.from_on, note)
        return Line(
            each.id or f"announced {number}", texts,
            token="warn" if each.problem else "", faint=not each.is_own,
        )  # fmt: skip

    # What is chosen.

    def _chosen(self) -> Shown | None:
        rows = self.table.selectionModel().selectedRows()
        number = rows[0].row() if rows else -1
        found = self.entries[number] if 0 <= number < len(self.entries) else None
        return found if found is not None and found.is_own else None

    def _show_buttons(self) -> None:
        for button in (self.change_button, self.delete_button):
            button.setEnabled(self._chosen() is not None)

    # What it does.

    def add(self) -> None:
        """Ask for a new entry."""
        dialog = CalendarDialog(self._session, "", self)
        dialog.wanted.connect(partial(self._run, edit_file.add_record, TABLE.key, None))
        dialog.open()

    def change(self) -> None:
        """Ask for the chosen entry again."""
        if (entry := self._chosen()) is not None:
            dialog = CalendarDialog(self._session, entry.id, self)
            dialog.wanted.connect(partial(self._run, edit_file.save_fields, TABLE.key, entry.id))
            dialog.open()

    def _change_row(self, _index: QModelIndex) -> None:
        self.change()

    def ask_to_delete(self) -> None:
        """Ask before the chosen entry is deleted."""
        if (entry := self._chosen()) is not None:
            row = self._session.act(keep_calendar.values, entry.id).otherwise({})
            question.ask(
                self,
                self.tr("删除“{0}”？").format(called(row)),
                self.tr("这几天的上课日、缺课天数和到期日按没有这一条重新算。按 Ctrl+Z 可以找回。"),
                self.tr("删除"),
                partial(self._run, edit_file.delete_record, TABLE.key, entry.id),
            )

    def choose_workbook(self) -> None:
        """Ask for a workbook and show what loading it would do."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("选校历表格"),
            str(user_settings.folder_for_files()),
            self.tr("工作簿和表格 (*.xlsx *.xls *.ods *.csv *.txt)"),
        )
        if chosen:
            self.load(Path(chosen))

    def load(self, path: Path) -> None:
        """Read a workbook of calendar days and ask before it is written."""
        self._say(self.tr("正在读“{0}”…").format(path.name))
        self._session.run(load_calendar.plan, path, then=self._ask_to_load, quiet=True)

    def _ask_to_load(self, answer: Done[CalendarPlan] | Refused) -> None:
        if not answer:
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        plan = answer.value
        counts = self.tr("新增 {0} 条，未变 {1} 条，有误 {2} 行").format(
            len(plan.new), plan.unchanged_count, len(plan.bad)
        )
        wrong = [each.said for each in plan.bad[:SAID_AT_MOST]]
        if len(plan.bad) > SAID_AT_MOST:
            wrong.append(self.tr("……还有 {0} 行").format(len(plan.bad) - SAID_AT_MOST))
        told = "\n".join(wrong)
        if not plan.new:
            self._say(f"{counts}。{told}", "error" if plan.bad else "note")
            return
        self._say(counts)
        question.ask(
            self,
            self.tr("“{0}”：{1}。").format(plan.workbook, counts),
            told or self.tr("写入后按新校历重新算。按 Ctrl+Z 可以撤销。"),
            self.tr("写入 {0} 条").format(len(plan.new)),
            partial(self._run, load_calendar.commit, plan),
        )

    def _run(self, act: Callable[..., Any], *given: Any, **_: Any) -> None:  # noqa: ANN401
        """Change the calendar on the worker: all due days are worked out again."""
        self.setEnabled(False)
        self._say(self.tr("正在按新校历重算…"))
        # A button says whether it is checked, after what is given.
        told = [each for each in given if not isinstance(each, bool)]
        self._session.run(act, *told, then=self._kept, quiet=True)

    def _kept(self, answer: Done[Any] | Refused) -> None:
        self.setEnabled(True)
        self.refresh()
        if answer:
            self._say(self.tr("✓ 已保存。"))
            self._session.saved.emit(self._session.ledger.now()[11:])
            self._session.changed.emit(None)
        else:
            self._say(f"{answer.message}{answer.hint}", "error")
        self.table.setFocus()

    def _say(self, text: str, role: str = "note") -> None:
        theme.set_role(self.said, role)
        self.said.setText(text)
