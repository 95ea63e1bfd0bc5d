"""What a package would change, child by child, in words: shown before anything is merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ledger_app.actions.handoff.incoming import ChangeLine, ChildChange, Incoming
from ledger_app.actions.handoff.receiving import told_words
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.domain.telling import masking
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import units
from ledger_app.store.lists import student_lookup

NEW, CHANGED, GONE = "new", "changed", "gone"
_UNIT = ""  # as a child: records of the unit itself


@dataclass
class _Child:
    kind: str = CHANGED
    lines: list[ChangeLine] = field(default_factory=list)
    asked: list[ChangeLine] = field(default_factory=list)


def in_words(ledger: Ledger, incoming: Incoming) -> Incoming:
    """Return a package with its changes by child, and the names of missing and strange children.

    Records of the unit itself stand under a child without id, named 学校自己的内容.
    """
    plan, told = incoming.plan, incoming.told
    if plan is None or told is None:
        return incoming
    schools = {**told.named, **units.place_names(ledger).schools}
    found: dict[str, _Child] = {}
    _add_whole(found, plan, schools)
    for update in plan.update:
        child = found.setdefault(update.told.student or _UNIT, _Child())
        for key, new in update.values.items():
            old = update.before.get(key)
            child.lines.append(_line(update.told.table, key, old, new, schools))
        if update.moved_to:
            label = told_words.label_of(update.told.table, told_words.WHOLE)
            child.lines.append(ChangeLine(label, "", "移到另一份档案"))
    for each in plan.ask:
        child = found.setdefault(each.student or _UNIT, _Child())
        child.asked.append(_line(each.table, each.field, each.ours, each.theirs, schools))
    people = _people(ledger, told, [*found, *_students(plan.missing), *_students(plan.strange)])
    children = [
        ChildChange(student, *people[student], each.kind, tuple(each.lines), tuple(each.asked))
        for student, each in found.items()
    ]
    order = {NEW: 1, CHANGED: 0, GONE: 2}
    children.sort(key=lambda each: (not each.asked, order[each.kind], each.place, each.name))
    return replace(
        incoming,
        children=tuple(children),
        missing=tuple(people[each][0] for each in _files(plan.missing)),
        strange=tuple(people[each][0] for each in _files(plan.strange)),
    )


def _add_whole(found: dict[str, _Child], plan: MergePlan, schools: Mapping[str, str]) -> None:
    for told in (*plan.create, *plan.revive):
        child = found.setdefault(told.student or _UNIT, _Child())
        if told.table == STUDENT.key:
            child.kind = NEW
        else:
            child.lines.append(ChangeLine(_label(told), "", _title(told, schools)))
    for gone in plan.bury:
        child = found.setdefault(gone.student or _UNIT, _Child())
        if gone.table == STUDENT.key:
            child.kind = GONE
            child.lines.append(ChangeLine("学生档案", "有", f"删除：{_why(gone) or '没有写原因'}"))
        else:
            why = f"：{_why(gone)}" if gone.why else ""
            child.lines.append(ChangeLine(_label(gone), "有", f"删除{why}"))


def _why(gone: Gone) -> str:
    return masking.mask_numbers(gone.why)


def _label(record: Told | Gone) -> str:
    return TABLES[record.table].label


def _title(told: Told, schools: Mapping[str, str]) -> str:
    keys = TABLES[told.table].title
    texts = (
        told_words.text_of(
            told.table, key, told.values.get(key), schools, reveal=False, record=told.values
        )
        for key in keys
    )
    return " ".join(text for text in texts if text) or "新增"


def _line(table: str, key: str, old: Any, new: Any, schools: Mapping[str, str]) -> ChangeLine:  # noqa: ANN401
    texts = (told_words.text_of(table, key, each, schools, reveal=False) for each in (old, new))
    return ChangeLine(told_words.label_of(table, key), *texts)


def _students(records: Iterable[Told]) -> list[str]:
    return list(dict.fromkeys(each.student for each in records if each.student))


def _files(records: Iterable[Told]) -> list[str]:
    return [each.id for each in records if each.table == STUDENT.key]


def _people(ledger: Ledger, told: State, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return name and class of these children, as they stand here, else as they are told."""
    wanted = dict.fromkeys(ids)
    here = {row["id"]: row for row in student_lookup.called(ledger, wanted)}
    found: dict[str, tuple[str, str]] = {}
    for each in wanted:
        if each == _UNIT:
            found[each] = ("学校自己的内容", "")
            continue
        row = here.get(each) or (told.living[each].values if each in told.living else {})
        found[each] = (str(row.get("name") or "（没有姓名）"), grade_and_class(row) if row else "")
    return found
