"""复录核对: compare what was typed a second time, keep that it was looked at, put it right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ledger_app.actions import edit_file
from ledger_app.actions.ownership.must_write import must_write
from ledger_app.catalogue.meanings import NO, YES
from ledger_app.catalogue.tables.second_look import SECOND_LOOK
from ledger_app.domain.checking.second_look import LOOKED_AT, digest_of, looked, marked, numbers_of
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.called import called
from ledger_app.domain.telling.in_words.field_notes import Place, label_of, row_at
from ledger_app.store.changes.last_kinds import last_kind, records_written
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file, load_files
from ledger_app.store.safety.ledger_files import log_if_possible

BY_HAND = "edit"  # the kind of revision of what a person typed


@dataclass(frozen=True, slots=True)
class ToLook:
    """A number to be typed again: whose, which, and how both are called."""

    student: str
    place: Place
    who: str
    label: str


@dataclass(frozen=True, slots=True)
class Differing:
    """Both values with what differs marked; `typed` is what would be kept of the second one."""

    stored: str
    second: str
    typed: str


def to_look(ledger: Ledger, student_id: str, place: Place) -> ToLook:
    """Return one number as it is asked for; raise LedgerError where there is none to compare."""
    file = load_file(ledger, student_id)
    if place not in [each for each, _ in numbers_of(file)]:
        raise LedgerError("这一项没有可以复录核对的号码。", "身份证件号和电话填好以后可以复录。")
    return ToLook(student_id, place, called(file.student), label_of(place))


def not_looked_at(ledger: Ledger, student_ids: Sequence[str]) -> list[ToLook]:
    """Return the numbers of these children that were typed by hand and not looked at since.

    What an import brought was not typed from paper here.
    """
    return [
        ToLook(str(file.student["id"]), place, called(file.student), label_of(place))
        for file in load_files(ledger, list(student_ids))
        for place in places_not_looked_at(ledger, file)
    ]


def places_not_looked_at(
    ledger: Ledger, file: StudentFile, by_hand: Collection[str] | None = None
) -> list[Place]:
    """Return where the numbers of a file stand that were typed by hand and not looked at since.

    Of many files only the records `written_by_hand` need be asked about.
    """
    student_id = str(file.student["id"])
    return [
        place
        for place, _ in numbers_of(file)
        if (by_hand is None or (place.record or student_id) in by_hand)
        and looked(file, place) is None
        and _typed_by_hand(ledger, student_id, place)
    ]


def written_by_hand(ledger: Ledger) -> set[str]:
    """Return the records of whose numbers it is to be asked who typed them: of most nobody did."""
    return records_written(ledger, BY_HAND, [key for _, key in LOOKED_AT])


def compare(ledger: Ledger, asked: ToLook, typed: str) -> Differing | None:
    """Compare what was typed again with what is stored; None: equal, and that is kept.

    Where they differ, both are shown whole, which is noted as such. Raises LedgerError if nothing
    was typed, or the number is gone.
    """
    if not typed.strip():
        raise LedgerError("还没有输。", "请照着纸再输一遍。")
    stored = _stored(ledger, asked)
    second = str(edit_file.parsed_value(ledger, asked.place.field, typed))
    if second == stored:
        _keep(ledger, asked, stored, YES)
        return None
    log_if_possible(ledger, "reveal", {"student": asked.student}, "这次查看完整号码")
    return Differing(marked(stored, second), marked(second, stored), second)


def take_stored(ledger: Ledger, asked: ToLook) -> None:
    """Keep that what is stored is right: it was looked up on the paper once more."""
    _keep(ledger, asked, _stored(ledger, asked), NO)


def take_typed(ledger: Ledger, asked: ToLook, value: str) -> None:
    """Store what was typed the second time, and that it was looked at, as one revision."""
    place = asked.place

    def also(revision: Revision) -> None:
        revision.insert(SECOND_LOOK.key, _row(ledger, place, value, NO), student_id=asked.student)

    record = place.record or asked.student
    edit_file.save_fields(ledger, place.table, record, {place.key: value}, also)


def _stored(ledger: Ledger, asked: ToLook) -> str:
    row = row_at(load_file(ledger, asked.student), asked.place)
    value = row.get(asked.place.key) if row else None
    if not value:
        raise LedgerError("要核对的号码不在了。", "可能刚被删除：可用“撤销”找回。")
    return str(value)


def _keep(ledger: Ledger, asked: ToLook, value: str, was_equal: str) -> None:
    must_write(ledger, SECOND_LOOK, ["looked_on"], asked.student)
    with revise(ledger, "edit", f"复录核对：{asked.label}") as revision:
        row = _row(ledger, asked.place, value, was_equal)
        revision.insert(SECOND_LOOK.key, row, student_id=asked.student)


def _row(ledger: Ledger, place: Place, value: str, was_equal: str) -> dict[str, object]:
    return {
        "looked_table": place.table,
        "looked_record": place.record or None,
        "looked_key": place.key,
        "value_digest": digest_of(place, value),
        "was_equal": was_equal,
        "looked_by": ledger.author,
        "looked_on": ledger.now()[:10],
    }


def _typed_by_hand(ledger: Ledger, student_id: str, place: Place) -> bool:
    return last_kind(ledger, student_id, place.record or student_id, place.key) == BY_HAND
