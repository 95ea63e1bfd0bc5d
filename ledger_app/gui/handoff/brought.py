"""What of the things dropped on the window belongs to the hand-off."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

PACKAGES = frozenset((".handoff", ".receipt"))
CARD = ".pair"


def brought(mime: QMimeData) -> tuple[Path, ...]:
    """Return packages, receipts, cards and folders that are dragged: a stick is a folder."""
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return tuple(each for each in paths if is_of_handoff(each))


def is_of_handoff(path: Path) -> bool:
    """Tell whether a file is named like one of the hand-off's, or is a folder."""
    suffix = path.suffix.lower()
    return suffix in PACKAGES or suffix == CARD or path.is_dir()


def cards_among(paths: tuple[Path, ...]) -> list[Path]:
    """Return the cards of pairing among files; in a folder only if it holds no package."""
    return [each for each in paths if each.suffix.lower() == CARD and not each.is_dir()]
