"""Names: one spelling, plain words about what looks wrong, and found however they are typed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app import paths
from ledger_app.domain.names import (
    MAX_SPELLINGS,
    name_problem,
    normalise_name,
    query_key,
    search_keys,
)

DOTS = "·•・‧∙．.－⋅･"
HAN = "阿卜杜热西提买江单曾解区乐吕女绿略欧阳尉迟王小明龑䶮𬱖𰻝〇長"
names = st.text(HAN, min_size=1, max_size=8)
dotted_names = st.lists(names, min_size=2, max_size=3).map("·".join)


def finds(typed: str, name: str) -> bool:
    return query_key(typed) in search_keys(name)


@pytest.mark.parametrize("dot", DOTS)
def test_every_form_of_the_dot_becomes_one(dot: str) -> None:
    assert normalise_name(f"阿卜杜热西提{dot}买买提江") == "阿卜杜热西提·买买提江"
    assert normalise_name(f"阿卜杜热西提 {dot} 买买提江") == "阿卜杜热西提·买买提江"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" 王 明 ", "王明"),
        ("王\u3000\u3000小\t明\n", "王小明"),
        ("王\u200b明\ufeff", "王明"),
        ("欧阳\u00a0𬱖", "欧阳𬱖"),
        ("Ａｎｎａ  Ｌｉ", "Anna Li"),
        ("J. K. Rowling", "J. K. Rowling"),
        ("Mary-Ann", "Mary-Ann"),
        ("𰻝𰻝", "𰻝𰻝"),
        ("龍\uf9f4", "龍\uf9f4"),
        ("", ""),
    ],
)
def test_name_is_tidied_but_its_characters_stay(written: str, kept: str) -> None:
    assert normalise_name(written) == kept


@given(st.text(HAN + DOTS + " 　Aａ1\u200b", max_size=12))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@pytest.mark.parametrize(
    "name",
    ["王明", "阿卜杜热西提·买买提江", "曾𬱖", "𰻝𰻝", "李〇", "Anna Li", "O'Brien", "\U000323a0明"],
)
def test_good_names_are_left_alone(name: str) -> None:
    assert name_problem(name) == ""


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("王明1", "数字“1”"),
        ("王明１", "数字"),
        ("王 明", "空格"),
        ("王" * 51, "51"),
        ("王明、李华", "好几个"),
        ("王明,李华", "好几个"),
        ("王明(双胞胎)", "括号"),
        ("王*明", "“*”"),
        ("王□", "“□”"),
        ("王\ue863", "第 2 个字是自造字"),
        ("王\u0378", "第 2 个字无法识别"),
        ("王\ufffd", "完整的姓名"),
        ("·王明", "点"),
        ("王明#", "“#”"),
        ("不详", "户口簿"),
    ],
)
def test_odd_names_are_explained(name: str, word: str) -> None:
    assert word in name_problem(name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雨浩", "shanyu"),
        ("单雨浩", "danyuhao"),
        ("单雨浩", "syh"),
        ("仇嘉静", "qiu"),
        ("曾雨嘉", "zengyujia"),
        ("曾雨嘉", "ZYJ"),
        ("解放", "xie fang"),
        ("区小明", "ouxiao"),
        ("查小明", "zha"),
        ("朴小明", "piaoxiaoming"),
        ("盖小明", "gexiao"),
        ("翟小明", "dixiao"),
        ("覃小明", "qinxiao"),
        ("覃小明", "tanxiao"),
        ("尉迟恭", "yuchigong"),
        ("尉小迟", "weixiao"),
        ("万俟雪", "moqixue"),
        ("长孙无忌", "zhangsun"),
        ("单于乐", "chanyu"),
        ("单于乐", "shanyuyue"),
        ("吕小明", "lvxiao"),
        ("吕小明", "luxiao"),
        ("吕小明", "lyuxiao"),
        ("吕小明", "lüxiao"),
        ("吕小明", "ＬＶ"),
        ("王乐", "wangle"),
        ("王乐", "wangyue"),
        ("王晟", "wangsheng"),
        ("王晟", "wangcheng"),
        ("李西安", "xi'an"),
        ("李明", "lǐmíng"),
        ("曾𬱖", "zengdi"),
        ("王𰻝", "wangbiang"),
        ("阿卜杜热西提·买买提江", "abdrxt"),
        ("阿卜杜热西提·买买提江", "abudurexiti"),
        ("阿卜杜热西提·买买提江", "abdrxtmmtj"),
        ("阿卜杜热西提·买买提江", "提．买"),
        ("Anna Li", "annal"),
    ],
)
def test_a_child_is_found_by_what_clerks_type(name: str, typed: str) -> None:
    assert finds(typed, name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("王明", "李"), ("王明", "mingw"), ("王明", "wz"), ("王小明", "王明"), ("单明", "cha")],
)
def test_other_children_are_not_found(name: str, typed: str) -> None:
    assert not finds(typed, name)


@given(st.one_of(names, dotted_names), st.data())
def test_any_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert finds(name[start:end], name)


@given(dotted_names, st.sampled_from(["", " ", *DOTS, " · "]))
def test_the_dot_may_be_typed_in_any_form_or_left_out(name: str, dot: str) -> None:
    assert finds(name.replace("·", dot), name)


@given(st.text(max_size=20), st.data())
def test_any_part_of_any_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    assert finds(text[start:], text)


@settings(max_examples=30)
@given(st.text("乐晟娜莎朝单吕绿", min_size=1, max_size=50))
def test_names_of_many_readings_stay_short_enough_to_store(name: str) -> None:
    assert len(search_keys(name).split(" ")) <= 2 + 2 * MAX_SPELLINGS


def test_the_pinyin_dictionary_is_loaded_only_when_a_name_is_spelled() -> None:
    code = (
        "import sys; from ledger_app.domain import names; assert 'pypinyin' not in sys.modules;"
        "names.search_keys('王明'); assert 'pypinyin' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=paths.resources().parent)
