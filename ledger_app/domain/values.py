"""Turn typed text and workbook cells into stored values, and stored values into words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from ledger_app.catalogue.codes import Code, CodeList, code_list, fold
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain import identity, phones
from ledger_app.domain.dates import parse_date, parse_month
from ledger_app.domain.mending.likely_words import likely
from ledger_app.domain.mending.no_dates import why_no_date
from ledger_app.domain.names import normalise_name
from ledger_app.domain.typed.amounts import amount
from ledger_app.domain.typed.times import parse_time


class Parsed(NamedTuple):
    """A stored value, what is doubtful about it in a sentence, whether it can be kept at all."""

    # A named tuple, not a dataclass: an import makes a million of them, at half the price.
    value: str | int | float | None
    problem: str = ""
    kept: bool = True


EMPTY = Parsed(None)
DEFAULT_LENGTH = 500
SAFE_WHOLE = 10**15  # a number from here on has lost digits in a spreadsheet
OFFERED = 6
FAR = date(2100, 1, 1)  # a year beyond is a typing error, but a date all the same
LONGEST_NAME = 6  # pieces a code name can have when it is split at its own separators

_PLACEHOLDERS = frozenset(
    {"无", "/", "\\", "-", "--", "—", "——", "―", "\\n", "n/a", "#n/a", "暂无"}
)
_TICKS = {"x": "0", "f": "0", "0.0": "0", "t": "1", "1.0": "1"}  # beside those in yesno.csv
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_BREAKS = re.compile(r"[ \t]*[\t\r\n]+[ \t]*")
_SEPARATORS = re.compile(r"[,、;/|\n]")
_CODE_AND_NAME = re.compile(r"([0-9a-z_]+)[-.:、,)\]]*(.+)")
_AREA = re.compile(r"\((0[0-9]{2,3})\)-?")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?e\+?[0-9]{1,2}", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")

_Reader = Callable[[Field, object, date], Parsed]


def parse(field: Field, raw: object, today: date) -> Parsed:
    """Return what to store for a typed text or a cell; never raises, never cuts, never guesses."""
    if raw is None or raw == "":
        return EMPTY
    return _READERS[field.kind](field, raw, today)


def display(field: Field, value: object) -> str:
    """Return a stored value as people read it: code names, 是/否, 7.0 as 7, "" for none."""
    if value is None or value == "":
        return ""
    if field.kind in (Kind.CODE, Kind.YES_NO):
        return _codes_of(field).name_of(str(value))
    if field.kind is Kind.CODES:
        known = _codes_of(field)
        return "、".join(known.name_of(one) for one in str(value).split(","))
    if isinstance(value, float):
        return _number_text(value)
    return str(value)


def as_text(raw: object) -> str:
    """Return a cell as the text a person sees in it: 7.0 as "7", a date as 2026-11-18."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return _number_text(raw)
    if isinstance(raw, datetime):
        return f"{raw:%Y-%m-%d}" if raw.time() == time() else f"{raw:%Y-%m-%d %H:%M}"
    return "" if raw is None else str(raw)


def _number_text(number: float) -> str:
    if not isfinite(number):
        return ""
    if number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def _codes_of(field: Field) -> CodeList:
    return code_list(field.codes or "yesno")


def _refused(field: Field, sentence: str) -> Parsed:
    return Parsed(None, f"“{field.label}”{sentence}", kept=False)


def _fitting(field: Field, text: str, problem: str = "") -> Parsed:
    """Return text that is not too long; too long is refused, because cutting would lose words."""
    limit = field.max_length or DEFAULT_LENGTH
    if len(text) > limit:
        return _refused(field, f"最多 {limit} 个字，现在是 {len(text)} 个字，请缩短后再填。")
    return Parsed(text, problem) if text else EMPTY


def _clean(raw: object) -> tuple[str, bool]:
    """Return the text without forbidden characters and outer blanks; whether there were any."""
    text = as_text(raw)
    if text.isprintable():
        return text.strip(), False
    kept = _FORBIDDEN.sub("", text)
    return kept.strip(), kept != text


def _half_width(raw: object) -> str:
    """Return the text as short values are compared: half-width, without any blanks."""
    text, _ = _clean(raw)
    if text.isascii():
        return "".join(text.split())
    # Folding makes "´" a blank and a mark; without the blank the mark joins the letter before.
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return unicodedata.normalize("NFC", joined)


def _is_placeholder(text: str) -> bool:
    return not text or text.lower() in _PLACEHOLDERS


def _shown(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"


def _read_text(field: Field, raw: object, today: date) -> Parsed:
    if isinstance(raw, str) and raw.isprintable():  # nearly always, and then half the work
        return _fitting(field, raw.strip())
    return _text_result(field, raw, one_line=True)


def _read_long_text(field: Field, raw: object, today: date) -> Parsed:
    return _text_result(field, raw, one_line=False)


def _text_result(field: Field, raw: object, *, one_line: bool) -> Parsed:
    text, had_forbidden = _clean(raw)
    problem = f"“{field.label}”中有看不见的控制字符，已去掉。" if had_forbidden else ""
    if "\n" in text or "\r" in text or "\t" in text:
        text = _LINE_BREAKS.sub(" ", text) if one_line else "\n".join(text.splitlines())
    if isinstance(raw, float) and abs(raw) >= SAFE_WHOLE:
        sentence = "在表格里存成了数字，最后几位已经丢失，请对照原件重新填写（单元格设为文本）。"
        return _refused(field, sentence)
    return _fitting(field, text, problem)


def _read_name(field: Field, raw: object, today: date) -> Parsed:
    text, had_forbidden = _clean(raw)
    if _is_placeholder(text):
        return EMPTY
    problem = f"“{field.label}”中有看不见的控制字符，已去掉。" if had_forbidden else ""
    return _fitting(field, normalise_name(text), problem)


def _read_number(field: Field, raw: object) -> Decimal | Parsed:
    """Return the number, EMPTY for a blank, or a refusal."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(repr(raw)) if isfinite(raw) else EMPTY
    text = _half_width(raw)
    if _is_placeholder(text):
        return EMPTY
    found = amount(text, field.label)
    return found if found is not None else _refused(field, f"应填数字，现在是“{_shown(text)}”。")


def _read_integer(field: Field, raw: object, today: date) -> Parsed:
    number = _read_number(field, raw)
    if isinstance(number, Parsed):
        return number
    if number != number.to_integral_value():
        return _refused(field, f"应填整数，现在是“{_shown(as_text(raw))}”。")
    if abs(number) >= SAFE_WHOLE:
        return _refused(field, "的数字太大，请核对。")
    return Parsed(int(number))


def _read_decimal(field: Field, raw: object, today: date) -> Parsed:
    number = _read_number(field, raw)
    if isinstance(number, Parsed):
        return number
    if abs(number) >= SAFE_WHOLE:
        return _refused(field, "的数字太大，请核对。")
    return Parsed(float(number))


def _read_date(field: Field, raw: object, today: date) -> Parsed:
    found = parse_date(raw, today)
    if found:
        return Parsed(found.isoformat())
    text = _half_width(raw)
    if _is_placeholder(text):
        return EMPTY
    if parse_date(raw, FAR):
        return _refused(field, f"的年份不对：“{_shown(text)}”，请核对。")
    return _refused(field, why_no_date(text))


def _read_time(field: Field, raw: object, today: date) -> Parsed:
    found = parse_time(raw)
    if found:
        return Parsed(found)
    text = _half_width(raw)
    if _is_placeholder(text):
        return EMPTY
    return _refused(
        field, f"看不出是几点几分：“{_shown(text)}”，请写成 15:30 或 下午3点半；日期填在日期一栏。"
    )


def _read_month(field: Field, raw: object, today: date) -> Parsed:
    found = parse_month(raw)
    if found:
        return Parsed(found)
    text = _half_width(raw)
    if _is_placeholder(text):
        return EMPTY
    return _refused(field, f"看不出是哪年哪月：“{_shown(text)}”，请写成 2026-09 这样。")


def _find_code(known: CodeList, text: str) -> Code | None:
    """Return the code of a value, name or alias; 1 for 01 and 1-男 for 男 are understood too."""
    found = known.find(text)
    if found:
        return found
    folded = fold(text)
    if folded.isascii() and folded.isdigit():
        return _by_number(known, folded)
    both = _CODE_AND_NAME.fullmatch(folded)
    if not both:
        return None
    by_value = known.find(both[1]) or _by_number(known, both[1])
    return by_value if by_value is known.find(both[2]) else None  # 2-男 is two things: no guess


def _by_number(known: CodeList, digits: str) -> Code | None:
    """Return the code of a number however many zeros stand before it: 1 for 01, 01 for 1."""
    bare = digits.lstrip("0") or "0"
    return known.find(bare) or known.find(bare.zfill(max(len(code.value) for code in known.codes)))


def _unknown_code(field: Field, known: CodeList, text: str) -> Parsed:
    names = [code.name for code in known.codes]
    if close := likely(known, text):
        which = "”还是“".join(code.name for code in close)
        return _refused(field, f"没有“{_shown(text)}”这一项，是不是“{which}”？请改好。")
    offered = "、".join(names[:OFFERED])
    more = f" 等 {len(names)} 项" if len(names) > OFFERED else ""
    return _refused(field, f"没有“{_shown(text)}”这一项，可填：{offered}{more}。")


def _read_code(field: Field, raw: object, today: date) -> Parsed:
    text, _ = _clean(raw)
    known = _codes_of(field)
    found = _find_code(known, text)
    if found:
        return Parsed(found.value)
    return EMPTY if _is_placeholder(text) else _unknown_code(field, known, text)


def _read_yes_no(field: Field, raw: object, today: date) -> Parsed:
    text = _half_width(raw).lower()
    found = _find_code(_codes_of(field), _TICKS.get(text, text))
    if found:
        return Parsed(found.value)
    if _is_placeholder(text):
        return EMPTY
    return _refused(field, f"只能填“是”或“否”，现在是“{_shown(text)}”。")


def _read_codes(field: Field, raw: object, today: date) -> Parsed:
    text, _ = _clean(raw)
    known = _codes_of(field)
    whole = _find_code(known, text)
    if whole:
        return Parsed(whole.value)
    if _is_placeholder(text):
        return EMPTY
    chosen = _split_codes(known, text)
    if isinstance(chosen, str):
        return _unknown_code(field, known, chosen)
    return Parsed(",".join(code.value for code in known.codes if code.value in chosen) or None)


def _split_codes(known: CodeList, text: str) -> set[str] | str:
    """Return the values named in `text`, or the first piece that is no code.

    Some official names hold a separator (失联/去向不明), so the longest run that is a name wins.
    """
    plain = unicodedata.normalize("NFKC", text)
    pieces = _SEPARATORS.split(plain)
    starts = _starts(pieces)
    chosen: set[str] = set()
    at = 0
    while at < len(pieces):
        for end in range(min(at + LONGEST_NAME, len(pieces)), at, -1):
            run = plain[starts[at] : starts[end - 1] + len(pieces[end - 1])].strip()
            found = _find_code(known, run) if run else None
            if found or not run:
                chosen |= {found.value} if found else set()
                at = end
                break
        else:
            return pieces[at].strip()
    return chosen


def _starts(pieces: list[str]) -> list[int]:
    starts, position = [], 0
    for piece in pieces:
        starts.append(position)
        position += len(piece) + 1
    return starts


def _read_id_number(field: Field, raw: object, today: date) -> Parsed:
    if isinstance(raw, str) and len(raw) == 18 and not identity.id_problem(raw, today):
        return _fitting(field, identity.normalise_id(raw))
    if identity.damaged_id(raw) is not None:
        return _refused(
            field,
            "在表格里存成了数字，最后几位已经丢失，请对照户口簿把整个号码重新填写（单元格设为文本）。",
        )
    text, _ = _clean(raw)
    number = identity.normalise_id(text)
    if _is_placeholder(number):
        return EMPTY
    other = identity.is_other_paper(number)
    return _fitting(field, number, "" if other else identity.id_problem(number, today))


def _read_phone(field: Field, raw: object, today: date) -> Parsed:
    if isinstance(raw, str) and raw.isascii() and phones.MOBILE.fullmatch(raw):
        return Parsed(raw)
    text = _half_width(raw).lstrip("'’‘`")
    if _is_placeholder(text):
        return EMPTY
    if "*" in text or _SCIENTIFIC.fullmatch(text):
        return _refused(field, "打了星号或变成了科学计数，有几位数字已经丢失，请重新填写。")
    number = _AREA.sub(r"\1-", phones.apart(map(_half_width, str(raw).split())) or text)
    digits = number.replace("-", "").removeprefix("+86")
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    if phones.MOBILE.fullmatch(digits):
        return Parsed(digits)
    # The field of a helper, or of a family, may hold two.
    fine = phones.looks_right(number)
    return _fitting(field, number, "" if fine else f"“{field.label}”不像手机号或座机号，请核对。")


def _read_region(field: Field, raw: object, today: date) -> Parsed:
    text = _half_width(raw).lstrip("'’‘`")
    if _is_placeholder(text):
        return EMPTY
    if _SCIENTIFIC.fullmatch(text):
        return _refused(field, "变成了科学计数，后面的数字已经丢失，请重新填写 12 位行政区划代码。")
    if _DIGITS.fullmatch(text) and len(text) in (6, 9):
        text = text.ljust(12, "0")  # a county or township: the places below it are zeros
    fine = _DIGITS.fullmatch(text) and len(text) == 12
    return _fitting(field, text, "" if fine else f"“{field.label}”应是 12 位行政区划代码，请核对。")


_READERS: dict[Kind, _Reader] = {
    Kind.TEXT: _read_text,
    Kind.LONG_TEXT: _read_long_text,
    Kind.NAME: _read_name,
    Kind.INTEGER: _read_integer,
    Kind.DECIMAL: _read_decimal,
    Kind.DATE: _read_date,
    Kind.MONTH: _read_month,
    Kind.TIME: _read_time,
    Kind.CODE: _read_code,
    Kind.CODES: _read_codes,
    Kind.YES_NO: _read_yes_no,
    Kind.ID_NUMBER: _read_id_number,
    Kind.PHONE: _read_phone,
    Kind.REGION: _read_region,
    Kind.SCHOOL: _read_text,
    Kind.SCHOOL_NAME: _read_text,
}
