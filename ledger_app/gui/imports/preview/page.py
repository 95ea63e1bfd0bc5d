"""Step 3, 预演: what would happen to each row, in tabs; nothing is written yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.import_workbook import ImportPlan
from ledger_app.actions.rehearsing import unsure_cases
from ledger_app.actions.rehearsing.unsure_cases import Decision, SameChild
from ledger_app.gui.imports.preview.lines import (
    FATES,
    change_lines,
    difference_lines,
    left_out_lines,
    missing_lines,
    problem_lines,
    row_lines,
    unmapped_lines,
)
from ledger_app.gui.imports.preview.open_question import OpenQuestionLine
from ledger_app.gui.imports.preview.reason_tabs import (
    CELL_COLUMNS,
    DIFFERENCE_COLUMNS,
    PLACE,
    ROW_COLUMNS,
    ReasonTabs,
)
from ledger_app.gui.kit import theme
from ledger_app.gui.rosters.unsure_pane import UnsurePane

FATE_NAMES = ("新增", "更新", "未变", "跳过", "有误")


class PreviewPage(QWidget):
    """What would happen to each row, in tabs. `whole_asked(bool)`: a person says that the list is
    whole though it leaves out most of a class, or takes that back; `decided(key, decision)`: whose
    an unsure row is."""

    whole_asked = Signal(bool)
    decided = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary, self.note = QLabel(self), QLabel(self)
        self.summary.setFont(theme.ui_font(2, bold=True))
        self.note.setWordWrap(True)
        self.whole = QCheckBox(self)
        self.whole.clicked.connect(self.whole_asked)
        self.export = QPushButton(self.tr("导出有误的行…"), self)
        self.export.setAutoDefault(False)
        self.question, self._reasons = OpenQuestionLine(self), ReasonTabs(self)
        self.tabs = self._reasons.tabs
        self.unsure = UnsurePane(self)
        self.unsure.decided.connect(self.decided)
        self.unsure.hide()
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.note)
        layout.addWidget(self.question)
        layout.addWidget(self.whole)
        layout.addWidget(self._reasons, 1)

    def show_plan(
        self, plan: ImportPlan, schools: Mapping[str, str], decisions: Mapping[str, Decision]
    ) -> None:
        """Show the counts, and every row with its reason."""
        self.summary.setText(counts_text(plan.counts))
        self.note.setText(self._note(plan))
        self.export.setVisible(troubled_count(plan) > 0)
        before = self.tabs.tabText(self.tabs.currentIndex()).partition(" ")[0]
        self._reasons.take_away(self.unsure)
        if cases := unsure_cases.of_plan(plan, schools):
            # What was put off is still set aside; the rest of the answers stand in the plan.
            later = {key: each.answer for key, each in decisions.items()}
            later = {key: code for key, code in later.items() if code == SameChild.LATER}
            self.unsure.show_cases(cases, later)
            self.tabs.addTab(self.unsure, self.tr("拿不准 {0}").format(len(cases)))
        self._add_fates(plan, schools)
        add = self._reasons.add
        add(self.tr("与台账不同"), difference_lines(plan), DIFFERENCE_COLUMNS)
        add(self.tr("不在这份名单上"), missing_lines(plan, schools), _MISSING_COLUMNS)
        self.question.show_plan(plan)
        self._ask_whole(plan)
        add(self.tr("提醒"), problem_lines(plan), CELL_COLUMNS)
        self._reasons.add_left_out(plan)
        self._show_tab(before)

    def is_asking(self) -> bool:
        """Tell whether there is a row of which nobody has said whose it is."""
        return self.tabs.indexOf(self.unsure) >= 0 and self.unsure.open_count() > 0

    def _show_tab(self, name: str) -> None:
        """Stay at the tab that was in sight."""
        titles = [self.tabs.tabText(at).partition(" ")[0] for at in range(self.tabs.count())]
        if name in titles:
            self.tabs.setCurrentIndex(titles.index(name))

    def _add_fates(self, plan: ImportPlan, schools: Mapping[str, str]) -> None:
        for fate, name in zip(FATES, FATE_NAMES, strict=True):
            changes = fate == "updated"
            count = plan.counts[fate]
            lines = change_lines(plan, schools) if changes else row_lines(plan, fate, schools)
            columns = _CHANGE_COLUMNS if changes else ROW_COLUMNS
            self._reasons.add(name, lines, columns, count if changes else 0)

    def _ask_whole(self, plan: ImportPlan) -> None:
        """Ask before a list that may be of some children only makes a line for each other one."""
        count = sum(len(each.missing) for each in plan.roster.partial)
        self.whole.setVisible(bool(count) or self.whole.isChecked())
        if count:
            told = self.tr("名单是全的：没有列出的 {0} 人（多是整班没有）也要逐个查")
            self.whole.setText(told.format(count))

    def _note(self, plan: ImportPlan) -> str:
        if not written_count(plan) and not plan.roster.writes:
            return self._nothing_to_write(plan)
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
        if count := len(unmapped_lines(plan)):
            parts.append(self.tr("有 {0} 列没有导入。").format(count))
        parts.append(self.tr("现在还什么都没有写入。写入以后可以一次撤销。"))
        return "".join(parts)

    def _nothing_to_write(self, plan: ImportPlan) -> str:
        """Say why: what the ledger has already is one thing, what could not be read another."""
        counts = plan.counts
        if not counts["rows"]:
            return self.tr("标题行下面没有读到学生，没有要写入的。")
        left = len(left_out_lines(plan)), len(unmapped_lines(plan))
        if counts["unchanged"] == counts["rows"]:
            if any(left):
                told = self.tr("没有变化：认得的内容台账里都有了；另有 {0} 列、{1} 格没有导入。")
                return told.format(left[1], left[0])
            return self.tr("没有变化：工作簿里的内容台账里都有了，不需要写入。")
        unsure = sum(row.unsure is not None for row in plan.rows)
        why = (
            (counts["failed"], self.tr("{0} 行有误，可以导出来改好再导入")),
            (unsure, self.tr("{0} 行拿不准是谁")),
            (counts["skipped"] - unsure, self.tr("{0} 行跳过了，原因见“跳过”")),
            (counts["unchanged"], self.tr("{0} 行台账里都有了")),
        )
        said = "；".join(text.format(count) for count, text in why if count)
        return self.tr("没有写入档案的：{0}。").format(said)


_CHANGE_COLUMNS = (PLACE, ("姓名", 11), ("项目", 14), ("台账里的", 16), ("改成", 10))
_MISSING_COLUMNS = (("姓名", 11), ("学校", 14), ("年级班", 8), ("名单上写着", 12))


def counts_text(counts: Mapping[str, int]) -> str:
    """Return 新增 401 · 更新 12 · 未变 18 · 跳过 2 · 有误 3."""
    pairs = zip(FATES, FATE_NAMES, strict=True)
    return " · ".join(f"{name} {counts[fate]}" for fate, name in pairs)


def written_count(plan: ImportPlan) -> int:
    """Return how many rows the plan writes."""
    return plan.counts["created"] + plan.counts["updated"]


def unsure_count(plan: ImportPlan) -> int:
    """Return how many rows the plan sets aside until somebody says whose they are."""
    return sum(row.unsure is not None and row.fate.value == "skipped" for row in plan.rows)


def troubled_count(plan: ImportPlan) -> int:
    """Return how many rows there are to mend, or to look at."""
    return sum(row.fate.value in ("failed", "skipped") or bool(row.problems) for row in plan.rows)
