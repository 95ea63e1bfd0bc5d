"""What must agree inside the records of states that last: a sentence at its field."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import TABLES
from ledger_app.domain.checking.checks import check_file, check_row
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

TODAY = the_day("2026-11-28")
LEAVE = {
    "kind": "1", "reason": "1", "from_on": "2026-03-01", "to_on": "2027-01-15", "proof": "证明",
    "approver": "福利镇人民政府", "approved_on": "2026-02-20",
}  # fmt: skip
AWAY = {
    "kind": "1", "from_on": "2026-09-01", "place": "南城", "school_name": "南城小学",
    "proof": "在读证明", "verified_on": "2026-09-10", "verified_by": "周老师", "verified_how": "6",
}  # fmt: skip
OUT = {"kind": "21", "changed_on": "2026-09-07", "to_school": "南城小学"}
VISIT = {"taught_on": "2026-10-01", "team": "周老师"}

# Table, what is good, what is changed in it, where something is said, words of it.
FAULTS = [
    ("leave", LEAVE, {"to_on": "2026-02-01"}, "to_on", "早于“开始日期”"),
    ("leave", LEAVE, {"to_on": "2027-03-02"}, "to_on", "一次最多批准一年"),
    ("leave", LEAVE, {"returned_on": "2026-01-01"}, "returned_on", "早于“开始日期”"),
    ("leave", LEAVE, {"renew_by_on": "2026-02-28"}, "renew_by_on", "早于“开始日期”"),
    ("leave", LEAVE, {"renew_by_on": "2027-02-28"}, "renew_by_on", "晚于期满日期"),
    ("leave", LEAVE, {"to_on": "2026-11-27"}, "returned_on", "已经期满"),
    ("leave", LEAVE, {"to_on": None}, "to_on", "还没填“期满日期”"),
    ("leave", LEAVE, {"kind": "3"}, "kind", "法律只有缓学和休学"),
    ("elsewhere", AWAY, {"proof": " "}, "proof", "仍算“待核实”"),
    ("elsewhere", AWAY, {"verified_on": None}, "verified_on", "仍算“待核实”"),
    ("elsewhere", AWAY, {"verified_by": None}, "verified_by", "请填核实人"),
    ("elsewhere", AWAY, {"verified_how": None}, "verified_how", "请填核实方式"),
    ("elsewhere", AWAY, {"ended_on": "2026-08-31"}, "ended_on", "早于“开始日期”"),
    ("elsewhere", AWAY, {"verify_by_on": "2026-09-01"}, "verify_by_on", "早于“核实日期”"),
    ("elsewhere", AWAY, {"register_moved": "1"}, "register_moved", "请登记学籍异动"),
    ("home_teaching", VISIT, {"hours": 40.0}, "hours", "40 课时不合常理"),
    ("home_teaching", VISIT, {"hours": 0.0}, "hours", "不合常理"),
    ("register_change", OUT, {"to_school": None}, "to_school", "要写转入学校"),
    ("register_change", OUT, {"from_school": "南城小学"}, "to_school", "相同"),
    ("register_change", OUT, {"kind": "22"}, "from_school", "要写转出学校"),
    ("register_change", OUT, {"applied_on": "2026-09-08", "completed_on": "2026-09-07"},
     "completed_on", "早于“申请日期”"),
    ("register_change", OUT, {"kind": "51"}, "paper_no", "死亡证明"),
    ("register_change", OUT, {"kind": "91", "paper_no": " "}, "paper_no", "毕业证号"),
]  # fmt: skip


def told(table, row):
    return {problem.field: problem.text for problem in check_row(TABLES[table], row, TODAY)}


@pytest.mark.parametrize(("table", "good", "change", "field", "words"), FAULTS)
def test_what_does_not_agree_is_said_at_its_field(table, good, change, field, words):
    assert field not in told(table, good)
    assert words in told(table, good | change)[field]


@pytest.mark.parametrize(
    ("second", "overlaps"),
    [("2027-01-15", True), ("2027-01-16", False), ("2026-06-01", True), ("2026-03-01", True)],
)
def test_two_leaves_at_one_time_are_said(second, overlaps):
    rows = [LEAVE | {"id": "a"}, LEAVE | {"id": "b", "from_on": second, "to_on": "2027-07-01"}]
    for order in (rows, rows[::-1]):
        said = [p.text for p in check_file(StudentFile({}, {"leave": order}), TODAY)]
        assert any("重叠" in text for text in said) == overlaps
    back = [LEAVE | {"id": "a", "returned_on": "2026-05-20"}, rows[1] | {"from_on": "2026-06-01"}]
    said = [p.text for p in check_file(StudentFile({}, {"leave": back}), TODAY)]
    assert not any("重叠" in text for text in said)


def test_a_leave_may_be_approved_before_it_begins():
    assert told("leave", LEAVE | {"from_on": "2027-01-16", "to_on": "2027-07-01"}) == {}
