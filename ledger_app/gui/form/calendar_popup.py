"""A month to pick a day from."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.kit import icons, theme


class CalendarPopup(QFrame):
    """A month to pick a day from: arrows move, Enter takes, Esc closes."""

    chosen = Signal(str)  # YYYY-MM-DD

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self._month = QCalendarWidget(self)
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("dim"))
        for each in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._month.setWeekdayTextFormat(each, weekend)
        self._month.setMinimumSize(320, 250)
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self._month.setAccessibleName(self.tr("日历"))
        for name, sign in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self._month.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icons.icon(sign))
        self._put_year_first()
        self._month.activated.connect(self._take)
        self._month.clicked.connect(self._take)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._month)

    def _put_year_first(self) -> None:
        """Write 2026 before 十一月, as dates are written; Qt has it the other way round."""
        bar = self._month.findChild(QWidget, "qt_calendar_navigationbar")
        year = self._month.findChild(QToolButton, "qt_calendar_yearbutton")
        month = self._month.findChild(QToolButton, "qt_calendar_monthbutton")
        inside = bar.layout() if bar is not None else None
        if isinstance(inside, QHBoxLayout) and year is not None and month is not None:
            inside.insertWidget(inside.indexOf(month), year)

    def open_below(self, entry: QWidget) -> None:
        """Show the calendar under the entry, kept on the screen."""
        size = self.sizeHint()
        screen: QRect = entry.screen().availableGeometry()
        at = entry.mapToGlobal(QPoint(0, entry.height()))
        if at.y() + size.height() > screen.bottom():
            at = entry.mapToGlobal(QPoint(0, -size.height()))
        at.setX(max(screen.left(), min(at.x(), screen.right() - size.width())))
        self.move(at)
        self.show()
        self._month.setFocus()

    def _take(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(day.toString(Qt.DateFormat.ISODate))
