"""--what-if: what an entry would change is said, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping

import click

from ledger_app.actions import find_students
from ledger_app.actions.open_ledger import Ledger
from ledger_app.catalogue import Table
from ledger_app.cli.shell import out_json
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing.in_words import as_plain, sentence

WHAT_IF = click.option(
    "--what-if", "only_ask", is_flag=True, help="只看会改变什么（现状、台账、提醒），不保存。"
)
NOTHING = "现状、台账和提醒都不变。"


def tell_what_if(
    ledger: Ledger,
    student_id: str,
    table: str,
    record: str | None,
    given: Mapping[str, object],
    *,
    as_json: bool,
) -> None:
    """Say what keeping these values of one child would change."""
    from ledger_app.actions.foreseeing.what_if import what_if  # all printouts come with it

    found = what_if(ledger, student_id, table, record, given)
    if as_json:
        out_json(as_plain(found))
    else:
        click.echo(sentence(found) or NOTHING)


def ask_what_if(
    ledger: Ledger, table: Table, student: str, given: Mapping[str, object], *, as_json: bool
) -> None:
    """Say what a new record would change, for one child or for several, separated by commas."""
    from ledger_app.actions.foreseeing.many import summed, what_if_many

    if not table.of_student:
        raise LedgerError(f"新增{table.label}没有可以先看的后果。", "请去掉 --what-if。")
    ids = find_students.several(ledger, student)
    if len(ids) == 1:
        tell_what_if(ledger, ids[0], table.key, None, given, as_json=as_json)
        return
    found = what_if_many(ledger, ids, table.key, given)
    if as_json:
        students = [{"student": i, **as_plain(one)} for i, one in zip(ids, found, strict=False)]
        out_json({"said": summed(found).whole, "students": students})
    else:
        click.echo(summed(found).whole or NOTHING)
