"""The real window in a process of its own, started as a desktop starts it, that answers a test.

Reads one Python expression a line and prints what it is, as JSON, on a line: what the test looks
at and where it puts the keyboard. Whatever is typed comes over the screen, as from a keyboard.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.page import ShowStudent
from ledger_app.gui.window import main as start
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.gui.window.screens import show_dialog
from tests.gui.frame import copy_of, enter
from tests.gui.real_window import editor, make_children, pane, stored


class Watch(QObject):
    """Remembers what is being composed."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what the input method says."""
        if isinstance(event, QInputMethodEvent):
            self.text = event.preeditString()
        return False


class TypedWindow:
    """What the test asks for."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        path, self.ids = make_children(folder)
        own = folder / "own"
        own.mkdir()
        self.window = window
        self.watch = Watch()
        QApplication.instance().installEventFilter(self.watch)
        enter(window, copy_of(path, own))

    def open(self, name: str) -> bool:
        """Show the file of a child."""
        self.window.pages.ask(ShowStudent(self.ids[name]))
        return True

    def shown(self) -> str:
        """Return the name of the page and of the child that are shown."""
        here = pane(self.window).student_id()
        child = next((name for name, number in self.ids.items() if number == here), "")
        return f"{self.window.pages.key()} {child}".strip()

    def at(self, widget: QWidget) -> list[int]:
        """Put the keyboard into a widget; return its rectangle on the screen."""
        widget.window().activateWindow()
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.place(widget)

    def place(self, widget: QWidget) -> list[int]:
        """Return a widget's rectangle in pixels of the screen."""
        ratio = widget.devicePixelRatioF()
        corner = widget.mapToGlobal(QPoint(0, 0))
        return [round(n * ratio) for n in (corner.x(), corner.y(), widget.width(), widget.height())]

    def ready(self) -> bool:
        """Tell whether the keyboard is where it was put, and the window in front."""
        return QApplication.focusWidget() is not None and QApplication.activeWindow() is not None

    def search(self) -> QLineEdit:
        """Return the search box, in sight."""
        self.window.pages.find_student()
        return self.window.pages.page("students").bar.box

    def field(self, key: str, tab: str = "student") -> QWidget:
        """Return the entry of a field of the shown child."""
        return editor(self.window, key, tab).entry()

    def stored(self, name: str, key: str) -> str:
        """Return what the ledger holds."""
        return stored(self.window, self.ids[name], key) or ""

    def keyboard(self) -> str:
        """Return which widget has the keyboard."""
        return repr(QApplication.focusWidget())

    def composing(self) -> str:
        """Return what the input method is composing, without the blanks between syllables."""
        return self.watch.text.replace(" ", "")

    def focused(self) -> str:
        """Return the text in the widget that has the keyboard."""
        widget = QApplication.focusWidget()
        if widget is None:
            return ""
        return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()

    def new_student(self) -> QLineEdit:
        """Show the dialog whose Enter opens a new file."""
        self.window.pages.new_student()
        return self.dialogs()[-1].findChild(QLineEdit)

    def cell(self) -> QWidget:
        """Open a cell of a table in a dialog, and return what stands in it to type in."""
        made = QDialog(self.window)
        self.table = QTableWidget(2, 1, made)
        for row in range(2):
            self.table.setItem(row, 0, QTableWidgetItem(""))
        QVBoxLayout(made).addWidget(self.table)
        show_dialog(made)
        self.table.setCurrentCell(0, 0)
        self.table.editItem(self.table.item(0, 0))
        return self.table.viewport().findChild(QLineEdit)

    def boxes(self) -> list[list[int]]:
        """Show a page higher than its window, with boxes on it; return their places."""
        made, area, page = QDialog(self.window), QScrollArea(), QWidget()
        self.combo, self.number = QComboBox(page), QSpinBox(page)
        self.combo.addItems(["一", "二", "三"])
        self.number.setValue(5)
        self.number.move(0, 80)
        page.setFixedSize(200, 3000)
        area.setWidget(page)
        QVBoxLayout(made).addWidget(area)
        self.bar = area.verticalScrollBar()
        show_dialog(made)
        self.combo.setFocus()
        return [self.place(self.combo), self.place(self.number)]

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that are open."""
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def children(self) -> int:
        """Return how many files there are."""
        return self.window.session.ledger.value("SELECT count(*) FROM student")

    def caret(self) -> list[int]:
        """Return where the input method is told the cursor is, in pixels of the screen."""
        widget = QApplication.focusWidget()
        told = QGuiApplication.inputMethod().cursorRectangle()
        ratio = widget.devicePixelRatioF()
        corner = widget.window().mapToGlobal(told.topLeft().toPoint())
        return [round(n * ratio) for n in (corner.x(), corner.y(), told.width(), told.height())]


def main(folder: Path) -> int:
    """Show the window and answer until the test hangs up."""
    road = start.choosing.prepare(start.os.environ)
    app = start.application()
    window = MainWindow()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    window.setGeometry(0, 0, min(1000, screen.width()), min(600, screen.height()))
    window.show()
    window.activateWindow()
    names = {"it": TypedWindow(window, folder), "road": road, "window": window}
    say("ready")

    def answer() -> None:
        line = sys.stdin.buffer.readline()
        if not line:
            names["it"].window.session.close()
            app.exit(0)
            return
        try:
            say(eval(line, names))
        except Exception as error:  # noqa: BLE001
            say({"error": repr(error)})

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(answer)
    return app.exec()


def say(what: object) -> None:
    """Print an answer."""
    sys.stdout.write(json.dumps(what, default=repr) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
