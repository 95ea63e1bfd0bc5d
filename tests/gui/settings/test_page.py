"""Settings are kept as they are left; schools, classes and rules change what the ledger does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.actions import back_up, change_rules, due_list, edit_file, keep_settings
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.catalogue.unit_tables.rule_change import RULE_CHANGE
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.entry.backup_dialog import CheckDialog, RestoreDialog
from ledger_app.gui.kit import remembered, theme, user_settings
from ledger_app.gui.page import Ask, ShowPlaces
from ledger_app.gui.settings.page import SettingsPage
from ledger_app.gui.settings.places_page import CLASS, SCHOOL
from ledger_app.gui.settings.rules_table import DAYS, LABEL, ON
from ledger_app.gui.window.afterwards.revisions_dialog import RevisionsDialog
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.lists.own_values import own_values
from ledger_app.store.safety import ledger_files
from tests.gui.children import press
from tests.gui.frame import (
    IGNORED,
    copy_of,
    enter,
    make_window,
    unlock,
    wait_free,
)
from tests.ledgers import PASSWORD, open_again

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def path(one_child_file, tmp_path):
    return copy_of(one_child_file, tmp_path)


@pytest.fixture
def window(qtbot, path):
    remembered.keep(user_settings.NAME, {})
    window = make_window(qtbot)
    enter(window, path)
    window.pages.show_page("settings")
    return window


@pytest.fixture
def page(window) -> SettingsPage:
    return window.pages.page("settings")


def type_over(field, text):
    field.setFocus()
    field.selectAll()
    field.insert(text)
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_name_is_kept_when_it_is_left_and_the_status_line_follows(window, page):
    type_over(page.fields["clerk"], "李老师")

    assert settings.get(window.session.ledger, "clerk") == "李老师"
    assert window.session.ledger.author == "李老师"
    assert window.status.texts()[0] == "福利镇中心小学 · 李老师"
    assert window.status.texts()[1] == "已保存 12:00:00"


def test_an_empty_unit_is_refused_and_nothing_is_lost(window, page):
    type_over(page.fields["unit"], "  ")

    assert settings.get(window.session.ledger, "unit") == "福利镇中心小学"
    assert page.fields["unit"].property("severity") == "error"
    assert "单位名称不能为空" in window.messages.texts()[0]


def test_every_printed_setting_is_on_the_page(page):
    assert set(page.fields) == set(keep_settings.LABELS)


def test_idle_minutes_are_kept_and_used_at_once(window, page):
    page.tabs.setCurrentIndex(4)
    page.idle.setValue(12)
    page.idle.editingFinished.emit()

    assert keep_settings.idle_minutes(window.session.ledger) == 12
    assert window.leaving.idle._seconds == 720


@pytest.fixture
def usual_looks():
    yield
    user_settings.change_looks(text=0, scheme="system")


def test_text_size_and_colours_change_at_once_and_are_remembered(usual_looks, page):
    page.text_size.setCurrentIndex(page.text_size.findData(4))
    page.text_size.activated.emit(0)
    page.look.setCurrentIndex(page.look.findData("dark"))
    page.look.activated.emit(0)

    assert theme.text_pixels() == theme.BASE_TEXT + 4
    assert theme.is_dark()
    assert (user_settings.text_size(), user_settings.look()) == (4, "dark")


def test_a_new_school_is_kept_with_its_first_field_and_offered_to_classes(window, page):
    page.answer(ShowPlaces())
    places = page.places
    places.add_button.click()
    form = places.form()
    form.editor("name").entry().setText("青山小学")
    form.editor("name").entry().textEdited.emit("青山小学")
    assert form.commit_pending() == []

    assert window.session.ledger.column("SELECT name FROM school ORDER BY no") == [
        "福利镇中心小学",
        "青山小学",
    ]
    places.show_table(CLASS)
    places.add_button.click()
    school = places.form().editor("school").entry()
    school.setText("青山小学")
    assert places.form().commit_pending() == []
    row = window.session.ledger.rows(
        "SELECT s.name FROM school_class c JOIN school s ON s.id = c.school"
    )
    assert row == [{"name": "青山小学"}]


def test_a_school_with_children_is_not_deleted_and_the_reason_is_said(window, page):
    ledger = window.session.ledger
    other = edit_file.add_record(ledger, "school", None, {"name": "青山小学"}).record_id
    edit_file.add_student(ledger, {"name": "李梓涵", "school": other})
    window.session.changed.emit(None)
    page.answer(ShowPlaces())
    row = page.places._models[SCHOOL].row_of(other)
    page.places.views[SCHOOL].selectRow(row)
    page.places.delete_button.click()
    assert "1 个学生" in press(page, "删除学校").informativeText()

    assert "还有 1 个学生" in window.messages.texts()[0]
    assert ledger.value("SELECT deleted_at FROM school WHERE id = ?", [other]) is None


def test_an_unused_school_is_deleted_and_undo_brings_it_back(window, page):
    ledger = window.session.ledger
    other = edit_file.add_record(ledger, "school", None, {"name": "青山小学"}).record_id
    window.session.changed.emit(None)
    page.answer(ShowPlaces())
    page.places.views[SCHOOL].selectRow(page.places._models[SCHOOL].row_of(other))
    page.places.delete_button.click()
    press(page, "不做")
    assert page.places._models[SCHOOL].row_of(other) >= 0
    page.places.delete_button.click()
    name = ledger.value("SELECT name FROM school WHERE id = ?", [other])
    assert f"删除学校“{name}”" in press(page, "删除学校").text()
    assert page.places._models[SCHOOL].row_of(other) == -1

    window.undo()
    assert page.places._models[SCHOOL].row_of(other) >= 0


def row_of(table, label):
    return next(at for at in range(table.rowCount()) if table.item(at, LABEL).text() == label)


def left_behind_without_contact(ledger):
    given = {"name": "单小雨", "left_behind_edu": "1"}
    return edit_file.add_student(ledger, given).record_id


def due_rules(ledger, student):
    return {each.rule for each in due_list.due(ledger) if each.student == student}


def test_a_rule_that_is_switched_off_reminds_no_more(qtbot, window, page):
    ledger = window.session.ledger
    child = left_behind_without_contact(ledger)
    ledger.clock.move(days=60)
    before = due_rules(ledger, child)
    assert before
    table = page.rules.table
    page.rules.refresh()
    labels = {rule.key: rule.label for rule in change_rules.rule_rows(ledger)}
    for key in sorted(before):
        item = table.item(row_of(table, labels[key]), ON)
        item.setCheckState(Qt.CheckState.Unchecked)
        wait_free(qtbot, window)
    # Nothing else would show the child: asked before the last one goes.
    assert due_rules(ledger, child) == {key}
    press(page, "仍然关掉")
    wait_free(qtbot, window)

    assert due_rules(ledger, child) == set()
    assert ledger.value("SELECT due_on FROM student_index WHERE id = ?", [child]) is None
    page.rules.usual_button.click()
    wait_free(qtbot, window)
    assert due_rules(ledger, child) == before
    assert own_values(ledger, RULE_CHANGE) == {}


def test_the_ages_of_compulsory_school_are_chosen_with_the_keyboard(qtbot, window, page):
    ledger, ages = window.session.ledger, page.ages
    edit_file.add_student(ledger, {"name": "王大", "birth_date": "2010-11-21"})
    window.session.changed.emit(None)
    status = "SELECT status FROM student_index JOIN student USING (id) WHERE student.name = '王大'"
    assert (ages.entry.currentData(), ages.leaving.currentData()) == (6, 16)
    assert ledger.value(status) == StatusCode.TOO_OLD
    qtbot.keyClick(ages.leaving, Qt.Key.Key_Down)
    wait_free(qtbot, window)
    assert (ledger.calendar.leaving_age, ages.leaving.currentData()) == (17, 17)
    assert ages.said.text() == "✓ 已保存。"
    assert ledger.value(status) == StatusCode.UNVERIFIED


def test_who_would_not_be_seen_is_named_before_a_rule_is_switched_off(qtbot, window, page):
    ledger = window.session.ledger
    for number in range(4):
        edit_file.add_student(ledger, {"name": f"王{number}"})
    ledger.clock.move(days=60)
    table, on = page.rules.table, Qt.CheckState.Checked
    page.rules.refresh()
    row = row_of(table, "未核实")
    alone = change_rules.out_of_sight_without(ledger, "unverified")
    table.item(row, ON).setCheckState(Qt.CheckState.Unchecked)
    wait_free(qtbot, window)
    box = press(page, "不做")
    assert f"有 {len(alone)} 人会看不到" in box.text()
    assert "、".join(alone[:3]) in box.informativeText()
    assert table.item(row, ON).checkState() == on
    assert own_values(ledger, RULE_CHANGE) == {}


def test_days_of_a_rule_are_kept_and_impossible_ones_refused_in_words(qtbot, window, page):
    ledger = window.session.ledger
    table = page.rules.table
    page.rules.refresh()
    row = row_of(table, "劝返联系")
    table.item(row, DAYS).setData(Qt.ItemDataRole.EditRole, 5)
    wait_free(qtbot, window)
    assert own_values(ledger, RULE_CHANGE) == {("repersuade", "offset_days"): 5}

    table.item(row, DAYS).setData(Qt.ItemDataRole.EditRole, 0)
    wait_free(qtbot, window)
    assert "天数只能在 1 到" in page.rules._said.text()
    assert own_values(ledger, RULE_CHANGE) == {("repersuade", "offset_days"): 5}
    assert table.item(row, DAYS).data(Qt.ItemDataRole.EditRole) == 5


def test_a_changed_rule_is_undone_and_done_again_from_the_menu(qtbot, window, page):
    table = page.rules.table
    page.rules.refresh()
    row = row_of(table, "劝返联系")
    before = table.item(row, DAYS).data(Qt.ItemDataRole.EditRole)
    table.item(row, DAYS).setData(Qt.ItemDataRole.EditRole, 5)
    wait_free(qtbot, window)

    window.undo()
    wait_free(qtbot, window)
    assert table.item(row, DAYS).data(Qt.ItemDataRole.EditRole) == before
    window.redo()
    wait_free(qtbot, window)
    assert table.item(row, DAYS).data(Qt.ItemDataRole.EditRole) == 5
    dialog = RevisionsDialog(window.session, window)
    assert dialog.model.line(2).texts[2:] == ("设置", "1", "", "改提醒规则：劝返联系 5 天")


def test_the_keyboard_turns_the_tabs_and_leaves_the_table_of_rules(qtbot, window, page):
    turn_on, turn_back = page.page_actions()
    for _ in range(3):
        turn_on.trigger()
    assert page.tabs.currentWidget() is page.rules
    page.rules.table.setFocus()
    page.rules.table.setCurrentCell(0, 1)
    qtbot.keyClick(page.rules.table, Qt.Key.Key_Tab)
    assert page.rules.table.currentColumn() == 1  # Tab goes out; arrows go from cell to cell
    turn_back.trigger()
    assert page.tabs.currentWidget() is page.calendar


def test_backup_now_is_verified_and_shown(qtbot, window, page, path):
    page.tabs.setCurrentIndex(4)
    page.asks.emit(Ask.BACK_UP)
    wait_free(qtbot, window)

    assert [each.reason for each in back_up.backups(path)] == ["hand"]
    assert window.status.texts()[2].endswith("✓")
    assert page.backups.text().startswith("1 份")
    assert "已备份并核对" in window.messages.texts()[0]


def test_a_backup_that_fails_says_so_and_the_status_does_not_claim_it(qtbot, window, page, path):
    folder = path.with_name(f"{path.stem}.备份")
    folder.write_text("in the way", encoding="utf-8")
    page.asks.emit(Ask.BACK_UP)
    wait_free(qtbot, window)

    assert window.messages.texts()
    assert not any("已备份" in each for each in window.messages.texts())
    assert "✓" not in window.status.texts()[2]


def test_restoring_goes_back_and_says_where_the_newer_file_went(qtbot, window, page, path):
    back_up.back_up(window.session.ledger)
    edit_file.add_student(window.session.ledger, {"name": "李梓涵"})
    page.asks.emit(Ask.RESTORE)
    dialog = window.findChild(RestoreDialog)
    assert dialog.model.line(0).texts[1] == "手动"
    dialog.password.setText(PASSWORD)
    dialog.ask_restore()
    assert "的备份（" in press(dialog, "恢复").text()
    wait_free(qtbot, window)
    assert "保留为" in window.messages.texts()[0]
    unlock(qtbot, window)

    assert window.session.ledger.column("SELECT name FROM student") == ["王𬱖"]
    (kept,) = path.parent.glob("before-restore-*.ledger")
    newer = open_again(kept)
    assert newer.column("SELECT name FROM student ORDER BY no") == ["王𬱖", "李梓涵"]
    ledger_files.close(newer)


def test_a_wrong_password_for_a_backup_changes_nothing(qtbot, window, page, path):
    back_up.back_up(window.session.ledger)
    page.asks.emit(Ask.RESTORE)
    dialog = window.findChild(RestoreDialog)
    dialog.password.setText("不是这个口令")
    dialog.restore_now()
    wait_free(qtbot, window)

    assert "口令" in dialog._said.text()
    assert list(path.parent.glob("before-restore-*")) == []


def test_a_whole_ledger_is_said_to_be_whole(qtbot, window, page):
    page.asks.emit(Ask.CHECK)
    wait_free(qtbot, window)

    assert "完好" in window.findChild(CheckDialog).said.text()


def test_a_broken_audit_chain_is_said_in_words(qtbot, window, page):
    db = window.session.ledger.db
    triggers = [row[0] for row in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
    )]  # fmt: skip
    for trigger in triggers:
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute("UPDATE audit SET author = '别人' WHERE no = 1")
    page.asks.emit(Ask.CHECK)
    wait_free(qtbot, window)
    dialog = window.findChild(CheckDialog)

    found = [dialog.found.item(at).text() for at in range(dialog.found.count())]
    assert any("审计记录从第 1 条起接不上" in text for text in found)


def test_places_are_not_kept_in_memory_behind_the_lock(qtbot, window, page):
    page.answer(ShowPlaces())
    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)

    assert page.places._models[SCHOOL].rowCount() == 0


def test_the_kind_of_unit_is_chosen_among_three_and_no_other_is_kept(window, page):
    box = page.fields["unit_kind"]
    assert [box.itemData(at) for at in range(box.count())] == ["school", "township", "county"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert settings.get(window.session.ledger, "unit_kind") == "county"
    with pytest.raises(LedgerError, match="学校、乡镇或县区"):
        keep_settings.keep(window.session.ledger, {"unit_kind": "province"})


def test_a_rule_from_the_unit_above_is_shown_so_and_is_not_changed_here(window, page):
    ledger = window.session.ledger
    with revise(ledger, "merge_package", "回执") as revision:
        told = {"rule": "repersuade", "entry": "offset_days", "value": "5"}
        record = revision.insert("rule_change", told)
        ledger.db.execute("INSERT INTO origin (record_id, unit) VALUES (?, '529901')", [record])
        partner = {"unit_kind": "township", "unit_code": "529901", "state": "active"}
        revision.insert("partner", partner)
    page.rules.refresh()
    table = page.rules.table
    labels = [table.item(row, LABEL).text() for row in range(table.rowCount())]
    row = labels.index("劝返联系（上级规定）")
    assert table.item(row, DAYS).data(Qt.ItemDataRole.EditRole) == 5
    assert not table.item(row, DAYS).flags() & Qt.ItemFlag.ItemIsEditable
    assert not table.item(row, ON).flags() & Qt.ItemFlag.ItemIsUserCheckable
    other = labels.index("承诺返校日")
    assert table.item(other, DAYS).flags() & Qt.ItemFlag.ItemIsEditable
