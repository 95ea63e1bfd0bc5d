"""Help, menus and tips name one key for one thing, and the key does it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from ledger_app import paths
from ledger_app.catalogue import CHILD_TABLES
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
HELP = paths.resources() / "help"
ARROWS = str.maketrans({"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"})
# What fields, lists and Qt's menus do with keys that no action has.
OF_FIELDS = {
    "Enter", "Tab", "Down", "Up", "Esc", "Alt+Down", "F4", "Ctrl+D", "Delete", "Space",
    "Shift+F10", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Space", "Alt+F", "Alt+R", "Ctrl",
    "Shift",
    "F2", "Ctrl+B", "Alt+Left",  # of the short form of a contact, the desk of differences, help
}  # fmt: skip
NAMES = {
    "Insert": "Ins", "Ctrl+Shift+Enter": "Ctrl+Shift+Return", "Ctrl+Enter": "Ctrl+Return",
    "Shift+Enter": "Shift+Return",
}  # fmt: skip


def named_keys(text):
    """Return every key that a help page names between backticks, as Qt writes it."""
    keys = [each.translate(ARROWS) for each in re.findall(r"`([^`]+)`", text)]
    shaped = r"(Ctrl|Alt|Shift|F\d+|Insert|Delete|Enter|Tab|Esc|Up|Down)(\+\S+)*"
    return [NAMES.get(each, each) for each in keys if re.fullmatch(shaped, each)]


def actions_by_key(window):
    found = {}
    pages = [window.pages.page(key).page_actions() for key in window.pages.names()]
    for action in (*window.window_actions._actions.values(), *(a for page in pages for a in page)):
        for key in action.shortcuts():
            found.setdefault(key.toString(), []).append(action)
    return found


def keys_on_pages(window):
    """Return the keys that stand on a page itself: of its shortcuts and its buttons."""
    for table in CHILD_TABLES:
        window.pages.page("students").pane.show_tab(table.key)  # made when it is first shown
    begun = NewFileDialog(window.session, window)
    shortcuts = [each.key() for each in window.findChildren(QShortcut)]
    begun.deleteLater()
    buttons = [each.shortcut() for each in window.findChildren(QAbstractButton)]
    return {key.toString() for key in (*shortcuts, *buttons)}


@pytest.fixture(scope="module")
def known(one_window):
    """Return every key that does something: of an action, a field or a page."""
    return set(actions_by_key(one_window)) | OF_FIELDS | keys_on_pages(one_window)


@pytest.mark.parametrize("page", sorted(each.stem for each in HELP.glob("*.md")))
def test_every_key_that_help_names_is_there(known, page):
    for key in named_keys((HELP / f"{page}.md").read_text(encoding="utf-8")):
        assert key in known or key in ("Ctrl+Shift+S", "Ctrl+PgUp", "Ctrl+PgDown"), (page, key)


# What a row of the table of keys says, and the action that it means.
SAID = {
    "Ctrl+Down": "next", "Ctrl+Up": "previous", "Ctrl+J": "log", "Ins": "new_here",
    "F6": "open_alike", "Ctrl+N": "new_student", "Ctrl+F": "find", "Ctrl+PgDown": "next_tab",
    "Ctrl+PgUp": "previous_tab", "Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+L": "lock",
    "Ctrl+H": "revisions", "Ctrl+I": "import", "Ctrl+R": "returned", "Ctrl+G": "postpone",
    "Ctrl+K": "impossible", "Ctrl+V": "paste_list",
}  # fmt: skip
SAME_THING = {"open_student": "open_alike"}  # a file that is named here is opened


@pytest.mark.parametrize("key", SAID)
def test_a_key_means_one_thing_in_help_and_menu(one_window, key):
    meant = {each.entry.key for each in actions_by_key(one_window)[key]}
    assert {SAME_THING.get(each, each) for each in meant} == {SAID[key]}
    assert key in named_keys((HELP / "keys.md").read_text(encoding="utf-8"))


def test_alt_down_is_no_action_and_opens_a_list_wherever_it_is_named(one_window):
    assert not {"Alt+Down", "Alt+Up"} & set(actions_by_key(one_window))
    for page in HELP.glob("*.md"):
        for line in page.read_text(encoding="utf-8").splitlines():
            if "Alt+↓" in line:
                assert "列表" in line or "可选" in line, (page.name, line)
            if "Ctrl+↓" in line:
                assert "下一个学生" in line, (page.name, line)


def test_a_tip_names_the_key_of_what_it_does(one_window):
    one_window.pages.show_page("students")
    keys = actions_by_key(one_window)
    for widget in one_window.findChildren(QWidget):
        for key in re.findall(r"Ctrl\+[A-Z0-9]\b|F\d+\b|Alt\+[↑↓]", widget.toolTip()):
            plain = QKeySequence(key.translate(ARROWS)).toString()
            if plain == "Alt+Down":
                assert "列表" in widget.toolTip() or "日历" in widget.toolTip()
            elif plain != "Ctrl+D":
                assert plain in keys, widget.toolTip()
