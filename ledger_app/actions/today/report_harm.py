"""Note harm or danger that was seen, with the time, and who was told of it: 未成年人保护法 §11."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_app.actions import edit_file
from ledger_app.actions.edit_file import Saved
from ledger_app.catalogue.tables.harm import AUTHORITIES
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file.ledger import Ledger


def report_harm(
    ledger: Ledger,
    student_id: str,
    found: Mapping[str, object],
    told: Mapping[str, str],
) -> Saved:
    """Keep what was seen as it is typed; stamp day and time where it is not said.

    `told` gives by authority (police, civil, education, labour) who took the report there; each
    gets the stamp of this moment. Raises LedgerError if the kind is missing or a day cannot be.
    """
    if not found.get("kind"):
        raise LedgerError("还没选伤害或危险的种类。", "看不准的选“其他危险情形”。")
    unknown = told.keys() - AUTHORITIES.keys()
    if unknown:
        raise LedgerError(f"不认识的部门“{'、'.join(sorted(unknown))}”。")
    day, time_of_day = ledger.now()[:10], ledger.now()[11:16]
    stamped: dict[str, object] = {"found_on": f"{day} {time_of_day}", "found_by": ledger.author}
    stamped.update({key: value for key, value in found.items() if value})
    for authority, taken_by in told.items():
        stamped[f"{authority}_on"] = f"{day} {time_of_day}"
        stamped[f"{authority}_to"] = taken_by
    if told:
        stamped.setdefault("reported_by", ledger.author)
    return edit_file.add_record(ledger, "harm", student_id, stamped)
