"""Put fields under a heading of the form."""

from __future__ import annotations

from dataclasses import replace

from ledger_app.catalogue.model import Field


def in_section(section: str, *fields: Field) -> tuple[Field, ...]:
    """Return the fields with their section set, in the same order."""
    return tuple(replace(field, section=section) for field in fields)
