"""The table that most lists are."""

from __future__ import annotations

import pytest
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
