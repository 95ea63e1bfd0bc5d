"""Loading a workbook in four steps: nothing is written before it was rehearsed and agreed to."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ledger_app.actions import edit_file, import_workbook
from ledger_app.actions.import_workbook import Policy
from ledger_app.actions.rehearsing import rehearsal
from ledger_app.actions.rehearsing.rehearsal import Asked
from ledger_app.gui.imports.columns.sheet_table import SheetModel
from ledger_app.gui.imports.import_window import COLUMNS, DONE, FILE, PREVIEW, ImportWindow
from ledger_app.gui.kit.key_pause import key_pause
from tests.gui.children import id_number, press, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HEADING = "姓名,性别,身份证号,年级,班级,联系电话,喜欢的颜色"


def child(name, sequence, phone="13800001111", colour="红"):
    number = id_number("2017-03-11", sequence)
    return f"{name},{'男' if sequence % 2 else '女'},{number},三年级,1,{phone},{colour}"


ROSTER = (
    "福利镇中心小学 三年级(1)班 学生花名册,,,,,,",
    HEADING,
    child("王𬱖", 12),
    child("阿卜杜热西提·买买提江", 13),
    ",男,,三年级,1,13800002222,蓝",
    "合计,3人,,,,,",
)


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "三年级花名册.csv"
    path.write_text("\n".join(ROSTER), encoding="utf-8")
    return path


@pytest.fixture
def session(ledger, qapp):
    return started(ledger)


@pytest.fixture
def window(session, qtbot):
    window = ImportWindow(session)
    qtbot.addWidget(window)
    window.show()
    return window


def idle(qtbot, window):
    qtbot.waitUntil(
        lambda: window._progress is None and not window._rehearsing.is_running, timeout=20_000
    )


def rehearse(qtbot, window, path):
    window.file.path.setText(str(path))
    window.next.click()
    idle(qtbot, window)
    assert window.step() == COLUMNS, window.message.text()
    window.next.click()
    assert window.step() == PREVIEW


def written(qtbot, window, path):
    rehearse(qtbot, window, path)
    window.next.click()
    idle(qtbot, window)
    assert window.step() == DONE, window.message.text()


def students(ledger):
    return ledger.column("SELECT name FROM student WHERE deleted_at IS NULL ORDER BY no")


def tab_titles(window):
    return [window.preview.tabs.tabText(at) for at in range(window.preview.tabs.count())]


def tab_texts(window, title):
    for at in range(window.preview.tabs.count()):
        if window.preview.tabs.tabText(at).startswith(title):
            model = window.preview.tabs.widget(at).model()
            return [
                [model.index(row, column).data() or "" for column in range(model.columnCount())]
                for row in range(model.rowCount())
            ]
    raise AssertionError(f"no tab {title} among {tab_titles(window)}")


def test_nothing_is_written_before_it_is_agreed_to(window, roster, ledger, qtbot):
    rehearse(qtbot, window, roster)

    assert students(ledger) == []
    assert window.next.text() == "写入 2 行"
    assert window.preview.summary.text() == "新增 2 · 更新 0 · 未变 0 · 跳过 0 · 有误 1"


def test_an_enter_pressed_once_too_often_writes_no_roster(window, roster, ledger, qtbot):
    rehearse(qtbot, window, roster)
    window._go_back()
    key_pause().begin()
    qtbot.waitUntil(lambda: not key_pause().is_pausing())
    before = ledger.revision_count
    for _ in range(2):
        qtbot.keyClick(window.next, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.step() == PREVIEW
    assert ledger.revision_count == before
    qtbot.waitUntil(lambda: not key_pause().is_pausing())
    qtbot.keyClick(window.next, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert ledger.revision_count == before + 1


def test_what_was_previewed_is_done_and_one_click_undoes_it(window, roster, ledger, qtbot):
    written(qtbot, window, roster)
    assert students(ledger) == ["王𬱖", "阿卜杜热西提·买买提江"]
    assert "新增 2" in window.done_page.counts.text()

    window.done_page.undo.click()
    press(window, "不做")
    window.done_page.undo.click()
    assert "撤销本次导入“" in press(window, "撤销导入").text()
    idle(qtbot, window)
    assert students(ledger) == []
    assert "已撤销" in window.done_page.title.text()
    assert not window.done_page.undo.isEnabled()


def test_the_same_file_again_says_that_nothing_changes(window, session, roster, ledger, qtbot):
    written(qtbot, window, roster)
    again = ImportWindow(session)
    qtbot.addWidget(again)
    rehearse(qtbot, again, roster)

    assert again.next.text() == "没有要写入的"
    assert not again.next.isEnabled()
    assert "2 行台账里都有了" in again.preview.note.text()
    assert "未变 2" in tab_titles(again)


def test_each_row_has_its_reason_and_each_change_its_old_and_new_value(
    window, session, roster, ledger, qtbot, tmp_path
):
    written(qtbot, window, roster)
    wang = ledger.value("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.save_fields(ledger, "student", wang, {"phone": "13811112222"})
    later = tmp_path / "later.csv"
    later.write_text("\n".join([HEADING, child("王𬱖", 12, "13899998888")]), encoding="utf-8")
    again = ImportWindow(session)
    qtbot.addWidget(again)
    again.file.choose_policy(Policy.WORKBOOK)
    rehearse(qtbot, again, later)

    (change,) = tab_texts(again, "更新")
    assert change[1:] == ["王𬱖", "联系电话", "13811112222", "13899998888"]
    assert "没有姓名" in tab_texts(window, "有误")[0][4]


def test_filling_gaps_leaves_what_the_ledger_says(window, session, roster, ledger, qtbot, tmp_path):
    written(qtbot, window, roster)
    later = tmp_path / "later.csv"
    later.write_text("\n".join([HEADING, child("王𬱖", 12, "13899998888")]), encoding="utf-8")
    again = ImportWindow(session)
    qtbot.addWidget(again)
    rehearse(qtbot, again, later)

    assert "未变 1" in tab_titles(again)


def test_the_sheet_stands_beside_what_its_columns_were_taken_for(window, roster, qtbot):
    window.file.path.setText(str(roster))
    window.next.click()
    idle(qtbot, window)
    sheet, columns = window.columns.original.sheet, window.columns.table.lines

    assert sheet.index(1, 0).data() == "姓名"
    assert sheet.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "标题行"
    assert "合计" in sheet.index(5, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert sheet.index(2, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    taken = {
        columns.index(row, 1).data(): columns.index(row, 2).data()
        for row in range(columns.rowCount())
    }
    assert taken["身份证号"] == "身份证件号"
    assert taken["喜欢的颜色"] == "？选一项"
    assert "喜欢的颜色" in window.columns.unmapped.text()


def test_samples_do_not_show_whole_numbers(window, roster, qtbot):
    window.file.path.setText(str(roster))
    window.next.click()
    idle(qtbot, window)
    columns = window.columns.table.lines
    samples = {
        columns.index(row, 1).data(): columns.index(row, 4).data()
        for row in range(columns.rowCount())
    }

    assert samples["联系电话"] == "138****1111，138****2222"
    assert "*" in samples["身份证号"]


def test_a_school_can_be_named_for_a_sheet_that_does_not(window, roster, ledger, qtbot):
    window.file.school.setEditText("青山村小学")
    written(qtbot, window, roster)

    name = "SELECT DISTINCT c.name FROM student s JOIN school c ON c.id = s.school"
    assert ledger.column(name) == ["青山村小学"]


def test_a_file_that_is_no_workbook_is_refused_in_the_window(window, ledger, qtbot, tmp_path):
    path = tmp_path / "坏的.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    window.file.path.setText(str(path))
    window.next.click()
    idle(qtbot, window)

    assert window.step() == FILE
    assert window.message.isVisible()
    assert window.message.text()
    assert window.next.isEnabled()


def test_cancel_while_reading_closes_and_writes_nothing(window, roster, ledger, qtbot, monkeypatch):
    go_on = threading.Event()
    read = import_workbook.read_workbook

    def slow(path):
        go_on.wait(10)
        return read(path)

    monkeypatch.setattr(rehearsal, "read_workbook", slow)
    window.file.path.setText(str(roster))
    window.next.click()
    window.cancel.click()
    assert window.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)

    assert students(ledger) == []
    assert window.step() == FILE


def test_while_writing_the_window_cannot_be_closed(window, roster, ledger, qtbot, monkeypatch):
    go_on = threading.Event()
    commit = import_workbook.commit

    def slow(*args):
        go_on.wait(10)
        return commit(*args)

    rehearse(qtbot, window, roster)
    monkeypatch.setattr(import_workbook, "commit", slow)
    window.next.click()
    window.close()
    assert window.isVisible()
    go_on.set()
    idle(qtbot, window)

    assert window.step() == DONE
    assert len(students(ledger)) == 2


def test_a_ledger_that_changed_since_the_rehearsal_is_not_written_over(
    window, roster, ledger, qtbot
):
    rehearse(qtbot, window, roster)
    edit_file.add_student(ledger, {"name": "赵国庆"})
    window.next.click()
    idle(qtbot, window)

    assert window.step() == PREVIEW
    assert "重新预演" in window.message.text()
    assert students(ledger) == ["赵国庆"]


def test_rows_to_mend_go_to_a_workbook(window, roster, ledger, qtbot, tmp_path):
    written(qtbot, window, roster)
    path = tmp_path / "待改.xlsx"
    assert window.done_page.export.isVisible()
    window.export_to(path)

    assert path.stat().st_size > 1000
    assert str(path) in window.done_page.note.text()


def test_a_path_given_is_read_at_once(session, roster, qtbot):
    window = ImportWindow(session, roster)
    qtbot.addWidget(window)
    idle(qtbot, window)

    assert window.step() == COLUMNS


def test_a_file_dropped_on_the_first_step_is_taken(window, roster):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(roster))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.file.dropEvent(event)

    assert window.file.chosen_path() == roster
    assert window.next.isEnabled()


def test_the_models_keep_qt_rules(qtmodeltester, window, roster, qtbot):
    window.file.path.setText(str(roster))
    window.next.click()
    idle(qtbot, window)
    qtmodeltester.check(window.columns.original.sheet)
    qtmodeltester.check(SheetModel())


class Stopped:
    """The progress of work that a person has stopped; no window, no Qt."""

    cancelled = True
    text = ""

    def move(self, done, total, text=""):
        self.text += text


def test_the_work_is_an_action_that_knows_no_window(ledger, roster):
    stopped = Stopped()
    assert rehearsal.read(ledger, roster, stopped, Asked()) is None
    assert roster.name in stopped.text


LIST_OF_OTHERS = ("姓名,性别,他是哪个村的,电话", "王刚,男,青山村,13800001111", "李梅,女,联合村,")


@pytest.fixture
def of_others(tmp_path):
    path = tmp_path / "村里的.csv"
    path.write_text("\n".join(LIST_OF_OTHERS), encoding="utf-8")
    return path


def at_columns(qtbot, window, path):
    window.file.path.setText(str(path))
    window.next.click()
    idle(qtbot, window)
    assert window.step() == COLUMNS, window.message.text()


def test_where_something_is_asked_the_keyboard_goes_there_and_enter_writes_nothing(
    window, of_others, ledger, qtbot
):
    at_columns(qtbot, window, of_others)
    assert window.columns.table.hasFocus()
    qtbot.keyClick(window.columns.table, Qt.Key.Key_Return)
    assert window.step() == COLUMNS


def test_each_word_is_rehearsed_and_what_was_said_goes_into_the_plan(window, of_others, qtbot):
    at_columns(qtbot, window, of_others)
    window.columns.table.go_to(2)
    window.columns.meaning.said.emit("村(社区)")
    idle(qtbot, window)
    plan = window._rehearsal.plan
    assert plan.assignment.of("村里的").taken_for("C", "他是哪个村的") == "村(社区)"
    window.next.click()
    assert window.step() == PREVIEW


def test_going_on_waits_for_what_was_said_last(window, of_others, qtbot):
    at_columns(qtbot, window, of_others)
    window.columns.meaning.said.emit("村(社区)")
    window.next.click()
    assert window.step() == COLUMNS
    idle(qtbot, window)
    assert window.step() == PREVIEW
    assert window._rehearsal.plan.assignment.of("村里的").columns


def test_only_what_was_said_last_is_rehearsed_to_the_end(window, of_others, qtbot):
    at_columns(qtbot, window, of_others)
    made = []
    window._rehearsing.done.connect(made.append)
    for row, said in ((2, "村(社区)"), (3, "父亲联系电话"), (3, "母亲联系电话")):
        window.columns.table.go_to(row)
        window.columns.meaning.said.emit(said)
    idle(qtbot, window)
    (only,) = made
    told = only.plan.assignment.of("村里的")
    assert {each.letter: each.taken_for for each in told.columns} == {
        "C": "村(社区)",
        "D": "母亲联系电话",
    }


def test_a_list_whose_heading_is_not_found_is_shown_and_its_heading_pointed_at(
    window, ledger, qtbot, tmp_path
):
    path = tmp_path / "怪.csv"
    rows = ("福利镇的孩子,,,,", ",,,,", "姓名,哪里人,几口人,属啥,谁在带", "王刚,青山村,4,马,奶奶")
    path.write_text("\n".join(rows), encoding="utf-8")
    at_columns(qtbot, window, path)
    assert not window.next.isEnabled()
    assert "没有找到学生名单" in window.columns.unmapped.text()
    assert window.columns.original.hasFocus()
    window.columns.original.heading_said.emit([3])
    idle(qtbot, window)
    assert window.step() == COLUMNS
    assert window.columns.table.lines.line(0).texts[:3] == ("A", "姓名", "姓名")
    window.next.click()
    assert window.next.text() == "写入 1 行"


BAD = ("姓名,性别,身份证号", ",男,12345", ",女,")


def test_where_every_row_failed_nobody_is_told_that_the_ledger_has_it_all(
    window, ledger, qtbot, tmp_path
):
    path = tmp_path / "坏.csv"
    path.write_text("\n".join(BAD), encoding="utf-8")
    rehearse(qtbot, window, path)
    assert "没有变化" not in window.preview.note.text() + window.next.text()
    assert "有误，可以导出来改好再导入" in window.preview.note.text()
    assert window.next.text() == "没有要写入的"
    assert not window.next.isEnabled()
    assert window.preview.export.isVisible()
    window.export_to(tmp_path / "待改.xlsx")
    assert (tmp_path / "待改.xlsx").exists()
    assert "已导出" in window.preview.note.text()


def test_columns_that_are_not_imported_have_a_tab_of_their_own(window, of_others, qtbot):
    rehearse(qtbot, window, of_others)
    (column,) = tab_texts(window, "没有导入的列")
    assert column[1:] == ["C", "他是哪个村的", "2 格", "没有对应的项目"]
    assert "有 1 列没有导入" in window.preview.note.text()


def test_columns_as_they_were_said_are_remembered_for_the_next_list(
    window, session, of_others, ledger, qtbot
):
    at_columns(qtbot, window, of_others)
    window.columns.table.go_to(2)
    window.columns.meaning.said.emit("村(社区)")
    window.columns.source.setEditText("村里报的")
    window.columns._named.editingFinished.emit()
    idle(qtbot, window)
    window.next.click()
    window.next.click()
    idle(qtbot, window)
    again = ImportWindow(session)
    qtbot.addWidget(again)
    at_columns(qtbot, again, of_others)
    assert again.columns.assignment().source == "村里报的"
    assert again.columns.source.currentText() == "村里报的"
    line = again.columns.table.lines.line(2)
    assert line.texts[2:4] == ("村(社区)", "● 您定的")


def test_control_and_enter_go_on_from_the_table_past_what_nobody_knows(window, of_others, qtbot):
    at_columns(qtbot, window, of_others)
    assert window.columns.is_asking()
    qtbot.keyClick(window.columns.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.step() == PREVIEW


def test_cells_that_are_not_stored_have_a_tab_of_their_own(window, ledger, qtbot, tmp_path):
    path = tmp_path / "错.csv"
    path.write_text("姓名,性别,出生日期\n王刚,男,2017-13-45\n", encoding="utf-8")
    rehearse(qtbot, window, path)
    (cell,) = tab_texts(window, "没有导入的格")
    assert cell[0] == "错 2"
    assert "2017-13-45" in cell[2]


def test_a_list_in_words_that_nobody_knows_is_read_once_a_person_has_said_them(
    window, ledger, qtbot, tmp_path
):
    path = tmp_path / "怪.csv"
    rows = ("福利镇的,,,", ",,,", "娃娃,哪里人,谁的手机,属啥", "王刚,青山村,13800001111,马")
    path.write_text("\n".join(rows), encoding="utf-8")
    at_columns(qtbot, window, path)
    window.columns.original.heading_said.emit([3])
    idle(qtbot, window)
    assert window.columns.table.lines.rowCount() == 4
    window.columns.table.go_to(0)
    for said in ("姓名", "村(社区)", "父亲联系电话", "不要"):
        window.columns.meaning.said.emit(said)
    idle(qtbot, window)
    window.next.click()
    assert window.next.text() == "写入 1 行"
    window.next.click()
    idle(qtbot, window)
    found = ledger.rows("SELECT name, village_name, phone FROM student")
    assert [tuple(row.values()) for row in found] == [("王刚", "青山村", None)]
    assert ledger.column("SELECT phone FROM family_member") == ["13800001111"]


def test_a_column_that_is_asked_goes_to_whom_its_digit_says(window, ledger, qtbot, tmp_path):
    path = tmp_path / "问.csv"
    path.write_text("姓名,性别,谁的手机\n王刚,男,13800001111\n", encoding="utf-8")
    at_columns(qtbot, window, path)
    window.columns.table.go_to(2)
    window.columns.meaning.begin("fqlxdh")
    qtbot.keyClick(window.columns.meaning.box, Qt.Key.Key_Return)
    idle(qtbot, window)
    qtbot.keyClick(window.columns.table, Qt.Key.Key_Up)
    qtbot.keyClick(window.columns.table, Qt.Key.Key_Down)
    qtbot.keyClick(window.columns.table, Qt.Key.Key_3)
    idle(qtbot, window)
    window.next.click()
    window.next.click()
    idle(qtbot, window)
    (member,) = ledger.rows("SELECT relation, phone FROM family_member")
    assert tuple(member.values()) == ("52", "13800001111")
