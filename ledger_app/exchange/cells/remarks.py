"""What is said beside a name and in remarks: 王刚(转走), 随父母外出."""

from __future__ import annotations

import re
from typing import Any

from ledger_app.exchange.reading.workbook import Cell

_NO_NAME = re.compile(
    "男|女|是|否|[0-9XG.-]+|汉|.{1,4}族|[(（][^()（）]*[)）]"
    # 王*, 王*刚: a name hidden for a notice on the wall; 李梅* has a mark behind it
    "|[\u3400-\u9fff][*＊]+|[\u3400-\u9fff]+[*＊]+[\u3400-\u9fff]+"
)
_SEVERAL = re.compile("[\u3400-\u9fff] *[、，,;；/] *[\u3400-\u9fff]")
_NUMBERING = re.compile(
    "^ *[(（]?[0-9０-９]{1,3}[)）]?[.．、:： ]*(?=[\u3400-\u9fff\U00020000-\U0003fffd])"
)
_NAME_REMARK = re.compile(
    "(?P<name>[^()（）]{2,20})[(（](?P<said>[^()（）]*(?:转|休学|退学|辍学|借读|插班|复学|留守|随班|随读|送教"
    "|双胞胎|残疾|外出|单亲|孤儿|低保|住校|走读|寄宿|新生|班长)[^()（）]*)[)）]"
)
_GONE = re.compile(
    "转走|转出|转往|转到|休学|辍学|退学|失学|去世|死亡|亡故|失联|未到校|不在校|未返校|随.{1,4}(?:外出|务工|打工|转|迁|走)"
    "|(?:^|[,，;；。、 ])(?:已|现)?(?:外出|务工|打工)"
)


def without_numbering(cell: Cell) -> Cell:
    """Return a name without the number before it: 1.王刚, 2、王刚, (3)王刚."""
    return _NUMBERING.sub("", cell) if isinstance(cell, str) else cell


def is_no_name(name: str) -> bool:
    """Tell whether a sex, a number, an ethnic group or several names stand where a name should."""
    return bool(_NO_NAME.fullmatch(name) or _SEVERAL.search(name))


def name_and_remark(name: str) -> tuple[str, str]:
    """Return 王刚(转走) as its two parts; the remark is "" for a bare name."""
    found = _NAME_REMARK.fullmatch(name)
    return (found["name"], found["said"]) if found else (name, "")


def tells_of_leaving(row: dict[str, Any]) -> bool:
    """Tell whether the remark says that the child left, and no column says where it stands."""
    remark = row.get("remark")
    told = row.get("register_status") or row.get("in_school_status")
    return bool(remark and _GONE.search(remark) and not told)
