"""The foot of the window: whose ledger, what is saved and backed up, what runs, the lock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget

from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.one_line import OneLine


class StatusLine(QStatusBar):
    """Says `lock_wanted` when the lock is pressed."""

    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._who, self._saved, self._copied = QLabel(self), QLabel(self), QLabel(self)
        self._handed = QLabel(self)
        self._elsewhere = OneLine(self)
        # The one that may be cut off in a narrow window: its tip says all of it.
        self._elsewhere.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._work = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setMaximumWidth(120)
        self._bar.setRange(0, 0)
        self._bar.hide()
        for part in (self._who, self._saved, self._copied, self._handed):
            self.addWidget(part)
        self.addWidget(self._elsewhere, 1)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self._bar)
        self._lock = QToolButton(self)
        self._lock.setText(self.tr("锁定 Ctrl+L"))
        self._lock.setToolTip(self.tr("锁定台账：离开座位前按一下"))
        self._lock.setAccessibleName(self.tr("锁定台账"))
        icons.set_icon(self._lock, "lock")
        self._lock.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lock.clicked.connect(self.lock_wanted)
        self.addPermanentWidget(self._lock)
        self.clear_all()

    def show_who(self, unit: str, clerk: str) -> None:
        """Say whose ledger it is and who keeps it."""
        self._who.setText(f"{unit} · {clerk}" if clerk else unit)
        self._lock.setVisible(True)

    def show_saved(self, at: str) -> None:
        """Say when the last COMMIT was, "09:41:07"."""
        self._saved.setText(self.tr("已保存 {0}").format(at))

    def show_backup(self, at: datetime | None, today: datetime | None = None) -> None:
        """Say when the last verified backup was made; with its day unless it was today."""
        if at is None:
            self._copied.setText(self.tr("还没有备份"))
            return
        same_day = at.date() == (today or datetime.now()).date()
        when = at.strftime("%H:%M" if same_day else "%m-%d %H:%M")
        self._copied.setText(self.tr("备份 {0} ✓").format(when))

    def show_backup_failed(self) -> None:
        """Say that the last backup failed; the message bar says why."""
        self._copied.setText(self.tr("⚠ 备份没有成功"))

    def show_handed_on(self, text: str, late: bool) -> None:
        """Say when the last package went up; in the colour of a warning where it is overdue."""
        self._handed.setText(text)
        theme.set_tone(self._handed, "danger" if late else "")
        self._handed.setVisible(bool(text))

    def show_elsewhere(self, text: str, tip: str) -> None:
        """Say what would be lost if this computer died now."""
        self._elsewhere.setText(text)
        self._elsewhere.setToolTip(f"{text}。{tip}")

    def show_work(self, text: str) -> None:
        """Say what runs in the background, or nothing."""
        self._work.setText(text)
        self._bar.setVisible(bool(text))

    def clear_all(self) -> None:
        """Show nothing: no ledger is open."""
        for part in (
            self._who, self._saved, self._copied, self._handed, self._elsewhere, self._work,
        ):  # fmt: skip
            part.setText("")
        self._elsewhere.setToolTip("")
        self._bar.hide()
        self._lock.hide()

    def elsewhere(self) -> str:
        """Return what it says would be lost with this computer."""
        return self._elsewhere.text()

    def handed_on(self) -> str:
        """Return what it says about the last package."""
        return self._handed.text()

    def texts(self) -> tuple[str, str, str]:
        """Return what it says about who, saved and backup."""
        return self._who.text(), self._saved.text(), self._copied.text()
