"""Which children have a safety note, what it says, and that it was read before something left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.in_words import safety
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup
from ledger_app.store.safety.ledger_files import log_if_possible


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """A child by id, list number, name and class, and what must be known of it."""

    student: str
    no: int
    name: str
    of_class: str
    note: str

    @property
    def text(self) -> str:
        """Return 王𬱖（三年级2班）：不得告知父亲住址."""
        about = f"（{self.of_class}）" if self.of_class else ""
        return f"{self.name}{about}：{self.note}"


def safety_line_of(ledger: Ledger, student_id: str) -> str:
    """Return ⚠ 安全提示：… of one child; "" without one, and where the file is gone."""
    return safety.safety_line(student_lookup.student(ledger, student_id) or {})


def safety_lines(ledger: Ledger, ids: Collection[str] | None = None) -> list[SafetyLine]:
    """Return the lines of these children, or of all, oldest file first."""
    wanted = None if ids is None else frozenset(ids)
    return [
        SafetyLine(row["id"], row["no"], row["name"], grade_and_class(row), safety.safety_note(row))
        for row in student_lookup.with_text(ledger, safety.SAFETY_KEY)
        if wanted is None or row["id"] in wanted
    ]


def in_list(ledger: Ledger, nos: Sequence[int]) -> list[SafetyLine]:
    """Return the safety lines of the children of a list, whatever its columns.

    The name in the list of a school, or of a class, says where to find a child.
    """
    noted = safety_lines(ledger)
    wanted = frozenset(nos) if noted else frozenset()
    return [each for each in noted if each.no in wanted]


class NotRead(LedgerError):
    """Something was to leave the ledger with children whose safety notes nobody has read."""

    def __init__(self, lines: Sequence[SafetyLine]) -> None:
        super().__init__(
            f"上面有 {len(lines)} 个孩子的安全提示还没有看过，没有生成。", "请再做一次，先看提示。"
        )
        self.lines = tuple(lines)


def must_be_read(
    ledger: Ledger, what: str, lines: Sequence[SafetyLine], seen: Collection[SafetyLine]
) -> None:
    """Note in the audit that the safety lines of what leaves the ledger were read before.

    Raises NotRead, and nothing is noted, while one of them, as it stands now, is not among `seen`.
    Every way out asks it (tests/journeys/test_ways_out.py): a note that was written after the
    window asked is not passed over.
    """
    if unread := [each for each in lines if each not in seen]:
        raise NotRead(unread)
    if lines:
        children = [each.student for each in lines]
        log_if_possible(
            ledger, "safety_seen", {"paper": what, "students": children}, "看过安全提示"
        )
