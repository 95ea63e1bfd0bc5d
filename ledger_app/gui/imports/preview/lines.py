"""The lines of the tabs of step 3: each row of the plan with its reason, old and new values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ledger_app.actions.import_workbook import (
    ClassPlace,
    Ignored,
    ImportPlan,
    MarkedChild,
    MissingChild,
    PlannedRow,
    ProblemKind,
    RowProblem,
    in_words,
)
from ledger_app.catalogue import TABLES, Field, Kind
from ledger_app.domain import values
from ledger_app.domain.telling.class_words import short_class
from ledger_app.gui.kit.plain_table import Line

NO_FIELD = "没有对应的项目"
FATES = ("created", "updated", "unchanged", "skipped", "failed")


def row_lines(plan: ImportPlan, fate: str, schools: Mapping[str, str]) -> list[Line]:
    """Return the rows with one fate: place, name, school, class, and why in words."""
    found = []
    for row in plan.rows:
        if row.fate.value != fate or (fate == "skipped" and row.unsure is not None):
            continue
        school = schools.get(str(row.values.get("school") or ""), "")
        place = short_class({"grade": None, "class_no": None, **row.values})
        doubts = [each.text for each in row.problems if each.kind is not ProblemKind.SET_ASIDE]
        said = "；".join(filter(None, (row.reason or _REASONS.get(fate, ""), *doubts)))
        texts = (f"{row.sheet} {row.row}", row.name or "（没有姓名）", school, place, said)
        token = "danger" if fate == "failed" else ""
        found.append(Line(f"{row.sheet}/{row.row}", texts, token))
    return found


_REASONS = {"created": "台账里没有，新建档案", "unchanged": "台账里已有，没有要改的"}


def change_lines(plan: ImportPlan, schools: Mapping[str, str]) -> list[Line]:
    """Return what updating changes, field by field: place, name, field, old value, new value."""
    return [
        Line(f"{row.sheet}/{row.row}/{at}", (f"{row.sheet} {row.row}", row.name, *texts))
        for row in plan.rows
        if row.fate.value == "updated"
        for at, texts in enumerate(_changes(row, schools))
    ]


def _changes(row: PlannedRow, schools: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield from _pairs("student", row.before, row.values, schools, "")
    for member in row.members:
        kind, name = _PEOPLE[member.table]
        who = member.values.get(name) or member.before.get(name) or ""
        about = f"{kind} {who} " if member.member_id else f"新增{kind} {who} "
        yield from _pairs(member.table, member.before, member.values, schools, about)


# Of a person beside the child: what it is called, the key of the name.
_PEOPLE = {"family_member": ("家庭成员", "name"), "responsibility": ("包保责任人", "helper_name")}


def _pairs(
    table: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    schools: Mapping[str, str],
    about: str,
) -> Iterator[tuple[str, str, str]]:
    for key, new in after.items():
        field = TABLES[table].field(key)
        old_text, new_text = (_shown(field, each, schools) for each in (before.get(key), new))
        yield about + field.label, old_text or "（空）", new_text


def _shown(field: Field, value: Any, schools: Mapping[str, str]) -> str:  # noqa: ANN401
    if field.kind is Kind.SCHOOL:
        return schools.get(str(value or ""), str(value or ""))
    return values.display(field, value)


def difference_lines(plan: ImportPlan, *, kept_only: bool = False) -> list[Line]:
    """Return what the workbook says otherwise than the ledger, whether it is written or not;
    `kept_only`: only where the ledger stays as it is."""
    return [
        Line(
            str(at),
            (f"{each.sheet} {each.row}", each.name, each.label, each.old, each.new,
             "改成工作簿的" if each.written else "台账不动"),
            "" if each.written else "warn",
        )
        for at, each in enumerate(plan.changes)
        if not (kept_only and each.written)
    ]  # fmt: skip


def left_out_lines(plan: ImportPlan) -> list[Line]:
    """Return the cells that are not stored, in the order of the workbook: place, column, why.

    Whole columns have lines of their own.
    """
    columns = {(each.sheet, each.letter, each.heading) for each in plan.unmapped_columns}
    return [
        _problem_line(at, each)
        for at, each in enumerate(plan.problems)
        if each.kind is ProblemKind.LEFT_OUT
        and (each.row or (each.sheet, each.letter, each.column) not in columns)
    ]


def problem_lines(plan: ImportPlan) -> list[Line]:
    """Return everything else that is doubtful: place, column, words."""
    return [
        _problem_line(at, each)
        for at, each in enumerate(plan.problems)
        if each.kind is not ProblemKind.LEFT_OUT
    ]


def _problem_line(at: int, each: RowProblem) -> Line:
    place = f"{each.sheet} {each.row}" if each.row else each.sheet
    return Line(str(at), (place, each.column, each.text))


def missing_lines(plan: ImportPlan, schools: Mapping[str, str]) -> list[Line]:
    """Return the children that the list leaves out or marks: name, place, what the list says."""
    roster = plan.roster
    told: list[tuple[MissingChild | MarkedChild, str]] = [(each, "") for each in roster.missing]
    told += [(each, in_words(each.marks, each.remark)) for each in roster.marked]
    return [
        Line(each.id, (each.name, schools.get(each.place.school, ""), _class(each.place), said))
        for each, said in told
    ]


def _class(place: ClassPlace) -> str:
    return short_class({"grade": place.grade, "class_no": place.class_no})


def ignored_lines(plan: ImportPlan) -> list[Line]:
    """Return what is left out: rows that are no children, sheets without a list.

    The rows of a form are read: only the child they make has a place of its own.
    """
    rows = [
        Line(f"{each.sheet}/{each.row}", (f"{each.sheet} {each.row}", str(each.reason)))
        for each in plan.ignored
        if each.reason != Ignored.FORM
    ]
    return [*(Line(sheet, (sheet, why)) for sheet, why in plan.refused_sheets), *rows]


def leaves_words_out(plan: ImportPlan) -> bool:
    """Tell whether rows or sheets are left out that are more than headings and blank lines."""
    plain = (Ignored.HEADING, Ignored.BLANK, Ignored.NUMBERING, Ignored.FORM)
    return bool(plan.refused_sheets) or any(each.reason not in plain for each in plan.ignored)


def unmapped_lines(plan: ImportPlan) -> list[Line]:
    """Return the columns that are not imported: sheet, column, heading, how many cells, why."""
    return [
        Line(
            str(at),
            (each.sheet, each.letter, each.heading, f"{each.count} 格", each.doubt or NO_FIELD),
        )
        for at, each in enumerate(plan.unmapped_columns)
        if each.count
    ]


def school_names(plan: ImportPlan, known: list[tuple[str, str]]) -> dict[str, str]:
    """Return {id: name} of the schools of the ledger and those the plan would add."""
    new = (*plan.new_schools, *plan.waiting_schools)
    return dict(known) | {school.id: school.name or school.code for school in new}
