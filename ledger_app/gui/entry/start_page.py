"""The first screen: make a ledger, open one, look at the demo."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.kit import icons, theme, user_settings
from ledger_app.gui.kit.enter_keys import press_with_enter

WIDTH = 720


class StartPage(QWidget):
    """Three large choices and the ledgers opened last."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    file_wanted = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget(self)
        inside.setMaximumWidth(WIDTH)
        self._box = QVBoxLayout(inside)
        self._box.setSpacing(14)
        title = QLabel(self.tr("一生一档"), inside)
        title.setFont(theme.ui_font(14, bold=True))
        self._box.addWidget(title)
        under = QLabel(self.tr("控辍保学学生台账：一个孩子一份档案，不让一个孩子掉队。"), inside)
        theme.set_role(under, "dim")
        self._box.addWidget(under)
        self._box.addLayout(self._make_choices(inside))
        self._recent = QFrame(inside)
        QVBoxLayout(self._recent)
        self._box.addWidget(self._recent)
        foot = QLabel(
            self.tr("也可以把台账文件（.ledger）拖到这个窗口里。全部内容只在这台电脑上，不联网。"),
            inside,
        )
        theme.set_role(foot, "note")
        foot.setWordWrap(True)
        self._box.addWidget(foot)
        self._centre(inside)
        self.refresh()

    def refresh(self) -> None:
        """List the recent files again."""
        box = self._recent.layout()
        assert isinstance(box, QVBoxLayout)
        while (item := box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        paths = [path for path in user_settings.recent_files() if not user_settings.is_demo(path)]
        self._recent.setVisible(bool(paths))
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(2)
        if paths:
            heading = QLabel(self.tr("最近打开"), self._recent)
            theme.set_role(heading, "strong")
            box.addWidget(heading)
        for path in paths:
            box.addWidget(self._make_recent(path))
        press_with_enter(self)
        if self.isVisible():
            QTimer.singleShot(0, self, self._to_recent)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the ledger of yesterday: Enter opens it."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._to_recent)

    def _to_recent(self) -> None:
        there = next((each for each in self.recent_buttons() if each.isEnabled()), None)
        if there is not None:
            there.setFocus()

    def recent_buttons(self) -> list[QPushButton]:
        """Return the buttons of the recent files."""
        return [each for each in self._recent.findChildren(QPushButton) if each.property("path")]

    def _centre(self, inside: QWidget) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 6)
        row.addStretch(1)
        outside = QVBoxLayout(self)
        outside.addStretch(2)
        outside.addLayout(row)
        outside.addStretch(3)

    def _make_choices(self, inside: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for text, hint, name, signal in (
            (self.tr("新建台账(&N)"), self.tr("本单位第一次使用"), "file-plus", self.new_wanted),
            (self.tr("打开台账(&O)"), self.tr("已经有台账文件"), "folder-open", self.open_wanted),
            (self.tr("看演示(&D)"), self.tr("虚构的乡镇，随便试"), "star", self.demo_wanted),
        ):
            button = BigChoice(text, hint, name, inside)
            button.clicked.connect(signal)
            row.addWidget(button, 1)
        return row

    def _make_recent(self, path: Path) -> QWidget:
        line = QWidget(self._recent)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(path.name, line)
        theme.set_look(button, "link", True)
        icons.set_icon(button, "file-text")
        button.setProperty("path", str(path))
        button.setEnabled(path.is_file())
        button.clicked.connect(partial(self.file_wanted.emit, path))
        where = QLabel(str(path.parent) if path.is_file() else self.tr("文件不在了"), line)
        theme.set_role(where, "note")
        row.addWidget(button)
        row.addWidget(where, 1)
        row.addWidget(self._make_forget(path, line))
        return line

    def _make_forget(self, path: Path, line: QWidget) -> QToolButton:
        cross = QToolButton(line)
        icons.set_icon(cross, "x")
        cross.setToolTip(self.tr("不再列出（文件不会删除）"))
        cross.setAccessibleName(self.tr("不再列出 {0}").format(path.name))
        cross.clicked.connect(partial(self._forget, path))
        return cross

    def _forget(self, path: Path) -> None:
        user_settings.forget_recent(path)
        self.refresh()


class BigChoice(QPushButton):
    """A large button: icon, what it does, and a smaller line under it."""

    def __init__(self, text: str, hint: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleDescription(hint)
        icons.set_icon(self, icon_name, "accent")
        theme.set_role(self, "choice")
        self.setIconSize(QSize(24, 24))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        under = QVBoxLayout(self)
        under.setContentsMargins(8, 8, 8, 22)
        under.addStretch(1)
        line = QLabel(hint, self)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.set_role(line, "note")
        under.addWidget(line)

    def sizeHint(self) -> QSize:
        """Be large: the style sheet would make it as high as any button."""
        return QSize(super().sizeHint().width() + 20, 104)
