"""What the hand-off owes stands in 今日: packages, answers, files that should have gone."""

from __future__ import annotations

from datetime import date

from ledger_app.actions import due_list
from ledger_app.actions.handoff import verdicts
from ledger_app.actions.today import report_month
from ledger_app.actions.today.due_lines import next_duties
from ledger_app.actions.travel import duties
from tests.actions.travel.three_units import add_child
from tests.ledgers import new_ledger


def lines(ledger):
    return {each.rule: each for each in due_list.due(ledger) if not each.student}


def test_a_ledger_that_exchanges_nothing_owes_nothing(tmp_path):
    alone = new_ledger(tmp_path)
    assert duties.owed(alone, alone.day()) == {}
    alone.db.conn.close()


def test_a_school_is_told_when_a_month_has_gone_without_a_package(three):
    add_child(three.green, "王甲")
    three.up(three.green)
    assert "package_owed" not in lines(three.green)
    three.move(days=30)
    assert lines(three.green)["package_owed"].state == "soon"
    three.move(days=6)
    owed = lines(three.green)["package_owed"]
    assert owed.state == "overdue"
    assert "上次移交是 2026-11-21（第 1 包）" in owed.reason
    three.up(three.green)
    assert "package_owed" not in lines(three.green)


def test_a_month_that_was_reported_is_to_be_handed_over_too(three):
    add_child(three.green, "王甲")
    three.up(three.green)
    three.move(days=7)
    duty = next(each for each in next_duties(three.green) if each.rule == duties.MONTHLY)
    report_month.report(three.green, duty, date(2026, 11, 28), "韦校长")
    assert "2026-11-28 已报送" in lines(three.green)["month_not_handed"].reason
    three.up(three.green)
    assert "month_not_handed" not in lines(three.green)


def test_the_township_sees_who_has_not_come_and_what_nobody_has_read(three):
    child = add_child(three.green, "王甲")
    three.up(three.green)
    three.move(days=3)
    read = lines(three.township)["packages_unread"]
    assert read.reason == "青山小学第 1 包已经收下，改动的档案还没有审核"
    verdicts.give(three.township, [child], "accepted")
    assert "packages_unread" not in lines(three.township)
    three.move(days=33)
    awaited = [x.reason for x in due_list.due(three.township) if x.rule == "package_awaited"]
    assert sorted(awaited) == [
        "联合小学配对以后还没有交过包，电话 0000-1",
        "青山小学上一包是 2026-11-21（第 1 包），电话 0000-1",
    ]
