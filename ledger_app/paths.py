"""Where resources and user files lie: installed, frozen or from a checkout."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP_FOLDER = "yishengyidang"


def resources() -> Path:
    """Return the folder that holds codes, fonts, printouts, rules, icons."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def user_folder() -> Path:
    """Return the folder of this user's own settings (recent files, layout), made if absent."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", str(Path.home() / "AppData" / "Roaming")))
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config")))
    folder = base / APP_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
