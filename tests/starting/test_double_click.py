"""启动.bat and 启动.sh: what a double click runs. The first was run under Wine's cmd by hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
BATCH = (CHECKOUT / "启动.bat").read_bytes()
ADVICE = CHECKOUT / "resources" / "no-python.txt"


def test_the_batch_file_is_plain_ascii_with_ends_of_lines_that_cmd_reads():
    """Chinese in it would be read in the code page of the console, and a bare \\n ends a label."""
    assert BATCH.isascii()
    assert BATCH.count(b"\n") == BATCH.count(b"\r\n") == len(BATCH.split(b"\r\n")) - 1
    assert b"\r" not in BATCH.replace(b"\r\n", b"")


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
@pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="not a git checkout")
@pytest.mark.parametrize("name", ["启动.bat", "resources/no-python.txt"])
def test_a_checkout_on_any_system_keeps_those_ends_of_lines(name):
    said = subprocess.run(
        ["git", "check-attr", "eol", name], cwd=CHECKOUT, capture_output=True, check=True
    )
    assert said.stdout.endswith(b"eol: crlf\n")


def test_a_folder_with_brackets_in_its_name_breaks_no_block_of_the_batch_file():
    for line in BATCH.decode().splitlines():
        block = re.search(r"(?:do|else) \(|\bif .*\($", line)
        assert not block, line


def test_it_looks_for_every_python_that_the_program_runs_on_and_tells_what_to_install():
    text = BATCH.decode()
    tried = re.search(r"for %%v in \((.*)\) do call :try py", text)
    assert tried
    assert tried[1].split() == ["3.13", "3.12", "3.11", "3"]
    assert r"resources\no-python.txt" in text
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"(?:goto|call) :?(\w+)", text)) == labels


def test_the_advice_opens_in_any_notepad():
    """The one of Windows 10 before 1809 shows no bare \\n as a new line, and no UTF-8 unmarked."""
    content = ADVICE.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 10
    assert "Add python.exe to PATH" in content.decode("utf-8-sig")


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_a_double_click_on_linux_runs_the_program_beside_it_and_hands_back_its_code(tmp_path):
    folder = tmp_path / "一生 (1) & 档"
    folder.mkdir()
    shutil.copy(CHECKOUT / "启动.sh", folder)
    (folder / "start.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)")
    for name, does in (("python3.13", "exit 1"), ("python3.12", f'exec "{sys.executable}" "$@"'),
                       ("python3.11", "exit 9"), ("python3", "exit 8")):  # fmt: skip
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [folder / "启动.sh", "福利 镇.ledger"], cwd="/", stdin=subprocess.DEVNULL,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (7, "['福利 镇.ledger']\n"), done.stderr
