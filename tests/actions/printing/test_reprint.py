"""A reprint is the same file as the first, byte for byte, whatever happened since."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.print_ledger import UNIT, Purpose, students
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing.paper_formats import FORMATS
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD

KEYS = ("suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger")
VILLAGES = ("双丰村", "“新”村 Xi’an")
SCRIPT = """
import sys
from datetime import timedelta
from ledger_app.actions.printing import print_ledger
from tests.ledgers import open_again
from pathlib import Path
ledger = open_again(Path(sys.argv[1]))
now = ledger.clock
ledger.clock = lambda: now() + timedelta(days=400)
for row in ledger.rows("SELECT no FROM edition ORDER BY no"):
    sys.stdout.buffer.write(print_ledger.reprint(ledger, row["no"]))
"""


@pytest.fixture
def children(ledger):
    """Return the ids of children whose names need every font, one with a long text."""
    ids = []
    for number, name in enumerate(("王𬱖", "李𡒄", "赵\U000323af", "阿卜杜热西提·买买提江"), 1):
        place, far = VILLAGES[number % 2], "很长的住址，" * 15
        given = {"name": name, "grade": "7", "village_name": place, "home_address": far}
        ids.append(edit_file.add_student(ledger, given).record_id)
        dropout = {"last_attended": "2026-10-20", "confirmed_on": "2026-11-01"}
        edit_file.add_record(ledger, "dropout", ids[-1], dropout)
        edit_file.add_record(ledger, "concern", ids[-1], {"risk_categories": "left_behind"})
    return ids


def issued(ledger, ids):
    """Issue papers of every kind and return their files by edition."""
    wishes = [{"key": key, "purpose": purpose} for key in KEYS
              for purpose in (Purpose.REPORT, Purpose.INTERNAL)]  # fmt: skip
    wishes += [{"key": "dropout_ledger", "paper": paper} for paper in FORMATS if paper.landscape]
    wishes += [{"key": "dropout_ledger", "scope": Scope(Part.VILLAGE, VILLAGES[1])}]
    wishes += [{"key": "student_card", "subject": students(*ids[:count])} for count in (1, 3)]
    found = {}
    for wish in wishes:
        prepared = print_ledger.prepare(ledger, **{"subject": UNIT, **wish})
        number, content = print_ledger.issue(ledger, prepared)
        found[number] = content
    return found


def test_after_everything_changed_the_same_bytes_come_out(ledger, children):
    first = issued(ledger, children)
    for child in children:
        edit_file.save_fields(ledger, "student", child, {"name": "改了名"})
    now = ledger.clock
    ledger.clock = lambda: now() + timedelta(days=400)
    for number, content in first.items():
        assert print_ledger.reprint(ledger, number) == content


def test_another_process_writes_the_same_bytes(ledger, children, tmp_path):
    first = issued(ledger, children)
    path = ledger.path
    ledger_files.close(ledger)
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima"}
        environment["LEDGER_PASSWORD"] = PASSWORD
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, path], capture_output=True, env=environment, check=True
        )
        assert done.stdout == b"".join(first[number] for number in sorted(first))
