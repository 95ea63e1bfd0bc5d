"""新建档案: who is there already is shown while one types; one key makes a file, and goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file, open_student
from ledger_app.bench.keys.counted_keys import CountedKeys, settle
from ledger_app.bench.keys.new_file import on_paper, one_new_child, ten_of_a_class
from ledger_app.gui.kit import dialog as kit
from ledger_app.gui.students.new_file import found_table
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from tests.gui.children import id_number, press
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
KEPT = (
    "SELECT name, id_no, address, guardian_name, guardian_phone FROM student "
    "WHERE grade = '3' AND class_no = '2' AND guardian_relation = '51' AND sex IS NOT NULL "
    "AND school IS NOT NULL AND deleted_at IS NULL ORDER BY no"
)
WANG = "王𬱖"  # 三年级2班, 监护人 王建国, 13800001000


@pytest.fixture
def keys(window):
    settle()
    return CountedKeys(window)


@pytest.fixture
def dialog(window, keys):
    """The page of a new file, the keyboard in its first field."""
    keys.press("Ctrl+N")
    return shown(window)


def shown(window):
    found = [each for each in window.findChildren(NewFileDialog) if each.isVisible()]
    return found[-1] if found else None


def note(dialog, key):
    return dialog.page.editor(key).problem()[0]


def has_keyboard(dialog, key):
    return dialog.page.editor(key).entry() is QApplication.focusWidget()


def count(window):
    return window.session.ledger.value("SELECT count(*) FROM student WHERE deleted_at IS NULL")


def row(window, name):
    found = "SELECT * FROM student WHERE name = ? AND deleted_at IS NULL ORDER BY no DESC"
    return window.session.ledger.rows(found, [name])[0]


# How many keys it costs.


def typed(window):
    """Return what the ledger keeps of the children that were typed from paper."""
    rows = window.session.ledger.rows(KEPT)
    return [tuple(each.values()) for each in rows if each["address"]]


@pytest.mark.parametrize("page", ["today", "students", "settings"])
def test_one_new_child_costs_sixty_keys_from_any_page(window, keys, page):
    window.pages.show_page(page)
    settle()
    one_new_child(window, keys)
    assert typed(window) == [tuple(on_paper(0))]
    assert keys.total <= 60
    assert window.pages.page("students").current.name == on_paper(0).name


def test_ten_children_of_a_class_cost_five_hundred_and_forty_keys(window, keys):
    ten_of_a_class(window, keys)
    assert typed(window) == [tuple(on_paper(number)) for number in range(10)]
    assert keys.total <= 540
    assert window.pages.page("students").current.name == on_paper(9).name


# Search first, then create.


def test_who_has_the_name_already_is_shown_with_all_that_tells_them_apart(window, dialog, keys):
    edit_file.add_student(window.session.ledger, {"name": WANG, "grade": "5"})
    keys.write(WANG)
    assert "同名的有 2 个" in note(dialog, "name")
    [first, second] = dialog.table.found()
    assert (first.school, first.of_class, first.born) == (
        "福利镇中心小学",
        "三年级2班",
        "2017-03-11",
    )
    assert first.guardian.startswith("王建国")
    assert second.of_class == "五年级"


def test_who_is_there_stays_in_sight_on_a_low_screen(window, ids, keys, monkeypatch):
    for module in (kit, found_table):
        monkeypatch.setattr(module, "room_for", lambda _window: QSize(908, 480))  # 150 %
    keys.press("Ctrl+N").write(WANG)
    made = shown(window)
    table = made.table.table
    assert made.height() <= 480
    assert table.visibleRegion().boundingRect() == table.rect()
    made.page.go_to("guardian_phone")
    settle()
    assert table.visibleRegion().boundingRect() == table.rect()
    made.reject()


def test_the_down_key_and_enter_open_a_child_that_is_there(window, dialog, keys, ids):
    keys.write(WANG).press("Down", "Enter")
    assert shown(window) is None
    assert window.pages.page("students").current.id == ids[WANG]
    assert count(window) == 6


def test_the_same_number_is_said_as_soon_as_it_is_there_and_asked_about_at_the_end(
    window, dialog, keys, ids
):
    number = window.session.ledger.value("SELECT id_no FROM student WHERE id = ?", [ids[WANG]])
    keys.write("王小新").press("Enter").write(number)
    assert "另一份档案已经在用：王𬱖（三年级2班" in note(dialog, "id_no")
    assert number not in note(dialog, "id_no")
    keys.press("Ctrl+Enter")
    assert count(window) == 6
    press(dialog, "还是建档")
    assert count(window) == 7


def test_f6_opens_the_file_with_the_same_number(window, dialog, keys, ids):
    number = window.session.ledger.value("SELECT id_no FROM student WHERE id = ?", [ids["单小雨"]])
    keys.write("王小新").press("Enter").write(number).press("F6")
    assert window.pages.page("students").current.id == ids["单小雨"]
    assert count(window) == 6


@pytest.mark.parametrize(
    ("sought", "key"),
    [("钱小新", "name"), ("13899990000", "guardian_phone"), (id_number("2018-01-02", 77), "id_no")],
)
def test_what_was_sought_in_vain_stands_in_its_field(window, keys, sought, key):
    keys.press("Ctrl+F").write(sought)
    keys.press("Ctrl+N")
    dialog = shown(window)
    assert dialog.page.values()[key] == sought
    assert has_keyboard(dialog, "id_no" if key == "name" else "name")


def test_what_was_found_is_not_taken_for_a_new_child(window, keys):
    keys.press("Ctrl+F").write("王").press("Ctrl+N")
    assert "name" not in shown(window).page.values()


# What is typed, and what it tells.


def test_a_right_number_tells_sex_birth_date_and_the_grade_due(window, dialog, keys):
    keys.write("王小新").press("Enter").write(id_number("2018-03-11", 121))
    assert note(dialog, "id_no") == "男，2018-03-11 出生，应读三年级"
    keys.press("Ctrl+Enter")
    child = row(window, "王小新")
    assert (child["sex"], child["birth_date"]) == ("1", "2018-03-11")


def test_a_wrong_check_digit_is_said_and_kept_none_the_less(window, dialog, keys):
    number = id_number("2018-03-11", 121)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    keys.write("王小新").press("Enter").write(wrong).press("Enter")
    assert "校验" in note(dialog, "id_no")
    keys.press("Ctrl+Enter")
    assert row(window, "王小新")["id_no"] == wrong


@pytest.mark.parametrize("text", ["32", "3.2", "三2", "三(2)班", "三年级2班", "302"])
def test_a_class_is_typed_in_one_field_and_says_who_is_in_it(window, dialog, keys, text):
    keys.write("王小新").press("Enter", "Enter", "Enter").write(text)
    assert note(dialog, "class") == "三年级2班：现有 1 人"
    keys.press("Ctrl+Enter")
    child = row(window, "王小新")
    assert (child["grade"], child["class_no"]) == ("3", "2")


def test_what_names_no_class_is_refused_in_words(window, dialog, keys):
    keys.write("王小新").press("Enter", "Enter", "Enter").write("火箭").press("Ctrl+Enter")
    assert "看不出是几年级几班" in note(dialog, "class")
    assert count(window) == 6
    assert has_keyboard(dialog, "class")


@pytest.mark.parametrize(("text", "code"), [("1", "51"), ("父", "51"), ("母", "52"), ("4", "62")])
def test_a_relation_is_one_key(window, dialog, keys, text, code):
    dialog.page.go_to("name")
    keys.write("王小新")
    dialog.page.go_to("guardian_relation")
    keys.write(text).press("Enter", "Ctrl+Enter")
    assert row(window, "王小新")["guardian_relation"] == code


def test_a_child_without_papers_gets_a_temporary_number_for_a_reason(window, dialog, keys):
    keys.write("王小新").press("Enter", "Enter")
    assert has_keyboard(dialog, "no_id_reason")
    keys.write("未上户").press("Ctrl+Enter")
    child = row(window, "王小新")
    assert child["temp_no"].startswith("LS")
    assert child["no_id_reason"] == "未上户"


def test_enter_in_the_last_field_makes_the_file(window, dialog, keys):
    keys.write("王小新")
    dialog.page.go_to("guardian_phone")
    keys.write("13899990000").press("Enter")
    assert row(window, "王小新")["guardian_phone"] == "13899990000"
    assert shown(window) is None


def test_a_telephone_of_another_file_tells_whose_and_one_key_takes_the_house_over(
    window, dialog, keys, ids
):
    edit_file.save_fields(window.session.ledger, "student", ids[WANG], {"address": "青山村3组"})
    keys.write("王小新")
    dialog.page.go_to("guardian_phone")
    keys.write("13800001000")
    assert "这个电话在 王𬱖（三年级2班" in note(dialog, "guardian_phone")
    assert row(window, WANG)["guardian_name"] not in dialog.page.values().values()
    keys.press("F12", "Ctrl+Enter")
    child = row(window, "王小新")
    assert (child["guardian_name"], child["address"]) == ("王建国", "青山村3组")
    assert child["guardian_phone"] == "13800001000"


def test_what_a_house_has_otherwise_is_not_overwritten_but_said(window, dialog, keys, ids):
    edit_file.save_fields(window.session.ledger, "student", ids[WANG], {"address": "青山村3组"})
    keys.write("王小新")
    dialog.page.go_to("address")
    keys.write("双丰村1组").press("Enter")
    dialog.page.go_to("guardian_phone")
    keys.write("13800001000").press("F12")
    assert dialog.page.values()["address"] == "双丰村1组"
    assert dialog._said.text().startswith("现住址和 王𬱖")


def test_where_a_telephone_is_of_two_houses_f12_asks_which(window, dialog, keys, ids):
    ledger = window.session.ledger
    other = next(each for each in ids if each != WANG)
    guardian = {"guardian_name": "单大军", "guardian_phone": "13800001000", "address": "大田村1组"}
    edit_file.save_fields(ledger, "student", ids[other], guardian)
    keys.write("赵小禾")
    dialog.page.go_to("guardian_phone")
    keys.write("13800001000")
    assert "监护人不一样" in note(dialog, "guardian_phone")
    keys.press("F12")
    assert "guardian_name" not in dialog.page.values()
    assert "再按 F12" in dialog._said.text()
    assert dialog.table.table.hasFocus()
    asked = [each.name for each in dialog.table.found()].index(other)
    keys.press(*["Down"] * (asked - dialog.table.table.currentIndex().row()), "F12")
    assert dialog.page.values()["guardian_name"] == "单大军"
    assert has_keyboard(dialog, "guardian_phone")


def test_f12_before_any_house_is_known_says_what_shows_one(window, dialog, keys):
    keys.write("王小新").press("F12")
    assert "先填家里的电话" in dialog._said.text()


# Making it, and the next one.


def test_a_file_needs_a_name_and_nothing_else(window, dialog, keys):
    keys.press("Ctrl+Enter")
    assert "姓名还没填" in dialog._said.text()
    assert has_keyboard(dialog, "name")
    keys.write("王小新").press("Ctrl+Enter")
    assert count(window) == 7


def test_one_undo_takes_the_whole_file_back(window, keys):
    one_new_child(window, keys)
    window.activateWindow()  # as a desktop does when the page over it closes
    settle()
    keys.press("Ctrl+Z")
    assert count(window) == 6


def test_the_next_child_begins_in_the_same_class_and_the_last_one_can_be_taken_back(
    window, dialog, keys
):
    for name in ("王小一", "王小二"):
        keys.write(name).press("Ctrl+Shift+Enter")
    assert dialog._count.text() == "已建 2 份：王小一、王小二"
    keys.press("Ctrl+Z")
    assert dialog._count.text() == "已撤销：王小二。已建 1 份：王小一"
    assert count(window) == 7


def test_enter_at_the_end_does_what_the_coloured_button_says(window, dialog, keys):
    """In a row of children it begins the next one; it does not break off into the last file."""
    assert dialog._save.isDefault()
    keys.write("王小一").press("Enter", "Enter", "Enter").write("32").press("Ctrl+Shift+Enter")
    assert dialog._next.isDefault()
    assert not dialog._save.isDefault()
    keys.write("王小二").press("Enter").write(id_number("2018-03-11", 121))
    keys.press("Enter", "Enter", "Enter", "Enter", "Enter")
    assert dialog._count.text() == "已建 2 份：王小一、王小二"
    assert dialog.isVisible()
    assert has_keyboard(dialog, "name")
    keys.press("Ctrl+Z", "Ctrl+Z")
    assert dialog._save.isDefault()


def test_a_class_taken_over_is_passed_by_enter_and_one_key_back(window, dialog, keys):
    keys.write("王小一").press("Enter", "Enter", "Enter").write("32").press("Ctrl+Shift+Enter")
    keys.write("王小二").press("Enter").write(id_number("2018-03-11", 121)).press("Enter")
    assert has_keyboard(dialog, "address")
    keys.press("↑").write("31").press("Ctrl+Enter")
    assert row(window, "王小二")["class_no"] == "1"


def test_a_list_of_one_class_begins_in_that_class(window, keys):
    bar = window.pages.page("students").bar
    bar.set_filters({"grade": ["3"], "class_no": ["2"]}, due_only=False)
    keys.press("Ctrl+N").write("王小新").press("Ctrl+Enter")
    child = row(window, "王小新")
    assert (child["grade"], child["class_no"]) == ("3", "2")


# The file that was just begun.


def form_of(window):
    return window.pages.page("students").pane.tab("student").kept_form().form


def said_above(window):
    return form_of(window)._list._words[0]


def test_a_file_just_begun_says_in_grey_what_is_still_to_be_filled(window, dialog, keys):
    keys.write("王小新").press("Enter").write(id_number("2018-03-11", 121)).press("Ctrl+Enter")
    marked = [
        editor.problem()[1] for editor in form_of(window)._editors.values() if editor.problem()[0]
    ]
    assert len(marked) > 5
    assert set(marked) == {"note"}
    assert said_above(window).startswith("还要填 ")
    assert "缺漏" not in said_above(window)


def test_the_grey_of_the_first_day_outlasts_a_restart(window, dialog, keys):
    keys.write("王小新").press("Ctrl+Enter")
    window.session.typed_files.clear()  # all that a program started again knows of it
    window.pages.page("students").pane.reload()
    assert form_of(window).editor("ethnic").problem()[1] == "note"


def test_a_file_that_a_list_brought_today_is_not_eased(window, dialog, keys):
    keys.write("王小新").press("Ctrl+Enter")
    window.session.ledger.db.execute(
        "UPDATE revision SET kind = 'import' WHERE no = (SELECT max(no) FROM revision)"
    )
    window.session.typed_files.clear()
    window.pages.page("students").pane.reload()
    assert form_of(window).editor("ethnic").problem()[1] == "error"


def test_what_is_wrong_in_a_file_just_begun_is_red_all_the_same(window, dialog, keys):
    number = id_number("2018-03-11", 121)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    keys.write("王小新").press("Enter").write(wrong).press("Ctrl+Enter")
    assert form_of(window).editor("id_no").problem()[1] == "error"
    assert "✕ 1 处" in said_above(window)


def test_the_examination_and_the_day_after_see_what_is_missing(window, dialog, keys):
    keys.write("王小新").press("Ctrl+Enter")
    page = window.pages.page("students")
    found = open_student.student_problems(page.pane.opened())
    assert any(each.field == "ethnic" and each.severity == "error" for each in found)
    ledger = window.session.ledger
    earlier = "UPDATE student SET created_at = '2026-11-20 09:00:00' WHERE id = ?"
    ledger.db.execute(earlier, [page.current.id])
    ledger.cache.clear()
    page.pane.reload()
    assert form_of(window).editor("ethnic").problem()[1] == "error"


# Leaving.


def test_esc_asks_before_typed_things_are_lost_and_names_them(window, dialog, keys):
    keys.write("王小新").press("Enter").write("5299").press("Esc")
    assert dialog.isVisible()
    box = press(dialog, "不做")
    assert "王小新" in box.text()
    assert "姓名、证件号" in box.informativeText()
    assert dialog.page.typed_texts()["id_no"] == "5299"
    keys.press("Esc")
    press(dialog, "不建了")
    assert shown(window) is None
    assert count(window) == 6


def test_esc_leaves_at_once_where_nothing_was_typed(window, dialog, keys):
    keys.press("Esc")
    assert shown(window) is None


def test_after_several_files_the_last_one_is_the_child_in_hand(window, dialog, keys):
    keys.write("王小一").press("Ctrl+Shift+Enter").press("Esc")
    assert window.pages.page("students").current.name == "王小一"


def test_the_lock_does_not_wait_for_an_answer(window, dialog, keys):
    keys.write("王小新")
    window.leaving.lock()
    assert not window.session.is_open
