"""The commands handover, arrived, takeover: files that go from one school to another."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import edit_file, find_students
from ledger_app.actions.travel import closing_school, not_arrived, passages
from ledger_app.catalogue import STUDENT
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json
from ledger_app.domain.errors import LedgerError


@click.command()
@FILE
@click.argument("students", nargs=-1, metavar="[STUDENT…]")
@click.option("--to", "to_code", default="", help="接收学校的代码；不写只列出来。")
@click.option("--left-on", help="离校日期；不写按记录里的。")
@JSON
@PASSWORD_FILE
def handover(
    file: Path,
    students: tuple[str, ...],
    to_code: str,
    left_on: str | None,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """档案流转：列出离校未到、待移交、名在人不在、两校同报；写学生和 --to 就移交档案。"""
    if bool(students) != bool(to_code):
        raise LedgerError("要移交，学生和 --to 学校代码都要写。", "两样都不写，只列出来。")
    with opened(file, password_file, writes=bool(students)) as ledger:
        if students:
            ids = [find_students.student_id(ledger, each) for each in students]
            count = passages.hand_over(ledger, ids, to_code, left_on=day(left_on))
            click.echo(f"已移交 {count} 份档案，随下一份回执带下去", err=True)
        found = not_arrived.whereabouts(ledger)
    if as_json:
        out_json([asdict(each) for each in found])
        return
    for each in found:
        way = f"{each.from_name} → {each.to_name}" if each.to_name else each.from_name
        late = "已超期" if each.is_late else each.due_on
        parts = (not_arrived.WORDS[each.matter], each.name, each.place, way, each.since, late)
        click.echo("\t".join(parts).rstrip())
    click.echo(f"共 {len(found)} 人", err=True)


@click.command()
@FILE
@click.argument("student")
@click.option("--on", "on_text", help="到校日期，默认今天。")
@click.option("--grade", default="", help="到了哪个年级。")
@click.option("--class", "class_no", default="", help="到了哪个班。")
@click.option("--note", default="", help="到校说明。")
@PASSWORD_FILE
def arrived(
    file: Path,
    student: str,
    on_text: str | None,
    grade: str,
    class_no: str,
    note: str,
    password_file: Path | None,
) -> None:
    """登记流转来的孩子到校；随下一包告诉乡镇和原学校。"""
    with opened(file, password_file, writes=True) as ledger:
        owner = find_students.student_id(ledger, student)
        ways = [each for each in passages.on_the_way(ledger) if each.student == owner]
        if not ways:
            raise LedgerError("这个孩子没有还在路上的流转。", "用 handover 看谁离校未到。")
        stored = edit_file.parsed(ledger, STUDENT, {"grade": grade}) if grade else {}
        passages.arrive(
            ledger,
            ways[0].id,
            day(on_text) or ledger.today(),
            grade=str(stored.get("grade") or ""),
            class_no=class_no,
            note=note,
        )
    click.echo("已登记到校", err=True)


@click.command()
@FILE
@click.argument("code")
@click.option("--closed-on", help="撤并日期；学校名单里写了的不用写。")
@click.option("--dry-run", is_flag=True, help="只看谁到哪里去。")
@JSON
@PASSWORD_FILE
def takeover(
    file: Path,
    code: str,
    closed_on: str | None,
    dry_run: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """接管撤并学校的台账：孩子归接收学校，没有定学校的归乡镇。"""
    with opened(file, password_file, writes=not dry_run) as ledger:
        if dry_run:
            found = closing_school.look(ledger, code)
        else:
            found = closing_school.take_over(ledger, code, day(closed_on))
    if as_json:
        out_json(asdict(found))
        return
    for each in found.children:
        click.echo(f"{each.name}\t{each.place}\t{each.to.name if each.to else '没有定学校'}")
    said = f"{found.name} {len(found.children)} 人，没有定学校的 {len(found.unplaced)} 人"
    click.echo(f"{said}；{found.last}", err=True)
