"""The columns under heading rows: what each is, whose, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.assignment import NOT_TAKEN, SheetAssignment
from ledger_app.exchange.layout.columns import persons
from ledger_app.exchange.layout.columns.address_parts import with_address_parts
from ledger_app.exchange.layout.columns.birth_columns import with_birth_parts
from ledger_app.exchange.layout.columns.list_columns import ListColumn, Sureness
from ledger_app.exchange.layout.columns.neighbours import with_owners
from ledger_app.exchange.layout.columns.option_columns import with_options
from ledger_app.exchange.layout.columns.places import Time, is_move, with_terms
from ledger_app.exchange.layout.columns.two_places import with_places
from ledger_app.exchange.layout.heading_words import (
    KNOWN,
    PEOPLE,
    UNKNOWN,
    Meaning,
    Reading,
    Use,
    meaning_of,
    read_path,
    written_caption,
)
from ledger_app.exchange.reading.workbook import column_letter

_NAME, _RELATION = meaning_of("姓名"), meaning_of("监护人关系")
_CHILD = re.compile("学生|儿童|孩子|幼儿|被监护人|子女|学员")
_CHILD_ALONE = re.compile("(?!是否|有无|其[他它]).{0,6}(?:学生|儿童|少年|孩子|幼儿|学员)")
_NAMES_ASKED = ("学生姓名", "监护人姓名", "父亲姓名", "母亲姓名")
# 父母务工 over 父: where he works, or whether he is away. Of the first there is a field.
_AWAY = re.compile("(?:现|目前)?(?:外出|在外)?(?:务工|打工|外出|在外|工作)(?:情况|状况)?")
_WHERE_OR_WHETHER = "写的是在哪里务工，还是在不在外面？只写了在不在的，没有地方放"
Path = tuple[str, ...]


def read_columns(
    lines: Sequence[Sequence[str]], copies: frozenset[int], said: SheetAssignment
) -> tuple[ListColumn, ...]:
    """Return the columns under `lines`, the rows of a heading from the outermost in.

    `copies` are columns that only repeat a caption merged over several; `said` is what a person
    assigned, which counts more than anything found.
    """
    paths = list(zip(*lines, strict=True))
    readings = [read_path(path) for path in _understood(with_terms(paths))]
    meanings = with_options(paths, [reading.meaning for reading in readings])
    meanings = with_address_parts(with_birth_parts(lines[-1], meanings))
    columns = [
        _column(index, path, meaning, reading)
        for index, (path, meaning, reading) in enumerate(
            zip(paths, meanings, readings, strict=True)
        )
    ]
    columns = [
        ListColumn(each.index, "", Meaning(Use.BLANK)) if each.index in copies else each
        for each in columns
    ]
    columns = _with_a_name(_with_one_guardian([_as_said(column, said) for column in columns]))
    chosen = _childs_own(columns)
    told = with_places(with_owners(columns, readings, chosen), readings)
    return tuple(_one_child(told, chosen))


def _column(index: int, path: Path, meaning: Meaning, reading: Reading) -> ListColumn:
    texts = [text for text in dict.fromkeys(path) if text]
    grouped = len(texts) > 1 and meaning.counts and meaning != read_path((texts[-1],)).meaning
    sure = Sureness.UNKNOWN if meaning.use is Use.UNKNOWN else Sureness.CERTAIN
    column = ListColumn(index, "·".join(texts), meaning, grouped, sure)
    if meaning.use is not Use.UNKNOWN:
        return column
    choices, doubt = _choices(column, reading), reading.doubt
    if choices and not reading.bare:
        sure = Sureness.ASKED
        doubt = _WHERE_OR_WHETHER if choices[0].endswith("务工地点") else doubt
    return replace(column, sure=sure, doubt=doubt, choices=choices)


def _choices(column: ListColumn, reading: Reading) -> tuple[str, ...]:
    """Return what a column that nobody understands could be."""
    if reading.bare:
        return (written_caption("", reading.bare),)
    caption = fold(column.caption)
    if is_move(caption) or ("学校" in caption and reading.time in (Time.NEW, Time.PLANNED)):
        return ("就读学校", "原就读学校")
    if "学籍" in caption and "学校" in caption:
        return ("就读学校", "原就读学校")
    owner = reading.owner
    if owner is not None and owner.member in PEOPLE and _AWAY.fullmatch(owner.what):
        return (f"{owner.member}务工地点",)
    if owner is None or owner.kind != persons.PARENTS:
        return ()
    found = [f"{who}{owner.what or '姓名'}" for who in ("父亲", "母亲", "监护人")]
    return tuple(each for each in found if meaning_of(each).counts)


def _understood(paths: Sequence[Path]) -> list[Path]:
    """Return the paths without the group over the only 姓名, whatever it is called: a row of a list
    is a child's, and 重点对象 over its only name is that child."""
    names = [path for path in paths if read_path(path).bare == _NAME]
    if len(names) != 1 or any(read_path(path).meaning == _NAME for path in paths):
        return list(paths)
    groups = {text for text in names[0][:-1] if text}
    if any(persons.is_person(fold(group)) or meaning_of(group).counts for group in groups):
        return list(paths)
    return [tuple("" if text in groups else text for text in path) for path in paths]


def _as_said(column: ListColumn, said: SheetAssignment) -> ListColumn:
    """Return the column as a person assigned it, if somebody did."""
    taken = said.taken_for(column_letter(column.index), column.heading) if said.columns else ""
    meaning = KNOWN if taken == NOT_TAKEN else meaning_of(taken) if taken else UNKNOWN
    if not taken or meaning.use in (Use.UNKNOWN, Use.BLANK):
        return column
    return replace(column, meaning=meaning, sure=Sureness.SAID, doubt="", choices=())


def _with_one_guardian(columns: list[ListColumn]) -> list[ListColumn]:
    """Return the columns, 家长（关系） beside 家长姓名 as the relation: alone it has the name."""
    names = [column for column in columns if column.key == "guardian_name"]
    if all("关系" in column.caption for column in names):
        return columns
    return [
        replace(column, meaning=_RELATION)
        if column in names and "关系" in column.caption and column.sure is not Sureness.SAID
        else column
        for column in columns
    ]


def _with_a_name(columns: list[ListColumn]) -> list[ListColumn]:
    """Return the columns, 受助学生 as the name where no other column is one."""
    alone = [
        column
        for column in columns
        if column.meaning.use is Use.UNKNOWN and _CHILD_ALONE.fullmatch(fold(column.caption))
    ]
    if len(alone) != 1 or any(column.identity == "name" for column in columns):
        return columns
    name = replace(alone[0], meaning=_NAME, sure=Sureness.CERTAIN, doubt="", choices=())
    return [name if column is alone[0] else column for column in columns]


def _childs_own(columns: Sequence[ListColumn]) -> frozenset[int]:
    """Return the column of the child's name and of each number: the one that a person said, or
    that says 学生, else the first. A second 姓名 is a parent's or begins another list."""
    chosen: dict[str, ListColumn] = {}
    for column in columns:
        key = column.identity
        if key and (key not in chosen or _claim(column) > _claim(chosen[key])):
            chosen[key] = column
    return frozenset(column.index for column in chosen.values())


def _claim(column: ListColumn) -> tuple[bool, bool]:
    return column.sure is Sureness.SAID, _CHILD.search(column.heading) is not None


def _one_child(columns: Sequence[ListColumn], chosen: frozenset[int]) -> list[ListColumn]:
    """Keep one column for the name and for each number: another must not stand in for it."""
    own = {columns[at].identity: columns[at] for at in chosen}
    return [
        column.asked("有不止一列姓名，不知道是谁的", *_NAMES_ASKED)
        if column.identity == "name" and column.index not in chosen
        else column.asked("已经有一列学生的号码，不知道是谁的", *_NUMBERS_ASKED)
        if _is_second(column, own, chosen)
        else column
        for column in columns
    ]


_NUMBERS_ASKED = ("监护人身份证件号", "父亲身份证件号", "母亲身份证件号")


def _is_second(column: ListColumn, own: dict[str, ListColumn], chosen: frozenset[int]) -> bool:
    """Tell whether this is another number beside one that says 学生."""
    key = column.identity
    first = own.get(key)
    if not key or key == "name" or column.index in chosen or first is None:
        return False
    return _CHILD.search(first.heading) is not None and column.sure is not Sureness.SAID
