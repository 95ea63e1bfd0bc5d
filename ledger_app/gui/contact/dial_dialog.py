"""A number for the clerk's own phone: a code to be scanned, the number in large digits beside it.

Nothing of it is kept: it is drawn from the number, goes with any key, with the minute, with the
lock.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.domain.phones import lacks_area, spaced
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.safety.safety_label import SafetyLabel
from ledger_app.gui.session import Session

SHOWN_FOR = 60_000  # milliseconds
QUIET = 4  # modules of white around a code, or cameras do not find it (ISO/IEC 18004 §6.3.8)
MODULE = 7  # pixels
LARGER = 16  # pixels of the digits beyond ordinary text
_ALONE = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta})


class CodeView(QWidget):
    """Draws the modules dark on white, in the dark scheme too: cameras want it so."""

    def __init__(self, modules: Sequence[Sequence[bool]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        side = (len(modules) + 2 * QUIET) * MODULE
        self.setFixedSize(QSize(side, side))
        self.setAccessibleName(self.tr("二维码，用手机相机扫一下就能拨号"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw whole device pixels: a module never has a grey edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        ratio = self.devicePixelRatioF()
        count = len(self._modules) + 2 * QUIET
        step = int(self.width() * ratio / count) / ratio
        edge = (self.width() - step * len(self._modules)) / 2
        edge = int(edge * ratio) / ratio
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    at = QRectF(edge + x * step, edge + y * step, step, step)
                    painter.fillRect(at, QColor("black"))
        painter.end()


class DialDialog(Dialog):
    """Shows one number and its code until a key is pressed or a minute is over."""

    def __init__(
        self,
        session: Session,
        modules: Sequence[Sequence[bool]],
        number: str,
        whose: Sequence[str],
        safety: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take the code of a number; `whose`: the child and the person, one line each."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("用自己的手机拨号"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange(modules, number, whose, safety)
        for gone in (session.locked, session.closed):
            gone.connect(self.reject)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self.reject)
        self._minute.start(SHOWN_FOR)

    def _arrange(
        self, modules: Sequence[Sequence[bool]], number: str, whose: Sequence[str], safety: str
    ) -> None:
        warned = SafetyLabel(self)
        warned.say(safety)
        self.digits = QLabel(spaced(number), self)
        self.digits.setFont(theme.ui_font(LARGER, bold=True))
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addStretch(1)
        for text in whose:
            beside.addWidget(_plain(text, self))
        beside.addWidget(self.digits)
        if lacks_area(number):
            beside.addWidget(_plain(self.tr("没有区号：手机要先拨区号。"), self, "warning"))
        beside.addWidget(_plain(self.tr("用手机相机或微信扫一下，再按拨号。"), self, "dim"))
        beside.addStretch(1)
        self.code = CodeView(modules, self)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.code)
        row.addLayout(beside, 1)
        told = _plain(self.tr("按任意键关闭，一分钟后自己关闭。不存，不打印。"), self, "dim")
        close = QPushButton(self.tr("关闭"), self)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # every key closes, not Enter alone
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(told, 1)
        foot.addWidget(close)
        inside = QVBoxLayout(self)
        inside.setSpacing(12)
        inside.addWidget(warned)
        inside.addLayout(row)
        inside.addLayout(foot)
        self.setMinimumWidth(theme.text_pixels() * 42)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with any key; Ctrl or Shift alone is half of one."""
        if event.key() not in _ALONE:
            self.reject()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab be a key like any other: nothing here has the keyboard."""
        return False


def _plain(text: str, parent: QWidget, role: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    if role:
        theme.set_role(label, role)
    return label
