"""What is other than in the package before, counted and said."""

from __future__ import annotations

from ledger_app.domain.merging.ownership import Sides
from ledger_app.domain.merging.since_last import since
from ledger_app.domain.merging.told import Gone, State, Told


def child(name: str, **values: str) -> Told:
    return Told("student", name, name, {"name": name, **values})


def state(*told: Told, gone: tuple[Gone, ...] = ()) -> State:
    return State({each.id: each for each in told}, {each.id: each for each in gone})


def test_nothing_other_is_said_as_such():
    assert since(state(child("a")), state(child("a"))).words == "没有改动"


def test_children_and_records_are_counted_each_once():
    contact = Told("contact", "k1", "a", {"content": "电话"})
    before = state(child("a"), child("b"), child("c"), Told("absence", "f1", "b", {}))
    now = state(
        child("a"), contact, child("b", phone="1"), child("d"),
        Told("absence", "f1", "b", {"reason": "病"}), Told("roll_call", "r1", None, {}),
        gone=(Gone("student", "c", "c"),),
    )  # fmt: skip

    found = since(before, now)

    assert (found.new, found.changed, found.gone) == ({"d"}, {"a", "b"}, {"c"})
    assert found.words == (
        "新建档案 1 人，改动档案 2 人，删除档案 1 人，新增联系记录 1 条，"
        "班级、名单和点名有改动 1 处"
    )


def test_a_tombstone_that_was_told_before_is_nothing_new():
    gone = (Gone("contact", "k1", "a"),)
    assert since(state(child("a"), gone=gone), state(child("a"), gone=gone)).words == "没有改动"


def test_a_record_that_went_to_another_file_is_a_change_of_it():
    before = state(child("a"), child("b"), Told("contact", "k1", "a", {}))
    now = state(child("a"), child("b"), Told("contact", "k1", "b", {}))
    assert since(before, now).changed == {"b"}


ABOVE = Sides(kind="school", code="s", above_kind="township", above=frozenset({"t"}))


def asked(student: str, **values: str) -> Told:
    return Told("question", f"q-{student}", student, values, unit="t")


def test_what_the_unit_above_wrote_is_no_news_to_it_but_an_answer_is():
    before = state(child("a"), child("b"), child("c"), asked("c", asked="电话？"))
    now = state(
        child("a"), child("b"), child("c"),
        asked("a", asked="年级？"),
        asked("b", asked="住址？", reply="已核实"),
        asked("c", asked="电话还是不对？"),
        Told("verdict", "v1", "a", {"verdict": "returned"}, unit="t"),
    )  # fmt: skip
    assert since(before, now, ABOVE).words == "改动档案 1 人"
    assert since(before, now, ABOVE).changed == {"b"}


def test_a_question_that_was_taken_back_above_is_no_news_to_it():
    before = state(child("a"), asked("a", asked="年级？"))
    gone = (Gone("question", "q-a", "a"),)
    assert since(before, state(child("a"), gone=gone), ABOVE).words == "没有改动"
