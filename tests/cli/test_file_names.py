"""Names that Windows swallows are refused by every command that makes a file, on every system."""

from __future__ import annotations

import pytest

from tests.cli.test_workbooks import HEADING, NAMELESS

SWALLOWED = ("CON", "aux.2026", "甲:乙", "什么？?")


def listing(folder):
    return {each.name: each.stat().st_size for each in folder.iterdir()}


@pytest.mark.parametrize("name", SWALLOWED)
@pytest.mark.parametrize("command", ["new", "demo", "print", "restore", "import"])
def test_nothing_is_made_under_a_name_that_windows_swallows(shell, file, tmp_path, command, name):
    roster = tmp_path / "名册.csv"
    roster.write_text(f"{HEADING}\n{NAMELESS}\n王小明,男,3,1,,福利镇中心小学\n", encoding="utf-8")
    words = {
        "new": (tmp_path / f"{name}.ledger", "--unit", "甲小学"),
        "demo": (tmp_path / f"{name}.ledger", "--students", "3"),
        "print": (file, "dropout_ledger", tmp_path / f"{name}.pdf"),
        "restore": (tmp_path / f"{name}.ledger", file),
        "import": (file, roster, "--errors", tmp_path / f"{name}.xlsx"),
    }[command]
    before = listing(tmp_path)
    said = shell(command, *words)
    assert (said.code, said.out) == (1, "")
    assert "不能作文件名" in said.err
    assert listing(tmp_path).keys() == before.keys()
    assert shell("find", file, "王小明", "--json").json == []


@pytest.mark.parametrize("name", ["台账.pdf.", "台账.pdf ", "台账.PDF. ."])
def test_an_ending_that_windows_drops_is_refused(shell, file, tmp_path, name):
    said = shell("print", file, "dropout_ledger", tmp_path / name)
    assert said.code == 1
    assert "Windows 会去掉末尾的句点和空格" in said.err
