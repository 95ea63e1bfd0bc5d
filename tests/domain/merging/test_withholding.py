"""What stays at the school unless it is let go follows from the declarations."""

from __future__ import annotations

from ledger_app.catalogue import TABLES, Owner
from ledger_app.domain.merging.told import Told
from ledger_app.domain.merging.withholding import left_out, withheld, without_restricted
from ledger_app.domain.telling.restricted import UNSPOKEN_TABLES, restricted_categories

HIDDEN = min(restricted_categories())


def test_each_sensitive_field_and_each_table_that_tells_by_itself_stays():
    wanted = {
        (table.key, field.key)
        for table in TABLES.values()
        for field in table.fields
        if field.sensitive and table.owner is not Owner.HERE and table.key not in UNSPOKEN_TABLES
    }
    wanted.remove(("student", "safety_note"))  # whoever calls the family must have read it
    assert wanted | {("harm", "*"), ("concern", "restricted")} == withheld()
    assert ("student", "psychological") in withheld()
    assert len({each.label for each in left_out()}) == len(left_out())


def test_what_is_let_go_is_not_withheld():
    assert ("student", "psychological") not in withheld({("student", "psychological")})
    assert withheld({("student", "name")}) == withheld()


def concern(categories: str) -> Told:
    values = {"since_on": "2026-10-01", "risk_categories": categories, "situation": "说不得"}
    return Told("concern", "g1", "c1", values)


def test_of_a_restricted_concern_only_goes_what_else_it_is_about():
    open_one = next(c for c in ("1", "2", "3", "4") if c not in restricted_categories())
    both = without_restricted(concern(f"{open_one},{HIDDEN}")).values
    assert both == {"since_on": "2026-10-01", "risk_categories": open_one}
    assert without_restricted(concern(HIDDEN)).values == {"since_on": "2026-10-01"}


def test_every_other_record_goes_as_it_is():
    told = concern("1")
    if "1" not in restricted_categories():
        assert without_restricted(told) is told
    contact = Told("contact", "k1", "c1", {"risk_categories": HIDDEN})
    assert without_restricted(contact) is contact
