"""Which children have a safety note, what it says, and that it was read before something left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.in_words import safety
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_lookup
from ledger_app.store.safety.ledger_files import log_if_possible

# Headings under which somebody could read where a child lives or whom it can be reached through.
_TELLING = ("址", "村", "组", "小区", "户", "电话", "监护人", "学校", "居")


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


def in_list(ledger: Ledger, nos: Sequence[int], headings: Sequence[str]) -> list[SafetyLine]:
    """Return the safety lines of the children of a list that says where or through whom they are.

    A list of names and grades alone tells nobody the way.
    """
    if not any(part in heading for heading in headings for part in _TELLING):
        return []
    wanted = frozenset(nos)
    return [each for each in safety_lines(ledger) if each.no in wanted]


def note_seen(ledger: Ledger, what: str, lines: Sequence[SafetyLine]) -> None:
    """Note in the audit that the safety lines of a paper were read before it was made."""
    children = [each.student for each in lines]
    log_if_possible(ledger, "safety_seen", {"paper": what, "students": children}, "看过安全提示")
