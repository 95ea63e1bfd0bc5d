"""The small list under a filter button: values with their counts, several can be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.domain.names import query_key, search_keys
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import room_for

LONG_LIST = 12  # values from which a line to search in is shown
MOST_ROWS = 14
ABOVE_LIST = 90  # pixels of title and line, and of the edges
VALUE = Qt.ItemDataRole.UserRole
NAME = Qt.ItemDataRole.UserRole + 1


class FilterPopup(QFrame):
    """Ticks apply at once. Signals: `ticked(values)` after each change, `shut()` when it closes."""

    ticked = Signal(object)  # tuple of values
    shut = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme.set_role(self, "popup")
        self._find = QLineEdit(self)
        self._find.setPlaceholderText(self.tr("查找…"))
        self._find.setAccessibleName(self.tr("在{0}中查找").format(title))
        self._find.textChanged.connect(self._narrow)
        self._list = QListWidget(self)
        self._list.setAccessibleName(title)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.set_role(self._list, "choices")
        self._list.itemChanged.connect(self._changed)
        self._list.itemActivated.connect(self._turn)
        self._clear = QPushButton(self.tr("全部"), self)
        theme.set_look(self._clear, "link", True)
        self._clear.clicked.connect(self._untick)
        self._arrange(title)

    def _arrange(self, title: str) -> None:
        heading = QLabel(title, self)
        theme.set_role(heading, "dim")
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self._clear)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 6, 8, 8)
        inside.setSpacing(4)
        inside.addLayout(top)
        inside.addWidget(self._find)
        inside.addWidget(self._list)

    def offer(self, values: Sequence[tuple[str, str, int]], ticked: Iterable[str]) -> None:
        """Show (value, name, count), those in `ticked` ticked."""
        chosen = set(ticked)
        self._list.blockSignals(True)
        self._list.clear()
        for value, name, count in values:
            item = QListWidgetItem(f"{name}  {count}", self._list)
            item.setData(VALUE, value)
            item.setData(NAME, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(_state(value in chosen))
        self._list.blockSignals(False)
        self._find.setVisible(len(values) > LONG_LIST)
        self._find.clear()
        self._fit(len(values))

    def _fit(self, count: int) -> None:
        row = max(self._list.sizeHintForRow(0), theme.text_pixels() + 8)
        most = min(MOST_ROWS, (room_for(self).height() - ABOVE_LIST) // row)
        self._list.setFixedHeight(max(1, min(count, most)) * row + 6)
        wide = self._list.sizeHintForColumn(0) + 40
        self._list.setFixedWidth(max(180, min(wide, 360)))

    def open_under(self, button: QWidget) -> None:
        """Show the list under a button, kept on the screen."""
        self.adjustSize()
        screen = button.screen().availableGeometry()
        at = button.mapToGlobal(QPoint(0, button.height() + 2))
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        if at.y() + self.height() > screen.bottom():
            at.setY(max(screen.top(), screen.bottom() - self.height()))
        self.move(at)
        self.show()
        (self._find if self._find.isVisible() else self._list).setFocus()
        self._list.setCurrentRow(0)

    def values(self) -> tuple[str, ...]:
        """Return the ticked values in list order."""
        return tuple(
            item.data(VALUE) for item in self._items() if item.checkState() == Qt.CheckState.Checked
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the list closed."""
        super().hideEvent(event)
        self.shut.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(at) for at in range(self._list.count())]

    def _changed(self, _item: QListWidgetItem) -> None:
        self.ticked.emit(self.values())

    def _turn(self, item: QListWidgetItem) -> None:
        item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))

    def _untick(self) -> None:
        self._list.blockSignals(True)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self.ticked.emit(())

    def _narrow(self, text: str) -> None:
        key = query_key(text)
        for item in self._items():
            item.setHidden(bool(key) and key not in search_keys(item.data(NAME)))


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
