"""Every record table: what is told of its records in 经过 and on paper follows its declaration."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.catalogue import CHILD_TABLES, TABLES, Kind, Table
from ledger_app.domain import values
from ledger_app.domain.checking import checks
from ledger_app.domain.standing.cases import as_of
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.printable_columns import column_text
from ledger_app.domain.telling.record_kinds import record_kind, rows_on
from ledger_app.domain.telling.restricted import IN_THE_FILE, for_a_ledger
from ledger_app.domain.telling.student_story import Event, story
from tests.data.keep_release import filled
from tests.days import the_day

ON = the_day("2026-11-21")
BEFORE, AFTER = "2026-11-20", "2026-11-22"
EVERY = [pytest.param(table, id=table.key) for table in CHILD_TABLES]
BEGINNING = [pytest.param(table, id=table.key) for table in CHILD_TABLES if table.begins]
LISTED = [pytest.param(table, id=table.key) for table in CHILD_TABLES if table.listed]
DATES = [
    pytest.param(table, field, id=f"{table.key}.{field.key}")
    for table in CHILD_TABLES
    for field in table.fields
    if field.kind is Kind.DATE
]


def dates(table: Table) -> list[str]:
    return [field.key for field in table.fields if field.kind is Kind.DATE]


def whole(table: Table, day: str | None = BEFORE, **given: Any) -> dict[str, Any]:
    """Return a record with every field filled, all its dates on one day."""
    return {"id": "r", **filled(table, "s"), **dict.fromkeys(dates(table), day), **given}


def child(table: Table, *rows: dict[str, Any], **student: Any) -> StudentFile:
    return StudentFile({"id": "s", "name": "王小明", **student}, {table.key: rows})


def told(table: Table, *rows: dict[str, Any], reveal: bool = True) -> list[Event]:
    return story(child(table, *rows), ON, reveal=reveal)


# 经过.


@pytest.mark.parametrize("table", BEGINNING)
def test_each_date_of_a_record_is_a_line_of_the_time_line(table):
    events = told(table, whole(table))
    assert len(events) == len(dates(table))
    assert {(each.table, each.record, each.day) for each in events} == {(table.key, "r", BEFORE)}


@pytest.mark.parametrize("table", BEGINNING)
def test_the_line_says_what_is_declared_of_its_date(table):
    row = whole(table)
    events = iter(reversed(told(table, row)))
    for key in dates(table):
        event, dated = next(events), table.dated(key)
        named = (
            values.display(table.field(dated.named_by), row[dated.named_by])
            if dated.named_by
            else ""
        )
        assert event.title == (named or dated.title or table.field(key).label.removesuffix("日期"))
        joints = event.text.count(" · ") + event.text.count(" → ")
        assert joints == max(0, len(dated.told) - 1)
        for each in dated.told:
            assert values.display(table.field(each), row[each]) in event.text


@pytest.mark.parametrize("table", BEGINNING)
def test_a_record_without_a_day_stands_last_under_the_day_it_begins_with(table):
    (event,) = told(table, whole(table, None))
    assert (event.day, event.ahead) == ("", False)
    dated = told(table, whole(table, None, id="undated"), whole(table))
    assert dated[-1].record == "undated"


@pytest.mark.parametrize("table", BEGINNING)
def test_of_two_records_of_a_day_the_later_one_stands_first(table):
    rows = [whole(table, None, id=name, **{table.begins: BEFORE}) for name in ("first", "second")]
    assert [each.record for each in told(table, *rows)] == ["second", "first"]


@pytest.mark.parametrize("table", BEGINNING)
def test_what_happens_today_does_not_lie_ahead(table):
    days = (BEFORE, ON.text, AFTER)
    ahead = [told(table, whole(table, None, **{table.begins: day}))[0].ahead for day in days]
    assert ahead == [False, False, True]


def test_a_category_that_is_hidden_is_seen_to_be_there():
    def text(codes):
        (event,) = told(
            TABLES["concern"],
            {"id": "r", "since_on": BEFORE, "risk_categories": codes},
            reveal=False,
        )
        return event.text

    assert [text(codes) for codes in ("school_averse", "school_averse,psych", "psych")] == [
        "厌学", "厌学、（敏感项）", "（敏感项）"
    ]  # fmt: skip


def test_of_two_tables_the_later_in_their_order_stands_first():
    tables = [table for table in CHILD_TABLES if table.begins]
    records = {each.key: [whole(each, None, **{each.begins: BEFORE})] for each in tables}
    events = story(StudentFile({"id": "s", "opened_on": BEFORE}, records), ON)
    assert [each.table for each in events] == ["student", *(each.key for each in reversed(tables))]


@pytest.mark.parametrize("table", EVERY)
def test_a_table_without_a_day_to_begin_with_tells_nothing(table):
    assert bool(told(table, whole(table))) == bool(table.begins)


@pytest.mark.parametrize("table", BEGINNING)
def test_sensitive_fields_are_told_when_revealed_only(table):
    row = whole(table)
    hidden = " ".join(each.text for each in told(table, row, reveal=False))
    for field in table.fields:
        if field.sensitive:
            assert str(row[field.key]) not in hidden


# Days ahead.


@pytest.mark.parametrize(("table", "field"), DATES)
def test_only_a_planned_day_may_lie_ahead(table, field):
    problems = checks.check_row(table, {field.key: AFTER}, ON, needs=False)
    doubted = [each for each in problems if each.field == field.key and "晚于今天" in each.text]
    assert bool(doubted) == (not table.dated(field.key).planned)


@pytest.mark.parametrize(("table", "field"), DATES)
def test_a_day_still_to_come_is_not_known_yet_nor_are_its_facts(table, field):
    dated, row = table.dated(field.key), whole(table, None)
    row[field.key] = AFTER
    seen = as_of(table.key, row, ON.text)
    hidden = {key for key in row if seen[key] is None and row[key] is not None}
    later = {key for key, _ in dated.later}
    assert hidden == (set() if dated.planned else {field.key, *dated.facts, *later})
    assert as_of(table.key, {**row, field.key: "2025-01-01"}, ON.text)[field.key]


@pytest.mark.parametrize(("table", "field"), DATES)
def test_what_is_known_so_many_days_later_is_known_then(table, field):
    for key, wait in table.dated(field.key).later:
        row = {field.key: "2026-10-01", key: "好"}
        days = (
            [f"2026-10-{1 + wait - 1:02d}", f"2026-10-{1 + wait:02d}"]
            if wait < 30
            else ["2026-10-31", "2026-11-01"]
        )
        assert [as_of(table.key, row, day)[key] for day in days] == [None, "好"]


# Paper.


@pytest.mark.parametrize("table", EVERY)
def test_words_that_may_tell_are_not_printed_for_a_restricted_child(table):
    row = whole(table) | ({"risk_categories": "psych"} if table.key == "concern" else {})
    (seen,) = for_a_ledger(child(table, row, case_involved="1")).of(table.key)
    words = {field.key for field in table.fields if field.kind is Kind.LONG_TEXT} | set(
        table.telling
    )
    assert {key for key in row if seen[key] != row[key]} == words
    assert {seen[key] for key in words} <= {IN_THE_FILE}


def test_a_harmless_concern_of_a_restricted_child_is_told():
    concern = {"id": "r", "risk_categories": "poor", "situation": "家庭困难。"}
    seen = for_a_ledger(child(TABLES["concern"], concern, case_involved="1"))
    assert seen.of("concern")[0]["situation"] == "家庭困难。"


@pytest.mark.parametrize("table", EVERY)
def test_a_paper_can_have_the_records_of_a_table_as_rows(table):
    rows = [
        whole(table, None, id=name, **({table.begins: day} if table.begins else {}))
        for name, day in (("先", BEFORE), ("后", AFTER))
    ]
    seen = [row["id"] for row in rows_on(child(table, *rows), table.key, ON)]
    assert seen == (["先"] if table.begins else ["先", "后"])


def test_a_paper_has_only_those_who_answer_for_the_child_on_its_day():
    last_year = {"id": "old", "helper_name": "李老师", "to_on": "2026-07-15"}
    township = {"id": "far", "helper_name": "吴镇长", "pair_kind": "2"}
    teacher = {"id": "near", "helper_name": "周老师", "pair_kind": "5"}
    file = child(TABLES["responsibility"], last_year, township, teacher)
    assert [row["id"] for row in rows_on(file, "responsibility", ON)] == ["near", "far"]


@pytest.mark.parametrize("table", BEGINNING)
def test_a_paper_knows_only_planned_days_after_its_own(table):
    (row,) = rows_on(child(table, whole(table, AFTER, **{table.begins: BEFORE})), table.key, ON)
    known = {key for key in dates(table) if row[key]}
    assert known == {table.begins, *table.planned}


@pytest.mark.parametrize("table", LISTED)
def test_a_ledger_can_have_the_fields_of_a_listed_table_as_columns(table):
    kind = record_kind(table.key)
    for field in table.fields:
        if not field.sensitive:
            assert column_text(f"{table.key}.{field.key}", kind)


@pytest.mark.parametrize(
    ("key", "row", "said"),
    [
        ("relocation", {"moved_on": "2026-09-01", "origin_school": "青山教学点",
                        "receiving_school": "中心小学", "parent_opinion": "1"},
         "青山教学点 → 中心小学 · 同意"),
        ("relocation", {"moved_on": "2026-09-01", "receiving_school": "中心小学"}, "中心小学"),
        ("register_change", {"applied_on": "2026-09-01", "from_school": "中心小学",
                             "to_school": "县城一小"}, "中心小学 → 县城一小"),
        ("passage", {"left_on": "2026-09-01", "from_name": "中心小学", "to_name": "县城一小"},
         "中心小学 → 县城一小"),
    ],
)  # fmt: skip
def test_from_one_school_to_the_other_there_is_an_arrow(key, row, said):
    table = TABLES[key]
    texts = [event.text for event in told(table, {"id": "r", **row})]
    assert said in texts
