"""A school and its township whose packages and receipts are carried to and fro."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ledger_app.actions.handoff import conflicts, receive
from ledger_app.actions.handoff.incoming import Received
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import Owner
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.told_rows import told_rows
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township


@dataclass
class Carried:
    """Both ledgers, and a drawer with all that went between them."""

    school: Ledger
    township: Ledger
    folder: Path
    sticks: list[Path] = field(default_factory=list)

    def stick(self) -> Path:
        found = self.folder / f"U盘{len(self.sticks)}"
        found.mkdir()
        self.sticks.append(found)
        return found

    def up(self, **chosen: object) -> Received:
        """Carry a package up; whatever number it asks for is typed."""
        packed = pack(self.school, self.stick(), **chosen)
        return take(self.township, packed.path, packed.words)

    def down(self, unit: str = SCHOOL) -> Received:
        """Carry a receipt down."""
        return take(self.school, make_receipt(self.township, unit, self.stick()).path)

    def close(self) -> None:
        for ledger in (self.school, self.township):
            ledger_files.close(ledger)


def carried(folder: Path) -> Carried:
    return Carried(*a_school_and_its_township(folder), folder)


def take(ledger: Ledger, path: Path, words: str = "") -> Received:
    incoming = receive.look(ledger, path, words)
    assert incoming.can_be_taken, incoming.message
    return receive.accept(ledger, incoming, incoming.number_to_type)


def add_child(ledger: Ledger, name: str, **values: str) -> str:
    """Open a file at the unit's own school; return its id."""
    own = settings.get(ledger, "own_school")
    with revise(ledger, "edit", f"建档：{name}") as revision:
        row = {"name": name, "school": own, "grade": "3", "class_no": "1", **values}
        [opened] = file_numbers.opened(revision, [row])
        return revision.insert("student", opened)


def waiting(ledger: Ledger) -> list[tuple[str, str, str]]:
    """Return label and both values of what waits for a person."""
    return [(each.label, each.ours, each.theirs) for each in conflicts.open_conflicts(ledger)]


def decide_all(ledger: Ledger, answer: str = "theirs") -> None:
    for each in conflicts.open_conflicts(ledger):
        conflicts.decide(ledger, [each.id], answer, "问过了")


def told(ledger: Ledger) -> dict[tuple[str, str], tuple[str | None, dict]]:
    """Return all living records that two units have in common, as packages tell them."""
    return {
        (table.key, each.id): (each.student, dict(each.values))
        for table in TABLES.values()
        if table.owner is not Owner.HERE
        for each in told_rows(ledger, table.key, "TRUE")
    }
