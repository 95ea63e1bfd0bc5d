from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ledger_app.gui.entry.page_loading import PageLoading

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


def test_the_pages_are_there_before_they_are_asked_for():
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True
    )

    loaded = done.stdout.split()
    assert [page for page in PAGES if f"ledger_app.gui.{page}.page" not in loaded] == []


def test_it_stops_once_all_are_loaded(qtbot):
    loading = PageLoading(("ledger_app.domain.names", "ledger_app.domain.dates"))
    loading.setInterval(0)
    loading.begin()
    qtbot.waitUntil(lambda: not loading.isActive(), timeout=60_000)
    loading.begin()
    assert not loading.isActive()


def test_the_password_is_not_kept_waiting_for_what_prints_or_calls():
    code = "import sys, ledger_app.gui.window.main_window; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    late = (
        "ledger_app.printing",
        "ledger_app.actions.foreseeing",
        "ledger_app.gui.contact.contact_dialog",
    )
    assert [name for name in late if name in loaded] == []
