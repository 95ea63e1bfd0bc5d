"""Carry out a new school year: grades, classes, leavers and graduates, as one revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from ledger_app.actions.school_year.plan_roll_over import KIND, RollOver
from ledger_app.catalogue.evidence_meanings import RegisterChange
from ledger_app.catalogue.meanings import RegisterStatus
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.school_year.roll_over import Planned, Step
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import large_cache
from ledger_app.store.lists import places
from ledger_app.store.safety import backup


@dataclass(frozen=True)
class Said:
    """What a person says of a plan: who stays though planned, who goes though asked about.

    Of graduates the day (ISO) and the paper of all of them, and by id where each goes on to.
    """

    stays: Collection[str] = ()
    goes: Collection[str] = ()
    graduated_on: str = ""
    paper_no: str = ""
    graduate_to: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RolledOver:
    """What was done: the revision, how many of each step; `asked` did nothing and stay in doubt."""

    revision_no: int
    counts: dict[str, int]


def carry_out(ledger: Ledger, plan: RollOver, said: Said | None = None) -> RolledOver:
    """Write the new school year after a backup; undo of its revision takes all of it back.

    Raises LedgerError, and writes nothing, where nobody goes up, the ledger was changed since the
    plan was made, or the day of graduation is none, or lies ahead.
    """
    said = said or Said()
    with ledger.lock:
        if plan.base != history.newest_no(ledger):
            raise LedgerError("预演之后台账又有改动。", "请重新预演一次再升级。")
        going = [each for each in plan.planned if _goes(each, said)]
        if not going:
            raise LedgerError("没有要升级的孩子，没有写入。", "预演里写着每个孩子为什么不动。")
        graduated_on = _graduation_day(ledger, plan, said, going)
        backup.make(ledger, "import")
        about = f"{plan.year}-{plan.year + 1} 学年升级：{len(going)} 人"
        with large_cache(ledger), revise(ledger, KIND, about) as revision:
            names = places.school_names(ledger)
            for each in going:
                revision.update("student", each.before.id, _values(each, said, names, revision))
            _add_classes(revision, going)
            _note_graduates(revision, going, said, graduated_on, names)
    return RolledOver(revision.no, _counts(plan, going))


def _counts(plan: RollOver, going: Collection[Planned]) -> dict[str, int]:
    """Return how many took each step, stayed, or are in doubt still: together all files."""
    counts = {step.value: sum(each.step is step for each in going) for step in Step}
    counts["asked"] = sum(each.asked for each in plan.planned) - sum(each.asked for each in going)
    counts[Step.STAYS.value] = len(plan.planned) - len(going) - counts["asked"]
    return counts


def _goes(planned: Planned, said: Said) -> bool:
    """Tell whether a file takes its step: as planned, unless somebody said otherwise."""
    if planned.step is Step.STAYS:
        return False
    if planned.asked:
        return planned.before.id in said.goes
    return planned.before.id not in said.stays


def _graduation_day(ledger: Ledger, plan: RollOver, said: Said, going: Collection[Planned]) -> str:
    if not any(each.step is Step.GRADUATES for each in going):
        return ""
    text = said.graduated_on or f"{plan.year}-07-01"
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise LedgerError(f"毕业日期“{text}”不是日期。", "请写成 2026-07-01 这样。") from error
    if day > ledger.today():
        raise LedgerError(f"毕业日期 {text} 晚于今天。", "请写实际毕业的日期。")
    return text


def _values(
    planned: Planned, said: Said, names: Mapping[str, str], revision: Revision
) -> dict[str, Any]:
    values: dict[str, Any] = {"grade": planned.grade}
    if planned.step is Step.LEAVES:
        # Until a list of a seventh grade has it, nobody knows where it is: 今日 asks for it.
        school = names.get(planned.before.school or "")
        values |= {"school": None, "class_no": None, "prev_school": school}
    elif planned.step is Step.GRADUATES:
        values |= {"register_status": RegisterStatus.GRADUATED, "marked_on": revision.at[:10]}
        if to := said.graduate_to.get(planned.before.id, "").strip():
            values["graduate_to"] = to
    return values


def _add_classes(revision: Revision, going: Collection[Planned]) -> None:
    known = {
        (row["school"], row["grade"], row["class_no"]) for row in places.classes(revision.ledger)
    }
    wanted = {
        (each.before.school, each.grade, each.before.class_no)
        for each in going
        if each.step is Step.UP and each.before.school and each.before.class_no
    }
    revision.insert_many(
        "school_class",
        [
            {"id": uuid4().hex, "school": school, "grade": grade, "class_no": class_no}
            for school, grade, class_no in sorted(wanted - known)
        ],
    )


def _note_graduates(
    revision: Revision,
    going: Collection[Planned],
    said: Said,
    graduated_on: str,
    names: Mapping[str, str],
) -> None:
    """Add the change of register that closes each graduate's file, with its day and paper."""
    revision.insert_many(
        "register_change",
        [
            {
                "id": uuid4().hex,
                "student_id": each.before.id,
                "kind": RegisterChange.GRADUATED,
                "changed_on": graduated_on,
                "from_school": names.get(each.before.school or ""),
                "to_school": said.graduate_to.get(each.before.id, "").strip() or None,
                "paper_no": said.paper_no.strip() or None,
            }
            for each in going
            if each.step is Step.GRADUATES
        ],
    )
