"""Names of files that every system takes as they are: a stick goes from Linux to Windows and back.

Windows swallows some names: `CON.pdf` is written to no file, `名单.` becomes `名单`, and `a:b.pdf`
is a hidden stream of `a`, partly without an error. So they are refused everywhere.
Source: Microsoft, Naming Files, Paths, and Namespaces.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from ledger_app.domain.errors import LedgerError

SIGNS = '<>:"/\\|?*'
_DIGITS = "0123456789¹²³"
_PORTS = frozenset(f"{port}{digit}" for port in ("COM", "LPT") for digit in _DIGITS)
_DEVICES = _PORTS | {"CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"}
_UNFIT = re.compile(f"[{re.escape(SIGNS)}\0-\x1f]")


def must_be_fit(path: Path) -> None:
    """Raise LedgerError if Windows would not keep a new file under the name it is to get.

    A file that lies there already has shown that this system takes its name.
    """
    # Windows finds `名单` where `名单.` was asked for, and devices in every folder.
    if os.name != "nt" and os.path.isfile(path):
        return
    if why := why_unfit(path.name):
        raise LedgerError(f"“{path.name}”不能作文件名：{why}", "请换一个文件名再试。")


def why_unfit(name: str) -> str:
    """Return why Windows does not take a file name, in a sentence, or an empty string."""
    if found := _UNFIT.search(name):
        sign = f"“{found[0]}”" if found[0] in SIGNS else "换行、制表这类看不见的字符"
        return f"Windows 的文件名里不能有{sign}。"
    if name.endswith((".", " ")):
        return "Windows 会去掉末尾的句点和空格，存下的就是另一个名字。"
    # `CON .pdf` and `con.tar.gz` mean the device as well.
    if (stem := name.split(".")[0].rstrip(" ")).upper() in _DEVICES:
        return f"“{stem}”在 Windows 上是设备的名字，存不成文件。"
    return ""


def fitting(text: str) -> str:
    """Return text for a suggested file name, with a hyphen for each character that is unfit."""
    return _UNFIT.sub("-", text)
