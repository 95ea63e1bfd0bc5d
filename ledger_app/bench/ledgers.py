"""The ledgers that are measured: invented townships in a temporary folder.

A large one is made in a process of its own: `python -m ledger_app.bench.ledgers FOLDER STUDENTS`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import uuid4

from ledger_app.actions import list_students, open_ledger
from ledger_app.actions.demo import make_demo
from ledger_app.actions.list_students import ListQuery
from ledger_app.bench.figures import memory_mb, own_status
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety import ledger_files

PASSWORD = "bench-2026-测速"
_ROOT = Path(__file__).resolve().parents[2]


def make(folder: Path, students: int) -> Path:
    """Make a demo ledger of this size and return its path."""
    ledger = make_demo.make_demo(
        folder / f"{students}.ledger", PASSWORD, kind="township", students=students
    )
    ledger_files.close(ledger)
    return ledger.path


@contextmanager
def opened(path: Path) -> Iterator[Ledger]:
    """Open a ledger and close it again."""
    ledger = open_ledger.open_ledger(path, PASSWORD)
    try:
        yield ledger
    finally:
        ledger_files.close(ledger)


def all_dropped_out(path: Path, name: str) -> Path:
    """Copy a ledger and let every child stand on the dropout ledger, the widest that is printed."""
    target = path.with_name(name)
    copyfile(path, target)
    with opened(target) as ledger, revise(ledger, "demo", "全部列入") as revision:
        revision.insert_many("dropout", [_dropout(each) for each in _not_listed(ledger)])
    return target


def _not_listed(ledger: Ledger) -> list[str]:
    files = load_files(ledger, reads={"student": (), "dropout": ()})
    return [str(file.student["id"]) for file in files if not file.of("dropout")]


def _dropout(student_id: str) -> dict[str, Any]:
    return {
        "id": uuid4().hex, "student_id": student_id, "is_suspected": "0",
        "last_attended": "2026-10-08", "dropout_ym": "2026-10", "confirmed_on": "2026-10-20",
        "main_reason": "01", "control_type": "1", "dropout_whereabouts": "1",
        "measures_taken": "已家访2次，电话联系家长3次",
    }  # fmt: skip


def answered(path: Path, name: str, answers: int) -> Path:
    """Copy a ledger and let so many of its children's reminders have been answered."""
    target = path.with_name(name)
    copyfile(path, target)
    with opened(target) as ledger, revise(ledger, "demo", "处理过的提醒") as revision:
        rows = list_students.rows(ledger, sorted(list_students.numbers(ledger, ListQuery())))
        ids = [row["id"] for row in rows]
        revision.insert_many(
            "outcome",
            [
                {"id": uuid4().hex, "student_id": ids[number % len(ids)], "rule": "promise",
                 "due_on": "2026-03-02", "outcome": "done"}
                for number in range(answers)
            ],
        )  # fmt: skip
    return target


def run_apart(module: str, *arguments: object, folder: Path) -> str:
    """Run one measurement in a process of its own and return what it says.

    Its settings go to `folder`, so that the user's recent files stay as they are. Raises
    CalledProcessError if it fails.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")])),
        "LEDGER_PASSWORD": PASSWORD,
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment |= {key: str(folder) for key in ("XDG_CONFIG_HOME", "APPDATA")}
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


def main(folder: Path, students: int) -> None:
    """Make a ledger and say where it is and how much memory that took."""
    path = make(folder, students)
    sys.stdout.write(json.dumps({"path": str(path), "mb": memory_mb(own_status())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
