"""A row with a single text in it: a child of whom only the name is known, or a note, a footer.

Told is what is surely no name; everything else stays a child's row. Texts are compared folded:
、 is a comma there, ： a colon.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ledger_app.catalogue.codes import fold

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_OFFICE = re.compile(
    rf"[{_HAN}0-9()]*(?:(?:教务|政教|总务|德育|学生|后勤|教导|保卫|财务|人事|招生|基教|安全|学籍)(?:处|科|室|股|办|组)"
    rf"|办公室|教育局|管理局|委员会|村委会|居委会|村委|居委|人民政府|政府|(?<=[{_HAN}]{{2}})(?:小学|中学|学校|大学|学院)"
    r"|幼儿园|教学点|中心校|党支部|少先队|大队部|工会|教研组|年级组|领导小组|工作组|专班|(?:教育|控辍|扶贫|党政|综合)办)"
)
_POSTS = (
    "副?校长|园长|副?班主任|辅导员|副?主任|书记|支书|村长|村主任|(?:教务|教导|政教)主任|科任教师|科任老师|任课教师|老师"
    "|教师|会计|出纳|(?:分管|主管)?领导|经办人|(?:单位|学校)?负责人"
    "|(?:填表|制表|审核|审批|复核|联系|统计|核查|校对|报送|采集|登记|填报|签收)人?|签名|签字|(?:单位|学校)?(?:盖章|公章|签章)"
    "|核对|经办|上报|(?:填表|填报|制表)?(?:日期|时间)|年月日|(?:联系)?(?:电话|方式)|手机|地址|备注|说明|附?注|附|合计|小计|总计"
    "|共计|总数|总人数|人数|男生|女生|[男女]生人数|家长签名|家长签字|(?:审核|学校|村委)意见"
)
_POST = re.compile(rf"\(?(?:{_POSTS})\)?(?:\((?:签名|签字|签章|盖章|公章)\))?:?_*")
_TITLED = re.compile(
    rf"[{_HAN}]{{1,4}}(?:老师|主任|校长|书记|园长|支书|村长|干事|同志|干部|镇长|乡长|局长|科长)"
    r"(?:[:(,]?1[0-9]{10}\)?)?"
)
_NAMED_WITH_PHONE = re.compile(rf"[{_HAN}·]{{2,12}}[:(,]?(?:1[0-9]{{10}}|0[0-9]{{9,11}})\)?")
_NOBODY = re.compile(
    r"\(?(?:以下|此页|本页|此处|下面|后面)?(?:空白|无正文|为空)\)?|完|结束|名单完|待续|完毕|到此为止|\(?[此本]页.{0,8}\)?|/+"
    r"|\(?(?:以下|此后)?再?(?:无|没有|暂无)(?:其[他它余])?的?(?:学生|人员|名单|记录|内容|数据|儿童|孩子|在读学生|新增|正文)?\)?"
)
_NOTE = re.compile(
    r"\(?[0-9一二三四五六七八九十]{1,2}[,.)].{4,}|[*※★☆▲●◆#].+"
    r"|(?:本班|我班|我校|本校|本村|全班|全校|全村|以上|以下|如上|如有|经核|经查|各请|请于|请在|请各|请务必).{3,}"
    r"|.{0,20}(?:属实|无误|特此|核实|签字|盖章|填写|填报|上报|报送|打印|一式|统计|截至|截止|为准).{0,12}"
)
_TASK = re.compile(
    "(?:填表|制表|审核|审批|复核|联系|统计|核查|校对|报送|采集|登记|填报|签收|经办|经手|负责|上报)(?:人|者|时间|日期|单位).+"
)
_DATE = re.compile("[0-9〇零一二三四五六七八九]{2,4}[年./-].*")
_LONGEST_NAME = 8  # Han characters; longer names of minorities are written with ·
_MARKS_ONLY = re.compile(r"[\W_]+")


@lru_cache(maxsize=16384)
def is_no_name(text: str) -> bool:
    """Tell whether a text that stands alone in its row can't be a child's name."""
    folded = fold(text)
    if _MARKS_ONLY.fullmatch(folded):
        return True
    if len(re.findall(f"[{_HAN}]", folded)) > _LONGEST_NAME and not re.search("[·•.]", folded):
        return True
    patterns = (_OFFICE, _POST, _TITLED, _NAMED_WITH_PHONE, _NOBODY, _NOTE, _TASK, _DATE)
    bare = folded.strip("-—_=~*·.")  # ——完——
    return any(pattern.fullmatch(text) for pattern in patterns for text in (folded, bare))


@lru_cache(maxsize=4096)
def is_post(text: str) -> bool:
    """Tell whether a text is the caption of a sign line: 校长, 制表, 日期."""
    return bool(_POST.fullmatch(fold(text)))
