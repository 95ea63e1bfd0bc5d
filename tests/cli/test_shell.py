"""The shell as a process: exit codes, streams, no Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.ledgers import PASSWORD

ROOT = Path(__file__).parents[2]


def process(*words, password=PASSWORD, given=None):
    """Run `python -m ledger_app` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "ledger_app", *map(str, words)], cwd=ROOT,
        env={**os.environ, "LEDGER_PASSWORD": password} if password else None, input=given,
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
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


def test_the_shell_loads_no_qt():
    code = (
        "import sys, ledger_app.cli\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
