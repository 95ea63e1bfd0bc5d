"""Where nobody is found, the page says who was looked for, and Enter leads to what can be done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ledger_app.actions import edit_file
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.page import Ask
from ledger_app.gui.students.page import StudentsPage
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key


@pytest.fixture
def page(ledger, qapp, qtbot):
    fill(ledger)
    page = StudentsPage(started(ledger))
    qtbot.addWidget(page)
    press_with_enter(page)  # as the window does
    page.resize(1220, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_search()
    return page


def enter(page, qtbot):
    qtbot.keyClick(QApplication.focusWidget() or page, Key.Key_Return)


def has_keyboard(page):
    return page.focusWidget().text()


def test_enter_leads_to_a_new_file_of_the_name_looked_for(page, qtbot):
    page.bar.box.setText("欧阳峰")
    assert page.list.nobody.text() == "没有找到“欧阳峰”。 新建档案：欧阳峰 Ctrl+N"
    enter(page, qtbot)
    assert has_keyboard(page) == "新建档案：欧阳峰 Ctrl+N"
    enter(page, qtbot)
    dialog = QApplication.activeModalWidget()
    assert dialog.page.typed_texts()["name"] == "欧阳峰"
    dialog.reject()


@pytest.mark.parametrize("text", ["xyzzy", "13800009999", "529901201703119999", "%", "没 有 谁"])
def test_no_vain_search_is_silent(page, qtbot, text):
    page.bar.box.setText(text)
    enter(page, qtbot)
    assert page.list.nobody.text().startswith(f"没有找到“{text}”。 新建档案")
    qtbot.keyClick(page.focusWidget(), Key.Key_Escape)
    assert page.bar.box.hasFocus()
    assert page.bar.text() == text


def test_who_stands_behind_a_filter_is_offered_first(page, qtbot):
    page.bar.set_filter("status", ("no such",))
    page.focus_search()
    page.bar.box.setText("国庆")
    enter(page, qtbot)
    assert page.list.nobody.text().startswith("在筛选的学生里没有找到“国庆”。 不看筛选，有 1 人")
    enter(page, qtbot)
    assert page.bar.filters() == ()
    assert page.model.rowCount() == 1
    assert page.bar.box.hasFocus()


def test_a_deleted_file_is_named_with_the_way_to_bring_it_back(page, qtbot):
    ledger = page._session.ledger
    gone = edit_file.add_student(
        ledger, {"name": "欧阳峰", "grade": "3", "class_no": "2"}
    ).record_id
    edit_file.delete_students(ledger, [gone])
    page.refresh()
    page.bar.box.setText("欧阳峰")
    enter(page, qtbot)
    assert f"删除过的档案：欧阳峰 三(2)，{ledger.today()} 删除" in page.list.nobody.text()
    asked = []
    page.asks.connect(asked.append)
    qtbot.keyClick(page.focusWidget(), Key.Key_Down)
    enter(page, qtbot)
    assert asked == [Ask.REVISIONS]


def test_an_enter_that_finds_somebody_opens_the_file(page, qtbot):
    page.bar.box.setText("国庆")
    assert page.list.nobody.take_keyboard() is False
    enter(page, qtbot)
    assert page.pane.student_id() == page.current.id
