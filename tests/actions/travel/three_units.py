"""Two schools and their township in three ledgers, and sticks that go between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.lists.student_files import load_file
from tests.actions.handoff.pairs import UNITS, ledger_of, pair

GREEN, UNION = UNITS["青山小学"][1], UNITS["联合小学"][1]


@dataclass
class Three:
    """The ledgers, and where their packages lie."""

    green: Ledger
    union: Ledger
    township: Ledger
    folder: Path

    def up(self, school: Ledger) -> None:
        """Pack at a school and receive at the township."""
        self._carry(self.township, pack(school, self._stick()).path)

    def down(self, school: Ledger) -> None:
        """Make a receipt for a school and receive it there."""
        code = settings.get(school, "unit_code")
        self._carry(school, make_receipt(self.township, code, self._stick()).path)

    def _carry(self, to: Ledger, path: Path) -> None:
        looked = receive.look(to, path)
        assert looked.can_be_taken, looked.message
        receive.accept(to, looked, looked.number_to_type)

    def _stick(self) -> Path:
        stick = self.folder / f"U盘{len(list(self.folder.iterdir()))}"
        stick.mkdir()
        return stick

    def move(self, **delta: float) -> None:
        """Let time pass for all three."""
        for ledger in (self.green, self.union, self.township):
            ledger.clock.move(**delta)


def three_units(empty: Path, folder: Path) -> Three:
    """Return the three, paired; the township knows both schools, as the list of its county."""
    green, union = ledger_of(empty, folder, "青山小学"), ledger_of(empty, folder, "联合小学")
    township = ledger_of(empty, folder, "福利镇中心校")
    with revise(township, "edit", "学校名单") as revision:
        for name, phone in (("青山小学", "0771-1"), ("联合小学", "0771-2")):
            revision.insert("school", {"name": name, "code": UNITS[name][1], "phone": phone})
    cards = folder / "卡片"
    cards.mkdir()
    for school in (green, union):
        pair(school, township, cards)
    sticks = folder / "移交"
    sticks.mkdir()
    return Three(green, union, township, sticks)


def add_child(ledger: Ledger, name: str, **records: dict) -> str:
    """Open a file at a school, seen at its 报到, with records of some tables."""
    with revise(ledger, "edit", f"新建档案 {name}") as revision:
        school = settings.get(ledger, "own_school")
        values = {"name": name, "school": school, "grade": "5", "class_no": "1", "sex": "1"}
        student = revision.insert("student", values)
        call = {"held_on": "2026-09-01", "kind": "1", "taken_by": "李敏", "children": student}
        revision.insert("roll_call", call)
        for table, row in records.items():
            revision.insert(table, row, student_id=student)
    return student


def status(ledger: Ledger, student: str) -> str:
    return ledger.value("SELECT status FROM student_index WHERE id = ?", [student])


def keeper(ledger: Ledger, student: str) -> str:
    return keepers(ledger, [student]).get(student, "")


def records(ledger: Ledger, student: str, table: str) -> list[dict]:
    return list(load_file(ledger, student).of(table))
