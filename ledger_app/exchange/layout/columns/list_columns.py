"""One column of a list: its heading, what it is taken for and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ledger_app.exchange.layout.heading_words import UNKNOWN, Meaning, Use

IDENTITY = frozenset({"name", "id_no", "register_no"})


class Sureness(StrEnum):
    """How sure it is what a column means."""

    CERTAIN = "certain"  # a label or alias under a group that is understood, or an ID column
    ASKED = "asked"  # it could be several things or several people's: nothing of it is stored
    UNKNOWN = "unknown"  # nothing is called so
    SAID = "said"  # a person assigned it


@dataclass(frozen=True)
class ListColumn:
    """One column of a list: where, its heading as one text, what it is used for.

    Of a column that is ASKED or UNKNOWN the meaning is UNKNOWN: nothing is stored until somebody
    assigns it. `doubt` says why it is asked, `choices` what it could be, each as a heading that
    means it by itself (联系电话, 父亲联系电话, 监护人联系电话).
    """

    index: int
    heading: str
    meaning: Meaning
    grouped: bool = False  # the rows above the last one changed what it means
    sure: Sureness = Sureness.CERTAIN
    doubt: str = ""
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the key of the student's field it is, "" if it is none."""
        field = self.meaning.field
        return field.key if self.meaning.use is Use.STUDENT and field else ""

    @property
    def identity(self) -> str:
        """Return the key if the column tells which child a row is about."""
        return self.key if self.key in IDENTITY else ""

    @property
    def caption(self) -> str:
        """Return the last row of the heading."""
        return self.heading.rpartition("·")[2]

    def asked(self, doubt: str, *choices: str) -> ListColumn:
        """Return the column with nothing stored until somebody says what it is."""
        sure = Sureness.ASKED if choices else Sureness.UNKNOWN
        return replace(self, meaning=UNKNOWN, sure=sure, doubt=doubt, choices=choices)
