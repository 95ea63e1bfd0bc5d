"""Wrong passwords are slowed down whichever command they are tried with, and nobody is shut out."""

from __future__ import annotations

import shutil

import click
import pytest

from ledger_app import cli
from ledger_app.actions import password_attempts
from tests.ledgers import PASSWORD

WRONG = "不是这个口令吧"
# What each command needs beside the ledger; those that make a file of their own take no key.
WORDS = {
    "import": ("名单.csv",), "undo": (), "history": ("王",), "find": ("王",), "show": ("王",),
    "set": ("王", "电话=1"), "add": ("contact", "王", "内容=1"), "due": (),
    "delete": ("contact", "王"),
    "note": ("王", "民族", "问过了"),
    "print": ("dropout_ledger", "x.pdf"), "printouts": (), "printout": ("focus_ledger",),
    "backup": (), "restore": ("备份.ledger",), "check": (), "today": (), "board": (),
    "visits": (),
    "unlisted": (), "rollcall": ("--grade", "3", "--class", "1"),
    "close": ("王", "--reason", "6"), "reopen": ("王",), "calendar": (), "unsure": (),
    "compare": ("ledger", "ledger", "--kind", "register-present"), "pairs": (), "rollover": (),
    "merge": ("王", "李"), "unmerge": ("王",), "split": ("王", "姓名=李"), "fillin": (),
    "export": ("dropout_ledger", "x.xlsx"), "pair": ("--out", "卡片.pair"), "partners": (),
    "receive": ("名单.csv",), "conflicts": (), "adopt": (), "resolve": ("x", "--take", "ours"),
    "handoff": (), "verdict": (), "questions": (),
    "ask": ("王", "请核实"), "answer": ("123456", "answered"),
    "handover": (), "arrived": ("王",), "takeover": ("2152000001",), "verify": (),
    "pack": ("x.handoff",), "receipt": ("2152000001", "x.receipt"),
}  # fmt: skip
NO_KEY = {"new", "demo", "bench", "selfcheck"}


@pytest.fixture
def file(empty_ledger_file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "名单.csv").write_text("姓名,性别\n王小明,男\n", encoding="utf-8")
    shutil.copyfile(empty_ledger_file, tmp_path / "备份.ledger")
    return shutil.copyfile(empty_ledger_file, tmp_path / "甲.ledger")


@pytest.fixture
def waited(monkeypatch):
    seconds = []
    monkeypatch.setattr("time.sleep", seconds.append)
    return seconds


def test_every_command_is_tried_here():
    commands = set(cli.main.list_commands(click.Context(cli.main)))
    assert set(WORDS) | NO_KEY == commands


@pytest.mark.parametrize("command", WORDS)
def test_a_wrong_password_makes_the_next_attempt_wait(shell, file, waited, monkeypatch, command):
    monkeypatch.setenv("LEDGER_PASSWORD", WRONG)
    for count in range(1, 4):
        said = shell(command, file, *WORDS[command])
        assert said.code == 1
        assert "口令" in said.err + said.out
        tried = file.with_name("备份.ledger") if command == "restore" else file
        assert password_attempts.count_of(tried) == count
    assert waited == [1, 2]
    assert "口令输错过，请等 2 秒" in said.err
    # Another command waits for it as well, and is let in.
    monkeypatch.setenv("LEDGER_PASSWORD", PASSWORD)
    assert shell("check", file).code == 0
    assert shell("find", file, "王").code == 0
    assert waited[2:] == ([] if command == "restore" else [4, 4])
    assert password_attempts.seconds_to_wait(file) == 0


def test_the_right_password_of_a_backup_is_not_guessed_through_new_names(
    shell, file, waited, monkeypatch, tmp_path
):
    monkeypatch.setenv("LEDGER_PASSWORD", WRONG)
    for name in "乙丙丁":
        assert shell("restore", tmp_path / f"{name}.ledger", "备份.ledger").code == 1
    assert waited == [1, 2]


def test_where_nothing_can_be_noted_each_wrong_one_takes_its_time(file, waited, monkeypatch):
    def full(*_):
        raise OSError

    monkeypatch.setattr(password_attempts, "write_own", full)
    password_attempts.note(file)
    assert waited == [password_attempts.UNKEPT_WAIT]


def test_a_clock_that_was_ahead_makes_nobody_wait_longer(file):
    password_attempts.note(file)
    assert password_attempts.seconds_to_wait(file, now=0) == 1
