"""The command bench."""

from __future__ import annotations

from functools import partial

import click

from ledger_app.cli.shell import JSON, out_json


@click.command()
@JSON
@click.option("--full", is_flag=True, help="也测 200000 名学生的台账（要多等几分钟）。")
@click.option("--students", type=int, help="学生数，默认 17359。", hidden=True)
@click.option("--times", type=int, help="每项测几次，取最好的一次。", hidden=True)
def bench(as_json: bool, full: bool, students: int | None, times: int | None) -> None:
    """测这台电脑上的速度（用虚构的数据，约 2 分钟）。"""
    from ledger_app.bench import figures, run

    found = run.measure(
        students=students or run.STUDENTS,
        many=run.MANY if full else 0,
        times=times or run.TIMES,
        say=partial(click.echo, err=True),
    )
    if as_json:
        out_json(figures.as_json(found))
    else:
        click.echo(figures.as_table(found))
