"""A column of controls beside a page: its buttons stay in sight, the rest scrolls if it must."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

SPACING = 6


def column(widgets: Sequence[QWidget], sides: tuple[int, int]) -> QWidget:
    """Return the widgets under one another, with room at the left and right sides (pixels)."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(sides[0], 0, sides[1], 0)
    layout.setSpacing(SPACING)
    for widget in widgets:
        layout.addWidget(widget)
    return made


def column_over(widgets: Sequence[QWidget], growing: QWidget, end: QLayout) -> QWidget:
    """Return the widgets in a column that scrolls when the window is low, `end` always below."""
    inside = column(widgets, (0, SPACING))
    layout = inside.layout()
    if isinstance(layout, QVBoxLayout):
        layout.setStretchFactor(growing, 1)
        layout.addStretch(0)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    end.setContentsMargins(0, 0, SPACING, 0)  # its right edge is that of what scrolls
    made = column([area], (8, 0))
    outside = made.layout()
    if isinstance(outside, QVBoxLayout):
        outside.addLayout(end)
    return made
