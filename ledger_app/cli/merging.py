"""The commands merge, unmerge, split, pairs: two files of one child, one file of two children."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import find_students
from ledger_app.actions.merging import merge_files, split_file, suspected_pairs
from ledger_app.actions.merging.merge_files import TAKEN, Beside, Merge, Merged, Take
from ledger_app.actions.merging.suspected_pairs import Suspected
from ledger_app.catalogue import STUDENT, resolve_field
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import SameChild
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.cli.shell import pairs as pairs_of
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import mask_numbers

_TAKES = {each.value: each for each in Take}


@click.command()
@FILE
@click.argument("kept")
@click.argument("other")
@click.argument("choices", nargs=-1)
@click.option("--dry-run", is_flag=True, help="只看两份档案哪里不同，不合并。")
@click.option("--sure", is_flag=True, help="看着像两个孩子，也要合并。")
@JSON
@PASSWORD_FILE
def merge(
    file: Path,
    kept: str,
    other: str,
    choices: tuple[str, ...],
    dry_run: bool,
    sure: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """合并同一个孩子的两份档案：OTHER 并入 KEPT，两份的记录都留下，可以撤销或拆开。

    两份不同的项目留 KEPT 的；要用 OTHER 的写 项目=other，两份都留写 项目=both，例如 phone=both。
    """
    with opened(file, password_file, writes=not dry_run) as ledger:
        one, two = (find_students.student_id(ledger, each) for each in (kept, other))
        found = merge_files.beside(ledger, one, two)
        if found.doubt and not (sure or dry_run):
            hint = "确实是同一个孩子，请加 --sure；先看看用 --dry-run。"
            raise LedgerError(mask_numbers(found.doubt), hint)
        if not dry_run:
            done = merge_files.merge(ledger, one, two, _chosen(choices))
    if dry_run:
        _tell_beside(found, as_json)
    else:
        _tell_merged(done, as_json)


def _chosen(choices: tuple[str, ...]) -> dict[str, Take]:
    chosen = {}
    for name, word in pairs_of(choices).items():
        if word not in _TAKES:
            raise LedgerError(f"“{name}={word}”不明白。", "等号后面写 kept、other 或 both。")
        chosen[_key(name)] = _TAKES[word]
    return chosen


def _key(name: str) -> str:
    try:
        return resolve_field(STUDENT, name).key
    except KeyError:
        raise LedgerError(f"档案里没有“{name}”这一项。") from None


def _told(found: Beside) -> list[dict[str, object]]:
    """Return each difference as it is shown: what each file says, what happens by itself."""
    return [
        {
            "key": each.key,
            "label": each.label,
            "kept": mask_numbers(found.texts[each.key][0]),
            "other": mask_numbers(found.texts[each.key][1]),
            "take": str(each.take),
            "choices": [str(take) for take in each.choices],
            "asked": each.is_asked,
        }
        for each in found.facings
    ]


def _tell_beside(found: Beside, as_json: bool) -> None:
    told = _told(found)
    if as_json:
        records = [{"label": label, "kept": n, "other": m} for label, n, m in found.records]
        out_json(
            {
                "differing": told,
                "records": records,
                "alike": [mask_numbers(each) for each in found.alike],
                "agreeing": [mask_numbers(each) for each in found.agreeing],
                "against": [mask_numbers(each) for each in found.differing],
                "doubt": mask_numbers(found.doubt),
            }
        )
        return
    if found.doubt:
        click.echo(f"注意：{mask_numbers(found.doubt)}", err=True)
    for each in told:
        take = TAKEN[Take(str(each["take"]))]
        click.echo(f"{each['label']}\t{each['kept'] or '空'}\t{each['other'] or '空'}\t{take}")
    for label, own, more in found.records:
        click.echo(f"{label}\t{own} 条\t{more} 条\t两份都留")


def _tell_merged(done: Merged, as_json: bool) -> None:
    if as_json:
        out_json(
            {
                "revision": done.revision_no,
                "kept": done.kept,
                "gone": done.gone,
                "taken": sorted(done.taken),
                "moved": dict(done.moved),
                "left_out": [mask_numbers(each) for each in done.left_out],
                "alike": [mask_numbers(each) for each in done.alike],
            }
        )
        return
    click.echo(f"已合并：填了 {len(done.taken)} 项，并入 {sum(done.moved.values())} 条记录。")
    for text in done.left_out:
        click.echo(f"没有留下：{mask_numbers(text)}")
    for text in done.alike:
        click.echo(f"两份里都有，请看是否重复：{mask_numbers(text)}")


@click.command()
@FILE
@click.argument("student")
@JSON
@PASSWORD_FILE
def unmerge(file: Path, student: str, as_json: bool, password_file: Path | None) -> None:
    """把合并过的档案拆回两份（最近一次合并）；合并以后改过的留在 STUDENT 里，一一列出。"""
    with opened(file, password_file, writes=True) as ledger:
        newest = _newest(merge_files.merged_into(ledger, find_students.student_id(ledger, student)))
        result = merge_files.unmerge(ledger, newest.revision_no)
    if as_json:
        out_json({**asdict(result), "kept_file": newest.kept, "back": newest.gone})
        return
    click.echo(f"已拆回两份：{result.reversed_count} 处复原，另一份档案编号 {newest.gone}")
    for title in result.kept:
        click.echo(f"保留（之后又改过）：{title}")


def _newest(found: list[Merge]) -> Merge:
    if not found:
        raise LedgerError("这份档案没有合并过。", "一份档案混了两个孩子的，用 split 拆分。")
    return found[0]


@click.command()
@FILE
@click.argument("student")
@click.argument("values", nargs=-1, required=True)
@click.option("--records", default="", help="归新档案的记录编号，用逗号分开（show 里有）。")
@click.option("--take", default="", help="从原档案移到新档案的项目，用逗号分开。")
@click.option("--share", default="", help="两份档案都要的项目，用逗号分开。")
@JSON
@PASSWORD_FILE
def split(
    file: Path,
    student: str,
    values: tuple[str, ...],
    records: str,
    take: str,
    share: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """拆分混了两个孩子的档案：给另一个孩子建新档案，把他的记录移过去。VALUES 写 姓名=…。"""
    with opened(file, password_file, writes=True) as ledger:
        done = split_file.split(
            ledger,
            find_students.student_id(ledger, student),
            pairs_of(values),
            records=_listed(records),
            taken=[_key(each) for each in _listed(take)],
            shared=[_key(each) for each in _listed(share)],
        )
    if as_json:
        out_json({**asdict(done), "revision": done.revision_no})
    else:
        click.echo(f"已拆分：新档案编号 {done.new}，移过去 {done.moved} 条记录。")


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


@click.command()
@FILE
@click.argument("one", required=False)
@click.argument("other", required=False)
@click.argument("answer", required=False)
@JSON
@PASSWORD_FILE
def pairs(
    file: Path,
    one: str | None,
    other: str | None,
    answer: str | None,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """疑似同一人的档案：列出来；或答复 ONE OTHER 不是同一人（或 以后再说）。是同一人的用 merge。"""
    with opened(file, password_file, writes=bool(one)) as ledger:
        if one:
            first, second = (find_students.student_id(ledger, each or "") for each in (one, other))
            code = code_list(SameChild.CODES).find(answer or "")
            suspected_pairs.judge_pair(ledger, first, second, code.value if code else "")
        found = suspected_pairs.suspected(ledger)
    if as_json:
        out_json([_hidden(each) for each in found])
        return
    for each in found:
        facts = ("；".join(mask_numbers(fact) for fact in each.agreeing + each.differing)) or "同名"
        click.echo(f"{each.first[:8]}\t{each.second[:8]}\t{'  '.join(each.names)}\t{facts}")
    click.echo(f"疑似同一人 {len(found)} 对", err=True)


def _hidden(found: Suspected) -> dict[str, object]:
    return {
        **asdict(found),
        "agreeing": [mask_numbers(each) for each in found.agreeing],
        "differing": [mask_numbers(each) for each in found.differing],
    }
