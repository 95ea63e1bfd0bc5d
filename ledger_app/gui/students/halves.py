"""List and file beside each other; how the room is shared is remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from ledger_app.gui.kit import remembered

KEPT_AS = "students_page"
LIST_SHARE, PANE_SHARE = 46, 54  # of the width, at first


class Halves(QSplitter):
    """The list on the left, the file on the right."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.addWidget(left)
        self.addWidget(right)
        self.setChildrenCollapsible(False)
        left.setMinimumWidth(230)
        right.setMinimumWidth(358)
        sizes = remembered.recall(KEPT_AS).get("sizes")
        if not isinstance(sizes, list) or len(sizes) != 2:
            sizes = [LIST_SHARE * 12, PANE_SHARE * 12]
        self.setSizes(sizes)
        self.setStretchFactor(0, LIST_SHARE)
        self.setStretchFactor(1, PANE_SHARE)
        self._keeping = QTimer(self, singleShot=True, interval=800)
        self._keeping.timeout.connect(self._keep)
        self.splitterMoved.connect(self._moved)

    def _moved(self, _at: int, _index: int) -> None:
        self._keeping.start()

    def _keep(self) -> None:
        remembered.keep(KEPT_AS, {"sizes": self.sizes()})
