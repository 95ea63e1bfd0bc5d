"""The power goes while papers are saved: what was said to be saved is there, whole, afterwards."""

from __future__ import annotations

import os

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger, recovery_sheet
from ledger_app.exchange.writing.tables import TableSheet, write_tables
from ledger_app.files import writing
from tests.faults.power import watched

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders are synced on POSIX")
PAPERS = 4


def prints(ledger, folder, number):
    path = folder / f"控辍台账-{number % 2}.pdf"  # the second paper takes the place of the first
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "dropout_ledger"), path)
    return path


def prints_again(ledger, folder, number):
    edition, _ = print_ledger.issue(ledger, print_ledger.prepare(ledger, "focus_ledger"))
    path = folder / f"重印-{number}.pdf"
    print_ledger.reprint(ledger, edition, path)
    return path


def saves_the_sheet(ledger, folder, number):
    return recovery_sheet.save_sheet(ledger, folder / f"恢复单-{number}.pdf")


def writes_a_workbook(ledger, folder, number):
    path = folder / "待改.xlsx"
    write_tables([TableSheet("名单", (), ["姓名"], [[f"王小明{number}"]])], path)
    return path


JOBS = [prints, prints_again, saves_the_sheet, writes_a_workbook]


def lost(ledger, folder, job):
    """Save some papers; return what any power cut between two steps would have spoilt."""
    edit_file.add_student(ledger, {"name": "王小明"})
    said = {}
    faults = []
    with watched(folder) as disk:
        for number in range(PAPERS):
            seen = len(disk.moments)
            path = job(ledger, folder, number)
            disk.look()
            new = path.read_bytes()
            for state in (state for moment in disk.moments[seen:-1] for state in moment):
                for name, content in said.items():
                    if state.get(name) not in ((content, new) if name == path.name else (content,)):
                        faults.append(f"{name} was spoilt while {path.name} was written")
                if state.get(path.name) not in (None, said.get(path.name), new):
                    faults.append(f"{path.name} was there by half")
            said[path.name] = new
            for state in disk.moments[-1]:
                for name, content in said.items():
                    if state.get(name) != content:
                        faults.append(f"{name} was said to be saved and is not there")
    assert len(disk.moments) > PAPERS * 4
    return faults


@pytest.mark.parametrize("job", JOBS)
def test_what_was_said_to_be_saved_outlasts_a_power_cut(ledger, tmp_path, job):
    (tmp_path / "纸").mkdir()
    assert lost(ledger, tmp_path / "纸", job) == []


@pytest.mark.parametrize("job", JOBS)
def test_a_folder_that_is_not_synced_is_seen(ledger, tmp_path, job, monkeypatch):
    monkeypatch.setattr(writing, "sync_folder", lambda _folder: None)
    (tmp_path / "纸").mkdir()
    assert any("is not there" in fault for fault in lost(ledger, tmp_path / "纸", job))


def test_content_that_is_not_synced_is_seen(ledger, tmp_path, monkeypatch):
    (tmp_path / "纸").mkdir()

    def synced_not(_descriptor):
        """Planted bug: the name is safe, the content is not."""

    def unsafe(path, content, **_options):
        with monkeypatch.context() as patch:
            patch.setattr(writing.os, "fsync", synced_not)
            patch.setattr(writing, "sync_folder", lambda _folder: None)
            writing.write(path, content)
        writing.sync_folder(path.parent)

    monkeypatch.setattr(print_ledger, "write", unsafe)
    faults = lost(ledger, tmp_path / "纸", prints)
    assert any("by half" in fault or "is not there" in fault for fault in faults)
