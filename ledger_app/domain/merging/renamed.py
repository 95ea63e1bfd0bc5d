"""A school got another code: what was told with the old one is read with the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ledger_app.domain.merging.told import Answer, Gone, State, Told

_CODES = ("from_code", "to_code")  # of a passage
_SCHOOL = "school"  # a record whose own code it is


def renamed(state: State, codes: Mapping[str, str]) -> State:
    """Return a state with other codes of schools in the place of old ones: {old: new}."""
    if not codes:
        return state
    return replace(
        state,
        living={each.id: each for each in (_told(told, codes) for told in state.living.values())},
        gone={each.id: each for each in (_gone(gone, codes) for gone in state.gone.values())},
        answers=tuple(_answer(each, codes) for each in state.answers),
        named={_name(name, codes): called for name, called in state.named.items()},
    )


def _told(told: Told, codes: Mapping[str, str]) -> Told:
    values = {key: _value(told.table, key, value, codes) for key, value in told.values.items()}
    unit = codes.get(told.unit, told.unit)
    return replace(told, id=_name(told.id, codes), values=values, unit=unit)


def _gone(gone: Gone, codes: Mapping[str, str]) -> Gone:
    return replace(gone, id=_name(gone.id, codes))


def _answer(answer: Answer, codes: Mapping[str, str]) -> Answer:
    kept, refused = (
        _value(answer.table, answer.field, each, codes) for each in (answer.kept, answer.refused)
    )
    return replace(answer, record=_name(answer.record, codes), kept=kept, refused=refused)


def _value(table: str, key: str, value: Any, codes: Mapping[str, str]) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    if key in _CODES or (table == _SCHOOL and key == "code"):
        return codes.get(value, value)
    if "school:" not in value:
        return value
    lines = (line.split("\t", 1) for line in value.split("\n"))
    return "\n".join("\t".join([_name(first, codes), *rest]) for first, *rest in lines)


def _name(name: str, codes: Mapping[str, str]) -> str:
    kind, colon, rest = name.partition(":")
    if kind not in ("school", "class") or not colon:
        return name
    code, *more = rest.split(":", 1)
    return ":".join([kind, codes.get(code, code), *more])
