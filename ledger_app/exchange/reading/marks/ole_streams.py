"""The stream of a workbook inside an OLE compound file, which is what an .xls is."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_NAMES = ("Workbook", "WORKBOOK", "Book", "BOOK")
_SMALL = 4096  # bytes: shorter streams lie in the mini stream


def workbook_stream(content: bytes) -> bytes:
    """Return the stream that holds the sheets; raise ValueError or struct.error without one."""
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)
    first_directory, _, _, first_mini, _, first_more, more = struct.unpack_from("<7I", content, 48)
    file = _File(content, size, _table(content, size, first_more, more))
    directory = file.chain(first_directory)
    entries = {name: rest for name, *rest in _entries(directory)}
    for name in _NAMES:
        if name in entries:
            start, length = entries[name]
            if length >= _SMALL:
                return file.chain(start)[:length]
            root = entries["Root Entry"]
            minis = _numbers(file.chain(first_mini))
            return _File(file.chain(root[0]), 64, minis, 0).chain(start)[:length]
    raise ValueError("no stream of a workbook")


class _File:
    """Sectors of one size, and a table that says which comes behind which."""

    def __init__(self, content: bytes, size: int, table: list[int], header: int = 1) -> None:
        self._content = content
        self._size = size
        self._table = table
        self._header = header

    def chain(self, start: int) -> bytes:
        """Return what lies in the sectors from this one on."""
        parts: list[bytes] = []
        at = start
        while at < _END:
            if len(parts) > len(self._table):
                raise ValueError("a chain of sectors without end")
            place = (at + self._header) * self._size
            parts.append(self._content[place : place + self._size])
            at = self._table[at]
        return b"".join(parts)


def _table(content: bytes, size: int, more: int, count: int) -> list[int]:
    """Return the number of the next sector, by sector."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    for _ in range(min(count, len(content) // size)):
        *numbers, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        sectors += numbers
    table: list[int] = []
    for sector in sectors:
        if sector < _END:
            table += _numbers(content[(sector + 1) * size : (sector + 2) * size])
    return table


def _numbers(part: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4]))


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    """Return name, first sector and length of each stream."""
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<2I", directory, at + 116)
        yield name, start, size
