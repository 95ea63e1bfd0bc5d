"""What a cell says of a child's identity number: sound, wrong, or cut by a spreadsheet."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.meanings import Sex
from ledger_app.domain import identity
from ledger_app.domain.mending.repairs import without_letters
from ledger_app.domain.values import EMPTY, parse
from ledger_app.exchange.cells.column_values import fault_text
from ledger_app.exchange.reading.workbook import Cell, is_fault

_REGISTER_SHAPE = re.compile(r"[GJL][1-9][0-9]{16}[0-9X]")
_JOINTS = re.compile("[.]0+$|[-—_.·]")
_OTHERS = re.compile("[父母爸妈爷奶祖叔伯舅姑姨]|监护|家长|户主|老师|外[公婆]")
_INSIDE = re.compile("(?<![0-9GJLgjl])[1-9][0-9]{16}[0-9X](?![0-9])")
_REGISTER = re.compile(r"G[1-9][0-9]{16}[0-9X]")
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")


class IdReading(NamedTuple):
    """What a cell says of an identity number: the number if sound, else what is left of it."""

    number: str | None = None
    problem: str = ""
    typed: str = ""  # as written, sound or not: an exact match is still a match
    digits: str = ""  # the sure first digits of a number the spreadsheet has cut
    birth: str | None = None
    sex: str | None = None
    mended: str = ""  # what was put right in the number that is kept, in a sentence
    proposal: str = ""  # the sound number it was meant to be by the rest of its row; not kept


NO_ID = IdReading()


def read_id(raw: Cell, today: date) -> IdReading:
    """Return what a cell says of an identity number; a number that is not sound is not kept."""
    if isinstance(raw, str) and _SHAPE.fullmatch(raw) and not identity.id_problem(raw, today):
        born = f"{raw[6:10]}-{raw[10:12]}-{raw[12:14]}"
        return IdReading(raw, "", raw, "", born, Sex.MALE if int(raw[16]) % 2 else Sex.FEMALE)
    if isinstance(raw, str) and _REGISTER.fullmatch(text := identity.normalise_id(raw)):
        raw = text[1:]  # a register number is G and the identity number
    if isinstance(raw, str) and is_fault(raw):
        return IdReading(None, fault_text(raw))
    digits = identity.damaged_id(raw)
    parsed = parse(STUDENT.field("id_no"), raw, today)
    if digits is not None:
        # Region and birthday are whole in what is left: good enough to match, not to store.
        birth = identity.birth_of(f"{digits[:14]}0000") if len(digits) >= 14 else None
        return IdReading(None, parsed.problem, "", digits, birth.isoformat() if birth else None)
    if not isinstance(parsed.value, str):
        return IdReading(None, parsed.problem)
    number = str(parsed.value)
    if parsed.problem and (inside := _only_sound_number(number, today)):
        number, parsed = inside, EMPTY
    mended = ""
    if parsed.problem and (whole := without_letters(number, today)):
        mended = f"号码里的字母按数字读成了 {whole}（校验码相符），请核对。"
        number, parsed = whole, EMPTY
    if parsed.problem:
        return IdReading(None, parsed.problem, number)
    birth = identity.birth_of(number)
    day = birth.isoformat() if birth else None
    return IdReading(number, "", number, "", day, identity.sex_of(number), mended)


def normalise_register(number: str) -> str:
    """Return a register number as stored: half-width, upper case; what is none stays as it is."""
    plain = identity.normalise_id(number)
    return plain if plain[:1] in ("G", "J", "L") else number


def is_register_number(number: str) -> bool:
    """Tell whether this is shaped like a national register number."""
    return bool(_REGISTER_SHAPE.fullmatch(identity.normalise_id(number)))


def move_register_numbers(rows: list[dict[str, Any]]) -> None:
    """Take a national register number in the column 学号 for what it is."""
    for row in rows:
        number = row.get("class_seat_no")
        if number and "register_no" not in row and is_register_number(number):
            row["register_no"] = normalise_register(row.pop("class_seat_no"))


def _only_sound_number(text: str, today: date) -> str:
    """Return the one sound number inside a text, its check digit right; "" for none or several.

    身份证:5299…, 5299…(本人), 529901-2012…-…, … with × for X.
    """
    if _OTHERS.search(text):
        return ""  # 父亲：5299…
    # A check digit of 10 is an X: without one on the keyboard people take what looks like it.
    plain = _JOINTS.sub("", text).replace("×", "X").replace("*", "X")
    found = {one for one in _INSIDE.findall(plain) if one and not identity.id_problem(one, today)}
    return found.pop() if len(found) == 1 else ""
