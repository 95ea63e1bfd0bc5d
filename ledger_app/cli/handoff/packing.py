"""The commands that make what goes out: pack for the unit above, receipt for one below."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ledger_app.actions.handoff import pack as packing
from ledger_app.actions.handoff import preflight, receipts
from ledger_app.actions.handoff.making import Packed
from ledger_app.actions.open_ledger import Ledger
from ledger_app.cli.papers import SHOWN
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.withholding import left_out

OUT = click.argument("out", type=click.Path(path_type=Path))
CUSTODIAN = click.option("--custodian", default="", help="U盘保管人。")
STICK = click.option("--stick", "stick_no", default="", help="U盘编号。")
WORDS = click.option("--words", is_flag=True, help="不用配对的钥匙，用六个口令词封（来源未核实）。")


@click.command()
@FILE
@OUT
@click.option("--cut-off", "cut_off", default="", help="截至日期，默认今天。")
@click.option("--include", multiple=True, metavar="TABLE.KEY", help="默认不上报的，这次也上报。")
@CUSTODIAN
@STICK
@WORDS
@click.option("--dry-run", is_flag=True, help="只看移交前的检查，不做包。")
@JSON
@PASSWORD_FILE
def pack(
    file: Path,
    out: Path,
    cut_off: str,
    include: tuple[str, ...],
    custodian: str,
    stick_no: str,
    words: bool,
    dry_run: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """做包：把本单位的全部档案封给上级，写到 OUT（文件夹或文件）。"""
    chosen = [_pair(text) for text in include]
    with opened(file, password_file, writes=not dry_run) as ledger:
        if dry_run:
            _show(preflight.preflight(ledger, day(cut_off), chosen), as_json=as_json)
            return
        for each in preflight.noted_children(ledger):
            ids = " ".join(student[:SHOWN] for student in each.students)
            click.echo(f"请看一看：{each.text}（{ids}）", err=True)
        made = packing.pack(
            ledger,
            out,
            cut_off=day(cut_off),
            include=chosen,
            custodian=custodian,
            stick_no=stick_no,
            words=words,
        )
    _say(made, as_json=as_json)


@click.command()
@FILE
@click.argument("unit")
@OUT
@CUSTODIAN
@STICK
@WORDS
@JSON
@PASSWORD_FILE
def receipt(
    file: Path,
    unit: str,
    out: Path,
    custodian: str,
    stick_no: str,
    words: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """做回执：给下级单位 UNIT（代码或名称），写到 OUT（文件夹或文件）。"""
    with opened(file, password_file, writes=True) as ledger:
        made = _receipt(ledger, unit, out, custodian, stick_no, words=words)
    _say(made, as_json=as_json)


def _receipt(
    ledger: Ledger, unit: str, out: Path, custodian: str, stick_no: str, *, words: bool
) -> Packed:
    return receipts.make_receipt(
        ledger, unit, out, custodian=custodian, stick_no=stick_no, words=words
    )


def _pair(text: str) -> tuple[str, str]:
    """Return what stays by default and is let go: student.psychological, or its name."""
    for each in left_out():
        if text in (f"{each.table}.{each.key}", each.label):
            return each.pair
    known = "、".join(f"{each.table}.{each.key}（{each.label}）" for each in left_out())
    raise LedgerError(f"“{text}”不是默认不上报的项目。", f"可以写：{known}。")


def _say(made: Packed, *, as_json: bool) -> None:
    if as_json:
        told: dict[str, Any] = {
            "sequence": made.sequence,
            "students": made.students,
            "records": made.records,
            "path": str(made.path),
        }
        out_json({**told, "words": made.words} if made.words else told)
        return
    click.echo(
        f"第 {made.sequence} 包已写好：{made.path}（{made.students} 人，{made.records} 条记录）。"
        "可以拔出U盘。"
    )
    if made.words:
        click.echo(f"六个口令词，请在电话里告诉对方，不要写在U盘上：{made.words}")


def _show(found: preflight.Preflight, *, as_json: bool) -> None:
    if as_json:
        out_json(
            {
                "sequence": found.sequence,
                "blocking": [each.text for each in found.blocking],
                "advisory": [
                    {"text": each.text, "students": list(each.students)} for each in found.advisory
                ],
                "since_last": found.since_last,
                "withheld": [
                    {"key": ".".join(each.pair), "label": each.what.label, "count": each.count}
                    for each in found.withheld
                ],
            }
        )
        return
    for each in found.blocking:
        click.echo(f"不能做包：{each.text}")
    for each in found.advisory:
        click.echo(f"请看一看：{each.text}")
    click.echo(found.since_last)
    stays = "、".join(f"{each.what.label} {each.count} 处" for each in found.withheld if each.count)
    click.echo(f"不上报：{stays or '没有填过这类内容'}")
