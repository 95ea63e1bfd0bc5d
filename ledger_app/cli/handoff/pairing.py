"""The command that pairs two units: its own card out, the other's card in."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions.handoff import card_paper, pairing
from ledger_app.actions.open_ledger import Ledger
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command()
@FILE
@click.argument("card", required=False, type=click.Path(path_type=Path))
@click.option("--text", default="", help="扫码枪扫到的、或照纸上卡片输的字，代替卡片文件。")
@click.option("--out", type=click.Path(path_type=Path), help="存本单位的卡片（.pdf：纸上的）。")
@click.option("--fingerprint", default="", metavar="DIGITS", help="对方在电话里念的 24 位数字。")
@click.option("--replace", "reason", default="", help="对方换了电脑或重建了台账：写明原因。")
@JSON
@PASSWORD_FILE
def pair(
    file: Path,
    card: Path | None,
    text: str,
    out: Path | None,
    fingerprint: str,
    reason: str,
    as_json: bool,
    password_file: Path | None,
) -> None:
    """配对：--out 存本单位的卡片；收对方的卡片，要写对方念的指纹。"""
    given = card or text
    if [bool(given), out is not None].count(True) != 1 or (card and text):
        raise click.UsageError("写上对方的卡片，或者用 --out 存本单位的卡片，只能选一样。")
    if given and not fingerprint:
        raise click.UsageError("收对方的卡片要写 --fingerprint：对方在电话里念的 24 位数字。")
    with opened(file, password_file, writes=True) as ledger:
        if out is not None:
            _write_card(ledger, out, as_json=as_json)
        elif given:
            _read_card(ledger, given, fingerprint, reason, as_json=as_json)


def _write_card(ledger: Ledger, out: Path, *, as_json: bool) -> None:
    is_paper = out.suffix.lower() == card_paper.ENDING
    write = card_paper.write_card_paper if is_paper else pairing.write_own_card
    digits = write(ledger, out)
    if as_json:
        out_json({"fingerprint": digits})
    else:
        click.echo(f"已存卡片 {out}。请在电话里把指纹念给对方：{digits}")


def _read_card(
    ledger: Ledger, card: Path | str, fingerprint: str, reason: str, *, as_json: bool
) -> None:
    for note in pairing.look(ledger, card).notes:
        click.echo(note, err=True)
    if reason:
        partner = pairing.replace(ledger, card, fingerprint, reason)
    else:
        partner = pairing.pair(ledger, card, fingerprint)
    if as_json:
        told = {"unit": partner.unit_name, "code": partner.unit_code, "kind": partner.unit_kind}
        out_json({**told, "fingerprint": partner.fingerprint})
    else:
        click.echo(f"已和{partner.unit_name}（{partner.unit_code}）配对。")
