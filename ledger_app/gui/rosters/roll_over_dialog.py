"""A new school year before it is written: who goes up, leaves, graduates, is asked about."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import keep_places
from ledger_app.actions.school_year import plan_roll_over, roll_over
from ledger_app.actions.school_year.plan_roll_over import RollOver
from ledger_app.actions.school_year.roll_over import RolledOver, Said
from ledger_app.domain.school_year.roll_over import Planned, Step
from ledger_app.domain.telling.class_words import grade_name, short_class
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

_WIDTHS = (50, 170, 180, 90, 110)
ALL, ASKED = "all", "asked"


class RollOverDialog(Dialog):
    """Space turns a child over between going and staying; Enter writes the year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan: RollOver | None = None
        self._turned: set[str] = set()  # who does the other thing than planned
        self._going_to: dict[str, str] = {}  # where graduates go on to
        self._schools: dict[str, str] = {}
        self.setWindowTitle(self.tr("新学年升级"))
        self.summary, self.message = QLabel(self), QLabel(self)
        self.shown = QComboBox(self)
        headings = (
            self.tr("升"), self.tr("姓名"), self.tr("学校班级"), self.tr("升到"),
            self.tr("去向"), self.tr("说明"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = _Table(self.model, self)
        self.graduated_on, self.paper = QLineEdit(self), QLineEdit(self)
        self.to = QLineEdit(self)
        self.fill = QPushButton(self.tr("填给选中的"), self)
        self.write, self.cancel = QPushButton(self), QPushButton(self.tr("取消"), self)
        self._arrange()
        self._connect()
        self._read()

    def _arrange(self) -> None:
        self.summary.setWordWrap(True)
        self.summary.setFont(theme.ui_font(1, bold=True))
        self.message.setWordWrap(True)
        theme.set_role(self.message, "error")
        self.shown.setAccessibleName(self.tr("显示哪些孩子"))
        self.table.setAccessibleName(self.tr("新学年每个孩子怎么办"))
        self.graduated_on.setAccessibleName(self.tr("毕业日期"))
        self.paper.setPlaceholderText(self.tr("毕业名册或文号；没有的，以后逐个补"))
        self.to.setPlaceholderText(self.tr("县一中、职业学校、务工……"))
        theme.set_look(self.write, "primary", True)
        self.write.setDefault(True)
        for button in (self.fill, self.cancel):
            button.setAutoDefault(False)
        where = QHBoxLayout()
        where.addWidget(self.to, 1)
        where.addWidget(self.fill)
        form = QFormLayout()
        form.addRow(self.tr("初中毕业日期"), self.graduated_on)
        form.addRow(self.tr("毕业证明"), self.paper)
        form.addRow(self.tr("升学去向"), where)
        self.graduates = QWidget(self)
        self.graduates.setLayout(form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.cancel, self.write):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        for widget in (self.summary, self.shown):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addWidget(self.graduates)
        box.addWidget(self.message)
        box.addLayout(buttons)
        text = theme.text_pixels()
        self.resize(text * 62, text * 40)

    def _connect(self) -> None:
        self.shown.currentIndexChanged.connect(self._show)
        self.table.turned.connect(self._turn)
        self.fill.clicked.connect(self._fill)
        self.to.returnPressed.connect(self._fill)
        self.write.clicked.connect(self._write)
        self.cancel.clicked.connect(self.reject)

    # What is planned.

    def _read(self) -> None:
        answer = self._session.act(plan_roll_over.preview)
        if isinstance(answer, Refused):
            self.message.setText(f"{answer.message}{answer.hint}")
            self.write.setText(self.tr("升级"))
            self.write.setEnabled(False)
            return
        self._plan = answer.value
        self._schools = dict(keep_places.school_choices(self._session.ledger))
        self.graduated_on.setText(f"{self._plan.year}-07-01")
        self.graduates.setVisible(any(self._of(Step.GRADUATES)))
        counts = self._plan.counts
        choices = [
            (ALL, self.tr("全部 {0}").format(len(self._plan.planned))),
            (ASKED, self.tr("要定的 {0}").format(counts["asked"])),
            (Step.UP.value, self.tr("升级 {0}").format(counts["up"])),
            (Step.LEAVES.value, self.tr("六年级毕业 {0}").format(counts["leaves"])),
            (Step.GRADUATES.value, self.tr("初中毕业 {0}").format(counts["graduates"])),
            (Step.STAYS.value, self.tr("不动 {0}").format(counts["stays"])),
        ]
        for key, text in choices:
            self.shown.addItem(text, key)
        self._show()
        self.table.setFocus()
        self.table.selectRow(0)

    def _of(self, step: Step) -> list[Planned]:
        return [each for each in self._plan.planned if each.step is step] if self._plan else []

    def goes(self, planned: Planned) -> bool:
        """Tell whether a child takes its step, as planned or as somebody said."""
        return planned.is_change != (planned.before.id in self._turned)

    def _show(self) -> None:
        if self._plan is None:
            return
        key = self.shown.currentData()
        chosen = [each for each in self._plan.planned if key in (ALL, _group(each))]
        self.model.show_lines([self._line(each) for each in chosen])
        going = [each for each in self._plan.planned if self.goes(each)]
        self.summary.setText(self._summary(going))
        self.write.setText(self.tr("升级 {0} 人").format(len(going)))
        self.write.setEnabled(bool(going))

    def _summary(self, going: list[Planned]) -> str:
        assert self._plan is not None
        leaving = sum(each.step is Step.LEAVES for each in going)
        parts = [
            self.tr("{0}-{1} 学年：{2} 人升级，{3} 人初中毕业，{4} 人不动。").format(
                self._plan.year,
                self._plan.year + 1,
                sum(each.step is Step.UP for each in going),
                sum(each.step is Step.GRADUATES for each in going),
                len(self._plan.planned) - len(going),
            )
        ]
        if leaving:
            told = self.tr(
                "六年级毕业的 {0} 人还不在七年级名单上：升级后没有就读学校，今日会逐个提醒，"
                "直到七年级名单上有或查明去向。"
            )
            parts.append(told.format(leaving))
        if self._plan.arrived:
            parts.append(self.tr("七年级名单上已有 {0} 人。").format(self._plan.arrived))
        return "".join(parts)

    def _line(self, planned: Planned) -> Line:
        before, goes = planned.before, self.goes(planned)
        where = self._schools.get(before.school or "", "")
        place = {"grade": before.grade, "class_no": before.class_no}
        reason = planned.reason
        if planned.step is Step.LEAVES and not reason:
            reason = self.tr("还不在七年级名单上")
        return Line(
            before.id,
            (
                "√" if goes else "–",
                before.name,
                where + short_class(place),
                grade_name({"grade": planned.grade if goes else before.grade}),
                self._going_to.get(before.id, before.graduate_to or ""),
                reason,
            ),
            token="warn" if planned.asked else "",
            faint=not goes,
        )

    # What somebody says.

    def _turn(self) -> None:
        """Let the chosen children do the other thing; who stays for a reason of its own stays."""
        planned = self._plan.planned if self._plan else ()
        can = {each.before.id for each in planned if each.step is not Step.STAYS}
        chosen = self.table.chosen()
        self._turned ^= {key for key in chosen if key in can}
        self._show_again()

    def _fill(self) -> None:
        """Write where the chosen graduates go on to."""
        graduates = {each.before.id for each in self._of(Step.GRADUATES)}
        keys = [key for key in self.table.chosen() if key in graduates]
        self._going_to |= dict.fromkeys(keys, self.to.text().strip())
        self.message.setText("" if keys else self.tr("先在上面选要填的九年级学生。"))
        self._show_again()

    def _show_again(self) -> None:
        """Show what changed; the chosen rows stay chosen."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        here = self.table.currentIndex().row()
        self._show()
        self.table.choose(rows, here)

    def said(self) -> Said:
        """Return what somebody said of the plan."""
        planned = self._plan.planned if self._plan else ()
        turned = [each for each in planned if each.before.id in self._turned]
        return Said(
            stays=[each.before.id for each in turned if each.is_change],
            goes=[each.before.id for each in turned if not each.is_change],
            graduated_on=self.graduated_on.text().strip(),
            paper_no=self.paper.text().strip(),
            graduate_to=dict(self._going_to),
        )

    def _write(self) -> None:
        if self._plan is None:
            return
        self._lock(True)
        carry_out, then = roll_over.carry_out, self._was_written
        self._session.run(carry_out, self._plan, self.said(), then=then)

    def _lock(self, busy: bool) -> None:
        for widget in (self.table, self.write, self.cancel, self.graduates, self.shown):
            widget.setEnabled(not busy)

    def _was_written(self, answer: Done[RolledOver] | Refused) -> None:
        self._lock(False)
        if answer:
            self.accept()
        else:
            self.message.setText(f"{answer.message}{answer.hint}")


def _group(planned: Planned) -> str:
    return ASKED if planned.asked else planned.step.value


class _Table(PlainTable):
    """Several rows can be chosen. `turned()`: Space was pressed, or a row was clicked twice."""

    turned = Signal()

    def __init__(self, model: PlainTableModel, parent: QWidget) -> None:
        super().__init__(model, _WIDTHS, parent)
        self._lines = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(self.turned)

    def chosen(self) -> list[str]:
        """Return the keys of the chosen rows."""
        rows = self.selectionModel().selectedRows()
        lines = (self._lines.line(index.row()) for index in rows)
        return [line.key for line in lines if line]

    def choose(self, rows: list[int], here: int) -> None:
        """Choose these rows again after other lines are shown."""
        model, selection = self.model(), self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        selection.setCurrentIndex(model.index(here, 0), flags.NoUpdate)
        for row in rows:
            selection.select(model.index(row, 0), flags.Select | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the chosen children over with Space; Enter goes to the button."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turned.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
