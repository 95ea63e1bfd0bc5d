"""The printouts a county can edit: resources/printouts/*.toml, read and checked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.subject import Of
from ledger_app.printing.model import LEAST_MARGINS_MM, SHEET_MM, Paper
from ledger_app.printing.printout import PLACEHOLDERS, USUAL_PURPOSES, Printout, only
from ledger_app.printing.shape import Shape
from ledger_app.printing.shapes import SHAPES
from ledger_app.printing.tables.shape import TABLE

_ALWAYS = frozenset({"title", "kind", "order", "signers", "paper", "notes", "purposes"})
_PAPER = {"name", "landscape", "margins_mm", "font_pt", "row_mm"}


@cache
def printouts() -> tuple[Printout, ...]:
    """Return the printouts the program brings, in menu order.

    What a ledger prints are its own (`printouts_in_use`). Raises LedgerError naming the file and
    entry at fault.
    """
    folder = paths.resources() / "printouts"
    found = [read_printout(path) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (one.order, one.key)))


def read_printout(path: Path) -> Printout:
    """Read one printout; raise LedgerError that names the file and what is wrong in it."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return _printout(path.stem, entries)
    except tomllib.TOMLDecodeError as cause:
        raise _fault(path, f"写法有误：{cause}") from cause
    except (OSError, UnicodeDecodeError) as cause:
        raise _fault(path, f"读不出来：{cause}") from cause
    except LedgerError as cause:
        raise _fault(path, str(cause)) from cause
    except (KeyError, TypeError, ValueError) as cause:
        raise _fault(path, f"缺少或写错：{cause}") from cause


def _fault(path: Path, what: str) -> LedgerError:
    return LedgerError(f"打印设置 {path.name} {what}", f"请改正 {path}，或恢复原来的文件。")


def _printout(key: str, entries: dict[str, Any]) -> Printout:
    kind = entries.get("kind", TABLE.key)
    if kind not in SHAPES:
        raise LedgerError(f"的 kind 应是 {' 或 '.join(SHAPES)}，现在是“{kind}”。")
    shape = SHAPES[kind]
    only(entries, _ALWAYS | shape.entries)
    title = entries["title"]
    check_title(title)
    paper = _paper(entries.get("paper", {}))
    return Printout(
        key=key,
        title=title,
        shape=kind,
        subjects=shape.subjects,
        paper=paper,
        order=int(entries.get("order", 100)),
        signers=tuple(entries.get("signers", ())),
        notes=tuple(entries.get("notes", ())),
        purposes=_purposes(entries, shape),
        **shape.read(entries, paper),
    )


def check_title(title: str) -> None:
    """Raise LedgerError for a placeholder that nothing is put into."""
    unknown = set(re.findall(r"\{(\w*)\}", title)) - PLACEHOLDERS
    if unknown:
        raise LedgerError(f"的 title 里有不认识的 {{{unknown.pop()}}}。")


def _purposes(entries: dict[str, Any], shape: Shape) -> tuple[Purpose, ...]:
    """Return what it may be printed for; notice board and own file only where its file says so."""
    named = entries.get("purposes", list(USUAL_PURPOSES))
    able = {
        Purpose.NOTICE: shape.for_notice is not None,
        Purpose.OWN_FILE: shape.subjects == {Of.STUDENTS},
        Purpose.VISIT: shape.is_carried,
    }
    known = {str(each) for each in Purpose if able.get(each, True)}
    wrong = [each for each in named if each not in known]
    if wrong or not named:
        said = f"现在是“{wrong[0]}”" if wrong else "现在一个也没有"
        raise LedgerError(f"的 purposes 应是 {'、'.join(sorted(known))} 里的，{said}。")
    return tuple(each for each in Purpose if each in named)


def _paper(entries: dict[str, Any]) -> Paper:
    only(entries, _PAPER, "[paper] ")
    wanted = tuple(entries.get("margins_mm", Paper.margins_mm))
    paper = Paper(**entries | {"margins_mm": wanted})
    if paper.name not in SHEET_MM:
        raise LedgerError(f"[paper] 的 name 应是 A3 或 A4，现在是“{paper.name}”。")
    if len(paper.margins_mm) != 4 or not 5 <= paper.font_pt <= 16 or not 3 <= paper.row_mm <= 50:
        raise LedgerError("[paper] 的页边距要四个数(上右下左)，字号 5–16，行高 3–50 毫米。")
    top, right, bottom, left = map(max, paper.margins_mm, LEAST_MARGINS_MM)
    return replace(paper, margins_mm=(top, right, bottom, left))
