"""The numbers of a family: old ones kept, and what came of calling each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.phones.tried_numbers import (
    OF_NO_FIELD,
    Came,
    family_numbers,
    number_key,
)

GRANDMA, FATHER, OLD = "13900000002", "13900000003", "13900000001"
CHILD = {"id": "c", "guardian_name": "李秀兰", "guardian_relation": "", "guardian_phone": GRANDMA}


def member(number, relation="51", name="王刚", record="m"):
    return {"id": record, "name": name, "relation": relation, "phone": number}


def call(on, tried="", at="", **more):
    row = {"id": on + tried, "mode": "2", "contacted_on": on, "contacted_at": at}
    return {**row, "phone_tried": tried, **more}


def changed(at, old, new, field="guardian_phone", record="c", table="student"):
    return {
        "table_name": table,
        "record_id": record,
        "field": field,
        "old": old,
        "new": new,
        "at": at + "T09:00:00",
    }


def numbers(student=CHILD, family=(), contacts=(), changes=()):
    file = StudentFile(student, {"family_member": family, "contact": contacts})
    return family_numbers(file, changes)


def by_number(**given):
    return {each.number: each for each in numbers(**given)}


def test_each_number_says_whose_it_is():
    found = numbers(
        student={**CHILD, "phone": FATHER, "phone2": "0451-1234567-801", "carer_phone": ""},
        family=[member(FATHER)],
    )
    assert [each.number for each in found] == [GRANDMA, FATHER, "0451-1234567-801"]
    assert found[0].whose == ("李秀兰",)
    assert found[1].whose[0].startswith("王刚")
    assert found[1].whose[1] == "联系电话"
    assert found[2].whose == ("备用电话",)


def test_the_guardian_s_number_is_the_first_wherever_it_stands():
    family = [member(FATHER), {**member(OLD, "61", "李秀兰", "g"), "is_guardian": "1"}]
    found = numbers(student={"id": "c", "guardian_name": "李秀兰"}, family=family)
    assert [each.number for each in found] == [OLD, FATHER]


def test_several_numbers_of_one_field_are_each_their_own():
    found = numbers(student={**CHILD, "guardian_phone": f"{GRANDMA}、{FATHER}"})
    assert [each.number for each in found] == [GRANDMA, FATHER]


def test_a_number_that_was_replaced_is_kept_with_the_days_it_stood_there():
    found = numbers(changes=[changed("2026-09-10", OLD, GRANDMA)])
    assert [each.number for each in found] == [GRANDMA, OLD]
    assert (found[0].since, found[0].until, found[0].is_former) == ("2026-09-10", "", False)
    assert (found[1].since, found[1].until, found[1].is_former) == ("", "2026-09-10", True)
    # The guardian may have been another then: only the field is certain.
    assert found[1].whose == ("监护人电话",)


def test_a_number_that_left_two_fields_was_last_where_it_left_last():
    left = [
        changed("2026-06-01", OLD, None, "phone"), changed("2026-03-01", OLD, GRANDMA),
    ]  # fmt: skip
    former = by_number(changes=left)[OLD]
    assert (former.whose, former.until) == (("联系电话",), "2026-06-01")


def test_what_was_no_number_is_not_kept_as_one():
    words = [changed("2026-03-01", "1390000", GRANDMA)]
    assert list(by_number(changes=words)) == [GRANDMA]


def test_a_number_that_came_back_is_no_former_one():
    there_again = [changed("2026-03-01", GRANDMA, OLD), changed("2026-09-01", OLD, GRANDMA)]
    found = by_number(changes=there_again)
    assert not found[GRANDMA].is_former
    assert (found[OLD].since, found[OLD].until) == ("2026-03-01", "2026-09-01")


def test_a_slip_mended_on_its_day_is_no_number_of_the_family():
    slip = [changed("2026-09-10", None, "1390000"), changed("2026-09-10", "1390000", OLD)]
    slip.append(changed("2026-09-10", OLD, GRANDMA))
    assert [each.number for each in numbers(changes=slip)] == [GRANDMA]
    rung = by_number(changes=slip, contacts=[call("2026-09-10", OLD, result="8")])
    assert rung[OLD].is_former


def test_the_number_of_somebody_struck_out_of_the_family_is_kept():
    gone = [changed("2026-05-01", OLD, FATHER, "phone", "away", "family_member")]
    assert by_number(changes=gone)[OLD].whose == ("原家庭成员",)


def test_calls_are_counted_for_the_number_that_was_rung():
    contacts = [
        call("2026-11-01", FATHER, result="8"),
        call("2026-11-03", FATHER, result="9"),
        call("2026-11-09", GRANDMA),
        call("2026-11-08", GRANDMA, "19:05", met_who="4"),
    ]
    found = by_number(family=[member(FATHER)], contacts=contacts)
    assert [each.came for each in found[FATHER].tries] == [Came.NOBODY, Came.NOBODY]
    assert [each.came for each in found[GRANDMA].tries] == [Came.ANSWERED, Came.UNSAID]
    assert [each.at for each in found[GRANDMA].tries] == ["19:05", ""]  # oldest first
    assert (found[FATHER].answered, found[FATHER].fails_in_a_row) == (0, 2)
    assert (found[GRANDMA].answered, found[GRANDMA].fails_in_a_row) == (1, 0)


def test_a_call_without_a_number_counts_where_the_family_had_only_one():
    calls = [call("2026-10-01", result="8", at="09:00"), call("2026-10-02", met_who="4")]
    found = by_number(contacts=calls)
    assert [each.came for each in found[GRANDMA].tries] == [Came.NOBODY, Came.ANSWERED]
    two = by_number(family=[member(FATHER)], contacts=calls)
    assert not two[GRANDMA].tries
    assert not two[FATHER].tries


def test_a_call_that_found_another_family_was_not_answered_by_this_one():
    wrong = call("2026-10-01", GRANDMA, result="9", met_who="9", content="接的人说打错了")
    (found,) = numbers(contacts=[wrong])
    assert [each.came for each in found.tries] == [Came.WRONG]
    assert found.is_wrong
    assert not found.answered
    right = call("2026-10-02", GRANDMA, met_who="4", content="上次是自己打错了")
    (found,) = numbers(contacts=[wrong, right])
    assert not found.is_wrong
    assert found.answered == 1


def test_a_call_of_an_earlier_day_counts_for_the_number_of_that_day():
    replaced = [changed("2026-09-10", OLD, GRANDMA)]
    calls = [call("2026-09-01", result="8"), call("2026-09-10", result="8")]
    calls.append(call("2026-09-20", result="2"))
    found = by_number(contacts=calls, changes=replaced)
    assert [each.on for each in found[OLD].tries] == ["2026-09-01"]
    assert [each.on for each in found[GRANDMA].tries] == ["2026-09-20"]  # on the 10th: either


def test_visits_and_undated_calls_count_for_no_number():
    rows = [{**call("2026-10-01", met_who="4"), "mode": "1"}, {**call(""), "id": "x"}]
    assert not by_number(contacts=rows)[GRANDMA].tries


def test_of_two_numbers_rung_in_one_contact_nobody_knows_which_was_answered():
    both = f"{GRANDMA} / {FATHER}"
    found = by_number(
        family=[member(FATHER)],
        contacts=[call("2026-10-01", both, met_who="4"), call("2026-10-02", both, result="8")],
    )
    for number in (GRANDMA, FATHER):
        assert [each.came for each in found[number].tries] == [Came.UNSAID, Came.NOBODY]


def test_a_number_that_stands_nowhere_in_the_file_is_shown_with_its_calls():
    found = numbers(contacts=[call("2026-10-01", "13700000009", met_who="4")])
    assert found[-1].number == "13700000009"
    assert found[-1].owner == OF_NO_FIELD
    assert found[-1].answered == 1
    assert not found[-1].is_former


def test_the_hyphen_of_the_area_makes_no_other_number():
    assert number_key("0451-1234567") == number_key("04511234567")
    assert number_key("0451-1234567-801") != number_key("0451-1234567")
    assert number_key("1234567-801") == "1234567-801"
    found = numbers(
        student={**CHILD, "guardian_phone": "0451-1234567"},
        contacts=[call("2026-10-01", "04511234567", met_who="4")],
    )
    assert [(each.number, each.answered) for each in found] == [("0451-1234567", 1)]


SOME = st.sampled_from([GRANDMA, FATHER, OLD, "", f"{OLD}/{FATHER}"])
DAYS = st.sampled_from(["2026-09-01", "2026-09-10", "2026-09-11", "2026-10-01", ""])
RESULTS = st.sampled_from(["", "2", "8", "9"])


@given(
    st.lists(st.tuples(DAYS, SOME, RESULTS), max_size=8),
    st.lists(st.tuples(st.sampled_from(["2026-09-05", "2026-09-10"]), SOME), max_size=3),
    SOME,
)
def test_no_call_is_counted_twice_and_none_that_names_its_number_is_lost(calls, before, now):
    contacts = [
        {**call(on, tried, result=result), "id": str(at)}
        for at, (on, tried, result) in enumerate(calls)
    ]
    values = [old for _, old in sorted(before)] + [now]
    changes = [
        changed(at, old, new)
        for (at, _), old, new in zip(sorted(before), values, values[1:], strict=False)
        if old != new
    ]
    found = numbers(student={**CHILD, "guardian_phone": now}, contacts=contacts, changes=changes)
    assert len({number_key(each.number) for each in found}) == len(found)
    for number in found:
        assert len({each.contact for each in number.tries}) == len(number.tries)
    tried = [(row["id"], row["phone_tried"].split("/")) for row in contacts if row["phone_tried"]]
    rung = {(contact, each) for contact, its in tried for each in its}
    counted = {(each.contact, number.number) for number in found for each in number.tries}
    assert rung <= counted
