"""Last month beside this one: every figure is made of what is kept, and has its list."""

from __future__ import annotations

from datetime import date

from ledger_app.domain.reminding.months import months
from ledger_app.domain.reminding.reminders import Reminder

TODAY = date(2026, 11, 21)


def contact(day, **more):
    row = {"contacted_on": day, "student_id": "1", "name": "王一", "mode": "1", "result": "7"}
    return {**row, **more}


def answered(outcome, **more):
    row = {"student_id": "2", "name": "李二", "rule": "call", "outcome": outcome}
    return {**row, "created_at": "2026-11-03 08:00:00", **more}


def line(due_on, days):
    state = "overdue" if days > 0 else "soon"
    return Reminder("call", "联系", "3", "赵三", due_on, state, "班主任", "", "因为", days, "")


def days(deeds):
    return [each.day for each in deeds]


def two(contacts=(), outcomes=(), lines=()):
    return months(contacts, outcomes, lines, {"call": "留守儿童联系"}, TODAY)


def test_a_call_that_reached_somebody_is_done_in_its_month_and_one_that_did_not_is_in_vain():
    last, this = two([
        contact("2026-10-31"), contact("2026-11-01"), contact("2026-09-30"),
        contact("2026-11-19", mode="2", result=None),  # nobody is said to have answered
    ])  # fmt: skip
    assert (days(last.done), days(last.failed)) == (["2026-10-31"], [])
    assert (days(this.done), days(this.failed)) == (["2026-11-01"], ["2026-11-19"])


def test_one_answer_to_a_line_that_speaks_for_several_is_one():
    both = [answered("impossible", reason="桥断了", rule=rule) for rule in ("call", "promise")]
    assert len(two(outcomes=both)[1].failed) == 1
    other_child = answered("impossible", reason="桥断了", student_id="9")
    later = answered("impossible", reason="桥断了", created_at="2026-11-02 08:00:00")
    found = two(outcomes=[*both, other_child, later])[1].failed
    assert [(each.day, each.student) for each in found] == [
        ("2026-11-02", "2"), ("2026-11-03", "2"), ("2026-11-03", "9")
    ]  # fmt: skip
    reports = [answered("done", student_id=None, rule=rule) for rule in ("monthly", "quarterly")]
    assert len(two(outcomes=reports)[1].done) == 2  # both went out in one minute


def test_a_contact_is_told_with_its_child_and_by_what_is_known_of_it():
    _, this = two([contact("2026-11-02", mode=None, result="7", persuaders="韦老师\n周老师")])
    [deed] = (*this.done, *this.failed)
    assert (deed.student, deed.name, deed.who) == ("1", "王一", "韦老师 周老师")
    _, this = two([contact("2026-11-02", mode=None, result=None)])
    assert [each.what for each in (*this.done, *this.failed)] == ["联系记录"]


def test_answers_count_on_the_day_they_were_given_and_a_report_on_the_day_it_went_out():
    _, this = two(outcomes=[
        answered("impossible", reason="桥断了"), answered("postponed"),
        answered("done", done_on="2026-11-02", signer="韦校长", student_id=None, name=None),
    ])  # fmt: skip
    assert [(each.day, each.who, each.student) for each in this.done] == [
        ("2026-11-02", "韦校长", "")
    ]
    assert [(each.name, each.what) for each in this.failed] == [("李二", "留守儿童联系：桥断了")]


def test_what_was_due_before_this_month_is_dragged_into_it_and_still_to_be_done_in_it():
    last, this = two(lines=[
        line("2026-12-01", -10), line("2026-11-30", -9), line("2026-10-31", 21)
    ])  # fmt: skip
    assert days(last.left) == ["2026-10-31"]
    assert days(this.left) == ["2026-10-31", "2026-11-30"]


def test_in_january_last_month_is_december_of_last_year():
    last, _ = months([contact("2026-12-31")], (), (), {}, date(2027, 1, 2))
    assert (last.first, days(last.done)) == (date(2026, 12, 1), ["2026-12-31"])
