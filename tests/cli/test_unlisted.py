"""From the shell: who is not on a list, the answers, and the children of a school that closes."""

from __future__ import annotations

import pytest

from tests.gui.children import id_number

HEAD = "姓名,性别,身份证号,学校,年级,班级"
OWN = "福利镇中心小学"


@pytest.fixture
def roster(tmp_path):
    def write(name, *children, school=OWN):
        rows = [
            f"{child},男,{id_number('2017-03-11', 2 * ord(child[0]) % 998 + 1)},{school},三年级,1"
            for child in children
        ]
        path = tmp_path / name
        path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
        return path

    return write


def names(found):
    return [each["name"] for each in found]


def test_the_missing_are_named_listed_and_answered(shell, file, roster):
    shell("import", file, roster("九月.csv", "王一", "李二", "张三"))
    said = shell("import", file, roster("十月.csv", "王一", "张三"), "--json")
    (missing,) = said.json["missing"]
    assert (missing["name"], missing["school"], missing["grade"], missing["class"]) == (
        "李二", OWN, "三年级", "1",
    )  # fmt: skip
    assert list(missing) == ["id", "name", "school", "grade", "class"]
    (line,) = [row for row in shell("due", file, "--json").json if row["rule"] == "not_listed"]
    assert line["student"] == missing["id"]
    assert names(shell("unlisted", file, "--json").json) == ["李二"]
    assert shell("unlisted", file, "李二", "转走").code == 0
    assert shell("unlisted", file, "--json").json == []
    assert "没有要答复" in shell("unlisted", file, "李二", "转走").err
    change = shell("show", file, "李二", "--json").json["records"]["register_change"]
    assert len(change) == 1


def test_people_read_the_names_too_and_a_dry_run_says_the_same(shell, file, roster):
    shell("import", file, roster("九月.csv", "王一", "李二", "张三"))
    shorter = roster("十月.csv", "王一", "张三")
    dry = shell("import", file, shorter, "--dry-run")
    assert "不在这份名单上：李二（福利镇中心小学三年级1班）" in dry.out
    assert shell("unlisted", file, "--json").json == []
    assert "不在这份名单上：李二" in shell("import", file, shorter).out


@pytest.mark.parametrize("policy", ["fill", "workbook"])
def test_children_of_a_closed_school_get_relocation_records(shell, file, roster, policy):
    closed = ("name=青山村小学", "status=3", "closed_on=2026-08-20")
    assert shell("add", file, "school", "-", *closed).code == 0
    shell("import", file, roster("青山.csv", "王一", "李二", school="青山村小学"))
    moved = roster("合并.csv", "王一", "李二")
    said = shell("import", file, moved, "--policy", policy, "--dry-run", "--json")
    assert names(said.json["moved"]) == ["王一", "李二"]
    assert (said.json["moved"][0]["school"], said.json["moved"][0]["to"]) == (
        "青山村小学", "福利镇中心小学三(1)",
    )  # fmt: skip
    offered = shell("import", file, moved, "--policy", policy, "--relocate")
    assert "已登记分流安置 2 人" in offered.out
    (record,) = shell("show", file, "王一", "--json").json["records"]["relocation"]
    assert (record["origin_school"], record["receiving_school"]) == ("青山村小学", OWN)
    due = shell("due", file, "--on", "2027-03-20", "--json").json
    awaited = [row["name"] for row in due if row["rule"] == "relocated_not_arrived"]
    assert sorted(awaited) == ["李二", "王一"]
    again = shell("import", file, moved, "--policy", policy, "--relocate", "--json")
    assert "moved" not in again.json
