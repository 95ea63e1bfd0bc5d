"""What `python -m ledger_app` hands over to, and what it never leaves behind."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from ledger_app import __main__ as program
from ledger_app.exchange import reading

ROOT = Path(__file__).parents[1]


def test_a_frozen_program_reads_workbooks_in_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    executable, *words = reading._command("text", reading.LIMITS)
    assert executable == sys.executable
    done = subprocess.run(
        [sys.executable, "-m", "ledger_app", *words], cwd=ROOT, check=True, capture_output=True,
        input="姓名,性别\n王小明,男\n".encode(),
    )  # fmt: skip
    assert json.loads(words[-1]) == asdict(reading.LIMITS)
    answer, sheets, _ = marshal.loads(done.stdout)
    assert (answer, sheets[0][1]) == ("ok", [["姓名", "性别"], ["王小明", "男"]])


@pytest.mark.skipif(os.name != "posix", reason="core files are a thing of POSIX")
def test_a_crash_leaves_no_core_file_with_what_was_in_memory():
    done = subprocess.run(
        [sys.executable, "-c", CRASHES], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "0\n"


CRASHES = f"""
import resource, sys
sys.argv = ["ledger_app", "--help"]
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
import {program.__name__} as program
try:
    sys.stdout.write, said = (lambda text: None), sys.stdout.write
    program.main()
except SystemExit:
    said(str(resource.getrlimit(resource.RLIMIT_CORE)[0]) + chr(10))
"""
