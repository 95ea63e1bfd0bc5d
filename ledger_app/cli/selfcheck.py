"""The command selfcheck."""

from __future__ import annotations

import click

from ledger_app.cli.shell import JSON
from ledger_app.selfcheck import page


@click.command()
@JSON
@click.pass_context
def selfcheck(context: click.Context, as_json: bool) -> None:
    """看这台电脑能不能用（一页结果，没有任何名字）。"""
    context.exit(page.main(["--json"] if as_json else []))
