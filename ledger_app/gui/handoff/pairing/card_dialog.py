"""The other unit's card: whose it is, and the fingerprint that its clerk reads aloud."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ledger_app.actions.handoff import pairing
from ledger_app.actions.handoff.pairing import CardSeen
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.handoff.pairing.digits_entry import DigitsEntry
from ledger_app.gui.handoff.pairing.paper_entry import PaperEntry
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.session import Session

OTHER_KEYS = "other_keys"


class CardDialog(AskingDialog):
    """Pairs, or takes the new keys of a unit that has another computer.

    The fingerprint of the card is never shown: it is worth something only as it is heard.
    `told(text)`: what was done.
    """

    told = Signal(str)

    def __init__(self, session: Session, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("读对方的卡片"))
        self._given: Path | str | None = path
        self._seen: CardSeen | None = None
        self.file, self.who, self.notes = QLabel(self), QLabel(self), QLabel(self)
        self._choose = QPushButton(self.tr("选文件…"), self)
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self.choose)
        self.typed = PaperEntry(self)
        self.typed.entered.connect(self._look_at_typed)
        self.digits, self.reason = DigitsEntry(self), QLineEdit(self)
        self.digits.returnPressed.connect(self._go_on)
        self.reason.returnPressed.connect(self.yes.setFocus)
        self._how, self._why = QLabel(self), QLabel(self.tr("为什么换了"), self)
        self._lay_out()
        self._look()
        QTimer.singleShot(0, self, self._begin)

    def _lay_out(self) -> None:
        row, form = QHBoxLayout(), QFormLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self._choose)
        form.addRow(self.tr("对方念的指纹"), self.digits)
        form.addRow(self._why, self.reason)
        self.digits.setAccessibleName(self.tr("对方念的指纹"))
        self.reason.setAccessibleName(self._why.text())
        self.reason.setPlaceholderText(self.tr("例如：电脑坏了，换了新电脑"))
        self._how.setText(
            self.tr("打电话给对方，请对方念自己“配对”窗口里的指纹，照着输。不要从文件里抄。")
        )
        for label in (self.who, self.notes, self._how):
            label.setWordWrap(True)
        theme.set_role(self.who, "heading")
        theme.set_role(self.notes, "warning")
        theme.set_role(self._how, "dim")
        self.layout_.addLayout(row)
        self.layout_.addWidget(self.typed)
        for widget in (self.who, self.notes, self._how):
            self.layout_.addWidget(widget)
        self.layout_.addLayout(form)
        self.finish_layout()
        self.setMinimumWidth(theme.text_pixels() * 40)

    def _begin(self) -> None:
        (self.digits if self._seen is not None else self._choose).setFocus()

    def choose(self) -> None:
        """Ask for the card of the other unit."""
        given = self._given
        start = given.parent if isinstance(given, Path) else user_settings.folder_for_files()
        title, kinds = self.tr("选对方的卡片"), self.tr("配对卡片 (*.pair)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(start), kinds)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Show whose card this is."""
        self._given = path
        self._look()
        self._begin()

    def _look_at_typed(self, text: str) -> None:
        self._given = text
        self._look()
        (self.digits if self._seen is not None else self.typed).setFocus()

    def _look(self) -> None:
        self.problem.hide()
        self._seen = None
        if isinstance(self._given, str):
            self.file.setText(self.tr("纸上的卡片"))
        else:
            self.file.setText(self._given.name if self._given else self.tr("还没有选卡片"))
        if self._given is not None:
            answer = self.session.act(pairing.look, self._given, quiet=True)
            if answer:
                self._seen = answer.value
            else:
                self.show_problem(answer.message, answer.hint)
        self._show()

    def _show(self) -> None:
        seen = self._seen
        is_other = seen is not None and seen.kind == OTHER_KEYS
        self.who.setText(self._said(seen) if seen else "")
        self.notes.setText("\n".join(seen.notes) if seen else "")
        self.notes.setVisible(bool(self.notes.text()))
        for widget in (self._why, self.reason):
            widget.setVisible(is_other)
        for widget in (self.who, self._how, self.digits):
            widget.setEnabled(seen is not None)
        self.yes.setEnabled(seen is not None)
        self.yes.setText(self.tr("换电脑") if is_other else self.tr("配对"))

    def _said(self, seen: CardSeen) -> str:
        card = seen.card
        kinds = {
            "new": self.tr("第一次配对"),
            "same": self.tr("已经配对过，钥匙没有变：只更新名称、经办人和电话"),
            OTHER_KEYS: self.tr("已经配对过，这张是新的钥匙：对方换了电脑或重建了台账"),
        }
        clerk = " ".join(filter(None, (card.clerk, card.phone)))
        lines = (
            f"{card.unit_name}（{pairing.KINDS.get(card.unit_kind, '')} {card.unit_code}）",
            clerk,
            kinds[seen.kind],
        )
        return "\n".join(filter(None, lines))

    def _go_on(self) -> None:
        (self.yes if self.reason.isHidden() else self.reason).setFocus()

    def write(self) -> bool:
        """Pair, or take the new keys."""
        if self._seen is None or self._given is None:
            raise LedgerError("还没有选对方的卡片。")
        digits, name = self.digits.digits(), self._seen.card.unit_name
        if self._seen.kind == OTHER_KEYS:
            done = self.session.act(
                pairing.replace, self._given, digits, self.reason.text(), quiet=True
            )
            said = self.tr("已换上{0}的新钥匙，旧的不再收。")
        else:
            done = self.session.act(pairing.pair, self._given, digits, quiet=True)
            said = self.tr("已和{0}配对，可以互相移交了。")
        if not done:
            self.show_problem(done.message, done.hint)
            return False
        self.told.emit(said.format(name))
        return True
