"""What a telephone number of a family looks like in China; several stand between separators."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A mobile has 11 digits from 13 to 19 on. A local number without its area never begins with 1 or 0,
# which lead to services and areas: 1380000 is a mobile that somebody did not finish.
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LAND_LINE = re.compile(r"(0[0-9]{2,3}-?[0-9]{7,8}|[2-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
BETWEEN = re.compile(r"[、,，;；/\s]+")


def looks_right(text: str) -> bool:
    """Tell whether every number in the text is one that can be called."""
    return all(MOBILE.fullmatch(each) or LAND_LINE.fullmatch(each) for each in BETWEEN.split(text))


def apart(parts: Iterable[str]) -> str:
    """Return whole numbers that only a blank or a new line parts with a 、; "" for anything else.

    The blanks in 138 0013 8000 part nothing.
    """
    numbers = [each.lstrip("'’‘`") for each in parts]
    are_whole = len(numbers) > 1 and all(each and looks_right(each) for each in numbers)
    return "、".join(numbers) if are_whole else ""


def dialled(number: str) -> str:
    """Return a number as a phone's camera dials it (RFC 3966); "" for what is none.

    After a comma a phone waits, then dials the extension: no phone at hand knows ;ext=.
    """
    if MOBILE.fullmatch(number):
        return f"tel:{number}"
    found = LAND_LINE.fullmatch(number)
    if not found:
        return ""
    line, extension = found[1].replace("-", ""), found[2]
    return f"tel:{line},{extension}" if extension else f"tel:{line}"


def lacks_area(number: str) -> bool:
    """Tell whether a number is a local one, which a mobile reaches only with the area before it."""
    return not number.startswith("0") and bool(LAND_LINE.fullmatch(number))


def spaced(number: str) -> str:
    """Return a number as it is read aloud: 138 0000 0000, 0451-1234567 转 801."""
    if MOBILE.fullmatch(number):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    found = LAND_LINE.fullmatch(number)
    return f"{found[1]} 转 {found[2]}" if found and found[2] else number
