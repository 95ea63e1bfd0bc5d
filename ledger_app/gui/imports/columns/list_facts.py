"""Which school, year and class a sheet speaks of, where it does not say so itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ledger_app.actions.rehearsing.said_columns import SheetAssignment
from ledger_app.catalogue.codes import code_list
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout

SCHOOL_WIDTH, CLASS_WIDTH = 13, 6  # heights of a line of text


class ListFacts(QWidget):
    """`said(dict)`: fields of SheetAssignment, as a person has changed them."""

    said = Signal(object)

    def __init__(self, schools: Sequence[str], year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unsaid = self.tr("表里写的")
        self.school, self.year = QComboBox(self), QComboBox(self)
        self.grade, self.class_no = QComboBox(self), QLineEdit(self)
        self._typed = QLineEdit(self.school)
        self.school.setLineEdit(self._typed)
        self.school.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.school.setFixedWidth(theme.text_pixels() * SCHOOL_WIDTH)
        self.class_no.setFixedWidth(theme.text_pixels() * CLASS_WIDTH)
        self.class_no.setPlaceholderText(unsaid)
        for box in (self.school, self.year, self.grade):
            box.addItem(unsaid, "")
        for name in schools:
            self.school.addItem(name, name)
        for first in (year + 1, year, year - 1, year - 2):
            self.year.addItem(f"{first}-{first + 1}", f"{first}-{first + 1}")
        for code in code_list("grade").codes:
            self.grade.addItem(code.name, code.value)
        self._arrange()
        self._typed.editingFinished.connect(self._school_said)
        self.school.activated.connect(self._school_said)
        self.year.activated.connect(self._year_said)
        self.grade.activated.connect(self._grade_said)
        self.class_no.editingFinished.connect(self._class_said)
        self._shown = SheetAssignment()

    def _arrange(self) -> None:
        row = FlowLayout(self)
        for text, widget in (
            (self.tr("学校"), self.school),
            (self.tr("学年"), self.year),
            (self.tr("年级"), self.grade),
            (self.tr("班级"), self.class_no),
        ):
            label = QLabel(text, self)
            label.setBuddy(widget)
            widget.setAccessibleName(text)
            row.addWidget(label)
            row.addWidget(widget)

    def show_said(self, said: SheetAssignment) -> None:
        """Show what was said of a sheet."""
        self._shown = said
        for box, value in ((self.year, said.year), (self.grade, said.grade)):
            box.setCurrentIndex(max(0, box.findData(value)))
        if said.school:
            self.school.setEditText(said.school)
        else:
            self.school.setCurrentIndex(0)
            self.school.setEditText(self.school.itemText(0))
        self.class_no.setText(said.class_no)

    def _school_said(self, _at: int = 0) -> None:
        text = self.school.currentText().strip()
        self._say("school", "" if text == self.school.itemText(0) else text)

    def _year_said(self, _at: int) -> None:
        self._say("year", str(self.year.currentData()))

    def _grade_said(self, _at: int) -> None:
        self._say("grade", str(self.grade.currentData()))

    def _class_said(self) -> None:
        self._say("class_no", self.class_no.text().strip())

    def _say(self, key: str, value: str) -> None:
        if getattr(self._shown, key) != value:
            self.said.emit({key: value})
