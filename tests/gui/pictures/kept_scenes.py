"""What the kept pictures show: each scene brings the window of the demo there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ledger_app.actions import list_students
from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.list_students import ListQuery
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.imports.import_window import COLUMNS, ImportWindow
from ledger_app.gui.noting.completeness_dialog import CompletenessDialog
from ledger_app.gui.page import LogContact, PrintRoute, PrintSheet, ShowStudent
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.changes.revisions import revise
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import a_school_and_its_township, add_children, opened_of
from tests.gui.children import id_number
from tests.gui.every_place import settle

TICKED = 3  # lines of 今日
QUIET, LONGEST = 1.5, 30  # seconds
GIVEN_NAMES = (
    "秀英",
    "建国",
    "小梅",
    "志强",
    "春花",
    "明亮",
    "玉兰",
    "文斌",
    "晓燕",
    "立军",
    "桂芳",
    "海涛",
)


def open_file(window: MainWindow, status: str) -> str:
    """Open the file of the first child of a status."""
    ledger = window.session.ledger
    numbers = sorted(list_students.numbers(ledger, ListQuery(filters=(("status", (status,)),))))
    student = str(list_students.rows(ledger, numbers[:1])[0]["id"])
    window.pages.ask(ShowStudent(student))
    settle(window)
    return student


def _today(window: MainWindow) -> QWidget:
    """Show the morning's lines, some of them ticked."""
    window.pages.show_page("today")
    settle(window)
    page = window.pages.page("today")
    page.view.setFocus()
    CountedKeys(window).press(*["Space", "Down"] * TICKED)
    return window


def _students(window: MainWindow) -> QWidget:
    """Show who is out of school, and the file of one of them."""
    open_file(window, StatusCode.PERSUADING)
    return window


def _file(window: MainWindow) -> QWidget:
    """Type the date of a dropout: under it stands what that entry will do."""
    open_file(window, StatusCode.SUSPECTED)
    pane = window.pages.page("students").pane
    pane.show_tab("dropout")
    settle(window)
    editor = pane.tab("dropout").kept_form().form.editor("confirmed_on")
    window.activateWindow()  # after a dialog, no window is
    QApplication.processEvents()
    editor.focus_editor()
    CountedKeys(window).write("11-19")
    assert editor.has_pending()
    wait(window)
    return window


def wait(window: MainWindow) -> None:
    """Wait until nothing has run for a moment: a preview, what is foreseen of an entry."""
    since, end = monotonic(), monotonic() + LONGEST
    while monotonic() < end and monotonic() - since < QUIET:
        QApplication.processEvents()
        if window.session.is_busy:
            since = monotonic()


def dismiss(shown: QWidget) -> None:
    """Close a dialog without a question about what was typed into it."""
    if isinstance(shown, QDialog):
        QDialog.reject(shown)
    else:
        shown.close()
    QApplication.processEvents()


def _contact(window: MainWindow) -> QWidget:
    """Log a call: the father promises that the child is back in three days."""
    student = open_file(window, StatusCode.PERSUADING)
    window.pages.page("students").asks.emit(LogContact((student,)))
    settle(window)
    keys = CountedKeys(window)
    keys.press("2", "2", "2").write("父亲说周末一定送孩子回来，路费已经借到。")
    keys.press("Tab", "+", "3", "Tab")
    wait(window)
    return _shown(ContactDialog)


def _new_file(window: MainWindow) -> QWidget:
    """Begin a file whose child may be there already."""
    ledger = window.session.ledger
    name = ledger.value("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no LIMIT 1")
    made = NewFileDialog(window.session, window)
    made.show()
    settle(window)
    CountedKeys(window).write(str(name)).press("Return")
    CountedKeys(window).write(id_number("2017-03-11", 200))
    settle(window)
    return made


def _board(window: MainWindow) -> QWidget:
    window.pages.page("students").commit_pending()
    window.pages.show_page("students")
    window.pages.page("students").show_board()
    return window


def _completeness(window: MainWindow) -> QWidget:
    window.pages.page("students").focus_list()
    made = CompletenessDialog(window.session, open_file(window, StatusCode.PERSUADING), window)
    made.show()
    return made


def _route_sheet(window: MainWindow) -> QWidget:
    window.pages.ask(PrintRoute())
    wait(window)
    return window


def _print(window: MainWindow) -> QWidget:
    window.pages.ask(PrintSheet("dropout_ledger"))
    wait(window)
    return window


def _import(window: MainWindow) -> QWidget:
    """Import a roster whose headings are those of a school, up to what each column is."""
    path = window.session.ledger.path.parent / "三年级花名册.csv"
    columns = "序号,学生姓名,性别,身份证号码,班别,家长姓名,家长联系电话,校服尺码"
    sizes = ("120", "130", "125", "135")
    rows = [
        f"{n + 1},王{chr(0x5B89 + n * 7)},{'男女'[n % 2]},{id_number('2017-03-11', 300 + 2 * n)},"
        f"三年级2班,王{chr(0x5EFA + n)},138000{n:05},{sizes[n % 4]}"
        for n in range(14)
    ]
    path.write_text("\n".join([columns, *rows]), "utf-8")
    made = ImportWindow(window.session, path, window)
    made.show()
    settle(window)
    assert made.step() == COLUMNS, made.message.text()
    return made


def _shown(kind: type[QWidget]) -> QWidget:
    return next(e for e in QApplication.topLevelWidgets() if isinstance(e, kind) and e.isVisible())


SCENES: dict[str, Callable[[MainWindow], QWidget]] = {
    "today": _today,
    "students": _students,
    "contact": _contact,
    "new_file": _new_file,
    "board": _board,
    "completeness": _completeness,
    "route_sheet": _route_sheet,
    "print": _print,
    "import": _import,
    "dark": _students,
    "file": _file,
}


def _two_units(folder: Path) -> None:
    """Hand one package up and another after it, changed on both sides."""
    folder.mkdir()
    school, town = a_school_and_its_township(folder)
    add_children(school, *GIVEN_NAMES)
    receive.receive_all(town, [pack(school, folder).path])
    for ledger, phone in ((school, "13800000001"), (town, "13900000002")):
        with revise(ledger, "edit", "改电话") as revision:
            revision.update("student", GIVEN_NAMES[0], {"phone": phone})
    receive.receive_all(town, [pack(school, folder).path])
    for each in (school, town):
        ledger_files.close(each)


def _handoff_of(unit: str, window: MainWindow, folder: Path) -> None:
    _two_units(folder)
    window.opening.take(opened_of(folder, unit))
    window.pages.show_page("handoff")
    wait(window)


def _at_school(window: MainWindow, folder: Path) -> None:
    _handoff_of("青山小学", window, folder)


def _at_township(window: MainWindow, folder: Path) -> None:
    _handoff_of("福利镇中心校", window, folder)


# Each in a window of its own, on a ledger of its own.
HANDED_OVER: dict[str, Callable[[MainWindow, Path], None]] = {
    "handoff_school": _at_school,
    "handoff_township": _at_township,
}
