"""One package before it is taken: what it is, what must be typed first, what it would change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.handoff.incoming import ArrivalState, Incoming
from ledger_app.actions.handoff.receiving import arrival_words
from ledger_app.actions.handoff.receiving.arrival_words import (
    ASKED,
    GONE,
    KINDS,
    MISSING,
    STRANGE,
    Told,
)
from ledger_app.actions.handoff.receiving.whole_stick import Outcome
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel

ALL = ""
TOKENS = {GONE: "danger", ASKED: "warn", MISSING: "warn", STRANGE: "warn"}
_WIDTHS = (70, 110, 90, 150, 200)
_LEAST_LINES = 4  # of children, however low the window


class Preview(QWidget):
    """`typed()`: the number or the words were changed; `opened(words)`: look again with them."""

    typed = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Told] = []
        self._kind = ALL
        self.said, self.guarded = QLabel(self), QLabel(self)
        self.unverified = QLabel(
            self.tr("来源未核实：没有配对，是用电话里说的六个词打开的。"), self
        )
        theme.set_tone(self.unverified, "warn")
        self.number, self.words = QLineEdit(self), QLineEdit(self)
        self.open_words = QPushButton(self.tr("用六个词打开"), self)
        self.open_words.setAutoDefault(False)
        self._number_row, self._words_row = QWidget(self), QWidget(self)
        headings = (
            self.tr("怎样"), self.tr("姓名"), self.tr("年级班"), self.tr("项目"),
            self.tr("台账现在"), self.tr("来包"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, _WIDTHS, self)
        self.table.setAccessibleName(self.tr("这一包的改动，一个孩子一个孩子列"))
        self.table.setMinimumHeight(theme.text_pixels() * _LEAST_LINES * 2)
        self._group, self.kinds = QButtonGroup(self), dict[str, QPushButton]()
        self._arrange()
        self.number.textChanged.connect(self.typed)
        self.words.returnPressed.connect(self._open)
        self.open_words.clicked.connect(self._open)

    def _arrange(self) -> None:
        for label in (self.said, self.guarded, self.unverified):
            label.setWordWrap(True)
        number = QHBoxLayout(self._number_row)
        self.number.setFixedWidth(theme.text_pixels() * 8)
        self.words.setMinimumWidth(theme.text_pixels() * 20)  # six words of two letters
        self.words.setPlaceholderText(self.tr("照着电话里说的，六个词"))
        self._fill(number, QLabel(self.tr("核对无误，照抄这个数："), self), self.number)
        words = QHBoxLayout(self._words_row)
        self._fill(words, QLabel(self.tr("电话里说的六个词："), self), self.words, self.open_words)
        self.number.setAccessibleName(self.tr("核对的数"))
        self.words.setAccessibleName(self.tr("六个词"))
        row = FlowLayout()
        for kind in (ALL, *KINDS):
            button = QPushButton(self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self.choose, kind))
            self._group.addButton(button)
            self.kinds[kind] = button
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.said, self.unverified, self.guarded):
            box.addWidget(widget)
        box.addWidget(self._number_row)
        box.addWidget(self._words_row)
        box.addLayout(row)
        box.addWidget(self.table, 1)
        box.addStretch(0)  # holds together what stands above where there is no table

    @staticmethod
    def _fill(row: QHBoxLayout, *widgets: QWidget) -> None:
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)

    def show_package(self, found: Incoming | None, typed: str = "", words: str = "") -> None:
        """Show a package, with what was typed for it."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.said.setText(f"{found.message}{found.hint}")
        theme.set_role(self.said, "" if found.can_be_taken else "error")
        self.unverified.setVisible(found.can_be_taken and not found.verified)
        guarded = found.can_be_taken and found.number_to_type is not None
        for widget in (self.guarded, self._number_row):
            widget.setVisible(guarded)
        self.guarded.setText("\n".join(f"⚠ {guard.text}" for guard in found.guards))
        theme.set_tone(self.guarded, "danger")
        self._words_row.setVisible(found.state is ArrivalState.UNKNOWN)
        self.number.setText(typed)
        self.words.setText(words)
        self._show_changes(found)

    def show_outcome(self, done: Outcome) -> None:
        """Show what became of a package."""
        self.show_package(done.incoming)
        for widget in (self.guarded, self._number_row, self._words_row):
            widget.hide()
        if done.received is not None:
            self.said.setText(arrival_words.result_words(done.received) + "。")
        elif done.refused is not None:
            self.said.setText(f"{done.refused.message}{done.refused.hint}")
        theme.set_role(self.said, "" if done.received is not None else "error")

    def begin(self) -> None:
        """Take the keyboard: to what must be typed first, else to the changes."""
        typed = (self._number_row, self.number), (self._words_row, self.words)
        found = [field for row, field in typed if row.isVisible()]
        (found[0] if found else self.table).setFocus()

    def choose(self, kind: str, _checked: bool = False) -> None:
        """Show the children of one kind only, "" for all."""
        self._kind = kind
        self.kinds[kind].setChecked(True)
        self._show_lines()

    def _show_changes(self, found: Incoming) -> None:
        self._lines = arrival_words.told_lines(found) if found.can_be_taken else []
        told = arrival_words.counts(found)
        names = {ALL: self.tr("全部"), **KINDS}
        for kind, button in self.kinds.items():
            number = len({line.name + line.student for line in self._lines}) if kind == ALL else 0
            button.setText(f"{names[kind]} {number or told.get(kind, 0)}")
            button.setVisible(bool(self._lines))
        self.choose(self._kind if told.get(self._kind) else ALL)

    def _show_lines(self) -> None:
        shown = [each for each in self._lines if self._kind in (ALL, each.kind)]
        lines, before = [], None
        for at, each in enumerate(shown):
            who = (each.kind, each.student, each.name)
            begins = who != before
            lines.append(_line(at, each, begins))
            before = who
        self.model.show_lines(lines)
        self.table.setVisible(bool(self._lines))

    def _open(self) -> None:
        self.opened.emit(" ".join(self.words.text().split()))


def _line(at: int, told: Told, begins: bool) -> Line:
    head = (KINDS[told.kind], told.name, told.place) if begins else ("", "", "")
    old = told.old or (arrival_words.EMPTY if told.label and told.kind != "new" else "")
    new = told.new or (arrival_words.EMPTY if told.label else "")
    token = TOKENS.get(told.kind, "")
    return Line(str(at), (*head, told.label, old, new), token, coloured=5)
