"""What a clerk does all day: type into the search box, save a field, look at the morning's list."""

from __future__ import annotations

from functools import partial
from itertools import cycle
from pathlib import Path
from time import process_time

from ledger_app.actions import due_list, edit_file, list_students, open_student, undo_revision
from ledger_app.actions.list_students import ListQuery
from ledger_app.bench import ledgers
from ledger_app.bench.figures import Figure, Taken, at_most, best, percentile, timed
from ledger_app.domain import names
from ledger_app.store.file.ledger import Ledger, Row

SEARCH_MS, SEARCH_MANY_MS, FIRST_MS = 2, 30, 50
SAVE_MS, SAVE_STATEMENTS, ANSWERS = 20, 20, 100_000
DUE_SECONDS = 0.18
SAVES = 1000
_TYPED = 12  # children that are looked for


def search_figures(path: Path, students: int, times: int, goal: float) -> list[Figure]:
    """Type what clerks type, character by character: the p95 of a keystroke, and the first one."""
    with ledgers.opened(path) as ledger:
        texts = typed_texts(ledger)
        first = _seconds(ledger, texts[0][:1])
        rounds = [[_seconds(ledger, text) for text in _keystrokes(texts)] for _ in range(times)]
    each = [min(found).seconds * 1000 for found in zip(*rounds, strict=True)]
    worked = [min(taken.worked for taken in found) for found in zip(*rounds, strict=True)]
    beside = (
        f"{len(each)} 次按键，中位数 {percentile(each, 0.5):.1f}、最慢 {max(each):.1f} 毫秒；"
        f"处理器 p95 {percentile(worked, 0.95) * 1000:.1f} 毫秒"
    )
    row = f"查找，每次按键 p95（{students} 人）"
    return [
        at_most(row, percentile(each, 0.95), "毫秒", goal, beside),
        at_most(
            f"打开后第一次按键（{students} 人）", first.seconds * 1000, "毫秒", FIRST_MS,
            f"处理器 {first.worked * 1000:.0f} 毫秒",
        ),
    ]  # fmt: skip


def typed_texts(ledger: Ledger) -> list[str]:
    """Return what is typed for a few children: names, pinyin, numbers, places, two words."""
    nos = list_students.numbers(ledger, ListQuery())
    rows = list_students.rows(ledger, nos[:: max(1, len(nos) // _TYPED)][:_TYPED])
    shapes = cycle((_by_name, _by_pinyin, _by_initials, _by_number, _by_phone, _by_place))
    return [shape(row) for shape, row in zip(shapes, rows, strict=False)]


def _by_name(row: Row) -> str:
    return str(row["name"])


def _by_pinyin(row: Row) -> str:
    return names.sort_key(row["name"]).replace(" ", "")


def _by_initials(row: Row) -> str:
    return "".join(syllable[0] for syllable in names.sort_key(row["name"]).split())


def _by_number(row: Row) -> str:
    return str(row["id_no"] or row["name"])


def _by_phone(row: Row) -> str:
    return str(row["phone"] or row["name"])


def _by_place(row: Row) -> str:
    return f"{row['village_name'] or ''} {row['name'][:1]}"


def _keystrokes(texts: list[str]) -> list[str]:
    return [text[: end + 1] for text in texts for end in range(len(text))]


def _seconds(ledger: Ledger, text: str) -> Taken:
    return timed(lambda: list_students.numbers(ledger, ListQuery(text=text)))


def saving_figures(path: Path, answers: int, saves: int, times: int) -> list[Figure]:
    """Save one field after another, each kept on the disk before the next, as the window does.

    `answers` is how many reminders have been answered in the ledger before.
    """
    target = ledgers.answered(path, "answered.ledger", answers)
    with ledgers.opened(target) as ledger:
        nos = sorted(list_students.numbers(ledger, ListQuery()))[:saves]
        ids = [row["id"] for row in list_students.rows(ledger, nos)]
        start = process_time()
        rounds = [
            [
                timed(partial(save_one, ledger, ids[turn % len(ids)], number * saves + turn))
                for turn in range(saves)
            ]
            for number in range(times)
        ]
        worked = (process_time() - start) * 1000 / (saves * times)
        statements = _statements(ledger, ids[0])
    each = min(([taken.seconds * 1000 for taken in found] for found in rounds), key=_p99)
    beside = (
        f"{saves} 次保存，每次都写到盘上；最慢 {max(each):.0f} 毫秒；每次占处理器 {worked:.1f} 毫秒"
    )
    what = f"（已有 {answers} 条处理过的提醒）"
    return [
        Figure(row="保存一个项目 p50", value=percentile(each, 0.5), unit="毫秒"),
        at_most(f"保存一个项目 p99{what}", _p99(each), "毫秒", SAVE_MS, beside),
        at_most("保存一个项目的数据库语句", statements, "条", SAVE_STATEMENTS),
    ]


def _p99(milliseconds: list[float]) -> float:
    return percentile(milliseconds, 0.99)


def _statements(ledger: Ledger, student_id: str) -> int:
    seen: list[str] = []
    ledger.db.conn.set_trace_callback(seen.append)
    save_one(ledger, student_id, -1)
    ledger.db.conn.set_trace_callback(None)
    return len(seen)


def save_one(ledger: Ledger, student_id: str, turn: int) -> None:
    """Save a field and read what the window shows then: the file, its row, what can be undone."""
    saved = edit_file.save_fields(ledger, "student", student_id, {"remark": f"第 {turn} 次"})
    assert saved.changed
    open_student.open_file(ledger, student_id)
    list_students.changed_rows(ledger, [student_id])
    undo_revision.reversible(ledger)


def due_figures(path: Path, students: int, times: int) -> list[Figure]:
    """Show all reminders of today, whose lines are kept, and work them out as for any other day."""
    with ledgers.opened(path) as ledger:
        count = len(due_list.due(ledger))
        taken = best(times, lambda: due_list.due(ledger))
        anew = best(times, lambda: due_list.worked_out(ledger, ledger.day()))
    row = f"全部学生一天的提醒，处理器（{students} 人）"
    beside = f"{count} 条提醒；用时 {taken.seconds:.2f} 秒"
    return [
        at_most(row, taken.worked, "秒", DUE_SECONDS, beside),
        Figure(
            row=f"别的日子的提醒，从档案现算，处理器（{students} 人）", value=anew.worked, unit="秒"
        ),
    ]
