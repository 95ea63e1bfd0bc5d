"""What `python -m ledger_app` hands over to, and what it never leaves behind."""

from __future__ import annotations

import json
import marshal
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from ledger_app.actions import back_up
from ledger_app.exchange.reading import read_workbook
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD

ROOT = Path(__file__).parents[1]


def test_a_frozen_program_reads_workbooks_in_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    executable, *words = read_workbook._command("text", read_workbook.LIMITS)
    assert executable == sys.executable
    done = subprocess.run(
        [sys.executable, "-m", "ledger_app", *words], cwd=ROOT, check=True, capture_output=True,
        input="姓名,性别\n王小明,男\n".encode(),
    )  # fmt: skip
    assert json.loads(words[-1]) == asdict(read_workbook.LIMITS)
    answer, sheets, _ = marshal.loads(done.stdout)
    assert (answer, sheets[0][1]) == ("ok", [["姓名", "性别"], ["王小明", "男"]])


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_command_told_to_end_clears_what_it_has_half_written(ledger, tmp_path):
    ledger_files.close(ledger)
    out = tmp_path / "纸"
    out.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", TOLD_TO_END, str(ledger.path), str(out / "台账.pdf")], cwd=ROOT,
        env={**os.environ, "LEDGER_PASSWORD": PASSWORD}, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 128 + signal.SIGTERM, done.stderr
    assert "written" in done.stdout
    assert list(out.iterdir()) == []
    assert not list(tmp_path.glob(".*.open"))
    assert back_up.check_file(ledger.path, PASSWORD) == []


TOLD_TO_END = """
import os, signal, sys
from ledger_app import __main__ as program
from ledger_app.printing.pdf import draw

real = os.fsync

def told(descriptor):
    real(descriptor)
    if os.readlink(f"/proc/self/fd/{descriptor}").endswith(".part"):
        print("written", flush=True)
        os.kill(os.getpid(), signal.SIGTERM)

os.fsync = told
sys.argv = ["ledger_app", "print", sys.argv[1], "dropout_ledger", sys.argv[2]]
program.main()
"""
