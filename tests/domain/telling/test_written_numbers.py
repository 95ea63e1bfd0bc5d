"""A number of a person is masked however it was written; what only looks like one stays."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger_app.domain.identity import check_digit
from ledger_app.domain.telling.written_numbers import doubtful, masked

SEPARATORS = ("", " ", "-", "　", "\u00a0", "\u2009", "—", "‑", "–", "－", ".", "·", "\n", "/", "_")
CHINESE = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("138-0000-0000", "138-****-0000"),
        ("+86 138 0000 0000", "+** 138 **** 0000"),
        ("008613800000000", "****138****0000"),
        ("013800000000", "*138****0000"),
        ("１３８００００１２３４", "１３８****１２３４"),
        ("1 3 8 0 0 0 0 1 2 3 4", "1 3 8 * * * * 1 2 3 4"),
        ("138—0000—1234", "138—****—1234"),
        ("打138　0000\n1234没人接", "打138　****\n1234没人接"),
        ("0775-8230001", "****-***0001"),
        ("（0775）823 0001 转 12", "（****）*** 0001 转 **"),
        ("07758230001", "*******0001"),
        ("座机8230001", "座机***0001"),
        ("823-0001", "***-0001"),
        ("400-800-1234", "***-***-1234"),
        ("529901 20120101 1234", "5299** ******** 1234"),
        ("529901-2012-01-01-123Ｘ", "5299**-****-**-**-123Ｘ"),
        ("52990120120101123x", "5299**********123x"),
        ("52990120120101\n1234", "5299**********\n1234"),
        ("529901120101123", "5299*******1123"),
        ("529901 120101 123", "5299** *****1 123"),
        ("G529901201201011234", "G5299**********1234"),
        ("一三八〇〇〇〇一二三四", "一三八****一二三四"),
        ("幺三八零零零零 一二三四", "幺三八**** 一二三四"),
        ("13八0000一234", "13八****一234"),
        ("l38OOOO1234", "l38****1234"),
        ("卡号6222 0212 3456 7890 123", "卡号**** **** **** ***0 123"),
        ("6222021234567890", "************7890"),
        ("QQ：123456", "QQ：****56"),
        ("短号661234", "短号****34"),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "1️⃣3️⃣8️⃣*️⃣*️⃣*️⃣*️⃣1️⃣2️⃣3️⃣4️⃣"),
        ("13800001234/13900001234", "138****1234/139****1234"),
        ("13800001234天天打不通", "138****1234天天打不通"),
        ("周一13800001234", "周一138****1234"),
        ("电话8230001，2026-11-18谈", "电话***0001，2026-11-18谈"),
        ("证号52990120120101123X", "证号5299**********123X"),
        ("身份证529901 20120101 123X", "身份证5299** ******** 123X"),
        ("身份证529901、20120101、123X", "身份证5299**、********、123X"),
        ("529901：2012：0101：1234，", "5299**：****：****：1234，"),
        ("529901→20120101→1234", "5299**→********→1234"),
        ("五二九九〇一；二〇一二〇一〇一；一二三四", "五二九九**；********；一二三四"),
        ("529901｜120101｜123", "5299**｜*****1｜123"),
        ("138、0000、1234", "138、****、1234"),
        ("138：0000：1234", "138：****：1234"),
        ("一三八。〇〇〇〇。一二三四", "一三八。****。一二三四"),
        ("138】【0000】【1234", "138】【****】【1234"),
        ("138ー0000ー1234", "138ー****ー1234"),
        ("0775：823：0001", "****：***：0001"),
        ("0775、8230、0012", "****、****、0012"),
    ],
)
def test_a_number_is_masked_however_it_is_written(text, shown):
    assert masked(text) == shown
    assert masked(shown) == shown
    assert doubtful(shown) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-18 2026-11-25 3次",
        "11-18 2026-11-25 3",
        "2026年11月18日电话家访，18:30到",
        "电话 2026-11-18 打通",
        "2026.11.18-2026.11.25",
        "20260901-20260905军训",
        "9月1日到校，11月2日离校",
        "2026-2027学年",
        "2021 2022 2023 2024 年都来过",
        "二〇二六年十一月十八日",
        "补助1250000元，已发500元",
        "工资 300-2000元",
        "青政〔2026〕12号，第103条第2款",
        "第 3 期 第 12 页 共 14 页",
        "邮编542800",
        "542800",
        "0001-2026-0037",
        "529901001001",
        "福利镇（529901001）",
        "身高 135.5 体重 30.2 视力 4.8 4.9",
        "0.5 1.5 2.5 3.5 4.5",
        "3.5公里，40分钟",
        "三(1)班 5名 2组",
        "全班 45 人，男 23，女 22",
        "13 2026-11-25 12 2026-11-26",
        "2026、2027、2028、2029年",
        "8:30；12:00；14:30；17:00",
        "138****1234",
        "",
    ],
)
def test_days_years_amounts_and_numbers_of_papers_stay_and_are_not_doubted(text):
    assert masked(text) == text
    assert doubtful(text) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("138转0000转1234", "138转0000转1234"),
        ("661234打不通", "661234"),
        ("成绩 12 15 18 20 22 25", "12 15 18 20 22 25"),
        ("529901和20120101和1234", "529901和20120101和1234"),
        ("1、3、8、0、0、0、0、1、2", "1、3、8、0、0、0、0、1、2"),
        ("一三八空〇〇〇〇空一二三四", "一三八空〇〇〇〇空一二三四"),
    ],
)
def test_what_cannot_be_judged_is_named_and_left(text, named):
    assert masked(text) == text
    assert doubtful(text) == (named,)


def spelled(draw, digits: str) -> str:
    """Return the digits in a spelling that a clerk or a rascal could choose."""
    look = draw(st.sampled_from(("plain", "wide", "chinese")))
    if look == "wide":
        digits = "".join(chr(ord(each) + 0xFEE0) for each in digits)
    elif look == "chinese" and "X" not in digits:
        digits = "".join(CHINESE[each] for each in digits)
    between = st.sampled_from(SEPARATORS)
    one_way = draw(st.booleans())
    usual = draw(between)
    cuts = draw(st.sets(st.integers(1, len(digits) - 1), max_size=6))
    parts = [usual if one_way else draw(between) for _ in cuts]
    for cut, part in sorted(zip(sorted(cuts), parts, strict=True), reverse=True):
        digits = digits[:cut] + part + digits[cut:]
    return digits


@st.composite
def phones(draw):
    number = (
        "1" + draw(st.sampled_from("3456789")) + draw(st.text("0123456789", min_size=9, max_size=9))
    )
    before = draw(st.sampled_from(("", "", "+86", "0086 ", "+86-", "0")))
    return number, before + spelled(draw, number)


@st.composite
def landlines(draw):
    area = draw(st.sampled_from(("010", "0775", "028", "0871")))
    own = draw(st.integers(2_000_000, 89_999_999))
    bracket = draw(st.sampled_from(("{}{}", "({}){}", "（{}） {}", "{}-{}", "+86 {}-{}")))
    extension = draw(st.sampled_from(("", "转8001", "-801", " 转 12")))
    text = bracket.format(area, spelled(draw, str(own)))
    return area + str(own), text + extension


@st.composite
def identity_numbers(draw):
    born = draw(st.dates(min_value=date(1950, 1, 1), max_value=date(2026, 1, 1)))
    body = f"529901{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    number = draw(st.sampled_from((body + check_digit(body), body[:6] + body[8:])))
    return number, draw(st.sampled_from(("", "G", "L"))) + spelled(draw, number)


def digits_of(text: str) -> str:
    """Return the digits of a text as a reader joins them; a star parts them."""
    plain = unicodedata.normalize("NFKC", text)
    plain = plain.translate(str.maketrans({shown: digit for digit, shown in CHINESE.items()}))
    return re.sub(r"[^0-9*]", "", plain)


@settings(max_examples=500)
@given(st.one_of(phones(), landlines(), identity_numbers()), st.sampled_from(("", "打", "父亲 ")))
@example(("13800001234", "138 0000\n1234"), "")
def test_of_a_number_in_any_spelling_at_most_four_digits_in_a_row_are_left(number, before):
    digits, text = number
    left = digits_of(masked(f"{before}{text}，没人接"))
    assert not [digits[at : at + 5] for at in range(len(digits) - 4) if digits[at : at + 5] in left]


PIECES = (
    *"0123456789Xx〇一三八零 -—.，年月日元()转*\n",
    "电话",
    "证号",
    "2026-11-18",
    "13800001234",
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_masking_keeps_the_length_and_is_done_once(text):
    shown = masked(text)
    assert len(shown) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, shown, strict=True))
    assert masked(shown) == shown
