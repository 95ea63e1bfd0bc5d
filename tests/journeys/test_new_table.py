"""A new table is one file and one migration: tried in a copy of the program that gets both."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCHEMA = "tests/store/test_schema.py"

pytestmark = pytest.mark.journey

ABSENCE = '''
"""A child that was not at school on a day, and why."""

from __future__ import annotations

from ledger_app.catalogue.model import Dated, Field, First, Kind, Table
from ledger_app.catalogue.sections import in_section

ABSENCE = Table(
    key="outing",
    label="外出记录",
    aliases=("外出",),
    order=45,
    tab="外出",
    sort_by="absent_on",
    title=("absent_on", "is_excused", "told_by"),
    days=(
        Dated(key="absent_on", told=("lessons", "reason")),
        Dated(key="back_on", title="返校", facts=("told_by",), later=(("remark", 5),), seen=True),
        Dated(key="expected_on", planned=True),
    ),
    first=(("absent_on", First.TODAY), ("is_excused", "1"), ("told_by", First.LAST)),
    suggested=("told_by",),
    telling=("told_by",),
    listed=True,
    fields=in_section(
        "缺勤",
        Field(key="absent_on", label="缺勤日期", kind=Kind.DATE),
        Field(key="is_excused", label="是否请假", kind=Kind.YES_NO, codes="yesno"),
        Field(key="lessons", label="缺课节数", kind=Kind.INTEGER),
        Field(key="reason", label="缺勤原因", kind=Kind.LONG_TEXT, max_length=500),
        Field(key="told_by", label="告知人", max_length=50),
        Field(key="expected_on", label="预计返校日期", kind=Kind.DATE),
        Field(key="back_on", label="返校日期", kind=Kind.DATE),
        Field(key="note", label="说明", sensitive=True),
        Field(key="remark", label="备注", kind=Kind.LONG_TEXT),
    ),
)
'''
# What used to fail for any new table: these run whole.
WHOLE = (SCHEMA, "tests/catalogue", "tests/store/safety/test_migrations.py")
# Loops over all tables: what they say of the new one.
LOOPS = (
    "tests/domain/telling/test_record_tables.py",
    "tests/domain/reminding/test_rule_files.py",
    "tests/actions/test_record_tables.py",
    "tests/cli/test_record_tables.py",
    "tests/gui/student/test_record_tables.py",
)
FACTS = (
    "a_tab_opens_and_counts_its_records",
    "the_menu_begins_a_record_that_is_kept_with_its_first_field",
    "the_time_line_shows_a_record_and_goes_to_it",
    "a_reminder_opens_a_record_of_any_table",
    "a_rule_may_open_a_record_of_any_table",
    "each_date_of_a_record_is_a_line_of_the_time_line",
    "only_a_planned_day_may_lie_ahead",
    "a_day_still_to_come_is_not_known_yet_nor_are_its_facts",
    "what_is_known_so_many_days_later_is_known_then",
    "words_that_may_tell_are_not_printed_for_a_restricted_child",
    "a_paper_can_have_the_records_of_a_table_as_rows",
    "a_ledger_can_have_the_fields_of_a_listed_table_as_columns",
    "a_record_is_added_by_any_name_of_its_table_and_shown",
    "history_names_each_record_and_field",
    "adding_changing_and_deleting_are_undone_and_done_again",
    "a_new_record_begins_with_what_is_declared",
    "texts_of_deleted_records_are_not_offered",
    "a_backup_that_lacks_a_record_is_refused",
)


def run_tests(house: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the copy in a process of their own: the catalogue is read once a process."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rN", "-p", "no:cacheprovider", *arguments],
        cwd=house,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Return a copy of the program with one more file in the catalogue."""
    folder = tmp_path_factory.mktemp("new_table") / "house"
    folder.mkdir()
    for part in ("ledger_app", "db", "resources", "tests"):
        shutil.copytree(CHECKOUT / part, folder / part)
    for name in ("pyproject.toml", "start.py"):
        shutil.copy2(CHECKOUT / name, folder / name)
    (folder / "ledger_app" / "catalogue" / "tables" / "outing.py").write_text(
        ABSENCE.lstrip(), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def printed(house):
    """Return what the failing test prints for the new file."""
    failed = run_tests(house, "-q", SCHEMA, "-k", "every_table_and_field")
    assert failed.returncode == 1, failed.stdout
    return failed.stdout[failed.stdout.index("@migrations()") :]


@pytest.fixture(scope="module")
def said(house, printed):
    """Paste what was printed; return what the tests then say of the new table."""
    migration, _, _ = printed.partition("db/schema.sql then holds")
    migrations = house / "db" / "migrations.py"
    migrations.write_text(f"{migrations.read_text('utf-8')}\n\n{migration.strip()}\n", "utf-8")
    assert run_tests(house, "-q", SCHEMA, UPDATE_GOLDENS="1").returncode == 0
    return run_tests(house, "-v", *LOOPS, "-k", "outing")


def test_the_failing_test_prints_table_index_and_snapshot(printed):
    assert len(re.findall("CREATE TABLE outing", printed)) == 2
    assert len(re.findall("CREATE INDEX outing_by_student ON outing", printed)) == 2
    assert "ALTER TABLE" not in printed


def test_every_loop_finds_the_new_table_in_its_place(said):
    assert said.returncode == 0, said.stdout[-4000:]
    for loop in LOOPS:
        assert re.search(rf"{loop}::\S+\[outing.*\] PASSED", said.stdout), loop


@pytest.mark.parametrize("fact", FACTS)
def test_what_is_true_of_every_table_is_true_of_the_new_one(said, fact):
    assert re.search(rf"::test_{fact}\[outing.*\] PASSED", said.stdout)


def test_nothing_else_has_to_be_told_of_it(house, said):
    done = run_tests(house, "-q", "-x", *WHOLE)
    assert done.returncode == 0, done.stdout[-4000:]
