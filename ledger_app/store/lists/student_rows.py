"""The student list: ids in the chosen order, rows fetched as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger_app.domain import names
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.phrase.filter_keys import FILLED
from ledger_app.domain.telling.guardian import FAMILY_KEYS, guardian, is_complete
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import search_texts, student_lookup
from ledger_app.store.lists.finding import conditions, spelled_names
from ledger_app.store.lists.finding.conditions import FILTERS, expression
from ledger_app.store.lists.id_lists import THESE, these
from ledger_app.store.lists.search_texts import Entry

SORTS = {
    "list_order": "list_order",
    "name": "sort_name",
    "school_name": "school_name",
    "grade": "grade",
    "class_no": "class_no",
    "village_name": "village_name",
    "status": "status",
    "status_since": "status_since",
    "risk_level": "risk_level",
    "last_contact_on": "last_contact_on",
    "due_on": "due_on",
    "sex": "sex",
    "standing": "standing",
    "last_seen_on": "last_seen_on",
    "holds_until": "holds_until",
}
_EXTRA = (
    "id_no",
    "birth_date",
    "phone",
    "guardian_name",
    "guardian_relation",
    "guardian_phone",
    "register_no",
    "file_no",
    "safety_note",
)
_EXTRA_COLUMNS = ", ".join(f"s.{key}" for key in _EXTRA)
_LAST_SEARCH = "last_search"


@dataclass(frozen=True)
class ListQuery:
    """What a list shows: typed text, filters (any of the values; "" = empty), order."""

    text: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = "list_order"
    descending: bool = False
    due_only: bool = False


def student_nos(ledger: Ledger, query: ListQuery) -> list[int]:
    """Return the numbers of the children that fit, in order; every typed word must be found."""
    keys = [key for word in query.text.split() if (key := names.query_key(word))]
    if not keys:
        return _ordered(ledger, query)
    order = _order_key(query)
    before, found = ledger.cache.get(_LAST_SEARCH, ((), ()))
    # One key asks for the same several times: to list it, to read it, to say how many there are.
    if before != (order, keys):
        # While typing goes on, only what was found by fewer letters is looked through again.
        if not (before and before[0] == order and _narrows(before[1], keys)):
            found = _candidates(ledger, query)
        found = _searched(ledger, query, keys, found)
        ledger.cache[_LAST_SEARCH] = (order, keys), found
    everyone = _ordered(ledger, query)
    return everyone if len(found) == len(everyone) else [entry[0] for entry in found]


def _searched(
    ledger: Ledger, query: ListQuery, keys: Sequence[str], found: Sequence[Entry]
) -> Sequence[Entry]:
    for key in keys:
        found = search_texts.having(found, key)
    if not found and any(map(spelled_names.is_spelling, keys)):
        return _spelled(ledger, query, keys)
    return found


def _spelled(ledger: Ledger, query: ListQuery, keys: Sequence[str]) -> list[Entry]:
    """Find by syllables that are begun only: guogx, where guogx stands in no text."""
    found = _candidates(ledger, query)
    for key in keys:
        if spelled_names.is_spelling(key) and (nos := spelled_names.spelled_so(ledger, key)):
            found = [entry for entry in found if entry[0] in nos]
        elif len(keys) > 1:
            found = search_texts.having(found, key)
        else:
            return []  # in no text, or nobody would have asked for syllables
    return found


def make_ready(ledger: Ledger, query: ListQuery) -> bool:
    """Load a piece of what a list is searched by; return whether its search is ready."""
    from ledger_app.store.lists.finding import ledger_words  # a search from the shell needs none

    loads = (search_texts.load_piece, spelled_names.make_ready, ledger_words.load_piece)
    if not all(load(ledger) for load in loads):
        return False
    for gather in (_candidates, _surnames):
        gather(ledger, query)
    return True


def _narrows(before: Sequence[str], keys: Sequence[str]) -> bool:
    """Tell whether these words can only find some of those found before: "wan" becomes "wang"."""
    return all(any(old in new for new in keys) for old in before)


def _candidates(ledger: Ledger, query: ListQuery) -> list[Entry]:
    """Return the search texts of all children that pass the filters, in order."""
    key = ("candidates", _order_key(query))
    if key not in ledger.cache:
        texts = search_texts.entries(ledger)
        ledger.cache[key] = [texts[no] for no in _ordered(ledger, query) if no in texts]
    found: list[Entry] = ledger.cache[key]
    return found


def _order_key(query: ListQuery) -> tuple[object, ...]:
    return query.filters, query.sort, query.descending, query.due_only


def _ordered(ledger: Ledger, query: ListQuery) -> list[int]:
    key = ("ordered", _order_key(query))
    if key not in ledger.cache:
        due = (("due", (FILLED,)),) if query.due_only else ()
        where = conditions.where((*query.filters, *due), ledger.today())
        ledger.cache[key] = ledger.column(
            f"SELECT no FROM student_index {where.sql} ORDER BY {_order(query)}", where.params
        )
    nos: list[int] = ledger.cache[key]
    return nos


def _order(query: ListQuery) -> str:
    column = SORTS.get(query.sort)
    if column is None:
        raise LedgerError(f"不能按“{query.sort}”排序。")
    if column == "list_order":
        return "list_order" + (" DESC" if query.descending else "")
    # Children without a value stand last in both directions.
    direction = "DESC" if query.descending else "ASC"
    return f"{column} IS NULL, {column} {direction}, list_order"


def sounding(ledger: Ledger, query: ListQuery) -> tuple[list[int], list[int]]:
    """Return who of those that pass the filters is called as it sounds, and who nearly so."""
    same, near = spelled_names.sounding(ledger, names.query_key(query.text.strip()))
    listed = set(_ordered(ledger, query)) if same or near else set()
    return [no for no in same if no in listed], [no for no in near if no in listed]


def surnames_sounding(ledger: Ledger, query: ListQuery) -> list[tuple[str, int]]:
    """Return (first character, children) of those listed whose names begin with the sound of the
    one character that was typed, the most frequent first."""
    wanted = set(names.spelled(names.query_key(query.text)))
    surnames = _surnames(ledger, query)
    return [each for each in surnames if wanted.intersection(names.spelled(each[0]))]


def _surnames(ledger: Ledger, query: ListQuery) -> list[tuple[str, int]]:
    """Return all first characters of those that pass the filters, counted once for all letters."""
    key = ("surnames", _order_key(query))
    if key not in ledger.cache:
        rows = ledger.rows(
            "SELECT substr(name, 1, 1) AS surname, count(*) AS count FROM student_index "
            f"WHERE no IN {THESE} GROUP BY 1 ORDER BY 2 DESC, 1",
            [these(_ordered(ledger, query))],
        )
        ledger.cache[key] = [(row["surname"], row["count"]) for row in rows]
    found: list[tuple[str, int]] = ledger.cache[key]
    return found


def list_rows(ledger: Ledger, nos: Sequence[int]) -> list[Row]:
    """Return list rows in the order of `nos`, each with its `guardian`, without deleted ones."""
    rows = {
        row["no"]: row
        for row in ledger.rows(
            f"SELECT i.*, {_EXTRA_COLUMNS} FROM student_index i JOIN student s ON s.no = i.no "
            f"WHERE i.no IN {THESE}",
            [these(nos)],
        )
    }
    # Few need a look at 家庭: the list is read 200 rows at a time, while somebody scrolls.
    ids = [row["id"] for row in rows.values() if not is_complete(row)]
    families = student_lookup.families(ledger, ids, FAMILY_KEYS)
    for row in rows.values():
        row["guardian"] = guardian(row, families.get(row["id"], ()))
    return [rows[no] for no in nos if no in rows]


def places_of(ledger: Ledger, ids: Sequence[str]) -> list[Row]:
    """Return of these ids only what says where in the list a child stands: much less to read."""
    return ledger.rows(
        "SELECT no, id, name, school, school_name, grade, class_no, village_name, list_order, "
        f"last_contact_on FROM student_index WHERE id IN {THESE}",
        [these(ids)],
    )


def values_of(ledger: Ledger, key: str) -> list[tuple[str, int]]:
    """Return the values a filter can take and how many children have each, most frequent first."""
    if key not in FILTERS:
        raise LedgerError(f"不能按“{key}”筛选。")
    rows = ledger.rows(
        f"SELECT coalesce({expression(key, ledger.today())}, '') AS value, count(*) AS count "
        "FROM student_index "
        f"GROUP BY 1 ORDER BY {'value' if key in ('grade', 'class_no') else '2 DESC, 1'}"
    )
    if key != "categories":
        return [(row["value"], row["count"]) for row in rows]
    counts: dict[str, int] = {}
    for row in rows:
        for code in filter(None, row["value"].split(",")):
            counts[code] = counts.get(code, 0) + row["count"]
    return sorted(counts.items(), key=lambda item: -item[1])


def count(ledger: Ledger) -> int:
    """Return how many children the ledger keeps."""
    return int(ledger.value("SELECT count(*) FROM student_index") or 0)


def nos_of(ledger: Ledger, ids: Sequence[str]) -> list[int]:
    """Return the list numbers of these children in their order; who has no file is left out."""
    rows = ledger.rows(f"SELECT id, no FROM student_index WHERE id IN {THESE}", [these(ids)])
    numbers = {row["id"]: row["no"] for row in rows}
    return [numbers[each] for each in ids if each in numbers]


def changed_rows(ledger: Ledger, ids: Sequence[str]) -> dict[int, Row | None]:
    """Return {list number: list row} of these ids; a deleted child has None."""
    rows = ledger.rows(
        f"SELECT s.no AS number, i.*, {_EXTRA_COLUMNS} FROM student s "
        f"LEFT JOIN student_index i ON i.no = s.no WHERE s.id IN {THESE}",
        [these(ids)],
    )
    return {row.pop("number"): row if row["no"] else None for row in rows}


def listed(ledger: Ledger, ids: Sequence[str]) -> dict[int, bool]:
    """Return {list number: whether the file is in the lists} of these ids, deleted ones too."""
    rows = ledger.rows(
        "SELECT s.no, i.no IS NOT NULL AS listed FROM student s "
        f"LEFT JOIN student_index i ON i.no = s.no WHERE s.id IN {THESE}",
        [these(ids)],
    )
    return {row["no"]: bool(row["listed"]) for row in rows}
