"""What the page of the unit above counts of files that travel; each figure opens its list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ledger_app.actions.travel.standing_files import Figures, figures
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.page import Ask, Request, ShowTravel, TravelTab
from ledger_app.gui.session import Session

REST = 600  # milliseconds: after quick work with verdicts it is counted once
_NOTHING = Figures(0, 0, 0, 0, 0)
_OPENS: dict[str, Request] = {
    "leaving": ShowTravel(TravelTab.LEAVING),
    "on_the_way": ShowTravel(TravelTab.ON_THE_WAY),
    "name_only": ShowTravel(TravelTab.NAME_ONLY),
    "two_schools": Ask.TWO_SCHOOLS,
    "adoptable": Ask.ADOPT,
    "take_over": Ask.TAKE_OVER,
}


class TravelFigures(QWidget):
    """`asks(Request)`: the list of a figure. Those of nobody are not shown."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.buttons = {key: QPushButton(self) for key in _OPENS}
        row = FlowLayout(self)
        for key, button in self.buttons.items():
            button.clicked.connect(partial(self._want, key))
            row.addWidget(button)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.refresh)
        session.changed.connect(self._changed)
        self._show(_NOTHING)

    def refresh(self) -> None:
        """Count again, once no long work has the ledger."""
        self._session.ask("travel figures", self._read)

    def forget(self) -> None:
        """Show no figure: the ledger is locked or closed."""
        self._rest.stop()
        self._show(_NOTHING)

    def _changed(self, _students: object) -> None:
        if self.isVisible():
            self._rest.start()

    def _read(self) -> None:
        if self._session.is_open:
            self._show(self._session.act(figures).otherwise(_NOTHING))

    def _show(self, found: Figures) -> None:
        late = self.tr("（{0} 超期）").format(found.late) if found.late else ""
        texts = {
            "leaving": self.tr("待移交 {0}").format(found.leaving) if found.leaving else "",
            "on_the_way": (
                self.tr("未到 {0}{1}").format(found.on_the_way, late) if found.on_the_way else ""
            ),
            "name_only": self.tr("名在人不在 {0}").format(found.name_only)
            if found.name_only
            else "",
            "two_schools": self.tr("两校同报…"),
            "adoptable": self.tr("并入学校档案 {0}").format(found.adoptable)
            if found.adoptable
            else "",
            "take_over": self.tr("接管撤并学校…"),
        }
        for key, button in self.buttons.items():
            button.setText(texts[key])
            button.setVisible(bool(texts[key]))
        theme.set_tone(self.buttons["on_the_way"], "danger" if found.late else "")

    def _want(self, key: str, _checked: bool = False) -> None:
        self.asks.emit(_OPENS[key])
