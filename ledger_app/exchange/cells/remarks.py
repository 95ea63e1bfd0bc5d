"""What is said beside a name and in remarks: 王刚(转走), 随父母外出."""

from __future__ import annotations

import re
from typing import Any

from ledger_app.exchange.reading.workbook import Cell

_NO_NAME = re.compile(
    "男|女|是|否|[0-9XG.-]+|汉|.{1,4}族|[(（][^()（）]*[)）]"
    # 王*, 王*刚: a name hidden for a notice on the wall; 李梅* has a mark behind it
    "|[\u3400-\u9fff][*＊]+|[\u3400-\u9fff]+[*＊]+[\u3400-\u9fff]+"
    # 周老师 among the pupils
    "|[\u3400-\u9fff]{1,4}(?:老师|校长|园长|主任|书记|支书|村长)"
)
_SEVERAL = re.compile("[\u3400-\u9fff] *[、，,;；/] *[\u3400-\u9fff]")
_NUMBERING = re.compile(
    "^ *[(（]?[0-9０-９]{1,3}[)）]?[.．、:： ]*(?=[\u3400-\u9fff\U00020000-\U0003fffd])"
)
_NAME_REMARK = re.compile(
    "(?P<name>[^()（）]{2,20})[(（](?P<said>[^()（）]*(?:转|休学|退学|辍学|借读|插班|复学|留守|随班|随读|送教"
    "|双胞胎|残疾|外出|单亲|孤儿|低保|住校|走读|寄宿|新生|班长)[^()（）]*)[)）]"
)
# Where families of poor counties go to work; of a child it says where it is.
_PROVINCES = (
    "广东|浙江|福建|江苏|上海|北京|深圳|广州|东莞|温州|杭州|昆明|贵阳|成都|重庆|广西|云南|贵州|四川"
    "|湖南|外省|外地"
)
_TO_STUDY = "(?:读书|上学|就读|念书|借读|入学)"
# What says of a child that it is not in its class. Better one too many: a clerk is asked by name.
_GONE = re.compile(
    "转走|转出|转往|转到|转至|转学(?!生|来|入)|休学|缓学|免学|辍学|退学|失学|失联|失踪|(?:走|丢)失"
    "|死亡|[亡已身病]故|溺亡|[去过逝]世|夭折"
    "|名在人|人不在|人籍|籍在|有籍|有名无人|空挂|挂[名籍]|不在校(?!吃|住|用)|下落不明|去向不明|(?:联系|找)不[上到]|无法联系"
    "|已毕业|毕业离校|出国|出境|移民|职[高校]|中职|技校|中专|送教(?!材)|特(?:教|殊|殊教育)学校|康复机构|福利院|专门学校|工读"
    "|(?:[未没]有?|不)(?:来|到|返|报到|报名|注册|入学|读|上学|去学校)(?![过班])|长期(?:请假|病假|住院)|请长假|病休|养病"
    "|随.{1,4}(?:外出|务工|打工|转|迁|走|去|到|赴|往|回|改嫁)|去外|去了|外借|回(?:老家|原籍|户籍)"
    "|[随跟](?!班).{1,6}(?:在.{1,8})?(?:外出|务工|打工)|已婚"
    "|[在去到赴](?!校)[^父母爸妈,，;；。、 ]{1,8}(?:打工|务工)"
    "|流失|开除|劝退|身亡|无此[人生]|(?:非|不是)(?:本|我)[班校]|不知去向|打不通|[逃拒]学|旷课|不愿读书"
    "|结婚|早婚|出嫁|嫁人|外嫁|学徒|学手艺|服刑|拘留|少管所|戒毒|参军|出家|和尚|寺庙|念经|经堂|私塾"
    "|特校|康复中心|武校|[转读]私立|私立学校就读|住院|厌学在家|[待呆]在家"
    "|学籍已?(?:转|保留|注销)|保留学籍|已注销|已删除|双学籍|重复学籍|多报|已升学|升入(?![本我])"
    "|[国省市县区镇校]外(?:就读|读书|上学|借读)|外[地省市县校](?:就读|读书|上学|借读)|借读外校"
    "|(?:搬|迁)走|户口迁出|转(?:县|城|省|市|州)(?!.{0,3}转?[入来])"
    f"|(?:^|[人现已,，;；。、 ])[在去到赴]?(?:{_PROVINCES})(?:打工|务工|$|[,，;；。、 ])"
    f"|[在去到赴](?:{_PROVINCES})$|随父母在外"
    f"|[在到去往赴](?!校|本校|我校|本班)[^,，;；。、 ]{{1,10}}{_TO_STUDY}"
    "|带[到去走]|就读于(?![本我])"
    "|在家(?:休养|自学|务农|待|呆)|^(?:现|一直|长期)?在家$"
    "|(?:^|[,，;；。、 ])(?:已|现)?(?:外出|务工|打工)"
)
_CLAUSES = re.compile("[,，;；。、 ]+")
# 父亲去世, 母亲外出务工 tell of the parents; 父母带去广东读书 of the child.
_OF_FAMILY = re.compile(
    "(?:其|因)?(?:父|母|爸|妈|爷|奶|外公|外婆|祖|监护人|家长|双亲|哥|姐|弟|妹)"
    f"(?!.*(?:带[到去走]|{_TO_STUDY}))"
)
_BACK = re.compile("(?<!重)复学|返校|回校|转入|转来")  # 2024年休学，2025年复学
_NOT_BACK = re.compile("[未没不][^,，;；。、 ]{0,3}(?:复学|返校|回校)")
# Marks that say nothing of where a child is: 正常, 在籍在校.
_USUAL = (None, "", "1")


def without_numbering(cell: Cell) -> Cell:
    """Return a name without the number before it: 1.王刚, 2、王刚, (3)王刚."""
    return _NUMBERING.sub("", cell) if isinstance(cell, str) else cell


def is_no_name(name: str) -> bool:
    """Tell whether a sex, a number, an ethnic group, a teacher or several names stand there."""
    return bool(_NO_NAME.fullmatch(name) or _SEVERAL.search(name))


def name_and_remark(name: str) -> tuple[str, str]:
    """Return 王刚(转走) as its two parts; the remark is "" for a bare name."""
    found = _NAME_REMARK.fullmatch(name)
    return (found["name"], found["said"]) if found else (name, "")


def tells_of_leaving(row: dict[str, Any]) -> bool:
    """Tell whether the remark says that the child is not in its class.

    A column that says 正常 does not outweigh it: the two are asked about, by name. One that says
    where else the child stands says enough.
    """
    told = row.get("register_status") not in _USUAL or row.get("in_school_status") not in _USUAL
    return not told and says_gone(row.get("remark") or "")


def says_gone(remark: str) -> bool:
    """Tell whether the last word of a remark about the child is that it left or is away."""
    clauses = [each for each in _CLAUSES.split(remark) if not _OF_FAMILY.match(each)]
    told = [each for each in clauses if _GONE.search(each) or _BACK.search(each)]
    if not told:
        return False
    return bool(
        _NOT_BACK.search(told[-1]) or (_GONE.search(told[-1]) and not _BACK.search(told[-1]))
    )
