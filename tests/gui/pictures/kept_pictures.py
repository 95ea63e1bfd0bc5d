"""Renew the pictures of the README and of the help: the window as it is, on invented children.

`python -m tests.gui.pictures.kept_pictures` writes docs/pictures and resources/help/pictures;
a step of each release.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from ledger_app.actions.demo import DEMO_PASSWORD
from ledger_app.actions.demo.make_demo import make_demo
from ledger_app.gui.kit import theme
from ledger_app.gui.window import main as start
from ledger_app.gui.window.main_window import MainWindow
from tests.gui.every_place import settle
from tests.gui.pictures.help_scenes import HELP_SCENES
from tests.gui.pictures.kept_scenes import HANDED_OVER, SCENES, dismiss
from tests.gui.pictures.office_screen import CHECKOUT, HEIGHT, WIDTH, run_on

README = CHECKOUT / "docs" / "pictures"
HELP = CHECKOUT / "resources" / "help" / "pictures"
DARK = "dark"  # the scene that is shown in dark colours
A_MORNING = datetime(2026, 11, 19, 8, 30)
MOST_COLOURS, ALIKE = 256, 0xFFF0F0F0
SHADE, FRAME = 70, 2


def main() -> int:
    """Draw on the screen of an office, whatever this one is."""
    return run_on(1.0, "tests.gui.pictures.kept_pictures", "here")


def renew() -> None:
    """Draw everything anew."""
    app = start.application()
    for folder in (README, HELP):
        folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        ledger = make_demo(Path(folder) / "演示.ledger", DEMO_PASSWORD, clock=lambda: A_MORNING)
        window = _window()
        window.opening.take(ledger)
        for name, show in SCENES.items():
            theme.apply_theme(app, dark=name == DARK)
            shown = show(window)
            settle(window)
            _save(_drawn(window, shown), README / f"{name}.png")
        theme.apply_theme(app, dark=False)
        _close(window)
        _renew_help(Path(folder))
        for name, prepare in HANDED_OVER.items():
            window = _window()
            prepare(window, Path(folder) / name)
            _save(_drawn(window, window), README / f"{name}.png")
            _close(window)


def _renew_help(folder: Path) -> None:
    window = _window()
    window.opening.take(make_demo(folder / "帮助.ledger", DEMO_PASSWORD, clock=lambda: A_MORNING))
    for name, draw in HELP_SCENES.items():
        _save(draw(window), HELP / f"{name}.png")
    _close(window)


def _window() -> MainWindow:
    window = MainWindow()
    window.show()
    window.showNormal()
    window.setGeometry(0, 0, WIDTH, HEIGHT)
    return window


def _close(window: MainWindow) -> None:
    window.session.settle(60_000)
    window.session.close()
    window.hide()


def _drawn(window: MainWindow, shown: QWidget) -> QImage:
    """Draw the window, and over it the dialog that a scene has opened."""
    settle(window)
    image = window.grab().toImage()
    if shown is window:
        return image
    over = shown.grab().toImage()
    painter = QPainter(image)
    painter.fillRect(image.rect(), QColor(0, 0, 0, SHADE))
    at = QPoint((image.width() - over.width()) // 2, (image.height() - over.height()) // 2)
    frame = over.rect().translated(at).adjusted(-FRAME, -FRAME, FRAME, FRAME)
    painter.fillRect(frame, theme.colour("line_strong"))
    painter.drawImage(at, over)
    painter.end()
    dismiss(shown)
    settle(window)
    return image


def _save(image: QImage, path: Path) -> None:
    """Save with few colours: a third of the size, and nothing of it is seen."""
    exact = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(exact.constBits()).cast("B").cast("I"))
    alike: dict[int, int] = {}  # of colours nearly the same the most frequent: a rare red stays
    for colour, _ in counted.most_common():
        alike.setdefault(colour & ALIKE, colour)
    table = list(alike.values())[:MOST_COLOURS]
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    exact.convertToFormat(QImage.Format.Format_Indexed8, table, plain).save(str(path), "PNG", 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        renew()
        sys.exit(0)
    sys.exit(main())
