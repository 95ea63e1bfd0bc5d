"""From the shell: two lists, or a list and the ledger, beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.samples import id_no, text, xlsx

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"  # beside the checkout, if at all
CHILDREN = {
    "王刚": id_no("20170311", 333),
    "李梅": id_no("20180502", 122),
    "陈一": id_no("20191120", 15),
    "周小": id_no("20220101", 17),
    "赵大": id_no("20090101", 19),
}


def village(path, *names, title="福利镇青山村适龄儿童摸底表"):
    rows = [[title], ["村名", "组", "户主", "儿童姓名", "性别", "公民身份号码", "与户主关系"]]
    rows += [["青山村", "3组", "王大山", name, "男", CHILDREN[name], "子"] for name in names]
    return xlsx(path, {"摸底": rows}, {"摸底": ["A1:G1"]})


def roster(path, *names):
    rows = [["姓名", "性别", "身份证号", "学校", "年级", "班级"]]
    rows += [[n, "男", CHILDREN[n], "福利镇中心小学", "三年级", "1"] for n in names]
    return text(path, rows)


@pytest.fixture
def lists(tmp_path):
    return (
        village(tmp_path / "户籍.xlsx", "王刚", "李梅", "周小", "赵大"),
        roster(tmp_path / "学籍.csv", "李梅", "陈一"),
    )


def names(entries):
    return [entry["name"] for entry in entries]


def test_a_village_list_beside_a_roster(shell, file, lists):
    told = shell("compare", file, *lists, "--kind", "household-register", "--json").json
    assert names(told["only_left"]) == ["王刚"]
    assert names(told["only_right"]) == ["陈一"]
    assert told["differ"] == told["unsure"] == []
    assert names(told["outside_age"]) == ["周小", "赵大"]
    assert told["counts"]["both"] == 1
    (child,) = told["only_left"]
    assert (child["village"], child["head"], child["row"], child["sure"]) == (
        "青山村", "王大山", 3, True,
    )  # fmt: skip
    assert "适龄失学" in child["reason"]


def test_comparing_writes_nothing(shell, file, lists):
    before = file.read_bytes()
    shell("compare", file, *lists, "--kind", "household-register")
    assert shell("find", file, "王刚", "--json").json == []
    assert len(before) == len(file.read_bytes())


def test_the_lists_may_be_sheets_of_one_workbook(shell, file, tmp_path):
    head = ["姓名", "性别", "身份证号", "年级", "班级"]
    rows = {n: [n, "男", CHILDREN[n], "三年级", "1"] for n in CHILDREN}
    book = xlsx(
        tmp_path / "两份.xlsx",
        {"学籍": [head, rows["王刚"], rows["李梅"]], "在校": [head, rows["李梅"]]},
    )
    told = shell(
        "compare", file, f"{book}#学籍", f"{book}#在校", "--kind", "register-present", "--json"
    ).json
    assert names(told["only_left"]) == ["王刚"]
    said = shell("compare", file, f"{book}#学籍", f"{book}#没有", "--kind", "register-present")
    assert said.code == 1
    assert "学籍、在校" in said.err


def test_the_ledger_is_a_list_too_and_its_files_are_named(shell, file, lists):
    shell("import", file, lists[1])
    told = shell("compare", file, lists[0], "ledger", "--kind", "household-register", "--json").json
    assert names(told["only_left"]) == ["王刚"]
    (other,) = told["only_right"]
    assert other["name"] == "陈一"
    assert shell("show", file, other["student"], "--json").code == 0


def test_a_part_of_the_ledger_by_words(shell, file, tmp_path, lists):
    shell("import", file, roster(tmp_path / "全部.csv", "王刚", "李梅", "陈一"))
    told = shell("compare", file, lists[1], "台账：三年级", "--json").json
    assert names(told["only_right"]) == ["王刚"]
    said = shell("compare", file, lists[1], "ledger:火星", "--json")
    assert said.code == 1
    assert "没有“火星”" in said.err


def test_a_file_of_the_ledger_links_two_lists_of_which_one_has_no_numbers(shell, file, tmp_path):
    shell("import", file, roster(tmp_path / "全部.csv", "王刚"))
    shell("set", file, "王刚", "guardian_name=王大山", "guardian_phone=13800000001")
    bare = text(
        tmp_path / "在校.csv",
        [["姓名", "性别", "家长姓名", "家长电话"], ["王刚", "男", "王大山", "13800000001"]],
    )
    numbered = roster(tmp_path / "学籍.csv", "王刚")
    told = shell("compare", file, numbered, bare, "--kind", "register-present", "--json").json
    assert told["counts"]["both"] == 1


def test_children_on_both_are_named_where_they_are_looked_for(shell, file, tmp_path):
    poor = xlsx(
        tmp_path / "脱贫.xlsx",
        {
            "脱贫户": [
                ["姓名", "身份证号", "村", "户主"],
                ["王刚", CHILDREN["王刚"], "青山村", "王大山"],
                ["李梅", CHILDREN["李梅"], "青山村", "李建国"],
            ]
        },
    )
    out = roster(tmp_path / "辍学学生名单.csv", "王刚", "陈一")
    told = shell("compare", file, out, poor, "--kind", "dropout-poor", "--json").json
    assert names(told["both"]) == ["王刚"]
    assert names(told["only_left"]) == ["陈一"]
    assert names(told["only_right"]) == ["李梅"]


def test_rows_that_are_hidden_or_nameless_are_named_as_not_compared(shell, file, tmp_path, lists):
    rows = [["姓名", "身份证号", "年级"], ["", CHILDREN["王刚"], "三年级"]]
    rows.append(["李梅", CHILDREN["李梅"], "三年级"])
    told = shell("compare", file, text(tmp_path / "a.csv", rows), lists[1], "--json").json
    assert [each["row"] for each in told["left"]["left_out"]] == [2]


def test_a_whole_school_s_roster_may_stand_for_its_sixth_grade(shell, file, tmp_path):
    head = ["姓名", "性别", "身份证号", "学校", "年级"]
    rows = [
        [name, "男", CHILDREN[name], "福利镇中心小学", grade]
        for name, grade in (("王刚", "六年级"), ("李梅", "六年级"), ("陈一", "三年级"))
    ]
    primary = text(tmp_path / "小学.csv", [head, *rows])
    junior = text(
        tmp_path / "中学.csv", [head, ["李梅", "男", CHILDREN["李梅"], "福利中学", "七年级"]]
    )
    told = shell("compare", file, primary, junior, "--kind", "primary-junior", "--json").json
    assert names(told["only_left"]) == ["王刚"]
    assert told["counts"]["both"] == 1
    assert "不是六年级的 1 人" in told["left"]["left_out"][0]["reason"]


def test_who_a_list_says_is_not_at_school_is_not_present(shell, file, tmp_path):
    head = ["姓名", "性别", "身份证号", "年级", "备注"]
    register = roster(tmp_path / "学籍.csv", "王刚", "李梅")
    present = text(
        tmp_path / "在校.csv",
        [
            head,
            ["王刚", "男", CHILDREN["王刚"], "三年级", "随父母去广东读书"],
            ["李梅", "女", CHILDREN["李梅"], "三年级", ""],
        ],
    )
    told = shell("compare", file, register, present, "--kind", "register-present", "--json").json
    assert names(told["only_left"]) == ["王刚"]
    (out,) = told["right"]["left_out"]
    assert (out["name"], out["row"]) == ("王刚", 2)
    assert "广东" in out["reason"]


def test_a_column_that_is_not_understood_is_named(shell, file, tmp_path, lists):
    rows = [["姓名", "身份证号", "住哪里呢"], ["王刚", CHILDREN["王刚"], "青山村"]]
    told = shell("compare", file, text(tmp_path / "a.csv", rows), lists[1], "--json").json
    (out,) = told["left"]["left_out"]
    assert "C 列“住哪里呢”没有认出" in out["reason"]


def test_a_kind_that_is_none_is_refused_with_all_that_are(shell, file, lists):
    said = shell("compare", file, *lists, "--kind", "nothing")
    assert said.code == 1
    assert "household-register" in said.err


def compared(shell, file, lists, *more):
    words = ("--kind", "household-register", "--json")
    return shell("compare", file, *lists, *words, *more).json


def test_an_answer_is_asked_for_once_and_makes_the_file_and_its_line(shell, file, lists):
    (child,) = compared(shell, file, lists)["only_left"]
    told = compared(
        shell, file, lists, "--answer", child["key"], "外地就读", "--remark", "村里说去了广东"
    )
    assert told["only_left"] == []
    assert told["counts"]["answered"] == 1
    (answered,) = told["answered"]
    assert (answered["answer"], answered["remark"]) == ("外地就读(待核实)", "村里说去了广东")
    shown = shell("show", file, "王刚", "--reveal", "--json").json
    assert shown["id_no"] == CHILDREN["王刚"]
    assert shown["head_name"] == "王大山"
    assert len(shown["records"]["elsewhere"]) == 1
    lines = [row["name"] for row in shell("due", file, "--json").json]
    assert "王刚" in lines
    # Next month's list, of another name: nobody is asked about the child again.
    again = village(lists[0].with_name("十二月.xlsx"), "王刚", "李梅")
    told = compared(shell, file, (again, lists[1]))
    assert told["only_left"] == []
    assert names(told["answered"]) == ["王刚"]


def test_an_undone_answer_is_asked_for_again(shell, file, lists):
    (child,) = compared(shell, file, lists)["only_left"]
    assert compared(shell, file, lists, "--answer", child["key"], "建档")["only_left"] == []
    assert shell("undo", file).code == 0
    assert names(compared(shell, file, lists)["only_left"]) == ["王刚"]
    assert shell("find", file, "王刚", "--json").json == []


def test_not_needed_makes_no_file(shell, file, lists):
    (child,) = compared(shell, file, lists)["only_right"]
    assert compared(shell, file, lists, "--answer", child["key"][:8], "不需要")["only_right"] == []
    assert shell("find", file, "陈一", "--json").json == []


def test_an_answer_that_is_none_and_a_child_that_is_none_are_refused(shell, file, lists):
    (child,) = compared(shell, file, lists)["only_left"]
    words = ("compare", file, *lists, "--kind", "household-register", "--answer")
    assert "可用的有" in shell(*words, child["key"], "随便").err
    assert "没有“zzz”" in shell(*words, "zzz", "不需要").err


def test_who_is_unsure_is_decided_once(shell, file, tmp_path):
    left = text(tmp_path / "a.csv", [["姓名", "性别", "村"], ["王刚", "男", "青山村"]])
    right = text(tmp_path / "b.csv", [["姓名", "性别", "年级"], ["王刚", "男", "三年级"]])
    (asked,) = shell("compare", file, left, right, "--json").json["unsure"]
    (candidate,) = asked["candidates"]
    keys = (asked["key"], candidate["key"])
    told = shell("compare", file, left, right, "--json", "--other", *keys).json
    assert (names(told["only_left"]), names(told["only_right"])) == (["王刚"], ["王刚"])
    told = shell("compare", file, left, right, "--json", "--same", *keys).json
    assert (told["counts"]["both"], told["unsure"]) == (1, [])
    turned = shell("compare", file, right, left, "--json").json
    assert turned["counts"]["both"] == 1


def test_a_kept_comparison_says_the_next_time_who_is_new(shell, file, lists):
    assert "new" not in compared(shell, file, lists, "--keep")["only_left"][0]
    more = village(lists[0].with_name("十二月.xlsx"), "王刚", "李梅", "周小")
    roster(lists[1], "陈一")
    told = compared(shell, file, (more, lists[1]))
    assert {each["name"]: each.get("new", False) for each in told["only_left"]} == {
        "王刚": False, "李梅": True,
    }  # fmt: skip


def test_a_namesake_in_the_ledger_is_pointed_out_before_a_file_is_made(shell, file, lists):
    shell("import", file, text(lists[1].with_name("c.csv"), [["姓名", "性别"], ["王刚", "男"]]))
    (child,) = compared(shell, file, lists)["only_left"]
    assert "台账里有可能是同一个孩子的档案" in child["reason"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared workbooks are not here")
def test_the_village_list_of_the_township_beside_its_roster(shell, file):
    told = shell(
        "compare", file, SHARED / "household_list.xlsx", SHARED / "roster_national.xlsx",
        "--kind", "household-register", "--json",
    ).json  # fmt: skip
    counts = told["counts"]
    assert (counts["only_left"], counts["only_right"], counts["both"]) == (23, 17, 414)
    assert counts["unsure"] == counts["differ"] == 0
    assert all(child["sure"] for child in told["only_left"])


@pytest.mark.skipif(not SHARED.exists(), reason="the shared workbooks are not here")
def test_each_child_on_no_roster_is_unverified_with_a_line_of_its_own(shell, file):
    shell("import", file, SHARED / "roster_national.xlsx")
    shell("import", file, SHARED / "household_list.xlsx")
    told = shell("compare", file, "ledger", "ledger", "--kind", "household-register", "--json").json
    assert (len(told["only_left"]), len(told["only_right"])) == (23, 17)
    lines = {
        line["student"]
        for line in shell("due", file, "--json").json
        if line["rule"] == "unverified"
    }
    assert lines == {child["student"] for child in told["only_left"]}
