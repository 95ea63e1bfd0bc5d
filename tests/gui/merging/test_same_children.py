"""The entries of the menu: two chosen are set beside each other, of one the other is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ledger_app.actions import edit_file
from ledger_app.gui.merging.merge_dialog import MergeDialog
from ledger_app.gui.merging.pairs_dialog import PairsDialog
from ledger_app.gui.merging.pick_other import PickOtherDialog
from ledger_app.gui.merging.same_children import SameChildren
from ledger_app.gui.merging.split_dialog import SplitDialog
from ledger_app.store.lists import student_rows
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NAMES = ("王小明", "王晓明", "李敏")


@pytest.fixture
def asked(qtbot, ledger):
    """Return the entries over three children, those that are chosen, what was told and wanted."""
    window = QWidget()
    qtbot.addWidget(window)
    ids = [edit_file.add_student(ledger, {"name": name}).record_id for name in NAMES]
    nos = student_rows.nos_of(ledger, ids)
    chosen, told, wanted, may_leave = [], [], [], [True]
    same = SameChildren(started(ledger), lambda: list(chosen), lambda: may_leave[0], window)
    same.told.connect(told.append)
    same.child_wanted.connect(wanted.append)

    def choose(count):
        chosen[:] = nos[:count]
        return same

    choose.window, choose.told, choose.wanted, choose.may_leave = window, told, wanted, may_leave
    choose.ids = ids
    return choose


def test_two_are_set_beside_each_other_and_the_one_that_stays_is_shown(asked, ledger):
    asked(2).ask_merge()
    asked.window.findChild(MergeDialog).accept()
    assert [wish.student for wish in asked.wanted] == [asked.ids[0]]
    assert "已合并" in asked.told[0]


def test_of_one_the_other_is_asked_for(asked):
    asked(1).ask_merge()
    pick = asked.window.findChild(PickOtherDialog)
    pick.line.setText("王晓")
    pick.accept()
    beside = asked.window.findChild(MergeDialog)
    assert beside._ids == (asked.ids[0], asked.ids[1])


def test_three_at_once_are_refused_in_words(asked):
    asked(3).ask_merge()
    assert "两份" in asked.told[0]
    assert asked.window.findChild(MergeDialog) is None


def test_one_file_is_split_and_the_pairs_are_shown(asked):
    asked(1).ask_split()
    assert asked.window.findChild(SplitDialog) is not None
    asked(2).ask_pairs()
    assert asked.window.findChild(PairsDialog) is not None


def test_nothing_is_asked_while_something_typed_cannot_be_kept(asked):
    asked.may_leave[0] = False
    for ask in ("ask_merge", "ask_split", "ask_pairs"):
        getattr(asked(1), ask)()
    for kind in (PickOtherDialog, SplitDialog, PairsDialog):
        assert asked.window.findChild(kind) is None
