"""Searching and filtering: what the bar asks for, and when."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ledger_app.actions import saved_views
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.kit import theme
from ledger_app.gui.students.finding.chips import FILTERS
from ledger_app.gui.students.finding.filter_bar import FilterBar
from ledger_app.gui.students.saved_views import NameDialog, SavedViews
from tests.gui.children import fill, press, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def session(ledger, qapp):
    fill(ledger)
    return started(ledger)


@pytest.fixture
def bar(session, qtbot):
    bar = FilterBar(session)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def compose(widget, text):
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_every_keystroke_searches(bar, qtbot):
    asked = []
    bar.changed.connect(lambda: asked.append(bar.text()))
    qtbot.keyClicks(bar.box, "wang")
    assert asked == ["w", "wa", "wan", "wang"]


def test_nothing_is_searched_while_composing_and_once_when_committed(bar):
    asked = []
    bar.changed.connect(lambda: asked.append(bar.text()))
    for part in ("w", "wa", "wang"):
        compose(bar.box, part)
    assert asked == []
    commit(bar.box, "王𬱖")
    assert asked == ["王𬱖"]


def test_escape_empties_the_box_and_then_leaves_it(bar, qtbot):
    qtbot.keyClicks(bar.box, "li")
    qtbot.keyClick(bar.box, Qt.Key.Key_Escape)
    assert bar.text() == ""
    with qtbot.waitSignal(bar.left_box):
        qtbot.keyClick(bar.box, Qt.Key.Key_Escape)


def test_down_goes_into_the_list_and_enter_takes_the_first(bar, qtbot):
    with qtbot.waitSignal(bar.into_list):
        qtbot.keyClick(bar.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(bar.first_wanted):
        qtbot.keyClick(bar.box, Qt.Key.Key_Return)


def test_a_filter_offers_its_values_with_counts_and_ticks_apply_at_once(bar, qtbot):
    bar.open_filter("grade")
    popup = bar._popups["grade"]
    rows = [popup._list.item(at).text() for at in range(popup._list.count())]
    assert "二年级  2" in rows
    with qtbot.waitSignal(bar.changed):
        popup._list.item(rows.index("二年级  2")).setCheckState(Qt.CheckState.Checked)
    assert bar.filters() == (("grade", ("2",)),)
    popup.hide()


def test_chips_show_what_is_filtered_and_one_click_clears(bar, qtbot):
    bar.set_filter("grade", ("2", "3"))
    bar.set_filter("village_name", ("青山村",))
    grade = bar._chips[0]
    assert len(bar._chips) == 3
    assert grade.text() == "年级：二年级 或 三年级  ✕"
    qtbot.mouseClick(grade, Qt.MouseButton.LeftButton)
    assert bar.filters() == (("village_name", ("青山村",)),)
    assert len(bar._chips) == 1


def test_restricted_categories_are_not_offered(bar):
    bar.open_filter("categories")
    popup = bar._popups["categories"]
    rows = [popup._list.item(at).text() for at in range(popup._list.count())]
    popup.hide()
    assert rows == ["留守儿童  1"]


@pytest.mark.parametrize("width", [680, 800, 1254])
def test_filters_stand_on_one_line_and_the_others_under_more(bar, qapp, width):
    theme.apply_theme(qapp, dark=False)
    bar.fit_ledger()
    bar.resize(width, 60)
    bar.layout().activate()
    shown = [each for each in bar._buttons.values() if not each.isHidden()]
    middles = [each.geometry().center().y() for each in (*shown, bar._more, bar._due)]
    assert max(middles) - min(middles) <= 1  # a style rounds a height of its own
    on_bar = {key for key, each in bar._buttons.items() if not each.isHidden()}
    under = {each.data() for each in bar._more.menu().actions() if each.isVisible()}
    assert on_bar | under == set(FILTERS) - {"school"}  # all children are at one
    assert not on_bar & under


def test_only_due_counts_as_a_filter(bar, qtbot):
    assert not bar.is_active()
    qtbot.mouseClick(bar._due, Qt.MouseButton.LeftButton)
    assert bar.due_only()
    assert bar.is_active()
    bar.clear()
    assert not bar.is_active()


@pytest.fixture
def views(session, qtbot):
    views = SavedViews(session, lambda: {"filters": {"grade": ["2"]}, "sort": "due_on"})
    qtbot.addWidget(views)
    return views


def named(views, qtbot, name):
    dialog = views.findChild(NameDialog)
    qtbot.addWidget(dialog)
    dialog.line.setText(name)
    dialog.accept()
    return dialog


def test_a_view_is_kept_chosen_renamed_and_deleted(views, session, qtbot):
    views.ask_save()
    named(views, qtbot, "二年级到期")
    assert views.text().strip() == "视图：二年级到期"
    (view,) = saved_views.views(session.ledger)
    with qtbot.waitSignal(views.chosen) as chosen:
        views.choose(view)
    assert chosen.args == [{"filters": {"grade": ["2"]}, "sort": "due_on"}]
    views._rename("二年级")
    assert [each.name for each in saved_views.views(session.ledger)] == ["二年级"]
    views.ask_delete()
    assert "删除视图“二年级”" in press(views, "不做").text()
    assert len(saved_views.views(session.ledger)) == 1
    views.ask_delete()
    press(views, "删除视图")
    assert saved_views.views(session.ledger) == []


def test_a_view_without_a_name_is_not_kept_and_the_dialog_says_so(views, session, qtbot):
    views.ask_save()
    dialog = named(views, qtbot, "  ")
    assert "名字还没填" in dialog._problem.text()
    assert saved_views.views(session.ledger) == []


def test_a_taken_name_is_refused(ledger):
    saved_views.save_view(ledger, "甲", {})
    saved_views.save_view(ledger, "乙", {})
    with pytest.raises(LedgerError, match="乙"):
        saved_views.rename_view(ledger, "甲", "乙")


def test_views_are_not_part_of_undo(ledger):
    before = ledger.revision_count
    saved_views.save_view(ledger, "甲", {"sort": "name"})
    assert ledger.revision_count == before


def test_a_view_that_cannot_be_read_is_left_out(ledger):
    with ledger.db.atomic():
        ledger.db.execute("INSERT INTO saved_view VALUES ('坏', '{')")
    assert saved_views.views(ledger) == []
