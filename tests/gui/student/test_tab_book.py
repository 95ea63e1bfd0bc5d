"""The tab bar of a file: what is used is in sight, the rest one key away and never uncounted."""

import pytest

from ledger_app.actions import edit_file
from ledger_app.catalogue import CHILD_TABLES
from ledger_app.gui.kit import theme
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.pane import StudentPane
from ledger_app.gui.student.tab_book import KEYS
from ledger_app.gui.student.tabs import TABS
from tests.gui.children import fill, show, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
RARE = [table.key for table in CHILD_TABLES if table.rare]


@pytest.fixture
def ids(ledger):
    return fill(ledger)


@pytest.fixture
def pane(ledger, ids, qapp, qtbot):
    theme.load_fonts(qapp)
    theme.apply_theme(qapp)
    session = started(ledger)
    pane = StudentPane(session, CurrentChild())
    session.changed.connect(pane.reload)
    qtbot.addWidget(pane)
    pane.resize(1000, 500)
    pane.show()
    show(pane, ids["赵国庆"])
    return pane


def seen(pane):
    book = pane._book
    return [KEYS[at] for at in range(book.count()) if book.isTabVisible(at)]


def behind(pane):
    """Return what 更多 offers, as it is read there."""
    pane._book._offer()
    return [action.text() for action in pane._book._more.menu().actions()]


def every_record(pane, student):
    for table in CHILD_TABLES:
        day = {table.begins: "2026-11-02"} if table.begins else {"name": "王五"}
        edit_file.add_record(pane._session.ledger, table.key, student, day)
    pane.reload()


def test_seldom_used_tables_without_records_stand_under_more(pane):
    assert RARE
    assert seen(pane) == [key for key in TABS if key not in RARE]
    assert behind(pane) == [TABS[key] for key in TABS if key in RARE]
    assert pane._book._more.text() == "更多"


def test_a_seldom_used_table_comes_into_sight_with_its_first_record(pane, ids):
    pane._session.act(edit_file.add_record, "leave", ids["赵国庆"], {"from_on": "2026-11-02"})
    assert "leave" in seen(pane)
    assert pane._book.tabText(KEYS.index("leave")) == "休学 1"
    show(pane, ids["王𬱖"])
    assert "leave" not in seen(pane)


def test_what_stands_under_more_is_chosen_there_and_stays_while_it_is_looked_at(pane, ids):
    pane._book._offer()
    (wanted,) = [a for a in pane._book._more.menu().actions() if a.text() == "在外"]
    wanted.trigger()
    assert pane.current_tab() == "elsewhere"
    assert "elsewhere" in seen(pane)
    show(pane, ids["王𬱖"])
    assert pane.current_tab() == "elsewhere"
    pane.show_tab("contact")
    assert "elsewhere" not in seen(pane)


@pytest.mark.parametrize("width", [358, 420, 500, 640, 1000])
def test_nothing_is_cut_off_and_nothing_is_out_of_sight_uncounted(pane, ids, width, qtbot):
    every_record(pane, ids["赵国庆"])
    pane.resize(width, 480)
    qtbot.wait(1)  # until the bar is laid out
    shown, bar = seen(pane), pane._book.tabBar()
    right = max(bar.tabRect(KEYS.index(key)).right() for key in shown)
    more = pane._book._more
    assert right < bar.width() <= pane._book.width() - more.isVisible() * more.width()
    assert {"student", "story", "contact", "history"} <= set(shown)
    hidden = len(KEYS) - len(shown)
    assert len(behind(pane)) == hidden
    assert more.text() == (f"更多 {hidden}" if hidden else "更多")


def test_where_there_is_little_room_empty_tabs_go_first(pane, ids):
    edit_file.add_record(pane._session.ledger, "placement", ids["赵国庆"], {"remark": "已联系"})
    pane.reload()
    pane.resize(358, 480)
    assert "placement" in seen(pane)
    assert "responsibility" not in seen(pane)


def test_the_keyboard_goes_round_the_tabs_in_sight(pane):
    around = []
    for _ in seen(pane):
        pane.turn_tab(1)
        around.append(pane.current_tab())
    assert sorted(around) == sorted(seen(pane))
    pane.turn_tab(-1)
    assert pane.current_tab() == "history"
