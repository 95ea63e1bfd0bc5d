"""The list of 今日 as it is drawn: two rows of text a line, in aligned columns; no widgets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ledger_app.actions.today.due_lines import TodayLine
from ledger_app.actions.today.folds import Fold
from ledger_app.domain.day import Day
from ledger_app.domain.reminding.reminders import Reminder
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.due_words import short_day
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.gui.kit import theme
from ledger_app.gui.today.lines_model import LINE, Index, TodayModel, due_note

NAMES = 20  # of a fold: the rest is cut off where the line ends


def box_width() -> int:
    """Return how much of a line's left edge belongs to its box, in pixels."""
    return theme.text_pixels() * 2


@dataclass(frozen=True, slots=True)
class _Places:
    """Left edge and width of the columns of a line, in pixels."""

    due: tuple[int, int]
    who: tuple[int, int]
    what: tuple[int, int]
    reach: tuple[int, int]
    last: tuple[int, int]


def _places(width: int, unit: int) -> _Places:
    """Share the width of a line; `unit` is the height of text. Narrow: the last contact goes."""
    last = unit * 7 if width > unit * 62 else 0
    due, who, reach, pad = unit * 7, unit * 14, unit * 11, unit
    what = max(unit * 8, width - box_width() - due - who - reach - last - 2 * pad)
    lefts = [box_width()]
    for each in (due, who, what + pad, reach):
        lefts.append(lefts[-1] + each)
    return _Places(*zip(lefts, (due, who - pad, what, reach - pad, last), strict=True))


class TodayDelegate(QStyledItemDelegate):
    """Draws headings and entries in aligned columns: of two lines, of one where `low`."""

    low = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading or of an entry."""
        unit = theme.text_pixels()
        heights = (1.85, 1.6) if self.low else (3.6, 2.2)
        return QSize(unit * 30, round(unit * heights[index.data(LINE) is None]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line = index.data(LINE)
        model = index.model()
        if line is None:
            self._heading(painter, rect, str(index.data()))
        elif isinstance(model, TodayModel) and model.day:
            self._ground(painter, rect, option)
            self._box(painter, rect, option, index, model)
            inside = rect.adjusted(model.depth(index) * 2 * theme.text_pixels(), 0, 0, 0)
            if isinstance(line, Fold):
                self._fold(painter, inside, line, model)
            else:
                self._line(painter, inside, line, model.day)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(theme.ui_font(bold=True))
        painter.setPen(theme.colour("dim"))
        inside = rect.adjusted(theme.text_pixels(), 0, 0, 0 if self.low else -5)
        level = Qt.AlignmentFlag.AlignVCenter if self.low else Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, level | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.topLeft(), QSize(4, rect.height())), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _box(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        index: Index,
        model: TodayModel,
    ) -> None:
        """Draw the box before a line: before all once one is ticked, else where the eye is."""
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        looked_at = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if model.has_ticks or state & looked_at:
            side = round(theme.text_pixels() * 0.95)
            box = QRect(0, 0, side, side)
            box.moveCenter(rect.center())
            box.moveLeft(rect.left() + theme.text_pixels() * 2 // 3)
            _tick_box(painter, QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), Qt.CheckState(ticked))

    def _fold(self, painter: QPainter, rect: QRect, fold: Fold, model: TodayModel) -> None:
        """Draw what many lines have in common, and which way it goes on from here."""
        day, reminder = model.day, fold.reminder
        if day is None:
            return
        is_open = model.is_open(fold)
        places = _places(rect.width(), theme.text_pixels())
        for place, upper, upper_look, lower in (
            (places.due, due_note(reminder, day), _due_look(reminder), _under_due(reminder, day)),
            (places.who, f"{'▾' if is_open else '▸'} {fold.title}", "bold", ""),
            (places.what, fold.said, "text", _names(fold)),
            (
                places.reach,
                "回车登记报到" if fold.to_register else "",
                "text",
                "← 收起" if is_open else "→ 看名单",
            ),
        ):
            draw = self._one if self.low else self._pair
            draw(painter, rect, place, (upper, upper_look, lower))

    def _line(self, painter: QPainter, rect: QRect, line: TodayLine, day: Day) -> None:
        reminder, child = line.reminder, line.child
        places = _places(rect.width(), theme.text_pixels())
        places_of = (child.get("school_name"), child.get("village_name"))
        where = " ".join(filter(None, (short_class(child) if child else "", *places_of)))
        last = short_day(child.get("last_contact_on"), day) or "没有记录"
        reach = (line.guardian or "监护人未填", screen_phone(line.phone)) if child else ("", "")
        for place, upper, upper_look, lower in (
            (places.due, due_note(reminder, day), _due_look(reminder), _under_due(reminder, day)),
            (places.who, reminder.name or reminder.label, "bold", where),
            (places.what, reminder.reason, "text", f"{reminder.label} · {reminder.who}"),
            (places.reach, reach[0], "text", reach[1]),
            (places.last, self._last_title() if child else "", "dim", last if child else ""),
        ):
            draw = self._one if self.low else self._pair
            draw(painter, rect, place, (upper, upper_look, lower))

    def _last_title(self) -> str:
        return "联系" if self.low else "最近联系"  # beside the day, there is room for no more

    def _one(
        self, painter: QPainter, rect: QRect, place: tuple[int, int], texts: tuple[str, str, str]
    ) -> None:
        """Draw two texts one behind the other; the second where the first leaves room for it.

        Half a number is of no use: one is drawn whole, or not at all.
        """
        first, look, second = texts
        left, width = place
        if width <= 0:
            return
        painter.setFont(theme.ui_font(bold=look == "bold" or look.startswith("#")))
        painter.setPen(look if look.startswith("#") else theme.colour(_TOKENS[look]))
        _elided(painter, QRect(rect.left() + left, rect.top(), width, rect.height()), first)
        gap = theme.text_pixels()
        taken = painter.fontMetrics().horizontalAdvance(first) + gap // 2
        painter.setFont(theme.ui_font(-1))
        is_number = second[-1:].isdigit()
        least = painter.fontMetrics().horizontalAdvance(second) if is_number else 3 * gap
        if width - taken >= least:
            painter.setPen(theme.colour("dim"))
            behind = QRect(rect.left() + left + taken, rect.top(), width - taken, rect.height())
            _elided(painter, behind, second.strip())

    def _pair(
        self, painter: QPainter, rect: QRect, place: tuple[int, int], texts: tuple[str, str, str]
    ) -> None:
        """Draw two texts one over the other, cut with … where they do not fit."""
        upper, look, lower = texts
        left, width = place
        if width <= 0:
            return
        half = rect.height() // 2
        painter.setFont(theme.ui_font(bold=look == "bold" or look.startswith("#")))
        painter.setPen(look if look.startswith("#") else theme.colour(_TOKENS[look]))
        _elided(painter, QRect(rect.left() + left, rect.top() + 3, width, half - 2), upper)
        painter.setFont(theme.ui_font(-1))
        painter.setPen(theme.colour("dim"))
        _elided(painter, QRect(rect.left() + left, rect.top() + half, width, half - 3), lower)


def _tick_box(painter: QPainter, box: QRectF, state: Qt.CheckState) -> None:
    """Draw a box: empty, with a tick, or with a stroke where some of a fold are ticked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_empty = state == Qt.CheckState.Unchecked
    painter.setPen(QPen(theme.colour("dim" if is_empty else "accent"), 1))
    painter.setBrush(theme.colour("surface" if is_empty else "accent"))
    painter.drawRoundedRect(box, 2.5, 2.5)
    painter.setPen(QPen(theme.colour("on_accent"), max(1.6, box.width() / 8)))
    points = {
        Qt.CheckState.Unchecked: (),
        Qt.CheckState.PartiallyChecked: ((0.25, 0.5), (0.75, 0.5)),
        Qt.CheckState.Checked: ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3)),
    }[state]
    across, down = box.width(), box.height()
    painter.drawPolyline([QPointF(box.x() + x * across, box.y() + y * down) for x, y in points])
    painter.restore()


_TOKENS = {"bold": "text", "text": "text", "dim": "dim"}


def _due_look(reminder: Reminder) -> str:
    return theme.due_mark(reminder.state)[1].name()


def _names(fold: Fold) -> str:
    """Return the first names of a fold, as many as a line may hold."""
    return "、".join(line.reminder.name for line in fold.lines[:NAMES])


def _under_due(reminder: Reminder, day: Day) -> str:
    """Return the day of what is overdue, how many days are left of what is not."""
    if reminder.days > 0:
        return f"    {short_day(reminder.due_on, day)}"
    return f"    还有 {-reminder.days} 天" if reminder.days else ""


def _elided(painter: QPainter, rect: QRect, text: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
