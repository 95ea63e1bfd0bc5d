"""The commands conflicts and resolve: what two units have otherwise, and what is decided of it."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions.handoff import conflicts as deciding
from ledger_app.actions.handoff.conflicts import ConflictLine
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json
from ledger_app.domain.errors import LedgerError

_TYPED = "value="


@click.command()
@FILE
@click.option("--unit", default="", help="只看这个单位代码的。")
@click.option("--decided", is_flag=True, help="看已经决定的，不看还在等的。")
@click.option("--standing", is_flag=True, help="看定过了、两边还不一样的。")
@click.option("--reveal", is_flag=True, help="显示完整号码和敏感项（会记入审计）。")
@JSON
@PASSWORD_FILE
def conflicts(
    file: Path,
    unit: str,
    decided: bool,
    standing: bool,
    reveal: bool,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """移交冲突：两边不一样、要人来决定的，一处一行。"""
    with opened(file, password_file) as ledger:
        if standing:
            found = deciding.standing_differences(ledger, unit, reveal=reveal)
        elif decided:
            found = deciding.decided(ledger, reveal=reveal)
        else:
            found = deciding.open_conflicts(ledger, unit, reveal=reveal)
        if reveal:
            deciding.log_shown(ledger, found)
    if as_json:
        out_json([_plain(each) for each in found])
        return
    for each in found:
        said = f"{each.ours or '（空）'} ｜ {each.theirs or '（空）'}"
        click.echo(f"{each.id}\t{each.name}\t{each.label}\t{said}\t{each.answer}")


def _plain(line: ConflictLine) -> dict[str, object]:
    return {
        "id": line.id,
        "student": line.student,
        "name": line.name,
        "table": line.table,
        "field": line.field,
        "label": line.label,
        "kind": line.kind,
        "base": line.base,
        "ours": line.ours,
        "theirs": line.theirs,
        "ours_by": line.ours_by,
        "ours_at": line.ours_at,
        "theirs_by": line.theirs_by,
        "theirs_at": line.theirs_at,
        "note": line.note,
        "harmless": line.is_harmless,
        "answer": line.answer,
        "reason": line.reason,
    }


@click.command()
@FILE
@click.argument("ids", nargs=-1, required=True)
@click.option("--take", required=True, help="ours 用本台账的；theirs 用来包的；value=内容 另填。")
@click.option("--reason", default="", help="理由，随下一包或回执告诉对方。")
@JSON
@PASSWORD_FILE
def resolve(
    file: Path,
    ids: tuple[str, ...],
    take: str,
    reason: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """决定移交冲突：IDS 是 conflicts 列出的编号，可以一次几处，能撤销。"""
    answer, value = _answer(take)
    with opened(file, password_file, writes=True) as ledger:
        count = deciding.decide(ledger, ids, answer, reason, value)
        left = len(deciding.open_conflicts(ledger))
    if as_json:
        out_json({"decided": count, "open": left})
    else:
        click.echo(f"决定了 {count} 处，还有 {left} 处。")


def _answer(take: str) -> tuple[str, str | None]:
    if take.startswith(_TYPED):
        return deciding.VALUE, take.removeprefix(_TYPED)
    if take not in (deciding.OURS, deciding.THEIRS):
        raise LedgerError(f"--take “{take}”不明白。", "请写 ours、theirs 或 value=内容。")
    return take, None
