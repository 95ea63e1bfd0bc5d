"""What is kept of an edition, and read again to print it exactly."""

import json
from dataclasses import asdict, fields, replace

import pytest

from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.sheet_json import from_json, to_json
from tests.printing import samples
from tests.printing.samples import HEADER, ON, printout, sheet_of

SEPARATORS = "甲\u2028乙\x85丙\x1c丁"  # what Python takes for the end of a line, and JSON does not


def sheets():
    files = [samples.dropout_file(index) for index in range(15)]
    ledger = sheet_of(printout("dropout_ledger"), files, ON, HEADER, Purpose.REPORT)
    card = sheet_of(printout("student_card"), [files[0]], ON, HEADER, Purpose.REPORT)
    return {"ledger": ledger, "no rows": replace(ledger, rows=[]), "card": card}


@pytest.mark.parametrize("name", sheets())
def test_a_sheet_is_read_as_it_was_written(name):
    sheet = replace(sheets()[name], notes=(SEPARATORS,))
    text = "".join(to_json(sheet))
    assert "\n" not in text  # sheets of one edition stand one a line
    assert from_json(text) == sheet
    assert from_json(text.encode()) == sheet


@pytest.mark.parametrize("name", sheets())
def test_editions_of_older_programs_are_read(name):
    sheet = sheets()[name]
    kept = {"kind": name.replace("no rows", "ledger")}
    kept |= {each.name: getattr(sheet, each.name) for each in fields(sheet)}
    old = json.dumps(kept, ensure_ascii=False, sort_keys=True, default=asdict)
    assert from_json(old) == sheet
    assert json.loads("".join(to_json(sheet))) == json.loads(old)


def test_a_ledger_is_written_row_by_row():
    ledger = sheets()["ledger"]
    assert len(list(to_json(ledger))) > len(ledger.rows)


def test_words_that_look_like_the_json_of_rows_stay_words():
    ledger = sheets()["ledger"]
    words = ', "rows": [["a"], ["b"]]}'
    row = (*ledger.rows[0][:-1], words)
    sheet = replace(ledger, notes=(words,), unit=words, rows=[row, *ledger.rows[1:]])
    assert from_json("".join(to_json(sheet))) == sheet


def test_a_text_that_stands_in_many_rows_is_held_once():
    read = from_json("".join(to_json(sheets()["ledger"])))
    held = [cell for row in read.rows for cell in row]
    assert len({id(cell) for cell in held}) == len(set(held))
