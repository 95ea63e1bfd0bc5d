"""The window keeps a copy on another disk, and says what would be lost without it."""

from __future__ import annotations

import shutil
import threading

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from ledger_app.actions import copy_elsewhere, edit_file
from ledger_app.gui.copies import second_copy
from ledger_app.gui.page import Ask
from tests.gui.frame import IGNORED, wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
LONG = 10_000


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture(autouse=True)
def counted_at_once(monkeypatch):
    monkeypatch.setattr(second_copy, "SOON", 1)


def copies(stick):
    return sorted(stick.rglob("*.ledger"))


def settled(qtbot, window):
    wait_free(qtbot, window)
    qtbot.waitUntil(lambda: not window.second_copy.is_copying, timeout=LONG)


def says(qtbot, window, text):
    qtbot.waitUntil(lambda: text in window.status.elsewhere(), timeout=LONG)


def name_disk(qtbot, window, monkeypatch, stick):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    window.window_actions["backup_disk"].trigger()
    settled(qtbot, window)


def change(window):
    window.session.act(edit_file.add_student, {"name": "新来的"})


def test_without_a_disk_the_foot_says_that_nothing_is_elsewhere(qtbot, window):
    says(qtbot, window, "处修改，程序还没有拷到别处")
    assert "备份盘" in window.status._elsewhere.toolTip()


def test_a_named_disk_gets_each_backup_and_the_foot_says_so(qtbot, window, stick, monkeypatch):
    name_disk(qtbot, window, monkeypatch, stick)
    change(window)
    window.back_up_now()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: len(copies(stick)) >= 1, timeout=LONG)
    says(qtbot, window, "都已拷到")
    change(window)
    says(qtbot, window, "1 处修改，上次拷到")


def test_naming_a_disk_copies_what_is_there_without_being_asked(qtbot, window, stick, monkeypatch):
    change(window)
    assert copies(stick) == []
    name_disk(qtbot, window, monkeypatch, stick)
    qtbot.waitUntil(lambda: len(copies(stick)) == 1, timeout=LONG)
    assert any("同一块盘" in text for text in window.messages.texts())


def test_a_disk_that_comes_later_gets_it_then(qtbot, window, stick, monkeypatch):
    name_disk(qtbot, window, monkeypatch, stick)
    qtbot.waitUntil(lambda: len(copies(stick)) == 1, timeout=LONG)
    away = stick.with_name("拔出")
    stick.rename(away)
    change(window)
    window.back_up_now()
    settled(qtbot, window)
    says(qtbot, window, "没有插上")
    assert not any("没有插上" in text for text in window.messages.texts())  # the foot is enough
    away.rename(stick)
    window.second_copy.look_for_disk()
    qtbot.waitUntil(lambda: len(copies(stick)) == 2, timeout=LONG)
    says(qtbot, window, "都已拷到")
    assert "没有插上" not in window.status.elsewhere()


def test_the_window_does_not_wait_for_a_slow_disk(qtbot, window, stick, monkeypatch):
    name_disk(qtbot, window, monkeypatch, stick)
    qtbot.waitUntil(lambda: len(copies(stick)) == 1, timeout=LONG)
    real, gate = copy_elsewhere.copy, threading.Event()

    def slowly(*given):
        assert gate.wait(20)
        return real(*given)

    monkeypatch.setattr(copy_elsewhere, "copy", slowly)
    change(window)
    window.back_up_now()
    wait_free(qtbot, window)
    qtbot.waitUntil(lambda: window.second_copy.is_copying, timeout=LONG)
    assert window.session.act(edit_file.add_student, {"name": "同时"})
    assert not window.session.is_busy
    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=LONG)
    assert window.second_copy.is_copying  # the lock does not wait either
    gate.set()
    settled(qtbot, window)
    assert [each.name.split(".")[-2] for each in copies(stick)] == ["hour", "hand", "close"]


def test_closing_waits_for_the_copy_and_one_may_not_want_to(qtbot, window, stick, monkeypatch):
    name_disk(qtbot, window, monkeypatch, stick)
    qtbot.waitUntil(lambda: len(copies(stick)) == 1, timeout=LONG)
    change(window)
    window.leaving.close_ledger()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=LONG)
    assert len(copies(stick)) == 2
    assert not window.second_copy.is_copying


def test_not_waiting_closes_and_leaves_nothing_half(qtbot, window, stick, monkeypatch):
    name_disk(qtbot, window, monkeypatch, stick)
    qtbot.waitUntil(lambda: len(copies(stick)) == 1, timeout=LONG)
    real = copy_elsewhere.copy

    def for_ever(task, goes_on):
        while goes_on():
            pass
        return real(task, goes_on)

    monkeypatch.setattr(copy_elsewhere, "copy", for_ever)
    change(window)
    window.leaving.close_ledger()
    qtbot.waitUntil(
        lambda: any("拷完就关闭" in text for text in window.messages.texts()), timeout=LONG
    )
    assert window.session.is_open
    window.second_copy.stop()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=LONG)
    assert [each.name for each in stick.rglob("*") if each.is_file()] == [copies(stick)[0].name]


def test_the_disk_is_changed_and_taken_back_from_the_menu(qtbot, window, stick, monkeypatch):
    name_disk(qtbot, window, monkeypatch, stick)
    qtbot.waitUntil(lambda: len(copies(stick)) == 1, timeout=LONG)
    settled(qtbot, window)
    window.window_actions["backup_disk"].trigger()
    (box,) = window.findChildren(QMessageBox)
    assert str(stick) in box.text()
    next(each for each in box.buttons() if each.text() == "不再拷").click()
    assert copy_elsewhere.place(window.session.ledger) is None
    shutil.rmtree(stick)
    window.pages.show_page("settings")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    window._answer(Ask.BACKUP_DISK)
    assert any("没有文件夹" in text for text in window.messages.texts())
    assert pane(window) is not None


def test_the_foot_of_a_narrow_window_stays_narrow(qtbot, window):
    says(qtbot, window, "处修改")
    window.status.show_elsewhere("很长的一句话" * 40, "")
    assert window.minimumSizeHint().width() <= 1366
    assert window.status.minimumSizeHint().width() < 700
