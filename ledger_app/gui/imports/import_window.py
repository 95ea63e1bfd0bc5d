"""Load a workbook in four steps: choose, look at the columns, rehearse, done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import import_workbook, keep_places, undo_revision
from ledger_app.actions.import_workbook import ImportPlan, ImportResult, Workbook
from ledger_app.actions.undo_revision import Reversal
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.imports.done_page import DonePage
from ledger_app.gui.imports.import_pages import (
    ColumnsPage,
    FilePage,
    PreviewPage,
    counts_text,
    has_work,
    written_count,
)
from ledger_app.gui.imports.import_tables import school_names
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.key_pause import key_pause
from ledger_app.gui.kit.page_area import PageStack
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.worker import Progress

FILE, COLUMNS, PREVIEW, DONE = range(4)
UNREAD = 1000  # milliseconds in which nobody has read what a whole roster would change
Planned = tuple[Workbook, ImportPlan]


class ImportWindow(Dialog):
    """The four steps in one window. With a path it starts reading at once."""

    def __init__(
        self, session: Session, path: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._progress: Progress | None = None
        self._closing = False
        self._planned: Planned | None = None
        self._result: ImportResult | None = None
        self.setWindowTitle(self.tr("导入工作簿"))
        schools = keep_places.school_choices(session.ledger)
        self.file = FilePage([name for _, name in schools if name], self)
        self.columns, self.preview = ColumnsPage(), PreviewPage()
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
        if path is not None:
            self.file.path.setText(str(path))
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
        theme.set_look(self.next, "primary", True)
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
        layout.setContentsMargins(16, 14, 16, 14)
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
        self.preview.whole_asked.connect(self._plan_again)
        self.done_page.undo.clicked.connect(self._ask_undo)
        self.done_page.export.clicked.connect(self._export)
        self._session.failed.connect(self._refused)
        self._session.broke.connect(self._failed)

    # Steps.

    def step(self) -> int:
        """Return which of the four steps is shown."""
        return self._pages.currentIndex()

    def _show_step(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        names = (self.tr("选文件"), self.tr("对列"), self.tr("预演"), self.tr("完成"))
        for number, label in enumerate(self._steps):
            label.setText(f"{number + 1} {names[number]}")
            theme.set_role(label, "" if number == step else "dim")
            label.setFont(theme.ui_font(1, bold=number == step))  # restyling would undo it
        self.message.clear()
        self._enable()
        if step != FILE:
            self.next.setFocus()
        if step == PREVIEW:
            key_pause().begin(UNREAD)

    def _enable(self) -> None:
        step, busy = self.step(), self._progress is not None
        self._bar.setVisible(busy)
        self._doing.setVisible(busy)
        self._pages.setEnabled(not busy)
        self.message.setVisible(bool(self.message.text()))
        self.back.setVisible(step in (COLUMNS, PREVIEW))
        self.back.setEnabled(not busy)
        self.cancel.setVisible(step != DONE)
        self.next.setText(self._next_text())
        self.next.setEnabled(not busy and self._may_go_on())

    def _next_text(self) -> str:
        step = self.step()
        if step == DONE:
            return self.tr("关闭")
        if step == PREVIEW and self._planned is not None:
            count = written_count(self._planned[1])
            if not count and self._planned[1].roster.writes:
                return self.tr("记下名单")
            return self.tr("写入 {0} 行").format(count) if count else self.tr("没有变化")
        return self.tr("下一步")

    def _may_go_on(self) -> bool:
        if self.step() == FILE:
            return self.file.chosen_path() is not None
        if self.step() == PREVIEW:
            return self._planned is not None and has_work(self._planned[1])
        return True

    def _go_on(self) -> None:
        match self.step():
            case 0:
                self._read()
            case 1:
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

    def _read(self) -> None:
        path = self.file.chosen_path()
        if path is None or self._progress is not None:
            return
        school, policy = self.file.chosen_school(), self.file.policy()
        progress = self._begin(self.tr("请稍候……"), may_stop=True)
        read, then = import_workbook.read_and_plan, self._was_read
        self._session.run(read, path, progress, then=then, school=school, policy=policy)

    def _was_read(self, answer: Done[Planned | None] | Refused) -> None:
        planned = answer.otherwise(None)
        if not self._ended() or planned is None:
            return
        self._planned = planned
        workbook, plan = planned
        self.columns.show_plan(workbook, plan)
        known = self._session.act(keep_places.school_choices).otherwise([])
        self.preview.show_plan(plan, school_names(plan, known))
        self._show_step(COLUMNS)

    def _plan_again(self, whole: bool) -> None:
        """Rehearse again with what was said of the list."""
        if self._planned is None or self._progress is not None:
            return
        self._begin(self.tr("请稍候……"), may_stop=False)
        again, workbook = import_workbook.plan_for, self._planned[0]
        school, policy = self.file.chosen_school(), self.file.policy()
        then = self._was_planned_again
        self._session.run(again, workbook, then=then, school=school, policy=policy, whole=whole)

    def _was_planned_again(self, answer: Done[ImportPlan] | Refused) -> None:
        if answer and self._planned is not None:
            self._planned = (self._planned[0], answer.value)
            known = self._session.act(keep_places.school_choices).otherwise([])
            self.preview.show_plan(answer.value, school_names(answer.value, known))
        self._ended()

    def _write(self) -> None:
        if self._planned is None:
            return
        self._begin(self.tr("正在备份并写入，请不要关机……"), may_stop=False)
        self._session.run(import_workbook.commit, self._planned[1], then=self._was_written)

    def _was_written(self, answer: Done[ImportResult] | Refused) -> None:
        if answer:
            self._show_result(answer.value)
        if self._ended() and answer:
            self._show_step(DONE)

    def _show_result(self, result: ImportResult) -> None:
        self._result = result
        counts, page = result.counts, self.done_page
        done = counts["created"] + counts["updated"]
        title = self.tr("已写入 {0} 行").format(done) if done else self.tr("已记下名单")
        page.title.setText(title)
        page.show_roster(result)
        page.counts.setText(counts_text(counts))
        rows = self.tr("共 {0} 行，都在台账里了；需要时可以一次撤销。")
        troubled = self._troubled_count()
        if troubled:
            rows = self.tr("共 {0} 行。有误和有疑问的 {1} 行可以导出来，改好后再导入。")
        page.note.setText(rows.format(counts["rows"], troubled))
        page.undo.setEnabled(result.revision_no is not None)
        page.export.setVisible(troubled > 0)

    def _troubled_count(self) -> int:
        rows = self._planned[1].rows if self._planned else ()
        return sum(row.fate.value in ("failed", "skipped") or bool(row.problems) for row in rows)

    def _ask_undo(self) -> None:
        """Ask before the import is taken back."""
        if self._result is None or self._result.revision_no is None:
            return
        counts, path = self._result.counts, self.file.chosen_path()
        question.ask(
            self,
            self.tr("撤销本次导入“{0}”？").format(path.name if path else ""),
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
            self._show_undone(answer.value)
        if self._ended() and answer:
            self.done_page.undo.setEnabled(False)
            self.done_page.counts.clear()

    def _show_undone(self, reversal: Reversal) -> None:
        page = self.done_page
        page.title.setText(self.tr("本次导入已撤销"))
        page.forget_roster()
        text = self.tr("收回 {0} 处改动。").format(reversal.reversed_count)
        if reversal.kept:
            names = "、".join(reversal.kept[:10]) + ("……" if len(reversal.kept) > 10 else "")
            kept = self.tr("有 {0} 处导入以后又改过，保留了：{1}。")
            text += kept.format(len(reversal.kept), names)
        page.note.setText(text)

    def _export(self) -> None:
        if self._planned is None:
            return
        plan = self._planned[1]
        name = f"{Path(plan.workbook).stem}-待改.xlsx"
        folder = (self.file.chosen_path() or Path()).parent
        title, kinds = self.tr("导出有误的行"), self.tr("Excel 工作簿 (*.xlsx)")
        path = ask_target(self, title, folder / name, kinds, ".xlsx")
        if path:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the rows to mend to a workbook."""
        if self._planned is None:
            return
        try:
            count = import_workbook.write_problem_rows(
                self._planned[1], path, self.file.chosen_path()
            )
        except LedgerError as error:
            self._session.failed.emit(error.message, error.hint)
            return
        self.done_page.note.setText(self.tr("已导出 {0} 行到 {1}。").format(count, path))

    # Closing.

    def reject(self) -> None:
        """Close; while reading, stop first; while writing, stay until it is done."""
        if self._progress is None:
            super().reject()
        elif self.cancel.isEnabled():
            self._progress.cancel()
            self._closing = True
            self._doing.setText(self.tr("正在停下……"))
            self.cancel.setEnabled(False)
