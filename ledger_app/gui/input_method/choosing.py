"""Choose the road to the desktop's input method, before the application is made.

UOS, Kylin and Deepin ask for fcitx, and PySide6's wheel brings no plugin for it: letters would
arrive, and not one character. fcitx 5 also speaks ibus, for which there is a plugin, but only over
the portal of the session bus: that road is taken where it is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, MutableMapping
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader

from ledger_app.gui.input_method import session_bus

PORTAL = "org.freedesktop.portal.IBus"
FCITX, IBUS, WAYLAND = "fcitx", "ibus", "wayland"
# What else Qt 6 may be told: XIM it no longer has, and nothing told is nothing wanted.
_NOBODYS = ("", "xim")


class Road(StrEnum):
    """How characters reach the window."""

    USUAL = "usual"  # as Qt does by itself: fcitx is not asked for
    PLUGIN = "plugin"  # fcitx is asked for, and somebody has installed a plugin of it
    PORTAL = "portal"  # fcitx is asked for and reached as ibus over the session bus
    NONE = "none"  # fcitx is asked for and cannot be reached: fcitx 4, or it does not run


def road(environment: Mapping[str, str]) -> Road:
    """Return the road from this environment; nothing is changed."""
    if not _asks_for_fcitx(environment):
        return Road.USUAL
    if _has_plugin(environment):
        return Road.PLUGIN
    return Road.PORTAL if session_bus.has_owner(PORTAL, environment) else Road.NONE


def prepare(environment: MutableMapping[str, str]) -> Road:
    """Take the road: tell Qt by the environment, which it reads when the application is made."""
    found = road(environment)
    if found is Road.PORTAL:
        environment.update(IBUS_USE_PORTAL="1", QT_IM_MODULE=IBUS)
        if told := environment.get("QT_IM_MODULES"):  # goes before the other, and is a list
            named = [IBUS if _is_fcitx(each) else each for each in _parts(told)]
            environment["QT_IM_MODULES"] = ";".join(dict.fromkeys((*named, IBUS)))
    return found


def _asks_for_fcitx(environment: Mapping[str, str]) -> bool:
    told = _parts(environment.get("QT_IM_MODULES", "")) or [environment.get("QT_IM_MODULE", "")]
    on_wayland = _on_wayland(environment)
    own = [each for each in told if each.lower() != WAYLAND or on_wayland] or [""]
    if any(_is_fcitx(each) for each in own):
        return True
    if any(each.lower() not in (*_NOBODYS, IBUS) for each in own):
        return False  # somebody's own wish for Qt alone: compose, a keyboard on the screen
    if own == [""] and on_wayland:
        return False  # there the desktop itself hands characters on when Qt is told nothing
    return any(_is_fcitx(environment.get(name, "")) for name in ("XMODIFIERS", "GTK_IM_MODULE"))


def _parts(told: str) -> list[str]:
    return [each for each in told.split(";") if each]


def _is_fcitx(told: str) -> bool:
    return FCITX in told.lower()  # fcitx, fcitx5, @im=fcitx


def _on_wayland(environment: Mapping[str, str]) -> bool:
    told = environment.get("QT_QPA_PLATFORM", "")
    return told.startswith(WAYLAND) or (not told and bool(environment.get("WAYLAND_DISPLAY")))


def _has_plugin(environment: Mapping[str, str]) -> bool:
    """Tell whether a plugin for fcitx lies where Qt looks, and fits this Qt."""
    return any(QPluginLoader(str(path)).load() for path in _plugins(environment))


def _plugins(environment: Mapping[str, str]) -> Iterator[Path]:
    own = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    for folder in (own, *environment.get("QT_PLUGIN_PATH", "").split(os.pathsep)):
        if folder:
            yield from sorted(Path(folder, "platforminputcontexts").glob(f"*{FCITX}*"))
