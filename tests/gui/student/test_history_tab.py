"""历史: old → new in one place, the whole of the line in hand, and from there to the field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file
from ledger_app.gui.student.tabs import HISTORY
from tests.gui.frame import IGNORED
from tests.gui.real_window import at_child, editor, make_children, pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def window(qtbot, tmp_path):
    path, ids = make_children(tmp_path)
    window = at_child(qtbot, path, ids["李梓涵"])
    window.child = ids["李梓涵"]
    return window


def history(window):
    pane(window).show_tab(HISTORY)
    return pane(window).tab(HISTORY)


def change(window, table, record, values):
    assert window.session.act(edit_file.save_fields, table, record, values)


def test_a_change_is_told_from_what_to_what(window):
    change(window, "student", window.child, {"hamlet": "三组"})
    tab = history(window)
    tab._view.selectRow(0)
    assert tab._model.line(0).texts[2:] == ("自然村(屯)/组", "（空） → 三组")
    assert tab._whole.text() == "自然村(屯)/组：（空） → 三组"


def test_what_is_long_stands_whole_under_the_table(window):
    words = "母亲说奶奶病了要人照顾，" * 12
    change(window, "student", window.child, {"remark": words})
    tab = history(window)
    tab._view.selectRow(0)
    assert words in tab._whole.text()


def test_enter_goes_to_the_field_of_a_change(qtbot, window):
    change(window, "student", window.child, {"hamlet": "三组"})
    tab = history(window)
    tab._view.selectRow(0)
    qtbot.keyClick(tab._view, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is editor(window, "hamlet").entry()


def test_and_into_the_record_it_was_made_in(qtbot, window):
    (contact,) = pane(window).opened().file.of("contact")
    change(window, "contact", contact["id"], {"place": "村口"})
    tab = history(window)
    tab._view.selectRow(0)
    qtbot.keyClick(tab._view, Qt.Key.Key_Return)
    assert pane(window).current_tab() == "contact"
    assert QApplication.focusWidget() is editor(window, "place", "contact").entry()


def test_a_record_that_is_gone_leads_nowhere(qtbot, window):
    (contact,) = pane(window).opened().file.of("contact")
    assert window.session.act(edit_file.delete_record, "contact", contact["id"], "重复")
    tab = history(window)
    tab._view.selectRow(0)
    qtbot.keyClick(tab._view, Qt.Key.Key_Return)
    assert pane(window).current_tab() == HISTORY


def test_old_and_new_are_in_sight_in_a_narrow_file(window):
    change(window, "student", window.child, {"remark": "母亲说奶奶病了要人照顾，" * 12})
    tab = history(window)
    tab.setFixedWidth(400)
    QApplication.processEvents()
    headings = tab._view.horizontalHeader()
    assert headings.sectionViewportPosition(3) + headings.sectionSize(3) <= headings.width()
    assert not tab._view.horizontalScrollBar().isVisible()
