"""The program from a shell: the same actions as the window. Loads no Qt.

Exit codes: 0 done, 1 refused with a sentence on stderr, 2 usage, 3 done but some rows failed.
"""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.garbage_collection import without_garbage_collection

_COMMANDS = {
    "new": "files",
    "demo": "files",
    "compare": "comparing",
    "import": "workbooks",
    "export": "exporting",
    "fillin": "exporting",
    "note": "students",
    "unlisted": "unlisted",
    "unsure": "unsure",
    "merge": "merging",
    "unmerge": "merging",
    "split": "merging",
    "pairs": "merging",
    "rollover": "school_year",
    "undo": "students",
    "history": "students",
    "find": "find",
    "show": "students",
    "set": "students",
    "add": "students",
    "delete": "students",
    "due": "students",
    "close": "closing",
    "reopen": "closing",
    "rollcall": "attendance",
    "today": "today",
    "board": "today",
    "visits": "today",
    "calendar": "school_days",
    "print": "papers",
    "printouts": "papers",
    "printout": "papers",
    "backup": "files",
    "restore": "files",
    "check": "files",
    "pair": "handoff.pairing",
    "pack": "handoff.packing",
    "receipt": "handoff.packing",
    "partners": "handoff.partners",
    "receive": "handoff.receiving",
    "adopt": "handoff.adopting",
    "conflicts": "handoff.deciding",
    "resolve": "handoff.deciding",
    "handoff": "handoff.standing",
    "verdict": "handoff.judging",
    "questions": "handoff.asking",
    "ask": "handoff.asking",
    "answer": "handoff.asking",
    "handover": "handoff.travelling",
    "arrived": "handoff.travelling",
    "takeover": "handoff.travelling",
    "verify": "handoff.verifying",
    "bench": "bench",
    "selfcheck": "selfcheck",
}


class _Commands(click.Group):
    """The commands, each loaded when it is called: finding needs nothing of what prints."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name not in _COMMANDS:
            return None
        with without_garbage_collection():
            module = import_module(f"ledger_app.cli.{_COMMANDS[cmd_name]}")
        return next(
            each
            for each in vars(module).values()
            if isinstance(each, click.Command) and each.name == cmd_name
        )


@click.group(cls=_Commands, help="一生一档：控辍保学学生台账。")
@click.option("--password-file", type=click.Path(path_type=Path), help="从文件第一行读口令。")
@click.option("--this-copy", is_flag=True, help="台账有几份拷贝时，用这一份继续（可以改）。")
@click.pass_context
def main(context: click.Context, password_file: Path | None, this_copy: bool) -> None:
    """Hold what all commands share."""
    context.obj = {"password_file": password_file, "this_copy": this_copy}


def run() -> None:
    """Run one command; a LedgerError becomes one sentence on stderr and exit code 1."""
    _write_what_the_console_lacks()
    try:
        sys.exit(main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("已取消。", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - a traceback helps no clerk and may hold a name
        click.echo(_sentence(error), err=True)
        sys.exit(1)


def _write_what_the_console_lacks() -> None:
    """Write a rare character as its code where the console (cp936) has none for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _sentence(error: Exception) -> str:
    if isinstance(error, LedgerError):
        return str(error)
    if isinstance(error, UnicodeEncodeError):
        return "命令或口令里有认不出的字符，没有执行。请用 UTF-8 重新输入。"
    if isinstance(error, OSError):
        place = f"（{error.filename}）" if error.filename else ""
        return f"读写出错：{fault_text(error)}{place}。请检查磁盘和文件夹。"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "ledger_app" in Path(frame.filename).parts]
    last = (own or frames)[-1]
    where = f"{type(error).__name__}，{Path(last.filename).name} 第 {last.lineno} 行"
    return f"程序出错了（{where}）。已保存的内容都在；请把这句话告诉维护人员。"
