"""The command rollover: a new school year, rehearsed or carried out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ledger_app.actions import find_students
from ledger_app.actions.keep_places import school_choices
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.school_year import plan_roll_over, roll_over
from ledger_app.actions.school_year.plan_roll_over import RollOver
from ledger_app.actions.school_year.roll_over import RolledOver, Said
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json

WORDS = {
    "up": "升级", "leaves": "小学毕业", "graduates": "初中毕业", "stays": "不动", "asked": "要问",
}  # fmt: skip


@click.command()
@FILE
@click.option("--dry-run", is_flag=True, help="只预演，不写入。")
@click.option("--stay", default="", help="留在原年级的孩子（编号，用逗号隔开）。")
@click.option("--go", default="", help="要问的孩子里跟班走的（编号，用逗号隔开）。")
@click.option("--graduated-on", default="", help="初中毕业日期，默认今年 7 月 1 日。")
@click.option("--paper", default="", help="毕业证明：毕业名册或文号。")
@click.option("--to", "destinations", default="{}", help='升学去向，JSON：{"编号": "县一中"}。')
@JSON
@PASSWORD_FILE
def rollover(
    file: Path,
    dry_run: bool,
    stay: str,
    go: str,
    graduated_on: str,
    paper: str,
    destinations: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """新学年升级：一至八年级升一级，六年级查去向，九年级办毕业。

    7 月到 12 月，每学年一次；先用 --dry-run 看每个孩子怎么办，写入以后 undo 可以撤销。
    """
    with opened(file, password_file, writes=not dry_run) as ledger:
        to = {
            find_students.student_id(ledger, each): where
            for each, where in _destinations(destinations).items()
        }
        said = Said(_ids(ledger, stay), _ids(ledger, go), graduated_on, paper, to)
        plan = plan_roll_over.preview(ledger)
        about = plan_roll_over.as_plain(plan, dict(school_choices(ledger)))
        done = None if dry_run else roll_over.carry_out(ledger, plan, said)
    if as_json:
        out_json(
            {"revision": done.revision_no, **about, **done.counts}
            if done
            else {"revision": None} | about
        )
        return
    _say(plan, done)


def _say(plan: RollOver, done: RolledOver | None) -> None:
    counts = done.counts if done else plan.counts
    told = " ".join(f"{word} {counts[key]}" for key, word in WORDS.items())
    click.echo(f"{plan.year}-{plan.year + 1} 学年：{told}")
    for each in plan.planned:
        if each.asked or each.step.value == "leaves":
            reason = each.reason or "还不在七年级名单上"
            click.echo(f"{each.before.id[:8]}\t{each.before.name}\t{reason}")
    if done is None:
        click.echo("以上是预演，没有写入。")
    else:
        click.echo(f"已写入；要撤销：undo FILE --revision {done.revision_no}")


def _ids(ledger: Ledger, text: str) -> tuple[str, ...]:
    """Return the children named by id, number or name."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(find_students.student_id(ledger, each) for each in named)


def _destinations(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise click.UsageError('--to 要写成 JSON，如 {"编号": "县一中"}。') from error
    if not isinstance(found, dict):
        raise click.UsageError('--to 要写成 JSON，如 {"编号": "县一中"}。')
    return {str(key): str(value) for key, value in found.items()}
