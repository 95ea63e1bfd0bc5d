"""What Windows does through its own library only: limits of a process, hidden files, memory taken.

Called on Windows alone; the layouts hold for 64 bits, which the packages need anyway. Each answers
whether it worked: none of it is worth stopping work for.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import subprocess
from collections.abc import Iterator
from ctypes import wintypes
from functools import cache
from pathlib import Path
from typing import Any

HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
TIME_LIMIT = 0x2  # JOB_OBJECT_LIMIT_PROCESS_TIME
ONE_PROCESS = 0x8  # JOB_OBJECT_LIMIT_ACTIVE_PROCESS
MEMORY_LIMIT = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
NO_CRASH_REPORT = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION: it would hold cells
NO_CRASH_BOX = 0x3  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
NO_HEAP = 0x1  # WER_FAULT_REPORTING_FLAG_NOHEAP, where a report is made all the same
NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of a child, where there are consoles
READ, SHARED_BY_ALL, THERE_ALREADY = 0x80000000, 7, 3  # GENERIC_READ, OPEN_EXISTING
NO_BUFFERING = 0x20000000  # FILE_FLAG_NO_BUFFERING
_NO_HANDLE = ctypes.c_void_p(-1).value
_PIECE = 1 << 20  # bytes: whole sectors of any disk
_TICKS = 10_000_000  # of 100 ns, a second


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_longlong),
        ("job_time", ctypes.c_longlong),
        ("flags", ctypes.c_uint32),
        ("least_pages", ctypes.c_size_t),
        ("most_pages", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("processors", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counts", ctypes.c_ulonglong * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("most_process_memory", ctypes.c_size_t),
        ("most_job_memory", ctypes.c_size_t),
    )


class MemoryCounts(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("most_in_memory", ctypes.c_size_t),
        ("in_memory", ctypes.c_size_t),
        ("quotas", ctypes.c_size_t * 4),
        ("page_file", ctypes.c_size_t),
        ("most_page_file", ctypes.c_size_t),
    )

    def as_status(self) -> str:
        """Return the counts as /proc/self/status of Linux has them, which the bench reads."""
        return f"VmHWM:\t{self.most_in_memory // 1024} kB\nVmRSS:\t{self.in_memory // 1024} kB\n"


@cache
def kernel32() -> Any:  # noqa: ANN401 - typed on Windows only
    """Return the library, with the types of what is called: a handle is wider than an int."""
    library = vars(ctypes)["WinDLL"]("kernel32", use_last_error=True)
    library.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    library.CreateJobObjectW.restype = wintypes.HANDLE
    library.SetInformationJobObject.argtypes = (
        wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD,
    )  # fmt: skip
    library.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    library.GetCurrentProcess.restype = wintypes.HANDLE
    library.SetFileAttributesW.argtypes = (wintypes.LPCWSTR, wintypes.DWORD)
    library.CreateFileW.argtypes = (
        wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD,
        wintypes.DWORD, wintypes.HANDLE,
    )  # fmt: skip
    library.CreateFileW.restype = wintypes.HANDLE
    library.ReadFile.argtypes = (
        wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD, wintypes.LPVOID, wintypes.LPVOID,
    )  # fmt: skip
    library.CloseHandle.argtypes = (wintypes.HANDLE,)
    library.GetDriveTypeW.argtypes = (wintypes.LPCWSTR,)
    library.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD)
    return library


def limit_itself(memory_bytes: int, cpu_seconds: int) -> bool:
    """Let this process take no more memory and time than this, and start no other one.

    Beyond the memory an allocation fails (MemoryError); beyond the time the process is ended.
    The limits end with the process: nothing else holds the job.
    """
    library = kernel32()
    limits = ExtendedLimits()
    limits.basic.flags = MEMORY_LIMIT | TIME_LIMIT | ONE_PROCESS | NO_CRASH_REPORT
    limits.basic.process_time = cpu_seconds * _TICKS
    limits.basic.processes = 1
    limits.process_memory = memory_bytes
    job = library.CreateJobObjectW(None, None)
    return bool(
        job
        and library.SetInformationJobObject(
            job, EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        and library.AssignProcessToJobObject(job, library.GetCurrentProcess())
    )


def hide(path: Path) -> bool:
    """Let Explorer not show a file: a dot before its name hides nothing there."""
    return bool(kernel32().SetFileAttributesW(str(path), HIDDEN))


def memory_taken() -> MemoryCounts | None:
    """Return how much memory this process has, and has had at most, in bytes."""
    library, counts = kernel32(), MemoryCounts()
    counts.size = ctypes.sizeof(counts)
    done = library.K32GetProcessMemoryInfo(
        library.GetCurrentProcess(), ctypes.byref(counts), counts.size
    )
    return counts if done else None


def drive_kind(path: Path) -> int:
    """Return what a folder lies on: 2 removable, 3 fixed, 4 network, 5 CD, 6 memory, 0 unknown."""
    return int(kernel32().GetDriveTypeW(f"{path.absolute().drive}\\"))


def uncached(path: Path) -> Iterator[bytes]:
    """Read a file from the disk itself and not from memory, piece by piece; raise OSError."""
    library = kernel32()
    handle = library.CreateFileW(
        str(path), READ, SHARED_BY_ALL, None, THERE_ALREADY, NO_BUFFERING, None
    )
    if handle in (None, _NO_HANDLE):
        raise _fault(path)
    try:
        room = mmap.mmap(-1, _PIECE)  # begins with a page, as the disk wants it
        address, count = ctypes.addressof(ctypes.c_char.from_buffer(room)), ctypes.c_uint32()
        while True:
            if not library.ReadFile(handle, address, _PIECE, ctypes.byref(count), None):
                raise _fault(path)
            if not count.value:
                return
            yield room[: count.value]
    finally:
        library.CloseHandle(handle)


def _fault(path: Path) -> OSError:
    last = vars(ctypes).get("get_last_error", int)()
    return OSError(errno.EIO, "cannot be read from the disk", str(path), last)


def leave_no_crash_report() -> bool:
    """Have a crash of this process end it without a report, which would hold its memory."""
    library = kernel32()
    library.SetErrorMode(NO_CRASH_BOX)  # what starts from here inherits it
    return bool(library.WerSetFlags(NO_HEAP) == 0)
