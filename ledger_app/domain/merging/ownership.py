"""Who may write what, once two units exchange packages: asked before anything is kept.

The merge goes by the same word (rights.py): what may not be written here would not be taken there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger_app.catalogue import Table
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.handoff_meanings import UnitKind
from ledger_app.catalogue.model import Owner


@dataclass(frozen=True)
class Sides:
    """Whose ledger this is and whom it is paired with: codes of units, with their names.

    `above_kind` is the kind of unit that packages go up to, "" if there is none.
    """

    kind: str = UnitKind.SCHOOL
    code: str = ""
    above_kind: str = ""
    above: frozenset[str] = frozenset()
    below: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_paired(self) -> bool:
        """Tell whether anybody else's word counts, too."""
        return bool(self.above or self.below)

    @property
    def above_called(self) -> str:
        """Return what the unit above is called at a field: 乡镇, 县区."""
        return code_list(UnitKind.CODES).name_of(self.above_kind)


@dataclass(frozen=True)
class Kept:
    """Who keeps a file, and which of its records were begun elsewhere (id → code of the unit).

    `gone_to` is the name of the unit it was handed to, where this one has a reading copy left.
    """

    keeper: str = ""
    gone_to: str = ""
    begun: Mapping[str, str] = field(default_factory=dict)


def may_write(
    sides: Sides, table: Table, key: str, begun_in: str = "", gone_to: str = ""
) -> str | None:
    """Return why a field may not be written here, in a sentence, or None.

    With an empty key it is about the record as a whole: to delete it, or to add one. `begun_in` is
    the code of the unit in whose ledger it was begun, "" for this one.
    """
    if gone_to:
        return f"档案已移交{gone_to}，这里只能看。"
    name = f"“{table.field(key).label}”" if key else f"这条{table.label}"
    if is_of_upper(sides, table, key, begun_in):
        return f"{name}由{sides.above_called}填写，这里只能看。"
    if sides.below and key in table.answered and begun_in in ("", sides.code):
        return f"{name}由下级单位填写，这里只能看。"
    return None


def is_of_upper(sides: Sides, table: Table, key: str, begun_in: str) -> bool:
    """Tell whether a field is written by the unit above."""
    if not sides.above:
        return False
    if table.owner is Owner.SCHOOL:
        return sides.kind == UnitKind.SCHOOL and key in table.decided_above
    return begun_in in sides.above and key not in table.answered


def remark(sides: Sides, table: Table, kept: Kept, record_id: str) -> str:
    """Return what is to be known before a record of another unit is changed here, or ""."""
    begun_in = kept.begun.get(record_id, "")
    if kept.gone_to:
        return f"档案已移交{kept.gone_to}，这里只能看。"
    if is_of_upper(sides, table, "", begun_in):
        return f"{sides.above_called}填写"
    of_below = table.owner is Owner.SCHOOL and kept.keeper in sides.below
    of_maker = table.owner is Owner.MAKER and begun_in in sides.below
    if of_below or of_maker:
        name = sides.below[begun_in if of_maker else kept.keeper]
        return f"{name}填写，改了作为更正下发"
    return ""


def field_remarks(sides: Sides, table: Table, kept: Kept, record_id: str) -> dict[str, str]:
    """Return {key: whose it is} of the fields of a record that are not written here."""
    begun_in = kept.begun.get(record_id, "")
    return {
        each.key: f"{sides.above_called}填写"
        if is_of_upper(sides, table, each.key, begun_in)
        else "下级单位填写"
        for each in table.fields
        if may_write(sides, table, each.key, begun_in)
    }
