"""Whether every package that the program stands on can be loaded, and is the locked one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module, metadata

from ledger_app import paths
from ledger_app.selfcheck.findings import Finding, bad, good, note, reason

# What is installed, and what is loaded from it.
PACKAGES = {
    "PySide6-Essentials": ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg"),
    "sqlcipher3": ("sqlcipher3.dbapi2",),
    "sqlite-utils": ("ledger_app.store", "sqlite_utils"),  # the first prepares the second
    "python-calamine": ("python_calamine",),
    "openpyxl": ("openpyxl",),
    "reportlab": ("reportlab.pdfgen.canvas",),
    "pypdfium2": ("pypdfium2",),
    "pypinyin": ("pypinyin",),
    "cryptography": ("cryptography.hazmat.primitives.asymmetric.ed25519",),
    "pyrage": ("pyrage",),
    "click": ("click",),
}


def findings() -> Iterator[Finding]:
    """Load one package after the other; this process may be ended by one of them."""
    locked, loaded = _locked(), []
    for name, modules in PACKAGES.items():
        sys.stderr.write(f"{name}\n")  # if it takes the process down, the last one did
        sys.stderr.flush()
        try:
            for module in modules:
                import_module(f"PySide6.{module}" if name.startswith("PySide6") else module)
            version = metadata.version(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next ones are looked at
            yield bad("组件", f"{name} 不能用：{reason(error)}。请删掉 .venv 文件夹再启动一次。")
            continue
        loaded.append(f"{name} {version}")
        if version != locked.get(name.lower(), version):
            yield note("组件", f"{name} 是 {version}，本来应该是 {locked[name.lower()]}。")
    if len(loaded) == len(PACKAGES):
        yield good("组件", f"{len(loaded)} 个都能用：{'、'.join(loaded)}。")


def _locked() -> dict[str, str]:
    """Return the locked versions by name in small letters; nothing where the list is not kept."""
    try:
        text = (paths.resources().parent / "requirements.txt").read_text(encoding="utf-8")
    except OSError:
        return {}
    found = re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.MULTILINE)
    return {name.lower(): version for name, version in found}
