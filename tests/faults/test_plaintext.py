"""No child's name or number lies readable on the disk, whatever was done and however it ended."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from ledger_app.actions import back_up, edit_file, import_workbook
from ledger_app.actions.printing import print_ledger
from ledger_app.store.safety import ledger_files
from tests.faults import jobs
from tests.ledgers import open_again

NAMES = ("阿卜杜热西提·买买提江", "欧阳𬱖𰻝", "热西提")
NUMBERS = ("52990120171012219X", "529901201803122244", "13566537775")
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def leaks(*folders: Path) -> list[str]:
    """Return where a name or number can be read in any file below the folders."""
    wanted = {text.encode(coding) for text in (*NAMES, *NUMBERS) for coding in CODINGS}
    return [
        f"{path}: {needle!r}"
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
        for needle in wanted
        if needle in path.read_bytes() or needle in bytes(path)
    ]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Return the folder in which everything temporary lands, whoever asks for it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def work(ledger, roster: Path) -> None:
    """Load a roster, edit, delete, undo, print to memory, back up."""
    import_workbook.commit(ledger, import_workbook.plan(ledger, roster))
    student = ledger.value("SELECT id FROM student WHERE name = ?", [NAMES[0]])
    edit_file.save_fields(ledger, "student", student, {"phone": NUMBERS[2]})
    edit_file.add_record(ledger, "contact", student, {"content": f"{NAMES[1]} {NUMBERS[1]}" * 60})
    back_up.back_up(ledger)
    edit_file.delete_students(ledger, [student])
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"))
    print_ledger.pdf_bytes(print_ledger.prepare(ledger, "suspected_ledger"))


@pytest.fixture
def roster(tmp_path_factory):
    path = tmp_path_factory.mktemp("stick") / "名册.csv"
    rows = [f"{NAMES[0]},男,3,{NUMBERS[0]}", f"{NAMES[1]},女,2,{NUMBERS[1]}"]
    path.write_text("\n".join(("姓名,性别,年级,身份证号", *rows)) + "\n", encoding="utf-8")
    return path


def test_nothing_is_readable_after_import_edits_backup_and_print(
    base, tmp_path, temporary, own_home, roster
):
    path = tmp_path / "福利镇.ledger"
    shutil.copyfile(base[0], path)
    ledger = open_again(path)
    work(ledger, roster)
    assert leaks(tmp_path, own_home) == []  # the journal is open now
    ledger_files.close(ledger)
    assert list(path.parent.glob("*.备份/*.ledger"))
    assert leaks(tmp_path, own_home) == []
    assert list(temporary.iterdir()) == []


def test_nothing_is_readable_after_a_kill_in_the_middle_of_a_save(family, base, tmp_path):
    path = tmp_path / "福利镇.ledger"
    for number in range(12):
        shutil.copyfile(base[0], path)
        death = family.run(
            "writes_secrets", kill_after=0.005 + number * 0.01, path=str(path), key=base[1],
            text=f"{NAMES[0]} {NUMBERS[0]}",
        )  # fmt: skip
        assert (death.killed, death.lines) == (True, ())
        assert leaks(tmp_path) == []
        ledger_files.close(jobs.opened(str(path), base[1]))


def test_the_search_finds_what_is_readable(tmp_path):
    (tmp_path / "a").write_bytes(b"\x00\x01" + NAMES[2].encode("gb18030") + b"\x00")
    (tmp_path / f"{NUMBERS[0]}.txt").write_bytes(b"")
    assert len(leaks(tmp_path)) == 2


def test_a_database_without_its_key_would_be_readable(base, tmp_path):
    """Planted bug: the same content in a plain file is found at once."""
    ledger = jobs.opened(str(shutil.copyfile(base[0], tmp_path / "福利镇.ledger")), base[1])
    edit_file.add_student(ledger, {"name": NAMES[0]})
    plain = tmp_path / "plain"
    ledger.db.execute("ATTACH DATABASE ? AS plain KEY ''", [str(plain)])
    ledger.db.execute("SELECT sqlcipher_export('plain')")
    ledger_files.close(ledger)
    assert {leak.split(": ")[0] for leak in leaks(tmp_path)} == {str(plain)}
