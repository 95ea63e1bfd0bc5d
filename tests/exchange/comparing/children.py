"""Children on lists, made by hand."""

from __future__ import annotations

from ledger_app.domain.identity import birth_of, is_valid_id, sex_of
from ledger_app.exchange.comparing.listed_child import ListedChild


def listed(name, number="", *, row=2, family=(), digits="", household=False, **values):
    """Return a child of a list; a sound number says sex and birth date, as when it is read."""
    said = {"name": name, **values}
    if number:
        said["id_no"] = number
        if is_valid_id(number):
            said.setdefault("birth_date", birth_of(number).isoformat())
            said.setdefault("sex", sex_of(number))
    return ListedChild("名单", row, None, said, family, number, digits, household)
