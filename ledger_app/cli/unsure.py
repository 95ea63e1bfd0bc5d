"""The command unsure: rows that nobody could tell whose they are, and deciding them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ledger_app.actions import find_students
from ledger_app.actions.imports import decide_unsure, waiting_rows
from ledger_app.actions.open_ledger import Ledger
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json

ANSWERS = {"same": SameChild.SAME, "other": SameChild.OTHER, "later": SameChild.LATER}


@click.command()
@FILE
@click.argument("row", required=False)
@click.argument("answer", required=False, type=click.Choice(list(ANSWERS)))
@click.option("--student", default="", help="same：是哪个孩子（只有一个可能的可以不写）。")
@JSON
@PASSWORD_FILE
def unsure(
    file: Path,
    row: str | None,
    answer: str | None,
    student: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """拿不准的行：列出来；或定下来：same 同一人、other 不是同一人、later 以后再说。"""
    if row and not answer:
        raise click.UsageError("还要写怎么定：same、other 或 later。")
    with opened(file, password_file, writes=bool(row)) as ledger:
        if row and answer:
            chosen = find_students.student_id(ledger, student) if student else ""
            decide_unsure.decide(ledger, row, ANSWERS[answer], chosen)
        found = _waiting(ledger)
    if as_json:
        out_json(found)
        return
    for each in found:
        who = "、".join(f"{one['id'][:8]} {one['name']}" for one in each["candidates"])
        place = f"{each['source']} {each['sheet']} 第 {each['row']} 行"
        click.echo(f"{each['id'][:8]}\t{each['name']}\t{place}\t可能是：{who or '名单里的另一行'}")
    click.echo(f"还没有定的 {len(found)} 行", err=True)


def _waiting(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "source": each.source,
            "sheet": each.sheet,
            "row": each.row,
            "listed_on": each.listed_on,
            "later": each.later,
            "candidates": [
                {"id": one, "name": waiting_rows.name_of(ledger, one)} for one in each.candidates
            ],
        }
        for each in waiting_rows.waiting(ledger)
    ]
