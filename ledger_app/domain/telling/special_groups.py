"""To which special groups a child belongs on a day: by 重点关注 and by what the file says anyway.

Restricted groups never show, nor what a sensitive field says (restricted.py).
"""

from __future__ import annotations

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    NO,
    YES,
    Disability,
    EconomicCategory,
    RegisterStatus,
    RiskCategory,
)
from ledger_app.domain.day import Day
from ledger_app.domain.standing.cases import in_focus_ledger, relocation_known_on
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.left_behind import is_left_behind
from ledger_app.domain.telling.restricted import (
    RESTRICTED,
    SENSITIVE,
    categories_of,
    restricted_categories,
)

OTHER_CONCERN = "其他重点关注"
_YES_MEANS = (
    ("orphan", RiskCategory.ORPHAN),
    ("de_facto_unattended", RiskCategory.UNATTENDED),
    ("migrant_child", RiskCategory.MIGRANT),
    ("resettlement", RiskCategory.RESETTLED),
    ("serious_illness", RiskCategory.ILL),
)
POOR = frozenset(  # 脱贫, 监测对象, 低保, 特困
    {
        *(EconomicCategory.OUT_OF_POVERTY, EconomicCategory.UNSTABLE),
        *(EconomicCategory.ON_THE_EDGE, EconomicCategory.SUDDEN_HARDSHIP),
        *(EconomicCategory.SUBSISTENCE_ALLOWANCE, EconomicCategory.DESTITUTE),
    }
)


def marked_groups(student: Row) -> list[str]:
    """Return the risk_category codes that a mark in the child's row says by itself."""
    found = [RiskCategory.LEFT_BEHIND] if is_left_behind(student) else []
    found += [category for key, category in _YES_MEANS if student.get(key) == YES]
    if student.get("disability_type") not in (None, "", Disability.NONE):
        found.append(RiskCategory.DISABLED)
    return found


def categories(
    file: StudentFile, on: Day, *, left_out: tuple[str, ...] = (RESTRICTED, SENSITIVE)
) -> list[str]:
    """Return the risk_category codes of a child on a day, those of some groups left out."""
    named = {
        code
        for row in in_focus_ledger(file, on)
        # On its last day a concern is over: the day says when it was lifted.
        if not row.get("until_on") or row["until_on"] > on.text
        for code in str(row.get("risk_categories") or "").split(",")
    }
    belongs = (named | _flagged(file, on)) - categories_of(*left_out)
    return [code.value for code in code_list("risk_category").codes if code.value in belongs]


def _flagged(file: StudentFile, on: Day) -> set[str]:
    """Return the categories that follow from other fields and records of the child."""
    student, day = file.student, on.text
    found = set(marked_groups(student))
    if not POOR.isdisjoint(str(student.get("econ_category") or "").split(",")):
        found.add(RiskCategory.POOR)
    if student.get("has_hukou") == NO:
        found.add(RiskCategory.NO_HOUSEHOLD)
    if student.get("register_status") == RegisterStatus.NO_REGISTER:
        found.add(RiskCategory.NO_REGISTER)
    if any(relocation_known_on(row) <= day for row in file.of("relocation")):
        found.add(RiskCategory.RELOCATED)
    return found


def category_names(file: StudentFile, on: Day, *, besides: str = "") -> str:
    """Return the child's categories in words, one left out that the ledger's title says."""
    known = code_list("risk_category")
    return "、".join(known.name_of(value) for value in categories(file, on) if value != besides)


def concern_categories(row: Row) -> str:
    """Return the categories of one concern; a purely restricted one only says that it is there."""
    values = set(str(row.get("risk_categories") or "").split(",")) - restricted_categories()
    names = [code.name for code in code_list("risk_category").codes if code.value in values]
    return "、".join(names) or (OTHER_CONCERN if row.get("risk_categories") else "")
