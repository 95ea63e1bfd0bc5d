"""In place of the list where nobody is found: what was looked for, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.finding.in_vain import Elsewhere, look_elsewhere
from ledger_app.actions.list_students import ListQuery
from ledger_app.actions.new_file.sought import sought_values
from ledger_app.gui.kit import theme
from ledger_app.gui.page import Ask
from ledger_app.gui.session import Session

REST = 200  # milliseconds: looked for elsewhere once typing rests, not at every key
LONGEST = 24  # characters of what was looked for


class NobodyFound(QWidget):
    """Enter in the box leads to the first of its buttons, Esc back.

    Signals: `new_wanted()`, `unfiltered_wanted()` the same text among all, `clear_wanted()` text
    and filters away, `left()` back to the box, `asks(Request)`.
    """

    new_wanted = Signal()
    unfiltered_wanted = Signal()
    clear_wanted = Signal()
    left = Signal()
    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._query: ListQuery | None = None
        self._looking = QTimer(self, singleShot=True, interval=REST)
        self._looking.timeout.connect(self._look)
        self._said, self._deleted = QLabel(self), QLabel(self)
        self._unfiltered = self._button(self.unfiltered_wanted.emit)
        self._new = self._button(self.new_wanted.emit)
        self._revisions = self._button(partial(self.asks.emit, Ask.REVISIONS))
        self._revisions.setText(self.tr("看修改记录，撤销删除 Ctrl+H"))
        self._clear = self._button(self.clear_wanted.emit)
        self._clear.setText(self.tr("取消查找和筛选"))
        inside = QVBoxLayout(self)
        inside.setSpacing(12)
        inside.addStretch(2)
        for label in (self._said, self._deleted):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            theme.set_role(label, "dim")
        inside.addWidget(self._said)
        for part in (self._unfiltered, self._new, self._deleted, self._revisions, self._clear):
            side = Qt.AlignmentFlag(0) if part is self._deleted else Qt.AlignmentFlag.AlignHCenter
            inside.addWidget(part, 0, side)
        inside.addStretch(3)

    def show_query(self, query: ListQuery | None) -> None:
        """Say what was looked for in vain; None: somebody is found."""
        self._query = query
        self._looking.stop()
        if query is not None:
            self._say(query, Elsewhere())
            self._looking.start()

    def take_keyboard(self) -> bool:
        """Put the keyboard to the likeliest button; return False where somebody is found."""
        if self._query is None:
            return False
        self._look()
        first = next(each for each in self._buttons() if not each.isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def text(self) -> str:
        """Return all that is said and offered."""
        parts = (self._said, self._unfiltered, self._new, self._deleted, self._revisions)
        return " ".join(each.text() for each in parts if not each.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead the keyboard back to the box by Esc, from one button to the next by ↑↓."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        shown = [each for each in self._buttons() if not each.isHidden()]
        at = next((at for at, each in enumerate(shown) if each.hasFocus()), 0)
        if event.key() == Qt.Key.Key_Escape or (step < 0 and at == 0):
            self.left.emit()
        elif step and at + step < len(shown):
            shown[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._unfiltered, self._new, self._revisions, self._clear

    def _button(self, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _look(self) -> None:
        self._looking.stop()
        if self._query is not None:
            found = self._session.peek(look_elsewhere, self._query).otherwise(Elsewhere())
            self._say(self._query, found)

    def _say(self, query: ListQuery, found: Elsewhere) -> None:
        text, filtered = query.text.strip(), bool(query.filters or query.due_only)
        short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        if not text:
            self._said.setText(self.tr("没有符合条件的学生。"))
        elif filtered:
            self._said.setText(self.tr("在筛选的学生里没有找到“{0}”。").format(short))
        else:
            self._said.setText(self.tr("没有找到“{0}”。").format(short))
        self._unfiltered.setText(self.tr("不看筛选，有 {0} 人").format(found.unfiltered))
        self._unfiltered.setVisible(bool(found.unfiltered))
        name = sought_values(text).get("name", "")
        new = self.tr("新建档案：{0} Ctrl+N").format(name) if name else self.tr("新建档案 Ctrl+N")
        self._new.setText(new)
        self._new.setVisible(bool(text))
        self._deleted.setText(self.tr("删除过的档案：{0}").format("；".join(found.deleted)))
        for each in (self._deleted, self._revisions):
            each.setVisible(bool(found.deleted))
