"""A plan as text, for golden files: short enough to read, complete enough to fail."""

from __future__ import annotations

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.values import display
from ledger_app.exchange.planning.import_plan import PlannedRow
from ledger_app.exchange.planning.plan import ImportPlan

MEMBER = TABLES["family_member"]


def plan_text(plan: ImportPlan, school_names: dict[str, str]) -> str:
    """Return counts, columns and rows, codes by name and schools by name."""
    names = school_names | {school.id: f"新:{school.name}" for school in plan.new_schools}
    counts = " ".join(f"{key}={count}" for key, count in plan.counts.items())
    lines = [f"{counts} ignored={plan.ignored_count}"]
    lines += [f"sheet {name}: {reason}" for name, reason in plan.refused_sheets]
    lines += [f"ignored {row.sheet} {row.row}: {row.reason}" for row in plan.ignored]
    lines += [
        f"column {use.sheet} {use.letter} {use.heading} -> {use.use} {use.label}".rstrip()
        for use in plan.mapping
    ]
    lines += [f"unmapped {column.heading}: {column.count}" for column in plan.unmapped_columns]
    for row in plan.rows:
        lines += _row_lines(row, names)
    lines += [
        f"class {names.get(school, school)} {grade} {class_no}"
        for school, grade, class_no in sorted(plan.new_classes, key=lambda c: (names[c[0]], c[1:]))
    ]
    lines += [f"problem {p.sheet} {p.row} {p.column}: {p.text}" for p in plan.problems]
    return "\n".join(lines) + "\n"


def _row_lines(row: PlannedRow, names: dict[str, str]) -> list[str]:
    values = ", ".join(
        f"{key}={names[value] if key == 'school' else display(STUDENT.field(key), value)}"
        for key, value in sorted(row.values.items())
    )
    members = [
        "    member "
        + ", ".join(f"{key}={display(MEMBER.field(key), v)}" for key, v in change.values.items())
        for change in row.members
    ]
    head = f"{row.fate.value} {row.sheet} {row.row}: {values or row.name}"
    return [head, *members, *([f"    because {row.reason}"] if row.reason else [])]
