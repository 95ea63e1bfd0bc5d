"""What is left out of one month's package is not empty, whatever was let go before."""

from __future__ import annotations

import pytest

from ledger_app.domain.merging.withholding import left_out
from ledger_app.store.changes.revisions import revise
from tests.actions.handoff.rounds.carried import add_child, carried, waiting

ALL = [each.pair for each in left_out()]


@pytest.fixture
def units(tmp_path):
    found = carried(tmp_path)
    yield found
    found.close()


def concern(ledger):
    row = ledger.rows("SELECT risk_categories, remark FROM concern WHERE deleted_at IS NULL")[0]
    return row["risk_categories"], row["remark"]


def change(ledger, **values):
    record = ledger.value("SELECT id FROM concern")
    with revise(ledger, "edit", "重点关注") as revision:
        revision.update("concern", record, values)


@pytest.fixture
def bullied(units):
    child = add_child(units.school, "王一")
    row = {"risk_categories": "1,bullied", "remark": "同班打的"}
    with revise(units.school, "edit", "重点关注") as revision:
        revision.insert("concern", row, student_id=child)
    return units


def test_a_restricted_matter_that_was_let_go_once_is_not_emptied_by_the_next_package(bullied):
    bullied.up()
    assert concern(bullied.township) == ("1", None)
    bullied.up(include=ALL)
    assert concern(bullied.township) == ("1,bullied", "同班打的")
    bullied.up()
    bullied.down()
    assert concern(bullied.township) == concern(bullied.school) == ("1,bullied", "同班打的")
    assert waiting(bullied.school) == []


def test_what_a_township_wrote_of_a_matter_left_untold_is_not_overwritten(bullied):
    bullied.up(include=ALL)
    bullied.up()
    change(bullied.township, remark="派出所在办")
    change(bullied.school, risk_categories="1", remark="已经和好")
    bullied.up()
    assert concern(bullied.township)[1] == "派出所在办"
    assert [each[1:] for each in waiting(bullied.township) if "备注" in each[0]] == [
        ("派出所在办", "已经和好")
    ]


@pytest.mark.parametrize("key", ["illness_note", "psychological"])
def test_a_field_let_go_one_month_and_not_the_next_stays_as_it_was_told(units, key):
    value = "哮喘" if key == "illness_note" else "1"
    child = add_child(units.school, "王一", **{key: value})
    units.up(include=ALL)
    units.up()
    units.down()
    for ledger in (units.school, units.township):
        assert ledger.value(f"SELECT {key} FROM student WHERE id = ?", [child]) == value
