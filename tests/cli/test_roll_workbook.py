"""A roll call from a workbook: every child certain, or nothing is written and it is said why."""

from __future__ import annotations

import pytest

from tests.cli.test_attendance import BEFORE, YESTERDAY, rules_of, school

__all__ = ["school"]  # a fixture

HEADING = "序号,姓名,班级,到校情况,事由,备注"
WHOLE = (
    "福利镇中心小学三年级点名表,,,,,",
    HEADING,
    "1,王一,1,√,,",
    "2,李二,1,病假,,下周来",
    "3,赵涛,1,×,,",
    "4,钱四,2,到,,",
    "合计,4,,,,",
)


@pytest.fixture
def load(shell, school, tmp_path):
    """Return a function that registers these lines, as one workbook, for yesterday."""

    def load(*lines, more=(), day=YESTERDAY):
        path = tmp_path / "点名表.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return shell("rollcall", school[0], "--from", path, "--on", day, *more)

    return load


def test_several_classes_are_one_revision(shell, school, load):
    file, ids = school
    done = load(*WHOLE, more=["--json"])
    assert done.code == 0, done.err
    told = [(each["class"], each["listed"], each["present"]) for each in done.json]
    assert told == [("1", 3, 1), ("2", 1, 1)]
    assert rules_of(shell, file, ids["李二"], YESTERDAY) == {"leave_over"}
    assert "absence_same_day" in rules_of(shell, file, ids["赵涛"], YESTERDAY)
    assert "没有变化" in load(*WHOLE).out
    shell("undo", file)
    assert not rules_of(shell, file, ids["赵涛"], YESTERDAY) & {"absence_same_day", "leave_over"}


def test_blank_marks_are_asked_about(load):
    lines = (HEADING, "1,王一,1,,,", "2,李二,1,,,", "3,赵涛,1,×,,")
    given = ["--grade", "3"]
    refused = load(*lines, more=given)
    assert refused.code == 1
    assert "2 人的到校情况是空的（王一、李二），没有登记。" in refused.err
    assert "应到 3，到 2，未到 1" in load(*lines, more=[*given, "--blank", "到"]).out
    other = load(*lines, more=[*given, "--blank", "没到"], day=BEFORE)
    assert "应到 3，到 0，未到 3" in other.out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("姓名,班级", "王一,1"), "不是点名表：“点名表”没有同时写着“姓名”和“到校情况”的标题行"),
        ((HEADING, "1,王一,1,√,,", "2,李二,1,√,,"), "三(1)班的赵涛不在表上"),
        ((*WHOLE[:-1], "5,王一,1,√,,"), "第 7 行 王一：写了两行"),
        ((*WHOLE[:-1], "5,钱四,1,√,,"), "第 7 行 钱四：三(1)班没有这个孩子"),
        ((*WHOLE[:-1], "5,孙五,1,√,,"), "第 7 行 孙五：三(1)班没有这个孩子"),
        ((*WHOLE[:2], "1,王一,1,看情况,,"), "第 3 行 王一：看不懂“看情况”是到还是没到"),
        ((*WHOLE[:2], "1,王一,1,×,下雨,"), "看不懂事由“下雨”"),
        ((*WHOLE[:2], "1,王一,1,√,病假,"), "写着“√”，又写着事由“病假”"),
        ((HEADING, "1,王一,9,√,,"), "没有三(9)班"),
    ],
)
def test_what_is_not_certain_is_said_with_its_row(shell, school, load, lines, said):
    refused = load(*lines, more=["--grade", "3"])
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err
    history = shell("history", school[0], "王一", "--json").json
    assert {each["label"] for each in history} == {"学生基本情况"} or len(history) == 1
