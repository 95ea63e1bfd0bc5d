"""Answer about children of a comparison: each answer makes its proper record, in one revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from ledger_app.actions.compare.compare_lists import ASKED, Compared
from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer, ElsewhereKind
from ledger_app.catalogue.meanings import NO, YES, IntakeSource
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.cases import cases, live_case
from ledger_app.domain.standing.marks import with_day
from ledger_app.exchange.comparing.comparison import Entry
from ledger_app.exchange.comparing.listed_child import ListedChild
from ledger_app.store.changes import file_numbers
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_file

# In the order of the keys 1 to 9 of the window.
ANSWERS = (
    CompareAnswer.ELSEWHERE, CompareAnswer.FILED, CompareAnswer.DROPPED, CompareAnswer.TAUGHT_HERE,
    CompareAnswer.NOT_NEEDED, CompareAnswer.REPEATED, CompareAnswer.DEAD, CompareAnswer.ABROAD,
    CompareAnswer.NOBODY,
)  # fmt: skip
_MADE = frozenset({CompareAnswer.ELSEWHERE, CompareAnswer.FILED, CompareAnswer.DROPPED})
_INTAKE = {"issued-register": IntakeSource.FROM_ABOVE}
_COMPARED = IntakeSource.REGISTER_COMPARED


def answer_named(text: str) -> str:
    """Return the code of an answer by its name or code; raise LedgerError that lists them."""
    found = code_list(CompareAnswer.CODES).find(text)
    if found is None:
        known = "、".join(code_list(CompareAnswer.CODES).name_of(code) for code in ANSWERS)
        raise LedgerError(f"没有“{text}”这种答复。", f"可用的有：{known}、同一人、不是同一人。")
    return found.value


def answer(
    ledger: Ledger, compared: Compared, entries: Sequence[Entry], code: str, remark: str = ""
) -> int:
    """Give the same answer about several children; return how many.

    外地就读, 建档 and 疑似辍学 make a file where there is none, with what the list says: the child
    then has a line of its own in 今日 until somebody knows more.
    """
    if code not in ANSWERS:
        raise LedgerError(f"不认识的答复“{code}”。", "同一人、不是同一人要说明是哪两个孩子。")
    name = code_list(CompareAnswer.CODES).name_of(code)
    first = entries[0].child.name if entries else ""
    who = first if len(entries) == 1 else f"{first}等 {len(entries)} 人"
    with ledger.lock, revise(ledger, "edit", f"比对答复：{who} {name}") as revision:
        for entry in entries:
            student = entry.child.student_id
            if code in _MADE and not student:
                student = _make_file(revision, compared, entry.child)
            if code in _RECORDS and student:
                _RECORDS[code](revision, student, remark or _said(compared, entry))
            about = {"answer": code, "student": student, "remark": remark.strip() or None}
            _keep(revision, compared, entry.child, about)
    return len(entries)


def answer_pair(
    ledger: Ledger, compared: Compared, one: ListedChild, other: ListedChild, *, same: bool
) -> int:
    """Keep that two children are one, or are not, so that nobody asks again; return 1."""
    code = CompareAnswer.SAME if same else CompareAnswer.OTHER
    name = code_list(CompareAnswer.CODES).name_of(code)
    with ledger.lock, revise(ledger, "edit", f"比对答复：{one.name} {name}") as revision:
        student = one.student_id or other.student_id
        about = {"answer": code, "other_key": other.key, "student": student}
        _keep(revision, compared, one, about)
    return 1


def entries_with(compared: Compared, keys: Sequence[str]) -> list[Entry]:
    """Return the children of these keys, or beginnings of one; raise LedgerError for none."""
    found = []
    for key in keys:
        fitting = [
            entry
            for entry in compared.comparison.entries
            if entry.found in ASKED and entry.child.key.startswith(key)
        ]
        if len({entry.child.key for entry in fitting}) != 1:
            raise LedgerError(f"比对结果里没有“{key}”这个孩子。", "用 --json 看每个孩子的 key。")
        found.append(fitting[0])
    return found


def child_with(compared: Compared, key: str) -> ListedChild:
    """Return a child by its key, also one that is only a candidate; raise LedgerError for none."""
    for entry in compared.comparison.entries:
        children = (entry.left, entry.right, *(each.child for each in entry.candidates))
        for child in children:
            if child is not None and child.key.startswith(key):
                return child
    raise LedgerError(f"比对结果里没有“{key}”这个孩子。", "用 --json 看每个孩子的 key。")


def _said(compared: Compared, entry: Entry) -> str:
    return f"比对“{compared.left.name}”和“{compared.right.name}”：{entry.reason}"


def _keep(
    revision: Revision, compared: Compared, child: ListedChild, about: Mapping[str, Any]
) -> None:
    values = {
        "kind": compared.kind.key,
        "name": child.name[:100],
        "child_key": child.key,
        "source": f"{compared.left.name} / {compared.right.name}"[:260],
        "answered_by": revision.author or None,
        "answered_on": revision.at[:10],
        **about,
    }
    revision.insert("compared_child", {k: v for k, v in values.items() if v is not None})


def _make_file(revision: Revision, compared: Compared, child: ListedChild) -> str:
    """Make a file of what a list says of a child; return its id."""
    ledger = revision.ledger
    known = {field.key for field in STUDENT.fields}
    values = {key: value for key, value in child.values.items() if key in known}
    values["school"] = _school(ledger, child)
    household = child.is_of_household_list or compared.kind.left.household
    source = IntakeSource.HOUSEHOLD_SURVEY if household else _COMPARED
    values["source_list"] = _INTAKE.get(compared.kind.key, source)
    values = with_day({}, {k: v for k, v in values.items() if v}, revision.at[:10])
    student_id = uuid4().hex
    made = file_numbers.opened(revision, [{**values, "id": student_id}])
    revision.insert_many("student", made)
    members = [{**member, "id": uuid4().hex, "student_id": student_id} for member in child.family]
    revision.insert_many("family_member", members)
    answering = [
        {**each, "id": uuid4().hex, "student_id": student_id} for each in child.responsible
    ]
    revision.insert_many("responsibility", answering)
    return student_id


def _school(ledger: Ledger, child: ListedChild) -> str | None:
    """Return the id of the child's school where the ledger has it: a list invents none."""
    found = places.by_name(ledger).get(str(child.values.get("school_name") or ""))
    return str(found["id"]) if found else None


def _elsewhere(revision: Revision, student: str, remark: str) -> None:
    file = load_file(revision.ledger, student)
    if any(row.get("from_on") and not row.get("ended_on") for row in file.of("elsewhere")):
        return
    # Nothing proves it yet: 待核实, with a day on which somebody looks again.
    values = {
        "kind": ElsewhereKind.WITH_PARENTS,
        "from_on": revision.at[:10],
        "register_moved": NO,
        "remark": remark,
    }
    revision.insert("elsewhere", values, student_id=student)


def _dropped(revision: Revision, student: str, remark: str) -> None:
    file = load_file(revision.ledger, student)
    live = live_case(cases(file, revision.ledger.day()))
    if live is None or not live.is_open or not live.dropout.get("id"):
        values = {"is_suspected": YES, "suspected_on": revision.at[:10], "remark": remark}
        revision.insert("dropout", values, student_id=student)


_RECORDS: dict[str, Callable[[Revision, str, str], None]] = {
    CompareAnswer.ELSEWHERE: _elsewhere,
    CompareAnswer.DROPPED: _dropped,
}
