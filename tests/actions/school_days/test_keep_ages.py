"""The ages of compulsory school are the county's: who is of age, and whom somebody asks about."""

from __future__ import annotations

import pytest

from ledger_app.actions import due_list, edit_file, find_students
from ledger_app.actions.school_days.keep_ages import ages, keep_ages
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists import student_index
from ledger_app.store.safety import check, ledger_files
from tests.ledgers import open_again


def standing(ledger, name):
    """Return the status of a child in the list, and what is due about it."""
    (row,) = find_students.find(ledger, name)
    rules = {each.rule for each in due_list.due(ledger) if each.name == name}
    return find_students.status_name(row["status"]), rules


@pytest.mark.parametrize(
    ("born", "entry", "leaving", "name", "asked"),
    [
        ("2020-08-31", 6, 16, "未核实", "unverified"),
        ("2020-08-31", 7, 16, "未到学龄", ""),
        ("2020-09-01", 6, 16, "未到学龄", ""),
        ("2019-08-31", 7, 16, "未核实", "unverified"),
        ("2010-11-21", 6, 16, "超龄", ""),
        ("2010-11-21", 6, 17, "未核实", "unverified"),
        ("2010-11-22", 6, 16, "未核实", "unverified"),
        ("2011-03-01", 6, 15, "超龄", ""),
        ("2011-03-01", 6, 16, "未核实", "unverified"),
    ],
)
def test_who_is_of_age_follows_the_setting_at_once(ledger, born, entry, leaving, name, asked):
    edit_file.add_student(ledger, {"name": "阿依", "birth_date": born})
    keep_ages(ledger, entry, leaving)
    found, rules = standing(ledger, "阿依")
    assert found == name
    assert ("unverified" in rules) == bool(asked)


def test_ages_go_with_the_file_and_back_again(ledger):
    edit_file.add_student(ledger, {"name": "阿依", "birth_date": "2010-11-21"})
    assert (standing(ledger, "阿依")[0], ages(ledger)) == ("超龄", (6, 16))
    assert keep_ages(ledger, 7, 17)
    assert not keep_ages(ledger, 7, 17)
    assert check.problems(ledger) == []
    ledger_files.close(ledger)
    again = open_again(ledger.path)
    assert (standing(again, "阿依")[0], ages(again)) == ("未核实", (7, 17))
    assert student_index.is_of_one_day(again)
    keep_ages(again, 6, 16)
    assert standing(again, "阿依")[0] == "超龄"
    ledger_files.close(again)


@pytest.mark.parametrize(("entry", "leaving"), [(5, 16), (8, 16), (6, 14), (6, 18), (0, 0)])
def test_an_age_no_county_has_is_refused_with_what_may_be(ledger, entry, leaving):
    with pytest.raises(LedgerError, match="6、7 周岁，义务教育到 15、16、17 周岁"):
        keep_ages(ledger, entry, leaving)
    assert ages(ledger) == (6, 16)
