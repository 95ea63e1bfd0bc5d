"""What the same entry would change for many children, summed: 12 人变为 休学；8 人进入…"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ledger_app.actions.edit_file import parsed
from ledger_app.actions.foreseeing.what_if import Told, foreseen_of_one_of_many, may_matter
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing.changed_file import NEW, Entry
from ledger_app.domain.foreseeing.consequences import Consequences
from ledger_app.domain.foreseeing.in_words import ARROW, BREAK, shortened
from ledger_app.store.file.ledger import Ledger

PORTION = 4  # children between two letters that somebody may type


class Many:
    """What is about to be written for each of many children, taken a portion at a time.

    Writes nothing.
    """

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        """Take stored values as they would be written, by child."""
        self._entries = entries
        self._left = list(entries)
        self.found: list[Consequences] = []

    @property
    def is_over(self) -> bool:
        """Tell whether all have been asked."""
        return not self._left

    def go_on(self, ledger: Ledger) -> None:
        """Ask the next few."""
        now, self._left = self._left[:PORTION], self._left[PORTION:]
        for student_id in now:
            entries = self._entries[student_id]
            self.found.append(foreseen_of_one_of_many(ledger, student_id, *entries))


def same_for_many(
    ledger: Ledger, student_ids: Sequence[str], table: str, given: Mapping[str, object]
) -> Many:
    """Return the same values for many children; of what changes nothing, nobody is left to ask.

    Raises LedgerError where a value cannot be kept.
    """
    is_new = table != STUDENT.key
    stored = parsed(ledger, TABLES[table], given)
    if is_new:
        stored = {key: value for key, value in stored.items() if value is not None}
    if not any(may_matter(ledger, table, key, is_new=is_new) for key in stored):
        return Many({})
    at = ledger.now()
    return Many(
        {each: (Entry(table, NEW if is_new else each, stored, at),) for each in student_ids}
    )


def what_if_many(
    ledger: Ledger, student_ids: Sequence[str], table: str, given: Mapping[str, object]
) -> list[Consequences]:
    """Return what the same entry changes for each of these children."""
    many = same_for_many(ledger, student_ids, table, given)
    while not many.is_over:
        many.go_on(ledger)
    return many.found


def summed(found: Iterable[Consequences]) -> Told:
    """Return in words what changes, and for how many; "" where nothing does."""
    counts: Counter[str] = Counter()
    corrected: dict[str, None] = {}
    for each in found:
        counts.update(list(dict.fromkeys(_of_one(each))))
        corrected.update(dict.fromkeys(each.corrected))
    # The heaviest first: status, then ledgers, then 今日; of each kind the most frequent.
    order = sorted(counts, key=lambda said: (said[0], -counts[said]))
    clauses = [f"{counts[said]} 人{said[1:]}" for said in order]
    if corrected:
        clauses.append(f"{'、'.join(corrected)}已出，这一改要更正")
    return Told(shortened(clauses), ARROW + BREAK.join(clauses) if clauses else "")


def _of_one(found: Consequences) -> Iterable[str]:
    """Yield what changes for one child, each with a digit of its weight before it."""
    if found.before.code != found.after.code:
        yield f"1变为 {found.after.name}"
    elif found.stands_otherwise:
        yield "7的现状依据或日期改变"
    if found.had_case and not found.has_case:
        yield "2的个案结束"
    for rows in found.rows:
        weight = 6 if rows.follows_status else 3
        if not (rows.before and rows.after):
            yield f"{weight}{'离开' if rows.before else '进入'}{rows.name}"
        else:
            yield f"{weight}在{rows.name}的行数改变"
    if found.house:
        yield "5的同户孩子提醒改变"
    for due in found.due:
        if not due.before:
            yield f"4新提醒 {due.label}"
        elif due.after:
            yield f"5的{due.label}改期"
        else:
            yield f"5不再提醒 {due.label}"


def tell_of_many(
    ledger: Ledger, student_ids: Sequence[str], table: str, given: Mapping[str, object]
) -> Many | None:
    """Return what is to be asked portion by portion, None of a value that cannot be kept."""
    try:
        return same_for_many(ledger, student_ids, table, given)
    except LedgerError:
        return None
