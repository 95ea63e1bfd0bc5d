"""What every test stands on: no screen, and a home folder of its own."""

from __future__ import annotations

import gc
import os
import shutil
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import pytest
from hypothesis import HealthCheck, settings

from ledger_app.store.file import keys
from ledger_app.store.safety import ledger_files
from tests.ledgers import new_ledger, open_again

REAL_HOME = Path.home()

# How fast a test runs says more about the machine than about the program: bench measures that.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")
settings.register_profile("ci", derandomize=True)  # a change lands or not for what it changed
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection():
    """Look for no garbage while thousands of tests are gathered: there is none."""
    gc.disable()


def pytest_collection_finish():
    """Let no later search for garbage go through what was gathered and stays to the end."""
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory):
    """Keep settings and recent files out of the home folder of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))
        patch.setenv("APPDATA", str(home / "AppData"))
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.delenv("LEDGER_PASSWORD", raising=False)
        # A program that a test starts is compiled once, not by each start anew.
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONIOENCODING", "utf-8")  # of children, whatever the console has
        yield home


@pytest.fixture(autouse=True)
def own_environment():
    """Let no test change the environment of those that come after it in the same process."""
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        if not name.startswith("PYTEST_"):
            del os.environ[name]
    os.environ.update({name: told for name, told in before.items() if os.environ.get(name) != told})


@pytest.fixture(scope="session", autouse=True)
def each_key_derived_once():
    """Derive the key of a file and its copies once: it follows from password and salt alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "derive_key", cache(keys.derive_key))
        yield


@pytest.fixture(scope="session")
def real_home():
    """Return the home folder of whoever runs the tests: pip's cache and settings lie there."""
    return REAL_HOME


@pytest.fixture(scope="session")
def empty_ledger_file(tmp_path_factory):
    """Return a closed ledger of a school without children; copy it, never open it."""
    folder = tmp_path_factory.mktemp("empty")
    ledger = new_ledger(folder)
    ledger_files.close(ledger)
    return ledger.path


@pytest.fixture
def ledger(empty_ledger_file, tmp_path):
    """Return an open ledger of a school without children."""
    path = tmp_path / empty_ledger_file.name
    shutil.copyfile(empty_ledger_file, path)
    ledger = open_again(path)
    yield ledger
    ledger_files.close(ledger)


@pytest.fixture
def both(tmp_path):
    """Return open ledgers of a school and its township, paired."""
    from tests.actions.handoff.paired import a_school_and_its_township

    ledgers = a_school_and_its_township(tmp_path)
    yield ledgers
    for each in ledgers:
        ledger_files.close(each)


@pytest.fixture
def three(empty_ledger_file, tmp_path):
    """Return open ledgers of two schools and their township, paired."""
    from tests.actions.travel.three_units import three_units

    made = three_units(empty_ledger_file, tmp_path)
    yield made
    for each in (made.green, made.union, made.township):
        ledger_files.close(each)


@pytest.fixture
def stick(tmp_path):
    """Return an empty folder that stands for a stick."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder
