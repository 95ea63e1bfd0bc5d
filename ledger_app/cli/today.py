"""The commands today, board, visits: what is to be done, where all stand, what sheets are out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ledger_app.actions import find_students
from ledger_app.actions.rosters.sheets_out import open_sheets
from ledger_app.actions.today import due_lines, folds
from ledger_app.actions.today.arranging import Heading, Order, arranged
from ledger_app.actions.today.counts import counted
from ledger_app.actions.today.folds import Entry, Fold
from ledger_app.actions.today.show_board import show_board
from ledger_app.actions.today.two_months import two_months
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.cli.students import DUE, STATES
from ledger_app.domain.reminding.matters import title_of
from ledger_app.domain.reminding.months import Month


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def today(file: Path, as_json: bool, password_file: Path | None) -> None:
    """今日：按原因排，不在校的在前；同一个班本学期没有核实的孩子合成一行。"""
    with opened(file, password_file) as ledger:
        lines = due_lines.today_lines(ledger)
        classes = due_lines.unverified_classes(ledger)
        work = two_months(ledger, [each.reminder for each in lines]) if as_json else ()
    if as_json:
        alone = [each.reminder for each in folds.not_in_class_folds(lines)]
        found = [{key: getattr(each, key) for key in DUE} for each in alone]
        counts = asdict(counted(each.reminder for each in lines))
        told = {"lines": found, "classes": [_class(row) for row in classes], "counts": counts}
        out_json({**told, "months": [_month(each) for each in work]})
        return
    entries = [each for each, _ in arranged(lines, Order.MATTER) if not isinstance(each, Heading)]
    for each in entries:
        _say(each)
    click.echo(f"共 {len(entries)} 行，{len(lines)} 项", err=True)


def _month(month: Month) -> dict[str, object]:
    """Return the figures of a month; `left` is open now and was due by its end."""
    counts = {"done": len(month.done), "failed": len(month.failed), "left": len(month.left)}
    return {"month": f"{month.first:%Y-%m}", **counts}


def _say(entry: Entry) -> None:
    """Print a row; what it is about, by which the rows are sorted, stands last."""
    reminder, name = entry.reminder, entry.reminder.name or entry.reminder.label
    name, why = (entry.title, entry.said) if isinstance(entry, Fold) else (name, reminder.reason)
    state, about = STATES[reminder.state], title_of(reminder.matter)
    click.echo(f"{state}\t{reminder.due_on}\t{name}\t{why}\t{reminder.who}\t{about}")


def _class(row: dict[str, object]) -> dict[str, object]:
    return {
        "school": row["school_name"] or "",
        "grade": find_students.grade_name(str(row["grade"] or "")),
        "class": row["class_no"] or "",
        "unverified": row["count"],
    }


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def board(file: Path, as_json: bool, password_file: Path | None) -> None:
    """去向：每个孩子在五处里的哪一处，合计等于全部。"""
    with opened(file, password_file) as ledger:
        shown = show_board(ledger)
    if as_json:
        places = [
            {
                "standing": str(place.standing),
                "name": place.name,
                "count": place.count,
                "figures": [
                    {"name": each.name, "count": each.count, "ending": each.ending}
                    for each in place.figures
                ],
            }
            for place in shown.board.places
        ]
        watches = [{"name": each.name, "count": each.count} for each in shown.watches]
        told = {"all": shown.board.count, "copies": shown.board.copies, "places": places}
        out_json({**told, "watches": watches})
        return
    click.echo(shown.board.sum_in_words)
    for place in shown.board.places:
        figures = "　".join(f"{each.name} {each.count}" for each in place.figures)
        click.echo(f"{place.name} {place.count}\t{figures}")
    for each in shown.watches:
        click.echo(f"{each.name} {each.count}")


@click.command()
@FILE
@JSON
@PASSWORD_FILE
def visits(file: Path, as_json: bool, password_file: Path | None) -> None:
    """走访单：印出去还没有补录完的，新的在前。"""
    with opened(file, password_file) as ledger:
        found = open_sheets(ledger)
    if as_json:
        out_json(
            [
                {
                    "id": each.id,
                    "made_on": each.made_on,
                    "route": each.route,
                    "visitor": each.visitor,
                    "children": list(each.children),
                    "waiting": list(each.waiting),
                }
                for each in found
            ]
        )
        return
    for each in found:
        click.echo(f"{each.made_on}\t{each.said}")
    click.echo(f"共 {len(found)} 张", err=True)
