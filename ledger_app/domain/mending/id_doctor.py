"""The ID doctor: what is wrong with a number, and what it was meant to be by what else is known.

A proposal needs evidence that leaves one number only, and says it; it is shown and never taken by
itself. Example: 529901201603071O59 can only be …1059, a letter never stands there (MISTYPED);
529901201603171059 beside the birth date 2016-03-07 can only be …0307… (WRONG_DIGIT); without the
birth date nobody knows which digit is wrong, and nothing is proposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ledger_app.catalogue.meanings import Sex
from ledger_app.domain.identity import (
    birth_of,
    damaged_id,
    id_problem,
    normalise_id,
    sex_of,
)
from ledger_app.domain.mending.papers import paper_of
from ledger_app.domain.mending.repairs import agrees, of_fifteen, one_slip_away, without_letters

_REGISTER = re.compile("([GJL])([0-9]{17}[0-9X])")
_HIDDEN = re.compile("[0-9][*＊]{2,}")
_WHOLE = re.compile("(?<![0-9])[0-9]{17}[0-9X](?![0-9])")
_FIFTEEN = re.compile("[0-9]{15}")
_FEWEST = 5  # digits that must be left of a number
_CHILD_UNTIL = 25  # years: younger people are written down here


class FindingKind(StrEnum):
    """What is wrong with a number."""

    MISTYPED = "mistyped"  # letters for digits: the proposal is certain
    CUT = "cut"  # a spreadsheet has lost its last digits
    OLD = "old"  # 15 digits
    WRONG_DIGIT = "wrong_digit"  # check digit, length or characters
    BIRTH = "birth"  # sound, and the birth date says otherwise
    SEX = "sex"
    REGISTER_NUMBER = "register_number"  # a 学籍号 in its place
    OTHER_PAPER = "other_paper"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, in a sentence that holds the proposal with its evidence; "" for none."""

    kind: FindingKind
    text: str
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of the child: ISO birth date, sex, 学籍号; "" for what is not."""

    birth: str = ""
    sex: str = ""
    register_no: str = ""

    @property
    def by_register(self) -> str:
        """Return the identity number behind the G of the register number, "" without one."""
        found = _REGISTER.fullmatch(normalise_id(self.register_no))
        return found[2] if found and found[1] == "G" and not id_problem(found[2]) else ""


def doctor(cell: object, known: Known, today: date) -> Finding | None:
    """Return what is wrong with a child's number as a cell or a form holds it; None for nothing."""
    left = damaged_id(cell)
    if left is not None:
        return _cut(left, known, today)
    number = normalise_id(cell) if isinstance(cell, str) else normalise_id(str(cell or ""))
    if not number:
        return None
    if not (problem := id_problem(number, today)):
        return _disagreeing(number, known)
    return (
        _unreadable(number)
        or _register_number(number, today)
        or _mistyped(number, today)
        or _fifteen(number, known, today)
        or _other_paper(number)
        or _slip(number, problem, known, today)
    )


def _disagreeing(number: str, known: Known) -> Finding | None:
    birth, sex = birth_of(number), sex_of(number)
    if birth and known.birth and birth.isoformat() != known.birth:
        text = f"身份证号里的出生日期是 {birth}，这里写的是 {known.birth}，请对照户口簿核对。"
        return Finding(FindingKind.BIRTH, text)
    if sex and known.sex in (Sex.MALE, Sex.FEMALE) and sex != known.sex:
        name = "男" if sex == Sex.MALE else "女"
        text = f"身份证号第 17 位表示{name}，与性别不一致，请对照户口簿核对。"
        return Finding(FindingKind.SEX, text)
    return None


def _cut(left: str, known: Known, today: date) -> Finding:
    text = (
        "在表格里存成了数字，最后几位已经丢失，请对照户口簿把整个号码重新填写（单元格设为文本）。"
    )
    proposal, evidence = _by_register(left, known, today)
    return Finding(FindingKind.CUT, text + _said(proposal, evidence), proposal)


_BY_REGISTER = "学籍号 G 后面的号码只差这几位"


def _by_register(left: str, known: Known, today: date) -> tuple[str, str]:
    body = known.by_register
    fits = len(left) >= _FEWEST and body.startswith(left)
    return (body, _BY_REGISTER) if fits and agrees(body, known.birth, "", today) else ("", "")


def _said(proposal: str, evidence: str) -> str:
    return f"可能是 {proposal}（{evidence}）。" if proposal else ""


def _unreadable(number: str) -> Finding | None:
    """Say of a number hidden by stars, and of two in one cell, what is the matter."""
    if _HIDDEN.search(number):
        text = "号码中间打了星号，看不见，请对照户口簿把整个号码填上。"
        return Finding(FindingKind.WRONG_DIGIT, text)
    if len(_WHOLE.findall(number)) > 1:
        text = "写了两个身份证号，不知道哪一个是孩子的，请只留孩子的。"
        return Finding(FindingKind.WRONG_DIGIT, text)
    return None


def _register_number(number: str, today: date) -> Finding | None:
    found = _REGISTER.fullmatch(number)
    if not found:
        return None
    text = "这是学籍号，不是身份证号，请填到“学籍号”里。"
    if found[1] == "G" and not id_problem(found[2], today):
        return Finding(
            FindingKind.REGISTER_NUMBER, text + _said(found[2], "去掉前面的 G"), found[2]
        )
    text += "J 开头的是没有身份证号时编的号。" if found[1] == "J" else ""
    return Finding(FindingKind.REGISTER_NUMBER, text)


def _mistyped(number: str, today: date) -> Finding | None:
    proposal = without_letters(number, today)
    if not proposal:
        return None
    text = "身份证号里把字母当成了数字（O 和 0、l 和 1）。"
    return Finding(FindingKind.MISTYPED, text + _said(proposal, "改过以后校验码相符"), proposal)


def _fifteen(number: str, known: Known, today: date) -> Finding | None:
    if not _FIFTEEN.fullmatch(number):
        return None
    born = birth_of(f"{number[:14]}0000")
    if _is_young(born, today) and known.birth in ("", f"{born}"):
        proposal, evidence = _by_register(number, known, today)
        text = f"只有前 15 位，后 3 位丢了（里面的出生日期是 {born}），请对照户口簿补全。"
        return Finding(FindingKind.CUT, text + _said(proposal, evidence), proposal)
    found = of_fifteen(number, known.birth, today)
    children = [each for each in found if _is_young(birth_of(each), today)]
    if not found:
        text = "这是 15 位号码，里面的出生日期不存在或与出生日期一栏不同，请对照户口簿核对。"
        return Finding(FindingKind.OLD, text)
    proposal = (children or found)[0]
    evidence = f"出生日期 {known.birth}" if known.birth else "按孩子的年龄补上年份，再算校验码"
    text = "这是 15 位旧身份证号，请对照户口簿改成 18 位。"
    return Finding(FindingKind.OLD, text + _said(proposal, evidence), proposal)


def _is_young(born: date | None, today: date) -> bool:
    return born is not None and 0 <= today.year - born.year <= _CHILD_UNTIL


def _other_paper(number: str) -> Finding | None:
    name, _code = paper_of(number)
    if not name:
        return None
    return Finding(FindingKind.OTHER_PAPER, f"这个号码像是{name}，不是居民身份证号，请选证件类型。")


def _slip(number: str, problem: str, known: Known, today: date) -> Finding:
    body = known.by_register
    if body and body in one_slip_away(number, known.birth, "", today):
        evidence = "学籍号 G 后面的号码，只差一处"
        return Finding(FindingKind.WRONG_DIGIT, problem + _said(body, evidence), body)
    found = one_slip_away(number, known.birth, known.sex, today) if known.birth else set()
    if len(number) == 17 and (whole := f"{number}X") in found:
        found = {whole}  # X is no key of a keypad of digits: it is what people leave out
    if len(found) != 1:
        return Finding(FindingKind.WRONG_DIGIT, problem)
    proposal = found.pop()
    sex = {Sex.MALE: "、性别男", Sex.FEMALE: "、性别女"}.get(known.sex, "")
    evidence = f"只改一处，出生日期 {known.birth}{sex}和校验码就都相符"
    return Finding(FindingKind.WRONG_DIGIT, problem + _said(proposal, evidence), proposal)
