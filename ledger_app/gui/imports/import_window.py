"""Load a workbook in four steps: choose, look at the columns, rehearse, done."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import import_workbook, keep_places, undo_revision
from ledger_app.actions.import_workbook import ImportPlan, ImportResult, Policy, Workbook
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.undo_revision import Reversal
from ledger_app.gui.imports.import_pages import (
    ColumnsPage,
    DonePage,
    FilePage,
    PreviewPage,
    counts_text,
    written_count,
)
from ledger_app.gui.imports.import_tables import school_names
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Progress, Session

FILE, COLUMNS, PREVIEW, DONE = range(4)
Planned = tuple[Workbook, ImportPlan]


def read_and_plan(
    ledger: Ledger, path: Path, school: str | None, policy: Policy, progress: Progress
) -> Planned | None:
    """Read a workbook and plan its import; None if it was cancelled. Nothing is written."""
    progress.move(0, 0, f"正在读“{path.name}”……")
    workbook = import_workbook.read_workbook(path)
    if progress.cancelled:
        return None
    rows = sum(len(sheet.rows) for sheet in workbook.sheets)
    progress.move(0, 0, f"读出 {rows} 行，正在与台账核对……")
    plan = import_workbook.plan_for(ledger, workbook, school=school, policy=policy)
    return None if progress.cancelled else (workbook, plan)


def write_plan(ledger: Ledger, plan: ImportPlan, progress: Progress) -> ImportResult:
    """Do what the plan says, after a backup, as one revision."""
    progress.move(0, 0, "正在备份并写入，请不要关机……")
    return import_workbook.commit(ledger, plan)


def take_back(ledger: Ledger, revision_no: int, progress: Progress) -> Reversal:
    """Undo one import."""
    progress.move(0, 0, "正在撤销……")
    return undo_revision.undo(ledger, revision_no)


class ImportWindow(QDialog):
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
        self.columns, self.preview, self.done_page = ColumnsPage(), PreviewPage(), DonePage()
        self._pages = QStackedWidget(self)
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
        self.done_page.undo.clicked.connect(self._undo)
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
            return self.tr("写入 {0} 行").format(count) if count else self.tr("没有变化")
        return self.tr("下一步")

    def _may_go_on(self) -> bool:
        if self.step() == FILE:
            return self.file.chosen_path() is not None
        if self.step() == PREVIEW:
            return self._planned is not None and written_count(self._planned[1]) > 0
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

    def _begin(self, progress: Progress, *, may_stop: bool) -> None:
        self._progress = progress
        self.message.clear()
        self._doing.setText(self.tr("请稍候……"))
        progress.moved.connect(self._moved)
        self._enable()
        self.cancel.setEnabled(may_stop)

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

    def _not_done(self) -> None:
        self._ended()

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
        work = partial(read_and_plan, self._session.ledger, path, school, policy)
        self._begin(
            self._session.run_long(work, self._was_read, refused=self._not_done), may_stop=True
        )

    def _was_read(self, planned: Planned | None) -> None:
        if not self._ended() or planned is None:
            return
        self._planned = planned
        workbook, plan = planned
        self.columns.show_plan(workbook, plan)
        known = self._session.act(keep_places.school_choices) or []
        self.preview.show_plan(plan, school_names(plan, known))
        self._show_step(COLUMNS)

    def _write(self) -> None:
        if self._planned is None:
            return
        work = partial(write_plan, self._session.ledger, self._planned[1])
        self._begin(
            self._session.run_long(work, self._was_written, refused=self._not_done), may_stop=False
        )

    def _was_written(self, result: ImportResult) -> None:
        self._result = result
        counts, page = result.counts, self.done_page
        page.title.setText(self.tr("已写入 {0} 行").format(counts["created"] + counts["updated"]))
        page.counts.setText(counts_text(counts))
        rows = self.tr("共 {0} 行，都在台账里了；需要时可以一次撤销。")
        troubled = self._troubled_count()
        if troubled:
            rows = self.tr("共 {0} 行。有误和有疑问的 {1} 行可以导出来，改好后再导入。")
        page.note.setText(rows.format(counts["rows"], troubled))
        page.undo.setEnabled(result.revision_no is not None)
        page.export.setVisible(troubled > 0)
        if self._ended():
            self._show_step(DONE)

    def _troubled_count(self) -> int:
        rows = self._planned[1].rows if self._planned else ()
        return sum(row.fate.value in ("failed", "skipped") or bool(row.problems) for row in rows)

    def _undo(self) -> None:
        if self._result is None or self._result.revision_no is None:
            return
        work = partial(take_back, self._session.ledger, self._result.revision_no)
        self._begin(
            self._session.run_long(work, self._was_undone, refused=self._not_done), may_stop=False
        )

    def _was_undone(self, reversal: Reversal) -> None:
        page = self.done_page
        page.title.setText(self.tr("本次导入已撤销"))
        text = self.tr("收回 {0} 处改动。").format(reversal.reversed_count)
        if reversal.kept:
            names = "、".join(reversal.kept[:10]) + ("……" if len(reversal.kept) > 10 else "")
            kept = self.tr("有 {0} 处导入以后又改过，保留了：{1}。")
            text += kept.format(len(reversal.kept), names)
        page.note.setText(text)
        if self._ended():
            page.undo.setEnabled(False)
            page.counts.clear()

    def _export(self) -> None:
        if self._planned is None:
            return
        plan = self._planned[1]
        name = f"{Path(plan.workbook).stem}-待改.xlsx"
        folder = (self.file.chosen_path() or Path()).parent
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出有误的行"), str(folder / name), self.tr("Excel 工作簿 (*.xlsx)")
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the rows to mend to a workbook."""
        if self._planned is None:
            return
        count = self._session.act(_write_problem_rows, self._planned[1], path)
        if count is not None:
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


def _write_problem_rows(_ledger: Ledger, plan: ImportPlan, path: Path) -> int:
    return import_workbook.write_problem_rows(plan, path)
