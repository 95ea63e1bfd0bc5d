"""记缺勤: one line, by keyboard; what cannot be stays in sight with its sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ledger_app.actions import edit_file
from ledger_app.gui.attendance.absence_dialog import AbsenceDialog
from ledger_app.gui.session import Session
from ledger_app.store.lists import places

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(qtbot, ledger):
    child = edit_file.add_student(ledger, {"name": "王一"}).record_id
    session = Session()
    session.start(ledger)
    made = AbsenceDialog(session, [{"id": child, "name": "王一"}])
    qtbot.addWidget(made)
    made.show()
    return made


def kept(dialog):
    rows = places.absences(dialog._session.ledger, dialog._ids).get(dialog._ids[0], ())
    return [(row["from_on"], row["reason_given"], row["remark"]) for row in rows]


def test_enter_behind_what_was_said_keeps_the_line(qtbot, dialog):
    dialog.since.set_value("2026-11-20")
    dialog.why.note.setText("家长说下周来")
    with qtbot.waitSignal(dialog.told) as told:
        qtbot.keyClick(dialog.why.note, Qt.Key.Key_Return)
    assert told.args == ["登记了 1 人的缺勤。Ctrl+Z 可撤销。"]
    assert kept(dialog) == [("2026-11-20", "7", "家长说下周来")]
    assert not dialog.isVisible()


def test_a_day_to_come_is_refused_in_sight(dialog):
    dialog.since.set_value("2026-11-30")
    dialog.accept()
    assert "2026-11-30 还没有到" in dialog.problem.text()
    assert dialog.isVisible()
    assert kept(dialog) == []


def test_a_sentence_of_the_family_has_room(dialog):
    text = "孩子发烧，明天去看病，后天来"
    assert dialog.why.note.width() > dialog.why.note.fontMetrics().horizontalAdvance(text)
