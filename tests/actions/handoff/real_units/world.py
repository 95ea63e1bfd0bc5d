"""Three schools and their township in real ledgers: people at work, sticks lost and found again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from ledger_app.actions import back_up, edit_file, new_day, open_ledger, undo_revision
from ledger_app.actions.handoff import conflicts, questions
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.actions.travel import passages
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import TOWNSHIP, new_unit, pair
from tests.actions.handoff.real_units.desks import KEYS, NOTHING, Desk, Seen, Sent
from tests.actions.handoff.real_units.watching import take
from tests.ledgers import NOON, PASSWORD, Clock, open_again

SCHOOLS = {"2152000001": "青山小学", "2152000002": "联合小学", "2152000003": "东风小学"}
UNITS = {**SCHOOLS, TOWNSHIP: "福利镇中心校"}
CHILDREN = 2  # of each school at the beginning
_OF_SCHOOL = ("contact", "contact", "responsibility", "sighting")
_OF_TOWNSHIP = ("contact", "question", "question", "responsibility")


def three_schools(folder: Path) -> Path:
    """Make the four ledgers, paired as clerks do it; return the folder with them, closed."""
    folder.mkdir(parents=True, exist_ok=True)
    township = new_unit(folder, UNITS[TOWNSHIP], TOWNSHIP, "township")
    with revise(township, "setup", "学校名单") as revision:
        for code, name in SCHOOLS.items():
            revision.insert("school", {"name": name, "code": code})
    for code, name in SCHOOLS.items():
        school = new_unit(folder, name, code, "school")
        pair(school, township, folder)
        ledger_files.close(school)
    ledger_files.close(township)
    return folder


def _opened(path: Path, clock: Callable[[], datetime]) -> Ledger:
    """Open a ledger in the morning, as the window does."""
    ledger = open_again(path, clock)  # type: ignore[arg-type]
    open_ledger.take_place(ledger)
    new_day.refresh_lists(ledger)
    return ledger


@dataclass(frozen=True)
class Kept:
    """A backup of a ledger, and what was seen by then."""

    desk: Desk
    path: Path
    seen: Seen
    waiting: Seen


class World:
    """All computers, all sticks, all backups. Several desks of one code have copies of a ledger."""

    def __init__(self, seed: int, made: Path, folder: Path) -> None:
        """Begin with a few children in each school; no two clocks agree."""
        self.random = Random(seed)
        self.folder, self.count = folder, 0
        self.sticks: list[Sent] = []
        self.backups: list[Kept] = []
        self.children: dict[str, str] = {}  # every file ever begun, and the ledger it was
        self.desks = [self._desk(code, made) for code in UNITS]
        self.decisions = self.taken = 0
        for desk in self.schools():
            for _ in range(CHILDREN):
                self.new_child(desk)

    def _desk(self, code: str, made: Path) -> Desk:
        path = self.folder / f"{UNITS[code]}.ledger"
        shutil.copyfile(made / path.name, path)
        at = NOON + timedelta(days=self.random.randrange(-1500, 1500))
        return Desk(code, _opened(path, Clock(at)))

    def close(self) -> None:
        """Close all ledgers."""
        for desk in self.desks:
            ledger_files.close(desk.ledger)

    @property
    def township(self) -> Desk:
        """Return the computer of the township."""
        return next(desk for desk in self.desks if desk.code == TOWNSHIP)

    def schools(self) -> list[Desk]:
        """Return the computers of the schools."""
        return [desk for desk in self.desks if desk.code != TOWNSHIP]

    def new(self, what: str) -> str:
        """Return a word that was never used before."""
        self.count += 1
        return f"{what}{self.count}"

    def step(self) -> None:
        """Let one thing happen."""
        self.random.choices(list(STEPS), list(STEPS.values()))[0](self)

    def _do(self, desk: Desk, what: Callable[[], object]) -> bool:
        """Let a person do something; what the program refuses changes nothing."""
        desk.ledger.clock.move(seconds=9)  # type: ignore[attr-defined]
        before = desk.rows()
        try:
            what()
        except LedgerError:
            assert desk.rows() == before, "what was refused has changed something"
            return False
        desk.did(before, self.new("life"))
        return True

    # People at work

    def new_child(self, desk: Desk) -> None:
        values = {
            "name": "王小" + self.new("号"), "school": UNITS[desk.code], "grade": "三年级",
            "remark": self.new("v"),
        }  # fmt: skip
        before = set(desk.rows())
        if self._do(desk, lambda: edit_file.add_student(desk.ledger, values)):
            self.children.update(dict.fromkeys(desk.rows().keys() - before, desk.incarnation))

    def someone(self) -> Desk:
        """Return a computer at which somebody works."""
        return self.random.choice([*self.desks, self.township])

    def edit(self) -> None:
        desk = self.someone()
        places = [
            (row.table, record, key)
            for record, row in desk.living().items()
            for key in KEYS[row.table]
            if row.table != "question"
        ]
        if places:
            table, record, key = self.random.choice(places)
            known = sorted(each for each in desk.seen.get((record, key), NOTHING) if each)
            again = self.random.random() < 0.15 and bool(known)
            value = self.random.choice(known) if again else self.new("v")
            value = "" if self.random.random() < 0.1 else value
            self._do(desk, lambda: edit_file.save_fields(desk.ledger, table, record, {key: value}))

    def add(self) -> None:
        desk = self.someone()
        is_township = desk.code == TOWNSHIP
        files = [key for key, row in desk.living().items() if row.table == "student"]
        if not is_township and (self.random.random() < 0.3 or not files):
            self.new_child(desk)
        elif files:
            table = self.random.choice(_OF_TOWNSHIP if is_township else _OF_SCHOOL)
            child, value = self.random.choice(files), self.new("v")
            if table == "question":
                self._do(desk, lambda: questions.ask(desk.ledger, [child], value))
            else:
                values = {KEYS[table][0]: value}
                self._do(desk, lambda: edit_file.add_record(desk.ledger, table, child, values))

    def answer(self) -> None:
        desk = self.random.choice(self.schools())
        if waiting := questions.to_answer(desk.ledger):
            question, value = self.random.choice(waiting).id, self.new("v")
            said = self.random.choice(("answered", "refused"))
            self._do(desk, lambda: questions.answer(desk.ledger, question, said, value))

    def delete(self) -> None:
        desk = self.someone()
        found = [(key, row) for key, row in desk.living().items() if row.table != "question"]
        if found:
            record, row = self.random.choice(found)
            if row.table != "student":
                self._do(
                    desk,
                    lambda: edit_file.delete_record(desk.ledger, row.table, record, "录重了"),
                )
            elif self.random.random() < 0.4:
                self._do(desk, lambda: edit_file.delete_students(desk.ledger, [record], "录重了"))

    def undo(self) -> None:
        """Take the last step back: an edit, a deletion, a decision, a whole merge."""
        desk = self.someone()
        step = undo_revision.next_step(desk.ledger, redo=False)
        if step is None:
            return
        merged = desk.before_merge.pop(int(step["no"]), None)
        if self._do(desk, lambda: undo_revision.undo(desk.ledger)) and merged:
            desk.seen, desk.waiting = dict(merged[0]), dict(merged[1])

    def pass_on(self) -> None:
        """Hand a file from one school to another."""
        desk = self.township
        files = [key for key, row in desk.living().items() if row.table == "student"]
        if files:
            child, to = self.random.choice(files), self.random.choice(list(SCHOOLS))
            self._do(desk, lambda: passages.hand_over(desk.ledger, [child], to))

    # Sticks

    def pack(self) -> None:
        self.packed(self.random.choice(self.schools()))

    def packed(self, desk: Desk) -> Sent | None:
        """Make a package at a school, unless it never had anybody to tell of."""
        try:
            made = pack(desk.ledger, self._stick())
        except LedgerError:
            assert not any(row.table == "student" for row in desk.living().values())
            return None
        return self._sent(desk, TOWNSHIP, made.path, dict(desk.seen))

    def receipt(self) -> None:
        self.answered(self.random.choice(list(SCHOOLS)))

    def answered(self, code: str) -> Sent:
        """Make a receipt; a difference that waits is told as if it were decided for the school."""
        desk = self.township
        seen = dict(desk.seen)
        for line in desk.conflicts(code):
            where = (line["record"], line["field"] or "")
            if not line["answer"]:
                seen[where] = desk.waiting.get(where, NOTHING)
        made = make_receipt(desk.ledger, code, self._stick())
        return self._sent(desk, code, made.path, seen)

    def _stick(self) -> Path:
        stick = self.folder / self.new("U盘")
        stick.mkdir()
        return stick

    def _sent(self, desk: Desk, to: str, path: Path, seen: Seen) -> Sent:
        self.sticks.append(Sent(path, desk.code, to, seen, desk.is_copy))
        return self.sticks[-1]

    def deliver(self) -> None:
        """Bring a stick to where it belongs: most often a new one, sometimes any old one."""
        if self.sticks:
            newest = self.sticks[-4:]
            sent = self.random.choice(newest if self.random.random() < 0.8 else self.sticks)
            for desk in [each for each in self.desks if each.code == sent.to]:
                if self.random.random() < 0.9:
                    self.received(desk, sent)

    def received(self, desk: Desk, sent: Sent | None) -> bool:
        """Take a package, and look that nothing vanishes."""
        if sent is None:
            return False
        desk.ledger.clock.move(seconds=9)  # type: ignore[attr-defined]
        is_taken = take(desk, sent)
        self.taken += is_taken
        return is_taken

    def decide(self) -> None:
        """Decide a few differences."""
        desk = self.random.choice(self.desks)
        for _ in range(self.random.randrange(1, 4)):
            self.decide_one(desk, ["ours", "theirs", "value"])

    def decide_one(self, desk: Desk, answers: list[str]) -> bool:
        """Decide one difference that waits; whoever does has both sides before him."""
        waiting = conflicts.open_conflicts(desk.ledger)
        if not waiting:
            return False
        waiting.sort(key=lambda line: (line.field, line.ours, line.theirs))  # ids are chance
        line = self.random.choice(waiting)
        answer = self.random.choice(answers)
        value = self.new("v") if answer == "value" else None
        where = (line.record, line.field)
        if self._do(
            desk, lambda: conflicts.decide(desk.ledger, [line.id], answer, "核实过", value)
        ):
            desk.saw(where, *desk.waiting.get(where, NOTHING))
            if not line.field:  # the whole record was before him
                for (record, key), values in self._whole_of(desk, line.record).items():
                    desk.saw((record, key), *values)
            self.decisions += 1
        return True

    def _whole_of(self, desk: Desk, record: str) -> Seen:
        return {
            where: values
            for sent in self.sticks
            for where, values in sent.seen.items()
            if where[0] == record and sent.to == desk.code
        }

    # What happens to ledgers

    def back_up(self) -> None:
        desk = self.random.choice(self.desks)
        made = back_up.back_up(desk.ledger)
        self.backups.append(Kept(desk, made.path, dict(desk.seen), dict(desk.waiting)))

    def restore(self) -> None:
        """Put a backup in the place of a ledger: it is another copy from now on."""
        if not self.backups:
            return
        kept = self.random.choice(self.backups)
        desk, clock = kept.desk, kept.desk.ledger.clock
        path = desk.ledger.path
        ledger_files.close(desk.ledger)
        back_up.restore(path, kept.path, PASSWORD, author="张老师", clock=clock)
        desk.ledger = _opened(path, clock)
        desk.seen, desk.waiting = dict(kept.seen), dict(kept.waiting)
        desk.before_merge, desk.is_copy = {}, True

    def copy(self) -> None:
        """Go on in a copy on another computer, and now and then in the old one, too."""
        desk = self.random.choice(self.schools())
        if sum(each.code == desk.code for each in self.desks) > 1:
            return
        path, clock = desk.ledger.path, desk.ledger.clock
        ledger_files.close(desk.ledger)
        elsewhere = path.with_name(f"{path.stem} 新电脑.ledger")
        shutil.copyfile(path, elsewhere)
        ledger = _opened(elsewhere, Clock(clock()))
        open_ledger.go_on_with(ledger)
        desk.ledger = _opened(path, clock)
        assert settings.get(ledger, "incarnation") != desk.incarnation
        self.desks.append(
            Desk(desk.code, ledger, dict(desk.seen), dict(desk.waiting), is_copy=True)
        )

    def kept_by(self) -> dict[str, str]:
        """Return who keeps each file, as the township knows."""
        return keepers(self.township.ledger)


STEPS: dict[Callable[[World], None], float] = {
    World.edit: 30,
    World.add: 9,
    World.answer: 3,
    World.delete: 4,
    World.undo: 4,
    World.pass_on: 2,
    World.pack: 9,
    World.receipt: 8,
    World.deliver: 20,
    World.decide: 9,
    World.back_up: 2,
    World.restore: 1,
    World.copy: 0.3,
}
