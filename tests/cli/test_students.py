"""find, show, set, add, history, undo, due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger_app.actions import edit_file
from ledger_app.store.file import audit
from ledger_app.store.safety import ledger_files
from tests.ledgers import open_again


def days(number: int) -> str:
    """Return the day so many days from today: the shell has no other clock than the computer's."""
    return (date.today() + timedelta(days=number)).isoformat()


@pytest.fixture
def child(shell, file):
    """Return (ledger file, id) with one child in it."""
    said = shell(
        "add", file, "学生", "-", "姓名=王𬱖", "身份证号=52990120171012219X", "年级=三年级",
        "班级=1", "电话=13566537775", "涉案未成年人=是", "学校=福利镇中心小学", "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    return file, said.json["id"]


def test_find_answers_as_the_contract_says(shell, child):
    file, student = child
    expected = {
        "id": student, "name": "王𬱖", "school": "福利镇中心小学", "grade": "三年级", "class": "1",
        "status": "未核实", "id_no": "52990120171012219X",
    }  # fmt: skip
    for text in ("𬱖", "wang", "7775", "20171012", "中心小学"):
        assert shell("find", file, text, "--json").json == [expected]
    plain = shell("find", file, "王")
    assert plain.out.startswith(student[:8])
    assert "共 1 人" in plain.err
    assert shell("find", file, "没有这个人", "--json").json == []


def test_show_hides_numbers_and_sensitive_things_until_asked(shell, child):
    file, student = child
    hidden = shell("show", file, "王𬱖", "--json").json
    assert hidden["id"] == student
    assert (hidden["id_no"], hidden["phone"]) == ("529901********219X", "135****7775")
    assert "case_involved" not in hidden
    shown = shell("show", file, student[:8], "--reveal", "--json").json
    assert (shown["id_no"], shown["phone"]) == ("52990120171012219X", "13566537775")
    assert shown["case_involved"] == "1"
    assert (shown["sex"], shown["birth_date"]) == ("1", "2017-10-12")
    assert "52990120171012219X" not in shell("show", file, "王𬱖").out


def test_set_takes_keys_and_chinese_names(shell, child):
    file, _ = child
    said = shell("set", file, "王𬱖", "phone=13800000001", "民族=苗", "--json")
    assert set(said.json["changed"]) == {"phone", "ethnic"}
    shown = shell("show", file, "王𬱖", "--reveal", "--json").json
    assert (shown["phone"], shown["ethnic"]) == ("13800000001", "06")
    assert shell("set", file, "王𬱖", "民族=苗族").out.startswith("没有变化")
    assert shell("set", file, "王𬱖", "民族=").code == 0
    assert shell("show", file, "王𬱖", "--json").json["ethnic"] is None


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("手机号码错=1", 1, "联系电话"),
        ("出生日=2017", 1, "birth_date"),
        ("xyz=1", 1, "可用的有"),
        ("民族=火星族", 1, "火星族"),
        ("学校=没有的小学", 1, "没有的小学"),
        ("姓名=", 1, "姓名不能为空"),
        ("出生日期=昨天吧", 1, "昨天吧"),
        ("没有等号", 2, "项目=内容"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_saved(shell, child, given, code, words):
    file, _ = child
    said = shell("set", file, "王𬱖", "备注=不应保存", given, "--json")
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert shell("show", file, "王𬱖", "--json").json["remark"] is None


def test_add_a_record_under_its_chinese_name(shell, child):
    file, student = child
    said = shell(
        "add",
        file,
        "家访",
        "王𬱖",
        f"联系日期={days(-1)}",
        "方式=家访",
        "内容=父母都在家",
        "--json",
    )
    assert list(said.json) == ["id"]
    (row,) = shell("show", file, student, "--json").json["records"]["contact"]
    assert (row["id"], row["content"]) == (said.json["id"], "父母都在家")
    assert row["contacted_on"] == days(-1)


def test_add_keeps_schools_and_classes_too(shell, file):
    assert shell("add", file, "school", "-", "学校名称=青山村小学").code == 0
    assert shell("add", file, "班级", "-", "学校=青山村小学", "年级=3", "班级=2").code == 0
    said = shell("add", file, "student", "-", "姓名=李𰻝", "学校=青山村小学", "--json")
    assert said.code == 0
    assert shell("find", file, "青山村", "--json").json[0]["name"] == "李𰻝"


@pytest.mark.parametrize(
    ("words", "said_words"),
    [
        (("没有的表", "王𬱖", "内容=1"), "联系记录"),
        (("contact", "没有这人", "内容=1"), "没有找到学生"),
        (("student", "-", "电话=1"), "姓名还没填"),
    ],
)
def test_add_refuses_in_words(shell, child, words, said_words):
    said = shell("add", child[0], *words, "--json")
    assert (said.code, said.out) == (1, "")
    assert said_words in said.err


def test_namesakes_are_listed_not_guessed(shell, child):
    file, first = child
    shell("add", file, "student", "-", "姓名=王𬱖", "年级=5")
    said = shell("set", file, "王𬱖", "备注=1")
    assert said.code == 1
    assert "有 2 个学生" in said.err
    assert first[:8] in said.err
    assert "王𬱖" not in said.err  # a script's log names no child
    assert shell("set", file, first[:8], "备注=1").code == 0
    assert shell("set", file, "52990120171012219x", "备注=2").code == 0


def test_history_tells_who_when_and_from_what(shell, child, monkeypatch):
    file, _ = child
    monkeypatch.setenv("LEDGER_AUTHOR", "李老师")
    shell("set", file, "王𬱖", "民族=苗族")
    newest = shell("history", file, "王𬱖", "--json").json[0]
    assert (newest["author"], newest["label"]) == ("李老师", "民族")
    assert (newest["old_text"], newest["new_text"]) == ("", "苗族")
    assert newest["at"][:10] == days(0)
    shell("set", file, "王𬱖", "心理关注=情绪低落")
    newest = shell("history", file, "王𬱖", "--json")
    assert newest.json[0]["new_text"] == "（敏感内容）"
    assert "情绪低落" not in newest.out + shell("history", file, "王𬱖").out
    said = shell("history", file, "王𬱖").out
    assert "空 → 苗族" in said
    assert "学生档案\t新建" in said


def test_what_a_restricted_concern_says_is_shown_on_demand_only(shell, child):
    file, student = child
    said = ("家庭情况简述=父亲在看守所", "帮扶措施=打13800005678", "解除原因=已开庭")
    kinds = "risk_categories=left_behind,case_involved"
    record = shell("add", file, "concern", "王𬱖", kinds, *said, "--json").json["id"]
    ledger = open_again(file)
    edit_file.save_fields(ledger, "concern", record, {"situation": "父亲在看守所，已探视"})
    ledger_files.close(ledger)
    shell("set", file, "王𬱖", "phone=139-4726-1538")
    for command in ("show", "history"):
        for form in ((), ("--json",)):
            hidden = shell(command, file, "王𬱖", *form).out
            for word in ("看守所", "开庭", "case_involved", "0000567", "4726"):
                assert word not in hidden, (command, form, word)
            assert "（敏感" in hidden
    (concern,) = shell("show", file, "王𬱖", "--json").json["records"]["concern"]
    assert concern["risk_categories"] == "left_behind"
    ledger = open_again(file)
    looked = audit.entries(ledger)
    ledger_files.close(ledger)
    assert not [each for each in looked if each["event"] == "reveal"]

    assert "看守所" in shell("show", file, "王𬱖", "--reveal").out
    assert "看守所" in shell("history", file, "王𬱖", "--reveal").out
    ledger = open_again(file)
    revealed = [each for each in audit.entries(ledger) if each["event"] == "reveal"]
    ledger_files.close(ledger)
    assert [each["detail"] for each in revealed] == [{"student": student}] * 2


def test_undo_takes_the_last_revision_or_a_named_one(shell, child):
    file, _ = child
    shell("set", file, "王𬱖", "备注=一")
    named = shell("history", file, "王𬱖", "--json").json[0]["revision"]
    shell("set", file, "王𬱖", "电话=13800000009")
    said = shell("undo", file, "--revision", named, "--json")
    assert (said.json["reversed"], said.json["kept"]) == (1, [])
    shown = shell("show", file, "王𬱖", "--reveal", "--json").json
    assert (shown["remark"], shown["phone"]) == (None, "13800000009")
    assert "已撤销" in shell("undo", file).out
    assert shell("show", file, "王𬱖", "--reveal", "--json").json["phone"] == "13566537775"
    again = shell("undo", file, "--revision", named)
    assert (again.code, again.out) == (1, "")
    assert "已经撤销过" in again.err
    assert shell("undo", file, "--revision", 9999).code == 1
    assert shell("undo", file, "--revision", "x").code == 2


def test_a_child_whose_adding_was_undone_is_found_no_more(shell, child):
    file, _ = child
    shell("undo", file)
    assert shell("find", file, "王", "--json").json == []
    assert "没有找到学生" in shell("show", file, "王𬱖").err


DUE = {"rule", "student", "name", "due_on", "state", "who", "action"}


def test_due_answers_as_the_contract_says(shell, child):
    file, student = child
    shell("add", file, "dropout", "王𬱖", f"last_attended={days(-30)}", f"confirmed_on={days(-20)}",
          "is_suspected=否")  # fmt: skip
    found = shell("due", file, "--json").json
    mine = [row for row in found if row["student"] == student]
    assert mine
    assert all(set(row) == DUE for row in found)
    assert {row["state"] for row in found} <= {"overdue", "today", "soon"}
    assert mine[0]["name"] == "王𬱖"
    assert mine[0]["state"] == "overdue"
    assert "王𬱖" in shell("due", file).out
    before = shell("due", file, "--on", days(-60), "--json").json
    mine = {row["rule"] for row in before if row["student"] == student}
    assert mine == {"unverified"}  # nobody had written yet where the child is


@pytest.mark.parametrize("text", ["不是日期", "2026-13-40", "2099-10-01"])
def test_what_is_no_day_is_refused(shell, file, text):
    said = shell("due", file, "--on", text, "--json")
    assert (said.code, said.out) == (1, "")
    assert text in said.err


@pytest.mark.parametrize(
    "words",
    [("find",), ("set", "x"), ("add", "contact"), ("nothing",), ("find", "--wrong"),
     ("undo", "--revision", f"{2**64}")],
)  # fmt: skip
def test_wrong_usage_is_exit_2(shell, file, words):
    command, *rest = words
    said = shell(command, file, *rest)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_an_arrival_says_what_follows_from_it_and_changes_nothing(shell, ledger):
    edit_file.add_record(ledger, "school", None, {"name": "青山教学点"})
    child = edit_file.add_student(ledger, {"name": "王甲", "school": "青山教学点"}).record_id
    day, centre = ledger.day().later(-3), ledger.value("SELECT name FROM school ORDER BY no")
    ledger_files.close(ledger)
    said = shell(
        "add", ledger.path, "relocation", child, "origin_school=青山教学点",
        f"receiving_school={centre}", "receiving_grade_class=三年级2班", f"moved_on={day}",
    )  # fmt: skip
    assert said.code == 0
    assert f"已到{centre}，就读学校还是青山教学点" in said.err
    assert f"set 台账 {child[:8]} school={centre} class_no=2 grade=3" in said.err
    assert shell("find", ledger.path, "王甲", "--json").json[0]["school"] == "青山教学点"


def test_a_record_is_deleted_for_a_reason_that_the_history_tells(shell, file):
    child = shell("add", file, "student", "-", "姓名=王一", "--json").json["id"]
    contact = shell("add", file, "contact", child, "content=家访", "--json").json["id"]
    said = shell("delete", file, "contact", contact, "--why", "重复登记")
    assert (said.code, said.err) == (0, "")
    assert "删除：重复登记" in shell("history", file, child).out
    assert shell("delete", file, "contact", contact).code == 1
    assert shell("delete", file, "package", contact).code == 1
    assert shell("delete", file, "student", "王一", "--why", "建错了").code == 0
    assert shell("show", file, "王一").code == 1
    assert shell("undo", file).code == 0
    assert shell("show", file, "王一").code == 0


def test_find_takes_a_sentence_and_gives_the_same_list(shell, demo_file):
    told = shell("find", demo_file, "五年级留守的女生", "--json")
    rows = told.json
    assert rows
    assert {row["grade"] for row in rows} == {"五年级"}
    assert list(rows[0]) == ["id", "name", "school", "grade", "class", "status", "id_no"]


def test_find_explains_a_sentence_only_when_asked(shell, demo_file):
    told = shell("find", demo_file, "不是五年级 寄宿 小明爸", "--explain", "--json").json
    assert told["understood"] == [
        {"title": "年级", "values": "不是五年级"},
        {"title": "寄宿", "values": "是"},
    ]
    assert (told["rest"], told["children"]) == ("小明爸", [])
    assert "条件\t年级\t不是五年级" in shell("find", demo_file, "不是五年级", "--explain").out
    assert "条件" not in shell("find", demo_file, "不是五年级").out


def test_whoever_is_called_so_is_found_before_anything_is_read(shell, demo_file):
    name = shell("find", demo_file, "五年级", "--json").json[0]["name"]
    told = shell("find", demo_file, name, "--explain", "--json").json
    assert told["understood"] == []
    assert name in {row["name"] for row in told["children"]}
