"""The declared printouts, and what a county may get wrong in them."""

import re

import pytest

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.printing.printouts import printouts, read_printout
from tests.printing.samples import printout

# The forms of domain.md §4, L2, L3, L4, L6, L7: captions in their order.
CAPTIONS = {
    "suspected_ledger": "序号 学校 年级班级 姓名 性别 民族 出生年月 身份证号 学籍号 户籍地 现住址 "
    "监护人及电话 最后到校日期 缺课天数(截至日) 疑似辍学原因 现去向 首次联系/家访日期 "
    "劝返次数 帮扶责任人及电话 班主任 学籍系统标注日期 上报乡镇日期 目前状态 "
    "销号日期及原因 备注",
    "dropout_ledger": "序号 县(区) 乡镇 学校 年级 班级 姓名 性别 民族 身份证号 学籍号 户籍所在地 "
    "家庭住址 家庭经济类别 特殊群体类别 监护人 联系电话 辍学年月 辍学原因(主) "
    "控辍类别 辍学去向 已采取措施 劝返次数 最近一次劝返(时间/人员/结果) "
    "文书进度(①②③④) 包保责任人(县/乡/村/校) 是否复学 复学日期 安置方式 巩固情况 "
    "销号日期 备注",
    "focus_ledger": "序号 学校 年级班级 姓名 性别 出生年月 重点关注类别 家庭情况简述 风险等级 "
    "帮扶措施 帮扶责任人 联系频次 最近联系日期及情况 就学状态 解除日期 备注",
    "elsewhere_ledger": "序号 学校 年级班级 姓名 性别 身份证号 户籍村 监护人及电话 外出地 就读学校 "
    "就读年级 开始日期 学籍所在 佐证(学籍截图/在读证明) 核实人 核实方式 核实日期 核实情况 "
    "应再核实日期 学籍是否转接 备注",
    "relocation_ledger": "序号 原学校 原年级 姓名 性别 身份证号 学籍号 家庭住址(村组) 监护人及电话 "
    "特殊类别 家长意见及签字日期 分流方式 接收学校 接收年级班级 距离(km)/单程时间 "
    "上学交通方式 住宿安排 用餐安排 存在困难 解决措施 责任人 计划办结日期 办结日期 "
    "到校日期 学籍转接日期 一周 一月 学期末 备注",
}
GOOD = """
title = "{township}台账"
records = "dropout"
columns = [{ caption = "姓名", source = "姓名" }]
"""


@pytest.mark.parametrize("key", CAPTIONS)
def test_the_ledgers_have_the_columns_of_the_forms(key):
    found = printout(key)
    assert " ".join(column.caption for column in found.body.columns) == CAPTIONS[key]
    assert not found.needs_student


def test_the_card_has_its_twelve_blocks():
    card = printout("student_card")
    assert card.needs_student
    assert [block.heading[0] for block in card.body.blocks] == list("①②③④⑤⑥⑦⑧⑨⑩⑪⑫")


def test_menus_show_titles_without_placeholders():
    assert printout("relocation_ledger").plain_title == "撤并学生分流安置台账"
    assert len({one.key for one in printouts()}) == len(printouts())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (GOOD + "colour = 1", "colour"),
        (GOOD.replace("{township}", "{village}"), "village"),
        (GOOD.replace('records = "dropout"', 'records = "all"'), "all"),
        (GOOD.replace('source = "姓名"', 'source = "名字"'), "第 1 列“姓名”.*名字"),
        (GOOD.replace('source = "姓名"', 'source = "student.psychological"'), "敏感"),
        (GOOD.replace('source = "姓名"', "width_mm = 500"), "500 毫米"),
        (GOOD.replace('source = "姓名"', 'align = "middle"'), "middle"),
        (GOOD + "[paper]\nname = 'A5'", "A5"),
        (GOOD + "[paper]\nfont_pt = 2", "字号"),
        ("title = ", "写法有误"),
        ("kind = 'card'\ntitle = '卡'\nblocks = [{ heading = '①', rows = 'aid' }]", "①.*aid"),
        (
            "kind = 'card'\ntitle = '卡'\nblocks = [{ heading = '①', "
            "lines = [[{ caption = '姓名', source = '姓名', span = 5 }]] }]",
            "8 格",
        ),
        (
            "kind = 'card'\ntitle = '卡'\nblocks = [{ heading = '①', rows = 'contact', "
            "columns = [{ caption = '人', source = 'who', span = 24 }] }]",
            "who",
        ),
        ("records = 'dropout'", "title"),
    ],
)
def test_a_mistake_is_told_with_file_and_place(tmp_path, wrong, told):
    path = tmp_path / "our_ledger.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(LedgerError) as error:
        read_printout(path)
    assert re.search(f"our_ledger.toml.*{told}", str(error.value))


def test_a_good_file_is_read_even_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "our_ledger.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert read_printout(path).title == "{township}台账"


@pytest.mark.parametrize(
    ("line", "purposes"),
    [("", "report internal"), ('purposes = ["notice", "report"]', "report notice")],
)
def test_a_printout_hangs_on_a_notice_board_only_if_its_file_says_so(tmp_path, line, purposes):
    file = tmp_path / "own.toml"
    file.write_text(line + GOOD, encoding="utf-8")
    assert [str(each) for each in read_printout(file).purposes] == purposes.split()


@pytest.mark.parametrize("purposes", ['["wall"]', "[]"])
def test_a_purpose_that_there_is_not_is_named(tmp_path, purposes):
    file = tmp_path / "own.toml"
    file.write_text(f"purposes = {purposes}{GOOD}", encoding="utf-8")
    with pytest.raises(LedgerError, match="purposes 应是 internal、notice、report"):
        read_printout(file)


def test_every_printout_of_the_folder_is_read():
    folder = paths.resources() / "printouts"
    assert {one.key for one in printouts()} == {path.stem for path in folder.glob("*.toml")}


def test_columns_with_one_caption_can_be_told_apart_in_settings(tmp_path):
    path = tmp_path / "two_remarks.toml"
    pens = ", ".join('{ caption = "备注" }' for _ in range(3))
    path.write_text(GOOD.replace("}]", f"}}, {pens}]"), encoding="utf-8")
    names = [part.name for part in read_printout(path).body.parts]
    assert names == ["姓名", "备注", "备注#2", "备注#3"]
