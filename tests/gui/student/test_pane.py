"""The open file: head, fields kept as they are left, records, time line, history."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel

from ledger_app.actions import edit_file, show_student, undo_revision
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.pane import StudentPane
from ledger_app.gui.student.tabs import TABS
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import fill, id_number, press, show, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


@pytest.fixture
def ids(ledger):
    return fill(ledger)


@pytest.fixture
def session(ledger, ids, qapp):
    return started(ledger)


@pytest.fixture
def pane(session, ids, qtbot):
    pane = StudentPane(session, CurrentChild())
    session.changed.connect(pane.reload)
    qtbot.addWidget(pane)
    pane.resize(760, 640)
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    show(pane, ids["王𬱖"])
    return pane


def commit(widget, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def form(pane, key="student"):
    return pane.tab(key)._kept.form


def type_into(pane, key, text, qtbot, tab="student"):
    form(pane, tab).focus_field(key)
    commit(QApplication.focusWidget(), text)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)


def title(pane, key):
    return pane._book.tabText(list(TABS).index(key))


def stored(ledger, student_id, key, table="student"):
    column = "id" if table == "student" else "student_id"
    return ledger.value(
        f"SELECT {key} FROM {table} WHERE {column} = ? AND deleted_at IS NULL", [student_id]
    )


# The head.


def test_the_head_says_who_where_and_what_is_next(pane):
    head = pane._head
    assert head._name.text() == "王𬱖"
    assert "女" in head._who.text()
    assert "三(2)班" in head._who.text()
    assert head._age.text() == "9 岁 · 应读四年级"
    assert head._status.text() == "● 疑似辍学"
    assert "2026-11-18" in head._reason.text()
    assert head._reason.text().endswith("返校或销号前一直跟着")  # until when
    assert "王建国" in head._family.text()
    assert head._step.text() != "没有到期的事"


def test_a_grade_that_does_not_fit_the_age_is_marked(pane, session, ids):
    session.act(edit_file.save_fields, "student", ids["王𬱖"], {"grade": "1"})
    assert pane._head._age.property("role") == "warning"


def test_numbers_are_masked_until_shown_and_showing_is_logged(pane, ledger, ids, qtbot):
    assert "138****1000" in pane._head._family.text()
    qtbot.mouseClick(pane._head._eye, Qt.MouseButton.LeftButton)
    assert "13800001000" in pane._head._family.text()
    assert form(pane).is_revealed()
    assert ledger.value("SELECT count(*) FROM audit WHERE event = 'reveal'") == 1
    show(pane, ids["李梓涵"])
    assert "138****1001" in pane._head._family.text()
    show(pane, ids["王𬱖"])
    assert "13800001000" in pane._head._family.text()
    assert ledger.value("SELECT count(*) FROM audit WHERE event = 'reveal'") == 1


def test_a_long_name_never_cuts_the_number_behind_it(pane, session, ids):
    name = "阿卜杜热合曼·买买提江·艾力肉孜·吐尔逊江·阿不都克里木"
    session.act(edit_file.save_fields, "student", ids["王𬱖"], {"guardian_name": name})
    head, family = pane._head, pane._head._family
    head.set_low(True)
    head.setFixedWidth(425)
    QApplication.processEvents()
    assert family.text().endswith("…  138****1000")
    assert name in family.toolTip()
    assert family.fontMetrics().horizontalAdvance(family.text()) <= family.width()


# Fields.


def test_a_field_is_kept_as_it_is_left(pane, ledger, ids, qtbot):
    type_into(pane, "former_name", "王㛃", qtbot)
    assert stored(ledger, ids["王𬱖"], "former_name") == "王㛃"


def test_an_id_number_fills_sex_and_birth_date_in_the_form_at_once(pane, session, qtbot):
    saved = session.act(edit_file.add_student, {"name": "曾新来"})
    show(pane, saved.value.record_id)
    pane.focus_field("id_no")
    qtbot.keyClicks(QApplication.focusWidget(), id_number("2016-05-04", 21))
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert form(pane).editor("sex").value() == "1"
    assert form(pane).editor("birth_date").value() == "2016-05-04"
    assert "应读五年级" in pane._head._age.text()


def test_what_the_ledger_refuses_stays_in_the_field_with_the_reason(
    pane, ledger, ids, qtbot, monkeypatch
):
    def refuse(*_args, **_options):
        raise LedgerError("磁盘已满。", "请腾出空间。")

    with monkeypatch.context() as patch:
        patch.setattr(edit_file, "save_fields", refuse)
        type_into(pane, "former_name", "王㛃", qtbot)
    editor = form(pane).editor("former_name")
    assert editor.typed_text() == "王㛃"
    assert "磁盘已满" in editor.problem()[0]
    pane.reload()
    assert editor.typed_text() == "王㛃"
    assert "磁盘已满" in editor.problem()[0]
    assert stored(ledger, ids["王𬱖"], "former_name") is None


def test_half_typed_text_is_kept_when_another_child_is_shown(pane, ledger, ids):
    form(pane).focus_field("former_name")
    commit(QApplication.focusWidget(), "王㛃")
    assert show(pane, ids["李梓涵"])
    assert stored(ledger, ids["王𬱖"], "former_name") == "王㛃"
    assert form(pane).editor("name").value() == "李梓涵"


def test_text_that_cannot_be_kept_holds_the_file_open(pane, session, ids, qtbot):
    form(pane).focus_field("birth_date")
    commit(QApplication.focusWidget(), "去年")
    with qtbot.waitSignal(session.unkept) as told:
        assert not show(pane, ids["李梓涵"])
    assert "出生日期" in told.args[0]
    assert pane.student_id() == ids["王𬱖"]


def test_undo_shows_the_old_value_in_the_open_file(pane, session, qtbot):
    type_into(pane, "former_name", "王㛃", qtbot)
    session.act(undo_revision.undo)
    assert form(pane).editor("former_name").value() is None


def test_a_deleted_file_is_closed(pane, session, ids):
    session.act(edit_file.delete_students, [ids["王𬱖"]])
    assert pane.student_id() == ""


def test_escape_restores_half_typed_text_first_and_then_leaves(pane, qtbot):
    form(pane).focus_field("former_name")
    entry = QApplication.focusWidget()
    commit(entry, "半截")
    left = []
    pane.left.connect(lambda: left.append(True))
    qtbot.keyClick(entry, Key.Key_Escape)
    assert entry.text() == ""
    assert left == []
    qtbot.keyClick(entry, Key.Key_Escape)
    assert left == [True]


# Records.


def test_tabs_count_their_records(pane, ids):
    titles = [pane._book.tabText(at) for at in range(pane._book.count())]
    assert titles[:6] == ["基本", "家庭", "关注 1", "经过", "缺勤", "名单"]
    assert title(pane, "dropout") == "辍学 1"
    show(pane, ids["李梓涵"])
    assert title(pane, "contact") == "联系 1"


def test_a_new_contact_is_prefilled_and_kept_with_its_first_field(pane, ledger, ids, qtbot):
    pane.new_record("contact")
    contact = form(pane, "contact")
    assert contact.editor("contacted_on").value() == "2026-11-21"
    assert contact.editor("persuaders").value() == "张老师"
    assert stored(ledger, ids["王𬱖"], "count(*)", "contact") == 0
    type_into(pane, "content", "奶奶说下周一来", qtbot, "contact")
    QApplication.focusWidget().clearFocus()
    assert stored(ledger, ids["王𬱖"], "content", "contact") == "奶奶说下周一来"
    assert stored(ledger, ids["王𬱖"], "contacted_on", "contact") == "2026-11-21"
    assert title(pane, "contact") == "联系 1"
    type_into(pane, "place", "家里", qtbot, "contact")
    assert stored(ledger, ids["王𬱖"], "count(*)", "contact") == 1
    assert stored(ledger, ids["王𬱖"], "place", "contact") == "家里"


def test_the_last_used_mode_is_offered_again(pane, session, ids):
    session.act(
        edit_file.add_record, "contact", ids["李梓涵"], {"contacted_on": "2026-11-20", "mode": "3"}
    )
    pane.new_record("contact")
    assert form(pane, "contact").editor("mode").value() == "3"


def test_a_new_record_that_was_not_touched_is_not_kept(pane, ledger, ids):
    pane.new_record("concern")
    show(pane, ids["李梓涵"])
    assert stored(ledger, ids["王𬱖"], "count(*)", "concern") == 1


def test_a_reminder_asks_for_its_contact_and_opens_any_other_record_at_its_field(pane, ids):
    asked = []
    pane.contact_wanted.connect(asked.append)
    show(pane, ids["李梓涵"])
    due = {each.rule: each for each in pane._opened.reminders}
    call = next(each for each in due.values() if each.opens == "contact")
    pane.open_reminder(call)
    assert asked == [(call,)]
    pane.open_reminder(due["dropout_report"])
    assert form(pane, "dropout").editor("written_report_on").entry().hasFocus()


def test_records_stand_newest_first_and_the_chosen_one_is_shown(pane, session, ids):
    li = ids["李梓涵"]
    session.act(edit_file.add_record, "contact", li, {"contacted_on": "2026-11-20", "mode": "2"})
    show(pane, li)
    pane.show_tab("contact")
    tab = pane.tab("contact")
    assert [line.texts[0] for line in tab._model._lines] == ["2026-11-20", "2026-11-12"]
    tab._view.selectRow(1)
    assert form(pane, "contact").editor("mode").value() == "1"


def test_a_record_is_deleted_and_undo_finds_it(pane, session, ledger, ids, qtbot):
    pane.show_tab("dropout")
    with qtbot.waitSignal(pane.told) as told:
        pane.tab("dropout").delete_chosen()
        assert "王𬱖（三年级2班，证件号末四位" in press(pane, "删除记录").text()
    assert "Ctrl+Z" in told.args[0]
    assert stored(ledger, ids["王𬱖"], "count(*)", "dropout") == 0
    assert pane._head._status.text() == "⚠ 未核实"  # nothing else is known of her
    session.act(undo_revision.undo)
    assert pane._head._status.text() == "● 疑似辍学"
    assert len(pane.tab("dropout")._model._lines) == 1


def test_problems_of_a_record_stand_under_its_fields(pane, session, ids):
    row = load_file(session.ledger, ids["李梓涵"]).of("contact")[0]
    session.act(edit_file.save_fields, "contact", row["id"], {"contacted_on": "2027-03-01"})
    show(pane, ids["李梓涵"])
    pane.show_tab("contact")
    assert form(pane, "contact").editor("contacted_on").problem()[0]


# Time line and history.


def test_the_time_line_is_newest_first_with_what_is_due_on_top(pane, ids, qtbot):
    show(pane, ids["李梓涵"])
    pane.show_tab("story")
    tab = pane.tab("story")
    lines = [line.texts for line in tab._model._lines]
    due, told = lines[: len(tab._due)], lines[len(tab._due) :]
    assert due[0][0].startswith("⚠")
    days = [texts[0] for texts in told]
    assert days == sorted(days, reverse=True)
    assert "承诺返校" in [texts[1] for texts in told]
    at = [texts[1] for texts in lines].index("入户家访")
    tab._view.doubleClicked.emit(tab._model.index(at, 0))
    assert pane.current_tab() == "contact"


def test_restricted_categories_are_hidden_in_the_time_line_until_shown(pane):
    pane.show_tab("story")
    tab = pane.tab("story")

    def concern():
        return next(line.texts[2] for line in tab._model._lines if line.texts[1] == "列为重点关注")

    assert "心理" not in concern()
    pane.set_revealed(True)
    assert "心理" in concern()


def test_history_says_what_changed_and_restores_one_value(pane, ledger, ids, qtbot):
    type_into(pane, "village_name", "双丰村", qtbot)
    pane.show_tab("history")
    tab = pane.tab("history")
    assert tab._model.line(0).texts[1:] == ("张老师", "村(社区)", "青山村 → 双丰村")
    tab._view.selectRow(0)
    qtbot.mouseClick(tab._restore, Qt.MouseButton.LeftButton)
    assert stored(ledger, ids["王𬱖"], "village_name") == "青山村"
    newest = show_student.changes(ledger, ids["王𬱖"])[0]
    assert (newest["old"], newest["new"]) == ("双丰村", "青山村")


def test_history_hides_sensitive_values_until_shown(pane, session, ids):
    session.act(edit_file.save_fields, "student", ids["王𬱖"], {"guardian_phone": "13900009999"})
    pane.show_tab("history")
    tab = pane.tab("history")
    assert tab._model.line(0).texts[3] == "138****1000 → 139****9999"
    pane.set_revealed(True)
    assert tab._model.line(0).texts[3] == "13800001000 → 13900009999"


def test_the_words_of_a_restricted_concern_are_hidden_until_shown(pane, session, ledger, ids):
    concern = ledger.value("SELECT id FROM concern")
    session.act(edit_file.save_fields, "concern", concern, {"situation": "夜里常常惊醒"})

    def seen():
        pane.show_tab("story")
        story = "".join("".join(line.texts) for line in pane.tab("story")._model._lines)
        pane.show_tab("history")
        return story, pane.tab("history")._model.line(0).texts[3]

    story, history = seen()
    assert "惊醒" not in story
    assert history == "（空） → （敏感项）"
    pane.set_revealed(True)
    story, history = seen()
    assert "惊醒" in story
    assert history == "（空） → 夜里常常惊醒"


def test_forgetting_leaves_nothing_of_the_child(pane):
    pane.show_tab("contact")
    pane.forget()
    assert pane.student_id() == ""
    assert pane._tabs == {}
    said = "".join(label.text() + label.toolTip() for label in pane.findChildren(QLabel))
    assert "王" not in said
    assert "138" not in said


def test_the_keyboard_stays_in_the_tab_when_undo_takes_the_only_record(pane, session, qtbot):
    pane.new_record("contact")
    type_into(pane, "content", "没有人接", qtbot, "contact")
    session.act(undo_revision.undo)
    assert pane.tab("contact").isAncestorOf(QApplication.focusWidget())


def test_a_child_without_papers_is_given_a_number_in_its_field(pane, session, ids, ledger, qtbot):
    show(pane, session.act(edit_file.add_student, {"name": "李雨涵"}).value.record_id)
    child = pane.tab("student")._kept.form.row()["id"]
    type_into(pane, "no_id_reason", "未上户", qtbot)
    type_into(pane, "temp_no", "新", qtbot)
    number = stored(ledger, child, "temp_no")
    assert number.startswith("LS")
    assert form(pane).editor("temp_no").typed_text() == number
