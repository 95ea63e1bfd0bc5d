"""A clock far off is said when a ledger is opened; nothing is re-dated and no number is given."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.today import clock_watch
from ledger_app.store.safety import ledger_files
from tests.ledgers import NOON, Clock, new_ledger, open_again


@pytest.fixture
def used(tmp_path):
    """Return a closed ledger that was used at noon of 21 November 2026, with one edition."""
    ledger = new_ledger(tmp_path)
    edit_file.add_student(ledger, {"name": "王小明"})
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"))
    ledger_files.close(ledger)
    return ledger.path


def said(path, at):
    ledger = open_again(path, Clock(at))
    text = clock_watch.problem(ledger)
    ledger_files.close(ledger)
    return text


def test_a_clock_that_may_be_right_is_not_spoken_of(used):
    for at in (NOON, datetime(2026, 11, 20, 23), datetime(2026, 11, 22), datetime(2027, 9, 1)):
        assert said(used, at) == ""


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(1970, 1, 1, 0, 5), "比台账里最新的记录（2026-11-21）还早"),
        (datetime(2026, 11, 1), "时钟慢了"),
        (datetime(2031, 5, 5), "晚了 4.5 年"),
    ],
)
def test_a_clock_far_off_is_said_with_both_days(used, at, words):
    text = said(used, at)
    assert words in text
    assert f"{at:%Y-%m-%d}" in text
    assert "调对" in text


def test_a_session_under_a_wrong_clock_re_dates_nothing_and_is_over_afterwards(used):
    before = open_again(used)
    dates = before.rows("SELECT at FROM revision ORDER BY no")
    ledger_files.close(before)
    said(used, datetime(1970, 1, 1))
    again = open_again(used)
    assert clock_watch.problem(again) == ""
    assert again.rows("SELECT at FROM revision ORDER BY no") == dates
    ledger_files.close(again)


def test_no_number_is_given_before_the_last_edition_unless_somebody_looked(used):
    ledger = open_again(used, Clock(datetime(1970, 1, 2)))
    prepared = print_ledger.prepare(ledger, "dropout_ledger")
    for issue in (print_ledger.issue, print_ledger.issue_pages):
        with pytest.raises(clock_watch.WrongClock, match="没有编期号") as error:
            issue(ledger, prepared)
        assert "调对" in error.value.hint
    assert [row["number"] for row in print_ledger.editions(ledger, "dropout_ledger")] == [1]
    clock_watch.trust(ledger)
    assert clock_watch.problem(ledger) == ""
    print_ledger.issue(ledger, prepared)
    ledger_files.close(ledger)


def test_the_shell_says_it_on_stderr_and_refuses_a_number(used, tmp_path, monkeypatch):
    from tests.cli.conftest import run
    from tests.ledgers import PASSWORD

    monkeypatch.setenv("LEDGER_PASSWORD", PASSWORD)
    ledger = open_again(used, Clock(datetime(2090, 1, 1)))
    for number in range(3):
        edit_file.add_student(ledger, {"name": f"第{number}"})
    ledger_files.close(ledger)
    found = run("find", used, "王小明", "--json")
    assert (found.code, found.json[0]["name"]) == (0, "王小明")
    assert "时钟慢了" in found.err
    out = tmp_path / "台账.pdf"
    refused = run("print", used, "dropout_ledger", out)
    assert (refused.code, refused.out, out.exists()) == (1, "", False)
    assert "没有编期号" in refused.err
    monkeypatch.setenv("LEDGER_CLOCK_IS_RIGHT", "1")
    assert run("print", used, "dropout_ledger", out).code == 0
