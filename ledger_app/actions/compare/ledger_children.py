"""The ledger as one side of a comparison: all of a part of it, or what some words say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger_app.actions import list_students, saved_views
from ledger_app.catalogue.meanings import NO, IntakeSource, Presence, RegisterStatus
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.same_child.sides import COMPARED, FAMILY_COMPARED
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.student_file import Row
from ledger_app.exchange.comparing.compare_kinds import GRADES, Part
from ledger_app.exchange.comparing.listed_child import ListedChild, of_ledger
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import board_counts, places, student_lookup, student_rows
from ledger_app.store.lists.student_rows import ListQuery

WORDS = ("ledger", "台账")
_OWN = (
    "register_status", "in_school_status", "econ_category", "disability_type", "hukou_address",
    "head_relation", "source_list",
)  # fmt: skip
_HOUSEHOLD = ("head_name", "household_no", "head_relation")
_BY_WORD = ("standing", "status", "school", "grade", "village_name", "risk_level")
_WITHOUT = (Presence.WITHOUT_REGISTER, Presence.NEVER_ENROLLED)


def asks_for_ledger(text: str) -> bool:
    """Tell whether a side is the ledger: ledger, or ledger:三年级,未核实."""
    return text.replace("：", ":").partition(":")[0].strip().lower() in WORDS


def children_of(
    ledger: Ledger, text: str, part: Part, *, same_time: bool = True
) -> list[ListedChild]:
    """Return the children of the ledger that a side asks for; none that are gone for good.

    Without words those of the comparison's own part. Raises LedgerError for a word that nothing is
    called by.
    """
    words = text.replace("：", ":").partition(":")[2].replace("，", ",").replace("、", ",")
    asked = [word.strip() for word in words.split(",") if word.strip()]
    chosen = _asked_for(ledger, asked) if asked else None
    rows: list[Row] = list(
        student_lookup.everyone(ledger, tuple(dict.fromkeys((*COMPARED, *_OWN))))
    )
    if chosen is None:
        rows = _of_part(ledger, rows, part)
    else:
        rows = [row for row in rows if row["id"] in chosen]
    names = places.school_names(ledger)
    families = student_lookup.families(ledger, [row["id"] for row in rows], FAMILY_COMPARED)
    told = ({**row, "school_name": names.get(row["school"] or "")} for row in rows)
    return list(of_ledger(told, families, same_time=same_time))


def _of_part(ledger: Ledger, rows: Sequence[Row], part: Part) -> list[Row]:
    if part is Part.PRESENT:
        return _among(rows, board_counts.ids_of(ledger, Standing.SEEN))
    if part is Part.DROPOUT:
        return _among(rows, board_counts.ids_of(ledger, Standing.CASE))
    gone = set(board_counts.ids_of(ledger, Standing.GONE))
    return [row for row in rows if row["id"] not in gone and _is_of(row, part)]


def _among(rows: Sequence[Row], ids: Sequence[str]) -> list[Row]:
    wanted = set(ids)
    return [row for row in rows if row["id"] in wanted]


def _is_of(row: Row, part: Part) -> bool:
    if part in GRADES:
        return bool(row["grade"] == str(part))
    if part is Part.REGISTER:
        return _is_registered(row)
    if part is Part.HOUSEHOLD:
        surveyed = row["source_list"] == IntakeSource.HOUSEHOLD_SURVEY
        return surveyed or any(row[key] for key in _HOUSEHOLD)
    if part is Part.LAST_KINDERGARTEN:
        return not row["grade"]
    if part in (Part.POOR, Part.CIVIL):
        return str(row["econ_category"] or NO) != NO
    if part is Part.DISABLED:
        return str(row["disability_type"] or NO) != NO
    return True


def _is_registered(row: Row) -> bool:
    """Tell whether a child is in the register: marked so, numbered, or in a school's class."""
    if row["register_status"] == RegisterStatus.NO_REGISTER or row["in_school_status"] in _WITHOUT:
        return False
    return bool(row["register_no"] or row["register_status"] or (row["school"] and row["grade"]))


def _asked_for(ledger: Ledger, words: Sequence[str]) -> set[str]:
    """Return the ids of the children that all words fit; several words of one filter widen it."""
    filters: dict[str, list[str]] = {}
    content: dict[str, Any] = {}
    for word in words:
        view = next((v for v in saved_views.views(ledger) if v.name == word), None)
        if view is not None:
            content = dict(view.content)
            continue
        key, value = _filter_named(ledger, word)
        filters.setdefault(key, []).append(value)
    for key, values in dict(content.get("filters") or {}).items():
        filters.setdefault(key, []).extend(map(str, values))
    query = ListQuery(
        text=str(content.get("text") or ""),
        filters=tuple((key, tuple(values)) for key, values in filters.items()),
        due_only=bool(content.get("due_only")),
    )
    nos = list_students.numbers(ledger, query)
    ids = {row["id"] for row in student_rows.list_rows(ledger, nos)}
    if filters.keys() & {"standing", "status"}:
        return ids
    return ids - set(board_counts.ids_of(ledger, Standing.GONE))


def _filter_named(ledger: Ledger, word: str) -> tuple[str, str]:
    for key in _BY_WORD:
        for value, name, _count in list_students.offered(ledger, key):
            if name == word:
                return key, value
    raise LedgerError(
        f"台账里没有“{word}”。",
        "冒号后面可以写去向、状态、学校、年级、村，或存过的视图，用逗号隔开，"
        "例如 ledger:青山小学,三年级。",
    )
