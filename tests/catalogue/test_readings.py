"""The tables of readings: complete syllables, and the surnames that dictionaries misread."""

from __future__ import annotations

import csv

import pytest

from ledger_app import paths
from ledger_app.catalogue.readings import given_name_readings, surname_readings


@pytest.mark.parametrize("file_name", ["surnames.csv", "given_name_readings.csv"])
def test_reading_tables_hold_one_syllable_for_each_character(file_name: str) -> None:
    with (paths.resources() / file_name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    assert len(rows) > 50
    assert len({tuple(row) for row in rows}) == len(rows)
    for text, pinyin in rows:
        assert len(text) == len(pinyin.split())
        assert pinyin.replace(" ", "").isalpha()
        assert pinyin == pinyin.lower()


def test_surnames_that_dictionaries_misread_are_listed() -> None:
    wanted = {"单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "区": "ou", "查": "zha"}
    wanted |= {"朴": "piao", "任": "ren", "盖": "ge", "宁": "ning", "翟": "zhai", "乐": "yue"}
    readings = surname_readings()
    assert {surname: readings[surname][0][0] for surname in wanted} == wanted
    assert readings["尉迟"] == (("yu",), ("chi",))
    assert readings["翟"] == (("zhai", "di"),)


def test_given_names_keep_every_reading_in_order() -> None:
    assert given_name_readings()["晟"] == ("sheng", "cheng")
