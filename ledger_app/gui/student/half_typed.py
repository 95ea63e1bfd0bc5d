"""What is half typed in the open file: kept when it is left, named where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from ledger_app.gui.session import Session
from ledger_app.gui.student.records_tab import RecordsTab
from ledger_app.gui.student.saving_form import KeptForm
from ledger_app.gui.student.tabs import Tab, Unkept, form_of, unkept_in


class HalfTyped(QObject):
    """Over the forms of `tabs`; `bring(key)` shows a tab and returns it."""

    def __init__(
        self, session: Session, tabs: Mapping[str, Tab], bring: Callable[[str], Tab]
    ) -> None:
        super().__init__()
        self._session, self._tabs, self._bring = session, tabs, bring

    def drop(self) -> None:
        """Give up what is half typed: its child is gone."""
        for kept in self.forms():
            kept.drop_typed()

    def keep(self) -> bool:
        """Keep what is half typed; say what cannot be kept, and return False then."""
        unkept = [label for kept in self.forms() for label in kept.commit_pending()]
        if unkept:
            message = self.tr("“{0}”里的内容不能保存。").format("、".join(unkept))
            self._session.unkept.emit(message, self.go_to_unkept)
        return not unkept

    def go_to_unkept(self) -> None:
        """Put the keyboard into the first field whose text could not be kept."""
        if (unkept := self.unkept()) and (form := form_of(self._bring(unkept[0].tab))):
            form.form.focus_pending()

    def unkept(self) -> list[Unkept]:
        """Return what is half typed and was not kept, to be put back after the lock."""
        return unkept_in(self._tabs)

    def put_back(self, unkept: Sequence[Unkept]) -> None:
        """Show again what could not be kept, each in its field."""
        labels = [label for each in unkept for label in self._put_back(each)]
        message = self.tr("锁定时“{0}”里的内容没能保存，已放回原处。").format("、".join(labels))
        self._session.unkept.emit(message, self.go_to_unkept)

    def forms(self) -> list[KeptForm]:
        """Return the forms that are there by now."""
        return [kept for each in self._tabs.values() if (kept := form_of(each)) is not None]

    def _put_back(self, each: Unkept) -> list[str]:
        tab = self._bring(each.tab)
        if isinstance(tab, RecordsTab):
            tab.choose(each.record) if each.record else tab.new_record(each.presets)
        kept = form_of(tab)
        if kept is None or kept.record_id() != each.record:
            return []
        kept.form.put_typed(each.texts)
        return [kept.form.editor(key).field.label for key in each.texts]
