"""Lists come from anywhere: copied in Excel and pasted, or dropped on any part of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from ledger_app.gui.imports.import_window import COLUMNS, ImportWindow
from ledger_app.gui.imports.incoming import dropped
from tests.gui.children import started
from tests.gui.frame import IGNORED, wait_free

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
TABLE = '姓名\t性别\t家庭住址\n王刚\t男\t"青山村\n3组"\n李梅\t女\t联合村\n'
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_BUTTON, NO_KEY = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


def copy(text):
    QGuiApplication.clipboard().setText(text)


def imports(window):
    return [each for each in window.findChildren(ImportWindow) if each.isVisible()]


def read(window, qtbot):
    qtbot.waitUntil(lambda: bool(imports(window)))
    (made,) = imports(window)
    wait_free(qtbot, window)
    qtbot.waitUntil(lambda: made.step() == COLUMNS)
    return made


def test_a_copied_table_is_pasted_from_the_list_of_children(window, qtbot):
    copy(TABLE)
    window.pages.show_page("students")
    window.pages.page("students").view.setFocus()
    qtbot.keyClick(window.pages.page("students").view, Qt.Key.Key_V, CONTROL)
    made = read(window, qtbot)
    assert made.file.path.text() == "粘贴的表格（4 行）"
    assert made._rehearsal.plan.counts["created"] == 2
    assert "青山村" in made.columns.original.sheet.index(1, 2).data()
    made.reject()


def test_what_is_no_table_is_not_pasted_and_said_so(window, qtbot):
    copy("王刚")
    window.importing.paste()
    assert imports(window) == []
    assert "剪贴板里没有表格" in "".join(window.messages.texts())


def test_text_pasted_into_a_field_stays_text(window, qtbot):
    copy("王刚")
    box = window.pages.page("students").bar.box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_V, CONTROL)
    assert box.text() == "王刚"
    assert imports(window) == []


@pytest.fixture
def opened(ledger, qtbot):
    made = ImportWindow(started(ledger))
    qtbot.addWidget(made)
    made.show()
    return made


def test_in_the_first_step_a_table_is_pasted_where_the_path_stands(opened, qtbot):
    copy(TABLE)
    opened.file.path.setFocus()
    qtbot.keyClick(opened.file.path, Qt.Key.Key_V, CONTROL)
    assert opened.file.chosen() == TABLE
    assert opened.file.chosen_path() is None
    assert opened.next.isEnabled()
    opened.file.path.setText("/名单.xlsx")
    assert opened.file.chosen() == opened.file.chosen_path()


def test_a_path_is_pasted_as_a_path(opened, qtbot):
    copy("/名单.xlsx")
    opened.file.path.setFocus()
    qtbot.keyClick(opened.file.path, Qt.Key.Key_V, CONTROL)
    assert str(opened.file.chosen_path()) == "/名单.xlsx"


def of_files(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_a_table_dragged_out_of_a_spreadsheet_is_taken(opened, tmp_path):
    mime = QMimeData()
    mime.setText(TABLE)
    assert dropped(mime) == TABLE
    assert dropped(of_files(tmp_path / "a.pdf", tmp_path / "b.xlsx")) == tmp_path / "b.xlsx"
    mime.setText("王刚\n李梅")
    assert dropped(mime) is None
    mime.setText(TABLE)
    action = Qt.DropAction.CopyAction
    opened.file.dropEvent(QDropEvent(QPointF(), action, mime, NO_BUTTON, NO_KEY))
    assert opened.file.chosen() == TABLE


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_file_over_a_line_of_text_is_left_to_the_window(kind, qtbot, qapp, tmp_path):
    field = kind()
    qtbot.addWidget(field)
    field.show()
    over = field.viewport() if kind is QPlainTextEdit else field
    copy_action = Qt.DropAction.CopyAction
    mime = of_files(tmp_path / "名单.xlsx")
    file = QDragEnterEvent(QPoint(2, 2), copy_action, mime, NO_BUTTON, NO_KEY)
    QApplication.sendEvent(over, file)
    assert not file.isAccepted()
    words = QMimeData()
    words.setText("王刚")
    text = QDragEnterEvent(QPoint(2, 2), copy_action, words, NO_BUTTON, NO_KEY)
    QApplication.sendEvent(over, text)
    assert text.isAccepted()
