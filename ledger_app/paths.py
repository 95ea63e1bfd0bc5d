"""Where resources and user files lie: installed, frozen or from a checkout."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

APP_FOLDER = "yishengyidang"


def resources() -> Path:
    """Return the folder that holds codes, fonts, printouts, rules, icons."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def user_folder() -> Path:
    """Return the folder of this user's own settings (recent files, layout), made if absent."""
    name, below = (
        ("APPDATA", "AppData/Roaming")
        if sys.platform == "win32"
        else ("XDG_CONFIG_HOME", ".config")
    )
    base = Path(os.environ[name]) if os.environ.get(name) else _home() / below
    folder = base / APP_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _home() -> Path:
    """Return the home folder; for a user whom the system does not know, the temporary one."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(tempfile.gettempdir())


def own_command() -> list[str]:
    """Return what starts this program once more, before its arguments."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-P", "-m", "ledger_app"]  # -P: nothing of the present folder


def own_environment() -> dict[str, str]:
    """Return the environment of another run of this program: found, in UTF-8, without password."""
    known = os.environ.get("PYTHONPATH")
    root = str(Path(__file__).resolve().parents[1])
    found = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    found["PYTHONPATH"] = os.pathsep.join([root, *([known] if known else [])])
    found.pop("LEDGER_PASSWORD", None)
    return found
