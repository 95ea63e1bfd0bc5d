"""The command verify: 核查名单, children that the schools are to look at."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import find_students
from ledger_app.actions.handoff.verifying import hand_down, left_open
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.domain.errors import LedgerError


@click.command()
@FILE
@click.argument("students", nargs=-1, metavar="[STUDENT…]")
@click.option("--text", default="", help="请学校核实什么；不写只列出名单。")
@click.option("--source", default="", help="孩子在哪份名单上。")
@JSON
@PASSWORD_FILE
def verify(
    file: Path,
    students: tuple[str, ...],
    text: str,
    source: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """核查名单：列出比对后没有下落的孩子；写学生和 --text 就请各自的学校核实。"""
    if bool(students) != bool(text.strip()):
        raise LedgerError("要请学校核实，学生和 --text 都要写。", "两样都不写，只列出来。")
    with opened(file, password_file, writes=bool(students)) as ledger:
        if students:
            ids = [find_students.student_id(ledger, each) for each in students]
            done = hand_down.hand_down(ledger, ids, text, source)
            own = f"；本台账自己的 {len(done.own)} 份不用下发" if done.own else ""
            click.echo(f"已请学校核实 {done.count} 人，随下一份回执带下去{own}", err=True)
        found = left_open.to_verify(ledger)
    if as_json:
        out_json([asdict(each) for each in found])
        return
    for each in found:
        parts = (each.name, each.place, each.unit, each.answer, each.source, each.remark)
        click.echo("\t".join(parts).rstrip())
    click.echo(f"还没有请学校核实的 {len(found)} 人", err=True)
