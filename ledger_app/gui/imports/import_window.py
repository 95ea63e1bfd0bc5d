"""Load a workbook in four steps: choose, look at the columns, rehearse, done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import import_workbook, keep_places, undo_revision
from ledger_app.actions.import_workbook import ImportPlan, ImportResult
from ledger_app.actions.imports import column_memory
from ledger_app.actions.rehearsing import rehearsal
from ledger_app.actions.rehearsing.rehearsal import Asked, Rehearsal
from ledger_app.actions.rehearsing.unsure_cases import Decision
from ledger_app.actions.undo_revision import Reversal
from ledger_app.domain.dates import school_year
from ledger_app.gui.imports.columns.page import ColumnsPage
from ledger_app.gui.imports.done_page import DonePage
from ledger_app.gui.imports.exporting import ask_export, export_rows
from ledger_app.gui.imports.file_page import FilePage
from ledger_app.gui.imports.incoming import Source
from ledger_app.gui.imports.preview.lines import school_names
from ledger_app.gui.imports.preview.page import PreviewPage, unsure_count, written_count
from ledger_app.gui.imports.rehearsing import Rehearsing
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.key_pause import key_pause
from ledger_app.gui.kit.page_area import PageStack
from ledger_app.gui.rosters.unsure_dialog import UnsureDialog
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress

FILE, COLUMNS, PREVIEW, DONE = range(4)
UNREAD = 1000  # milliseconds in which nobody has read what a whole roster would change


class ImportWindow(Dialog):
    """The four steps in one window. With a file or a table it starts reading at once."""

    says_failures = True

    def __init__(
        self, session: Session, source: Source | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._progress: Progress | None = None
        self._closing = False
        self._goes_on = False  # as soon as what was said last has been rehearsed
        self._rehearsal: Rehearsal | None = None
        self._decisions: dict[str, Decision] = {}
        self._result: ImportResult | None = None
        self.setWindowTitle(self.tr("导入工作簿"))
        schools = [name for _, name in keep_places.school_choices(session.ledger) if name]
        self.file = FilePage(schools, self)
        self.columns = ColumnsPage(schools, school_year(session.ledger.today()))
        self.preview = PreviewPage()
        self._rehearsing = Rehearsing(session, self)
        self.done_page = DonePage(session)
        self._pages = PageStack(self)
        self._steps = [QLabel(self) for _ in range(4)]
        self.message, self._doing = QLabel(self), QLabel(self)
        self._bar = QProgressBar(self)
        self.cancel = QPushButton(self.tr("取消"), self)
        self.back = QPushButton(self.tr("上一步"), self)
        self.next = QPushButton(self)
        self._arrange()
        self._connect()
        self._show_step(FILE)
        if source is not None:
            self.file.choose(source)
            self._read()

    # Making it.

    def _arrange(self) -> None:
        for page in (self.file, self.columns, self.preview, self.done_page):
            self._pages.addWidget(page)
        self.message.setWordWrap(True)
        theme.set_role(self.message, "error")
        theme.set_role(self._doing, "dim")
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(160)
        self.next.setDefault(True)
        for button in (self.cancel, self.back):
            button.setAutoDefault(False)  # Enter goes on, also where the focus fell to them
        steps = QHBoxLayout()
        for number, label in enumerate(self._steps):
            if number:
                steps.addWidget(QLabel("›", self))
            steps.addWidget(label)
        steps.addStretch(1)
        buttons = QHBoxLayout()
        for widget in (self._bar, self._doing):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        for button in (self.cancel, self.back, self.next):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(steps)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.message)
        layout.addLayout(buttons)
        self.resize(1080, 640)

    def _connect(self) -> None:
        self.file.ready.connect(self._enable)
        self.cancel.clicked.connect(self.reject)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        # From anywhere: what is not known may stay so, and Tab leads through many things.
        QShortcut(QKeySequence("Ctrl+Return"), self, self.next.click)
        self.columns.changed.connect(self._plan_again)
        self.columns.settled.connect(self.next.setFocus)
        self.preview.whole_asked.connect(self._plan_again)
        self.preview.decided.connect(self._decide)
        self.preview.export.clicked.connect(self._export)
        self._rehearsing.done.connect(self._was_planned_again)
        self._rehearsing.refused.connect(self._enable)
        self._rehearsing.running.connect(self._enable)
        self.done_page.undo.clicked.connect(self._ask_undo)
        self.done_page.export.clicked.connect(self._export)
        self.done_page.unsure_wanted.connect(self._decide_waiting)
        for page in (self.preview, self.done_page):
            page.question.wanted.connect(self._answer_rows)
        self._session.failed.connect(self._refused)
        self._session.broke.connect(self._failed)

    # Steps.

    def step(self) -> int:
        """Return which of the four steps is shown."""
        return self._pages.currentIndex()

    def _show_step(self, step: int) -> None:
        if step == PREVIEW:
            self._show_preview()
        self._pages.setCurrentIndex(step)
        names = (self.tr("选文件"), self.tr("对列"), self.tr("预演"), self.tr("完成"))
        for number, label in enumerate(self._steps):
            label.setText(f"{number + 1} {names[number]}")
            theme.set_role(label, "" if number == step else "dim")
            label.setFont(theme.ui_font(1, bold=number == step))  # restyling would undo it
        self.message.clear()
        self._enable()
        self._give_keyboard(step)
        if step == PREVIEW:
            key_pause().begin(UNREAD)

    def _give_keyboard(self, step: int) -> None:
        """Lead to what is asked; where nothing is, Enter goes on."""
        if step == COLUMNS and (self.columns.is_asking() or self._plan() is None):
            self.columns.focus_question()
        elif step == PREVIEW and self.preview.is_asking():
            self.preview.unsure.setFocus()
        elif step != FILE:
            self.next.setFocus()

    def _plan(self) -> ImportPlan | None:
        return self._rehearsal.plan if self._rehearsal is not None else None

    def _enable(self) -> None:
        step, busy = self.step(), self._progress is not None
        rehearses = self._rehearsing.is_running
        self._bar.setVisible(busy or rehearses)
        self._doing.setVisible(busy or rehearses)
        if rehearses and not busy:
            self._doing.setText(self.tr("正在按新说的重新预演……"))
        self._pages.setEnabled(not busy)
        self.message.setVisible(bool(self.message.text()))
        self.back.setVisible(step in (COLUMNS, PREVIEW))
        self.back.setEnabled(not busy)
        self.cancel.setVisible(step != DONE)
        self.next.setText(self._next_text())
        theme.set_look(self.next, "primary", step != DONE)
        self.next.setEnabled(not busy and self._may_go_on())

    def _next_text(self) -> str:
        step, made = self.step(), self._rehearsal
        if step == DONE:
            return self.tr("关闭")
        if step != PREVIEW or made is None or made.plan is None:
            return self.tr("下一步")
        plan = made.plan
        if count := written_count(plan):
            return self.tr("写入 {0} 行").format(count)
        if plan.roster.writes:
            return self.tr("记下名单")
        if made.writes:
            count = unsure_count(plan)
            told = self.tr("记下拿不准的 {0} 行").format(count)
            return told if count else self.tr("记下答复")
        unchanged = plan.counts["unchanged"] == plan.counts["rows"]
        return self.tr("没有变化") if unchanged else self.tr("没有要写入的")

    def _may_go_on(self) -> bool:
        if self.step() == FILE:
            return self.file.chosen() is not None
        if self.step() == COLUMNS:
            return self._rehearsing.is_running or self._plan() is not None
        if self.step() == PREVIEW:
            made, rehearses = self._rehearsal, self._rehearsing.is_running
            return made is not None and made.writes and not rehearses
        return True

    def _go_on(self) -> None:
        match self.step():
            case 0:
                self._read()
            case 1:
                self._goes_on = self._rehearsing.is_running
                if not self._goes_on:
                    self._show_step(PREVIEW)
            case 2:
                self._write()
            case _:
                self.accept()

    def _go_back(self) -> None:
        self._show_step(self.step() - 1)

    # Work on the worker thread.

    def _begin(self, doing: str, *, may_stop: bool) -> Progress:
        """Show that something runs; the progress is for what can tell how far it is."""
        self._progress = progress = Progress()
        self.message.clear()
        self._doing.setText(doing)
        progress.moved.connect(self._moved)
        self._enable()
        self.cancel.setEnabled(may_stop)
        return progress

    def _moved(self, _done: int, _total: int, text: str) -> None:
        self._doing.setText(text)

    def _ended(self) -> bool:
        """Take the progress away; tell whether the window is still wanted."""
        self._progress = None
        self.cancel.setEnabled(True)
        self._enable()
        if self._closing:
            super().reject()
        return not self._closing

    def _refused(self, message: str, hint: str) -> None:
        self.message.setText(f"{message}{hint}")
        self.message.show()

    def _failed(self, _details: str) -> None:
        self._refused(self.tr("程序出错了，台账没有变化。"), self.tr("详情见主窗口下方的提示。"))

    def _asked(self, *, as_remembered: bool = False) -> Asked:
        return Asked(
            self.file.chosen_school(),
            self.file.policy(),
            self.preview.whole.isChecked(),
            None if as_remembered else self.columns.assignment(),
            dict(self._decisions),
        )

    def _read(self) -> None:
        source = self.file.chosen()
        if source is None or self._progress is not None:
            return
        self._rehearsing.stop()
        self._decisions.clear()
        self.preview.whole.setChecked(False)
        asked = self._asked(as_remembered=True)
        progress = self._begin(self.tr("请稍候……"), may_stop=True)
        self._session.run(rehearsal.read, source, progress, asked, then=self._was_read)

    def _was_read(self, answer: Done[Rehearsal | None] | Refused) -> None:
        made = answer.otherwise(None)
        if not self._ended() or made is None:
            return
        sources = self._session.act(column_memory.sources).otherwise([])
        self._rehearsal = made
        self.columns.begin(made, sources)
        self._show_step(COLUMNS)

    def _show_preview(self) -> None:
        """Fill the tabs: not before somebody looks, a district has lines by the ten thousand."""
        made = self._rehearsal
        if made is not None and made.plan is not None:
            known = self._session.act(keep_places.school_choices).otherwise([])
            self.preview.show_plan(made.plan, school_names(made.plan, known), self._decisions)

    def _plan_again(self, _whole: bool = False) -> None:
        """Rehearse again with what was said of the list."""
        if self._rehearsal is not None and self._progress is None:
            self.message.clear()
            self._rehearsing.ask(self._rehearsal, self._asked())

    def _decide(self, key: str, decision: Decision) -> None:
        """Take what was said of an unsure row; several answers are rehearsed at once."""
        self._decisions[key] = decision
        if self._rehearsal is not None and self._progress is None:
            self._rehearsing.ask(self._rehearsal, self._asked(), at_once=False)

    def _was_planned_again(self, made: Rehearsal) -> None:
        self._rehearsal = made
        self.columns.show_rehearsal(made)
        if self.step() == PREVIEW:
            self._show_preview()
        self._enable()
        if self._goes_on and made.plan is not None:
            self._show_step(PREVIEW)
        self._goes_on = False

    def _write(self) -> None:
        plan = self._plan()
        if plan is None:
            return
        self._begin(self.tr("正在备份并写入，请不要关机……"), may_stop=False)
        self._session.run(import_workbook.commit, plan, then=self._was_written)

    def _was_written(self, answer: Done[ImportResult] | Refused) -> None:
        plan = self._plan()
        if answer and plan is not None:
            self._result = answer.value
            self.done_page.show_result(plan, answer.value)
        if self._ended() and answer:
            self._show_step(DONE)

    def _ask_undo(self) -> None:
        """Ask before the import is taken back."""
        if self._result is None or self._result.revision_no is None:
            return
        counts, plan = self._result.counts, self._plan()
        question.ask(
            self,
            self.tr("撤销本次导入“{0}”？").format(plan.workbook if plan else ""),
            self.tr("新建的 {0} 份档案会去掉，更新的 {1} 份恢复原样；之后又改过的保留。").format(
                counts["created"], counts["updated"]
            ),
            self.tr("撤销导入"),
            self._undo,
        )

    def _undo(self) -> None:
        if self._result is None or self._result.revision_no is None:
            return
        self._begin(self.tr("正在撤销……"), may_stop=False)
        number = self._result.revision_no
        self._session.run(undo_revision.undo, number, then=self._was_undone)

    def _was_undone(self, answer: Done[Reversal] | Refused) -> None:
        if answer:
            self.done_page.show_undone(answer.value)
        if self._ended() and answer:
            self.done_page.undo.setEnabled(False)

    def _export(self) -> None:
        plan = self._plan()
        if plan is not None and (path := ask_export(self, plan, self.file.chosen_path())):
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the rows to mend to a workbook."""
        plan = self._plan()
        told = export_rows(self._session, plan, path, self.file.chosen_path()) if plan else ""
        if told:
            (self.preview.note if self.step() == PREVIEW else self.done_page.note).setText(told)

    # What is still asked.

    def _answer_rows(self) -> None:
        """Go back to the columns to say whether hidden and struck-out rows are read; after
        writing, the same workbook is rehearsed again on what the ledger has now."""
        if self.step() == DONE and self._rehearsal is not None:
            self._rehearsing.ask(self._rehearsal, self._asked())
        self._show_step(COLUMNS)

    def _decide_waiting(self) -> None:
        UnsureDialog(self._session, self).open()

    # Closing.

    def reject(self) -> None:
        """Close; while reading, stop first; while writing, stay until it is done."""
        if self._progress is None:
            self._rehearsing.stop()
            super().reject()
        elif self.cancel.isEnabled():
            self._progress.cancel()
            self._closing = True
            self._doing.setText(self.tr("正在停下……"))
            self.cancel.setEnabled(False)
