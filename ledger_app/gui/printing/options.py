"""The right side of the print centre: of what, as of when, what for, paper, earlier editions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from ledger_app.actions.printing.preview_paper import Wish
from ledger_app.actions.printing.print_ledger import PURPOSE_WORDS, Printout
from ledger_app.catalogue import Field, Kind
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import scope_of
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.kit import theme
from ledger_app.gui.page import PrintRoute
from ledger_app.gui.printing.paper_choice import PaperChoice
from ledger_app.gui.printing.scope_choice import chosen_scope, make_scope_editor, offer_scopes
from ledger_app.gui.printing.student_picker import StudentPicker
from ledger_app.gui.session import Session

MOST_COPIES = 99
ROUTES = "visit_list"
PURPOSES = tuple(Purpose)
_HIDES = {
    Purpose.REPORT: "全部内容、完整号码，只交给有权查看的上级部门。",
    Purpose.INTERNAL: "身份证号、电话遮住中间几位，敏感内容不印。",
    Purpose.NOTICE: "只印姓氏、年级班级，其他都不印。",
    Purpose.OWN_FILE: (
        "心理、涉案等敏感内容也印，没有家长签字栏。只存办公室，不得外传；看和印都记入审计。"
    ),
    Purpose.VISIT: "电话印完整，旁边有拨号的码；身份证号遮住，敏感内容不印。看和印都记入审计。",
}


class PrintOptions(QWidget):
    """Signals: `changed`, the preview must be made anew; `edition_asked(number, to a file)`."""

    changed = Signal()
    edition_asked = Signal(int, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._today = date.today()
        self._printout: Printout | None = None
        self._route = PrintRoute()  # of route sheets: whom, how divided, until another is chosen
        self._package = ("", "")  # of a paper about packages: which printout, which package
        self.student_label = _heading(self.tr("学生"), self)
        self.student = StudentPicker(session, self)
        self.scope_label, self.scope = _heading(self.tr("范围"), self), make_scope_editor(self)
        self._whom_label, self._whom = _heading(self.tr("范围"), self), QLabel(self)
        as_of = Field(key="as_of", label="截至", kind=Kind.DATE)
        self.as_of = make_editor(as_of, Setting(today=self._day), self)
        self.as_of.committed.connect(self._changed)
        self._purposes, self._what_for = QButtonGroup(self), _heading(self.tr("用途"), self)
        self._wanted = Purpose.REPORT  # what somebody chose, also while a printout can't be for it
        self._hides = QLabel(self)
        self.paper, self.copies = PaperChoice(self), QSpinBox(self)
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAccessibleName(self.tr("份数"))
        self.editions = QComboBox(self)
        self.editions.setAccessibleName(self.tr("期号"))
        self._again = QPushButton(self.tr("重印"), self)
        self._again_file = QPushButton(self.tr("另存 PDF"), self)
        self._arrange()
        self._connect()
        self._show_rows(False)
        self._offer_purposes(())  # while long work goes on, no printout is known yet
        self._edition_chosen()

    def _arrange(self) -> None:
        purposes = QHBoxLayout()
        for number, purpose in enumerate(PURPOSES):
            choice = QRadioButton(PURPOSE_WORDS[purpose], self)
            self._purposes.addButton(choice, number)
            purposes.addWidget(choice)
        purposes.addStretch(1)
        self._purposes.button(0).setChecked(True)
        self._hides.setWordWrap(True)
        self._hides.setText(_HIDES[Purpose.REPORT])
        theme.set_role(self._hides, "note")
        sheets = QHBoxLayout()
        sheets.addWidget(self.paper, 1)
        sheets.addWidget(_heading(self.tr("份数"), self))
        sheets.addWidget(self.copies)
        again = QHBoxLayout()
        for button in (self._again, self._again_file):
            again.addWidget(button)
        again.addStretch(1)
        # As high as it needs to be: else a short list of children drifts away from its box.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        rows = self._rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(6)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        rows.addRow(self.student_label, self.student)
        rows.addRow(self.scope_label, self.scope)
        rows.addRow(self._whom_label, self._whom)
        rows.addRow(_heading(self.tr("截至"), self), self.as_of)
        rows.addRow(self._what_for, purposes)
        rows.addRow(self._hides)
        rows.addRow(_heading(self.tr("纸张"), self), sheets)
        rows.addRow(_heading(self.tr("期号"), self), self.editions)
        rows.addRow("", again)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Let Tab go down the rows as they are read."""
        order: list[QWidget] = [self.student.search, self.student.found]
        order += [self.scope, self.as_of, *self._purposes.buttons()]
        order += [self.paper, self.copies, self.editions, self._again, self._again_file]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        for editor in (self.scope, self.as_of):
            editor.go_on.connect(self._go_on)
        self.student.picked.connect(self._changed)
        self.scope.committed.connect(self._changed)
        self.paper.chosen.connect(self._changed)
        self._purposes.idClicked.connect(self._purpose_clicked)
        self._again.clicked.connect(self._print_again)
        self._again_file.clicked.connect(self._save_again)
        self.editions.currentIndexChanged.connect(self._edition_chosen)

    # What is chosen.

    def start(self, today: date) -> None:
        """Begin with today, unless another day was typed."""
        typed = self.as_of.value()
        if typed in (None, self._today.isoformat()):
            self.as_of.set_value(today.isoformat())
        self._today = today

    def wish(self, printout: Printout) -> Wish | None:
        """Return what was chosen for a printout, None while the child of a card is missing."""
        of_one = printout.needs_student
        students = self.student.students if of_one else ()
        if of_one and not students:
            return None
        scope, paper = None if of_one else chosen_scope(self.scope), self.paper.format()
        package = self._package[1] if self._package[0] == printout.key else ""
        wish = Wish(printout.key, self.day(), students, self.purpose(), scope, paper, package)
        if printout.key != ROUTES:
            return wish
        students = self._route.students
        wish = replace(wish, students=students, route=self._route.route)
        return replace(wish, scope=None) if students else wish

    def choose_route(self, request: PrintRoute) -> None:
        """Have the route sheet be of these children, until another printout is chosen."""
        self._route = request
        self._show_rows(False)
        self.choose_purpose(request.purpose)
        self.changed.emit()

    def choose_package(self, printout: str, package: str) -> None:
        """Have this printout be of a package, until another printout is chosen."""
        if self._package != (printout, package):
            self._package = (printout, package)
            self.changed.emit()

    def day(self) -> date:
        """Return the day the paper is as of."""
        typed = self.as_of.value()
        return date.fromisoformat(str(typed)) if typed else self._today

    def purpose(self) -> Purpose:
        """Return what the paper is for."""
        return PURPOSES[self._purposes.checkedId()]

    def choose_purpose(self, purpose: Purpose) -> None:
        """Choose what the paper is for; nothing happens if the printout is not for it."""
        button = self._purposes.button(PURPOSES.index(purpose))
        if not button.isHidden():
            button.setChecked(True)
            self._purpose_chosen(PURPOSES.index(purpose))

    def set_printout(self, printout: Printout) -> None:
        """Show what can be chosen for a printout: only what it may be printed for."""
        needed = printout.needs_student
        if self._package[0] != printout.key:
            self._package = ("", "")
        if printout.key != ROUTES:
            self._route = PrintRoute()
        self._show_rows(needed)
        self._offer_purposes(printout.purposes, asked=printout.names_children)
        usable = printout.purposes if printout.names_children else printout.purposes[:1]
        purpose = self._wanted if self._wanted in usable else usable[0]
        self._purposes.button(PURPOSES.index(purpose)).setChecked(True)
        self._hides.setText(_HIDES[purpose])
        self._printout = printout
        self.offer_scopes()
        self.copies.setValue(1)
        self.paper.offer(self._printout, self.purpose())

    def _offer_purposes(self, usable: Collection[Purpose], *, asked: bool = False) -> None:
        """Offer purposes; where none hides or shows anything, nothing is asked and nothing said."""
        for number, purpose in enumerate(PURPOSES):
            button = self._purposes.button(number)
            button.setVisible(asked and purpose in usable)
            button.setEnabled(purpose in usable)
        self._what_for.setVisible(asked)
        self._hides.setVisible(asked)

    def offer_scopes(self) -> None:
        """Offer the parts of the ledger; during long work, as soon as it is over."""
        self._session.ask("scopes", offer_scopes, self.scope, self._session, self._printout)

    def _show_rows(self, needs_student: bool) -> None:
        self.student.setVisible(needs_student)
        self.student_label.setVisible(needs_student)
        picked = len(self._route.students)
        self._whom.setText(self.tr("选中的 {0} 人").format(picked))
        for part in (self.scope, self.scope_label):
            part.setVisible(not needs_student and not picked)
        for part in (self._whom, self._whom_label):
            part.setVisible(not needs_student and bool(picked))

    def show_editions(self, editions: list[dict[str, Any]]) -> None:
        """List the editions, newest first."""
        self.editions.clear()
        for number, edition in enumerate(editions):
            text = _edition_text(edition)
            if edition["written_at"] is None:  # it was cut off between its number and its paper
                text = self.tr("{0}（没有印成，请再印）").format(text)
            self.editions.addItem(text, edition["no"])
            when = f"{edition['at']}  {edition['author']}".strip()
            self.editions.setItemData(number, when, Qt.ItemDataRole.ToolTipRole)
        if not editions:
            self.editions.addItem(self.tr("还没有印过"), None)
        self.editions.setEnabled(bool(editions))
        # What cannot be done yet leaves its room to what should be seen before printing.
        self._rows.setRowVisible(self._rows.rowCount() - 1, bool(editions))
        self._edition_chosen()

    def _day(self) -> date:
        return self._today

    def _changed(self) -> None:
        self.changed.emit()

    def _go_on(self, step: int) -> None:
        self.focusNextPrevChild(step > 0)

    def _purpose_clicked(self, number: int) -> None:
        self._wanted = PURPOSES[number]
        self._purpose_chosen(number)

    def _purpose_chosen(self, number: int) -> None:
        self._hides.setText(_HIDES[PURPOSES[number]])
        if self._printout is not None:
            self.paper.offer(self._printout, self.purpose())
        self.changed.emit()

    def _edition_no(self) -> int | None:
        number = self.editions.currentData()
        return None if number is None else int(number)

    def _edition_chosen(self) -> None:
        for button in (self._again, self._again_file):
            button.setEnabled(self._edition_no() is not None)

    def _print_again(self) -> None:
        self._ask_edition(False)

    def _save_again(self) -> None:
        self._ask_edition(True)

    def _ask_edition(self, to_file: bool) -> None:
        number = self._edition_no()
        if number is not None:
            self.edition_asked.emit(number, to_file)


def _edition_text(edition: dict[str, Any]) -> str:
    purpose = PURPOSE_WORDS.get(edition["purpose"], edition["purpose"])
    scope = scope_of(edition["scope"])
    told = (f"{edition['number']:03d}", edition["as_of"], purpose, scope.name if scope else "")
    return "  ".join(filter(None, told))


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    theme.set_role(label, "label")
    return label
