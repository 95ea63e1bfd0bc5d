"""Words that mean something else in a list than in the ledger: 住校 under 是否寄宿, 父子 as the
child's relation to the head of its household, 1 under 是否留守."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ledger_app.catalogue.codes import code_list
from ledger_app.exchange.cells.remarks import without_numbering
from ledger_app.exchange.reading.workbook import Cell

_BOARDS = dict.fromkeys(
    ("寄宿", "寄宿生", "住校", "住校生", "住宿", "住宿生", "住", "内宿", "内宿生"), "是"
)
_BOARDS |= dict.fromkeys(("走读", "走读生", "不寄宿", "不住校", "不住宿", "非寄宿", "通学"), "否")
_BOARDS |= dict.fromkeys(("不", "外宿", "外宿生"), "否")
# What the child is to the head; by themselves the words say what the other is to the child.
_TO_HEAD = {"父子": "子", "母子": "子", "父女": "女", "母女": "女"}
_TO_HEAD |= dict.fromkeys(("祖孙", "爷孙"), "孙子女")
_KIN = (
    "子",
    "女",
    "儿子",
    "女儿",
    "长子",
    "次子",
    "三子",
    "长女",
    "次女",
    "三女",
    "孙",
    "孙子",
    "孙女",
)
_TO_HEAD |= {f"之{kin}": kin for kin in (*_KIN, "外孙", "外孙女", "侄子", "侄女", "弟", "妹")}
# Under 与监护人关系 some write what the child is to the guardian: whose child it is, is a parent.
_TO_CHILD = dict.fromkeys(
    ("子", "女", "儿子", "女儿", "子女", "长子", "次子", "三子", "长女", "次女", "三女"), "父母"
)
_TO_CHILD |= dict.fromkeys(("独生子", "独生女"), "父母")
_TO_CHILD |= dict.fromkeys(
    ("孙子", "孙女", "孙", "孙子女", "外孙", "外孙子", "外孙女"), "祖父母或外祖父母"
)


# Boxes to tick, as forms have them: ☑是 □否, 男√ 女□.
_EMPTY, _TICKED = "□☐○〇", "☑☒√✓✔■●"
_MARK = re.compile(f"([{_EMPTY}{_TICKED}]+)")
_SPACES = re.compile(r"[\s,，、;；/]+")


def ticked_box(text: str) -> str:
    """Return the one option that is ticked; "" where a text is no row of boxes, or of several."""
    if not any(mark in text for mark in _EMPTY):
        return ""
    pieces = [piece for piece in _MARK.split(_SPACES.sub("", text)) if piece]
    marks, words = pieces[::2], pieces[1::2]
    if not _MARK.fullmatch(pieces[0]):
        marks, words = words, marks  # 是□ 否☑: the box stands behind its word
    if len(marks) != len(words) or len(words) < 2 or not all(map(_MARK.fullmatch, marks)):
        return ""
    found = [word for mark, word in zip(marks, words, strict=True) if mark[0] in _TICKED]
    return found[0] if len(found) == 1 and all(len(mark) == 1 for mark in marks) else ""


def as_meant(key: str, cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells of a student's field as its own reader takes them."""
    if key == "name":
        return [without_numbering(raw) for raw in cells]
    if key == "register_no":
        return [_register_inside(raw) for raw in cells]
    if key == "postcode":
        return [f"{raw:06}" if isinstance(raw, int) else raw for raw in cells]
    if key == "left_behind_edu":
        return _yes_or_kind(cells)
    if key == "sex":
        return _sexes(cells)
    words = _WORDS.get(key)
    if words is None:
        return cells
    return [words.get(raw.strip(), raw) if isinstance(raw, str) else raw for raw in cells]


_REGISTER_LENGTH = 19
_REGISTER = re.compile("(?<![0-9A-Za-z])[GJLgjl][0-9]{17}[0-9Xx](?![0-9])")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "boards": _BOARDS,
    "head_relation": _TO_HEAD,
    "guardian_relation": _TO_CHILD,
}


def _register_inside(raw: Cell) -> Cell:
    """Return the one register number in a cell like 学籍号:G5299…, else the cell."""
    if not isinstance(raw, str) or len(raw) <= _REGISTER_LENGTH:
        return raw
    found = _REGISTER.findall(raw)
    return found[0] if len(found) == 1 else raw


def _sexes(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells, a 0 as what nobody can read: some write 0 for 女, the code list for 未知.

    Where 0 comes and 2 does not, 1 may be either, too.
    """
    texts = {text.strip().removesuffix(".0") for text in set(map(str, cells))}
    if "0" not in texts:
        return cells
    unclear = ("0",) if "2" in texts else ("0", "1")
    return [
        f"{text}？" if (text := str(raw).strip().removesuffix(".0")) in unclear else raw
        for raw in cells
    ]


def _yes_or_kind(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells, √ and the like as 是 or 否; a bare 1 as 是 where no 2 shows that it is a
    code: 1 may be yes or 单亲."""
    texts = set(map(str.strip, set(map(str, cells))))
    is_coded = "2" in texts or "3" in texts
    # Few texts are written again and again. A number may equal a tick: each is read by itself.
    known = {raw: _yes(raw, is_coded=is_coded) for raw in set(cells) if isinstance(raw, str)}
    known[""] = ""
    return [known[raw] if isinstance(raw, str) else _yes(raw, is_coded=is_coded) for raw in cells]


def _yes(raw: Cell, *, is_coded: bool) -> Cell:
    if isinstance(raw, bool):
        return "是" if raw else "否"
    text = str(raw).strip().removesuffix(".0")
    if text in ("0", "1"):
        return raw if is_coded or text == "0" else "是"
    said = None if text in ("", "无", "有") else code_list("yesno").find(text)
    return raw if said is None else said.name
