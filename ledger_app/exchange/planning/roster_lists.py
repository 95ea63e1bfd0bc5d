"""Is a list a roster of classes? Certain, or not evidence: a list of bare names, of guardians, of
dropouts or poor households says nothing of who is at school, and nothing of who is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.domain.dates import as_day
from ledger_app.domain.fill_keys import HEADING
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.layout.child_lists import ChildList
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.planning.import_plan import PROBLEM_HEADING
from ledger_app.exchange.planning.place_assignment import is_household_list

# A list headed so has some of a class only, or children that are not at school.
_OF_SOME = re.compile(
    "贫困|建档立卡|低保|特困|困难|困境|孤儿|留守|残疾|残障|随迁|资助|补助|助学|受助|救助|免费|寄宿|住宿|住校|走读|通校"
    "|辍学|失学|流失|劝返|疑似|转出|转入|转学|休学|复学|缓学|缺勤|缺课|请假|未到|未返|未报|未入|离校|毕业|死亡"
    "|包保|帮扶|结对|摸底|摸排|户籍|适龄|学龄前|送教|在外|外出|外地|获奖|三好|优秀|团员|少先队|社团|兴趣|竞赛|比赛"
    "|运动会|乘车|校车|营养|体检|疫苗|接种|保险|异动|分流|撤并|合班|监护人|家长|成绩|特异|重点|关注|心理|受益"
    "|新增|补充|增补|部分|缺额|待改|待补|问题|违纪|涉|法制|单亲|重病|大病|易地|搬迁|低收入|监测"
)
_WORDS_OF_SCHOOLS = re.compile("寄宿制|毕业班|易地搬迁(?:安置点)?(?=.{0,4}(?:小学|学校|中学))")
# Columns of lists about leaving, moving, absence.
_LEAVING = re.compile(
    "(?<!疑似)(?:辍学|失学|流失|休学|转学|转出|转入|离校|缺勤|缺课|请假)"
    "(?:时间|日期|原因|去向|学校|天数|开始)|转往|转入学校|接收学校|劝返|是否返校|返校时间|(?<!特教)(?<!教育)(?<!类型)(?<!类型/)安置方式"
)
_LONGEST_TITLE = 40  # characters: what is longer tells how the form is filled in
_NOTE = re.compile("填表说明|说明|备注|注[:：]|注意")
_OWN_FACTS = frozenset({"id_no", "register_no", "birth_date", "sex"})
_OWN_USES = frozenset({Use.BIRTH_PART, Use.OPTION})
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-—–~至/、]+\s*(20\d\d)\s*学?年")
_DAY = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_SEASON = re.compile(r"(20\d\d)\s*年?\s*(春|秋)")


def why_no_roster(
    children: ChildList, rows: Sequence[ParsedRow], workbook: str, term_began: str
) -> str:
    """Return why a list is no roster of classes of this term, in words; "" if it is one."""
    heading = children.heading.columns
    keys = {column.meaning.field.key for column in heading if column.meaning.field}
    uses = {column.meaning.use for column in heading}
    said = [*children.context.titles, children.sheet, workbook.rpartition(".")[0]]
    if found := next(filter(None, map(_some, said)), ""):
        return f"写着“{found}”，不是全班的花名册"
    if any(column.heading == HEADING for column in heading):
        return "是发出去填的表，不是全班的花名册"
    if any(column.heading == PROBLEM_HEADING for column in heading):
        return "是导出来改的行，不是全班的花名册"
    if any(_LEAVING.search(fold(column.heading)) for column in heading):
        return "有离校、转学或缺勤的栏目，不是全班的花名册"
    if is_household_list(children):
        return "是村里的名单，不是学校的花名册"
    if not (keys & _OWN_FACTS or uses & _OWN_USES):
        return "没有学生本人的性别、出生日期、身份证号或学籍号，只凭姓名不算花名册"
    year = children.context.year
    if why := _of_another_time([f"{year}学年"] if year else said, term_began):
        return why
    if not any(row.values.get("school") and row.values.get("grade") for row in rows):
        missing = "年级" if any(row.values.get("school") for row in rows) else "学校和年级"
        return f"没有写明{missing}；是整班的花名册，就先在“对列”里选好再写入"
    return ""


def _some(text: str) -> str:
    """Return the word of a title that says that it is about some children only, "" if none."""
    folded = fold(text)
    if len(folded) > _LONGEST_TITLE or _NOTE.match(folded):
        return ""
    found = _OF_SOME.search(_WORDS_OF_SCHOOLS.sub("", folded))
    return found[0] if found else ""


def _of_another_time(said: Sequence[str], term_began: str) -> str:
    """Return why a list is of an earlier term: what was true then is no evidence of now."""
    text = " ".join(map(fold, said))
    days = (f"{year}-{int(month):02}-{int(day):02}" for year, month, day in _DAY.findall(text))
    newest = max((day for day in days if as_day(day)), default="")
    if newest and newest < term_began and not _SCHOOL_YEAR.search(text):
        return f"写的日期是 {newest}，不是本学期的"
    autumn = term_began[5:7] >= "07"
    year = int(term_began[:4]) if term_began else 0
    starts = [int(first) for first, _last in _SCHOOL_YEAR.findall(text)]
    if starts and term_began and max(starts) < (year if autumn else year - 1):
        return f"写的是 {max(starts)} 学年，不是本学期的"
    seasons = [(int(found), word == "秋") for found, word in _SEASON.findall(text)]
    if seasons and term_began and max(seasons) < (year, autumn):
        return "写的不是本学期"
    return ""
