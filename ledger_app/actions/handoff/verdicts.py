"""通过 or 退回 of files that packages changed; what was returned, and what is said to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from ledger_app.actions.handoff import change_words
from ledger_app.actions.handoff.incoming import ChangeLine
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.catalogue.tables.verdict import VERDICT
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.class_words import short_class
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import judging
from ledger_app.store.handoff.judging import Accepted
from ledger_app.store.lists import student_lookup

LONGEST_REASON = VERDICT.field("reason").max_length
_VERDICTS = (VerdictCode.ACCEPTED, VerdictCode.RETURNED)


@dataclass(frozen=True)
class ChangedFile:
    """A child's file that accepted packages changed and nobody has judged since.

    `sequence` is the newest of those packages. `before` is the last verdict on the file where it
    was 退回: its reason, and what the school has said to it.
    """

    student: str
    name: str
    place: str  # 三(2)
    kind: str  # new, changed, gone
    unit: str
    sequence: int
    lines: tuple[ChangeLine, ...]
    before: str = ""
    reply: str = ""


@dataclass(frozen=True)
class ReturnedFile:
    """A file that the unit above sent back, and that has not gone up again since.

    `changed`: somebody has changed it here meanwhile, so that the next package takes it up.
    """

    id: str
    student: str
    name: str
    place: str
    sequence: int
    reason: str
    given_by: str
    given_on: str
    reply: str
    changed: bool


# Above: judging.


def changed_files(
    ledger: Ledger, unit_code: str = "", *, reveal: bool = False
) -> list[ChangedFile]:
    """Return the files to judge, of one unit below or of all, in the order of the class lists."""
    with ledger.lock:
        waiting = judging.to_judge(ledger, unit_code)
        revisions = {child: {each.revision_no for each in its} for child, its in waiting.items()}
        lines = change_words.lines_of(ledger, revisions, reveal=reveal)
        children = judging.children(ledger, waiting)
        last = judging.newest_by_child(judging.given(ledger, waiting))
    return [
        _changed_file(child, waiting[child["id"]], lines.get(child["id"], ()), last)
        for child in children
    ]


def _changed_file(
    child: Row, packages: Sequence[Accepted], lines: tuple[ChangeLine, ...], last: Mapping[str, Row]
) -> ChangedFile:
    before = last.get(child["id"], {})
    was_returned = before.get("verdict") == VerdictCode.RETURNED
    is_new = bool(lines) and lines[0].label == change_words.NEW_FILE
    return ChangedFile(
        student=child["id"],
        name=child["name"],
        place=short_class(child),
        kind="gone" if child["deleted_at"] else "new" if is_new else "changed",
        unit=packages[-1].unit,
        sequence=packages[-1].sequence,
        lines=lines,
        before=(before["reason"] or "") if was_returned else "",
        reply=(before["reply"] or "") if was_returned else "",
    )


def give(ledger: Ledger, students: Sequence[str], verdict: str, reason: str = "") -> int:
    """Give one verdict on these files, as one revision; return on how many.

    It is about the newest package that changed the file. A second one on the same package is the
    first, changed. Raises LedgerError without a reason to 退回, or where no package had the child.
    """
    reason = reason.strip()
    if verdict not in _VERDICTS:
        raise LedgerError("审核意见只有“通过”和“退回”。")
    if verdict == VerdictCode.RETURNED and not reason:
        raise LedgerError("退回要写原因。", "请写明要学校核实或补什么。")
    if len(reason) > LONGEST_REASON:
        raise LedgerError(f"退回原因太长，最多 {LONGEST_REASON} 个字。")
    several = list(dict.fromkeys(students))
    with ledger.lock:
        packages = _packages_of(ledger, several)
        with revise(ledger, "verdict", _about(ledger, several, verdict)) as revision:
            _write(revision, packages, {"verdict": verdict, "reason": reason or None})
    return len(several)


def _packages_of(ledger: Ledger, students: Sequence[str]) -> dict[str, Accepted]:
    """Return the package that each child's verdict is about; raise LedgerError if one has none."""
    changed = judging.changed_by(ledger, judging.accepted(ledger), students)
    found = {each: changed[each][-1] for each in students if each in changed}
    if missing := len(students) - len(found):
        raise LedgerError(
            f"有 {missing} 份档案没有随移交包来过，没有可以审核的内容。",
            "只有下级单位移交过来的档案才能通过或退回。",
        )
    return found


def _write(
    revision: Revision, packages: Mapping[str, Accepted], said: Mapping[str, object]
) -> None:
    there = {
        (row["student_id"], row["digest"]): row["id"]
        for row in judging.given(revision.ledger, packages)
    }
    new = []
    for student, package in packages.items():
        values = {**said, "given_by": revision.author, "given_on": revision.at[:10]}
        if before := there.get((student, package.digest)):
            revision.update(VERDICT.key, before, values)
            continue
        about = {"digest": package.digest, "sequence": package.sequence}
        new.append({"id": uuid4().hex, "student_id": student, **about, **values})
    revision.insert_many(VERDICT.key, new)


def _about(ledger: Ledger, students: Sequence[str], verdict: str) -> str:
    name = student_lookup.name_of(ledger, students[0]) if students else ""
    who = name if len(students) == 1 else f"{name}等 {len(students)} 人"
    return f"{'通过' if verdict == VerdictCode.ACCEPTED else '退回'}：{who}"


# Below: what came back.


def returned(ledger: Ledger) -> list[ReturnedFile]:
    """Return the files that were sent back and have not gone up again, longest waiting first."""
    with ledger.lock:
        last = judging.newest_by_child(judging.received(ledger))
        waiting = {student: row for student, row in last.items() if judging.is_waiting(row)}
        changed = judging.edited_since(ledger, waiting)
        children = {
            row["id"]: row for row in judging.children(ledger, waiting) if not row["deleted_at"]
        }
    found = [
        ReturnedFile(
            id=row["id"],
            student=student,
            name=children[student]["name"],
            place=short_class(children[student]),
            sequence=row["sequence"] or 0,
            reason=row["reason"] or "",
            given_by=row["given_by"] or "",
            given_on=row["given_on"] or "",
            reply=row["reply"] or "",
            changed=student in changed,
        )
        for student, row in waiting.items()
        if student in children
    ]
    return sorted(found, key=lambda each: (each.given_on, each.place, each.name))


def reply(ledger: Ledger, verdict_id: str, text: str) -> None:
    """Say something to a file that was sent back; it goes up with the next package."""
    text = text.strip()
    if not text:
        raise LedgerError("答复还是空的。", "请写明核实的结果，或为什么不改。")
    with ledger.lock:
        one = next((each for each in returned(ledger) if each.id == verdict_id), None)
        if one is None:
            raise LedgerError("这份档案已经不是退回待办的了。", "请刷新后再看。")
        with revise(ledger, "edit", f"答复退回：{one.name}") as revision:
            values = {"reply": text, "replied_by": revision.author, "replied_on": revision.at[:10]}
            revision.update(VERDICT.key, verdict_id, values)


def send_back(revision: Revision) -> int:
    """Mark the returned files that go up with a package: changed since, or answered.

    Packing calls it in its own revision, before it gathers what goes into the package.
    """
    going = [each for each in returned(revision.ledger) if each.changed or each.reply]
    for each in going:
        revision.update(VERDICT.key, each.id, {"sent_back_on": revision.at[:10]})
    return len(going)
