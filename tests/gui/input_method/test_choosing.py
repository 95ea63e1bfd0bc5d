"""Which road to the input method is taken, from what the desktop says."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ledger_app.gui.input_method import choosing, session_bus
from ledger_app.gui.input_method.choosing import Road, prepare
from ledger_app.gui.kit import user_settings
from ledger_app.gui.window import main
from ledger_app.gui.window.help import help_window
from tests.gui.frame import IGNORED, make_window

FCITX = {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx", "GTK_IM_MODULE": "fcitx"}
TAKEN = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}


@pytest.fixture(autouse=True)
def portal(monkeypatch):
    """Let the portal be there, and note who is asked for."""
    asked = []

    def there(name, _environment):
        asked.append(name)
        return True

    monkeypatch.setattr(session_bus, "has_owner", there)
    return asked


def no_portal(monkeypatch):
    monkeypatch.setattr(session_bus, "has_owner", lambda *_: False)


@pytest.mark.parametrize(
    "told",
    [
        FCITX,
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"QT_IM_MODULE": "Fcitx"},
        {"XMODIFIERS": "@im=fcitx"},
        {"XMODIFIERS": "@im=fcitx5"},
        {"GTK_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "fcitx", **WAYLAND},
        {"QT_IM_MODULES": "wayland", "XMODIFIERS": "@im=fcitx"},
        {"XMODIFIERS": "@im=fcitx", **WAYLAND, "QT_QPA_PLATFORM": "xcb"},
    ],
)
def test_where_fcitx_is_asked_for_the_portal_is_taken(told):
    environment = dict(told)
    assert prepare(environment) is Road.PORTAL
    assert environment.items() >= TAKEN.items()


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("wayland;fcitx", "wayland;ibus"),
        ("fcitx;ibus", "ibus"),
        ("wayland;fcitx5;compose", "wayland;ibus;compose"),
        ("ibus", "ibus"),
    ],
)
def test_a_list_of_input_methods_keeps_its_order(told, taken):
    environment = {"QT_IM_MODULES": told, "XMODIFIERS": "@im=fcitx"}
    assert prepare(environment) is Road.PORTAL
    assert environment["QT_IM_MODULES"] == taken


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus", "GTK_IM_MODULE": "ibus"},
        {"XMODIFIERS": "@im=none"},
        {"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "qtvirtualkeyboard", "GTK_IM_MODULE": "fcitx"},
        {"QT_IM_MODULES": "wayland", "XMODIFIERS": "@im=fcitx", **WAYLAND},
        {"XMODIFIERS": "@im=fcitx", **WAYLAND},
        {"GTK_IM_MODULE": "fcitx", "QT_QPA_PLATFORM": "wayland-egl"},
    ],
)
def test_other_desktops_stay_as_they_are_and_the_bus_is_not_asked(told, portal):
    environment = dict(told)
    assert prepare(environment) is Road.USUAL
    assert environment == told
    assert portal == []


def test_without_the_portal_nothing_is_changed(monkeypatch):
    no_portal(monkeypatch)
    environment = dict(FCITX)
    assert prepare(environment) is Road.NONE
    assert environment == FCITX


@pytest.mark.parametrize("fits", [True, False])
def test_a_plugin_somebody_installed_is_respected_if_it_fits_this_qt(tmp_path, monkeypatch, fits):
    folder = tmp_path / "platforminputcontexts"
    folder.mkdir()
    (folder / "libfcitx5platforminputcontextplugin.so").write_bytes(b"for another Qt")
    if fits:
        monkeypatch.setattr(choosing.QPluginLoader, "load", lambda _loader: True)
    environment = FCITX | {"QT_PLUGIN_PATH": f"/nowhere:{tmp_path}"}
    assert prepare(environment) is (Road.PLUGIN if fits else Road.PORTAL)
    assert (environment["QT_IM_MODULE"] == "fcitx") is fits


pytest_log = pytest.mark.qt_log_ignore(*IGNORED)


@pytest_log
def test_the_window_says_once_how_characters_get_in_all_the_same(qtbot):
    window = make_window(qtbot)
    main.say_road(window, Road.NONE)
    assert ["打不出汉字" in text for text in window.messages.texts()] == [True]
    button = next(b for b in window.messages.findChildren(QPushButton) if b.text() == "看帮助")
    button.click()
    assert window.findChild(help_window.HelpWindow).topic() == "typing"
    window.findChild(help_window.HelpWindow).close()
    window.messages.clear()
    main.say_road(window, Road.NONE)
    assert window.messages.texts() == []


@pytest_log
def test_it_is_said_again_when_it_had_worked_in_between(qtbot):
    window = make_window(qtbot)
    for road in (Road.NONE, Road.PORTAL, Road.NONE):
        window.messages.clear()
        main.say_road(window, road)
    assert len(window.messages.texts()) == 1
    assert not user_settings.first_time("no_input_method", True)


@pytest.mark.parametrize("road", [Road.USUAL, Road.PLUGIN, Road.PORTAL])
@pytest_log
def test_where_it_works_nothing_is_said(qtbot, road):
    window = make_window(qtbot)
    main.say_road(window, road)
    assert window.messages.texts() == []
