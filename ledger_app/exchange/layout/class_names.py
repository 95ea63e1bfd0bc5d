"""Grade, class and school as they stand in titles, sheet names and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ledger_app.catalogue.codes import code_list, fold
from ledger_app.domain.dates import school_year

_NUMERALS = {char: n for n, char in enumerate("零一二三四五六七八九")}
_G = r"(?P<grade>[一二三四五六七八九1-9])"
_J = r"初(?:中)?(?P<junior>[一二三123])"
# 初级中学一年级 is grade 7
_JUNIOR_SCHOOL = r"(?:(?<!高级)(?<!职业)中学|初中)(?P<junior>[一二三123])年级"
_C = r"(?P<cls>[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# 1-6年级 and 一至六年级 name no grade, 高一 and 中专二年级 none that this ledger knows.
_ALONE = (
    r"(?<![-~/至到、,0-9一二三四五六七八九十第初高])"
    r"(?<!高中)(?<!职高)(?<!职中)(?<!中职)(?<!高职)(?<!中专)(?<!大专)(?<!大学)(?<!技校)(?<!职校)"
    r"(?<!高级中学)(?<!职业中学)(?<!学院)"
)
_HAN_NUMBER = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")
_FULL = (
    rf"{_J}(?:年级)?\(?{_C}\)?班",
    rf"{_J}(?:年级)?\({_C}\)",
    rf"{_JUNIOR_SCHOOL}\(?{_C}\)?班",
    rf"{_ALONE}(?:小)?{_G}(?:年级|年)?\({_C}\)(?:班|$|(?=\s))",
    rf"{_ALONE}{_G}年级{_C}班(?![-~至到、,和及])",
    rf"{_ALONE}(?P<grade>[一二三四五六七八九])(?P<cls>[0-9]{{1,2}})班",
    rf"{_ALONE}(?P<grade>[1-9])(?P<cls>[0-3][0-9])班",
    rf"{_ALONE}(?<![级年]){_G}[.·-](?P<cls>0?[1-9]|[1-9][0-9])班",
    rf"{_ALONE}{_G}{_C}班",
    rf"(?P<year>20[0-9]{{2}})级\(?{_C}\)?班",
    rf"(?P<preschool>学前)(?:班)?\(?{_C}\)?班?",
)
_PARTS = (
    rf"年级:{_G}(?![0-9一二三四五六七八九十~至到、,和及-])",  # 年级:三 班级:2 班主任:李
    rf"班[级别次]:\(?{_C}\)?(?![0-9一二三四五六七八九十年级~至到、,和及(.·-])",
    _JUNIOR_SCHOOL,
    rf"{_ALONE}{_G}年级",
    rf"{_J}(?:年级)?(?![中级])",
    r"(?P<preschool>学前班|学前教育|学前)",
    r"(?P<year>20[0-9]{2})级",
    rf"(?<![-~/至到、,和及0-9一二三四五六七八九十])\(?{_C}\)?班(?!级|别|主任)",  # 1-3班 is no class
)
_SHEET_ONLY = (
    rf"^{_G}\({_C}\)$",
    r"^(?P<grade>[1-9])[.-](?P<cls>0?[1-9]|[1-9][0-9])$",
    r"^(?P<grade>[一二三四五六七八九])[.·-]?(?P<cls>[0-9]{1,2})$",
    r"^(?P<grade>[1-9])(?P<cls>[0-3][0-9])$",
)
_SHORT_GRADE = re.compile(rf"{_G}(?:年|[(]?[上下](?:册|学期)?[)]?)")  # 二年, 六上
_TYPED_GRADE = re.compile("[0-9一二三四五六七八九]")
_TYPED_FIGURES = re.compile("(?P<grade>[1-9])[.,·/-]?(?P<cls>0?[1-9]|[1-9][0-9])")
_TYPED_OWN = re.compile(rf"(?:{_G}年级|{_J}年级)(?P<cls>[^0-9()]{{1,10}}班)")
_FULL_PATTERNS = tuple(re.compile(pattern) for pattern in _FULL)
_PART_PATTERNS = tuple(re.compile(pattern) for pattern in _PARTS)
_SHEET_PATTERNS = tuple(re.compile(pattern) for pattern in _SHEET_ONLY)

_UNIT = re.compile(
    r"(?:填报|填表|报送|上报|制表|编制)?(?:单位|学校)(?:名称)?(?:\((?:盖章|公章|章)\))?[:：]"
    r"(?P<unit>[^:：]{2,40}?)(?:\((?:盖章|公章|章)\)|填报|填表|年级|班级|班主任|时间|日期|[,，;；]|$)"
)
_SCHOOL = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf·()]{1,30}?"
    r"(?:小学校|(?:小学|中心校|中学)[\u4e00-\u9fff]{1,8}?(?:教学点|校区|分校)|小学(?!生|组|部|阶段|段|附[属设])|初级中学(?!附[属设])|中学(?!生|组|部|附[属设])|中心校(?!附[属设])|"
    r"初中(?!生|组|部|阶段|毕业|附[属设])|"
    r"教学点|完小(?!学)|村小(?!学)|九年一贯制学校|九年制学校|民族学校|特殊教育学校|希望学校|学校(?!标识|名称|代码))"
)
_LABEL = re.compile(
    r"(?:填报|填表|报送|上报|制表|编制)(?:单位|学校)(?:名称)?|学校名称|单位名称|^学校(?=.{3})"
)
_NO_SCHOOL = re.compile(
    r"全[国省市县区镇乡]|各|中小学|学期|学年|年度|[春秋]季|下属|辖区|所有|学生|统计|名单|年级|适龄|以上|以下"
)


@dataclass(frozen=True)
class ClassName:
    """A grade code, a class and the year of entry (2026级), each "" when the text does not say."""

    grade: str = ""
    class_no: str = ""
    entry_year: str = ""


NOTHING = ClassName()


@lru_cache(maxsize=4096)
def class_of(text: str, *, is_sheet: bool = False) -> ClassName:
    """Return grade and class named in a title or cell: 七(3)班, 初一2班, 三年级, 2026级1班."""
    folded = fold(text).replace("【", "(").replace("】", ")").replace("[", "(").replace("]", ")")
    patterns = (*_SHEET_PATTERNS, *_FULL_PATTERNS) if is_sheet else _FULL_PATTERNS
    for pattern in patterns:
        found = pattern.search(folded)
        if found:
            return _named(found)
    parts = [_named(found) for pattern in _PART_PATTERNS if (found := pattern.search(folded))]
    return ClassName(
        next((part.grade for part in parts if part.grade), ""),
        next((part.class_no for part in parts if part.class_no), ""),
        next((part.entry_year for part in parts if part.entry_year), ""),
    )


def _named(found: re.Match[str]) -> ClassName:
    groups = found.groupdict()
    grade = groups.get("grade")
    junior, preschool = groups.get("junior"), groups.get("preschool")
    code = str(_number(grade)) if grade else ""
    if junior:
        code = str(6 + _number(junior))
    if preschool:
        code = "0"
    class_no = groups.get("cls")
    return ClassName(code, str(_number(class_no)) if class_no else "", groups.get("year") or "")


def _number(text: str) -> int:
    """Return 12 for "12", "012" and "十二"."""
    if text.isdigit():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return _NUMERALS[tens]
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[units] if units else 0)


@lru_cache(maxsize=4096)
def cell_class(text: str, grade: str = "") -> ClassName:
    """Return what a cell of a class column says; a class with a name of its own keeps it.

    "01", "1", "(1)班", "一班" are class 1; in grade 3, "301" is class 1 too.
    """
    folded = fold(text).removesuffix("班").strip("()")
    # Longer than any number of a class it is a text; Python reads no endless ones either.
    if folded.isdigit() and folded.isascii() and len(folded) < 20:
        number = str(int(folded))
        # More than 39 classes in a grade there are nowhere: 341 is not class 41 of grade 3.
        if len(number) == 3 and number[0] == (grade or number[0]) and number[1] in "0123":
            return ClassName(number[0], str(int(number[1:])))
        return ClassName("", number)
    if _HAN_NUMBER.fullmatch(folded):  # 三二班 is no number: it is class 2 of grade 3
        return ClassName("", str(_number(folded)))
    found = class_of(text, is_sheet=True)
    return found if found != NOTHING else ClassName("", "".join(text.split()))


def typed_class(text: str) -> ClassName:
    """Return grade and class as one types both in one: 32, 3.2, 三2, 302, 三(2)班, 三年级火箭班.

    The first figure is the grade, what follows the class: 312 is class 12 of grade 3.
    """
    folded = "".join(fold(text).split())
    if _TYPED_GRADE.fullmatch(folded):
        return ClassName(str(_number(folded)))
    if figures := _TYPED_FIGURES.fullmatch(folded):
        return ClassName(figures["grade"], str(int(figures["cls"])))
    found = class_of(folded, is_sheet=True)
    if not found.class_no and folded[-1:].isdigit():  # 初一2 is 初一2班; 初三 is a grade
        found = class_of(f"{folded}班")
    own = _TYPED_OWN.fullmatch(folded)
    if found.grade and not found.class_no and own:
        return ClassName(found.grade, own["cls"])
    return found


def grade_code(text: str) -> str:
    """Return the code of a grade by code, name or alias (七年级, 初一), "" when it names none."""
    found = code_list("grade").find(text)
    if found:
        return found.value
    short = _SHORT_GRADE.fullmatch(fold(text))
    return str(_number(short["grade"])) if short else class_of(text).grade


def grade_of_entry(entry_year: str, school_name: str, on: date) -> str:
    """Return the grade of a year of entry (2026级), "" when the school does not tell the stage."""
    if not entry_year:
        return ""
    years = school_year(on) - int(entry_year) + 1
    if re.search(r"小学|教学点|完小|村小", school_name) and 1 <= years <= 6:
        return str(years)
    if re.search(r"初中|中学", school_name) and 1 <= years <= 3:
        return str(6 + years)
    return ""


def unit_in(text: str) -> str:
    """Return the unit behind 填报单位: or 学校:, without its seal mark; "" if none."""
    plain = text.replace("（", "(").replace("）", ")").replace("\u3000", " ")
    found = _UNIT.search("".join(plain.split()))
    return found["unit"].strip("()_-—") if found else ""


def school_in(text: str) -> str:
    """Return the school a title names, "" when it names none or means many (全县中小学)."""
    plain = "".join(text.replace("（", "(").replace("）", ")").split())
    plain = re.sub(r"[Xx×*]{1,20}[省市县区州镇乡]", "|", plain)
    plain = _LABEL.sub("|", plain)
    found = _SCHOOL.search(re.sub(r"[0-9]{4}[-—至0-9]*(?:学)?年度?", "|", plain))
    name = found[0].strip("()") if found else ""
    name = re.sub(r"^.*(?:学年度?|第[一二12]学期|[春秋]季(?:学期)?|学期)", "", name)
    return "" if len(name) < 3 or _NO_SCHOOL.search(name) else name
