"""Lay out the recovery sheet: one A4 page with the code, for a sealed envelope."""

from __future__ import annotations

from dataclasses import dataclass

from ledger_app.printing.boxes import FRAME_MM, Page, Stroke, Text, placed
from ledger_app.printing.fonts import PT_MM, advances, printable
from ledger_app.printing.model import SHEET_MM, Align
from ledger_app.printing.wrapping import wrap

WIDTH, HEIGHT = SHEET_MM["A4"]
LEFT, RIGHT, TOP = 25.0, WIDTH - 20.0, 32.0
PER_LINE = 4
GROUP_PT, TEXT_PT = 20.0, 11.0
LINE_MM, GROUP_MM = 6.6, 17.0
TITLE = "台账恢复单"
STEPS = (
    "这张纸上的恢复码等同于口令：拿到它和台账文件的人，能看到里面每个孩子的资料。",
    "请装进信封封好、在封口处签字盖章，由校长（负责人）锁在柜子里。不要拍照，不要存在同一台电脑上。",
    "忘记口令时：打开程序，选台账文件，点“用恢复码打开”，逐组输入，然后改一个新口令。"
    "上面没有字母 O、I、L、U：圆圈是数字 0，Q 带尾巴。",
    "改过口令以后，这张纸就作废了，请重新打印一张并销毁旧的。",
    "口令和恢复码都丢失，台账就再也打不开，谁也没有办法，包括编写程序的人。",
)


@dataclass(frozen=True, kw_only=True)
class RecoverySheet:
    """What the sheet says: whose ledger, which file, since when, and the 13 groups."""

    unit: str
    file_name: str
    made_at: str
    groups: tuple[str, ...]


def sheet_page(sheet: RecoverySheet) -> Page:
    """Lay out the sheet in millimetres."""
    texts = [placed(TITLE, LEFT, RIGHT, TOP, 22.0, Align.CENTRE, bold=True)]
    y = TOP + 14.0
    for line in _whose(sheet):
        texts.append(Text(LEFT, y, line, TEXT_PT))
        y += LINE_MM
    frame_top = y + 1.0
    codes, y = _groups(sheet.groups, frame_top + 13.0)
    texts += codes
    frame_bottom = y - GROUP_MM + 9.0
    steps, y = _steps(frame_bottom + 13.0)
    texts += [*steps, *_signatures(y + 12.0)]
    return Page(WIDTH, HEIGHT, tuple(texts), _frame(frame_top, frame_bottom))


def _whose(sheet: RecoverySheet) -> list[str]:
    """Return whose sheet it is, in lines that fit; a long name goes on in the next line."""
    said = (("单位", sheet.unit), ("台账文件", sheet.file_name), ("生成时间", sheet.made_at))
    width = (RIGHT - LEFT) * 1000 / (TEXT_PT * PT_MM)
    return [
        line
        for label, value in said
        for line in wrap(printable(f"{label}：{value}"), width, advances())
    ]


def _groups(groups: tuple[str, ...], y: float) -> tuple[list[Text], float]:
    """Set the groups in rows of four, each with its number; return them and the next free line."""
    step = (RIGHT - LEFT) / PER_LINE
    texts = []
    for place, group in enumerate(groups):
        column, row = place % PER_LINE, place // PER_LINE
        left, base = LEFT + column * step, y + row * GROUP_MM
        texts.append(placed(f"{place + 1}", left, left + 9.0, base, 9.0, Align.RIGHT))
        texts.append(Text(left + 11.0, base, group, GROUP_PT, bold=True))
    rows = -(-len(groups) // PER_LINE)
    return texts, y + rows * GROUP_MM


def _steps(y: float) -> tuple[list[Text], float]:
    texts = []
    width = (RIGHT - LEFT - 7.0) * 1000 / (TEXT_PT * PT_MM)
    for number, step in enumerate(STEPS, 1):
        texts.append(Text(LEFT, y, f"{number}.", TEXT_PT))
        for line in wrap(step, width, advances()):
            texts.append(Text(LEFT + 7.0, y, line, TEXT_PT))
            y += LINE_MM
        y += 1.6
    return texts, y


def _signatures(y: float) -> list[Text]:
    middle = (LEFT + RIGHT) / 2
    return [
        Text(LEFT, y, "封存人（签字）：", TEXT_PT),
        Text(middle, y, "保管人（签字）：", TEXT_PT),
        Text(LEFT, y + 12.0, "封存日期：", TEXT_PT),
        Text(middle, y + 12.0, "单位（盖章）：", TEXT_PT),
    ]


def _frame(top: float, bottom: float) -> tuple[Stroke, ...]:
    return (
        Stroke(LEFT, top, RIGHT, top, FRAME_MM),
        Stroke(LEFT, bottom, RIGHT, bottom, FRAME_MM),
        Stroke(LEFT, top, LEFT, bottom, FRAME_MM),
        Stroke(RIGHT, top, RIGHT, bottom, FRAME_MM),
    )
