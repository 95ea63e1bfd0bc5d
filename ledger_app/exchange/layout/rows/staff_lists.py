"""Lists of teachers and other grown-ups at work: none of their people is a pupil."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.columns.persons import is_person
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn, ListHeading
from ledger_app.exchange.reading.workbook import Cell, Worksheet

_COLUMN = re.compile(
    "(?:专业技术)?职称.{0,4}|任教(?:学科|年级|班级|科目).{0,4}|任课(?:学科|班级|年级)|教龄|工龄|教师资格.{0,6}"
    "|参加工作(?:时间|年月|日期)|专业技术职务.{0,4}|岗位等级|(?:最高|第一)学历|普通话等级|编制性质|所教学科"
)
_TITLE = re.compile(
    # 班干部 are pupils, and 三（1）班 班主任周红 花名册 is a class
    "(?:教师|教职工|教职员工|职工|教工|员工|工作人员|(?<![班队])干部|领导班子|科任|校医|保安|炊事员|宿管员"
    "|班主任(?=老师|教师|人员|工作|联系|通讯|信息|基本|安排|登记|统计|一览|花?名|[及和与,、]))"
    "[^生童孩]{0,10}(?:花名册|名册|名单|一览表|信息表|统计表|通讯录|登记表|基本情况表?|联系表|安排表)"
)
_NAMED_SO = re.compile(
    "(?:全[体校])?(?:教师|老师|教职工|教职员工|教工|村干部|村[两二]委)(?:信息|表)?"
)
# 职务 | 姓名 | 电话 and no more: who is to be called in the village, and no child.
_POST = re.compile(
    "(?:现任|村内?|校内)?(?:职务|岗位|职位)(?:名称)?|(?:单位|部门)(?:及|和|、|/)?职务"
)
# A class has posts as well: where the cells do not tell, a list with 性别 may be one of pupils.
_OF_POSTS = frozenset({"name", "phone", "phone2", "remark", "political", "email"})
_OF_GROWN_UPS = _OF_POSTS | {
    *("sex", "ethnic", "birth_date", "id_no", "address", "village_name"),
    *("school", "grade", "class_no"),  # whose class teacher somebody is
}
_PUPILS_POST = re.compile(
    "班长|(?:学习|体育|文艺|劳动|卫生|生活|纪律)委员|[课科]代表|[中大小]队长|团支|值日|班委|班干|队干|小干部|[寝室]室?长|学生"
)
_GROWN_UPS_POST = re.compile(
    "主任|书记|支书|村长|会计|出纳|文书|专干|网格员|护林员|民兵|村医|调解员|校长|园长|教师|老师|教导|站长|所长|干部"
)
_CHILDREN = re.compile("学生|儿童|孩子|幼儿|子女|新生|学籍|监护人|家长|留守|包保|帮扶|结对")


def is_of_staff(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether columns (职称, 任教学科) or the title say that a list is of staff."""
    captions = [column.caption for column in _of_first_list(heading)]
    whole = " ".join(column.heading for column in heading.columns)
    titles = [text for row in sheet.rows[: heading.last + 1] for text in _alone(row)]
    if _CHILDREN.search(whole) or any(_CHILDREN.search(title) for title in titles):
        return False
    if any(map(is_staff_caption, captions)) or _is_of_posts(sheet, heading):
        return True
    return any(map(_is_title, (*titles, sheet.name)))


def is_of_staff_below(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether a list further down a sheet of pupils is one of staff by its own columns or by
    the title over them."""
    whole = " ".join(column.heading for column in heading.columns)
    title = _title_over(sheet, heading.row)
    if _CHILDREN.search(whole) or _CHILDREN.search(title):
        return False
    staff = any(is_staff_caption(column.caption) for column in _of_first_list(heading))
    return staff or _is_of_posts(sheet, heading) or _is_title(title)


def _is_title(text: str) -> bool:
    """Tell whether a title or the name of a sheet is that of grown-ups."""
    folded = fold(text)
    return bool(_TITLE.search(folded) or _NAMED_SO.fullmatch(folded))


def _title_over(sheet: Worksheet, row: int) -> str:
    """Return the title in the last written row above a heading, "" where that is none."""
    above = reversed(sheet.rows[:row])
    written = next((cells for cells in above if any(str(cell).strip() for cell in cells)), [])
    return "".join(_alone(written))


def _is_of_posts(sheet: Worksheet, heading: ListHeading) -> bool:
    """Tell whether a list says post and telephone of each and nothing that children have."""
    columns = _of_first_list(heading)
    at = next((c.index for c in columns if _POST.fullmatch(fold(c.caption))), -1)
    kept = {_kept(column) for column in columns if column.meaning.counts}
    if at < 0 or "phone" not in kept or any(is_person(fold(c.caption)) for c in columns):
        return False
    written = [cells for cells in sheet.rows[heading.last + 1 :] if any(map(_is_text, cells))]
    posts = [str(cells[at]) for cells in written if at < len(cells)]
    of_pupils = any(map(_PUPILS_POST.search, posts))
    of_grown_ups = sum(map(_is_grown_ups_post, posts))
    if of_pupils and not of_grown_ups:
        return False
    # Of grown-ups nearly each has his post; a class leaves most cells blank.
    if not of_pupils and 2 * of_grown_ups > len(written):
        return kept <= _OF_GROWN_UPS
    return kept <= _OF_POSTS


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def _is_grown_ups_post(post: str) -> bool:
    return bool(_GROWN_UPS_POST.search(post)) and not _PUPILS_POST.search(post)


def _kept(column: ListColumn) -> str:
    """Return what of the listed person a column keeps; a mark for what is another person's."""
    return column.key if column.meaning.use is Use.STUDENT else "another's"


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
