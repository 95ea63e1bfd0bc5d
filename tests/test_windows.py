"""What is asked of Windows' own library, by a stand-in for it: the real one is on Windows only."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys

import pytest

from ledger_app import windows
from ledger_app.bench import figures
from ledger_app.exchange.reading import worker
from ledger_app.exchange.reading.workbook import Limits
from ledger_app.files import copying
from ledger_app.store.safety import ledger_files
from tests.ledgers import open_again


class Kernel:
    """Answers like kernel32; `refuses` names the call that fails."""

    def __init__(self, refuses=""):
        self.refuses, self.calls, self.limits, self.hidden = refuses, [], None, {}

    def _answer(self, name):
        self.calls.append(name)
        return 0 if name == self.refuses else 71

    def CreateJobObjectW(self, security, name):
        assert (security, name) == (None, None)
        return self._answer("CreateJobObjectW")

    def SetInformationJobObject(self, job, kind, limits, size):
        given = limits._obj
        assert (job, kind, size) == (71, 9, 144)
        flags = given.basic.flags
        self.limits = (flags, given.basic.process_time, given.basic.processes, given.process_memory)
        return self._answer("SetInformationJobObject")

    def AssignProcessToJobObject(self, job, process):
        assert (job, process) == (71, -1)
        return self._answer("AssignProcessToJobObject")

    def GetCurrentProcess(self):
        return -1

    def SetFileAttributesW(self, path, attributes):
        self.hidden[path] = attributes
        return self._answer("SetFileAttributesW")

    def K32GetProcessMemoryInfo(self, process, counts, size):
        given = counts._obj
        assert (process, size, given.size) == (-1, 72, 72)
        given.most_in_memory, given.in_memory = 170 << 20, 120 << 20
        return self._answer("K32GetProcessMemoryInfo")

    def CreateFileW(self, path, wish, shared, security, how, flags, template):
        assert (wish, shared, how, flags) == (0x80000000, 7, 3, 0x20000000)
        self.file = os.open(path, os.O_RDONLY)
        return self.file if self._answer("CreateFileW") else 2**64 - 1

    def ReadFile(self, handle, address, size, count, overlapped):
        assert address % mmap.PAGESIZE == 0
        assert size % mmap.PAGESIZE == 0
        content = os.read(handle, size)
        ctypes.memmove(address, content, len(content))
        count._obj.value = len(content)
        return self._answer("ReadFile")

    def CloseHandle(self, handle):
        os.close(handle)
        return self._answer("CloseHandle")


@pytest.fixture
def kernel(monkeypatch):
    stand_in = Kernel()
    monkeypatch.setattr(windows, "kernel32", lambda: stand_in)
    return stand_in


def test_the_layouts_are_those_of_64_bit_windows():
    assert ctypes.sizeof(windows.ExtendedLimits) == 144
    assert windows.ExtendedLimits.process_memory.offset == 112
    assert ctypes.sizeof(windows.MemoryCounts) == 72
    assert windows.MemoryCounts.in_memory.offset == 16


def test_the_process_that_reads_workbooks_limits_itself_to_memory_time_and_no_child(
    kernel, monkeypatch
):
    monkeypatch.setattr(sys, "platform", "win32")
    worker.set_limits(Limits(memory_bytes=1_500_000_000, cpu_seconds=30))
    # Time, one process, memory, no report of a crash; 30 s in units of 100 ns.
    assert kernel.limits == (0x2 | 0x8 | 0x100 | 0x400, 300_000_000, 1, 1_500_000_000)
    assert kernel.calls[-1] == "AssignProcessToJobObject"


@pytest.mark.parametrize(
    "refuses", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"]
)
def test_a_limit_that_windows_refuses_is_told(kernel, refuses):
    kernel.refuses = refuses
    assert not windows.limit_itself(1, 1)
    assert kernel.calls[-1] == refuses


def test_the_note_of_who_has_a_ledger_open_is_hidden_in_explorer(kernel, ledger, monkeypatch):
    ledger_files.close(ledger)
    monkeypatch.setattr(ledger_files, "os", StandInOs())
    again = open_again(ledger.path)
    assert kernel.hidden == {str(ledger.path.with_name(f".{ledger.path.name}.open")): 2}
    ledger_files.close(again)


class StandInOs:
    """The module `os` of Windows, as far as its name goes."""

    name = "nt"

    def __getattr__(self, name):
        return getattr(os, name)


def test_the_bench_knows_the_memory_that_windows_counts(kernel, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert figures.memory_mb(figures.own_status()) == 170
    assert figures.memory_mb(figures.own_status(), "VmRSS") == 120
    kernel.refuses = "K32GetProcessMemoryInfo"
    assert figures.memory_mb(figures.own_status()) is None


def test_a_copy_on_a_stick_is_read_back_from_the_stick_and_not_from_memory(
    kernel, monkeypatch, tmp_path
):
    source, target = tmp_path / "a.ledger", tmp_path / "b.ledger"
    source.write_bytes(os.urandom(3_000_001))
    monkeypatch.setattr(sys, "platform", "win32")
    copying.copy_and_compare(source, target)
    assert target.read_bytes() == source.read_bytes()
    assert kernel.calls.count("ReadFile") == 4
    assert kernel.calls[-1] == "CloseHandle"


def test_a_stick_that_cannot_be_read_back_keeps_no_copy(kernel, monkeypatch, tmp_path):
    source = tmp_path / "a.ledger"
    source.write_bytes(b"x" * 5000)
    monkeypatch.setattr(sys, "platform", "win32")
    for refuses in ("ReadFile", "CreateFileW"):
        kernel.refuses = refuses
        with pytest.raises(OSError, match="cannot be read from the disk"):
            copying.copy_and_compare(source, tmp_path / "b.ledger")
    assert [each.name for each in tmp_path.iterdir()] == ["a.ledger"]
    if kernel.refuses == "CreateFileW":
        os.close(kernel.file)


@pytest.mark.skipif(sys.platform != "win32", reason="needs Windows")
def test_windows_itself_answers(tmp_path):
    note = tmp_path / ".x.open"
    note.touch()
    assert windows.hide(note)
    assert windows.memory_taken().in_memory > 1 << 20
    note.write_bytes(b"x" * 1_500_000)
    assert b"".join(windows.uncached(note)) == b"x" * 1_500_000
    assert windows.drive_kind(tmp_path) > 0
