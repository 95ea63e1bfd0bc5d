"""Grab every page, tab and dialog as an office sees it, to be looked at by eye.

`python -m tests.gui.pictures.every_picture FOLDER` fills FOLDER/100-light, 100-dark … 150-dark.
Each is grabbed in a process of its own: Qt reads scale and screen once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from ledger_app.gui.kit import theme
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.window import main as start
from ledger_app.gui.window.main_window import MainWindow
from tests.gui.every_place import dialogs, pages, settle
from tests.gui.frame import enter
from tests.gui.pictures.office_screen import run_on
from tests.gui.real_window import make_children

SCALES = (1.0, 1.25, 1.5)
SCHEMES = ("light", "dark")
TITLE_BAR = 31  # pixels of a window's frame that the screen must also hold


def main(folder: Path) -> int:
    """Grab everything in each scale and scheme; return the worst exit code."""
    return max(
        run_on(scale, "tests.gui.pictures.every_picture", folder / _name(scale, scheme), scheme)
        for scale in SCALES
        for scheme in SCHEMES
    )


def _name(scale: float, scheme: str) -> str:
    return f"{scale:.0%}-{scheme}".replace("%", "")


def grab_all(folder: Path, scheme: str) -> None:
    """Grab everything on the screen of this process."""
    folder.mkdir(parents=True, exist_ok=True)
    app = start.application()
    theme.apply_theme(app, dark=scheme == "dark")
    with TemporaryDirectory() as ledger_folder:
        path, ids = make_children(Path(ledger_folder))
        window = MainWindow()
        for place, root in _everywhere(window, path, ids):
            settle(window)
            name = place.replace(": ", "-").replace("/", "、")
            root.grab().save(str(folder / f"{name}.png"))
        window.session.settle(60_000)
        window.session.close()


def _everywhere(
    window: MainWindow, path: Path, ids: dict[str, str]
) -> Iterator[tuple[str, QWidget]]:
    window.show()
    QApplication.processEvents()  # a small screen is filled, the first time
    window.showNormal()
    room = window.screen().availableGeometry()
    window.setGeometry(0, 0, room.width(), room.height() - TITLE_BAR)
    yield "start", window
    window.screens.show_unlock(path)
    yield "unlock", window
    enter(window, path)
    window.pages.ask(ShowStudent(ids["王𬱖"]))
    for place in pages(window):
        yield place, window
    yield from dialogs(window)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        grab_all(Path(sys.argv[1]), sys.argv[2])
        sys.exit(0)
    sys.exit(main(Path(sys.argv[1])))
