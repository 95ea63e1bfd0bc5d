"""Codes that the program acts upon mean what the official lists say, and stand in one place."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import ledger_app
from ledger_app.catalogue import TABLES, evidence_meanings, handoff_meanings, meanings
from ledger_app.catalogue.codes import code_list

LISTS = [
    each
    for module in (meanings, evidence_meanings, handoff_meanings)
    for each in vars(module).values()
    if inspect.isclass(each)
]
# What each name stands for, in the words of the list: a number that changes sides is seen here.
OFFICIAL = {
    handoff_meanings.UnitKind: {"SCHOOL": "学校", "TOWNSHIP": "乡镇", "COUNTY": "县区"},
    meanings.AbsentKind: {
        "ON_LEAVE": "长时间请假",
        "SUSPECTED_DROPOUT": "疑似辍学",
        "SUSPENDED": "休学",
        "SPECIAL_SCHOOL": "专门(工读)学校",
        "SCHOOL_FOR_DISABLED": "特殊学校",
        "TAUGHT_ELSEWHERE": "借读/在外就读未转籍",
    },
    meanings.BoardingSolution: {
        "AT_SCHOOL": "学校寄宿",
    },
    evidence_meanings.CalendarKind: {
        "FIRST_TERM": "第一学期",
        "SECOND_TERM": "第二学期",
        "HOLIDAY": "法定节假日放假",
        "SCHOOL_HELD": "调休上课",
        "COUNTY_LEAVE": "县(校)定放假",
        "FARMING": "农忙假",
        "MARKET": "赶集(街)日放假",
        "CALLED_OFF": "临时停课",
    },
    meanings.CloseReason: {
        "STABLE": "已复学稳定",
        "TRANSFERRED": "学籍已转出并核实就读",
        "GRADUATED": "已毕业",
        "TOO_OLD": "超过义务教育年龄",
        "UNFIT_TO_STUDY": "身体原因经鉴定不具备学习条件",
        "DEAD": "死亡",
        "EMIGRATED": "出国(境)定居",
        "MISTAKE": "重复建档/误报",
        "OTHER": "其他",
    },
    meanings.Commute: {
        "SCHOOL_BUS": "校车",
    },
    meanings.ContactPurpose: {
        "PERSUASION": "劝返",
        "CARE": "关爱走访",
        "RETURN_VISIT": "巩固回访",
        "RELOCATION_VISIT": "分流回访",
        "VERIFICATION": "核实情况",
    },
    meanings.Disability: {
        "NONE": "无残疾",
        "SIGHT": "视力残疾",
        "HEARING": "听力残疾",
        "SPEECH": "言语残疾",
        "LIMBS": "肢体残疾",
        "MIND": "智力残疾",
        "PSYCHE": "精神残疾(含孤独症)",
        "SEVERAL": "多重残疾",
        "OTHER": "其他残疾",
    },
    meanings.DisabilityPaper: {
        "CERTIFICATE": "残疾证",
    },
    meanings.DropoutReason: {
        "TO_EARN": "外出务工挣钱",
        "EMPLOYED": "违法雇用",
        "PSYCHE": "精神/心理疾病",
        "CRIME": "涉案",
        "OTHER": "其他",
    },
    meanings.DropoutWhereabouts: {
        "WORKS_IN_COUNTY": "本县务工/帮工",
        "WORKS_IN_PROVINCE": "省内县外务工",
        "WORKS_FAR_AWAY": "省外务工",
        "AT_HOME": "在家",
        "TEMPLE": "寺庙等宗教场所",
        "IN_CUSTODY": "羁押/专门学校",
        "OTHER": "其他",
    },
    meanings.EconomicCategory: {
        "NONE": "非困难",
        "OUT_OF_POVERTY": "脱贫家庭(原建档立卡)",
        "UNSTABLE": "脱贫不稳定家庭",
        "ON_THE_EDGE": "边缘易致贫家庭",
        "SUDDEN_HARDSHIP": "突发严重困难家庭",
        "SUBSISTENCE_ALLOWANCE": "城乡低保家庭",
        "DESTITUTE": "特困救助供养",
    },
    meanings.FamilyStructure: {
        "PARENT_IN_PRISON": "父或母服刑/强制戒毒",
    },
    meanings.FileStatus: {
        "OPENED": "建档",
        "KEPT": "在管",
        "CLOSED": "已销号",
        "HANDED_OVER": "已移交",
        "ARCHIVED": "归档",
    },
    meanings.Grade: {
        "PRESCHOOL": "学前",
        "LAST_OF_PRIMARY": "六年级",
        "FIRST_OF_JUNIOR": "七年级",
        "LAST": "九年级",
        "GRADUATED": "已初中毕业",
    },
    meanings.Household: {
        "NOT_REGISTERED": "未落常住户口",
    },
    meanings.IdPaper: {
        "RESIDENT_CARD": "居民身份证",
        "HONG_KONG": "香港特区护照/身份证明",
        "MACAO": "澳门特区护照/身份证明",
        "TAIWAN": "台湾居民来往大陆通行证",
        "PERMANENT_RESIDENT": "境外永久居住证",
        "PASSPORT": "护照",
        "OTHER": "其他",
    },
    meanings.InclusiveStudy: {
        "NOT": "非随班就读",
        "SIGHT": "视力残疾随班就读",
        "HEARING": "听力残疾随班就读",
        "MIND": "智力残疾随班就读",
        "OTHER": "其他残疾随班就读",
    },
    meanings.IntakeSource: {
        "RELOCATED": "撤并分流",
        "HOUSEHOLD_SURVEY": "户籍摸排",
        "REGISTER_COMPARED": "学籍比对",
        "FROM_ABOVE": "上级下发核查名单",
        "VILLAGE": "村(社区)上报",
        "ROSTER": "花名册导入",
    },
    meanings.LeftBehind: {
        "NOT": "非留守儿童",
        "ONE_AWAY": "单亲留守儿童",
        "BOTH_AWAY": "双亲留守儿童",
        "KIND_UNTOLD": "留守儿童(未分单亲双亲)",
    },
    meanings.Outcome: {
        "DONE": "已办",
        "POSTPONED": "改期",
        "IMPOSSIBLE": "做不了",
    },
    meanings.PairKind: {
        "COUNTY": "县级",
        "TOWNSHIP": "乡镇",
        "VILLAGE": "村(社区)",
        "SCHOOL": "学校",
        "TEACHER": "教师",
    },
    meanings.ParentOpinion: {
        "DISAGREED": "不同意",
    },
    meanings.PersuadeResult: {
        "RETURNED_AT_ONCE": "当场返校",
        "PROMISED": "承诺限期返校",
        "VOCATIONAL": "同意转入职业/普职班",
        "HOME_TAUGHT": "同意送教上门",
        "ON_LEAVE": "申请休学/缓学",
        "FOUND_ELSEWHERE": "核实已在外就读",
        "REFUSED": "拒绝",
        "NOT_MET": "未见到人",
        "LOST": "失联",
        "LEGAL": "移交乡镇依法处理",
    },
    meanings.Placement: {
        "OTHER_SCHOOL": "转学到他校",
        "HOME_TAUGHT": "送教上门",
        "SUSPENDED": "休学",
        "DEFERRED": "缓学",
        "EXEMPT": "免学(鉴定确无学习能力)",
        "SPECIAL_SCHOOL": "专门学校",
        "ELSEWHERE": "外地就读(已核实学籍)",
    },
    meanings.Presence: {
        "AT_SCHOOL": "在籍在校",
        "NOT_AT_SCHOOL": "在籍不在校",
        "WITHOUT_REGISTER": "在校无籍(待建籍)",
        "NEVER_ENROLLED": "无籍未入学",
    },
    meanings.RegisterStatus: {
        "NO_REGISTER": "无学籍",
        "NORMAL": "正常",
        "MOVING_IN": "转入中",
        "MOVING_OUT": "转出中",
        "SUSPENDED": "休学",
        "FLAGGED_SUSPECTED": "疑似辍学(已标注)",
        "FLAGGED_DROPPED": "辍学(已标注)",
        "LEFT": "其他离校",
        "GRADUATED": "毕业",
        "DEAD": "死亡",
    },
    meanings.Relation: {
        "FATHER": "父亲",
        "MOTHER": "母亲",
        "STEPFATHER": "继父或养父",
        "STEPMOTHER": "继母或养母",
        "PATERNAL_GRANDFATHER": "祖父",
        "PATERNAL_GRANDMOTHER": "祖母",
        "MATERNAL_GRANDFATHER": "外祖父",
        "MATERNAL_GRANDMOTHER": "外祖母",
        "OTHER_PARENTS": "其他父母关系",
        "OTHER_GRANDPARENTS": "其他祖父母或外祖父母关系",
        "OTHER_SIBLINGS": "其他兄弟姐妹",
        "OTHER": "其他",
        "OTHER_RELATIVE": "其他亲属",
        "NO_RELATIVE": "非亲属",
    },
    meanings.RelocationChoice: {
        "OUT_OF_COUNTY": "转外县/外省就读",
        "TO_BE_PLACED": "待安置",
        "HOME_TAUGHT": "送教上门",
    },
    meanings.RelocationState: {
        "TO_BE_PLACED": "待安置",
        "NOT_ARRIVED": "已定未到校",
        "NOT_REGISTERED": "已到校未转籍",
        "DONE": "已到位",
    },
    meanings.RiskCategory: {
        "AT_WORK": "务工童工嫌疑",
        "LEFT_BEHIND": "留守儿童",
        "ORPHAN": "孤儿",
        "UNATTENDED": "事实无人抚养儿童",
        "MIGRANT": "随迁子女",
        "RESETTLED": "易地搬迁子女",
        "DISABLED": "残疾儿童",
        "ILL": "重病",
        "POOR": "家庭经济困难(脱贫/监测/低保/特困)",
        "NO_HOUSEHOLD": "未取得户籍",
        "NO_REGISTER": "无学籍",
        "RELOCATED": "撤并分流学生",
    },
    meanings.RiskLevel: {
        "LIFTED": "已解除",
        "GREEN": "绿",
        "YELLOW": "黄",
        "RED": "红",
    },
    meanings.SchoolKind: {
        "PRIMARY": "小学",
        "JUNIOR": "初级中学",
        "NINE_YEARS": "九年一贯制学校",
        "TEACHING_POINT": "教学点",
        "FOR_DISABLED": "特殊教育学校",
    },
    meanings.SchoolStatus: {
        "OPEN": "正常",
        "CLOSING": "拟撤并",
        "CLOSED": "已撤并",
    },
    meanings.Sex: {
        "MALE": "男",
        "FEMALE": "女",
    },
    meanings.SpecialPlacement: {
        "ORDINARY_CLASS": "普通学校随班就读",
        "CLASS_OF_ITS_OWN": "普通学校特教班",
        "SPECIAL_SCHOOL": "特教学校就读",
        "HOME_TAUGHT": "送教上门",
        "REHABILITATION": "康复机构特教办学点",
        "WELFARE_HOME": "儿童福利机构特教办学点",
        "REMOTE": "远程教育",
        "TO_BE_PLACED": "待安置",
    },
    meanings.StatusCode: {
        "AT_SCHOOL": "在校",
        "ABSENT": "缺勤核查",
        "SUSPECTED": "疑似辍学",
        "DROPPED": "辍学",
        "PERSUADING": "劝返中",
        "LEGAL": "依法控辍",
        "RETURNED": "已复学",
        "FOLLOWED_UP": "巩固跟踪",
        "CLOSED": "已销号",
        "TRANSFERRED": "已转学",
        "VERIFIED_ELSEWHERE": "在外就读(已核实)",
        "SUSPENDED": "休学",
        "DEFERRED": "缓学",
        "EXEMPT": "免学",
        "HOME_TAUGHT": "送教上门",
        "GRADUATED": "毕业",
        "ABROAD": "出国(境)",
        "DEAD": "死亡",
        "LOST": "失联",
        "NOT_ENROLLED": "未入学",
        "NOT_AT_SCHOOL": "建档(不在校)",
        "UNVERIFIED": "未核实",
        "TO_BE_CLOSED": "待销号",
        "TRANSFERRING": "转出中",
        "SPECIAL_SCHOOL": "专门学校",
        "TOO_YOUNG": "未到学龄",
        "TOO_OLD": "超龄",
        "ELSEWHERE": "在外就读(待核实)",
        "HANDED_OVER": "已移交",
    },
    meanings.StudentSource: {"LENT": "借读"},
    meanings.StudyMode: {
        "DAY": "走读",
        "BOARDING": "住校",
        "HOME_TAUGHT": "送教上门",
    },
    evidence_meanings.AbsenceReason: {
        "ILL": "病假",
        "PRIVATE": "事假",
        "TRUANT": "逃学",
        "UNKNOWN": "不明",
    },
    evidence_meanings.ContactMode: {
        "AT_HOME": "入户家访",
        "PHONE": "电话",
        "VIDEO": "微信/视频",
        "AT_WORK": "赴务工地劝返",
        "SUMMONED": "约谈监护人(学校/村/乡镇)",
        "WITH_VILLAGE": "集体家访(村组织参加)",
        "AT_SCHOOL": "来校面谈",
        "LETTER": "信函/通知书",
    },
    evidence_meanings.ElsewhereKind: {
        "WITH_PARENTS": "随父母在外就读",
        "GUEST": "借读",
        "SPECIAL_SCHOOL": "专门学校",
        "SCHOOL_FOR_DISABLED": "特殊教育学校",
    },
    evidence_meanings.CompareAnswer: {
        "SAME": "同一人",
        "OTHER": "不是同一人",
        "ELSEWHERE": "外地就读(待核实)",
        "FILED": "建档待核实",
        "NOT_NEEDED": "不需要",
        "DROPPED": "疑似辍学",
        "TAUGHT_HERE": "在本地就读",
        "REPEATED": "重复",
        "DEAD": "死亡",
        "ABROAD": "出国(境)",
        "NOBODY": "查无此人",
    },
    evidence_meanings.SameChild: {
        "SAME": "同一人",
        "OTHER": "不是同一人",
        "LATER": "以后再说",
    },
    evidence_meanings.HarmKind: {
        "ABUSED": "受到或疑似受到侵害",
        "HURT": "受伤或可能自伤",
        "UNATTENDED": "无人监护或监护缺失",
        "EMPLOYED": "被招用做工(疑似童工)",
        "OTHER": "其他危险情形",
    },
    evidence_meanings.LeaveKind: {
        "SUSPENDED": "休学",
        "DEFERRED": "缓学",
        "EXEMPT": "免学",
    },
    evidence_meanings.MetWho: {
        "CHILD": "学生",
    },
    evidence_meanings.PassageHow: {
        "TRANSFER": "转学",
        "RELOCATION": "分流",
        "CLOSURE": "撤并接管",
        "SAME_CHILD": "两校同报",
    },
    evidence_meanings.RegisterChange: {
        "REPEATS": "留级",
        "SKIPS": "跳级",
        "SUSPENDED": "休学",
        "BACK": "复学",
        "RESTORED": "恢复学籍",
        "STOPPED": "停学",
        "KEPT": "保留学籍",
        "OUT": "转学(转出)",
        "IN": "转学(转入)",
        "OTHER_CLASS": "转班级",
        "DEAD": "死亡",
        "GRADUATED": "毕业",
        "ABROAD": "出国(境)",
    },
    evidence_meanings.RollCallKind: {
        "REPORTING_IN": "报到",
        "ROLL_CALL": "点名",
        "EXAM": "考试",
    },
    evidence_meanings.SightingKind: {
        "AT_SCHOOL": "到校见到",
        "AT_HOME": "家访见到",
        "BY_PHONE": "电话核实",
        "BY_VIDEO": "视频见到",
        "SCHOOL_ANSWER": "接收学校回函",
        "SCHOOL_PAPER": "学籍截图或在读证明",
    },
    evidence_meanings.UnlistedAnswer: {
        "MOVED_AWAY": "转走",
        "ELSEWHERE": "在外就读",
        "SUSPENDED": "休学",
        "DROPPED": "辍学",
        "LIST_IS_WRONG": "名单漏了",
        "TO_BE_FOUND": "待查",
        "AS_LISTED": "照名单改标注",
        "ON_NEWER_LIST": "已在新名单上",
    },
    handoff_meanings.VerdictCode: {
        "ACCEPTED": "通过",
        "RETURNED": "退回",
    },
    handoff_meanings.QuestionAnswer: {
        "ACCEPTED": "已核实更正",
        "ANSWERED": "已说明",
        "REFUSED": "不更正",
    },
}
# Texts of one or two digits that are no codes: digits of numbers, dates and addresses.
NO_CODES = {
    "gui/input_method/choosing.py",  # the value of a variable of the environment
    "domain/check_groups.py",  # digits that letters are taken for
    "domain/dates.py", "domain/how_often.py", "domain/identity.py", "domain/names.py",
    "domain/mending/papers.py", "domain/mending/repairs.py",
    "domain/phrase/counted.py",  # which of two days of one sentence
    "domain/phones.py", "domain/telling/phones/tried_numbers.py",
    "domain/typed/times.py", "domain/values.py",
    "gui/contact/key_choice.py",  # which key chooses a code, of any list
    "store/file/keys.py", "actions/printing/recovery_sheet.py",
}  # fmt: skip
# An open end: later than every ISO day.
LATEST = {"9"}


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.__name__)
def test_each_name_stands_for_what_the_official_list_says(codes):
    known = code_list(codes.CODES)
    named = {key: value for key, value in vars(codes).items() if key.isupper() and key != "CODES"}
    assert set(named.values()) <= {code.value for code in known.codes}
    assert {key: known.name_of(value) for key, value in named.items()} == OFFICIAL[codes]


def test_yes_and_no_are_those_of_the_list():
    assert [code_list("yesno").name_of(value) for value in (meanings.YES, meanings.NO)] == [
        "是", "否"
    ]  # fmt: skip


def test_each_list_that_is_acted_upon_is_the_list_of_a_field_or_derived():
    used = {field.codes for table in TABLES.values() for field in table.fields if field.codes}
    derived = {"status", "relocation_state"}
    assert {codes.CODES for codes in LISTS} <= used | derived


def literals(root: Path) -> list[str]:
    """Return the code numbers written as texts in the rooms that act upon codes."""
    found = []
    for room in ("domain", "store", "actions", "printing", "gui"):
        for path in sorted((root / room).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            if place in NO_CODES or place.startswith(("actions/demo/", "printing/")):
                continue
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            parts = {
                id(part)
                for node in nodes
                if isinstance(node, ast.JoinedStr)
                for part in node.values
            }
            for node in nodes:
                is_text = isinstance(node, ast.Constant) and id(node) not in parts
                value = node.value if is_text else None
                is_code = isinstance(value, str) and value.isdigit() and len(value) <= 2
                if is_code and value not in LATEST:
                    found.append(f"{place}:{node.lineno} {value!r}")
    return found


def test_no_code_is_known_by_its_number_elsewhere():
    assert literals(Path(ledger_app.__file__).parent) == []


def test_a_number_that_comes_back_is_found(tmp_path):
    (tmp_path / "domain").mkdir()
    planted = 'def is_back(row):\n    return row["placement"] == "10" or row["until_on"] < "9"\n'
    (tmp_path / "domain" / "standing.py").write_text(planted, encoding="utf-8")
    assert literals(tmp_path) == ["domain/standing.py:2 '10'"]
