"""各自保留的地方: a list with both values and both reasons; Enter opens the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ledger_app.gui.handoff.deciding.standing_dialog import StandingDialog
from tests.gui.children import fill, started
from tests.gui.handoff.deciding.differences import difference

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(ledger, qtbot):
    child = fill(ledger)["王𬱖"]
    made = StandingDialog(started(ledger))
    qtbot.addWidget(made)
    made.wanted = []
    made.student_wanted.connect(lambda *place: made.wanted.append(place))
    decided = {"decided_by": "李敏", "decided_on": "2026-11-20"}
    made.show_lines(
        [
            difference(child, "王𬱖", 1, reason="户口本上是", note="系统里是", is_final=True,
                       **decided),
            difference(child, "王𬱖", 2, **decided),
        ]
    )  # fmt: skip
    made.show()
    return made


def test_both_values_stand_beside_each_other_with_both_reasons(dialog):
    assert dialog.model.line(0).texts == (
        "王𬱖", "三年级2班", "联系电话", "13800002001", "13900003001", "各自保留",
    )  # fmt: skip
    assert dialog.reasons.text() == "本台账：户口本上是（李敏 2026-11-20）\n对方：系统里是"
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.model.line(1).texts[-1] == "等对方看"
    assert dialog.reasons.text() == "本台账：没有写理由（李敏 2026-11-20）"


def test_enter_opens_the_file_at_the_field(dialog):
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    ((student, table, record, field),) = dialog.wanted
    assert (table, record, field) == ("student", student, "phone")
    assert not dialog.isVisible()


def test_without_any_it_says_so(ledger, qtbot):
    empty = StandingDialog(started(ledger))
    qtbot.addWidget(empty)
    assert "没有各自保留的地方" in empty.how.text()
    assert not empty.open_file.isEnabled()
