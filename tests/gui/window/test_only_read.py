"""A ledger that can only be read opens in the window with a line that says so, and stays as is."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, show_student
from tests.faults.disks import SmallDisk
from tests.gui.frame import IGNORED, copy_of, wait_free
from tests.gui.real_window import at_child, editor, half_type

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def disk(tmp_path):
    (tmp_path / "盘").mkdir()
    made = SmallDisk(tmp_path / "盘")
    yield made
    made.close()


@pytest.fixture
def reading(qtbot, disk, children_file, ids):
    path = copy_of(children_file[0], disk.folder)
    disk.make_read_only()
    return at_child(qtbot, path, ids["王𬱖"])


def test_it_opens_and_says_so(qtbot, reading):
    wait_free(qtbot, reading)
    assert any("只读打开" in text for text in reading.messages.texts())
    reading.day_watch.begin_day()
    wait_free(qtbot, reading)
    assert [text for text in reading.messages.texts() if "备份" in text] == []


def test_what_is_typed_is_refused_with_the_reason_and_stays_on_the_screen(qtbot, reading):
    typed = half_type(reading, "remark", "搬到镇上")
    typed.commit()
    wait_free(qtbot, reading)
    assert any("没有权限写" in text for text in reading.messages.texts())
    assert editor(reading, "remark").entry().toPlainText() == "搬到镇上"
    assert not reading.session.act(edit_file.add_student, {"name": "新来的"})


def test_a_look_at_full_numbers_says_that_it_is_not_logged(qtbot, reading, ids):
    assert reading.session.act(show_student.log_reveal, ids["王𬱖"])
    assert any("没有记进审计记录" in text for text in reading.messages.texts())


def test_it_can_be_closed(qtbot, reading):
    reading.leaving.close_ledger()
    qtbot.waitUntil(lambda: not reading.session.is_open, timeout=10_000)
