"""The students page as a clerk uses it: find, open, go on, new file, many at once, lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ledger_app.actions import due_list, edit_file, undo_revision
from ledger_app.gui.kit import theme
from ledger_app.gui.page import LogContact, ShowStudent
from ledger_app.gui.session import Session
from ledger_app.gui.student.tabs import TABS
from ledger_app.gui.students.batch_edit import BatchEditDialog
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from ledger_app.gui.students.page import StudentsPage
from tests.gui.children import fill, id_number, press, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ids(ledger):
    return fill(ledger)


@pytest.fixture
def session(ledger, ids, qapp):
    return started(ledger)


def opened(session, qtbot):
    page = StudentsPage(session)
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def make_new(page, name):
    """Make a file on the page of a new file, and open it."""
    page.ask_new()
    dialog = page.findChild(NewFileDialog)
    dialog.page.editor("name").put_typed(name)
    dialog.accept()


@pytest.fixture
def page(session, qtbot):
    return opened(session, qtbot)


def names(page):
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def follow(page):
    page._following.stop()
    page._follow()


def action(page, text):
    return next(each for each in page.page_actions() if each.text() == text)


def commit(widget, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_it_opens_with_everybody_and_the_first_file(page, qtbot):
    assert page.list.count_text() == "6 人 · 选中 1"
    qtbot.waitUntil(lambda: page.pane.student_id() == page.model.id_at(0))


@pytest.mark.parametrize("typed", ["wang", "王", "13800001000"])
def test_one_box_finds_by_pinyin_character_and_phone(page, typed):
    page.focus_search()
    commit(page.bar.box, typed)
    assert names(page) == ["王𬱖"]
    assert page.list.count_text() == "6 人 · 筛出 1 · 选中 1"


def test_enter_in_the_box_opens_the_first_found_and_escape_returns_to_the_list(page, ids, qtbot):
    page.focus_search()
    qtbot.keyClicks(page.bar.box, "lzh")
    qtbot.keyClick(page.bar.box, Key.Key_Return)
    assert page.pane.student_id() == ids["李梓涵"]
    entry = QApplication.focusWidget()
    assert page.pane.isAncestorOf(entry)
    qtbot.keyClick(entry, Key.Key_Escape)
    assert page.view.hasFocus()


def test_enter_opens_the_child_whose_whole_name_was_typed(page, ledger, qtbot):
    edit_file.add_student(ledger, {"name": "朱建明", "grade": "1"})  # zHUJIAnming
    meant = edit_file.add_student(ledger, {"name": "胡家", "grade": "9"}).record_id
    page.refresh()
    page.focus_search()
    qtbot.keyClicks(page.bar.box, "hujia")
    assert names(page) == ["朱建明", "胡家"]
    qtbot.keyClick(page.bar.box, Key.Key_Return)
    assert page.pane.student_id() == meant


def test_nobody_found_says_so_and_offers_to_clear(page):
    page.bar.box.setText("没有这个人")
    assert page.list._stack.currentWidget() is page.list.nobody
    page.list.nobody.clear_wanted.emit()
    assert page.model.rowCount() == 6


def test_the_cursor_stays_on_its_child_when_the_search_is_emptied(page):
    page.bar.box.setText("石门")
    page.view.go_to_row(page.model.rowCount() - 1)
    child = page.model.id_at(page.view.currentIndex().row())
    page.bar.box.clear()
    assert page.model.id_at(page.view.currentIndex().row()) == child


def test_only_due_shows_the_children_with_something_to_do(page, ledger, qtbot):
    due = {each.name for each in due_list.due(ledger) if each.student}
    page.bar._due.click()
    assert set(names(page)) == due
    assert {"李梓涵", "王𬱖"} <= due


def test_arrows_in_the_list_change_the_file(page, qtbot):
    page.focus_list()
    qtbot.keyClick(page.view, Key.Key_Down)
    qtbot.waitUntil(lambda: page.pane.student_id() == page.model.id_at(1))


def test_a_sentence_below_the_list_does_not_hide_the_marked_child(page, qtbot):
    page.resize(1000, 330)
    qtbot.wait(1)
    last = page.model.rowCount() - 1
    page.view.go_to_row(last)
    room, row = page.view.viewport(), page.view.rowHeight(0)
    page.resize(1000, page.height() - room.height() + 3 * row + 2)  # the marked child is lowest
    page.view.scrollToBottom()
    qtbot.wait(1)
    page.list.tell("没有找到同户的孩子：按户编号，或监护人姓名和电话。")
    qtbot.wait(1)
    assert room.rect().contains(page.view.visualRect(page.view.currentIndex()))


def test_the_next_key_keeps_what_is_typed_and_goes_to_the_next_child(page, ledger, qtbot):
    page.view.go_to_row(0)
    follow(page)
    first = page.pane.student_id()
    page.pane.focus_field("former_name")
    commit(QApplication.focusWidget(), "小名")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down, Ctrl)
    assert page.pane.student_id() == page.model.id_at(1)
    assert ledger.value("SELECT former_name FROM student WHERE id = ?", [first]) == "小名"
    assert page.pane.isAncestorOf(QApplication.focusWidget())


def test_alt_down_in_a_field_with_a_list_opens_the_list(page, qtbot):
    page.view.go_to_row(0)
    follow(page)
    page.pane.focus_field("ethnic")
    entry = QApplication.focusWidget()
    qtbot.keyClick(entry, Key.Key_Down, Alt)
    assert entry.is_open()
    assert page.view.currentIndex().row() == 0
    qtbot.keyClick(entry, Key.Key_Escape)
    assert not entry.is_open()
    assert page.pane.isAncestorOf(QApplication.focusWidget())


def test_text_that_cannot_be_kept_holds_the_cursor_on_its_child(page, qtbot):
    page.view.go_to_row(0)
    follow(page)
    page.pane.focus_field("birth_date")
    commit(QApplication.focusWidget(), "去年")
    page.view.go_to_row(2)
    follow(page)
    assert page.view.currentIndex().row() == 0
    assert page.pane.student_id() == page.model.id_at(0)


def test_ctrl_page_keys_turn_the_tabs(page, qtbot):
    follow(page)
    qtbot.keyClick(page.view, Key.Key_PageDown, Ctrl)
    assert page.pane.current_tab() == "family_member"
    qtbot.keyClick(page, Key.Key_PageUp, Ctrl)
    assert page.pane.current_tab() == "student"


def test_ctrl_j_asks_for_the_short_form_of_a_contact(page, ids, qtbot):
    asked = []
    page.asks.connect(asked.append)
    page.show_student(ShowStudent(ids["王𬱖"]))
    qtbot.keyClick(page.view, Key.Key_J, Ctrl)
    assert asked == [LogContact((ids["王𬱖"],))]


def test_a_child_is_opened_from_elsewhere_with_a_record_begun(page, ids):
    wanted = ShowStudent(ids["李梓涵"], new_record="contact", presets={"purpose": "1"})
    page.show_student(wanted)
    assert page.model.id_at(page.view.currentIndex().row()) == ids["李梓涵"]
    assert page.pane.tab("contact")._kept.form.editor("purpose").value() == "1"


def test_a_new_file_is_opened_where_something_is_still_to_be_filled(page, ledger, qtbot):
    make_new(page, "曾新来")
    assert ledger.value("SELECT name FROM student ORDER BY no DESC") == "曾新来"
    assert page.model.rowCount() == 7
    form = page.pane.tab("student")._kept.form
    assert form.editor("name").value() == "曾新来"
    assert form.editor("id_type").isAncestorOf(QApplication.focusWidget())
    assert page.model.id_at(page.view.currentIndex().row()) == page.pane.student_id()


def test_one_field_of_many_children_is_set_and_undone_at_once(page, ledger, qtbot):
    page.view.selectAll()
    assert page.list.count_text() == "6 人 · 选中 6"
    page.many.ask_batch()
    dialog = page.findChild(BatchEditDialog)
    dialog.choose_field("township_name")
    dialog.editor().focus_editor()
    commit(dialog.editor().entry(), "福利镇")
    dialog.accept()
    box = press(dialog, "修改")
    assert box.text() == f"把 6 人的“{dialog.editor().field.label}”都改为“福利镇”？"
    assert "王𬱖（三年级2班，证件号末四位" in box.informativeText()
    counted = "SELECT count(*) FROM student WHERE township_name = '福利镇'"
    assert ledger.value(counted) == 6
    assert page.list.told_text().startswith("改了 6 人")
    page._session.act(undo_revision.undo)
    assert ledger.value(counted) == 0


def test_setting_many_finds_its_field_by_initials_and_empties_only_when_asked_twice(page, qtbot):
    page.view.selectAll()
    page.many.ask_batch()
    dialog = page.findChild(BatchEditDialog)
    dialog.fields.setFocus()
    dialog.fields.selectAll()
    qtbot.keyClicks(dialog.fields, "jkzk")
    qtbot.keyClick(dialog.fields, Key.Key_Return)
    qtbot.keyClick(dialog.fields, Key.Key_Return)
    assert dialog.editor().field.label == "健康状况"
    sent = []
    dialog.wanted.connect(lambda *what: sent.append(what))
    dialog.accept()
    assert (sent, dialog.isVisible()) == ([], True)
    box = press(dialog, "清空")
    assert "清空 6 人的“健康状况”" in box.text()
    assert [value for _, value in sent] == [None]


def test_the_menu_deletes_the_chosen_record_and_says_when_there_is_none(page, ids, ledger, qtbot):
    page.show_student(ShowStudent(ids["王𬱖"], "concern"))
    action(page, "删除这条记录").trigger()
    assert "王𬱖（三年级2班" in press(page, "删除记录").text()
    assert ledger.value("SELECT count(*) FROM concern WHERE deleted_at IS NULL") == 0
    assert "Ctrl+Z" in page.list.told_text()
    before = ledger.revision_count
    action(page, "删除这条记录").trigger()
    page.pane.show_tab("student")
    action(page, "删除这条记录").trigger()
    assert ledger.revision_count == before
    assert "没有选中记录" in page.list.told_text()


def test_what_is_found_is_shown_from_its_beginning(page, ledger):
    for at in range(40):
        edit_file.add_student(ledger, {"name": f"钱{at:02d}", "grade": "7"})
    page.refresh()
    page.bar.set_filter("grade", ("7",))
    page.view.go_to_row(39)
    assert page.view.verticalScrollBar().value() > 0
    for at in range(40):
        edit_file.add_student(ledger, {"name": f"孙{at:02d}", "grade": "8"})
    page.bar.set_filter("grade", ("8",))
    assert page.view.verticalScrollBar().value() == 0


def test_tab_goes_from_the_field_to_its_value_when_setting_many(page, qtbot):
    page.view.selectAll()
    page.many.ask_batch()
    dialog = page.findChild(BatchEditDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.fields.setFocus()
    qtbot.keyClick(dialog.fields, Key.Key_Tab)
    assert dialog.editor().entry().hasFocus()
    dialog.fields.setFocus()
    dialog.fields.selectAll()
    qtbot.keyClicks(dialog.fields, "jkzk")
    qtbot.keyClick(dialog.fields, Key.Key_Tab)
    qtbot.waitUntil(dialog.editor().entry().hasFocus)
    assert dialog.editor().field.label == "健康状况"


def test_deleting_asks_once_and_undo_brings_all_back(page, qtbot):
    page.view.selectAll()
    page.many.ask_delete()
    assert "6 份" in press(page, "不做").text()
    assert page.model.rowCount() == 6
    page.many.ask_delete()
    press(page, "删除档案")
    assert page.model.rowCount() == 0
    assert page.list._stack.currentWidget() is page.list._first
    assert page.pane.student_id() == ""
    page._session.act(undo_revision.undo)
    assert page.model.rowCount() == 6


def test_cards_of_the_selected_children_are_asked_for(page, ids, qtbot):
    page.view.selectAll()
    with qtbot.waitSignal(page.asks) as wanted:
        page.many.ask_cards()
    assert sorted(wanted.args[0].students) == sorted(ids.values())


def test_an_empty_ledger_says_what_to_do_first(ledger, qtbot):
    page = opened(started(ledger), qtbot)
    assert page.list._stack.currentWidget() is page.list._first
    page._session.act(edit_file.add_student, {"name": "曾新来"})
    assert page.list._stack.currentWidget() is page.view


def test_a_saved_view_brings_filters_order_and_columns_back(page):
    page.bar.set_filter("village_name", ("石门村",))
    page._sort_by("name", True)
    page.view.set_columns({"shown": ["name", "village"]})
    content = page.present_view()
    before = names(page)
    page.bar.clear()
    page.view.set_columns({})
    page._sort_by("list_order", False)
    page._use_view(content)
    assert names(page) == before == ["单小雨", "阿卜杜热西提·买买提江"]
    assert page.view.columns()["shown"] == ["name", "village"]
    assert page.query().descending


def test_locking_leaves_nothing_on_the_page(ledger, ids, qtbot):
    session = started(ledger)
    page = opened(session, qtbot)
    follow(page)
    page.bar.box.setText("王")
    assert session.lock()
    assert page.model.rowCount() == 0
    assert page.pane.student_id() == ""
    assert page.bar.text() == ""


def test_it_works_for_the_next_ledger_after_locking(ledger, ids, qtbot):
    from tests.ledgers import open_again

    session = started(ledger)
    page = opened(session, qtbot)
    session.lock()
    session.start(open_again(ledger.path))
    try:
        assert page.model.rowCount() == 6
        follow(page)
        assert page.pane.student_id() == page.model.id_at(0)
    finally:
        session.lock()


def test_it_can_be_made_before_a_ledger_is_open(qtbot):
    page = StudentsPage(Session())
    qtbot.addWidget(page)
    assert page.model.rowCount() == 0


def test_no_two_actions_have_one_key_or_shortcut(page):
    actions = page.page_actions()
    assert len({each.entry.key for each in actions}) == len(actions)
    keys = [key.toString() for each in actions for key in each.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_arrangement_is_kept_for_next_time(page, session, qtbot):
    page.splitter.setSizes([400, 800])
    page.splitter._keep()
    sizes = page.splitter.sizes()
    again = opened(session, qtbot)
    assert abs(again.splitter.sizes()[0] - sizes[0]) <= 2


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Ctrl])
def test_home_and_end_select_the_child_whose_file_is_shown(page, qtbot, modifier):
    page.focus_list()
    qtbot.keyClick(page.view, Key.Key_End, modifier)
    assert page.view.chosen_rows() == [page.model.rowCount() - 1]
    qtbot.keyClick(page.view, Key.Key_Home, modifier)
    follow(page)
    assert page.view.chosen_rows() == [0]
    assert page.current.id == page.pane.student_id() == page.model.id_at(0)


def test_stepping_through_files_with_ctrl_gathers_nobody(page, qtbot):
    page.focus_list()
    qtbot.keyClick(page.view, Key.Key_Down, Ctrl)
    qtbot.keyClick(page.view, Key.Key_Down, Ctrl)
    assert len(page.view.chosen_rows()) == 1


def test_the_list_is_in_sight_before_a_file_is_opened_in_it(session, qtbot):
    page = StudentsPage(session)
    qtbot.addWidget(page)
    drawn_then = []
    page.view.drawn.connect(lambda: drawn_then.append(page.pane.student_id()))
    page.show()
    page._rested()  # the timer is over, and nothing was drawn yet
    assert page.pane.student_id() == ""
    qtbot.waitUntil(lambda: page.pane.student_id() != "", timeout=5_000)

    assert drawn_then == [""]


@pytest.mark.parametrize("afterwards", ["opening", "a new day"])
def test_the_first_key_finds_what_it_looks_through(session, qtbot, afterwards):
    page = StudentsPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.pane.student_id() != "", timeout=5_000)  # drawn, and followed
    qtbot.waitUntil(lambda: not page.model._readying.isActive(), timeout=5_000)
    if afterwards == "a new day":
        session.ledger.forget()
        session.changed.emit(None)
        qtbot.waitUntil(lambda: not page.model._readying.isActive(), timeout=5_000)
    asked = []
    session.ledger.db.conn.set_trace_callback(asked.append)
    page.bar.box.setText("li")
    session.ledger.db.conn.set_trace_callback(None)

    assert names(page) == ["李梓涵"]
    assert not [sql for sql in asked if "student_search" in sql]


NUMBER_OF_LI = id_number("2015-06-02", 13)


@pytest.fixture(params=["100 %", "150 %"])
def text_size(request, qapp):
    theme.apply_theme(qapp, dark=False, text_size=21 if request.param == "150 %" else 0)
    yield request.param
    theme.apply_theme(qapp, dark=False)


def test_a_number_that_another_file_has_is_said_while_it_is_typed(page, ids, ledger, qtbot):
    page.show_student(ShowStudent(ids["王𬱖"]))
    page.pane.focus_field("id_no")
    editor = page.pane.tab("student")._kept.form.editor("id_no")
    qtbot.keyClicks(editor.entry(), NUMBER_OF_LI[:-1])
    assert editor.problem() == ("", "")
    qtbot.keyClicks(editor.entry(), NUMBER_OF_LI[-1])
    text, severity = editor.problem()
    assert severity == "error"
    assert "李梓涵（福利镇中心小学，五年级1班，监护人 李建国" in text
    assert "F6" in text
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert "李梓涵" in editor.problem()[0]  # and after it was kept
    assert "✓" not in editor._told.text()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F6)
    assert page.current.id == page.pane.student_id() == ids["李梓涵"]
    assert "王𬱖" in page.pane.tab("student")._kept.form.editor("id_no").problem()[0]
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F6)
    assert page.current.id == ids["王𬱖"]


def test_a_name_that_another_file_has_is_said_while_it_is_typed(page, ids, ledger, qtbot):
    given = {"name": "李小涵", "grade": "5", "class_no": "1", "village_name": "青山村"}
    edit_file.add_student(ledger, given)
    page.show_student(ShowStudent(ids["王𬱖"]))
    page.pane.focus_field("name")
    entry = QApplication.focusWidget()
    entry.selectAll()
    commit(entry, "李小涵")
    editor = page.pane.tab("student")._kept.form.editor("name")
    text, severity = editor.problem()
    assert severity == "warning"
    assert "五年级1班" in text
    commit(entry, "心")  # 李小涵心 is nobody's
    assert editor.problem() == ("", "")
    entry.selectAll()
    commit(entry, "李梓涵")  # born on another day, of other parents: another child
    assert editor.problem() == ("", "")


def test_f6_says_where_there_is_no_other(page, ids, qtbot):
    page.show_student(ShowStudent(ids["王𬱖"]))
    action(page, "打开同号或同名的档案").trigger()
    assert "没有同号或同名" in page.list.told_text()
    assert page.current.id == ids["王𬱖"]


def test_insert_works_after_a_click_on_an_empty_tab(page, ids, qtbot):
    page.show_student(ShowStudent(ids["赵国庆"]))
    bar = page.pane._book.tabBar()
    at = list(TABS).index("concern")
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
    empty = page.pane.tab("concern")._empty
    qtbot.mouseClick(empty, Qt.MouseButton.LeftButton)
    qtbot.keyClick(QApplication.focusWidget() or page, Key.Key_Insert)
    assert page.pane.tab("concern").kept_form().is_draft()


@pytest.mark.parametrize("where", ["list", "text", "search"])
def test_alt_down_is_never_the_next_child(page, ids, qtbot, where):
    page.show_student(ShowStudent(ids["李梓涵"]))
    if where == "list":
        page.focus_list()
    elif where == "text":
        page.pane.focus_field("former_name")
    else:
        page.focus_search()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down, Alt)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up, Alt)
    assert page.current.id == ids["李梓涵"]


def test_a_search_marks_who_enter_opens_and_shows_it_after_a_moment(page, ids, qtbot):
    page.show_student(ShowStudent(ids["王𬱖"]))
    page.focus_search()
    qtbot.keyClicks(page.bar.box, "lzh")
    assert page.view.chosen_rows() == [0]
    assert page.current.id == ids["李梓涵"]
    assert page.pane.student_id() == ""  # not the file before, under another one's mark
    qtbot.waitUntil(lambda: page.pane.student_id() == ids["李梓涵"])
    qtbot.keyClicks(page.bar.box, "q")
    assert (page.current.id, page.pane.student_id()) == ("", "")
    for each in page.page_actions():
        if each.entry.key in ("log", "delete", "batch", "cards", "new_concern", "delete_record"):
            assert not each.isEnabled(), each.text()
    qtbot.keyClick(page.bar.box, Key.Key_J, Ctrl)
    assert not page.pane._half_typed.forms() or not any(
        k.is_draft() for k in page.pane._half_typed.forms()
    )


def test_what_was_said_about_a_child_goes_with_it(page, ids):
    page.bar.box.setText("li")
    page.show_student(ShowStudent(ids["王𬱖"]))
    assert "“王𬱖”不在查找或筛选的结果里" in page.list.told_text()
    page.show_student(ShowStudent(ids["李梓涵"]))
    assert not page.list.told_text()


def test_a_new_file_outside_the_search_lifts_it_and_says_so(page, ids, qtbot):
    page.bar.box.setText("li")
    make_new(page, "赵二测")
    assert page.bar.text() == ""
    assert "“赵二测”不在查找或筛选的结果里" in page.list.told_text()
    page.many.ask_delete()
    assert "赵二测（没有班级，没有证件号）" in press(page, "删除档案").text()
    assert sorted(names(page)) == sorted(ids)


def test_after_a_delete_the_neighbour_is_marked_and_shown(page, qtbot):
    page.view.go_to_row(2)
    after = page.model.id_at(3)
    page.many.ask_delete()
    press(page, "删除档案")
    assert page.view.chosen_rows() == [2]
    assert page.current.id == after
    qtbot.waitUntil(lambda: page.pane.student_id() == after)
    page.view.go_to_row(page.model.rowCount() - 1)
    page.many.ask_delete()
    press(page, "删除档案")
    assert page.view.chosen_rows() == [page.model.rowCount() - 1]


def test_several_selected_are_named_and_none_of_them_is_acted_on_alone(page, ids, qtbot):
    page.view.selectAll()
    assert (page.current.id, page.pane.student_id()) == ("", "")
    assert "选中了 6 人" in page.pane._cover.text()
    assert action(page, "删除选中的 6 份档案…").isEnabled()
    assert action(page, "给选中的 6 人登记联系…").isEnabled()
    assert not action(page, "改电话").isEnabled()
