"""The commands that end a case and take that back: close, reopen."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions import close_case, find_students
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json


@click.command()
@FILE
@click.argument("student")
@click.option("--reason", required=True, help="销号原因：代码或名称。")
@click.option("--on", "on_text", default="", help="销号日期，默认今天。")
@click.option("--evidence", default="", help="销号佐证；误报写明怎么回事。")
@click.option("--approver", default="", help="审批人。")
@click.option("--to", "school", default="", help="学籍转出的，写接收学校。")
@JSON
@PASSWORD_FILE
def close(
    file: Path,
    student: str,
    reason: str,
    on_text: str,
    evidence: str,
    approver: str,
    school: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """销号：原因、日期、佐证、审批人；缺了的记为待销号。"""
    given = {
        "close_reason": reason,
        "closed_on": on_text,
        "transferred_to": school,
        "close_evidence": evidence,
        "close_approver": approver,
    }
    with opened(file, password_file, writes=True) as ledger:
        owner = find_students.student_id(ledger, student)
        written = {key: text for key, text in given.items() if text.strip()}
        closing = close_case.close(ledger, owner, written)
    if as_json:
        out_json({"id": closing.record, "closed": not closing.lacking, "missing": closing.lacking})
    else:
        click.echo(closing.said)


@click.command()
@FILE
@click.argument("student")
@click.option("--on", "on_text", help="撤销日期，默认今天。")
@PASSWORD_FILE
def reopen(file: Path, student: str, on_text: str | None, password_file: Path | None) -> None:
    """撤销销号：个案继续办，原来的记录都留着。"""
    with opened(file, password_file, writes=True) as ledger:
        owner = find_students.student_id(ledger, student)
        click.echo(close_case.reopen(ledger, owner, day(on_text)))
