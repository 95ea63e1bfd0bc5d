"""What is left without a screen: every printout as a PDF, and the due list."""

from __future__ import annotations

from functools import partial

from ledger_app.actions.demo import show_demo
from ledger_app.actions.demo.make_demo import make_demo
from ledger_app.actions.printing import print_ledger
from ledger_app.store.safety import ledger_files


def test_every_printout_of_the_demo_is_a_pdf_whatever_it_is_for(tmp_path, monkeypatch):
    monkeypatch.setattr(show_demo, "make_demo", partial(make_demo, students=60))
    ledger = show_demo.show_demo(tmp_path)
    made = {path.stem for path in tmp_path.glob("*.pdf")}
    assert made == {each.key for each in print_ledger.printouts_in_use(ledger)}
    assert (tmp_path / "due.txt").read_text("utf-8").strip()
    ledger_files.close(ledger)
