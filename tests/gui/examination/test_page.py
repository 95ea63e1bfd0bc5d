"""体检 as a clerk works through it: Enter to the field, and what is mended leaves the list."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.actions import edit_file
from ledger_app.domain.checking.examination import CONTRADICTION
from ledger_app.gui.examination.lines_model import Order
from ledger_app.gui.examination.page import ExaminationPage
from ledger_app.gui.page import ShowCount, ShowStudent
from tests.gui.children import started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def child(ledger):
    """Return a child that was confirmed after it had come back, its case and its return."""
    ledger.clock = lambda: datetime(2026, 11, 21, 9, 41, 7)
    student = edit_file.add_student(ledger, {"name": "郑轩秀", "grade": "3", "class_no": "2"})
    case = {"suspected_on": "2026-10-12", "confirmed_on": "2026-10-26"}
    back = {"returned_on": "2026-10-20", "placement": "1"}
    records = [
        edit_file.add_record(ledger, table, student.record_id, values).record_id
        for table, values in (("dropout", case), ("placement", back))
    ]
    edit_file.add_student(ledger, {"name": "王甲", "grade": "1", "class_no": "1"})
    return student.record_id, *records


@pytest.fixture
def page(ledger, child, qtbot):
    page = ExaminationPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.said = []
    page.asks.connect(page.said.append)
    page.show()
    done(page, qtbot)
    return page


def done(page, qtbot):
    qtbot.waitUntil(lambda: page._found is not None and page._progress is None)


def texts(page):
    return [page.model.line(row).texts for row in range(page.model.rowCount())]


def asked(page):
    return [each for each in page.said if isinstance(each, ShowStudent)]


def test_it_lists_what_is_wrong_and_counts_it_by_kind(page):
    page.kinds.choose(CONTRADICTION)
    assert [line[0::4] for line in texts(page)] == [
        ("郑轩秀", "辍学认定日期 2026-10-26 晚于 复学日期 2026-10-20")
    ]
    assert "互相矛盾 1" in page.kinds.texts()
    assert "重号 0" in page.kinds.texts()
    assert page.said[-1] == ShowCount(1)
    assert page.title.text().startswith("体检 · ")


def test_enter_goes_to_the_first_place_and_shift_enter_to_the_second(page, child):
    student, case, back = child
    page.kinds.choose(CONTRADICTION)
    assert [each.text() for each in page.places] == ["到“辍学认定日期”", "到“复学日期”"]
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    page.places[1].click()
    assert asked(page)[0] == ShowStudent(student, "dropout", record=case, key="confirmed_on")
    assert asked(page)[-1] == ShowStudent(student, "placement", record=back, key="returned_on")


def test_what_is_mended_leaves_the_list_and_the_place_stays(page, ledger, child, qtbot):
    before = texts(page)
    changed = {"confirmed_on": None}
    page._session.act(edit_file.save_fields, "dropout", child[1], changed)
    left = texts(page)
    assert not [line for line in left if line[3] == "互相矛盾"]
    assert {line for line in left if line[0] == "王甲"} == {
        line for line in before if line[0] == "王甲"
    }
    assert page.orders.order() is Order.KIND
    # In the same place as a new look at everything would have it.
    page.examine()
    done(page, qtbot)
    assert texts(page) == left


def test_a_child_that_is_deleted_takes_its_lines_along(page, child):
    page._session.act(edit_file.delete_students, [child[0]])
    assert {line[0] for line in texts(page)} == {"王甲"}


def test_by_kind_and_by_class(page):
    page.orders.choose(Order.KIND)
    assert texts(page)[0][3] == "互相矛盾"
    page.orders.choose(Order.CLASS)
    assert [line[1] for line in texts(page)] == sorted(line[1] for line in texts(page))


def test_a_look_that_is_stopped_says_so(ledger, child, qtbot, monkeypatch):
    page = ExaminationPage(started(ledger))
    qtbot.addWidget(page)
    page._begin()
    page._cancel()
    qtbot.waitUntil(lambda: page._progress is None)
    assert page._found is not None or "停下" in page._said.text()


def test_a_locked_ledger_leaves_no_names_on_the_page(page):
    page._session.lock()
    assert texts(page) == []
