"""The children of a class as they are ticked: there, missing and why, or not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ledger_app.actions.attendance.class_list import Pupil
from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import AbsenceReason
from ledger_app.gui.kit import theme

Index = QModelIndex | QPersistentModelIndex
THERE, MISSING, NOT_COUNTED = "✓", "✗", "－"


@dataclass
class Tick:
    """One child and what was ticked of it."""

    pupil: Pupil
    is_there: bool
    why: Absent

    @property
    def mark(self) -> str:
        """Return ✓ there, ✗ missing, － not expected and not there."""
        if self.is_there:
            return THERE
        return MISSING if self.pupil.is_expected else NOT_COUNTED

    @property
    def told(self) -> str:
        """Return what stands beside the name: the reason, or why the child is not expected."""
        if self.mark == NOT_COUNTED:
            return self.pupil.away
        if self.mark == THERE:
            return ""
        parts = (reason_name(self.why.reason), self.why.to_on and f"到 {self.why.to_on[5:]}")
        return " ".join(part for part in (*parts, self.why.note) if part)


def reason_name(code: str) -> str:
    """Return 病假 for "1"."""
    return code_list(AbsenceReason.CODES).name_of(code)


class PupilModel(QAbstractListModel):
    """The ticks of one class, in the order of the list; `only_missing` leaves out who is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks: list[Tick] = []
        self._shown: list[int] = []
        self._only_missing = False
        self.is_changed = False

    def set_pupils(self, pupils: Sequence[Pupil]) -> None:
        """Show a class as it begins: as it was registered, else everybody expected is there."""
        self.beginResetModel()
        self._ticks = [Tick(each, each.is_there, _why(each)) for each in pupils]
        self._only_missing, self.is_changed = False, False
        self._show()
        self.endResetModel()

    def set_only_missing(self, only: bool) -> None:
        """Show only who is not there, or everybody."""
        self.beginResetModel()
        self._only_missing = only
        self._show()
        self.endResetModel()

    def _show(self) -> None:
        self._shown = [
            at for at, tick in enumerate(self._ticks) if not (self._only_missing and tick.is_there)
        ]

    def pupil_count(self) -> int:
        """Return how many are on the list, also those that are not shown."""
        return len(self._ticks)

    def ticks(self) -> list[Tick]:
        """Return all of the class, also those that are not shown."""
        return list(self._ticks)

    def tick(self, index: Index) -> Tick | None:
        """Return the child of a row, None for no row."""
        return self._ticks[self._shown[index.row()]] if index.isValid() else None

    def toggle(self, index: Index) -> None:
        """Turn there into missing, missing into there."""
        tick = self.tick(index)
        if tick is not None:
            tick.is_there = not tick.is_there
            self._tell(index)

    def set_why(self, index: Index, why: Absent) -> None:
        """Note why the child of a row is missing; it is not there then."""
        tick = self.tick(index)
        if tick is not None and tick.pupil.is_expected and (tick.is_there or tick.why != why):
            tick.is_there, tick.why = False, why
            self._tell(index)

    def all_there(self) -> None:
        """Tick everybody who is expected."""
        for tick in self._ticks:
            tick.is_there = tick.is_there or tick.pupil.is_expected
        self.is_changed = True
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def _tell(self, index: Index) -> None:
        self.is_changed = True
        row = self.index(index.row())
        self.dataChanged.emit(row, row)

    def row_with(self, initials: str, after: int) -> int:
        """Return the next row whose pinyin initials begin so, from `after` on; -1 if none."""
        count = len(self._shown)
        for step in range(count):
            row = (after + step) % count
            if self._ticks[self._shown[row]].pupil.initials.startswith(initials):
                return row
        return -1

    def absent(self) -> dict[str, Absent]:
        """Return who is missing and why."""
        return {tick.pupil.id: tick.why for tick in self._ticks if tick.mark == MISSING}

    def arrived(self) -> list[str]:
        """Return who is there though nobody expected it."""
        return [t.pupil.id for t in self._ticks if t.is_there and not t.pupil.is_expected]

    def counts(self) -> tuple[int, int, int]:
        """Return how many count, how many of them are there, and how many do not count."""
        marks = [tick.mark for tick in self._ticks]
        there, missing = marks.count(THERE), marks.count(MISSING)
        return there + missing, there, marks.count(NOT_COUNTED)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many children are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the line of a child: number, mark, name, and what is told of it."""
        tick = self.tick(index)
        if tick is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            number = self._shown[index.row()] + 1
            return f"{number:>2} {tick.mark} {tick.pupil.name}  {tick.told}".rstrip()
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(tick)
        if role == Qt.ItemDataRole.ForegroundRole and tick.mark != THERE:
            return theme.colour("danger" if tick.mark == MISSING else "dim")
        return None


def _why(pupil: Pupil) -> Absent:
    row = pupil.missing.row if pupil.missing else {}
    return Absent(row.get("reason_given") or AbsenceReason.UNKNOWN, note=row.get("remark") or "")


def _spoken(tick: Tick) -> str:
    said = {THERE: "到", MISSING: "没到", NOT_COUNTED: "不算应到"}[tick.mark]
    return "，".join(part for part in (tick.pupil.name, said, tick.told) if part)
