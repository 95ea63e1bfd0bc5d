"""Typing into one field: keys, input methods, parsing, problems, what is half typed."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind
from ledger_app.domain.identity import check_digit
from ledger_app.gui.form.editors import LastValues, Setting, make_editor
from ledger_app.gui.form.line_entry import Entry

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TODAY = date(2026, 11, 21)
BACK = Qt.FocusReason.ActiveWindowFocusReason
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # no screen

NAME = Field(key="name", label="姓名", kind=Kind.NAME, max_length=5)
NOTE = Field(key="remark", label="备注", kind=Kind.LONG_TEXT, max_length=2000)
DAY = Field(key="opened_on", label="建档日期", kind=Kind.DATE)
KM = Field(key="distance_km", label="上下学距离(公里)", kind=Kind.DECIMAL)
PHONE = Field(key="phone", label="联系电话", kind=Kind.PHONE)
ID_NO = Field(key="id_no", label="身份证件号", kind=Kind.ID_NUMBER, max_length=30)
SEX = Field(key="sex", label="性别", kind=Kind.CODE, codes="sex")
BOARDS = Field(key="boards", label="是否寄宿", kind=Kind.YES_NO, codes="yesno")
SCHOOL = Field(key="school", label="就读学校", kind=Kind.SCHOOL)
REGION = Field(key="hukou_code", label="户口所在地", kind=Kind.REGION, max_length=12)
PREVIOUS = Field(key="prev_school", label="原就读学校", kind=Kind.SCHOOL_NAME)
GIRL = "52990120170311332" + check_digit("52990120170311332")
BOY = "52990120180502131" + check_digit("52990120180502131")


def commit(editor, text):
    """Send text as an input method commits it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor.entry(), event)


@pytest.fixture
def last():
    return LastValues()


@pytest.fixture
def place(qtbot, last):
    """Return a function that shows an editor beside another field and puts the keyboard in it."""
    window = QWidget()
    window.resize(500, 300)
    inside = QVBoxLayout(window)
    other = QLineEdit(window)
    other.setObjectName("other")
    qtbot.addWidget(window)

    def placed(field, **given):
        editor = make_editor(field, Setting(lambda: TODAY, last, **given), window)
        editor.sent = []
        editor.committed.connect(lambda key, value: editor.sent.append((key, value)))
        inside.addWidget(editor)
        inside.addWidget(other)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        editor.focus_editor()
        return editor

    return placed


def leave(editor):
    editor.window().findChild(QLineEdit, "other").setFocus(Qt.FocusReason.OtherFocusReason)


def notes(editor):
    return [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]


def test_committed_text_is_stored_when_the_field_is_left(place):
    editor = place(NAME)
    commit(editor, "王𬱖")
    assert editor.sent == []
    assert editor.has_pending()
    leave(editor)
    assert editor.sent == [("name", "王𬱖")]
    assert not editor.has_pending()


def test_text_being_composed_is_neither_checked_nor_stored(place):
    editor = place(NAME)
    edited = []
    editor.edited.connect(edited.append)
    QApplication.sendEvent(editor.entry(), QInputMethodEvent("wang", []))
    assert edited == []
    assert not editor.has_pending()
    commit(editor, "王")
    assert edited == ["name"]


def test_enter_while_composing_belongs_to_the_input_method(place, qtbot):
    editor = place(NAME)
    commit(editor, "王")
    QApplication.sendEvent(editor.entry(), QInputMethodEvent("wang", []))
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == []


@pytest.mark.parametrize(
    ("key", "step"), [(Key.Key_Return, 1), (Key.Key_Down, 1), (Key.Key_Up, -1)]
)
def test_keys_store_and_go_on(place, qtbot, key, step):
    editor = place(NAME)
    commit(editor, "王小明")
    with qtbot.waitSignal(editor.go_on) as went:
        qtbot.keyClick(editor.entry(), key)
    assert went.args == [step]
    assert editor.sent == [("name", "王小明")]


def test_tab_stores_and_leaves(place, qtbot):
    editor = place(NAME)
    commit(editor, "王小明")
    qtbot.keyClick(editor.entry(), Key.Key_Tab)
    assert editor.sent == [("name", "王小明")]
    assert not editor.entry().hasFocus()


def test_an_unchanged_field_stores_nothing(place, qtbot):
    editor = place(NAME)
    editor.set_value("王小明")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    leave(editor)
    assert editor.sent == []


def test_escape_brings_the_stored_value_back(place, qtbot):
    editor = place(NAME)
    editor.set_value("王小明")
    commit(editor, "李")
    qtbot.keyClick(editor.entry(), Key.Key_Escape)
    assert editor.entry().text() == "王小明"
    assert not editor.has_pending()


def test_length_counts_characters_not_units(place, qtbot):
    editor = place(NAME)
    commit(editor, "𰻝𰻝𰻝𰻝𰻝")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == [("name", "𰻝𰻝𰻝𰻝𰻝")]


def test_too_long_text_stays_and_is_not_cut(place, qtbot):
    editor = place(NAME)
    commit(editor, "一二三四五六")
    went = []
    editor.go_on.connect(went.append)
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert went == []
    assert editor.entry().text() == "一二三四五六"
    assert editor.value() is None
    assert notes(editor)[0].startswith("✕")


def test_ctrl_d_repeats_the_last_value_of_that_field(place, qtbot, last):
    last.remember("name", "李敏")
    last.remember("phone", "13800000000")
    editor = place(NAME)
    qtbot.keyClick(editor.entry(), Key.Key_D, Modifier.ControlModifier)
    assert editor.sent == [("name", "李敏")]
    assert editor.entry().text() == "李敏"


def test_ctrl_d_stays_in_the_field_whatever_else_has_that_key(place, qtbot, last):
    last.remember("name", "李敏")
    editor = place(NAME)
    other = QAction(editor.window())
    other.setShortcut(QKeySequence("Ctrl+D"))
    editor.window().addAction(other)
    other.triggered.connect(lambda: pytest.fail("the window took the key"))
    qtbot.keyClick(editor.entry(), Key.Key_D, Modifier.ControlModifier)
    assert editor.sent == [("name", "李敏")]


def test_a_committed_value_is_what_ctrl_d_repeats(place, qtbot, last):
    editor = place(SEX)
    commit(editor, "女")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert last.recall("sex") == "2"


def test_paste_cleans_blanks_tabs_and_line_breaks(place, qtbot):
    editor = place(NAME)
    QGuiApplication.clipboard().setText("\t 王小明 \r\n")
    qtbot.keyClick(editor.entry(), Key.Key_V, Modifier.ControlModifier)
    assert editor.entry().text() == "王小明"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("20261118", "2026-11-18"),
        ("11-18", "2026-11-18"),
        ("今天", "2026-11-21"),
        ("2026.9.1", "2026-09-01"),
    ],
)
def test_dates_are_typed_in_many_shapes(place, qtbot, typed, stored):
    editor = place(DAY)
    commit(editor, typed)
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == [("opened_on", stored)]
    assert editor.entry().text() == stored


def test_a_date_that_is_none_stays_with_a_sentence(place, qtbot):
    editor = place(DAY)
    editor.set_value("2026-09-01")
    editor.entry().selectAll()
    commit(editor, "昨儿个")
    leave(editor)
    assert editor.value() == "2026-09-01"
    assert editor.has_pending()
    assert editor.pending_value().kept is False
    assert "昨儿个" in notes(editor)[0]


def test_the_calendar_opens_by_keyboard_and_gives_a_day(place, qtbot):
    editor = place(DAY)
    editor.set_value("2026-11-18")
    qtbot.keyClick(editor.entry(), Key.Key_Down, Modifier.AltModifier)
    popup = QApplication.activePopupWidget()
    calendar = popup.focusWidget() or QApplication.focusWidget()
    qtbot.keyClick(calendar, Key.Key_Right)
    qtbot.keyClick(calendar, Key.Key_Return)
    assert editor.sent == [("opened_on", "2026-11-19")]
    assert editor.entry().hasFocus()


def test_a_number_takes_its_unit_and_shows_it_beside(place, qtbot):
    editor = place(KM)
    assert "公里" in notes(editor)
    commit(editor, "3.50公里")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == [("distance_km", 3.5)]
    assert editor.entry().text() == "3.5"


def test_a_doubtful_phone_is_kept_with_a_warning(place, qtbot):
    editor = place(PHONE)
    commit(editor, "1380000")
    commit(editor, "a")
    leave(editor)
    assert editor.sent == [("phone", "1380000a")]
    assert notes(editor)[0].startswith("⚠")


def test_errors_and_warnings_look_different(place):
    editor = place(NAME)
    editor.set_value("王")
    editor.set_problem("姓名有误。", "error")
    as_error = (notes(editor), editor.entry().property("severity"))
    editor.set_problem("请核对姓名。", "warning")
    assert as_error == (["✕ 姓名有误。"], "error")
    assert (notes(editor), editor.entry().property("severity")) == (["⚠ 请核对姓名。"], "warning")
    editor.set_problem("")
    assert notes(editor) == []


def test_a_problem_is_told_to_screen_readers(place):
    editor = place(NAME)
    editor.set_problem("还没填“姓名”。", "error")
    assert editor.entry().accessibleName() == "姓名"
    assert "还没填" in editor.entry().accessibleDescription()


def test_an_identity_number_is_masked_until_revealed(place, qtbot):
    editor = place(ID_NO)
    editor.set_value(GIRL)
    leave(editor)
    assert GIRL[8:12] not in editor.entry().text()
    editor.set_revealed(True)
    assert editor.entry().text() == f"{GIRL[:6]} 2017 0311 {GIRL[14:]}"
    editor.focus_editor()
    assert editor.entry().text() == GIRL
    editor.set_revealed(False)
    assert GIRL not in editor.entry().text()


def test_visiting_a_masked_number_changes_nothing(place):
    editor = place(ID_NO)
    leave(editor)
    editor.set_value(GIRL)
    editor.focus_editor()
    leave(editor)
    assert editor.sent == []
    assert editor.value() == GIRL


def test_a_number_just_typed_can_be_compared_and_tells_sex_and_age(place, qtbot):
    editor = place(ID_NO)
    commit(editor, GIRL)
    leave(editor)
    assert editor.sent == [("id_no", GIRL)]
    assert editor.entry().text() == f"{GIRL[:6]} 2017 0311 {GIRL[14:]}"
    assert "✓ 女 9 岁" in notes(editor)
    editor.set_value(BOY)
    assert BOY not in editor.entry().text().replace(" ", "")


def test_enter_makes_a_line_in_long_text_and_ctrl_enter_goes_on(place, qtbot):
    editor = place(NOTE)
    commit(editor, "家住得远。")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    commit(editor, "雨季过河不安全。")
    assert editor.sent == []
    with qtbot.waitSignal(editor.go_on):
        qtbot.keyClick(editor.entry(), Key.Key_Return, Modifier.ControlModifier)
    assert editor.sent == [("remark", "家住得远。\n雨季过河不安全。")]


def test_enter_in_empty_long_text_goes_on(place, qtbot):
    editor = place(NOTE)
    with qtbot.waitSignal(editor.go_on):
        qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.entry().toPlainText() == ""


def test_long_text_grows_and_tab_leaves_it(place, qtbot):
    editor = place(NOTE)
    before = editor.entry().height()
    commit(editor, "一\n二\n三\n四\n五")
    assert editor.entry().height() > before
    qtbot.keyClick(editor.entry(), Key.Key_Tab)
    assert editor.sent == [("remark", "一\n二\n三\n四\n五")]


@pytest.mark.parametrize(("typed", "stored"), [("1", "1"), ("否", "0"), ("s", "1"), ("n", "0")])
def test_yes_and_no(place, qtbot, typed, stored):
    editor = place(BOARDS)
    commit(editor, typed)
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == [("boards", stored)]


def test_a_school_is_chosen_by_part_of_its_name_and_stored_by_id(place, qtbot):
    editor = place(SCHOOL, choices=(("id-1", "福利镇中心小学"), ("id-2", "福利镇青山村小学")))
    commit(editor, "qingshan")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == [("school", "id-2")]
    assert editor.entry().text() == "福利镇青山村小学"


def test_a_school_that_is_not_there_is_refused(place, qtbot):
    editor = place(SCHOOL, choices=(("id-1", "福利镇中心小学"),))
    commit(editor, "别的小学")
    leave(editor)
    assert editor.sent == []
    assert notes(editor)[0].startswith("✕")


def test_a_region_is_chosen_by_name_or_typed_as_digits(place, qtbot):
    editor = place(REGION, choices=(("529901101201", "福利镇青山村"),))
    commit(editor, "青山")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    editor.entry().selectAll()
    commit(editor, "529901101")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert [value for _, value in editor.sent] == ["529901101201", "529901101000"]


def test_suggested_names_can_be_taken_but_other_text_is_welcome(place, qtbot):
    editor = place(PREVIOUS, suggestions=("福利镇青山村小学",))
    commit(editor, "青山")
    qtbot.keyClick(editor.entry(), Key.Key_Down)
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    editor.entry().selectAll()
    commit(editor, "外省的小学")
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert [value for _, value in editor.sent] == ["福利镇青山村小学", "外省的小学"]


def test_ctrl_z_reaches_the_window_unless_something_is_half_typed(place, qtbot):
    editor = place(NAME)
    editor.set_value("王小明")
    undo = QAction(editor.window())
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    editor.window().addAction(undo)
    undone = []
    undo.triggered.connect(lambda: undone.append(1))
    qtbot.keyClick(editor.entry(), Key.Key_Z, Modifier.ControlModifier)
    assert len(undone) == 1
    commit(editor, "李")
    qtbot.keyClick(editor.entry(), Key.Key_Z, Modifier.ControlModifier)
    assert len(undone) == 1
    assert editor.entry().text() == "王小明"


def test_read_only_takes_no_keys(place, qtbot):
    editor = place(SEX)
    editor.set_value("1")
    editor.set_read_only(True)
    qtbot.keyClick(editor.entry(), Key.Key_2)
    qtbot.keyClick(editor.entry(), Key.Key_Down, Modifier.AltModifier)
    leave(editor)
    assert editor.sent == []
    assert editor.value() == "1"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_an_editor_with_a_name(kind, qtbot):
    codes = {Kind.CODE: "sex", Kind.CODES: "family_structure", Kind.YES_NO: "yesno"}
    field = Field(key="x", label="某字段", kind=kind, codes=codes.get(kind, ""))
    editor = make_editor(field)
    qtbot.addWidget(editor)
    editor.set_value(None)
    assert not editor.has_pending()
    assert editor.entry().accessibleName() == "某字段"
    if isinstance(editor.entry(), Entry):
        assert editor.entry().maxLength() == 32767  # Qt would count UTF-16 units


BAD_TEXT = ("grade", "econ_category", "boards", "birth_date", "school", "enrol_ym", "distance_km")


@pytest.mark.parametrize("key", BAD_TEXT)
def test_what_is_wrong_with_a_text_goes_with_the_text(qtbot, key):
    editor = make_editor(STUDENT.field(key))
    qtbot.addWidget(editor)
    editor.set_problem("还没填。", "error")
    editor.show()
    qtbot.keyClicks(editor.entry(), "xyz")
    assert editor.problem() == ("", "")  # 还没填 goes while one types
    assert not editor.commit()
    assert editor.framed().property("severity") == "error"
    for _ in range(3):
        qtbot.keyClick(editor.entry(), Qt.Key.Key_Backspace)
    assert editor.problem() == ("还没填。", "error")
    assert editor.framed().property("severity") == ""  # only a text is red, not its absence
    assert editor.commit()
    assert editor.framed().property("severity") == ""


def test_a_short_date_is_read_back_before_it_is_kept(place, qtbot):
    editor = place(TABLES["contact"].field("promised_on"))
    commit(editor, "周五")
    assert notes(editor) == ["→ 11-27 星期五"]
    assert editor.sent == []
    qtbot.keyClick(editor.entry(), Key.Key_Return)
    assert editor.sent == [("promised_on", "2026-11-27")]
    assert notes(editor) == []


def test_the_same_word_lies_behind_in_the_date_of_a_call(place):
    editor = place(TABLES["contact"].field("contacted_on"))
    commit(editor, "周五")
    assert notes(editor) == ["→ 11-20 星期五 昨天"]
    editor.restore()
    assert notes(editor) == []


def test_a_whole_date_is_not_repeated_beside_itself(place):
    editor = place(DAY)
    commit(editor, "2026-11-18")
    assert notes(editor) == []


def test_a_date_half_composed_is_not_read_back(place):
    editor = place(DAY)
    QApplication.sendEvent(editor.entry(), QInputMethodEvent("今天", []))
    assert notes(editor) == []
    commit(editor, "＋７ 15:30")
    assert notes(editor) == ["→ 11-28 星期六"]


def test_whoever_comes_back_from_another_program_types_on_and_loses_nothing(place):
    editor = place(NAME)
    commit(editor, "王")
    entry = editor.entry()
    for kind, reason in ((QEvent.Type.FocusOut, BACK), (QEvent.Type.FocusIn, BACK)):
        QApplication.sendEvent(entry, QFocusEvent(kind, reason))
    commit(editor, "强")
    assert entry.text() == "王强"
