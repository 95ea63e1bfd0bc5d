"""The tabs of a file: which there are, and what was half typed in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger_app.catalogue import CHILD_TABLES
from ledger_app.gui.student.basic_tab import BasicTab
from ledger_app.gui.student.history_tab import HistoryTab
from ledger_app.gui.student.records_tab import RecordsTab
from ledger_app.gui.student.saving_form import KeptForm
from ledger_app.gui.student.story_tab import StoryTab

BASIC, STORY, HISTORY = "student", "story", "history"
STORY_ORDER = 25  # among the tables: after who the child is, before what happened
# Tab key → title; the others are keys of child tables.
TABS = {
    BASIC: "基本",
    **{table.key: table.tab for table in CHILD_TABLES if table.order < STORY_ORDER},
    STORY: "经过",
    **{table.key: table.tab for table in CHILD_TABLES if table.order > STORY_ORDER},
    HISTORY: "历史",
}

Tab = BasicTab | RecordsTab | StoryTab | HistoryTab


def form_of(tab: Tab) -> KeptForm | None:
    """Return the form of a tab, None where it has none, or none yet."""
    return tab.kept_form() if isinstance(tab, BasicTab | RecordsTab) else None


@dataclass(frozen=True)
class Unkept:
    """What was half typed in one form: its tab, record ("" for a new one), texts by field."""

    tab: str
    record: str
    presets: Mapping[str, str]
    texts: Mapping[str, str]


def unkept_in(tabs: Mapping[str, Tab]) -> list[Unkept]:
    """Return what is half typed in these tabs and was not kept."""
    found = []
    for key, tab in tabs.items():
        kept = form_of(tab)
        if kept is not None and (texts := kept.form.pending()):
            found.append(Unkept(key, kept.record_id(), kept.presets(), texts))
    return found
