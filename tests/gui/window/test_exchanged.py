"""Another file lies under the open window: it says so, and saves beside what is open."""

from __future__ import annotations

import os
import shutil

import pytest
from PySide6.QtWidgets import QPushButton

from ledger_app.actions import edit_file
from tests.gui.frame import wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="Windows lets nobody put a file over an open one like this"
)


@pytest.fixture
def exchanged(window, path):
    """Return the window after an older copy of its ledger was put over it."""
    older = shutil.copyfile(path, path.with_name("早.copy"))
    window.session.act(edit_file.add_student, {"name": "后来"})
    older.replace(path)
    return window


def said(window) -> str:
    return "".join(shown.accessibleName() for shown in window.messages._shown)


def beside(path):
    return list(path.parent.glob("*.另存-*.ledger"))


def test_the_window_says_what_lies_there_and_saves_beside_what_is_open(qtbot, exchanged, path):
    window = exchanged
    assert not window.session.act(edit_file.add_student, {"name": "再后来"})
    assert "被另一个文件换掉了" in said(window)
    assert "现在那里是" in said(window)
    (button,) = [
        each for each in window.messages.findChildren(QPushButton) if "另存" in each.text()
    ]
    button.click()
    wait_free(qtbot, window)
    assert "已另存为" in said(window)
    assert len(beside(path)) == 1


def test_a_quiet_save_says_it_too(exchanged):
    assert not exchanged.session.act(edit_file.add_student, {"name": "再后来"}, quiet=True)
    assert "被另一个文件换掉了" in said(exchanged)


def test_closing_keeps_what_was_open_and_says_where(qtbot, exchanged, path):
    exchanged.leaving.close_ledger()
    wait_free(qtbot, exchanged)
    qtbot.waitUntil(lambda: not exchanged.session.is_open, timeout=10_000)
    assert len(beside(path)) == 1
    assert str(beside(path)[0]) in said(exchanged)


def test_what_is_half_typed_stays_in_its_field_while_what_was_kept_is_saved_beside(
    qtbot, exchanged, path, ids
):
    window = exchanged
    window.pages.show_page("students")
    pane(window).reload()
    form = pane(window).tab("student").kept_form().form
    form.editor("hamlet").put_typed("3组半")
    window.pages.commit_pending()
    assert "被另一个文件换掉了" in said(window)
    assert form.editor("hamlet").typed() == "3组半"
    window.save_beside()
    wait_free(qtbot, window)
    assert form.editor("hamlet").typed() == "3组半"
    assert len(beside(path)) == 1
