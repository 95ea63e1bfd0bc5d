"""A declared printout: what every shape of it has, and what its own shape has read."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.record_kinds import STUDENT, RecordKind
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import Paper

_NAMELESS = frozenset({"class_counts", "code_book", "key_sheet"})  # shapes without children in them
USUAL_PURPOSES = (Purpose.REPORT, Purpose.INTERNAL)  # of a printout that names none
FAMILY = ("监护人", "家长", "父亲", "母亲", "学生", "本人", "受送达人")  # words of a signature line
PLACEHOLDERS = frozenset({"township", "school", "county", "unit"})


@dataclass(frozen=True, kw_only=True)
class Printout:
    """One declared printout."""

    key: str
    title: str  # may hold PLACEHOLDERS in braces
    shape: str  # key of the shape it is filled and laid out in
    subjects: frozenset[Of]  # what it can be of
    paper: Paper
    body: Any  # what its shape makes of the rest of its entries
    kind: RecordKind = STUDENT  # which children's files it needs, and which records make rows
    order: int = 100
    signers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = USUAL_PURPOSES  # what it may be printed for at all

    @property
    def needs_student(self) -> bool:
        """Tell whether it is printed child by child."""
        return Of.UNIT not in self.subjects and Of.STUDENTS in self.subjects

    @property
    def names_children(self) -> bool:
        """Tell whether there is anything on it that a purpose hides or shows."""
        return self.shape not in _NAMELESS

    @property
    def signed_by_family(self) -> bool:
        """Tell whether a guardian or the pupil puts their name to it, and so reads it."""
        return any(map(_is_of_family, self.signers))

    def for_the_office(self) -> Printout:
        """Return the printout without the places where the family signs."""
        kept = tuple(each for each in self.signers if not _is_of_family(each))
        return replace(self, signers=kept)

    @property
    def plain_title(self) -> str:
        """Return the title as menus show it, without placeholders."""
        return re.sub(r"\{\w+\}", "", self.title)


def _is_of_family(signer: str) -> bool:
    return any(word in signer for word in FAMILY)


def only(entries: dict[str, Any], allowed: Set[str], where: str = "") -> None:
    """Raise LedgerError for an entry that nobody would read: a typing error must not pass."""
    unknown = sorted(set(entries) - allowed)
    if unknown:
        raise LedgerError(
            f"{where}里有不认识的“{unknown[0]}”。", f"可用：{'、'.join(sorted(allowed))}。"
        )
