"""What packages are called: 青山小学_台账_2026-10_第7包.handoff, so that people can tell them."""

from __future__ import annotations

from ledger_app.domain import file_names
from ledger_app.exchange.packages.header import Header, PackageKind

ENDINGS = {PackageKind.HANDOFF: ".handoff", PackageKind.RECEIPT: ".receipt"}
CARD = ".pair"
_LONGEST = 60  # characters of a unit's name: FAT takes 255 in all, old Linux 255 bytes


def name_of(header: Header, recipient: str = "") -> str:
    """Return what a package is called; of a receipt `recipient` names the unit that it is for."""
    month, number = header.cut_off_on[:7], f"第{header.sequence}包"
    if header.kind is PackageKind.RECEIPT:
        parts = ["回执", recipient, month, number]
    else:
        parts = [header.unit_name, "台账", month, number]
    return _joined(parts) + ENDINGS[header.kind]


def card_name(unit_name: str) -> str:
    """Return what the card of a unit is called."""
    return _joined([unit_name, "配对卡片"]) + CARD


def is_package(name: str) -> bool:
    """Tell whether a file is called as packages and receipts are, in capitals too (FAT)."""
    return name.lower().endswith(tuple(ENDINGS.values()))


def _joined(parts: list[str]) -> str:
    fit = (file_names.fitting(part.strip())[:_LONGEST] for part in parts)
    return "_".join(part for part in fit if part)
