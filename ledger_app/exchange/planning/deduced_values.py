"""What follows for a child from its own row and list, where the list has no column for it.

Decisions: 住校 and 走读 say whether the child boards, and the other way round; a sound resident
number is a resident identity card; a child of which a list says why it has no number gets a
temporary one; a list in the shape of the national register says that the child's registration is
正常; an address names the village, the guardian's record in the family has the guardian's address
(domain/telling/taken_over.py). No list says 在籍在校: that the child really sits in class is what
the school has to see for itself (“名在人不在”, domain.md §1), so presence stays empty. Of a child
that is in the ledger already only empty fields are filled so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ledger_app.catalogue.meanings import NO, YES, IdPaper, Presence, RegisterStatus, StudyMode
from ledger_app.domain.same_child.temporary_numbers import temporary_number
from ledger_app.domain.telling import taken_over
from ledger_app.exchange.layout.child_lists import ChildList

# Not 8… and 9…: residence permits of Hong Kong, Macao and Taiwan, and of foreigners.
_RESIDENT_NUMBER = re.compile("[1-7][0-9]{16}[0-9X]")
# Items of the national register's own template that no school's list of its own making has.
_REGISTER_KEYS = frozenset(
    {"birthplace_code", "nationality", "hmt_oversea", "enrol_mode", "student_source", "enrol_ym"}
    | {"gov_bought_seat", "need_aid", "gets_subsidy", "martyr_child", "migrant_child", "aux_no"}
)
_FOLLOWS_FROM = {
    "boards": "study_mode", "study_mode": "boards", "id_type": "id_no",
    "township_name": "address", "village_name": "address", "hamlet": "address",
    "guardian_address": "guardian_name", "guardian_id_no": "guardian_name",
    "has_hukou": "hukou_type", "inclusive_study": "disability_type",
}  # fmt: skip
# What a list without a column for it may fill; one that is there and empty fills nothing.
DEDUCED = frozenset(_FOLLOWS_FROM) | {"temp_no", "register_status"}
_WITHOUT_REGISTER = (Presence.WITHOUT_REGISTER, Presence.NEVER_ENROLLED)
_ENOUGH = 8  # of them make it that template, whatever the order of its columns


def column_keys(children: ChildList) -> frozenset[str]:
    """Return the keys of the fields a list has columns for."""
    return frozenset(c.meaning.field.key for c in children.heading.columns if c.meaning.field)


def deduced(
    values: Mapping[str, Any], keys: frozenset[str], members: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Return what a row implies for fields its list (columns `keys`) does not have."""
    taken = taken_over.from_row(values)
    if members:
        taken |= taken_over.from_family(values, members)
    found: dict[str, Any] = {key: each.value for key, each in taken.items() if key not in keys}
    mode, boards, number = (values.get(key) for key in ("study_mode", "boards", "id_no"))
    if mode in (StudyMode.DAY, StudyMode.BOARDING) and "boards" not in keys:
        found["boards"] = YES if mode == StudyMode.BOARDING else NO
    if boards and "study_mode" not in keys:
        found["study_mode"] = StudyMode.BOARDING if boards == YES else StudyMode.DAY
    if number and "id_type" not in keys and _RESIDENT_NUMBER.fullmatch(number):
        found["id_type"] = IdPaper.RESIDENT_CARD
    if not number and values.get("no_id_reason") and "temp_no" not in keys:
        found["temp_no"] = temporary_number(values)
    # A column that is there and empty says that nobody knows: nothing follows then.
    if "register_status" not in keys and _is_of_register(keys):
        found["register_status"] = RegisterStatus.NORMAL
    return found


@lru_cache(maxsize=64)  # a workbook has few lists of many rows
def _is_of_register(keys: frozenset[str]) -> bool:
    return len(keys & _REGISTER_KEYS) >= _ENOUGH


def still_deduced(
    found: Mapping[str, Any], row: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what holds for a child that will have the values `after`, and is empty there.

    Not where the ledger's own value stays: 走读 in the ledger is not boarding by the workbook.
    """
    kept: dict[str, Any] = {}
    for key, value in found.items():
        source = _FOLLOWS_FROM.get(key, "")
        agrees = not source or after.get(source) == row.get(source)
        # A child that had no papers has a number now: 其他 is not its paper any more.
        outdated = key == "id_type" and after.get(key) == IdPaper.OTHER
        if (after.get(key) in (None, "") or outdated) and agrees:
            kept[key] = value
    if after.get("in_school_status") in _WITHOUT_REGISTER:
        kept.pop("register_status", None)
    return kept
