"""The reminder rules as a table: switched on or off, and after how many days."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import change_rules
from ledger_app.domain.reminding.rule import Rule
from ledger_app.gui.kit import question, theme
from ledger_app.gui.session import Done, Refused, Session

ON, LABEL, DAYS, UNIT, ACTION = range(5)
KEY = Qt.ItemDataRole.UserRole
NAMED = 3  # children named in a question; the others are counted


class RulesTable(QWidget):
    """Says `rules_changed` after a change was kept."""

    rules_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        self._told: frozenset[str] = frozenset()
        self.table = QTableWidget(0, 5, self)
        self.table.setHorizontalHeaderLabels(
            [self.tr("开"), self.tr("提醒"), self.tr("天数"), self.tr("单位"), self.tr("要办的事")]
        )
        theme.tidy_table(self.table)
        self.table.setAccessibleName(self.tr("提醒规则"))
        headings = self.table.horizontalHeader()
        headings.setSectionResizeMode(ACTION, QHeaderView.ResizeMode.Stretch)
        for column, width in ((ON, 44), (LABEL, 190), (DAYS, 70), (UNIT, 110)):
            self.table.setColumnWidth(column, width)
        self.table.itemChanged.connect(self._item_changed)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self.usual_button = QPushButton(self.tr("恢复原来的规则"), self)
        self.usual_button.clicked.connect(self._usual_again)
        self._arrange()

    def refresh(self) -> None:
        """Read the rules again."""
        if not self._session.is_open:
            return
        rules = self._session.act(change_rules.rule_rows).otherwise([])
        self._told = self._session.act(change_rules.prescribed).otherwise(frozenset())
        self._filling = True
        self.table.setRowCount(len(rules))
        for row, rule in enumerate(rules):
            self._fill(row, rule)
        self._filling = False
        if not rules:  # a rules file that cannot be read: `act` has said so
            return
        usual = change_rules.usual_rules()
        self.usual_button.setEnabled(any(usual.get(rule.key) != rule for rule in rules))

    def unit_words(self) -> dict[str, str]:
        """Return the names of the units."""
        return {"day": self.tr("天后"), "school_day": self.tr("个上课日后")}

    def words_for(self, sentence: str) -> str:
        """Return a rule's sentence with general words where a child's own will stand."""
        general = {
            "name": self.tr("该生"),
            "guardian": self.tr("监护人"),
            "helper": self.tr("帮扶责任人"),
            "teacher": self.tr("班主任"),
            "school": self.tr("学校"),
            "grade": self.tr("年级"),
            "to": self.tr("接收学校"),
            "day": self.tr("当天"),
            "due": self.tr("到期日"),
            "days": self.tr("若干"),
        }
        for word, text in general.items():
            sentence = sentence.replace(f"{{{word}}}", text)
        return sentence

    def _arrange(self) -> None:
        note = QLabel(
            self.tr(
                "双击天数可以改；去掉勾就不再提醒。改动只影响这个台账，名单和今日页马上按新规则算。"
            ),
            self,
        )
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.usual_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(note)
        box.addWidget(self.table, 1)
        box.addLayout(row)

    def _fill(self, row: int, rule: Rule) -> None:
        of_month = rule.trigger == "day_of_month"
        unit = self.tr("日（每月）") if of_month else self.unit_words()[rule.unit]
        is_told = rule.key in self._told  # by the unit above: shown, not changed here
        label = self.tr("{0}（上级规定）").format(rule.label) if is_told else rule.label
        texts = ("", label, "", unit, self.words_for(rule.action))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(KEY, rule.key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column == ON:
                flags |= Qt.ItemFlag(0) if is_told else Qt.ItemFlag.ItemIsUserCheckable
                item.setCheckState(_check_state(rule.enabled))
            elif column == DAYS:
                flags |= Qt.ItemFlag(0) if is_told else Qt.ItemFlag.ItemIsEditable
                item.setData(Qt.ItemDataRole.EditRole, rule.offset_days)
            item.setFlags(flags)
            item.setToolTip(rule.basis if column == LABEL else text)
            self.table.setItem(row, column, item)

    def _item_changed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() not in (ON, DAYS):
            return
        enabled = self._item(item.row(), ON).checkState() == Qt.CheckState.Checked
        days = self._item(item.row(), DAYS).data(Qt.ItemDataRole.EditRole)
        days = days if isinstance(days, int) else -1
        key = str(item.data(KEY))
        change = partial(
            self._run, change_rules.change_rule, key, enabled=enabled, offset_days=days
        )
        if enabled or item.column() != ON:
            change()
            return
        label = self._item(item.row(), LABEL).text()
        self.table.setEnabled(False)
        self._say(self.tr("正在看谁会看不到…"), "note")
        self._session.run(
            change_rules.out_of_sight_without, key,
            then=partial(self._ask_first, label, change), quiet=True,
        )  # fmt: skip

    def _ask_first(
        self, label: str, change: Callable[[], object], answer: Done[list[str]] | Refused
    ) -> None:
        """Name whom nobody would see without a rule, before it is switched off."""
        self.table.setEnabled(True)
        self._say("", "note")
        if not answer:
            self.refresh()
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        if not answer.value:
            change()
            return
        named = self.tr("、").join(answer.value[:NAMED])
        if len(answer.value) > NAMED:
            named = self.tr("{0}等").format(named)
        box = question.ask(
            self,
            self.tr("关掉“{0}”，有 {1} 人会看不到。").format(label, len(answer.value)),
            self.tr(
                "{0}：现在只有这条提醒在提他们。关掉以后今日里不再有他们，"
                "只在体检的“规则关闭后看不到”里。"
            ).format(named),
            self.tr("仍然关掉"),
            change,
        )
        box.rejected.connect(self.refresh)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    def _usual_again(self) -> None:
        self._run(change_rules.usual_again)

    def _run(self, change: Callable[..., None], *given: str, **options: int) -> None:
        """Change rules on the worker: all due days are worked out again."""
        self.table.setEnabled(False)
        self._say(self.tr("正在按新规则重算…"), "note")
        self._session.run(change, *given, then=self._kept, quiet=True, **options)

    def _kept(self, answer: Done[None] | Refused) -> None:
        self.table.setEnabled(True)
        self._say("", "note")
        self.refresh()
        if not answer:
            self._say(f"{answer.message}{answer.hint}", "error")
            return
        self._say(self.tr("✓ 已保存。"), "note")
        self._session.saved.emit(self._session.ledger.now()[11:])
        self._session.changed.emit(None)
        self.rules_changed.emit()

    def _say(self, text: str, role: str) -> None:
        theme.set_role(self._said, role)
        self._said.setText(text)


def _check_state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
