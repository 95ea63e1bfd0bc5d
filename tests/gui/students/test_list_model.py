"""The list keeps its place, reads rows as they are shown, and says what stands in the ledger."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.list_students import ListQuery
from ledger_app.gui.kit import theme
from ledger_app.gui.students.list_columns import COLUMNS
from ledger_app.gui.students.list_model import StudentListModel
from ledger_app.gui.students.list_view import StudentListView
from tests.gui.children import fill, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BY_NAME = ListQuery(sort="name")


@pytest.fixture
def ids(ledger):
    return fill(ledger)


@pytest.fixture
def session(ledger, ids, qapp):
    return started(ledger)


@pytest.fixture
def model(session):
    model = StudentListModel(session)
    session.changed.connect(model.refresh)
    model.show_query(BY_NAME)
    return model


def texts(model, key):
    column = [each.key for each in COLUMNS].index(key)
    return [model.index(row, column).data() or "" for row in range(model.rowCount())]


def test_it_is_a_proper_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_it_stays_a_proper_model_while_children_come_and_go(model, session, ids, qtmodeltester):
    qtmodeltester.check(model)
    session.act(edit_file.delete_students, [ids["单小雨"]])
    session.act(undo_revision.undo)
    qtmodeltester.check(model)
    assert len(texts(model, "name")) == 6


def test_rows_say_class_status_and_what_is_due(model):
    at = texts(model, "name").index("李梓涵")
    assert texts(model, "class")[at] == "五(1)"
    assert texts(model, "status")[at] == "◐ 劝返中"
    assert texts(model, "due")[at] == "⚠ 超 18 天"  # not yet marked in the register
    assert texts(model, "last_contact")[at] == "11-12"


def test_numbers_are_masked(model):
    at = texts(model, "name").index("王𬱖")
    assert texts(model, "phone")[at] == "138****1000"
    assert "2017" not in texts(model, "id_no")[at]


def test_a_restricted_category_is_not_in_the_list(model):
    at = texts(model, "name").index("王𬱖")
    assert texts(model, "categories")[at] == "留守儿童"


def test_an_edit_changes_the_row_and_moves_none(model, session, ids):
    before = texts(model, "name")
    li = ids["李梓涵"]
    session.act(edit_file.save_fields, "student", li, {"name": "阿梓涵"})
    assert texts(model, "name") == ["阿梓涵" if name == "李梓涵" else name for name in before]


def test_a_child_that_fits_the_filter_no_longer_stays_until_the_next_query(model, session, ids):
    query = ListQuery(filters=(("grade", ("2",)),))
    model.show_query(query)
    zhao = ids["赵国庆"]
    session.act(edit_file.save_fields, "student", zhao, {"grade": "3"})
    session.changed.emit(None)
    assert model.rowCount() == 2
    model.show_query(query)
    assert texts(model, "name") == ["陈㛃喆"]


def test_a_deleted_child_leaves_and_undo_brings_it_back_to_its_place(model, session, ids):
    before = texts(model, "name")
    session.act(edit_file.delete_students, [ids["单小雨"]])
    assert "单小雨" not in texts(model, "name")
    session.act(undo_revision.undo)
    assert texts(model, "name") == before


def test_a_new_child_appears(model, session):
    session.act(edit_file.add_student, {"name": "曾新来"})
    assert "曾新来" in texts(model, "name")


def test_while_long_work_runs_cached_rows_stay_and_others_wait(model, session, qtbot):
    assert texts(model, "name")[0]
    first = model.id_at(0)
    with qtbot.waitSignal(session.busy):
        session.run(lambda ledger: None, then=lambda answer: None)
    assert session.is_busy
    assert model.id_at(0) == first
    model._rows.clear()
    assert model.index(0, 0).data() == "…"
    qtbot.waitUntil(lambda: not session.is_busy)
    assert model.id_at(0) == first


def test_more_rows_than_one_portion_are_read_in_portions(session, model, monkeypatch):
    from ledger_app.gui.students import list_model

    monkeypatch.setattr(list_model, "PORTION", 2)
    model._rows.clear()
    model.index(0, 0).data()
    assert len(model._rows) == 2
    assert len(set(texts(model, "name"))) == 6


def test_the_view_keeps_cursor_and_selection_when_a_child_above_goes(model, session, ids, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    names = texts(model, "name")
    view.go_to_row(3)
    session.act(edit_file.delete_students, [ids[names[0]]])
    assert texts(model, "name")[view.currentIndex().row()] == names[3]
    assert view.chosen_rows() == [2]


def test_the_row_gone_to_after_a_new_query_is_in_sight(model, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    view.resize(400, 110)
    view.show()
    model.show_query(BY_NAME)
    view.go_to_row(5)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_columns_are_chosen_arranged_and_kept(model, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    view.set_columns({"shown": ["name", "phone", "status"], "widths": {"phone": 133}})
    view.keep_columns()
    again = StudentListView(model)
    qtbot.addWidget(again)
    assert again.columns()["shown"] == ["name", "phone", "status"]
    assert again.columns()["widths"]["phone"] == 133
    again.set_columns({})
    again.keep_columns()
    assert "due" in again.columns()["shown"]


def in_sight(view):
    headings, room = view.horizontalHeader(), view.viewport().width()
    return [
        column.key
        for at, column in enumerate(COLUMNS)
        if not headings.isSectionHidden(at)
        and view.columnViewportPosition(at) + headings.sectionSize(at) <= room
    ]


@pytest.mark.parametrize("room", [350, 433, 500, 560, 900])
def test_what_is_due_is_in_sight_however_narrow_the_list(model, qtbot, room):
    view = StudentListView(model)
    qtbot.addWidget(view)
    view.show()
    view.resize(room, 300)
    qtbot.waitUntil(lambda: in_sight(view)[-1:] == ["due"])
    assert in_sight(view)[:3] == ["name", "class", "status"]
    assert ("last_contact" in in_sight(view)) == (room >= 500)
    assert "last_contact" in view.columns()["shown"]  # of what is written out nothing is missing
    assert view.columnWidth(0) >= (88 if room < 900 else 240)


def test_columns_that_somebody_arranged_stay_as_they_are(model, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    view.show()
    view.resize(600, 300)
    qtbot.waitUntil(lambda: in_sight(view)[-1:] == ["due"])
    view.setColumnWidth(0, 222)  # as dragging does
    view.resize(350, 300)
    assert view.columnWidth(0) == 222
    view.keep_columns()
    again = StudentListView(model)
    qtbot.addWidget(again)
    again.show()
    again.resize(900, 300)
    assert again.columns()["widths"]["name"] == 222
    again.set_columns({})
    again.keep_columns()


def test_clicking_a_heading_sorts_and_one_without_order_does_not(model, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    asked = []
    view.sorted_by.connect(lambda key, descending: asked.append((key, descending)))
    keys = [each.key for each in COLUMNS]
    view.horizontalHeader().setSortIndicator(keys.index("due"), Qt.SortOrder.DescendingOrder)
    view.horizontalHeader().setSortIndicator(keys.index("phone"), Qt.SortOrder.AscendingOrder)
    assert asked == [("due_on", True)]


def test_several_rows_can_be_selected(model, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.picked):
        view.go_to_row(0)
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(model.index(2, 0), flags.Select | flags.Rows)
    assert view.chosen_rows() == [0, 2]


def test_columns_grow_with_the_text(model, qapp, qtbot):
    view = StudentListView(model)
    qtbot.addWidget(view)
    view.set_columns({"shown": ["name", "phone"], "widths": {"name": 120}})
    view.show()
    before, kept = view.columnWidth(0), view.columns()
    theme.apply_theme(qapp, False, 4)
    try:
        qtbot.waitUntil(lambda: view.columnWidth(0) > before)
        assert abs(view.columns()["widths"]["name"] - kept["widths"]["name"]) <= 1
    finally:
        theme.apply_theme(qapp, False, 0)
