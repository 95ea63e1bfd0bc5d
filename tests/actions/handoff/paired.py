"""A school and its township in two ledgers that are paired as two clerks would do it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger_app.actions import open_ledger
from ledger_app.actions.handoff import pairing
from ledger_app.exchange.packages.sealing import Opened, content_of, unseal
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.partners import own_keys
from ledger_app.store.safety import ledger_files
from tests.ledgers import PASSWORD, Clock

SCHOOL, TOWNSHIP = "2152000001", "529901001"


def new_unit(folder: Path, name: str, code: str, kind: str) -> Ledger:
    """Make an empty ledger of one unit."""
    return open_ledger.make_ledger(
        folder / f"{name}.ledger", PASSWORD, unit=name, code=code, kind=kind, author=f"{name}甲",
        clock=Clock(),
    )  # fmt: skip


def pair(below: Ledger, above: Ledger, folder: Path) -> None:
    """Exchange cards and read the fingerprints aloud."""
    digits = {}
    for ledger in (below, above):
        card = folder / f"{ledger.path.stem}.pair"
        digits[ledger.path] = (card, pairing.write_own_card(ledger, card))
    pairing.pair(below, *digits[above.path])
    pairing.pair(above, *digits[below.path])


def a_school_and_its_township(folder: Path) -> tuple[Ledger, Ledger]:
    """Return both, paired: copies of two that are made once."""
    shutil.copytree(_paired_once().name, folder, dirs_exist_ok=True)
    return opened_of(folder, "青山小学"), opened_of(folder, "福利镇中心校")


@cache
def _paired_once() -> TemporaryDirectory[str]:
    made = TemporaryDirectory()
    folder = Path(made.name)
    school = new_unit(folder, "青山小学", SCHOOL, "school")
    township = new_unit(folder, "福利镇中心校", TOWNSHIP, "township")
    pair(school, township, folder)
    for each in (school, township):
        ledger_files.close(each)
    return made


def opened_of(folder: Path, name: str) -> Ledger:
    """Open the ledger of a unit that was copied into a folder."""
    return open_ledger.open_ledger(
        folder / f"{name}.ledger", PASSWORD, author=f"{name}甲", clock=Clock()
    )


def add_children(ledger: Ledger, *ids: str) -> None:
    """Open files of children of the unit's own school."""
    own = ledger.value("SELECT id FROM school WHERE code = ?", [SCHOOL])
    with revise(ledger, "edit", "新建档案") as revision:
        rows = [{"id": each, "name": f"王{each}", "school": own, "grade": "3"} for each in ids]
        revision.insert_many("student", rows)


def opened(ledger: Ledger, path: Path) -> Opened:
    """Return what a package for this ledger holds."""
    return unseal(content_of(path), own_keys(ledger))
