"""The shell as a process: exit codes, streams, no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger_app.cli import find
from tests.ledgers import PASSWORD

ROOT = Path(__file__).parents[2]


def process(*words, password=PASSWORD, given=None, coding="utf-8"):
    """Run `python -m ledger_app` as a process of its own."""
    environment = {**os.environ, "PYTHONIOENCODING": coding}
    if password:
        environment["LEDGER_PASSWORD"] = password
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ledger_app", *map(str, words)], cwd=ROOT,
        env=environment, input=given, capture_output=True, encoding=coding, timeout=60, check=False,
    )  # fmt: skip


def test_a_command_runs_as_a_process(file):
    done = process("find", file, "王", "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_a_refusal_is_a_sentence_without_traceback(tmp_path):
    done = process("find", tmp_path / "没有.ledger", "王", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "找不到台账文件" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_password_is_read_from_standard_input(file):
    done = process("find", file, "王", "--json", password="", given=PASSWORD + "\n")
    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_rows_that_failed_are_exit_3(file, tmp_path):
    book = tmp_path / "名册.csv"
    book.write_text("姓名,性别,年级\n王小明,男,3\n,女,3\n", encoding="utf-8")
    assert process("import", file, book, "--json").returncode == 3


def loaded(commands, prefixes):
    """Return what is loaded of these packages once the commands are."""
    code = (
        "import sys; from click import Context; from ledger_app.cli import main\n"
        f"[main.get_command(Context(main), name) for name in {commands}]\n"
        f"print([name for name in sys.modules if name.startswith({prefixes!r})])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_shell_loads_no_qt():
    assert loaded("main.list_commands(None)", ("PySide6", "shiboken6")) == "[]"


def test_finding_a_child_loads_nothing_that_reads_workbooks_or_prints():
    others = ("ledger_app.exchange", "ledger_app.printing", "reportlab", "openpyxl", "PySide6")
    words = ("ledger_app.domain.phrase.reader", "ledger_app.actions.finding.filter_names")
    assert loaded(["find"], others + words) == "[]"
    assert loaded(["import", "print"], others) != "[]"


def test_a_console_without_rare_characters_shows_their_codes(file):
    assert process("add", file, "student", "-", "name=欧阳𬱖").returncode == 0
    said = process("find", file, "欧阳", coding="gbk")
    assert (said.returncode, "欧阳\\U0002cc56" in said.stdout) == (0, True), said.stderr
    (found,) = json.loads(process("find", file, "欧阳", "--json", coding="gbk").stdout)
    assert found["name"] == "欧阳𬱖"


def damage_most_of_it(file):
    content = bytearray(file.read_bytes())
    for place in range(len(content) // 4, len(content), 4096):
        content[place] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    "words",
    [("find", "王"), ("show", "王"), ("due",), ("undo",), ("add", "student", "-", "name=王"),
     ("history", "王"), ("backup",), ("print", "dropout_ledger", "ledger.pdf")],
)  # fmt: skip
def test_a_damaged_ledger_is_a_sentence_in_every_command(shell, demo, tmp_path, words, monkeypatch):
    monkeypatch.chdir(tmp_path)
    damage_most_of_it(demo)
    said = shell(words[0], demo, *words[1:])
    assert (said.code, said.out) == (1, "")
    assert "已损坏" in said.err
    assert "从备份恢复" in said.err


def test_a_bug_is_a_sentence_that_says_where_and_holds_no_name(shell, file, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("王小明")

    monkeypatch.setattr(find.by_sentence, "find", broken)
    said = shell("find", file, "王")
    assert said.code == 1
    assert "ZeroDivisionError，find.py 第" in said.err
    assert "王小明" not in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="arguments are text elsewhere")
def test_bytes_that_are_no_text_are_refused_in_words(file):
    environment = {**os.environb, b"LEDGER_PASSWORD": b"\xff\xfe-2026"}
    done = subprocess.run(
        [sys.executable, "-m", "ledger_app", "check", str(file)], cwd=ROOT, env=environment,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "认不出的字符" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the full device")
def test_a_result_that_cannot_be_written_is_a_sentence(file):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ledger_app", "find", str(file), "王", "--json"], cwd=ROOT,
            env={**os.environ, "LEDGER_PASSWORD": PASSWORD}, stdout=full, stderr=subprocess.PIPE,
            encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "读写出错" in done.stderr
    assert "Traceback" not in done.stderr
