"""The part of a ledger that one paper is for: a school, a grade or a village."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledger_app.catalogue.codes import code_list


class Part(StrEnum):
    """By what a ledger is divided; the values are those of the list's filters."""

    SCHOOL = "school"
    GRADE = "grade"
    VILLAGE = "village_name"
    RECEIVING = "receiving_school"  # of ledgers of children who change school


PART_NAMES = {
    Part.SCHOOL: "学校",
    Part.GRADE: "年级",
    Part.VILLAGE: "村(社区)",
    Part.RECEIVING: "接收学校",
}


@dataclass(frozen=True)
class Scope:
    """One part: a school or village by name, a grade by code; "" where nothing is filled in.

    Children without a school or village make a part too, so that the parts add up to the whole.
    """

    part: Part
    value: str

    @property
    def key(self) -> str:
        """Return the scope as one text, the same for ever: editions are kept under it."""
        return f"{self.part}:{self.value}"

    @property
    def name(self) -> str:
        """Return what the paper calls it."""
        if not self.value:
            return f"{PART_NAMES[self.part]}未填"
        if self.part is Part.RECEIVING:
            return f"{self.value}（接收）"
        return code_list("grade").name_of(self.value) if self.part is Part.GRADE else self.value


def scope_of(key: str) -> Scope | None:
    """Return the scope with this key, None for the whole ledger (""); raise ValueError for none."""
    part, _, value = key.partition(":")
    return Scope(Part(part), value) if key else None
