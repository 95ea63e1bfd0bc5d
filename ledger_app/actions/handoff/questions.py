"""请核实: a unit asks about files that came from below, and is answered with the next package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from ledger_app.actions import edit_file
from ledger_app.catalogue import STUDENT, TABLES, Field, Kind
from ledger_app.catalogue.handoff_meanings import QuestionAnswer
from ledger_app.catalogue.tables.question import QUESTION
from ledger_app.domain import values
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import asked
from ledger_app.store.handoff.keepers import keepers
from ledger_app.store.handoff.units import own_unit, place_names
from ledger_app.store.lists import student_lookup

ANSWERS = (QuestionAnswer.ACCEPTED, QuestionAnswer.ANSWERED, QuestionAnswer.REFUSED)
GONE = "（记录已删除）"
_SHORTEST_ID = 6
_AS_KEPT = (
    "id", "name", "record", "field", "asked", "asked_by", "asked_on", "answer", "reply",
    "answered_by", "answered_on",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question. `label` is "" where it is about the file as a whole.

    `value` is what stood there when it was asked, `now` what stands there: in words, not masked.
    `is_ours`: it was asked here; else it is to be answered here.
    """

    id: str
    student: str
    name: str
    place: str
    table: str
    record: str
    field: str
    label: str
    asked: str
    asked_by: str
    asked_on: str
    value: str
    now: str
    answer: str = ""
    reply: str = ""
    answered_by: str = ""
    answered_on: str = ""
    is_ours: bool = False


# Above: asking, closing.


def ask(
    ledger: Ledger,
    students: Sequence[str],
    text: str,
    *,
    field: str = "",
    table: str = STUDENT.key,
    record: str = "",
) -> list[str]:
    """Ask about these children's files, or one field of them, as one revision; return the ids.

    A record of another table than the child's own row is one child's. Raises LedgerError without
    words, or about a file that nobody below keeps.
    """
    text = _words(text, "asked", "问题还是空的。", "请写明要核实什么。")
    several = list(dict.fromkeys(students))
    if field:
        TABLES[table].field(field)
    with ledger.lock:
        _must_be_kept_below(ledger, several)
        with revise(ledger, "question", _about(ledger, several)) as revision:
            rows = [_asked(revision, each, text, (table, record, field)) for each in several]
            revision.insert_many(QUESTION.key, rows)
    return [row["id"] for row in rows]


def _must_be_kept_below(ledger: Ledger, students: Sequence[str]) -> None:
    unit, kept = own_unit(ledger), keepers(ledger, students)
    if unit.kind == "school":
        raise LedgerError("学校下面没有单位可以问。", "请核实由乡镇提出，学校答复。")
    if own := sum(kept.get(each, unit.code) == unit.code for each in students):
        raise LedgerError(
            f"有 {own} 份档案就在本台账登记，没有下级单位可以问。",
            "请核实只用于随移交包来的档案。",
        )


def _asked(revision: Revision, student: str, text: str, about: tuple[str, str, str]) -> Row:
    table, record, field = about
    record = student if table == STUDENT.key else record
    value = asked.value_now(revision.ledger, table, record, field) if field else None
    return {
        "id": uuid4().hex,
        "student_id": student,
        "table_name": table if field else None,
        "record": record if field else None,
        "field": field or None,
        "value": None if value is None else str(value),
        "asked": text,
        "asked_by": revision.author,
        "asked_on": revision.at[:10],
    }


def _about(ledger: Ledger, students: Sequence[str]) -> str:
    name = student_lookup.name_of(ledger, students[0]) if students else ""
    return f"请核实：{name}" if len(students) == 1 else f"请核实：{name}等 {len(students)} 人"


def close(ledger: Ledger, ids: Sequence[str]) -> int:
    """End questions that were asked here, answered or not, as one revision; return how many."""
    with ledger.lock:
        ours = {row["id"]: row["name"] for row in asked.living(ledger) if row["is_ours"]}
        if any(each not in ours for each in ids):
            raise LedgerError("这个问题不是本台账问的，或者已经了结了。", "请刷新后再看。")
        several = list(dict.fromkeys(ids))
        many = f"等 {len(several)} 个" if len(several) > 1 else ""
        about = f"了结核实：{ours[several[0]]}{many}" if several else ""
        with revise(ledger, "question", about) as revision:
            for each in several:
                revision.update(QUESTION.key, each, {"closed_on": revision.at[:10]})
    return len(several)


# Below: answering.


def answer(
    ledger: Ledger, question_id: str, said: str, reply: str = "", value: str | None = None
) -> None:
    """Answer a question that came from above; it goes up with the next package.

    `accepted` corrects: to `value` at once, in the same revision, or what was corrected before is
    meant. `answered` and `refused` need a `reply`. Raises LedgerError where nothing was corrected.
    """
    if said not in ANSWERS:
        raise LedgerError("答复只有“已核实更正”“已说明”“不更正”三种。")
    if said != QuestionAnswer.ACCEPTED or reply.strip():
        missing = ("为什么不改还没有写。", "请写一句理由。")
        if said == QuestionAnswer.ANSWERED:
            missing = ("说明还是空的。", "请写明核实的结果。")
        reply = _words(reply, "reply", *missing)
    with ledger.lock:
        row = _to_answer(ledger, question_id)

        def note(revision: Revision) -> None:
            told = {"answer": said, "reply": reply or None, "answered_by": revision.author}
            revision.update(QUESTION.key, row["id"], {**told, "answered_on": revision.at[:10]})

        if said == QuestionAnswer.ACCEPTED and value is not None and _field_of(row):
            _correct(ledger, row, value, note)
            return
        if said == QuestionAnswer.ACCEPTED and not reply:
            _must_have_changed(ledger, row)
        with revise(ledger, "edit", f"答复核实：{row['name']}") as revision:
            note(revision)


def _correct(ledger: Ledger, row: Row, value: str, note: edit_file.Also) -> None:
    _now(ledger, row)  # the record must be there

    def note_if_changed(revision: Revision) -> None:
        if not revision.change_count:
            raise LedgerError("更正的内容和现在的一样。", "没有错就选“已说明”，写一句核实的结果。")
        note(revision)

    given = {row["field"]: value}
    edit_file.save_fields(ledger, row["table_name"], row["record"], given, also=note_if_changed)


def _must_have_changed(ledger: Ledger, row: Row) -> None:
    now = _now(ledger, row) if _field_of(row) else None
    if (None if now is None else str(now)) == row["value"]:
        raise LedgerError(
            "问到的内容还没有改。", "请填上更正后的内容；没有错就选“已说明”或“不更正”。"
        )


def _to_answer(ledger: Ledger, question_id: str) -> Row:
    start = question_id.strip().lower()
    found = [
        row
        for row in asked.living(ledger)
        if not row["is_ours"] and row["id"].startswith(start) and len(start) >= _SHORTEST_ID
    ]
    if len(found) != 1:
        raise LedgerError("没有这个要答复的问题。", "可能已经了结；请刷新后再看。")
    return found[0]


def _words(text: str, key: str, *missing: str) -> str:
    text = text.strip()
    if not text:
        raise LedgerError(*missing)
    longest = QUESTION.field(key).max_length
    if len(text) > longest:
        raise LedgerError(f"“{QUESTION.field(key).label}”太长，最多 {longest} 个字。")
    return text


# Both.


def open_questions(ledger: Ledger) -> list[Question]:
    """Return what is to be answered here, and what was asked here and is not closed, oldest first.

    What was answered here stays among them until whoever asked has closed it.
    """
    with ledger.lock:
        schools = place_names(ledger).schools
        return [_question(ledger, row, schools) for row in asked.living(ledger)]


def to_answer(ledger: Ledger) -> list[Question]:
    """Return the questions that came from above and have no answer yet."""
    return [each for each in open_questions(ledger) if not each.is_ours and not each.answer]


def _question(ledger: Ledger, row: Row, schools: Mapping[str, str]) -> Question:
    label = value = now = ""
    if field := _field_of(row):
        own = row["table_name"] == STUDENT.key
        label = field.label if own else f"{TABLES[row['table_name']].label} {field.label}"
        value = _shown(field, row["value"], schools)
        try:
            now = _shown(field, _now(ledger, row), schools)
        except LedgerError:
            now = GONE
    return Question(
        **{key: row[key] or "" for key in _AS_KEPT},
        student=row["student_id"],
        table=row["table_name"] or "",
        place=short_class(row),
        label=label,
        value=value,
        now=now,
        is_ours=bool(row["is_ours"]),
    )


def _field_of(row: Row) -> Field | None:
    """Return the field that is asked about, None for a whole file, or one of a newer program."""
    table = TABLES.get(row["table_name"] or "")
    known = table.fields if table else ()
    return next((field for field in known if field.key == row["field"]), None)


def _shown(field: Field, stored: object, schools: Mapping[str, str]) -> str:
    if field.kind is Kind.SCHOOL:
        return schools.get(str(stored), "")
    return values.display(field, stored)


def _now(ledger: Ledger, row: Row) -> Any:  # noqa: ANN401
    """Return what stands there now; raise LedgerError where the record is gone."""
    try:
        return asked.value_now(ledger, row["table_name"], row["record"], row["field"])
    except KeyError:
        raise LedgerError("问到的那条记录已经不在了。", "请选“已说明”，写明情况。") from None
