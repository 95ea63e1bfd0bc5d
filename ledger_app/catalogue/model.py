"""What a field and a table of the student file are: plain frozen values, no logic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The shape of a field's stored value. Everything is stored as text, except the two numbers."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"  # a person's name
    INTEGER = "integer"  # stored INTEGER
    DECIMAL = "decimal"  # stored REAL
    DATE = "date"  # YYYY-MM-DD
    MONTH = "month"  # YYYY-MM
    CODE = "code"  # one value of a code list
    CODES = "codes"  # several, joined by "," in the order of the code list
    YES_NO = "yes_no"  # code list yesno: "1" or "0"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    REGION = "region"  # 12-digit administrative division code
    SCHOOL = "school"  # id of a school record
    SCHOOL_NAME = "school_name"  # text naming a school, perhaps one outside the ledger


class Need(StrEnum):
    """When a value must be there (the column Req of the field list)."""

    SAVE = "save"  # without it the record is not kept at all
    FILE = "file"  # a complete file has it: shown as an error, saving goes on
    PRINT = "print"  # before printing or handing over: shown as a warning
    SOMETIMES = "sometimes"  # depends on other fields: a check in domain/checks.py
    OPTIONAL = "optional"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field: feeds form, checks, import headings, printed caption, history text, merge unit."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    section: str = ""
    need: Need = Need.OPTIONAL
    codes: str = ""  # name of the code list for CODE, CODES, YES_NO
    max_length: int = 0  # in characters (code points); 0 = 500
    sensitive: bool = False  # hidden by default, out of every shared ledger
    aliases: tuple[str, ...] = ()  # other headings for it, in workbooks and the shell
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the ledger: its key, Chinese name and fields in form order."""

    key: str
    label: str
    fields: tuple[Field, ...]
    of_student: bool = True  # a child table of `student`; False for student, school, school_class
    sort_by: str = ""  # key of the date or number the records are listed by
    title: tuple[str, ...] = ()  # keys that name a record in one line

    def field(self, key: str) -> Field:
        """Return the field with this key; raise KeyError if there is none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(f"{self.key}.{key}")

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the section names in form order."""
        return tuple(dict.fromkeys(field.section for field in self.fields))
