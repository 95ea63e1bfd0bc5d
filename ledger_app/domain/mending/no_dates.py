"""Why a text is no date, so that whoever wrote it knows what to write instead."""

from __future__ import annotations

import re
import unicodedata

from ledger_app.domain.dates import EXCEL_EPOCH, SERIALS, parse_month

_LUNAR = re.compile("农历|阴历|旧历|正月|腊月|冬月|闰.{1,2}月|月(?:初|廿|[一二三]?十)")
_TWO_DIGITS = re.compile("[0-9]{2}[-./年、,][0-9]{1,2}[-./月、,][0-9]{1,2}[日号]?")
_TURNED = re.compile("[0-9]{1,2}[-./、,][0-9]{1,2}[-./、,][0-9]{4}")
_WHOLE = re.compile("[0-9]{4}[-./年、,]?[0-9]{1,2}[-./月、,]?[0-9]{1,2}[日号]?")
_YEAR = re.compile("[0-9]{4}年?")
_NO_YEAR = re.compile("[0-9]{1,2}[-./月、,][0-9]{1,2}[日号]?")
_SERIAL = re.compile(r"[0-9]{5}(?:\.0)?")
_REPUBLIC = re.compile("民国|昭和|平成")


def why_no_date(text: str) -> str:
    """Return what is wrong with a text that should be a date, as the rest of a sentence."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    shown = text if len(text) <= 20 else text[:20] + "…"
    month = parse_month(text)
    if month:
        return f"只写到年月（{month}），缺少日：“{shown}”，请补上日，如 2026-11-18。"
    if _SERIAL.fullmatch(plain) and int(float(plain)) in SERIALS:
        day = EXCEL_EPOCH.toordinal() + int(float(plain))
        meant = EXCEL_EPOCH.fromordinal(day)
        return f"写的“{shown}”像是表格里的日期数，可能是 {meant}，请写成这样。"
    for pattern, said in _REASONS:
        if pattern.fullmatch(plain) or (pattern in _ANYWHERE and pattern.search(plain)):
            return said.format(shown)
    return f"看不出是哪一天：“{shown}”，请写成 2026-11-18 这样，年份写四位。"


_ANYWHERE = (_LUNAR, _REPUBLIC)
_REASONS = (
    (_LUNAR, "写的“{}”是农历日期，请对照户口簿换成公历，如 2026-11-18。"),
    (_REPUBLIC, "写的“{}”不是公历年份，请换成公历，如 2026-11-18。"),
    (_TWO_DIGITS, "的年份只有两位：“{}”，请写四位，如 2026-11-18。"),
    (_TURNED, "看不出“{}”哪个是月、哪个是日，请写成 2026-11-18 这样。"),
    (_WHOLE, "没有“{}”这一天，请核对。"),
    (_YEAR, "只写到年：“{}”，请补上月和日，如 2026-11-18。"),
    (_NO_YEAR, "没有写年份：“{}”，请写成 2026-11-18 这样。"),
)
