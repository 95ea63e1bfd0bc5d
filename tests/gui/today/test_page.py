"""今日 as a clerk uses it: what is due, whom to call, one key to log it."""

from __future__ import annotations

import threading
from datetime import date, datetime
from functools import partial

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ledger_app.actions import change_rules, due_list, edit_file, undo_revision
from ledger_app.actions.today.arranging import Heading, Order, line_key
from ledger_app.actions.today.folds import Fold
from ledger_app.domain.reminding.reminders import PERSUASION, one_line_each, pressing
from ledger_app.gui.attendance.roll_call_dialog import RollCallDialog
from ledger_app.gui.page import LogContact, ShowStudent
from ledger_app.gui.today import reading
from ledger_app.gui.today.answer_dialog import (
    IMPOSSIBLE,
    POSTPONED,
    AnswerDialog,
)
from ledger_app.gui.today.page import TodayPage
from ledger_app.gui.today.report_dialog import ReportDialog
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import press, started
from tests.gui.today.conftest import SATURDAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def lines(page):
    model = page.model
    found = (model.line(model.index(row)) for row in range(model.rowCount()))
    return [line for line in found if line is not None]


def headings(page):
    return [row.title for row in page.model._rows if isinstance(row, Heading)]


def go_to(page, name, rule):
    for row in range(page.model.rowCount()):
        line = page.model.line(page.model.index(row))
        if line is not None and (line.reminder.name, line.reminder.rule) == (name, rule):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            page.view.selectionModel().setCurrentIndex(page.model.index(row), flags)
            return line
    raise AssertionError(f"{name} {rule} is not on the page")


def test_by_time_it_lists_exactly_what_is_due_as_the_shell_does(page, ledger):
    page.looking.order.ways[Order.TIME].trigger()
    due = one_line_each(due_list.due(ledger))

    assert {(line.reminder.student, line.reminder.rule) for line in lines(page)} == {
        (each.student, each.rule) for each in due
    }
    assert headings(page)[0] == "超期"
    found = [line.reminder for line in lines(page)]
    assert [pressing(each) for each in found] == [pressing(each) for each in due]
    overdue = [each.urgency for each in found if each.state == "overdue"]
    assert overdue == sorted(overdue)  # who is out of school stands above


def test_a_line_says_who_why_and_how_to_reach_them_with_the_number_masked(page, ids):
    line = go_to(page, "李梓涵", "promise_due")
    shown = page.strip.findChildren(type(page.strip._phone))
    text = " ".join(label.text() for label in shown)

    assert line.reminder.days == 3
    assert "承诺 11-18 返校" in text
    assert "李建国" in text
    assert "138****1001" in text
    assert "13800001001" not in text
    assert "最近联系：11-12" in text


def test_the_whole_number_is_shown_on_demand_and_that_is_noted(page, ledger, ids, qtbot):
    go_to(page, "李梓涵", "promise_due")
    page.strip.reveal.click()

    assert "13800001001" in page.strip._phone.text()
    details = ledger.column("SELECT detail FROM audit WHERE event = 'reveal'")
    assert any(ids["李梓涵"] in detail for detail in details)


def test_enter_and_its_key_ask_for_the_short_form_of_the_contact(page, ids, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    for ask in (partial(qtbot.keyClick, page.view, Qt.Key.Key_Return), by_key(page, "log")):
        with qtbot.waitSignal(page.asks) as asked:
            ask()
        assert asked.args == [LogContact((ids["李梓涵"],), (line.reminder,))]


def by_key(page, key):
    return page.acting.by_key[key].trigger


def test_a_wish_during_a_backup_is_granted_after_it(page, ids, qtbot):
    go_to(page, "李梓涵", "promise_due")
    go_on = threading.Event()
    page._session.run(lambda ledger: go_on.wait(10), then=lambda answer: None)
    asked = []
    page.asks.connect(asked.append)  # the count beside the page's name is asked for, too

    def contacts():
        return [each.students for each in asked if isinstance(each, LogContact)]

    page.acting.by_key["log"].trigger()
    assert contacts() == []
    go_on.set()

    qtbot.waitUntil(lambda: contacts() == [(ids["李梓涵"],)])


def test_returned_begins_the_placement_of_today(page, ids, qtbot):
    go_to(page, "李梓涵", "promise_due")
    with qtbot.waitSignal(page.asks) as asked:
        page.acting.by_key["returned"].trigger()

    (wanted,) = asked.args
    assert (wanted.student, wanted.new_record) == (ids["李梓涵"], "placement")
    assert wanted.presets == {"returned_on": "2026-11-21"}


def test_a_report_is_filled_into_the_record_it_comes_from_and_its_button_says_where(
    page, ledger, ids, qtbot
):
    go_to(page, "王𬱖", "suspected_3")
    assert page.acting.by_key["work"].text() == "填上报乡镇日期"
    with qtbot.waitSignal(page.asks) as asked:
        page.acting.by_key["work"].trigger()

    record = load_file(ledger, ids["王𬱖"]).of("dropout")[-1]["id"]
    assert asked.args == [ShowStudent(ids["王𬱖"], "dropout", record, "reported_township_on")]


def test_a_contact_logged_elsewhere_takes_the_line_away(page, ledger, ids):
    assert _has(page, "李梓涵", "promise_due")
    given = {"contacted_on": "2026-11-21", "purpose": "1", "result": "7"}
    page._session.act(edit_file.add_record, "contact", ids["李梓涵"], given)

    assert not _has(page, "李梓涵", "promise_due")


def _has(page, name, rule):
    return any((each.reminder.name, each.reminder.rule) == (name, rule) for each in lines(page))


def test_postponing_moves_the_line_to_its_new_day(page, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    dialog = AnswerDialog(page._session, [line.reminder], POSTPONED, page)
    dialog.form.set_day(date(2026, 11, 25))
    dialog.accept()

    (moved,) = [
        each.reminder
        for each in lines(page)
        if (each.reminder.name, each.reminder.rule) == ("李梓涵", "promise_due")
    ]
    assert (moved.due_on, moved.state) == ("2026-11-25", "soon")


@pytest.mark.parametrize("act", ["postpone", "impossible"])
def test_after_another_day_the_next_line_is_marked_as_after_a_call(page, qtbot, act):
    go_to(page, "王𬱖", "repersuade")
    after = page.view.next_keys()
    page.acting.by_key[act].trigger()
    (dialog,) = page.findChildren(AnswerDialog)
    dialog.form.set_day(date(2026, 11, 25))
    dialog.form._reason.entry().insertPlainText("家长外出")
    dialog.accept()
    assert page.view.keys() == after
    assert page.view.hasFocus()


def test_enter_goes_from_the_new_day_to_the_reason_and_writes(page, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    dialog = AnswerDialog(page._session, [line.reminder], POSTPONED, page)
    dialog.open()
    day, reason = dialog.form._until.entry(), dialog.form._reason.entry()
    qtbot.keyClicks(day, "1125")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert dialog.focusWidget() is reason
    reason.insertPlainText("家长外出")
    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    due = {each.reminder.rule: each.reminder.due_on for each in lines(page)
           if each.reminder.name == "李梓涵"}  # fmt: skip
    assert due["promise_due"] == "2026-11-25"


def test_a_sentence_under_a_field_makes_the_question_larger(page, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    dialog = AnswerDialog(page._session, [line.reminder], POSTPONED, page)
    dialog.open()
    day = dialog.form._until.entry()
    day.setText("哪一天都可以，等家长从外地回来以后再说")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert dialog.focusWidget() is day
    note = dialog.form._until._note
    qtbot.waitUntil(lambda: note.height() >= note.heightForWidth(note.width()))


def test_one_key_logs_a_call_where_another_record_is_due_and_that_has_its_own_words(
    page, ledger, ids, qtbot
):
    edit_file.add_record(
        ledger, "relocation", ids["赵国庆"],
        {"origin_school": "双丰村小学", "receiving_school": "中心学校", "choice_type": "1",
         "notified_on": "2026-09-01"},
    )  # fmt: skip
    page.refresh()
    (rule,) = {each.reminder.rule for each in lines(page) if each.reminder.name == "赵国庆"}
    line = go_to(page, "赵国庆", rule)
    assert page.acting.by_key["work"].text() == "填实际到校日期"
    assert page.strip.buttons[0].text() == "填实际到校日期"
    with qtbot.waitSignal(page.asks) as asked:
        page.acting.by_key["log"].trigger()
    assert asked.args == [LogContact((ids["赵国庆"],), (line.reminder,))]
    go_to(page, "李梓涵", "promise_due")
    assert not page.acting.by_key["work"].isVisible()  # its likely work is the call
    shown = [each for each in page.strip.buttons if not each.isHidden()]
    assert (shown[0].text(), shown[0].property("primary")) == ("登记联系…", True)


def test_the_sums_stand_above_the_list_and_lead_into_it(page):
    page.refresh()
    states = [line.reminder.days for line in lines(page)]
    assert f"超期 {sum(days > 0 for days in states)}" in " ".join(page.head.sums.texts())
    page.head.sums.wanted.emit("overdue")
    assert page.view.chosen()[0].reminder.days > 0


def test_esc_in_an_untouched_field_closes_the_question(page, qtbot):
    line = lines(page)[0]
    dialog = AnswerDialog(page._session, [line.reminder], POSTPONED, page)
    dialog.open()
    day = dialog.form._until.entry()
    qtbot.keyClicks(day, "11-2")
    qtbot.keyClick(day, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # the first Esc takes the half-typed day back
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(day, Qt.Key.Key_Escape)


def test_cannot_be_done_needs_a_reason_and_says_so_in_the_dialog(page, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    dialog = AnswerDialog(page._session, [line.reminder], IMPOSSIBLE, page)
    dialog.show()
    dialog.accept()

    assert dialog.isVisible()
    assert "原因" in dialog.problem.text()
    assert _has(page, "李梓涵", "promise_due")

    dialog.form._reason.entry().setPlainText("全家外出，电话停机")
    dialog.accept()
    again = go_to(page, "李梓涵", "promise_due").reminder
    assert (again.due_on, again.state) == ("2026-11-24", "soon")  # the day of its rule
    assert "已 1 次做不了（全家外出，电话停机）" in again.reason


def test_cannot_be_done_asks_when_again_and_no_enter_too_many_writes(page, qtbot):
    line = go_to(page, "李梓涵", "promise_due")
    dialog = AnswerDialog(page._session, [line.reminder], IMPOSSIBLE, page)
    dialog.open()
    reason, day = dialog.form._reason.entry(), dialog.form._until.entry()
    qtbot.waitUntil(lambda: dialog.focusWidget() is reason)
    reason.insertPlainText("桥断了")
    qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (dialog.focusWidget(), day.text()) == (day, "2026-11-24")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.yes
    assert (dialog.isVisible(), dialog.yes.text()) == (True, "记为做不了")
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert go_to(page, "李梓涵", "promise_due").reminder.due_on == "2026-11-24"


def test_several_that_cannot_be_done_come_back_together(page, qtbot):
    chosen = [line.reminder for line in lines(page) if line.reminder.student]
    dialog = AnswerDialog(page._session, chosen, IMPOSSIBLE, page)
    dialog.form._reason.entry().setPlainText("大雪封山")
    dialog.form.set_day(date(2026, 11, 23))
    dialog.accept()
    back = [line.reminder for line in lines(page) if line.reminder.student]
    assert {each.due_on for each in back if "大雪封山" in each.reason} == {"2026-11-23"}
    assert len({each.student for each in back}) == len({each.student for each in chosen})


def test_several_lines_ask_for_one_contact_to_all_their_children(page, qtbot):
    page.view.selectAll()
    chosen = [line.reminder for line in page.view.chosen() if line.reminder.student]
    with qtbot.waitSignal(page.asks) as asked:
        page.acting.by_key["log"].trigger()
    (wish,) = asked.args
    assert wish.due == tuple(chosen)
    assert wish.students == tuple(dict.fromkeys(each.student for each in chosen))
    assert len(wish.students) > 1


def test_several_lines_are_postponed_as_one_revision(page, ledger):
    chosen = [line.reminder for line in lines(page) if line.reminder.student][:2]
    before = ledger.value("SELECT max(no) FROM revision")
    due_list.answer_all(ledger, chosen, "postponed", until=date(2026, 11, 30))

    assert ledger.value("SELECT max(no) FROM revision") == before + 1
    answered = set(ledger.column("SELECT student_id FROM outcome"))
    assert answered == {each.student for each in chosen}


def test_a_broken_promise_is_one_line_answered_as_one(page, ledger, ids):
    mine = [line.reminder for line in lines(page) if line.reminder.student == ids["李梓涵"]]
    (line,) = [each for each in mine if each.topic == PERSUASION]
    assert "承诺 11-18 返校，至今未见到校记录；" in line.reason
    assert "上次联系是 11-12，已 9 天没有再联系" in line.reason
    assert "上门劝返" in line.action
    assert {rule for rule, _ in line.also} >= {"promise_missed", "repersuade"}
    page._session.act(due_list.answer_all, [line], "postponed", until=date(2026, 11, 30))
    found = [each for each in due_list.due(ledger) if each.topic == PERSUASION]
    left = [each for each in found if each.student == ids["李梓涵"]]
    assert all(each.due_on >= "2026-11-30" for each in left)


def test_the_other_orders_keep_the_line_and_group_by_village_and_person(page):
    go_to(page, "李梓涵", "promise_due")
    page.looking.order.ways[Order.VILLAGE].trigger()

    assert "青山村" in headings(page)
    assert page.view.chosen()[0].reminder.rule == "promise_due"
    page.looking.order.ways[Order.PERSON].trigger()
    assert any(title.startswith("帮扶责任人") for title in headings(page))
    assert page.view.chosen()[0].reminder.name == "李梓涵"


def test_reading_again_leaves_the_list_where_it_is(page, ledger, ids, qtbot):
    page.resize(900, 320)
    assert page.view.visualRect(page.model.index(0)).top() >= 0
    for student in ids.values():  # more lines than fit
        edit_file.add_record(ledger, "dropout", student, {"dropout_ym": "2026-09"})
    page.refresh()
    bar = page.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    go_to(page, *[(each.reminder.name, each.reminder.rule) for each in lines(page)][-1])
    before, name = bar.value(), page.view.chosen()[0].reminder.name
    page._session.act(edit_file.save_fields, "student", ids["赵国庆"], {"remark": "x"})

    assert before > 0
    assert (bar.value(), page.view.chosen()[0].reminder.name) == (before, name)


def test_midnight_brings_the_next_day(page, ledger, qtbot):
    before = go_to(page, "李梓涵", "promise_due").reminder.days
    ledger.clock = lambda: datetime(2026, 11, 22, 0, 0, 5)
    page.reading.look_at_date()

    assert go_to(page, "李梓涵", "promise_due").reminder.days == before + 1
    assert page.head.day.text().startswith("11月22日 星期日")


def test_nothing_due_is_a_calm_sentence(ledger, qtbot):
    ledger.clock = lambda: datetime(2026, 11, 3, 8, 0)
    holidays = change_rules.usual_rules()["school_calendar"]  # of 2027 are asked for by then
    change_rules.change_rule(ledger, holidays.key, enabled=False, offset_days=0)
    child = edit_file.add_student(ledger, {"name": "赵国庆", "opened_on": "2026-11-01"}).record_id
    edit_file.add_record(ledger, "sighting", child, {"seen_on": "2026-11-02", "kind": "1"})
    page = TodayPage(started(ledger))
    qtbot.addWidget(page)
    page.show()

    assert page._pages.currentWidget() is page._empty
    assert "没有要办的事" in page._empty.text()
    assert not page.strip.isVisible()


def reporting(page, qtbot):
    """Open the dialog of the monthly report."""
    page.foot.duty_button.click()
    dialog = page.findChildren(ReportDialog)[-1]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.signer.entry().hasFocus)
    return dialog


def test_the_monthly_report_stands_below_and_ends_when_it_is_sent(page, ledger, qtbot):
    assert "月报" in page.foot.duty_line.text()
    before = page.foot.duty_line.text()
    dialog = reporting(page, qtbot)
    dialog.signer.put_typed("韦校长")
    dialog.accept()

    assert page.foot.duty_line.text() != before
    said = "控辍保学月报 2026年11月：报送 2026-11-21，签报人 韦校长"
    assert page.foot.reported_line.text() == f"✓ {said.partition(' ')[2]}"  # named beside it
    assert undo_revision.revisions(ledger)[0]["summary"] == said
    assert undo_revision.reversible(ledger).undo["about"] == said


def test_the_monthly_report_stands_once(page, ledger, qtbot):
    """As a line when it is due soon, else below; never both, and its name once."""

    def places():
        said = [line.reminder.label for line in lines(page)]
        foot = (page.foot.duty_line, page.foot.reported_line)
        said += [each.text() for each in foot if each.isVisible()]
        return sum("控辍保学月报" in text for text in said)

    assert places() == 1
    dialog = reporting(page, qtbot)
    dialog.signer.put_typed("韦校长")
    dialog.accept()
    assert page.foot.reported_line.isVisible()
    assert places() == 1
    ledger.clock = lambda: datetime(2026, 12, 26, 8, 0)
    page.refresh()
    assert any(line.reminder.rule == "monthly_report" for line in lines(page))
    assert places() == 1


def test_an_enter_too_many_on_the_line_of_the_report_reports_nothing(page, ledger, qtbot):
    ledger.clock = lambda: datetime(2026, 11, 26, 8, 0)
    page.refresh()
    row = next(
        row
        for row in range(page.model.rowCount())
        if (line := page.model.line(page.model.index(row)))
        and line.reminder.rule == "monthly_report"
    )
    page.view.setCurrentIndex(page.model.index(row))
    before = ledger.revision_count
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget() or page.view, Qt.Key.Key_Return)
    assert ledger.revision_count == before
    assert any(line.reminder.rule == "monthly_report" for line in lines(page))


def test_what_counts_before_its_day_says_from_when(page, ledger, ids):
    given = {"contacted_on": "2026-11-20", "purpose": "1", "result": "7", "next_on": "2026-11-25"}
    page._session.act(edit_file.add_record, "contact", ids["李梓涵"], given)
    go_to(page, "李梓涵", "next_contact")
    assert "（11-23 起办就算，最晚 11-25）" in page.strip._todo.text()


def test_an_enter_pressed_once_too_often_reports_nothing(page, ledger, qtbot):
    before = ledger.revision_count
    dialog = reporting(page, qtbot)
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    assert ledger.revision_count == before
    assert "月报" in page.foot.duty_line.text()


def test_enter_on_the_button_that_registers_registers(page, ledger, qtbot):
    before = ledger.revision_count
    dialog = reporting(page, qtbot)
    dialog.signer.put_typed("韦校长")
    for _ in range(3):  # signer, day, button
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert ledger.revision_count == before + 1
    assert "韦校长" in page.foot.reported_line.text()


@pytest.mark.parametrize(
    ("day", "signer", "told"),
    [
        ("2026-11-22", "韦校长", "晚于今天"),
        ("", "韦校长", "日期还没填"),
        ("2026-11-20", " ", "签报人"),
    ],
)
def test_a_report_needs_a_day_that_has_been_and_a_signer(page, ledger, qtbot, day, signer, told):
    before = ledger.revision_count
    dialog = reporting(page, qtbot)
    dialog.done_on.put_typed(day)
    dialog.signer.put_typed(signer)
    dialog.accept()
    assert told in dialog.problem.text()
    assert ledger.revision_count == before


def test_a_report_is_taken_back_after_a_question_that_names_the_month(page, ledger, qtbot):
    before = page.foot.duty_line.text()
    dialog = reporting(page, qtbot)
    dialog.signer.put_typed("韦校长")
    dialog.accept()
    page.foot.back_button.click()
    assert "2026年11月" in press(page, "不做").text()
    assert page.foot.duty_line.text() != before
    page.foot.back_button.click()
    assert "签报人 韦校长" in press(page, "收回报送").text()
    assert page.foot.duty_line.text() == before
    assert not page.foot.back_button.isVisible()
    summary = undo_revision.revisions(ledger)[0]["summary"]
    assert summary == "控辍保学月报 2026年11月：收回报送"


def test_what_is_put_off_or_impossible_for_the_unit_is_said_in_the_history(ledger, page):
    duty = page.foot.duty
    due_list.answer(ledger, duty, "impossible", reason="校长外出")
    assert undo_revision.revisions(ledger)[0]["summary"] == "控辍保学月报：2026年11月 做不了"


def test_a_locked_ledger_leaves_no_names_on_the_page(page):
    assert lines(page)
    page._session._ledger = None
    page._session.locked.emit()

    assert page.model.rowCount() == 0


def test_a_large_ledger_is_read_on_the_worker(ledger, ids, qtbot, monkeypatch):
    monkeypatch.setattr(reading, "MANY_STUDENTS", 1)
    page = TodayPage(started(ledger))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.asks, timeout=5000):
        page.show()

    assert _has(page, "李梓涵", "promise_due")


def test_a_hidden_page_reads_only_when_it_is_shown_again(page, ledger, ids):
    page.hide()
    given = {"contacted_on": "2026-11-21", "purpose": "1", "result": "7"}
    page._session.act(edit_file.add_record, "contact", ids["李梓涵"], given)
    assert _has(page, "李梓涵", "promise_due")
    page.show()
    assert not _has(page, "李梓涵", "promise_due")


def test_three_hundred_lines_are_rows_of_a_model_not_widgets(page, ledger, ids):
    before = len(page.findChildren(QWidget))
    (line, *_) = lines(page)
    page.model.set_lines([line] * 300, page.model.day)
    page.view.choose([], 0)
    page.view.turn(page.view.fold())

    assert page.model.rowCount() == 302
    assert len(page.findChildren(QWidget)) == before


def test_a_screen_reader_hears_the_whole_line(page):
    line = go_to(page, "李梓涵", "promise_due")
    said = page.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)

    assert page.view.accessibleName()
    for part in ("超 3 天", "李梓涵", line.reminder.reason, line.reminder.who):
        assert part in said


def test_a_contradiction_opens_the_place_where_it_stands(ledger, qtbot):
    ledger.clock = lambda: SATURDAY
    child = edit_file.add_student(ledger, {"name": "赵涛", "file_status": "4"}).record_id
    case = edit_file.add_record(ledger, "dropout", child, {"suspected_on": "2026-10-12"}).record_id
    page = TodayPage(started(ledger))
    qtbot.addWidget(page)
    page.show()
    asked = []
    page.asks.connect(asked.append)
    go_to(page, "赵涛", "contradictory")
    page.acting.begin_work()
    assert page.acting.by_key["work"].text() == "填疑似辍学认定日期"
    assert asked == [ShowStudent(child, "dropout", record=case, key="suspected_on")]


# Many lines are one.


@pytest.fixture
def many(ledger, ids, qtbot):
    """Return the page over a class of six that nobody has seen this term."""
    school = ledger.value("SELECT id FROM school")
    for at in range(6):
        given = {"name": f"郑{at}", "school": school, "grade": "5", "class_no": "1"}
        edit_file.add_student(ledger, given)
    page = TodayPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    return page


def fold_of(page, title):
    for row in range(page.model.rowCount()):
        entry = page.model.entry(page.model.index(row))
        if isinstance(entry, Fold) and title in entry.title:
            page.view.choose([line_key(entry)], row)
            return entry
    raise AssertionError(f"{title} is no fold of the page")


def test_a_class_that_nobody_has_seen_is_one_line_that_opens_into_its_children(many, qtbot):
    fold = fold_of(many, "五(1)班")
    assert fold.said == "6 人本学期还没有核实在校"
    before = many.model.rowCount()
    qtbot.keyClick(many.view, Qt.Key.Key_Right)
    assert many.model.rowCount() == before + 6
    named = [line.reminder.name for line in lines(many)]
    assert {f"郑{at}" for at in range(6)} <= set(named)
    assert all(line.is_full for line in lines(many))
    qtbot.keyClick(many.view, Qt.Key.Key_Left)
    assert many.model.rowCount() == before


def test_what_a_fold_opens_into_comes_into_sight_and_the_fold_stays(many, qtbot):
    many.resize(900, 480)
    qtbot.wait(1)
    fold_of(many, "五(1)班")
    row = many.view.currentIndex().row()
    for _ in range(row):  # the fold is the last line in sight
        many.view.verticalScrollBar().setValue(many.view.verticalScrollBar().value() - 40)
        if many.view.visualRect(many.model.index(row)).bottom() > many.view.height() - 60:
            break
    qtbot.keyClick(many.view, Qt.Key.Key_Right)
    room = many.view.viewport().rect()
    shown = [many.view.visualRect(many.model.index(row + at)) for at in range(4)]
    assert all(room.contains(each) for each in shown)


def test_one_key_opens_the_roll_call_of_the_class(many, qtbot):
    fold_of(many, "五(1)班")
    assert many.acting.by_key["work"].text() == "登记报到…"
    qtbot.keyClick(many.view, Qt.Key.Key_Return)
    (dialog,) = many.findChildren(RollCallDialog)
    assert dialog.isVisible()
    assert dialog.place.currentData() == fold_of(many, "五(1)班").school_class
    dialog.reject()


def test_the_sums_count_children_in_folds_too(many, ledger):
    due = one_line_each(due_list.due(ledger))
    assert sum(int(text.split()[-1]) for text in many.head.sums.texts()) == len(
        [each for each in due if each.days >= -7]
    )


def test_an_answer_to_a_fold_is_an_answer_to_all_that_are_in_it(many, ledger):
    fold = fold_of(many, "五(1)班")
    assert len(many.view.chosen()) == 6
    many.acting._postpone()
    (dialog,) = many.findChildren(AnswerDialog)
    assert "6" in dialog.windowTitle() + "".join(
        label.text() for label in dialog.findChildren(QLabel)
    )
    assert fold.count == 6


@pytest.mark.parametrize("order", list(Order))
def test_in_every_order_all_lines_are_there_alone_or_in_a_fold(many, ledger, order):
    many.looking.order.ways[order].trigger()
    model = many.model
    entries = [each for row in range(model.rowCount()) if (each := model.entry(model.index(row)))]
    found = [
        line_key(line)
        for each in entries
        for line in (each.lines if isinstance(each, Fold) else [each])
    ]
    assert len(found) == len(set(found)) == len(one_line_each(due_list.due(ledger)))


def test_home_goes_to_the_first_line_below_the_heading(page, qtbot):
    first = page.view.currentIndex().row()
    for _ in range(3):
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.currentIndex().row() != first
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert page.view.currentIndex().row() == first == 1
