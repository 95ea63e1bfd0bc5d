"""Commands about workbooks that go out: export, fillin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ledger_app.actions.attendance.named_children import class_named
from ledger_app.actions.exporting import hand_out, whole_lists
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import print_ledger, print_workbook
from ledger_app.actions.printing.prepared import Prepared
from ledger_app.actions.printing.safety_on_paper import on_paper
from ledger_app.cli.papers import SAFETY_SEEN, must_have_read, part_asked, purpose_of
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Part


@click.command()
@FILE
@click.argument("printout")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--on", "on_text", help="截至哪一天，默认今天。")
@click.option("--purpose", type=click.Choice([str(each) for each in Purpose]), help="用途。")
@click.option("--school", help="只要一所学校。")
@click.option("--grade", help="只要一个年级。")
@click.option("--village", help="只要一个村(社区)。")
@SAFETY_SEEN
@PASSWORD_FILE
def export(
    file: Path,
    printout: str,
    out: Path,
    on_text: str | None,
    purpose: str | None,
    school: str | None,
    grade: str | None,
    village: str | None,
    safety_seen: bool,
    password_file: Path | None,
) -> None:
    """把一张台账存成工作簿（.xlsx；和打印一样有期号，号码照用途遮挡）。

    PRINTOUT 还可以是 students（全部学生，台账里有的项目都在）或 national（全国学籍模板 70 列）。
    """
    parts = {Part.SCHOOL: school, Part.GRADE: grade, Part.VILLAGE: village}
    print_workbook.must_be_workbook(out)
    with opened(file, password_file, writes=True) as ledger:
        if printout in whole_lists.TITLES:
            if on_text:
                raise click.UsageError("名单总是今天的，不能用 --on。")
            part = part_asked(ledger, parts)
            read = must_have_read(whole_lists.safety(ledger, part), safety_seen)
            wanted = Purpose(purpose or Purpose.REPORT)
            written = whole_lists.write(
                ledger, printout, out, purpose=wanted, scope=part, seen=read
            )
            notes, count = written.notes, written.count
        else:
            wanted = purpose_of(ledger, printout, purpose)
            prepared = _prepared(ledger, printout, on_text, wanted, parts)
            notes, count = tuple(each.text for each in prepared.problems), prepared.row_count
            read = must_have_read(on_paper(ledger, prepared), safety_seen)
            print_workbook.issue(ledger, prepared, out, read)
        for text in notes:
            click.echo(text, err=True)
    click.echo(f"已存为 {out}（{count} 行）")


def _prepared(
    ledger: Ledger, key: str, on: str | None, purpose: Purpose, parts: dict[Part, str | None]
) -> Prepared:
    printout = print_ledger.printout_called(ledger, key)
    print_workbook.must_be_table(printout)
    scope = part_asked(ledger, parts, printout)
    return print_ledger.prepare(ledger, key, on=day(on), purpose=purpose, scope=scope)


@click.command()
@FILE
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.option("--school", help="学校；台账里只有一所时可以不写。")
@click.option("--grade", default="", help="年级：3 或 三年级。")
@click.option("--class", "class_no", default="", help="班级：1 或 1班。")
@click.option("--field", "fields", multiple=True, help="要填的项目（可写几次），默认是缺的必填项。")
@SAFETY_SEEN
@JSON
@PASSWORD_FILE
def fillin(
    file: Path,
    out: Path | None,
    school: str | None,
    grade: str,
    class_no: str,
    fields: tuple[str, ...],
    safety_seen: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """给一个班发填报表（.xlsx）；不写 OUT 就列出发过的表，哪个班还没有交回。

    填好后用 import 导入：按表里的编号认出每个孩子，只填台账里空着的。
    """
    if out is None:
        with opened(file, password_file) as ledger:
            found = hand_out.returns(ledger)
        _say_returns(found, as_json=as_json)
        return
    print_workbook.must_be_workbook(out)
    with opened(file, password_file, writes=True) as ledger:
        place = class_named(ledger, school or "", grade, class_no)
        read = must_have_read(hand_out.safety(ledger, place), safety_seen)
        done = hand_out.hand_out(ledger, place, out, fields, read)
    if as_json:
        out_json({"children": done.count, "asked": list(done.asked), "hidden": done.hidden})
        return
    if done.hidden:
        click.echo(f"标为涉密的 {done.hidden} 人没有写在里面。", err=True)
    click.echo(f"已存为 {out}（{done.count} 人），要填：{'、'.join(done.asked)}")


def _say_returns(found: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        out_json(found)
        return
    for each in found:
        back = f"{each['returned_on']} 交回 {each['returned']} 人"
        state = back if each["returned_on"] else "没有交回"
        late = "（超过 7 天）" if each["late"] else ""
        told = f"发给 {each['children']} 人"
        click.echo("\t".join((each["handed_on"], each["class"], told, f"{state}{late}")))
    if not found:
        click.echo("还没有发过填报表。")
