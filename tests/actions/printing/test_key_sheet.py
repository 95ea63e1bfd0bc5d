"""The printed sheet of keys says what the help says about keys, all of it, on one page."""

from __future__ import annotations

import re

from ledger_app import paths
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.key_sheet import key_sheet
from ledger_app.printing.filling import sheet_texts
from tests.ledgers import new_ledger


def test_every_key_of_the_help_stands_on_the_sheet_once():
    page = (paths.resources() / "help" / "keys.md").read_text(encoding="utf-8")
    told = [line for line in page.splitlines() if line.startswith("| `")]
    (table,) = key_sheet()["tables"]
    cells = [row[at : at + 2] for at in (0, 2, 4) for row in table["rows"]]
    keys = [key for key, deed in cells if deed]
    assert len(keys) == len(told)
    assert set(re.findall(r"`([^`]+)`", "\n".join(told))) <= set(re.split("[、 ]", "、".join(keys)))
    groups = [key for key, deed in cells if key and not deed]
    assert groups == [f"【{each}】" for each in re.findall(r"^## (.+)$", page, re.M)]


def test_it_is_one_page_of_a4_without_a_child(tmp_path):
    ledger = new_ledger(tmp_path)
    prepared = print_ledger.prepare(ledger, "key_sheet")
    (sheet,) = prepared.sheets
    assert "Ctrl+J" in set(sheet_texts(sheet))
