"""Chinese typed by a real input method: fcitx 5 with its pinyin, on a desktop of its own."""

from __future__ import annotations

import pytest

from tests.gui.input_method.desktop import (
    Window,
    desktop,
    missing,
    wait_for,
    wait_or_skip,
    with_fcitx,
)

PINYIN = "/usr/share/fcitx5/inputmethod/pinyin.conf"
WHY_NOT = missing("fcitx5", "fcitx5-remote", PINYIN)
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

PLACES = {
    "the search box": "it.search()",
    "a name": "it.field('name')",
    "several lines": "it.field('remark', 'concern')",
    "a dialog": "it.new_student()",
    "a cell of a table": "it.cell()",
}
# What would be done with these keys if they came to the window.
KEYS = ("Return", "Tab", "ctrl+d", "ctrl+z", "Down", "Delete", "Escape")


class Typist:
    """Somebody at the keyboard of this window."""

    def __init__(self, made):
        self.made, self.window = made, Window(made)
        self.ask, self.until = self.window.ask, self.window.until

    def go_to(self, place):
        """Put the keyboard into a field, with nothing in it; return its rectangle."""
        self.ask("it.open('王𬱖')")
        self.until("not window.session.is_busy")
        where = self.ask(f"it.at({place})")
        self.until("it.ready()")
        wait_or_skip(lambda: self._is_on(place), "pinyin is on in this field")
        return where

    def _is_on(self, place):
        if self.made.run("fcitx5-remote") == "2":
            return True
        self.made.run("fcitx5-remote", "-o")
        self.ask(f"it.at({place})")
        return False

    def compose(self, letters):
        """Type pinyin, until the candidates are shown; return their rectangle."""
        before = self.made.windows()
        self.made.type(letters)
        return wait_for(
            lambda: next((r for n, r in self.made.windows().items() if n not in before), None),
            "candidates are shown",
        )


@pytest.fixture(scope="module", params=[1, 1.5], ids=["100 %", "150 %"])
def typist(request, tmp_path_factory):
    with desktop(tmp_path_factory.mktemp("fcitx"), request.param) as made:
        with_fcitx(made)
        yield Typist(made)


@pytest.fixture(autouse=True)
def nothing_half_typed(typist):
    yield
    for _ in range(3):  # ends composing, gives up what is typed, closes the dialog
        typist.made.press("Escape")
    typist.ask("[each.reject() for each in it.dialogs()]")
    typist.until("not it.dialogs() and not it.composing()")
    assert typist.ask("it.children()") == 6


def test_the_window_takes_the_road_over_the_portal(typist):
    assert typist.ask("road") == "portal"
    assert typist.ask("window.messages.texts()") == []


@pytest.mark.parametrize("place", PLACES)
def test_pinyin_arrives_as_characters(typist, place):
    typist.go_to(PLACES[place])
    typist.compose("nihao")
    typist.made.press("space")
    typist.until("'你好' in it.focused()")
    assert "nihao" not in typist.ask("it.focused()")


@pytest.mark.parametrize("place", PLACES)
def test_the_candidates_spare_the_field(typist, place):
    left, top, width, height = typist.go_to(PLACES[place])
    shown = typist.compose("ni")
    caret = typist.ask("it.caret()")
    spared = caret if place == "several lines" else [left, top, width, height]
    assert not overlap(shown, spared), (shown, spared)
    assert abs(shown[0] - caret[0]) <= 60 or shown[0] + shown[2] >= 1360, (shown, caret)
    assert left <= caret[0] <= left + width
    typist.made.press("Escape")


def overlap(one, other):
    (x, y, w, h), (left, top, width, height) = one, other
    # A pixel at the edge is what is lost between the pixels of Qt and those of the screen.
    return x < left + width and left < x + w and y + 1 < top + height and top + 1 < y + h


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", KEYS)
def test_a_key_while_composing_belongs_to_the_input_method(typist, place, key):
    typist.go_to(PLACES[place])
    before = state(typist, place)
    typist.compose("ni")
    typist.made.press(key)
    typist.made.press("n")  # once this one is there, the key before it has had its effect
    typist.until("'n' in it.focused() or it.composing().endswith('n')")
    assert state(typist, place) == before


def state(typist, place):
    """Return what a key could change: page and child, keyboard, dialogs, what is stored."""
    # The letters that Enter leaves in the search box are searched for: another child is shown.
    searching = place == "the search box"
    looked_at = (
        "it.shown().split()[0]" if searching else "it.shown()",
        "it.keyboard()",
        "len(it.dialogs())",
        "window.session.ledger.value('SELECT count(*) FROM revision')",
    )
    return [typist.ask(each) for each in looked_at]
