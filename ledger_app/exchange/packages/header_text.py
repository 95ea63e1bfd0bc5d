"""A header as canonical JSON and back: what is read was written by somebody else.

One header has one text; whatever is not exactly that is none, so that nothing hides in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ledger_app.exchange.packages.header import Header, Known, PackageKind

LARGEST = 4 << 20  # bytes: of a county's schools with their telephones a hundredth
_TEXTS = (
    "unit_kind", "unit_name", "unit_code", "ledger_id", "incarnation", "recipient",
    "cut_off_on", "made_at", "made_by", "program",
)  # fmt: skip
_LONGEST = 500  # characters
_HIGHEST = 1 << 53


class NotAHeader(ValueError):
    """What stands at the head of a package is none."""


def write(header: Header) -> bytes:
    """Return the header as it is signed."""
    return _text_of(asdict(header)).encode("utf-8")


def read(content: bytes) -> Header:
    """Return a header that was written; unknown keys are left out. Raises NotAHeader."""
    try:
        return _header(_found(content))
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotAHeader from None


def format_of(content: bytes) -> int:
    """Return the format a header names, 0 if it names none: of a newer one only that is sure."""
    try:
        return _count(_found(content)["format"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return 0


def _found(content: bytes) -> Any:  # noqa: ANN401
    text = content.decode("utf-8")
    found = json.loads(text)
    if _text_of(found) != text:  # keys twice, other escapes, NaN
        raise ValueError
    return found


def _text_of(found: object) -> str:
    return json.dumps(
        found, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _header(found: Mapping[str, Any]) -> Header:
    texts = {key: _text(found[key]) for key in _TEXTS}
    based_on, heard = found.get("based_on"), found.get("heard")
    return Header(
        kind=PackageKind(found["kind"]),
        sequence=_count(found["sequence"]),
        knows=tuple(_known(each) for each in _list(found["knows"])),
        based_on=None if based_on is None else _known(based_on),
        heard=None if heard is None else _known(heard),
        withheld=tuple(_pair(each) for each in _list(found["withheld"])),
        counts={_text(key): _count(value) for key, value in _dict(found["counts"]).items()},
        shown=_dict(found["shown"]),
        format=_count(found["format"]),
        **texts,
    )


def _known(found: Mapping[str, Any]) -> Known:
    return Known(_text(found["incarnation"]), _count(found["sequence"]), _text(found["digest"]))


def _pair(found: object) -> tuple[str, str]:
    table, key = _list(found)
    return _text(table), _text(key)


def _text(found: object) -> str:
    if not isinstance(found, str) or len(found) > _LONGEST:
        raise TypeError
    return found


def _count(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < _HIGHEST:
        raise TypeError
    return found


def _list(found: object) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError
    return found


def _dict(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise TypeError
    return found
