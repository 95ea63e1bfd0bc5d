"""The command that registers who of a class is there: rollcall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from ledger_app.actions import edit_file
from ledger_app.actions.attendance.class_list import Pupil, class_list
from ledger_app.actions.attendance.named_children import child_named, class_named, reasons_named
from ledger_app.actions.attendance.roll_call import (
    REPLACED,
    UNCHANGED,
    Registered,
    RollCall,
    register,
)
from ledger_app.actions.attendance.roll_workbook import Sheets, register_workbook
from ledger_app.actions.open_ledger import Ledger
from ledger_app.catalogue import TABLES
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, author, day, opened, out_json

_BLANK = {"到": "there", "没到": "absent"}


@click.command()
@FILE
@click.option("--school", help="学校；台账里只有一所时可以不写。")
@click.option("--grade", default="", help="年级：3 或 三年级。")
@click.option("--class", "class_no", default="", help="班级：1 或 1班。")
@click.option("--on", "on_text", help="哪一天，默认今天。")
@click.option("--absent", default="", help="没到的孩子，逗号隔开；事由写成 编号:病假。")
@click.option("--arrived", default="", help="名单上不算应到（请假、外地就读…）、但是到了的孩子。")
@click.option("--kind", default="点名", help="报到、点名或考试。")
@click.option("--by", "taken_by", default="", help="点名人。")
@click.option("--replace", is_flag=True, help="这一天登记过的，用这次的代替。")
@click.option("--from", "workbook", type=click.Path(path_type=Path), help="从点名表（工作簿）读。")
@click.option("--blank", type=click.Choice(list(_BLANK)), help="点名表里空着的算到还是没到。")
@JSON
@PASSWORD_FILE
def rollcall(
    file: Path,
    as_json: bool,
    password_file: Path | None,
    **given: Any,  # noqa: ANN401 - the options above by name
) -> None:
    """登记一个班的报到或点名：没写的都算到了。"""
    with opened(file, password_file, writes=True) as ledger:
        on = day(given["on_text"]) or ledger.today()
        kind = edit_file.parsed_value(ledger, TABLES["roll_call"].field("kind"), given["kind"])
        given |= {"kind": kind, "taken_by": given["taken_by"] or author()}
        if given["workbook"]:
            done = _of_workbook(ledger, on, given)
        else:
            done = [_of_class(ledger, on, given)]
    if as_json:
        out_json([_as_json(each) for each in done] if given["workbook"] else _as_json(done[0]))
    else:
        for each in done:
            _say(each)


def _of_workbook(ledger: Ledger, on: date, given: Mapping[str, Any]) -> list[Registered]:
    keys = ("school", "grade", "class_no", "taken_by", "replace")
    blank = _BLANK.get(given["blank"] or "", "")
    told = {key: given[key] for key in keys}
    return register_workbook(
        ledger, Sheets(given["workbook"], on, given["kind"], blank=blank, **told)
    )


def _of_class(ledger: Ledger, on: date, given: Mapping[str, Any]) -> Registered:
    kind = given["kind"]
    place = class_named(ledger, given["school"], given["grade"], given["class_no"])
    list_ = class_list(ledger, place, on, kind)
    missing = reasons_named(ledger, list_, _parts(given["absent"]))
    came = [child_named(ledger, list_, each) for each in _parts(given["arrived"])]
    call = RollCall(place, on, kind, missing, came, given["taken_by"], given["replace"])
    return register(ledger, call)


def _parts(text: str) -> list[str]:
    parts = text.replace("，", ",").replace("、", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


def _as_json(done: Registered) -> dict[str, object]:
    list_ = done.list_
    return {
        "id": done.record,
        "state": done.state,
        "school": list_.school_name,
        "grade": list_.place[1],
        "class": list_.place[2],
        "on": list_.day.text,
        "kind": done.kind_name,
        "listed": len(done.there) + len(done.absent),
        "present": len(done.there),
        "absent": _named(done.absent),
        "ended": _named(done.ended),
        "away": [{**_called(each), "why": each.away} for each in done.away],
        "notes": list(done.notes),
    }


def _named(pupils: Iterable[Pupil]) -> list[dict[str, str]]:
    return [_called(each) for each in pupils]


def _called(pupil: Pupil) -> dict[str, str]:
    return {"id": pupil.id, "name": pupil.name}


def _say(done: Registered) -> None:
    state = {REPLACED: "（代替了原来的登记）", UNCHANGED: "（和原来一样，没有变化）"}
    click.echo(f"{done.said}{state.get(done.state, '')}")
    for title, pupils in (("未到，已登记缺勤", done.absent), ("缺勤结束", done.ended)):
        if pupils:
            click.echo(f"{title}：{'、'.join(each.name for each in pupils)}")
    for pupil in done.away:
        click.echo(f"不算应到：{pupil.name}（{pupil.away}）")
    for note in done.notes:
        click.echo(note, err=True)
