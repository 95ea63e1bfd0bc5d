"""Several children of one contact: for whom it counts, and the result where one has its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
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
        tick = QCheckBox(f"{child.name}  {child.of_class}", self._page)
        tick.setChecked(ticked)
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
        result.chosen.connect(self._toggled)
        self._grid.addWidget(tick, row, 0)
        self._grid.addWidget(about, row, 1)
        self._grid.addWidget(result, row, 2)
        self.ticks[child.id], self.results[child.id] = tick, result

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

    def _toggled(self, _what: object = None) -> None:
        self.changed.emit()

    def _wished(self, row: int, wish: Wish) -> None:
        boxes = list(self.results.values())
        if wish is Wish.OPEN:
            boxes[row].open()
        elif wish in (Wish.NEXT, Wish.BACK):
            at = row + (1 if wish is Wish.NEXT else -1)
            if 0 <= at < len(boxes):
                boxes[at].setFocus()
            else:
                self.past_end.emit(1 if wish is Wish.NEXT else -1)
        else:
            boxes[row].set_value(None)
