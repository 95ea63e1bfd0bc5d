"""配对: the own card and its fingerprint, who one is paired with, and what can become of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.handoff import card_paper, pairing
from ledger_app.actions.handoff.our_side.exchanges import Partner
from ledger_app.catalogue.codes import code_list
from ledger_app.gui.handoff.pairing.card_dialog import CardDialog
from ledger_app.gui.handoff.pairing.partner_dialogs import ClerkDialog, EndDialog, NewKeysDialog
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.flow_layout import FlowLayout
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.session import Session


class PairingDialog(Dialog):
    """`told(text)`: what was done; it is said in the dialog, too."""

    told = Signal(str)

    def __init__(
        self, session: Session, card: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._partners: dict[str, Partner] = {}
        self.setWindowTitle(self.tr("配对"))
        self.fingerprint, self.said = QLabel(self), QLabel(self)
        headings = (
            self.tr("单位"), self.tr("类型"), self.tr("代码"), self.tr("配对日期"),
            self.tr("经办人"), self.tr("状态"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = FollowedTable(self.model, parent=self)
        self.table.give_room_to(0, 4, 5)
        self.table.setAccessibleName(self.tr("配对的单位"))
        self.buttons = self._make_buttons()
        self._lay_out()
        self.table.moved.connect(self._judge)
        self.table.doubleClicked.connect(self._change_clerk)
        self.read()
        self.buttons["read"].setFocus()
        if card is not None:
            QTimer.singleShot(0, self, partial(self.read_card, card))

    def _make_buttons(self) -> dict[str, QPushButton]:
        made: dict[str, tuple[str, Callable[[], object]]] = {
            "save": (self.tr("1 存本单位的卡片…"), self.save_card),
            "read": (self.tr("2 读对方的卡片…"), self.read_card),
            "paper": (self.tr("没有U盘：存成纸上的卡片…"), self.save_paper),
            "clerk": (self.tr("换人…"), self._change_clerk),
            "computer": (self.tr("换电脑…"), self.read_card),
            "end": (self.tr("台账丢了，停用…"), self._end),
            "keys": (self.tr("本台账换新钥匙…"), self._renew_keys),
            "close": (self.tr("关闭"), self.accept),
        }
        found = {}
        for key, (text, slot) in made.items():
            found[key] = QPushButton(text, self)
            found[key].setAutoDefault(False)
            found[key].clicked.connect(partial(_call, slot))
        return found

    def _lay_out(self) -> None:
        how = QLabel(
            self.tr(
                "两边各存一张卡片，用U盘交换（没有U盘，印在纸上也行）；再打电话，互相念自己的指纹，照着输。一次就行。"
                "没有配对也能移交：打包时用六个词，但会一直标“来源未核实”。"
            ),
            self,
        )
        how.setWordWrap(True)
        self.said.setWordWrap(True)
        theme.set_role(how, "note")
        theme.set_role(self.fingerprint, "title")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        cards, deeds, foot = FlowLayout(), FlowLayout(), QHBoxLayout()
        for key in ("save", "read", "paper"):
            cards.addWidget(self.buttons[key])
        for key in ("clerk", "computer", "end", "keys"):
            deeds.addWidget(self.buttons[key])
        foot.addStretch(1)
        foot.addWidget(self.buttons["close"])
        box = QVBoxLayout(self)
        box.addWidget(how)
        box.addWidget(QLabel(self.tr("本单位的指纹（对方来电话时念给对方）"), self))
        box.addWidget(self.fingerprint)
        box.addLayout(cards)
        box.addWidget(self.table, 1)
        box.addLayout(deeds)
        box.addWidget(self.said)
        box.addLayout(foot)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 8)
        self.resize(text * 56, text * 34)

    # What is shown.

    def read(self) -> None:
        """Read who one is paired with."""
        own = self._session.act(pairing.own_card, quiet=True)
        if own:
            self.fingerprint.setText(own.value.fingerprint)
        else:
            self._say(f"{own.message}{own.hint}", "error")
        self.buttons["save"].setEnabled(bool(own))
        found = self._session.act(pairing.partners_of).otherwise([])
        self._partners = {each.id: each for each in reversed(found)}  # the newest first
        self.model.show_lines([self._line(each) for each in self._partners.values()])
        self.table.go_to(0 if self._partners else -1)
        self._judge()

    def _line(self, each: Partner) -> Line:
        state = code_list("partner_state").name_of(each.state)
        if not each.verified:
            state = self.tr("来源未核实")
        if each.state_reason:
            state = f"{state}：{each.state_reason}"
        kind = code_list("unit_kind").name_of(each.unit_kind)
        clerk = " ".join(filter(None, (each.clerk, each.phone)))
        code = "" if each.unit_code == each.ledger_id else each.unit_code
        texts = (each.unit_name, kind, code, each.paired_on, clerk, state)
        return Line(each.id, texts, faint=not each.is_active)

    def _chosen(self) -> Partner | None:
        line = self.model.line(self.table.currentIndex().row())
        return self._partners[line.key] if line is not None else None

    def _judge(self, _row: int = 0) -> None:
        one = self._chosen()
        for key in ("clerk", "computer", "end"):
            self.buttons[key].setEnabled(one is not None and one.is_active)
        self.buttons["keys"].setEnabled(bool(self.fingerprint.text()))

    def _say(self, text: str, role: str = "dim") -> None:
        self.said.setText(text)
        theme.set_role(self.said, role)

    # What is done.

    def save_card(self) -> None:
        """Ask where to save the own card, and save it."""
        name = self._session.act(pairing.card_file_name, quiet=True)
        if not name:
            self._say(f"{name.message}{name.hint}", "error")
            return
        path = ask_target(
            self, self.tr("存本单位的卡片"), user_settings.folder_for_files() / name.value,
            self.tr("配对卡片 (*.pair)"), ".pair",
        )  # fmt: skip
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the own card."""
        answer = self._session.act(pairing.write_own_card, path, quiet=True)
        if answer:
            self.fingerprint.setText(answer.value)
            self._say(self.tr("已存“{0}”，里面没有孩子的资料，也没有密钥。").format(path.name))
        else:
            self._say(f"{answer.message}{answer.hint}", "error")

    def save_paper(self) -> None:
        """Ask where to save the own card as a page to print."""
        name = self._session.act(pairing.card_file_name, quiet=True)
        if not name:
            self._say(f"{name.message}{name.hint}", "error")
            return
        start = user_settings.folder_for_files() / Path(name.value).with_suffix(card_paper.ENDING)
        kinds = self.tr("PDF (*.pdf)")
        path = ask_target(self, self.tr("存纸上的卡片"), start, kinds, card_paper.ENDING)
        if path is None:
            return
        answer = self._session.act(card_paper.write_card_paper, path, quiet=True)
        if answer:
            self._say(self.tr("已存“{0}”，打印出来交给对方。").format(path.name))
        else:
            self._say(f"{answer.message}{answer.hint}", "error")

    def read_card(self, path: Path | None = None) -> None:
        """Look at the other unit's card."""
        self._open(CardDialog(self._session, path, self))

    def _change_clerk(self) -> None:
        if (one := self._chosen()) is not None and one.is_active:
            self._open(ClerkDialog(self._session, one, self))

    def _end(self) -> None:
        if (one := self._chosen()) is not None:
            self._open(EndDialog(self._session, one, self))

    def _renew_keys(self) -> None:
        dialog = NewKeysDialog(self._session, self)
        self._open(dialog)
        dialog.accepted.connect(self.save_card)

    def _open(self, dialog: CardDialog | ClerkDialog | EndDialog | NewKeysDialog) -> None:
        dialog.told.connect(self._was_done)
        dialog.open()

    def _was_done(self, text: str) -> None:
        self.read()
        self._say(text)
        self.told.emit(text)


def _call(slot: Callable[[], object], _checked: bool = False) -> None:
    slot()
