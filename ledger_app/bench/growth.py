"""How much longer things take with more children: the exponent, 1 where it is in proportion."""

from __future__ import annotations

from collections.abc import Callable
from math import log
from pathlib import Path
from shutil import copyfile

from ledger_app.actions import back_up, due_list, list_students, undo_revision
from ledger_app.actions.list_students import ListQuery
from ledger_app.bench import ledgers
from ledger_app.bench.daily import save_one
from ledger_app.bench.figures import Figure, at_most, timed
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup

EXPONENT = 1.1
_TIMES = 2  # the better one counts
_SAVES = 50


def figures(few: tuple[Path, int], many: tuple[Path, int]) -> list[Figure]:
    """Return a row for each piece of work; a ledger comes with its number of children."""
    small, large = _seconds(few[0]), _seconds(many[0])
    size = log(many[1] / few[1])
    return [
        at_most(
            f"增长指数：{name}", log(large[name] / small[name]) / size, "", EXPONENT,
            f"{few[1]} 人 {small[name]:.3g} 秒，{many[1]} 人 {large[name]:.3g} 秒（处理器）",
        )
        for name in small
    ]  # fmt: skip


def _seconds(path: Path) -> dict[str, float]:
    copy = path.with_name("growing.ledger")
    copyfile(path, copy)
    with ledgers.opened(copy) as ledger:
        found = {
            name: min(timed(lambda work=work: work(ledger)).worked for _ in range(_TIMES))  # type: ignore[misc]
            for name, work in _WORK.items()
        }
        found["撤销全部学生"] = timed(lambda: undo_revision.undo(ledger)).worked
    copy.unlink()
    return found


def _list(ledger: Ledger) -> None:
    ledger.forget()
    list_students.numbers(ledger, ListQuery())


def _first_key(ledger: Ledger) -> None:
    ledger.forget()
    list_students.numbers(ledger, ListQuery(text="w"))


def _save(ledger: Ledger) -> None:
    nos = list_students.numbers(ledger, ListQuery())[:_SAVES]
    for turn, row in enumerate(list_students.rows(ledger, nos)):
        save_one(ledger, row["id"], turn)
    while (step := undo_revision.reversible(ledger).undo) and step["kind"] == "edit":
        undo_revision.undo(ledger)


_WORK: dict[str, Callable[[Ledger], object]] = {
    "名单": _list,
    "第一次按键": _first_key,
    "保存和撤销": _save,
    "提醒": due_list.due,
    "备份": lambda ledger: backup.make(ledger, "hand"),
    "检查": back_up.check_open,
}
