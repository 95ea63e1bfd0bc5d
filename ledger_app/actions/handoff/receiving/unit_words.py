"""What is said of a unit below: "青山小学：第 7 包，34 天前；第 6 包缺"."""

from __future__ import annotations

from collections.abc import Sequence

from ledger_app.actions.handoff.overview import LATE_AFTER, UnitLine
from ledger_app.actions.handoff.receiving.incoming_words import numbers

NOTHING = "–"


def sentence(line: UnitLine) -> str:
    """Return how it stands with a unit in one sentence: the last package, then what is wrong."""
    if not line.sequence:
        said = [f"{line.name}：还没有来过包"]
    else:
        said = [f"{line.name}：第 {line.sequence} 包，{age(line)}"]
        if line.gaps:
            said.append(f"{numbers(line.gaps)}缺")
        if not line.verified:
            said.append("来源未核实")
        if not line.is_answered:
            said.append("还没有回执")
    if not line.is_paired:
        said.append("没有配对")
    return "；".join(said)


def age(line: UnitLine) -> str:
    """Return how long ago the last package was taken: 今天, 34 天前."""
    if line.days is None:
        return ""
    return f"{line.days} 天前" if line.days else "今天"


def cells(line: UnitLine) -> tuple[str, ...]:
    """Return the texts of its row, see HEADINGS."""
    late = "⚠ " if line.is_late else ""
    last = f"第 {line.sequence} 包 {line.handed_on[5:]}" if line.sequence else "没有来过"
    asked = f"{line.questions}＋{line.answers} 已答" if line.answers else _number(line.questions)
    return (
        line.name, last, f"{late}{age(line)}", numbers(line.gaps),
        *map(_number, (line.to_judge, line.conflicts, line.returned)), asked,
        *map(_number, (line.not_arrived, line.missing)), receipt(line),
    )  # fmt: skip


HEADINGS = (
    "单位", "最近一包", "距今", "缺包", "待审", "冲突", "退回", "请核实", "未到", "缺失", "回执",
)  # fmt: skip


def receipt(line: UnitLine) -> str:
    """Tell whether the last package of a unit was answered."""
    return NOTHING if not line.sequence else "已回" if line.is_answered else "待回"


def tone(line: UnitLine) -> str:
    """Return the colour of its row: what is late or missing is to be seen from afar."""
    if line.is_late:
        return "danger" if line.sequence else "warn"
    return "warn" if line.gaps or line.conflicts or line.missing else ""


def _number(count: int) -> str:
    return str(count) if count else NOTHING


def summary(lines: Sequence[UnitLine]) -> str:
    """Return how it stands with all units, in one line."""
    if not lines:
        return "还没有下级单位：先给学校编上学校代码，或者配对。"
    came = [line for line in lines if line.sequence]
    parts = [f"{len(lines)} 个单位"]
    for count, told in (
        (sum(line.is_late for line in came), f"个超过 {LATE_AFTER} 天没有来包"),
        (len(lines) - len(came), "个还没有来过包"),
        (sum(line.to_judge for line in lines), "份档案待审"),
        (sum(line.conflicts for line in lines), "处冲突"),
        (sum(line.answers for line in lines), "个答复要看"),
        (sum(bool(line.sequence) and not line.is_answered for line in lines), "个单位待回执"),
    ):
        if count:
            parts.append(f"{count} {told}")
    return "，".join(parts) + "。"
