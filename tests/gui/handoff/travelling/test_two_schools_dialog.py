"""两校同报: a digit says which school has the child, and nothing is linked without evidence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.actions.travel import two_schools
from ledger_app.gui.handoff.travelling.two_schools_dialog import TwoSchoolsDialog
from ledger_app.gui.page import ShowStudent
from ledger_app.store.changes.revisions import revise
from ledger_app.store.handoff.keepers import keepers
from tests.actions.travel.three_units import GREEN, UNION, add_child
from tests.gui.children import id_number, started

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def both(three):
    """One child with a file at each of the two schools."""
    found = []
    for school in (three.green, three.union):
        child = add_child(school, "王甲")
        with revise(school, "edit", "号码") as revision:
            number = {"id_type": "1", "id_no": id_number("2015-06-02", 12)}
            revision.update("student", child, {**number, "birth_date": "2015-06-02"})
        three.up(school)
        found.append(child)
    return found


@pytest.fixture
def dialog(three, both, qtbot):
    made = TwoSchoolsDialog(started(three.township))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 1)
    return made


def side_of(dialog, school):
    return 1 + [school in side.text() for side in dialog.sides].index(True)


def test_both_files_stand_beside_each_other_with_telephones_and_facts(dialog):
    assert {side_of(dialog, "青山小学"), side_of(dialog, "联合小学")} == {1, 2}
    assert all("0000-1" in side.text() for side in dialog.sides)
    assert dialog.facts.text().startswith("相同：")
    assert "不同：" in dialog.facts.text()


def test_a_digit_and_a_sentence_link_them_and_nothing_goes_without_the_sentence(
    three, both, dialog
):
    digit = Qt.Key(Qt.Key.Key_0 + side_of(dialog, "联合小学"))
    QTest.keyClick(dialog.table, digit)
    assert dialog.evidence.hasFocus()
    assert "按 Enter" in dialog.said.text()
    QTest.keyClick(dialog.evidence, Qt.Key.Key_Return)  # still nothing written
    assert set(keepers(three.township, both).values()) == {GREEN, UNION}
    dialog.evidence.setText("两校核对户口簿，号码相同")
    QTest.keyClick(dialog.evidence, Qt.Key.Key_Return)
    assert set(keepers(three.township, both).values()) == {UNION}
    assert dialog.model.rowCount() == 0
    assert dialog.table.hasFocus()
    assert dialog.evidence.text() == ""
    assert "联合小学" in dialog.said.text()


def test_two_children_are_not_shown_again_and_later_ones_stay(three, dialog, qtbot):
    QTest.keyClick(dialog.table, Qt.Key.Key_3)
    assert dialog.model.rowCount() == 0
    assert "不是同一人" in dialog.said.text()
    assert two_schools.candidates(three.township) == []
    dialog.search()
    qtbot.waitUntil(lambda: dialog.said.text() == "")
    assert "没有两校同报" in dialog.facts.text()


def test_the_evidence_of_one_pair_is_not_the_next_one_s(three, dialog):
    dialog.evidence.setText("看过户口簿")
    QTest.keyClick(dialog.table, Qt.Key.Key_4)
    assert dialog.evidence.text() == ""


def test_a_file_is_opened_from_the_pair(dialog, both):
    gone = []
    dialog.asks.connect(gone.append)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert gone in ([ShowStudent(both[0])], [ShowStudent(both[1])])
