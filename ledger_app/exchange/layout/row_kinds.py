"""Tell rows of children from sums, signatures, notes and other rows of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.rows.lone_rows import is_no_name, is_post
from ledger_app.exchange.reading.workbook import Cell


class Ignored(StrEnum):
    """Why a row is no child, as the preview says it."""

    BLANK = "空行"
    SUM = "合计行"
    SIGNATURE = "签名行"
    NOTE = "说明文字"
    EXAMPLE = "填写示例"
    NUMBERING = "列号行"
    HEADING = "标题行"
    STRAY = "零散内容"
    CONTINUED = "上面孩子的续行"
    FORM = "登记表里的行"
    ADULT = "户里的大人"
    STAFF = "教职工"
    SAID = "按您的选择没有读"


_SUM = re.compile(
    r".{0,15}?(?:合计|小计|总计|共计|累计|总数|总人数)[:(]?.{0,30}"
    r"|(?:平均分?|人均分?|及格率|合格率|优秀率|优生率|最高分|最低分|总评|标准差)[:]?.{0,20}"
    r"|男[生孩]?[:]?[0-9]+[人名]?[,;]?女[生孩]?[:]?[0-9]+.{0,20}"
    r"|(?:其中)?[:]?(?:男生?|女生?|共|全班|本班|本校|全校|本页)(?:合?共)?(?:有|计)?[:]?[0-9]+[人名].{0,40}"
    r"|共[0-9]+[人名页].*"
    r"|[\u4e00-\u9fff]{2,12}[:]?[0-9]+[人名](?:[,;].*)?"  # 应到45人, 住校12人,走读30人
)
_CAPTION = re.compile("[\u4e00-\u9fff]{1,8}[:：]")  # 班长： before a name, where a number stands
_COUNTED = frozenset({"男", "女", "男生", "女生", "人数", "男生人数", "女生人数", "学生人数"})
_TASK = "填表|填报|制表|审核|审批|复核|负责|经办|统计|联系|校对|报送|核查|采集|登记"
_HEAD = "校长|园长|班主任|分管领导|主管领导|单位负责人|学校负责人|村主任|村支书|领导"
_SIGNED = r"(?:\(?(?:签名|签字|签章|盖章)\)?)?"
_SIGNATURE = re.compile(
    rf"(?:{_TASK})(?:单位)?(?:人|者|日期|时间)(?:员)?{_SIGNED}(?:[:].*|_+.*|$)"
    rf"|(?:{_TASK}|{_HEAD})员?{_SIGNED}[:_].*"
    r"|(?:单位|学校)?\(?(?:盖章|公章|签章|签字|签名)\)?[:]?.{0,20}"
    r"|(?:日期|时间)[:].*"
)
_TELLING = re.compile("[计数共:：.、0-9０-９人名章签字例员者（(]")  # hardly ever in a name
_NUMBER = re.compile(r"[ (（]*[0-9甲乙丙丁A-Z]{1,3}[)） ]*")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DATE = re.compile(r"[0-9]{4}年[0-9_]*月[0-9_]*日")
_NOTE = re.compile(
    r"(?:备?注|说明|填表说明|填写说明|填报说明|注意事项|要求|提示|附注?)[0-9]*[:.].*|[※★*].{8,}"
)
# A sentence in the column of names with nothing else in the row.
_SENTENCE = re.compile(
    "[:：;；。！!]|属实|特此|以上|以下|如上|本表|填写|[0-9].{0,200}(?:必须|不得|请)"
)
_PAGE = re.compile(
    "第?[0-9一二三四五六七八九十]{1,4}页.{0,12}|共[0-9]+页.{0,12}|[-—_]+[0-9]{1,4}[-—_]+"
    "|[(]?(?:续表|续上表|续上页|接上页|接上表|接下页|转下页|下转.{0,6}|上接.{0,6})[)]?"
)
_TITLE = re.compile(
    ".*(?:签到|登记|统计|汇总|成绩|信息|一览|采集|考勤|情况|申请|审批)表(?:[(].*[)])?"
    "|.*(?:花名册|名册|名单|台账|公示)(?:[(].*[)])?"
)
_EXAMPLE = re.compile(
    r"(?:示?例|样例|填写示例|举例|范例)(?:[:)].*|$)|.{1,20}\((?:示?例|样例|举例|范例|例子)\)"
)
# What a template writes under its headings, and what its 姓名 column says there.
_DEMANDS = frozenset(
    {"必填", "选填", "非必填", "必填项", "选填项", "条件必填", "可不填", "可选", "必录"}
)
_FORMATS = frozenset({"文本", "文本格式", "文本型", "文字", "汉字", "字符", "字符型", "中文"})


def kind_of_row(cells: Sequence[Cell], name_at: int, used: Sequence[int]) -> Ignored | None:
    """Return why this row is no child, None when it is one (or might be: then it is kept).

    `name_at` is the name's column (-1 if none), `used` the columns that carry something.
    """
    first = next((cell for cell in cells if cell != "" and not _is_blank(cell)), "")
    if first == "":
        return Ignored.BLANK
    name = cells[name_at] if name_at >= 0 else ""
    if _demands(name, cells):
        return Ignored.NOTE
    if isinstance(first, str) and fold(first) in _COUNTED and _NUMBER.fullmatch(str(name).strip()):
        return Ignored.SUM
    told = _told_by_words(first, name, cells)
    if not told and isinstance(first, str) and _lonely(cells):
        if _PAGE.fullmatch(fold(first)) or _TITLE.fullmatch(fold(first)):
            return Ignored.NOTE
        if first == name and _SENTENCE.search(first):
            return Ignored.NOTE
        if first in (name, cells[0]) and is_no_name(first):
            return Ignored.SIGNATURE if is_post(first) else Ignored.NOTE
    if not told and isinstance(first, str) and is_post(first) and _signs(cells):
        return Ignored.SIGNATURE
    if told or (isinstance(name, str) and name.strip() and not _NUMBER.fullmatch(name)):
        return told
    filled = [cells[at] for at in used if not _is_blank(cells[at])]
    if not filled:
        return Ignored.BLANK if _only_numbers(cells) else Ignored.STRAY
    if _is_blank(name) and len(filled) < 2 and not has_id(filled):
        return Ignored.BLANK if _is_numbered_ahead(cells) else Ignored.STRAY
    return Ignored.NUMBERING if _counts_columns(cells) else None


def _told_by_words(first: Cell, name: Cell, cells: Sequence[Cell]) -> Ignored | None:
    """Judge by the first text and by the text in the name's column; an ID number outweighs both."""
    told = None
    if isinstance(first, str) and len(first) <= 400 and not first.isdigit():
        told = _by_text(first)
        if not told and first is not name and _CAPTION.fullmatch(first.strip()):
            told = Ignored.NOTE
        if not told and _is_blank(name) and _DATE.fullmatch(fold(first)):
            told = Ignored.SIGNATURE
    if not told and isinstance(name, str) and _TELLING.search(name):
        told = Ignored.SIGNATURE if _DATE.fullmatch(fold(name)) else _by_text(name)
    # A number outweighs the words, but an example is given one, too.
    return None if told and told is not Ignored.EXAMPLE and has_id(cells) else told


def _demands(name: Cell, cells: Sequence[Cell]) -> bool:
    """Tell whether the row says what to fill in: 必填 必填 选填, or 文本 under 姓名."""
    if not isinstance(name, str) or name.strip() not in _DEMANDS | _FORMATS | {""}:
        return False
    if name.strip() in _FORMATS:
        return not has_id(cells)
    return sum(isinstance(cell, str) and cell.strip() in _DEMANDS for cell in cells) >= 2


@lru_cache(maxsize=65536)
def _by_text(text: str) -> Ignored | None:
    text = fold(text)
    if _SUM.fullmatch(text):
        return Ignored.SUM
    if _SIGNATURE.fullmatch(text):
        return Ignored.SIGNATURE
    if _NOTE.fullmatch(text):
        return Ignored.NOTE
    return Ignored.EXAMPLE if _EXAMPLE.fullmatch(text) else None


def _lonely(cells: Sequence[Cell]) -> bool:
    """Tell whether one cell is all there is in the row."""
    filled = (cell for cell in cells if not _is_blank(cell))
    return next(filled, None) is not None and next(filled, None) is None


def _signs(cells: Sequence[Cell]) -> bool:
    """Tell whether, after a caption, captions and names take turns: 校长 | 周某 | 班主任 | 吴某."""
    filled = [cell for cell in cells if not _is_blank(cell)]
    if has_id(cells):
        return False
    return len(filled) == 2 or any(isinstance(cell, str) and is_post(cell) for cell in filled[1:])


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def has_id(cells: Sequence[Cell]) -> bool:
    """Tell whether an identity number stands somewhere in the row."""
    return any(
        isinstance(cell, str) and len(cell) >= 15 and sum(map(str.isdigit, cell)) >= 15
        for cell in cells
    ) or any(isinstance(cell, float) and cell > 1e14 for cell in cells)


def _only_numbers(cells: Sequence[Cell]) -> bool:
    """Tell whether nothing but a running number was filled in ahead."""
    return all(_is_blank(cell) or str(cell).strip().isdigit() for cell in cells)


def _is_numbered_ahead(cells: Sequence[Cell]) -> bool:
    """Tell whether only a seat number was filled in ahead; a telephone number is longer."""
    return all(_is_blank(cell) or re.fullmatch("[0-9]{1,4}", str(cell).strip()) for cell in cells)


def _counts_columns(cells: Sequence[Cell]) -> bool:
    """Tell whether the cells number the columns: 1 2 3 …, (1) (2) …, 甲 乙 1 2 …"""
    shown = [str(cell).strip(" ()（）栏") for cell in cells if not _is_blank(cell)]
    if len(shown) > 2 and "".join(shown) in _LETTERS:  # A B C D, as the sheet's own columns
        return all(len(text) == 1 for text in shown)
    if len(shown) > 2 and "".join(shown) in _STEMS:  # 甲 乙 丙 丁
        return True
    numbers = [int(text) for text in shown if text.isdigit() and len(text) <= 3]
    if len(numbers) < 2 or len(shown) - len(numbers) > 3:
        return False
    rest = [text for text in shown if not text.isdigit()]
    counted = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    return counted and all(text in "甲乙丙丁戊ABCD" for text in rest)
