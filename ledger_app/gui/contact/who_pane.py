"""The head of the short form: who it is about, what must be known before one rings up, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ledger_app.actions.contact.draft import ANY, ContactChild, ContactDraft, said_last
from ledger_app.domain.telling.due_words import said_day
from ledger_app.gui.kit import theme
from ledger_app.gui.safety.safety_label import SafetyLabel


class WhoPane(QWidget):
    """Says nothing that is not known: an empty line takes no room."""

    def __init__(self, draft: ContactDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.safety, self.who = SafetyLabel(self), QLabel(self)
        self.why, self.last = QLabel(self), QLabel(self)
        self.who.setFont(theme.ui_font(bold=True))
        for label, role in ((self.why, "dim"), (self.last, "dim")):
            theme.set_role(label, role)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(3)
        inside.addWidget(self.safety)
        for label in (self.who, self.why, self.last):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            inside.addWidget(label)
        self.tell(self.who, self._who())
        self.safety.say(self._safety())
        only = self._only()
        self.tell(
            self.why, self.tr("提醒：{0}").format(only.reason) if only and only.reason else ""
        )
        self.show_last("")

    def tell(self, label: QLabel, text: str) -> None:
        """Say it, or take no room."""
        label.setText(text)
        label.setVisible(bool(text))

    def show_last(self, purpose: str) -> None:
        """Say what came of the newest contact for this purpose, or for any."""
        only = self._only()
        row = only.last.get(purpose or ANY) if only else None
        if row is None or only is None:
            none = self.tr("还没有联系过。") if only and not only.last else ""
            self.tell(self.last, none)
            return
        day = said_day(row.get("contacted_on") or "", self._draft.on)
        what = [day, said_last(row, "mode"), said_last(row, "result")]
        if row.get("promised_on"):
            what.append(self.tr("承诺 {0}").format(said_day(row["promised_on"], self._draft.on)))
        text = " ".join(str(row.get("content") or "").split())
        what.append(f"{text[:60]}…" if len(text) > 60 else text)
        about = said_last(row, "purpose")
        said = self.tr("上次{0}：{1}").format(about, " · ".join(filter(None, what)))
        self.tell(self.last, said)

    def _only(self) -> ContactChild | None:
        return self._draft.children[0] if len(self._draft.children) == 1 else None

    def _who(self) -> str:
        only = self._only()
        if only is None:
            return self.tr("给 {0} 人登记同一次联系").format(len(self._draft.children))
        age = self.tr("{0} 岁").format(only.age) if only.age is not None else ""
        guardian = self.tr("监护人 {0}").format(only.guardian) if only.guardian else ""
        return "  ".join(filter(None, (only.name, only.of_class, age, guardian, only.status)))

    def _safety(self) -> str:
        """Return the warnings of all of them: a call to the wrong parent can harm."""
        noted = [each for each in self._draft.everybody if each.safety_note]
        if self._only() is not None and noted == [self._only()]:
            return noted[0].safety_note
        return "\n".join(f"{each.name} {each.safety_note}" for each in noted)
