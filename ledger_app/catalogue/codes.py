"""The code lists, read from resources/codes/*.csv."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache

from ledger_app import paths


@dataclass(frozen=True)
class Code:
    """One entry of a code list; `group` ties it to another list (reason to control type)."""

    value: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class CodeList:
    """One code list, in the order it is offered."""

    key: str
    codes: tuple[Code, ...]

    def name_of(self, value: str) -> str:
        """Return the Chinese name of a stored value, or the value itself when not in the list."""
        code = _by_value(self.key).get(value)
        return code.name if code else value

    def find(self, text: str) -> Code | None:
        """Return the code whose value, name or alias is `text`, blanks and width ignored."""
        return _by_text(self.key).get(fold(text))


# Traditional characters of headings and code names, for lists from programs that write Big5.
_SIMPLER = str.maketrans(
    "號別級學籍貫監護親聯絡備註現證戶電話類編碼農漢壯滿維爾產體聽視語殘時間組鄉鎮縣區國歲職長員"
    "種況關係與單雙貧難勞動務養師實際歷點齡無",
    "号别级学籍贯监护亲联络备注现证户电话类编码农汉壮满维尔产体听视语残时间组乡镇县区国岁职长员"
    "种况关系与单双贫难劳动务养师实际历点龄无",
)


def fold(text: str) -> str:
    """Fold blanks, full-width and traditional forms, so that typed and official names agree."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.split()).replace("、", ",").lower().translate(_SIMPLER)


@cache
def code_list(key: str) -> CodeList:
    """Return the code list `key`; raise KeyError if resources/codes has no such file."""
    path = paths.resources() / "codes" / f"{key}.csv"
    if not path.is_file():
        raise KeyError(key)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return CodeList(
        key,
        tuple(
            Code(
                row["code"],
                row["name"],
                tuple(alias for alias in (row.get("aliases") or "").split("|") if alias),
                row.get("group") or "",
            )
            for row in rows
        ),
    )


@cache
def _by_value(key: str) -> dict[str, Code]:
    return {code.value: code for code in code_list(key).codes}


@cache
def _by_text(key: str) -> dict[str, Code]:
    found: dict[str, Code] = {}
    codes = code_list(key).codes
    for code in codes:
        found.setdefault(fold(code.value), code)
    for code in codes:
        found.setdefault(fold(code.name), code)
    for code in codes:
        for alias in code.aliases:
            found.setdefault(fold(alias), code)
    return found
