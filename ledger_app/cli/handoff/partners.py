"""The command about the units that are paired: who they are, and that one's keys count no more."""

from __future__ import annotations

from pathlib import Path

import click

from ledger_app.actions.handoff import pairing
from ledger_app.cli.shell import FILE, JSON, PASSWORD_FILE, opened, out_json


@click.command()
@FILE
@click.option("--lost", default="", metavar="CODE", help="停用一个单位的钥匙：台账或电脑丢了。")
@click.option("--reason", default="", help="停用的原因。")
@JSON
@PASSWORD_FILE
def partners(file: Path, lost: str, reason: str, as_json: bool, password_file: Path | None) -> None:
    """列出配对的单位；--lost 停用一个。"""
    with opened(file, password_file, writes=bool(lost)) as ledger:
        if lost:
            pairing.end(ledger, pairing.active_partner(ledger, lost), reason)
        found = pairing.partners_of(ledger)
    if as_json:
        out_json(
            [
                {
                    "code": each.unit_code, "unit": each.unit_name, "kind": each.unit_kind,
                    "fingerprint": each.fingerprint, "verified": each.verified,
                    "state": each.state, "reason": each.state_reason, "paired_on": each.paired_on,
                }
                for each in found
            ]
        )  # fmt: skip
        return
    for each in found:
        state = "" if each.is_active else f"，已停用：{each.state_reason}"
        source = "" if each.verified else "，来源未核实"
        click.echo(f"{each.unit_code} {each.unit_name} {each.paired_on}{source}{state}")
    if not found:
        click.echo("还没有配对的单位。")
