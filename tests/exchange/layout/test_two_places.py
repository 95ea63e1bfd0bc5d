"""Two schools, two terms, two addresses in one list: the new one is the child's."""

from __future__ import annotations

import pytest

from tests.exchange.layout.sheets import heading, taken


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        (
            "姓名 原就读学校 年级 班级 现就读学校 年级 班级",
            "姓名 原就读学校 - - 学校名称 年级 班级",
        ),
        ("姓名 现就读学校 年级 原学校 年级", "姓名 学校名称 年级 原就读学校 -"),
        ("姓名 生源学校 班级 接收学校 班级", "姓名 原就读学校 - 学校名称 班级"),
        ("姓名 转出学校 转入学校 年级", "姓名 原就读学校 学校名称 年级"),
        ("姓名 性别 转入学校 年级", "姓名 性别 ? ?"),
        ("姓名 毕业学校 年级 联系电话", "姓名 原就读学校 ? 联系电话"),
        ("姓名 年级 班级 拟就读学校 年级", "姓名 年级 班级 ? -"),
        ("姓名 学籍所在学校 实际就读学校 年级", "姓名 ? 学校名称 年级"),
        ("姓名 性别 上学期班级 本学期班级", "姓名 性别 - 班级"),
        ("姓名 性别 原班主任 现班主任", "姓名 性别 - 班主任"),
        ("姓名 性别 原户籍地址 户籍地址", "姓名 性别 - 户籍详细地址"),
    ],
)
def test_the_class_of_now_is_the_childs(captions: str, expected: str) -> None:
    words = captions.split()
    assert taken(words, ["王小明", *["某"] * (len(words) - 1)]) == expected.split()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("分流前", "分流后"),
        ("上学期", "本学期"),
        ("原就读情况", "现就读情况"),
        ("转出", "转入"),
        ("2025年秋季学期", "2026年春季学期"),
        ("2025-2026学年", "2026-2027学年"),
        ("2025-2026学年第一学期", "2025-2026学年第二学期"),
        ("撤并前学校", "撤并后学校"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_groups_of_two_times_are_never_mixed(old: str, new: str, *, turned: bool) -> None:
    first, second = (new, old) if turned else (old, new)
    rows = [
        ["姓名", "身份证号", first, "", second, ""],
        ["", "", "年级", "班级", "年级", "班级"],
        ["王小明", "", "三年级", "1", "四年级", "2"],
    ]
    spans = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]
    expected = ["年级", "班级", "-", "-"] if turned else ["-", "-", "年级", "班级"]
    assert taken(*rows, merged=spans)[2:] == expected
    assert taken(*rows)[2:] == expected  # without merged cells, as a CSV file has it


def test_what_is_kept_apart_says_why() -> None:
    columns = heading(["姓名", "原就读学校", "年级", "现就读学校", "年级"], ["王小明"]).columns
    assert columns[2].doubt == "说的是“原就读学校”的，不是现在的，没有地方放"


def test_the_registers_address_is_not_where_the_child_lives() -> None:
    rows = [
        ["姓名", "户籍所在地", "", "现居住地", ""],
        ["", "村", "组", "村", "组"],
        ["王小明", "石门村", "3组", "清泉村", "1组"],
    ]
    spans = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]
    own = ["村(社区)", "自然村(屯)/组"]
    assert taken(*rows, merged=spans) == ["姓名", "户籍详细地址·村", "户籍详细地址·组", *own]


def test_an_address_in_parts_is_one_address() -> None:
    rows = [
        ["姓名", "户籍地址", "", "", "家庭住址", "", ""],
        ["", "省", "县/区", "详细地址（不填省市县）", "乡镇/街道", "村", "门牌号"],
        ["王小明", "贵州省", "青山县", "石门村1组", "青山镇", "清泉村", "5号"],
    ]
    spans = [(0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 6)]
    assert taken(*rows, merged=spans)[1:] == [
        *("户籍详细地址·省", "户籍详细地址·县", "户籍详细地址·详细地址"),
        *("现住址·乡镇", "现住址·村", "现住址·详细地址"),
    ]
