"""Where the fields of a form stand: sections, one label column, one or two columns of fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ledger_app.catalogue import Field, Kind, Need
from ledger_app.gui.form.editors import FieldEditor
from ledger_app.gui.kit import in_sight, theme

WIDEST_LABEL = 10  # characters; longer labels take two lines
LABEL_GAP = 8
LINE_EDGES = 14  # of a one-line editor in style.qss, above and below its text
COLUMN_GAP = 28
WIDEST = (0, 780, 1500)  # pixels of the whole form with one and two columns
WIDE_KINDS = (Kind.LONG_TEXT,)  # take the whole width


class FormGrid(QWidget):
    """Labels and editors in a grid that can be arranged anew without making anything anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._editors: dict[str, FieldEditor] = {}
        self._headings: dict[str, QWidget] = {}
        self._shown: Sequence[str] = ()
        self._columns = 0
        self._metrics = QFontMetrics(theme.ui_font())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 12, 24)
        self._grid.setHorizontalSpacing(0)  # the label's margin and column 2 are the gaps
        self._grid.setVerticalSpacing(6)

    def add(self, field: Field, editor: FieldEditor) -> None:
        """Put a field at the end."""
        if field.section not in self._headings:
            self._headings[field.section] = _heading(field.section, self)
        label = field_label(field, self)
        editor.setProperty(in_sight.BESIDE, label)
        self._fields[field.key] = field
        self._labels[field.key] = label
        self._editors[field.key] = editor

    def show_only(self, keys: Sequence[str]) -> None:
        """Show these fields, in this order, and hide the others."""
        if list(keys) == list(self._shown):
            return
        self._shown = list(keys)
        if self._columns:
            self._arrange()

    def set_columns(self, columns: int) -> None:
        """Use one or two columns of fields."""
        if columns != self._columns:
            self._columns = columns
            self.setMaximumWidth(WIDEST[columns])
            self._arrange()

    def set_sides(self, edge: int) -> None:
        """Leave so many pixels left and right of the fields."""
        edges = self._grid.contentsMargins()
        self._grid.setContentsMargins(edge, edges.top(), edge, edges.bottom())

    def sections(self) -> tuple[str, ...]:
        """Return the names of the sections in form order."""
        return tuple(self._headings)

    def top_of(self, section: str) -> int:
        """Return where a section's heading begins, in pixels from the top; 0 if there is none."""
        heading = self._headings.get(section)
        return heading.y() if heading is not None else 0

    def _arrange(self) -> None:
        while self._grid.takeAt(0) is not None:
            continue
        shown = set(self._shown)
        for key, editor in self._editors.items():
            editor.setVisible(key in shown)
            self._labels[key].setVisible(key in shown)
        row = 0
        for section, heading in self._headings.items():
            keys = [key for key in self._shown if self._fields[key].section == section]
            # A lone section has the name of its tab: its heading would say nothing.
            heading.setVisible(bool(keys) and bool(section) and len(self._headings) > 1)
            if keys:
                self._grid.addWidget(heading, row, 0, 1, 5)
                row = self._arrange_section(keys, row + 1)
        self._stretch(row)

    def _arrange_section(self, keys: Sequence[str], row: int) -> int:
        """Place the fields from `row` on, left to right; return the next free row."""
        column = 0
        for key in keys:
            wide = self._fields[key].kind in WIDE_KINDS and self._columns > 1
            if wide and column:
                row, column = row + 1, 0
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(self._labels[key], row, column * 3, top)
            self._grid.addWidget(self._editors[key], row, column * 3 + 1, 1, 4 if wide else 1, top)
            column += self._columns if wide else 1
            if column >= self._columns:
                row, column = row + 1, 0
        return row + 1 if column else row

    def _stretch(self, end: int) -> None:
        width = self._label_width()
        two = self._columns > 1
        for column in (0, 3):
            self._grid.setColumnMinimumWidth(column, width if not column or two else 0)
            self._grid.setColumnStretch(column + 1, 1 if not column or two else 0)
        self._grid.setColumnMinimumWidth(2, COLUMN_GAP if two else 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(end, 1)

    def _label_width(self) -> int:
        lines = [line for label in self._labels.values() for line in label.text().split("\n")]
        return (
            max((self._metrics.horizontalAdvance(line) for line in lines), default=0)
            + LABEL_GAP
            + 2
        )


def field_label(field: Field, parent: QWidget) -> QLabel:
    """Return a label to stand at the top beside its editor: on one line with what is typed."""
    star = " *" if field.need in (Need.SAVE, Need.FILE) else ""
    label = QLabel(_two_lines(field.label) + star, parent)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setContentsMargins(0, 0, LABEL_GAP, 0)
    if "\n" not in label.text():  # of two lines, it would be the height they are squeezed into
        label.setMinimumHeight(theme.text_pixels() + LINE_EDGES)
    label.setToolTip(field.help)
    theme.set_role(label, "required" if star else "label")
    return label


def _two_lines(label: str) -> str:
    """Break a long label before its bracket or after its stroke, else in the middle."""
    if len(label) <= WIDEST_LABEL:
        return label
    places = (label.find("("), label.find("/") + 1)
    fitting = [at for at in places if 2 <= at <= WIDEST_LABEL + 2]
    at = fitting[0] if fitting else (len(label) + 1) // 2
    return f"{label[:at]}\n{label[at:]}"


def _heading(section: str, parent: QWidget) -> QWidget:
    """Return a section's heading with a thin line under it."""
    heading = QLabel(section, parent)
    theme.set_role(heading, "heading")
    heading.setFrameShape(QFrame.Shape.NoFrame)
    return heading
