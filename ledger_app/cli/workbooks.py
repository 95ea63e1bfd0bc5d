"""Commands about workbooks: import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ledger_app.actions import import_workbook
from ledger_app.actions.import_workbook import ProblemKind, RowProblem
from ledger_app.actions.rosters import relocate_moved, roster_words
from ledger_app.actions.rosters.roster_words import RosterTold
from ledger_app.cli import roster_lines
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command("import")
@FILE
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--school", help="全部归入这所学校。")
@click.option(
    "--policy", type=click.Choice([str(each) for each in import_workbook.Policy]), default="fill"
)
@click.option("--whole", is_flag=True, help="名单是全的：班上大部分孩子不在上面也逐个列出来。")
@click.option("--relocate", is_flag=True, help="撤并学校的孩子已在别校名单上的，登记分流安置。")
@click.option("--dry-run", is_flag=True, help="只预演，不写入。")
@click.option("--errors", type=click.Path(path_type=Path), help="有问题的行另存为工作簿。")
@JSON
@PASSWORD_FILE
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    workbook: Path,
    school: str | None,
    policy: str,
    whole: bool,
    relocate: bool,
    dry_run: bool,
    errors: Path | None,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """导入花名册（.xlsx .xls .ods .csv）。"""
    with opened(file, password_file, writes=not dry_run) as ledger:
        if errors:
            import_workbook.check_target(errors, workbook)
        plan = import_workbook.plan(
            ledger, workbook, school=school, policy=import_workbook.Policy(policy), whole=whole
        )
        written = import_workbook.write_problem_rows(plan, errors, workbook) if errors else 0
        result = (
            import_workbook.ImportResult(None, plan.counts, plan.problems, plan.roster)
            if dry_run
            else import_workbook.commit(ledger, plan)
        )
        told = roster_words.told_of(ledger, result.roster)
        moved = 0
        if relocate and told.moved and not dry_run:
            moved = relocate_moved.relocate(ledger, result.roster.moved)
    result = replace(result, problems=(*result.problems, *_left_columns(plan)))
    if as_json:
        _say_json(result, told)
    else:
        _say_import(result, roster_lines.lines(told, relocated=moved), dry_run=dry_run)
    if errors and not as_json:
        click.echo(_errors_said(written, errors))
    if result.counts["failed"]:
        context.exit(3)


def _left_columns(plan: import_workbook.ImportPlan) -> list[RowProblem]:
    """Say which columns hold something that the ledger has no place for."""
    return [
        RowProblem(
            left.sheet,
            0,
            left.heading,
            f"第 {left.letter} 列没有对应的项目，{left.count} 格没有导入。",
            ProblemKind.LEFT_OUT,
            letter=left.letter,
        )
        for left in plan.unmapped_columns
        if left.count
    ]


def _errors_said(written: int, errors: Path) -> str:
    if not written:
        return f"没有要改的行，没有写“{errors.name}”。"
    return f"要改的 {written} 行在“{errors.name}”里，改好后再导入一次。"


def _place(problem: RowProblem) -> str:
    """Return where a problem is; row 0 means the whole sheet."""
    row = f"第{problem.row}行" if problem.row else ""
    return " ".join(part for part in (problem.sheet, row, problem.column) if part)


def _as_json(problem: RowProblem) -> dict[str, object]:
    keys = ("sheet", "row", "column", "text", "kind")
    return {key: getattr(problem, key) for key in keys}


def _say_json(result: import_workbook.ImportResult, told: RosterTold) -> None:
    problems = [_as_json(problem) for problem in result.problems]
    about = {"import": result.revision_no, **result.counts, "problems": problems}
    out_json(about | roster_lines.as_json(told))


def _say_import(result: import_workbook.ImportResult, roster: list[str], *, dry_run: bool) -> None:
    words = {"rows": "共", "created": "新增", "updated": "更新", "unchanged": "未变",
             "skipped": "跳过", "failed": "有误"}  # fmt: skip
    click.echo(" ".join(f"{word} {result.counts[key]}" for key, word in words.items()))
    for problem in result.problems:
        click.echo(f"{_place(problem)}：{problem.text}", err=True)
    for line in roster:
        click.echo(line)
    if dry_run:
        click.echo("以上是预演，没有写入。")
    elif result.revision_no is None:
        click.echo("台账没有变化。")
    else:
        click.echo(f"已写入；要撤销这次导入：undo FILE --revision {result.revision_no}")
