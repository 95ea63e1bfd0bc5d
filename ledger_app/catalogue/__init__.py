"""WHAT a student file is: its tables and fields, in form order. Data only.

Field list: reference/domain.md §2. Its column Req reads as R = FILE, r = PRINT, c = SOMETIMES.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ledger_app.catalogue import tables, unit_tables
from ledger_app.catalogue.codes import fold
from ledger_app.catalogue.model import Dated, Field, First, Kind, Need, Owner, Table
from ledger_app.catalogue.student_basics import BASIC_FIELDS, FILE_FIELDS
from ledger_app.catalogue.student_family import FAMILY_FIELDS, HEAD_FIELDS
from ledger_app.catalogue.student_more import COMMUTE_FIELDS, STATUS_FIELDS
from ledger_app.catalogue.student_register import ADDRESS_FIELDS, REGISTER_FIELDS

__all__ = [
    "CHILD_TABLES",
    "FILE_TABLES",
    "STUDENT",
    "TABLES",
    "Dated",
    "Field",
    "First",
    "Kind",
    "Need",
    "Owner",
    "Table",
    "resolve_field",
    "resolve_table",
    "table",
]

STUDENT = Table(
    key="student",
    label="学生档案",
    of_student=False,
    aliases=("学生",),
    suggested=("village_name", "hamlet", "township_name", "home_teacher", "resettlement_site"),
    sort_by="name",
    title=("name", "grade", "class_no"),
    work="核对学生档案",
    telling=("whereabouts", "no_id_reason", "graduate_to", "siblings_note"),
    fields=FILE_FIELDS
    + BASIC_FIELDS
    + REGISTER_FIELDS
    + ADDRESS_FIELDS
    + FAMILY_FIELDS
    + STATUS_FIELDS
    + COMMUTE_FIELDS
    + HEAD_FIELDS,
)


def _declared() -> list[Table]:
    """Return the tables declared in the two folders of tables, one a file, in their order."""
    modules = (
        import_module(f"{folder.__name__}.{found.name}")
        for folder in (tables, unit_tables)
        for found in iter_modules(folder.__path__)
    )
    found = [each for one in modules for each in vars(one).values() if isinstance(each, Table)]
    return sorted(found, key=lambda each: (each.order, each.key))


TABLES: dict[str, Table] = {each.key: each for each in (STUDENT, *_declared())}
# The records of a child's open file, in the order of its tabs.
CHILD_TABLES: tuple[Table, ...] = tuple(
    each for each in TABLES.values() if each.of_student and each.tab
)
# All that is read with the file of a child: what the unit above says of it, too.
FILE_TABLES: tuple[Table, ...] = tuple(
    each for each in TABLES.values() if each.of_student and (each.tab or each.in_file)
)


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
    typed = [each for each in TABLES.values() if each.typed]
    found = {each.key: each for each in typed}
    for each in typed:
        found.setdefault(fold(each.label), each)
    for each in typed:
        for alias in each.aliases:
            found.setdefault(fold(alias), each)
    return found


def resolve_field(table: Table, name: str) -> Field:
    """Return the field of `table` called `name`: key, else label, else alias; raise KeyError."""
    names = _fields_by_name(table)
    field = names.get(name) or names.get(fold(name))
    if field is None:
        raise KeyError(f"{table.key}.{name}")
    return field


def resolve_table(name: str) -> Table:
    """Return the table of typed records called `name`: key, else label, else alias.

    Raises KeyError.
    """
    tables = _tables_by_name()
    found = tables.get(name) or tables.get(fold(name))
    if found is None:
        raise KeyError(name)
    return found
