"""A wheel turned with a real mouse: the page scrolls, the box under the mouse stays as it is."""

from __future__ import annotations

import pytest

from tests.gui.input_method.desktop import Window, desktop, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "installed")


def test_the_page_scrolls_past_closed_boxes(tmp_path):
    with desktop(tmp_path) as made:
        window = Window(made)
        values = "[it.combo.currentIndex(), it.number.value()]"
        for left, top, width, height in window.ask("it.boxes()"):
            before = window.ask("[it.bar.setValue(0), it.bar.value()]")[1]
            made.run("xdotool", "mousemove", str(left + width // 2), str(top + height // 2))
            made.run("xdotool", "click", "5")
            window.until(f"it.bar.value() > {before}")
            assert window.ask(values) == [0, 5]
