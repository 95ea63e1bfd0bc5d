"""移交 at a school: one look says what went up, what came back and what waits; one key does it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff.our_side import standing
from ledger_app.actions.handoff.our_side.exchanges import PackageLine
from ledger_app.actions.handoff.our_side.standing import OwnSide
from ledger_app.gui.handoff.school import side_words
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.menu_action import MenuAction
from ledger_app.gui.kit.page_area import ABOVE, SIDE
from ledger_app.gui.kit.plain_table import FollowedTable, PlainTableModel
from ledger_app.gui.page import Ask, PrintSheet, ShowCount, ShowTravel, TravelTab
from ledger_app.gui.session import Session

LIST = "handover_list"
# What waits for the clerk, and what is only to be looked at.
_WAITING = ("returned", "questions", "corrections", "conflicts", "arriving")
_LISTS = (*_WAITING, "standing", "gone")


class SchoolPane(QWidget):
    """`asks(Request)`: what the window or other pages should do."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._packages: dict[str, PackageLine] = {}
        self.title, self.status = QLabel(self.tr("移交"), self), QLabel(self)
        self.since, self.partner, self.detail = QLabel(self), QLabel(self), QLabel(self)
        headings = (
            self.tr("方向"), self.tr("包号"), self.tr("日期"), self.tr("对方"), self.tr("学生"),
            self.tr("记录"), self.tr("结果"), self.tr("U盘"), self.tr("文件"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = FollowedTable(self.model, parent=self)
        self.table.give_room_to(3, 8)
        self.table.setAccessibleName(self.tr("移交包和回执"))
        self.table.moved.connect(self._show_detail)
        self.empty = QLabel(self)
        self.buttons = self._make_buttons()
        self._arrange()
        for signal in (session.opened, session.changed):
            signal.connect(self._outdated)
        self._is_stale = True

    # How it is made.

    def _make_buttons(self) -> dict[str, QPushButton]:
        made: dict[str, tuple[str, object]] = {
            "pack": (self.tr("打包移交…"), Ask.PACK),
            "receive": (self.tr("接收回执…"), Ask.RECEIVE),
            "print": (self.tr("打印移交清单"), PrintSheet(LIST)),
            "pair": (self.tr("配对…"), Ask.PAIR),
            "returned": ("", Ask.ANSWER),
            "questions": ("", Ask.ANSWER),
            "corrections": ("", Ask.DECIDE),
            "conflicts": ("", Ask.DECIDE),
            "standing": ("", Ask.STANDING),
            "arriving": ("", ShowTravel(TravelTab.ON_THE_WAY)),
            "gone": ("", ShowTravel(TravelTab.GONE)),
        }
        found = {}
        for key, (text, request) in made.items():
            found[key] = QPushButton(text, self)
            found[key].clicked.connect(partial(self._ask, request))
        theme.set_look(found["pack"], "primary", True)
        return found

    def _arrange(self) -> None:
        theme.set_role(self.title, "title")
        for label in (self.status, self.since, self.partner, self.detail, self.empty):
            label.setWordWrap(True)
        theme.set_role(self.detail, "dim")
        theme.set_role(self.empty, "dim")
        self.status.setFont(theme.ui_font(2, bold=True))
        top, who, waits = QHBoxLayout(), QHBoxLayout(), FlowLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        for key in ("print", "receive", "pack"):
            top.addWidget(self.buttons[key])
        who.addWidget(self.partner, 1)
        who.addWidget(self.buttons["pair"])
        for key in _LISTS:
            waits.addWidget(self.buttons[key])
        box = QVBoxLayout(self)
        box.setContentsMargins(SIDE, ABOVE, SIDE, 8)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(self.status)
        box.addWidget(self.since)
        box.addLayout(who)
        box.addLayout(waits)
        box.addWidget(self.table, 1)
        box.addWidget(self.empty, 1)  # in the place of the table: what is above stays above
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.detail)

    # What every page has.

    def refresh(self) -> None:
        """Read everything again."""
        if self._session.is_open:
            self._is_stale = not self._session.ask("hand-off page", self._read)

    def page_actions(self) -> Sequence[MenuAction]:
        """Return none: the window's menu 移交 has them all."""
        return ()

    def commit_pending(self) -> bool:
        """Nothing is typed here."""
        return True

    def is_printing(self) -> bool:
        """Nothing is printed here."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Read when it comes into sight."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on: to what waits, else to the button of the month."""
        shown = [self.buttons[key] for key in _WAITING if self.buttons[key].isVisible()]
        (shown[0] if shown else self.buttons["pack"]).setFocus(event.reason())

    # What is shown.

    def _outdated(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def _read(self) -> None:
        self._is_stale = False
        answer = self._session.act(standing.own_side)
        if answer:
            self._show(answer.value)

    def _show(self, side: OwnSide) -> None:
        late = side.status.is_late
        self.status.setText(side_words.status_words(side.status))
        theme.set_tone(self.status, "danger" if late else "text")
        self.partner.setText(side_words.partner_words(side.partners))
        theme.set_tone(self.partner, "text" if side.partners else "warn")
        self._show_since(side)
        self._show_waiting(side)
        self._packages = {each.id: each for each in side.packages}
        self.model.show_lines([side_words.package_line(each) for each in side.packages])
        self.table.setVisible(bool(side.packages))
        self.empty.setVisible(not side.packages)
        self.empty.setText(
            self.tr(
                "每月一次：按“打包移交”，把包写到U盘送乡镇；乡镇的回执拷回来，拖到窗口上就收下。"
                "第一次先和乡镇配对，两个人打着电话十分钟就好。"
            )
        )
        if side.packages:
            self.table.go_to(0)
        self._show_detail()
        self.asks.emit(ShowCount(side.waiting))

    def _show_since(self, side: OwnSide) -> None:
        self.since.setText(side.since_last)
        self.since.setVisible(bool(side.since_last))

    def _show_waiting(self, side: OwnSide) -> None:
        returned = self.tr("退回 {0} 份（{1} 份已改好或答复，等下一包）")
        texts = {
            "returned": (side.returned, returned.format(side.returned, side.returned_ready)),
            "questions": (side.questions, self.tr("请核实 {0} 处，要答复").format(side.questions)),
            "corrections": (
                side.corrections, self.tr("乡镇更正 {0} 处，要接受或说明").format(side.corrections),
            ),
            "conflicts": (
                side.conflicts, self.tr("两边都改了 {0} 处，要定").format(side.conflicts),
            ),
            "standing": (
                side.standing, self.tr("没有照乡镇改的 {0} 处").format(side.standing),
            ),
            "arriving": (
                side.arriving, self.tr("转入待到 {0} 人，到了填到校").format(side.arriving),
            ),
            "gone": (side.gone, self.tr("已移交 {0} 份").format(side.gone)),
        }  # fmt: skip
        for key, (count, text) in texts.items():
            self.buttons[key].setText(text)
            self.buttons[key].setVisible(bool(count))

    def _show_detail(self, _row: int = 0) -> None:
        line = self.model.line(self.table.currentIndex().row())
        package = self._packages.get(line.key) if line is not None else None
        text = side_words.detail_words(package) if package is not None else ""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def _ask(self, request: object, _checked: bool = False) -> None:
        self.asks.emit(request)
