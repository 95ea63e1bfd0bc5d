"""登记联系: one call or visit in a short form, kept for one child or several as one revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget

from ledger_app.actions.contact import keep
from ledger_app.actions.contact.draft import ContactChild, ContactDraft, said_last
from ledger_app.actions.contact.keep import Spoken
from ledger_app.actions.foreseeing.calls import what_if_called
from ledger_app.actions.foreseeing.many import summed
from ledger_app.actions.foreseeing.what_if import told
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.domain.checking.problem import Problem, Severity
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.contact.child_lines import ChildLines
from ledger_app.gui.contact.contact_form import ContactForm, Typed
from ledger_app.gui.contact.number_choice import NumberChoice
from ledger_app.gui.contact.number_pane import CODE_KEY
from ledger_app.gui.contact.who_pane import WhoPane
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.foreseeing import Pause
from ledger_app.gui.kit import theme
from ledger_app.gui.session import Session

# Left empty on purpose where nobody answered; the record tells of it until it is filled.
MAY_BE_EMPTY = frozenset({"content", "persuaders"})


@dataclass(frozen=True)
class HalfTyped:
    """What stood in a form that was left without keeping."""

    fields: Typed
    lines: Mapping[str, tuple[bool, str]] = field(default_factory=dict)
    number: str = ""


class ContactDialog(AskingDialog):
    """Signals: `kept(count)`; `left(half)`: closed with something typed, a HalfTyped;
    `more_wanted(record, first, key)`: the whole record with the cursor in that field, kept
    already under that id, or a new one with its first values."""

    kept = Signal(int)
    left = Signal(object)
    more_wanted = Signal(str, object, str)

    def __init__(
        self, session: Session, draft: ContactDraft, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, "登记联系", parent)
        self._draft = draft
        self._mode_is_theirs = self._is_more = False
        self.who = WhoPane(draft, self)
        self.lines = ChildLines(self)
        self.numbers = NumberChoice(session, draft.children[0], self) if self._is_one() else None
        self.form = ContactForm(session.ledger.today, self.numbers, self)
        self.consequence = ConsequenceLine(self)
        self._foreseeing = Pause(self._foresee, self)
        self.more = QPushButton(self.tr("更多 F2"), self)
        self.more.setAutoDefault(False)
        self._arrange()
        self._connect()
        self.form.begin({"purpose": draft.purpose})
        self._purpose_changed()
        self.form.begin({})
        self.form.focus_first()

    def _is_one(self) -> bool:
        return len(self._draft.children) == 1

    def _arrange(self) -> None:
        draft = self._draft
        self.layout_.addWidget(self.who)
        if draft.mates:
            told = QLabel(self.tr("同户的孩子，一起登记就打勾："), self)
            theme.set_role(told, "dim")
            self.layout_.addWidget(told)
        if self._is_one():
            self.lines.show_children(draft.mates, ticked=False)
        else:
            self.lines.show_children(draft.children, ticked=True)
        self.lines.setVisible(bool(self.lines.ticks))
        self.layout_.addWidget(self.lines)
        self.layout_.addWidget(self.form)
        self.layout_.addStretch(1)
        self.layout_.addWidget(self.consequence)  # beside the buttons: it never scrolls away
        self.finish_layout()
        self.yes.setText(self.tr("登记 Ctrl+Enter"))
        self.yes.setDefault(True)
        self.yes.setAutoDefault(False)
        self.more.setVisible(self._is_one())
        self.buttons.addButton(self.more, QDialogButtonBox.ButtonRole.HelpRole)
        self.resize(theme.text_pixels() * 50, theme.text_pixels() * 30)

    def showEvent(self, event: QShowEvent) -> None:
        """Lead Tab through the children before the form: what is laid out is in order only now."""
        super().showEvent(event)
        self.lines.stand_after(self.more)

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.past_end.connect(self._past_form)
        self.lines.past_end.connect(self._past_lines)
        self.lines.changed.connect(self._result_changed)
        self.lines.changed.connect(self._foreseeing.start)
        self.more.clicked.connect(self._show_more)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept)
        QShortcut(QKeySequence("F2"), self, self._show_more)
        if self.numbers is not None:
            QShortcut(QKeySequence(CODE_KEY), self, self.numbers.show_code)

    # What follows from what is chosen.

    def _changed(self, key: str) -> None:
        self.problem.hide()
        self._foreseeing.start()
        if key == "purpose":
            self._purpose_changed()
        elif key == "mode":
            self._mode_is_theirs = True
            self._tell_mode()
        elif key == "result":
            self._result_changed()

    def _purpose_changed(self) -> None:
        """Begin with how it was done the last time for this child and purpose, and say so."""
        purpose = self.form.choices["purpose"].value() or ""
        self.who.show_last(purpose)
        before = self._last_mode(purpose)
        if not self._mode_is_theirs:
            self.form.choices["mode"].set_value(before)
        self._tell_mode()

    def _last_mode(self, purpose: str) -> str:
        if not (purpose and self._is_one()):
            return ""
        row = self._draft.children[0].last.get(purpose)
        return str(row.get("mode") or "") if row else ""

    def _tell_mode(self) -> None:
        said = []
        wanted, mode = self._draft.wanted_mode, self.form.choices["mode"].value()
        if wanted and mode != wanted:
            name = said_last({"mode": wanted}, "mode")
            said.append(self.tr("这条提醒要的是“{0}”。").format(name))
        if mode and not self._mode_is_theirs:
            said.append(self.tr("上次是这样，Enter 沿用，按别的键改。"))
        self.form.choices["mode"].set_hint("".join(said))

    def _result_changed(self) -> None:
        """Ask about what the result leads to, for the first child it leads anywhere."""
        for child in self._chosen():
            leads_to = self._leads_to(child)
            if leads_to:
                self.form.offer.offer(leads_to, child.suspicion)
                return
        self.form.offer.offer("", {})

    def _leads_to(self, child: ContactChild) -> str:
        return keep.leads_to(self._result(child), is_out=child.is_out)

    def _result(self, child: ContactChild) -> str:
        return self.lines.result(child.id) or self.form.choices["result"].value() or ""

    def _chosen(self) -> list[ContactChild]:
        ticked = set(self.lines.chosen()) | (
            {self._draft.children[0].id} if self._is_one() else set()
        )
        return [each for each in self._draft.everybody if each.id in ticked]

    # Keeping.

    def write(self) -> bool:
        """Keep the contact; go to what is wrong and say it there, and return False then."""
        chosen = self._chosen()
        if not chosen:
            raise LedgerError("一个孩子也没有选。")
        if (unread := self.lines.unread()) is not None:
            unread.setFocus()
            raise LedgerError(f"{unread.accessibleName()}看不明白。", "按 Alt+↓ 看全部可选的。")
        if not self.form.commit() or self._has_problems(chosen):
            return False
        done = self.session.act(keep.keep, self._shared(), [self._spoken(each) for each in chosen])
        if done:
            self.kept.emit(len(chosen))
        return bool(done)

    def _foresee(self) -> None:
        """Say what keeping it now would change."""
        shared = _filled({**self.form.considered(), "result": None})
        spoken = [self._spoken(each) for each in self._chosen()]
        found = self.session.peek(what_if_called, shared, spoken).otherwise([])
        said = told(found[0]) if len(found) == 1 else summed(found)
        self.consequence.say(said.line, said.whole)

    def _shared(self) -> dict[str, object]:
        return _filled({**self.form.values(), "result": None})

    def _spoken(self, child: ContactChild) -> Spoken:
        values = {"result": self._result(child) or None, "phone_tried": self._number() or None}
        day = str(self.form.values()["contacted_on"] or "")
        return Spoken(child.id, values, self.form.offer.record(self._leads_to(child), day))

    def _number(self) -> str:
        """Return the number of the house that was rung up, "" where nobody rang."""
        is_call = self.form.choices["mode"].value() == ContactMode.PHONE
        return self.numbers.number() if self.numbers is not None and is_call else ""

    def _has_problems(self, chosen: list[ContactChild]) -> bool:
        found: dict[str, Problem] = {}
        author = self.session.ledger.author
        for child in chosen:
            row = {**self.form.values(), "persuaders": author, "result": self._result(child)}
            for each in self.session.act(keep.problems, row).otherwise([]):
                if each.severity is Severity.ERROR and each.field not in MAY_BE_EMPTY:
                    found.setdefault(each.field, each)
        first = self.form.set_problems(found.values())
        if first:
            self.form.focus_field(first)
        return bool(first)

    def reject(self) -> None:
        """Close; what was typed is not lost but handed back to whoever opened the form."""
        if self.form.is_typed() and not self._is_more:
            number = self.numbers.number() if self.numbers is not None else ""
            self.left.emit(HalfTyped(self.form.typed(), self.lines.state(), number))
        super().reject()

    def put_back(self, half: HalfTyped) -> None:
        """Show again what was half typed before."""
        self._mode_is_theirs = True
        self.lines.put_back(dict(half.lines))
        if self.numbers is not None:
            self.numbers.choose(half.number)
        self.form.put_back(half.fields)
        self._result_changed()
        self.form.put_back(half.fields)
        self._tell_mode()

    def _show_more(self) -> None:
        """Open the whole record with what was typed so far, kept for all that are ticked."""
        if not self._is_one() or not self.form.commit():
            return
        if (unread := self.lines.unread()) is not None:
            unread.setFocus()
            return
        key, child = self.form.current_key(), self._draft.children[0]
        if not self.form.is_typed():
            self._is_more = True
            self.more_wanted.emit("", _filled(self.form.values()), key)
        else:
            spoken = [self._spoken(each) for each in self._chosen()]
            done = self.session.act(keep.keep, self._shared(), spoken)
            if not done:
                return
            self._is_more = True
            self.more_wanted.emit(done.value.contacts[child.id], {}, key)
        super().reject()

    # Keys.

    def _past_form(self, step: int) -> None:
        if step > 0:
            self.yes.setFocus()
        else:
            self.lines.focus_last()

    def _past_lines(self, step: int) -> None:
        if step > 0:
            self.form.focus_first()


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
