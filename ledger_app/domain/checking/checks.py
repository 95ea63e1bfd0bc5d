"""What is wrong with a row or a whole student file, in words that say what to do.

No problem blocks saving. Rules inside the student row: check_student; inside one record:
check_records; between the records of one child: check_between.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ledger_app.catalogue.model import Table
from ledger_app.domain.checking import check_between, check_records, check_student
from ledger_app.domain.checking.check_values import Checked, compile_needs, compile_values
from ledger_app.domain.checking.date_orders import order_problems
from ledger_app.domain.checking.problem import Problem, Severity, error
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile

__all__ = ["Problem", "Severity", "check_file", "check_row"]

_EMPTY = (None, "")


class _Compiled(NamedTuple):
    needs: tuple[tuple[str, Problem], ...]
    values: tuple[Checked, ...]


@cache
def _compiled(table: Table) -> _Compiled:
    return _Compiled(compile_needs(table), compile_values(table))


# Hashing a table of 120 fields takes longer than checking a row, so tables are remembered by
# identity; each is kept beside its checks, so that no other table can get its number.
_by_identity: dict[int, tuple[Table, _Compiled]] = {}


def _checks_of(table: Table) -> _Compiled:
    known = _by_identity.get(id(table))
    if known is None:
        known = _by_identity[id(table)] = (table, _compiled(table))
    return known[1]


def check_row(
    table: Table, row: Row, on: Day, student: Row | None = None, *, needs: bool = True
) -> list[Problem]:
    """Return what is wrong with one row on the day `on`: needs first, then values, then rules.

    `student` is the row of the child that a record belongs to, for rules that look at both.
    Without `needs`, fields that are merely empty are passed over, as in a workbook of few columns.
    """
    compiled = _checks_of(table)
    problems = _unmet_needs(table.key, compiled.needs, row) if needs else []
    _check_values(compiled.values, row, on.text, problems)
    if table.key == "student":
        for rule in check_student.STUDENT_RULES:
            problems.extend(rule(row, on))
    else:
        problems.extend(order_problems(table.key, row))
        for check in check_records.RECORD_RULES.get(table.key, ()):
            problems.extend(check(row, on, student))
    return problems


def check_file(file: StudentFile, on: Day) -> list[Problem]:
    """Return what does not agree between the records of one child on the day `on`.

    `field` is a key of the student row, or the key of the child table concerned. What is wrong
    inside each row is told by `check_row`.
    """
    return [problem for rule in check_between.FILE_RULES for problem in rule(file, on)]


def _unmet_needs(key: str, needs: tuple[tuple[str, Problem], ...], row: Row) -> list[Problem]:
    get = row.get
    unmet = [need for need in needs if get(need[0]) in _EMPTY]
    if not unmet:
        return []
    exempt = _exempt(key, row)
    return [problem for name, problem in unmet if name not in exempt]


def _exempt(key: str, row: Row) -> frozenset[str]:
    if key == "student":
        return check_student.not_needed(row)
    return check_records.not_needed(key, row)


def _check_values(
    values: tuple[Checked, ...], row: Row, today: str, problems: list[Problem]
) -> None:
    get = row.get
    for key, label, length, check, severity in values:
        value = get(key)
        if value is None or value == "":
            continue
        if length and len(value) > length:
            text = f"“{label}”有 {len(value)} 个字，最多 {length} 个字，请缩短。"
            problems.append(error(key, text))
        elif check is not None:
            sentence = check(value, today)
            if sentence:
                problems.append(Problem(key, sentence, severity))
