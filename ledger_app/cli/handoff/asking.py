"""The commands questions, ask and answer: 请核实."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import edit_file, find_students
from ledger_app.actions.handoff import questions as asked
from ledger_app.catalogue import STUDENT
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.handoff_meanings import QuestionAnswer
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command()
@FILE
@click.option("--close", "closed", multiple=True, metavar="ID", help="了结自己问的（可写多个）。")
@JSON
@PASSWORD_FILE
def questions(
    file: Path, closed: tuple[str, ...], as_json: bool, password_file: Path | None
) -> None:
    """请核实：要在这里答复的，和从这里问出去还没有了结的。"""
    with opened(file, password_file, writes=bool(closed)) as ledger:
        if closed:
            asked.close(ledger, closed)
        found = asked.open_questions(ledger)
    if as_json:
        out_json([asdict(each) for each in found])
        return
    for each in found:
        about = f"{each.label} {each.value}".strip() or "整份档案"
        said = code_list(QuestionAnswer.CODES).name_of(each.answer) if each.answer else "没有答复"
        way = "问出去" if each.is_ours else "要答复"
        parts = (each.id[:8], way, each.name, each.place, about, each.asked, said, each.reply)
        click.echo("\t".join(parts).rstrip())
    waiting = sum(not each.is_ours and not each.answer for each in found)
    click.echo(f"没有了结的 {len(found)} 个，要在这里答复的 {waiting} 个", err=True)


@click.command()
@FILE
@click.argument("student")
@click.argument("text")
@click.option("--field", default="", help="问的是哪一项；不写就是整份档案。")
@JSON
@PASSWORD_FILE
def ask(
    file: Path, student: str, text: str, field: str, as_json: bool, password_file: Path | None
) -> None:
    """请下级单位核实一份档案，或其中一项；随下一份回执下去。"""
    with opened(file, password_file, writes=True) as ledger:
        child = find_students.student_id(ledger, student)
        key = edit_file.named_field(STUDENT, field).key if field else ""
        (question,) = asked.ask(ledger, [child], text, field=key)
    if as_json:
        out_json({"id": question})
    else:
        click.echo(question)


@click.command()
@FILE
@click.argument("question")
@click.argument("said", type=click.Choice(asked.ANSWERS))
@click.option("--reply", default="", help="说明，或为什么不改。")
@click.option("--value", default=None, help="accepted：更正成什么。")
@PASSWORD_FILE
def answer(
    file: Path,
    question: str,
    said: str,
    reply: str,
    value: str | None,
    password_file: Path | None,
) -> None:
    """答复上级的请核实：accepted 已核实更正、answered 已说明、refused 不更正；随下一包上去。"""
    with opened(file, password_file, writes=True) as ledger:
        asked.answer(ledger, question, said, reply, value)
