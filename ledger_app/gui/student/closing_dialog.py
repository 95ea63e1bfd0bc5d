"""销号 and 撤销销号: what a closing lacks is said while one types; no Enter too many writes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ledger_app.actions import close_case
from ledger_app.actions.ownership import shown
from ledger_app.catalogue.meanings import CloseReason
from ledger_app.domain.foreseeing.consequences import Consequences
from ledger_app.domain.foreseeing.in_words import line, sentence
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.gui.form.consequence_line import ConsequenceLine
from ledger_app.gui.form.editors import Setting, make_editor
from ledger_app.gui.form.field_editor import FieldEditor
from ledger_app.gui.form.foreseeing import Pause
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog, leave_by_enter
from ledger_app.gui.session import Session

Asked = tuple[Callable[..., Consequences | None], object]


class ClosingDialog(Dialog):
    """Asks reason, day, evidence and approver. Signal `told(sentence)`: what has become of it."""

    outlasts_lock = says_failures = True
    told = Signal(str)
    title = deed = "销号"
    keys: tuple[str, ...] = close_case.ASKED

    def __init__(self, session: Session, student: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._student_id = session, str(student["id"])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.title)
        self.setMinimumWidth(theme.text_pixels() * 38)
        setting = Setting(today=session.ledger.today)
        self.editors: dict[str, FieldEditor] = {
            key: make_editor(close_case.PLACEMENT.field(key), setting, self) for key in self.keys
        }
        self.missing, self.problem = QLabel(self), QLabel(self)
        theme.set_role(self.problem, "error")
        for label in (self.missing, self.problem):
            label.setWordWrap(True)
        self.problem.hide()
        self.consequence = ConsequenceLine(self)
        self._foreseeing = Pause(self._foresee, self)
        self._build(called(student))
        self._fill()
        session.failed.connect(self._say)
        next(iter(self.editors.values())).focus_editor()

    def _build(self, who: str) -> None:
        inside = QVBoxLayout(self)
        inside.setSpacing(10)
        label = QLabel(self._about().format(who), self)
        label.setWordWrap(True)
        inside.addWidget(label)
        self._form = QFormLayout()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for editor in self.editors.values():
            self._form.addRow(editor.field.label, editor)
            editor.go_on.connect(self._go_on)
            editor.edited.connect(self._judge)
            editor.committed.connect(self._judge)
            editor.weighed.connect(self._foreseeing.start)
        inside.addLayout(self._form)
        inside.addWidget(self.consequence)
        inside.addWidget(self.missing)
        inside.addWidget(self.problem)
        inside.addWidget(self._buttons())

    def _about(self) -> str:
        return self.tr(
            "{0}：销号以后个案结束，今日不再提醒。缺项可以先记，记为待销号，个案照常办。"
            "销号可以撤销，记录都留着。"
        )

    def _buttons(self) -> QDialogButtonBox:
        choices = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        self.yes = buttons.button(choices.Ok)
        self.yes.setText(self.deed)
        buttons.button(choices.Cancel).setText(self.tr("取消"))
        leave_by_enter(buttons.button(choices.Cancel), self.yes)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self) -> None:
        """Put in what is written already of a closing that lacks something."""
        begun = self._session.act(close_case.begun, self._student_id).otherwise(None)
        kept: dict[str, Any] = {"closed_on": self._session.ledger.today().isoformat()}
        for key, value in {**kept, **(begun.values if begun else {})}.items():
            self.editors[key].set_value(value)
        whose = self._session.act(shown.whose_of, self._student_id).otherwise(shown.Whose())
        for key, unit in whose.fields(close_case.PLACEMENT, "").items():
            if key in self.editors:
                self.editors[key].set_read_only(True)
                self.editors[key].set_kept_by(unit)
        self._judge()

    def _judge(self) -> None:
        """Say what is still missing, and ask for the receiving school of a transfer only."""
        values = self._values()
        moved = values.get("close_reason") == CloseReason.TRANSFERRED
        self._form.setRowVisible(self.editors["transferred_to"], moved)
        found = self._session.act(close_case.lacking, self._student_id, values).otherwise(())
        self.missing.setText(self.tr("还缺：{0}").format("、".join(found)) if found else "")
        self.yes.setText(self.tr("先记为待销号") if found else self.deed)

    def children_in_hand(self) -> Sequence[str]:
        """Return whom it is about."""
        return (self._student_id,)

    def _values(self) -> dict[str, object]:
        values: dict[str, object] = {key: _typed(each) for key, each in self.editors.items()}
        if values.get("close_reason") != CloseReason.TRANSFERRED:
            values.pop("transferred_to", None)
        return values

    def _foresee(self) -> None:
        """Say what the deed would change as it stands now."""
        asked = self.what_if()
        answer = self._session.peek(asked[0], self._student_id, asked[1]) if asked else None
        found = answer.otherwise(None) if answer else None
        self.consequence.say(*((line(found), sentence(found)) if found else ("",)))

    def what_if(self) -> Asked | None:
        """Return what is asked before it is written, and with what; None while it cannot be."""
        values = self._values()
        written = values.get("close_reason") and values.get("closed_on")
        return (close_case.what_if_closed, values) if written else None

    def _go_on(self, step: int) -> None:
        self._judge()
        editors = [each for each in self.editors.values() if not each.isHidden()]
        at = next((n for n, each in enumerate(editors) if each is self.sender()), 0) + step
        if at >= len(editors):
            self.yes.setFocus()
        elif at >= 0:
            editors[at].focus_editor()

    def _say(self, message: str, hint: str = "") -> None:
        self.problem.setText(f"{message}{hint}")
        self.problem.show()

    def accept(self) -> None:
        """Write it; where something cannot be kept, say so and stay."""
        self.problem.hide()
        if not all(editor.commit() for editor in self.editors.values()):
            self._say(self.tr("有一项看不明白，请改正。"))
            return
        if said := self.write():
            super().accept()
            self.told.emit(said)

    def write(self) -> str:
        """Close the case; return what has become of it, "" if it was refused."""
        done = self._session.act(close_case.close, self._student_id, self._values())
        return done.value.said if done else ""


def _typed(editor: FieldEditor) -> object:
    """Return what a field would hold, also of what is still being typed."""
    typed = editor.pending_value()
    if typed is None:
        return editor.value()
    return typed.value if typed.kept else None


class ReopenDialog(ClosingDialog):
    """Asks from which day on a closing is taken back."""

    title = deed = "撤销销号"
    keys = ("reopened_on",)

    def _about(self) -> str:
        return self.tr("{0}：撤销以后个案继续办，原来的销号原因、佐证和审批人都留着。")

    def _fill(self) -> None:
        self.editors["reopened_on"].set_value(self._session.ledger.today().isoformat())
        self._foresee()

    def what_if(self) -> Asked | None:
        """Return what is asked before a closing is taken back, and as of which day."""
        day = _typed(self.editors["reopened_on"])
        return (close_case.what_if_reopened, date.fromisoformat(str(day))) if day else None

    def _judge(self) -> None:
        """Nothing can be missing."""

    def write(self) -> str:
        """Take the closing back; return what was said, "" if it was refused."""
        day = self.editors["reopened_on"].value()
        on = date.fromisoformat(str(day)) if day else None
        return str(self._session.act(close_case.reopen, self._student_id, on).otherwise(""))
