"""The columns of the student list: what each shows of a row, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QColor

from ledger_app.actions.list_students import value_name
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import YES
from ledger_app.domain.day import Day
from ledger_app.domain.telling.class_words import grade_and_class, short_class
from ledger_app.domain.telling.due_words import SOON, due_state, due_text, short_day
from ledger_app.domain.telling.masking import screen_id, screen_phone
from ledger_app.domain.telling.restricted import restricted_categories
from ledger_app.gui.kit import theme

Row = dict[str, Any]
Text = Callable[[Row, Day], str]


@dataclass(frozen=True)
class Column:
    """One column: key, heading, width in pixels, key to sort by ("" = cannot), text of a row."""

    key: str
    title: str
    width: int
    text: Text
    sort: str = ""
    shown: bool = True


def status_text(row: Row) -> str:
    """Return sign and word of a status."""
    name = code_list("status").name_of(row["status"])
    return f"{theme.status_mark(row['status'])[0]} {name}"


def risk_text(row: Row) -> str:
    """Return sign and word of a risk level, "" without one."""
    level = row["risk_level"]
    if not level:
        return ""
    return f"{theme.risk_mark(level)[0]} {code_list('risk_level').name_of(level)}"


def categories_text(row: Row) -> str:
    """Return the risk categories that a list may show."""
    codes = [code for code in (row["categories"] or "").split(",") if code]
    known = code_list("risk_category")
    return "、".join(known.name_of(code) for code in codes if code not in restricted_categories())


def due_cell(row: Row, day: Day) -> str:
    """Return ⚠ 超 3 天, ● 今天, or the day; "" if nothing is due."""
    if not row["due_on"]:
        return ""
    state, words = due_state(row["due_on"], day), due_text(row["due_on"], day)
    return words if state == SOON else f"{theme.due_mark(state)[0]} {words}"


def row_colour(key: str, row: Row, day: Day) -> QColor | None:
    """Return the colour that goes with the sign in a column, None for ordinary text."""
    if key in ("status", "standing"):
        return theme.status_mark(row["status"])[1]
    if key == "risk" and row["risk_level"]:
        return theme.risk_mark(row["risk_level"])[1]
    if key == "due" and row["due_on"]:
        return theme.due_mark(due_state(row["due_on"], day))[1]
    return None


def hint(key: str, row: Row, day: Day) -> str:
    """Return what a cell says when pointed at."""
    if key == "due" and row["due_text"]:
        return f"{row['due_on']} {row['due_text']}"
    if key in ("status", "standing"):
        return row["status_reason"] or ""
    if key == "last_seen":
        return " ".join(filter(None, (row["last_seen_on"], row["last_seen_by"])))
    return _BY_KEY[key].text(row, day)


def column(key: str) -> Column:
    """Return the column with this key; raise KeyError if there is none."""
    return _BY_KEY[key]


def _of(key: str) -> Text:
    def text(row: Row, day: Day) -> str:
        return row[key] or ""

    return text


def _day(key: str) -> Text:
    def text(row: Row, day: Day) -> str:
        return short_day(row[key], day)

    return text


def _named(key: str) -> Text:
    def text(row: Row, day: Day) -> str:
        return value_name(key, row[key]) if row[key] else ""

    return text


def _only_row(shown: Callable[[Row], str]) -> Text:
    def text(row: Row, day: Day) -> str:
        return shown(row)

    return text


def _phone(row: Row, day: Day) -> str:
    return screen_phone(row["guardian"].phone)


def _guardian(row: Row, day: Day) -> str:
    return str(row["guardian"].name)


def _id_no(row: Row, day: Day) -> str:
    return screen_id(row["id_no"])


def _register_no(row: Row, day: Day) -> str:
    number = row["register_no"] or ""
    return number[:1] + screen_id(number[1:])


def _left_behind(row: Row, day: Day) -> str:
    return "留守" if row["left_behind"] == YES else ""


def _risk_name(row: Row) -> str:
    return code_list("risk_level").name_of(row["risk_level"]) if row["risk_level"] else ""


def _seen(row: Row, day: Day) -> str:
    return short_day(row["last_seen_on"], day) or "没有记录"


COLUMNS = (
    Column("name", "姓名", 144, _of("name"), "name"),
    Column("sex", "性别", 44, _named("sex"), "sex", shown=False),
    Column("class", "年级班", 64, _only_row(short_class), "grade"),
    Column("school", "学校", 130, _of("school_name"), "school_name", shown=False),
    Column("village", "村", 84, _of("village_name"), "village_name", shown=False),
    Column("status", "状态", 92, _only_row(status_text), "status"),
    Column("risk", "风险", 56, _only_row(risk_text), "risk_level"),
    Column("categories", "重点关注类别", 130, _only_row(categories_text), shown=False),
    Column("last_contact", "最近联系", 78, _day("last_contact_on"), "last_contact_on"),
    Column("due", "到期", 88, due_cell, "due_on"),
    Column("guardian", "监护人", 80, _guardian, shown=False),
    Column("phone", "电话", 112, _phone, shown=False),
    Column("id_no", "身份证号", 170, _id_no, shown=False),
    Column("file_no", "档案编号", 130, _of("file_no"), shown=False),
    Column("register_no", "学籍号", 176, _register_no, shown=False),
    Column("birth_date", "出生日期", 96, _of("birth_date"), shown=False),
    Column("boards", "寄宿", 48, _named("boards"), shown=False),
    Column("left_behind", "留守", 48, _left_behind, shown=False),
    Column("relocation", "分流", 110, _named("relocation"), shown=False),
    Column("status_since", "状态起始", 96, _of("status_since"), "status_since", shown=False),
    Column("standing", "去向", 84, _named("standing"), "standing", shown=False),
    Column("grounds", "依据", 110, _named("grounds"), shown=False),
    Column("last_seen", "最近见到", 88, _seen, "last_seen_on", shown=False),
    Column("holds_until", "有效到", 96, _of("holds_until"), "holds_until", shown=False),
)
_BY_KEY = {each.key: each for each in COLUMNS}

# A workbook has the headings that import knows, whole numbers, and no signs before words.
_HEADINGS = {
    "class": "年级班级",
    "school": "就读学校",
    "village": "村(社区)",
    "guardian": "监护人姓名",
    "phone": "监护人电话",
    "id_no": "身份证件号",
    "register_no": "全国学籍号",
    "boards": "是否寄宿",
}
_WHOLE: dict[str, Text] = {
    "class": _only_row(grade_and_class),
    "status": _only_row(lambda row: code_list("status").name_of(row["status"])),
    "risk": _only_row(_risk_name),
    "last_contact": _of("last_contact_on"),
    "due": _of("due_on"),
    "phone": _only_row(lambda row: str(row["guardian"].phone)),
    "id_no": _of("id_no"),
    "register_no": _of("register_no"),
    "last_seen": _of("last_seen_on"),
}


def for_workbook(key: str) -> tuple[str, Text]:
    """Return heading and text of a column as a workbook has it."""
    found = _BY_KEY[key]
    return _HEADINGS.get(key, found.title), _WHOLE.get(key, found.text)
