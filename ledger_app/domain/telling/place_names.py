"""Administrative divisions as papers say them: by name, and by code only where nobody knows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from ledger_app.catalogue.regions import county_name

_CODE = re.compile(r"[0-9]{12}")
_BARE = re.compile(r"[1-9][0-9]{11}")  # a telephone number begins with zero


class PlaceNames:
    """Names of the townships and villages of a ledger by their codes, read when one is wanted."""

    def __init__(self, read: Callable[[], Mapping[str, str]], county: str = "") -> None:
        self._read, self._county = read, county

    @cached_property
    def _own(self) -> Mapping[str, str]:
        return self._read()

    def text(self, code: str | None) -> str:
        """Return 云南省昭通市镇雄县福利镇; the code behind it where it says more than the name.

        Where nothing is known of it, that is the code itself.
        """
        if not code or not _CODE.fullmatch(code):
            return code or ""
        county = self._county_of(code)
        wanted = dict.fromkeys(
            each for each in (code[:9] + "000", code) if each != code[:6] + "000000"
        )
        below = [self._own.get(each, "") for each in wanted]
        if not county and not any(below):
            return code
        name = county + "".join(below)
        return name if all(below) else f"{name}（{code}）"

    def with_code(self, code: str | None) -> str:
        """Return the name with the code in brackets, for forms that want both."""
        name = self.text(code)
        return name if not code or code in name else f"{name}（{code}）"

    def _county_of(self, code: str) -> str:
        known = county_name(code)
        if known or not self._county:
            return known
        # The office's own county may be newer than the list.
        own = {each[:6] for each in self._own}
        return self._county if code[:6] in own else ""


NO_PLACES = PlaceNames(dict)


def is_bare_code(text: str) -> bool:
    """Tell whether a printed text is a code that nobody knows a name for."""
    return _BARE.fullmatch(text) is not None
