"""Checking a ledger: every page's seal, structure, references, the audit chain, the lists."""

from __future__ import annotations

from random import Random

from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import large_cache
from ledger_app.store.lists import child_lists, student_index
from ledger_app.store.lists.freshness import lines_of_day, list_sum
from ledger_app.store.safety import check_log, check_rows, check_schema, check_storage
from ledger_app.store.safety.fault import Fault

# What somebody else wrote can be of no shape that the program knows.
_UNREADABLE = (LedgerError, ValueError, TypeError, LookupError, AttributeError)
SAMPLE = 200  # children whose row in the lists is worked out again
NAMED = 5


def problems(ledger: Ledger) -> list[Fault]:
    """Return everything that is wrong with an open ledger."""
    with ledger.lock, large_cache(ledger):
        advice = Fault("storage", "请从备份恢复；不要在损坏的文件上继续录入。")
        if found := [Fault("storage", text) for text in check_storage.damage(ledger.db)]:
            return [*found, advice]
        content = [*_length(ledger), *_content_problems(ledger)]
        # It can be read: whose records they are, and which is gone, is said by the log.
        loose = [Fault("storage", text) for text in check_storage.loose_ends(ledger.db)]
        return [*loose, *content, advice] if loose else content


def _length(ledger: Ledger) -> list[Fault]:
    size, pages = ledger.path.stat().st_size, int(ledger.value("PRAGMA page_count"))
    if size == pages * int(ledger.value("PRAGMA page_size")):
        return []
    text = f"文件长度 {size} 字节与内容不符，可能拷贝不完整或被追加了内容。"
    return [Fault("storage", text, {"size": size})]


def _content_problems(ledger: Ledger) -> list[Fault]:
    found = [*check_schema.problems(ledger), *check_log.problems(ledger)]
    # A ledger that this program has not opened yet does not say what its records were made with.
    if ledger.db.table("created").exists():
        found += check_rows.problems(ledger)
    try:
        return [*found, *_list_problems(ledger)]
    except _UNREADABLE as error:
        text = (
            f"名单和提醒没法重新算出来核对（{type(error).__name__}），里面有程序不会写进去的内容。"
        )
        return [*found, Fault("lists", text)]


def _list_problems(ledger: Ledger) -> list[Fault]:
    """Return what the lists show and the files do not, or the other way round."""
    living = ledger.value("SELECT count(*) FROM student WHERE deleted_at IS NULL")
    listed = ledger.value("SELECT count(*) FROM student_index")
    found = ledger.value("SELECT count(*) FROM student_search")
    if not living == listed == found:
        text = f"档案有 {living} 份，名单里有 {listed} 份，查找得到的有 {found} 份，对不上。"
        return [Fault("lists", text)]
    if lines_of_day.has_strangers(ledger):
        return [Fault("lists", "有提醒不属于任何档案，提醒被改动过。"), *_row_problems(ledger)]
    if not child_lists.is_linked_right(ledger):
        text = "哪些孩子在点名或名单上，与点名和名单本身对不上，被改动过。"
        return [Fault("lists", text), *_row_problems(ledger)]
    return _row_problems(ledger)


def _row_problems(ledger: Ledger) -> list[Fault]:
    """Work out the rows of some children again and name what differs.

    The same ones for the same ledger; all of them where the rows are not those that were written.
    Rows made by an older program, or partly on the day after, are not wrong: they are worked out
    anew when the ledger is opened.
    """
    if not student_index.is_of_one_day(ledger):
        return []
    is_as_written = list_sum.is_right(ledger)
    ids = student_index.everyone(ledger)
    if is_as_written:
        draw = Random(settings.get(ledger, "ledger_id", ""))
        ids = [ids[at] for at in sorted(draw.sample(range(len(ids)), min(SAMPLE, len(ids))))]
    found = [f"{name}（{what}）" for name, what in student_index.differing(ledger, ids)]
    if not found:
        text = "名单被改动过，内容与档案相符。"
        return [] if is_as_written else [Fault("lists", text)]
    named = "、".join(found[:NAMED])
    more = f" 等 {len(found)} 人" if len(found) > NAMED else ""
    return [Fault("lists", f"名单与档案对不上：{named}{more}。")]
