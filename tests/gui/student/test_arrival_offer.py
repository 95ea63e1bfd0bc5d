"""分流 tab: a child that has arrived is offered its new school, grade and class with one button."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.gui.student.current_child import CurrentChild
from ledger_app.gui.student.pane import StudentPane
from ledger_app.store.lists.student_files import load_file
from tests.gui.children import show, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CENTRE, POINT = "福利镇中心小学", "青山教学点"


@pytest.fixture
def child(ledger):
    edit_file.add_record(ledger, "school", None, {"name": POINT, "closed_on": "2026-07-10"})
    values = {"name": "王甲", "grade": "2", "class_no": "1", "school": POINT}
    student = edit_file.add_student(ledger, values).record_id
    move = {
        "origin_school": POINT, "receiving_school": CENTRE, "receiving_grade_class": "三年级2班",
        "moved_on": ledger.day().later(-30),
    }  # fmt: skip
    edit_file.add_record(ledger, "relocation", student, move)
    return student


@pytest.fixture
def pane(ledger, child, qtbot):
    session = started(ledger)
    pane = StudentPane(session, CurrentChild())
    qtbot.addWidget(pane)
    pane.resize(900, 700)
    pane.show()
    show(pane, child)
    pane.show_tab("relocation")
    session.changed.connect(pane.reload)
    return pane


def place(ledger, child):
    file = load_file(ledger, child)
    return file.school["name"], file.student["grade"], file.student["class_no"]


def test_one_button_moves_the_child_and_the_offer_goes(pane, ledger, child):
    offer = pane.tab("relocation")._offer
    assert offer.isVisible()
    assert f"就读学校还是{POINT}" in offer.said.text()
    offer.button.click()
    assert place(ledger, child) == (CENTRE, "3", "2")
    assert not offer.isVisible()
    undo_revision.undo(ledger)
    assert place(ledger, child) == (POINT, "2", "1")


def test_nothing_is_changed_unasked(pane, ledger, child):
    assert place(ledger, child) == (POINT, "2", "1")
