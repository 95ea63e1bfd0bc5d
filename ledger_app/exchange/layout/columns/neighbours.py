"""Whose a bare heading is: 电话 behind 班主任 is the teacher's, behind 父亲 and 母亲 it is asked.

A person's name begins a stretch of columns about that person; a column of the child's own (班级,
备注) ends it. Of the family a lone 联系电话 stays what its label says, the number the child is
reached by; of an official it never is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.columns import persons
from ledger_app.exchange.layout.columns.list_columns import ListColumn, Sureness
from ledger_app.exchange.layout.columns.persons import Owner
from ledger_app.exchange.layout.heading_words import (
    NAMES,
    Meaning,
    Reading,
    Use,
    field_of,
    read_path,
    written_caption,
)

PHONES = ("联系电话", "父亲联系电话", "母亲联系电话", "监护人联系电话")
NUMBERS = ("身份证件号", "监护人身份证件号", "父亲身份证件号", "母亲身份证件号")
PLACES = ("现住址", "监护人住址")
_NAMED_BY = {
    "guardian_name": Owner(persons.GUARDIAN),
    "carer_name": Owner(persons.CARER),
    "head_name": Owner(persons.HOUSEHOLDER),
    "home_teacher": Owner(persons.TEACHER),
    **dict.fromkeys(
        ("head_county", "head_edu", "head_township", "head_village", "head_school", "escort"),
        Owner(persons.OTHER),
    ),
}
_RELATION = "guardian_relation"
_REACHED = frozenset({"phone", "phone2"})
_THEIRS = frozenset({"id_no", "id_type", *_REACHED, _RELATION})
_ADDRESS = "address"
# Said of the child unless it comes a second time.
_CHILDS = frozenset({"sex", "birth_date", "ethnic", "health", "political", "hukou_address"})
_AT_HOME = re.compile("家庭|学生|本人|孩子|儿童|户籍|户口")
# Names of people that nobody has thought of: 宿管员, 一卡通户主.
_SOMEBODY = re.compile(
    "^(?!是否|有无)(?!.*残疾人).*(?:人|员|师|户主|户名|干部|书记|主任)(?:姓名)?$"
)
_FAMILY = (persons.GUARDIAN, persons.MEMBER_OF_FAMILY, persons.CARER)
_NO_KIN = (persons.RESPONSIBLE, persons.OTHER)
_OFFICIALS = (persons.TEACHER, persons.RESPONSIBLE, persons.OTHER)


@dataclass
class _Stretch:
    """The person that the last columns spoke of."""

    person: Owner | None = None
    heading: str = ""
    run: list[tuple[str, str]] = field(default_factory=list)  # names in a row: heading, kind
    own: int = 0  # further columns that are this person's for sure
    gap: bool = False  # a column between that nobody understands
    reached: bool = False  # a telephone of this person was among them
    pending: bool = False  # an identity number between of which only the cells tell whose it is


def with_owners(
    columns: Sequence[ListColumn], readings: Sequence[Reading], chosen: frozenset[int]
) -> list[ListColumn]:
    """Return the columns, each bare one given to the person it stands beside, or asked about.

    `chosen` are the columns of the child's own name and numbers.
    """
    walk = _Walk(Counter(column.meaning for column in columns), chosen)
    return [walk.told(column, reading) for column, reading in zip(columns, readings, strict=True)]


class _Walk:
    """Goes along the heading from the left."""

    def __init__(self, counts: Counter[Meaning], chosen: frozenset[int]) -> None:
        self._counts = counts
        self._chosen = chosen
        self._seen: Counter[str] = Counter()  # members and helpers, by what they are called
        self._now = _Stretch()

    def told(self, column: ListColumn, reading: Reading) -> ListColumn:
        """Return the column with its owner; what it says is kept for the columns after it."""
        named = self._person(column, reading)
        if named:
            return self._begun(column, named)
        is_own = column.identity and column.index in self._chosen
        if is_own and not (column.identity == "id_no" and self._now.person):
            # 姓名 begins the child's own columns again; a number beside somebody is not sure yet.
            self._now = _Stretch()
            return column
        if reading.doubt and not reading.owner and column.sure is not Sureness.SAID:
            # Under a group that is not understood: of somebody, and not of who stands before it.
            self._now = _Stretch() if reading.bare else self._now
            return column
        person = self._now.person
        if person is None or column.sure is Sureness.SAID or reading.owner:
            return self._explicit(column, reading)
        if column.key.startswith(_PREFIX.get(person.kind, "?")) and column.key != _RELATION:
            return self._explicit(column, reading)
        return self._beside(column, person)

    def _person(self, column: ListColumn, reading: Reading) -> Owner | None:
        """Return whose name the column is, None if it is no other person's name."""
        key = column.meaning.field.key if column.meaning.field else ""
        if column.meaning.use is Use.MEMBER and key == "name":
            return Owner(persons.MEMBER_OF_FAMILY, column.meaning.member)
        if column.meaning.use is Use.RESPONSIBLE and key == "helper_name":
            return Owner(persons.RESPONSIBLE, column.meaning.member)
        if column.key in _NAMED_BY:
            return _NAMED_BY[column.key]
        if column.key == "name" and column.index not in self._chosen:
            return Owner(persons.OTHER)
        if column.meaning.use is not Use.UNKNOWN or column.sure is Sureness.SAID:
            return None
        if reading.owner:
            return reading.owner if reading.owner.what in NAMES else None
        return Owner(persons.OTHER) if _SOMEBODY.search(fold(column.caption)) else None

    def _begun(self, column: ListColumn, person: Owner) -> ListColumn:
        before = self._now
        run = [*before.run] if before.person and not before.own else []
        run.append((column.caption, person.kind))
        if person.kind in (persons.MEMBER_OF_FAMILY, persons.RESPONSIBLE) and column.meaning.counts:
            self._seen[person.member] += 1
            number = self._seen[person.member]
            if number > 1:  # 家庭成员姓名 for the second time: another member
                person = person._replace(member=f"{person.member}{number}")
                column = replace(column, meaning=replace(column.meaning, member=person.member))
        self._now = _Stretch(person, column.caption, run)
        return column

    def _explicit(self, column: ListColumn, reading: Reading) -> ListColumn:
        """Keep a column that says itself whose it is, or that stands beside nobody."""
        person = self._now.person
        if person is None:
            return column
        kept = column.meaning.field.key if column.meaning.field else ""
        # 父亲电话 behind 母亲 is another member's.
        if _is_same(reading.owner, person) or kept.startswith(_PREFIX.get(person.kind, "?")):
            self._now.own += 1
        else:
            self._now = _Stretch()
        return column

    def _beside(self, column: ListColumn, person: Owner) -> ListColumn:
        theirs = field_of(person._replace(what=fold(column.caption)))
        repeated = self._counts[column.meaning] > 1 and column.meaning.use is Use.STUDENT
        if column.key in _REACHED and not repeated and self._counts[theirs] and theirs.counts:
            # 监护人联系电话 stands in a column of its own: this is another number.
            return self._asked(column, person)
        if column.meaning.use in (Use.KNOWN, Use.UNKNOWN) and not theirs.counts:
            self._now.gap = self._now.gap or column.meaning.use is Use.UNKNOWN
            self._now.own += person.kind in _FAMILY and _is_of_work(column)
            return column
        if column.meaning.use is Use.UNKNOWN:  # 职务 and 单位 are nobody's but a person's
            return self._given(column, theirs)
        if repeated and column.key in (_THEIRS | _CHILDS | {_ADDRESS}):
            return self._second(column, person, theirs)
        if column.key == _RELATION:
            return self._relation(column, person, theirs)
        if column.key in _THEIRS and not _AT_HOME.search(fold(column.heading)):
            return self._reached(column, person, theirs)
        at_home = _AT_HOME.search(fold(column.heading))
        if column.key == _ADDRESS and not at_home and person.kind in _NO_KIN:
            return column.asked(self._doubt(), *PLACES)
        if column.key != _ADDRESS or person.kind not in _FAMILY:
            self._now = _Stretch()
        return column

    def _given(self, column: ListColumn, theirs: Meaning) -> ListColumn:
        self._now.own += 1
        self._now.reached = self._now.reached or column.key in _REACHED
        return replace(column, meaning=theirs, sure=Sureness.CERTAIN, doubt="", choices=())

    def _second(self, column: ListColumn, person: Owner, theirs: Meaning) -> ListColumn:
        """Give a heading that comes twice (电话 after 父亲 and 母亲) to who stands before.

        Of 学生 | 家长 | 身份证号 | 身份证号 only the cells tell which number is whose.
        """
        if column.key == "id_no" and (column.index in self._chosen or self._now.pending):
            self._now.pending = True
            return self._asked(column, person)
        if theirs.counts:
            return self._given(column, theirs)
        if column.key in _REACHED or column.key == "id_no":
            return self._asked(column, person)
        return column.asked(f"“{self._now.heading}”的{column.caption}，台账里没有地方放")

    def _relation(self, column: ListColumn, person: Owner, theirs: Meaning) -> ListColumn:
        of_guardian = "监护人" in column.heading or "家长" in column.heading
        if person.kind == persons.OTHER and not of_guardian:
            return column.asked(self._doubt(), "监护人关系")
        named = of_guardian and person.kind != persons.GUARDIAN
        if theirs.counts and person.kind not in _OFFICIALS and not named:
            return self._given(column, theirs)
        return column

    def _reached(self, column: ListColumn, person: Owner, theirs: Meaning) -> ListColumn:
        """Tell whose a number is that stands once beside a person."""
        if column.key in ("id_no", "id_type"):
            self._now.pending = column.key == "id_no"
            return self._asked(column, person)
        if column.key == "phone2" and self._now.reached:
            return column if person.kind in _FAMILY else self._asked(column, person)
        if person.kind not in _FAMILY:
            sure = theirs.counts and not self._now.gap and len(self._now.run) < 2
            return self._given(column, theirs) if sure else self._asked(column, person)
        if self._now.pending:
            return self._asked(column, person)
        family = sum(kind in (*_FAMILY, persons.HOUSEHOLDER) for _who, kind in self._now.run)
        if family > 1 and not self._now.own:
            return self._asked(column, person)
        alone = person.kind == persons.GUARDIAN or person.member in persons.PEOPLE
        if theirs.counts and (self._now.own or not alone):
            return self._given(column, theirs)
        return column

    def _asked(self, column: ListColumn, person: Owner) -> ListColumn:
        usual = PHONES if column.key in _REACHED else NUMBERS
        theirs = field_of(person._replace(what=fold(column.caption)))
        own = written_caption("", theirs) if theirs.counts else ""
        choices = dict.fromkeys(each for each in (own, *usual) if each)
        return column.asked(self._doubt(), *choices)

    def _doubt(self) -> str:
        """Return why it is asked whose a column is."""
        if len(self._now.run) > 1:
            names = "”“".join(heading for heading, _kind in self._now.run[-3:])
            return f"前面有“{names}”，不知道是谁的"
        return f"挨着“{self._now.heading}”，不知道是谁的"


def _is_same(owner: Owner | None, person: Owner) -> bool:
    """Tell whether a heading speaks of the person before it."""
    return owner is not None and (owner.kind, owner.member) == (person.kind, person.member)


_PREFIX = {
    persons.GUARDIAN: "guardian_",
    persons.CARER: "carer_",
    persons.HOUSEHOLDER: "head_",
    persons.TEACHER: "teacher_",
    persons.RESPONSIBLE: "helper_",
}


def _is_of_work(column: ListColumn) -> bool:
    """Tell whether a caption is said of grown-ups only: 工作单位, 文化程度."""
    return bool(re.search("工作|单位|职[务业]|务工|文化|学历|年龄", fold(column.caption)))


def is_inferred(column: ListColumn) -> bool:
    """Tell whether a telephone was given to an official because it stands beside him."""
    key = column.meaning.field.key if column.meaning.field else ""
    official = key in ("teacher_phone", "helper_phone") and column.sure is Sureness.CERTAIN
    return official and read_path(tuple(column.heading.split("·"))).meaning != column.meaning
