"""Commands about workbooks: import."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ledger_app.actions import import_workbook
from ledger_app.actions.import_workbook import RowProblem
from ledger_app.actions.imports import column_files
from ledger_app.actions.imports.open_questions import open_questions
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.rehearsing.said_columns import wanting
from ledger_app.actions.rosters import relocate_moved, roster_words
from ledger_app.actions.rosters.roster_words import RosterTold
from ledger_app.cli import roster_lines
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command("import")
@FILE
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--school", help="全部归入这所学校。")
@click.option(
    "--policy",
    type=click.Choice([str(each) for each in import_workbook.Policy]),
    default="fill",
    help="fill 补空（默认），workbook 以工作簿为准，ledger 已有的孩子不动。",
)
@click.option("--whole", is_flag=True, help="名单是全的：班上大部分孩子不在上面也逐个列出来。")
@click.option("--relocate", is_flag=True, help="撤并学校的孩子已在别校名单上的，登记分流安置。")
@click.option(
    "--columns",
    type=click.Path(path_type=Path),
    help="各列认作什么（--save-columns 写的文件，改过的）。",
)
@click.option(
    "--save-columns",
    type=click.Path(path_type=Path),
    help="把各列认作什么写成文件，可以改了再用 --columns 导入。",
)
@click.option("--dry-run", is_flag=True, help="只预演，不写入。")
@click.option("--errors", type=click.Path(path_type=Path), help="有问题的行另存为工作簿。")
@JSON
@PASSWORD_FILE
@click.pass_context
def import_(
    context: click.Context,
    /,
    file: Path,
    workbook: Path,
    as_json: bool,
    password_file: Path | None,
    **asked: Any,  # noqa: ANN401
) -> None:
    """导入花名册（.xlsx .xls .ods .csv）。

    不认识的列、拿不准是谁的行不导入，都说出来：列用 --columns 定，行用 unsure 定。
    """
    dry_run, errors, save_columns = asked["dry_run"], asked["errors"], asked["save_columns"]
    with opened(file, password_file, writes=not dry_run) as ledger:
        for target in filter(None, (errors, save_columns)):
            import_workbook.check_target(target, workbook)
        plan = _planned(ledger, workbook, asked)
        unknown = column_files.write(plan, save_columns, source=workbook) if save_columns else 0
        written = import_workbook.write_problem_rows(plan, errors, workbook) if errors else 0
        result = (
            import_workbook.ImportResult(None, plan.counts, plan.problems, plan.roster)
            if dry_run
            else import_workbook.commit(ledger, plan)
        )
        told = roster_words.told_of(ledger, result.roster)
        moved = 0
        if asked["relocate"] and told.moved and not dry_run:
            moved = relocate_moved.relocate(ledger, result.roster.moved)
    if as_json:
        _say_json(plan, result, told)
    else:
        _say_import(plan, result, roster_lines.lines(told, relocated=moved), dry_run=dry_run)
        if not save_columns and (wanting(plan) or open_questions(plan)):
            click.echo(_HOW_TO_ANSWER)
        for path, said in ((save_columns, _columns_said), (errors, _errors_said)):
            if path:
                click.echo(said(unknown if path is save_columns else written, path))
    if result.counts["failed"]:
        context.exit(3)


_HOW_TO_ANSWER = (
    "没有定的列、隐藏或划掉的行：先加 --dry-run --save-columns 各列.toml 写出来，在文件里定好，"
    "再用 --columns 各列.toml 导入。"
)


def _planned(ledger: Ledger, workbook: Path, asked: dict[str, Any]) -> import_workbook.ImportPlan:
    """Return what is to be done, its columns as a file says where one was given."""
    columns = asked["columns"]
    return import_workbook.plan(
        ledger,
        workbook,
        school=asked["school"],
        policy=import_workbook.Policy(asked["policy"]),
        whole=asked["whole"],
        assignment=column_files.read(columns) if columns else None,
    )


def _columns_said(asked: int, path: Path) -> str:
    rest = f"，还有 {asked} 列没有认出来，在里面写上认作什么" if asked else ""
    return f"各列认作什么写在“{path.name}”里{rest}。"


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


def _say_json(
    plan: import_workbook.ImportPlan, result: import_workbook.ImportResult, told: RosterTold
) -> None:
    problems = [_as_json(problem) for problem in result.problems]
    about = {
        "import": result.revision_no,
        **result.counts,
        "problems": problems,
        "unsure": [_unsure(row, row.unsure) for row in plan.rows if row.unsure],
        "changes": [each._asdict() for each in plan.changes],
        "columns": [_column(use) for use in plan.mapping],
        "ignored": [asdict(each) for each in plan.ignored],
    }
    out_json(about | roster_lines.as_json(told))


def _unsure(row: import_workbook.PlannedRow, unsure: import_workbook.Unsure) -> dict[str, object]:
    """Return a row set aside: where it is, whom it may be about, what speaks for and against."""
    candidates = [
        {
            "id": each.student_id,
            "name": each.name,
            "row": list(each.place) if each.place else None,
            "agreeing": list(each.agreeing),
            "differing": list(each.differing),
        }
        for each in unsure.candidates
    ]
    place = {"sheet": row.sheet, "row": row.row, "name": row.name}
    return {**place, "fate": row.fate.value, "reason": row.reason, "candidates": candidates}


def _column(use: import_workbook.ColumnUse) -> dict[str, object]:
    keys = ("sheet", "letter", "heading", "taken_for", "sure", "doubt", "sample")
    return {**{key: getattr(use, key) for key in keys}, "choices": list(use.choices)}


def _say_import(
    plan: import_workbook.ImportPlan,
    result: import_workbook.ImportResult,
    roster: list[str],
    *,
    dry_run: bool,
) -> None:
    words = {"rows": "共", "created": "新增", "updated": "更新", "unchanged": "未变",
             "skipped": "跳过", "failed": "有误"}  # fmt: skip
    click.echo(" ".join(f"{word} {result.counts[key]}" for key, word in words.items()))
    for problem in result.problems:
        click.echo(f"{_place(problem)}：{problem.text}", err=True)
    for line in roster:
        click.echo(line)
    if waiting := sum(row.unsure is not None for row in plan.rows):
        click.echo(f"拿不准的 {waiting} 行没有进台账；用 unsure FILE 看是谁、定下来。")
    if dry_run:
        click.echo("以上是预演，没有写入。")
    elif result.revision_no is None:
        click.echo("台账没有变化。")
    else:
        click.echo(f"已写入；要撤销这次导入：undo FILE --revision {result.revision_no}")
