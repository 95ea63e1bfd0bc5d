"""The command visits: route sheets that are out, and who is still waited for."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions.rosters.sheets_out import open_sheets
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def visits(file: Path, as_json: bool, password_file: Path | None) -> None:
    """走访单：印出去还没有补录完的，新的在前。"""
    with opened(file, password_file) as ledger:
        found = open_sheets(ledger)
    if as_json:
        out_json(
            [
                {
                    "id": each.id,
                    "made_on": each.made_on,
                    "route": each.route,
                    "visitor": each.visitor,
                    "children": list(each.children),
                    "waiting": list(each.waiting),
                }
                for each in found
            ]
        )
        return
    for each in found:
        click.echo(f"{each.made_on}\t{each.said}")
    click.echo(f"共 {len(found)} 张", err=True)
