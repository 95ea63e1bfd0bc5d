"""What was not imported is named on the last page, and what nobody answered has a way back."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Font
from PySide6.QtCore import Qt

from ledger_app.actions import edit_file, import_workbook
from ledger_app.gui.imports.import_window import COLUMNS, DONE, PREVIEW, ImportWindow
from tests.exchange.samples import id_no, xlsx
from tests.gui.children import started
from tests.gui.frame import IGNORED, see

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
GANG, MEI, YI = id_no("20170311", 333), id_no("20180502", 122), id_no("20170905", 214)
LIST = [
    ["姓名", "性别", "身份证号", "年级", "班级", "属啥", "出生日期"],
    ["王刚", "男", GANG, "三年级", "1", "马", "2017-13-45"],
    ["李梅", "女", MEI, "三年级", "1", "羊", ""],
    ["陈一", "女", YI, "三年级", "1", "猴", ""],
    ["", "男", "12345", "三年级", "1", "", ""],
]


@pytest.fixture
def marked(tmp_path):
    """Return a list of which one row is hidden and one struck out."""
    path = xlsx(tmp_path / "三年级.xlsx", {"名单": LIST})
    book = openpyxl.load_workbook(path)
    sheet = book["名单"]
    sheet.row_dimensions[3].hidden = True
    for cell in sheet[4]:
        cell.font = Font(strike=True)
    book.save(path)
    return path


@pytest.fixture
def window(ledger, qtbot, marked):
    made = ImportWindow(started(ledger), marked)
    qtbot.addWidget(made)
    made.show()
    idle(qtbot, made)
    assert made.step() == COLUMNS, made.message.text()
    return made


def idle(qtbot, window):
    qtbot.waitUntil(
        lambda: window._progress is None and not window._rehearsing.is_running, timeout=20_000
    )


def go_on(qtbot, window, step):
    while window.step() != step:
        window.next.click()
        idle(qtbot, window)


def tab(window, title):
    tabs = window.done_page.tabs
    at = next(at for at in range(tabs.count()) if tabs.tabText(at).startswith(title))
    model = tabs.widget(at).model()
    return [model.line(row).texts for row in range(model.rowCount())]


def names(ledger):
    return ledger.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no")


def test_the_keyboard_stands_on_what_is_asked_of_rows_until_all_is_answered(window, qtbot):
    answers = window.columns.questions.answers
    assert answers["hidden", True].hasFocus()
    assert "有行没有答复" in window.columns.sheets.currentText()
    qtbot.keyClick(answers["hidden", True], Qt.Key.Key_Space)
    assert answers["struck", True].hasFocus()
    qtbot.keyClick(answers["struck", True], Qt.Key.Key_Space)
    idle(qtbot, window)
    assert "有行没有答复" not in window.columns.sheets.currentText()
    assert window.columns.table.hasFocus()  # 属啥: a column nobody knows


@pytest.mark.parametrize("step", [PREVIEW, DONE])
def test_an_unanswered_question_is_told_with_its_count_and_a_way_back(window, qtbot, step):
    go_on(qtbot, window, step)
    page = window.preview if step == PREVIEW else window.done_page
    assert page.question.isVisible()
    told = page.question.told.text()
    assert "2 行" in told
    assert "隐藏的 1 行（李梅）" in told
    assert "画了删除线的 1 行（陈一）" in told
    page.question.answer.click()
    idle(qtbot, window)
    assert window.step() == COLUMNS
    assert window.columns.questions.answers["hidden", True].hasFocus()


def test_rows_answered_after_writing_are_imported_then_and_the_others_not_again(
    window, ledger, qtbot
):
    go_on(qtbot, window, DONE)
    assert names(ledger) == ["王刚"]
    window.done_page.question.answer.click()
    idle(qtbot, window)
    for key in ("hidden", "struck"):
        window.columns.questions.answers[key, key == "hidden"].click()
    idle(qtbot, window)
    see()
    go_on(qtbot, window, PREVIEW)
    assert not window.preview.question.isVisible()
    assert window.next.text() == "写入 1 行"
    go_on(qtbot, window, DONE)
    assert names(ledger) == ["王刚", "李梅"]
    assert not window.done_page.question.isVisible()


def test_the_last_page_names_each_row_column_and_cell_that_was_not_imported(window, qtbot):
    go_on(qtbot, window, DONE)
    assert [line[1] for line in tab(window, "跳过")] == ["李梅", "陈一"]
    ((place, *_),) = tab(window, "有误")
    assert place == "名单 5"
    (column,) = tab(window, "没有导入的列")
    assert (column[2], column[4]) == ("属啥", "没有对应的项目")
    cells = tab(window, "没有导入的格")
    assert [cell[0] for cell in cells] == ["名单 2", "名单 5"]
    assert "2017-13-45" in cells[0][2]


def test_a_reason_that_its_column_cuts_off_stands_whole_below(window, qtbot):
    go_on(qtbot, window, DONE)
    reasons = window.done_page._reasons
    titles = [reasons.tabs.tabText(at) for at in range(reasons.tabs.count())]
    at = next(at for at, title in enumerate(titles) if title.startswith("没有导入的格"))
    reasons.tabs.setCurrentIndex(at)
    table = reasons.tabs.currentWidget()
    table.horizontalHeader().setStretchLastSection(False)
    table.setColumnWidth(2, 60)
    table.go_to(0)
    assert reasons.whole.text() == table.model().line(0).texts[2]
    assert reasons.whole.isVisible()


def test_a_list_whose_columns_were_not_read_is_not_said_to_be_known_already(
    ledger, qtbot, tmp_path
):
    edit_file.add_student(ledger, {"name": "王刚", "sex": "1", "id_type": "1", "id_no": GANG})
    rows = [["姓名", "身份证号", "属啥"], ["王刚", GANG, "马"]]
    window = ImportWindow(started(ledger), xlsx(tmp_path / "a.xlsx", {"名单": rows}))
    qtbot.addWidget(window)
    window.show()
    idle(qtbot, window)
    go_on(qtbot, window, PREVIEW)
    assert "1 列" in window.preview.note.text()
    assert "工作簿里的内容台账里都有了" not in window.preview.note.text()


def test_rows_that_wait_can_be_decided_from_the_last_page(ledger, qtbot, tmp_path):
    first = xlsx(tmp_path / "九月.xlsx", {"名单": [LIST[0], LIST[1]]})
    import_workbook.commit(ledger, import_workbook.plan(ledger, first))
    rows = [["姓名", "家庭住址"], ["王刚", "联合村1组"]]
    window = ImportWindow(started(ledger), xlsx(tmp_path / "低保.xlsx", {"名单": rows}))
    qtbot.addWidget(window)
    window.show()
    idle(qtbot, window)
    go_on(qtbot, window, DONE)
    assert "1 行" in window.done_page.unsure.text()
    window.done_page.unsure.click()
    (dialog,) = (each for each in window.children() if type(each).__name__ == "UnsureDialog")
    dialog.pane.press_digit(2)
    assert names(ledger) == ["王刚", "王刚"]
    dialog.reject()
