"""帮助 › 自检: the page of a run of its own, copied or saved; the window goes on meanwhile."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ledger_app import paths
from ledger_app.gui.entry.self_check import SelfCheckDialog
from tests.gui.frame import IGNORED, make_window

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


def checked(qtbot, monkeypatch, code):
    """Return the dialog after a run that was this code."""
    monkeypatch.setattr(paths, "own_command", lambda: [sys.executable, "-c", code])
    dialog = SelfCheckDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.run()
    qtbot.waitUntil(dialog._bar.isHidden, timeout=30_000)
    return dialog


def test_its_page_is_shown_copied_and_saved_for_any_editor(qtbot, monkeypatch, tmp_path):
    dialog = checked(qtbot, monkeypatch, "print('〔好〕版本：3.11\\n共查 1 项')")
    assert dialog.said.text() == "这台电脑可以用。"
    dialog._copy.click()
    assert QGuiApplication.clipboard().text().startswith("〔好〕版本")
    dialog.save_to(tmp_path / "自检.txt")
    assert (tmp_path / "自检.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "\r\n共查" in (tmp_path / "自检.txt").read_bytes().decode("utf-8-sig")
    dialog.save_to(tmp_path / "没有" / "自检.txt")
    assert "写不进" in dialog.said.text()


def test_what_is_wrong_is_said_above_the_page(qtbot, monkeypatch):
    dialog = checked(qtbot, monkeypatch, "print('〔不行〕字体'); raise SystemExit(1)")
    assert "有不行的地方" in dialog.said.text()
    assert "字体" in dialog.page.toPlainText()


@pytest.mark.parametrize("command", [["/no/such/python"], [sys.executable, "-c", "import no_such"]])
def test_a_check_that_cannot_be_made_says_how_else(qtbot, monkeypatch, command):
    monkeypatch.setattr(paths, "own_command", lambda: command)
    dialog = SelfCheckDialog()
    qtbot.addWidget(dialog)
    dialog.run()
    qtbot.waitUntil(lambda: "start.py selfcheck" in dialog.said.text(), timeout=30_000)
    assert not dialog._copy.isEnabled()


def test_closing_it_ends_the_run(qtbot, monkeypatch):
    monkeypatch.setattr(
        paths, "own_command", lambda: [sys.executable, "-c", "import time; time.sleep(600)"]
    )
    dialog = SelfCheckDialog()
    qtbot.addWidget(dialog)
    dialog.run()
    qtbot.waitUntil(lambda: dialog._run.processId() > 0, timeout=30_000)
    dialog.reject()
    assert dialog._run.state() == dialog._run.ProcessState.NotRunning


def test_it_is_in_the_help_menu_without_a_ledger(qtbot, monkeypatch):
    monkeypatch.setattr(paths, "own_command", lambda: [sys.executable, "-c", "print('页')"])
    window = make_window(qtbot)
    window.window_actions["self_check"].trigger()
    (dialog,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, SelfCheckDialog)
    ]
    qtbot.waitUntil(lambda: dialog.page.toPlainText().strip() == "页", timeout=30_000)
    dialog.accept()
