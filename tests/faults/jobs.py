"""What the processes that get killed are doing. Each runs in a forked child of its own."""

from __future__ import annotations

import ctypes
import os
import pickle
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sqlite_utils import Database, Migrations

from ledger_app.actions import back_up, edit_file, import_workbook, open_ledger
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.prepared import sheets_of
from ledger_app.domain.errors import LedgerError
from ledger_app.files import stick, writing
from ledger_app.store.changes import editions
from ledger_app.store.file import connection, keys
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.safety import backup, ledger_files
from tests.ledgers import new_ledger

AUTHOR = "张老师"
CHILDREN = 3
SEEN = ("below", "notes", "refused", "fault", "lasting")  # see watch
WATCHED: list[str] = []
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "shutil.copyfile")


def opened(path: str, key: str) -> Ledger:
    """Open a ledger without deriving its key again."""
    return ledger_files.open_with_key(
        Path(path), bytes.fromhex(key), author=AUTHOR, clock=datetime.now
    )


@contextmanager
def at_work(path: str, key: str) -> Iterator[Ledger]:
    """Open a ledger and close it, also after a fault, as the program does."""
    ledger = opened(path, key)
    try:
        yield ledger
    finally:
        ledger_files.close(ledger)


def edit(ledger: Ledger, students: list[str], number: int) -> None:
    """Do edit `number`: what it writes follows from the number alone, see `expected`."""
    student = students[number % CHILDREN]
    if number % 4 == 3:
        values = {"contacted_on": "2026-11-20", "content": str(number)}
        edit_file.add_record(ledger, "contact", student, values)
    else:
        values = {"remark": str(number), "phone": f"138{number:08d}"}
        edit_file.save_fields(ledger, "student", student, values)


def done_count(ledger: Ledger) -> int:
    """Return how many edits the ledger holds beside the opening of its files."""
    return int(ledger.value("SELECT count(*) FROM revision WHERE kind = 'edit'")) - CHILDREN


def students_of(ledger: Ledger) -> list[str]:
    """Return the ids of the children, oldest file first."""
    return ledger.column("SELECT id FROM student ORDER BY no")


def content(ledger: Ledger) -> dict[str, object]:
    """Return what the edits left in the ledger."""
    kept = ledger.rows("SELECT remark, phone FROM student ORDER BY no")
    return {
        "children": [(row["remark"], row["phone"]) for row in kept],
        "contacts": ledger.column("SELECT content FROM contact ORDER BY no"),
        "changes": ledger.value("SELECT count(*) FROM change WHERE op = 'update'"),
        "created": ledger.value("SELECT count(*) FROM change WHERE table_name = 'contact'"),
        "audited": ledger.value("SELECT count(*) FROM audit WHERE event = 'revision'")
        - ledger.value("SELECT count(*) FROM revision"),
        "search": ledger.value("SELECT count(*) FROM student_search WHERE instr(text, '138')"),
    }


def expected(edits: int) -> dict[str, object]:
    """Return what the ledger must hold after that many whole edits."""
    children: list[tuple[str | None, str | None]] = [(None, None)] * CHILDREN
    contacts = []
    for number in range(edits):
        if number % 4 == 3:
            contacts.append(str(number))
        else:
            children[number % CHILDREN] = (str(number), f"138{number:08d}")
    return {
        "children": children,
        "contacts": contacts,
        "changes": 2 * (edits - len(contacts)),
        "created": len(contacts),
        "audited": 0,
        "search": sum(phone is not None for _, phone in children),
    }


def saves(start: Callable[[], None], path: str, key: str, first: str) -> None:
    """Save edit after edit, acknowledging each once it is kept.

    START is said once the `first` so many are: at once for none, before the ledger is opened.
    """
    for ledger, students, number in _edits(start, path, key, int(first)):
        edit(ledger, students, number)
        acknowledge(number)


def saves_said_too_early(start: Callable[[], None], path: str, key: str, first: str) -> None:
    """Planted bug: acknowledge an edit before it is kept."""
    for ledger, students, number in _edits(start, path, key, int(first)):
        acknowledge(number)
        edit(ledger, students, number)


def saves_in_pieces(start: Callable[[], None], path: str, key: str, first: str) -> None:
    """Planted bug: what belongs together is not one transaction."""
    for ledger, students, number in _edits(start, path, key, int(first)):
        ledger.db.atomic = no_transaction
        edit(ledger, students, number)
        acknowledge(number)


def _edits(
    start: Callable[[], None], path: str, key: str, first: int
) -> Iterator[tuple[Ledger, list[str], int]]:
    if not first:
        start()
    ledger = opened(path, key)
    students, done = students_of(ledger), done_count(ledger)
    for number in range(done, 100_000):
        if first and number == done + first:
            start()
        yield ledger, students, number


def writes_secrets(start: Callable[[], None], path: str, key: str, text: str) -> None:
    """Save the same long text again and again, in long transactions."""
    ledger = opened(path, key)
    start()
    for student in students_of(ledger) * 10_000:
        edit_file.add_record(ledger, "contact", student, {"content": text * 60})
        edit_file.save_fields(ledger, "student", student, {"remark": text})
        edit_file.save_fields(ledger, "student", student, {"remark": None})


@contextmanager
def no_transaction() -> Iterator[None]:
    """Stand in for `atomic` and bracket nothing."""
    yield


def imports(start: Callable[[], None], path: str, key: str, plan: str) -> None:
    """Load a workbook that was planned before."""
    with at_work(path, key) as ledger:
        planned = pickle.loads(Path(plan).read_bytes())
        start()
        import_workbook.commit(ledger, planned)
        acknowledge(1)


def imports_in_pieces(start: Callable[[], None], path: str, key: str, plan: str) -> None:
    """Planted bug: an import that is not one transaction."""
    with at_work(path, key) as ledger:
        ledger.db.atomic = no_transaction
        ledger.db.execute("PRAGMA synchronous=OFF")  # a sync a row would take half a minute
        planned = pickle.loads(Path(plan).read_bytes())
        start()
        import_workbook.commit(ledger, planned)
        acknowledge(1)


def backs_up(start: Callable[[], None], path: str, key: str) -> None:
    """Make one backup."""
    with at_work(path, key) as ledger:
        start()
        back_up.back_up(ledger)
        acknowledge(1)


def backs_up_without_care(start: Callable[[], None], path: str, key: str) -> None:
    """Planted bug: copy a backup straight to its final name."""
    ledger = opened(path, key)
    folder = backup.folder_of(ledger.path)
    folder.mkdir()
    start()
    name = folder / f"{ledger.path.stem}.20261121-120000.00001.hand.ledger"
    target = connection.connect(name, ledger.key, ledger.salt)
    ledger.db.conn.backup(target.conn, pages=4)
    target.conn.close()


def prints(start: Callable[[], None], path: str, key: str, paper: str) -> None:
    """Print a ledger into a file and acknowledge its number."""
    with at_work(path, key) as ledger:
        prepared = print_ledger.prepare(ledger, "dropout_ledger")
        start()
        edition, _ = print_ledger.issue(ledger, prepared, Path(paper))
        acknowledge(edition)  # 0: the paper says that it has no number


def prints_before_it_is_recorded(
    start: Callable[[], None], path: str, key: str, paper: str
) -> None:
    """Planted bug: the paper has its name before the ledger knows its number."""
    usual = editions.add

    def late(ledger: Ledger, edition: Row, noted: Row) -> int:
        print_ledger._pdf(sheets_of(edition["content"]), Path(paper))
        return usual(ledger, edition, noted)

    editions.add = late
    prints(start, path, key, paper)


def migrates(start: Callable[[], None], path: str, key: str) -> None:
    """Open a ledger with a program that has two more migrations.

    START is said when the first of them begins: the backup before it takes most of the time.
    """

    def m9001_weather(db: Database) -> None:
        start()
        db.execute("ALTER TABLE student ADD COLUMN weather TEXT")
        db.execute("UPDATE student SET weather = name")

    migrations = Migrations(ledger_files.migrations.name)
    migrations._migrations = list(ledger_files.migrations._migrations)
    for function in (m9001_weather, m9002_moods):
        migrations()(function)
    ledger_files.migrations = migrations
    ledger_files.known_names = lambda: {each.name for each in migrations._migrations}
    ledger_files.close(opened(path, key))
    acknowledge(1)


def m9002_moods(db: Database) -> None:
    """Add a table and fill it."""
    db.execute("CREATE TABLE mood (no INTEGER PRIMARY KEY, text TEXT) STRICT")
    db.execute("INSERT INTO mood (text) SELECT name FROM student")


def migrates_in_pieces(start: Callable[[], None], path: str, key: str) -> None:
    """Planted bug: a migration that is not one transaction."""
    Database.atomic = lambda _db: no_transaction()
    migrates(start, path, key)


def restores(start: Callable[[], None], path: str, source: str, key: str) -> None:
    """Put a backup in the place of a ledger."""
    start()
    backup.restore(Path(path), Path(source), bytes.fromhex(key), ledger_files.check_version)
    acknowledge(1)


def restores_by_renaming(start: Callable[[], None], path: str, source: str, key: str) -> None:
    """Planted bug: the old file goes away before the new one comes."""
    start()
    target = Path(path)
    shutil.copyfile(source, f"{path}.part")
    os.replace(target, target.with_name(f"before-restore-{target.name}"))
    os.replace(f"{path}.part", target)


def changes_password(start: Callable[[], None], path: str, key: str, new_key: str) -> None:
    """Give the ledger another password; START is said when only the file is left to be changed."""
    with at_work(path, key) as ledger:
        _change_password(ledger, start, new_key)


def changes_password_without_journal(
    start: Callable[[], None], path: str, key: str, new_key: str
) -> None:
    """Planted bug: no way back when the change is cut off."""
    with at_work(path, key) as ledger:
        ledger.db.execute("PRAGMA journal_mode=OFF")
        _change_password(ledger, start, new_key)


def _change_password(ledger: Ledger, start: Callable[[], None], new_key: str) -> None:
    def derived(_password: str, _salt: bytes) -> bytes:
        start()
        return bytes.fromhex(new_key)

    keys.derive_key = derived
    open_ledger.change_password(ledger, "另一句 很长的 口令")
    acknowledge(1)


def creates(start: Callable[[], None], folder: str) -> None:
    """Make a new ledger, its key without derivation."""
    keys.derive_key = lambda _password, _salt: bytes(32)
    start()
    ledger_files.close(new_ledger(Path(folder)))
    acknowledge(1)


def creates_in_place(start: Callable[[], None], folder: str) -> None:
    """Planted bug: a ledger has its name before it is whole."""
    start()
    key, salt = bytes(32), os.urandom(keys.SALT_BYTES)
    path = Path(folder) / "福利镇.ledger"
    ledger = Ledger(path, connection.connect(path, key, salt), key, salt, AUTHOR, datetime.now)
    ledger_files._fill(ledger, {"own_school": "x"}, None)


def writes_stick(start: Callable[[], None], path: str, source: str) -> None:
    """Write a package onto a stick."""
    content = Path(source).read_bytes()
    start()
    stick.write(Path(path), content)
    acknowledge(1)


def writes_stick_in_place(start: Callable[[], None], path: str, source: str) -> None:
    """Planted bug: the file has its name before it is whole."""
    start()
    try:
        Path(path).write_bytes(Path(source).read_bytes())
    except OSError as error:
        raise LedgerError("未完成") from error
    acknowledge(1)


def writes_stick_and_looks_away(start: Callable[[], None], path: str, source: str) -> None:
    """Planted bug: what the stick refuses is not heard."""
    content = Path(source).read_bytes()
    start()
    with suppress(OSError, LedgerError):
        writing.write(Path(path), content)
    acknowledge(1)


def acknowledge(number: int) -> None:
    """Say that an edit is kept, or an action done, past every buffer."""
    os.write(1, f"ACK {number}\n".encode())
    if WATCHED:
        ctypes.CDLL(None).steps_mark(b"kept")


def die_at(step: int) -> None:
    """Kill this process when it is about to do its `step`-th thing to a file, not as SQLite."""
    steps = iter(range(step))

    def hook(event: str, given: tuple[object, ...]) -> None:
        ours = event in STEPS and ".ledger" in str(given)
        if ours and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def watch(below: str, notes: str, refused: str = "-1", fault: str = "0", lasting: str = "") -> None:
    """Note each step below a folder from now on, and refuse one, see steps.c."""
    WATCHED.append(below)
    begin, step = ctypes.CDLL(None).steps_begin, ctypes.c_long(int(refused))
    begin(os.fsencode(below), os.fsencode(notes), step, int(fault), int(bool(lasting)))


def be_careless(how: str) -> None:
    """Planted bugs that only a power cut shows: nothing forces to the disk what it should."""
    if how == "folder":
        writing.sync_folder = lambda _folder: None
    elif how == "file":
        os.fsync, usual = (lambda _descriptor: None), os.fsync
        writing.sync_folder = lambda folder: _synced(folder, usual)
    elif how == "ledger":
        connection._PRAGMAS = (*connection._PRAGMAS, "synchronous=OFF")


def _synced(folder: Path, sync: Callable[[int], None]) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    sync(descriptor)
    os.close(descriptor)


def run(job: str, given: dict[str, str], starts: int) -> None:
    """Run one job and end the process, whatever happens."""
    step = given.pop("dies_at", None)
    be_careless(given.pop("careless", ""))
    seen = {name: given.pop(name) for name in tuple(given) if name in SEEN}
    if given.pop("early", None):
        watch(**seen)

    def start() -> None:
        os.write(starts, b"!")
        if step is not None:
            die_at(int(step))
        if seen and not WATCHED:
            watch(**seen)

    try:
        found = globals().get(job) or getattr(import_module("tests.faults.handoff_jobs"), job)
        found(start, **given)
    except LedgerError as error:
        os.write(1, f"SAID {error}\n".encode())
    except BaseException:  # noqa: BLE001 a child's fault must reach the test, not its parent's loop
        os.write(1, ("FAULT " + repr(traceback.format_exc()) + "\n").encode())
    finally:
        os._exit(0)
