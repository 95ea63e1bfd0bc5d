"""The command find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ledger_app.actions import find_students
from ledger_app.actions.finding import by_sentence
from ledger_app.actions.open_ledger import Ledger
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.domain.phrase.meaning import Reading


@click.command()
@FILE
@click.argument("text")
@click.option("--explain", is_flag=True, help="同时说明这句话是怎么理解的。")
@JSON
@PASSWORD_FILE
def find(file: Path, text: str, explain: bool, as_json: bool, password_file: Path | None) -> None:
    """按姓名、拼音、证件号、电话、学校、村查找，也可以是一句话：青山 五年级 留守 一周没联系。"""
    with opened(file, password_file) as ledger:
        rows, reading = by_sentence.find(ledger, text)
        named = _named(ledger, reading) if reading.chips else []
        alike = by_sentence.NOBODY if rows else by_sentence.sounding_like(ledger, text)
    children = [_found(row) for row in rows]
    told = [{"title": title, "values": values} for title, values in named]
    if as_json:
        out_json(
            {
                "understood": told,
                "rest": reading.rest,
                "children": children,
                "alike": [name for name, _ in alike.children],
            }
            if explain
            else children
        )
        return
    if explain:
        for each in told:
            click.echo(f"条件\t{each['title']}\t{each['values']}")
        if reading.rest:
            click.echo(f"按姓名找\t{reading.rest}")
        for _, shown in alike.children:
            click.echo(f"{'同音' if alike.same else '音近'}\t{shown}")
    for row in rows:
        place = f"{row['school_name'] or ''}\t{find_students.grade_name(row['grade'])}"
        status = find_students.status_name(row["status"])
        click.echo(f"{row['id'][:8]}\t{row['name']}\t{place}({row['class_no'] or ''})\t{status}")
    click.echo(f"共 {len(rows)} 人", err=True)


def _named(ledger: Ledger, reading: Reading) -> list[tuple[str, str]]:
    from ledger_app.actions.finding import filter_names  # a name is found without these words

    return filter_names.chip_names(ledger, reading)


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
