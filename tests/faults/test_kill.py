"""kill -9 at any moment: what was acknowledged is there, nothing is there by half.

LEDGER_KILLS sets how often the saving loop is killed (200 without it); each action half as often.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from ledger_app.actions import import_workbook
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import connection
from ledger_app.store.file.connection import WrongPassword
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup, check, check_storage, ledger_files
from tests.faults import jobs
from tests.faults.family import Death, Family
from tests.ledgers import Clock

KILLS = int(os.environ.get("LEDGER_KILLS", "200"))
FEW = KILLS if KILLS >= 1000 else KILLS // 2  # of the loops that are killed in one action
LATEST, SLOWEST = 0.400, 10.0  # seconds
LEAST, MOST = 3, 6  # edits that are acknowledged before most kills
ROWS = 300
OTHER_KEY = "5a" * 32
FRESH = 40  # kills on one file, then a new one: checking grows with the history


@dataclass
class Loop:
    """What a loop of kills came to."""

    kills: int = 0
    acks: int = 0  # edits that were acknowledged before the kills
    hot: int = 0  # deaths that left a transaction to be rolled back
    faults: list[str] = field(default_factory=list)


def kill_loop(family: Family, base: tuple[Path, str], folder: Path, job: str, kills: int) -> Loop:
    """Kill a saving process again and again; after each death open the file and check it."""
    loop, rng = Loop(), random.Random(kills)
    source, key = base
    path = folder / source.name
    latest = time_for_edits(family, base, folder / "timed.ledger", job) / 4
    for number in range(kills):
        if number % FRESH == 0:
            shutil.copyfile(source, path)
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
            known = 0  # edits that must be there from now on
        # One in ten is killed while it opens the ledger, the others in the middle of their edits.
        first = 0 if number % 10 == 0 else rng.randint(LEAST, MOST)
        seconds = rng.uniform(0.0, latest)
        death = family.run(job, kill_after=seconds, path=str(path), key=key, first=str(first))
        loop.kills += death.killed
        loop.acks += len(death.acks)
        loop.faults += [line for line in death.lines if line.startswith("FAULT")]
        loop.hot += is_hot(path)
        if number % 4 == 0:
            try_wrong_key(path)
        known = max([known, *(ack + 1 for ack in death.acks)])
        found, known = faults_of(path, key, known)
        loop.faults += [f"kill {number}: {fault}" for fault in found]
        if found:
            break  # a file that is wrong once is wrong ever after
    return loop


def time_for_edits(family: Family, base: tuple[Path, str], path: Path, job: str) -> float:
    """Return the seconds, LATEST or more, in which this machine makes a dozen edits."""
    seconds = LATEST
    while seconds < SLOWEST:
        shutil.copyfile(base[0], path)
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        death = family.run(job, kill_after=seconds, path=str(path), key=base[1], first="0")
        if len(death.acks) >= 12:
            return seconds
        seconds *= 1.5
    return seconds


def is_hot(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def try_wrong_key(path: Path) -> None:
    """A mistyped password after a crash must not spoil what the right one will roll back."""
    with pytest.raises(WrongPassword):
        ledger_files.open_with_key(path, b"?" * 32, author="", clock=Clock())


def faults_of(path: Path, key: str, known: int) -> tuple[list[str], int]:
    """Return what is wrong with a ledger after a death, and how many edits it holds: those known
    to be kept, and perhaps the one whose acknowledgement was cut off, each of them whole."""
    try:
        ledger = jobs.opened(str(path), key)
    except LedgerError as error:
        return [str(error)], known
    try:
        found = [each.text for each in check.problems(ledger)]
        edits = jobs.done_count(ledger)
        if not known <= edits <= known + 1:
            found.append(f"{known} edits known to be kept, {edits} are there")
        if jobs.content(ledger) != jobs.expected(edits):
            found.append(f"half an edit among {edits}: {jobs.content(ledger)}")
        return found, edits
    finally:
        ledger_files.close(ledger)


def test_no_acknowledged_edit_is_ever_lost(family, base, tmp_path):
    loop = kill_loop(family, base, tmp_path, "saves", KILLS)
    assert loop.faults == []
    assert loop.kills == KILLS
    assert loop.acks >= 3 * KILLS, "kills came before there was anything to lose"
    assert loop.hot > KILLS // 20, "hardly any kill hit a transaction"


@pytest.mark.parametrize(
    ("job", "fault"),
    [("saves_said_too_early", "known to be kept"), ("saves_in_pieces", "half an edit")],
)
def test_the_loop_sees_a_planted_bug(family, base, tmp_path, job, fault):
    loop = kill_loop(family, base, tmp_path, job, 40)
    assert any(fault in each for each in loop.faults)


@pytest.fixture
def fresh(base, tmp_path):
    """Return a function that makes another copy of the ledger and returns its path."""
    source, _ = base
    places = iter(range(10_000))

    def make() -> Path:
        folder = tmp_path / str(next(places))
        folder.mkdir()
        shutil.copyfile(source, folder / source.name)
        return folder / source.name

    return make


@dataclass(frozen=True)
class Action:
    """One action to be killed in: how to make a fresh place for it, what must hold afterwards."""

    job: str
    planted: str  # the same action done wrongly: the loop must see it
    prepare: Callable[..., dict[str, str]]
    outcome: Callable[..., str]  # raises if the file is neither as before nor as after


@dataclass(frozen=True)
class Given:
    """What actions start from."""

    fresh: Callable[[], Path]
    key: str
    folder: Path


@pytest.fixture
def given(fresh, base, tmp_path) -> Given:
    return Given(fresh, base[1], tmp_path)


def opened_whole(path: Path, key: str) -> Ledger:
    ledger = jobs.opened(str(path), key)
    assert check.problems(ledger) == []
    return ledger


def prepare_import(given: Given) -> dict[str, str]:
    """Plan an import of ROWS children into one copy of the ledger; it fits all its siblings."""
    plan = given.folder / "plan"
    if not plan.exists():
        lines = [f"学生{number},女,3,1,家长{number},父亲" for number in range(ROWS)]
        heading = "姓名,性别,年级,班级,成员1姓名,成员1关系"
        roster = given.folder / "名册.csv"
        roster.write_text("\n".join((heading, *lines)), encoding="utf-8")
        ledger = jobs.opened(str(given.fresh()), given.key)
        planned = import_workbook.plan(ledger, roster)
        ledger_files.close(ledger)
        assert planned.counts["created"] == ROWS
        plan.write_bytes(pickle.dumps(planned))
    return {"path": str(given.fresh()), "key": given.key, "plan": str(plan)}


def outcome_of_import(given: Given, place: dict[str, str]) -> str:
    path = Path(place["path"])
    ledger = opened_whole(path, given.key)
    done = ledger.value("SELECT count(*) FROM revision WHERE kind = 'import'")
    counts = [
        ledger.value(f"SELECT count(*) FROM {table}")
        for table in ("student", "family_member", "student_search", "import_source")
    ]
    ledger_files.close(ledger)
    assert counts == ([ROWS + 3, ROWS, ROWS + 3, 1] if done else [3, 0, 3, 0])
    backups_are_whole(path, given.key)
    return "after" if done else "before"


def prepare_copy(given: Given) -> dict[str, str]:
    return {"path": str(given.fresh()), "key": given.key}


def backups_are_whole(path: Path, key: str) -> int:
    """Open and check all backups under a final name; return how many there are."""
    found = list(backup.folder_of(path).glob("*.ledger"))
    for each in found:
        ledger_files.close(opened_whole(each, key))
    return len(found)


def outcome_of_backup(given: Given, place: dict[str, str]) -> str:
    """Check what is there, then that the next backup works and clears what was cut off."""
    path = Path(place["path"])
    count = backups_are_whole(path, given.key)
    ledger = opened_whole(path, given.key)
    made = backup.make(ledger, "hand")
    ledger_files.close(ledger)
    assert list(backup.folder_of(path).glob("*.part*")) == []
    assert made.path in [each.path for each in backup.backups(path)]
    return "after" if count else "before"


def outcome_of_migration(given: Given, place: dict[str, str]) -> str:
    """Look without the program: it refuses newer files. Each migration is whole, one by one."""
    path = Path(place["path"])
    db = connection.connect(path, bytes.fromhex(given.key), connection.read_salt(path))
    applied = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    columns = {column.name for column in db.table("student").columns}
    assert check_storage.storage_problems(db) == []
    assert ("weather" in columns) == ("m9001_weather" in applied)
    if "weather" in columns:
        assert db.execute("SELECT count(*) FROM student WHERE weather = name").fetchone() == (3,)
    assert db.table("mood").exists() == ("m9002_moods" in applied)
    if db.table("mood").exists():
        assert db.execute("SELECT count(*) FROM mood").fetchone() == (3,)
    db.conn.close()
    kept = backups_are_whole(path, given.key)
    assert kept or "m9001_weather" not in applied, "migrated without a backup"
    return "after" if "m9002_moods" in applied else "before"


def prepare_restore(given: Given) -> dict[str, str]:
    """Make a ledger with one edit and, as its backup, one without."""
    path = given.fresh()
    ledger = jobs.opened(str(path), given.key)
    jobs.edit(ledger, jobs.students_of(ledger), 0)
    ledger_files.close(ledger)
    return {"path": str(path), "source": str(given.fresh()), "key": given.key}


def outcome_of_restore(given: Given, place: dict[str, str]) -> str:
    path = Path(place["path"])
    edits = edits_in(path, given.key)
    if edits == 0:
        (before,) = path.parent.glob("before-restore-*.ledger")
        assert edits_in(before, given.key) == 1
    assert edits_in(Path(place["source"]), given.key) == 0
    return "before" if edits else "after"


def edits_in(path: Path, key: str) -> int:
    ledger = opened_whole(path, key)
    edits = jobs.done_count(ledger)
    assert jobs.content(ledger) == jobs.expected(edits)
    ledger_files.close(ledger)
    return edits


def prepare_password(given: Given) -> dict[str, str]:
    return {**prepare_copy(given), "new_key": OTHER_KEY}


def outcome_of_password(given: Given, place: dict[str, str]) -> str:
    """Open with a wrong key first: that must not spoil the way back to the old one."""
    path = Path(place["path"])
    try_wrong_key(path)
    try:
        outcome, edits = "before", edits_in(path, given.key)
    except WrongPassword:
        outcome, edits = "after", edits_in(path, OTHER_KEY)
    assert edits == 0
    backups_are_whole(path, given.key)
    return outcome


def prepare_print(given: Given) -> dict[str, str]:
    place = prepare_copy(given)
    return {**place, "paper": str(Path(place["path"]).with_name("台账.pdf"))}


def outcome_of_print(given: Given, place: dict[str, str]) -> str:
    """A paper that is there is the edition of the ledger, byte for byte; the next has the next
    number."""
    path, paper = Path(place["path"]), Path(place["paper"])
    ledger = opened_whole(path, given.key)
    kept = print_ledger.editions(ledger, "dropout_ledger")
    was_there = paper.exists()
    if was_there:
        assert [row["number"] for row in kept] == [1]
        assert print_ledger.reprint(ledger, kept[0]["no"]) == paper.read_bytes()
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"), paper)
    numbers = [row["number"] for row in print_ledger.editions(ledger, "dropout_ledger")]
    assert numbers == list(range(len(kept) + 1, 0, -1))
    ledger_files.close(ledger)
    assert [each.name for each in path.parent.glob("*.part")] == []
    return "after" if was_there else "before"


def prepare_new(given: Given) -> dict[str, str]:
    folder = given.fresh().parent / "新"
    folder.mkdir()
    return {"folder": str(folder)}


def outcome_of_new(given: Given, place: dict[str, str]) -> str:
    found = list(Path(place["folder"]).glob("*.ledger"))
    for path in found:
        ledger = opened_whole(path, bytes(32).hex())
        assert ledger.value("SELECT count(*) FROM setting WHERE key = 'own_school'") == 1
        ledger_files.close(ledger)
    return "after" if found else "before"


ACTIONS = (
    Action("imports", "imports_in_pieces", prepare_import, outcome_of_import),
    Action("prints", "prints_before_it_is_recorded", prepare_print, outcome_of_print),
    Action("backs_up", "backs_up_without_care", prepare_copy, outcome_of_backup),
    Action("migrates", "migrates_in_pieces", prepare_copy, outcome_of_migration),
    Action("restores", "restores_by_renaming", prepare_restore, outcome_of_restore),
    Action("changes_password", "changes_password_without_journal", prepare_password,
           outcome_of_password),
    Action("creates", "creates_in_place", prepare_new, outcome_of_new),
)  # fmt: skip
each_action = pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.job)


def outcomes(family: Family, job: str, action: Action, given: Given, kills: int) -> Counter[str]:
    """Run a job once to its end to time it, kill it at each thing it does to a file, then `kills`
    times at moments spread over that time; count what was left."""
    seen: Counter[str] = Counter()

    def run(**how: object) -> Death:
        place = action.prepare(given)
        death = family.run(job, **how, **place)
        assert death.lines == (), death.lines
        seen[action.outcome(given, place)] += 1
        return death

    seconds = run().seconds
    assert seen == {"after": 1}
    step = 0
    while run(dies_at=str(step)).killed:
        step += 1
    rng, hit = random.Random(kills), 0
    for _ in range(kills * 20):
        death = run(kill_after=rng.uniform(0.0, seconds))
        hit += death.killed
        if not death.killed:
            seconds = min(seconds, death.seconds)  # the first run is the slowest
        if hit == kills:
            return seen
    raise RuntimeError(f"only {hit} of {kills * 20} kills hit the action")


@each_action
def test_a_killed_action_is_done_whole_or_not_at_all(family, given, action):
    seen = outcomes(family, action.job, action, given, FEW)
    assert seen["before"]


@each_action
def test_its_loop_sees_a_planted_bug(family, given, action):
    with pytest.raises((LedgerError, AssertionError, DatabaseError)):
        outcomes(family, action.planted, action, given, 240)  # it ends at the first that is seen
