"""Rare characters in a file that was printed into: Qt names none beyond U+FFFF, so 𬱖 is not found.

They were drawn under codes of private use; here those are replaced by what they stand for, in a
later version of the file's own tables (ISO 32000-1, 7.5.6, incremental updates).
"""

from __future__ import annotations

import re

_TABLE = re.compile(
    rb"\n(\d+) 0 obj\s*<<[^>]*>>\s*stream\r?\n(/CIDInit .*?)\s*endstream", re.DOTALL
)
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)


def with_rare_characters(content: bytes, stand_ins: dict[int, int]) -> bytes:
    """Return a PDF of Qt's with the names of its rare characters.

    A file that looks otherwise than expected is left as it is: on paper nothing is wrong with it.
    """
    trailer = _TRAILER.search(content)
    tables = _named(content, stand_ins)
    if trailer is None or not tables:
        return content
    return content + _update(len(content), trailer, tables)


def _named(content: bytes, stand_ins: dict[int, int]) -> dict[int, bytes]:
    """Return, by object number, the tables of characters that have to be written anew."""
    found = {}
    for match in _TABLE.finditer(content):
        named = _CODE.sub(lambda code: _meant(code, stand_ins), match[2])
        if named != match[2]:
            found[int(match[1])] = named
    return found


def _meant(code: re.Match[bytes], stand_ins: dict[int, int]) -> bytes:
    rare = stand_ins.get(int(code[1], 16))
    return code[0] if rare is None else b"<" + chr(rare).encode("utf-16-be").hex().encode() + b">"


def _update(start: int, trailer: re.Match[bytes], tables: dict[int, bytes]) -> bytes:
    written, places = b"\n", {}
    for number, table in tables.items():
        places[number] = start + len(written)
        head = b"%d 0 obj\n<< /Length %d >>\nstream\n" % (number, len(table))
        written += head + table + b"\nendstream\nendobj\n"
    entries = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(places.items()))
    again = start + len(written)
    end = b"/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[2], again)
    return written + b"xref\n" + entries + b"trailer\n<<" + trailer[1] + end
