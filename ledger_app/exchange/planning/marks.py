"""What a list says of a child that is not at school: its marks and its remark; and the ledger's.

A mark is a fact of the register on a day. A newer one against the ledger is written, or asked; it
is never swallowed by a policy, and the three fields of it are never written in part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import UnlistedAnswer
from ledger_app.catalogue.meanings import AbsentKind, Presence, RegisterStatus, StatusCode
from ledger_app.domain.standing.marks import taught_elsewhere, with_day
from ledger_app.domain.student_file import Row
from ledger_app.exchange.cells.remarks import tells_of_leaving
from ledger_app.exchange.planning.import_plan import Policy, StoredChild
from ledger_app.exchange.planning.roster import ClassPlace, ListsBefore, MarkedChild

MARKS = ("register_status", "in_school_status", "absent_kind")
MARKED_ON = "marked_on"

_CASE = frozenset(
    {StatusCode.SUSPECTED, StatusCode.DROPPED, StatusCode.PERSUADING, StatusCode.LEGAL}
    | {StatusCode.LOST, StatusCode.TO_BE_CLOSED}
)
_LEAVE = frozenset({StatusCode.SUSPENDED, StatusCode.DEFERRED, StatusCode.EXEMPT})
_ELSEWHERE = frozenset(
    {StatusCode.ELSEWHERE, StatusCode.VERIFIED_ELSEWHERE, StatusCode.SPECIAL_SCHOOL}
    | {StatusCode.HOME_TAUGHT}
)
_AWAY = frozenset({StatusCode.TRANSFERRED, StatusCode.TRANSFERRING})
GONE = frozenset(
    {StatusCode.TRANSFERRED, StatusCode.GRADUATED, StatusCode.ABROAD, StatusCode.DEAD}
    | {StatusCode.TOO_OLD}
)
KNOWN_OUT = _CASE | _LEAVE | _ELSEWHERE | _AWAY | GONE  # the ledger knows why it is on no list
# What the ledger has to say of a child for a mark to be nothing new, by the mark.
_AGREES: dict[tuple[str, str], frozenset[str]] = {
    ("register_status", RegisterStatus.MOVING_OUT): _AWAY,
    ("register_status", RegisterStatus.SUSPENDED): _LEAVE,
    ("register_status", RegisterStatus.FLAGGED_SUSPECTED): _CASE,
    ("register_status", RegisterStatus.FLAGGED_DROPPED): _CASE,
    ("register_status", RegisterStatus.LEFT): _AWAY | _CASE | GONE,
    ("register_status", RegisterStatus.GRADUATED): frozenset({StatusCode.GRADUATED}),
    ("register_status", RegisterStatus.DEAD): frozenset({StatusCode.DEAD}),
    ("in_school_status", Presence.NOT_AT_SCHOOL): KNOWN_OUT,
    ("in_school_status", Presence.NEVER_ENROLLED): KNOWN_OUT | {StatusCode.NOT_ENROLLED},
    ("absent_kind", AbsentKind.ON_LEAVE): KNOWN_OUT | {StatusCode.ABSENT},
    ("absent_kind", AbsentKind.SUSPECTED_DROPOUT): _CASE,
    ("absent_kind", AbsentKind.SUSPENDED): _LEAVE,
    ("absent_kind", AbsentKind.SPECIAL_SCHOOL): _ELSEWHERE,
    ("absent_kind", AbsentKind.SCHOOL_FOR_DISABLED): _ELSEWHERE,
    ("absent_kind", AbsentKind.TAUGHT_ELSEWHERE): _ELSEWHERE,
}


def marks_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return all marks of a row of which one says that the child is not at school, {} if none."""
    said = {key: str(values[key]) for key in MARKS if values.get(key)}
    return said if any(is_worrying(key, value) for key, value in said.items()) else {}


def is_worrying(key: str, value: str) -> bool:
    """Tell whether a mark says that a child is not at school, or will not be."""
    return key == "absent_kind" or (key, value) in _AGREES


def is_at_school(values: Mapping[str, Any]) -> bool:
    """Tell whether a row of a roster says nothing against the child being there."""
    if values.get("remark") and tells_of_leaving(dict(values)):
        return False
    return not (marks_of(values) or taught_elsewhere(values))


def agrees(marks: Mapping[str, str], status: str) -> bool:
    """Tell whether the ledger's status of a child says what the worrying marks say."""
    return all(
        status in _AGREES.get((key, value), KNOWN_OUT)
        for key, value in marks.items()
        if is_worrying(key, value)
    )


def differs(marks: Mapping[str, str], stored: Mapping[str, Any]) -> bool:
    """Tell whether the ledger has another value where a list has a mark."""
    return any((stored.get(key) or "") not in ("", value) for key, value in marks.items())


def in_words(marks: Mapping[str, str], remark: str = "") -> str:
    """Return marks as they are read: 学籍状态“疑似辍学(已标注)”、备注“转走”."""
    said = [
        f"{STUDENT.field(key).label}“{code_list(STUDENT.field(key).codes).name_of(value)}”"
        for key, value in marks.items()
        if value
    ]
    return "、".join([*said, *([f"备注“{remark[:40]}”"] if remark else [])])


def place_of(values: Mapping[str, Any]) -> ClassPlace:
    """Return the class of a row or a file."""
    return ClassPlace(*(str(values.get(key) or "") for key in ("school", "grade", "class_no")))


class MarksBook:
    """Decides what becomes of the marks of children that the ledger has; `asked` collects them."""

    def __init__(self, before: ListsBefore, source: str, policy: Policy, today: str) -> None:
        self.asked: list[MarkedChild] = []
        self._policy, self._today, self._source = policy, today, source
        self._is_known = before.scope is not None
        self._before: dict[str, list[Row]] = {}
        for row in before.unlisted:
            self._before.setdefault(str(row["student_id"]), []).append(row)

    def settle(
        self,
        said: Mapping[str, Any],
        stored: StoredChild,
        values: dict[str, Any],
        status: str,
        *,
        of_roster: bool,
    ) -> MarkedChild | None:
        """Take the marks of a row out of `values`, or date them there; return what is to be asked.

        `said` is what the rows of the child say, `values` what the policy writes of it.
        """
        marks = marks_of(said)
        remark = str(said["remark"]) if not marks and tells_of_leaving(dict(said)) else ""
        if not marks and not remark:
            return None
        news = status not in KNOWN_OUT if remark else not agrees(marks, status)
        if marks and (self._policy is Policy.WORKBOOK or not differs(marks, stored.row)):
            if self._policy is not Policy.LEDGER:
                self._date(values, stored.row, renewed=news and of_roster)
                return None
        else:
            for key in MARKS if marks else ():
                values.pop(key, None)
        if not news:
            return None
        name = str(stored.row.get("name") or said.get("name") or "")
        ledger = {key: str(stored.row.get(key) or "") for key in marks}
        found = MarkedChild(
            str(stored.row["id"]), name, place_of(stored.row), marks, remark, ledger
        )
        if not self._was_asked(found):
            self.asked.append(found)
        return found

    def _date(self, values: dict[str, Any], stored: Row, *, renewed: bool) -> None:
        """Give marks that are written their day; a mark said again after a return counts anew."""
        values.update(with_day(stored, values, self._today))
        if renewed and not self._is_known and stored.get(MARKED_ON) != self._today:
            values[MARKED_ON] = self._today

    def _was_asked(self, child: MarkedChild) -> bool:
        """Tell whether this is asked already, or was, of this very list or remark."""
        if self._is_known:
            return True
        for row in self._before.get(child.id, ()):
            same = (
                all(
                    str(row.get(f"listed_{key}") or "") == child.marks.get(key, "") for key in MARKS
                )
                and str(row.get("listed_remark") or "") == child.remark
            )
            is_open = row.get("answer") in (None, "", UnlistedAnswer.TO_BE_FOUND)
            if same and (is_open or child.remark or row.get("source") == self._source):
                return True
        return False
