"""并入学校档案: files that a township began itself go into those that the schools handed over.

Nothing of either is lost: records go along, gaps are filled (and go down as corrections), what both
have otherwise stays as the school has it and is kept in words. Each can be taken apart again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.actions.merging import merge_files
from ledger_app.actions.progress import Progress
from ledger_app.domain.names import name_key
from ledger_app.domain.telling.called import called
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import own_files
from ledger_app.store.lists import student_lookup
from ledger_app.store.lists.records import records_of
from ledger_app.store.safety import backup


@dataclass(frozen=True)
class Adoptable:
    """A file begun here and the school's file of the same child: same number, same name."""

    own: str
    told: str
    called: str  # name, class, last four of the number


def adoptable(ledger: Ledger) -> list[Adoptable]:
    """Return the files begun here that can go into a school's, by name."""
    with ledger.lock:
        found = [
            Adoptable(each.own, each.told, called(student_lookup.student(ledger, each.told) or {}))
            for each in own_files.of_told_children(ledger)
        ]
    return sorted(found, key=lambda each: each.called)


def adopt(ledger: Ledger, chosen: Sequence[Adoptable], progress: Progress | None = None) -> int:
    """Let the schools' files stand for these children, each as a revision of its own.

    Returns how many; when cancelled, those before are whole. A backup is made first.
    """
    if not chosen:
        return 0
    backup.make(ledger, "merge")
    done = 0
    for each in chosen:
        if progress is not None:
            if progress.cancelled:
                break
            progress.move(done, len(chosen), f"并入学校档案：{each.called}")
        merge_files.merge(ledger, each.told, each.own, leave=_twice(ledger, each))
        done += 1
    return done


def _twice(ledger: Ledger, each: Adoptable) -> dict[str, str]:
    """Return the family members of the file that goes whom the other has under the same name, each
    with the one there."""
    there = {_person(row): row["id"] for row in records_of(ledger, "family_member", each.told)}
    own = records_of(ledger, "family_member", each.own)
    return {row["id"]: there[_person(row)] for row in own if _person(row) in there}


def _person(row: Row) -> str:
    return name_key(row["name"] or "")
