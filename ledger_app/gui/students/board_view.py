"""The board 去向 as it is drawn: five cards that add up to all children; every figure is a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.today.show_board import Filters, ShownBoard
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.telling.standings.board import Figure, Place
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.page_area import ABOVE, SIDE

# Sign and colour of each of the five; what nobody knows is never grey.
MARKS = {
    Standing.SEEN: ("○", "good"),
    Standing.CASE: ("●", "warn"),
    Standing.FOR_A_TIME: ("◐", "text"),
    Standing.GONE: ("✓", "dim"),
    Standing.UNVERIFIED: ("⚠", "danger"),
}
GAP = 10  # pixels between cards
CARD_WIDTH = 170  # at least: fewer cards stand beside each other where there is less room
HEADING = 2  # lines of a card beside its figures


class BoardView(QScrollArea):
    """Signals: `wanted(filters)` a figure was chosen; `left()` Esc; `print_wanted()`."""

    wanted = Signal(object)
    left = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("去向"))
        self._shown: ShownBoard | None = None
        self._links: list[QWidget] = []
        self._beside = 0
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)
        self.forget()

    def forget(self) -> None:
        """Show nothing: the ledger is closed or locked."""
        self._shown = None
        self.setWidget(QWidget(self))

    def show_board(self, shown: ShownBoard) -> None:
        """Show the figures; the keyboard stays on the one it is on."""
        before = self._links.index(self.focusWidget()) if self._has_keyboard() else -1
        self._shown = shown
        self._links = []
        self.setWidget(self._made(shown))
        self.setFocusProxy(self._links[0])
        if 0 <= before < len(self._links):
            self._links[before].setFocus()

    def _has_keyboard(self) -> bool:
        return self._shown is not None and self.focusWidget() in self._links

    def focus_first(self) -> None:
        """Put the keyboard onto the first figure."""
        if self._shown is not None:
            self._links[0].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cards beside each other as there is room for."""
        super().resizeEvent(event)
        if self._shown is not None and self._columns() != self._beside:
            self.show_board(self._shown)

    def _columns(self) -> int:
        return max(1, min(len(Standing), (self.width() - 2 * SIDE) // (CARD_WIDTH + GAP)))

    # How it is made.

    def _made(self, shown: ShownBoard) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(SIDE, ABOVE, SIDE, ABOVE)
        layout.setSpacing(GAP)
        layout.addLayout(self._head(shown, page))
        layout.addWidget(self._sum(shown, page))
        layout.addLayout(self._cards(shown.board.places, page))
        layout.addWidget(self._watches(shown, page))
        layout.addStretch(1)
        return page

    def _head(self, shown: ShownBoard, page: QWidget) -> QHBoxLayout:
        on = shown.day.date
        title = QLabel(self.tr("去向 · 截至 {0}月{1}日").format(on.month, on.day), page)
        theme.set_role(title, "title")
        printing, back = QPushButton(self.tr("打印…"), page), QPushButton(self.tr("回名单"), page)
        printing.clicked.connect(self.print_wanted)
        back.clicked.connect(self.left)
        back.setToolTip(self.tr("回名单  Esc"))
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(printing)
        row.addWidget(back)
        return row

    def _sum(self, shown: ShownBoard, page: QWidget) -> QLabel:
        label = QLabel(shown.board.sum_in_words, page)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _cards(self, places: Sequence[Place], page: QWidget) -> QHBoxLayout:
        """Put the cards beside each other; those without room under the shortest: all in sight."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._beside = self._columns()
        columns = [QVBoxLayout() for _ in range(self._beside)]
        heights = [0] * self._beside
        for at, place in enumerate(places):
            under = at if at < self._beside else heights.index(min(heights))
            columns[under].addWidget(self._card(place, page))
            heights[under] += HEADING + sum(1 for each in place.figures for _ in _links_of(each))
        for column in columns:
            column.setSpacing(GAP)
            row.addLayout(column, 1)
        return row

    def _card(self, place: Place, page: QWidget) -> QFrame:
        card = QFrame(page)
        theme.set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(1)
        sign, tone = MARKS[place.standing]
        of_place = ("standing", (str(place.standing),))
        heading = self._link(f"{sign} {place.name} {place.count}", (of_place,), card)
        theme.set_role(heading, "heading")
        theme.set_tone(heading, "" if tone == "text" else tone)
        inside.addWidget(heading)
        for figure in place.figures:
            for text, filters in _links_of(figure):
                inside.addWidget(self._link(text, (of_place, *filters), card))
        inside.addStretch(1)
        return card

    def _watches(self, shown: ShownBoard, page: QWidget) -> QWidget:
        box = QWidget(page)
        row = FlowLayout(box, 18)
        for watch in shown.watches:
            row.addWidget(self._link(f"{watch.name} {watch.count} →", watch.filters, box))
        return box

    def _link(self, text: str, filters: Filters, parent: QWidget) -> QPushButton:
        link = QPushButton(text, parent)
        theme.set_look(link, "link", True)
        link.setToolTip(self.tr("看这些人的名单"))
        link.clicked.connect(partial(self.wanted.emit, filters))
        self._links.append(link)
        return link


def _links_of(figure: Figure) -> Iterator[tuple[str, Filters]]:
    """Yield text and filters of a figure, and of those among its children that end soon."""
    own = (figure.filter, (figure.value,))
    yield f"{figure.name} {figure.count}", (own,)
    if figure.ending:
        yield f"　到期 {figure.ending}", (own, ("ending", (YES,)))
