"""A sheet of an .xlsx gone through element by element, for what cannot be found by searching."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple
from xml.etree import ElementTree

from ledger_app.exchange.reading.marks.sheet_marks import Look, Marks
from ledger_app.exchange.reading.marks.xlsx_styles import PLAIN_LOOK, Styles, local, strikes
from ledger_app.exchange.reading.workbook import FAULTS, NO_RESULT

_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_ON = frozenset({"1", "true"})


class Strings(NamedTuple):
    """Shared texts that are struck out: as a whole, or in part with what is left of them."""

    whole: frozenset[int] = frozenset()
    partly: Mapping[int, str] = {}


def struck_strings(xml: bytes) -> Strings:
    """Return the shared texts that their own runs strike out."""
    whole, partly, at = set[int](), dict[int, str](), 0
    for _, node in ElementTree.iterparse(io.BytesIO(xml)):
        if local(node.tag) != "si":
            continue
        look = _of_runs(node)
        if look.struck:
            whole.add(at)
        elif look.text is not None:
            partly[at] = look.text
        at += 1
        node.clear()
    return Strings(frozenset(whole), partly)


def _of_runs(node: ElementTree.Element) -> Look:
    """Tell what is struck out of a rich text: all of it, or a part, which then is left out."""
    runs = [(_is_struck(run), "".join(_texts(run))) for run in node if local(run.tag) == "r"]
    filled = [struck for struck, text in runs if text.strip()]
    if not any(filled):
        return PLAIN_LOOK
    if all(filled):
        return Look(struck=True)
    return Look(text="".join(text for struck, text in runs if not struck))


def _is_struck(run: ElementTree.Element) -> bool:
    return any(local(part.tag) == "rPr" and strikes(part) for part in run)


def _texts(run: ElementTree.Element) -> Iterator[str]:
    return (part.text or "" for part in run if local(part.tag) == "t")


def walk(
    stream: IO[bytes], marks: Marks, styles: Styles, strings: Strings
) -> Iterator[tuple[int, int, Look]]:
    """Note hidden rows and columns of a sheet, and return its cells of which there is a word."""
    row, holder = -1, None
    for event, node in ElementTree.iterparse(stream, events=("start", "end")):
        name = local(node.tag)
        if event == "start":
            holder = node if name == "sheetData" else holder
        elif name == "row":
            row = _number(node.get("r"), row + 2) - 1
            if node.get("hidden") in _ON or _is_zero(node.get("ht")):
                marks.hidden_rows.add(row)
            yield from _cells(node, row, styles, strings)
            if holder is not None:
                holder.clear()
        elif name == "col" and (node.get("hidden") in _ON or _is_zero(node.get("width"))):
            ends = _number(node.get("min"), 1), _number(node.get("max"), 0)
            marks.hidden_columns.append((ends[0] - 1, ends[1] - 1))
        elif (
            name == "filterColumn"
            or (name == "sheetPr" and node.get("filterMode") in _ON)
            or (name == "tablePart" and styles.filtered_tables)
        ):
            marks.filtered = True


def _cells(
    line: ElementTree.Element, row: int, styles: Styles, strings: Strings
) -> Iterator[tuple[int, int, Look]]:
    column = -1
    for node in line:
        if local(node.tag) != "c":
            continue
        found = _REFERENCE.fullmatch(node.get("r") or "")
        column = column_number(found[1]) if found else column + 1
        look = _look(node, styles, strings)
        if look != PLAIN_LOOK:
            yield int(found[2]) - 1 if found else row, column, look


def _look(node: ElementTree.Element, styles: Styles, strings: Strings) -> Look:
    look = styles.looks.get(_number(node.get("s"), 0), PLAIN_LOOK)
    kind, parts = node.get("t"), {local(part.tag): part for part in node}
    value = ((parts["v"].text or "") if "v" in parts else "").strip()
    if kind == "e":
        return look._replace(text=fault(value))
    if "f" in parts and kind != "str" and value in styles.no_result:
        return look._replace(text=NO_RESULT)
    if kind == "inlineStr" and "is" in parts:
        own = _of_runs(parts["is"])
        return look._replace(struck=look.struck or own.struck, text=own.text)
    if kind == "s":
        at = _number(value, -1)
        return look._replace(struck=look.struck or at in strings.whole, text=strings.partly.get(at))
    return look


def column_number(letters: str) -> int:
    """Return a column counted from 0: A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def fault(text: str) -> str:
    """Return a fault as the rest of the program knows it."""
    return text if text in FAULTS else "#N/A"


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise


def _is_zero(text: str | None) -> bool:
    return bool(text) and not (text or "").strip("0.")
