"""Put fields under a heading of the form, with who fills them in and from what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ledger_app.catalogue.model import Field


@dataclass(frozen=True)
class Section:
    """A heading of the form. What its fields say themselves goes before what it says of them."""

    name: str
    filled_by: str = ""  # whose work it is: 班主任
    source: str = ""  # which paper or system the value is taken from


def in_section(section: Section | str, *fields: Field) -> tuple[Field, ...]:
    """Return the fields with their section set, in the same order."""
    of = section if isinstance(section, Section) else Section(section)
    return tuple(
        replace(
            field,
            section=of.name,
            filled_by=field.filled_by or of.filled_by,
            source=field.source or of.source,
        )
        for field in fields
    )
