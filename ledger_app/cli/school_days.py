"""The school calendar: show it, or load it from a workbook."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.school_days import keep_ages, keep_calendar, load_calendar
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CalendarKind
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json
from ledger_app.domain.day import Day
from ledger_app.domain.telling.due_words import day_line


@click.command("calendar")
@FILE
@click.argument("workbook", required=False, type=click.Path(path_type=Path))
@click.option("--on", "on_text", help="哪一天，默认今天。")
@click.option("--dry-run", is_flag=True, help="只预演，不写入。")
@click.option("--entry-age", type=click.IntRange(6, 7), help="几周岁入学：6 或 7。")
@click.option("--leaving-age", type=click.IntRange(15, 17), help="义务教育到几周岁：15、16 或 17。")
@JSON
@PASSWORD_FILE
@click.pass_context
def calendar_(
    context: click.Context,
    file: Path,
    workbook: Path | None,
    on_text: str | None,
    dry_run: bool,
    entry_age: int | None,
    leaving_age: int | None,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """显示校历；给出工作簿则导入（列：种类、开始日期、结束日期、名称）；给出年龄则改入学、离校年龄。"""
    writes = bool(workbook or entry_age or leaving_age) and not dry_run
    with opened(file, password_file, writes=writes) as ledger:
        if writes:
            entry, leaving = keep_ages.ages(ledger)
            keep_ages.keep_ages(ledger, entry_age or entry, leaving_age or leaving)
        on = ledger.day(day(on_text))
        plan = load_calendar.plan(ledger, workbook) if workbook else None
        if plan is not None and not dry_run:
            load_calendar.commit(ledger, plan)
        shown = _shown(ledger, on)
    if plan is not None:
        loaded = {"new": len(plan.new), "unchanged": plan.unchanged_count}
        shown |= loaded | {"failed": [asdict(each) for each in plan.bad]}
    if as_json:
        out_json(shown)
    else:
        _say(shown, plan, dry_run=dry_run)
    if plan is not None and plan.bad:
        context.exit(3)


def _shown(ledger: Ledger, on: Day) -> dict[str, Any]:
    return {
        "day": day_line(on),
        "entry_age": on.calendar.entry_age,
        "leaving_age": on.calendar.leaving_age,
        "entries": [asdict(each) for each in keep_calendar.entries(ledger)],
        "asked": [
            {"by": by.isoformat(), "text": text}
            for by, text in keep_calendar.asked(ledger, on.date)
        ],
    }


def _say(shown: dict[str, Any], plan: load_calendar.CalendarPlan | None, *, dry_run: bool) -> None:
    if plan is not None:
        click.echo(f"新增 {len(plan.new)} 未变 {plan.unchanged_count} 有误 {len(plan.bad)}")
        for each in plan.bad:
            click.echo(each.said, err=True)
        if dry_run:
            click.echo("以上是预演，没有写入。")
        return
    click.echo(shown["day"])
    click.echo(f"{shown['entry_age']} 周岁入学，义务教育到 {shown['leaving_age']} 周岁")
    for entry in shown["entries"]:
        kind = code_list(CalendarKind.CODES).name_of(entry["kind"])
        texts = (entry["from_on"], entry["to_on"], kind, entry["name"], entry["problem"])
        click.echo("\t".join(texts))
    for asked in shown["asked"]:
        click.echo(f"! {asked['text']}（{asked['by']} 前）")
