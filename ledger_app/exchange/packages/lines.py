"""What a package holds, as canonical JSON lines: one line a record.

One state has one text: UTF-8, keys sorted, no blanks, in the order it was told. Whatever is not
exactly that is refused, so that nothing can be hidden in it (keys twice, escapes, NaN, depth).
Text goes as it is stored: other characters, even canonical ones, would be another value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import NoneType
from typing import Any, NamedTuple, NoReturn

from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.model import OWNER
from ledger_app.domain.merging.told import Answer, Gone, State, Told
from ledger_app.exchange.packages.refused import DAMAGED, FUTURE, PackageRefused
from ledger_app.exchange.packages.told_values import must_be_stored, must_name_a_record

LINES_FORMAT = 1
LARGEST = 64 << 20  # bytes
_LONGEST_LINE = 24 << 20  # bytes: a name list with all children of a county
_TOLD = ("table", "id", "student", "made_at", "changed_at", "author", "unit")
_GONE = ("table", "id", "student", "at", "author", "why")
_ANSWER = ("table", "record", "student", "field", "kept", "refused", "reason", "author", "on")
_HEAD = frozenset({"away", "format", "is", "lines", "named", "withheld"})
_NO_TEXTS = ("student", "values", "kept", "refused")


class _Keys(NamedTuple):
    """What stands in one kind of line: all its keys, and those of them that are texts."""

    all: frozenset[str]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, *keys: str) -> _Keys:
        return cls(frozenset(keys), tuple(key for key in keys if key not in _NO_TEXTS))


_RECORD_KEYS, _GONE_KEYS, _ANSWER_KEYS = (
    _Keys.of(*_TOLD, "values"), _Keys.of(*_GONE), _Keys.of(*_ANSWER)
)  # fmt: skip


def encode(state: State) -> bytes:
    """Return a state as the body of a package."""
    lines = list(_lines(state))
    return "\n".join([_head_text(state, len(lines)), *lines, ""]).encode("utf-8")


def _head_text(state: State, count: int) -> str:
    return _text(
        {
            "is": "head",
            "format": LINES_FORMAT,
            "lines": count,
            "away": sorted(state.away),
            "named": dict(state.named),
            "withheld": sorted(map(list, state.withheld)),
        }
    )


def counts_of(state: State) -> dict[str, int]:
    """Return how many living records of each table there are: it stands in the header."""
    counts: dict[str, int] = {}
    for told in state.living.values():
        counts[told.table] = counts.get(told.table, 0) + 1
    return dict(sorted(counts.items()))


def decode(body: bytes) -> State:
    """Return what a body tells; raise PackageRefused where it is not exactly a told state."""
    lines = body.split(b"\n")
    if len(body) > LARGEST or lines.pop() != b"" or not lines:
        raise PackageRefused(DAMAGED)
    head = _head(_parsed(lines[0]))
    living: dict[str, Told] = {}
    gone: dict[str, Gone] = {}
    answers: list[Answer] = []
    for line in lines[1:]:
        each = _read(_parsed(line))
        if isinstance(each, Told) and not gone and not answers:
            living[_new(each.id, living)] = each
        elif isinstance(each, Gone) and not answers:
            gone[_new(each.id, living, gone)] = each
        elif isinstance(each, Answer):
            answers.append(each)
        else:  # not in the order in which it is written
            raise PackageRefused(DAMAGED)
    withheld = frozenset((table, key) for table, key in head["withheld"])
    state = State(living, gone, withheld, tuple(answers), frozenset(head["away"]), head["named"])
    if _head_text(state, len(lines) - 1).encode("utf-8") != lines[0]:
        raise PackageRefused(DAMAGED)  # counts otherwise, or names something twice
    return state


def _lines(state: State) -> Iterator[str]:
    for told in state.living.values():
        line = {"is": "record", "values": dict(told.values)}
        yield _text(line | {key: getattr(told, key) for key in _TOLD})
    for gone in state.gone.values():
        yield _text({"is": "gone"} | {key: getattr(gone, key) for key in _GONE})
    for answer in state.answers:
        yield _text({"is": "answer"} | {key: getattr(answer, key) for key in _ANSWER})


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


# Made once: for a line each, they took as long as the lines.
_text = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
_value = json.JSONDecoder(parse_constant=_no_number).decode


def _parsed(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST_LINE:
        raise PackageRefused(DAMAGED)
    try:
        text = line.decode("utf-8")
        found = _value(text)
        if not isinstance(found, dict) or _text(found) != text:
            raise PackageRefused(DAMAGED)
    except (ValueError, RecursionError) as error:
        raise PackageRefused(DAMAGED) from error
    return found


def _head(line: dict[str, Any]) -> dict[str, Any]:
    if line.get("is") != "head" or type(line.get("format")) is not int:
        raise PackageRefused(DAMAGED)
    if line["format"] > LINES_FORMAT:
        raise PackageRefused(FUTURE)
    _must_have(line, _HEAD)
    pairs = line["withheld"]
    is_right = (
        line["format"] == LINES_FORMAT
        and type(line["lines"]) is int
        and _are_texts(line["away"])
        and isinstance(line["named"], dict)
        and _are_texts(line["named"].values())
        and isinstance(pairs, list)
        and all(isinstance(pair, list) and len(pair) == 2 and _are_texts(pair) for pair in pairs)
    )
    if not is_right:
        raise PackageRefused(DAMAGED)
    return line


def _are_texts(values: object) -> bool:
    return isinstance(values, Iterable) and all(isinstance(each, str) for each in values)


def _read(line: dict[str, Any]) -> Told | Gone | Answer:
    match line.pop("is", None):
        case "record":
            _must_be_named(line, line.get("id"), _RECORD_KEYS)
            if not isinstance(line["values"], dict):
                raise PackageRefused(DAMAGED)
            must_be_stored(line["table"], line["values"])
            if line["table"] == "student" and "name" not in line["values"]:
                raise PackageRefused(DAMAGED)  # a file without a name is kept nowhere
            return Told(**line)
        case "gone":
            _must_be_named(line, line.get("id"), _GONE_KEYS)
            return Gone(**line)
        case "answer":
            _must_be_named(line, line.get("record"), _ANSWER_KEYS)
            for value in (line["kept"], line["refused"]):
                _must_be_an_answer(line["table"], line["field"], value)
            return Answer(**line)
        case str():
            raise PackageRefused(FUTURE)
    raise PackageRefused(DAMAGED)


def _must_be_an_answer(table: str, key: str, value: object) -> None:
    """Refuse what was decided where it can be no value: of a whole record only that it stays."""
    if value is None or (not key and value is True):
        return
    if not key:
        raise PackageRefused(DAMAGED)
    if key == OWNER:
        must_name_a_record(STUDENT.key, value, value)
    else:
        must_be_stored(table, {key: value})


def _must_have(line: Mapping[str, Any], keys: frozenset[str]) -> None:
    """Refuse a line without exactly these keys: more of them are of a newer program."""
    if line.keys() != keys:
        raise PackageRefused(FUTURE if line.keys() > keys else DAMAGED)


def _must_be_named(line: Mapping[str, Any], record_id: object, keys: _Keys) -> None:
    _must_have(line, keys.all)
    student = line["student"]
    if {type(line[key]) for key in keys.texts} != {str} or type(student) not in (str, NoneType):
        raise PackageRefused(DAMAGED)
    must_name_a_record(line["table"], record_id, student)


def _new(record_id: str, *known: Mapping[str, object]) -> str:
    if any(record_id in each for each in known):
        raise PackageRefused(DAMAGED)
    return record_id
