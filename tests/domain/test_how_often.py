"""What clerks write under 联系频次: understood where it is plain, else asked."""

from __future__ import annotations

import pytest

from ledger_app.domain.how_often import how_often


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("每周一次", 7), ("每周1次", 7), ("每星期一次", 7), ("一周一次", 7), ("1周1次", 7),
        ("每周", 7), ("每周两次", 3), ("每周 2 次", 3), ("每两周一次", 14), ("双周一次", 14),
        ("隔周一次", 14), ("每月1次", 30), ("每月一次", 30), ("每个月一次", 30), ("一月两次", 15),
        ("每月２次", 15), ("半月一次", 15), ("每半个月一次", 15), ("每天", 1), ("每日一次", 1),
        ("天天联系", 1), ("每天2次", 1), ("隔天一次", 2), ("每3天1次", 3), ("十天一次", 10),
        ("每旬一次", 10), ("每季度一次", 90), ("每学期一次", 140), ("每学期2次", 70),
        ("1次/周", 7), ("2次/月", 15), ("2次每月", 15), ("每周联系一次", 7), ("每月至少1次", 30),
        ("每周不少于2次", 3), ("每周一", 7), ("每月电话联系一次", 30), ("每学期家访一次", 140),
        ("每月1-2次", 30), ("每周至少联系一次。", 7), ("每十五天一次", 15),
    ],
)  # fmt: skip
def test_a_plain_text_is_understood(text, days):
    (agreed,) = how_often(text)
    assert agreed.days == days


@pytest.mark.parametrize(
    "text",
    ["经常", "不定期", "随时", "7", "1次", "每次", "一次", "按需", "每周二四", "每周3", "3月",
     "每隔3天一次", "隔月一次", "每周0次", "定期联系", "每天放学后看情况", "每周一次，平时随时",
     "", "无", "次/周", "半年看一次"],
)  # fmt: skip
def test_a_text_that_may_mean_anything_is_not_guessed(text):
    assert how_often(text) == ()


def test_two_things_agreed_are_two_and_a_visit_is_known():
    call, visit = how_often("每周联系一次，每月入户一次")
    assert (call.days, call.visit) == (7, False)
    assert (visit.days, visit.visit) == (30, True)
