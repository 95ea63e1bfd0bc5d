"""The command adopt: files a township began itself go into those of the schools."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions.handoff import adopting
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command()
@FILE
@click.option("--dry-run", is_flag=True, help="只看有哪些，不并。")
@JSON
@PASSWORD_FILE
def adopt(file: Path, dry_run: bool, as_json: bool, password_file: Path | None) -> None:
    """并入学校档案：乡镇自己建的档案，学校也交来了（同号同名），并成学校的那一份。

    记录都跟过去，每一份都能再拆开；同号不同名的不动，到“疑似同一人”里认。
    """
    with opened(file, password_file, writes=not dry_run) as ledger:
        found = adopting.adoptable(ledger)
        done = 0 if dry_run else adopting.adopt(ledger, found)
    if as_json:
        out_json({"found": [asdict(each) for each in found], "adopted": done})
        return
    for each in found:
        click.echo(f"{each.own}\t{each.called}")
    click.echo(f"{len(found)} 份，并入 {done} 份。")
