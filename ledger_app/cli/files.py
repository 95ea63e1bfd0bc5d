"""Commands about the ledger file: new, demo, backup, restore, check."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import back_up, copy_elsewhere, open_ledger
from ledger_app.actions.back_up import Backup
from ledger_app.actions.checking import examine_ledger
from ledger_app.actions.demo import make_demo
from ledger_app.actions.open_ledger import Ledger
from ledger_app.cli.shell import (
    FILE,
    JSON,
    PASSWORD_FILE,
    author,
    opened,
    out_json,
    password,
    password_for,
)
from ledger_app.domain.checking.examination import KINDS
from ledger_app.domain.errors import LedgerError


@click.command()
@FILE
@click.option("--unit", required=True, help="单位全称。")
@click.option("--code", default="", help="学校标识码或单位代码。")
@click.option("--kind", type=click.Choice(open_ledger.KINDS), default="school")
@PASSWORD_FILE
def new(file: Path, unit: str, code: str, kind: str, password_file: Path | None) -> None:
    """新建台账。"""
    ledger = open_ledger.make_ledger(
        file, password(new=True, given=password_file), unit=unit, code=code, kind=kind,
        author=author(),
    )  # fmt: skip
    groups = open_ledger.recovery_groups(ledger)
    open_ledger.close(ledger)
    click.echo(f"已建立台账 {ledger.path}")
    click.echo("恢复码（抄下或打印后密封保存，口令和恢复码都丢失，台账就再也打不开）：", err=True)
    click.echo(" ".join(groups), err=True)


@click.command()
@FILE
@click.option("--to", "place", type=click.Path(path_type=Path), help="备份盘：以后都拷一份到这里。")
@click.option("--no-copy", is_flag=True, help="以后不再拷到备份盘。")
@PASSWORD_FILE
def backup(file: Path, place: Path | None, no_copy: bool, password_file: Path | None) -> None:
    """备份（核对无误后才算成功），有备份盘就再拷一份过去。"""
    if place and no_copy:
        raise click.UsageError("--to 和 --no-copy 只能用一个。")
    with opened(file, password_file, writes=True) as ledger:
        if place or no_copy:
            known = copy_elsewhere.set_place(ledger, place)
            click.echo(known or "", err=True, nl=bool(known))
        made = back_up.back_up(ledger)
        click.echo(f"已备份并核对：{made.path}")
        _copy_elsewhere(ledger, made, asked=place is not None)


def _copy_elsewhere(ledger: Ledger, made: Backup, *, asked: bool) -> None:
    """Copy to the other disk and say what would be lost; refused only where it was asked for."""
    task = copy_elsewhere.task(ledger, made)
    try:
        if task is not None:
            copied = copy_elsewhere.copy(task)
            click.echo(f"已拷到备份盘并核对：{copied}", err=True)
    except LedgerError as error:
        if asked:
            raise
        click.echo(str(error), err=True)
    found = copy_elsewhere.standing(ledger)
    click.echo(f"{found.text(ledger.clock())}。", err=True)


@click.command()
@FILE
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path))
@PASSWORD_FILE
def restore(file: Path, source: Path, password_file: Path | None) -> None:
    """用备份恢复；原文件改名保留。"""
    done = back_up.restore(
        file, source, password_for(file, source, given=password_file), author=author()
    )
    click.echo(f"已恢复 {done.path}（{done.student_count} 份档案）。")
    if done.set_aside:
        click.echo(f"原来的文件保留为 {done.set_aside}")


@click.command()
@FILE
@click.option("--content", is_flag=True, help="体检：逐个学生核对内容，而不是文件。")
@JSON
@PASSWORD_FILE
@click.pass_context
def check(
    context: click.Context, file: Path, content: bool, as_json: bool, password_file: Path | None
) -> None:
    """检查台账文件是否完好；--content 核对里面的内容。"""
    if content:
        _check_content(file, password_file, as_json=as_json)
        return
    found = back_up.look_through(file, password_for(file, given=password_file))
    problems = [each.text for each in found.problems]
    if as_json:
        out_json({"ok": not problems, "problems": problems, **_more(found)})
    else:
        said = problems or ["完好，没有发现问题。"]
        hints = [f"提示：{each.text}" for each in found.hints]
        click.echo("\n".join(filter(None, (*said, *hints, found.proof_text))))
    if problems:
        context.exit(1)


def _check_content(file: Path, password_file: Path | None, *, as_json: bool) -> None:
    with opened(file, password_file) as ledger:
        found = examine_ledger.examine_ledger(ledger)
        children = examine_ledger.child_count(ledger)
    counted = examine_ledger.counts(found)
    if as_json:
        lines = [_examined(each) for each in found]
        out_json({"children": children, "counts": counted, "findings": lines})
        return
    said = (f"{KINDS[kind]} {count}" for kind, count in counted.items())
    click.echo(f"体检 · 全部 {children} 人：{' · '.join(said)}")
    for each in found:
        where = " ".join(filter(None, (each.school, each.class_text)))
        click.echo(f"{each.name}（{where}） {KINDS[each.kind]}：{each.finding.text}")


def _examined(each: examine_ledger.Examined) -> dict[str, object]:
    places = dict.fromkeys((each.finding.first, each.finding.second))
    return {
        "kind": each.kind, "student": each.student, "name": each.name, "school": each.school,
        "class": each.class_text, "text": each.finding.text,
        "places": [asdict(place) for place in places],
    }  # fmt: skip


def _more(found: back_up.Checked) -> dict[str, object]:
    """Return faults and hints with their kinds, and which paper proves the log: what there is."""
    faults, hints = (
        [{"kind": each.kind, "text": each.text, **each.about} for each in kind]
        for kind in (found.problems, found.hints)
    )
    proof = asdict(found.proof) if found.proof and found.proof.printout else None
    known = {"faults": faults, "hints": hints, "proof": proof}
    return {key: value for key, value in known.items() if value}


@click.command()
@FILE
@click.option("--kind", type=click.Choice(open_ledger.KINDS), default="school")
@click.option("--students", type=int, default=928, help="学生数，最多 200000。")
@click.option("--seed", type=int, default=1, help="同一个数得到同样的内容。")
@PASSWORD_FILE
def demo(file: Path, kind: str, students: int, seed: int, password_file: Path | None) -> None:
    """新建演示台账（虚构的乡镇和学生）。"""
    ledger = make_demo.make_demo(
        file, password(new=True, given=password_file), kind=kind, students=students, seed=seed
    )
    open_ledger.close(ledger)
    click.echo(f"已建立演示台账 {ledger.path}（{students} 名虚构学生）")
