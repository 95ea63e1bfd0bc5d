"""What each table declares about its records: everything names what is there, nothing twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ledger_app.catalogue import (
    CHILD_TABLES,
    TABLES,
    First,
    Kind,
    Table,
    resolve_table,
    tables,
    unit_tables,
)
from ledger_app.catalogue.codes import fold

ALL = [pytest.param(table, id=table.key) for table in TABLES.values()]
FILES = [
    path
    for folder in (*tables.__path__, *unit_tables.__path__)
    for path in Path(folder).glob("[!_]*.py")
]


def dates(table: Table) -> set[str]:
    return {field.key for field in table.fields if field.kind is Kind.DATE}


def test_each_file_of_the_folder_is_one_table_of_its_name() -> None:
    assert {path.stem for path in FILES} == set(TABLES) - {"student"}


@pytest.mark.parametrize("table", ALL)
def test_what_is_declared_of_a_day_is_declared_of_a_date(table: Table) -> None:
    assert {each.key for each in table.days} <= dates(table)
    assert len({each.key for each in table.days}) == len(table.days)


@pytest.mark.parametrize("table", ALL)
def test_every_key_in_a_declaration_is_a_field(table: Table) -> None:
    named = {*table.suggested, *table.telling, *(key for key, _ in table.first)}
    for each in table.days:
        named |= {*each.told, *each.facts, *(key for key, _ in each.later)}
        named |= {each.named_by} - {""}
    assert named <= {field.key for field in table.fields}


@pytest.mark.parametrize("table", ALL)
def test_a_title_is_taken_from_a_code(table: Table) -> None:
    named = [each.named_by for each in table.days if each.named_by]
    assert {table.field(key).kind for key in named} <= {Kind.CODE}


@pytest.mark.parametrize("table", ALL)
def test_a_day_that_may_lie_ahead_is_no_sighting_and_hides_nothing(table: Table) -> None:
    for each in table.days:
        assert not (each.planned and (each.seen or each.facts or each.later)), each.key


@pytest.mark.parametrize("table", ALL)
def test_the_first_value_of_a_field_fits_its_kind(table: Table) -> None:
    for key, source in table.first:
        is_day = table.field(key).kind is Kind.DATE
        assert (source is First.TODAY) == is_day, key


@pytest.mark.parametrize("table", ALL)
def test_only_short_texts_are_declared_as_telling(table: Table) -> None:
    kinds = {table.field(key).kind for key in table.telling}
    assert kinds <= {Kind.TEXT, Kind.NAME, Kind.SCHOOL_NAME}, "long ones tell anyway"


def test_no_two_tables_share_a_name_a_tab_or_a_place() -> None:
    names = Counter(
        name
        for table in TABLES.values()
        for name in {fold(each) for each in (table.key, table.label, *table.aliases)}
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert len({table.tab for table in CHILD_TABLES}) == len(CHILD_TABLES)
    assert len({table.order for table in CHILD_TABLES}) == len(CHILD_TABLES)


@pytest.mark.parametrize("table", ALL)
def test_a_table_of_typed_records_is_found_by_each_of_its_names(table: Table) -> None:
    for name in (table.key, table.label, *table.aliases):
        if table.typed:
            assert resolve_table(name) is table
        else:
            with pytest.raises(KeyError):
                resolve_table(name)


def test_what_was_decided_of_a_reminder_has_no_tab() -> None:
    assert TABLES["outcome"].of_student
    assert "outcome" not in {table.key for table in CHILD_TABLES}
