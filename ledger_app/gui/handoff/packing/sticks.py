"""Where a package can go: sticks and other disks that are plugged in now."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

PLUGGED_IN = ("/media", "/run/media", "/mnt", "/Volumes")  # where systems show them


def plugged_in() -> list[Path]:
    """Return the roots of the disks that were plugged in and can be written to."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        usable = volume.isValid() and volume.isReady() and not volume.isReadOnly()
        if usable and not volume.isRoot() and _is_plugged_in(volume.rootPath()):
            found.append(Path(volume.rootPath()))
    return sorted(found)


def _is_plugged_in(root: str) -> bool:
    """Tell whether it is no part of the computer; Windows says so of none but the first disk."""
    return sys.platform == "win32" or root.startswith(PLUGGED_IN)
