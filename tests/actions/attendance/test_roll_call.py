"""A class is registered: evidence for who is there, an absence for who is not."""

from __future__ import annotations

from datetime import date

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.attendance import roll_call
from ledger_app.actions.attendance.class_list import class_list
from ledger_app.actions.attendance.roll_call import Absent, RollCall, next_class, register
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists import places

MONDAY = date(2026, 11, 16)  # the ledger's clock stands at Saturday 2026-11-21
CHILDREN = ("王一", "李二", "赵涛")
CALL, REPORTING_IN = "2", "1"


@pytest.fixture
def school(ledger):
    """Return (ledger, class, {name: id}) with three children in 三(1)班 and one in 三(2)班."""
    ids = {
        name: edit_file.add_student(
            ledger,
            {"name": name, "school": "福利镇中心小学", "grade": "3", "class_no": number},
        ).record_id
        for name, number in [*((each, "1") for each in CHILDREN), ("钱四", "2")]
    }
    place = (edit_file.school_id(ledger, "福利镇中心小学"), "3", "1")
    return ledger, place, ids


def call(school, day=MONDAY, *missing, **given):
    """Register the class with these children missing (name, or name: why)."""
    ledger, place, ids = school
    absent = {}
    for each in missing:
        name, _, reason = each.partition(":")
        absent[ids[name]] = Absent(reason or "7")
    given["arrived"] = [ids[name] for name in given.get("arrived", ())]
    return register(ledger, RollCall(place, day, absent=absent, **given))


def absences(school):
    """Return the absences as name from–to, ! for one that nobody excused."""
    ledger, _, ids = school
    names = {child: name for name, child in ids.items()}
    return [
        f"{names[child]} {row['from_on'][5:]}–{(row['to_on'] or '')[5:]}"
        f"{'' if row['excused'] == '1' else '!'}"
        for child, rows in places.absences(ledger, list(ids.values())).items()
        for row in rows
    ]


def day(number):
    return date(2026, 11, number)


def test_everybody_is_there_unless_somebody_says_otherwise(school):
    done = call(school, MONDAY, "赵涛")
    assert done.said == "福利镇中心小学三(1)班 2026-11-16 点名：应到 3，到 2，未到 1"
    (row,) = places.roll_calls(school[0], "2026-11-16")
    assert set(row["children"].split()) == {school[2]["王一"], school[2]["李二"]}
    assert (row["listed"], row["present"]) == (3, 2)
    assert absences(school) == ["赵涛 11-16–!"]


# Days of the week from Monday 16: who was missing each day; the absences afterwards.
WEEKS = [
    ("missing three days, then back", {16: ["赵涛"], 17: ["赵涛"], 18: ["赵涛"], 19: []},
     ["赵涛 11-16–11-18!"]),
    ("two days apart are two absences", {16: ["赵涛"], 17: [], 18: ["赵涛"]},
     ["赵涛 11-16–11-16!", "赵涛 11-18–!"]),
    ("ill is excused, truant is not", {16: ["赵涛:1", "李二:6"]},
     ["李二 11-16–!", "赵涛 11-16–"]),
    ("a reason that is known later", {16: ["赵涛"], 17: ["赵涛:1"], 18: ["赵涛"]},
     ["赵涛 11-16–"]),
    ("nobody says no more than before", {16: ["赵涛:1"], 17: ["赵涛:7"]}, ["赵涛 11-16–"]),
    ("a day registered late begins what began later", {17: ["赵涛"], 16: ["赵涛"]},
     ["赵涛 11-16–!"]),
    ("a day registered late ends before it was seen again", {18: [], 16: ["赵涛"]},
     ["赵涛 11-16–11-17!"]),
    ("there on a day registered late, missing again since", {16: ["赵涛"], 19: ["赵涛"], 18: []},
     ["赵涛 11-16–11-17!", "赵涛 11-19–!"]),
]  # fmt: skip


@pytest.mark.parametrize(("_", "week", "expected"), WEEKS, ids=[each[0] for each in WEEKS])
def test_a_week_of_roll_calls(school, _, week, expected):
    for number, missing in week.items():
        call(school, day(number), *missing)
    assert sorted(absences(school)) == sorted(expected)


def test_registered_again_alike_changes_nothing_otherwise_it_is_asked(school):
    first = call(school, MONDAY, "赵涛")
    assert call(school, MONDAY, "赵涛").state == roll_call.UNCHANGED
    with pytest.raises(LedgerError, match=r"已经登记过点名（应到 3，到 2.*没有改动") as refused:
        call(school, MONDAY, "李二")
    assert "--replace" in refused.value.hint
    assert absences(school) == ["赵涛 11-16–!"]
    again = call(school, MONDAY, "李二", replace=True)
    assert (again.state, again.record) == (roll_call.REPLACED, first.record)
    assert [each.name for each in again.ended] == ["赵涛"]
    assert absences(school) == ["李二 11-16–!"]


def test_an_absence_in_which_somebody_noted_a_call_is_ended_and_not_lost(school):
    call(school, MONDAY, "赵涛")
    ledger, _, ids = school
    (row,) = places.absences(ledger, [ids["赵涛"]])[ids["赵涛"]]
    edit_file.save_fields(ledger, "absence", row["id"], {"contact_result": "路上堵车"})
    call(school, MONDAY, replace=True)
    assert absences(school) == ["赵涛 11-16–11-16!"]


def test_reporting_in_and_a_roll_call_of_one_day_stand_beside_each_other(school):
    call(school, MONDAY, "赵涛", kind=REPORTING_IN)
    late = call(school, MONDAY)
    assert [each.name for each in late.ended] == ["赵涛"]
    assert len(places.roll_calls(school[0], "2026-11-16")) == 2
    assert absences(school) == []


def test_who_is_on_leave_is_not_counted_unless_it_came(school):
    ledger, _, ids = school
    leave = {
        "from_on": "2026-11-16",
        "to_on": "2026-11-20",
        "reason_given": "病假",
        "excused": "是",
    }
    edit_file.add_record(ledger, "absence", ids["赵涛"], leave)
    done = call(school, day(17))
    assert done.said.endswith("应到 2，到 2，全部到")
    assert [(each.name, each.away) for each in done.away] == [("赵涛", "病假：11-16 起到 11-20")]
    came = call(school, day(18), arrived=["赵涛"])
    assert came.said.endswith("应到 3，到 3，全部到")
    assert absences(school) == ["赵涛 11-16–11-17"]


def test_a_child_in_a_case_is_not_counted_and_gets_no_second_record(school):
    ledger, _, ids = school
    case = {"suspected_on": "2026-11-10", "last_attended": "2026-11-06"}
    edit_file.add_record(ledger, "dropout", ids["赵涛"], case)
    assert [each.name for each in call(school).away] == ["赵涛"]
    named = call(school, day(17), "赵涛")
    assert named.notes[0].startswith("赵涛（疑似辍学：")
    assert absences(school) == []
    came = call(school, day(18), arrived=["赵涛"])
    assert came.notes == ("赵涛的个案还开着（疑似辍学），这次登记到校：属实的请登记复学。",)


def test_the_list_begins_as_it_was_registered_and_with_who_is_still_missing(school):
    ledger, place, _ = school

    def ticked(on, kind=CALL):
        return {each.name: each.is_there for each in class_list(ledger, place, on, kind).pupils}

    assert ticked(MONDAY) == dict.fromkeys(CHILDREN, True)
    call(school, MONDAY, "赵涛")
    assert ticked(MONDAY) == ticked(day(17)) == {"王一": True, "李二": True, "赵涛": False}


def test_a_leave_noted_by_the_roll_call_is_counted_as_missing_when_it_is_opened_again(school):
    ledger, place, _ = school
    call(school, MONDAY, "赵涛:1")
    again = class_list(ledger, place, MONDAY, CALL)
    assert [each.name for each in again.pupils if each.away] == []
    assert [each.name for each in again.pupils if not each.is_there] == ["赵涛"]
    assert call(school, MONDAY, "赵涛:1", replace=True).state == roll_call.UNCHANGED
    next_day = class_list(ledger, place, day(17), CALL)
    assert [each.name for each in next_day.pupils if each.away] == ["赵涛"]


def test_who_was_there_stays_so_when_it_has_moved_to_another_class(school):
    ledger, _, ids = school
    call(school, MONDAY, "赵涛")
    edit_file.save_fields(ledger, "student", ids["李二"], {"class_no": "2"})
    call(school, MONDAY, replace=True)
    (row,) = places.roll_calls(ledger, "2026-11-16")
    assert set(row["children"].split()) == {ids[name] for name in CHILDREN}


def test_the_next_class_is_one_that_is_still_to_be_registered(school):
    ledger, place, _ = school
    second = (place[0], "3", "2")
    assert next_class(ledger, place, MONDAY, CALL) == second
    register(ledger, RollCall(second, MONDAY))
    assert next_class(ledger, second, MONDAY, CALL) == place
    call(school)
    assert next_class(ledger, place, MONDAY, CALL) is None


def test_one_undo_takes_the_whole_roll_call_back(school):
    call(school, MONDAY, "赵涛")
    call(school, day(17))
    undo_revision.undo(school[0])
    assert absences(school) == ["赵涛 11-16–!"]
    undo_revision.undo(school[0])
    assert absences(school) == []
    assert places.roll_calls(school[0], "2026-11-16") == []


# --- What cannot be, and the way on ------------------------------------------------------------


def refused(school, **given):
    ledger, place, _ = school
    with pytest.raises(LedgerError) as error:
        register(ledger, RollCall(given.pop("place", place), given.pop("on", MONDAY), **given))
    assert error.value.hint
    assert places.roll_calls(ledger, "2026-11-16") == []
    return error.value.message, error.value.hint


def test_a_day_without_school_and_one_to_come(school):
    said, way_on = refused(school, on=day(15))
    assert said == "2026-11-15 不上课，没有登记。"
    assert "2026-11-13" in way_on
    assert "2026-11-16" in way_on
    assert refused(school, on=day(23))[0] == "2026-11-23 还没有到，不能先登记。"


def test_a_class_that_is_not_there(school):
    said, way_on = refused(school, place=(school[1][0], "3", "9"))
    assert said == "福利镇中心小学没有三(9)班。"
    assert way_on == "台账里有学生的班：三(1)班、三(2)班。"
    school_id = edit_file.add_record(school[0], "school", None, {"name": "青山教学点"}).record_id
    assert refused(school, place=(school_id, "1", "1"))[0] == "青山教学点在台账里还没有学生。"


def test_a_closed_school(school):
    ledger, place, _ = school
    edit_file.save_fields(
        ledger, "school", place[0], {"status": "已撤并", "closed_on": "2026-08-20"}
    )
    said, way_on = refused(school)
    assert said == "福利镇中心小学 2026-08-20 撤并，2026-11-16 不能在那里点名。"
    assert "接收学校" in way_on


def test_a_child_of_another_class_of_none_and_one_named_twice(school):
    ids = school[2]
    assert refused(school, absent={ids["钱四"]: Absent()})[0].startswith(
        "钱四在台账里是福利镇中心小学三(2)班的，不是福利镇中心小学三(1)班的"
    )
    assert "不在台账里" in refused(school, arrived=["nobody"])[0]
    both = {"absent": {ids["赵涛"]: Absent()}, "arrived": [ids["赵涛"]]}
    assert refused(school, **both)[0] == "赵涛既记了未到，又记了到校。"
    early = {ids["赵涛"]: Absent("1", "2026-11-13")}
    assert refused(school, absent=early)[0] == "赵涛的请假止早于 2026-11-16。"


def test_a_child_that_was_in_another_class_on_that_day(school):
    ledger, place, ids = school
    call(school)
    edit_file.save_fields(ledger, "student", ids["赵涛"], {"class_no": "2"})
    second = (place[0], "3", "2")
    with pytest.raises(LedgerError, match=r"赵涛当天在三\(1\)班登记的是到校，这里又记了未到"):
        register(ledger, RollCall(second, MONDAY, absent={ids["赵涛"]: Absent()}))
    there = register(ledger, RollCall(second, MONDAY))
    assert there.notes == ("赵涛当天在三(1)班也登记了到校，请核对现在是哪个班。",)
