"""Places are called by name on paper; a code alone stands there only where nobody knows more."""

from __future__ import annotations

import pytest

from ledger_app.catalogue.regions import county_name
from ledger_app.domain.telling.place_names import PlaceNames, is_bare_code

OWN = {"529901101000": "福利镇", "529901101201": "双龙村", "530627104000": "牛场镇"}
PLACES = PlaceNames(lambda: OWN, "云岭县")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("530627000000", "云南省昭通市镇雄县"),
        ("530000000000", "云南省"),
        ("530600000000", "云南省昭通市"),
        ("110105000000", "北京市朝阳区"),  # 市辖区 is no name
        ("429004000000", "湖北省仙桃市"),
        ("530627104000", "云南省昭通市镇雄县牛场镇"),
        # Known only so far: the code says more.
        ("530627999000", "云南省昭通市镇雄县（530627999000）"),
        ("530627104201", "云南省昭通市镇雄县牛场镇（530627104201）"),
        # The office's own county may not be on the national list.
        ("529901000000", "云岭县"),
        ("529901101000", "云岭县福利镇"),
        ("529901101201", "云岭县福利镇双龙村"),
        ("999999000000", "999999000000"),
        ("", ""),
        (None, ""),
        ("不清楚", "不清楚"),
    ],
)
def test_a_place_is_called_by_its_name(code, text):
    assert PLACES.text(code) == text


def test_a_form_that_wants_the_code_has_it_once():
    assert PLACES.with_code("530627000000") == "云南省昭通市镇雄县（530627000000）"
    assert PLACES.with_code("530627999000") == "云南省昭通市镇雄县（530627999000）"
    assert PLACES.with_code("999999000000") == "999999000000"


def test_a_county_that_was_abolished_keeps_its_name():
    assert county_name("110103") == "北京市崇文区"  # part of 东城区 since 2010


def test_names_of_the_ledger_are_read_only_if_one_is_wanted():
    asked = []
    places = PlaceNames(lambda: asked.append(1) or OWN)
    places.text("")
    assert not asked
    assert places.text("530627104000") == places.text("530627104000")
    assert asked == [1]


def test_a_telephone_is_no_code_of_a_place():
    assert is_bare_code("999999000000")
    assert not is_bare_code("085112345678")
    assert not is_bare_code("云岭县")
