"""Every row is measured at a small size; how fast is not asked here."""

from __future__ import annotations

import json
import shutil

import pytest
from click import Context
from openpyxl import load_workbook

from ledger_app.bench import figures, ledgers, office, roster, run
from ledger_app.bench.figures import Figure
from ledger_app.bench.keys.acts import ACTS
from ledger_app.cli import main

KEYS = {"row", "value", "unit", "goal", "met", "beside"}
STUDENTS = 60


@pytest.fixture(scope="module")
def found():
    said = []
    measured = run.measure(
        students=STUDENTS, many=70, times=1, saves=5, answers=200, say=said.append
    )
    assert said
    return measured


def test_every_row_is_measured(found):
    missing = [figure.row for figure in found if figure.value is None]
    if office.program() is None:
        missing = [row for row in missing if "LibreOffice" not in row]
    assert missing == []
    assert len({figure.row for figure in found}) == len(found)


@pytest.mark.parametrize(
    "word",
    ["PDF 排版", "LibreOffice", "PDF 内存", "导入全国", "再导入一次的内存", "撤销这次导入",
     "重做这次导入", "名单画在屏上", "窗口内存", "查找", "打开后第一次按键", "（70 人）",
     "一天的提醒", "别的日子的提醒", "p50", "p99（已有 200 条", "数据库语句", "核对过的备份",
     "锁住台账", "检查台账", "命令行查找", "张一生一档卡", "编演示台账的内存",
     "按键：今日：登记一次电话", "按键：疑似辍学", "按键：新建一个孩子", "按键：一个班新建十个孩子",
     "按键：找到、打开、改电话",
     "移交包（60 人），处理器", "移交包（60 人）再收一次", "移交包（60 人）的内存", "一所学校做包",
     "增长指数：备份", "增长指数：撤销", "增长指数：提醒", "增长指数：第一次按键"],
)  # fmt: skip
def test_the_rows_of_the_design_are_there(found, word):
    assert any(word in figure.row for figure in found)


def test_every_act_costs_no_more_keys_than_it_may(found):
    acts = [figure for figure in found if figure.row.startswith("按键")]
    assert len(acts) == len(ACTS)
    assert [figure.row for figure in acts if not figure.met] == []


def test_the_import_row_tells_what_was_done(found):
    beside = next(figure.beside for figure in found if "导入全国" in figure.row)
    assert f"新建 {STUDENTS}" in beside
    assert "calamine" in beside


def test_a_save_takes_as_many_statements_as_it_may(found):
    (row,) = (figure for figure in found if "数据库语句" in figure.row)
    assert row.met


def test_json_has_the_keys_that_scripts_rely_on(found):
    plain = json.loads(json.dumps(figures.as_json(found), ensure_ascii=False))
    assert all(set(row) == KEYS for row in plain)


def test_table_is_aligned():
    rows = [
        Figure(row="查找", value=0.5, unit="毫秒", goal="≤ 16 毫秒", met=True, beside="一"),
        Figure(row="保存一个项目", value=None, unit="毫秒"),
        Figure(row="PDF", value=1234.5, unit="秒", goal="≤ 1 秒", met=False, beside="二"),
    ]
    assert figures.as_table(rows).splitlines() == [
        "项目          结果      目标       达到  对照",
        "查找          0.5 毫秒  ≤ 16 毫秒  ✓     一",
        "保存一个项目  未测                 —",
        "PDF           1234 秒   ≤ 1 秒     ✗     二",
    ]


def test_percentile_is_a_value_that_was_measured():
    assert figures.percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert figures.percentile(range(1, 101), 0.95) == 95
    assert figures.percentile([7], 0.99) == 7


def test_without_libreoffice_the_row_says_so(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert office.program() is None


def test_roster_has_the_columns_and_the_faults(tmp_path):
    path = ledgers.make(tmp_path, 700)
    with ledgers.opened(path) as ledger:
        assert roster.write(ledger, tmp_path / "roster.xlsx") == 700
    rows = list(load_workbook(tmp_path / "roster.xlsx").worksheets[0].values)
    assert len(rows) == 701
    assert {len(row) for row in rows} == {70}
    assert rows[roster.REPEATED] == rows[roster.REPEATED - 1]


def test_shell_offers_the_bench():
    assert main.get_command(Context(main), "bench").name == "bench"
