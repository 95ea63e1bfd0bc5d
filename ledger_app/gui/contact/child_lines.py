"""Several children of one contact: for whom it counts, and the result where one has its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from ledger_app.actions.contact.draft import ContactChild
from ledger_app.catalogue import TABLES
from ledger_app.gui.form.choices import code_choices
from ledger_app.gui.form.code_box import CodeBox
from ledger_app.gui.form.line_entry import Wish
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.one_line import OneLine

MOST_LINES = 5  # seen at once; more scroll
RESULT = TABLES["contact"].field("result")
_STEPS: dict[int, int] = {
    Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
}  # fmt: skip


class _Tick(QCheckBox):
    """Space ticks; Enter and arrows go on, as in every field of the form: Enter keeps nothing yet.

    `go_on(step)`: to the line below or above.
    """

    go_on = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on."""
        step = _STEPS.get(event.key())
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.go_on.emit(step)


class ChildLines(QScrollArea):
    """One line a child: its tick, who it is, its own result. `changed()`: a tick or a result."""

    changed = Signal()
    past_end = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[str, QCheckBox] = {}
        self.results: dict[str, CodeBox] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its lines have the keyboard
        self.setAccessibleName(self.tr("这次联系记到谁的档案里"))
        self._page = QWidget(self)
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(self._page)

    def show_children(self, children: Iterable[ContactChild], *, ticked: bool) -> None:
        """Add these children, all of them ticked or none."""
        for child in children:
            self._add(child, ticked)
        lines = min(len(self.ticks), MOST_LINES)
        height = max((each.sizeHint().height() for each in self.results.values()), default=0)
        self.setFixedHeight(lines * (height + self._grid.verticalSpacing()) + 2)

    def _add(self, child: ContactChild, ticked: bool) -> None:
        row = len(self.ticks)
        tick = _Tick(f"{child.name}  {child.of_class}", self._page)
        tick.setChecked(ticked)
        tick.go_on.connect(partial(self._go_on, row))
        tick.toggled.connect(self._toggled)
        about = OneLine(self._page)
        theme.set_role(about, "dim")
        said = (child.status, child.guardian, child.reason)
        about.setText(" · ".join(filter(None, said)))
        about.setToolTip(about.text())
        result = CodeBox(code_choices(RESULT.codes or ""), self._page)
        result.setAccessibleName(self.tr("{0}的结果").format(child.name))
        result.setPlaceholderText(self.tr("结果同下"))
        result.setMinimumWidth(theme.text_pixels() * 11)
        result.wished.connect(partial(self._wished, row))
        result.left.connect(partial(self._left, child.id))
        result.chosen.connect(partial(self._chosen, child.id))
        self._grid.addWidget(tick, row, 0)
        self._grid.addWidget(about, row, 1)
        self._grid.addWidget(result, row, 2)
        self.ticks[child.id], self.results[child.id] = tick, result

    def focus_last(self) -> None:
        """Put the keyboard into the last line, to tick it."""
        if self.ticks:
            list(self.ticks.values())[-1].setFocus(Qt.FocusReason.BacktabFocusReason)

    def stand_after(self, before: QWidget) -> None:
        """Have Tab come here from that one, line by line."""
        for pair in zip(self.ticks.values(), self.results.values(), strict=True):
            for each in pair:
                self.setTabOrder(before, each)
                before = each

    def chosen(self) -> list[str]:
        """Return the children for whom it counts."""
        return [student for student, tick in self.ticks.items() if tick.isChecked()]

    def result(self, student: str) -> str:
        """Return the result that a child has of its own, "" for the one of all."""
        box = self.results.get(student)
        return str(box.read().value or "") if box is not None else ""

    def unread(self) -> QLabel | CodeBox | None:
        """Return a box whose text is no result, None where all can be kept."""
        return next((box for box in self.results.values() if not box.read().kept), None)

    def state(self) -> dict[str, tuple[bool, str]]:
        """Return ticks and own results by child, fit for `put_back`."""
        return {
            student: (tick.isChecked(), self.result(student))
            for student, tick in self.ticks.items()
        }

    def put_back(self, state: dict[str, tuple[bool, str]]) -> None:
        """Show again what was chosen."""
        for student, (ticked, result) in state.items():
            if student in self.ticks:
                self.ticks[student].setChecked(ticked)
                self.results[student].set_value(result)

    def _left(self, student: str) -> None:
        box = self.results[student]
        if box.is_changed() and box.read().kept:
            box.set_value(self.result(student))
        self._toggled()

    def _chosen(self, student: str, _value: object = None) -> None:
        """Tick a child that was given a result of its own: else that would be kept nowhere."""
        self.ticks[student].setChecked(True)
        self.changed.emit()

    def _go_on(self, row: int, step: int) -> None:
        ticks = list(self.ticks.values())
        at = row + step
        if 0 <= at < len(ticks):
            ticks[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.past_end.emit(step)

    def _toggled(self, _what: object = None) -> None:
        self.changed.emit()

    def _wished(self, row: int, wish: Wish) -> None:
        boxes = list(self.results.values())
        if wish is Wish.OPEN:
            boxes[row].open()
        elif wish is Wish.BACK:
            list(self.ticks.values())[row].setFocus(Qt.FocusReason.BacktabFocusReason)
        elif wish is Wish.NEXT and row + 1 < len(boxes):
            boxes[row + 1].setFocus()
        elif wish is Wish.NEXT:
            self.past_end.emit(1)
        else:
            boxes[row].set_value(None)
