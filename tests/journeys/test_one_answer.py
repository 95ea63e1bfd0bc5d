"""Head of the file, reminders, list, page of today and paper give one answer to one question.

Asked of random children: who is the guardian and by which telephone, who is responsible, is the
child left behind, is it on leave, how near is the next thing due.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from ledger_app.actions import due_list, open_student
from ledger_app.actions.today import due_lines
from ledger_app.domain.checking import checks
from ledger_app.domain.standing.cases import in_dropout_ledger, in_suspected_ledger
from ledger_app.domain.telling.masking import screen_phone
from ledger_app.domain.telling.printable_columns import Entry, column_text
from ledger_app.domain.telling.record_kinds.case_kinds import DROPOUT
from ledger_app.gui.kit import theme
from ledger_app.gui.student.head import NO_GUARDIAN, StudentHead
from ledger_app.gui.students.list_columns import column
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists import student_rows
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.safety import ledger_files
from tests.days import the_day
from tests.ledgers import open_again

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NAMES = ("吴秀英", "王建国", "赵明")
ONE_PERSON = ("买买提·艾力", "买买提艾力")  # two spellings of one name
LEAVES = {"休学", "缓学", "免学"}
AFTER_RETURN = {"return_7", "return_30", "return_90"}

maybe = st.none()
names = maybe | st.sampled_from(NAMES)
phones = maybe | st.sampled_from(("13900000001", "13900000002", "13900000003"))
dated = st.integers(-90, 40).map(the_day("2026-11-21").later)
days = st.one_of(dated, dated, dated, maybe)  # mostly known
yes_no = st.sampled_from((None, "0", "1"))


def rows(most: int, least: int = 0, **fields):
    return st.lists(st.fixed_dictionaries(fields), min_size=least, max_size=most)


children = st.fixed_dictionaries(
    {
        "student": st.fixed_dictionaries(
            {
                "guardian_name": names | st.sampled_from(ONE_PERSON),
                "guardian_phone": phones,
                "guardian_relation": maybe | st.sampled_from(("51", "52")),
                "phone": phones,
                "left_behind_edu": st.sampled_from((None, "0", "1", "2")),
                "left_behind_mca": yes_no,
                "opened_on": dated,
            }
        ),
        "family_member": rows(
            3,
            name=names | st.sampled_from(ONE_PERSON),
            phone=phones,
            is_guardian=yes_no,
            relation=st.sampled_from(("52", "61")),
        ),
        "responsibility": rows(
            3,
            helper_name=names,
            helper_phone=phones,
            pair_kind=st.sampled_from((None, "1", "4", "5")),
            from_on=days,
            to_on=days,
        ),
        "concern": rows(
            2,
            risk_categories=st.sampled_from(("left_behind", "poor,left_behind", "poor")),
            since_on=days,
            until_on=days,
        ),
        # Every other child is out of school, so that something can have ended it.
        "dropout": st.just([]) | rows(1, 1, suspected_on=days, last_attended=days),
        "placement": rows(1, returned_on=days, placement=st.sampled_from(("1", "10", "11", "12"))),
        "contact": rows(2, contacted_on=dated, promised_on=days, purpose=st.sampled_from("13")),
    }
)


@dataclass
class Surfaces:
    """What is seen of one child: texts of the head, list cells, lines of today, papers."""

    head: list[str]
    row: dict
    cell: dict[str, str]
    lines: list
    due: list
    paper: dict[str, str]
    opened: object
    notes: list[str]

    def in_head(self, start: str) -> str:
        (text,) = [each for each in self.head if each.startswith(start)]
        return text.removeprefix(start)


@pytest.fixture(scope="module")
def kept(empty_ledger_file, tmp_path_factory, qapp):
    """Return one open ledger for all children of this file."""
    path = tmp_path_factory.mktemp("one") / empty_ledger_file.name
    shutil.copyfile(empty_ledger_file, path)
    ledger = open_again(path)
    yield ledger
    ledger_files.close(ledger)


@pytest.fixture(scope="module")
def head(qapp):
    shown = StudentHead()
    yield shown
    shown.close()


def seen(ledger, head, child) -> Surfaces:
    """Keep a child and look at it everywhere; the file is deleted when this is done."""
    with revise(ledger, "edit", "建档") as revision:
        student = revision.insert("student", {"name": "阿依", "grade": "3", **child["student"]})
        for table, records in child.items():
            for record in records if table != "student" else ():
                known = {key: value for key, value in record.items() if value is not None}
                revision.insert(table, known, student_id=student)
    try:
        return _look(ledger, head, student)
    finally:
        with revise(ledger, "edit", "删除档案") as revision:
            revision.delete("student", [student])


def _look(ledger, head, student) -> Surfaces:
    day, opened = ledger.day(), open_student.open_file(ledger, student)
    head.show_file(opened, True)
    (row,) = student_rows.list_rows(ledger, student_rows.nos_of(ledger, [student]))
    keys = ("guardian", "phone", "left_behind", "due", "status", "categories")
    file = load_file(ledger, student, placed_on=day)
    case = next(iter(in_dropout_ledger(file, day) + in_suspected_ledger(file, day)), None)
    sources = (
        *("监护人", "监护人关系", "监护人电话", "帮扶责任人及电话", "包保责任人"),
        *("特殊群体类别", "目前状态", "是否复学"),
    )
    return Surfaces(
        head=[label.text() for label in head.findChildren(QLabel)],
        row=row,
        cell={key: column(key).text(row, day) for key in keys},
        lines=[line for line in due_lines.today_lines(ledger) if line.reminder.student],
        due=[each for each in due_list.due(ledger) if each.student],
        paper={key: column_text(key, DROPOUT)(Entry(file, case, 1), day) for key in sources},
        opened=opened,
        notes=[problem.text for problem in checks.check_file(file, day)],
    )


def check_guardian(seen: Surfaces) -> None:
    name, phone = seen.paper["监护人"], seen.paper["监护人电话"]
    relation = f"({seen.paper['监护人关系']})" if seen.paper["监护人关系"] else ""
    if name:
        assert seen.in_head("监护人 ") == f"{name}{relation}  {phone or '无电话'}"
    else:
        assert NO_GUARDIAN in seen.head
    assert seen.cell["guardian"] == name
    assert seen.cell["phone"] == screen_phone(phone)
    for line in seen.lines:
        assert (line.guardian.partition("（")[0], line.phone) == (name, phone)
    for each in seen.due:
        if each.rule == "promise_due":
            assert each.action.startswith(f"与{name or '监护人'}联系")


def check_responsible(seen: Surfaces) -> None:
    (said,) = [each for each in seen.head if each.startswith("包保 ")]
    who = said.split(" ")[1]
    for each in (*seen.due, *(line.reminder for line in seen.lines)):
        if each.who.startswith("帮扶责任人"):
            assert each.who == f"帮扶责任人（{who}）"
    first = seen.paper["帮扶责任人及电话"].split("\n")[0]
    if who == "未指定":  # then only a telephone can stand there
        assert not any(name in seen.paper["帮扶责任人及电话"] for name in NAMES)
    else:
        assert (first, who in seen.paper["包保责任人"]) == (who, True)


def check_left_behind(seen: Surfaces) -> None:
    concern = "留守儿童" in seen.cell["categories"].split("、")
    marked = seen.cell["left_behind"] == "留守"
    assert ("留守儿童" in seen.paper["特殊群体类别"].split("、")) == (marked or concern)
    # A concern that begins later is no answer to who is left behind today, but is no gap either.
    asked = any("属于留守儿童" in note for note in seen.notes)
    noted = any("left_behind" in row["risk_categories"] for row in seen.opened.file.of("concern"))
    assert not asked or (marked and not concern)
    assert asked or noted or not marked
    if any(each.rule == "left_behind" for each in seen.due):
        assert marked or concern


def check_leave(seen: Surfaces) -> None:
    """Compare where a child is; one on leave has not come back, and nobody visits it for that."""
    status = seen.paper["目前状态"]
    assert any(each.endswith(f" {status}") for each in seen.head)
    assert seen.cell["status"].endswith(f" {status}")
    if status in LEAVES:
        assert seen.paper["是否复学"] in ("", "否")
        assert not AFTER_RETURN & {each.rule for each in seen.due}


def check_due(seen: Surfaces) -> None:
    first = next(iter(seen.due), None)
    assert seen.row["due_on"] == (first and first.due_on)
    assert [each.reason for each in seen.opened.reminders] == [
        line.reminder.reason for line in seen.lines
    ]
    if first is None:
        assert "没有到期的事" in seen.head
        assert seen.cell["due"] == ""
        return
    sign = theme.due_mark(first.state)[0]
    words = {"overdue": f"超 {first.days} 天", "today": "今天", "soon": f"还有 {-first.days} 天"}
    assert f"{sign} {words[first.state]}" in seen.head
    in_list = f"{sign} {words[first.state]}" if first.state != "soon" else first.due_on[5:]
    assert seen.cell["due"].removeprefix("2027-").removeprefix("2025-") == in_list


CHECKS = (check_guardian, check_responsible, check_left_behind, check_leave, check_due)


def on_leave(placement: str) -> dict:
    return {
        "student": {"guardian_name": "买买提·艾力", "opened_on": "2026-09-01"},
        "family_member": [{"name": "买买提艾力", "phone": "13900000001", "is_guardian": "0"}],
        "dropout": [{"suspected_on": "2026-10-12", "last_attended": "2026-10-09"}],
        "placement": [{"returned_on": "2026-11-12", "placement": placement}],
    }


@example(on_leave("10"))
@example(on_leave("11"))
@example(on_leave("12"))
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(children)
def test_every_surface_gives_the_same_answer(kept, head, child):
    found = seen(kept, head, child)
    for check in CHECKS:
        check(found)
