"""What was typed to find a child, as the beginning of its file: a name, a number, a telephone."""

from __future__ import annotations

from ledger_app.domain.identity import normalise_id
from ledger_app.domain.names import name_problem, normalise_name
from ledger_app.domain.phones import MOBILE

_ID_LENGTHS = (15, 18)
_LONGEST_NAME = 20  # characters; what is longer was a question


def sought_values(text: str) -> dict[str, str]:
    """Return what was typed to find a child, in the field it is of: name, number or telephone."""
    words = text.split()
    joined = normalise_id("".join(words))
    if MOBILE.fullmatch(joined):
        return {"guardian_phone": joined}
    if len(joined) in _ID_LENGTHS and joined[:-1].isascii() and joined[:-1].isdigit():
        return {"id_no": joined}
    name = normalise_name(text.strip())
    is_name = len(words) == 1 and 2 <= len(name) <= _LONGEST_NAME and not name.isascii()
    return {"name": name} if is_name and not name_problem(name) else {}
