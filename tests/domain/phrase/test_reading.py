"""How a sentence is taken apart: certain, or asked; and nothing sensitive can be asked for."""

import pytest

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.phrase.filter_keys import may_be_asked
from ledger_app.domain.phrase.filter_words import sentence
from ledger_app.domain.phrase.numerals import number
from ledger_app.domain.phrase.reader import read
from ledger_app.domain.phrase.vocabulary import Places, vocabulary
from ledger_app.domain.telling.restricted import (
    HIDDEN_CODES,
    RESTRICTED,
    SENSITIVE,
    categories_of,
)

WORDS = vocabulary(
    Places(
        schools=(("a", "青山村小学"), ("b", "福利镇中心学校")),
        villages=("青山村", "石门村", "东乡村"),
        responsible=("李敏", "何勇"),
        teachers=("李敏",),
    )
)
EVERY_WORD = sorted(WORDS.words)


def filters(text):
    return dict(read(text, WORDS).filters())


def test_blanks_between_words_are_not_needed():
    apart, together = read("五年级 留守 一周没联系", WORDS), read("五年级留守一周没联系", WORDS)
    assert apart.filters() == together.filters()


def test_the_longest_word_is_taken():
    assert filters("青山村小学") == {"school": ("a",)}
    assert filters("青山村") == {"village_name": ("青山村",)}


def test_a_word_that_may_be_two_things_is_both_until_somebody_says_which():
    assert filters("青山") == {"either:青山": ("school=a", "village_name=青山村")}
    assert filters("村青山村") == {"village_name": ("青山村",)}
    assert filters("12班") == {"either:12班": ("class=1/2", "class_no=12")}


def test_what_the_list_shows_goes_before_a_field_of_the_same_name():
    assert filters("休学") == {"status": ("13",)}
    assert filters("学籍状态休学") == {"field:register_status": ("4",)}


def test_a_place_called_like_something_else_is_asked_about():
    assert set(filters("东乡")["either:东乡"]) == {"village_name=东乡村", "field:ethnic=26"}


@pytest.mark.parametrize("name", ["李胜男", "王青山", "石青山", "张初一", "杨三女", "郑雅男"])
def test_a_name_with_such_a_word_in_it_stays_a_name(name):
    reading = read(name, WORDS)
    assert not reading.chips
    assert reading.rest == name


def test_what_is_not_understood_stays_to_be_looked_for_by_name():
    reading = read("五年级 小明爸 留守", WORDS)
    assert [chip.text for chip in reading.chips] == ["五年级", "留守"]
    assert reading.rest == "小明爸"


def test_of_one_kind_any_will_do_and_two_ages_are_between():
    assert filters("三年级 四年级") == {"grade": ("3", "4")}
    assert filters("三年级或四年级") == {"grade": ("3", "4")}
    assert filters("12岁以上 15岁以下") == {"age": ("12-15",)}


def test_or_between_two_kinds_is_never_taken_for_and():
    assert filters("三年级或寄宿") == {"either:三年级或寄宿": ("grade=3", "boards=1")}
    assert read("三年级 或 小明", WORDS).rest == "或 小明"
    assert read("或 三年级", WORDS).rest == "或"


def test_not_takes_those_with_nothing_written_along():
    assert filters("不是三年级") == {"grade": ("!3",)}
    assert filters("不寄宿") == {"boards": ("!1",)}
    assert filters("走读") == {"boards": ("0",)}
    assert filters("不是青山") == {"neither:不是青山": ("school=a", "village_name=青山村")}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("一周没联系", "not_contacted", "7"), ("两个星期没联系", "not_contacted", "14"),
        ("半个月没联系上", "not_contacted", "15"), ("７天未联系", "not_contacted", "7"),
        ("二十一天没联系", "not_contacted", "21"), ("一百天没见到人", "not_seen", "100"),
        ("满14岁", "age", "14-"), ("不满十四岁", "age", "-13"), ("超过14岁", "age", "15-"),
        ("14岁", "age", "14-14"), ("六到八岁", "age", "6-8"), ("2015年3月生", "born", "2015-03"),
        ("近7天到期", "due", "7"), ("今天到期", "due", "today"), ("超期", "due", "over"),
        ("五(2)班", "class", "5/2"), ("五2班", "class", "5/2"), ("初一(3)", "class", "7/3"),
        ("上次联系拒绝", "last_result", "7"), ("李敏包保", "responsible", "李敏"),
        ("班主任李敏", "teacher", "李敏"), ("本周新建", "created", "week"),
        ("今天新建", "created", "today"), ("本月新增", "created", "month"),
        ("近3天建档", "created", "3"), ("未满12岁", "age", "-11"), ("12岁及以上", "age", "12-"),
        ("超过9岁", "age", "10-"), ("12岁多", "age", "12-"), ("1到1岁", "age", "1-1"),
        ("十二班", "class_no", "12"), ("12月生", "born", "-12"),
        ("半年没联系", "not_contacted", "182"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text, key, value):
    assert filters(text) == {key: (value,)}


@pytest.mark.parametrize(
    "text", ["一年半没联系", "15月生", "八到六岁", "〇天没联系", "年级", "半天没联系", "13月生"]
)
def test_what_is_no_number_is_not_guessed(text):
    assert not read(text, WORDS).chips


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("二十一", 21),
        ("两", 2),
        ("一百零五", 105),
        ("一二", None),
    ],
)
def test_chinese_numerals(text, count):
    assert number(text) == count


def _sensitive_sentences():
    for field in STUDENT.fields:
        if not may_be_asked(field):
            for word in (field.label, *field.aliases):
                yield from (word, f"没填{word}", f"有{word}", f"{word}没填", f"{word}是")
    hidden = {codes: set(values) for codes, values in HIDDEN_CODES.items()}
    hidden["risk_category"] = set(categories_of(RESTRICTED, SENSITIVE))
    hidden["family_structure"] = {code.value for code in code_list("family_structure").codes}
    for codes, values in hidden.items():
        for code in code_list(codes).codes:
            if code.value in values:
                yield from (code.name, f"不是{code.name}", *code.aliases, f"类别{code.name}")


def test_nothing_sensitive_and_no_restricted_matter_can_be_asked_for():
    known = {"未上户", "失联"}  # of the household register; where a child stands
    told = [text for text in _sensitive_sentences() if read(text, WORDS).chips]
    assert [text for text in told if not any(word in text for word in known)] == []


def test_a_field_that_became_sensitive_would_be_noticed(monkeypatch):
    monkeypatch.setattr("ledger_app.domain.phrase.vocabulary.asked_fields", lambda: STUDENT.fields)
    from ledger_app.domain.phrase import vocabulary as module

    module._labels.cache_clear()
    try:
        told = vocabulary(Places())
        assert read("没填心理关注", told).chips
    finally:
        module._labels.cache_clear()


def test_every_word_can_be_said_again():
    for word in EVERY_WORD:
        for key, values in read(word, WORDS).filters():
            text = sentence(key, values, WORDS)
            assert read(text, WORDS).filters() == ((key, values),), word


def test_each_field_can_be_asked_for_as_empty_and_filled():
    for label in WORDS.labels:
        for text in (f"没填{label}", f"有{label}"):
            assert read(text, WORDS).chips, text
