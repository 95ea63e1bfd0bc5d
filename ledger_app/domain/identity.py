"""Identity numbers and register numbers (GB 11643-1999; register numbers as in domain.md §3.4)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from itertools import takewhile
from operator import mul

from ledger_app.catalogue.meanings import Sex

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
_WEIGHT_OF_ZERO = ord("0") * sum(WEIGHTS)  # digits are summed as bytes, which is quick
RELIABLE_DIGITS = 15  # what a spreadsheet keeps of a number

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_OLD_SHAPE = re.compile(r"[0-9]{15}")
_REGISTER_SHAPE = re.compile(r"[GJL][0-9]{17}[0-9X]")
_OTHER_PAPER = re.compile(r"[A-Z]{1,3}[0-9]{6,10}(\([0-9A-Z]\))?")
_SCIENTIFIC = re.compile(r"([1-9])(?:\.([0-9]+))?E\+?(1[5-9])")
_INVISIBLE = str.maketrans("", "", "\u200b\u200e\u200f\u2060\ufeff")
_APOSTROPHES = "'`’‘"


def normalise_id(text: str) -> str:
    """Return the number as stored: half-width, upper case, no blanks, no leading apostrophe."""
    if text.isascii() and text.isalnum():
        return text.upper()
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    joined = "".join(plain.split()).lstrip(_APOSTROPHES).upper()
    return unicodedata.normalize("NFC", joined)  # a mark may have lost the blank it stood on


def check_digit(first17: str) -> str:
    """Return the 18th character (GB 11643 §4.2: weighted sum modulo 11).

    Raise ValueError unless `first17` is 17 ASCII digits.
    """
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("17 digits are needed")
    total = sum(map(mul, WEIGHTS, first17.encode("ascii"))) - _WEIGHT_OF_ZERO
    return CHECK_CHARACTERS[total % 11]


def is_valid_id(text: str) -> bool:
    """Tell whether `text` is an 18-character number with a real birth date and the right check."""
    number = normalise_id(text)
    return bool(number) and not id_problem(number)


def id_problem(text: str, today: date | None = None) -> str:
    """Return what is wrong with a resident identity number, in one sentence, or "" (also if blank).

    An unknown region is no problem: old county codes were abolished, and the residence permits
    (81, 82, 83, 9…) have their own. With `today`, a birth date after it is refused.
    """
    number = normalise_id(text)
    if not number:
        return ""
    if len(number) == 15 and _OLD_SHAPE.fullmatch(number):
        return _old_number_problem(number)
    if len(number) != 18:
        return f"身份证号应为 18 位，现在是 {len(number)} 位，请核对。"
    if not _SHAPE.fullmatch(number):
        return "身份证号只能由数字组成，最后一位可以是 X，请核对。"
    return _birth_problem(number[6:14], today) or _check_problem(number)


def forms_of(text: str) -> tuple[str, ...]:
    """Return how one person's number may be written: with 18 or 15 digits, X or x, G before it.

    529901201203051026 and 529901120305102 are one: until 1999 the century and the check were left
    out, and an old paper or list still has it so. All forms of equal numbers are equal.
    """
    number = normalise_id(text)
    bare = number[1:] if _REGISTER_SHAPE.fullmatch(number) and number[0] == "G" else number
    if _SHAPE.fullmatch(bare):
        forms = [bare, bare[:6] + bare[8:17]]
    elif _OLD_SHAPE.fullmatch(bare):
        longer = [f"{bare[:6]}{century}{bare[6:]}" for century in ("19", "20")]
        forms = [bare, *(each + check_digit(each) for each in longer)]
    else:
        forms = [number] if number else []
    lower = [each.lower() for each in forms if each.endswith("X")]
    return tuple(dict.fromkeys((*forms, *lower)))


def whole_forms(text: str) -> tuple[str, ...]:
    """Return the forms of 18 characters, by which two numbers are compared; else the number."""
    forms = forms_of(text)
    whole = tuple(each for each in forms if len(each) == 18 and each == each.upper())
    return whole or tuple(each.upper() for each in forms[:1])


def birth_of(id_no: str) -> date | None:
    """Return the birth date inside an 18- or 15-digit number, whatever its check digit."""
    number = normalise_id(id_no)
    if _SHAPE.fullmatch(number):
        return _date_of(number[6:14])
    if _OLD_SHAPE.fullmatch(number):
        return _date_of("19" + number[6:12])
    return None


def sex_of(id_no: str) -> str | None:
    """Return "1" (male, odd sequence number) or "2" (female); None if `id_no` is not a number."""
    number = normalise_id(id_no)
    if _SHAPE.fullmatch(number):
        return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    if _OLD_SHAPE.fullmatch(number):
        return Sex.MALE if int(number[14]) % 2 else Sex.FEMALE
    return None


def is_other_paper(text: str) -> bool:
    """Tell whether `text` looks like a passport or travel permit number (no check digit)."""
    return _OTHER_PAPER.fullmatch(normalise_id(text)) is not None


def register_problem(register_no: str, id_no: str) -> str:
    """Return what is wrong with a national register number beside the child's number, or "".

    G + identity number, J + a generated number with check digit, L + region, birth date and four
    random characters (temporary: nothing to check in them).
    """
    number = normalise_id(register_no)
    if not number:
        return ""
    if not _REGISTER_SHAPE.fullmatch(number):
        return "学籍号应为 19 位：G、J 或 L 开头，后面 18 位，请核对。"
    kind, body = number[0], number[1:]
    known = normalise_id(id_no)
    if kind == "G" and known:
        same = body == known
        return "" if same else "学籍号 G 后面的 18 位与身份证号不一致（若身份证号更正过，可不改）。"
    if _date_of(body[6:14]) is None:
        return "学籍号中的出生日期不存在，请核对。"
    if kind != "L" and check_digit(body[:17]) != body[17]:
        return "学籍号最后一位（校验码）不对，请核对。"
    return ""


def damaged_id(cell: object) -> str | None:
    """Return the digits left (15 at most, "" if none is sure) of a number a spreadsheet has cut.

    None when `cell` is whole. A spreadsheet keeps 15 digits of a number, and shows fewer in the
    form 5.29901E+17; the rest cannot be known. A 15-digit number in a numeric cell is whole.
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _digits_left(cell)
    if not isinstance(cell, str):
        return None
    text = normalise_id(cell)
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        return _sure_digits(scientific[1] + (scientific[2] or ""))
    if _SHAPE.fullmatch(text) and text.endswith("000") and check_digit(text[:17]) != text[17]:
        return text[:RELIABLE_DIGITS]
    return None


def _digits_left(number: float) -> str | None:
    if not 10**RELIABLE_DIGITS <= number < 10**20:
        return None
    whole = int(number)
    scale = 10 ** (len(str(whole)) - RELIABLE_DIGITS)
    # A double cannot hold the 18 digits exactly: 529901201203051000 reads back as …050976.
    nearest = (whole + scale // 2) // scale
    # A number in a file written whole by another program is off only if it ends in about 000.
    kept = nearest if float(nearest * scale) == float(number) else whole // scale
    return str(kept)


def _sure_digits(mantissa: str) -> str:
    """Return the digits that rounding to this mantissa cannot have changed."""
    if len(mantissa) >= RELIABLE_DIGITS:
        return mantissa[:RELIABLE_DIGITS]
    shown = int(mantissa) * 10
    width = len(mantissa) + 1
    low, high = str(shown - 5).zfill(width), str(shown + 4).zfill(width)
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(low, high, strict=True))
    return "".join(digit for digit, _ in pairs)


@lru_cache(20_000)
def _date_of(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _birth_problem(digits: str, today: date | None) -> str:
    birth = _date_of(digits)
    if birth is None or birth.year < 1900:
        return "身份证号第 7 至 14 位不是真实的出生日期，请核对。"
    if today is not None and birth > today:
        return "身份证号中的出生日期晚于今天，请核对。"
    return ""


def _check_problem(number: str) -> str:
    if check_digit(number[:17]) == number[17]:
        return ""
    # The fitting character is not named: any digit may be the wrong one.
    return "身份证号校验不通过，可能有一位写错，请对照户口簿核对。"


def _old_number_problem(number: str) -> str:
    if _date_of("19" + number[6:12]) is None:
        return "这是 15 位号码，其中的出生日期不存在，请对照户口簿核对。"
    first17 = f"{number[:6]}19{number[6:]}"
    suggested = first17 + check_digit(first17)
    return f"这是 15 位旧身份证号，升为 18 位应是 {suggested}，请对照户口簿核对后改用。"
