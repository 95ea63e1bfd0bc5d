"""One of two that may be the same child, as it is compared: its people, telephones, place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.domain.household import phones_of
from ledger_app.domain.identity import normalise_id
from ledger_app.domain.names import name_key
from ledger_app.domain.once import once

# All that a child is compared by, besides its family.
COMPARED = (
    "name", "former_name", "id_no", "register_no", "birth_date", "sex", "school", "grade",
    "class_no", "class_seat_no", "phone", "phone2", "guardian_phone", "carer_phone",
    "guardian_name", "guardian_relation", "carer_name", "carer_relation", "head_name",
    "household_no", "village_name", "hamlet", "address",
)  # fmt: skip
FAMILY_COMPARED = ("relation", "name", "phone")
_PHONES = ("phone", "phone2", "guardian_phone", "carer_phone")
_PEOPLE = (("guardian_relation", "guardian_name"), ("carer_relation", "carer_name"))
_FEWEST_DIGITS = 7  # of a telephone number that is somebody's
_FEWEST_OF_REGISTER = 14  # characters: old numbers of the provinces name the school, too
_VILLAGE = re.compile("[\u4e00-\u9fff]{1,8}?(?:村|社区|居委会)")
_ABOVE = re.compile("^.*(?:省|市|州|县|区|旗|乡|镇|街道|办事处)(?=.)")
_VILLAGE_END = re.compile("(?:村民委员会|村委会|居民委员会|居委会|行政村|村|社区)$")
_NUMERALS = {char: n for n, char in enumerate("零一二三四五六七八九十")}


class Side:
    """A child as it is compared. `values` has catalogue keys, `family` rows of family members."""

    def __init__(self, values: Mapping[str, Any], family: Sequence[Mapping[str, Any]] = ()) -> None:
        self.values = values
        self.family = family

    def text(self, key: str) -> str:
        """Return a value as text, "" where there is none."""
        return str(self.values.get(key) or "")

    @once
    def birth(self) -> str:
        """Return the birth date."""
        return self.text("birth_date")

    @once
    def sex(self) -> str:
        """Return the code of the sex."""
        return self.text("sex")

    @once
    def school(self) -> str:
        """Return whatever names the school: two sides say the same of the same one."""
        return self.text("school")

    @once
    def grade(self) -> str:
        """Return the code of the grade."""
        return self.text("grade")

    @once
    def register(self) -> str:
        """Return the register number as it is compared, "" for one that only a school dealt."""
        number = normalise_id(self.text("register_no"))
        return number if len(number) >= _FEWEST_OF_REGISTER else ""

    @once
    def name(self) -> str:
        """Return the folded name."""
        return name_key(self.text("name"))

    @once
    def seat(self) -> str:
        """Return the child's number in its class."""
        return fold(self.text("class_seat_no")) if self.values.get("class_seat_no") else ""

    @once
    def number(self) -> str:
        """Return the identity number, or that behind the G of the register number."""
        return self.text("id_no") or (self.register[1:] if self.register[:1] == "G" else "")

    @once
    def phones(self) -> frozenset[str]:
        """Return all numbers somebody can be reached by, whoever's they are."""
        texts = [self.text(key) for key in _PHONES]
        texts += [str(member.get("phone") or "") for member in self.family]
        numbers = (_digits(each) for text in texts if text for each in phones_of(text))
        return frozenset(each for each in numbers if len(each) >= _FEWEST_DIGITS)

    @once
    def people(self) -> dict[str, str]:
        """Return the grown-ups by folded name: code of the relation, "" where nobody says it."""
        found: dict[str, str] = {}
        for relation, name in self._named():
            key = name_key(name)
            if key:
                found[key] = found.get(key) or relation
        return found

    def _named(self) -> Iterator[tuple[str, str]]:
        for member in self.family:
            yield str(member.get("relation") or ""), str(member.get("name") or "")
        for relation, name in _PEOPLE:
            yield self.text(relation), self.text(name)

    @property
    def tells_of_family(self) -> bool:
        """Tell whether anything is said that a family may agree with."""
        return bool(self.people or self.phones or self.head)

    @once
    def head(self) -> str:
        """Return the folded name of the head of the household."""
        return name_key(self.text("head_name"))

    @once
    def village(self) -> str:
        """Return the village by itself, "" where none is said: 清泉 of 青山镇清泉村."""
        return village_of(self.text("village_name")) or village_in(self.text("address"))

    @once
    def address(self) -> str:
        """Return the address as it is compared, "" for one too short to be a house's."""
        text = self.text("address")
        folded = fold(text) if text else ""
        return folded if len(folded) > len(self.village) + 1 else ""

    @once
    def class_no(self) -> str:
        """Return the class within its grade: 1 of 01, 1班, 一班 and, in grade 3, of 301."""
        return class_key(self.text("class_no"), self.grade)


@lru_cache(maxsize=4096)
def village_of(text: str) -> str:
    """Return the bare name of a village: 青山镇清泉村 and 清泉村委会 are 清泉."""
    if not text:
        return ""
    folded = fold(text)
    return _VILLAGE_END.sub("", _ABOVE.sub("", folded)) or folded


def village_in(address: str) -> str:
    """Return the village an address names, "" where it names none."""
    found = _VILLAGE.search(_ABOVE.sub("", fold(address))) if address else None
    return village_of(found[0]) if found else ""


@lru_cache(maxsize=4096)
def class_key(class_no: str, grade: str = "") -> str:
    """Return a class within its grade, one spelling for each."""
    text = fold(class_no)
    text = text.removeprefix(fold(code_list("grade").name_of(grade))) if grade else text
    text = text.removesuffix("班").strip("()")
    if text.isascii() and text.isdigit() and len(text) < 9:
        number = int(text)
        return str(number % 100 if len(text) == 3 and text[0] == grade else number)
    if text and all(char in _NUMERALS for char in text):
        return str(_han_number(text))
    return text


def _han_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_NUMERALS[tens] if tens in _NUMERALS else bool(ten)) * 10 + _NUMERALS.get(ones, 0)


def _digits(text: str) -> str:
    return text if text.isdigit() else "".join(char for char in text if char.isdigit())
