"""A new school year: who goes up a grade, who leaves the school, who stays, and why.

学年 = 1 September to 31 August (domain.md §1). 小升初 is the classic leak: whoever ends grade six
is asked for until a list of a seventh grade has it; whoever ends grade nine is closed with where
it went (升学去向) and the paper that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import Grade, StatusCode
from ledger_app.domain.standing.status import GONE, OUT_OF_SCHOOL

_STILL_OUT = OUT_OF_SCHOOL | {
    StatusCode.NOT_ENROLLED,
    StatusCode.TO_BE_CLOSED,
    StatusCode.NOT_AT_SCHOOL,
}
_ON_LEAVE = frozenset({StatusCode.SUSPENDED, StatusCode.DEFERRED, StatusCode.EXEMPT})


class Step(StrEnum):
    """What a new school year does to a file."""

    UP = "up"  # one grade higher, in the same class
    LEAVES = "leaves"  # grade six is over: it is to be at a junior school
    GRADUATES = "graduates"  # nine years are over
    STAYS = "stays"  # as it is, for a reason


@dataclass(frozen=True)
class BeforeRollOver:
    """A living file before the new year; `status` a code of today.

    `is_new`: its grade was written for the new year already, by a list or by hand;
    `repeats`: a record says that it stays in its grade (留级); `goes_on`: its school has the
    seventh grade, too (九年一贯制).
    """

    id: str
    name: str
    school: str | None
    grade: str | None
    class_no: str | None
    status: str
    is_new: bool = False
    repeats: bool = False
    goes_on: bool = False
    graduate_to: str | None = None


@dataclass(frozen=True)
class Planned:
    """What is planned for a file: the step, the grade it comes to, why.

    `asked`: somebody must say whether it goes with its class; until then it stays.
    """

    before: BeforeRollOver
    step: Step
    grade: str | None
    reason: str = ""
    asked: bool = False

    @property
    def is_change(self) -> bool:
        """Tell whether something is written of it, unless somebody says otherwise."""
        return self.step is not Step.STAYS and not self.asked


def plan(files: Iterable[BeforeRollOver]) -> list[Planned]:
    """Return what a new school year does to each file of a school grade, in the order given."""
    return list(_planned(files))


def _planned(files: Iterable[BeforeRollOver]) -> Iterator[Planned]:
    for file in files:
        grade = file.grade or ""
        if not grade.isdigit() or not 1 <= int(grade) <= int(Grade.LAST) or file.status in GONE:
            continue
        if file.is_new:
            yield Planned(file, Step.STAYS, grade, "已经是新学年的年级，不动")
        elif file.repeats:
            yield Planned(file, Step.STAYS, grade, "登记了留级")
        else:
            yield _going(file, grade)


def _going(file: BeforeRollOver, grade: str) -> Planned:
    name = code_list(StatusCode.CODES).name_of(file.status)
    on_leave, still_out = file.status in _ON_LEAVE, file.status in _STILL_OUT
    reason = f"{name}：跟班升级还是留在原年级，请定" if on_leave else ""
    if grade == Grade.LAST:
        if on_leave or still_out:
            reason = f"{name}：个案没有结，不办毕业；确已毕业的请勾上"
        return Planned(
            file, Step.GRADUATES, Grade.GRADUATED, reason, asked=bool(on_leave or still_out)
        )
    if still_out and not on_leave:
        reason = f"{name}：年级跟着班级走，个案不变"
    step = Step.LEAVES if grade == Grade.LAST_OF_PRIMARY and not file.goes_on else Step.UP
    return Planned(file, step, str(int(grade) + 1), reason, asked=on_leave)
