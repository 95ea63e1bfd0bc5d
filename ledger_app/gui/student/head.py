"""The head of the open file: who, where, status, guardian, helper, next step. It never scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from ledger_app.actions.open_student import OpenFile
from ledger_app.catalogue import CHILD_TABLES, STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.domain import values
from ledger_app.domain.reminding.likely_work import likely_text
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.guardian import guardian_of
from ledger_app.domain.telling.in_words.house import said_house, troubled
from ledger_app.domain.telling.in_words.safety import safety_line
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.domain.telling.standings.why import why_and_until
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.safety.safety_label import SafetyLabel

GAP = "    "
ROOM_FOR_HELPER = 420  # pixels of width
CLOSE = 4  # pixels between the guardian's number and what is done with it: it is never cut
LEFT, RIGHT, SPACING = 12, 10, 10
LEAST = 1  # pixels: the next step is read in its hint where there is no room for it
NO_GUARDIAN = "监护人未填"


class StudentHead(QFrame):
    """Signals: `reveal_wanted(bool)`, `contact_wanted()`, `step_wanted(reminder)`,
    `numbers_wanted()`, `mate_wanted()` the next child of the house, `safety_wanted()` the safety
    note was clicked."""

    reveal_wanted = Signal(bool)
    contact_wanted = Signal()
    step_wanted = Signal(object)
    numbers_wanted = Signal()
    mate_wanted = Signal()
    safety_wanted = Signal()

    def __init__(self, parent: Widget | None = None) -> None:
        super().__init__(parent)
        self._next: Reminder | None = None
        self._guardian, self._low = ("", ""), False  # who, and the number
        self._safety = SafetyLabel(self)
        self._safety.clicked.connect(self.safety_wanted)
        self._name = _label(self, "title")
        self._who = _label(self, "", gives_way=True)
        self._age = _label(self, "dim", gives_way=True)
        self._status = _label(self, "")
        self._reason = _label(self, "dim", gives_way=True)
        self._family = _label(self, "")
        self._family.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._helper = _label(self, "dim", gives_way=True)
        self._house = _label(self, "", gives_way=True)
        self._mate = QPushButton(self.tr("下一个 F8"), self)
        self._mate.setToolTip(self.tr("打开同户的下一个孩子 F8"))
        self._mate.clicked.connect(self.mate_wanted)
        self._due = _label(self, "")
        self._step = _label(self, "", gives_way=True)
        self._step.setMinimumWidth(LEAST)
        self._eye = QToolButton(self)
        self._eye.setCheckable(True)
        self._eye.setAccessibleName(self.tr("显示完整号码"))
        self._eye.setToolTip(self.tr("显示这个孩子的完整号码和敏感项，到锁定为止（会记入审计）"))
        icons.set_icon(self._eye, "eye")
        self._eye.clicked.connect(self.reveal_wanted)
        self._dial = QToolButton(self)
        self._dial.setAccessibleName(self.tr("家里的号码，扫码拨号 F9"))
        self._dial.setToolTip(self._dial.accessibleName())
        icons.set_icon(self._dial, "qr-code")
        self._dial.clicked.connect(self.numbers_wanted)
        self._contact = QPushButton(self)
        self._contact.setAccessibleName(self.tr("登记联系 Ctrl+J"))
        self._contact.setToolTip(self._contact.accessibleName())
        icons.set_icon(self._contact, "phone")
        self._contact.clicked.connect(self.contact_wanted)
        self._go = QPushButton(self)
        self._go.clicked.connect(self._go_clicked)
        self._arrange()

    def _arrange(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(LEFT, 8, RIGHT, 6)
        inside.setSpacing(3)
        self._first = _row(self._name, self._who, self._age, stretched=1)
        self._second = _row(self._status, self._reason)
        inside.addWidget(self._safety)
        inside.addLayout(self._first)
        inside.addLayout(self._second)
        self._third = _row(self._family, self._eye, self._dial, self._helper)
        self._third.setSpacing(CLOSE)
        inside.addLayout(self._third)
        inside.addLayout(_row(self._house, self._mate, stretched=0))
        self._bottom = _row(self._due, self._step)
        self._bottom.addWidget(self._go)
        inside.addLayout(self._bottom)
        self._place_contact()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the guardian's number whole where there is no room for whom else to ask."""
        super().resizeEvent(event)
        self._name_contact()
        self._fit_family()

    def clear(self) -> None:
        """Leave nothing of a child on the screen or in memory."""
        self._next, self._guardian = None, ("", "")
        for label in self.findChildren(QLabel):
            label.clear()
            label.setToolTip("")
        self._safety.say("")

    def set_low(self, low: bool) -> None:
        """Take fewer rows where the fields below need the room: the reason becomes a hint, and the
        last row is only there when something is due."""
        if low == self._low:
            return
        self._low = low
        (self._first if low else self._second).insertWidget(1 if low else 0, self._status)
        self._reason.setHidden(low)
        self._place_contact()
        self._fit_family()

    def _place_contact(self) -> None:
        (self._third if self._low else self._bottom).addWidget(self._contact)
        self._name_contact()
        self._step.setHidden(self._low and self._next is None)

    def _fit_family(self) -> None:
        """Cut a long name where even the helper's room is not enough, never the number."""
        who, phone = self._guardian
        behind = f"  {phone}" if phone else ""
        beside = [self._eye, self._dial, *([self._contact] if self._low else [])]
        taken = sum(each.sizeHint().width() + CLOSE for each in beside) + LEFT + RIGHT
        metrics = self._family.fontMetrics()
        room = max(0, self.width() - taken - metrics.horizontalAdvance(behind))
        left = room - metrics.horizontalAdvance(who) - CLOSE
        fits = left >= self._helper.minimumSizeHint().width()
        self._helper.setVisible(fits and self.width() >= ROOM_FOR_HELPER)
        self._family.setText(metrics.elidedText(who, Qt.TextElideMode.ElideRight, room) + behind)
        self._family.setToolTip(f"{who}{behind}")

    def _name_contact(self) -> None:
        """Let 登记联系 be its sign alone where its words do not fit beside the next step."""
        self._contact.setText("")
        self._contact.setMinimumWidth(self._contact.sizeHint().width())
        if self._low:
            return
        beside = [each for each in (self._due, self._go) if not each.isHidden()]
        taken = sum(each.sizeHint().width() + SPACING for each in beside)
        self._contact.setText(self._contact.accessibleName())
        room = self.width() - LEFT - RIGHT - taken - SPACING - LEAST
        if self._contact.sizeHint().width() > room:
            self._contact.setText("")

    def show_file(self, opened: OpenFile, revealed: bool) -> None:
        """Show one child."""
        self._safety.say(safety_line(opened.file.student))
        self._name.setText(opened.name)
        self._who.setText(_who(opened))
        self._show_age(opened)
        self._show_status(opened)
        self._guardian = _guardian(opened, revealed)
        self._fit_family()
        if self._eye.isChecked() != revealed:
            self._eye.setChecked(revealed)
        self._helper.setText(self._responsible_text(opened, revealed))
        self._show_house(opened)
        self._show_step(opened)
        for label in (self._house, self._reason, self._helper, self._step, self._who):
            label.setToolTip(label.text())

    def _show_age(self, opened: OpenFile) -> None:
        grade, student = opened.expected_grade, opened.file.student
        if grade is None or opened.age is None:
            self._age.setText("")
            return
        name = code_list("grade").name_of(str(grade))
        self._age.setText(self.tr("{0} 岁 · 应读{1}").format(opened.age, name))
        off = bool(student["grade"]) and student["grade"] != str(grade)
        theme.set_role(self._age, "warning" if off else "dim")

    def _show_status(self, opened: OpenFile) -> None:
        status = opened.status
        sign = theme.status_mark(status.code)[0]
        self._status.setText(f"{sign} {status.name}")
        theme.set_tone(self._status, theme.status_tone(status.code))
        told = bool(status.since) and status.since not in status.reason
        since = self.tr("{0} 起").format(status.since) if told else ""
        self._reason.setText(" · ".join(filter(None, (since, why_and_until(status)))))
        self._status.setToolTip(self._reason.text())

    def _show_house(self, opened: OpenFile) -> None:
        """Say who else is of this house, and take no room where there is nobody."""
        self._house.setText(said_house(opened.house))
        self._house.setVisible(bool(self._house.text()))
        self._mate.setVisible(bool(opened.house.mates))
        theme.set_role(self._house, "warning" if troubled(opened.house) else "dim")

    def _responsible_text(self, opened: OpenFile, revealed: bool) -> str:
        helper = opened.helper
        if helper is None or not helper["helper_name"]:
            return self.tr("包保 未指定")
        phone = helper["helper_phone"] or ""
        phone = phone if revealed else screen_phone(phone)
        parts = (helper["helper_name"], phone)
        return self.tr("包保 {0}").format(" ".join(filter(None, parts)))

    def _show_step(self, opened: OpenFile) -> None:
        reminder = opened.reminders[0] if opened.reminders else None
        self._next = reminder
        # What the unit above says of a file has no tab: it is answered under 今日 and 移交.
        has_tab = reminder and reminder.opens in (STUDENT.key, *(t.key for t in CHILD_TABLES))
        self._go.setVisible(bool(reminder and has_tab and reminder.opens != "contact"))
        self._go.setText(likely_text(reminder) if reminder else "")
        self._due.setVisible(reminder is not None)
        self._step.setHidden(self._low and reminder is None)
        self._urge_contact(bool(reminder and reminder.opens == "contact"))
        if reminder is None:
            self._step.setText(self.tr("没有到期的事"))
            theme.set_role(self._step, "dim")
            self._name_contact()
            return
        sign = theme.due_mark(reminder.state)[0]
        self._due.setText(f"{sign} {self._when(reminder)}")
        self._name_contact()
        theme.set_tone(self._due, theme.due_tone(reminder.state))
        theme.set_role(self._step, "")
        more = len(opened.reminders) - 1
        also = self.tr("（另有 {0} 项）").format(more) if more else ""
        self._step.setText(f"{reminder.action}{also}")

    def _urge_contact(self, urged: bool) -> None:
        if bool(self._contact.property("primary")) != urged:
            theme.set_look(self._contact, "primary", urged)
            icons.set_icon(self._contact, "phone", "on_accent" if urged else "")

    def _when(self, reminder: Reminder) -> str:
        if reminder.state == "overdue":
            return self.tr("超 {0} 天").format(reminder.days)
        if reminder.state == "today":
            return self.tr("今天")
        return self.tr("还有 {0} 天").format(-reminder.days)

    def _go_clicked(self) -> None:
        if self._next is not None:
            self.step_wanted.emit(self._next)


def _label(parent: Widget, role: str, *, gives_way: bool = False) -> QLabel:
    label = OneLine(parent) if gives_way else QLabel(parent)
    if role:
        theme.set_role(label, role)
    return label


def _row(*widgets: Widget, stretched: int = -1) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACING)
    for widget in widgets:
        row.addWidget(widget)
    row.setStretch(stretched % len(widgets), 1)
    return row


def _who(opened: OpenFile) -> str:
    student = opened.file.student
    sex = values.display(STUDENT.field("sex"), student["sex"])
    age = f"{opened.age} 岁" if opened.age is not None and opened.expected_grade is None else ""
    place = f"{short_class(student)}班" if student["class_no"] else short_class(student)
    return GAP[:2].join(filter(None, (sex, age, place, opened.file.school.get("name"))))


def _guardian(opened: OpenFile, revealed: bool) -> tuple[str, str]:
    """Return who the guardian is, and the number."""
    known = guardian_of(opened.file)
    if not known.name:
        return NO_GUARDIAN, ""
    relation = f"({known.relation})" if known.relation else ""
    phone = known.phone if revealed else screen_phone(known.phone)
    return f"监护人 {known.name}{relation}", phone or "无电话"
