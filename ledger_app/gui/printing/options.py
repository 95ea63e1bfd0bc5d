"""The right side of the print centre: of what, as of when, what for, paper, earlier editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import find_students
from ledger_app.actions.printing.preview_paper import Wish
from ledger_app.actions.printing.print_ledger import PURPOSE_WORDS, Printout
from ledger_app.catalogue import Field, Kind
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import scope_of
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.kit import best_match, icons, theme
from ledger_app.gui.page import PrintRoute
from ledger_app.gui.printing.paper_choice import PaperChoice
from ledger_app.gui.printing.scope_choice import chosen_scope, make_scope_editor, offer_scopes
from ledger_app.gui.session import Session, waits

KEY = Qt.ItemDataRole.UserRole
MOST_FOUND, MOST_SHOWN = 30, 6
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


class StudentPicker(QWidget):
    """Find one child by name, pinyin, number; `students` are the ids. `picked`: it changed."""

    picked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.students: tuple[str, ...] = ()
        self.search, self.found = QLineEdit(self), QListWidget(self)
        self.search.setPlaceholderText(self.tr("姓名、拼音、身份证号…"))
        self.search.setAccessibleName(self.tr("学生"))
        icons.sign_search(self.search)
        self.search.textEdited.connect(self._look)
        self.search.textChanged.connect(self._emptied)
        self.search.installEventFilter(self)
        self.found.setAccessibleName(self.tr("找到的学生"))
        self.found.itemClicked.connect(self._take)
        self.found.itemActivated.connect(self._take)
        self.found.hide()
        self.found.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.search)
        box.addWidget(self.found)

    @waits("cards")
    def choose(self, student_ids: Sequence[str]) -> None:
        """Take children by id: one card each."""
        before = self.students
        rows = self._session.act(find_students.rows_of, student_ids).otherwise([])
        self.students = tuple(row["id"] for row in rows)
        names = "、".join(row["name"] for row in rows[:3])
        several = self.tr("{0} 等 {1} 人").format(names, len(rows))
        self.search.setText(_called(rows[0]) if len(rows) == 1 else several if rows else "")
        self.search.setCursorPosition(0)
        self.found.hide()
        if self.students != before:
            self.picked.emit()

    def forget(self) -> None:
        """Forget the child: the ledger is locked or closed."""
        self.students = ()
        self.search.clear()
        self.found.clear()
        self.found.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down go into the list and Enter take the first child."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.found.isVisible():
                self.found.setFocus()
                self.found.setCurrentRow(0)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.found.count():
                self._take(self.found.item(max(0, self.found.currentRow())))
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        if self.students:  # the paper must not be that of a child who is no longer named
            self.students = ()
            self.picked.emit()
        self._session.ask("look", self._find, text)

    def _find(self, text: str) -> None:
        if self.students:  # one was chosen while this had to wait
            return
        self.found.clear()
        rows: list[dict[str, Any]] = []
        if text.strip():
            rows = self._session.act(find_students.find, text, MOST_FOUND).otherwise(rows)
        for row in sorted(rows, key=partial(_by_fit, text)):
            item = QListWidgetItem(_called(row))
            item.setData(KEY, row["id"])
            self.found.addItem(item)
        if text.strip() and not rows:
            item = QListWidgetItem(self.tr("没有找到"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(item)
        shown = min(self.found.count(), MOST_SHOWN)
        self.found.setFixedHeight(shown * max(1, self.found.sizeHintForRow(0)) + 4)
        self.found.setVisible(shown > 0)

    def _emptied(self, text: str) -> None:
        if not text and self.students:
            self.students = ()
            self.found.hide()
            self.picked.emit()

    def _take(self, item: QListWidgetItem) -> None:
        student_id = item.data(KEY)
        if student_id:
            self.students = (student_id,)
            self.search.setText(item.text())
            self.search.setCursorPosition(0)  # the name, not the end of the school
            self.found.hide()
            self.picked.emit()


def _by_fit(typed: str, row: dict[str, Any]) -> int:
    return best_match.fit(row["name"], typed)


def _called(row: dict[str, Any]) -> str:
    return "  ".join(filter(None, (row["name"], short_class(row), row["school_name"])))


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
        as_of = Field(key="as_of", label="截至", kind=Kind.DATE)
        self.as_of = make_editor(as_of, Setting(today=self._day), self)
        self.as_of.committed.connect(self._changed)
        self._purposes = QButtonGroup(self)
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
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(6)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        rows.addRow(self.student_label, self.student)
        rows.addRow(self.scope_label, self.scope)
        rows.addRow(_heading(self.tr("截至"), self), self.as_of)
        rows.addRow(_heading(self.tr("用途"), self), purposes)
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
        self._purposes.idClicked.connect(self._purpose_chosen)
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
        return replace(wish, students=self._route.students, route=self._route.route)

    def choose_route(self, request: PrintRoute) -> None:
        """Have the route sheet be of these children, until another printout is chosen."""
        self._route = request
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
        for number, purpose in enumerate(PURPOSES):
            button, usable = self._purposes.button(number), purpose in printout.purposes
            button.setVisible(usable)
            button.setEnabled(usable)
        if self.purpose() not in printout.purposes:
            number = PURPOSES.index(printout.purposes[0])
            self._purposes.button(number).setChecked(True)
            self._hides.setText(_HIDES[PURPOSES[number]])
        self._printout = printout
        self.offer_scopes()
        self.copies.setValue(1)
        self.paper.offer(self._printout, self.purpose())

    def offer_scopes(self) -> None:
        """Offer the parts of the ledger; during long work, as soon as it is over."""
        self._session.ask("scopes", offer_scopes, self.scope, self._session, self._printout)

    def _show_rows(self, needs_student: bool) -> None:
        self.student.setVisible(needs_student)
        self.student_label.setVisible(needs_student)
        self.scope.setVisible(not needs_student)
        self.scope_label.setVisible(not needs_student)

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
        self._edition_chosen()

    def _day(self) -> date:
        return self._today

    def _changed(self) -> None:
        self.changed.emit()

    def _go_on(self, step: int) -> None:
        self.focusNextPrevChild(step > 0)

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
