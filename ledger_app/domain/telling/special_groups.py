"""To which special groups a child belongs on a day: by 重点关注 and by what the file says anyway.

Restricted groups never show (domain/restricted.py).
"""

from __future__ import annotations

from ledger_app.catalogue.codes import code_list
from ledger_app.domain.day import Day
from ledger_app.domain.standing.cases import in_focus_ledger, relocation_known_on
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.restricted import restricted_categories

OTHER_CONCERN = "其他重点关注"
FLAG_CATEGORIES = (
    ("left_behind_edu", "left_behind"),
    ("left_behind_mca", "left_behind"),
    ("orphan", "orphan"),
    ("de_facto_unattended", "de_facto"),
    ("disability_type", "disabled"),
    ("migrant_child", "migrant"),
    ("resettlement", "resettled"),
    ("serious_illness", "illness"),
)
POOR = frozenset("123456")  # econ_category: 脱贫, 监测对象, 低保, 特困


def categories(file: StudentFile, on: Day) -> list[str]:
    """Return the risk_category codes of a child on a day, restricted ones left out."""
    named = {
        code
        for row in in_focus_ledger(file, on)
        if not row.get("until_on") or row["until_on"] > on.text
        for code in str(row.get("risk_categories") or "").split(",")
    }
    belongs = (named | _flagged(file, on)) - restricted_categories()
    return [code.value for code in code_list("risk_category").codes if code.value in belongs]


def _flagged(file: StudentFile, on: Day) -> set[str]:
    """Return the categories that follow from other fields and records of the child."""
    student, day = file.student, on.text
    found = {code for key, code in FLAG_CATEGORIES if student.get(key) not in (None, "", "0")}
    if not POOR.isdisjoint(str(student.get("econ_category") or "").split(",")):
        found.add("poor")
    if student.get("has_hukou") == "0":
        found.add("no_hukou")
    if student.get("register_status") == "0":
        found.add("no_register")
    if any(relocation_known_on(row) <= day for row in file.of("relocation")):
        found.add("relocated_closure")
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
