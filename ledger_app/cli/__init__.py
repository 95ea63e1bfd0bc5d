"""The program from a shell: the same actions as the window. Loads no Qt.

Exit codes: 0 done, 1 refused with a sentence on stderr, 2 usage, 3 done but some rows failed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ledger_app.cli import bench, files, papers, students, workbooks
from ledger_app.domain.errors import LedgerError


@click.group(help="一生一档：控辍保学学生台账。")
@click.option("--password-file", type=click.Path(path_type=Path), help="从文件第一行读口令。")
@click.pass_context
def main(context: click.Context, password_file: Path | None) -> None:
    """Hold what all commands share."""
    context.obj = {"password_file": password_file}


for _command in (
    files.new,
    files.demo,
    workbooks.import_,
    students.undo,
    students.history,
    students.find,
    students.show,
    students.set_values,
    students.add,
    students.due,
    papers.print_,
    papers.printouts,
    files.backup,
    files.restore,
    files.check,
    bench.bench,
):
    main.add_command(_command)


def run() -> None:
    """Run one command; a LedgerError becomes one sentence on stderr and exit code 1."""
    try:
        sys.exit(main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("已取消。", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except LedgerError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
