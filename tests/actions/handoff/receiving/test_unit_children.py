"""Each number of a unit names the children it counts."""

from __future__ import annotations

import pytest

from ledger_app.actions.handoff import overview, verdicts
from ledger_app.actions.handoff.package_story import PackageStory, as_text
from ledger_app.actions.handoff.receiving import unit_children
from tests.actions.handoff.planted import GREEN, UNITED, new_township, take_package

COUNTED = {
    unit_children.RETURNED: "returned",
    unit_children.MISSING: "missing",
}


@pytest.fixture
def town(tmp_path):
    ledger = new_township(tmp_path)
    green = take_package(ledger, GREEN, 1, new=("王甲", "王乙", "王丙"))
    take_package(ledger, UNITED, 1, new=("李甲",))
    verdicts.give(ledger, green[:1], "returned", "请核实")
    take_package(ledger, GREEN, 2, told=as_text(PackageStory(missing={green[1]: "王丙"})))
    ledger.green = green
    return ledger


@pytest.mark.parametrize("wanted", COUNTED)
def test_a_number_and_its_list_agree(town, wanted):
    line = next(each for each in overview.overview(town) if each.code == GREEN)
    found = unit_children.filters_of(town, GREEN, wanted)["id"]
    assert len(found) == getattr(line, COUNTED[wanted]) == 1
    assert found == (town.green[list(COUNTED).index(wanted)],)
    assert unit_children.filters_of(town, UNITED, wanted) == {"id": ("",)}


def test_the_children_of_a_unit_are_those_of_its_schools(town):
    school = town.value("SELECT id FROM school WHERE code = ?", [GREEN])
    assert unit_children.filters_of(town, GREEN, unit_children.ALL) == {"school": (school,)}
    assert unit_children.filters_of(town, "no such unit", unit_children.ALL) == {"school": ("",)}
