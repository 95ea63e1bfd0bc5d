"""The board 去向: each child in one of five, and the five are all of them."""

import random
import re
from pathlib import Path

import pytest

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import StatusCode
from ledger_app.domain import standing
from ledger_app.domain.standing.standings import OF_STATUS, Standing
from ledger_app.domain.telling.standings.board import Tally, board
from ledger_app.domain.telling.standings.grounds_words import NAMES


def test_five_places_stand_there_also_without_a_child():
    empty = board([])
    assert [each.name for each in empty.places] == [
        "在校有据", "个案中", "有期限", "已离开", "未核实"
    ]  # fmt: skip
    assert empty.sum_in_words == ("全部 0 = 在校有据 0 + 个案中 0 + 有期限 0 + 已离开 0 + 未核实 0")


@pytest.mark.parametrize("seed", range(50))
def test_figures_add_up_to_their_place_and_the_five_to_all(seed):
    chance = random.Random(seed)
    tallies = []
    for _ in range(chance.randrange(60)):
        code = chance.choice([each.value for each in code_list("status").codes])
        count = chance.randrange(1, 900)
        grounds = chance.choice([*NAMES, "something new"])
        tallies.append(Tally(OF_STATUS[code], code, grounds, count, chance.randrange(count + 1)))
    made = board(tallies)
    copies = [each.count for each in tallies if each.status == StatusCode.HANDED_OVER]
    assert (made.count, made.copies) == (
        sum(each.count for each in tallies) - sum(copies),
        sum(copies),
    )
    for place in made.places:
        assert place.count == sum(each.count for each in place.figures)
        assert len({each.value for each in place.figures}) == len(place.figures)
        assert all(each.name for each in place.figures if each.value != "something new")


def test_who_saw_a_child_matters_where_it_is_seen_and_the_status_elsewhere():
    made = board(
        [
            Tally("seen", "1", "reporting_in", 640),
            Tally("seen", "7", "reporting_in", 2),
            Tally("seen", "1", "roster", 230),
            Tally("case", "3", "", 3),
            Tally("for_a_time", "13", "record", 4, 1),
            Tally("unverified", "23", "closed_school", 2),
        ]
    )
    told = {
        each.name: [(one.name, one.count, one.ending) for one in each.figures]
        for each in made.places
    }
    assert told == {
        "在校有据": [("报到", 642, 0), ("名单", 230, 0)],
        "个案中": [("疑似辍学", 3, 0)],
        "有期限": [("休学", 4, 1)],
        "已离开": [],
        "未核实": [("撤并未安置", 2, 0)],
    }


def test_a_standing_that_is_none_of_the_five_is_a_fault_and_not_left_out():
    with pytest.raises(ValueError, match="nowhere"):
        board([Tally("nowhere", "1", "", 1)])


def test_every_status_has_its_place_and_every_reason_its_name():
    assert {each.value for each in code_list("status").codes} == set(OF_STATUS)
    assert set(OF_STATUS.values()) == set(Standing)
    said = set()
    for path in Path(standing.__file__).parent.glob("*.py"):
        said |= set(re.findall(r'grounds="(\w+)"', path.read_text(encoding="utf-8")))
    assert said
    assert said <= set(NAMES)
