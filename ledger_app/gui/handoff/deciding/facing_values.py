"""The two values of one difference beside each other, what both had before, who wrote when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ledger_app.actions.handoff.conflicts import ConflictLine
from ledger_app.gui.handoff.deciding.difference_words import OURS, THEIRS, written
from ledger_app.gui.kit import theme

EMPTY = "（空）"
LEAST_LINES = 2  # of a long value, before it scrolls


class FacingValues(QWidget):
    """Shows one difference; `mark` frames the side that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about, self.base, self.note = QLabel(self), QLabel(self), QLabel(self)
        for label, role in ((self.base, "dim"), (self.note, "dim")):
            theme.set_role(label, role)
        theme.set_role(self.about, "heading")
        self.sides = {OURS: _Value(self), THEIRS: _Value(self)}
        row = QHBoxLayout()
        for each in self.sides.values():
            row.addWidget(each, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for label in (self.about, self.base):
            label.setWordWrap(True)
            box.addWidget(label)
        box.addLayout(row, 1)
        self.note.setWordWrap(True)
        box.addWidget(self.note)

    def show_line(self, line: ConflictLine | None) -> None:
        """Show a difference, or nothing."""
        if line is None:
            for label in (self.about, self.base, self.note):
                label.clear()
            for each in self.sides.values():
                each.show_value("", "", "")
            return
        self.about.setText(" · ".join(filter(None, (line.name, line.place, line.label))))
        self.base.setText(self.tr("上次一致的是：{0}").format(line.base or self.tr("（空）")))
        ours, theirs = self.tr("← 1 本台账"), self.tr("2 来包 →")
        by_us, by_them = (
            written(line.ours_by, line.ours_at), written(line.theirs_by, line.theirs_at),
        )  # fmt: skip
        self.sides[OURS].show_value(ours, line.ours or EMPTY, by_us)
        self.sides[THEIRS].show_value(theirs, line.theirs or EMPTY, by_them)
        self.note.setText(self.tr("对方说明：{0}").format(line.note) if line.note else "")
        self.note.setVisible(bool(line.note))

    def mark(self, answer: str) -> None:
        """Frame the side that is chosen, none for another answer."""
        for side, each in self.sides.items():
            theme.set_role(each, "chosen" if side == answer else "card")


class _Value(QFrame):
    """One side: whose, the value, by whom and when; a long value scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.whose, self.value, self.by = QLabel(self), QLabel(), QLabel(self)
        theme.set_role(self.whose, "label")
        theme.set_role(self.by, "note")
        theme.set_role(self.value, "value")
        self.value.setWordWrap(True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.value)
        self._scroll.setMinimumHeight(theme.text_pixels() * LEAST_LINES)
        box = QVBoxLayout(self)
        box.addWidget(self.whose)
        box.addWidget(self._scroll, 1)
        box.addWidget(self.by)

    def show_value(self, whose: str, value: str, by: str) -> None:
        self.whose.setText(whose)
        self.value.setText(value)
        self.by.setText(by)
        self._scroll.verticalScrollBar().setValue(0)
