"""A school and its township, paired on paper only: what packages tell is handed over in memory."""

from __future__ import annotations

from pathlib import Path

from ledger_app.actions import open_ledger
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.told import State
from ledger_app.exchange.packages import lines
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.carrying_out import carry_out
from tests.ledgers import PASSWORD, Clock

SCHOOL, TOWNSHIP = "2152000001", "529901001"


def new_unit(folder: Path, name: str, code: str, kind: str) -> Ledger:
    """Make an empty ledger of one unit."""
    return open_ledger.make_ledger(
        folder / f"{name}.ledger", PASSWORD, unit=name, code=code, kind=kind, author=f"{name}甲",
        clock=Clock(),
    )  # fmt: skip


def know(ledger: Ledger, other: Ledger) -> None:
    """Note the other unit as a partner, without keys."""
    kept = {row["key"]: row["value"].strip('"') for row in other.rows("SELECT * FROM setting")}
    values = {
        "unit_kind": kept["unit_kind"], "unit_name": kept["unit"], "unit_code": kept["unit_code"],
        "ledger_id": kept["ledger_id"], "state": "active", "verified": "1",
    }  # fmt: skip
    with revise(ledger, "pair", "配对") as revision:
        revision.insert("partner", values)


def a_school_and_its_township(folder: Path) -> tuple[Ledger, Ledger]:
    """Return both, knowing each other."""
    school = new_unit(folder, "青山小学", SCHOOL, "school")
    township = new_unit(folder, "福利镇中心校", TOWNSHIP, "township")
    know(school, township)
    know(township, school)
    return school, township


def own_school(ledger: Ledger) -> str:
    """Return the id of the school with the code of these tests."""
    return str(ledger.value("SELECT id FROM school WHERE code = ?", [SCHOOL]))


def sent(state: State) -> State:
    """Return a state as it comes out of a package."""
    return lines.decode(lines.encode(state))


def take(ledger: Ledger, told: State, unit_code: str) -> int:
    """Take all that was told into a ledger that has nothing of it; return the revision."""
    with revise(ledger, "merge_package", "收包") as revision:
        plan = MergePlan(create=tuple(told.living.values()), bury=())
        carry_out(revision, plan, unit_code, told, "d1")
    return revision.no
