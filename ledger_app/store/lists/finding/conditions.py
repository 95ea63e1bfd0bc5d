"""What a filter of a list says in SQL, over `student_index`: any of its values, none of them.

A value is what is stored; "" is nothing written, "*" is anything written, "!v" is all but v, those
of whom nothing is written with them: nobody falls through a "not".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from ledger_app.catalogue import STUDENT, Field, Kind
from ledger_app.catalogue.meanings import YES, StatusCode
from ledger_app.domain.dates import add_months
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.phrase.filter_keys import (
    EITHER,
    FIELD,
    FILLED,
    NEITHER,
    NOT,
    TYPED_KEYS,
    may_be_asked,
    parted,
)
from ledger_app.domain.standing.sightings import SEEN_LATELY_DAYS
from ledger_app.domain.standing.standings import Standing
from ledger_app.domain.telling.standings.board import REVIEW_DAYS
from ledger_app.store.lists.finding.asked import Asked, Condition, of_student
from ledger_app.store.lists.finding.of_records import OF_RECORDS
from ledger_app.store.lists.id_lists import THESE, these

# Columns of student_index that lists can be filtered by, and what is worked out as of a day.
FILTERS = (
    "school", "grade", "class_no", "village_name", "status", "risk_level", "categories", "boards",
    "sex", "left_behind", "relocation", "standing", "grounds", "unseen", "ending", "id",
)  # fmt: skip
_COMPUTED: dict[str, Callable[[date], str]] = {
    "unseen": lambda today: (
        f"(CASE WHEN standing <> '{Standing.GONE}' AND status <> '{StatusCode.TOO_YOUNG}' AND "
        f"coalesce(last_seen_on, '') < '{today - timedelta(days=SEEN_LATELY_DAYS)}' THEN '1' END)"
    ),
    "ending": lambda today: (
        f"(CASE WHEN standing = '{Standing.FOR_A_TIME}' AND holds_until <> '' AND holds_until <= "
        f"'{today + timedelta(days=REVIEW_DAYS)}' THEN '1' END)"
    ),
}
_OF_STUDENT = "EXISTS (SELECT 1 FROM student s WHERE s.no = student_index.no AND {0})"
# What the child's fields say of the guardian may stand in 家庭 instead, with the guardian's name.
_OF_GUARDIAN = {
    "guardian_name": "name", "guardian_relation": "relation", "guardian_phone": "phone",
    "guardian_id_no": "id_no", "guardian_address": "address",
}  # fmt: skip
_GUARDIANS = (
    "(nullif({0}, '') IS NOT NULL OR EXISTS (SELECT 1 FROM family_member m WHERE "
    f"m.student_id = s.id AND m.deleted_at IS NULL AND (m.is_guardian = '{YES}' OR "
    "m.name = s.guardian_name) AND nullif(m.{1}, '') IS NOT NULL))"
)
_SAYS_SOMETHING = (Kind.CODE, Kind.CODES, Kind.YES_NO)  # fields asked for by a value of theirs


def where(filters: Sequence[tuple[str, tuple[str, ...]]], today: date) -> Condition:
    """Return the WHERE clause for filters that must all hold, "" without any."""
    if not filters:
        return Condition("")
    # What is known from the list itself comes first: only who passes it is looked up elsewhere.
    ordered = sorted(filters, key=lambda each: each[0] not in FILTERS)
    found = _looked_up(_joined([_one_filter(*each, today) for each in ordered], " AND "))
    return Condition(f"WHERE {found.sql}", found.params)


def expression(key: str, today: date) -> str:
    """Return what a filter compares. Nothing written is as good as nothing there."""
    return _COMPUTED[key](today) if key in _COMPUTED else f"nullif({key}, '')"


def _one_filter(key: str, values: Sequence[str], today: date) -> Condition:
    if key == "id":  # chosen children, perhaps by the hundred
        return Condition(f"id IN {THESE}", (these(values),))
    if key.startswith((EITHER, NEITHER)):
        of_key: dict[str, list[str]] = {}
        for meant, value in map(parted, values):
            of_key.setdefault(meant, []).append(value)
        any_of = _joined([_one_filter(*each, today) for each in of_key.items()], " OR ")
        return any_of if key.startswith(EITHER) else _negated(any_of)
    codes = [each for each in values if each not in ("", FILLED) and not each.startswith(NOT)]
    if len(codes) == len(values) > 1 and key.startswith(FIELD) and _is_one_code(key):
        column = f"s.{_field_asked(key.removeprefix(FIELD)).key}"
        return of_student(f"{column} IN ({', '.join('?' * len(codes))})", *codes)
    wanted = [_value(key, each, today) for each in values if not each.startswith(NOT)]
    others = [_value(key, each, today) for each in values if each.startswith(NOT)]
    parts = ([_joined(wanted, " OR ")] if wanted else []) + others
    return _joined(parts, " AND ")


def _joined(conditions: Sequence[Condition], by: str) -> Condition:
    """Join conditions; those on the child's file are looked up together, in one place."""
    if all(each.on_file for each in conditions):
        params = tuple(value for each in conditions for value in each.params)
        return Condition(f"({by.join(each.sql for each in conditions)})", params, on_file=True)
    plain = [each for each in conditions if not each.on_file]
    if on_file := [each for each in conditions if each.on_file]:
        plain.append(_looked_up(_joined(on_file, by)))
    params = tuple(value for each in plain for value in each.params)
    return Condition(f"({by.join(each.sql for each in plain)})", params)


def _looked_up(condition: Condition) -> Condition:
    if not condition.on_file:
        return condition
    return Condition(_OF_STUDENT.format(condition.sql), condition.params)


def _negated(condition: Condition) -> Condition:
    return condition._replace(sql=f"NOT coalesce({condition.sql}, FALSE)")


def _value(key: str, value: str, today: date) -> Condition:
    """Return what one value says; raise LedgerError for a filter that there is not."""
    if value.startswith(NOT):
        return _negated(_value(key, value[len(NOT) :], today))
    asked = Asked(key, value, today)
    if key in FILTERS:
        return _column(asked)
    if key.startswith(FIELD):
        return _field(asked)
    if key not in TYPED_KEYS:
        raise LedgerError(f"不能按“{key}”筛选。")
    return _TYPED[key](asked)


def _column(asked: Asked) -> Condition:
    compared = expression(asked.key, asked.today)
    if asked.value in ("", FILLED):
        return Condition(f"{compared} IS {'NOT ' if asked.value else ''}NULL")
    # Several codes in one column stand between commas on both sides: ,1, is not in ,11,.
    if asked.key == "categories":
        return Condition("categories LIKE ?", (f"%,{asked.value},%",))
    return Condition(f"{compared} = ?", (asked.value,))


def _field(asked: Asked) -> Condition:
    field = _field_asked(asked.key.removeprefix(FIELD))
    column = f"s.{field.key}"
    if asked.value in ("", FILLED) and (at_home := _OF_GUARDIAN.get(field.key)):
        known = _GUARDIANS.format(column, at_home)
        return of_student(known if asked.value else f"NOT {known}")
    if asked.value in ("", FILLED):
        return of_student(f"nullif({column}, '') IS {'NOT ' if asked.value else ''}NULL")
    if field.kind not in _SAYS_SOMETHING:
        raise LedgerError(f"“{field.label}”只能按填了没有来筛选。")
    if field.kind is Kind.CODES:
        return of_student(f"',' || {column} || ',' LIKE ?", f"%,{asked.value},%")
    return of_student(f"{column} = ?", asked.value)


def _field_asked(key: str) -> Field:
    """Return a field of the file that a list may be filtered by; what is sensitive never is."""
    field = next((each for each in STUDENT.fields if each.key == key), None)
    if field is None or not may_be_asked(field):
        raise LedgerError("不能按这一项筛选。")
    return field


def _is_one_code(key: str) -> bool:
    return _field_asked(key.removeprefix(FIELD)).kind in (Kind.CODE, Kind.YES_NO)


def _class(asked: Asked) -> Condition:
    grade, _, number = asked.value.partition("/")
    return Condition("(grade = ? AND class_no IN (?, ? || '班'))", (grade, number, number))


def _not_contacted(asked: Asked) -> Condition:
    return _not_since("last_contact_on", asked)


def _not_seen(asked: Asked) -> Condition:
    return _not_since("last_seen_on", asked)


def _not_since(column: str, asked: Asked) -> Condition:
    """Nothing for so many days, or ever; whoever has left for good is not waited for."""
    day = "" if asked.value == "never" else asked.back(int(asked.value))
    return Condition(f"(standing <> '{Standing.GONE}' AND coalesce({column}, '') <= ?)", (day,))


def _due(asked: Asked) -> Condition:
    today = asked.today.isoformat()
    if asked.value in ("", FILLED):
        return Condition(f"due_on IS {'NOT ' if asked.value else ''}NULL")
    if asked.value == "today":
        return Condition("due_on = ?", (today,))
    if asked.value == "over":
        return Condition("due_on < ?", (today,))
    return Condition("due_on BETWEEN ? AND ?", (today, asked.back(-int(asked.value))))


def _age(asked: Asked) -> Condition:
    """Full years: born after the birthday that is one too many, and by the one that is needed."""
    least, _, most = asked.value.partition("-")
    parts, params = ["nullif(s.birth_date, '') IS NOT NULL"], []
    if least:
        parts.append("s.birth_date <= ?")
        params.append(add_months(asked.today, -12 * int(least)).isoformat())
    if most:
        parts.append("s.birth_date > ?")
        params.append(add_months(asked.today, -12 * (int(most) + 1)).isoformat())
    return of_student(f"({' AND '.join(parts)})", *params)


def _born(asked: Asked) -> Condition:
    year, _, month = asked.value.partition("-")
    return of_student("s.birth_date LIKE ?", f"{year or '____'}-{month or '__'}-__")


def _born_between(asked: Asked) -> Condition:
    first, _, last = asked.value.partition("/")
    return of_student("s.birth_date BETWEEN ? AND ?", first, last or "9")


def _created(asked: Asked) -> Condition:
    first = asked.first() or asked.today - timedelta(days=int(asked.value))
    return of_student("s.created_at >= ?", first.isoformat())


def _last_result(asked: Asked) -> Condition:
    """What came of the last talk in which something came of it, or was tried."""
    newest = (
        "SELECT c.result FROM contact c WHERE c.student_id = student_index.id AND "
        "c.deleted_at IS NULL AND c.contacted_on <= ? "
        "ORDER BY c.contacted_on DESC, c.no DESC LIMIT 1"
    )
    today = asked.today.isoformat()
    if asked.value == FILLED:
        return Condition(f"({newest}) IS NOT NULL", (today,))
    return Condition(f"coalesce(({newest}), '') = ?", (today, asked.value))


def _responsible(asked: Asked) -> Condition:
    inner = (
        "SELECT 1 FROM responsibility r WHERE r.student_id = student_index.id AND "
        "r.deleted_at IS NULL AND ? BETWEEN coalesce(r.from_on, '') AND "
        "coalesce(nullif(r.to_on, ''), '9') AND nullif(r.helper_name, '') IS NOT NULL"
    )
    today = asked.today.isoformat()
    if asked.value in ("", FILLED):
        return Condition(f"{'' if asked.value else 'NOT '}EXISTS ({inner})", (today,))
    return Condition(f"EXISTS ({inner} AND r.helper_name = ?)", (today, asked.value))


def _teacher(asked: Asked) -> Condition:
    """Whoever the file names, or else the class."""
    of_classes = (
        "SELECT school, grade, class_no FROM school_class WHERE deleted_at IS NULL "
        "AND home_teacher = ?"
    )
    return of_student(
        "(s.home_teacher = ? OR (nullif(s.home_teacher, '') IS NULL "
        f"AND (s.school, s.grade, s.class_no) IN ({of_classes})))",
        asked.value,
        asked.value,
    )


_TYPED: dict[str, Callable[[Asked], Condition]] = {
    "class": _class,
    "not_contacted": _not_contacted,
    "not_seen": _not_seen,
    "due": _due,
    "age": _age,
    "born": _born,
    "born_between": _born_between,
    **OF_RECORDS,
    "created": _created,
    "last_result": _last_result,
    "responsible": _responsible,
    "teacher": _teacher,
}
