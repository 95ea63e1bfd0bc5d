"""The command handoff: how it stands with each unit below, and with the one above."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions.handoff import overview
from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json

_OPEN = (
    ("conflicts", "冲突"), ("to_judge", "待审核"), ("returned", "退回"), ("questions", "请核实"),
    ("answers", "已答复"), ("not_arrived", "未到"), ("missing", "缺失"),
)  # fmt: skip


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def handoff(file: Path, as_json: bool, password_file: Path | None) -> None:
    """移交：各下级单位最近一包、缺包和没办完的，以及本单位上次移交。"""
    with opened(file, password_file) as ledger:
        units, own = overview.overview(ledger), overview.own_status(ledger)
    if as_json:
        lines = [asdict(each) | {"is_late": each.is_late} for each in units]
        out_json({"units": lines, "own": asdict(own) | {"is_late": own.is_late}})
        return
    for each in units:
        click.echo(f"{each.code}\t{each.name}\t{_words(each)}")
    if own.words:
        click.echo(own.words)


def _words(line: UnitLine) -> str:
    if line.days is None:
        return "还没有移交过"
    parts = [f"第 {line.sequence} 包，{line.days} 天前"]
    if line.gaps:
        parts.append(f"第 {'、'.join(map(str, line.gaps))} 包缺")
    parts += [f"{label} {number}" for key, label in _OPEN if (number := getattr(line, key))]
    parts += [] if line.is_answered else ["还没有给回执"]
    parts += [] if line.verified else ["来源未核实"]
    return "；".join(parts)
