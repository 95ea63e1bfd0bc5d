"""A row with one text in it: footers, sign lines and notes are no children; bare names are."""

from __future__ import annotations

import pytest

from ledger_app.exchange.layout.row_kinds import Ignored, kind_of_row
from ledger_app.exchange.layout.rows.lone_rows import is_no_name

FOOTERS = [
    "无其他学生", "————————", "周老师 13999999999", "教务处", "（此页无正文）", "复核", "校长",
    "日期",
    "石门小学教务处", "青山镇人民政府", "青山镇清泉村委会", "以下无", "无", "以上共12人",
    "截至2026年9月1日", "单位（公章）", "学校盖章：", "吴主任", "填报人", "......", "——完——",
    "待续",
    "本名单经核实无误", "请各班于9月5日前交到教务处", "1.本表由班主任填写", "王校长（13800000000）",
    "青山镇教育办", "二〇二六年九月一日", "2026.9.1", "制表时间2026年9月", "经手人：张三",
    "经办人 王五",
]  # fmt: skip
NAMES = [
    "王刚", "买买提·吐尔逊", "阿卜杜热合曼·买买提", "李文科", "王登科", "张志村", "欧阳娜娜",
    "李完",
    "张无忌", "无忌", "于有效", "郑重", "扎西", "John Williams", "安全", "单位", "宋体", "白空",
    "班长",
]  # fmt: skip


@pytest.mark.parametrize("text", FOOTERS)
def test_a_footer_of_one_cell_is_no_child(text: str) -> None:
    assert kind_of_row([text, "", "", ""], 0, [0, 1, 2, 3]) is not None


@pytest.mark.parametrize("text", NAMES)
def test_a_bare_name_is_a_child(text: str) -> None:
    assert not is_no_name(text)
    assert kind_of_row([text, "", "", ""], 0, [0, 1, 2, 3]) is None


@pytest.mark.parametrize(
    "cells",
    [
        ["校长", "周某", "班主任", "吴某"],
        ["日期", "2026年9月1日", "", ""],
        ["制表", "周老师", "审核", ""],
    ],
)
def test_a_sign_line_of_several_cells_is_no_child(cells: list[str]) -> None:
    assert kind_of_row(cells, 0, [0, 1, 2, 3]) is Ignored.SIGNATURE


def test_a_row_that_slipped_is_no_sign_line() -> None:
    assert kind_of_row(["联系电话", "王大", "三", ""], 0, [0, 1, 2, 3]) is None
