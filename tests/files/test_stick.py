"""A stick is written, read back and only then may go; every failure is a calm sentence."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import random
import shutil
import sys
from collections import namedtuple

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.files import copying, left_overs, stick, writing

CONTENT = random.Random(1).randbytes(2_500_000)
NAME = "青山小学_台账_2026-10_第7包.handoff"


@pytest.fixture
def target(tmp_path):
    (tmp_path / "U盘").mkdir()
    return tmp_path / "U盘" / NAME


class Waiting:
    """Somebody who watches, and has had enough after some pieces."""

    def __init__(self, patience: int = 1000) -> None:
        self.patience, self.seen = patience, []

    @property
    def cancelled(self) -> bool:
        return len(self.seen) > self.patience

    def move(self, done: int, total: int, text: str = "") -> None:
        self.seen.append((done, total, text))


def refusal(target, content=CONTENT, **named) -> LedgerError:
    """Return how a write was refused; nothing lies there afterwards."""
    with pytest.raises(LedgerError) as error:
        stick.write(target, content, **named)
    assert list(target.parent.iterdir()) == []
    assert "台账没有变化" in error.value.hint
    return error.value


def test_what_was_written_lies_there_whole_and_nothing_beside_it(target):
    seen = Waiting()
    assert stick.write(target, CONTENT, seen) == target
    assert target.read_bytes() == CONTENT
    assert [each.name for each in target.parent.iterdir()] == [NAME]
    done = [each[0] for each in seen.seen]
    assert done == sorted(done)
    assert seen.seen[-1] == (len(CONTENT), len(CONTENT), "正在从U盘读回来核对")


def test_again_is_as_good_as_written_and_nothing_else_is_written_over(target):
    stick.write(target, CONTENT)
    assert stick.write(target, CONTENT) == target
    with pytest.raises(LedgerError, match="已经在那里，内容不一样") as error:
        stick.write(target, CONTENT[:-1] + b"!")
    assert "换一个文件夹或文件名" in error.value.hint
    assert target.read_bytes() == CONTENT


def test_what_came_to_lie_there_meanwhile_is_not_written_over(target, monkeypatch):
    real = os.fsync

    def slowly(descriptor):
        real(descriptor)
        target.write_bytes(b"of somebody else")

    monkeypatch.setattr(copying.os, "fsync", slowly)
    with pytest.raises(LedgerError, match="已经在那里"):
        stick.write(target, CONTENT)
    assert target.read_bytes() == b"of somebody else"
    assert len(list(target.parent.iterdir())) == 1


@pytest.mark.parametrize("patience", [0, 1, 20, 39])
def test_whoever_does_not_want_to_wait_leaves_no_half_file(target, patience):
    assert "已取消" in refusal(target, progress=Waiting(patience)).message


def damage(content_of, monkeypatch):
    """Let the stick change what it was given as soon as it says that it has kept it."""
    real = os.fsync

    def lying(descriptor):
        real(descriptor)
        size = os.fstat(descriptor).st_size
        if size > 4096 and os.path.isfile(f"/proc/self/fd/{descriptor}"):
            content_of(descriptor, size)
            real(descriptor)

    monkeypatch.setattr(copying.os, "fsync", lying)


def one_other_byte(rng):
    def change(descriptor, size):
        at = rng.randrange(size)
        byte = os.pread(descriptor, 1, at)[0]
        os.pwrite(descriptor, bytes([byte ^ 1 << rng.randrange(8)]), at)

    return change


def too_small(limit):
    def change(descriptor, size):  # a stick that says 64 GB and has one: what is beyond is zeros
        os.pwrite(descriptor, bytes(size - limit), limit)

    return change


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="changes an open file")


@needs_linux
def test_a_stick_that_gives_back_something_else_is_found(target, monkeypatch):
    # E4: one bit that differs, wherever, fifty times.
    rng = random.Random(4)
    for _ in range(50):
        with monkeypatch.context() as patch:
            damage(one_other_byte(rng), patch)
            assert "U盘写入校验失败" in refusal(target, CONTENT[:200_000]).message


@needs_linux
def test_a_stick_of_false_size_is_found(target, monkeypatch):
    # E5: everything beyond one megabyte vanishes and is said to be written.
    for more in range(20):
        with monkeypatch.context() as patch:
            damage(too_small((1 << 20) + more * 4096), patch)
            assert "U盘写入校验失败" in refusal(target, CONTENT[:1_300_000]).message


@needs_linux
def test_a_program_that_does_not_read_back_would_be_found(target, monkeypatch):
    # The planted bug of both: it compares what it wrote with what it wrote.
    damage(one_other_byte(random.Random(5)), monkeypatch)
    monkeypatch.setattr(copying, "sha256", _Blind)
    with pytest.raises(pytest.fail.Exception):
        refusal(target)


class _Blind:
    """A digest that is always the same."""

    def __init__(self, _content: bytes = b"") -> None:
        pass

    def update(self, _content: bytes) -> None:
        pass

    def digest(self) -> bytes:
        return b"fine"


@needs_linux
def test_it_is_read_from_the_stick_and_not_from_memory(target, monkeypatch):
    # Pages that lie in memory say nothing about the stick: none may be left when reading begins.
    seen, usual = [], copying._forget_pages

    def forgotten(descriptor):
        usual(descriptor)
        seen.append(resident(descriptor))

    monkeypatch.setattr(copying, "_forget_pages", forgotten)
    stick.write(target, CONTENT)
    if in_memory_only(target):
        pytest.skip("a file system that keeps everything in memory")
    assert len(seen) >= 2
    assert max(seen) == 0


def in_memory_only(path) -> bool:
    """Tell whether a file lies on tmpfs or the like, which lets no page go."""
    with open(path, "rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return resident(stream.fileno()) > 0


def resident(descriptor) -> int:
    """Return how many pages of a file lie in memory."""
    libc, size = ctypes.CDLL(None), os.fstat(descriptor).st_size
    libc.mmap.restype = ctypes.c_void_p
    again = os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY)
    length, start = ctypes.c_size_t(size), ctypes.c_int64(0)
    address = libc.mmap(None, length, mmap.PROT_READ, mmap.MAP_SHARED, again, start)
    os.close(again)
    found = (ctypes.c_ubyte * (size // mmap.PAGESIZE + 1))()
    assert libc.mincore(ctypes.c_void_p(address), length, found) == 0
    libc.munmap(ctypes.c_void_p(address), length)
    return sum(each & 1 for each in found)


FAULTS = {
    errno.ENOSPC: "磁盘满了", errno.EROFS: "只读", errno.EIO: "读写出错", errno.ENODEV: "拔出",
    errno.EACCES: "没有权限",
}  # fmt: skip


@pytest.mark.parametrize(("fault", "words"), FAULTS.items())
def test_what_the_system_refuses_is_said_in_words(target, monkeypatch, fault, words):
    def failing(*_given):
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(copying.os, "fsync", failing)
    error = refusal(target)
    assert words in error.message
    assert os.strerror(fault) not in error.message


def test_a_stick_without_room_is_said_before_anything_is_written(target, monkeypatch):
    usage = namedtuple("usage", "total used free")(1, 1, 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    monkeypatch.setattr(copying, "lay_down", None)
    assert "要 2.4 MB，只剩 1.0 MB" in refusal(target).message


def test_a_stick_that_cannot_say_how_much_room_it_has_is_simply_written(target, monkeypatch):
    def unknown(_path):
        raise OSError(errno.ENOSYS, "no such call")

    monkeypatch.setattr(shutil, "disk_usage", unknown)
    assert stick.write(target, CONTENT).read_bytes() == CONTENT


def test_a_stick_that_is_not_there_is_said_to_be_gone(tmp_path):
    with pytest.raises(LedgerError, match="U盘不见了") as error:
        stick.write(tmp_path / "拔了" / NAME, CONTENT)
    assert "插好U盘" in error.value.hint


def test_the_folder_that_does_not_take_the_name_is_no_success(target, monkeypatch):
    # Pulled out after the name was given and before the stick had kept it.
    real, asked = os.fsync, []

    def gone_for_folders(descriptor):
        asked.append(descriptor)
        if not os.path.isfile(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.EIO, "gone")
        real(descriptor)

    if sys.platform != "linux":
        pytest.skip("asks what is open")
    monkeypatch.setattr(os, "fsync", gone_for_folders)
    assert "未完成" in refusal(target).message
    assert len(asked) >= 3


# E18: names and ways of sticks; FAT itself where it can be mounted, see below.

LONG = "很长的学校名称" * 40  # 840 bytes: more than any system takes


@pytest.mark.parametrize(
    "name",
    [
        "CON.handoff", "con.handoff", "LPT1.handoff", "a:b.handoff", "包?.handoff", "包*.handoff",
        '"包".handoff', "包|.handoff", "包.", "包 ", "a\nb.handoff", "<包>.handoff",
        f"{LONG}.handoff",
    ],
)  # fmt: skip
def test_a_name_that_some_system_does_not_take_is_refused_with_its_reason(target, name):
    with pytest.raises(LedgerError, match=r"不能作文件名|文件名太长"):
        stick.write(target.with_name(name), CONTENT[:100])
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["第7包.handoff", "𬱖.handoff", "a" * 240 + ".handoff", " 空格.handoff", ".handoff"]
)
def test_other_odd_names_are_written(target, name):
    assert stick.write(target.with_name(name), b"x").read_bytes() == b"x"


def test_a_place_that_is_no_plain_file_stays_as_it_is(target):
    target.mkdir()
    with pytest.raises(LedgerError, match="是文件夹"):
        stick.write(target, CONTENT)


def test_what_else_lies_on_the_stick_is_not_touched(target):
    beside = {"autorun.inf": b"[autorun]", "._包.handoff": b"mac", "Thumbs.db": b"", "x.part": b"?"}
    for name, content in beside.items():
        target.with_name(name).write_bytes(content)
    stick.write(target, CONTENT)
    left = {each.name: each.read_bytes() for each in target.parent.iterdir()}
    assert left == {**beside, NAME: CONTENT}


def test_what_a_killed_run_left_on_the_stick_is_cleared_by_the_next(target):
    left_overs.new_name(target.parent).write_bytes(CONTENT[:1000])
    stick.write(target, CONTENT)
    assert [each.name for each in target.parent.iterdir()] == [NAME]


class Fat:
    """What FAT does otherwise, on any disk: names without case, no rename over, 2-second times."""

    def __init__(self, monkeypatch) -> None:
        real = {name: getattr(os, name) for name in ("replace", "fsync", "stat")}
        lexists = os.path.lexists

        def there(path):
            names = [each.lower() for each in os.listdir(os.path.dirname(path) or ".")]
            return lexists(path) or os.path.basename(path).lower() in names

        def replace(source, target):
            if there(str(target)):
                raise FileExistsError(errno.EEXIST, "no rename over")
            real["replace"](source, target)
            os.utime(target, (1_700_000_000, 1_700_000_000))

        def fsync(descriptor):
            if not os.path.isfile(f"/proc/self/fd/{descriptor}"):
                raise OSError(errno.EINVAL, "folders are not synced here")
            real["fsync"](descriptor)

        monkeypatch.setattr(os.path, "lexists", lambda path: there(str(path)))
        monkeypatch.setattr(os, "replace", replace)
        if sys.platform == "linux":
            monkeypatch.setattr(os, "fsync", fsync)


def test_a_fat_stick_is_written_like_any_other(target, monkeypatch):
    Fat(monkeypatch)
    assert stick.write(target, CONTENT).read_bytes() == CONTENT
    assert stick.write(target, CONTENT) == target


def test_a_name_that_differs_in_its_capitals_only_is_the_same_on_fat(target, monkeypatch):
    other = target.with_name("A.handoff")
    stick.write(other, b"earlier")
    Fat(monkeypatch)
    with pytest.raises(LedgerError):
        stick.write(target.with_name("a.handoff"), CONTENT)
    assert {each.name: each.read_bytes() for each in target.parent.iterdir()} == {
        "A.handoff": b"earlier"
    }


def test_a_program_that_writes_first_and_asks_afterwards_would_be_found_on_fat(target, monkeypatch):
    Fat(monkeypatch)
    stick.write(target, b"earlier")
    with pytest.raises(FileExistsError):  # the planted bug: another way of writing
        writing._write(target, CONTENT)
