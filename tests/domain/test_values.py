"""Typed text and cells become stored values; stored values become words."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app import paths
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain import identity, values
from ledger_app.domain.values import Parsed

TODAY = date(2026, 11, 21)
CODE_LISTS = sorted(path.stem for path in (paths.resources() / "codes").glob("*.csv"))


def field(kind: Kind, codes: str = "", max_length: int = 0) -> Field:
    return Field(key="k", label="某项", kind=kind, codes=codes, max_length=max_length)


def parse(kind: Kind, raw: object, codes: str = "") -> Parsed:
    return values.parse(field(kind, codes), raw, TODAY)


ALL_FIELDS = [
    field(kind, {Kind.CODE: "ethnic", Kind.CODES: "risk_category"}.get(kind, "")) for kind in Kind
]


@pytest.mark.parametrize("one", ALL_FIELDS, ids=lambda one: one.kind)
@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\t\n"])
def test_a_blank_cell_is_no_value_and_no_problem(one, blank):
    assert values.parse(one, blank, TODAY) == Parsed(None)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [(Kind.DATE, ""), (Kind.PHONE, ""), (Kind.INTEGER, ""), (Kind.ID_NUMBER, ""),
     (Kind.CODE, "ethnic"), (Kind.CODES, "risk_category"), (Kind.NAME, ""), (Kind.REGION, "")],
)  # fmt: skip
@pytest.mark.parametrize("sign", ["无", "/", "—", "——", "-"])
def test_a_sign_for_nothing_is_nothing_where_it_cannot_be_a_value(kind, codes, sign):
    assert parse(kind, sign, codes) == Parsed(None)


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        (Kind.TEXT, " 青石小学 ", "青石小学"),
        (Kind.TEXT, 7.0, "7"),
        (Kind.TEXT, 7.25, "7.25"),
        (Kind.TEXT, 12, "12"),
        (Kind.TEXT, "无", "无"),
        (Kind.TEXT, "大路乡\n青石村", "大路乡 青石村"),
        (Kind.TEXT, datetime(2026, 11, 18), "2026-11-18"),
        (Kind.LONG_TEXT, "第一行\r\n第二行", "第一行\n第二行"),
        (Kind.SCHOOL_NAME, "青石小学", "青石小学"),
        (Kind.SCHOOL, "青石小学", "青石小学"),
        (Kind.TEXT, "\U000312d8\U00030edd", "\U000312d8\U00030edd"),
        (Kind.INTEGER, 7.0, 7),
        (Kind.INTEGER, "７", 7),
        (Kind.INTEGER, "45分钟", 45),
        (Kind.INTEGER, "1,250", 1250),
        (Kind.INTEGER, "0", 0),
        (Kind.DECIMAL, "3.5公里", 3.5),
        (Kind.DECIMAL, " 3．5 KM ", 3.5),
        (Kind.DECIMAL, 3, 3.0),
        (Kind.DATE, "2012年3月5日", "2012-03-05"),
        (Kind.DATE, 40973.0, "2012-03-05"),
        (Kind.DATE, date(2012, 3, 5), "2012-03-05"),
        (Kind.MONTH, 201809.0, "2018-09"),
        (Kind.MONTH, "2018年9月", "2018-09"),
        (Kind.MONTH, "2018-09-01", "2018-09"),
        (Kind.PHONE, 13800138000.0, "13800138000"),
        (Kind.PHONE, "138 0013 8000", "13800138000"),
        (Kind.PHONE, "138-0013-8000", "13800138000"),
        (Kind.PHONE, "+86 13800138000", "13800138000"),
        (Kind.PHONE, "'13800138000", "13800138000"),
        (Kind.PHONE, "0775-8230001", "0775-8230001"),
        (Kind.PHONE, "(0775)8230001", "0775-8230001"),
        (Kind.PHONE, "8230001", "8230001"),
        (Kind.REGION, 529901100200.0, "529901100200"),
        (Kind.REGION, "529901", "529901000000"),
    ],
)
def test_what_is_meant_is_stored(kind, raw, stored):
    parsed = parse(kind, raw)
    assert parsed == Parsed(stored)
    assert type(parsed.value) is type(stored)


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        (Kind.INTEGER, "很远", "应填数字"),
        (Kind.INTEGER, 3.5, "整数"),
        (Kind.INTEGER, True, "应填数字"),
        (Kind.INTEGER, "9" * 18, "太大"),
        (Kind.DECIMAL, "约3公里", "应填数字"),
        (Kind.DATE, "2012.3", "缺少日"),
        (Kind.DATE, "12.3.5", "四位"),
        (Kind.DATE, "不详", "看不出"),
        (Kind.DATE, "2096-03-05", "年份"),
        (Kind.DATE, date(2096, 3, 5), "年份"),
        (Kind.MONTH, 2012.1, "看不出"),
        (Kind.PHONE, "1.38001E+10", "科学计数"),
        (Kind.REGION, "5.29901E+11", "科学计数"),
        (Kind.TEXT, "长" * 501, "最多 500 个字"),
        (Kind.ID_NUMBER, 529901201203051000.0, "丢失"),
        (Kind.ID_NUMBER, "5.29901E+17", "丢失"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_named(kind, raw, said):
    parsed = parse(kind, raw)
    assert parsed.value is None
    assert not parsed.kept
    assert "某项" in parsed.problem
    assert said in parsed.problem


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        (Kind.ID_NUMBER, "52990120120305102", "52990120120305102"),
        (Kind.ID_NUMBER, "５２９９０１２０１２０３０５１０２x", "52990120120305102X"),
        (Kind.PHONE, "1380013800", "1380013800"),
        (Kind.PHONE, "邻居转告", "邻居转告"),
        (Kind.REGION, "大路乡", "大路乡"),
        (Kind.TEXT, "青石\x07小学", "青石小学"),
        (Kind.TEXT, "青石\u200b小学", "青石小学"),
    ],
)
def test_what_is_doubtful_is_kept_with_a_sentence(kind, raw, stored):
    parsed = parse(kind, raw)
    assert parsed.value == stored
    assert parsed.kept
    assert parsed.problem


def test_a_long_number_that_has_lost_its_digits_is_not_kept():
    assert not parse(Kind.TEXT, 6.2e18).kept


def test_two_phone_numbers_with_nothing_but_a_blank_between_stay_two():
    for between in (" ", "\n", "　", "  \n"):
        parsed = parse(Kind.PHONE, f"13800138000{between}0851-1234567")
        assert (parsed.value, parsed.problem) == ("13800138000、0851-1234567", "")
    assert parse(Kind.PHONE, "0851 1234567").value == "08511234567"
    assert parse(Kind.PHONE, "138 0013 8000").value == "13800138000"


def test_two_phone_numbers_are_fine_where_the_check_takes_them():
    for text in ("13800138000/13900139000", "13800138000、0851-1234567"):
        assert parse(Kind.PHONE, text) == Parsed(text)
    assert parse(Kind.PHONE, "13800138000/邻居").problem


def test_a_right_identity_number_and_a_passport_have_no_problem():
    first17 = "52990120120305102"
    number = first17 + identity.check_digit(first17)
    assert parse(Kind.ID_NUMBER, number.lower()) == Parsed(number)
    assert parse(Kind.ID_NUMBER, "e12345678") == Parsed("E12345678")


def test_a_sentence_never_repeats_the_number_that_was_lost():
    assert "5299" not in parse(Kind.ID_NUMBER, 529901201203051000.0).problem


def test_length_is_counted_in_characters_and_nothing_is_cut():
    two = field(Kind.TEXT, max_length=2)
    assert values.parse(two, "\U00030edd\U00030edd", TODAY).kept
    refused = values.parse(two, "\U00030edd\U00030edd面", TODAY)
    assert refused == Parsed(None, "“某项”最多 2 个字，现在是 3 个字，请缩短后再填。", kept=False)


@pytest.mark.parametrize(
    ("codes", "raw", "stored"),
    [
        ("ethnic", "08", "08"),
        ("ethnic", "壮族", "08"),
        ("ethnic", " 壮 族 ", "08"),
        ("ethnic", 8.0, "08"),
        ("ethnic", "8", "08"),
        ("ethnic", "08壮族", "08"),
        ("sex", "1-男", "1"),
        ("sex", "１", "1"),
        ("sex", "01-男", "1"),
        ("grade", "03", "3"),
        ("grade", 3.0, "3"),
        ("grade", "初一", "7"),
    ],
)
def test_a_code_is_known_by_value_name_or_alias(codes, raw, stored):
    assert parse(Kind.CODE, raw, codes) == Parsed(stored)


def test_an_unknown_code_is_refused_with_what_could_be_there():
    refused = parse(Kind.CODE, "三体人", "ethnic")
    assert not refused.kept
    assert "三体人" in refused.problem
    assert "汉族、蒙古族" in refused.problem
    assert refused.problem.count("族") <= 8
    assert not parse(Kind.CODE, "1-女", "sex").kept


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (raw, "1")
        for raw in ("是", "有", "√", "V", "Y", "yes", "1", "1-是", "01", 1, 1.0, True, "TRUE")
    ]
    + [
        (raw, "0") for raw in ("否", "无", "×", "N", "no", "0", "0-否", 0, 0.0, False, "False", "x")
    ],
)
def test_yes_and_no_in_every_form(raw, stored):
    assert parse(Kind.YES_NO, raw, "yesno") == Parsed(stored)


def test_neither_yes_nor_no_is_refused():
    assert not parse(Kind.YES_NO, "也许", "yesno").kept
    assert not parse(Kind.YES_NO, "1-否", "yesno").kept


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("厌学", "school_averse"),
        ("厌学、留守儿童", "left_behind,school_averse"),
        ("留守儿童;厌学，孤儿", "left_behind,orphan,school_averse"),
        ("留守儿童/厌学", "left_behind,school_averse"),
        ("厌学|厌学", "school_averse"),
        ("school_averse,left_behind", "left_behind,school_averse"),
        ("失联/去向不明、厌学", "school_averse,lost_contact"),
        ("厌学/失联/去向不明", "school_averse,lost_contact"),
        ("家庭经济困难(脱贫/监测/低保/特困)，孤儿、", "orphan,poor"),
    ],
)
def test_several_codes_in_one_cell(raw, stored):
    assert parse(Kind.CODES, raw, "risk_category") == Parsed(stored)


def test_one_unknown_among_several_codes_refuses_the_cell_and_names_it():
    refused = parse(Kind.CODES, "厌学、爱睡觉", "risk_category")
    assert refused.value is None
    assert not refused.kept
    assert "爱睡觉" in refused.problem


@pytest.mark.parametrize("codes", CODE_LISTS)
def test_every_code_of_every_list_comes_back_from_its_words(codes):
    one, many = field(Kind.CODE, codes), field(Kind.CODES, codes)
    listed = [code.value for code in code_list(codes).codes]
    for value in listed:
        assert values.parse(one, values.display(one, value), TODAY) == Parsed(value)
        assert values.parse(one, value, TODAY) == Parsed(value)
    for pair in pairwise(listed):
        stored = ",".join(pair)
        assert values.parse(many, values.display(many, stored), TODAY) == Parsed(stored)


@given(
    st.one_of(
        st.text(),
        st.text("0123456789.,-年月日/、;eE+ 无是x"),
        st.floats(),
        st.integers(),
        st.booleans(),
        st.datetimes(),
        st.dates(),
        st.times(),
    )
)
def test_no_cell_stops_an_import(raw):
    for one in ALL_FIELDS:
        parsed = values.parse(one, raw, TODAY)
        assert parsed.kept or (parsed.value is None and parsed.problem)
        again = values.parse(one, parsed.value, TODAY)
        assert again.value == parsed.value, "what is stored must be stable when it is read again"


@given(
    st.dates(date(1900, 1, 1), date(2070, 1, 1)),
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6),
)
def test_dates_and_numbers_come_back_from_their_words(day, whole, number):
    for kind, stored in (
        (Kind.DATE, day.isoformat()),
        (Kind.MONTH, f"{day:%Y-%m}"),
        (Kind.INTEGER, whole),
    ):
        one = field(kind)
        assert values.parse(one, values.display(one, stored), TODAY) == Parsed(stored)
    one = field(Kind.DECIMAL)
    number = round(number, 6)
    assert values.parse(one, values.display(one, number), TODAY) == Parsed(number)


@pytest.mark.parametrize(
    ("kind", "codes", "stored", "words"),
    [
        (Kind.TEXT, "", None, ""),
        (Kind.CODE, "sex", "2", "女"),
        (Kind.CODE, "sex", "77", "77"),
        (Kind.CODES, "risk_category", "left_behind,lost_contact", "留守儿童、失联/去向不明"),
        (Kind.YES_NO, "yesno", "1", "是"),
        (Kind.YES_NO, "", "0", "否"),
        (Kind.DATE, "", "2026-11-18", "2026-11-18"),
        (Kind.DECIMAL, "", 3.0, "3"),
        (Kind.DECIMAL, "", 3.5, "3.5"),
        (Kind.DECIMAL, "", 0.0, "0"),
        (Kind.INTEGER, "", 0, "0"),
    ],
)
def test_a_stored_value_in_words(kind, codes, stored, words):
    assert values.display(field(kind, codes), stored) == words
