"""The program from a shell: the same actions as the window. Loads no Qt.

Exit codes: 0 done, 1 refused with a sentence on stderr, 2 usage, 3 done but some rows failed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ledger_app.actions import (
    back_up,
    due_list,
    edit_file,
    find_students,
    import_workbook,
    make_demo,
    open_ledger,
    print_ledger,
    show_student,
    undo_revision,
)
from ledger_app.domain import dates
from ledger_app.domain.masking import Purpose
from ledger_app.domain.errors import LedgerError
from ledger_app.store import ledger_files
from ledger_app.store.ledger import Ledger

FILE = click.argument("file", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="结果写成 JSON。")
PASSWORD_FILE = click.option("--password-file", type=click.Path(path_type=Path), help="口令文件。")


@click.group(help="一生一档:控辍保学学生台账。")
@click.option("--password-file", type=click.Path(path_type=Path), help="从文件第一行读口令。")
@click.pass_context
def main(context: click.Context, password_file: Path | None) -> None:
    """Hold what all commands share."""
    context.obj = {"password_file": password_file}


def run() -> None:
    """Run one command; a LedgerError becomes one sentence on stderr and exit code 1."""
    try:
        sys.exit(main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("已取消。", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except LedgerError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def password(*, new: bool = False, given: Path | None = None) -> str:
    """Return the password from the environment, a file, or a prompt."""
    context = click.get_current_context()
    source = given or (context.find_root().obj or {}).get("password_file")
    if source:
        try:
            return str(source.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r"))
        except OSError as error:
            raise LedgerError(f"读不了口令文件“{source}”。", "请检查路径。") from error
    if "LEDGER_PASSWORD" in os.environ:
        return os.environ["LEDGER_PASSWORD"]
    if not sys.stdin.isatty() and not new:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("口令", hide_input=True, confirmation_prompt=new, err=True))


def author() -> str:
    """Return who is working, for the history: LEDGER_AUTHOR, or empty for the ledger's clerk."""
    return os.environ.get("LEDGER_AUTHOR", "")


@contextmanager
def opened(path: Path, given: Path | None = None) -> Iterator[Ledger]:
    """Open a ledger for one command and close it again."""
    ledger = open_ledger.open_ledger(path, password(given=given), author=author())
    try:
        yield ledger
    finally:
        ledger_files.close(ledger)


def out_json(value: object) -> None:
    """Print one JSON value, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def day(text: str | None) -> date | None:
    """Return the day typed; raise LedgerError if it is none."""
    if not text:
        return None
    parsed = dates.parse_date(text, datetime.now().date())
    if parsed is None:
        raise LedgerError(f"“{text}”不是日期。", "请写成 2026-11-21。")
    return parsed


def pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """Return key=value arguments as a dictionary; raise UsageError on any other form."""
    found: dict[str, str] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"“{text}”应写成 项目=内容,例如 phone=13800000000。")
        found[key.strip()] = value
    return found


@main.command()
@FILE
@click.option("--unit", required=True, help="单位全称。")
@click.option("--code", default="", help="学校标识码或单位代码。")
@click.option("--kind", type=click.Choice(open_ledger.KINDS), default="school")
@PASSWORD_FILE
def new(file: Path, unit: str, code: str, kind: str, password_file: Path | None) -> None:
    """新建台账。"""
    ledger = open_ledger.make_ledger(
        file, password(new=True, given=password_file), unit=unit, code=code, kind=kind,
        author=author(),
    )  # fmt: skip
    groups = open_ledger.recovery_groups(ledger)
    ledger_files.close(ledger)
    click.echo(f"已建立台账 {ledger.path}")
    click.echo("恢复码(抄下或打印后密封保存,口令和恢复码都丢失,台账就再也打不开):", err=True)
    click.echo(" ".join(groups), err=True)


@main.command()
@FILE
@click.argument("text")
@JSON
@PASSWORD_FILE
def find(file: Path, text: str, as_json: bool, password_file: Path | None) -> None:
    """按姓名、拼音、首字母、证件号、电话、学校、村查找。"""
    with opened(file, password_file) as ledger:
        rows = find_students.find(ledger, text)
    if as_json:
        out_json([_found(row) for row in rows])
        return
    for row in rows:
        place = f"{row['school_name'] or ''}\t{find_students.grade_name(row['grade'])}"
        status = find_students.status_name(row["status"])
        click.echo(f"{row['id'][:8]}\t{row['name']}\t{place}({row['class_no'] or ''})\t{status}")
    click.echo(f"共 {len(rows)} 人", err=True)


def _found(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "school": row["school_name"],
        "grade": find_students.grade_name(row["grade"]),
        "class": row["class_no"],
        "status": find_students.status_name(row["status"]),
        "id_no": row["id_no"],
    }


@main.command()
@FILE
@click.argument("student")
@click.option("--reveal", is_flag=True, help="显示完整号码和敏感项(会记入审计)。")
@JSON
@PASSWORD_FILE
def show(
    file: Path, student: str, reveal: bool, as_json: bool, password_file: Path | None
) -> None:
    """显示一个学生的档案。"""
    with opened(file, password_file) as ledger:
        content = show_student.show(
            ledger, find_students.student_id(ledger, student), reveal=reveal
        )
    if as_json:
        out_json(content)
        return
    for key, value in content.items():
        if value not in (None, "", [], {}) and key not in ("records", "problems"):
            click.echo(f"{key}: {value}")
    for table, rows in content["records"].items():
        for row in rows:
            shown = " ".join(f"{k}={v}" for k, v in row.items() if v is not None)
            click.echo(f"[{table}] {shown}")
    for problem in content["problems"]:
        click.echo(f"! {problem['text']}")


@main.command("set")
@FILE
@click.argument("student")
@click.argument("values", nargs=-1, required=True)
@JSON
@PASSWORD_FILE
def set_values(
    file: Path, student: str, values: tuple[str, ...], as_json: bool, password_file: Path | None
) -> None:
    """修改学生档案:项目=内容 …(项目可用英文键或中文名称)。"""
    with opened(file, password_file) as ledger:
        record_id = find_students.student_id(ledger, student)
        saved = edit_file.save_fields(ledger, "student", record_id, pairs(values))
    if as_json:
        out_json(asdict(saved))
    else:
        click.echo(f"已保存 {len(saved.changed)} 项。" if saved.changed else "没有变化。")


@main.command()
@FILE
@click.argument("table")
@click.argument("student")
@click.argument("values", nargs=-1, required=True)
@JSON
@PASSWORD_FILE
def add(
    file: Path,
    table: str,
    student: str,
    values: tuple[str, ...],
    as_json: bool,
    password_file: Path | None,
) -> None:
    """新增记录:TABLE 为 contact、dropout … 或中文名;新建学生用 student - 姓名=…。"""
    with opened(file, password_file) as ledger:
        key = edit_file.named_table(table).key
        if key == "student":
            saved = edit_file.add_student(ledger, pairs(values))
        else:
            owner = None
            if key not in ("school", "school_class"):
                owner = find_students.student_id(ledger, student)
            saved = edit_file.add_record(ledger, key, owner, pairs(values))
    if as_json:
        out_json({"id": saved.record_id})
    else:
        click.echo(f"已保存,编号 {saved.record_id}")


@main.command()
@FILE
@click.argument("student")
@JSON
@PASSWORD_FILE
def history(file: Path, student: str, as_json: bool, password_file: Path | None) -> None:
    """显示一个学生的修改历史。"""
    with opened(file, password_file) as ledger:
        changes = show_student.changes(ledger, find_students.student_id(ledger, student))
    if as_json:
        out_json(changes)
        return
    for row in changes:
        text = f"{row['old_text'] or '空'} → {row['new_text'] or '空'}" if row["field"] else row["op"]
        click.echo(f"{row['at']}\t{row['author']}\t{row['label']}\t{text}")


@main.command()
@FILE
@click.option("--revision", type=int, help="修改编号;不给则撤销最近一次。")
@JSON
@PASSWORD_FILE
def undo(file: Path, revision: int | None, as_json: bool, password_file: Path | None) -> None:
    """撤销最近一次修改,或指定的一次(如一次导入)。"""
    with opened(file, password_file) as ledger:
        result = undo_revision.undo(ledger, revision)
    if as_json:
        out_json({**asdict(result), "reversed": result.reversed_count})
        return
    click.echo(f"已撤销“{result.summary}”:{result.reversed_count} 处。")
    for title in result.kept:
        click.echo(f"保留(之后又改过):{title}")


@main.command()
@FILE
@click.option("--on", "on_text", help="哪一天,默认今天。")
@JSON
@PASSWORD_FILE
def due(file: Path, on_text: str | None, as_json: bool, password_file: Path | None) -> None:
    """今日应办:超期、今天、近日到期。"""
    with opened(file, password_file) as ledger:
        found = due_list.due(ledger, day(on_text))
    if as_json:
        out_json([asdict(reminder) for reminder in found])
        return
    words = {"overdue": "超期", "today": "今天", "soon": "将到"}
    for each in found:
        click.echo(
            f"{words[each.state]}\t{each.due_on}\t{each.name}\t{each.reason}\t{each.who}\t{each.action}"
        )
    click.echo(f"共 {len(found)} 项", err=True)


@main.command()
@FILE
@PASSWORD_FILE
def backup(file: Path, password_file: Path | None) -> None:
    """备份(核对无误后才算成功)。"""
    with opened(file, password_file) as ledger:
        made = back_up.back_up(ledger)
    click.echo(f"已备份并核对:{made.path}")


@main.command()
@FILE
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path))
@PASSWORD_FILE
def restore(file: Path, source: Path, password_file: Path | None) -> None:
    """用备份恢复;原文件改名保留。"""
    done = back_up.restore(file, source, password(given=password_file), author=author())
    click.echo(f"已恢复 {done.path}({done.student_count} 份档案)。")
    if done.set_aside:
        click.echo(f"原来的文件保留为 {done.set_aside}")


@main.command()
@FILE
@JSON
@PASSWORD_FILE
@click.pass_context
def check(
    context: click.Context, file: Path, as_json: bool, password_file: Path | None
) -> None:
    """检查台账文件是否完好。"""
    problems = back_up.check_file(file, password(given=password_file))
    if as_json:
        out_json({"ok": not problems, "problems": problems})
    else:
        click.echo("\n".join(problems) if problems else "完好,没有发现问题。")
    if problems:
        context.exit(1)


@main.command()
@FILE
@click.option("--kind", type=click.Choice(open_ledger.KINDS), default="school")
@click.option("--students", type=int, default=928, help="学生数,最多 200000。")
@click.option("--seed", type=int, default=1, help="同一个数得到同样的内容。")
@PASSWORD_FILE
def demo(file: Path, kind: str, students: int, seed: int, password_file: Path | None) -> None:
    """新建演示台账(虚构的乡镇和学生)。"""
    ledger = make_demo.make_demo(
        file, password(new=True, given=password_file), kind=kind, students=students, seed=seed
    )
    ledger_files.close(ledger)
    click.echo(f"已建立演示台账 {ledger.path}({students} 名虚构学生)")


@main.command("import")
@FILE
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--school", help="全部归入这所学校。")
@click.option("--policy", type=click.Choice([str(each) for each in import_workbook.Policy]), default="fill")
@click.option("--dry-run", is_flag=True, help="只预演,不写入。")
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
    dry_run: bool,
    errors: Path | None,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """导入花名册(.xlsx .xls .ods .csv)。"""
    with opened(file, password_file) as ledger:
        plan = import_workbook.plan(
            ledger, workbook, school=school, policy=import_workbook.Policy(policy)
        )
        if errors:
            import_workbook.write_problem_rows(plan, errors)
        result = (
            import_workbook.ImportResult(None, plan.counts, plan.problems)
            if dry_run
            else import_workbook.commit(ledger, plan)
        )
    _say_import(result, as_json=as_json, dry_run=dry_run)
    if result.counts["failed"]:
        context.exit(3)


def _say_import(
    result: import_workbook.ImportResult, *, as_json: bool, dry_run: bool
) -> None:
    if as_json:
        problems = [asdict(problem) for problem in result.problems]
        out_json({"import": result.revision_no, **result.counts, "problems": problems})
        return
    words = {"rows": "共", "created": "新增", "updated": "更新", "unchanged": "未变",
             "skipped": "跳过", "failed": "有误"}  # fmt: skip
    click.echo(" ".join(f"{word} {result.counts[key]}" for key, word in words.items()))
    for problem in result.problems:
        click.echo(f"{problem.sheet} 第{problem.row}行 {problem.column}:{problem.text}", err=True)
    if dry_run:
        click.echo("以上是预演,没有写入。")
    elif result.revision_no is None:
        click.echo("台账没有变化。")
    else:
        click.echo(f"已写入;要撤销这次导入:undo FILE --revision {result.revision_no}")


@main.command("print")
@FILE
@click.argument("printout")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--on", "on_text", help="截至哪一天,默认今天。")
@click.option("--student", help="学生(打印档案卡时)。")
@click.option("--purpose", type=click.Choice([str(each) for each in Purpose]), default="report")
@PASSWORD_FILE
def print_(
    file: Path,
    printout: str,
    out: Path,
    on_text: str | None,
    student: str | None,
    purpose: str,
    password_file: Path | None,
) -> None:
    """打印成 PDF(每次都有期号,可再次打印)。"""
    with opened(file, password_file) as ledger:
        chosen = find_students.student_id(ledger, student) if student else None
        prepared = print_ledger.prepare(
            ledger, printout, on=day(on_text), student_id=chosen, purpose=Purpose(purpose)
        )
        print_ledger.issue(ledger, prepared, out)
    for problem in prepared.problems:
        click.echo(problem, err=True)
    click.echo(f"已存为 {out}({prepared.row_count} 行)")


@main.command()
@FILE
@JSON
@PASSWORD_FILE
def printouts(file: Path, as_json: bool, password_file: Path | None) -> None:
    """列出能打印的表。"""
    with opened(file, password_file):
        found = [
            {"key": each.key, "title": each.plain_title, "paper": each.paper.name,
             "needs_student": each.needs_student}
            for each in print_ledger.printouts()
        ]  # fmt: skip
    if as_json:
        out_json(found)
        return
    for each in found:
        click.echo(f"{each['key']}\t{each['title']}\t{each['paper']}")
