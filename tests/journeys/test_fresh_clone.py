"""The README's two commands, in a fresh copy of the checkout that has no virtual environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif("LEDGER_INSIDE_CLONE" in os.environ, reason="this is the copy"),
    pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="not a git checkout"),
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
]


@pytest.fixture
def clone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh") / "clone"
    subprocess.run(["git", "clone", "-q", "--no-local", CHECKOUT, folder], check=True)
    return folder


@pytest.fixture
def environment(real_home):
    """Return this environment without a screen, but with the pip cache and settings of the user."""
    copy = {**os.environ, "LEDGER_INSIDE_CLONE": "1"}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "VIRTUAL_ENV", "PYTHONPATH"):
        copy.pop(name, None)
    copy.setdefault("PIP_CACHE_DIR", str(real_home / ".cache" / "pip"))
    copy["PIP_COMPILE"] = "0"  # what is used is compiled when it is: the rest would cost seconds
    settings = real_home / ".config" / "pip" / "pip.conf"
    if settings.is_file():
        copy.setdefault("PIP_CONFIG_FILE", str(settings))
    return copy


def start(clone, environment, *arguments):
    # Not the interpreter of this .venv: on a new machine there is only the system's own.
    python = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run(
        [python, "start.py", *arguments],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_fresh_copy_starts_and_then_runs_its_tests(clone, environment):
    """One test: setting the copy up takes longer than everything after it."""
    if sys.platform.startswith("linux"):  # other systems have a screen
        starts_without_a_screen(clone, environment)
    done = start(clone, environment, "test", "-q", "tests/test_architecture.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d+ passed", done.stdout)


def starts_without_a_screen(clone, environment):
    done = start(clone, environment)
    assert done.returncode == 0, done.stderr
    assert "没有显示屏" in done.stderr
    folder = named_folder(done.stdout)
    kinds = {path.suffix for path in folder.rglob("*") if path.stat().st_size > 0}
    assert ".pdf" in kinds
    assert ".png" in kinds
    assert kinds & {".txt", ".csv", ".json", ".md"}, "no due list"
    assert all(is_intact(path) for path in folder.rglob("*") if path.is_file())


def named_folder(output: str) -> Path:
    """Return the folder that the output names."""
    for candidate in re.findall(r"/[^\s，。：:]+", output):
        path = Path(candidate)
        if path.is_dir():
            return path
        if path.is_file():
            return path.parent
    pytest.fail(f"no folder named in:\n{output}")


def is_intact(path: Path) -> bool:
    """Tell whether a PDF or PNG file begins and ends as it should."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
    if path.suffix == ".png":
        return content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")
    return True
