"""Commands about workbooks that go out: export."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions.printing import print_ledger, print_workbook
from ledger_app.cli.papers import scope_asked
from ledger_app.cli.shell import FILE, PASSWORD_FILE, day, opened
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Part


@click.command()
@FILE
@click.argument("printout")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--on", "on_text", help="截至哪一天，默认今天。")
@click.option("--purpose", type=click.Choice([str(each) for each in Purpose]), default="report")
@click.option("--school", help="只要一所学校。")
@click.option("--grade", help="只要一个年级。")
@click.option("--village", help="只要一个村(社区)。")
@PASSWORD_FILE
def export(
    file: Path,
    printout: str,
    out: Path,
    on_text: str | None,
    purpose: str,
    school: str | None,
    grade: str | None,
    village: str | None,
    password_file: Path | None,
) -> None:
    """把一张台账存成工作簿（.xlsx；和打印一样有期号，号码照用途遮挡）。"""
    parts = {Part.SCHOOL: school, Part.GRADE: grade, Part.VILLAGE: village}
    with opened(file, password_file, writes=True) as ledger:
        print_workbook.must_be_table(print_ledger.printout_called(ledger, printout))
        prepared = print_ledger.prepare(
            ledger,
            printout,
            on=day(on_text),
            purpose=Purpose(purpose),
            scope=scope_asked(ledger, printout, parts),
        )
        for problem in prepared.problems:
            click.echo(problem.text, err=True)
        print_workbook.issue(ledger, prepared, out)
    click.echo(f"已存为 {out}（{prepared.row_count} 行）")
