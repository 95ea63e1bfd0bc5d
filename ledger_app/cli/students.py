"""Commands about one child: show, set, add, history, undo, due."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import (
    due_list,
    edit_file,
    find_students,
    show_student,
    undo_revision,
)
from ledger_app.actions.checking.keep_note import keep_note
from ledger_app.cli.foreseeing import WHAT_IF, ask_what_if, tell_what_if
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json, pairs
from ledger_app.domain.reminding.reminders import one_line_each
from ledger_app.domain.standing.closed_school import Arrival
from ledger_app.domain.telling.in_words.field_notes import place_of
from ledger_app.domain.telling.in_words.safety import safety_line


@click.command()
@FILE
@click.argument("student")
@click.option("--reveal", is_flag=True, help="显示完整号码和敏感项（会记入审计）。")
@JSON
@PASSWORD_FILE
def show(file: Path, student: str, reveal: bool, as_json: bool, password_file: Path | None) -> None:
    """显示一个学生的档案。"""
    with opened(file, password_file) as ledger:
        content = show_student.show(
            ledger, find_students.student_id(ledger, student), reveal=reveal
        )
    if as_json:
        out_json(content)
        return
    if line := safety_line(content):
        click.echo(line)
    for key, value in content.items():
        if value not in (None, "", [], {}) and key not in ("records", "problems"):
            click.echo(f"{key}: {value}")
    for table, rows in content["records"].items():
        for row in rows:
            shown = " ".join(f"{k}={v}" for k, v in row.items() if v is not None)
            click.echo(f"[{table}] {shown}")
    for problem in content["problems"]:
        click.echo(f"! {problem['text']}")


@click.command("set")
@FILE
@click.argument("student")
@click.argument("values", nargs=-1, required=True)
@WHAT_IF
@JSON
@PASSWORD_FILE
def set_values(
    file: Path,
    student: str,
    values: tuple[str, ...],
    only_ask: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """修改学生档案：项目=内容 …（项目可用英文键或中文名称）。

    没有证件的孩子：无身份证号原因=未上户 临时编号=新，就编一个临时编号。
    """
    with opened(file, password_file, writes=not only_ask) as ledger:
        record_id = find_students.student_id(ledger, student)
        if only_ask:
            tell_what_if(ledger, record_id, "student", record_id, pairs(values), as_json=as_json)
            return
        saved = edit_file.save_fields(ledger, "student", record_id, pairs(values))
    if as_json:
        out_json(asdict(saved))
    else:
        click.echo(f"已保存 {len(saved.changed)} 项。" if saved.changed else "没有变化。")


@click.command()
@FILE
@click.argument("table")
@click.argument("student")
@click.argument("values", nargs=-1, required=True)
@WHAT_IF
@JSON
@PASSWORD_FILE
def add(
    file: Path,
    table: str,
    student: str,
    values: tuple[str, ...],
    only_ask: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """新增记录：TABLE 为 contact、dropout … 或中文名；新建学生用 student - 姓名=…。

    STUDENT 可以是几个学生，用逗号分开：同一条记录给每人登记一条（毕业、转学、休学等）。
    """
    with opened(file, password_file, writes=not only_ask) as ledger:
        named = edit_file.named_table(table)
        if only_ask:
            ask_what_if(ledger, named, student, pairs(values), as_json=as_json)
            return
        if named.of_student and "," in student:
            ids = find_students.several(ledger, student)
            count = edit_file.add_record_for_many(ledger, ids, named.key, pairs(values))
            _tell_of_many(count, as_json)
            return
        if named.key == "student":
            saved = edit_file.add_student(ledger, pairs(values))
        else:
            owner = find_students.student_id(ledger, student) if named.of_student else None
            saved = edit_file.add_record(ledger, named.key, owner, pairs(values))
            if named.key == "relocation" and owner:
                _tell_of_arrival(edit_file.arrival_of(ledger, owner), owner[:8])
    if as_json:
        out_json({"id": saved.record_id})
    else:
        click.echo(f"已保存，编号 {saved.record_id}")


@click.command()
@FILE
@click.argument("table")
@click.argument("record")
@click.option("--why", default="", help="原因，如 重复登记；写进历史，随移交包上报。")
@PASSWORD_FILE
def delete(file: Path, table: str, record: str, why: str, password_file: Path | None) -> None:
    """删除一条记录（编号用 show --json 看），或整份档案：student 和姓名、号码。可以撤销。"""
    with opened(file, password_file, writes=True) as ledger:
        named = edit_file.named_table(table)
        if named.key == "student":
            edit_file.delete_students(ledger, [find_students.student_id(ledger, record)], why)
        else:
            edit_file.delete_record(ledger, named.key, record, why)
    click.echo(f"已删除一条{named.label}。要找回，用 undo。")


def _tell_of_arrival(found: Arrival | None, student: str) -> None:
    """Say what follows from an arrival and how to have it: nothing is changed unasked."""
    if found is not None:
        values = {**found.values, "school": found.school}
        said = " ".join(f"{key}={value or ''}" for key, value in values.items())
        click.echo(f"{found.text} 要改，请用：set 台账 {student} {said}", err=True)


def _tell_of_many(count: int, as_json: bool) -> None:
    if as_json:
        out_json({"added": count})
    else:
        click.echo(f"给 {count} 人各登记了一条。")


@click.command()
@FILE
@click.argument("student")
@click.argument("field")
@click.argument("text")
@click.option("--table", default="student", help="哪张表，默认是学生档案自己的项目。")
@click.option("--record", default="", help="那条记录的编号（用 show --json 看）。")
@PASSWORD_FILE
def note(
    file: Path,
    student: str,
    field: str,
    text: str,
    table: str,
    record: str,
    password_file: Path | None,
) -> None:
    """给一个项目加附注，说明为什么是这样；再写一次就改，TEXT 为空（""）就删。"""
    with opened(file, password_file, writes=True) as ledger:
        named = edit_file.named_table(table)
        place = place_of(named.key, record, edit_file.named_field(named, field).key)
        keep_note(ledger, find_students.student_id(ledger, student), place, text)
    click.echo("已存附注。" if text.strip() else "附注已删。要找回，用 undo。")


_OPS = {
    "create": "新建",
    "delete": "删除",
    "undelete": "找回",
    "move_in": "从另一份档案移来",
    "move_out": "移到另一份档案",
}


@click.command()
@FILE
@click.argument("student")
@click.option("--reveal", is_flag=True, help="显示完整号码和敏感项（会记入审计）。")
@JSON
@PASSWORD_FILE
def history(
    file: Path, student: str, reveal: bool, as_json: bool, password_file: Path | None
) -> None:
    """显示一个学生的修改历史。"""
    with opened(file, password_file) as ledger:
        record_id = find_students.student_id(ledger, student)
        if reveal:
            show_student.log_reveal(ledger, record_id)
        found = show_student.changes(ledger, record_id)
    changes = found if reveal else [show_student.hidden_change(row) for row in found]
    if as_json:
        out_json(changes)
        return
    for row in changes:
        change = f"{row['old_text'] or '空'} → {row['new_text'] or '空'}"
        why = f"：{row['why']}" if row["why"] else ""
        text = change if row["field"] else f"{_OPS[row['op']]}{why}"
        click.echo(f"{row['at']}\t{row['author']}\t{row['label']}\t{text}")


@click.command()
@FILE
@click.option(
    "--revision", type=click.IntRange(1, 2**63 - 1), help="修改编号；不给则撤销最近一次。"
)
@JSON
@PASSWORD_FILE
def undo(file: Path, revision: int | None, as_json: bool, password_file: Path | None) -> None:
    """撤销最近一次修改，或指定的一次（如一次导入）。"""
    with opened(file, password_file, writes=True) as ledger:
        result = undo_revision.undo(ledger, revision)
    if as_json:
        out_json({**asdict(result), "reversed": result.reversed_count})
        return
    click.echo(f"已撤销“{result.about}”：{result.reversed_count} 处。")
    for title in result.kept:
        click.echo(f"保留（之后又改过）：{title}")


# What scripts rely on (design §10).
STATES = {"overdue": "超期", "today": "今天", "soon": "将到"}
DUE = ("rule", "student", "name", "due_on", "state", "who", "action")


@click.command()
@FILE
@click.option("--on", "on_text", help="哪一天，默认今天。")
@JSON
@PASSWORD_FILE
def due(file: Path, on_text: str | None, as_json: bool, password_file: Path | None) -> None:
    """今日应办：超期、今天、近日到期。"""
    with opened(file, password_file) as ledger:
        found = due_list.due(ledger, day(on_text))
    if as_json:
        out_json([{key: getattr(each, key) for key in DUE} for each in found])
        return
    found = one_line_each(found)
    for each in found:
        click.echo(
            f"{STATES[each.state]}\t{each.due_on}\t{each.name}\t{each.reason}\t{each.who}\t{each.action}"
        )
    click.echo(f"共 {len(found)} 项", err=True)
