"""What a field and a table of the student file are: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

# Of a child's record: whose it is. A change of it means that the record went to another file.
OWNER = "student_id"


class Kind(StrEnum):
    """The shape of a field's stored value. Everything is stored as text, except the two numbers."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"  # a person's name
    INTEGER = "integer"  # stored INTEGER
    DECIMAL = "decimal"  # stored REAL
    DATE = "date"  # YYYY-MM-DD
    MONTH = "month"  # YYYY-MM
    TIME = "time"  # of day: HH:MM
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
    SOMETIMES = "sometimes"  # depends on other fields: a check in domain/checking
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
    filled_by: str = ""  # whose work it is; as a rule said by its section
    source: str = ""  # which paper or system the value is taken from; as a rule said by its section

    def __hash__(self) -> int:
        """Return a hash of the key alone: that of all a field is takes longer than looking it up.

        The same holds for a table, which has all its fields in it.
        """
        return hash(self.key)


class Owner(StrEnum):
    """Whose records are in the hand-off: who writes them, and what becomes of another's writing."""

    SCHOOL = "school"
    TOWNSHIP = "township"
    MAKER = "maker"  # of whichever unit began the record
    HERE = "here"  # of this ledger: they go into no package


class First(StrEnum):
    """Where the first value of a field comes from when a record is begun."""

    TODAY = "today"
    NOW = "now"  # the time of day
    AUTHOR = "author"
    SCHOOL = "school"  # name of the child's school
    GRADE = "grade"
    CLASS_NO = "class_no"
    CLASS = "class"  # grade and class in words
    LAST = "last"  # as in the record noted last, of whichever child


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What a date of a record means; one that is not declared means what its label says."""

    key: str
    title: str = ""  # of its line in 经过; "" = the label without 日期
    named_by: str = ""  # the code field that gives the title instead, where it is filled
    told: tuple[str, ...] = ()  # fields told in that line
    facts: tuple[str, ...] = ()  # what nobody knows before the day
    later: tuple[tuple[str, int], ...] = ()  # what nobody knows before so many days after it
    planned: bool = False  # may lie ahead: a promise, a plan, a term of office
    ahead: bool = False  # lies ahead when it is written down: 15 means the coming 15th
    seen: bool = False  # a sighting: somebody saw the child on this day


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the ledger: its fields in form order, and what is made of its records."""

    key: str
    label: str
    fields: tuple[Field, ...]
    of_student: bool = True  # its records belong to a child
    aliases: tuple[str, ...] = ()  # other names for it in the shell
    order: int = 100  # among the tables: in tabs, menus, time line
    tab: str = ""  # title of its tab in the open file; "" = shown in no form there
    in_file: bool = False  # read with the child's file, and told in 经过, although it has no tab
    rare: bool = False  # without records its tab stands under 更多
    sort_by: str = ""  # key of the date or number the records are listed by
    title: tuple[str, ...] = ()  # keys that name a record in one line
    days: tuple[Dated, ...] = ()
    first: tuple[tuple[str, First | str], ...] = ()  # (key, source or stored value) of a new record
    suggested: tuple[str, ...] = ()  # keys of texts that are offered again once typed
    telling: tuple[str, ...] = ()  # short texts that may tell of a restricted matter; long ones do
    listed: bool = False  # a ledger may have its fields as columns
    names_children: tuple[str, ...] = ()  # keys of the fields that hold ids of children, by blanks
    names_schools: tuple[str, ...] = ()  # keys of lines that begin with the id of a school
    typed: bool = True  # a person types its records in; False: only its own action writes them
    work: str = ""  # how 今日 calls filling one in; "" = 填 and the label
    owner: Owner = Owner.SCHOOL
    answered: tuple[str, ...] = ()  # keys that the other side fills in: school's of a township's
    decided_above: tuple[str, ...] = ()  # keys of a school's record that the township decides

    def __hash__(self) -> int:
        """Return a hash of the key alone."""
        return hash(self.key)

    def field(self, key: str) -> Field:
        """Return the field with this key; raise KeyError if there is none."""
        field = _by_key(self).get(key)
        if field is None:
            raise KeyError(f"{self.key}.{key}")
        return field

    def label_of(self, key: str) -> str:
        """Return what a column is called in a change; whose the record is counts as one."""
        return "所属档案" if key == OWNER else self.field(key).label

    def dated(self, key: str) -> Dated:
        """Return what the date `key` means."""
        return next((each for each in self.days if each.key == key), Dated(key=key))

    def time_beside(self, key: str) -> str:
        """Return the key of the time of day that belongs to the date `key`, "" if it has none."""
        time_key = f"{key.removesuffix('_on')}_at"
        is_there = any(f.key == time_key and f.kind is Kind.TIME for f in self.fields)
        return time_key if is_there and key.endswith("_on") else ""

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the section names in form order."""
        return tuple(dict.fromkeys(field.section for field in self.fields))

    @property
    def begins(self) -> str:
        """Return the key of the date a record begins on, "" where its records have no such day."""
        is_date = any(f.key == self.sort_by and f.kind is Kind.DATE for f in self.fields)
        return self.sort_by if is_date else ""

    @property
    def planned(self) -> frozenset[str]:
        """Return the keys of the dates that may lie ahead."""
        return frozenset(each.key for each in self.days if each.planned)

    @property
    def ahead(self) -> frozenset[str]:
        """Return the keys of the dates that lie ahead when they are written down."""
        return frozenset(each.key for each in self.days if each.ahead)

    @property
    def telling_words(self) -> tuple[str, ...]:
        """Return the keys of all texts that may tell of a restricted matter."""
        return tuple(
            field.key
            for field in self.fields
            if field.kind is Kind.LONG_TEXT or field.key in self.telling
        )


@cache
def _by_key(table: Table) -> dict[str, Field]:
    return {field.key: field for field in table.fields}
