"""The files of a unit that packages changed, with what was said of them in this sitting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ledger_app.actions.handoff.incoming import ChangeLine
from ledger_app.actions.handoff.verdicts import ChangedFile
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.gui.kit.plain_table import Line

# Sign, word and colour of what was said.
MARKS = {
    "": ("○", "待审", ""),
    VerdictCode.ACCEPTED: ("✓", "通过", "good"),
    VerdictCode.RETURNED: ("✕", "退回", "danger"),
}
KINDS = {"new": "新档案", "changed": "", "gone": "已删除的档案"}
EMPTY = "（空）"


@dataclass(frozen=True)
class Said:
    """A verdict that was given here, with its reason."""

    verdict: str
    reason: str = ""


@dataclass
class JudgedFiles:
    """Those that wait, and those that were judged in this sitting: they stay in their place."""

    files: list[ChangedFile] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin a new sitting."""
        self.files, self.said = [], {}

    def read_again(self, waiting: Sequence[ChangedFile]) -> None:
        """Take over what waits now: a verdict that was taken back makes a file wait again."""
        there = {each.student: each for each in waiting}
        self.said = {key: said for key, said in self.said.items() if key not in there}
        kept = [
            there.pop(each.student, each)
            for each in self.files
            if each.student in there or each.student in self.said
        ]
        # In the order in which they were read; what came meanwhile stands behind.
        self.files = [*kept, *(each for each in waiting if each.student in there)]

    def say(self, students: Iterable[str], verdict: str, reason: str = "") -> None:
        """Note what was given."""
        self.said |= {student: Said(verdict, reason) for student in students}

    def waiting(self) -> list[str]:
        """Return the children of whom nothing was said."""
        return [each.student for each in self.files if each.student not in self.said]

    def lines(self) -> list[Line]:
        """Return the rows of the table."""
        return [self._line(each) for each in self.files]

    def _line(self, changed: ChangedFile) -> Line:
        said = self.said.get(changed.student, Said(""))
        sign, word, token = MARKS[said.verdict]
        again = "又" if changed.before and not said.verdict else ""
        texts = (
            f"{sign} {again}{word}", changed.name, changed.place,
            said.reason or KINDS[changed.kind] or change_words(changed.lines),
        )  # fmt: skip
        return Line(changed.student, texts, token or ("warn" if changed.before else ""))


def change_words(lines: Sequence[ChangeLine]) -> str:
    """Return all changes of a child in one line: 电话 138… → 139…；状态 劝返中 → 已复学."""
    return "；".join(map(_one, lines))


def _one(line: ChangeLine) -> str:
    if not line.old and not line.new:
        return line.label
    return f"{line.label} {line.old or EMPTY} → {line.new or EMPTY}"
