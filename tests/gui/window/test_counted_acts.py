"""An act counts only if it came to its end: a key that does nothing any more is cheap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from ledger_app.bench.keys.acts import ACTS
from ledger_app.bench.keys.counting import counted
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
CHANGE = ACTS[-1]


def test_an_act_that_is_done_costs_its_keys(qtbot, tmp_path):
    assert counted(QApplication.instance(), tmp_path / "done", CHANGE) == 3


def test_one_that_stops_half_way_costs_nothing_that_could_be_shown(qtbot, tmp_path):
    def half(_window, keys):
        keys.press("Ctrl+F").write("陈小丙")

    planted = replace(CHANGE, do=half)
    assert counted(QApplication.instance(), tmp_path / "half", planted) is None
