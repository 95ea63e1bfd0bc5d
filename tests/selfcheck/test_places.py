"""Whether a ledger can live in a folder: a disk that cannot lock, write or hold it is told."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.files.synchronised import service_of
from ledger_app.gui.kit import remembered
from ledger_app.selfcheck import places
from ledger_app.selfcheck.findings import State


@pytest.fixture
def folder(tmp_path):
    """Return the folder where this clerk's ledger lies."""
    before = remembered.recall("window")
    remembered.keep(
        "window", {"recent": [str(tmp_path / "没有了" / "a.ledger"), str(tmp_path / "b.ledger")]}
    )
    yield tmp_path
    remembered.keep("window", before)


def told(topic):
    return [each for each in places.findings() if each.topic == topic]


def test_it_tries_where_the_last_ledger_lies_that_is_still_there(folder):
    assert places.clerks_folder()[0] == folder
    assert all(each.state is State.GOOD for each in places.findings() if each.topic != "空间")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("how", ["opened", "WrongPassword", ""])
def test_a_disk_that_does_not_lock_is_told(folder, monkeypatch, how):
    answer = SimpleNamespace(stdout=how.encode(), returncode=0)
    monkeypatch.setattr(places.subprocess, "run", lambda *_, **__: answer)
    (found,) = told("上锁")
    assert found.state is State.BAD


def test_a_folder_that_cannot_be_written_is_told_and_the_rest_is_looked_at(folder, monkeypatch):
    def refused(*_):
        raise LedgerError(f"没有权限写“{folder}”。")

    monkeypatch.setattr(places, "write", refused)
    (found,) = told("写文件")
    assert found.state is State.BAD
    assert str(folder) not in found.text
    assert told("空间")


@pytest.mark.parametrize(
    ("free", "state"), [(50, State.BAD), (500, State.NOTE), (9000, State.GOOD)]
)
def test_a_disk_that_is_nearly_full_is_told(folder, monkeypatch, free, state):
    monkeypatch.setattr(
        places.shutil, "disk_usage", lambda _: SimpleNamespace(free=free * 1_000_000)
    )
    assert places._room(folder).state is state


@pytest.mark.skipif(os.name != "posix", reason="reads a list of mounts")
def test_a_disk_of_the_network_is_told(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    share = tmp_path / "共享 盘"
    (share / "台账").mkdir(parents=True)
    shown = str(share).replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n//server/x {shown} cifs rw 0 0\n", encoding="utf-8"
    )
    assert places.file_system(share / "台账", mounts) == "cifs"
    assert places.file_system(tmp_path, mounts) == "ext4"
    monkeypatch.setattr(places, "file_system", lambda _: "cifs")
    assert places._drive(share).state is State.NOTE


@pytest.mark.parametrize(
    ("name", "service"),
    [("OneDrive - 福利镇中心校", "OneDrive"), ("坚果云", "坚果云"), ("我的坚果云", "坚果云"),
     ("WPS云盘", "WPS 云盘"), ("WPS Cloud Files", "WPS 云盘"),
     ("BaiduSyncdisk", "百度网盘同步空间"), ("Dropbox", "Dropbox"),
     ("文档", ""), ("云南", ""), ("一号云盘村", "")],
)  # fmt: skip
def test_a_folder_that_synchronises_is_known_by_its_name(tmp_path, name, service):
    below = tmp_path / name / "2026" / "台账"
    below.mkdir(parents=True)
    assert service_of(below, {}) == service


def test_a_folder_that_synchronises_is_known_by_a_variable_or_a_mark(tmp_path):
    below = tmp_path / "云" / "台账"
    below.mkdir(parents=True)
    assert service_of(below, {"OneDriveCommercial": str(tmp_path / "云")}) == "OneDrive"
    (tmp_path / "云" / ".stfolder").mkdir()
    assert service_of(below, {}) == "Syncthing"
    assert service_of(tmp_path, {}) == ""
