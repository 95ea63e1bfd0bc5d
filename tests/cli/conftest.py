from __future__ import annotations

import io
import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ledger_app import cli
from tests.ledgers import PASSWORD

DEMO = ("demo", "--students", "928", "--seed", "1")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output, which must be JSON and nothing else."""
        return json.loads(self.out)


def run(*words: object) -> Said:
    """Run one command as `python -m ledger_app` does, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["ledger_app", *map(str, words)])
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
            cli.run()
    code = end.value.code
    return Said(0 if code is None else int(code), out.getvalue(), err.getvalue())


@pytest.fixture
def shell(monkeypatch):
    """Return a function that runs a command with the password in the environment."""
    monkeypatch.setenv("LEDGER_PASSWORD", PASSWORD)
    return run


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory, own_home):
    path = tmp_path_factory.mktemp("demo") / "演示.ledger"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEDGER_PASSWORD", PASSWORD)
        said = run(DEMO[0], path, *DEMO[1:])
    assert said.code == 0, said.err
    return path


@pytest.fixture
def demo(demo_file, tmp_path) -> Path:
    """Return a closed ledger of 928 invented children."""
    return Path(shutil.copyfile(demo_file, tmp_path / demo_file.name))


@pytest.fixture
def file(empty_ledger_file, tmp_path) -> Path:
    """Return a closed ledger of a school without children."""
    return Path(shutil.copyfile(empty_ledger_file, tmp_path / empty_ledger_file.name))
