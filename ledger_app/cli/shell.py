"""What all commands share: the password, the open ledger, days, key=value, JSON."""

from __future__ import annotations

import codecs
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from ledger_app.actions import disk_faults, new_day, open_ledger, password_attempts
from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.today import clock_watch, first_look
from ledger_app.domain import dates
from ledger_app.domain.errors import LedgerError

FILE = click.argument("file", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="结果写成 JSON。")
PASSWORD_FILE = click.option("--password-file", type=click.Path(path_type=Path), help="口令文件。")


def password(*, new: bool = False, given: Path | None = None) -> str:
    """Return the password from the environment, a file, or a prompt."""
    context = click.get_current_context()
    source = given or (context.find_root().obj or {}).get("password_file")
    if source:
        try:
            return _first_line(Path(source).read_bytes())
        except OSError as error:
            raise LedgerError(f"读不了口令文件“{source}”。", "请检查路径。") from error
    if "LEDGER_PASSWORD" in os.environ:
        return os.environ["LEDGER_PASSWORD"]
    if not sys.stdin.isatty() and not new:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("口令", hide_input=True, confirmation_prompt=new, err=True))


def password_for(*files: Path, given: Path | None = None) -> str:
    """Return the password for files that are there, once it is time for another attempt on them."""
    word = password(given=given)
    if wait := password_attempts.seconds_to_wait(*files):
        click.echo(f"{password_attempts.said(wait)}……", err=True)
        time.sleep(wait)
    return word


def _first_line(content: bytes) -> str:
    """Return the first line of a file as editors on Windows write it, too."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", errors="replace")
    return text.split("\n", 1)[0].rstrip("\r")


def author() -> str:
    """Return who is working, for the history: LEDGER_AUTHOR, or empty for the ledger's clerk."""
    return os.environ.get("LEDGER_AUTHOR", "")


@contextmanager
def opened(path: Path, given: Path | None = None, *, writes: bool = False) -> Iterator[Ledger]:
    """Open a ledger for one command, its lists as of today, and close it again.

    `writes`: the command is there to change something, so that of a fresh copy it says which one
    goes on; looking says nothing.
    """
    word = password_for(path, given=given)
    ledger = open_ledger.open_ledger(path, word, author=author())
    try:
        if os.environ.get("LEDGER_CLOCK_IS_RIGHT"):
            clock_watch.trust(ledger)
        _refresh_lists(ledger)
        place = _place_note(ledger, writes)
        for note in (place or open_ledger.only_read_note(ledger), clock_watch.problem(ledger)):
            if note:
                click.echo(note, err=True)
        yield ledger
    except Exception as error:
        if (worded := disk_faults.worded(error, ledger)) is error:
            raise
        raise worded from error
    finally:
        for text in ledger.take_unsaid():
            click.echo(text, err=True)
        open_ledger.close(ledger)


def _place_note(ledger: Ledger, writes: bool) -> str:
    note = open_ledger.take_place(ledger)
    if (click.get_current_context().find_root().obj or {}).get("this_copy"):
        open_ledger.go_on_with(ledger)
    elif writes:
        note = open_ledger.go_on_unasked(ledger) or note
    return note


def _refresh_lists(ledger: Ledger) -> None:
    """Bring the lists up to date; a full disk is no reason not to look at the ledger."""
    try:
        new_day.refresh_lists(ledger)
        if note := first_look.take_note(ledger):
            click.echo(f"{note.message}{note.hint}", err=True)
    except new_day.OldLists as error:
        click.echo(f"{error.message}{error.hint}", err=True)


def out_json(value: object) -> None:
    """Print one JSON value, Chinese as it is where the stream has every character."""
    coding = getattr(sys.stdout, "encoding", None) or "utf-8"
    escaped = not coding.lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=escaped, indent=1, default=str))


def day(text: str | None) -> date | None:
    """Return the day typed; raise LedgerError if it is none."""
    if not text:
        return None
    parsed = dates.parse_date(text, datetime.now().date())
    if parsed is None:
        far = re.fullmatch(r"\d{4}\D?\d{1,2}\D?\d{1,2}\D?", text.strip())
        why = "不是能用的日期（没有这一天，或者离今天太远）" if far else "不是日期"
        raise LedgerError(f"“{text}”{why}。", "请写成 2026-11-21。")
    return parsed


def pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """Return key=value arguments as a dictionary; raise UsageError on any other form."""
    found: dict[str, str] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"“{text}”应写成 项目=内容，例如 phone=13800000000。")
        found[key.strip()] = value
    return found
