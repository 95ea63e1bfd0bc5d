"""Commands about paper: print, printouts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ledger_app.actions import find_students
from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import change_printouts, evidence, print_ledger, print_scope
from ledger_app.actions.printing.paper_problems import beside_empty
from ledger_app.actions.printing.safety_on_paper import on_paper
from ledger_app.actions.visits.routes import By, Route
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, day, opened, out_json, pairs
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Part, Scope

SHOWN = 8  # characters of an id, as `show` takes it
SAFETY_SEEN = click.option(
    "--safety-seen", is_flag=True, help="上面有安全提示的孩子，提示已经看过（会记入审计）。"
)


PARTS = (Part.SCHOOL, Part.GRADE, Part.VILLAGE, Part.RECEIVING)


@click.command("print")
@FILE
@click.argument("printout")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--on", "on_text", help="截至哪一天，默认今天。")
@click.option("--student", "students", multiple=True, help="学生（档案卡、走访单；可以写几次）。")
@click.option(
    "--purpose",
    type=click.Choice([str(each) for each in Purpose]),
    help="用途，默认上报；走访单默认内部（遮住号码），visit 带完整电话。",
)
@click.option("--paper", help="纸张：A3 或 A4，默认按打印表的设置。")
@click.option("--school", help="只打印一所学校。")
@click.option("--grade", help="只打印一个年级。")
@click.option("--village", help="只打印一个村(社区)。")
@click.option("--receiving", help="分流台账：只打印一所接收学校接收的学生。")
@SAFETY_SEEN
@click.option("--package", help="移交清单、接收回执：哪个单位（代码或名称）的，/包号。")
@click.option("--by", type=click.Choice([str(each) for each in By]), default="village",
              help="走访单：每村一张、每个负责人一张，或只要一张。")  # fmt: skip
@click.option("--visitor", default="", help="走访单：谁去走访。")
@PASSWORD_FILE
def print_(
    file: Path,
    printout: str,
    out: Path,
    on_text: str | None,
    students: tuple[str, ...],
    purpose: str | None,
    paper: str | None,
    school: str | None,
    grade: str | None,
    village: str | None,
    receiving: str | None,
    safety_seen: bool,
    package: str | None,
    by: str,
    visitor: str,
    password_file: Path | None,
) -> None:
    """打印成 PDF（每次都有期号，可再次打印）。"""
    parts = dict(zip(PARTS, (school, grade, village, receiving), strict=True))
    with opened(file, password_file, writes=True) as ledger:
        wanted = purpose_of(ledger, printout, purpose)
        prepared = print_ledger.prepare(
            ledger,
            printout,
            on=day(on_text),
            subject=_subject(ledger, printout, students, package),
            purpose=wanted,
            scope=part_asked(ledger, parts, print_ledger.printout_called(ledger, printout)),
            paper=_format(ledger, printout, wanted, paper),
            route=Route(By(by), visitor.strip()),
        )
        for problem in prepared.problems:
            click.echo(problem.text, err=True)
        read = must_have_read(on_paper(ledger, prepared), safety_seen)
        print_ledger.issue(ledger, prepared, out, read)
        beside = list(beside_empty(ledger, prepared))
    click.echo(f"已存为 {out}（{prepared.row_count} 行）")
    for other in beside:
        click.echo(f"{other.text}那张表：print FILE {other.printout} OUT")


def must_have_read(lines: Sequence[SafetyLine], seen: bool) -> Sequence[SafetyLine]:
    """Return the safety lines that were read; raise LedgerError where nobody says that."""
    if lines and not seen:
        ids = " ".join(each.student[:SHOWN] for each in lines)
        raise LedgerError(
            f"上面有 {len(lines)} 个孩子有安全提示，没有生成。",
            f"请用 show 看过（{ids}），再加 --safety-seen。",
        )
    return lines


def _subject(
    ledger: Ledger, key: str, children: tuple[str, ...], package: str | None
) -> print_ledger.Subject:
    if package:
        return evidence.package_named(ledger, print_ledger.printout_called(ledger, key), package)
    return print_ledger.students(*(find_students.student_id(ledger, each) for each in children))


def purpose_of(ledger: Ledger, key: str, text: str | None) -> Purpose:
    """Return what a paper is for: unless it is said, 上报, else the least that it may show."""
    if text:
        return Purpose(text)
    usable = print_ledger.printout_called(ledger, key).purposes
    return Purpose.REPORT if Purpose.REPORT in usable else usable[0]


def _format(
    ledger: Ledger, key: str, purpose: Purpose, text: str | None
) -> print_ledger.Format | None:
    if not text:
        return None
    return print_ledger.format_called(print_ledger.printout_called(ledger, key), purpose, text)


def part_asked(
    ledger: Ledger,
    parts: dict[Part, str | None],
    printout: print_ledger.Printout | None = None,
) -> Scope | None:
    """Return the part of the ledger asked for; raise UsageError if there are two."""
    asked = [(part, text) for part, text in parts.items() if text is not None]
    if len(asked) > 1:
        raise click.UsageError("--school、--grade、--village、--receiving 只能用一个。")
    return print_scope.scope_called(ledger, *asked[0], printout) if asked else None


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def printouts(file: Path, as_json: bool, password_file: Path | None) -> None:
    """列出能打印的表。"""
    with opened(file, password_file) as ledger:
        found = [
            {"key": each.key, "title": each.plain_title, "paper": each.paper.name,
             "needs_student": each.needs_student}
            for each in print_ledger.printouts_in_use(ledger)
        ]  # fmt: skip
    if as_json:
        out_json(found)
        return
    for each in found:
        click.echo(f"{each['key']}\t{each['title']}\t{each['paper']}")


@click.command()
@FILE
@click.argument("key")
@click.argument("values", nargs=-1)
@click.option("--usual", is_flag=True, help="恢复原来的样子。")
@JSON
@PASSWORD_FILE
def printout(
    file: Path,
    key: str,
    values: tuple[str, ...],
    usual: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """看或改一张打印表。

    title=标题 columns=列名,列名…（各列的顺序） 列名.caption=叫法 列名.width_mm=毫米
    列名.shown=false；等号后面留空就恢复原来的。
    """
    with opened(file, password_file, writes=usual or bool(values)) as ledger:
        if usual:
            change_printouts.usual_again(ledger, key)
        if values:
            change_printouts.change_printout(ledger, key, change_printouts.parsed(pairs(values)))
        title = print_ledger.printout_called(ledger, key).title
        columns: list[dict[str, Any]] = [
            {"name": part.name, "caption": part.column.caption, "shown": part.is_shown,
             "width_mm": part.column.width_mm}
            for part in change_printouts.parts(ledger, key)
        ]  # fmt: skip
    if as_json:
        out_json({"key": key, "title": title, "columns": columns})
        return
    click.echo(title)
    for each in columns:
        width = f"{each['width_mm']:g} 毫米" if each["width_mm"] else "自动"
        shown = () if each["shown"] else ("不印",)
        click.echo("\t".join((each["name"], each["caption"], width, *shown)))
