"""Arrivals that came for several children at once: whether the school is to follow is asked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ledger_app.actions import edit_file
from ledger_app.gui.window.main_window import MainWindow
from tests.gui.frame import IGNORED, let_go, see

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
CENTRE, POINT = "福利镇中心小学", "青山教学点"


@pytest.fixture
def children(ledger):
    edit_file.add_record(ledger, "school", None, {"name": POINT, "closed_on": "2026-07-10"})
    given = {"grade": "2", "class_no": "1", "school": POINT}
    return [
        edit_file.add_student(ledger, {**given, "name": name}).record_id
        for name in ("王甲", "王乙", "王丙")
    ]


@pytest.fixture
def window(ledger, children, qtbot):
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.resize(1366, 768)
    window.show()
    window.opening.take(ledger)
    see()
    window.messages.clear()
    return window


def move(ledger):
    return {
        "origin_school": POINT, "receiving_school": CENTRE, "receiving_grade_class": "三年级2班",
        "moved_on": ledger.day().later(-3),
    }  # fmt: skip


def arrive(window, children):
    add = edit_file.add_record_for_many
    assert window.session.act(add, children, "relocation", move(window.session.ledger))
    see()


def asked(window):
    return [each for each in window.messages._shown if "就读学校还是" in each.text]


def button(message, text):
    return next(each for each in message.findChildren(QPushButton) if text in each.text())


def schools(window):
    return window.session.ledger.column(
        "SELECT school.name FROM student JOIN school ON school.id = student.school "
        "ORDER BY student.no"
    )


def test_several_children_who_arrived_follow_with_one_button_and_go_back_with_one_undo(
    window, children
):
    arrive(window, children[:2])
    (message,) = asked(window)
    assert "王甲、王乙" in message.text
    assert "王丙" not in message.text
    assert schools(window) == [POINT] * 3  # nothing is changed unasked
    button(message, "改过来（2 人）").click()
    see()
    assert schools(window) == [CENTRE, CENTRE, POINT]
    assert not asked(window)
    window.undo()
    assert schools(window) == [POINT] * 3


def test_each_child_is_asked_about_once(window, children):
    arrive(window, children[:2])
    window.messages.clear()
    window.session.act(edit_file.set_for_many, children, {"village_name": "石门村"})
    see()
    assert not asked(window)
    arrive(window, children[2:])
    (message,) = asked(window)
    assert message.text.startswith("王丙：")
    assert "三年级2班" in message.text


def test_who_had_arrived_before_the_ledger_was_opened_is_no_news(ledger, children, request):
    edit_file.add_record_for_many(ledger, children[:2], "relocation", move(ledger))
    window = request.getfixturevalue("window")
    window.session.act(edit_file.set_for_many, children[2:], {"village_name": "石门村"})
    see()
    assert not asked(window)


def test_the_children_can_be_looked_at_first(window, children):
    arrive(window, children[:2])
    button(asked(window)[0], "列出来看").click()
    see()
    assert window.pages.key() == "students"
    assert window.pages.page("students").model.rowCount() == 2


def test_the_file_that_is_open_asks_by_itself(window, children):
    window.pages.show_page("students")
    window.pages.page("students").marked.go_to(children[0])
    see()
    window.pages.page("students")._follow()
    arrive(window, children[:1])
    assert not asked(window)
    pane = window.pages.page("students").pane
    assert pane.tab("student")._offer.isVisible()
    assert pane.tab("student")._offer.button.isEnabled()
