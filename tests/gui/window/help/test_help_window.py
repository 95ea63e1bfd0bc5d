"""The help is gone through by keyboard: to fields, back again, and to what is looked for."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ledger_app import paths
from ledger_app.actions.code_book.lines import field_lines
from ledger_app.gui.window.help import help_pages
from ledger_app.gui.window.help.help_window import PICTURE_WIDTH, PLACE, HelpWindow
from tests.gui.frame import IGNORED
from tests.gui.pictures.help_scenes import HELP_SCENES

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def shown(qtbot):
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show_topic("start")
    return made


def places(shown):
    return [shown.list.item(at).data(PLACE) for at in range(shown.list.count())]


def follow(shown, link):
    shown._text.anchorClicked.emit(QUrl(link))


def test_from_all_fields_to_one_and_back_by_alt_left(shown):
    shown.show_topic("fields")
    follow(shown, "contact")
    follow(shown, "contact.mode")
    assert shown.topic() == "fields/contact.mode"
    assert "联系" in shown.text()
    for before in ("fields/contact", "fields", "start"):
        QTest.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert shown.topic() == before


def test_every_link_on_the_pages_of_fields_leads_somewhere():
    tables = {line.table.key for line in field_lines()}
    for key in tables:
        assert help_pages.text_of(f"fields/{key}"), key
    for line in field_lines():
        place = help_pages.target(f"{line.table.key}.{line.field.key}")
        assert help_pages.text_of(place).startswith("# "), place


@pytest.mark.parametrize(
    ("sought", "place"),
    [
        ("监护人电话", "fields/student.guardian_phone"),  # the name of a field
        ("打汉字", "typing"),  # a title
        ("互相矛盾", "students#互相矛盾"),  # a heading
        ("扫码枪", "handoff"),  # in the text only
    ],
)
def test_what_is_looked_for_is_listed(shown, sought, place):
    shown.sought.setText(sought)
    assert place in places(shown)


def test_an_other_heading_of_a_workbook_leads_to_the_field(shown):
    line = next(each for each in field_lines() if each.field.aliases)
    shown.sought.setText(line.field.aliases[0])
    assert f"fields/{line.table.key}.{line.field.key}" in places(shown)


def test_the_search_is_done_by_keyboard(shown):
    QTest.keyClick(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.focusWidget() is shown.sought
    QTest.keyClicks(shown.sought, "F9")
    assert shown.topic() == places(shown)[0]
    QTest.keyClick(shown.sought, Qt.Key.Key_Down)
    assert shown.focusWidget() is shown.list
    first = shown.topic()
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    assert shown.topic() == places(shown)[1] != first
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert (shown.sought.text(), shown.isVisible()) == ("", True)
    assert places(shown) == [topic for topic, _ in help_pages.pages()] + ["fields"]


def test_what_is_nowhere_is_said_so(shown):
    shown.sought.setText("zzzz")
    assert shown.list.item(0).text() == "没有找到"


def test_a_heading_is_scrolled_to(shown):
    shown.show_topic("students#互相矛盾")
    assert shown._text.verticalScrollBar().value() > 0


def test_every_picture_of_the_help_is_there_and_fits_beside_the_list(shown):
    folder = paths.resources() / "help"
    named = {
        name
        for topic, _ in help_pages.pages()
        for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", help_pages.text_of(topic))
    }
    assert named == {f"pictures/{each.name}" for each in (folder / "pictures").iterdir()}
    assert named == {f"pictures/{each}.png" for each in HELP_SCENES}  # each is drawn anew
    for name in named:
        kind = QTextDocument.ResourceType.ImageResource.value
        picture = shown._text.loadResource(kind, QUrl(name))
        assert 300 < picture.deviceIndependentSize().width() <= PICTURE_WIDTH
    shown.show_topic("today")
    assert shown._text.horizontalScrollBar().maximum() == 0


def test_closed_once_it_comes_again_before_a_dialog(qtbot):
    """A dialog over the main window locks out whatever belongs to that for Qt."""
    main = QWidget()
    qtbot.addWidget(main)
    main.show()
    made = HelpWindow(main)
    for _ in range(2):
        made.show_topic("start")
        assert made.windowHandle().transientParent() is None
        made.close()
