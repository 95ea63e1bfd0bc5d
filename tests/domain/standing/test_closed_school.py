"""Children of a school that closes: nobody stays there on paper alone (S1, S26, S29)."""

from __future__ import annotations

import pytest

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.closed_school import not_placed, unplaced_from
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.record_kinds import record_kind
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
POINT = {"id": "c1", "name": "青山教学点", "status": "3", "closed_on": "2026-07-10"}
CENTRE = {"id": "c2", "name": "福利镇中心小学", "status": "1", "closed_on": None}
VILLAGE = {"id": "c3", "name": "石门村小学", "status": "1", "closed_on": "2026-10-30"}
SCHOOLS = {row["name"]: row for row in (POINT, CENTRE, VILLAGE)}
PUPIL = {"id": "s1", "name": "王甲", "grade": "3", "class_no": "1", "opened_on": "2026-05-11"}
TOLD = {"id": "r1", "origin_school": "青山教学点", "notified_on": "2026-06-20"}
TO_CENTRE = {**TOLD, "receiving_school": "福利镇中心小学", "choice_type": "1"}
ARRIVED = {**TO_CENTRE, "moved_on": "2026-09-01"}


def child(school, *moves, **student):
    return StudentFile({**PUPIL, **student}, {"relocation": moves}, school, {}, SCHOOLS)


def due(file, day):
    """Return what is due about the move; that a child is 未核实 stands beside it."""
    found = reminders([file], RULES, the_day(day))
    return {each.rule: each for each in found if each.student and each.rule != "unverified"}


def on_paper(file, day):
    """Return school that is left, way and receiving school of each row of L7."""
    rows = record_kind("relocation").entries(file, the_day(day))
    return [(row["origin_school"], row["choice_type"], row["receiving_school"]) for row in rows]


# The child's school, its relocations, the day; why it is nowhere, the lines about it.
STORIES = [
    # S1: closed, and nobody wrote a word about the child.
    (POINT, [], "2026-09-02", "还没有登记分流安置", {"closed_not_placed"}),
    (POINT, [], "2027-03-02", "还没有登记分流安置", {"closed_not_placed"}),
    (POINT, [], "2026-07-10", "还没有登记分流安置", {"closed_not_placed"}),
    # Not yet closed: the child is at school, and somebody is asked a month before.
    (POINT, [], "2026-07-09", None, {"closed_not_placed"}),
    (POINT, [], "2026-05-12", None, {"closed_not_placed"}),
    (POINT, [], "2026-05-10", None, set()),
    # Closed by its state alone, whatever the day.
    ({**POINT, "closed_on": None}, [], "2026-09-02", "已撤并，还没有", {"closed_not_placed"}),
    # About to close, no day known: nobody is out of school, everybody is to be placed.
    ({**POINT, "status": "2", "closed_on": None}, [], "2026-05-12", None, {"closed_not_placed"}),
    # Told where to go, and to come in September; then not there.
    (POINT, [TO_CENTRE], "2026-08-20", None, set()),
    (POINT, [TO_CENTRE], "2026-09-02", "应到福利镇中心小学，2026-09-01 起没有到校日期",
     {"relocated_not_arrived"}),
    (POINT, [TOLD], "2026-07-20", "还没有定接收学校", set()),
    (POINT, [{**TO_CENTRE, "choice_type": "6"}], "2026-09-02", "还没有定接收学校",
     {"relocated_not_arrived"}),
    # There, the register still here: ten school days.
    (POINT, [ARRIVED], "2026-09-02", None, {"relocated_1w"}),
    (POINT, [ARRIVED], "2026-09-20", None, {"relocated_1w", "relocated_register"}),
    (POINT, [{**ARRIVED, "register_moved_on": "2026-09-18"}], "2026-09-20", None,
     {"relocated_1w", "contradictory"}),
    # The school that was to take it in closes, before the child came and after.
    (POINT, [{**TO_CENTRE, "receiving_school": "石门村小学"}], "2026-11-02",
     "接收学校石门村小学也已撤并，要重新安置", {"relocated_not_arrived", "closed_not_placed"}),
    (VILLAGE, [{**ARRIVED, "receiving_school": "石门村小学"}], "2026-11-02",
     "石门村小学 2026-10-30 撤并，还没有登记分流安置",
     {"relocated_1w", "relocated_1m", "relocated_register", "closed_not_placed"}),
    # The newest move leads here: an older plan places nobody.
    (POINT, [{**TO_CENTRE, "origin_school": "福利镇中心小学", "receiving_school": "青山教学点"}],
     "2026-09-02", "还没有登记分流安置", {"closed_not_placed", "relocated_not_arrived"}),
    # Taught at home, gone, or at a school that stays.
    (POINT, [{**TOLD, "choice_type": "7"}], "2026-09-20", None, {"home_teaching"}),
    (CENTRE, [], "2026-09-20", None, set()),
    (CENTRE, [{**ARRIVED, "register_moved_on": "2026-09-10"}], "2026-09-11", None,
     {"relocated_1w"}),
]  # fmt: skip


@pytest.mark.parametrize(("school", "moves", "day", "why", "lines"), STORIES)
def test_whoever_is_left_at_a_closed_school_is_nowhere_and_somebody_is_asked(
    school, moves, day, why, lines
):
    file = child(school, *moves)
    said = not_placed(file, the_day(day))
    assert (why is None and said is None) or why in said
    assert set(due(file, day)) == lines


def test_a_child_without_a_record_stands_on_the_relocation_ledger_to_be_placed():
    file = child(POINT)
    assert on_paper(file, "2026-11-28") == [("青山教学点", "6", None)]
    (row,) = record_kind("relocation").entries(file, the_day("2026-11-28"))
    assert row["origin_grade_class"] == "三年级1班"
    assert on_paper(child(POINT, ARRIVED), "2026-11-28") == [("青山教学点", "1", "福利镇中心小学")]
    again = child(CENTRE, {**ARRIVED, "receiving_school": "石门村小学"})
    assert on_paper(again, "2026-11-28")[1:] == [("石门村小学", "6", None)]
    assert on_paper(child(CENTRE), "2026-11-28") == []


def test_the_receiving_school_that_will_close_is_said_a_month_before():
    file = child(POINT, {**TO_CENTRE, "receiving_school": "石门村小学"})
    assert "closed_not_placed" not in due(file, "2026-08-30")
    line = due(file, "2026-10-01")["closed_not_placed"]
    assert line.reason == "接收学校石门村小学 10-30 将撤并，要重新安置"
    assert (line.record, line.due_on) == ("r1", "2026-09-30")


def test_a_name_that_is_no_school_of_the_ledger_is_a_place_all_the_same():
    file = child(POINT, {**ARRIVED, "receiving_school": "县城第一小学"})
    assert not_placed(file, the_day("2026-11-28")) is None
    assert unplaced_from(file, the_day("2026-11-28")) is None


def test_who_is_dead_or_has_moved_away_needs_no_place():
    paper = {"kind": "51", "changed_on": "2026-08-02", "paper_no": "死亡证明"}
    dead = StudentFile(PUPIL, {"register_change": [paper]}, POINT, {}, SCHOOLS)
    assert "closed_not_placed" not in due(dead, "2026-11-28")
    assert "closed_not_placed" in due(child(POINT, register_status="9"), "2026-11-28")


@pytest.mark.parametrize("mark", ["3", "4", "5"])
def test_a_typed_state_of_the_file_silences_nobody(mark):
    assert "closed_not_placed" in due(child(POINT, file_status=mark), "2026-11-28")
    waiting = child(POINT, TO_CENTRE, file_status=mark)
    assert "relocated_not_arrived" in due(waiting, "2026-11-28")


def test_nobody_asks_a_child_that_is_out_again_about_its_new_class():
    out = StudentFile(
        PUPIL,
        {"relocation": [ARRIVED], "dropout": [{"id": "d1", "suspected_on": "2026-10-20"}]},
        CENTRE,
        {},
        SCHOOLS,
    )
    assert "relocated_1w" in due(out, "2026-10-19")
    lines = due(out, "2026-10-23")
    assert not {"relocated_1w", "relocated_1m", "relocated_term"} & lines.keys()
    assert "suspected_3" in lines


def test_a_roster_of_the_closed_school_proves_nothing_and_a_sighting_since_does():
    listed = [{"id": "n1", "listed_on": "2026-09-10", "source": "花名册.xlsx"}]
    seen = [{"id": "g1", "seen_on": "2026-11-06", "kind": "1", "seen_by": "李老师"}]
    before = [{**seen[0], "seen_on": "2026-07-02"}]
    places = {}
    for key, records in (
        ("listed", {"name_list": listed}),
        ("seen before", {"sighting": before}),
        ("seen since", {"sighting": seen}),
    ):
        file = StudentFile(PUPIL, records, POINT, {}, SCHOOLS)
        places[key] = status_of(file, the_day("2026-11-28")).grounds
        assert "closed_not_placed" in due(file, "2026-11-28"), key
    assert places == {
        "listed": "closed_school", "seen before": "closed_school", "seen since": "at_school",
    }  # fmt: skip


def test_having_been_seen_at_a_receiving_school_that_closed_later_is_past():
    moved = {**ARRIVED, "receiving_school": "石门村小学"}
    seen = {"id": "g1", "seen_on": "2026-10-12", "kind": "1"}
    file = StudentFile(PUPIL, {"relocation": [moved], "sighting": [seen]}, POINT, {}, SCHOOLS)
    codes = [status_of(file, the_day(day)).grounds for day in ("2026-10-20", "2026-11-02")]
    assert codes == ["at_school", "closed_school"]


def test_who_came_back_to_the_school_that_closes_is_not_placed_by_its_first_move():
    away = {**TO_CENTRE, "notified_on": "2025-06-20", "moved_on": "2025-09-01"}
    back = {
        "id": "r2", "origin_school": "福利镇中心小学", "receiving_school": "青山教学点",
        "moved_on": "2026-03-02", "choice_type": "1",
    }  # fmt: skip
    file = child(POINT, away, back)
    assert "还没有登记分流安置" in not_placed(file, the_day("2026-09-02"))
    assert on_paper(file, "2026-09-02")[-1] == ("青山教学点", "6", None)
