"""The page 移交 in one look: a line for each school above, one status below."""

from __future__ import annotations

import pytest

from ledger_app.actions import undo_revision
from ledger_app.actions.handoff import package_story, verdicts
from ledger_app.actions.handoff.overview import overview, own_status
from ledger_app.actions.handoff.package_story import NotTaken, PackageStory
from ledger_app.store.changes.revisions import revise
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.planted import (
    GREEN,
    TOWNSHIP,
    UNITED,
    came_from_elsewhere,
    new_township,
    note_package,
    take_package,
)


@pytest.fixture
def township(tmp_path):
    ledger = new_township(tmp_path)
    yield ledger
    ledger_files.close(ledger)


def line(ledger, unit=GREEN):
    return next(each for each in overview(ledger) if each.code == unit)


def test_a_school_that_never_handed_over_has_a_line_that_is_late(township):
    assert [(each.name, each.sequence, each.days) for each in overview(township)] == [
        ("联合小学", 0, None), ("青山小学", 0, None),
    ]  # fmt: skip
    assert line(township).is_late
    assert line(township).phone == "0870-1234567"


def test_package_7_34_days_ago_and_6_is_missing(township):
    take_package(township, GREEN, 5, ["王小明"], student_count=1)
    take_package(township, GREEN, 7, student_count=1)
    township.clock.move(days=34)
    found = line(township)
    assert (found.sequence, found.days, found.gaps, found.students) == (7, 34, (6,), 1)
    assert not found.is_late
    township.clock.move(days=2)
    assert line(township).is_late
    take_package(township, GREEN, 8)
    assert line(township).gaps == (), "the eighth holds everything, what was lost did no harm"


def test_numbers_that_a_restored_ledger_uses_again_are_no_gap(township):
    for number in (5, 6, 7):
        take_package(township, GREEN, number)
    take_package(township, GREEN, 6, incarnation="restored")
    assert (line(township).sequence, line(township).gaps) == (6, ())
    take_package(township, GREEN, 9, incarnation="restored")
    assert line(township).gaps == (7, 8)


def test_an_undone_merge_moves_the_line_back(township):
    take_package(township, GREEN, 5)
    take_package(township, GREEN, 6)
    undo_revision.undo(township)
    assert line(township).sequence == 5


def test_what_is_open_with_each_school_is_counted_with_it(township):
    first, second, third = take_package(township, GREEN, 1, ["王小明", "李梓涵", "赵涛"])
    (other,) = take_package(township, UNITED, 1, ["孙丽"])
    verdicts.give(township, [first, other], "returned", "请核实")
    with revise(township, "edit", "开着的") as revision:
        asked = {"asked": "几班？", "asked_on": "2026-11-20"}
        revision.insert("question", asked, student_id=first)
        revision.insert("question", {**asked, "answer": "answered"}, student_id=second)
        revision.insert("question", {**asked, "closed_on": "2026-11-21"}, student_id=third)
        came = revision.insert("question", asked, student_id=third)
        revision.insert("conflict", {"student": first, "unit_code": GREEN})
        revision.insert("conflict", {"student": second, "unit_code": GREEN, "answer": "ours"})
        on_the_way = {"from_code": GREEN, "to_code": UNITED, "handed_on": "2026-11-20"}
        revision.insert("passage", on_the_way, student_id=third)
    came_from_elsewhere(township, "530600", came)
    green, united = line(township), line(township, UNITED)
    assert (green.returned, green.to_judge, green.questions, green.answers) == (1, 2, 1, 1)
    assert (green.conflicts, green.not_arrived) == (1, 0)
    assert (united.returned, united.to_judge, united.questions, united.not_arrived) == (1, 0, 0, 1)


def test_what_was_returned_is_counted_though_its_merge_was_undone(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    take_package(township, GREEN, 2, changed={child: {"grade": "4"}})
    verdicts.give(township, [child], "returned", "请核实")
    merge = township.value("SELECT max(no) FROM revision WHERE kind = 'merge_package'")
    undo_revision.undo(township, merge)
    assert (line(township).sequence, line(township).returned) == (1, 1)


def test_a_question_about_a_child_that_went_on_is_one_to_its_new_school(township):
    (child,) = take_package(township, GREEN, 1, ["王小明"])
    with revise(township, "edit", "流转") as revision:
        revision.insert("question", {"asked": "到了吗？"}, student_id=child)
        revision.insert("passage", {"to_code": UNITED}, student_id=child)
    assert (line(township).questions, line(township, UNITED).questions) == (0, 1)


def test_children_missing_from_the_last_package_are_counted_while_they_are_here(township):
    first, second = take_package(township, GREEN, 1, ["王小明", "李梓涵"])
    told = package_story.as_text(PackageStory(missing={first: "王小明", second: "李梓涵"}))
    take_package(township, GREEN, 2, told=told)
    assert line(township).missing == 2
    with revise(township, "edit", "删除") as revision:
        revision.delete("student", [first])
    assert line(township).missing == 1


def test_a_package_without_a_receipt_is_not_answered(township):
    take_package(township, GREEN, 1)
    assert not line(township).is_answered
    with revise(township, "pack", "回执") as revision:
        based_on = f"{GREEN}-1-in"
        note_package(revision, GREEN, 4, "out", kind="receipt", based_on=based_on)
    assert (line(township).is_answered, line(township).receipt) == (True, 4)
    take_package(township, GREEN, 2)
    assert (line(township).is_answered, line(township).receipt) == (False, 4)


def test_a_partner_of_six_words_is_unverified_and_one_above_has_no_line(township):
    with revise(township, "pair", "配对") as revision:
        of_school = {"unit_kind": "school", "unit_name": "青山小学", "unit_code": GREEN}
        told = {"verified": "0", "state": "active", "clerk": "李老师", "phone": "13800000000"}
        revision.insert("partner", {**of_school, **told})
        revision.insert("partner", {**of_school, "state": "replaced", "clerk": "从前的"})
        county = {"unit_kind": "county", "unit_name": "县教体局", "unit_code": "530627"}
        revision.insert("partner", {**county, "state": "active", "verified": "1"})
    found = line(township)
    assert (found.is_paired, found.verified, found.clerk) == (True, False, "李老师")
    assert found.phone == "13800000000"
    assert {each.code for each in overview(township)} == {GREEN, UNITED}
    assert own_status(township).above == "县教体局"


def test_a_package_from_a_known_school_that_came_with_spoken_words_says_so(township):
    take_package(township, GREEN, 1, verified="0")
    assert not line(township).verified


# At a school.


def test_a_school_that_hands_nothing_over_has_no_words(ledger):
    assert own_status(ledger).words == ""
    assert not own_status(ledger).is_late


def test_the_status_line_says_how_long_ago_and_whether_it_was_answered(ledger):
    with revise(ledger, "pack", "打包") as revision:
        digest = note_package(revision, TOWNSHIP, 3, "out")
    assert own_status(ledger).words == "今天移交"
    ledger.clock.move(days=23)
    found = own_status(ledger)
    assert (found.words, found.sequence, found.is_answered) == ("上次移交 23 天前", 3, False)
    with revise(ledger, "merge_package", "回执") as revision:
        note_package(revision, TOWNSHIP, 1, kind="receipt", based_on=digest)
    assert own_status(ledger).is_answered
    assert own_status(ledger).receipt_on == "2026-12-14"
    ledger.clock.move(days=13)
    assert own_status(ledger).is_late


def test_a_package_that_never_lay_on_a_stick_was_not_handed_over(ledger):
    with revise(ledger, "pack", "打包") as revision:
        note_package(revision, TOWNSHIP, 3, "out")
        note_package(revision, TOWNSHIP, 4, "out", handed_on=None)
    assert own_status(ledger).sequence == 3


def test_a_clock_that_was_ahead_makes_no_package_of_the_future(ledger):
    with revise(ledger, "pack", "打包") as revision:
        note_package(revision, TOWNSHIP, 3, "out")
    ledger.clock.move(days=-30)
    assert own_status(ledger).days == 0


def test_a_paired_school_that_never_packed_is_late_and_told_so(ledger):
    with revise(ledger, "pair", "配对") as revision:
        above = {"unit_kind": "township", "unit_name": "中心校", "unit_code": TOWNSHIP}
        revision.insert("partner", {**above, "state": "active"})
    assert own_status(ledger).words == "还没有移交过"
    assert own_status(ledger).is_late
    assert overview(ledger) == []


def test_what_is_kept_of_a_package_comes_back_as_it_was():
    story = PackageStory(
        created=1, updated=2, counts={"student": 3}, missing={"a": "王小明"}, said=("少了一成",),
        not_taken=(NotTaken("王小明", "联系记录 2026-11-03", "档案已移交联合小学"),),
        withheld=("心理情况",), since_last="新增 1 人",
    )  # fmt: skip
    assert package_story.story_of(package_story.as_text(story)) == story
    assert package_story.story_of(None) == PackageStory()
    assert package_story.story_of('{"created": 1, "of_a_newer_program": 2}').created == 1
