"""The table that most lists are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ledger_app.gui.kit.plain_table import FollowedTable, Line, PlainTable, PlainTableModel


@pytest.fixture
def larger_text(qapp):
    before = qapp.property("textSize")
    qapp.setProperty("textSize", 8)
    yield
    qapp.setProperty("textSize", before)


def widths(qtbot):
    table = PlainTable(PlainTableModel(("时间", "谁", "做了什么")), (160, 70))
    qtbot.addWidget(table)
    return [table.columnWidth(at) for at in range(2)]


def test_columns_are_as_wide_as_given_at_the_ordinary_size_of_text(qtbot):
    assert not QApplication.instance().property("textSize")
    assert widths(qtbot) == [160, 70]


def test_larger_text_has_wider_columns(qtbot, larger_text):
    time, who = widths(qtbot)
    assert time > 220
    assert who > 95


def test_the_row_that_is_told_about_stays_in_sight_in_a_lower_table(qtbot):
    model = PlainTableModel(("孩子",))
    model.show_lines([Line(str(at), (f"王{at}",)) for at in range(20)])
    table = FollowedTable(model)
    qtbot.addWidget(table)
    table.resize(300, 500)
    table.show()
    table.go_to(9)
    table.resize(300, 150)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


class CountingModel(PlainTableModel):
    """Counts how many cells were looked at."""

    asked = 0

    def data(self, index, role):
        self.asked += 1
        return super().data(index, role)


def test_a_column_is_measured_once_and_anew_when_the_lines_are_others(qtbot):
    model = CountingModel(("姓名", "合计"))
    model.show_lines([Line("1", ("王旺", "3/5")), Line("2", ("李梓涵", "5/5"))])
    table = PlainTable(model, (92,))
    qtbot.addWidget(table)
    narrow = table.sizeHintForColumn(0)
    before = model.asked
    assert (table.sizeHintForColumn(0), model.asked) == (narrow, before)
    model.show_lines([Line("1", ("阿卜杜热西提·买买提江", "3/5"))])
    assert table.sizeHintForColumn(0) > narrow


@pytest.mark.parametrize(("room", "shown"), [(525, 4), (660, 5), (300, 2)])
def test_columns_that_share_the_room_have_room_for_their_headings(qtbot, room, shown):
    headings = ("联系(劝返)日期", "方式", "劝返结果", "承诺返校日期", "下次联系日期")
    table = PlainTable(PlainTableModel(headings))
    qtbot.addWidget(table)
    table.resize(room, 100)
    table.show()
    in_sight = [at for at in range(len(headings)) if not table.isColumnHidden(at)]
    assert in_sight == list(range(shown))
    header = table.horizontalHeader()
    assert all(table.columnWidth(at) >= header.sectionSizeHint(at) for at in in_sight)


def test_a_heading_without_room_says_that_it_goes_on(qtbot):
    table = PlainTable(PlainTableModel(("疑似辍学认定日期", "辍学年月")))
    qtbot.addWidget(table)
    assert table.horizontalHeader().textElideMode() == Qt.TextElideMode.ElideRight
