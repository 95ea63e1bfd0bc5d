"""The problems above a form: counted in one line, listed on demand; Enter goes to the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.gui.kit import theme

MOST_ROWS = 6  # rows seen at once; more scroll
ROOM_FOR_WORDS = 390  # pixels of width from which the counts have words
FEW = 2  # as many stand there unasked
FIELD = Qt.ItemDataRole.UserRole


class ProblemList(QWidget):
    """A line that counts, and under it the problems: a few at once, many when asked for.

    Signals: `jump(field key)`, `height_changed(pixels more)`.
    """

    jump = Signal(str)
    height_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded, self._few, self._to_fill = False, FEW, 0
        self._words = ("", "")
        self._count = QLabel(self)
        self._remark = QLabel(self)
        self._remark.setWordWrap(True)
        theme.set_role(self._remark, "note")
        self._remark.hide()
        self._unfold = QPushButton(self)
        self._unfold.setCheckable(True)
        theme.set_look(self._unfold, "link", True)
        self._unfold.toggled.connect(self._fold)
        self._rows = QListWidget(self)
        self._rows.setAccessibleName(self.tr("问题清单"))
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setUniformItemSizes(True)
        theme.set_role(self._rows, "problems")
        self._rows.itemActivated.connect(self._jump)
        self._rows.itemClicked.connect(self._jump)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(4, 0, 0, 0)
        inside.setSpacing(2)
        self._top = QHBoxLayout()
        self._top.setSpacing(10)
        self._top.addWidget(self._count)
        self._top.addWidget(self._unfold)
        self._top.addStretch(1)
        inside.addWidget(self._remark)
        inside.addLayout(self._top)
        inside.addWidget(self._rows)
        self._rows.hide()
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List the problems in the order given."""
        before = self._rows.height() if self._rows.isVisibleTo(self) else 0
        self._rows.clear()
        for problem in problems:
            self._rows.addItem(_item(problem))
        height = min(len(problems), MOST_ROWS) * self._rows.sizeHintForRow(0) + 4
        self._rows.setFixedHeight(height)
        self._words = self._summaries(problems)
        self._count.setText(self._words[self.width() < ROOM_FOR_WORDS])
        self._show_rows(before)

    def set_to_fill(self, count: int) -> None:
        """Count fields still to be filled apart from what is wrong: nobody came to them yet."""
        self._to_fill = count

    def set_remark(self, text: str) -> None:
        """Say above all problems what holds for the whole record; "" says nothing."""
        self._remark.setText(text)
        self._remark.setVisible(bool(text))

    def tell(self, text: str) -> None:
        """Say something in the counting line until problems are shown again."""
        self._words = (text, text)
        self._count.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count with signs alone where there is no room for words."""
        super().resizeEvent(event)
        self._count.setText(self._words[self.width() < ROOM_FOR_WORDS])

    def set_low(self, low: bool) -> None:
        """List nothing unasked where the fields below need the room."""
        if low != (self._few == 0):
            self._few = 0 if low else FEW
            self._folded = False
            self._fold(low)

    def _fold(self, _open: bool) -> None:
        self._show_rows(self._rows.height() if self._rows.isVisibleTo(self) else 0)

    def _show_rows(self, before: int) -> None:
        count, wanted = self._rows.count(), self._unfold.isChecked()
        # Once folded, it stays so until all is well: solving one must not make the list pop up.
        self._folded = count > self._few or (self._folded and count > 0)
        shown = count > 0 and (wanted or not self._folded)
        self._unfold.setVisible(self._folded)
        self._unfold.setText(self.tr("收起 ▴") if wanted else self.tr("逐条看 ▾"))
        self._rows.setVisible(shown)
        if self.isVisible():
            self.height_changed.emit((self._rows.height() if shown else 0) - before)

    def add_beside(self, widget: QWidget) -> None:
        """Put a small thing at the right end of the counting line."""
        self._top.addWidget(widget)

    def _summaries(self, problems: Sequence[Problem]) -> tuple[str, str]:
        """Return what is counted, in words and with signs alone."""
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if not problems and not self._to_fill:
            return self.tr("✓ 没有问题"), self.tr("✓ 没有问题")
        doubts = len(problems) - errors
        found = []
        if self._to_fill:
            found.append((self.tr("还要填 {0} 项").format(self._to_fill), f"○ {self._to_fill}"))
        if errors:
            found.append((self.tr("✕ {0} 处缺漏或错误").format(errors), f"✕ {errors}"))
        if doubts:
            found.append((self.tr("⚠ {0} 处提醒").format(doubts), f"⚠ {doubts}"))
        return "    ".join(each[0] for each in found), "  ".join(each[1] for each in found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on to the list."""
        self._rows.setFocus(event.reason())

    def _jump(self, item: QListWidgetItem) -> None:
        self.jump.emit(item.data(FIELD))


def _item(problem: Problem) -> QListWidgetItem:
    sign, colour = theme.problem_mark(problem.severity)
    item = QListWidgetItem(f"{sign} {problem.text}")
    item.setForeground(colour)
    item.setToolTip(problem.text)
    item.setData(FIELD, problem.field)
    return item
