"""合并档案: two files of one child become one; every record of both goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger_app.actions.ownership.must_write import must_keep_all
from ledger_app.catalogue import STUDENT, TABLES, Kind
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.catalogue.tables.second_look import SECOND_LOOK
from ledger_app.domain import values
from ledger_app.domain.checking.second_look import digest_of
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.same_child import fact_words
from ledger_app.domain.same_child.finding import Known, compared
from ledger_app.domain.same_child.grouping import is_suspect
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.same_child.two_files import TAKEN, Facing, Take, facings, joined, left_out
from ledger_app.domain.student_file import Row
from ledger_app.domain.telling.called import called
from ledger_app.domain.telling.in_words.field_notes import place_of
from ledger_app.domain.telling.student_story import HIDDEN
from ledger_app.store.changes import merges
from ledger_app.store.changes.history import Reversal, undo
from ledger_app.store.changes.merges import Merge
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places, student_lookup
from ledger_app.store.lists.past.past_owners import MERGING
from ledger_app.store.lists.records import all_ids_of, record, records_of
from ledger_app.store.rosters import child_pairs

__all__ = ["TAKEN", "Facing", "Merge", "Take"]

Records = Mapping[str, Sequence[Row]]  # of one child, by table
# What is said of a value elsewhere, by the columns that name its table, its record, its field.
SAID_OF = {
    FIELD_NOTE.key: ("noted_table", "noted_record", "noted_key"),
    SECOND_LOOK.key: ("looked_table", "looked_record", "looked_key"),
}
OF_CHILD = tuple(each for each in TABLES.values() if each.of_student)


@dataclass(frozen=True)
class Beside:
    """Two files beside each other: what they say otherwise, and the records each brings.

    `records` holds (label of the table, how many of the kept file, how many of the other).
    `alike` names records that both seem to have: all of them stay, a person may delete one.
    `agreeing` and `differing` are what speaks for and against one child, in words; `texts` has for
    each facing what the kept file says and what the other does.
    """

    kept: Row
    other: Row
    facings: tuple[Facing, ...]
    texts: Mapping[str, tuple[str, str]]
    records: tuple[tuple[str, int, int], ...]
    alike: tuple[str, ...]
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    is_judged_other: bool  # somebody said before that these are two children
    looks_other: bool  # the facts say so, too

    @property
    def doubt(self) -> str:
        """Return why these two may be two children, "" where nothing says so."""
        if self.is_judged_other:
            return "以前答复过：这两份不是同一个孩子。"
        if self.looks_other:
            return f"这两份像是两个孩子：{'；'.join(self.differing)}。"
        return ""


@dataclass(frozen=True)
class Merged:
    """What a merge did: its revision, the fields written, the records that came over by table.

    `left_out` are values of either file that the joined one does not hold, in words.
    """

    revision_no: int
    kept: str
    gone: str
    taken: Mapping[str, Any]
    moved: Mapping[str, int]
    left_out: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def beside(ledger: Ledger, kept: str, other: str) -> Beside:
    """Return two files beside each other; raise LedgerError where one of them is not there."""
    with ledger.lock:
        one, two = _both_rows(ledger, kept, other)
        own, more = _records(ledger, kept), _records(ledger, other)
        said = child_pairs.answers(ledger).get(frozenset((kept, other)), {})
        schools = places.school_names(ledger)
    counts = tuple(
        (TABLES[key].label, len(own[key]), len(more[key])) for key in own if own[key] or more[key]
    )
    judged = said.get("answer") == SameChild.OTHER
    side, against = Side(one, own["family_member"]), Side(two, more["family_member"])
    hit = compared(Known(kept, side), against)
    words = fact_words.in_words(hit.weighed, side, against, lambda key: schools.get(key, key))
    found = tuple(facings(one, two))
    texts = {
        each.key: (_side_text(ledger, each.kept), _side_text(ledger, each.other)) for each in found
    }
    looks_other = not is_suspect(hit)
    alike = _alike(own, more)
    return Beside(one, two, found, texts, counts, alike, *words, judged, looks_other)


def merge(
    ledger: Ledger,
    kept: str,
    other: str,
    chosen: Mapping[str, Take] | None = None,
    *,
    leave: Mapping[str, str] | None = None,
) -> Merged:
    """Make one file of two, as one revision: the other file goes, its records stay.

    `chosen` holds what is taken where they differ, by the key of a facing; else its `take`.
    `leave` are records that go with the other file, each with the same one of the kept file: what
    was noted on it is noted there.
    Raises LedgerError where a file is not there or a choice is none.
    """
    leave = leave or {}
    with ledger.lock:
        one, two = _both_rows(ledger, kept, other)
        must_keep_all(ledger, [kept, other])
        own, more = _records(ledger, kept), _records(ledger, other)
        taken = _joined(one, two, chosen or {})
        lost = tuple(
            f"{STUDENT.field(key).label}：{_value_text(ledger, key, value)}"
            for key, value in left_out(one, two, chosen or {})
        )
        about = f"合并档案：{called(two)}并入{called(one)}"
        with revise(ledger, MERGING, about) as revision:
            revision.update(STUDENT.key, kept, taken)
            for table in OF_CHILD:
                ids = all_ids_of(ledger, table.key, other)
                revision.move(table.key, [each for each in ids if each not in leave], kept)
            _say_of_kept(revision, own, more, leave)
            old = child_pairs.answers(ledger).get(frozenset((kept, other)))
            if old is not None:
                revision.delete(child_pairs.CHILD_PAIR, [old["id"]])
            child_pairs.rename_child(revision, other, kept)
            child_pairs.answer(revision, kept, other, SameChild.SAME, _remark(lost))
            revision.delete(STUDENT.key, [other])
    moved = {key: len(rows) for key, rows in more.items() if rows}
    return Merged(revision.no, kept, other, taken, moved, lost, _alike(own, more))


def merged_into(ledger: Ledger, student_id: str) -> list[Merge]:
    """Return the merges that made this file, newest first."""
    return [each for each in reversed(merges.standing(ledger)) if each.kept == student_id]


def all_merges(ledger: Ledger) -> list[Merge]:
    """Return all merges that stand, newest first."""
    return merges.standing(ledger)[::-1]


def names_of(ledger: Ledger, found: Sequence[Merge]) -> list[tuple[str, str]]:
    """Return who stayed and who went of each merge, in words."""
    return [(_who(ledger, each.kept), _who(ledger, each.gone)) for each in found]


def _who(ledger: Ledger, student_id: str) -> str:
    row = student_lookup.student(ledger, student_id)
    return called(row) if row else ""


def unmerge(ledger: Ledger, revision_no: int) -> Reversal:
    """Take a merge apart, although both were edited since; remember that they are two children.

    What was entered since stays with the file that stayed, and is named.
    Raises LedgerError where there is no such merge, or a later one was built upon it.
    """
    with ledger.lock:
        found = next(
            (each for each in merges.standing(ledger) if each.revision_no == revision_no), None
        )
        if found is None:
            raise LedgerError("没有这样一次合并，或者已经拆开了。")

        def judge(revision: Revision) -> None:
            child_pairs.answer(revision, found.kept, found.gone, SameChild.OTHER)

        return undo(ledger, revision_no, judge)


def _side_text(ledger: Ledger, side: Mapping[str, Any]) -> str:
    """Return what one file says of a thing, its fields beside each other."""
    return " ".join(_value_text(ledger, key, value) for key, value in side.items() if value)


def _value_text(ledger: Ledger, key: str, value: Any) -> str:  # noqa: ANN401
    """Return a value as people read it; sensitive ones stay hidden."""
    own = STUDENT.field(key)
    if own.sensitive:
        return HIDDEN
    if own.kind is Kind.SCHOOL:
        return str(places.school_names(ledger).get(value, value))
    return values.display(own, value)


def _both_rows(ledger: Ledger, kept: str, other: str) -> tuple[Row, Row]:
    if kept == other:
        raise LedgerError("要合并的是同一份档案。", "请选另一份。")
    for each in (kept, other):
        if not student_lookup.is_living(ledger, each):
            raise LedgerError("要合并的档案有一份已经不在了。", "可能已被删除：可用“撤销”找回。")
    return record(ledger, STUDENT.key, kept), record(ledger, STUDENT.key, other)


def _joined(one: Row, two: Row, chosen: Mapping[str, Take]) -> dict[str, Any]:
    try:
        return joined(one, two, chosen)
    except KeyError as error:
        label = STUDENT.field(error.args[0]).label
        raise LedgerError(f"两份档案的“{label}”没有不同，没有可选的。") from None
    except ValueError as error:
        label = STUDENT.field(error.args[0]).label
        raise LedgerError(f"“{label}”不能这样选。", "请选留下的档案或并入的档案。") from None


def _records(ledger: Ledger, student_id: str) -> Records:
    """Return the living records of a child by table, those of no tab among them."""
    return {table.key: records_of(ledger, table.key, student_id) for table in OF_CHILD}


def _say_of_kept(revision: Revision, own: Records, more: Records, leave: Mapping[str, str]) -> None:
    """Let notes on records that go be notes on those that stay, and second looks at them as well
    where the number is the same."""
    for note in more[FIELD_NOTE.key]:
        if note["noted_record"] in leave:
            stays = {"noted_record": leave[note["noted_record"]]}
            revision.update(FIELD_NOTE.key, note["id"], stays)
    staying = {row["id"]: row for rows in own.values() for row in rows}
    for look in more[SECOND_LOOK.key]:
        table, record_id, key = (look[each] or "" for each in SAID_OF[SECOND_LOOK.key])
        stays_row = staying.get(leave.get(record_id, ""), {})
        value = str(stays_row.get(key) or "")
        if look["value_digest"] == digest_of(place_of(table, record_id, key), value):
            place = place_of(table, stays_row["id"], key)
            stays = {"looked_record": stays_row["id"], "value_digest": digest_of(place, value)}
            revision.update(SECOND_LOOK.key, look["id"], stays)


def _alike(own: Records, more: Records) -> tuple[str, ...]:
    """Name the records of both files that say the same in the words a record is known by."""
    found = []
    for table in OF_CHILD:
        keys = [table.sort_by, *table.title]
        counts = Counter(tuple(row.get(key) for key in keys if key) for row in own[table.key])
        for row in more[table.key]:
            title = tuple(row.get(key) for key in keys if key)
            if counts[title] and any(title):
                told = (values.display(table.field(key), row.get(key)) for key in table.title)
                found.append(f"{table.label} {' '.join(filter(None, told))}".strip())
    return tuple(dict.fromkeys(found))


def _remark(lost: Sequence[str]) -> str | None:
    text = "；".join(lost)
    return f"合并时没有留在档案里的：{text}"[:2000] if text else None
