"""What nothing is written over, by whatever name it is called."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys

import pytest

from ledger_app.actions import back_up
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.writing.tables import TableSheet, write_tables
from ledger_app.files import targets
from ledger_app.files.writing import write
from ledger_app.store.safety import ledger_files

PDF = b"%PDF-1.7 a paper"
SHEET = TableSheet("名单", (), ["姓名"], [["王小明"]])


@pytest.fixture
def closed(ledger):
    """Return the path of a closed ledger and of a backup of it."""
    made = back_up.back_up(ledger)
    ledger_files.close(ledger)
    return ledger.path, made.path


def refused(path, **options):
    before = path.read_bytes() if os.path.isfile(path) else None
    with pytest.raises(LedgerError) as error:
        write(path, PDF, **options)
    assert error.value.hint
    assert (path.read_bytes() if os.path.isfile(path) else None) == before
    assert not [each for each in path.parent.iterdir() if each.name.endswith(".part")]
    return error.value.message


def test_a_ledger_is_known_whatever_it_is_called(closed, tmp_path):
    for name in ("台账.pdf", "台账", "台账.bak", "台账.XLSX"):
        shutil.copyfile(closed[0], tmp_path / name)
        assert "加密" in refused(tmp_path / name)


def test_a_backup_and_a_copy_with_a_damaged_first_page_are_known(closed, tmp_path):
    refused(closed[1])
    hurt = tmp_path / "拷坏了.pdf"
    hurt.write_bytes(bytes(4096) + closed[0].read_bytes()[4096:])
    assert "加密" in refused(hurt)
    cut = tmp_path / "没拷完.pdf"
    cut.write_bytes(closed[0].read_bytes()[:50_000])
    assert "加密" in refused(cut)


@pytest.mark.parametrize("first", [b"\x1f\x8b", b"BZh"])
def test_a_ledger_whose_first_bytes_are_by_chance_those_of_packed_files_is_known(
    closed, tmp_path, first
):
    other = tmp_path / "名册.pdf"
    other.write_bytes(first + closed[0].read_bytes()[len(first) :])
    assert "加密" in refused(other)


def test_a_name_too_long_for_the_disk_is_refused_in_words(tmp_path):
    assert refused(tmp_path / f"{'长' * 100}.pdf").endswith("文件名太长。")


@pytest.mark.parametrize(
    "name",
    ["x.ledger", "X.LEDGER", "x.ledger-journal", "x.ledger.part", ".x.ledger.open"],
)
def test_names_of_ledgers_and_what_lies_beside_them_are_not_used(tmp_path, name):
    assert "文件名" in refused(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_names_that_only_look_a_little_like_it_are(tmp_path):
    for name in ("ledger.pdf", "my.ledger.pdf", "x.ledgers", "控辍保学.ledger 说明.pdf"):
        write(tmp_path / name, PDF)
        assert (tmp_path / name).read_bytes() == PDF


@pytest.mark.skipif(os.name != "posix", reason="links as on POSIX")
def test_the_open_ledger_is_known_through_links_and_keeps_its_lock(ledger, tmp_path):
    hard, soft, folder = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "夹"
    os.link(ledger.path, hard)
    soft.symlink_to(ledger.path)
    folder.symlink_to(ledger.path.parent)
    for path in (hard, soft, folder / ledger.path.name, tmp_path / "." / "a.pdf"):
        with pytest.raises(LedgerError):
            write(path, PDF)
    hard.unlink()
    for beside in (f"{ledger.path.name}-journal", f".{ledger.path.name}.open"):
        (tmp_path / beside).touch()
        os.link(tmp_path / beside, tmp_path / "旁边.pdf")
        refused(tmp_path / "旁边.pdf")
        (tmp_path / "旁边.pdf").unlink()
    (tmp_path / "日志.pdf").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    refused(tmp_path / "日志.pdf")
    # It was not opened for looking: closing it would have let another program in.
    code = "import fcntl,sys;f=open(sys.argv[1],'r+b');fcntl.lockf(f,fcntl.LOCK_EX|fcntl.LOCK_NB)"
    other = subprocess.run([sys.executable, "-c", code, ledger.path], capture_output=True)
    assert other.returncode == 1


@pytest.mark.skipif(os.name != "posix", reason="devices as on POSIX")
def test_devices_pipes_sockets_and_folders_stay_what_they_are(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "round").symlink_to(tmp_path / "round")
    plug = socket.socket(socket.AF_UNIX)
    where = os.getcwd()
    os.chdir(tmp_path)  # the name of a socket must be short
    plug.bind("plug")
    os.chdir(where)
    (tmp_path / "to pipe.pdf").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "plug", "to pipe.pdf"):
        with pytest.raises(LedgerError, match="不是普通文件"):
            write(tmp_path / name, PDF)
    with pytest.raises(LedgerError, match="链接"):
        write(tmp_path / "round", PDF)
    for path in (tmp_path / "folder", tmp_path, tmp_path / "folder" / ".."):
        with pytest.raises(LedgerError, match="是文件夹"):
            write(path, PDF)
    plug.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "folder", "pipe", "plug", "round", "to pipe.pdf",
    ]  # fmt: skip


def test_the_workbook_that_is_read_is_not_written_over(tmp_path):
    book = tmp_path / "名单.xlsx"
    write_tables([SHEET], book)
    before = book.read_bytes()
    names = [book, tmp_path / "." / "名单.xlsx"]
    if os.name == "posix":
        os.link(book, tmp_path / "同一个.xlsx")
        names.append(tmp_path / "同一个.xlsx")
    for name in names:
        with pytest.raises(LedgerError, match="正在读的那个工作簿"):
            write_tables([SHEET], name, source=book)
    assert book.read_bytes() == before


def test_an_ordinary_file_is_replaced_through_its_link(tmp_path):
    (tmp_path / "旧.pdf").write_bytes(b"old")
    for content in (b"%PDF-" + os.urandom(9000), b"PK\x03\x04" + os.urandom(9000), b"text" * 4000):
        (tmp_path / "旧.pdf").write_bytes(content)
        write(tmp_path / "旧.pdf", PDF)
        assert (tmp_path / "旧.pdf").read_bytes() == PDF
    if os.name == "posix":
        (tmp_path / "链接.pdf").symlink_to(tmp_path / "旧.pdf")
        write(tmp_path / "链接.pdf", b"%PDF-new")
        assert (tmp_path / "链接.pdf").is_symlink()
        assert (tmp_path / "旧.pdf").read_bytes() == b"%PDF-new"


def test_the_name_of_a_device_is_refused_before_windows_is_asked_about_it(tmp_path, monkeypatch):
    """There even following the links of CON.pdf fails, with an error that says nothing."""

    def as_windows(path):
        raise OSError(9, "Invalid handle", str(path))

    monkeypatch.setattr(os.path, "realpath", as_windows)
    with pytest.raises(LedgerError, match="设备"):
        targets.free_target(tmp_path / "CON.pdf")
