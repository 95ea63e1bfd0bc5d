"""Packages as they come in, invented: nothing lies on a disk, nothing is in them but children."""

from __future__ import annotations

from pathlib import Path

from ledger_app.actions.handoff.incoming import (
    TAKEN,
    ArrivalState,
    ChangeLine,
    ChildChange,
    Guard,
    Incoming,
)
from ledger_app.domain.merging.header import Header, PackageKind

WANG = ChildChange(
    "w", "王𬱖", "三年级2班", "changed",
    (ChangeLine("联系电话", "13800001000", "13900002211"), ChangeLine("现住址", "青山村", "")),
)  # fmt: skip
LI = ChildChange(
    "l", "李梓涵", "五年级1班", "changed", (), (ChangeLine("监护人姓名", "李建国", "李强"),)
)
CHEN = ChildChange(
    "c", "陈㛃喆", "二年级1班", "new",
    (ChangeLine("姓名", "", "陈㛃喆"), ChangeLine("年级", "", "二年级")),
)  # fmt: skip
ZHAO = ChildChange("z", "赵国庆", "二年级1班", "gone")
CHILDREN = (WANG, LI, CHEN, ZHAO)


def header(
    name: str = "青山小学", code: str = "2152000011", sequence: int = 7, kind: str = "handoff"
) -> Header:
    """Return the head of a package of a school."""
    return Header(
        PackageKind(kind), "school", name, code, f"ledger {code}", f"copy {code}", sequence,
        "1234", "2026-10-31", "2026-11-01 08:00:00", "李敏", "0.6.0",
    )  # fmt: skip


def arrival(
    name: str = "青山小学",
    sequence: int = 7,
    state: ArrivalState = ArrivalState.NEW,
    **given: object,
) -> Incoming:
    """Return a package; one that can't be taken tells no children."""
    code = {"青山小学": "2152000011", "联合小学": "2152000012"}.get(name, "2152000013")
    whole = {
        "path": Path(f"{name}_{sequence}.handoff"),
        "state": state,
        "message": f"{name}的第 {sequence} 包。",
        "header": header(name, code, sequence),
        "children": CHILDREN,
        "missing": ("单小雨",),
    }
    if state not in TAKEN:
        whole |= {"children": (), "missing": ()}
    return Incoming(**(whole | given))


def guarded(**given: object) -> Incoming:
    """Return a package that would delete so much that a number must be typed."""
    guard = Guard("这一包要删除 25 份档案，超过 20 份。", 25)
    return arrival("联合小学", 5, ArrivalState.GUARDED, guards=(guard,), **given)


def unreadable() -> Incoming:
    """Return a file that was cut short: nobody can tell whose it is."""
    return Incoming(
        Path("石门小学_台账_2026-10_第3包.handoff"), ArrivalState.DAMAGED,
        "这个文件不完整，打不开。", "请让学校重新拷一次。",
    )  # fmt: skip


class Stopping:
    """Stops after so many packages."""

    def __init__(self, after: int) -> None:
        self.after, self.cancelled, self.told = after, False, []

    def move(self, done: int, total: int, text: str = "") -> None:
        self.told.append((done, total, text))
        self.cancelled = done >= self.after
