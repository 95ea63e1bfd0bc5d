"""How complete the files of children are, part by part, for a class or a school on paper."""

from __future__ import annotations

from ledger_app.domain.checking.completeness import PARTS, Part, label_of, parts_of
from ledger_app.domain.day import Day
from ledger_app.domain.telling.column_texts import Composer, Entry
from ledger_app.domain.telling.record_kinds.kind import Candidates, RecordKind


class _Parts:
    """The parts of the file asked for last: a row asks for each of its columns."""

    def __init__(self) -> None:
        self._of: tuple[object, Day] | None = None
        self._parts: dict[str, Part] = {}

    def of(self, entry: Entry, on: Day) -> dict[str, Part]:
        """Return {key: part}."""
        if self._of is None or self._of[0] is not entry.file or self._of[1] is not on:
            self._parts = {each.key: each for each in parts_of(entry.file, on)}
            self._of = (entry.file, on)
        return self._parts


_LAST = _Parts()


def _part(key: str) -> Composer:
    return lambda entry, on: _LAST.of(entry, on)[key].said


def _all(entry: Entry, on: Day) -> str:
    parts = _LAST.of(entry, on).values()
    return f"{sum(each.filled for each in parts)}/{sum(each.needed for each in parts)}"


COMPLETENESS = RecordKind(
    key="completeness",
    candidates=Candidates(),
    entries=lambda file, on: [None],
    columns={"完整度合计": _all, **{f"完整度{label_of(key)}": _part(key) for key in PARTS}},
)
