"""发现伤害或危险: stamped when it is written down, told to whom, on no shared paper."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from ledger_app.actions import due_list, edit_file
from ledger_app.actions.today.report_harm import report_harm
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.student.harm_dialog import HarmDialog
from ledger_app.gui.students.page import StudentsPage
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NAME = "赵国庆"


@pytest.fixture
def student(ledger):
    return fill(ledger)[NAME]


@pytest.fixture
def page(ledger, student, qtbot):
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_student(ShowStudent(student))
    return page


def opened_dialog(page):
    (action,) = [each for each in page.page_actions() if each.entry.key == "report_harm"]
    assert action.shortcut() == QKeySequence("Ctrl+Shift+H")
    action.trigger()
    return next(each for each in page.window().findChildren(HarmDialog) if each.isVisible())


def harm_of(ledger, student):
    return load_file(ledger, student).of("harm")


def test_what_was_seen_is_stamped_and_who_was_told_gets_the_time(ledger, page, student):
    dialog = opened_dialog(page)
    dialog.editors["kind"].put_typed("受侵害")
    dialog.editors["detail"].put_typed("手臂上有伤")
    box, taken_by = dialog.authorities["police"]
    assert not taken_by.isEnabled()
    box.setChecked(True)
    taken_by.setText("福利派出所 王警官")
    dialog.accept()
    (row,) = harm_of(ledger, student)
    day, time_of_day = ledger.now()[:10], ledger.now()[11:16]
    assert (row["found_on"], row["found_at"]) == (day, time_of_day)
    assert (row["police_on"], row["police_at"]) == (day, time_of_day)
    assert (row["police_to"], row["civil_on"]) == ("福利派出所 王警官", None)
    assert (row["kind"], row["detail"]) == ("1", "手臂上有伤")
    assert row["found_by"] == row["reported_by"] == ledger.author


def test_without_a_kind_it_stays_open_and_says_so(ledger, page, student):
    dialog = opened_dialog(page)
    dialog.accept()
    assert dialog.isVisible()
    assert "种类" in dialog._problem.text()
    assert harm_of(ledger, student) == ()
    dialog.reject()


def test_told_to_nobody_it_is_a_line_until_somebody_is(ledger, student):
    report_harm(ledger, student, {"kind": "3"}, {})
    (line,) = [each for each in due_list.due(ledger) if each.rule == "harm_report"]
    assert (line.student, line.state) == (student, "today")
    edit_file.save_fields(ledger, "harm", line.record, {"civil_on": f"{ledger.today()} 上午9点"})
    (row,) = harm_of(ledger, student)
    assert (row["civil_on"], row["civil_at"]) == (ledger.today().isoformat(), "09:00")
    assert not [each for each in due_list.due(ledger) if each.rule == "harm_report"]


def test_a_report_typed_with_its_time_fills_both_fields(ledger, page, student, qtbot):
    pane = page.pane
    dropout = edit_file.add_record(ledger, "dropout", student, {"is_suspected": "1"}).record_id
    pane.reload()
    pane.open_record("dropout", dropout)
    form = pane.tab("dropout").kept_form().form
    for typed, kept in (("11-18 15:30", "15:30"), ("11-18 下午4点", "16:00"), ("11-19", "16:00")):
        editor = form.editor("reported_township_on")
        editor.put_typed(typed)
        assert editor.commit(), editor.problem()
        (row,) = load_file(ledger, student).of("dropout")
        assert row["reported_township_on"][5:] == typed[:5]
        assert row["reported_township_at"] == kept
        assert form.editor("reported_township_at").value() == kept
    editor.put_typed("11-18 25:00")
    assert not editor.commit()


def test_an_authority_that_is_none_is_refused(ledger, student):
    with pytest.raises(LedgerError, match="不认识的部门"):
        report_harm(ledger, student, {"kind": "3"}, {"court": ""})
