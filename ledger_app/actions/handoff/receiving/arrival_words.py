"""What is said of a package that came in, before and after it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ledger_app.actions.handoff.incoming import ArrivalState, ChildChange, Incoming, Received

# Sign, words and colour of what a package is, seen from here.
STATES = {
    ArrivalState.NEW: ("●", "可以合并", "good"),
    ArrivalState.GAP: ("●", "可以合并，前面缺包", "warn"),
    ArrivalState.RESTORED: ("⚠", "恢复过的台账，要核对", "warn"),
    ArrivalState.GUARDED: ("⚠", "改动大，要核对", "warn"),
    ArrivalState.REPEAT: ("✓", "已经收过", "dim"),
    ArrivalState.OLDER: ("○", "旧包，不用收", "dim"),
    ArrivalState.FORK: ("✕", "同号不同内容", "danger"),
    ArrivalState.FUTURE: ("✕", "新版程序做的", "danger"),
    ArrivalState.FOREIGN: ("✕", "不是给本单位的", "danger"),
    ArrivalState.UNKNOWN: ("✕", "来源不明", "danger"),
    ArrivalState.DAMAGED: ("✕", "文件损坏", "danger"),
}
RECEIPT = "receipt"
NEW, CHANGED, GONE, ASKED, MISSING, STRANGE = (
    "new", "changed", "gone", "asked", "missing", "strange",
)  # fmt: skip
# What is told of the children of a package, in this order.
KINDS = {
    NEW: "新增",
    CHANGED: "变动",
    GONE: "删除",
    ASKED: "冲突",
    MISSING: "缺失",
    STRANGE: "外校档案",
}
EMPTY = "（空）"
_GONE = "对方已删除这份档案"
_MISSING = "包里没有，也没有说删除：档案留着，请问清楚"
_STRANGE = "档案现在归别的学校，包里的改动不直接写入"


class Told(NamedTuple):
    """One line of a preview: of which kind, whose, which field, what stands here and what came."""

    kind: str
    student: str
    name: str
    place: str
    label: str = ""
    old: str = ""
    new: str = ""


def is_receipt(incoming: Incoming) -> bool:
    """Tell whether it came from the unit above."""
    return incoming.header is not None and incoming.header.kind == RECEIPT


def unit_and_number(incoming: Incoming) -> tuple[str, str]:
    """Return whose it is and which one; of a file nobody can read, its name and nothing."""
    header = incoming.header
    if header is None:
        return incoming.path.name, ""
    what = "号回执" if is_receipt(incoming) else "包"
    return header.unit_name, f"第 {header.sequence} {what}"


def told_lines(incoming: Incoming) -> list[Told]:
    """Return all that a package changes, child by child, and what is asked after what is taken."""
    lines = [line for child in incoming.children for line in _of_child(child)]
    lines += [Told(MISSING, "", name, "", "", "", _MISSING) for name in incoming.missing]
    lines += [Told(STRANGE, "", name, "", "", "", _STRANGE) for name in incoming.strange]
    return lines


def _of_child(child: ChildChange) -> list[Told]:
    who = (child.student, child.name, child.place)
    lines = [Told(child.kind, *who, each.label, each.old, each.new) for each in child.lines]
    if not lines and (child.kind != CHANGED or not child.asked):
        lines = [Told(child.kind, *who, "", "", _GONE if child.kind == GONE else "")]
    return lines + [Told(ASKED, *who, each.label, each.old, each.new) for each in child.asked]


def counts(incoming: Incoming) -> dict[str, int]:
    """Return how many children of each kind a package has; one may be in two kinds.

    What belongs to the unit itself is no child, and is counted only where something is asked.
    """
    found = dict.fromkeys(KINDS, 0)
    for child in incoming.children:
        taken = bool(child.lines) or child.kind != CHANGED or not child.asked
        found[child.kind] += bool(child.student) and taken
        found[ASKED] += bool(child.asked)
    found[MISSING], found[STRANGE] = len(incoming.missing), len(incoming.strange)
    return found


def result_words(received: Received) -> str:
    """Return what became of a package in words: only what there is of it."""
    numbers = (
        ("新增", received.created), ("更新", received.updated), ("删除", received.deleted),
        ("冲突", received.conflicts), ("缺失", received.missing),
    )  # fmt: skip
    said = "，".join(f"{word} {number}" for word, number in numbers if number)
    return f"已合并：{said} 条" if said else "已合并：没有变化"


def stick_words(found: Sequence[Incoming]) -> str:
    """Return in a sentence what lies on a stick."""
    if not found:
        return "没有找到移交包或回执（.handoff、.receipt）。"
    usable = sum(each.can_be_taken for each in found)
    parts = [f"共 {len(found)} 个包", f"{usable} 个可以合并"]
    if typed := sum(each.number_to_type is not None and each.can_be_taken for each in found):
        parts.append(f"其中 {typed} 个要先核对数字")
    if left := len(found) - usable:
        parts.append(f"{left} 个不用收或不能收，原因写在下面")
    return "，".join(parts) + "。台账还没有变化。"
