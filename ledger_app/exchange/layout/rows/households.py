"""Lists of households: a row for everybody, the householder first, children among them.

Children are read; of the others only what is sure of the child: who is householder, and, of the
householder's own child, who father and mother are. A grandchild's parents are not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.identity import is_valid_id, sex_of
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.exchange.layout.heading_words import Use, meaning_of
from ledger_app.exchange.layout.headings import ListColumn, ListHeading, Sureness
from ledger_app.exchange.layout.rows.grown_ups import (
    HOUSEHOLDER,
    ONESELF,
    SPOUSES,
    GrownUps,
    relation_code,
)
from ledger_app.exchange.reading.workbook import Cell, Worksheet

Told = Mapping[str, Any]  # stored values by key
_LOOKED_AT = 60  # rows below a heading that tell a column of relations from one of names
_OF_THE_HOUSE = re.compile("户主|姓名|成员|关系|称谓|称呼|家庭人口")
_OWN_CHILD = re.compile("2[0-7]|29|3[0-7]|39")  # sons and daughters, no in-laws
_FATHER, _MOTHER, _MALE = "51", "52", "1"


@dataclass
class Household:
    """The people of one house: (relation, name, number, sex), as rows gave them."""

    people: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def surnames(self) -> set[str]:
        """Return how the names of householder and spouse begin."""
        heads = (HOUSEHOLDER, *SPOUSES)
        return {name[:1] for relation, name, _number, _sex in self.people if relation in heads}

    def told_of(self, relation: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return what is sure of a child that is `relation` to the householder."""
        heads = [each for each in self.people if each[0] == HOUSEHOLDER]
        if len(heads) != 1 or relation == HOUSEHOLDER:
            return {}, []
        _, name, _number, sex = heads[0]
        values = {"head_name": name}
        if not _OWN_CHILD.fullmatch(relation) or not sex:
            return values, []
        spouses = [each for each in self.people if each[0] in SPOUSES]
        is_father = sex == _MALE
        head = _parent(heads[0], _FATHER if is_father else _MOTHER)
        values |= {"guardian_name": name, "guardian_relation": head["relation"]}
        # With two spouses written nobody knows whose child it is.
        others = [_parent(each, _MOTHER if is_father else _FATHER) for each in spouses]
        return values, [head | {"is_guardian": YES}, *(others if len(others) == 1 else [])]


def _parent(person: tuple[str, str, str, str], relation: str) -> dict[str, Any]:
    _, name, number, _sex = person
    return {"name": name, "relation": relation} | ({"id_no": number} if number else {})


class HouseholdReader:
    """Gathers the houses of one list while its rows are read."""

    def __init__(self, heading: ListHeading, grown: GrownUps) -> None:
        self._grown = grown
        self._places = {
            column.meaning.field.key: column.index
            for column in reversed(heading.columns)
            if column.meaning.use is Use.STUDENT and column.meaning.field
        }
        self._house = Household()
        self._by_number: dict[str, Household] = {}
        self._of_row: dict[int, tuple[Household, str, str, str]] = {}  # by the number of the row

    def take(self, cells: Sequence[Cell], number: int, *, is_child: bool) -> None:
        """Note a row of the list; a new house begins with its householder or its number."""
        relation, house_no = self._grown.relation(cells), self._text(cells, "household_no")
        if house_no:
            self._house = self._by_number.setdefault(house_no, Household())
        elif relation == HOUSEHOLDER:
            self._house = Household()
        name = normalise_name(self._text(cells, "name"))
        if is_child:
            self._of_row[number] = (self._house, relation, name, self._text(cells, "head_name"))
        if name and not name_problem(name):
            written = self._text(cells, "id_no").upper()
            valid = written if is_valid_id(written) else ""
            sex = code_list("sex").find(self._text(cells, "sex"))
            of_number = sex_of(valid) if valid else None
            code = sex.value if sex else of_number or ""
            self._house.people.append((relation, name, valid, code))

    def told(self) -> dict[int, tuple[Told, Sequence[Told]]]:
        """Return what is sure of each child, by the number of its row."""
        found: dict[int, tuple[Told, Sequence[Told]]] = {}
        for number, (house, relation, name, head) in self._of_row.items():
            values, members = house.told_of(relation)
            is_written = head == values.get("head_name") or (not head and self._by_number)
            # Without a number of the house, only its order tells: the surname has to agree, too.
            if not is_written and (head or name[:1] not in house.surnames):
                continue
            if "guardian_name" in self._places:  # the list says itself who looks after the child
                values, members = {"head_name": values["head_name"]} if values else {}, []
            if values or members:
                found[number] = (values, members)
        return found

    def _text(self, cells: Sequence[Cell], key: str) -> str:
        at = self._places.get(key, -1)
        return str(cells[at]).strip() if at >= 0 else ""


def with_house_columns(sheet: Worksheet, heading: ListHeading) -> ListHeading:
    """Return the heading, columns of a household told by what stands below them.

    A column of 户主, 妻, 长子 with 户主 in it is what each is to the householder, whatever it is
    called (关系, 称谓). Where no column is the child's name, as under 户主（与户主关系） over two
    columns, the one that holds nothing but names is everybody's name.
    """
    keys = {_key(column) for column in heading.columns}
    below = sheet.rows[heading.last + 1 : heading.last + 1 + _LOOKED_AT]
    near = [
        c
        for c in heading.columns
        if (not c.heading or _OF_THE_HOUSE.search(fold(c.heading))) and c.sure is not Sureness.SAID
    ]
    relations = [c for c in near if _mostly(below, c, lambda text: bool(relation_code(text)))]
    # 本人 alone may be said of an account's holder: only beside nobody else's name it is the head.
    heads = {HOUSEHOLDER} if "name" in keys else {HOUSEHOLDER, ONESELF}
    if len(relations) != 1 or not _has_heads(below, relations[0], heads):
        return heading
    relation = relations[0]
    meanings = {} if "head_relation" in keys else {relation.index: meaning_of("与户主关系")}
    if "name" not in keys:
        names = _names(below, [c for c in near if c is not relation], relation)
        if len(names) != 1:
            return heading
        meanings = {relation.index: meaning_of("与户主关系"), names[0].index: meaning_of("姓名")}
    columns = tuple(
        replace(c, meaning=meanings[c.index], sure=Sureness.CERTAIN, doubt="", choices=())
        if c.index in meanings
        else c
        for c in heading.columns
    )
    return replace(heading, columns=columns)


def _has_heads(rows: Sequence[Sequence[Cell]], column: ListColumn, heads: Collection[str]) -> bool:
    return any(relation_code(str(row[column.index])) in heads for row in rows)


def _names(
    below: Sequence[Sequence[Cell]], columns: Sequence[ListColumn], relation: ListColumn
) -> list[ListColumn]:
    """Return the columns that may be everybody's name: filled wherever a relation is."""
    said = [row for row in below if str(row[relation.index]).strip()]
    # 户主姓名 may be written once for a house.
    found = [c for c in columns if c.heading and _mostly(below, c, _is_name) and _filled(said, c)]
    return [c for c in found if not fold(c.heading).startswith("户主姓名")] or found


def _mostly(
    rows: Sequence[Sequence[Cell]], column: ListColumn, fits: Callable[[str], bool]
) -> bool:
    texts = [text for row in rows if (text := str(row[column.index]).strip())]
    return len(texts) > 1 and sum(map(fits, texts)) >= 0.8 * len(texts)


def _filled(rows: Sequence[Sequence[Cell]], column: ListColumn) -> bool:
    return all(str(row[column.index]).strip() for row in rows)


def _is_name(text: str) -> bool:
    return 2 <= len(text) <= 12 and not relation_code(text) and not name_problem(text)


def _key(column: ListColumn) -> str:
    meaning = column.meaning
    return meaning.field.key if meaning.use is Use.STUDENT and meaning.field else ""
