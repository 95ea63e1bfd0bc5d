"""The strip of the tour, above the status line: it moves nothing one works on out of reach."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ledger_app.gui.kit import theme
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.window.tour.steps import Step


class TourPanel(QFrame):
    """Which step of how many, what to do and why. Signals: `back()`, `on()`, `left()`."""

    back = Signal()
    on = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "message")
        self._number, self._title, self._text = QLabel(self), QLabel(self), QLabel(self)
        self._back = self._button(self.tr("上一步"))
        self._on = self._button(self.tr("跳过"))
        self._leave = self._button(self.tr("离开"))
        self._back.clicked.connect(self.back)
        self._on.clicked.connect(self.on)
        self._leave.clicked.connect(self.left)
        self._arrange()
        press_with_enter(self)
        self.hide()

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard at the work
        return button

    def _arrange(self) -> None:
        theme.set_role(self._number, "step")
        theme.set_role(self._title, "strong")
        self._text.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._number)
        row.addLayout(words, 1)
        for button in (self._back, self._on, self._leave):
            row.addWidget(button)

    def show_step(self, step: Step, number: int, count: int) -> None:
        """Say what to do."""
        self._say(f"{number}/{count}", step.title, step.text)
        self._back.setVisible(True)
        self._on.setVisible(True)
        self._back.setEnabled(number > 1)

    def show_done(self) -> None:
        """Say that it was seen to be done."""
        self._number.setText("✓")

    def show_end(self) -> None:
        """Say that it is over, and how one's own ledger is begun."""
        self._say(
            "✓",
            self.tr("走完了，可以开始自己的台账了"),
            self.tr(
                "Ctrl+Shift+N 新建台账：单位、口令、恢复单；再按 Ctrl+I 导入花名册。"
                "演示随时能再看：帮助 › 十分钟入门。"
            ),
        )
        self._back.setVisible(False)
        self._on.setVisible(False)

    def _say(self, number: str, title: str, text: str) -> None:
        self._number.setText(number)
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(f"{title}。{text}")
        self.show()

    def take_keyboard(self) -> None:
        """Have the keyboard at the buttons."""
        button = self._leave if self._on.isHidden() else self._on
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title(self) -> str:
        """Return the title that is shown."""
        return self._title.text()
