"""`selfcheck [--json]`: look at everything and print one page. Exit code 0 fit, 1 not, 2 usage.

What may end a process (a package, Qt without its plugin) or hang (a printer of the network) is
looked at in a process of its own: `selfcheck --part NAME`, one finding a line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from ledger_app import paths, windows
from ledger_app.selfcheck import machine
from ledger_app.selfcheck.findings import (
    Finding,
    State,
    as_json,
    as_page,
    bad,
    is_fit,
    reason,
    without_names,
)

# What each part looks at, and the module whose findings() does.
PARTS = {
    "packages": ("组件", "ledger_app.selfcheck.packages"),
    "places": ("台账文件夹", "ledger_app.selfcheck.places"),
    "limits": ("表格内存", "ledger_app.selfcheck.limits"),
    "window": ("窗口", "ledger_app.selfcheck.window"),
}
LONGEST = 90  # seconds a part may take: a printer that is not there takes its time
_ENDED = {
    "packages": "请删掉程序文件夹里的 .venv 文件夹，再启动一次。",
    "window": "窗口打不开。Linux 上请运行 start.py，它会说缺哪些系统软件包。",
}


def main(arguments: list[str]) -> int:
    """Run the whole check, or one part of it for the process that asked."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of cp936
    if arguments[:1] == ["--part"]:
        return _part(arguments[1:])
    if set(arguments) - {"--json"}:
        sys.stderr.write("用法：selfcheck [--json]\n")
        return 2
    sys.stderr.write("正在自检，约需十秒……\n")
    found = everything()
    if "--json" in arguments:
        escaped = not (sys.stdout.encoding or "").lower().startswith("utf")
        print(json.dumps(as_json(found), ensure_ascii=escaped, indent=1))
    else:
        print(as_page(found, datetime.now()))
    return 0 if is_fit(found) else 1


def everything(run: Callable[[str], list[Finding]] | None = None) -> list[Finding]:
    """Return all findings in the order of the page."""
    found = list(machine.findings())
    for part in PARTS:
        found += (run or apart)(part)
    return found


def apart(part: str, longest: float = LONGEST) -> list[Finding]:
    """Return what a part found; that it ended or hung is a finding, too."""
    topic = PARTS[part][0]
    try:
        done = subprocess.run(
            [*paths.own_command(), "selfcheck", "--part", part],
            env=paths.own_environment(),
            stdin=subprocess.DEVNULL, capture_output=True, timeout=longest, check=False,
            creationflags=windows.NO_CONSOLE,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        said = f"等了 {longest:.0f} 秒没有结果，可能是连不上的打印机或网络盘。"
        return [*_read(error.stdout or b""), bad(topic, said)]
    except OSError as error:
        return [bad(topic, f"查不了（{type(error).__name__}）。")]
    found = _read(done.stdout)
    if done.returncode:
        said = f"检查时程序意外停止（代码 {done.returncode}{_where(part, done.stderr)}）。"
        found.append(bad(topic, said + _ENDED.get(part, "")))
    return found


def _where(part: str, stderr: bytes) -> str:
    """Return what was said last of packages, first of anything else: Qt says the cause first."""
    lines = stderr.decode("utf-8", errors="replace").split("\n")
    told = [without_names(line) for line in lines if line.strip()]
    return f"，{told[-1 if part == 'packages' else 0]}" if told else ""


def _read(output: bytes) -> list[Finding]:
    found = []
    for line in output.decode("utf-8", errors="replace").splitlines():
        try:
            told = json.loads(line)
            found.append(Finding(told["topic"], State(told["state"]), told["text"]))
        except (ValueError, KeyError, TypeError):
            continue  # what a library prints is no finding, nor a line that was cut off
    return found


def _part(arguments: list[str]) -> int:
    if arguments == ["lock"]:
        from ledger_app.selfcheck.places import PATH_VARIABLE, try_to_open

        print(try_to_open(Path(os.environ[PATH_VARIABLE])))
        return 0
    if len(arguments) != 1 or arguments[0] not in PARTS:
        return 2
    topic, module = PARTS[arguments[0]]
    try:
        findings: Iterator[Finding] = import_module(module).findings()
        for each in findings:
            _tell(each)
    except Exception as error:  # noqa: BLE001 - why it stopped is what is asked for
        _tell(bad(topic, f"没有查完：{reason(error)}。{_ENDED.get(arguments[0], '')}"))
    return 0


def _tell(found: Finding) -> None:
    print(json.dumps(asdict(found)), flush=True)
