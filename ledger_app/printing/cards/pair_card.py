"""Lay out the printed card of a unit: a code to be scanned, the same as groups to be typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ledger_app.printing.boxes import Page, Stroke, Text, placed
from ledger_app.printing.fonts import PT_MM, advances, printable
from ledger_app.printing.model import SHEET_MM, Align
from ledger_app.printing.wrapping import wrap

WIDTH, HEIGHT = SHEET_MM["A4"]
LEFT, RIGHT, TOP = 25.0, WIDTH - 20.0, 32.0
CODE_MM = 52.0  # 53 to 69 modules of 0.75 mm and more: read from a poor copy, too
PER_LINE = 7
GROUP_PT, TEXT_PT = 12.0, 11.0
LINE_MM, GROUP_MM = 6.6, 7.6
TITLE = "配对卡片"
STEPS = (
    "对方在“移交”的“配对”里，用扫码枪扫这个码，或者照着输下面的各组字符。",
    "输完以后打电话，由本单位念自己程序里显示的指纹，对方照着输。指纹不印在纸上，只在电话里说。",
    "这张纸上没有孩子的资料，也没有密钥。配对以后就不用留了。",
)

Matrix = Sequence[Sequence[bool]]


@dataclass(frozen=True, kw_only=True)
class PairCard:
    """What the paper says: whose card it is, since when, its groups and the code of them."""

    unit: str
    code: str
    phone: str
    made_on: str
    groups: tuple[str, ...]
    matrix: Matrix


def card_page(card: PairCard) -> Page:
    """Lay out the card in millimetres."""
    texts = [placed(TITLE, LEFT, RIGHT, TOP, 22.0, Align.CENTRE, bold=True)]
    lines, y = _wrapped(_whose(card), TOP + 14.0)
    texts += lines
    strokes = _code(card.matrix, (WIDTH - CODE_MM) / 2, y)
    groups, y = _groups(card.groups, y + CODE_MM + 10.0)
    steps, _ = _wrapped([f"{number}. {step}" for number, step in enumerate(STEPS, 1)], y + 4.0)
    return Page(WIDTH, HEIGHT, (*texts, *groups, *steps), strokes)


def _whose(card: PairCard) -> list[str]:
    said = (
        ("单位", card.unit), ("代码", card.code), ("电话", card.phone), ("生成日期", card.made_on),
    )  # fmt: skip
    return [printable(f"{label}：{value}") for label, value in said if value]


def _wrapped(lines: Sequence[str], y: float) -> tuple[list[Text], float]:
    width = (RIGHT - LEFT) * 1000 / (TEXT_PT * PT_MM)
    texts = []
    for line in (part for each in lines for part in wrap(each, width, advances())):
        texts.append(Text(LEFT, y, line, TEXT_PT))
        y += LINE_MM
    return texts, y


def _code(matrix: Matrix, left: float, top: float) -> tuple[Stroke, ...]:
    """Draw the dark modules of each row as strokes as wide as a module."""
    side = CODE_MM / len(matrix)
    strokes = []
    for number, row in enumerate(matrix):
        middle, at = top + (number + 0.5) * side, 0
        for is_dark, some in groupby(row):
            count = len(list(some))
            if is_dark:
                x1, x2 = left + at * side, left + (at + count) * side
                strokes.append(Stroke(x1, middle, x2, middle, side))
            at += count
    return tuple(strokes)


def _groups(groups: Sequence[str], y: float) -> tuple[list[Text], float]:
    """Set the groups in rows, each with its number; return them and the next free line."""
    step = (RIGHT - LEFT) / PER_LINE
    texts = []
    for place, group in enumerate(groups):
        left = LEFT + place % PER_LINE * step
        base = y + place // PER_LINE * GROUP_MM
        texts.append(placed(f"{place + 1}", left, left + 6.0, base, 7.0, Align.RIGHT))
        texts.append(Text(left + 7.5, base, group, GROUP_PT, bold=True))
    return texts, y + -(-len(groups) // PER_LINE) * GROUP_MM
