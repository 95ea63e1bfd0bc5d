"""Who is not on a list is answered for where the import ends, in 今日, one by one or together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import due_list, edit_file, import_workbook
from ledger_app.actions.rosters import answer_unlisted
from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.gui.imports.import_window import DONE, PREVIEW, ImportWindow
from ledger_app.gui.kit.key_pause import key_pause
from ledger_app.gui.rosters.unlisted_dialog import UnlistedDialog
from ledger_app.gui.today.line_dialogs import line_dialog, unlisted_dialog
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import id_number, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NAMES = ("王一", "李二", "张三", "赵四", "钱五", "孙六")
HEAD = "姓名,性别,身份证号,年级,班级,学籍状态"


@pytest.fixture
def session(ledger, qapp):
    return started(ledger)


@pytest.fixture
def book(tmp_path):
    """Return a function that writes a roster of the class with these children."""

    def write(file, *names, marked=()):
        rows = [
            f"{name},男,{id_number('2017-03-11', 2 * NAMES.index(name) + 1)},三年级,1,"
            + ("疑似辍学" if name in marked else "正常")
            for name in names
        ]
        path = tmp_path / file
        title = "福利镇中心小学 三年级(1)班 学生花名册"
        path.write_text("\n".join((title, HEAD, *rows)) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def six(ledger, book):
    """Load the class with all six of its children."""
    plan = import_workbook.plan(ledger, book("九月.csv", *NAMES))
    return import_workbook.commit(ledger, plan)


def ended(qtbot, session, path):
    """Load a workbook and return the window at its last page."""
    window = ImportWindow(session, path)
    qtbot.addWidget(window)
    window.show()
    for _ in range(3):
        qtbot.waitUntil(lambda: window._progress is None, timeout=20_000)
        if window.step() < DONE:
            window.next.click()
    qtbot.waitUntil(lambda: window._progress is None, timeout=20_000)
    assert window.step() == DONE, window.message.text()
    qtbot.waitUntil(lambda: not key_pause().is_pausing())
    return window


def names(pane):
    return [pane.model.line(row).texts[0].split("（")[0] for row in range(pane.model.rowCount())]


def tabs(widget):
    return [widget.tabText(at) for at in range(widget.count())]


def answers(pane):
    return [pane.model.line(row).texts[-1] for row in range(pane.model.rowCount())]


def test_the_import_ends_with_the_children_who_are_not_on_the_list(qtbot, session, book, six):
    window = ended(qtbot, session, book("十月.csv", *NAMES[:4]))
    page = window.done_page
    assert tabs(page.tabs) == ["不在这份名单上 2"]
    assert names(page.unlisted) == ["钱五", "孙六"]
    assert "在校的依据" in page.roster.text()


def test_the_preview_names_them_before_anything_is_written(qtbot, session, book, six):
    window = ImportWindow(session, book("十月.csv", *NAMES[:4], marked=("王一",)))
    qtbot.addWidget(window)
    qtbot.waitUntil(
        lambda: window._progress is None and window._rehearsal is not None, timeout=20_000
    )
    window.next.click()
    assert window.step() == PREVIEW
    assert "不在这份名单上 3" in tabs(window.preview.tabs)
    assert window.next.text() == "记下名单"
    assert window.next.isEnabled()


def test_answers_are_given_by_a_digit_one_after_the_other(qtbot, session, book, six, ledger):
    window = ended(qtbot, session, book("十月.csv", *NAMES[:4]))
    pane = window.done_page.unlisted
    pane.remark.setText("外婆家")
    qtbot.keyClick(pane.table, Qt.Key.Key_1)
    qtbot.keyClick(pane.table, Qt.Key.Key_6)
    assert answers(pane) == ["转走", "待查"]
    (change,) = load_file(ledger, six_id(ledger, "钱五")).of("register_change")
    assert change["remark"] == "外婆家"
    assert [each.name for each in due_list.due(ledger) if each.rule == "not_listed"] == ["孙六"]


def test_all_are_answered_together(qtbot, session, book, six, ledger):
    window = ended(qtbot, session, book("十月.csv", *NAMES[:3]))
    pane = window.done_page.unlisted
    pane.choose_all()
    before = ledger.revision_count
    qtbot.keyClick(pane.table, Qt.Key.Key_5)
    assert answers(pane) == ["名单漏了"] * 3
    assert pane.said.text() == "都答复了。"
    assert ledger.revision_count == before + 1


def test_marks_can_be_written_as_the_list_has_them_and_only_those(qtbot, session, book, six):
    window = ended(qtbot, session, book("十月.csv", *NAMES[:5], marked=("王一",)))
    pane = window.done_page.unlisted
    as_listed = pane.buttons[UnlistedAnswer.AS_LISTED]
    assert names(pane) == ["孙六", "王一"]
    assert not as_listed.isEnabled()  # 孙六 is on no list
    pane.table.selectRow(1)
    assert as_listed.isEnabled()
    qtbot.keyClick(pane.table, Qt.Key.Key_7)
    assert answers(pane) == ["还没有答复", "照名单改标注"]


def test_a_list_that_leaves_out_most_asks_whether_it_is_whole(qtbot, session, book, ledger):
    for at in range(30):
        number = id_number("2017-05-02", 2 * at + 1)
        school = ledger.value("SELECT id FROM school")
        place = {"school": school, "grade": "3", "class_no": "1"}
        edit_file.add_student(ledger, {"name": f"学生{at:02}", "id_no": number, **place})
    window = ImportWindow(session, book("十月.csv", *NAMES))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(
        lambda: window._progress is None and window._rehearsal is not None, timeout=20_000
    )
    window.next.click()
    assert window.preview.whole.isVisible()
    assert "30 人" in window.preview.whole.text()
    assert not [each for each in tabs(window.preview.tabs) if each.startswith("不在")]
    window.preview.whole.click()
    qtbot.waitUntil(lambda: not window._rehearsing.is_running, timeout=20_000)
    assert "不在这份名单上 30" in tabs(window.preview.tabs)


def test_undoing_the_import_takes_the_questions_away(qtbot, session, book, six, ledger):
    window = ended(qtbot, session, book("十月.csv", *NAMES[:4]))
    window._undo()
    qtbot.waitUntil(lambda: window._progress is None, timeout=20_000)
    assert not window.done_page.tabs.isVisible()
    assert answer_unlisted.open_questions(ledger) == []


def test_today_opens_the_answers(qtbot, session, book, six, ledger):
    ended(qtbot, session, book("十月.csv", *NAMES[:3]))
    lines = [each for each in due_list.due(ledger) if each.rule == "not_listed"]
    one = line_dialog(session, lines[0], None)
    qtbot.addWidget(one)
    assert names(one.pane) == [lines[0].name]
    several = unlisted_dialog(session, [each.student for each in lines[:2]], None)
    qtbot.addWidget(several)
    assert isinstance(several, UnlistedDialog)
    assert names(several.pane) == [each.name for each in lines[:2]]


def six_id(ledger, name):
    return ledger.value("SELECT id FROM student WHERE name = ?", [name])


def test_children_of_a_closed_school_are_given_their_records_in_one_go(
    qtbot, session, book, six, ledger
):
    closed = {"name": "青山村小学", "status": "3", "closed_on": "2026-08-20"}
    school = edit_file.add_record(ledger, "school", None, closed).record_id
    for name in NAMES[:2]:
        edit_file.save_fields(ledger, "student", six_id(ledger, name), {"school": school})
    window = ended(qtbot, session, book("合并后.csv", *reversed(NAMES)))
    page = window.done_page
    assert tabs(page.tabs) == ["撤并学校转来 2", "与台账不同，没有改 2"]
    page.moved.relocate.click()
    (record,) = load_file(ledger, six_id(ledger, "王一")).of("relocation")
    assert (record["origin_school"], record["receiving_school"]) == (
        "青山村小学", "福利镇中心小学",
    )  # fmt: skip
    assert record["moved_on"] is None  # when it came is asked: a list is no arrival
    assert not page.moved.relocate.isEnabled()
