"""补录走访结果: a sheet that came back, child by child in the order of the paper, kept at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ledger_app.actions.contact import keep
from ledger_app.actions.rosters.sheets_out import OpenSheet, open_sheets
from ledger_app.actions.visits.keep_answers import PHONE, TOLD, Answer, keep_answers
from ledger_app.actions.visits.sheet_lines import SheetChild, children_of
from ledger_app.catalogue import STUDENT, TABLES, Field, Kind, Need
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.meanings import YES, ContactPurpose
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.values import display
from ledger_app.gui.contact.outcome_offer import OutcomeOffer
from ledger_app.gui.form.asking_dialog import AskingDialog
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTableModel
from ledger_app.gui.session import Session
from ledger_app.gui.visits.editor_row import EditorRow

CONTACT = TABLES["contact"]
HOME_VISIT, SHEET = ContactMode.AT_HOME, ""


def _as(key: str, label: str, kind: Kind | None = None) -> Field:
    """Return a field of a contact under a short name; what lacks is asked for at the end."""
    field = CONTACT.field(key)
    return replace(field, label=label, need=Need.OPTIONAL, kind=kind or field.kind)


SHARED = (_as("contacted_on", "走访日期"), _as("mode", "方式"), _as("persuaders", "走访人"))
# In the order of the paper; one line of text, so that Enter goes on to the next child.
OF_LINE = (
    _as("met_who", "见到谁"), _as("result", "结果"), _as("promised_on", "承诺返校日期"),
    _as("content", "说了什么", Kind.TEXT),
)  # fmt: skip
# What is otherwise of one child than of the sheet, and why nobody went there.
OF_CHILD = (
    Field(key="not_gone", label="没去的原因（上面就空着）", max_length=200),
    _as("purpose", "目的"), _as("contacted_on", "这一家是另一天去的"),
    _as("persuaders", "另外的人去的"),
    replace(STUDENT.field(PHONE), label="监护人换了的电话", need=Need.OPTIONAL),
)  # fmt: skip
OFFER = "offer"  # what a result leads to: the answer, and what was typed of a case
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TABLE_LINES = 4  # of text in sight at least: what is typed below is in sight, too
SAID = 6  # its column in the table


class VisitAnswersDialog(AskingDialog):
    """Enter goes from field to field and on to the next child, Ctrl+Enter keeps all."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "补录走访结果", parent)
        self._sheets: list[OpenSheet] = session.act(open_sheets).otherwise([])
        self._children: list[SheetChild] = []
        self._here = -1
        # Of the chosen sheet, by child: texts that nobody understands, until they are mended.
        self._half: dict[str, dict[str, str]] = {}
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("走访单"))
        self.choice.addItems([each.said for each in self._sheets])
        today = session.ledger.today
        self.shared = EditorRow(SHARED, today, self)
        headings = ("号", "姓名", "班级", "见到谁", "结果", "承诺返校", "说了什么、没去的原因")
        self.model = PlainTableModel(headings, self)
        self.table = FollowedTable(self.model, (), self)
        self.table.give_room_to(SAID)
        self.table.setMinimumHeight(theme.text_pixels() * 2 * TABLE_LINES)
        self.about = OneLine(self)
        self.line = EditorRow(OF_LINE, today, self)
        self.own = EditorRow(OF_CHILD, today, self)
        self.offer = OutcomeOffer(today, self)
        self._arrange()
        self.choice.currentIndexChanged.connect(self._choose)
        self.table.moved.connect(self._go_to)
        self.table.doubleClicked.connect(self._type)
        self.line.past_end.connect(self._past_line)
        self.line.editor("result").committed.connect(self._result_changed)
        self.offer.go_on.connect(self._past_offer)
        self.own.past_end.connect(self._next)
        self.shared.past_end.connect(self._from_shared)
        self._choose(0 if self._sheets else -1)
        if len(self._sheets) > 1:
            self.choice.setFocus()
        elif self._sheets:
            self.shared.focus_first()  # else the keyboard is on 全部存下

    # What is shown.

    def _arrange(self) -> None:
        self.empty = QLabel(self.tr("没有等着补录的走访单。\n打印走访单以后，会列在这里。"), self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setVisible(not self._sheets)
        shown: tuple[QWidget, ...] = (
            self.choice,
            self.shared,
            self.table,
            self.about,
            self.line,
            self.offer,
            self.own,
        )
        for widget in shown:
            widget.setVisible(bool(self._sheets) and widget is not self.offer)
        theme.set_role(self.about, "dim")
        self.yes.setText(self.tr("全部存下  Ctrl+Enter"))
        self.yes.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # from anywhere; Enter alone goes on
            QShortcut(QKeySequence(keys), self, self.accept)
        self.yes.setEnabled(bool(self._sheets))
        for widget in (*shown, self.empty):
            self.layout_.addWidget(widget, int(widget is self.table))
        self.finish_layout()
        self.setMinimumWidth(theme.text_pixels() * 44)
        self.resize(theme.text_pixels() * 80, theme.text_pixels() * 46)

    def _choose(self, at: int) -> None:
        """Show a sheet; what was typed of another one is kept in mind."""
        self._take()
        if not 0 <= at < len(self._sheets):
            return
        sheet, self._half = self._sheets[at], {}
        found = self.session.act(children_of, sheet).otherwise([])
        self._children, self._here = [each for each in found if not each.is_answered], -1
        first = {"contacted_on": sheet.made_on, "mode": HOME_VISIT}
        who = sheet.visitor or self.session.ledger.author
        kept = self._typed().get(SHEET, {})
        self.shared.set_values({**first, "persuaders": who or None, **kept})
        self.model.show_lines([self._shown(each) for each in self._children])
        self.table.go_to(0)

    def _go_to(self, row: int) -> None:
        self._take()
        if 0 <= row < len(self._children):
            self._here = row
            child = self._children[row]
            self.about.setText(self._about(child))
            typed = self._typed().get(child.id, {})
            self.line.set_values(typed)
            self.own.set_values({"purpose": child.purpose, **typed})
            for fields in (self.line, self.own):
                fields.put_back(self._half.get(child.id, {}))
            self._show_offer(typed)

    def _show_offer(self, typed: Mapping[str, object]) -> None:
        """Ask about what the result leads to, as it was answered before."""
        answer, given = _offered(typed)
        self.offer.begin(given)
        self._result_changed()
        self.offer.set_answer(answer)

    def _result_changed(self, *_committed: object) -> None:
        if 0 <= self._here < len(self._children):
            child = self._children[self._here]
            self.offer.offer(_leads_to(child, self.line.values()), child.suspicion)

    def _about(self, child: SheetChild) -> str:
        said = (self.tr("第 {0} 号").format(child.number), child.name, child.of_class, child.reason)
        return "　".join(filter(None, said))

    def _shown(self, child: SheetChild) -> Line:
        typed = self._typed().get(child.id, {})
        half = self._half.get(child.id, {})
        codes = [
            self.tr("看不明白：{0}").format(half[key])
            if key in half
            else _in_words(key, typed.get(key))
            for key in ("met_who", "result", "promised_on")
        ]
        said = str(typed.get("not_gone") or typed.get("content") or "")
        texts = (str(child.number), child.name, child.of_class, *codes, said)
        return Line(child.id, texts, faint=not (typed or half))

    # Going through it by keys.

    def _type(self) -> None:
        self.line.focus_first()

    def _from_shared(self, step: int) -> None:
        if step > 0:
            self.line.focus_first()

    def _past_line(self, step: int) -> None:
        """Go on to what the result leads to, where that is asked, else to the next child."""
        self.line.commit_pending()
        if step > 0 and not self.offer.isHidden():
            self.offer.focus_editor()
        else:
            self._next(step)

    def _past_offer(self, step: int) -> None:
        if step > 0:
            self._next(step)
        else:
            self.line.focus_first()

    def _next(self, step: int) -> None:
        """Go on to the next child; behind the last one all that is left is to keep it."""
        self._take()
        row = self._here + step
        if 0 <= row < len(self._children):
            self.table.go_to(row)
            self.line.focus_first()
        elif step > 0:
            self.yes.setFocus()

    def reject(self) -> None:
        """Leave, as the lock does, too: what is typed is there again when the sheet is."""
        self._take()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from the choice of the sheet; Esc asks before it leaves what is typed."""
        if event.key() in ENTERS and not event.modifiers() and self.choice.hasFocus():
            self.shared.focus_first()
            return
        if event.key() == Qt.Key.Key_Escape and self._is_typed():
            self._ask_leave()
            return
        super().keyPressEvent(event)

    def _ask_leave(self) -> None:
        question.ask(
            self,
            self.tr("这张单子上填了的还没有存。"),
            self.tr("现在关掉，再打开“补录走访结果”还能接着填；关闭台账以后就没有了。"),
            self.tr("先关掉"),
            self.reject,
        )

    def children_in_hand(self) -> Sequence[str]:
        """Return the child whose line is typed."""
        known = 0 <= self._here < len(self._children)
        return (self._children[self._here].id,) if known else ()

    # What is typed.

    def _typed(self) -> dict[str, dict[str, object]]:
        """Return what was typed of the chosen sheet by child, under SHEET what all share."""
        at = self.choice.currentIndex()
        if not 0 <= at < len(self._sheets):
            return {}
        return self.session.visits_typed.setdefault(self._sheets[at].id, {})

    def _is_typed(self) -> bool:
        self._take()
        return bool(self._half) or any(child != SHEET for child in self._typed())

    def _take(self) -> None:
        """Take what stands in the fields; text that nobody understands waits for this child."""
        if not 0 <= self._here < len(self._children):
            return
        child, typed = self._children[self._here], self._typed()
        self.line.commit_pending()
        self.own.commit_pending()
        self.shared.commit_pending()
        self._half.pop(child.id, None)
        if half := self.line.half_typed() | self.own.half_typed():
            self._half[child.id] = half
        typed[SHEET] = self.shared.values()
        values = self.line.values() | self.own.values()
        if answer := self.offer.answer():
            values[OFFER] = (answer, self.offer.given())
        if set(values) - {"purpose"} or values.get("purpose", child.purpose) != child.purpose:
            typed[child.id] = values
        else:
            typed.pop(child.id, None)
        self.model.renew([self._shown(each) for each in self._children])

    def write(self) -> bool:
        """Keep what was filled in; who is left open stays open on the sheet."""
        fields = (self.shared, self.line, self.own)
        unread = [label for each in fields for label in each.commit_pending()]
        if unread:
            raise LedgerError(f"“{'、'.join(unread)}”看不明白。", "请改正后再存。")
        self._take()
        self._refuse_half()
        typed, sheet = self._typed(), self._sheets[self.choice.currentIndex()]
        shared = self.shared.values()
        answers = [
            _answer(child, typed[child.id], str(shared.get("contacted_on") or ""))
            for child in self._children
            if child.id in typed
        ]
        done = self.session.act(keep_answers, sheet.id, shared, answers)
        if done:
            self.session.visits_typed.pop(sheet.id, None)
        return bool(done)

    def _refuse_half(self) -> None:
        """Go to a child with a text that nobody understands; raise LedgerError."""
        for row, child in enumerate(self._children):
            if child.id in self._half:
                self.table.go_to(row)
                raise LedgerError(f"第 {child.number} 号有一项看不明白。", "请改正后再存。")


def _offered(typed: Mapping[str, object]) -> tuple[str, dict[str, Any]]:
    """Return what was answered to the offer of a child, and what was typed of its case."""
    found = typed.get(OFFER)
    return found if isinstance(found, tuple) else ("", {})


def _leads_to(child: SheetChild, values: Mapping[str, object]) -> str:
    return keep.leads_to(str(values.get("result") or ""), is_out=child.is_out)


def _answer(child: SheetChild, typed: Mapping[str, object], on: str) -> Answer:
    """Return what is kept of one line, of the sheet's ISO day unless it has its own; raise
    LedgerError where it says both or neither."""
    beside = ("not_gone", PHONE, OFFER)
    values = {key: value for key, value in typed.items() if key not in beside}
    reason = str(typed.get("not_gone") or "")
    told = [key for key in TOLD if values.get(key)]
    if reason and told:
        raise LedgerError(f"第 {child.number} 号又写了没去，又写了结果。", "请只留一样。")
    if not reason and not told:
        raise LedgerError(
            f"第 {child.number} 号只填了一半：没有写见到谁、结果或说了什么。",
            "请填完，或者清空这一行，留到下次。",
        )
    if reason:
        return Answer(child.id, not_gone=reason)
    day = str(values.get("contacted_on") or on)
    answer, given = _offered(typed)
    agreed = keep.record_of(_leads_to(child, values), day, given) if answer == YES else {}
    purpose = {"purpose": child.purpose or ContactPurpose.VERIFICATION}
    phone = str(typed.get(PHONE) or "")
    return Answer(child.id, {**purpose, **values}, beside=agreed, phone=phone)


def _in_words(key: str, value: object) -> str:
    return display(CONTACT.field(key), value) if value else ""
