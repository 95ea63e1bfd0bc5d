"""Commands about paper: print, printouts."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions import find_students, print_ledger
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json
from ledger_app.domain.masking import Purpose


@click.command("print")
@FILE
@click.argument("printout")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--on", "on_text", help="截至哪一天，默认今天。")
@click.option("--student", help="学生（打印档案卡时）。")
@click.option("--purpose", type=click.Choice([str(each) for each in Purpose]), default="report")
@PASSWORD_FILE
def print_(
    file: Path,
    printout: str,
    out: Path,
    on_text: str | None,
    student: str | None,
    purpose: str,
    password_file: Path | None,
) -> None:
    """打印成 PDF(每次都有期号,可再次打印)。"""
    with opened(file, password_file) as ledger:
        chosen = find_students.student_id(ledger, student) if student else None
        prepared = print_ledger.prepare(
            ledger, printout, on=day(on_text), student_id=chosen, purpose=Purpose(purpose)
        )
        print_ledger.issue(ledger, prepared, out)
    for problem in prepared.problems:
        click.echo(problem, err=True)
    click.echo(f"已存为 {out}({prepared.row_count} 行)")


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def printouts(file: Path, as_json: bool, password_file: Path | None) -> None:
    """列出能打印的表。"""
    with opened(file, password_file):
        found = [
            {"key": each.key, "title": each.plain_title, "paper": each.paper.name,
             "needs_student": each.needs_student}
            for each in print_ledger.printouts()
        ]  # fmt: skip
    if as_json:
        out_json(found)
        return
    for each in found:
        click.echo(f"{each['key']}\t{each['title']}\t{each['paper']}")
