"""A child's file as one paper may show it: the one place that decides what of it may be printed."""

from __future__ import annotations

from ledger_app.domain.day import Day
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masked_file import masked
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.restricted import (
    for_a_ledger,
    is_restricted_child,
    without_labels,
    without_telling_texts,
)


def for_paper(
    file: StudentFile, on: Day, purpose: Purpose, *, signed_by_family: bool
) -> StudentFile:
    """Return the file without what a paper of this purpose must not show.

    本人档案 takes it as it is: it stays in the office, nobody of the family signs it.
    """
    if purpose is Purpose.OWN_FILE:
        return file
    if is_restricted_child(file, on):
        file = for_a_ledger(file)
    file = without_telling_texts(file)
    if signed_by_family:
        file = without_labels(file)
    # Last: what is masked may not be recognised any more.
    return masked(file, purpose) if purpose in (Purpose.INTERNAL, Purpose.VISIT) else file
