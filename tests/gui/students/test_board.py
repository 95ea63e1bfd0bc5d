"""The board 去向 in the window: it adds up, every figure opens exactly its children."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ledger_app.actions import edit_file, list_students
from ledger_app.gui.page import PrintSheet
from ledger_app.gui.students import list_or_board
from ledger_app.gui.students.page import StudentsPage
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def ids(ledger):
    ids = fill(ledger)
    seen = {"seen_on": "2026-11-20", "kind": "1"}
    for name in ("陈㛃喆", "赵国庆"):
        edit_file.add_record(ledger, "sighting", ids[name], seen)
    return ids


@pytest.fixture
def page(ledger, ids, qtbot):
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1180, 660)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_board()
    return page


def board(page):
    return page.shown.board


def figures(page):
    """Return the links of the board, by their text."""
    return {
        each.text().strip(): each
        for each in board(page).findChildren(QPushButton)
        if each.property("link")
    }


def number(text):
    return int("".join(each for each in text.split()[-1 if "→" not in text else -2]))


def listed(page):
    return {page.model.row_at(row)["name"] for row in range(page.model.rowCount())}


def test_the_five_add_up_to_all_children_of_the_ledger(page, ledger):
    (said,) = [each.text() for each in board(page).findChildren(QLabel) if "=" in each.text()]
    whole, parts = said.split(" = ")
    assert number(whole) == list_students.count(ledger)
    assert sum(map(number, parts.split(" + "))) == number(whole)


def test_every_figure_opens_a_list_of_exactly_as_many(page):
    texts = list(figures(page))
    assert any(text.startswith("⚠ 未核实") for text in texts)
    assert any(text.startswith("● 个案中") for text in texts)
    for text in texts:
        page.show_board()
        figures(page)[text].click()
        assert page.shown.currentWidget() is page.splitter
        assert page.model.rowCount() == number(text), text


def test_a_child_seen_at_school_moves_from_one_figure_to_another_at_once(page, ids):
    before = {text.split()[1]: number(text) for text in figures(page) if text[0] in "○⚠"}
    given = {"seen_on": "2026-11-20", "kind": "1"}
    page._session.act(edit_file.add_record, "sighting", ids["阿卜杜热西提·买买提江"], given)
    after = {text.split()[1]: number(text) for text in figures(page) if text[0] in "○⚠"}
    assert after["在校有据"] == before["在校有据"] + 1
    assert after["未核实"] == before["未核实"] - 1
    assert page.shown.currentWidget() is board(page)


def test_contradictions_are_counted_and_lead_to_their_children(page, ids):
    figure = next(text for text in figures(page) if "互相矛盾" in text)
    assert number(figure) == 1  # confirmed before it was suspected
    figures(page)[figure].click()
    assert listed(page) == {"李梓涵"}
    assert [each.text() for each in page.bar._chips] == ["去向里点出的：1 人  ✕"]
    page.show_board()
    given = {"confirmed_on": "2026-11-20"}
    dropout = load_file(page._session.ledger, ids["李梓涵"]).of("dropout")[0]["id"]
    page._session.act(edit_file.save_fields, "dropout", dropout, given)
    figure = next(text for text in figures(page) if "互相矛盾" in text)
    assert number(figure) == 0


def test_children_of_a_house_with_a_case_are_counted_and_shown(page, ids):
    def near():
        return next(text for text in figures(page) if "同户有人在个案中" in text)

    assert number(near()) == 0
    for name in ("王𬱖", "赵国庆"):  # 王𬱖 is suspected
        house = {"household_no": "529901007", "village_name": "青山村"}
        page._session.act(edit_file.save_fields, "student", ids[name], house)
    assert number(near()) == 1
    figures(page)[near()].click()
    assert listed(page) == {"赵国庆"}


def test_a_large_ledger_is_counted_on_the_worker(page, qtbot, monkeypatch):
    monkeypatch.setattr(list_or_board, "MANY_STUDENTS", 1)
    page.focus_list()
    page.show_board()
    page._session.settle(10_000)
    qtbot.waitUntil(lambda: page.shown.currentWidget() is board(page))
    assert figures(page)


def test_the_filter_of_a_figure_is_said_above_its_list_and_taken_away_there(page):
    next(each for text, each in figures(page).items() if "未核实" in text).click()
    chips = [each.text() for each in page.bar._chips]
    assert chips == ["去向：未核实  ✕"]
    assert "筛出" in page.list.count_text()


def test_with_the_keyboard_alone_there_and_back(page, qtbot):
    page.focus_list()
    qtbot.keyClick(page.view, Qt.Key.Key_F7)
    first = QApplication.focusWidget()
    assert first is next(iter(figures(page).values()))
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert page.shown.currentWidget() is page.splitter
    assert page.view.hasFocus()
    page.show_board()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.shown.currentWidget() is page.splitter


def test_nothing_is_done_with_a_child_that_the_board_hides(page):
    about = [
        each
        for each in page.page_actions()
        if each.entry.key in ("log", "delete", "numbers", "change_phone", "new_contact", "next")
    ]
    assert len(about) == 6
    assert not any(each.isEnabled() for each in about)
    assert page.current_child() == ""
    page.focus_list()
    assert all(each.isEnabled() for each in about)
    assert page.current_child() == page.current.id


def test_what_is_searched_for_is_shown_in_the_list(page, qtbot):
    page.focus_search()
    page.bar.box.setText("王")
    qtbot.waitUntil(lambda: page.shown.currentWidget() is page.splitter)
    assert listed(page) >= {"王𬱖"}


def test_the_button_prints_the_board(page):
    asked = []
    page.asks.connect(asked.append)
    next(b for b in board(page).findChildren(QPushButton) if b.text() == "打印…").click()
    assert PrintSheet("board_table") in asked


def test_a_locked_ledger_leaves_no_figure_in_sight(page):
    page._session.locked.emit()
    assert figures(page) == {}


def test_the_cards_stand_below_each_other_where_there_is_little_room(page, qtbot):
    page.resize(600, 500)
    qtbot.wait(1)
    cards = [each for each in figures(page).values() if each.property("role") == "heading"]
    tops = {each.mapTo(page, each.rect().topLeft()).y() for each in cards}
    assert len(cards) == 5
    assert len(tops) > 1
    assert all(each.mapTo(page, each.rect().topRight()).x() < 600 for each in cards)


def test_nobody_has_to_scroll_to_see_that_some_are_not_known_of(page, qtbot):
    page.resize(782, 373)  # an office screen at 150 %
    qtbot.wait(1)
    (heading,) = [each for text, each in figures(page).items() if text.startswith("⚠ 未核实")]
    assert heading.visibleRegion().boundingRect().contains(heading.rect())
