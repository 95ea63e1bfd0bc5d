"""Python, system, clock: what needs nothing that is installed."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ledger_app import __version__
from ledger_app.selfcheck.findings import Finding, bad, good, note

PYTHONS = ((3, 11), (3, 13))  # the oldest and the newest that the locked packages have wheels for
OLDEST_WINDOWS = (10, 0, 15063)  # 1703: Qt 6.9 wants its icuuc.dll
NEEDED_GLIBC = {"x86_64": (2, 28), "aarch64": (2, 39)}  # as in start.py
LONGEST_ROOT = 80  # letters, as when it is set up
FIRST_YEAR, LAST_YEAR = 2025, 2060
BEIJING = timedelta(hours=8)


def findings() -> Iterator[Finding]:
    """Look at Python, the system, its clock and its coding."""
    yield python()
    yield system()
    if sys.platform.startswith("linux"):
        yield system_library()
    yield clock(datetime.now().astimezone())
    yield coding()
    yield own_folder()


def python() -> Finding:
    """Look at the version of Python."""
    bits = 64 if sys.maxsize > 2**32 else 32
    here = "{}.{}.{}".format(*sys.version_info)
    text = f"一生一档 {__version__}，Python {here}（{bits} 位）"
    if bits == 64 and PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        return good("版本", f"{text}。")
    return bad("版本", f"{text}，需要 64 位的 3.11、3.12 或 3.13。")


def system() -> Finding:
    """Look at the operating system."""
    where = f"{platform.machine()}，{os.cpu_count()} 个处理器"
    if sys.platform == "win32":
        version = sys.getwindowsversion()[:3]
        text = f"Windows {'.'.join(map(str, version))}，{where}"
        if version < OLDEST_WINDOWS:
            return bad("系统", f"{text}，需要 Windows 10（1703）或更新。")
        return good("系统", f"{text}。")
    return good("系统", f"{_distribution()}，内核 {platform.release()}，{where}。")


def _distribution() -> str:
    try:
        about = platform.freedesktop_os_release()
    except (OSError, AttributeError):
        return platform.system()
    return about.get("PRETTY_NAME") or about.get("NAME") or "Linux"


def system_library() -> Finding:
    """Look at the C library, which the wheels must fit."""
    name, version = platform.libc_ver()
    needed = NEEDED_GLIBC.get(platform.machine())
    found = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if needed is None or name != "glibc" or found < needed:
        wanted = "{}.{}".format(*needed) if needed else "（这种处理器没有安装包）"
        return bad("系统库", f"{name or '不是 glibc'} {version}，需要 glibc {wanted} 或更新。")
    return good("系统库", f"glibc {version}。")


def clock(now: datetime) -> Finding:
    """Look whether the clock can be right: dates of papers and reminders come from it."""
    offset = now.utcoffset() or timedelta()
    hours = offset.total_seconds() / 3600
    text = f"{now:%Y-%m-%d %H:%M}，时区 UTC{hours:+g}"
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return bad("时间", f"{text}，日期不对：请先把电脑的日期调准。")
    if offset != BEIJING:
        return note("时间", f"{text}，不是北京时间：请核对日期和时区。")
    return good("时间", f"{text}。")


def coding() -> Finding:
    """Look whether Chinese file names can be written."""
    files, texts = sys.getfilesystemencoding(), locale.getpreferredencoding(False)
    text = f"文件名 {files}，文字 {texts}"
    if files.lower().replace("-", "") != "utf8":
        return bad("编码", f"{text}：中文文件名可能写不成，请用 start.py 启动。")
    return good("编码", f"{text}。")


def own_folder() -> Finding:
    """Look how deep the program lies."""
    length = len(str(Path(__file__).resolve().parents[2]))
    text = f"路径 {length} 个字"
    if sys.platform == "win32" and length > LONGEST_ROOT:
        return note("程序文件夹", f"{text}，超过 {LONGEST_ROOT} 个：下次升级可能装不上。")
    return good("程序文件夹", f"{text}。")
