"""What the pictures of the help show: the part of the window that a page speaks of.

A whole window could not be read beside the list of pages.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.catalogue.evidence_meanings import RollCallKind
from ledger_app.gui.attendance.roll_call_dialog import RollCallDialog
from ledger_app.gui.window.main_window import MainWindow
from tests.gui.every_place import settle
from tests.gui.pictures.kept_scenes import SCENES, dismiss, wait

AROUND = 150  # pixels above and below what is pointed at
WIDEST = 640  # of a part of the window: more could not be read


def _whole(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _top_of(widget: QWidget, height: int) -> QImage:
    return widget.grab(QRect(0, 0, min(widget.width(), WIDEST), height)).toImage()


def _dialog(scene: str) -> Callable[[MainWindow], QImage]:
    def draw(window: MainWindow) -> QImage:
        shown = SCENES[scene](window)
        settle(window)
        image = _whole(shown)
        dismiss(shown)
        return image

    return draw


def _sentence(window: MainWindow) -> QImage:
    """Type a sentence: under the box stands what of it is understood."""
    window.pages.show_page("students")
    page = window.pages.page("students")
    settle(window)
    page.bar.box.setText("六年级以上 留守 十五天没家访")
    wait(window)
    assert page.bar.box.text()
    image = _top_of(page, AROUND * 2)
    page.bar.box.clear()
    settle(window)
    return image


def _consequence(window: MainWindow) -> QImage:
    """Draw the field in whose line it stands what typing the date will change."""
    SCENES["file"](window)
    pane = window.pages.page("students").pane
    editor = pane.tab("dropout").kept_form().form.editor("confirmed_on")
    form = editor.parentWidget()
    top = max(0, editor.geometry().top() - AROUND // 2)
    part = QRect(0, top, min(form.width(), WIDEST), editor.height() + AROUND)
    return form.grab(part).toImage()


def _roll_call(window: MainWindow) -> QImage:
    made = RollCallDialog(window.session, kind=RollCallKind.ROLL_CALL, parent=window)
    made.show()
    settle(window)
    CountedKeys(window).press("Space", "Down", "Down", "Space")
    wait(window)
    image = _whole(made)
    made.model.is_changed = False
    dismiss(made)
    return image


def _completeness(window: MainWindow) -> QImage:
    made = SCENES["completeness"](window)
    settle(window)
    image = _top_of(made, AROUND * 2)
    dismiss(made)
    return image


def _examination(window: MainWindow) -> QImage:
    window.pages.show_page("examination")
    wait(window)
    page = window.pages.page("examination")
    return _top_of(page, AROUND * 2)


HELP_SCENES: dict[str, Callable[[MainWindow], QImage]] = {
    "contact": _dialog("contact"),
    "new_file": _dialog("new_file"),
    "completeness": _completeness,
    "sentence": _sentence,
    "consequence": _consequence,
    "roll_call": _roll_call,
    "examination": _examination,
}
