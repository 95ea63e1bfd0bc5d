"""The command compare: two lists beside each other, or a list beside the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ledger_app.actions.compare import answer_compared, as_plain, compare_lists, keep_comparison
from ledger_app.actions.compare.compare_lists import KINDS, Compared
from ledger_app.actions.open_ledger import Ledger
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json

_KINDS = "、".join(each.key for each in KINDS)
_MOST_LINES = 200  # of each list: a longer one is for a workbook, not a screen


@click.command()
@FILE
@click.argument("left")
@click.argument("right")
@click.option("--kind", default="lists", help=f"比对什么：{_KINDS}（默认，任意两份）。")
@click.option("--keep", is_flag=True, help="作为依据记入台账（名单日期、行数、校验和结果）。")
@click.option(
    "--answer", "answers", nargs=2, multiple=True, help="KEY 答复（外地就读、不需要等）。"
)
@click.option("--same", nargs=2, multiple=True, help="KEY KEY：这两个是同一个孩子。")
@click.option("--other", nargs=2, multiple=True, help="KEY KEY：这两个不是同一个孩子。")
@click.option("--remark", default="", help="佐证和说明，记在答复里。")
@click.option("--left-on", help="左边名单的日期。")
@click.option("--right-on", help="右边名单的日期。")
@JSON
@PASSWORD_FILE
def compare(
    file: Path,
    left: str,
    right: str,
    kind: str,
    keep: bool,
    answers: tuple[tuple[str, str], ...],
    same: tuple[tuple[str, str], ...],
    other: tuple[tuple[str, str], ...],
    remark: str,
    left_on: str | None,
    right_on: str | None,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """比对两份名单：一边写 ledger 就是台账，ledger:三年级,未核实 是其中一部分。

    结果分成只在左边、只在右边、不一致、拿不准；每个孩子有一个 KEY，答复时写它。
    """
    days = {"left_on": day(left_on), "right_on": day(right_on)}
    writes = bool(keep or answers or same or other)
    with opened(file, password_file, writes=writes) as ledger:
        found = compare_lists.compare_lists(ledger, left, right, kind, **days)
        if answers or same or other:
            _answer(ledger, found, answers, remark)
            _pair(ledger, found, same, is_same=True)
            _pair(ledger, found, other, is_same=False)
            found = compare_lists.compare_lists(ledger, left, right, kind, **days)
        if keep:
            keep_comparison.keep(ledger, found)
    told = as_plain.as_plain(found)
    if as_json:
        out_json(told)
    else:
        _say(found, told)


def _answer(
    ledger: Ledger, found: Compared, answers: tuple[tuple[str, str], ...], remark: str
) -> None:
    given = [(key, answer_compared.answer_named(text)) for key, text in answers]
    for key, code in given:
        entries = answer_compared.entries_with(found, [key])
        answer_compared.answer(ledger, found, entries, code, remark)


def _pair(
    ledger: Ledger, found: Compared, pairs: tuple[tuple[str, str], ...], *, is_same: bool
) -> None:
    for keys in pairs:
        one, other = (answer_compared.child_with(found, key) for key in keys)
        answer_compared.answer_pair(ledger, found, one, other, same=is_same)


def _say(found: Compared, told: dict[str, Any]) -> None:
    kind = found.kind
    titles = {
        "only_left": f"只在{kind.left.label}",
        "only_right": f"只在{kind.right.label}",
        "differ": "不一致",
        "unsure": "拿不准",
        "answered": "已经答复",
        "both": "两份都有",
        "outside_age": "不在义务教育年龄，没有算",
        "repeated": "同一份名单上重复",
    }
    for source in (found.left, found.right):
        click.echo(f"{source.name}：{source.row_count} 行，{source.listed_on}")
        for each in source.left_out:
            place = f"第 {each.row} 行 {each.name}" if each.row else each.sheet
            parts = filter(None, ("没有比对", place, each.reason))
            click.echo(f"  {'：'.join(parts)}", err=True)
    for key, title in titles.items():
        entries = told[key]
        count = told["counts"][key]
        click.echo(f"{title} {count} 人")
        for entry in entries[:_MOST_LINES]:
            click.echo(f"  {_line(entry)}")
        if len(entries) > _MOST_LINES:
            click.echo(f"  还有 {len(entries) - _MOST_LINES} 人，用 --json 看全部。")


def _line(entry: dict[str, Any]) -> str:
    where = f"第 {entry['row']} 行" if entry["row"] else "台账"
    born = entry.get("birth_date", "")
    place = entry.get("village") or entry.get("school", "")
    answer = (entry["answer"],) if "answer" in entry else ()
    new = ("新出现",) if entry.get("new") else ()
    who = "\t".join((entry["name"], born, place, where, entry["reason"], *answer, *new))
    return "\t".join((who, *(_candidate(each) for each in entry.get("candidates", ()))))


def _candidate(candidate: dict[str, Any]) -> str:
    facts = "、".join(("同：" + "，".join(candidate["agreeing"]),) if candidate["agreeing"] else ())
    apart = "异：" + "，".join(candidate["differing"]) if candidate["differing"] else ""
    place = f"第 {candidate['row']} 行" if candidate["row"] else "台账"
    return f"[{candidate['name']} {place} {facts} {apart}]".replace("  ", " ")
