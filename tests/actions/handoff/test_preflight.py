"""Before packing: what forbids it, what to look at first, what is new, what stays here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.preflight import Preflight, preflight
from ledger_app.store.changes import record_origins
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, TOWNSHIP, add_children, new_unit, pair


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Ledger]:
    school = new_unit(tmp_path, "青山小学", SCHOOL, "school")
    yield school
    ledger_files.close(school)


def texts(found: Preflight) -> str:
    return "\n".join(each.text for each in found.advisory)


def test_an_empty_ledger_and_a_day_to_come_forbid_it(school: Ledger) -> None:
    found = preflight(school, date(2027, 1, 1))
    assert [each.text for each in found.blocking] == [
        "截至日期晚于今天。请改成今天或以前。", "台账里还没有学生，没有可以移交的。",
    ]  # fmt: skip
    assert not found.is_paired


def test_a_county_has_nobody_above(tmp_path: Path) -> None:
    county = new_unit(tmp_path, "某县教体局", "529901", "county")
    assert "没有上级" in preflight(county).blocking[0].text
    ledger_files.close(county)


def test_what_waits_for_the_clerk_is_listed_with_the_children(school: Ledger) -> None:
    add_children(school, "c1", "c2")
    with revise(school, "merge_package", "收回执") as revision:
        asked = revision.insert("question", {"asked": "电话对吗"}, student_id="c1")
        said = {"verdict": "returned", "reason": "电话空", "sequence": 1, "given_on": "2026-11-01"}
        verdict = revision.insert("verdict", said, student_id="c2")
        revision.insert("conflict", {"record": "c1", "student": "c1", "field": "phone"})
        told = [(each, TOWNSHIP, "王老师") for each in (asked, verdict)]
        record_origins.note(revision, told)

    found = preflight(school)

    assert found.blocking == ()
    listed = {each.text: each.students for each in found.advisory}
    assert listed["上级请核实的还有 1 条没有答复"] == ("c1",)
    assert listed["退回的档案还有 1 份没有改，也没有答复"] == ("c2",)
    assert listed["与上级不一致的还有 1 处没有决定"] == ("c1",)


def test_what_the_examination_finds_is_counted_by_kind(school: Ledger) -> None:
    add_children(school, "c1", "c2")
    with revise(school, "edit", "重号") as revision:
        for student in ("c1", "c2"):
            revision.update("student", student, {"id_no": "529901201703113322"})
    found = preflight(school)
    doubles = [each for each in found.advisory if each.text.startswith("体检：重号")]
    assert [set(each.students) for each in doubles] == [{"c1", "c2"}]


def test_a_report_of_the_month_that_was_not_noted_is_named(school: Ledger) -> None:
    add_children(school, "c1")
    school.clock.move(days=9)  # type: ignore[attr-defined]
    assert "控辍保学月报 2026年11月还没有登记报送" in texts(preflight(school))
    assert "月报" not in texts(preflight(school, date(2026, 11, 21)))


def test_what_stays_here_is_counted_and_what_is_new_is_said(school: Ledger, tmp_path: Path) -> None:
    township = new_unit(tmp_path, "福利镇中心校", TOWNSHIP, "township")
    pair(school, township, tmp_path)
    add_children(school, "c1", "c2")
    with revise(school, "edit", "心理") as revision:
        revision.update("student", "c1", {"psychological": "常哭"})

    first = preflight(school)
    counted = {each.pair: each.count for each in first.withheld}
    assert counted["student", "psychological"] == 1
    assert counted["harm", "*"] == 0
    assert (first.sequence, first.unit_name, first.is_paired) == (1, "福利镇中心校", True)
    assert first.since_last.startswith("第一次移交：新建档案 2 人")
    pack(school, tmp_path)

    assert preflight(school).since_last == "上次移交以来：没有改动"
    # What was held back and goes now is new to the township.
    again = preflight(school, include={("student", "psychological")})
    assert again.since_last == "上次移交以来：改动档案 1 人"
    ledger_files.close(township)


def test_looking_changes_nothing(school: Ledger) -> None:
    add_children(school, "c1")
    count = school.value("SELECT count(*) FROM revision")
    preflight(school)
    assert school.value("SELECT count(*) FROM revision") == count
