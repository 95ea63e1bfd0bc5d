"""A record as a form: built from the catalogue, moved through by keyboard, told its problems."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind, Need, Table
from ledger_app.domain.checking.problem import error, note, warning
from ledger_app.domain.identity import check_digit
from ledger_app.gui.form import walking
from ledger_app.gui.form.record_form import RecordForm

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TODAY = date(2026, 11, 21)
GIRL = "52990120170311332" + check_digit("52990120170311332")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no screen

SMALL = Table(
    key="student",
    label="学生",
    fields=(
        Field(key="name", label="姓名", kind=Kind.NAME, need=Need.SAVE, section="基本"),
        Field(key="sex", label="性别", kind=Kind.CODE, codes="sex", section="基本"),
        Field(key="secret", label="心理关注", section="基本", sensitive=True),
        Field(key="phone", label="联系电话", kind=Kind.PHONE, section="联系"),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT, section="联系"),
    ),
)


def commit(form, key, text):
    """Send text as an input method commits it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(form.editor(key).entry(), event)


@pytest.fixture
def show(qtbot):
    def shown(table=SMALL, size=(620, 500), **given):
        form = RecordForm(table, today=TODAY, **given)
        form.sent = []
        form.field_committed.connect(lambda key, value: form.sent.append((key, value)))
        form.resize(*size)
        qtbot.addWidget(form)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return shown


def focused(form):
    """Return the key of the field that has the keyboard."""
    found = [field.key for field in form.table.fields if form.editor(field.key).entry().hasFocus()]
    return found[0] if found else None


def press(form, qtbot, key, modifier=Modifier.NoModifier):
    qtbot.keyClick(form.editor(focused(form)).entry(), key, modifier)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_field_of_every_table_has_its_place(table, show):
    form = show(table)
    form.set_revealed(True)
    missing = [
        field.label for field in table.fields if not form.editor(field.key).isVisibleTo(form)
    ]
    assert missing == []
    assert form.sections() == table.sections


def test_the_field_with_the_keyboard_is_told(show, qtbot):
    form = show()
    with qtbot.waitSignal(form.field_entered) as entered:
        form.focus_field("phone")
    assert entered.args == ["phone"]


def test_hidden_keys_are_left_out(show):
    form = show(STUDENT, hidden_keys={"file_no"})
    with pytest.raises(KeyError):
        form.editor("file_no")


def test_enter_and_down_go_on_up_goes_back(show, qtbot):
    form = show()
    form.focus_first()
    visited = [focused(form)]
    for key in (Key.Key_Return, Key.Key_Down, Key.Key_Up, Key.Key_Tab, Key.Key_Backtab):
        press(form, qtbot, key)
        visited.append(focused(form))
    assert visited == ["name", "sex", "phone", "sex", "phone", "sex"]


def test_a_child_is_typed_in_without_the_mouse(show, qtbot):
    form = show()
    form.focus_first()
    commit(form, "name", "阿卜杜热西提·买买提江")
    press(form, qtbot, Key.Key_Return)
    commit(form, "sex", "nan")
    press(form, qtbot, Key.Key_Return)
    commit(form, "phone", "138 0000 0000")
    press(form, qtbot, Key.Key_Return)
    commit(form, "remark", "家住得远。")
    press(form, qtbot, Key.Key_Return, Modifier.ControlModifier)
    assert form.sent == [
        ("name", "阿卜杜热西提·买买提江"),
        ("sex", "1"),
        ("phone", "13800000000"),
        ("remark", "家住得远。"),
    ]


def test_after_the_last_field_the_window_is_asked(show, qtbot):
    form = show()
    form.focus_field("remark")
    with qtbot.waitSignal(form.past_end) as past:
        press(form, qtbot, Key.Key_Return, Modifier.ControlModifier)
    assert past.args == [1]


def test_ctrl_d_repeats_across_children(show, qtbot):
    form = show()
    form.set_row({"id": "1"})
    form.focus_field("phone")
    commit(form, "phone", "13800000000")
    press(form, qtbot, Key.Key_Return)
    form.set_row({"id": "2"})
    form.focus_field("phone")
    press(form, qtbot, Key.Key_D, Modifier.ControlModifier)
    assert form.sent[-1] == ("phone", "13800000000")


def test_the_same_row_again_keeps_what_is_half_typed_and_where_the_keyboard_is(show):
    form = show()
    form.set_row({"id": "1", "name": "王小明", "phone": None})
    form.focus_field("phone")
    commit(form, "phone", "138")
    form.set_row({"id": "1", "name": "王大明", "phone": None})
    assert form.editor("name").entry().text() == "王大明"
    assert form.editor("phone").entry().text() == "138"
    assert focused(form) == "phone"


def test_another_row_starts_anew(show):
    form = show()
    form.set_row({"id": "1", "name": "王小明"})
    form.set_revealed(True)
    form.focus_field("phone")
    commit(form, "phone", "138")
    form.set_row({"id": "2", "name": "李梓涵"})
    assert form.editor("phone").entry().text() == ""
    assert not form.has_pending()
    assert not form.is_revealed()


def test_half_typed_text_can_be_asked_for_before_closing(show):
    form = show()
    form.set_row({"id": "1"})
    form.focus_field("name")
    commit(form, "name", "王小明")
    assert form.has_pending()
    assert form.commit_pending() == []
    assert form.sent == [("name", "王小明")]


def test_text_that_cannot_be_kept_is_named(show):
    form = show()
    form.set_row({"id": "1"})
    form.focus_field("sex")
    commit(form, "sex", "火星")
    assert form.commit_pending() == ["性别"]
    assert form.sent == []


def test_scroll_position_stays_when_the_same_row_comes_again(show, qtbot):
    form = show(STUDENT)
    form.set_row({"id": "1", "name": "王小明"}, [error("phone", "请核对电话。")])
    form.go_to_section("家庭")
    bar = form.findChild(type(form._scroll)).verticalScrollBar()
    before = bar.value()
    form.set_row({"id": "1", "name": "王小明", "sex": "1"}, [error("phone", "请核对电话。")])
    assert before > 0
    assert bar.value() == before


def test_a_problem_stands_under_its_field_and_in_the_list(show):
    form = show()
    form.set_row({"id": "1", "phone": "138"}, [warning("phone", "手机号应为11位。")])
    under = [each.text() for each in form.editor("phone").findChildren(QLabel)]
    listed = form.findChild(QListWidget)
    assert under == ["⚠ 手机号应为11位。"]
    assert [listed.item(at).text() for at in range(listed.count())] == ["⚠ 手机号应为11位。"]


def test_errors_come_before_warnings_and_notes_are_not_listed(show):
    form = show()
    problems = [warning("phone", "甲。"), note("sex", "乙。"), error("name", "丙。")]
    form.set_row({"id": "1"}, problems)
    listed = form.findChild(QListWidget)
    assert [listed.item(at).text() for at in range(listed.count())] == ["✕ 丙。", "⚠ 甲。"]
    counted = [label.text() for label in form.findChildren(QLabel)]
    assert "✕ 1 处缺漏或错误    ⚠ 1 处提醒" in counted


def test_enter_in_the_list_goes_to_the_field(show, qtbot):
    form = show()
    form.set_row({"id": "1"}, [error("name", "还没填姓名。"), error("phone", "还没填电话。")])
    listed = form.findChild(QListWidget)
    listed.setFocus()
    listed.setCurrentRow(1)
    qtbot.keyClick(listed, Key.Key_Return)
    assert focused(form) == "phone"


def test_many_problems_are_counted_and_listed_only_when_asked_for(show, qtbot):
    form = show()
    many = [error("name", "甲。"), error("phone", "乙。"), warning("sex", "丙。")]
    form.set_row({"id": "1"}, many)
    listed = form.findChild(QListWidget)
    unfold = next(each for each in form.findChildren(QPushButton) if "逐条看" in each.text())
    assert not listed.isVisibleTo(form)
    form.set_problems(many[:2])
    assert not listed.isVisibleTo(form)
    unfold.click()
    assert listed.isVisibleTo(form)
    assert listed.count() == 2


def test_a_problem_of_another_part_is_passed_on(show, qtbot):
    form = show()
    form.set_row({"id": "1"}, [error("family_member", "还没有家庭成员。")])
    listed = form.findChild(QListWidget)
    with qtbot.waitSignal(form.problem_elsewhere) as elsewhere:
        listed.itemActivated.emit(listed.item(0))
    assert elsewhere.args == ["family_member"]


def test_solved_problems_go(show):
    form = show()
    form.set_row({"id": "1"}, [error("name", "还没填姓名。")])
    form.set_problems([])
    assert form.editor("name").problem()[0] == ""
    assert not form.findChild(QListWidget).isVisibleTo(form)


def test_sensitive_fields_are_shown_only_on_request(show, qtbot):
    form = show()
    form.set_row({"id": "1", "secret": "不外传"}, [error("secret", "请核对心理关注。")])
    assert not form.editor("secret").isVisibleTo(form)
    assert form.findChild(QListWidget).count() == 0
    button = next(b for b in form.findChildren(QPushButton) if b.text() == "显示敏感项")
    with qtbot.waitSignal(form.reveal_requested) as asked:
        button.click()
    assert asked.args == [True]
    assert not form.editor("secret").isVisibleTo(form)
    form.set_revealed(True)
    assert form.editor("secret").isVisibleTo(form)
    assert button.text() == "隐藏敏感项"


def test_a_form_without_anything_sensitive_has_no_such_button(show):
    plain = Table(key="t", label="表", fields=(Field(key="a", label="甲"),))
    form = show(plain)
    assert not any(b.isVisibleTo(form) for b in form.findChildren(QPushButton))


def test_wide_forms_use_two_columns(show, qtbot):
    form = show(size=(620, 500))
    name, sex = form.editor("name"), form.editor("sex")
    assert name.x() == sex.x()
    assert sex.y() > name.y()
    form.resize(1180, 500)
    qtbot.waitUntil(lambda: sex.x() > name.x() + 300)
    assert sex.y() == name.y()


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_nothing_is_cut_off_at_the_usual_width(table, show):
    form = show(table, size=(560, 500))
    form.set_revealed(True)
    QApplication.processEvents()
    assert form._scroll.horizontalScrollBar().maximum() == 0
    for field in table.fields:
        editor = form.editor(field.key)
        assert editor.width() >= 200, field.label
    labels = [each for each in form._grid.findChildren(QLabel) if each.property("role") == "label"]
    for label in labels:
        assert label.width() >= label.sizeHint().width(), label.text()


def test_required_fields_are_marked(show):
    form = show()
    texts = [label.text() for label in form._grid.findChildren(QLabel)]
    assert "姓名 *" in texts
    assert "联系电话" in texts


def test_new_schools_can_be_offered(show, qtbot):
    form = show(STUDENT, school_choices=[("id-1", "福利镇中心小学")])
    form.set_row({"id": "1", "school": "id-1"})
    form.set_school_choices([("id-1", "福利镇中心小学"), ("id-2", "新学校")])
    assert form.editor("school").entry().text() == "福利镇中心小学"
    form.focus_field("school")
    commit(form, "school", "新学")
    press(form, qtbot, Key.Key_Return)
    assert form.sent == [("school", "id-2")]


def test_values_of_a_new_record_can_be_collected(show, qtbot):
    form = show()
    form.set_row({})
    form.focus_first()
    commit(form, "name", "王小明")
    press(form, qtbot, Key.Key_Return)
    assert form.values() == {
        "name": "王小明",
        "sex": None,
        "secret": None,
        "phone": None,
        "remark": None,
    }


def test_every_control_has_an_accessible_name(show):
    form = show(STUDENT)
    for field in STUDENT.fields:
        assert form.editor(field.key).entry().accessibleName() == field.label


def test_a_full_identity_number_is_seen_after_revealing(show):
    form = show(STUDENT)
    form.set_row({"id": "1", "id_no": GIRL})
    assert GIRL[8:12] not in form.editor("id_no").entry().text()
    form.set_revealed(True)
    assert form.editor("id_no").entry().text().replace(" ", "") == GIRL


NEEDS = Table(
    key="student",
    label="学生",
    fields=(
        Field(key="name", label="姓名", kind=Kind.NAME, need=Need.SAVE, section="基本"),
        Field(key="former_name", label="曾用名", kind=Kind.NAME, section="基本"),
        Field(key="ethnic", label="民族", need=Need.FILE, section="基本"),
        Field(key="phone", label="联系电话", kind=Kind.PHONE, section="联系"),
        Field(key="address", label="现住址", need=Need.FILE, section="联系"),
        Field(key="remark", label="备注", section="联系"),
    ),
)


@pytest.fixture
def only_needed():
    walking.walk(only_needed=True)
    yield
    walking.walk(only_needed=False)


@pytest.mark.usefixtures("only_needed")
def test_enter_can_be_set_to_go_on_only_to_what_must_be_filled(show, qtbot):
    form = show(NEEDS)
    form.set_row({"id": ""})
    form.focus_first()
    press(form, qtbot, Key.Key_Return)
    assert focused(form) == "ethnic"
    press(form, qtbot, Key.Key_Return)
    assert focused(form) == "address"
    with qtbot.waitSignal(form.past_end):
        press(form, qtbot, Key.Key_Return)


@pytest.mark.usefixtures("only_needed")
def test_the_down_key_still_goes_to_every_field(show, qtbot):
    form = show(NEEDS)
    form.set_row({"id": ""})
    form.focus_first()
    press(form, qtbot, Key.Key_Down)
    assert focused(form) == "former_name"


@pytest.mark.usefixtures("only_needed")
def test_what_is_filled_or_does_not_apply_is_passed_and_what_is_wrong_is_not(show, qtbot):
    form = show(NEEDS)
    row = {"id": "1", "name": "王𬱖", "phone": "1380000"}
    wrong = [error("phone", "手机号应为 11 位。"), error("address", "还没填“现住址”。")]
    form.set_row(row, wrong)  # nobody asks for 民族: it does not apply to this child
    form.focus_first()
    press(form, qtbot, Key.Key_Return)
    assert focused(form) == "phone"
    press(form, qtbot, Key.Key_Return)
    assert focused(form) == "address"


def test_a_link_to_a_section_puts_the_keyboard_into_its_first_empty_field(show):
    form = show(NEEDS)
    form.set_row({"id": "1", "name": "王𬱖", "phone": "13800000000"})
    form.go_to_section("联系")
    assert focused(form) == "address"
    form.set_row({"id": "1", "phone": "13800000000", "address": "青山村", "remark": "无"})
    form.go_to_section("联系")
    assert focused(form) == "phone"


def listed(form):
    rows = form.findChild(QListWidget)
    return [rows.item(at).text() for at in range(rows.count())]


def test_a_line_of_the_list_goes_while_what_would_pass_is_typed(show, qtbot):
    form = show()
    form.set_row(
        {"id": "1"}, [error("name", "还没填“姓名”。"), error("phone", "还没填“联系电话”。")]
    )
    assert len(listed(form)) == 2
    form.focus_field("phone")
    commit(form, "phone", "1380000")
    assert len(listed(form)) == 2, "not yet a number that can be called"
    commit(form, "phone", "1111")
    assert [text for text in listed(form) if "联系电话" in text] == []
    assert len(listed(form)) == 1
    assert form.sent == []
    form.editor("phone").restore()
    assert len(listed(form)) == 2


def test_what_is_being_composed_mends_nothing(show):
    form = show()
    form.set_row({"id": "1"}, [error("name", "还没填“姓名”。")])
    form.focus_field("name")
    QApplication.sendEvent(form.editor("name").entry(), QInputMethodEvent("wang", []))
    assert len(listed(form)) == 1
    commit(form, "name", "王")
    assert listed(form) == []


def test_a_code_of_the_list_mends_and_letters_that_mean_none_do_not(show, qtbot):
    form = show()
    form.set_row({"id": "1"}, [error("sex", "还没选“性别”。")])
    form.focus_field("sex")
    commit(form, "sex", "猫")
    assert len(listed(form)) == 1
    form.editor("sex").entry().selectAll()
    commit(form, "sex", "女")
    assert listed(form) == []


def test_a_field_gone_to_is_seen_with_the_whole_of_its_label(show):
    """A label of two lines is higher than the line it stands beside."""
    form = show(TABLES["harm"], size=(620, 260))
    form.set_revealed(True)
    form.focus_from_top("labour_on")
    QApplication.processEvents()
    label = form._grid._labels["labour_on"]
    assert label.height() >= label.sizeHint().height() > form.editor("labour_on").height()
    assert label.visibleRegion().boundingRect().height() == label.height()
    form.focus_first()
    form.focus_field("labour_on")
    QApplication.processEvents()
    assert label.visibleRegion().boundingRect().height() == label.height()
