"""What becomes of a pairing: another clerk over there, its ledger lost, new keys of one's own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from ledger_app.actions.handoff import pairing
from ledger_app.actions.handoff.our_side.exchanges import Partner
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Done, Refused, Session


class PartnerDialog(AskingDialog):
    """Asks one thing about a pairing. `told(text)`: what was done."""

    told = Signal(str)

    def explain(self, text: str) -> None:
        """Say above the fields what it is for."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        self.layout_.addWidget(label)

    def add_lines(self, *lines: tuple[str, QLineEdit]) -> None:
        """Put lines to type in below each other; Enter goes on to the next."""
        form = QFormLayout()
        for at, (label, line) in enumerate(lines):
            line.setAccessibleName(label)
            form.addRow(label, line)
            after = lines[at + 1][1] if at + 1 < len(lines) else self.yes
            line.returnPressed.connect(after.setFocus)
        self.layout_.addLayout(form)
        self.finish_layout()
        self.setMinimumWidth(theme.text_pixels() * 36)
        first = lines[0][1] if lines else self.yes
        QTimer.singleShot(0, first, first.setFocus)

    def finish(self, done: Done[Any] | Refused, said: str) -> bool:
        """Say what was done, or why it was not; return whether it was."""
        if not done:
            self.show_problem(done.message, done.hint)
            return False
        self.told.emit(said)
        return True


class ClerkDialog(PartnerDialog):
    """换人: who looks after the ledger over there now. The keys stay."""

    def __init__(self, session: Session, partner: Partner, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self._partner = partner
        self.setWindowTitle(self.tr("换人"))
        self.clerk, self.phone = QLineEdit(partner.clerk, self), QLineEdit(partner.phone, self)
        self.explain(
            self.tr("{0}换了经办人，电脑和台账没有换：钥匙不变，不用重新配对。").format(
                partner.unit_name
            )
        )
        self.add_lines((self.tr("新经办人"), self.clerk), (self.tr("电话"), self.phone))
        self.yes.setText(self.tr("换人"))

    def write(self) -> bool:
        """Keep the new clerk."""
        given = (self._partner, self.clerk.text(), self.phone.text())
        done = self.session.act(pairing.change_clerk, *given, quiet=True)
        return self.finish(done, self.tr("已记下{0}的新经办人。").format(self._partner.unit_name))


class EndDialog(PartnerDialog):
    """台账丢了: nothing more is taken from those keys, and nothing sent to them."""

    def __init__(self, session: Session, partner: Partner, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self._partner = partner
        self.setWindowTitle(self.tr("台账丢了，停用配对"))
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(self.tr("例如：电脑被盗；学校已撤并"))
        self.explain(
            self.tr(
                "{0}的电脑或台账丢了、被盗，或者不再移交：停用以后，用它的钥匙做的包一律不收，"
                "本单位的包也不再发给它。已经收过的不受影响。以后它有了新台账，再重新配对。"
            ).format(partner.unit_name)
        )
        self.add_lines((self.tr("原因"), self.reason))
        self.yes.setText(self.tr("停用"))

    def write(self) -> bool:
        """End the pairing."""
        given = (self._partner, self.reason.text())
        done = self.session.act(pairing.end, *given, quiet=True)
        return self.finish(done, self.tr("已停用和{0}的配对。").format(self._partner.unit_name))


class NewKeysDialog(PartnerDialog):
    """A copy of this ledger is in strange hands: it gets other keys, and a new card."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self.setWindowTitle(self.tr("本台账换新钥匙"))
        self.sure = QLineEdit(self)
        self.explain(
            self.tr(
                "只在台账文件或备份落到别人手里时才要换。换了以后：{0}每一家都要读本单位新的"
                "配对卡片、重新念指纹，才会再收本单位的包；用旧钥匙封给本单位的包要请对方重做。"
            ).format(self._named())
        )
        self.add_lines((self.tr("输入“换新钥匙”四个字"), self.sure))
        self.yes.setText(self.tr("换新钥匙"))

    def _named(self) -> str:
        found = self.session.act(pairing.partners_of, quiet=True).otherwise([])
        return "、".join(each.unit_name for each in found if each.is_active)

    def write(self) -> bool:
        """Renew the keys once it was typed."""
        if self.sure.text().strip() not in ("换新钥匙", "“换新钥匙”"):
            raise LedgerError("没有换：请先输入“换新钥匙”。")
        done = self.session.act(pairing.renew_own_keys, quiet=True)
        return self.finish(done, self.tr("已换新钥匙。请存新的卡片，交给每一家。"))
