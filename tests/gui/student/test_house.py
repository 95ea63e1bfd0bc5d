"""Children of one house: said in the head, one key to the next."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file, open_student
from ledger_app.domain.telling.in_words.house import said_house
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.students.page import StudentsPage
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HOUSE = {"guardian_name": "吴秀英", "guardian_phone": "13822223333"}


@pytest.fixture
def house(ledger):
    """Return the ids of three children of one mother, and of one who only has her telephone."""
    fill(ledger)
    mother = [{"name": "吴秀英", "phone": "13822223333", "is_guardian": "1"}]
    ids = [
        edit_file.add_student(ledger, {"name": name, **given}).record_id
        for name, given in (
            ("王大", HOUSE), ("王二", HOUSE | {"grade": "1", "class_no": "1"}), ("王三", {}),
            ("外人", HOUSE | {"guardian_name": "韦老师"}),
        )
    ]  # fmt: skip
    edit_file.add_record(ledger, "family_member", ids[2], mother[0])
    return ids


@pytest.fixture
def page(ledger, house, qtbot):
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_student(ShowStudent(house[0]))
    return page


def trigger(page, key):
    (action,) = [each for each in page.page_actions() if each.entry.key == key]
    action.trigger()


def test_the_head_names_the_house_and_one_key_goes_through_it(page, house):
    pane = page.pane
    assert pane._head._house.text() == "同户 王二（一年级1班）、王三"
    seen = []
    for _ in range(4):
        seen.append(pane.student_id())
        trigger(page, "open_mate")
    assert seen == [*house[:3], house[0]]


def test_who_is_alone_has_no_such_line(page, house):
    page.show_student(ShowStudent(house[3]))
    assert not page.pane._head._house.isVisible()
    assert not page.pane._head._mate.isVisible()


def test_a_dropout_is_asked_about_at_the_siblings(ledger, house):
    suspected = {"is_suspected": "1", "suspected_on": ledger.today().isoformat()}
    edit_file.add_record(ledger, "dropout", house[0], suspected)
    mates = open_student.open_file(ledger, house[1]).house.mates
    assert (mates[0].name, mates[0].status) == ("王大", "3")
    said = said_house(open_student.open_file(ledger, house[1]).house)
    assert said == "同户 王大（疑似辍学，请一并核实）、王三"


def test_forty_children_of_one_dormitory_teacher_are_asked_about(ledger, qtbot):
    teacher = {"guardian_name": "韦老师", "guardian_phone": "13855556666"}
    ids = [
        edit_file.add_student(ledger, {"name": f"王{n}", **teacher}).record_id for n in range(12)
    ]
    found = open_student.open_file(ledger, ids[0]).house
    assert (found.mates, found.asked) == ((), "监护人和电话相同的有 12 人，不像一户，请核对")
