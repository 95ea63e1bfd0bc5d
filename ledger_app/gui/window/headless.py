"""Without a screen: the main job on demo data, with paper, due list and pictures in a folder."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

from ledger_app.actions import list_students
from ledger_app.actions.demo import DEMO_PASSWORD
from ledger_app.actions.demo.show_demo import show_demo
from ledger_app.actions.list_students import ListQuery
from ledger_app.actions.open_ledger import Ledger
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain.errors import LedgerError
from ledger_app.files.writing import write

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ledger_app.gui.window.main_window import MainWindow

SIZE = (1366, 768)
_SETTLE_SECONDS = 20.0


def main() -> int:
    """Make the folder, fill it, name it on stdout; return the exit code."""
    folder = Path.cwd() / f"一生一档演示-{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir()
        ledger = show_demo(folder)
    except (LedgerError, OSError) as error:
        sys.stderr.write(f"{error}\nThe demonstration did not come to its end, see above.\n")
        return 1
    _take_pictures(ledger, folder)
    sys.stderr.write(
        "已用虚构的演示数据做完主要工作：台账和档案卡 PDF、今日应办清单（due.txt）、窗口图片。\n"
        "The main job is done on invented data: ledgers and a card as PDF, the due list (due.txt), "
        "pictures of the window.\n"
        f"演示台账的口令 / Password of the demo ledger: {DEMO_PASSWORD}\n"
        "都在这个文件夹里 / All of it is in this folder:\n"
    )
    sys.stderr.flush()
    sys.stdout.write(f"{folder}\n")
    return 0


def _take_pictures(ledger: Ledger, folder: Path) -> None:
    app = _begin_application()
    from ledger_app.gui.window.main_window import MainWindow

    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    window.opening.take(ledger)
    for page in window.pages.names():
        window.pages.show_page(page)
        if page == "students":
            _open_a_file(window, ledger)
        _settle(app, window)
        write(folder / f"{page}.png", _png(window))
    _show_board(window)
    _settle(app, window)
    write(folder / "board.png", _png(window))
    window.session.close()
    window.hide()


def _begin_application() -> QApplication:
    """Begin on a screen of the usual size: that of Qt's own platform is 800 × 800."""
    from ledger_app.gui.window.main import application

    screen = {"name": "office", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1], "dpr": 1}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    with TemporaryDirectory() as folder:
        described = Path(folder) / "screen.json"
        write(described, json.dumps({"screens": [screen]}).encode())
        # A drive letter, or another script, would end the name for Qt.
        is_plain = str(described).isascii() and ":" not in str(described)
        platform = f"offscreen:configfile={described}" if is_plain else "offscreen"
        told = os.environ.get("QT_QPA_PLATFORM")
        os.environ["QT_QPA_PLATFORM"] = platform
        try:
            return application()
        finally:
            # The file is gone in a moment: whatever is started later must not look for it.
            os.environ["QT_QPA_PLATFORM"] = told or "offscreen"


def _png(window: MainWindow) -> bytes:
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return bytes(buffer.data().data())


def _open_a_file(window: MainWindow, ledger: Ledger) -> None:
    from ledger_app.gui.page import ShowStudent

    dropped_out = list_students.numbers(
        ledger, ListQuery(filters=(("status", (StatusCode.PERSUADING,)),))
    )
    for row in list_students.rows(ledger, sorted(dropped_out)[:1]):
        window.pages.ask(ShowStudent(row["id"]))


def _show_board(window: MainWindow) -> None:
    from ledger_app.gui.students.page import StudentsPage

    window.pages.show_page("students")
    page = window.pages.page("students")
    if isinstance(page, StudentsPage):
        page.show_board()


def _settle(app: QApplication, window: MainWindow) -> None:
    """Let lists load and pages be drawn: until no work has run for a moment."""
    end = monotonic() + _SETTLE_SECONDS
    quiet_since = monotonic()
    while monotonic() < end and monotonic() - quiet_since < 0.6:
        app.processEvents()
        if window.session.is_busy:
            quiet_since = monotonic()
