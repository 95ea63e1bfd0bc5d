"""What one test shows is gone when the next one begins."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ledger_app.gui.window.main_window import MainWindow
from tests.gui.frame import IGNORED, make_window

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_no_window_of_another_test_is_left(qtbot, turn):
    left = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
    assert left == []
    make_window(qtbot)
