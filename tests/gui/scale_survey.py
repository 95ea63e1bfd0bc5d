"""Look at every place of the window at the scale of this process, and say what is not whole.

`python -m tests.gui.scale_survey FOLDER [PICTURES]` prints a JSON list of sentences. Run by
test_scales.py in a process of its own: Qt reads scale and screen once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLayout,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from ledger_app.gui.kit.one_line import OneLine
from ledger_app.gui.kit.page_area import PageArea
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.window import main as start
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.side_bar import SideBar
from tests.gui.every_place import LONG, TROUBLE, dialogs, pages, settle
from tests.gui.frame import enter
from tests.gui.real_window import make_children

TITLE_BAR = 31  # pixels of a window's frame that the screen must also hold
TEXTS = (QLabel, QPushButton, QToolButton, QCheckBox, QRadioButton)
CONTROLS = (*TEXTS, QLineEdit, QComboBox, QAbstractItemView)
LEAVING = ("取消", "关闭", "不做", "不存")
MOST_TABS = 400  # presses of Tab after which a round is given up


class Survey:
    """What was found, and where pictures go."""

    def __init__(self, window: MainWindow, pictures: Path | None) -> None:
        self.window, self.pictures = window, pictures
        self.found: list[str] = []
        self.side_bars: set[int] = set()
        self.screen = window.screen().availableGeometry()

    def look(self, place: str, root: QWidget) -> None:
        """Look at one place, then go through it with Tab."""
        settle(self.window)
        if self.pictures:
            root.grab().save(str(self.pictures / f"{place.replace(': ', '-')}.png"))
        if isinstance(root, MainWindow) and root.screens.shows_ledger():
            self.side_bars.add(root.findChild(SideBar).width())
        whole = [*self._off_screen(root), *_cut(root), *_covered(root), *_sideways(root)]
        whole += [*_likely(root), *_loose(root), *_mirrored(root)]
        self.found += [f"{place}: {each}" for each in whole]
        self.found += [f"{place}: {each}" for each in _out_of_sight_with_tab(root)]

    def _off_screen(self, root: QWidget) -> Iterator[str]:
        is_popup = root.windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup
        high = root.height() + (0 if is_popup else TITLE_BAR)
        if root.width() > self.screen.width() or high > self.screen.height():
            yield f"{root.width()}×{high} is larger than the screen"


def _shown(root: QWidget) -> Iterator[QWidget]:
    yield from (
        each for each in root.findChildren(QWidget) if each.isVisible() and each.window() is root
    )


def _size(widget: QWidget) -> str:
    return f"{widget.width()}×{widget.height()}"


def _name(widget: QWidget) -> str:
    said = getattr(widget, "text", str)
    text = said() if callable(said) else ""
    return f"{type(widget).__name__} “{(widget.accessibleName() or str(text))[:20]}”"


def _scrolls(widget: QWidget) -> QAbstractScrollArea | None:
    """Return the nearest area around a widget that it can be scrolled in."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QAbstractScrollArea) and above.viewport().isAncestorOf(widget):
            return above
        above = above.parentWidget()
    return None


def _seen(widget: QWidget) -> bool:
    """Tell whether nothing of it is beyond an edge."""
    return widget.visibleRegion().boundingRect().contains(widget.rect())


def _cut(root: QWidget) -> Iterator[str]:
    """Find what is beyond an edge without a way to scroll there, and texts that do not fit."""
    for each in _shown(root):
        if isinstance(each, QSplitterHandle | QScrollBar) or isinstance(each.parent(), QScrollBar):
            continue
        area = _scrolls(each)
        if area is None and isinstance(each, CONTROLS) and not _seen(each):
            seen = each.visibleRegion().boundingRect()
            yield f"{_name(each)} {_size(each)}, {seen.width()}×{seen.height()} of it in sight"
        if isinstance(area, QAbstractItemView):
            continue
        if isinstance(each, TEXTS) and _lacks(each):
            yield f"{_name(each)} needs {_needed(each)}, has {each.width()}×{each.height()}"
        if (
            isinstance(each, QAbstractItemView)
            and each.viewport().height() < each.fontMetrics().height()
        ):
            yield f"{_name(each)} shows no line"


def _needed(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return f"{widget.heightForWidth(widget.width())} high"
    return f"{widget.sizeHint().width()}×{widget.sizeHint().height()}"


def _lacks(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        if not widget.text() or widget.textFormat() == Qt.TextFormat.RichText:
            return False
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        if isinstance(widget, OneLine):
            return False  # gives way, and is read whole under the mouse
        return (
            widget.sizeHint().width() > widget.width() + 1
            or QFontMetrics(widget.font()).height() > widget.height() + 2
        )
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == icon_only:
        return False
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.minimumSizeHint().width() > widget.width() + 1
    return False


def _covered(root: QWidget) -> Iterator[str]:
    """Find neighbours that lie on one another."""
    for parent in [root, *_shown(root)]:
        if parent.layout() is None:
            continue
        near = [e for e in parent.children() if isinstance(e, CONTROLS) and e.isVisible()]
        for at, one in enumerate(near):
            for other in near[at + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > 1 and shared.height() > 1:
                    yield f"{_name(one)} lies on {_name(other)}"


def _likely(root: QWidget) -> Iterator[str]:
    """See that at most one button of a dialog is drawn as what is likely done, none that leaves."""
    likely = [e for e in _shown(root) if isinstance(e, QPushButton) and e.property("primary")]
    if isinstance(root, QDialog) and len(likely) > 1:
        yield f"{[each.text() for each in likely]} are all drawn as the likely one"
    yield from (f"“{e.text()}” is drawn as the likely one" for e in likely if e.text() in LEAVING)


def _mirrored(root: QWidget) -> Iterator[str]:
    """Find menus that took over the direction of a button whose arrow stands behind its word."""
    for menu in root.findChildren(QMenu):
        if menu.layoutDirection() is not Qt.LayoutDirection.LeftToRight:
            yield f"the menu of {_name(menu.parentWidget())} is the wrong way round"


def _loose(root: QWidget) -> Iterator[str]:
    """Find what stands in no layout though what is around it has one: it lies over the rest."""
    for each in [root, *_shown(root)]:
        inside = each.layout() if type(each).layout is QWidget.layout else None
        if inside is None or isinstance(each, QMainWindow | QMessageBox):
            continue
        for child in each.children():
            is_shown = isinstance(child, QWidget) and not child.isWindow() and child.isVisible()
            if is_shown and inside.indexOf(child) < 0 and not _laid_out(inside, child):
                yield f"{_name(child)} stands in no layout of {type(each).__name__}"


def _laid_out(layout: QLayout, child: QWidget) -> bool:
    inner = (layout.itemAt(at).layout() for at in range(layout.count()))
    return any(e is not None and (e.indexOf(child) >= 0 or _laid_out(e, child)) for e in inner)


def _sideways(root: QWidget) -> Iterator[str]:
    """Find areas whose content is wider than they are, whatever they say about scroll bars."""
    for each in _shown(root):
        if isinstance(each, QScrollArea) and each.widget() is not None:
            over = each.widget().width() - each.viewport().width()
            if over > 1:
                yield f"{type(each.widget()).__name__} is {over} wider than its scroll area"


def _out_of_sight_with_tab(root: QWidget) -> Iterator[str]:
    """Press Tab until the round is over; name what has the keyboard and is not in sight."""
    root.activateWindow()
    seen: set[int] = set()
    for _ in range(MOST_TABS):
        target = QApplication.focusWidget() or root
        QTest.keyClick(target, Qt.Key.Key_Tab)
        QApplication.processEvents()
        here = QApplication.focusWidget()
        if not isValid(root):  # a small window that goes with any key
            return
        if here is None or here.window() is not root or id(here) in seen:
            return
        seen.add(id(here))
        missing = hidden_part(here)
        if missing:
            yield f"{_name(here)} has the keyboard, {missing}"


def hidden_part(here: QWidget) -> str:
    """Return what of a widget, and of the problem under its field, is not in sight."""
    whole = here
    above = here.parentWidget()
    while above is not None and not above.isWindow():
        if above.property("seen_whole"):
            whole = above
        above = above.parentWidget()
    area = _scrolls(whole)
    room = area.viewport().size() if area is not None else here.window().size()
    wanted = QRect(QPoint(0, 0), whole.size().boundedTo(room))
    shown = whole.visibleRegion().boundingRect()
    if isinstance(here, QTabBar):
        wanted = here.tabRect(here.currentIndex())
    if shown.width() + 1 >= wanted.width() and shown.height() + 1 >= wanted.height():
        return ""
    return f"{shown.width()}×{shown.height()} of {wanted.width()}×{wanted.height()} in sight"


def _crowd(window: MainWindow) -> None:
    """Show as many messages at once as there may be."""
    window.pages.show_page("settings")
    for at in range(3):
        window.messages.show_failure(f"{at + 1}. {LONG}：{TROUBLE[0]}", TROUBLE[1])


def _lines_in_sight(survey: Survey) -> None:
    """See that the list of 今日 shows more than three lines, on all but the smallest screen."""
    window = survey.window
    window.pages.show_page("today")
    settle(window)
    view = window.pages.page("today").view
    rows = [view.visualRect(view.model().index(at, 0)).height() for at in (0, 1)]
    lines = (view.viewport().height() - rows[0]) / rows[1]
    least = 4 if survey.screen.height() > 400 else 1
    if lines < least:
        survey.found.append(f"today: {lines:.1f} lines in sight")


def _one_bar(survey: Survey) -> None:
    """See that lists give way before their page has to scroll: one bar beside another confuses.

    On the smallest screen some pages must scroll.
    """
    window = survey.window
    for place in pages(window) if survey.screen.height() > 400 else ():
        settle(window)
        for area in window.findChildren(PageArea):
            over = area.widget().height() - area.viewport().height()
            if area.isVisible() and over > 0:
                survey.found.append(f"{place}: the page is {over} higher than its room")


def main(folder: Path, pictures: Path | None) -> int:
    """Look everywhere; print what was found."""
    start.application()
    path, ids = make_children(folder)
    window = MainWindow()
    screen = window.screen().availableGeometry()
    window.show()
    QApplication.processEvents()  # a small screen is filled, the first time
    window.showNormal()
    window.setGeometry(0, 0, screen.width(), screen.height() - TITLE_BAR)
    survey = Survey(window, pictures)
    survey.look("start", window)
    window.screens.show_unlock(path)
    survey.look("unlock", window)
    enter(window, path)
    window.pages.ask(ShowStudent(ids["王𬱖"]))
    for place in pages(window):
        survey.look(place, window)
    _crowd(window)
    survey.look("three messages", window)
    window.messages.clear()
    _lines_in_sight(survey)
    _one_bar(survey)
    for name, made in dialogs(window):
        survey.look(name, made)
    if len(survey.side_bars) != 1:
        survey.found.append(f"the side bar is {survey.side_bars} wide")
    sys.stdout.write(json.dumps(survey.found, ensure_ascii=False))
    window.session.settle(60_000)
    window.session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
