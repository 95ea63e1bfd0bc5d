"""The command unlisted: children that a list leaves out or marks, and what became of them."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions import find_students
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.rosters import answer_unlisted
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.domain.errors import LedgerError


@click.command()
@FILE
@click.argument("student", required=False)
@click.argument("answer", required=False)
@click.option("--remark", default="", help="说明，记在答复里。")
@JSON
@PASSWORD_FILE
def unlisted(
    file: Path,
    student: str | None,
    answer: str | None,
    remark: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """不在名单上的孩子：列出来；或答复 转走、在外就读、休学、辍学、名单漏了、待查。"""
    with opened(file, password_file, writes=bool(student)) as ledger:
        if student:
            code = answer_unlisted.answer_named(answer or "")
            _answer(ledger, find_students.student_id(ledger, student), code, remark)
        found = answer_unlisted.open_questions(ledger)
    if as_json:
        out_json([answer_unlisted.as_plain(each) for each in found])
        return
    for each in found:
        said = f"名单写着{each.said}" if each.said else "名单上没有"
        who = f"{each.student[:8]}\t{each.called}\t{each.class_words}"
        click.echo(f"{who}\t{each.missed_on} {each.source}\t{said}")
    click.echo(f"还没有答复的 {len(found)} 人", err=True)


def _answer(ledger: Ledger, student_id: str, code: str, remark: str) -> None:
    own = [row.id for row in answer_unlisted.open_questions(ledger) if row.student == student_id]
    if not own:
        raise LedgerError("这个孩子没有要答复的名单。", "用 unlisted FILE 看还有谁要答复。")
    answer_unlisted.answer(ledger, own, code, remark)
