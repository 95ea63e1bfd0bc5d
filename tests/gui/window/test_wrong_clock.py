"""A clock far off stands in a line that stays, until somebody says that it is right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QPushButton

from ledger_app.actions.today import clock_watch
from tests.gui.frame import wait_free
from tests.ledgers import Clock, open_again


def test_a_line_stays_until_somebody_has_looked_at_the_clock(qtbot, window, path):
    window.leaving.close_ledger()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=10_000)
    window.opening.take(open_again(path, Clock(datetime(1970, 1, 1, 8))))
    wait_free(qtbot, window)
    (line,) = [text for text in window.messages.texts() if "时钟慢了" in text]
    assert "1970-01-01" in line
    button = next(
        each for each in window.messages.findChildren(QPushButton) if each.text() == "时钟没错"
    )
    button.click()
    assert not any("时钟慢了" in text for text in window.messages.texts())
    assert clock_watch.problem(window.session.ledger) == ""
