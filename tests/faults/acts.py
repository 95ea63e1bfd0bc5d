"""The actions in which the program is killed, refused the disk, or left without power."""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger_app.actions import import_workbook
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.prepared import sheets_of
from ledger_app.store.file import connection
from ledger_app.store.file.connection import WrongPassword
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup, check, check_storage, ledger_files
from tests.faults import jobs
from tests.ledgers import Clock

ROWS = 300
OTHER_KEY = "5a" * 32


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


def try_wrong_key(path: Path) -> None:
    """A mistyped password after a crash must not spoil what the right one will roll back."""
    with pytest.raises(WrongPassword):
        ledger_files.open_with_key(path, b"?" * 32, author="", clock=Clock())


def opened_whole(path: Path, key: str) -> Ledger:
    ledger = jobs.opened(str(path), key)
    assert check.problems(ledger) == []
    return ledger


def prepare_import(given: Given) -> dict[str, str]:
    """Plan an import of ROWS children into one copy of the ledger; it fits all its siblings."""
    plan = given.folder / "plan"
    if not plan.exists():
        names = (f"王{chr(0x4E00 + number)}" for number in range(ROWS))
        lines = [f"学生{at},女,3,1,{name},父亲" for at, name in enumerate(names)]
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
    """A paper that is there is the edition of the ledger, byte for byte, or says that it is none;
    the next has the next number."""
    path, paper = Path(place["path"]), Path(place["paper"])
    ledger = opened_whole(path, given.key)
    kept = print_ledger.editions(ledger, "dropout_ledger")
    was_there = paper.exists()
    if was_there and (not kept or drawn_again(ledger, kept[0]["no"]) != paper.read_bytes()):
        assert "未编号" in text_of(paper), "a number that is not recorded"
        assert not any(row["written_at"] for row in kept)
    elif was_there:
        assert [row["number"] for row in kept] == [1]
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"), paper)
    numbers = [row["number"] for row in print_ledger.editions(ledger, "dropout_ledger")]
    assert numbers == list(range(len(kept) + 1, 0, -1))
    ledger_files.close(ledger)
    assert [each.name for each in path.parent.glob("*.part")] == []
    return "after" if was_there else "before"


def drawn_again(ledger: Ledger, edition: int) -> bytes:
    kept = print_ledger.kept(ledger, edition)
    return print_ledger._pdf(sheets_of(kept["content"]), None)


def text_of(paper: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=False)
    assert not done.returncode, "a paper by half"
    return done.stdout.decode("utf-8")


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
FIVE = tuple(action for action in ACTIONS if action.job not in ("migrates", "creates"))
