"""体检 over the whole ledger: every child, every kind, what rules that are off do not say."""

from __future__ import annotations

import pytest

from ledger_app.actions import change_rules, due_list, edit_file
from ledger_app.actions.checking import second_look
from ledger_app.actions.checking.examine_ledger import counts, examine_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from tests.gui.children import id_number


def add(ledger, name, **values):
    return edit_file.add_student(ledger, {"name": name, **values}).record_id


def found(ledger, kind, students=None):
    return [
        (each.name, each.finding.text)
        for each in examine_ledger(ledger, students)
        if each.kind == kind
    ]


def test_each_thing_has_its_kind_and_all_kinds_are_counted(ledger):
    number = id_number("20170311", 1)
    add(ledger, "王甲", id_no=number, guardian_phone="1380000")
    twin = add(ledger, "王乙", id_no=number)
    edit_file.add_record(ledger, "contact", twin, {"contacted_on": ledger.day().later(1)})
    child = add(ledger, "李丙", file_status="4")
    edit_file.add_record(ledger, "dropout", child, {"suspected_on": ledger.day().later(-5)})
    edit_file.add_record(
        ledger, "family_member", child, {"name": "李刚", "relation": "51", "is_guardian": "1"}
    )

    assert [name for name, _ in found(ledger, "contradiction")] == ["李丙"]
    assert {name for name, _ in found(ledger, "duplicate")} == {"王甲", "王乙"}
    (late,) = found(ledger, "date")
    assert late[0] == "王乙"
    assert "晚于今天" in late[1]
    assert "王甲" in [name for name, _ in found(ledger, "number")]
    missing = [text for name, text in found(ledger, "missing") if name == "李丙"]
    assert any(text.startswith("家庭成员 李刚 没有填：") for text in missing)
    everything = examine_ledger(ledger)
    assert sum(counts(everything).values()) == len(everything)


def test_some_children_are_looked_at_as_all_are(ledger):
    number = id_number("20170311", 1)
    one = add(ledger, "王甲", id_no=number)
    add(ledger, "王乙", id_no=number)
    of_all = [each for each in examine_ledger(ledger) if each.student == one]
    alone = examine_ledger(ledger, [one])
    assert [each.kind for each in alone] == [each.kind for each in of_all]


def test_a_rule_that_is_switched_off_says_who_falls_out_of_sight(ledger):
    point = {"name": "青山教学点", "status": "3", "closed_on": ledger.day().later(-60)}
    edit_file.add_record(ledger, "school", None, point)
    child = add(ledger, "王甲", school="青山教学点")
    assert found(ledger, "out_of_sight") == []
    for rule in {each.rule for each in due_list.due(ledger) if each.student == child}:
        days = change_rules.usual_rules()[rule].offset_days
        change_rules.change_rule(ledger, rule, enabled=False, offset_days=days)
    ((name, text),) = [each for each in found(ledger, "out_of_sight") if "撤并未安置" in each[1]]
    assert name == "王甲"
    assert text.startswith("提醒“撤并未安置”已关闭：就读学校青山教学点")


def test_it_tells_how_far_it_is_and_stops_when_told(ledger):
    class Stopping:
        cancelled = False
        told: list[tuple[int, int]] = []  # noqa: RUF012

        def move(self, done, total, text=""):
            self.told.append((done, total))
            self.cancelled = True

    add(ledger, "王甲")
    stopping = Stopping()
    with pytest.raises(LedgerError, match="停下"):
        examine_ledger(ledger, progress=stopping)
    assert stopping.told == [(0, 1)]


def test_a_number_typed_by_hand_is_counted_until_it_was_typed_again(ledger):
    phone = "13812345678"
    child = add(ledger, "王甲", guardian_phone=phone, id_no=id_number("20170311", 1))
    with revise(ledger, "import", "花名册") as revision:
        revision.insert("student", {"name": "李乙", "phone": "13912345678"})
    (line,) = found(ledger, "not_looked")
    assert line[0] == "王甲"
    assert line[1].endswith("身份证件号、监护人电话")
    asked = second_look.not_looked_at(ledger, [child])
    assert second_look.compare(ledger, asked[1], phone) is None
    assert found(ledger, "not_looked", [child])[0][1].endswith("：身份证件号")
    edit_file.save_fields(ledger, "student", child, {"guardian_phone": "13812345679"})
    assert "监护人电话" in found(ledger, "not_looked")[0][1]
