"""pack and receipt from the shell: exactly the JSON of the contract, and a sentence for people."""

from __future__ import annotations

import json

import pytest

from ledger_app.actions import open_ledger
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children


@pytest.fixture
def files(tmp_path):
    """Two paired ledgers, closed, with a child in the school's."""
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, "c1")
    for each in (school, township):
        open_ledger.close(each)
    return school.path, township.path


def test_a_package_is_told_by_number_counts_and_path(shell, files, tmp_path):
    school, _ = files
    out = tmp_path / "青山.handoff"

    made = json.loads(shell("pack", school, out, "--json").out)

    assert made == {"sequence": 1, "students": 1, "records": 2, "path": str(out)}
    assert out.is_file()
    said = shell("pack", school, tmp_path)
    assert (said.code, said.err) == (0, "")
    assert "第 2 包已写好" in said.out
    assert "可以拔出U盘" in said.out


def test_a_receipt_is_told_in_the_same_way(shell, files, tmp_path):
    _, township = files
    out = tmp_path / "青山.receipt"

    made = json.loads(shell("receipt", township, SCHOOL, out, "--json").out)

    assert made == {"sequence": 1, "students": 0, "records": 0, "path": str(out)}
    assert shell("receipt", township, "没有这个学校", out).code == 1


def test_the_look_before_packing_changes_nothing(shell, files, tmp_path):
    school, _ = files

    found = json.loads(shell("pack", school, tmp_path / "x", "--dry-run", "--json").out)

    assert found["blocking"] == []
    assert found["sequence"] == 1
    assert found["since_last"] == "第一次移交：新建档案 1 人，班级、名单和点名有改动 1 处"
    assert {"key": "harm.*", "label": "伤害或危险（整张表）", "count": 0} in found["withheld"]
    assert not (tmp_path / "x.handoff").exists()
    assert "第一次移交" in shell("pack", school, tmp_path / "x", "--dry-run").out


def test_what_stays_by_default_is_let_go_by_its_name(shell, files, tmp_path):
    school, _ = files

    assert shell("pack", school, tmp_path, "--include", "心理关注").code == 0
    refused = shell("pack", school, tmp_path, "--include", "姓名")
    assert refused.code == 1
    assert "不是默认不上报的项目" in refused.err


def test_words_are_said_once_where_nobody_is_paired(shell, tmp_path, monkeypatch):
    file = tmp_path / "甲.ledger"
    made = shell("new", file, "--unit", "青山小学", "--code", SCHOOL, "--kind", "school")
    assert made.code == 0
    assert shell("pack", file, tmp_path).code == 1  # nobody in it
    assert shell("import", file, _list(tmp_path)).code == 0

    refused = shell("pack", file, tmp_path)
    assert "还没有与上级配对" in refused.err
    told = json.loads(shell("pack", file, tmp_path, "--words", "--json").out)
    assert len(told["words"].split()) == 6


def _list(folder):
    path = folder / "名单.csv"
    path.write_text("姓名,性别,年级,班级\n王小明,男,3,1\n", encoding="utf-8")
    return path
