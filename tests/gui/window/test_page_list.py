"""Pages as one line each: what follows from the line, and what a page must have."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import get_args

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.page import (
    AnsweringPage,
    Ask,
    ChooseRoute,
    ComeForward,
    DeskRequest,
    LogContact,
    Page,
    Request,
    ShowCount,
    ShowPlaces,
    ShowStudent,
)
from ledger_app.gui.window import headless, page_list
from ledger_app.gui.window.help import help_pages
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.page_list import PAGES, PageEntry
from tests.gui.frame import IGNORED, StandIn, copy_of, enter, let_go, make_window, see, wait_free
from tests.ledgers import open_again

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
PARTS = [name for name in vars(AnsweringPage) | vars(Page) if name[0] != "_"]


class Weather(QLabel):
    """A page that nobody knows of but its line in the list."""

    asks = Signal(object)

    def __init__(self, session):
        super().__init__("晴")
        self.cards = MenuAction(MenuEntry("wind", Menu.RECORD, "记风向"), self._ask, self)

    def refresh(self):
        self.setText("多云")

    def page_actions(self):
        return [self.cards]

    def commit_pending(self):
        return True

    def is_printing(self):
        return False

    def _ask(self):
        self.asks.emit(ShowCount(3))


WEATHER = PageEntry("weather", "天气", "info", f"{__name__}:Weather")


@pytest.fixture
def path(one_child_file, tmp_path):
    return copy_of(one_child_file, tmp_path)


@pytest.fixture
def with_weather(monkeypatch):
    """Add one line to the list of pages."""
    monkeypatch.setattr(page_list, "PAGES", (*PAGES, WEATHER))


def weather_or_stand_in(entry, session):
    real = entry is WEATHER
    return page_list.build(entry, session) if real else StandIn(entry.key, session)


def window_with(qtbot, path, maker):
    window = MainWindow(maker=maker)
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    enter(window, path)
    return window


# One line is enough.


@pytest.mark.usefixtures("with_weather")
def test_a_page_added_in_one_line_is_found_everywhere(qtbot, path):
    window = window_with(qtbot, path, weather_or_stand_in)
    shown = [each.text() for each in window.menus.menu(Menu.VIEW).actions()]
    assert "天气" in shown
    assert window.pages._side._buttons["weather"].toolTip() == f"天气  Ctrl+{len(PAGES) + 1}"

    window.activateWindow()
    see()
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + len(PAGES)), Qt.KeyboardModifier.ControlModifier)
    assert window.pages.key() == "weather"
    page = window.pages.page("weather")
    assert page.isVisible()
    assert page.cards in window.menus.menu(Menu.RECORD).actions()
    page.cards.trigger()
    assert window.pages._side._buttons["weather"].text() == "天气  3"
    assert "weather" in help_pages.order()
    assert __name__ in page_list.modules()


@pytest.mark.usefixtures("with_weather")
def test_a_page_added_in_one_line_is_among_the_pictures(path, tmp_path, monkeypatch):
    monkeypatch.setattr(headless, "_settle", lambda app, window: app.processEvents())
    headless._take_pictures(open_again(path), tmp_path)

    assert {each.stem for each in tmp_path.glob("*.png")} == {
        *(p.key for p in PAGES),
        "weather",
        "board",
    }


# What a page must have.


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_has_all_parts_with_the_arguments_the_window_gives(entry):
    module, _, name = entry.made_by.partition(":")
    made = getattr(import_module(module), name)

    assert isinstance(made.asks, Signal)
    wanted = AnsweringPage if entry.answers else Page
    for part in PARTS:
        if hasattr(wanted, part):
            given = inspect.signature(getattr(made, part)).parameters
            assert list(given) == list(inspect.signature(getattr(wanted, part)).parameters), part


@pytest.mark.parametrize("part", ["refresh", "commit_pending", "is_printing"])
def test_a_page_without_its_part_is_refused_by_name(qtbot, part, monkeypatch):
    monkeypatch.delattr(Weather, part)
    lacking = Weather(None)
    qtbot.addWidget(lacking)
    with pytest.raises(TypeError, match=part):
        page_list.checked(WEATHER, lacking)


def test_a_page_with_a_misspelt_signal_is_refused(qtbot):
    class Misspelt(QLabel):
        ask = Signal(object)
        refresh, page_actions = Weather.refresh, Weather.page_actions
        commit_pending, is_printing = Weather.commit_pending, Weather.is_printing

    page = Misspelt()
    qtbot.addWidget(page)
    with pytest.raises(TypeError, match="asks"):
        page_list.checked(WEATHER, page)


def test_a_page_that_answers_nothing_is_refused_where_its_line_says_it_does(qtbot):
    answering = PageEntry("weather", "天气", "info", "x:Weather", answers=(ShowStudent,))
    page = Weather(None)
    qtbot.addWidget(page)
    assert page_list.checked(WEATHER, page).page is page
    with pytest.raises(TypeError, match="answer"):
        page_list.checked(answering, page)


def test_every_request_has_one_who_answers(qtbot):
    window = make_window(qtbot)
    of_pages = [request for entry in PAGES for request in entry.answers]
    by_the_frame = {Ask, *get_args(DeskRequest), ShowCount, ComeForward, LogContact, ChooseRoute}

    assert sorted(map(str, of_pages)) == sorted(map(str, set(get_args(Request)) - by_the_frame))
    assert set(window._answers()) == set(Ask)


def test_a_request_that_nobody_answers_is_an_error(qtbot, path):
    window = make_window(qtbot)
    enter(window, path)
    with pytest.raises(LookupError, match="str"):
        window.pages.ask("abc")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_an_action_of_a_page_stands_for_the_window_s_only_with_the_same_keys(qtbot, path, entry):
    window = window_with(qtbot, path, page_list.build)
    own = {a.entry.key: a for each in window.menus._own.values() for a in each if a is not None}
    window.pages.show_page(entry.key)
    wait_free(qtbot, window)
    actions = window.pages.page(entry.key).page_actions()

    assert len({each.entry.key for each in actions}) == len(actions)
    for action in actions:
        if action.entry.key in own:
            assert action.entry.menu is own[action.entry.key].entry.menu
            assert action.shortcuts() == own[action.entry.key].shortcuts()


# Made when first shown.


def test_print_and_settings_are_made_when_they_are_first_shown_and_once(qtbot, path):
    made = []

    def maker(entry, session):
        made.append(entry.key)
        return StandIn(entry.key, session)

    window = window_with(qtbot, path, maker)
    assert sorted(made) == ["students", "today"]
    for key in ("students", "today", "print", "students", "print"):
        window.pages.show_page(key)
    assert sorted(made) == ["print", "students", "today"]
    assert window.pages.made() == made


def test_what_is_half_typed_is_kept_though_other_pages_were_never_made(qtbot, path):
    window = window_with(qtbot, path, lambda entry, session: StandIn(entry.key, session))
    window.pages.show_page("students")
    window.pages.page("students").field.setText("李梓涵")

    assert window.pages.commit_pending()
    assert window.pages.page("students").kept == 1
    assert sorted(window.pages.made()) == ["students", "today"]


def test_a_page_that_is_not_there_yet_is_made_by_who_asks_for_it(qtbot, path):
    window = window_with(qtbot, path, page_list.build)
    assert "settings" not in window.pages.made()
    window.pages.page("students").asks.emit(ShowPlaces())

    assert window.pages.key() == "settings"
    assert window.pages.page("settings").places.isVisible()
