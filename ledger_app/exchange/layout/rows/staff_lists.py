"""Lists of teachers and other grown-ups at work: none of their people is a pupil."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.headings import ListColumn, ListHeading
from ledger_app.exchange.reading.workbook import Cell, Worksheet

_COLUMN = re.compile(
    "(?:专业技术)?职称.{0,4}|任教(?:学科|年级|班级|科目).{0,4}|任课(?:学科|班级|年级)|教龄|工龄|教师资格.{0,6}"
    "|参加工作(?:时间|年月|日期)|专业技术职务.{0,4}|岗位等级|(?:最高|第一)学历|普通话等级|编制性质|所教学科"
)
_TITLE = re.compile(
    "(?:教师|教职工|教职员工|职工|教工|员工|工作人员|干部|领导班子|班主任|科任|校医|保安|炊事员|宿管员)"
    "[^生童孩]{0,10}(?:花名册|名册|名单|一览表|信息表|统计表|通讯录|登记表|基本情况表?|联系表|安排表)"
)
# 职务 | 姓名 | 电话 and no more: who is to be called in the village, and no child.
_POST = re.compile(
    "(?:现任|村内?|校内)?(?:职务|岗位|职位)(?:名称)?|(?:单位|部门)(?:及|和|、|/)?职务"
)
# A class has posts as well: beside 性别 the list may be one of pupils.
_OF_POSTS = frozenset({"name", "phone", "phone2", "remark", "political", "email"})
_CHILDREN = re.compile("学生|儿童|孩子|幼儿|子女|新生|学籍|监护人|家长|留守|包保|帮扶|结对")


def is_of_staff(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether columns (职称, 任教学科) or the title say that a list is of staff."""
    captions = [column.caption for column in _of_first_list(heading)]
    whole = " ".join(column.heading for column in heading.columns)
    titles = [text for row in sheet.rows[: heading.last + 1] for text in _alone(row)]
    if _CHILDREN.search(whole) or any(_CHILDREN.search(title) for title in titles):
        return False
    if any(map(is_staff_caption, captions)) or _is_of_posts(heading):
        return True
    return any(_TITLE.search(fold(text)) for text in (*titles, sheet.name))


def is_of_staff_below(heading: ListHeading) -> bool:
    """Tell whether a list further down a sheet of pupils is one of staff by its own columns."""
    whole = " ".join(column.heading for column in heading.columns)
    staff = any(is_staff_caption(column.caption) for column in _of_first_list(heading))
    return staff and not _CHILDREN.search(whole)


def _is_of_posts(heading: ListHeading) -> bool:
    """Tell whether a list says post and telephone of each and nothing that children have."""
    columns = _of_first_list(heading)
    named = any(_POST.fullmatch(fold(column.caption)) for column in columns)
    kept = {column.key for column in columns if column.meaning.counts}
    return named and "phone" in kept and kept <= _OF_POSTS


def is_staff_caption(caption: str) -> bool:
    """Tell whether a column is one that only a list of staff has."""
    return _COLUMN.fullmatch(fold(caption)) is not None


def _of_first_list(heading: ListHeading) -> Sequence[ListColumn]:
    """Return the columns up to a second 姓名: teachers may stand beside the children."""
    names = [column.index for column in heading.columns if fold(column.caption) == "姓名"]
    return heading.columns[: names[1]] if len(names) > 1 else heading.columns


def _alone(cells: Sequence[Cell]) -> list[str]:
    """Return the text of a row that has but one: a title."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    return texts if len(texts) == 1 else []
