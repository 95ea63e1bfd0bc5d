"""The command verdict: lists and judges what packages changed, answers what was returned."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import find_students
from ledger_app.actions.handoff import verdicts
from ledger_app.actions.open_ledger import Ledger
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.domain.errors import LedgerError

_GIVEN = (VerdictCode.ACCEPTED, VerdictCode.RETURNED)
_KINDS = {"new": "新", "changed": "变", "gone": "删"}


@click.command()
@FILE
@click.argument("words", nargs=-1, metavar="[STUDENT… accepted|returned]")
@click.option("--reason", default="", help="退回的原因。")
@click.option("--unit", default="", help="只看这个单位（代码）；不写学生就是它的全部。")
@click.option("--reply", default="", help="学校：对退回的答复，随下一包上交。")
@JSON
@PASSWORD_FILE
def verdict(
    file: Path,
    words: tuple[str, ...],
    reason: str,
    unit: str,
    reply: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """审核移交来的档案：通过 accepted，或退回 returned；不写学生只列出来。"""
    *students, said = words or ("",)
    if reply:
        students, said = [*students, said], ""
    _check(said, students, unit, reply)
    with opened(file, password_file, writes=bool(words)) as ledger:
        ids = [find_students.student_id(ledger, each) for each in students]
        if reply:
            _reply(ledger, ids, reply)
        elif said:
            ids = ids or [each.student for each in verdicts.changed_files(ledger, unit)]
            count = verdicts.give(ledger, ids, said, reason)
            click.echo(f"已审核 {count} 份档案", err=True)
        changed = verdicts.changed_files(ledger, unit)
        returned = verdicts.returned(ledger)
    if as_json:
        out_json({
            "to_judge": [asdict(each) for each in changed],
            "returned": [asdict(each) for each in returned],
        })  # fmt: skip
        return
    for one in changed:
        lines = "；".join(f"{line.label} {line.old} → {line.new}" for line in one.lines)
        click.echo(f"{one.student[:8]}\t{one.name}\t{one.place}\t{_KINDS[one.kind]}\t{lines}")
    for back in returned:
        click.echo(f"{back.student[:8]}\t{back.name}\t{back.place}\t退回：{back.reason}")
    click.echo(f"待审核 {len(changed)} 份，退回待办 {len(returned)} 份", err=True)


def _check(said: str, students: list[str], unit: str, reply: str) -> None:
    if said and said not in _GIVEN:
        raise click.UsageError("最后要写 accepted（通过）或 returned（退回）。")
    if said and not students and not unit:
        raise click.UsageError("写上学生，或用 --unit 写上单位代码。")
    if reply and not any(students):
        raise click.UsageError("答复退回要写是哪个学生。")


def _reply(ledger: Ledger, students: list[str], text: str) -> None:
    waiting = {each.student: each.id for each in verdicts.returned(ledger)}
    if any(each not in waiting for each in students):
        raise LedgerError("这个学生的档案没有退回待办。", "用 verdict FILE 看有哪些退回的。")
    for each in students:
        verdicts.reply(ledger, waiting[each], text)
