"""A desktop that asks for ibus stays as it was: its own plugin, its own daemon."""

from __future__ import annotations

import pytest

from tests.gui.input_method.desktop import Window, desktop, missing, wait_for, wait_or_skip

ENGINE = "/usr/share/ibus/component/libpinyin.xml"
WHY_NOT = missing("ibus-daemon", "ibus", ENGINE)
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def test_pinyin_arrives_as_characters(tmp_path):
    with desktop(tmp_path) as made:
        made.environment |= {
            "QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus", "GTK_IM_MODULE": "ibus",
            "GSETTINGS_BACKEND": "memory",
        }  # fmt: skip
        made.start("ibus-daemon", "--panel", "disable")
        wait_for(lambda: "libpinyin" in made.run("ibus", "list-engine"), "ibus answers")
        window = Window(made)
        assert window.ask("road") == "usual"
        window.ask("it.at(it.search())")
        window.until("it.ready()")
        wait_for(lambda: made.run("ibus", "engine", "libpinyin") or _is_on(made), "pinyin is on")
        wait_or_skip(lambda: _composes(made, window), "ibus has the keyboard")
        made.press("space")
        window.until("it.focused() == '你好'")


def _composes(made, window):
    """Type until the engine has the keyboard: on a busy machine it says that it is on before."""
    made.run("ibus", "engine", "libpinyin")
    window.ask("it.at(it.search())")
    window.ask("it.search().clear()")
    made.type("nihao")
    made.run("sleep", "1")
    return window.ask("it.composing()")


def _is_on(made):
    return made.run("ibus", "engine") == "libpinyin"
