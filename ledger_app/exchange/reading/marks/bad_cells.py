"""Cells of an .xlsx that are wrong in themselves, put right so that the others can be read.

The library that reads values gives up the whole sheet for one of them: a text that is not among the
shared ones, a kind of cell that there is not, a place that is none. Each becomes an error cell.
"""

from __future__ import annotations

import io
import re
import zipfile

_CELL = re.compile(rb"<((?:\w+:)?)c((?:\s[^>]*?)?)(/>|>(.*?)</\1c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\s([rst])=["']([^"']*)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)</")
_PLACE = re.compile(rb"[A-Z]{1,3}[1-9][0-9]{0,6}")
_STRING = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")
_KINDS = frozenset({b"b", b"d", b"e", b"inlineStr", b"n", b"s", b"str"})
_NO_KIND = b"n"


def without_bad_cells(content: bytes) -> bytes:
    """Return the workbook with error cells instead of the cells that nobody can read."""
    mended = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(mended, "w") as new:
        strings = _count_of_strings(old)
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                if not part.rstrip().endswith(b"worksheet>"):
                    raise ValueError("a sheet that breaks off: no single cell is bad")
                part = _CELL.sub(lambda found: _mended(found, strings), part)
            new.writestr(entry.filename, part)
    return mended.getvalue()


def _count_of_strings(archive: zipfile.ZipFile) -> int:
    name = "xl/sharedStrings.xml"
    return len(_STRING.findall(archive.read(name))) if name in archive.namelist() else 0


def _mended(cell: re.Match[bytes], strings: int) -> bytes:
    prefix, attributes, _, inside = cell.groups()
    said = dict(_ATTRIBUTE.findall(attributes))
    value = _VALUE.search(inside or b"")
    place = _PLACE.fullmatch(said.get(b"r", b"A1"))
    if place and _is_sound(said.get(b"t", _NO_KIND), value[1].strip() if value else b"", strings):
        return cell[0]
    at = b' r="%s"' % said[b"r"] if place and b"r" in said else b""
    return b'<%sc%s t="e"><%sv>#REF!</%sv></%sc>' % (prefix, at, *[prefix] * 3)


def _is_sound(kind: bytes, value: bytes, strings: int) -> bool:
    if kind == b"s" and value:
        return value.isdigit() and len(value) < 9 and int(value) < strings
    if kind == b"b":
        return value in (b"0", b"1", b"true", b"false", b"TRUE", b"FALSE", b"")
    return kind in _KINDS
