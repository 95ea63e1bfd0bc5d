"""移交 at a school says in one look what went up, what came back and what waits."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import conflicts, questions, receive, verdicts
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog
from ledger_app.gui.handoff.school.pane import SchoolPane
from ledger_app.gui.page import Ask, ShowCount
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children, new_unit
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
CHILD = "a1" * 16


@pytest.fixture
def units(tmp_path):
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, CHILD)
    (tmp_path / "U盘").mkdir()
    yield school, township, tmp_path / "U盘"
    for ledger in (school, township):
        ledger_files.close(ledger)


def up(units):
    """Carry a package up and take it."""
    school, township, stick = units
    incoming = receive.look(township, pack(school, stick, custodian="李敏").path)
    receive.accept(township, incoming, incoming.number_to_type)


def down(units):
    """Carry a receipt down and take it."""
    school, township, stick = units
    incoming = receive.look(school, make_receipt(township, SCHOOL, stick).path)
    receive.accept(school, incoming, incoming.number_to_type)


def shown(qtbot, ledger):
    pane = SchoolPane(started(ledger))
    qtbot.addWidget(pane)
    pane.said = []
    pane.asks.connect(pane.said.append)
    pane.show()
    return pane


def rows(pane):
    return [pane.model.line(row).texts for row in range(pane.model.rowCount())]


def test_before_the_first_package_it_says_what_to_do(qtbot, tmp_path):
    ledger = new_unit(tmp_path, "青山小学", SCHOOL, "school")
    pane = shown(qtbot, ledger)
    assert pane.status.text() == "还没有移交过"
    assert "还没有和上级配对" in pane.partner.text()
    assert pane.empty.isVisible()
    assert not pane.table.isVisible()
    ledger_files.close(ledger)


def test_a_package_and_its_receipt_stand_with_their_numbers(qtbot, units):
    up(units)
    pane = shown(qtbot, units[0])
    assert "第 1 包，2026-11-21" in pane.status.text()
    assert "还没有收到回执" in pane.status.text()
    assert "已配对：福利镇中心校" in pane.partner.text()
    (line,) = rows(pane)
    assert line[:4] == ("↑ 移交", "第 1 包", "2026-11-21", "福利镇中心校")
    assert line[6] == "还没有回执"
    assert "李敏" in line
    assert "新建档案 1 人" in pane.detail.text()
    down(units)
    pane.refresh()
    assert "回执 2026-11-21 已收到" in pane.status.text()
    assert [line[0] for line in rows(pane)] == ["↓ 回执", "↑ 移交"]
    assert rows(pane)[1][6] == "2026-11-21 有回执"


def test_what_waits_is_one_button_each_and_a_count_at_the_side(qtbot, units):
    school, township, _ = units
    up(units)
    verdicts.give(township, [CHILD], "returned", "住址不全")
    questions.ask(township, [CHILD], "电话对吗？", field="phone")
    edit_file.save_fields(township, "student", CHILD, {"village_name": "青山村"})
    down(units)
    pane = shown(qtbot, school)
    texts = {key: each.text() for key, each in pane.buttons.items() if each.isVisible()}
    assert texts["returned"].startswith("退回 1 份")
    assert texts["questions"] == "请核实 1 处，要答复"
    assert texts["corrections"] == "乡镇更正 1 处，要接受或说明"
    assert "conflicts" not in texts
    assert ShowCount(3) in pane.said
    pane.buttons["corrections"].click()
    pane.buttons["questions"].click()
    assert pane.said[-2:] == [Ask.DECIDE, Ask.ANSWER]


def test_a_correction_that_is_accepted_is_written_and_nothing_waits(qtbot, units):
    school, township, _ = units
    up(units)
    edit_file.save_fields(township, "student", CHILD, {"village_name": "青山村"})
    down(units)
    assert school.value("SELECT village_name FROM student WHERE id = ?", [CHILD]) is None
    dialog = DifferencesDialog(started(school))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.facing.sides["theirs"].value.text() == "青山村"
    dialog.decide("theirs")
    assert school.value("SELECT village_name FROM student WHERE id = ?", [CHILD]) == "青山村"
    assert conflicts.open_conflicts(school) == []


def test_a_correction_that_is_refused_travels_up_with_its_reason(qtbot, units):
    school, township, _ = units
    up(units)
    edit_file.save_fields(township, "student", CHILD, {"village_name": "青山村"})
    down(units)
    dialog = DifferencesDialog(started(school))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reason.line.setText("户口在联合村")
    dialog.decide("ours")
    up(units)
    (asked,) = conflicts.open_conflicts(township)
    assert (asked.kind, asked.note) == ("refused", "户口在联合村")


def test_a_typed_value_is_written_as_its_field_keeps_it(qtbot, units):
    school, township, _ = units
    up(units)
    edit_file.save_fields(township, "student", CHILD, {"birth_date": "2017-03-11"})
    down(units)
    dialog = DifferencesDialog(started(school))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.decide("value")
    dialog.typed.editor().entry().setText("2017年3月12日")
    dialog.typed._give()
    assert school.value("SELECT birth_date FROM student WHERE id = ?", [CHILD]) == "2017-03-12"
    assert conflicts.open_conflicts(school) == []
