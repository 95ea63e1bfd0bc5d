"""Columns of cells to columns of stored values, and these to rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain import identity
from ledger_app.domain.names import name_problem
from ledger_app.domain.values import as_text, parse
from ledger_app.exchange.cells.cell_words import ticked_box
from ledger_app.exchange.cells.row_problem import LEFT_OUT, ProblemKind
from ledger_app.exchange.reading.workbook import LONGEST, NO_RESULT, TOO_LONG, Cell, is_fault

_NOTHING = frozenset(
    {"无", "暂无", "没有", "无。", "(无)", "（无）", "/", "//", "\\", "-", "--", "---", "—", "——"}
    | {"―", "n/a"}
)
DITTO = frozenset({"同上", "〃", '"', "＂", "″", "”", "，，", "同前", "同左", "同右", "仝上"})
_LONGEST_NOTHING = 6  # characters, blanks around it included
_DAY = re.compile("[0-9]{1,2}月[0-9]{1,2}日")
Check = Callable[[str], str]
OWN_CHECKS: dict[tuple[str, str], Check] = {
    ("student", "name"): name_problem,
    ("student", "guardian_name"): name_problem,
    ("student", "register_no"): lambda number: identity.register_problem(number, ""),
}
# 婆婆 and 公公 are a husband's parents in the code list, and the grandparents in half the country.
_NO_GUARDIANS = frozenset({"01", "02", "10", "11", "12", "53", "54", "55", "56", "65", "68"})


def _no_guardian(code: str) -> str:
    if code not in _NO_GUARDIANS:
        return ""
    name = code_list("relation").name_of(code)
    return f"孩子的监护人不会是“{name}”，请写明是奶奶、外婆还是别的人。"


def _no_name(name: str) -> str:
    """Return why a name cannot be anybody's: 5组 or a telephone that slipped from its column."""
    problem = name_problem(name)
    shifted = problem and (_NUMBER_IN_NAME.search(name) or name.endswith(_PLACES))
    return f"{problem}这一行可能错位了。" if shifted else ""


def _no_relative(name: str) -> str:
    """Return why a name is nobody's who looks after a child: 无人监护, 外婆带, 王刚父."""
    if _NOBODY.search(name) or (len(name) > 2 and name.endswith(("父", "母"))):
        return f"“{name[:20]}”不像一个人的姓名，请写姓名。"
    return _no_name(name)


def _no_official(name: str) -> str:
    """Return why a text is nobody who answers for a child: an office, two people, 待定."""
    if _NO_OFFICIAL.search(name):
        return f"“{name[:20]}”不像一个人的姓名，请写一个人的姓名。"
    return _no_name(name)


def _no_register(number: str) -> str:
    """Return why a text is no register number of any system: words, or digits that were lost."""
    if number[:1] == "G" and number.isascii():
        return ""
    if _SCIENTIFIC.fullmatch(number):
        return "“全国学籍号”变成了科学计数，后面的数字已经丢失，请重新填写。"
    return f"“{number[:20]}”不是学籍号。" if _HAN.search(number) else ""


def _no_phone(text: str) -> str:
    if text.isascii() and text.isdigit():
        return ""
    if _NO_PHONE.fullmatch(text):
        return f"“{text}”不是电话号码。"
    return "" if _NUMBER.search(text) else f"“{text[:20]}”不是电话号码，这一行可能错位了。"


# Who looks after a child is written under 监护人 though it is nobody's name.
_NOBODY = re.compile(
    # Each begins with a character, so that most names are passed over at once.
    r"\(|（|父母|双亲|无人|监护|福利院|村委|居委|学校|自己|本人|亲戚|邻居|已故|去世|爷爷奶奶|外公外婆|带$|老师$"
    "|改嫁|外出|务工|打工|离异|离婚|失联|失踪|死亡|病故|过世|亡故|残疾|服刑|出走|再婚|走失|在外$|不在"
)
# An office stands where its man should; several people in a cell are more than one record.
_NO_OFFICIAL = re.compile(
    "[、,，;；/\\\\\n()（）]|..(?:县|区|局|办|所|站|委|委员会|工会|政府|学校|公司|医院)$"
    "|小学$|中学$|完小$|幼儿园$|教学点$|单位$"
    "|待定|未定|未指定|不详|全体|各位|班子|轮流|^(?:校长|园长|书记|镇长|乡长|村长|主任|班主任|支书|教师|老师|领导|干部)$"
)
_NO_PHONE = re.compile("(?:暂?无|没有|没|不详|未知|不清楚|不知道)(?:电话|手机|号码|联系方式)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBER_IN_NAME = re.compile("[0-9]")
_NUMBER = re.compile("[0-9]")
_PLACES = ("村", "组", "号", "社区", "街道", "乡", "镇")
# What the value of such a field cannot be: it is left out, and said.
_REFUSED: dict[tuple[str, str], Check] = {
    ("student", "guardian_relation"): _no_guardian,
    ("student", "register_no"): _no_register,
    ("student", "guardian_name"): _no_relative,
    ("student", "carer_name"): _no_relative,
    ("family_member", "name"): _no_relative,
    ("family_member", "relation"): _no_guardian,
    ("responsibility", "helper_name"): _no_official,
}


def refusal(table: str, field: Field) -> Check | None:
    """Return what says why a value of the field is left out, None where nothing more is known."""
    if field.kind is Kind.PHONE:
        return _no_phone
    known = _REFUSED.get((table, field.key))
    if known is None and field.kind is Kind.NAME and (table, field.key) != ("student", "name"):
        return _no_name
    return known


_TICKABLE = frozenset({Kind.CODE, Kind.CODES, Kind.YES_NO})  # of these 无 says something


class ParsedCells(dict[Any, Any]):
    """Stored values by cell for one field, each cell parsed once: a column says few things again
    and again. What is wrong with a cell stands in `problems`."""

    def __init__(
        self,
        field: Field,
        today: date,
        own_check: Check | None = None,
        refused: Check | None = None,
    ) -> None:
        # Most cells of a wide list are empty: they never come to __missing__.
        super().__init__({"": None})
        self._own_check = own_check
        self._refused = refused
        self._may_say_nothing = field.kind not in _TICKABLE
        self.problems: dict[Any, tuple[ProblemKind, str]] = {}
        self._field = field
        self._today = today

    def __missing__(self, raw: object) -> object:
        # Called for each different cell of a workbook: nothing is made that most do not need.
        # Most texts are longer than any way to say nothing.
        if isinstance(raw, str) and (len(raw) <= _LONGEST_NOTHING or raw[0] == "#"):
            said = self._without_content(raw)
            if said is not None:
                return self._left_out(raw, said)
        meant = raw
        if isinstance(raw, str) and not self._may_say_nothing:
            meant = ticked_box(raw) or raw
        value, problem, is_kept = parse(self._field, meant, self._today)
        if not is_kept:
            return self._left_out(raw, problem + LEFT_OUT)
        if isinstance(value, str):
            if self._refused and (refused := self._refused(value)):
                return self._left_out(raw, refused + LEFT_OUT)
            if self._own_check and not problem:
                problem = self._own_check(value)
        if problem:
            self.problems[raw] = (ProblemKind.CHECK, problem)
        self[raw] = value
        return value

    def _without_content(self, raw: str) -> str | None:
        """Return what is said of a cell that says nothing itself, "" for nothing; else None."""
        if is_fault(raw):
            return fault_text(raw)
        if raw in DITTO:
            return ditto_text(raw)
        return "" if self._may_say_nothing and says_nothing(raw) else None

    def _left_out(self, raw: object, problem: str) -> object:
        if problem:
            self.problems[raw] = (ProblemKind.LEFT_OUT, problem)
        self[raw] = stored = None
        return stored


def says_nothing(text: str) -> bool:
    """Tell whether a text is a dash or 无, which says no more than an empty cell."""
    if text.isalpha():  # no blanks around it, and n/a has a stroke
        return text in _NOTHING
    return text.strip().lower() in _NOTHING


def ditto_text(raw: str) -> str:
    """Return what is said of 同上: rows are sorted and left out, the one above may be another."""
    return f"“{raw.strip()}”没有照上一行填，请写全{LEFT_OUT}"


def fault_text(fault: str) -> str:
    """Return what is said of a cell that holds an error of the spreadsheet and no value."""
    if fault == NO_RESULT:
        return f"这一格是公式，还没有算出结果；请在表格软件里打开保存一次再导入{LEFT_OUT}"
    if fault == TOO_LONG:
        return f"这一格超过了 {LONGEST} 个字，没有读，请看看是不是少了引号或换行{LEFT_OUT}"
    if set(fault) == {"#"}:
        return f"这一格显示不下，只有“####”，请在表格里拉宽这一列，写成文字再导入{LEFT_OUT}"
    return f"这一格是表格的错误值“{fault}”，不是内容，请改好{LEFT_OUT}"


def turned_into_date(cell: Cell) -> bool:
    """Tell whether a spreadsheet made a date out of a class: 3-1 is 3月1日 now."""
    return isinstance(cell, date) or (isinstance(cell, str) and bool(_DAY.fullmatch(cell.strip())))


def text_without_date(cell: Cell) -> str:
    """Return a cell as text; a date is none: 3-1 in a column of classes is no class any more."""
    if turned_into_date(cell):
        return ""
    text = as_text(cell).strip()
    nothing = text in _NOTHING or text in DITTO or is_fault(text)
    return "" if nothing else text.removesuffix(".0")  # so other programs write 3


def first_filled(columns: Sequence[Sequence[Any]]) -> list[Any]:
    """Return one column out of several: the first of them that is not empty in each row."""
    if not columns:
        return []
    found = list(columns[0])
    for other in columns[1:]:
        found = [b if _is_blank(a) else a for a, b in zip(found, other, strict=True)]
    return found


def _is_blank(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def differing(first: Sequence[Any], second: Sequence[Any]) -> list[int]:
    """Return the rows in which two columns of one thing say different things."""
    pairs = enumerate(zip(first, second, strict=True))
    return [at for at, (a, b) in pairs if a != b and a not in (None, "") and b not in (None, "")]


def rows_from_columns(parsed: dict[str, list[Any]], count: int) -> list[dict[str, Any]]:
    """Return `count` rows by key, without the keys that are empty in a row."""
    if not parsed:
        return [{} for _ in range(count)]
    keys = tuple(parsed)
    return [
        {key: value for key, value in zip(keys, row, strict=True) if value is not None}
        for row in zip(*parsed.values(), strict=True)
    ]
