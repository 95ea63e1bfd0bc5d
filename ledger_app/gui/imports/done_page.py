"""The last page of the import window: what was done, who is not on the list, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions import keep_places
from ledger_app.actions.import_workbook import ImportPlan, ImportResult
from ledger_app.actions.rosters import relocate_moved, roster_words
from ledger_app.actions.rosters.roster_words import NamedChild, RosterTold
from ledger_app.actions.undo_revision import Reversal
from ledger_app.gui.imports.preview.lines import difference_lines, row_lines, school_names
from ledger_app.gui.imports.preview.open_question import OpenQuestionLine
from ledger_app.gui.imports.preview.page import counts_text, troubled_count, unsure_count
from ledger_app.gui.imports.preview.reason_tabs import DIFFERENCE_COLUMNS, ROW_COLUMNS, ReasonTabs
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.rosters.unlisted_pane import UnlistedPane
from ledger_app.gui.session import Done, Refused, Session


class DonePage(QWidget):
    """What was done; one click undoes it. Who is missing is answered for here, or in 今日; what was
    not imported is named in tabs. `unsure_wanted()`: a person decides rows that wait."""

    unsure_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title, self.counts, self.note = QLabel(self), QLabel(self), QLabel(self)
        self.title.setFont(theme.ui_font(4, bold=True))
        self.counts.setFont(theme.ui_font(2))
        self.roster = QLabel(self)
        self.undo = QPushButton(self.tr("撤销本次导入"), self)
        self.export = QPushButton(self.tr("导出有误的行…"), self)
        self.unsure = QPushButton(self)
        self.unsure.clicked.connect(self.unsure_wanted)
        self.question, self._reasons = OpenQuestionLine(self), ReasonTabs(self)
        self.tabs = self._reasons.tabs
        self.unlisted, self.moved = UnlistedPane(session, self), _MovedPane(self)
        self.moved.relocate.clicked.connect(self._relocate)
        self._result: ImportResult | None = None
        self._arrange()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.undo, self.export, self.unsure):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addWidget(self.note, 1)
        self._take_tabs_away()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 8, 24, 0)
        layout.setSpacing(8)  # low: who is missing stands below, with the answers
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self.title)
        head.addWidget(self.counts, 1)
        layout.addLayout(head)
        layout.addWidget(self.roster)
        for label in (self.counts, self.note, self.roster):
            label.setWordWrap(True)
        layout.addLayout(buttons)
        layout.addWidget(self.question)
        layout.addWidget(self._reasons, 1)
        layout.addStretch(0)

    def show_result(self, plan: ImportPlan, result: ImportResult) -> None:
        """Show what was written, what waits, and what there is to mend."""
        self._result = result
        done, unsure = result.counts["created"] + result.counts["updated"], unsure_count(plan)
        title = self.tr("已写入 {0} 行").format(done)
        if not done and unsure:
            title = self.tr("已记下拿不准的 {0} 行").format(unsure)
        elif not done:
            title = self.tr("已记下名单") if plan.roster.writes else self.tr("已记下答复")
        self.title.setText(title)
        self.counts.setText(counts_text(result.counts))
        self._show_roster(result)
        self._show_left_out(plan)
        self.unsure.setText(self.tr("定拿不准的 {0} 行…").format(unsure))
        self.unsure.setVisible(unsure > 0)
        troubled = troubled_count(plan)
        rows = self.tr("共 {0} 行，都在台账里了；需要时可以一次撤销。")
        if self.tabs.count():
            rows = self.tr("共 {0} 行，需要时可以一次撤销；没有导入的逐条列在下面。")
        if troubled:
            rows = self.tr("共 {0} 行。有误、跳过和有疑问的 {1} 行可以导出来，改好后再导入。")
        rows = rows.format(result.counts["rows"], troubled)
        if unsure and done:
            waits = self.tr("拿不准的 {0} 行放在一边，今日会提醒，定了才写进档案。")
            rows += waits.format(unsure)
        self.note.setText(rows)
        self.undo.setEnabled(result.revision_no is not None)
        self.export.setVisible(troubled > 0)

    def show_undone(self, reversal: Reversal) -> None:
        """Show that it was taken back, and what could not be."""
        self.title.setText(self.tr("本次导入已撤销"))
        self.roster.hide()
        self._take_tabs_away()
        for widget in (self._reasons, self.question, self.unsure):
            widget.hide()
        text = self.tr("收回 {0} 处改动。").format(reversal.reversed_count)
        if reversal.kept:
            names = "、".join(reversal.kept[:10]) + ("……" if len(reversal.kept) > 10 else "")
            kept = self.tr("有 {0} 处导入以后又改过，保留了：{1}。")
            text += kept.format(len(reversal.kept), names)
        self.note.setText(text)
        self.counts.clear()

    def _show_roster(self, result: ImportResult) -> None:
        """Show whom the list is evidence for, and who of its classes is not on it."""
        told = self._session.act(roster_words.told_of, result.roster).otherwise(RosterTold())
        self.roster.setText(self._said(told))
        self.roster.setVisible(bool(self.roster.text()))
        self._take_tabs_away()
        if told.missing or told.marked:
            self.unlisted.show_open({each.id for each in (*told.missing, *told.marked)})
            title = self.tr("不在这份名单上 {0}").format(len(told.missing) + len(told.marked))
            self.tabs.addTab(self.unlisted, title)
        if told.moved:
            self.moved.show_children(told.moved)
            title = self.tr("撤并学校转来 {0}").format(len(told.moved))
            self.tabs.addTab(self.moved, title)

    def _show_left_out(self, plan: ImportPlan) -> None:
        """Name all that was not imported, and what is still asked."""
        known = self._session.act(keep_places.school_choices).otherwise([])
        schools = school_names(plan, known)
        add = self._reasons.add
        add(self.tr("跳过"), row_lines(plan, "skipped", schools), ROW_COLUMNS)
        add(self.tr("有误"), row_lines(plan, "failed", schools), ROW_COLUMNS)
        kept = difference_lines(plan, kept_only=True)
        add(self.tr("与台账不同，没有改"), kept, DIFFERENCE_COLUMNS)
        self._reasons.add_left_out(plan)
        self._reasons.setVisible(self.tabs.count() > 0)
        self.question.show_plan(plan)

    def _take_tabs_away(self) -> None:
        self._reasons.take_away(self.unlisted, self.moved)
        for pane in (self.unlisted, self.moved):
            pane.hide()  # in no tab, it would stand on the page itself

    def _said(self, told: RosterTold) -> str:
        parts = []
        if told.listed_count:
            text = self.tr("这份花名册作为本学期在校的依据：{0} 人；全班都在上面的 {1} 个班。")
            parts.append(text.format(told.listed_count, told.class_count))
        elif told.why_not:
            text = self.tr("没有当作花名册（不作在校的依据，也不查缺人）：{0}。")
            parts.append(text.format(told.why_not))
        for each in told.partial:
            text = self.tr("{0}有 {1} 人不在名单上，当作名单不全，没有逐个列出。")
            parts.append(text.format(each.words, each.missing_count))
        if told.missing or told.marked:
            parts.append(self.tr("下面的孩子今日会逐个提醒，直到有答复。"))
        return "".join(parts)

    def _relocate(self) -> None:
        if self._result is not None:
            moved = self._result.roster.moved
            self._was_relocated(self._session.act(relocate_moved.relocate, moved))

    def _was_relocated(self, answer: Done[int] | Refused) -> None:
        if answer:
            self.moved.relocate.setEnabled(False)
            told = self.tr("已登记 {0} 人。到校日期请在今日里逐个补；到期有回访提醒。")
            self.moved.said.setText(told.format(answer.value))


class _MovedPane(QWidget):
    """Children of a school that closes, whom the list has at another school."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        headings = (
            self.tr("姓名"),
            self.tr("原学校"),
            self.tr("原年级班"),
            self.tr("名单上的学校"),
        )
        self.model = PlainTableModel(headings, self)
        table = PlainTable(self.model, (120, 220, 110, 220), self)
        table.setAccessibleName(self.tr("撤并学校转来的孩子"))
        self.relocate = QPushButton(self)
        self.relocate.setAutoDefault(False)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        theme.set_role(self.said, "dim")
        row = QHBoxLayout()
        row.addWidget(self.relocate)
        row.addWidget(self.said, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(table, 1)
        box.addLayout(row)

    def show_children(self, children: tuple[NamedChild, ...]) -> None:
        """Show who they are, and offer their records."""
        self.model.show_lines([_line(each) for each in children])
        self.relocate.setText(self.tr("登记分流安置 {0} 人").format(len(children)))
        self.relocate.setEnabled(True)
        self.said.setText(self.tr("登记原学校和接收学校；哪天到校，由今日逐个问。"))


def _line(child: NamedChild) -> Line:
    place = f"{child.grade}{child.class_no}"
    return Line(child.id, (child.name, child.school, place, child.said))
