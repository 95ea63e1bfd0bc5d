"""The school calendar as it is typed: what counts, what is wrong, what is still asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger_app.domain.checking.problem import Severity
from ledger_app.domain.school_year.calendar_entries import calendar_of, problems, what_is_asked

KINDS = {"第一学期": "1", "第二学期": "2", "法定": "3", "上课": "4", "县定": "5", "农忙": "6",
         "赶集": "7", "停课": "8", "": None}  # fmt: skip


def entry(kind, first="", last="", name=""):
    """Return an entry as a ledger holds it."""
    return {"kind": KINDS[kind], "from_on": first or None, "to_on": last or None, "name": name}


AUTUMN = entry("第一学期", "2026-08-31", "2027-01-15")
SPRING = entry("第二学期", "2027-03-01", "2027-07-09")
PUBLIC_2027 = [
    entry("法定", "2027-01-01", "2027-01-03"), entry("法定", "2027-02-05", "2027-02-11"),
    entry("法定", "2027-04-03", "2027-04-05"), entry("法定", "2027-05-01", "2027-05-05"),
    entry("法定", "2027-06-09"), entry("法定", "2027-09-15"),
    entry("法定", "2027-10-01", "2027-10-07"),
]  # fmt: skip


# day, entries typed besides the terms, whether school is held
@pytest.mark.parametrize(
    ("on", "typed", "held"),
    [
        ("2026-09-30", [], True),
        ("2026-10-01", [], False),  # National Day, known without a word
        ("2026-10-07", [], False),
        ("2026-10-08", [], True),
        ("2026-10-10", [], True),  # a Saturday made up for it
        ("2026-10-10", [entry("县定", "2026-10-10")], False),  # not in this county
        ("2026-10-08", [entry("县定", "2026-10-08", "2026-10-09")], False),
        ("2026-10-06", [entry("上课", "2026-10-06")], True),  # school came back early
        ("2026-11-11", [entry("赶集", "2026-11-11")], False),
        ("2026-10-20", [entry("农忙", "2026-10-19", "2026-10-23")], False),
        ("2026-10-20", [entry("农忙", "2026-10-19", "2026-10-23"), entry("上课", "2026-10-20")],
         True),
        ("2026-12-05", [entry("上课", "2026-12-05")], True),
        ("2027-01-18", [], False),  # winter holidays
        ("2027-02-20", [entry("上课", "2027-02-20")], False),  # not in a term
        ("2027-07-12", [], False),
        ("2027-10-01", [], True),  # 2027 is not announced: Monday to Friday
        ("2027-10-01", PUBLIC_2027, False),
    ],
)  # fmt: skip
def test_whether_school_is_held(on, typed, held):
    assert calendar_of([AUTUMN, SPRING, *typed]).is_school_day(date.fromisoformat(on)) is held


# what is typed, what stands there already, the field and the words below it
@pytest.mark.parametrize(
    ("typed", "there", "field", "words"),
    [
        (entry("", "2026-09-01"), [], "kind", "先选校历种类"),
        (entry("第一学期"), [], "from_on", "请填开学第一天"),
        (entry("赶集"), [], "from_on", "请填是哪一天"),
        (entry("第一学期", "2026-09-01", "2026-01-15"), [], "to_on", "早于开始日期"),
        (entry("县定", "2026-11-12", "2026-11-11"), [], "to_on", "早于开始日期"),
        (entry("第一学期", "2027-03-01", "2027-07-09"), [], "from_on", "是不是第二学期"),
        (entry("第二学期", "2026-09-01", "2027-01-09"), [], "from_on", "是不是第一学期"),
        (entry("第一学期", "2026-09-01", "2026-09-05"), [], "to_on", "只有 5 天"),
        (entry("第一学期", "2026-09-01", "2027-07-09"), [], "to_on", "一条只录一个学期"),
        (entry("县定", "2026-09-01", "2027-07-09"), [], "to_on", "寒假、暑假不用录成放假"),
        (entry("上课", "2026-09-01", "2026-09-30"), [], "to_on", "最多 10 天"),
        (AUTUMN, [AUTUMN], "from_on", "2026—2027学年第一学期已经录过：2026-08-31"),
        (entry("第一学期", "2026-09-01"), [AUTUMN], "from_on", "请改那一条"),
        (entry("第二学期", "2027-01-20", "2027-07-09"),
         [entry("第一学期", "2026-09-01", "2027-02-05")], "from_on", "重叠"),
        (entry("第一学期", "2026-09-01", "2027-03-05"), [SPRING], "to_on", "重叠"),
    ],
)  # fmt: skip
def test_what_cannot_count_is_said_at_its_field(typed, there, field, words):
    (found,) = problems(typed, there)
    assert (found.field, found.severity) == (field, Severity.ERROR)
    assert words in found.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (entry("上课", "2027-02-20"), "不在学期里"),
        (entry("上课", "2026-11-11"), "本来就上课"),
        (entry("县定", "2026-11-14"), "本来就不上课"),
        (entry("县定", "2026-10-02"), "本来就不上课"),
        (entry("第一学期", "2027-09-01"), "先按 2028-01-31 算"),
    ],
)
def test_what_changes_nothing_is_said_too(typed, words):
    (found,) = problems(typed, [AUTUMN, SPRING])
    assert found.severity is Severity.WARNING
    assert words in found.text


@pytest.mark.parametrize(
    "typed", [entry("赶集", "2026-11-11"), entry("上课", "2026-12-05"), entry("农忙", "2026-10-19")]
)
def test_nothing_is_said_of_what_is_right(typed):
    assert problems(typed, [AUTUMN, SPRING]) == []


def test_an_entry_that_cannot_count_changes_no_day():
    wrong = [
        entry("第一学期", "2026-09-01", "2026-09-05"),
        entry("县定", "2026-11-12", "2026-11-11"),
        entry("", "2026-11-12"),
        entry("县定"),
    ]
    assert calendar_of(wrong) == calendar_of([])


def test_of_two_entries_of_one_term_the_one_typed_last_counts():
    other = entry("第一学期", "2026-09-07", "2027-01-22")
    assert calendar_of([AUTUMN, other]) == calendar_of([other])
    assert calendar_of([other, AUTUMN]) == calendar_of([AUTUMN])


# on, entries, what is asked for: until when, and a piece of the sentence
@pytest.mark.parametrize(
    ("on", "typed", "asked"),
    [
        ("2026-10-31", [], []),
        ("2026-11-01", [], [("2026-12-31", "2027 年放假安排还没有，按周一至周五算")]),
        ("2026-11-21", PUBLIC_2027[:-1], [("2026-12-31", "还缺国庆节")]),
        ("2026-11-21", PUBLIC_2027, []),
        ("2026-12-01", [*PUBLIC_2027, AUTUMN, SPRING], []),
        ("2026-12-01", [*PUBLIC_2027, AUTUMN], [("2027-01-10", "寒假还没有录入")]),
        ("2026-12-01", [*PUBLIC_2027, entry("第一学期", "2026-09-01"), SPRING],
         [("2027-01-10", "寒假还没有录入")]),
        ("2027-01-20", PUBLIC_2027, [("2027-01-10", "寒假还没有录入")]),
        ("2027-03-01", PUBLIC_2027, []),
        ("2027-06-01", [*PUBLIC_2027, SPRING], [("2027-07-01", "暑假还没有录入")]),
        ("2027-06-01", [*PUBLIC_2027, SPRING, entry("第一学期", "2027-09-01")], []),
        ("2027-05-01", [], [("2026-12-31", "2027 年放假安排还没有")]),
        ("2026-05-05", [AUTUMN, dict(AUTUMN)], [("2026-05-05", "已经录过")] * 2),
    ],
)  # fmt: skip
def test_what_the_calendar_lacks_is_asked_for_in_time(on, typed, asked):
    found = what_is_asked(typed, date.fromisoformat(on))
    assert [due_on.isoformat() for due_on, _ in found] == [due_on for due_on, _ in asked]
    assert all(words in text for (_, text), (_, words) in zip(found, asked, strict=True))


def test_a_year_typed_whole_is_known():
    assert calendar_of(PUBLIC_2027).is_known(2027)
    assert not calendar_of(PUBLIC_2027[1:]).is_known(2027)
    assert calendar_of([]).is_known(2026)


def test_the_same_entries_are_counted_once():
    one = calendar_of([AUTUMN])
    one.school_days_between(date(2026, 9, 1), date(2026, 9, 1) + timedelta(days=100))
    assert calendar_of([dict(AUTUMN)]) is one
