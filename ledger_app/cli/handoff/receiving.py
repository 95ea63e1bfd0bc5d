"""The command receive: one package, or all of a folder or stick, looked at and taken."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ledger_app.actions.handoff import receive as receiving
from ledger_app.actions.handoff.incoming import ArrivalState, Incoming, Received
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.domain.errors import LedgerError

SOME_FAILED = 3
# Nothing is lost by leaving these: what they hold is here already.
_HARMLESS = (ArrivalState.REPEAT, ArrivalState.OLDER)


@click.command()
@FILE
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只看会改什么，不合并。")
@click.option("--confirm", type=int, multiple=True, help="核对过的数字，变动很大的包才要。")
@click.option("--words", default="", help="没有配对时，电话里说的六个词。")
@JSON
@PASSWORD_FILE
def receive(
    file: Path,
    package: Path,
    dry_run: bool,
    confirm: tuple[int, ...],
    words: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """接收移交包或回执：PACKAGE 是一个文件，或一个文件夹（里面所有的包）。

    每包先核对再合并，合并前备份；不能收的说明原因，台账不变。
    """
    if not package.exists():
        raise LedgerError(f"没有“{package.name}”这个文件。", "请检查路径。")
    with opened(file, password_file, writes=not dry_run) as ledger:
        if dry_run:
            found, taken = receiving.look_at(ledger, [package], words), []
        else:
            done = receiving.receive_all(ledger, [package], confirm, words)
            found = [incoming for incoming, _ in done]
            taken = [received for _, received in done if received is not None]
    _tell(found, taken, as_json)
    _leave(found, taken, package, dry_run=dry_run)


def _tell(found: Sequence[Incoming], taken: Sequence[Received], as_json: bool) -> None:
    done = {each.incoming.path: each for each in taken}
    if as_json:
        out_json([_plain(each, done.get(each.path)) for each in found])
        return
    for each in found:
        click.echo(f"{each.path.name}\t{_state(each)}\t{each.message}")
        if (received := done.get(each.path)) is not None:
            click.echo(f"\t{_counts(received)}")


def _state(incoming: Incoming) -> str:
    """Return the state as scripts know it: whether it was sealed for another or signed by a
    stranger says the sentence; a restored ledger is guarded by its number anyway."""
    if incoming.state is ArrivalState.UNKNOWN:
        return str(ArrivalState.FOREIGN)
    return str(ArrivalState.GUARDED if incoming.guards else incoming.state)


def _plain(incoming: Incoming, received: Received | None) -> dict[str, object]:
    header = incoming.header
    return {
        "package": incoming.path.name,
        "state": _state(incoming),
        "message": f"{incoming.message}{incoming.hint}",
        "school": header.unit_name if header else "",
        "sequence": header.sequence if header else 0,
        "verified": incoming.verified and header is not None,
        "taken": received is not None,
        **incoming.counts._asdict(),
        "guards": [{"text": each.text, "number": each.number} for each in incoming.guards],
    }


def _counts(received: Received) -> str:
    told = [f"新增 {received.created}", f"更新 {received.updated}", f"未变 {received.unchanged}"]
    more = (("删除", received.deleted), ("冲突", received.conflicts), ("缺失", received.missing))
    return " · ".join([*told, *(f"{label} {count}" for label, count in more if count)])


def _leave(
    found: Sequence[Incoming], taken: Sequence[Received], package: Path, *, dry_run: bool
) -> None:
    """End with 1 where the one package was refused, with 3 where some of several were."""
    if not found:
        raise LedgerError(
            f"“{package.name}”里没有移交包或回执。", "文件名以 .handoff 或 .receipt 结尾。"
        )
    done = {each.incoming.path for each in taken}
    left = [
        each
        for each in found
        if each.path not in done
        and each.state not in _HARMLESS
        and not (dry_run and each.can_be_taken)
    ]
    if not left:
        return
    for each in left:
        guards = "；".join(guard.text for guard in each.guards)
        asked = f"要先核对：{guards}。加 --confirm {each.number_to_type} 再收。" if guards else ""
        click.echo(f"{each.path.name}：{each.message}{each.hint}{asked}", err=True)
    sys.exit(1 if len(found) == 1 else SOME_FAILED)
