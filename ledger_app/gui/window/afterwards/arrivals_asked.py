"""Whoever arrived by a list, a package or one record for many: is the school to follow?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from ledger_app.actions.rosters import follow_arrivals
from ledger_app.actions.rosters.follow_arrivals import NotFollowed
from ledger_app.gui.page import ShowList
from ledger_app.gui.window.pages import Pages
from ledger_app.gui.window.screens import Frame

NAMED = 6


class ArrivalsAsked(QObject):
    """Asks under the page, once of each child; the file that is open asks by itself."""

    def __init__(self, frame: Frame, pages: Pages) -> None:
        super().__init__(frame.window)
        self._session, self._messages, self._pages = frame.session, frame.messages, pages
        self._known: frozenset[str] = frozenset()
        self._session.opened.connect(self._begin)
        self._session.changed.connect(self._changed)

    def _begin(self) -> None:
        """Know those who stand in the examination already: they are no news."""
        self._session.ask("arrivals", self._learn)

    def _learn(self) -> None:
        found = self._session.act(follow_arrivals.may_follow)
        self._known = found.otherwise(frozenset())

    def _changed(self, students: frozenset[str] | None) -> None:
        if students is None or students - {self._pages.child_in_sight()}:
            self._session.ask("arrivals", self._look)

    def _look(self) -> None:
        before, here = self._known, {self._pages.child_in_sight()}
        self._learn()
        new = self._known - before - here
        if new and (found := self._session.act(follow_arrivals.not_followed, new).otherwise([])):
            self._ask(found)

    def _ask(self, found: Sequence[NotFollowed]) -> None:
        ids = tuple(each.student for each in found)
        if len(found) == 1:
            text = self.tr("{0}：{1}").format(found[0].name, found[0].text)
        else:
            names = "、".join(each.name for each in found[:NAMED])
            more = "…" if len(found) > NAMED else ""
            said = self.tr("{0} 个孩子已到接收学校，就读学校还是原来的：{1}")
            text = said.format(len(found), names + more)
        shown = self._messages.show_note(text, stays=True, kind="warning")
        follow = shown.add_button(self.tr("改过来（{0} 人）").format(len(found)))
        follow.clicked.connect(partial(self._follow, ids))
        follow.clicked.connect(shown.closed)
        listed = shown.add_button(self.tr("列出来看"))
        listed.clicked.connect(partial(self._list, ids))

    def _follow(self, ids: tuple[str, ...], *_checked: object) -> None:
        self._session.ask("follow arrivals", self._follow_now, ids)

    def _follow_now(self, ids: tuple[str, ...]) -> None:
        if done := self._session.act(follow_arrivals.follow_all, ids):
            told = self.tr("{0} 人的就读学校、年级、班级已改成接收学校的。Ctrl+Z 可一次撤销。")
            self._messages.show_note(told.format(done.value))

    def _list(self, ids: tuple[str, ...], *_checked: object) -> None:
        self._pages.ask(ShowList({"id": ids}))
