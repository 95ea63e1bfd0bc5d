"""An icon is drawn once for its colours, and anew when the colours change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from ledger_app.gui.kit import icons, theme


@pytest.fixture
def light(qapp):
    theme.apply_theme(qapp, dark=False)
    yield
    theme.apply_theme(qapp, dark=False)


def picture(icon):
    return icon.pixmap(QSize(16, 16)).toImage()


@pytest.mark.usefixtures("light")
def test_the_same_icon_is_drawn_once_and_another_colour_is_another_one():
    assert icons.icon("search").cacheKey() == icons.icon("search").cacheKey()
    assert picture(icons.icon("search")) != picture(icons.icon("search", "danger"))
    assert picture(icons.icon("search")) != picture(icons.icon("school"))
    assert icons.icon("nothing like it").isNull()


@pytest.mark.usefixtures("light")
def test_a_button_follows_from_light_to_dark_and_back(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "search")
    before = picture(button.icon())
    theme.apply_theme(qapp, dark=True)
    assert picture(button.icon()) == picture(icons.icon("search")) != before
    theme.apply_theme(qapp, dark=False)
    assert picture(button.icon()) == before
