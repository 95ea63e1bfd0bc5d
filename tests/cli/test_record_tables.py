"""Every record table in the shell: added by its names, shown, in the history."""

from __future__ import annotations

import shutil

import pytest

from ledger_app.actions import edit_file
from ledger_app.catalogue import CHILD_TABLES
from ledger_app.store.safety import ledger_files
from tests.data.keep_release import filled
from tests.ledgers import open_again

NAMES = [
    pytest.param(table, name, id=f"{table.key}-{name}")
    for table in CHILD_TABLES
    if table.typed
    for name in (table.key, (table.label, *table.aliases)[-1])
]


@pytest.fixture(scope="module")
def child(empty_ledger_file, tmp_path_factory):
    """Return a closed ledger with 王𬱖 in it."""
    path = shutil.copyfile(empty_ledger_file, tmp_path_factory.mktemp("child") / "a.ledger")
    ledger = open_again(path)
    edit_file.add_student(ledger, {"name": "王𬱖"})
    ledger_files.close(ledger)
    return path


def test_one_record_for_several_children(shell, empty_ledger_file, tmp_path):
    path = shutil.copyfile(empty_ledger_file, tmp_path / "a.ledger")
    for name in ("王甲", "王乙", "王丙"):
        assert shell("add", path, "student", "-", f"姓名={name}").code == 0
    values = ("异动类别=毕业", "异动日期=2026-07-01", "证明材料或文号=毕业生名册 3 号")
    said = shell("add", path, "学籍异动", "王甲,王乙,王甲", *values, "--json")
    assert said.json == {"added": 2}
    rows = {
        name: shell("show", path, name, "--json").json["records"].get("register_change", [])
        for name in ("王甲", "王乙", "王丙")
    }
    assert [len(rows[name]) for name in rows] == [1, 1, 0]
    assert shell("undo", path).code == 0
    assert not shell("show", path, "王甲", "--json").json["records"].get("register_change")
    refused = shell("add", path, "学籍异动", "王甲,没有", *values)
    assert (refused.code, "没有找到学生“没" in refused.err) == (1, True)
    assert shell("add", path, "学籍异动", "王甲,王乙", "异动日期=").code == 1


@pytest.mark.parametrize(("table", "name"), NAMES)
def test_a_record_is_added_by_any_name_of_its_table_and_shown(shell, child, table, name):
    field = table.fields[0]
    said = shell(
        "add", child, name, "王𬱖", f"{field.label}={filled(table, '')[field.key]}", "--json"
    )
    assert said.code == 0, said.err
    shown = shell("show", child, "王𬱖", "--reveal", "--json").json["records"][table.key]
    assert said.json["id"] in [row["id"] for row in shown]
    assert f"[{table.key}] id={said.json['id']}" in shell("show", child, "王𬱖").out
    newest = shell("history", child, "王𬱖", "--json").json[0]
    assert (newest["record"], newest["op"]) == (said.json["id"], "create")
    assert shell("undo", child).code == 0
    left = shell("show", child, "王𬱖", "--json").json["records"][table.key]
    assert said.json["id"] not in [row["id"] for row in left]


def test_a_name_that_no_table_has_is_refused_with_those_there_are(shell, child):
    said = shell("add", child, "考勤表", "王𬱖", "备注=无")
    assert said.code == 1
    for table in (each for each in CHILD_TABLES if each.typed):
        assert f"{table.key}({table.label})" in said.err
