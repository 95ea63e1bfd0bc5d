"""The first opening after the migration says calmly what is to be done."""

import shutil

import pytest

from ledger_app.gui.window.main_window import MainWindow
from tests.actions.today.test_first_look import RELEASED
from tests.gui.frame import IGNORED, enter, let_go, wait_free

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


def test_the_window_says_how_many_are_not_verified_until_it_is_read(qtbot, tmp_path):
    path = tmp_path / RELEASED.name
    shutil.copyfile(RELEASED, path)
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.show()
    enter(window, path)
    window.day_watch.begin_day()
    wait_free(qtbot, window)
    said = [text for text in window.messages.texts() if "本学期还没有核实" in text]
    assert len(said) == 1
    assert "登记报到" in said[0]
    window.day_watch.begin_day()
    wait_free(qtbot, window)
    assert [text for text in window.messages.texts() if "本学期还没有核实" in text] == said
