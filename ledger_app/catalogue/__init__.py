"""WHAT a student file is: its tables and fields, in form order. Data only.

Field list: reference/domain.md §2. Its column Req reads as R = FILE, r = PRINT, c = SOMETIMES.
"""

from __future__ import annotations

from functools import cache

from ledger_app.catalogue.codes import fold
from ledger_app.catalogue.concern import CONCERN
from ledger_app.catalogue.contact import CONTACT
from ledger_app.catalogue.dropout import DROPOUT
from ledger_app.catalogue.family_member import FAMILY_MEMBER
from ledger_app.catalogue.model import Field, Kind, Need, Table
from ledger_app.catalogue.outcome import OUTCOME
from ledger_app.catalogue.placement import PLACEMENT
from ledger_app.catalogue.relocation import RELOCATION
from ledger_app.catalogue.responsibility import RESPONSIBILITY
from ledger_app.catalogue.school import SCHOOL
from ledger_app.catalogue.school_class import SCHOOL_CLASS
from ledger_app.catalogue.student_basics import BASIC_FIELDS, FILE_FIELDS
from ledger_app.catalogue.student_family import FAMILY_FIELDS, HEAD_FIELDS
from ledger_app.catalogue.student_more import COMMUTE_FIELDS, STATUS_FIELDS
from ledger_app.catalogue.student_register import ADDRESS_FIELDS, REGISTER_FIELDS

__all__ = [
    "CHILD_TABLES",
    "STUDENT",
    "TABLES",
    "Field",
    "Kind",
    "Need",
    "Table",
    "resolve_field",
    "resolve_table",
    "table",
]

STUDENT = Table(
    key="student",
    label="学生档案",
    of_student=False,
    sort_by="name",
    title=("name", "grade", "class_no"),
    fields=FILE_FIELDS
    + BASIC_FIELDS
    + REGISTER_FIELDS
    + ADDRESS_FIELDS
    + FAMILY_FIELDS
    + STATUS_FIELDS
    + COMMUTE_FIELDS
    + HEAD_FIELDS,
)

CHILD_TABLES: tuple[Table, ...] = (
    FAMILY_MEMBER,
    CONCERN,
    DROPOUT,
    CONTACT,
    RESPONSIBILITY,
    RELOCATION,
    PLACEMENT,
)

TABLES: dict[str, Table] = {
    each.key: each for each in (STUDENT, *CHILD_TABLES, OUTCOME, SCHOOL, SCHOOL_CLASS)
}

# Other names a person may type for a table in the shell.
_TABLE_ALIASES: dict[str, tuple[str, ...]] = {
    "student": ("学生",),
    "family_member": ("成员", "家庭"),
    "concern": ("关注", "特殊群体"),
    "dropout": ("辍学",),
    "contact": ("联系", "劝返", "劝返记录", "家访", "电话", "谈话"),
    "responsibility": ("帮扶", "包保", "帮扶责任人"),
    "relocation": ("分流",),
    "placement": ("复学", "销号", "安置"),
}


def table(key: str) -> Table:
    """Return the table with this key; raise KeyError if there is none."""
    return TABLES[key]


@cache
def _fields_by_name(table: Table) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in table.fields:
        found[field.key] = field
    for field in table.fields:
        found.setdefault(fold(field.label), field)
    for field in table.fields:
        for alias in field.aliases:
            found.setdefault(fold(alias), field)
    return found


@cache
def _tables_by_name() -> dict[str, Table]:
    found = dict(TABLES)
    for each in TABLES.values():
        found.setdefault(fold(each.label), each)
    for key, aliases in _TABLE_ALIASES.items():
        for alias in aliases:
            found.setdefault(fold(alias), TABLES[key])
    return found


def resolve_field(table: Table, name: str) -> Field:
    """Return the field of `table` called `name`: key, else label, else alias; raise KeyError."""
    names = _fields_by_name(table)
    field = names.get(name) or names.get(fold(name))
    if field is None:
        raise KeyError(f"{table.key}.{name}")
    return field


def resolve_table(name: str) -> Table:
    """Return the table called `name`: key, else label, else alias; raise KeyError."""
    tables = _tables_by_name()
    found = tables.get(name) or tables.get(fold(name))
    if found is None:
        raise KeyError(name)
    return found
