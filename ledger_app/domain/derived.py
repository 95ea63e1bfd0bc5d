"""What an identity number tells about a child, offered for fields that are still empty."""

from __future__ import annotations

from datetime import date

from ledger_app.domain.dates import expected_grade
from ledger_app.domain.identity import birth_of, is_valid_id, sex_of


def derived_values(id_no: str, on: date) -> dict[str, str]:
    """Return birth_date, sex and the grade expected on the day `on`; {} for a wrong number.

    A number whose check fails tells nothing: it may be the birth date that was mistyped. The grade
    is left out before school age and after grade 9.
    """
    birth, sex = birth_of(id_no), sex_of(id_no)
    if not is_valid_id(id_no) or birth is None or sex is None or birth > on:
        return {}
    values = {"birth_date": birth.isoformat(), "sex": sex}
    grade = expected_grade(birth, on)
    if 1 <= grade <= 9:
        values["grade"] = str(grade)
    return values
