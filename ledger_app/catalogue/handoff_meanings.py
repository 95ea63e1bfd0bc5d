"""Codes of what two units settle between them, by name: see meanings.py."""

from __future__ import annotations


class VerdictCode:
    """What the unit above says of a file that a package changed."""

    CODES = "verdict"
    ACCEPTED, RETURNED = "accepted", "returned"


class QuestionAnswer:
    """What the unit below says to a question."""

    CODES = "question_answer"
    ACCEPTED, ANSWERED, REFUSED = "accepted", "answered", "refused"


class UnitKind:
    """Whose ledger it is: packages go up from a school, and answers come down."""

    CODES = "unit_kind"
    SCHOOL, TOWNSHIP, COUNTY = "school", "township", "county"
