"""The command find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ledger_app.actions import find_students
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command()
@FILE
@click.argument("text")
@JSON
@PASSWORD_FILE
def find(file: Path, text: str, as_json: bool, password_file: Path | None) -> None:
    """按姓名、拼音、首字母、证件号、电话、学校、村查找。"""
    with opened(file, password_file) as ledger:
        rows = find_students.find(ledger, text)
    if as_json:
        out_json([_found(row) for row in rows])
        return
    for row in rows:
        place = f"{row['school_name'] or ''}\t{find_students.grade_name(row['grade'])}"
        status = find_students.status_name(row["status"])
        click.echo(f"{row['id'][:8]}\t{row['name']}\t{place}({row['class_no'] or ''})\t{status}")
    click.echo(f"共 {len(rows)} 人", err=True)


def _found(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "school": row["school_name"],
        "grade": find_students.grade_name(row["grade"]),
        "class": row["class_no"],
        "status": find_students.status_name(row["status"]),
        "id_no": row["id_no"],
    }
