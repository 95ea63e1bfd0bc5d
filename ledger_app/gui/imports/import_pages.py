"""The four pages of the import window: file, columns, preview, done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.import_workbook import ImportPlan, Policy, Workbook
from ledger_app.gui.imports.import_tables import (
    FATES,
    SheetDelegate,
    SheetModel,
    change_lines,
    ignored_lines,
    mapping_lines,
    missing_lines,
    problem_lines,
    row_lines,
    sheet_look,
    used_sheets,
)
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel

SUFFIXES = ("xlsx", "xls", "ods", "csv", "txt")
FATE_NAMES = ("新增", "更新", "未变", "跳过", "有误")
MOST_MERGED = 500  # merged cells shown as such
UNIT = 14  # pixels: widths below are in characters


class FilePage(QWidget):
    """Which workbook, which school, who wins. `ready(bool)`: whether one can go on."""

    ready = Signal(bool)

    def __init__(self, schools: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = QLineEdit(self)
        self.path.setPlaceholderText(self.tr("把工作簿拖到这里，或点“浏览”"))
        self.path.setAccessibleName(self.tr("工作簿"))
        self.path.textChanged.connect(self._typed)
        self._browse = QPushButton(self.tr("浏览…"), self)
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._choose_file)
        self.school = QComboBox(self)
        self.school.setEditable(True)
        self.school.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.school.addItem(self.tr("按工作簿里写的学校"))
        self.school.addItems(list(schools))
        self.school.setAccessibleName(self.tr("学校"))
        self._policies = QButtonGroup(self)
        self.setAcceptDrops(True)
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 24, 24, 24)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._label(self.tr("工作簿")), 0, 0)
        grid.addWidget(self.path, 0, 1)
        grid.addWidget(self._browse, 0, 2)
        kinds = self.tr(".xlsx、.xls、.ods、CSV 都可以；标题行上面的大标题会自动跳过。")
        grid.addWidget(self._note(kinds), 1, 1)
        grid.addWidget(self._label(self.tr("学校")), 2, 0)
        grid.addWidget(self.school, 2, 1)
        told = self.tr("工作簿里没有学校一列时，选这些孩子所在的学校；台账里还没有的可以直接打字。")
        grid.addWidget(self._note(told), 3, 1)
        grid.addWidget(self._label(self.tr("已有的孩子")), 4, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._policy_choice(), 4, 1)
        grid.setRowStretch(5, 1)

    def _policy_choice(self) -> QVBoxLayout:
        box = QVBoxLayout()
        texts = (
            self.tr("补空：只填台账里空着的项目（推荐）"),
            self.tr("以工作簿为准：两边不同的改成工作簿的，工作簿空着的不动"),
            self.tr("以台账为准：已有的孩子一概不动，只加新的孩子"),
        )
        for number, text in enumerate(texts):
            button = QRadioButton(text, self)
            self._policies.addButton(button, number)
            box.addWidget(button)
        self._policies.button(0).setChecked(True)
        return box

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.set_role(label, "label")
        return label

    def _note(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        theme.set_role(label, "note")
        return label

    def chosen_path(self) -> Path | None:
        """Return the file, None while none is chosen."""
        text = self.path.text().strip().strip('"')
        return Path(text) if text else None

    def chosen_school(self) -> str | None:
        """Return the name of the school all rows belong to, None for what the workbook says."""
        text = self.school.currentText().strip()
        return None if not text or text == self.school.itemText(0) else text

    def policy(self) -> Policy:
        """Return who wins."""
        return (Policy.FILL, Policy.WORKBOOK, Policy.LEDGER)[self._policies.checkedId()]

    def choose_policy(self, policy: Policy) -> None:
        """Choose who wins."""
        policies = (Policy.FILL, Policy.WORKBOOK, Policy.LEDGER)
        self._policies.button(policies.index(policy)).setChecked(True)

    def _typed(self) -> None:
        self.ready.emit(self.chosen_path() is not None)

    def _choose_file(self) -> None:
        patterns = " ".join(f"*.{suffix}" for suffix in SUFFIXES)
        kinds = self.tr("工作簿和表格 ({0})").format(patterns)
        every = self.tr("所有文件")
        before = str(self.chosen_path() or "")
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择花名册"), before, f"{kinds};;{every} (*)"
        )
        if path:
            self.path.setText(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.path.setText(paths[0])


class ColumnsPage(QWidget):
    """Left the sheet as it is, right what each column was taken for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbook: Workbook | None = None
        self._plan: ImportPlan | None = None
        self.sheets = QComboBox(self)
        self.sheets.setAccessibleName(self.tr("工作表"))
        self.sheets.currentTextChanged.connect(self._show_sheet)
        self.sheet, self.original = SheetModel(self), QTableView(self)
        self.columns = PlainTableModel(
            (self.tr("列"), self.tr("标题"), self.tr("认作"), self.tr("样例")), self
        )
        self.unmapped = QLabel(self)
        self.unmapped.setWordWrap(True)
        self._arrange()

    def _arrange(self) -> None:
        left, right = self.original, PlainTable(self.columns, (40, 130, 130, 90), self)
        left.setModel(self.sheet)
        left.setItemDelegate(SheetDelegate(left))
        left.setAccessibleName(self.tr("工作簿原样"))
        right.setAccessibleName(self.tr("各列认作什么"))
        left.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        left.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        left.horizontalHeader().setDefaultSectionSize(UNIT * 8)
        left.verticalHeader().setDefaultSectionSize(theme.text_pixels() + 12)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([560, 460])
        top = QHBoxLayout()
        top.addWidget(QLabel(self.tr("工作表"), self))
        top.addWidget(self.sheets)
        top.addWidget(self.unmapped, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(splitter, 1)

    def show_plan(self, workbook: Workbook, plan: ImportPlan) -> None:
        """Show what was read."""
        self._workbook, self._plan = workbook, plan
        self.sheets.blockSignals(True)
        self.sheets.clear()
        self.sheets.addItems(used_sheets(plan))
        self.sheets.blockSignals(False)
        names = [f"{each.letter} 列“{each.heading}”" for each in plan.unmapped_columns]
        theme.set_role(self.unmapped, "warning" if names else "note")
        said = self.tr("这些列不认识，不会导入：{0}").format("、".join(names))
        self.unmapped.setText(said if names else self.tr("每一列都认出来了。"))
        self._show_sheet()

    def _show_sheet(self) -> None:
        if self._workbook is None or self._plan is None:
            return
        name = self.sheets.currentText()
        look = sheet_look(self._workbook, self._plan, name)
        self.sheet.show_sheet(look)
        self.original.clearSpans()
        for top, left, bottom, right in look.merged[:MOST_MERGED]:
            self.original.setSpan(top, left, bottom - top + 1, right - left + 1)
        self.columns.show_lines(mapping_lines(self._plan, name))


class PreviewPage(QWidget):
    """What would happen to each row, in tabs. `whole_asked(bool)`: a person says that the list is
    whole though it leaves out most of a class, or takes that back."""

    whole_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary, self.note = QLabel(self), QLabel(self)
        self.summary.setFont(theme.ui_font(2, bold=True))
        self.note.setWordWrap(True)
        self.whole = QCheckBox(self)
        self.whole.clicked.connect(self.whole_asked)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.note)
        layout.addWidget(self.whole)
        layout.addWidget(self.tabs, 1)

    def show_plan(self, plan: ImportPlan, schools: Mapping[str, str]) -> None:
        """Show the counts, and every row with its reason."""
        counts = plan.counts
        self.summary.setText(counts_text(counts))
        self.note.setText(self._note(plan))
        self._clear()
        for fate, name in zip(FATES, FATE_NAMES, strict=True):
            if counts[fate]:
                title = f"{name} {counts[fate]}"
                if fate == "updated":
                    self._add(title, change_lines(plan, schools), _CHANGE_COLUMNS)
                else:
                    self._add(title, row_lines(plan, fate, schools), _ROW_COLUMNS)
        if lines := missing_lines(plan, schools):
            title = self.tr("不在这份名单上 {0}").format(len(lines))
            self._add(title, lines, _MISSING_COLUMNS)
        self._ask_whole(plan)
        if plan.problems:
            title = self.tr("提醒 {0}").format(len(plan.problems))
            self._add(title, problem_lines(plan), _PROBLEM_COLUMNS)
        if plan.ignored or plan.refused_sheets:
            title = self.tr("略去 {0}").format(plan.ignored_count + len(plan.refused_sheets))
            self._add(title, ignored_lines(plan), _IGNORED_COLUMNS)

    def _ask_whole(self, plan: ImportPlan) -> None:
        """Ask before a list that may be of some children only makes a line for each other one."""
        count = sum(len(each.missing) for each in plan.roster.partial)
        self.whole.setVisible(bool(count) or self.whole.isChecked())
        if count:
            told = self.tr("名单是全的：没有列出的 {0} 人（多是整班没有）也要逐个查")
            self.whole.setText(told.format(count))

    def _clear(self) -> None:
        while page := self.tabs.widget(0):
            self.tabs.removeTab(0)
            page.deleteLater()

    def _add(self, title: str, lines: list[Line], columns: tuple[tuple[str, int], ...]) -> None:
        model = PlainTableModel([name for name, _ in columns], self.tabs)
        model.show_lines(lines)
        table = PlainTable(model, [width * UNIT for _, width in columns], self.tabs)
        model.setParent(table)
        table.setAccessibleName(title)
        self.tabs.addTab(table, title)

    def _note(self, plan: ImportPlan) -> str:
        if not written_count(plan) and not plan.roster.writes:
            return self.tr("没有变化：工作簿里的内容台账里都有了，不需要写入。")
        parts = []
        if plan.roster.is_new:
            told = self.tr("这份花名册会作为本学期在校的依据：{0} 人；全班都在上面的 {1} 个班。")
            parts.append(told.format(len(plan.roster.rows), len(plan.roster.scope)))
        elif plan.roster.why_not:
            told = self.tr("不当作花名册（不作在校的依据，也不查缺人）：{0}。")
            parts.append(told.format(plan.roster.why_not))
        if plan.new_schools:
            names = "、".join(school.name or school.code for school in plan.new_schools)
            parts.append(self.tr("新建学校：{0}。").format(names))
        if plan.new_classes:
            parts.append(self.tr("新建班级 {0} 个。").format(len(plan.new_classes)))
        parts.append(self.tr("现在还什么都没有写入。写入以后可以一次撤销。"))
        return "".join(parts)


_PLACE = ("工作表、行号", 11)
_ROW_COLUMNS = (_PLACE, ("姓名", 11), ("学校", 14), ("年级班", 6), ("说明", 12))
_CHANGE_COLUMNS = (_PLACE, ("姓名", 11), ("项目", 14), ("台账里的", 16), ("改成", 10))
_MISSING_COLUMNS = (("姓名", 11), ("学校", 14), ("年级班", 8), ("名单上写着", 12))
_PROBLEM_COLUMNS = (_PLACE, ("列", 12), ("问题", 12))
_IGNORED_COLUMNS = (_PLACE, ("为什么不导入", 12))


def counts_text(counts: Mapping[str, int]) -> str:
    """Return 新增 401 · 更新 12 · 未变 18 · 跳过 2 · 有误 3."""
    pairs = zip(FATES, FATE_NAMES, strict=True)
    return " · ".join(f"{name} {counts[fate]}" for fate, name in pairs)


def has_work(plan: ImportPlan) -> bool:
    """Tell whether the plan writes anything: children, or that the list was loaded."""
    return written_count(plan) > 0 or plan.roster.writes


def written_count(plan: ImportPlan) -> int:
    """Return how many rows the plan writes."""
    return plan.counts["created"] + plan.counts["updated"]
