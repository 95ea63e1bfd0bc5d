from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import monotonic

from PySide6.QtWidgets import QLineEdit

from ledger_app.gui.entry.page_loading import QUIET, PageLoading
from ledger_app.gui.window import page_list

CHECKOUT = Path(__file__).resolve().parents[3]
PAGES = ("students", "today", "printing", "settings")
CODE = """
import sys
from PySide6.QtCore import QCoreApplication
from ledger_app.gui.entry.page_loading import PageLoading
from ledger_app.gui.window import page_list
app = QCoreApplication([])
loading = PageLoading(page_list.modules())
loading.setInterval(0)
before = set(sys.modules)
loading.begin()
while loading.isActive():
    app.processEvents()
print(*sorted(name for name in sys.modules if name not in before))
"""
SMALL = "opened_by_a_key"  # a module made by the test: no class of the program is there twice
FIRST_PAGES = (
    "import ledger_app.gui.window.main, ledger_app.gui.today.page, ledger_app.gui.students.page"
)


def loaded_by(code):
    """Return all modules that are there once this was run."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


def test_the_pages_are_there_before_they_are_asked_for():
    loaded = loaded_by(CODE)
    assert [page for page in PAGES if f"ledger_app.gui.{page}.page" not in loaded] == []


def test_it_stops_once_all_are_loaded(qtbot):
    loading = PageLoading(("ledger_app.domain.names", "ledger_app.domain.dates"))
    loading.setInterval(0)
    loading.begin()
    qtbot.waitUntil(lambda: not loading.isActive(), timeout=60_000)
    loading.begin()
    assert not loading.isActive()


def test_what_keys_open_is_loaded_once_nobody_types(qtbot, monkeypatch, tmp_path):
    (tmp_path / f"{SMALL}.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    now = [0.0]
    loading = PageLoading((), (SMALL,), clock=lambda: now[0])
    loading.begin()
    assert not loading.isActive()
    loading.go_on_quietly()
    loading.setInterval(0)
    field = QLineEdit()
    qtbot.addWidget(field)
    qtbot.keyClick(field, "a")
    with qtbot.waitSignal(loading.timeout):
        now[0] = monotonic() + QUIET / 2
    assert (loading.isActive(), SMALL in sys.modules, field.text()) == (True, False, "a")
    now[0] = monotonic() + QUIET * 2
    qtbot.waitUntil(lambda: not loading.isActive(), timeout=60_000)
    assert sys.modules.pop(SMALL)


def test_a_second_window_has_nothing_to_load(qtbot):
    loading = PageLoading(("ledger_app.domain.dates",), ("ledger_app.domain.names",))
    for name in ("names", "dates"):
        import_module(f"ledger_app.domain.{name}")
    loading.go_on_quietly()
    assert not loading.isActive()


def test_what_is_named_to_be_loaded_is_there():
    named = {*page_list.modules(), *page_list.opened_later()}
    missing = [name for name in named if not (CHECKOUT / f"{name.replace('.', '/')}.py").exists()]
    assert missing == []


def test_the_password_is_not_kept_waiting_for_what_prints_or_calls():
    loaded = loaded_by("import ledger_app.gui.window.main_window")
    late = (
        "ledger_app.printing",
        "ledger_app.actions.foreseeing",
        "ledger_app.gui.contact.contact_dialog",
    )
    assert [name for name in late if name in loaded] == []


def test_the_first_list_is_not_kept_waiting_for_what_a_key_opens():
    """Neither 今日 nor 学生 needs what prints, what reads and writes workbooks, or a dialog."""
    loaded = loaded_by(FIRST_PAGES)
    others = ("ledger_app.printing", "ledger_app.exchange", "reportlab", "openpyxl", "calamine")
    opened = set(page_list.opened_later())
    assert [name for name in loaded if name.startswith(others) or name in opened] == []
