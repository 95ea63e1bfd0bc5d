"""Read a workbook, whatever it is, in a process of its own, within limits."""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import stat
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading import file_kinds, patience
from ledger_app.exchange.reading.workbook import Limits, Workbook, Worksheet
from ledger_app.garbage_collection import without_garbage_collection

LIMITS = Limits()
WORKER_FLAG = "--workbook-worker"  # how a frozen program is asked to be the worker
_GLANCE = 0.2  # seconds between looks whether somebody still waits
_ROOT = Path(__file__).resolve().parents[3]


def read_workbook(path: Path, limits: Limits = LIMITS) -> Workbook:
    """Return the cells of a workbook or text table; raise LedgerError with one sentence.

    The file is read once, so what is planned is what was hashed even if the file changes meanwhile.
    """
    content = _content(path, limits)
    file_kinds.check_declared(content, limits)
    return read_content(path.name, path.stem, content, file_kinds.kind_of(content), limits)


def read_content(
    name: str, sheet_name: str, content: bytes, kind: file_kinds.Kind, limits: Limits
) -> Workbook:
    """Return what a worker reads of these bytes; a sheet without a name gets this one."""
    worker = _start(kind, limits)
    try:
        answer = _answer(worker, content, kind, limits)
    finally:
        _end(worker)
    with without_garbage_collection():
        sheets = tuple(_sheets(answer, sheet_name))
    return Workbook(name, sha256(content).hexdigest(), kind, sheets)


def _content(path: Path, limits: Limits) -> bytes:
    if path.name.startswith("~$"):
        raise LedgerError(
            "这是 Excel 或 WPS 打开文件时留下的临时文件，不是工作簿本身。",
            f"请选择名字不带“~$”的那个文件：{path.name.removeprefix('~$')}",
        )
    try:
        _must_be_plain(path)
        with path.open("rb") as stream:
            content = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise LedgerError(f"找不到文件“{path.name}”。", "请检查文件是否被移走或改名。") from error
    except OSError as error:
        if path.is_dir():
            raise LedgerError(
                f"“{path.name}”是文件夹，不是工作簿。",
                "请选择里面的 .xlsx、.xls、.ods 或 .csv 文件。",
            ) from error
        raise LedgerError(
            f"打不开文件“{path.name}”。",
            "如果它正在 Excel 或 WPS 里打开，请先关掉；U 盘上的文件请先拷到电脑上。",
        ) from error
    if len(content) > limits.file_bytes:
        raise LedgerError(
            f"这个文件超过 {limits.file_bytes // 1_000_000} MB，没有读取。",
            "请删掉里面的图片，或按学校拆成几个文件。",
        )
    return content


def _must_be_plain(path: Path) -> None:
    """Refuse a pipe, a device or a socket at once: opening one may wait for ever."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise LedgerError(
            f"“{path.name}”不是普通文件（是设备、管道之类），没有读取。",
            "请选择 .xlsx、.xls、.ods 或 .csv 文件。",
        )


def _command(kind: str, limits: Limits) -> list[str]:
    arguments = [kind, json.dumps(asdict(limits))]
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG, *arguments]
    # -P: a module of the present folder is not the one that is meant.
    return [sys.executable, "-P", "-m", "ledger_app.exchange.reading.worker", *arguments]


def _start(kind: str, limits: Limits) -> subprocess.Popen[bytes]:
    """Start the worker; it gets nothing of this process but three pipes."""
    known = os.environ.get("PYTHONPATH")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(_ROOT), *([known] if known else [])]),
        "RUST_BACKTRACE": "0",
    }
    environment.pop("LEDGER_PASSWORD", None)  # the worker has no use for it
    return subprocess.Popen(
        _command(kind, limits),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    if worker.stdout:
        worker.stdout.close()
    worker.wait()


def _answer(
    worker: subprocess.Popen[bytes], content: bytes, kind: str, limits: Limits
) -> tuple[Any, ...]:
    """Return the worker's answer; raise LedgerError when it refused, died or took too long."""
    assert worker.stdin is not None
    with contextlib.suppress(OSError):  # it died early: the exit code below says so
        worker.stdin.write(content)
        worker.stdin.close()
    worker.stdin = None
    if kind in ("xlsx", "ods"):
        file_kinds.check_inflated(content, limits)  # while the worker already reads
    output = _waited(worker, limits)
    if worker.returncode == 1:  # the parser gave up
        raise file_kinds.damaged()
    if worker.returncode or not output:  # it ran out of memory or of its seconds
        raise file_kinds.too_large()
    with without_garbage_collection():
        answer: tuple[Any, ...] = marshal.loads(output)
    if answer[0] != "ok":
        raise LedgerError(answer[1], answer[2])
    return answer


def _waited(worker: subprocess.Popen[bytes], limits: Limits) -> bytes:
    """Return all that the worker says; raise LedgerError after its time, Cancelled on request."""
    end = time.monotonic() + limits.wall_seconds
    while True:
        try:
            return worker.communicate(timeout=min(_GLANCE, limits.wall_seconds))[0]
        except subprocess.TimeoutExpired as error:
            if patience.is_cancelled():
                raise patience.Cancelled from None
            if time.monotonic() >= end:
                raise LedgerError(
                    f"读这个工作簿超过了 {limits.wall_seconds} 秒，已停止。",
                    "请按学校拆成几个文件，或另存为 .xlsx 再试。",
                ) from error


def _sheets(answer: tuple[Any, ...], stem: str) -> list[Worksheet]:
    dates = {token: _date(text) for token, text in answer[2].items()}
    # Dates travel as marked text, for marshal knows none; here they become dates again.
    found = dates.get
    return [
        Worksheet(
            **told
            | {
                "name": told["name"] or stem,
                "rows": [[found(cell, cell) for cell in row] for row in rows] if dates else rows,
            }
        )
        for told, rows in answer[1]
    ]


def _date(text: str) -> date:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
