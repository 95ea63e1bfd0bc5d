"""Three schools and their township: people who work, sticks that are lost and found again."""

from __future__ import annotations

from random import Random

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.model import OWNER, Owner
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.sequence import Arrival, Numbered
from ledger_app.domain.merging.told import Told
from tests.domain.merging.model import receiving
from tests.domain.merging.model.ledgers import TOWNSHIP, Ledger, Sent

SCHOOLS = ("5299010001", "5299010002", "5299010003")
KEYS = {
    "student": ("name", "remark"),
    "contact": ("place", "remark"),
    "dropout": ("reason_note",),
    "placement": ("remark", "close_approver"),
    "question": ("asked", "reply"),
}
OF_SCHOOL = ("contact", "contact", "dropout", "placement")
OF_TOWNSHIP = ("contact", "question", "question", "dropout")


class World:
    """All ledgers, all sticks, all backups. `computers` of one code are copies of one ledger."""

    def __init__(self, seed: int, clocks: int = 0) -> None:
        """Begin with a child or two in each school."""
        self.random = Random(seed)
        self.clocks = Random(clocks)
        self.count = 0
        self.township = Ledger(TOWNSHIP, "t0")
        self.computers = [Ledger(code, f"{code} 0") for code in SCHOOLS]
        self.sticks: list[Sent] = []
        self.backups: list[tuple[Ledger, Ledger]] = []
        self.ever: dict[tuple[int, str], list[Numbered]] = {}
        self.decisions = 0
        for school in self.computers:
            for _ in range(2):
                self.new_child(school)

    def new(self, what: str) -> str:
        """Return a word that was never used before."""
        self.count += 1
        return f"{what}{self.count}"

    def clock(self) -> str:
        """Return a time by somebody's clock: any."""
        return f"{self.clocks.randrange(1970, 2100)}-01-01 08:00:00"

    def step(self) -> None:
        """Let one thing happen."""
        what = self.random.choices(list(STEPS), list(STEPS.values()))[0]
        what(self)

    # People at work

    def new_child(self, school: Ledger) -> None:
        child = self.new("child")
        values = {"name": self.new("name")}
        told = Told("student", child, child, values, changed_at=self.clock(), unit=school.code)
        school.begin(told, self.new("life"))

    def someone(self) -> Ledger:
        """Return a ledger in which somebody works."""
        return self.random.choice([*self.computers, self.township, self.township])

    def files(self, ledger: Ledger) -> list[str]:
        """Return the files that can be written in here."""
        return [
            each.id
            for each in ledger.living.values()
            if each.table == "student"
            and (ledger.is_township or ledger.keeper(each.id) == ledger.code)
        ]

    def records(self, ledger: Ledger) -> list[Told]:
        files = set(self.files(ledger))
        found = [each for each in ledger.living.values() if each.student in files]
        return [each for each in found if each.table != "passage"]

    def edit(self) -> None:
        ledger = self.someone()
        places = [
            (each.id, key)
            for each in self.records(ledger)
            for key in KEYS[each.table]
            if may_type(ledger, each, key)
        ]
        if not places:
            return
        record, key = self.random.choice(places)
        known = sorted(each for each in ledger.seen.get((record, key), ()) if each)
        again = self.random.random() < 0.15 and bool(known)
        value = self.random.choice(known) if again else self.new("v")
        if self.random.random() < 0.1 and ledger.living[record].values.get(key):
            value = None  # type: ignore[assignment]
        ledger.write(record, key, value, self.clock())

    def add(self) -> None:
        ledger = self.someone()
        if not ledger.is_township and self.random.random() < 0.3:
            self.new_child(ledger)
            return
        if not (files := self.files(ledger)):
            return
        table = self.random.choice(OF_TOWNSHIP if ledger.is_township else OF_SCHOOL)
        values = {KEYS[table][0]: self.new("v")}
        child = self.random.choice(files)
        told = Told(
            table, self.new(table), child, values, changed_at=self.clock(), unit=ledger.code
        )
        ledger.begin(told, self.new("life"))

    def delete(self) -> None:
        ledger = self.someone()
        found = [each for each in self.records(ledger) if may_type(ledger, each, "")]
        if found:
            record = self.random.choice(found)
            if record.table != "student" or self.random.random() < 0.4:
                ledger.delete(record.id, self.new("life"), self.clock())

    def undelete(self) -> None:
        ledger = self.someone()
        files = {*self.files(ledger), *ledger.gone}
        found = [
            key for key in ledger.gone if key in ledger.was and ledger.was[key].student in files
        ]
        found = [key for key in found if may_type(ledger, ledger.was[key], "")]
        if found:
            ledger.undelete(self.random.choice(found), self.new("life"))

    def move(self) -> None:
        """Put a record into another file of the same unit."""
        ledger = self.someone()
        files = self.files(ledger)
        records = [each for each in self.records(ledger) if each.table in ("contact", "dropout")]
        records = [each for each in records if may_type(ledger, each, OWNER)]
        if records and files:
            record = self.random.choice(records)
            keeper = ledger.keeper(str(record.student))
            there = [each for each in files if ledger.keeper(each) == keeper]
            ledger.write(record.id, OWNER, self.random.choice(there or files), self.clock())

    def pass_on(self) -> None:
        """Hand a file from one school to another."""
        files = self.files(self.township)
        if not files:
            return
        child = self.random.choice(files)
        keeper = self.township.keeper(child)
        to = self.random.choice([each for each in SCHOOLS if each != keeper])
        values = {"from_code": keeper, "to_code": to, "no": self.count}
        told = Told("passage", self.new("passage"), child, values, unit=TOWNSHIP)
        self.township.begin(told, self.new("life"))

    # Sticks

    def pack(self) -> None:
        school = self.random.choice(self.computers)
        self.sticks.append(school.pack(self.new("p")))

    def answer(self) -> None:
        unit = self.random.choice(SCHOOLS)
        if self.township.accepted.get(unit):
            self.sticks.append(self.township.receipt(unit, self.new("r")))

    def deliver(self) -> None:
        """Bring a stick to where it belongs: most often a new one, sometimes any old one."""
        if self.sticks:
            newest = self.sticks[-4:]
            sent = self.random.choice(newest if self.random.random() < 0.8 else self.sticks)
            for ledger in self.at(sent.to):
                if self.random.random() < 0.9:
                    self.receive(ledger, sent)

    def at(self, code: str) -> list[Ledger]:
        """Return the computers of a unit."""
        return [each for each in (*self.computers, self.township) if each.code == code]

    def receive(self, ledger: Ledger, sent: Sent) -> MergePlan | None:
        """Take a package over, if it can be; look whether anything vanishes."""
        ever = self.ever.setdefault((id(ledger), sent.maker), [])
        arrival = receiving.arrival(ledger, sent, ever)
        receiving.must(arrival is not Arrival.FORK, "a number was used twice")
        if arrival in receiving.REFUSED:
            return None
        before = ledger.kept()
        plan = receiving.planned(ledger, sent)
        receiving.check(ledger, sent, plan)
        receiving.carry_out(ledger, sent, plan)
        again = receiving.planned(ledger, sent)
        is_done = again.changes_nothing and not again.settled
        receiving.must(is_done, f"merged again, it changes more: {again}")
        ever.append(sent.known)
        if self.random.random() < 0.05:
            self.take_back(ledger, before)
        return plan

    def take_back(self, ledger: Ledger, before: Ledger) -> None:
        """Undo a merge as a whole, at once."""
        vars(ledger).update(vars(before.kept()))

    def decide(self) -> None:
        """Decide a few differences."""
        ledger = self.random.choice([self.township, *self.computers])
        for _ in range(self.random.randrange(1, 4)):
            self.decide_one(ledger)

    def decide_one(self, ledger: Ledger) -> bool:
        all_ = [(unit, each) for unit in sorted(ledger.open) for each in ledger.open[unit]]
        if not all_:
            return False
        unit, waiting = self.random.choice(all_)
        place = waiting.place
        answers = ["ours", "theirs"]
        if place[1] not in ("", OWNER) and place[0] in ledger.living:
            answers.append("value")
        answer = self.random.choice(answers)
        value = self.new("v")
        receiving.decide(ledger, unit, waiting, answer, value, self.clock())
        self.decisions += 1
        return True

    # What happens to ledgers

    def back_up(self) -> None:
        ledger = self.random.choice([*self.computers, self.township])
        self.backups.append((ledger, ledger.kept()))

    def restore(self) -> None:
        """Put a backup in the place of a ledger: it is another copy from now on."""
        if self.backups:
            ledger, old = self.random.choice(self.backups)
            vars(ledger).update(vars(old.kept()))
            ledger.incarnation = self.new("copy ")

    def copy(self) -> None:
        """Go on in a copy on another computer, and now and then in the old one, too."""
        school = self.random.choice(self.computers)
        if len(self.at(school.code)) < 2:
            other = school.kept()
            other.incarnation = self.new("copy ")
            self.computers.append(other)
            key = (id(school), TOWNSHIP)
            self.ever[id(other), TOWNSHIP] = list(self.ever.get(key, []))


def may_type(ledger: Ledger, record: Told, key: str) -> bool:
    """Tell whether a person may write a field here ("": delete the record).

    The township may correct whatever a school has written; a school leaves the township's alone.
    """
    table = TABLES[record.table]
    is_upper = record.unit == TOWNSHIP and table.owner is not Owner.SCHOOL
    if ledger.is_township:
        return not (is_upper and key in table.answered)
    if is_upper:
        return key in table.answered
    return key not in table.decided_above


STEPS = {
    World.edit: 30,
    World.add: 10,
    World.delete: 4,
    World.undelete: 2,
    World.move: 2,
    World.pass_on: 2,
    World.pack: 9,
    World.answer: 8,
    World.deliver: 20,
    World.decide: 9,
    World.back_up: 2,
    World.restore: 1,
    World.copy: 0.3,
}
