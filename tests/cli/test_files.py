"""new, demo, backup, restore, check."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from ledger_app.actions import edit_file
from ledger_app.store.safety import backup, ledger_files
from tests.ledgers import PASSWORD, open_again

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices as on POSIX")


def test_new_makes_a_ledger_and_shows_the_recovery_code_beside_the_result(shell, tmp_path):
    path = tmp_path / "福利镇.ledger"
    said = shell(
        "new", path, "--unit", "福利镇中心小学", "--code", "2152000001", "--kind", "school"
    )
    assert said.code == 0
    assert str(path) in said.out
    groups = said.err.split("\n")[1].split()
    assert len(groups) == 13
    assert groups[0] not in said.out
    assert shell("check", path, "--json").json == {"ok": True, "problems": []}


def test_new_adds_the_suffix_and_never_overwrites(shell, tmp_path):
    assert shell("new", tmp_path / "甲", "--unit", "甲小学").code == 0
    again = shell("new", tmp_path / "甲.ledger", "--unit", "甲小学")
    assert (again.code, again.out) == (1, "")
    assert "已经存在" in again.err


def test_new_needs_a_file_name(shell):
    said = shell("new", ".", "--unit", "甲小学")
    assert (said.code, said.out) == (1, "")
    assert "文件名" in said.err


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 2), (("--unit", "甲小学", "--kind", "province"), 2), (("--unit", " "), 1)],
)
def test_new_refuses_what_is_missing(shell, tmp_path, words, code):
    said = shell("new", tmp_path / "甲.ledger", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err
    assert not list(tmp_path.glob("*.ledger"))


def test_a_weak_password_is_refused(shell, monkeypatch, tmp_path):
    monkeypatch.setenv("LEDGER_PASSWORD", "12345678")
    said = shell("new", tmp_path / "甲.ledger", "--unit", "甲小学")
    assert said.code == 1
    assert "太常见" in said.err


def test_a_whole_ledger_is_ok_and_a_damaged_one_is_not(shell, file):
    assert shell("check", file).out.startswith("完好")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1  # a page that opening does not read
    file.write_bytes(content)
    said = shell("check", file, "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert said.json["faults"][0]["kind"] == "storage"
    assert any("损坏" in text for text in said.json["problems"])


def test_what_a_backup_holds_comes_back_and_the_present_file_stays(shell, file, tmp_path):
    shell("add", file, "student", "-", "姓名=王小明")
    said = shell("backup", file)
    assert said.code == 0
    (made,) = backup.backups(file)
    assert str(made.path) in said.out
    shell("add", file, "student", "-", "姓名=后来的")
    restored = shell("restore", file, made.path)
    assert restored.code == 0
    assert "1 份档案" in restored.out
    assert [row["name"] for row in shell("find", file, "王小明", "--json").json] == ["王小明"]
    assert shell("find", file, "后来的", "--json").json == []
    (before,) = tmp_path.glob("before-restore-*.ledger")
    assert str(before) in restored.out
    assert len(shell("find", before, "后来的", "--json").json) == 1


@pytest.mark.parametrize(
    "words",
    [("backup",), ("printouts", "--json"), ("due", "--json"), ("undo", "--json")],
    ids=lambda words: words[0],
)
def test_a_missing_file_is_a_sentence(shell, tmp_path, words):
    said = shell(words[0], tmp_path / "没有.ledger", *words[1:])
    assert (said.code, said.out) == (1, "")
    assert "找不到台账文件" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_check_of_a_missing_file_says_so_in_its_answer(shell, tmp_path):
    said = shell("check", tmp_path / "没有.ledger", "--json")
    assert said.code == 1
    assert "找不到台账文件" in said.json["problems"][0]


def test_a_wrong_backup_is_refused_and_nothing_changes(shell, file, tmp_path):
    before = file.read_bytes()
    other = tmp_path / "别的.ledger"
    other.write_bytes(b"x" * 9000)
    said = shell("restore", file, other)
    assert (said.code, said.out) == (1, "")
    assert "口令不对" in said.err
    assert file.read_bytes() == before


def test_demo_says_how_many_and_refuses_odd_numbers(shell, demo, tmp_path):
    assert len(shell("find", demo, "学校", "--json").json) > 500
    said = shell("demo", tmp_path / "没.ledger", "--students", "0")
    assert (said.code, said.out) == (1, "")
    assert not (tmp_path / "没.ledger").exists()


@pytest.mark.parametrize("kind", ["township", "county"])
def test_demo_makes_the_ledger_of_a_unit_above_too(shell, tmp_path, kind):
    path = tmp_path / "上级.ledger"
    assert shell("demo", path, "--kind", kind, "--students", "60").code == 0
    assert shell("check", path, "--json").json["ok"] is True
    schools = {row["school"] for row in shell("find", path, "福利镇", "--json").json}
    assert len(schools) > 1


def test_the_password_comes_from_environment_file_or_standard_input(
    shell, file, tmp_path, monkeypatch
):
    kept = tmp_path / "口令.txt"
    kept.write_text(PASSWORD + "\nzweite Zeile\n", encoding="utf-8")
    monkeypatch.delenv("LEDGER_PASSWORD")
    assert shell("check", file, "--password-file", kept).code == 0
    assert shell("--password-file", kept, "check", file).code == 0
    assert shell("check", file, "--password-file", tmp_path / "没有").code == 1


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_password_file_may_come_from_any_editor(shell, file, tmp_path, monkeypatch, coding):
    kept = tmp_path / "口令.txt"
    kept.write_bytes((PASSWORD + "\r\n").encode(coding))
    monkeypatch.delenv("LEDGER_PASSWORD")
    said = shell("check", file, "--password-file", kept)
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize(
    "words",
    [("find", "王", "--json"), ("due", "--json"), ("printouts", "--json"), ("history", "王"),
     ("show", "王", "--json"), ("set", "王", "电话=1"), ("add", "contact", "王", "内容=1"),
     ("undo", "--json"), ("backup",)],
    ids=lambda words: words[0],
)  # fmt: skip
def test_a_wrong_password_is_a_sentence_and_nothing_else(shell, file, monkeypatch, words):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setenv("LEDGER_PASSWORD", "不是这个口令吧")
    before = file.read_bytes()
    command, *rest = words
    said = shell(command, file, *rest)
    assert (said.code, said.out) == (1, "")
    assert "口令不对" in said.err
    assert "Traceback" not in said.err
    assert file.read_bytes() == before


def test_after_wrong_passwords_the_shell_waits(shell, file, monkeypatch):
    waited = []
    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setenv("LEDGER_PASSWORD", "不是这个口令吧")
    for _ in range(3):
        shell("find", file, "王")
    monkeypatch.setenv("LEDGER_PASSWORD", PASSWORD)
    said = shell("find", file, "王", "--json")
    assert [round(seconds) for seconds in waited] == [1, 2, 4]
    assert "请等 4 秒" in said.err
    assert said.json == []


def test_json_is_written_as_readable_chinese(shell, demo):
    said = shell("find", demo, "王𬱖", "--json")
    assert "王𬱖" in said.out
    assert json.loads(said.out)


@posix
def test_nothing_is_printed_over_a_ledger_a_backup_or_the_workbook(shell, demo, tmp_path):
    book = tmp_path / "名单.csv"
    book.write_text("姓名,性别,出生日期\n王小明,男,2014-02-30\n", encoding="utf-8")
    backup = shell("backup", demo).out.strip().partition("：")[2]
    shutil.copyfile(demo, tmp_path / "拷贝.pdf")
    (tmp_path / "链接.pdf").symlink_to(demo)
    targets = [demo, backup, tmp_path / "拷贝.pdf", tmp_path / "链接.pdf", tmp_path, "/dev/null"]
    before = demo.read_bytes()
    for target in targets:
        said = shell("print", demo, "dropout_ledger", target)
        assert (said.code, said.out) == (1, ""), target
        assert "没有写成" in said.err
        said = shell("import", demo, book, "--errors", target, "--dry-run")
        assert (said.code, said.out) == (1, ""), target
        assert "没有写成" in said.err
    said = shell("import", demo, book, "--errors", book)
    assert (said.code, said.out) == (1, "")
    assert "正在读的那个工作簿" in said.err
    assert book.read_text(encoding="utf-8").startswith("姓名")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert len(demo.read_bytes()) == len(before)
    assert shell("check", demo).code == 0
    assert shell("find", demo, "没有这个人").code == 0


def test_a_refused_print_uses_no_number(shell, demo, tmp_path):
    shell("print", demo, "dropout_ledger", demo)
    shell("print", demo, "dropout_ledger", tmp_path / "a.pdf")
    ledger = open_again(demo)
    assert ledger.column("SELECT number FROM edition") == [1]
    ledger_files.close(ledger)


@posix
def test_a_backup_is_not_restored_over_a_backup_or_a_device(shell, demo, tmp_path):
    first, second = (shell("backup", demo).out.strip().partition("：")[2] for _ in range(2))
    before = Path(first).read_bytes()
    os.mkfifo(tmp_path / "pipe")
    for target in (first, second, tmp_path / "pipe", tmp_path):
        said = shell("restore", target, second)
        assert (said.code, said.out) == (1, ""), target
    assert Path(first).read_bytes() == before
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert shell("restore", demo, second).code == 0


def test_a_check_says_which_printed_paper_proves_the_log(shell, file, tmp_path):
    assert "还没有印过带审计号的表" in shell("check", file).out
    shell("print", file, "dropout_ledger", tmp_path / "台账.pdf")
    said = shell("check", file).out
    assert "《辍学学生台账" in said
    assert "第 001 期页脚的审计号" in said
    proof = shell("check", file, "--json").json["proof"]
    assert (proof["printout"], proof["number"]) == ("dropout_ledger", 1)
    assert proof["head"] in said
    ledger = open_again(file)
    ledger.db.execute("UPDATE edition SET author = '别人'")
    ledger_files.close(ledger)
    assert "打印表“辍学学生台账（劝返销号）”第 1 期存下的内容被改动过" in shell("check", file).out


def test_backup_copies_to_the_named_disk_and_says_what_is_elsewhere(shell, demo, tmp_path):
    stick = tmp_path / "U盘"
    stick.mkdir()
    said = shell("backup", demo)
    assert "处修改，程序还没有拷到别处" in said.err
    said = shell("backup", demo, "--to", stick)
    assert said.code == 0
    assert Path(said.out.strip().partition("：")[2]).is_file()
    assert "同一块盘" in said.err
    assert "都已拷到" in said.err
    assert len(list(stick.rglob("*.ledger"))) == 1
    stick.rename(tmp_path / "拔出")
    said = shell("backup", demo)
    assert said.code == 0  # the backup itself is made
    assert "没有插上" in said.err
    assert shell("backup", demo, "--to", stick).code == 1
    assert shell("backup", demo, "--to", stick, "--no-copy").code == 2
    assert "备份盘" not in shell("backup", demo, "--no-copy").err


@posix
def test_a_file_exchanged_under_a_command_is_said_and_what_was_open_is_kept(
    shell, file, tmp_path, monkeypatch
):
    older = tmp_path / "早"
    shutil.copyfile(file, older)
    add = edit_file.add_student

    def late(ledger, given):
        done = add(ledger, given)
        older.replace(file)
        return done

    monkeypatch.setattr(edit_file, "add_student", late)
    said = shell("add", file, "student", "-", "name=王一")
    assert said.code == 1
    assert "换掉了" in said.err
    (kept,) = file.parent.glob("*.另存-*.ledger")
    assert str(kept) in said.err
    assert [each["name"] for each in shell("find", kept, "王一", "--json").json] == ["王一"]


def test_a_copy_that_lacks_something_is_read_until_somebody_says_that_it_goes_on(shell, file):
    assert shell("add", file, "student", "-", "name=王一").code == 0
    copy = shutil.copyfile(file, file.with_name("福利镇 (1).ledger"))
    assert shell("add", file, "student", "-", "name=孙五").code == 0
    found = shell("find", copy, "王一", "--json")
    assert found.code == 0
    assert [each["name"] for each in found.json] == ["王一"]
    assert str(file) in found.err
    refused = shell("add", copy, "student", "-", "name=李二")
    assert refused.code == 1
    assert "还没有说用哪一份继续" in refused.err
    assert shell("--this-copy", "add", copy, "student", "-", "name=李二").code == 0
    assert shell("add", copy, "student", "-", "name=赵三").code == 0
    assert shell("add", file, "student", "-", "name=钱四").code == 1
    assert shell("check", copy).code == 0


def test_a_fresh_copy_is_written_with_a_word_and_the_one_it_is_of_asks(shell, file):
    assert shell("add", file, "student", "-", "name=王一").code == 0
    copy = shutil.copyfile(file, file.with_name("福利镇 (1).ledger"))
    for words in (("find", copy, "王"), ("show", copy, "王一"), ("check", copy)):
        assert "从现在起" not in shell(*words).err, "who looks says nothing"
    said = shell("add", copy, "student", "-", "name=李二")
    assert said.code == 0
    assert "从现在起用这一份继续" in said.err
    assert str(file) in said.err
    assert shell("add", copy, "student", "-", "name=赵三").err == ""
    assert "一份拷贝" in shell("add", file, "student", "-", "name=钱四").err


def test_check_looks_at_the_content_where_it_is_asked_to(shell, ledger, tmp_path):
    child = edit_file.add_student(ledger, {"name": "郑轩秀", "grade": "3"}).record_id
    day = ledger.day()
    case = {"suspected_on": day.later(-40), "confirmed_on": day.later(-20)}
    case_id = edit_file.add_record(ledger, "dropout", child, case).record_id
    back = {"returned_on": day.later(-30), "placement": "1"}
    edit_file.add_record(ledger, "placement", child, back)
    ledger_files.close(ledger)
    said = shell("check", ledger.path, "--content", "--json")
    assert said.code == 0
    assert (said.json["children"], said.json["counts"]["contradiction"]) == (1, 1)
    (found,) = [each for each in said.json["findings"] if each["kind"] == "contradiction"]
    assert (found["student"], found["name"], found["class"]) == (child, "郑轩秀", "三")
    assert [each["field"] for each in found["places"]] == ["confirmed_on", "returned_on"]
    assert found["places"][0] == {"table": "dropout", "field": "confirmed_on", "record": case_id}
    told = shell("check", ledger.path, "--content").out
    assert told.startswith("体检 · 全部 1 人：互相矛盾 1 · ")
    assert f"辍学认定日期 {day.later(-20)} 晚于 复学日期 {day.later(-30)}" in told
