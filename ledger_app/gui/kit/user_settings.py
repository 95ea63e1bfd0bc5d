"""What the window remembers for this user: recent files, place, text size, light or dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QStandardPaths, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from ledger_app import paths
from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.gui.kit import remembered, theme

NAME = "window"
DEMO = "demo"  # folder of the demo ledgers
MOST_RECENT = 5
USUAL_SIZE = (1280, 800)
LEAST_TEXT, MOST_TEXT = -2, 6  # pixels added to the usual text
TEXT_STEP = 2
LOOKS = {"system": None, "light": False, "dark": True}


def recent_files() -> list[Path]:
    """Return the ledgers opened last, the newest first, five at most; missing files too."""
    found = remembered.recall(NAME).get("recent")
    names = [name for name in found if isinstance(name, str)] if isinstance(found, list) else []
    return [Path(name) for name in names[:MOST_RECENT]]


def note_recent(path: Path) -> None:
    """Put a ledger at the top of the recent files."""
    others = [each for each in recent_files() if each != path]
    _keep(recent=[str(each) for each in (path, *others)][:MOST_RECENT])


def forget_recent(path: Path) -> None:
    """Take a ledger off the recent files."""
    _keep(recent=[str(each) for each in recent_files() if each != path])


def text_size() -> int:
    """Return the pixels added to the usual text."""
    kept = remembered.recall(NAME).get("text_size")
    return max(LEAST_TEXT, min(MOST_TEXT, kept)) if isinstance(kept, int) else 0


def look() -> str:
    """Return system, light or dark."""
    kept = remembered.recall(NAME).get("look")
    return kept if isinstance(kept, str) and kept in LOOKS else "system"


def change_looks(*, text: int | None = None, scheme: str = "") -> None:
    """Remember text size or look and show it at once."""
    if text is not None:
        _keep(text_size=max(LEAST_TEXT, min(MOST_TEXT, text)))
    if scheme in LOOKS:
        _keep(look=scheme)
    show_looks()


def show_looks() -> None:
    """Give the program the remembered text size and look."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply_theme(app, LOOKS[look()], text_size())


def first_time(name: str, happens: bool) -> bool:
    """Tell whether something happens that did not at the last start: it is said once, not daily."""
    before = remembered.recall(NAME).get(name) is True
    if happens != before:
        _keep(**{name: happens})
    return happens and not before


def keep_place(window: QMainWindow) -> None:
    """Remember size and place of the window."""
    if window.isMinimized() or window.isFullScreen():
        return
    place = window.normalGeometry()
    _keep(
        place=[place.x(), place.y(), place.width(), place.height()], maximized=window.isMaximized()
    )


def restore_place(window: QMainWindow) -> None:
    """Put the window where it was, moved onto a screen that is there now."""
    kept = remembered.recall(NAME)
    numbers = kept.get("place")
    if isinstance(numbers, list) and len(numbers) == 4 and all(type(n) is int for n in numbers):
        window.setGeometry(onto_screen(QRect(*numbers)))
    else:
        window.setGeometry(onto_screen(_middle()))
    if kept.get("maximized", _is_small_screen()) is True:
        # A maximized window that is asked for before it is shown forgets its other size.
        QTimer.singleShot(0, window, window.showMaximized)


def _is_small_screen() -> bool:
    """Tell whether the usual size would nearly fill the screen: then fill it, the first time."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    return screen.width() < USUAL_SIZE[0] * 1.2 or screen.height() < USUAL_SIZE[1] * 1.1


def _middle() -> QRect:
    place = QRect(0, 0, *USUAL_SIZE)
    place.moveCenter(QGuiApplication.primaryScreen().availableGeometry().center())
    return place


def onto_screen(place: QRect) -> QRect:
    """Return the place made small enough for the screen nearest to it, and wholly on it."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    best = max(screens, key=_overlap(place))
    if not best.intersects(place):
        best = QGuiApplication.primaryScreen().availableGeometry()
    width, height = min(place.width(), best.width()), min(place.height(), best.height())
    left = max(best.left(), min(place.left(), best.right() - width + 1))
    top = max(best.top(), min(place.top(), best.bottom() - height + 1))
    return QRect(left, top, width, height)


def _overlap(place: QRect) -> Any:  # noqa: ANN401
    def area(screen: QRect) -> int:
        shared = screen.intersected(place)
        return max(0, shared.width()) * max(0, shared.height())

    return area


def folder_for_files() -> Path:
    """Return the folder a new ledger is offered in: that of the last one, else Documents."""
    for path in recent_files():
        if path.parent.is_dir() and not is_demo(path):
            return path.parent
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    return folder if folder.is_dir() else Path.home()


def folder_apart(other: Path) -> Path:
    """Return the folder where something is offered that must not lie beside what is in `other`."""
    places = QStandardPaths.StandardLocation
    usual = (places.DesktopLocation, places.DocumentsLocation, places.DownloadLocation)
    names = [QStandardPaths.writableLocation(place) for place in usual]
    folders = [*(Path(name) for name in names if name), Path.home()]
    return next((each for each in folders if each.is_dir() and each != other), Path.home().parent)


def is_demo(path: Path) -> bool:
    """Tell whether this is a demo ledger."""
    try:
        return path.parent == paths.user_folder() / DEMO
    except OSError:
        return False


def demo_folder() -> Path:
    """Return the folder of the demo ledgers, made if absent; raise LedgerError if it cannot be."""
    try:
        folder = paths.user_folder() / DEMO
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise LedgerError(
            f"这台电脑上放个人设置的文件夹写不进去（{fault_text(error)}）。",
            "请让管理员检查这个用户的文件夹权限；自己的台账不受影响，照样可以打开。",
        ) from error
    return folder


def _keep(**values: object) -> None:
    remembered.keep(NAME, {**remembered.recall(NAME), **values})
