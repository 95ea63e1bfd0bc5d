"""What a telephone number of a family looks like in China; several stand between separators."""

from __future__ import annotations

import re

# A mobile has 11 digits from 13 to 19 on. A local number without its area never begins with 1 or 0,
# which lead to services and areas: 1380000 is a mobile that somebody did not finish.
MOBILE = re.compile(r"1[3-9][0-9]{9}")
LAND_LINE = re.compile(r"(?:0[0-9]{2,3}-?[0-9]{7,8}|[2-9][0-9]{6,7})(?:-[0-9]{1,6})?")
BETWEEN = re.compile(r"[、,，;；/\s]+")


def looks_right(text: str) -> bool:
    """Tell whether every number in the text is one that can be called."""
    return all(MOBILE.fullmatch(each) or LAND_LINE.fullmatch(each) for each in BETWEEN.split(text))
