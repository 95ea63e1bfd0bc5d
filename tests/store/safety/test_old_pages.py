"""A page of an earlier copy, put back with its valid seal: it is found, or nothing is other for it.

SQLCipher seals each page by itself; a whole file of pages that were all once valid has no seal that
does not fit.
"""

from __future__ import annotations

import random
import shutil

import pytest

from ledger_app.actions import back_up, edit_file, undo_revision
from ledger_app.actions.printing import print_ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import connection, keys, settings
from ledger_app.store.safety import check_log, check_rows, ledger_files
from tests.data import keep_release
from tests.ledgers import PASSWORD, Clock, new_ledger, open_again

PAGE = 4096


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """Return the bytes of one ledger at five times, a few changes apart."""
    folder = tmp_path_factory.mktemp("pages")
    ledger = new_ledger(folder)
    keep_release.fill(ledger)
    for number in range(60):
        edit_file.add_student(ledger, {"name": f"学生{number}", "grade": "3", "remark": "长" * 90})
    ledger_files.close(ledger)
    found = [ledger.path.read_bytes()]
    for number in range(4):
        ledger = open_again(ledger.path, Clock())
        ledger.clock.move(hours=number)
        ids = ledger.column("SELECT id FROM student WHERE deleted_at IS NULL ORDER BY no")
        edit_file.save_fields(ledger, "student", ids[number], {"phone": f"1380000000{number}"})
        edit_file.save_fields(ledger, "student", ids[-1 - number], {"remark": "短"})
        contact = {"contacted_on": "2026-11-20", "content": f"第 {number} 次"}
        edit_file.add_record(ledger, "contact", ids[number], contact)
        settings.put(ledger, {"township": f"福利镇{number}"})
        print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"))
        edit_file.delete_students(ledger, ids[20 + number : 21 + number])
        if number == 2:
            undo_revision.undo(ledger)
        ledger_files.close(ledger)
        found.append(ledger.path.read_bytes())
    return ledger.path, found


def said(path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything the ledger says, but for the number that SQLite only counts up from."""
    salt = connection.read_salt(path)
    db = connection.connect(path, keys.derive_key(PASSWORD, salt), salt)
    try:
        names = set(db.table_names()) - {"sqlite_sequence"}
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    finally:
        db.conn.close()


def page(content: bytes, number: int) -> bytes:
    return content[number * PAGE : (number + 1) * PAGE]


def put_back(now: bytes, before: bytes, numbers) -> bytes:
    mixed = bytearray(now)
    for number in numbers:
        mixed[number * PAGE : (number + 1) * PAGE] = page(before, number)
    return bytes(mixed)


def goes_unnoticed(path, mixed: bytes, right) -> bool:
    """Tell whether a file says something else than it did, and its check says that it is whole."""
    path.write_bytes(mixed)
    if back_up.check_file(path, PASSWORD):
        return False
    try:
        return said(path) != right
    except LedgerError:
        return False


def tries(copies):
    """Yield (bytes with old pages in them): each page of each earlier copy, then some together."""
    _, (*earlier, now) = copies
    rng = random.Random(6)
    for before in earlier:
        most = min(len(before), len(now)) // PAGE
        differing = [at for at in range(most) if page(before, at) != page(now, at)]
        for number in differing:
            yield put_back(now, before, [number])
        for _ in range(16):
            yield put_back(now, before, rng.sample(differing, rng.randint(2, len(differing) - 1)))


def unnoticed(copies, folder) -> tuple[int, int]:
    """Return how many old pages were put back, and how often nobody noticed."""
    path = shutil.copyfile(copies[0], folder / copies[0].name)
    right, count, missed = said(path), 0, 0
    for mixed in tries(copies):
        count += 1
        missed += goes_unnoticed(path, mixed, right)
    return count, missed


def test_no_old_page_goes_unnoticed(copies, tmp_path):
    count, missed = unnoticed(copies, tmp_path)
    assert missed == 0
    assert count > 150


def test_the_loop_sees_a_planted_bug(copies, tmp_path, monkeypatch):
    monkeypatch.setattr(check_rows, "problems", lambda _ledger: [])
    monkeypatch.setattr(check_log, "problems", lambda _ledger: [])
    assert unnoticed(copies, tmp_path)[1] > 5


def test_a_row_on_an_old_page_is_named(copies, tmp_path):
    _, (*_, before, now) = copies
    path = tmp_path / copies[0].name
    texts = []
    for number in range(min(len(before), len(now)) // PAGE):
        if page(before, number) != page(now, number):
            path.write_bytes(put_back(now, before, [number]))
            texts += [each.text for each in back_up.check_file(path, PASSWORD)]
    assert any("“备注”与修改记录不符" in text and "“短”" in text for text in texts)
