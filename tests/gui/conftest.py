"""What the window tests stand on: no backup that was not asked for, and ledgers made once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from ledger_app import paths
from ledger_app.actions import copy_elsewhere
from ledger_app.gui.kit import in_sight, input_guard, remembered
from ledger_app.gui.kit.key_pause import key_pause
from tests.gui.frame import copy_of, make_file
from tests.gui.real_window import at_child, lent, make_children, no_day_begins


@pytest.fixture(autouse=True)
def the_day_begins_when_asked(monkeypatch):
    no_day_begins(monkeypatch)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Let no test find the size, looks or columns that another one's window has kept."""
    for name in (remembered.FILE, copy_elsewhere.KEPT_IN):
        (paths.user_folder() / name).unlink(missing_ok=True)


@pytest.fixture(autouse=True, scope="session")
def guarded(qapp):
    """Guard the application as the program's own start does."""
    input_guard.install(qapp)
    in_sight.install(qapp)


@pytest.fixture(autouse=True)
def no_pause(guarded):
    """Let no test's first key fall into the pause that another one's window began."""
    key_pause().begin()
    key_pause()._ended()
    key_pause()._unwatch()


@pytest.fixture(autouse=True)
def gone_at_once(guarded):
    """Delete the window of a test at its end: else it lives on until some test waits.

    Until then each later window is made, and each colour changed, among hundreds of them.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def one_child_file(tmp_path_factory):
    """Return a closed ledger with the child 王𬱖; copy it, never open it."""
    return make_file(tmp_path_factory.mktemp("one_child"), "王𬱖")


@pytest.fixture(scope="session")
def children_file(tmp_path_factory):
    """Return (closed ledger with the children of children.py, {name: id}); copy it."""
    return make_children(tmp_path_factory.mktemp("children"))


@pytest.fixture
def ids(children_file):
    """Return {name: id} of the children in the real window."""
    return children_file[1]


@pytest.fixture
def path(children_file, tmp_path):
    """Return this test's own ledger for the real window."""
    return copy_of(children_file[0], tmp_path)


@pytest.fixture
def window(qtbot, path, ids):
    """Return the real window at the file of 王𬱖."""
    return at_child(qtbot, path, ids["王𬱖"])


@pytest.fixture(scope="module")
def one_window(guarded, children_file, tmp_path_factory):
    """Return the real window for all tests of a file that change nothing in it."""
    path, ids = children_file
    yield from lent(copy_of(path, tmp_path_factory.mktemp("one_window")), ids["王𬱖"])
