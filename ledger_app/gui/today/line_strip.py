"""Under the list of 今日: what to do about the current line, whom to call, what was said last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.contact.last_talk import LastTalk
from ledger_app.actions.today.due_lines import UNVERIFIED, TodayLine
from ledger_app.actions.today.folds import Fold
from ledger_app.catalogue import TABLES
from ledger_app.domain import values
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.due_words import short_day, window_text
from ledger_app.domain.telling.in_words.safety import safety_line
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.safety.safety_label import SafetyLabel
from ledger_app.gui.today.lines_model import due_note

SIDE = 14  # pixels left and right
MOST_NAMES = 20
ROOM_FOR_ALL = 440  # pixels of the page's height from which all is said about the chosen line


class TodayStrip(QFrame):
    """Shows one line in full, with its buttons. `reveal_asked`: show the whole phone number;
    `numbers_asked`: show all of the family's."""

    reveal_asked = Signal()
    numbers_asked = Signal()

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self._low = False
        self._who, self._todo, self._last = OneLine(self), _Sentence(self), OneLine(self)
        self.safety = SafetyLabel(self)
        self._phone = OneLine(self)
        self.reveal = QPushButton(self.tr("显示号码"), self)
        self.reveal.setProperty("link", True)
        self.reveal.clicked.connect(self.reveal_asked)
        self.numbers = QPushButton(self.tr("号码 F9"), self)
        self.numbers.setProperty("link", True)
        self.numbers.setToolTip(self.tr("家里的号码，扫码拨号 F9"))
        self.numbers.clicked.connect(self.numbers_asked)
        self._who.setFont(theme.ui_font(bold=True))
        theme.set_role(self._last, "dim")
        self.buttons = [ActionButton(action, self) for action in actions]
        for action in actions:
            action.changed.connect(self._urge_first)  # after its button: the first may be another
        self._arrange()

    def _arrange(self) -> None:
        row = QWidget(self)
        flow = FlowLayout(row, 8)  # the words of a first button can be as long as a page is wide
        for button in self.buttons:
            flow.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self._who, 1)
        head.addWidget(self._phone)
        head.addWidget(self.reveal)
        head.addWidget(self.numbers)
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE, 8, SIDE, 8)
        layout.setSpacing(5)
        layout.addWidget(self.safety)
        layout.addLayout(head)
        layout.addWidget(self._todo)
        layout.addWidget(self._last)
        layout.addWidget(row)

    def fit(self, height: int) -> None:
        """Leave the room to the list on a low page: what is to be done is read under the mouse."""
        self._low = height < ROOM_FOR_ALL
        above = 2 if self._low else 8
        self._inside.setContentsMargins(SIDE, above, SIDE, above)
        self._inside.setSpacing(2 if self._low else 5)
        self._show_sentences()

    def _show_sentences(self) -> None:
        for label in (self._todo, self._last):
            label.setVisible(not self._low and bool(label.text()))
        said = (self._who.text(), self._todo.text(), self._last.text())
        self.setToolTip("\n".join(text for text in said if text))

    def show_line(self, line: TodayLine, day: Day, talk: LastTalk, *, revealed: bool) -> None:
        """Show one line, with what is known of talking to the family."""
        self.safety.say(safety_line(line.child))
        reminder = line.reminder
        where = [short_class(line.child), line.child.get("school_name")] if line.child else []
        parts = (reminder.name or reminder.label, *where, due_note(reminder, day), reminder.reason)
        self._who.setText("  ".join(part for part in parts if part))
        window = window_text(reminder.due_on, reminder.early_days, day)
        self._todo.say(self.tr("要做：{0}{1}").format(reminder.action, window))
        said = self._last_contact(talk.contact, day) if reminder.student else ""
        hours = self.tr("几点能打通：{0} · ").format(talk.hours) if talk.hours else ""
        self._last.setText(hours + said)
        self._show_sentences()
        self.show_phone(line, revealed=revealed)

    def _urge_first(self) -> None:
        """Mark the first button that is there: what is likely to be done, as Enter does it."""
        first = next((each for each in self.buttons if not each.isHidden()), None)
        for button in self.buttons:
            theme.set_look(button, "primary", button is first)

    def forget(self) -> None:
        """Show nobody: the ledger is locked or closed."""
        for label in (self._who, self._phone, self._last):
            label.clear()
        self.setToolTip("")
        self._todo.say("")
        self.safety.say("")

    def show_many(self, chosen: Sequence[TodayLine]) -> None:
        """Show that several lines are chosen."""
        self.safety.say("")
        names = list(dict.fromkeys(each.reminder.name for each in chosen if each.reminder.name))
        text = self.tr("选中 {0} 条，{1} 人").format(len(chosen), len(names))
        self._who.setText(text)
        self._todo.say("、".join(names[:MOST_NAMES]) + ("……" if len(names) > MOST_NAMES else ""))
        self._last.setText(self.tr("Ctrl+J 给这些人登记同一次联系；改期、做不了对这些人一起算。"))
        self._show_sentences()
        self._phone.clear()
        self._phone.setMinimumWidth(0)
        self.reveal.hide()
        self.numbers.hide()

    def show_fold(self, fold: Fold) -> None:
        """Show that many lines are one, and who is in it."""
        self.show_many(fold.lines)
        self._who.setText(self.tr("{0}：{1}").format(fold.title, fold.said))
        unknown = self.tr("导入本学期花名册，或登记报到（Ctrl+Shift+D）；→ 看名单。")
        together = self.tr("→ 看名单；联系、改期、做不了对这些人一起算。")
        self._last.setText(unknown if fold.reminder.rule == UNVERIFIED else together)
        self._show_sentences()

    def show_phone(self, line: TodayLine, *, revealed: bool) -> None:
        """Show guardian and phone, the number masked unless it was asked for."""
        number = line.phone if revealed else screen_phone(line.phone)
        missing = self.tr("没有电话") if line.reminder.student else ""
        shown = f"☎ {number}" if number else missing
        self._phone.setText("  ".join(filter(None, (shown, line.guardian))))
        self._phone.setMinimumWidth(self._phone.fontMetrics().horizontalAdvance(f"{shown}…"))
        self.reveal.setVisible(bool(line.phone) and not revealed)
        self.numbers.setVisible(bool(line.reminder.student))

    def _last_contact(self, contact: Row | None, day: Day) -> str:
        if not contact:
            return self.tr("还没有联系记录")
        table = TABLES["contact"]
        shown = [
            values.display(table.field(key), contact.get(key))
            for key in ("mode", "persuaders", "result", "content")
        ]
        when = short_day(contact.get("contacted_on"), day)
        text = " · ".join(part for part in (when, *shown) if part).replace("\n", " ")
        return self.tr("最近联系：{0}").format(text if len(text) <= 90 else text[:89] + "…")


class _Sentence(QLabel):
    """A wrapped text as high as it is. QLabel's own way asks for its height too late."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def say(self, text: str) -> None:
        """Show a text."""
        self.setText(text)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """Keep the layouts from working out the height themselves."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = QRect(0, 0, max(self.width(), 100), 1000)
        wrapped = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        if wrapped.height() + 2 != self.minimumHeight():
            self.setFixedHeight(wrapped.height() + 2)


class ActionButton(QPushButton):
    """A button that does what an action does and follows its text and state."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        keys = self._action.shortcut().toString()
        self.setText(self._action.text())
        self.setToolTip(f"{self._action.text()}  {keys}".strip())
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())
