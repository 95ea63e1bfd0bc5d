"""A page on a screen that is smaller than it: it scrolls, and no part of it is out of reach."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabWidget, QWidget

LEAST = QSize(240, 120)
SIDE, ABOVE = 16, 12  # pixels beside and above what stands on a page


class PageArea(QScrollArea):
    """Shows a page as large as it is itself, or as the page must be."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Ask for little."""
        return LEAST


class PageStack(QStackedWidget):
    """Asks for the room of the page in sight, not for that of the largest one behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Return what the page in sight needs, its wrapped texts included."""
        page = self.currentWidget()
        if page is None:
            return QSize()
        least = page.minimumSizeHint().expandedTo(page.minimumSize())
        return least.expandedTo(QSize(0, self.heightForWidth(self.width())))

    def hasHeightForWidth(self) -> bool:
        """Keep layouts around it from asking for the height that its pages would like."""
        return False

    def heightForWidth(self, width: int) -> int:
        """Return how high the page in sight must be at this width."""
        page = self.currentWidget()
        inside = None if page is None else page.layout()
        if page is None or inside is None:
            return -1
        wrapped = inside.minimumHeightForWidth(width) if inside.hasHeightForWidth() else 0
        return max(wrapped, page.minimumSizeHint().height(), page.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class PageTabs(QTabWidget):
    """Tabs whose lists give way in a low window: it asks for no height that follows its width."""

    def hasHeightForWidth(self) -> bool:
        """Say that its minimum is enough."""
        return False
