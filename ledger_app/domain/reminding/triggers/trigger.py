"""A kind of event that makes something due: what a reminder rule names as its trigger.

A trigger takes a child as seen today and a rule, and yields what is due; it leaves out what a
record has already answered. Which answers count is written at each trigger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger_app.domain.reads import Reads
from ledger_app.domain.reminding.child_today import ChildToday, Due
from ledger_app.domain.reminding.rule import Rule
from ledger_app.domain.student_file import StudentFile

Find = Callable[[ChildToday, Rule], Iterator[Due]]


@dataclass(frozen=True)
class Trigger:
    """A kind of event: which files it may concern (a quick test), and what is due in them.

    `reads` is everything that the two look at: nothing else is read when a whole township is
    asked. `record` is the table of the records that a rule's `check` answers. `of_anybody`: it may
    concern whoever is not known to be at school, or of whom two things are said; of the others
    nobody asks it (see student_index.by_need). `in_sight`: about a child out of school or unknown,
    who is never without a line: it is shown from the first day, however far its day lies.
    `of_copies`: it is also due of the reading copy of a file that is kept elsewhere by now.
    """

    concerns: Callable[[StudentFile], bool]
    find: Find
    reads: Reads
    record: str = ""
    of_anybody: bool = False
    in_sight: bool = False
    of_copies: bool = False
