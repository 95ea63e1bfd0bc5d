"""The tabs of a file side by side: those in use; seldom used and empty ones stand under 更多."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QTabWidget, QToolButton, QVBoxLayout, QWidget

from ledger_app.catalogue import TABLES
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.student.tabs import BASIC, HISTORY, STORY, TABS

KEYS = list(TABS)
ALWAYS = frozenset({BASIC, STORY, "contact", HISTORY})  # what a clerk turns to each day
MOST = 88  # records counted beside 更多: a wider number is rare
ARROW = QSize(12, 12)
ROOM_FOR_TABS = 600  # pixels of width from which the tabs stand well apart


class TabBook(QTabWidget):
    """One page a tab; a page gets its content by `put`, when it is first looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._bar = _Bar(self)
        self.setTabBar(self._bar)
        self.setDocumentMode(True)
        self._bar.setDrawBase(False)
        self._bar.setAccessibleName(self.tr("档案的各部分"))
        self.setUsesScrollButtons(True)
        self._more = QToolButton(self)
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the word
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.set_icon(self._more, "chevron-down", "dim")
        self._more.setIconSize(ARROW)
        theme.set_role(self._more, "menu")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(QMenu(self._more))
        self._more.menu().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._more.menu().aboutToShow.connect(self._offer)
        self.setCornerWidget(self._more, Qt.Corner.TopRightCorner)
        for title in TABS.values():
            page = QWidget(self)
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.addTab(page, title)
        self.currentChanged.connect(self._turned)
        self.fit()

    def put(self, key: str, content: QWidget) -> None:
        """Put the content of a tab onto its page."""
        inside = self.widget(KEYS.index(key)).layout()
        if inside is not None:
            inside.addWidget(content)

    def key(self) -> str:
        """Return the key of the tab in front."""
        return KEYS[self.currentIndex()]

    def bring(self, key: str) -> None:
        """Bring a tab to the front, out of 更多 if it is there."""
        self.setTabVisible(KEYS.index(key), True)
        self.setCurrentIndex(KEYS.index(key))

    def turn(self, by: int) -> None:
        """Go to the next (1) or the tab before (-1) of those in sight, around the ends."""
        shown = [at for at in range(self.count()) if self.isTabVisible(at)]
        self.setCurrentIndex(shown[(shown.index(self.currentIndex()) + by) % len(shown)])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say beside each title how many records there are."""
        self._counts = dict(counts)
        for at, key in enumerate(KEYS):
            self.setTabText(at, self._title(key))
        self.fit()

    def _title(self, key: str) -> str:
        count = self._counts.get(key, 0)
        return f"{TABS[key]} {count}" if count else TABS[key]

    # Which are in sight.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the tabs narrower, and leave fewer in sight, where there is little room."""
        super().resizeEvent(event)
        theme.set_look(self._bar, "narrow", self.width() < ROOM_FOR_TABS)
        self._bar.setTabText(0, self._bar.tabText(0))  # measures the tabs anew
        self.fit()

    def _turned(self, at: int) -> None:
        self.setTabVisible(at, True)
        self.fit()

    def fit(self) -> None:
        """Leave in sight what is used and what there is room for; the one in front always."""
        shown = [key for key in KEYS if key in ALWAYS or self._counts.get(key) or not _rare(key)]
        if self.key() not in shown:
            shown.append(self.key())
        widths = {key: self._bar.tabSizeHint(KEYS.index(key)).width() for key in shown}
        fewer = len(shown) < len(KEYS)
        for key in sorted(shown, key=self._rank, reverse=True):
            room = self.width() - (self._room_for_more() if fewer else 0)
            if sum(widths.values()) <= room or key == self.key() or key in ALWAYS:
                break
            del widths[key]
            fewer = True
        for at, key in enumerate(KEYS):
            if self.isTabVisible(at) != (key in widths):
                self.setTabVisible(at, key in widths)
        self._name_more()

    def _rank(self, key: str) -> tuple[int, int]:
        """Return what tabs are taken out of sight by, the highest first: empty before filled."""
        if key == self.key() or key in ALWAYS:
            return 0, 0
        return (1 if self._counts.get(key) else 2), KEYS.index(key)

    def _room_for_more(self) -> int:
        self._more.ensurePolished()
        self._more.setText(self._more_text(MOST))
        return self._more.sizeHint().width()

    def _behind(self) -> list[str]:
        return [key for at, key in enumerate(KEYS) if not self.isTabVisible(at)]

    def _more_text(self, filled: int) -> str:
        return self.tr("更多 {0}").format(filled) if filled else self.tr("更多")

    def _name_more(self) -> None:
        """Say how many records stand where they are not seen: none is out of sight uncounted."""
        behind = self._behind()
        records = sum(self._counts.get(key, 0) for key in behind)
        self._more.setText(self._more_text(records))
        said = self.tr("更多部分：{0}").format("、".join(map(self._title, behind)))
        self._more.setAccessibleName(said)
        self._more.setToolTip(said)
        self._more.setVisible(bool(behind))

    def _offer(self) -> None:
        menu = self._more.menu()
        menu.clear()
        for key in self._behind():
            action = menu.addAction(self._title(key))
            action.triggered.connect(partial(self._chosen, key))

    def _chosen(self, key: str, _checked: bool = False) -> None:
        self.bring(key)


class _Bar(QTabBar):
    """Its size hints can be asked for, of tabs that are out of sight, too."""


def _rare(key: str) -> bool:
    return key in TABLES and TABLES[key].rare
