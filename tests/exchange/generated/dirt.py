"""Cells as they come spoilt: rounded numbers, errors, lunar dates, months without a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from random import Random

from ledger_app.domain.identity import check_digit
from ledger_app.exchange.reading.workbook import NO_RESULT, Cell
from tests.exchange.generated.children import GeneratedChild

FAULTS = ("#N/A", "#REF!", "#VALUE!", "########", NO_RESULT)
Spoil = Callable[[Random, GeneratedChild], Cell]


def spoilt_cell(random: Random, child: GeneratedChild, key: str) -> Cell | None:
    """Return a spoilt cell of that column, None where this kind has none; noted with the child."""
    if key == "name" or "#" in key:
        return None
    kinds = _KINDS.get(key, ())
    if not kinds or random.random() < 0.3:
        child.spoilt[key] = ""
        return random.choice(FAULTS)
    return random.choice(kinds)(random, child)


def _rounded(random: Random, child: GeneratedChild) -> Cell:
    rounded = child.truth["id_no"][:15] + "000"
    # One of eleven has a right check digit: whose number it might be is named.
    is_sound = check_digit(rounded[:17]) == rounded[17]
    child.spoilt["id_no"] = rounded if is_sound else ""
    return random.choice((rounded, float(rounded), f"{rounded[0]}.{rounded[1:6]}E+17"))


def _lost_digit(random: Random, child: GeneratedChild) -> Cell:
    number = child.truth["id_no"]
    at = random.randrange(17)
    child.spoilt["id_no"] = number[:at] + number[at + 1 :]
    return child.spoilt["id_no"]


def _wrong_digit(random: Random, child: GeneratedChild) -> Cell:
    number = child.truth["id_no"]
    at = random.randrange(14, 17)
    child.spoilt["id_no"] = number[:at] + str((int(number[at]) + 3) % 10) + number[at + 1 :]
    return child.spoilt["id_no"]


def _with_letter(_random: Random, child: GeneratedChild) -> Cell:
    number = child.truth["id_no"]
    child.spoilt["id_no"] = number.replace("0", "O", 1)
    return child.spoilt["id_no"]


def _born(child: GeneratedChild) -> date:
    return date.fromisoformat(child.truth["birth_date"])


def _with_time(_random: Random, child: GeneratedChild) -> Cell:
    day = _born(child)
    return datetime(day.year, day.month, day.day, 8, 30)


def _as_number(random: Random, child: GeneratedChild) -> Cell:
    """Return the date as Excel counts it, or as eight digits."""
    day = _born(child)
    child.spoilt["birth_date"] = ""
    return random.choice(((day - date(1899, 12, 30)).days, float(f"{day:%Y%m%d}"), f"{day:%Y%m%d}"))


def _lunar(random: Random, child: GeneratedChild) -> Cell:
    day = _born(child)
    child.spoilt["birth_date"] = ""
    return random.choice(
        (
            f"农历{day.year}年{day.month}月{day.day}日",
            f"{day.year}年三月初五",
            f"{day.year}.{day.month}.{day.day}(农历)",
        )
    )


def _month_only(random: Random, child: GeneratedChild) -> Cell:
    day = _born(child)
    child.spoilt["birth_date"] = ""
    return random.choice((f"{day:%Y-%m}", f"{day.year}年{day.month}月", f"{day.year}.{day.month}"))


def _impossible(_random: Random, child: GeneratedChild) -> Cell:
    child.spoilt["birth_date"] = ""
    return f"{_born(child).year}-02-30"


def _no_people(_random: Random, child: GeneratedChild) -> Cell:
    child.spoilt["ethnic"] = ""
    return "汗族"


def _sex_sign(random: Random, child: GeneratedChild) -> Cell:
    signs = {"1": ("♂", "M", "男孩", "男性"), "2": ("♀", "F", "女性", "女童")}
    return random.choice(signs[child.truth["sex"]])


def _sex_unreadable(_random: Random, child: GeneratedChild) -> Cell:
    child.spoilt["sex"] = ""
    return "男/女"


def _short(key: str) -> Spoil:
    def cell(_random: Random, child: GeneratedChild) -> Cell:
        child.spoilt[key] = child.truth[key][:10]
        return child.spoilt[key]

    return cell


def _class_as_date(_random: Random, child: GeneratedChild) -> Cell:
    """Return 3-1 as Excel makes a date of it."""
    return date(2026, int(child.truth["grade"]), int(child.truth["class_no"]))


def _as_float(key: str) -> Spoil:
    return lambda _random, child: float(child.truth[key])


_KINDS: dict[str, tuple[Spoil, ...]] = {
    "id_no": (_rounded, _rounded, _lost_digit, _wrong_digit, _with_letter),
    "birth_date": (_with_time, _as_number, _lunar, _month_only, _impossible),
    "ethnic": (_no_people,),
    "sex": (_sex_sign, _sex_unreadable),
    "phone": (_short("phone"),),
    "guardian_phone": (_short("guardian_phone"),),
    "grade": (_as_float("grade"),),
    "class_no": (_as_float("class_no"),),
    "grade_class": (_class_as_date,),
}
