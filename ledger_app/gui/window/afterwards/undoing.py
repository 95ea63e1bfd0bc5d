"""Undo and redo from the window: said in words, named in the menu, shown where it happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from ledger_app.actions import undo_revision
from ledger_app.actions.undo_revision import Reversal, Touched
from ledger_app.gui.page import ShowList, ShowStudent
from ledger_app.gui.session import Done, Refused
from ledger_app.gui.window.afterwards.revisions_dialog import (
    RevisionsDialog,
    ask_reversal,
    reversal_text,
)
from ledger_app.gui.window.pages import Pages
from ledger_app.gui.window.screens import Frame, show_dialog
from ledger_app.gui.window.window_menus import WindowActions

NAMED = 8  # records that were kept


class Undoing(QObject):
    """What 撤销 and 重做 do; the page goes to the one child, or offers the list of several."""

    def __init__(self, frame: Frame, pages: Pages, actions: WindowActions) -> None:
        super().__init__(frame.window)
        self._frame, self._pages, self._actions = frame, pages, actions
        self._session, self._window = frame.session, frame.window

    def reverse(self, *, again: bool) -> None:
        """Undo the newest revision, or do again what was undone last."""
        self._session.ask("undo", self._reverse, again)

    def _reverse(self, again: bool) -> None:
        if not self._pages.commit_pending():
            return
        row = self._session.act(undo_revision.next_step, redo=again).otherwise(None)
        if row is not None and undo_revision.is_asked_about(row):
            asked = partial(self._reverse_asked, again, row["no"])
            ask_reversal(self._window, row, asked, again=again)
        else:
            self._reverse_now(again)

    def _reverse_asked(self, again: bool, asked: int) -> None:
        """Reverse what was asked about, if that is still what comes next."""
        row = self._session.act(undo_revision.next_step, redo=again).otherwise(None)
        if row is not None and row["no"] == asked:
            self._reverse_now(again)

    def _reverse_now(self, again: bool) -> None:
        action: Callable[..., Reversal] = undo_revision.redo if again else undo_revision.undo
        then = self._redone if again else self._undone
        if self._session.act(undo_revision.next_is_large, redo=again).otherwise(False):
            self._frame.status.show_work(self.tr("正在重做…") if again else self.tr("正在撤销…"))
            self._session.run(action, then=then)
        else:
            then(self._session.act(action))

    def _undone(self, answer: Done[Reversal] | Refused) -> None:
        self._frame.status.show_work("")
        if answer:
            self.show_undone(answer.value)

    def _redone(self, answer: Done[Reversal] | Refused) -> None:
        self._frame.status.show_work("")
        if answer:
            self._show(answer.value, self.tr("已重做“{0}”。").format(answer.value.about))
        self.name_steps()

    def show_undone(self, result: Reversal) -> None:
        """Say what an undo did; what was kept stays in sight until it is closed."""
        self._show(result, reversal_text(result))
        self.name_steps()

    def _show(self, result: Reversal, text: str) -> None:
        """Say it, and go where it was; of several children say who, and offer their list."""
        where = self._session.act(undo_revision.touched, result.revision_no).otherwise(Touched())
        hints = [self._several(where)] if where.count > 1 else []
        if result.kept:
            more = "…" if len(result.kept) > NAMED else ""
            hints.append(self.tr("保留的：{0}").format("、".join(result.kept[:NAMED]) + more))
        kind = "warning" if result.kept else "note"
        shown = self._frame.messages.show_note(
            text, "\n".join(hints), stays=bool(result.kept), kind=kind
        )
        if where.count == 1:
            self._pages.show_changed(
                ShowStudent(where.students[0], where.table, where.record, where.field), where.rule
            )
        elif 1 < where.count == len(where.students):
            button = shown.add_button(self.tr("列出这 {0} 人").format(where.count))
            button.clicked.connect(partial(self._list, where.students))

    def _several(self, where: Touched) -> str:
        names = "、".join(where.names) + ("…" if where.count > len(where.names) else "")
        return self.tr("涉及 {0} 个孩子：{1}").format(where.count, names)

    def _list(self, students: tuple[str, ...], *_checked: object) -> None:
        if self._pages.commit_pending():
            self._pages.ask(ShowList({"id": students}))

    def show_revisions(self) -> None:
        """List what was done."""
        self._session.ask("revisions", self._list_revisions)

    def _list_revisions(self) -> None:
        if not self._pages.commit_pending():
            return
        dialog = RevisionsDialog(self._session, self._window)
        dialog.undone.connect(self.show_undone)
        show_dialog(dialog)

    def name_steps(self) -> None:
        """Say in the menu what undo and redo would do. Not while the worker has the ledger."""
        found = self._session.peek(undo_revision.reversible)
        if not found:
            return
        steps = (found.value.undo, found.value.redo)
        pair = (self._actions["undo"], self._actions["redo"])
        for action, verb, row in zip(pair, (self.tr("撤销"), self.tr("重做")), steps, strict=True):
            action.setText(_named(verb, row["about"] if row else ""))
            action.setEnabled(row is not None)


def _named(verb: str, what: str) -> str:
    short = what if len(what) <= 24 else f"{what[:23]}…"
    return f"{verb}“{short}”".replace("&", "&&") if what else verb
