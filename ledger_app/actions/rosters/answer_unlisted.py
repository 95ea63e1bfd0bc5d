"""Answer where a child is that a list leaves out or marks: each answer makes its proper record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import (
    ElsewhereKind,
    LeaveKind,
    RegisterChange,
    SightingKind,
    UnlistedAnswer,
)
from ledger_app.catalogue.meanings import NO, YES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.cases import cases, live_case
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.called import LAST
from ledger_app.domain.telling.class_words import grade_name, short_class
from ledger_app.domain.unlisted import MARKS, is_marked, listed_words
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists.student_files import load_file
from ledger_app.store.rosters import unlisted_rows

ANSWERS = (
    UnlistedAnswer.MOVED_AWAY, UnlistedAnswer.ELSEWHERE, UnlistedAnswer.SUSPENDED,
    UnlistedAnswer.DROPPED, UnlistedAnswer.LIST_IS_WRONG, UnlistedAnswer.TO_BE_FOUND,
    UnlistedAnswer.AS_LISTED,
)  # fmt: skip
PAPERS_DAYS = 10  # until when the papers of a leave that was told by mouth are to be there


@dataclass(frozen=True)
class OpenQuestion:
    """A child that a list leaves out or marks: the record, the child in one line, what is said."""

    id: str
    student: str
    name: str
    called: str  # 王𬱖（0112）: with the last four of its number
    school: str
    place: Row  # grade and class_no
    source: str
    missed_on: str
    said: str  # what the list says of the child, "" where it leaves it out
    marks: bool  # it has marks of the register, which can be written as they are
    answer: str  # so far: 待查, or ""

    @property
    def class_words(self) -> str:
        """Return 青山小学三(1)."""
        return self.school + short_class(self.place)


def open_questions(ledger: Ledger, record_ids: Sequence[str] | None = None) -> list[OpenQuestion]:
    """Return what wants an answer, oldest first: all of it, or of these records."""
    return [
        OpenQuestion(
            row["id"],
            row["student_id"],
            row["name"] or "",
            _called(row),
            row["school_name"] or "",
            {"grade": row["grade"], "class_no": row["class_no"]},
            row["source"] or "",
            row["missed_on"] or "",
            listed_words(row),
            bool(_marks(row)),
            row["answer"] or "",
        )
        for row in unlisted_rows.open_unlisted(ledger, record_ids)
    ]


def _called(row: Row) -> str:
    number = str(row["id_no"] or row["register_no"] or "")
    return f"{row['name']}（{number[-LAST:]}）" if number else str(row["name"] or "")


def as_plain(question: OpenQuestion) -> dict[str, str]:
    """Return a question for the shell: who, which list of which day, what it says."""
    return {
        "id": question.id,
        "student": question.student,
        "name": question.name,
        "school": question.school,
        "grade": grade_name(question.place),
        "class": question.place["class_no"] or "",
        "missed_on": question.missed_on,
        "source": question.source,
        "mark": question.said,
        "answer": code_list(UnlistedAnswer.CODES).name_of(question.answer),
    }


def answer_named(text: str) -> str:
    """Return the code of an answer by its name or code; raise LedgerError that lists them."""
    found = code_list(UnlistedAnswer.CODES).find(text)
    if found is None or found.value not in ANSWERS:
        known = "、".join(code_list(UnlistedAnswer.CODES).name_of(code) for code in ANSWERS)
        raise LedgerError(f"没有“{text}”这种答复。", f"可用的有：{known}。")
    return found.value


def answer(ledger: Ledger, record_ids: Sequence[str], code: str, remark: str = "") -> int:
    """Give the same answer for several children as one revision; return how many.

    Raises LedgerError where a record has its answer already, and for 照名单改 where a list says
    nothing of the child; then nothing is written.
    """
    if code not in ANSWERS:
        raise LedgerError(f"不认识的答复“{code}”。")
    with ledger.lock:
        rows = unlisted_rows.open_unlisted(ledger, record_ids)
        if not rows:
            raise LedgerError("这些孩子已经答复过了。", "要改，请在孩子的档案里改。")
        if code == UnlistedAnswer.AS_LISTED and (bare := [r for r in rows if not _marks(r)]):
            raise LedgerError(
                f"名单上没有写{bare[0]['name']}的学籍标注，不能照名单改。", "请选别的答复。"
            )
        name = code_list(UnlistedAnswer.CODES).name_of(code)
        first = rows[0]["name"]
        who = first if len(rows) == 1 else f"{first}等 {len(rows)} 人"
        with revise(ledger, "edit", f"不在名单上：{who} {name}") as revision:
            for row in rows:
                _answer_one(revision, row, code, remark.strip())
    return len(rows)


def _answer_one(revision: Revision, row: Row, code: str, remark: str) -> None:
    today = revision.at[:10]
    given = {"answer": code, "answered_on": today}
    revision.update("unlisted", row["id"], {**given, **({"remark": remark} if remark else {})})
    if code in _RECORDS:
        file = load_file(revision.ledger, row["student_id"])
        _RECORDS[code](_Told(revision, row, file, today, remark))


@dataclass(frozen=True)
class _Told:
    """What a record of an answer is made of."""

    revision: Revision
    row: Row
    file: StudentFile
    today: str
    remark: str

    def insert(self, table: str, values: Mapping[str, Any]) -> None:
        said = self.remark or f"名单“{self.row['source']}”上没有"
        if is_marked(self.row):
            said = self.remark or f"名单“{self.row['source']}”上写着{listed_words(self.row)}"
        kept = {key: value for key, value in values.items() if value}
        self.revision.insert(table, {**kept, "remark": said}, student_id=self.row["student_id"])

    def has(self, table: str, begun: str, ended: str, **also: str) -> bool:
        """Tell whether such a record stands already: begun, and not ended."""
        return any(
            row.get(begun)
            and not row.get(ended)
            and all(row.get(key) == value for key, value in also.items())
            for row in self.file.of(table)
        )


def _moved_away(told: _Told) -> None:
    out = RegisterChange.OUT
    if told.has("register_change", "changed_on", "completed_on", kind=out):
        return
    school = told.file.school.get("name") or told.row["school_name"]
    told.insert(
        "register_change",
        {
            "kind": out,
            "changed_on": told.row["missed_on"],
            "applied_on": told.today,
            "from_school": school,
        },
    )


def _elsewhere(told: _Told) -> None:
    if told.has("elsewhere", "from_on", "ended_on"):
        return
    place = told.file.student.get("whereabouts")
    first = {"kind": ElsewhereKind.WITH_PARENTS, "from_on": told.row["missed_on"]}
    # Nothing proves it yet: 待核实, with a day on which somebody looks again.
    told.insert("elsewhere", {**first, "place": (place or "")[:100], "register_moved": NO})


def _suspended(told: _Told) -> None:
    if told.has("leave", "from_on", "returned_on", kind=LeaveKind.SUSPENDED):
        return
    papers = told.revision.ledger.today() + timedelta(days=PAPERS_DAYS)
    first = {"kind": LeaveKind.SUSPENDED, "from_on": told.row["missed_on"]}
    told.insert("leave", {**first, "renew_by_on": papers.isoformat()})


def _dropped(told: _Told) -> None:
    live = live_case(cases(told.file, told.revision.ledger.day()))
    # A mark of the register alone opens a case without a record: then there is none to write in.
    if live is None or not live.is_open or not live.dropout.get("id"):
        told.insert("dropout", {"is_suspected": YES, "suspected_on": told.today})


def _list_is_wrong(told: _Told) -> None:
    author = told.revision.author or "学籍管理员"
    told.insert(
        "sighting",
        {
            "seen_on": told.today,
            "kind": SightingKind.AT_SCHOOL,
            "seen_by": author,
            "place": told.file.school.get("name"),
        },
    )


def _as_listed(told: _Told) -> None:
    marks = {**_marks(told.row), "marked_on": told.row["missed_on"]}
    told.revision.update("student", told.row["student_id"], marks)


def _marks(row: Row) -> dict[str, Any]:
    return {key.removeprefix("listed_"): row[key] for key in MARKS if row.get(key)}


_RECORDS: dict[str, Callable[[_Told], None]] = {
    UnlistedAnswer.MOVED_AWAY: _moved_away,
    UnlistedAnswer.ELSEWHERE: _elsewhere,
    UnlistedAnswer.SUSPENDED: _suspended,
    UnlistedAnswer.DROPPED: _dropped,
    UnlistedAnswer.LIST_IS_WRONG: _list_is_wrong,
    UnlistedAnswer.AS_LISTED: _as_listed,
}
