"""From the shell: one child with two files, two children in one file, files that look alike."""

from __future__ import annotations

import pytest

from tests.gui.children import id_number

OWN = "福利镇中心小学"
BORN = ("birth_date=2017-03-11", "grade=3", "class_no=1", f"school={OWN}")


@pytest.fixture
def two(shell, file):
    """Return the ids of two files that are one child's: 王小明 with a number, 王晓明 without."""
    number = f"id_no={id_number('2017-03-11', 1)}"
    one = shell(
        "add", file, "student", "-", "name=王小明", number, *BORN, "phone=13800000001", "--json"
    ).json["id"]
    other = shell(
        "add", file, "student", "-", "name=王晓明", *BORN, "phone=13800000002",
        "address=青山村三组", "remark=随祖父", "--json",
    ).json["id"]  # fmt: skip
    for student in (one, other):
        values = ("name=王刚", "relation=父亲", "phone=13900000001")
        assert shell("add", file, "family_member", student, *values).code == 0
    shell("add", file, "contact", other, "contacted_on=2026-10-01", "content=家里没有人")
    return one, other


def test_a_dry_run_sets_both_files_beside_each_other_and_changes_nothing(shell, file, two):
    found = shell("merge", file, *two, "--dry-run", "--json").json
    told = {each["key"]: (each["take"], each["asked"]) for each in found["differing"]}
    assert told["name"] == ("both", True)
    assert told["phone"] == ("both", True)
    assert told["address"] == ("both", False)  # filled: only one of them has it
    assert {"label": "联系记录", "kept": 0, "other": 1} in found["records"]
    assert found["alike"] == ["家庭成员 王刚 父亲 139****0001"]
    assert len(shell("find", file, "王", "--json").json) == 2


def test_two_files_become_one_and_are_two_again_although_edited_since(shell, file, two):
    one, other = two
    before = [shell("show", file, each, "--reveal", "--json").json for each in two]
    done = shell("merge", file, one, other, "name=kept", "--json").json
    assert done["moved"] == {"family_member": 1, "contact": 1}
    assert (
        done["left_out"] == ["姓名：王晓明", "姓名拼音：" + before[1]["pinyin"]]
        if before[1]["pinyin"]
        else ["姓名：王晓明"]
    )
    (only,) = shell("find", file, "王", "--json").json
    assert only["id"] == one
    joined = shell("show", file, one, "--reveal", "--json").json
    assert (joined["phone"], joined["phone2"]) == ("13800000001", "13800000002")
    assert (joined["address"], joined["remark"]) == ("青山村三组", "随祖父")
    assert len(joined["records"]["family_member"]) == 2
    assert shell("check", file, "--json").json == {"ok": True, "problems": []}

    shell("set", file, one, "address=石门村一组")
    shell("add", file, "contact", one, "contacted_on=2026-11-01", "content=找到了")
    back = shell("unmerge", file, one, "--json").json
    assert back["kept"] == ["王小明 现住址"]
    assert back["back"] == other
    now = [shell("show", file, each, "--reveal", "--json").json for each in two]
    assert now[1] == before[1]
    assert (now[0]["phone2"], now[0]["address"]) == (None, "石门村一组")
    assert [row["content"] for row in now[0]["records"]["contact"]] == ["找到了"]
    assert shell("pairs", file, "--json").json == []  # taken apart: they are two children
    assert shell("check", file, "--json").json == {"ok": True, "problems": []}


def test_the_history_of_the_file_has_what_was_changed_in_the_other_one(shell, file, two):
    one, other = two
    record = shell("show", file, other, "--json").json["records"]["contact"][0]["id"]
    shell("set", file, other, "phone=13800000003")
    shell("merge", file, one, other)
    moves = [row for row in shell("history", file, one, "--json").json if row["record"] == record]
    assert [(row["op"], row["label"]) for row in moves] == [("move_in", "联系记录")]
    assert "从另一份档案移来" in shell("history", file, one).out
    assert "合并档案" in moves[0]["summary"]


def test_what_is_not_chosen_among_the_choices_is_refused_in_words(shell, file, two):
    assert "kept、other 或 both" in shell("merge", file, *two, "phone=对").err
    assert "没有不同" in shell("merge", file, *two, "grade=other").err
    assert "没有“星座”" in shell("merge", file, *two, "星座=other").err
    assert "同一份档案" in shell("merge", file, two[0], two[0]).err
    assert "没有合并过" in shell("unmerge", file, two[0]).err


def test_files_that_look_like_two_children_are_merged_only_for_sure(shell, file, two):
    twin = shell(
        "add", file, "student", "-", "name=王小亮", f"id_no={id_number('2017-03-12', 2)}",
        "guardian_name=赵大", "guardian_phone=13700000009", "--json",
    ).json["id"]  # fmt: skip
    said = shell("merge", file, two[0], twin)
    assert (said.code, "像是两个孩子" in said.err, "--sure" in said.err) == (1, True, True)
    assert shell("merge", file, two[0], twin, "--sure").code == 0
    shell("unmerge", file, two[0])
    assert "以前答复过" in shell("merge", file, two[0], twin).err


def test_suspected_pairs_are_listed_with_facts_and_answered_once(shell, file, two):
    one, other = two
    (pair,) = shell("pairs", file, "--json").json
    assert {pair["first"], pair["second"]} == {one, other}
    assert "出生日期 2017-03-11" in pair["agreeing"]
    assert not any("13900000001" in fact for fact in pair["agreeing"])  # masked
    assert "2017-03-11" in shell("pairs", file).out
    (later,) = shell("pairs", file, one, other, "以后再说", "--json").json
    assert later["answer"] == "3"
    assert shell("pairs", file, one, other, "不是", "--json").json == []
    assert "请合并" in shell("pairs", file, one, other, "同一人").err
    shell("undo", file)
    assert len(shell("pairs", file, "--json").json) == 1


def test_a_file_that_was_two_children_gives_records_to_a_new_one(shell, file, two):
    one, _ = two
    shell("add", file, "contact", one, "contacted_on=2026-11-01", "content=是弟弟")
    record = shell("show", file, one, "--json").json["records"]["contact"][0]["id"]
    done = shell(
        "split", file, one, "name=王小亮", "--records", record, "--take", "联系电话",
        "--share", "school,grade,address", "--json",
    ).json  # fmt: skip
    old, new = (shell("show", file, done[key], "--reveal", "--json").json for key in ("old", "new"))
    assert (new["name"], new["phone"], new["grade"]) == ("王小亮", "13800000001", "3")
    assert (old["phone"], old["grade"], old["records"]["contact"]) == (None, "3", [])
    assert [row["content"] for row in new["records"]["contact"]] == ["是弟弟"]
    moved = [row["op"] for row in shell("history", file, one, "--json").json]
    assert moved.count("move_out") == 1
    assert "姓名还没填" in shell("split", file, one, "phone=1").err
    assert "没有编号" in shell("split", file, one, "name=甲", "--records", "xyz").err
    for option in ("--take", "--share"):
        assert "没有“鞋号”这一项" in shell("split", file, one, "name=甲", option, "鞋号").err
    assert shell("check", file, "--json").json == {"ok": True, "problems": []}


def test_next_months_list_with_the_number_of_the_other_file_makes_no_third_one(
    shell, file, tmp_path
):
    head = "姓名,性别,身份证号,年级,班级,监护人姓名"
    rows = [f"{name},男,{id_number(born, 1)},三年级,1,王刚"
            for name, born in (("王小明", "2017-03-11"), ("王晓民", "2017-03-12"))]  # fmt: skip
    for at, row in enumerate(rows):
        (tmp_path / f"{at}.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
        assert shell("import", file, tmp_path / f"{at}.csv").code == 0
    one, other = (
        shell("find", file, name, "--json").json[0]["id"] for name in ("王小明", "王晓民")
    )
    shell("merge", file, one, other, "name=kept", "--sure")
    (tmp_path / "十月.csv").write_text(f"{head}\n{rows[1]}\n", encoding="utf-8")
    again = shell("import", file, tmp_path / "十月.csv", "--json").json
    assert (again["created"], again["skipped"], again["failed"]) == (0, 0, 0)
    (only,) = shell("find", file, "王", "--json").json
    assert only["id"] == one
    shell("undo", file)
    shell("unmerge", file, one)
    third = shell("import", file, tmp_path / "十月.csv", "--json").json
    assert third["created"] == 0
    assert len(shell("find", file, "王", "--json").json) == 2
