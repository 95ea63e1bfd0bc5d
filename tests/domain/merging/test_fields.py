"""Fields of a record that lives on both sides: reliability.md F1–F3, F9, F11."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.domain.merging.plan import Asked, AskedKind, MergePlan
from ledger_app.domain.merging.told import State
from tests.domain.merging.telling import (
    CHILD,
    OTHER,
    SCHOOL,
    TOWNSHIP,
    child,
    down,
    gone,
    pairs,
    record,
    refusal,
    state,
    up,
)


def of(**values: object) -> State:
    return state(child(**values))


def taken(plan: MergePlan) -> dict[str, Any]:
    return {key: value for each in plan.update for key, value in each.values.items()}


def questions(plan: MergePlan) -> list[tuple[AskedKind, str, Any, Any, Any]]:
    return [(each.kind, each.field, each.base, each.ours, each.theirs) for each in plan.ask]


def test_each_side_changed_another_field_and_both_changes_are_kept() -> None:
    plan = up(of(name="甲", remark="1"), of(name="乙", remark="1"), of(name="甲", remark="2"))
    assert [(each.values, each.before) for each in plan.update] == [
        ({"remark": "2"}, {"remark": "1"})
    ]
    assert not plan.ask


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "becomes"),
    [
        ("1", "1", "2", "taken"),
        ("1", "1", None, "taken"),
        (None, None, "2", "taken"),
        ("1", "3", "1", "stays"),
        ("1", None, "1", "stays"),
        (None, "3", None, "stays"),
        ("1", "2", "2", "stays"),
        ("1", None, None, "stays"),
        ("1", "3", "2", "asked"),
        ("1", "3", None, "asked"),
        ("1", None, "2", "asked"),
        (None, "3", "2", "asked"),
    ],
)
def test_one_field_three_ways(base: Any, ours: Any, theirs: Any, becomes: str) -> None:
    def one(value: object) -> State:
        return of(**({"remark": value} if value else {}))

    plan = up(one(base), one(ours), one(theirs))
    if becomes == "asked":
        assert questions(plan) == [(AskedKind.DIFFER, "remark", base, ours, theirs)]
        assert not plan.update
    else:
        assert taken(plan) == ({"remark": theirs} if becomes == "taken" else {})
        assert plan.unchanged == (becomes == "stays")
        assert not plan.ask


@pytest.mark.parametrize(
    ("ours", "theirs", "becomes"),
    [("1", "1", "stays"), (None, "2", "taken"), ("3", None, "stays"), ("3", "2", "asked")],
)
def test_without_a_package_that_both_know(ours: Any, theirs: Any, becomes: str) -> None:
    def one(value: object) -> State:
        return of(**({"remark": value} if value else {}))

    plan = up(None, one(ours), one(theirs))
    assert (bool(plan.update), bool(plan.ask)) == (becomes == "taken", becomes == "asked")


def test_an_empty_text_is_no_other_value_than_none() -> None:
    assert up(of(remark=""), of(), of(remark="")).changes_nothing


def test_a_withheld_field_is_not_empty_but_untold() -> None:
    base, ours = of(remark="1"), of(remark="1")
    withheld = State(of().living, withheld=frozenset({("student", "remark")}))
    assert up(base, ours, withheld).changes_nothing
    plan = up(withheld, ours, of(remark="2"))  # told again: nobody knows what both started from
    assert questions(plan) == [(AskedKind.DIFFER, "remark", None, "1", "2")]
    assert taken(up(withheld, of(), of(remark="2"))) == {"remark": "2"}


def test_an_id_number_put_right_at_the_school_and_the_file_edited_above_stay_one_file() -> None:
    base = of(id_no="529901201501010011", name="甲")
    ours, theirs = of(id_no="529901201501010011", name="甲一"), of(id_no="2", name="甲")
    plan = up(base, ours, theirs)
    assert taken(plan) == {"id_no": "2"}
    assert not plan.create
    assert not plan.ask


def test_a_question_says_who_wrote_it_there_and_why() -> None:
    base, ours = of(remark="1"), of(remark="2")
    theirs = State(of(remark="3").living, answers=(refusal("remark", "3", "9"),))
    [asked] = up(base, ours, theirs).ask
    assert (asked.theirs_by, asked.note) == ("王老师", "户口本为准")


# What the township decides in a school's record, and the school in a township's


def placement(**values: object) -> State:
    return state(child(), record("placement", "p", **values))


def test_the_approver_of_a_closed_case_is_the_townships_to_write() -> None:
    plan = down(placement(), placement(), placement(close_approver="李镇长"))
    assert taken(plan) == {"close_approver": "李镇长"}
    forged = up(placement(), placement(), placement(close_approver="自己"))
    assert questions(forged) == [(AskedKind.DIFFER, "close_approver", None, None, "自己")]


def test_a_county_asks_nobody_about_what_its_township_approved() -> None:
    plan = up(placement(), placement(), placement(close_approver="李镇长"), of_school=False)
    assert taken(plan) == {"close_approver": "李镇长"}


def question(**values: object) -> State:
    return state(child(), record("question", "q", unit=TOWNSHIP, **values))


def test_the_school_answers_a_question_and_the_township_closes_it() -> None:
    asked = question(asked="是否属实")
    answered = question(asked="是否属实", reply="属实")
    assert taken(up(asked, asked, answered)) == {"reply": "属实"}
    closed = question(asked="是否属实", reply="属实", closed_on="2026-11-02")
    assert taken(down(answered, answered, closed, last=asked)) == {"closed_on": "2026-11-02"}


def test_two_receipts_on_one_package_are_no_edit_of_the_school() -> None:
    package, first = state(child()), question(asked="是否属实")
    second = question(asked="是否属实，请附户口本", closed_on="2026-11-02")
    assert down(package, first, second, last=first).ask == ()
    assert taken(down(package, first, second, last=first)) == {
        "asked": "是否属实，请附户口本",
        "closed_on": "2026-11-02",
    }


def test_a_reply_is_not_emptied_by_a_receipt_that_does_not_know_it() -> None:
    package, first = state(child()), question(asked="是否属实")
    ours = question(asked="是否属实", reply="属实")
    assert down(package, ours, question(asked="是否属实"), last=first).changes_nothing


def test_what_came_back_of_the_townships_own_is_no_news() -> None:
    """The receipt that the school took last says what it cannot have written itself."""
    heard, ours = question(asked="一"), question(asked="二")
    for base in (state(child()), question(asked="〇")):
        assert up(base, ours, question(asked="一"), heard=lambda: heard).changes_nothing
        forged = up(base, ours, question(asked="改"), heard=lambda: heard)
        assert [each.field for each in forged.ask] == ["asked"]
    restored = question(asked="〇")  # the township has forgotten what it wrote
    assert up(restored, restored, question(asked="二")).ask


def test_a_file_that_came_by_a_receipt_is_measured_against_it() -> None:
    def arrived(value: str) -> State:
        return state(child(unit=OTHER, remark=value))

    base, heard = state(), arrived("1")
    assert up(base, arrived("2"), arrived("1"), heard=lambda: heard).changes_nothing
    # The school may have refused what the receipt told: an edit there is asked.
    assert up(base, arrived("1"), arrived("2"), heard=lambda: heard).ask


@pytest.mark.parametrize(("maker", "becomes"), [(SCHOOL, "asked"), (TOWNSHIP, "taken")])
def test_a_contact_is_of_the_unit_that_noted_it(maker: str, becomes: str) -> None:
    def contact(value: str) -> State:
        return state(child(), record("contact", "k", unit=maker, place=value))

    plan = down(contact("1"), contact("1"), contact("2"), last=contact("1"))
    assert (bool(plan.update), bool(plan.ask)) == (becomes == "taken", becomes == "asked")


# Corrections down, refusals up: three rounds, and then it stands


def test_a_correction_is_asked_and_never_written_by_itself() -> None:
    plan = down(of(remark="1"), of(remark="1"), of(remark="2"))
    assert questions(plan) == [(AskedKind.CORRECTION, "remark", "1", "1", "2")]
    assert not plan.update
    plan = down(of(remark="1"), of(remark="3"), of(remark="2"))
    assert questions(plan) == [(AskedKind.DIFFER, "remark", "1", "3", "2")]


def test_a_correction_waits_unchanged_is_renewed_or_settled() -> None:
    package, ours, told = of(remark="1"), of(remark="1"), of(remark="2")
    waiting = pairs(remark=("1", "2"))
    assert down(package, ours, told, last=told, open=waiting).changes_nothing
    renewed = down(package, ours, of(remark="3"), last=told, open=waiting)
    assert [(each.ours, each.theirs) for each in renewed.ask] == [("1", "3")]
    agreed = down(package, of(remark="2"), told, last=told, open=waiting)
    assert agreed.settled == ((CHILD, "remark"),)
    assert agreed.changes_nothing


def test_what_waits_above_is_not_closed_by_the_next_package_that_says_the_same() -> None:
    waiting = pairs(remark=("2", "3"))
    assert up(of(remark="3"), of(remark="2"), of(remark="3"), open=waiting).changes_nothing
    plan = up(of(remark="3"), of(remark="5"), of(remark="3"), open=waiting)
    assert [(each.ours, each.theirs) for each in plan.ask] == [("5", "3")]


def test_a_refusal_is_asked_above_once_with_its_reason() -> None:
    base, ours = of(remark="1"), of(remark="2")
    refused = State(of(remark="1").living, answers=(refusal("remark", "1", "2"),))
    [asked] = up(base, ours, refused).ask
    assert (asked.kind, asked.note) == (AskedKind.REFUSED, "户口本为准")
    again = up(refused, ours, refused, decided=pairs(remark=("2", "1")))
    assert again.changes_nothing
    about_another = State(of(remark="1").living, answers=(refusal("remark", "1", "9"),))
    assert up(base, ours, about_another).changes_nothing


def test_a_second_refusal_of_a_second_correction_is_asked_too() -> None:
    base, ours = of(remark="1"), of(remark="2")
    first = State(of(remark="1").living, answers=(refusal("remark", "1", "2", on="2026-09-01"),))
    second = State(of(remark="1").living, answers=(refusal("remark", "1", "2", on="2026-11-01"),))
    assert up(first, ours, second).ask[0].kind is AskedKind.REFUSED
    assert up(base, ours, second, last=second).changes_nothing


def test_a_difference_that_stands_is_not_asked_below_until_the_township_writes_again() -> None:
    package, ours, told = of(remark="1"), of(remark="1"), of(remark="2")
    decided = pairs(remark=("1", "2"))
    assert down(package, ours, told, last=told, decided=decided).changes_nothing
    agreed = of(remark="1")  # the receipt between: the township had given in
    assert down(package, ours, told, last=agreed, decided=decided).ask[0].theirs == "2"
    assert down(package, ours, of(remark="3"), last=told, decided=decided).ask[0].theirs == "3"


# A file that another unit keeps


def passed_on(*records: Any, **values: object) -> State:
    passage = record("passage", "way", unit=TOWNSHIP, from_code=SCHOOL, to_code=OTHER)
    return state(child(**values), passage, *records)


def test_what_the_former_school_wrote_late_is_asked_and_its_new_records_are_taken() -> None:
    late = record("contact", "late", place="村委会")
    plan = up(
        of(remark="1"), passed_on(remark="2"), state(child(remark="3"), late), keeper={CHILD: OTHER}
    )
    assert questions(plan) == [(AskedKind.DIFFER, "remark", "1", "2", "3")]
    assert plan.create == (late,)
    alone = up(of(remark="1"), passed_on(remark="1"), of(remark="3"), keeper={CHILD: OTHER})
    assert questions(alone) == [(AskedKind.DIFFER, "remark", "1", "1", "3")]
    old = up(of(remark="1"), passed_on(remark="2"), of(remark="1"), keeper={CHILD: OTHER})
    assert old.changes_nothing


def test_a_unit_that_never_kept_a_file_writes_nothing_into_it() -> None:
    ours = state(child(unit=OTHER, remark="1"))
    theirs = state(child(unit=SCHOOL, remark="2"), record("contact", "x", place="家里"))
    plan = up(state(), ours, theirs, keeper={CHILD: OTHER})
    assert {each.id for each in plan.strange} == {CHILD, "x"}
    assert plan.changes_nothing


def test_a_child_begun_below_is_of_the_unit_that_tells_it() -> None:
    [new] = up(None, state(), state(child(unit=OTHER)), keeper={}).create
    assert new.unit == SCHOOL


def test_a_file_that_comes_back_is_taken_whole_over_the_reading_copy() -> None:
    whole = {"keeper": {CHILD: OTHER}, "taken_whole": frozenset({CHILD})}
    new = record("contact", "new", unit=OTHER, place="学校")
    told = state(child(remark="2"), new, gone(record("leave", "old")))
    ours = state(child(remark="1", name="甲"), record("leave", "old"))
    away = state(away=frozenset({CHILD}))
    plan = down(away, ours, told, **whole)
    assert taken(plan) == {"remark": "2", "name": None}
    assert (plan.create, len(plan.bury), plan.ask) == ((new,), 1, ())
    edited = down(of(remark="1"), of(remark="4"), of(remark="2"), **whole)
    assert questions(edited)[0][3:] == ("4", "2")
    unsure = down(state(), of(remark="4"), of(remark="2"), **whole)  # was it ever told?
    assert questions(unsure)[0][3:] == ("4", "2")


# Records that go to another child's file


def test_a_record_moves_with_the_file_it_was_joined_to() -> None:
    other = child("b")
    here = state(child(), other, record("contact", "k", place="家里"))
    there = state(child(), other, record("contact", "k", "b", place="家里"))
    both = {CHILD: SCHOOL, "b": SCHOOL}
    [update] = up(here, here, there, keeper=both).update
    assert (update.moved_to, update.values) == ("b", {})
    [asked] = up(here, here, there, keeper={CHILD: SCHOOL, "b": OTHER}).ask
    assert (asked.field, asked.ours, asked.theirs) == ("student_id", CHILD, "b")
    elsewhere = state(child(), other, child("c"), record("contact", "k", "c", place="家里"))
    [asked] = up(here, elsewhere, there, keeper={**both, "c": SCHOOL}).ask
    assert isinstance(asked, Asked)
    assert (asked.base, asked.ours, asked.theirs) == (CHILD, "c", "b")


# Places


def test_a_school_writes_its_own_name_not_that_of_another() -> None:
    def school(code: str, name: str) -> State:
        return state(record("school", f"school:{code}", None, name=name))

    assert taken(up(school(SCHOOL, "一"), school(SCHOOL, "一"), school(SCHOOL, "二")))
    assert up(school(OTHER, "一"), school(OTHER, "一"), school(OTHER, "二")).ask
    assert taken(down(school(OTHER, "一"), school(OTHER, "一"), school(OTHER, "二")))
    own = down(school(SCHOOL, "一"), school(SCHOOL, "一"), school(SCHOOL, "二"))
    assert own.ask[0].kind is AskedKind.CORRECTION


def test_what_a_school_has_not_taken_yet_from_a_receipt_is_not_asked_above() -> None:
    def school(**values: object) -> State:
        return state(record("school", f"school:{SCHOOL}", None, name="一", **values))

    told = school(phone="1")  # by the first receipt, before the school has packed
    first = up(None, told, school(), heard=lambda: told)
    assert first.changes_nothing
    assert questions(up(None, told, school(phone="2"), heard=lambda: told))[0][3:] == ("1", "2")
    brought = state(child(), record("contact", "k", unit=TOWNSHIP, place="家里"))
    emptied = state(child(), record("contact", "k", unit=TOWNSHIP))
    assert questions(up(None, brought, emptied, heard=lambda: brought))[0][3:] == ("家里", None)
