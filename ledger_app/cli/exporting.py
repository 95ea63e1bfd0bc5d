"""Commands about workbooks that go out: export."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions.exporting import whole_lists
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import print_ledger, print_workbook
from ledger_app.cli.papers import part_asked
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
    """把一张台账存成工作簿（.xlsx；和打印一样有期号，号码照用途遮挡）。

    PRINTOUT 还可以是 students（全部学生，台账里有的项目都在）或 national（全国学籍模板 70 列）。
    """
    parts = {Part.SCHOOL: school, Part.GRADE: grade, Part.VILLAGE: village}
    print_workbook.must_be_workbook(out)
    with opened(file, password_file, writes=True) as ledger:
        if printout in whole_lists.TITLES:
            if on_text:
                raise click.UsageError("名单总是今天的，不能用 --on。")
            part = part_asked(ledger, parts)
            written = whole_lists.write(ledger, printout, out, purpose=Purpose(purpose), scope=part)
            notes, count = written.notes, written.count
        else:
            prepared = _prepared(ledger, printout, on_text, Purpose(purpose), parts)
            notes, count = tuple(each.text for each in prepared.problems), prepared.row_count
            print_workbook.issue(ledger, prepared, out)
        for text in notes:
            click.echo(text, err=True)
    click.echo(f"已存为 {out}（{count} 行）")


def _prepared(
    ledger: Ledger, key: str, on: str | None, purpose: Purpose, parts: dict[Part, str | None]
) -> print_ledger.Prepared:
    printout = print_ledger.printout_called(ledger, key)
    print_workbook.must_be_table(printout)
    scope = part_asked(ledger, parts, printout)
    return print_ledger.prepare(ledger, key, on=day(on), purpose=purpose, scope=scope)
