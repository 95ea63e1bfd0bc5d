"""One thing that was looked at, and the page they make."""

from __future__ import annotations

import getpass
import re
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ledger_app.domain.errors import LedgerError, fault_text

# A folder may be anybody's name, and so may what follows it.
_PATH = re.compile(r"""(?:[A-Za-z]:|\\)?[\\/][^\s:'"“”，。；）)]*""")
_SHORTEST_NAME = 3  # letters: a shorter one is part of too many words
HEAD = "一生一档 自检结果"
NO_NAMES = "这一页没有人名、用户名、电脑名、文件夹名和打印机名，可以拍照或复制发给维护人员。"


class State(StrEnum):
    """How a finding is to be taken."""

    GOOD = "good"
    NOTE = "note"  # worth knowing; the work can be done
    BAD = "bad"


_SIGNS = {State.GOOD: "〔好〕", State.NOTE: "〔注意〕", State.BAD: "〔不行〕"}


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and a sentence without any name."""

    topic: str
    state: State
    text: str


def good(topic: str, text: str) -> Finding:
    """Return a finding that is as it should be."""
    return Finding(topic, State.GOOD, text)


def note(topic: str, text: str) -> Finding:
    """Return a finding that is worth knowing."""
    return Finding(topic, State.NOTE, text)


def bad(topic: str, text: str) -> Finding:
    """Return a finding that keeps somebody from her work."""
    return Finding(topic, State.BAD, text)


def reason(error: BaseException) -> str:
    """Return what went wrong, without the folders and names that a system puts into it."""
    if isinstance(error, OSError) and error.errno:
        return without_names(fault_text(error))
    text = str(error) if isinstance(error, LedgerError) else f"{type(error).__name__}：{error}"
    return without_names(text)


def without_names(text: str) -> str:
    """Return a text of the system with dots for every path, and for user and computer."""
    text = _PATH.sub("…", text)
    for name in _names():
        text = text.replace(name, "…")
    return " ".join(text.split())


def _names() -> list[str]:
    names = [socket.gethostname(), socket.gethostname().split(".")[0]]
    with suppress(OSError, KeyError, ImportError):
        names.append(getpass.getuser())
    with suppress(RuntimeError):
        names.append(Path.home().name)
    return sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)


def is_fit(findings: Sequence[Finding]) -> bool:
    """Tell whether nothing stands in the way of the work."""
    return all(each.state is not State.BAD for each in findings)


def as_json(findings: Sequence[Finding]) -> dict[str, object]:
    """Return the findings for a machine."""
    return {"ok": is_fit(findings), "findings": [asdict(each) for each in findings]}


def as_page(findings: Sequence[Finding], at: datetime) -> str:
    """Return one page of plain text to send back."""
    lines = [f"{HEAD}　{at:%Y-%m-%d %H:%M}", NO_NAMES, ""]
    lines += [f"{_SIGNS[each.state]}{each.topic}：{each.text}" for each in findings]
    wrong = [each.topic for each in findings if each.state is State.BAD]
    named = "、".join(dict.fromkeys(wrong))
    end = f"有 {len(wrong)} 项不行：{named}。" if wrong else "没有不行的。"
    return "\n".join([*lines, "", f"共查 {len(findings)} 项，{end}"])
