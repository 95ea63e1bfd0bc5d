"""Invented children for the printing tests: rare names, long addresses, every stage of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing import printouts
from ledger_app.printing.filling import Edition, filled, fingerprint, footed
from ledger_app.printing.printout import Printout
from ledger_app.printing.request import Header, Request
from tests.days import the_day

ON = the_day("2026-10-31")
HEADER = Header(
    unit="青山乡中心校", filled_on=date(2026, 11, 21), township="青山乡", county="示例县"
)
NAMES = (
    "阿卜杜热西提·买买提江",
    "王𬱖",
    "𰻝小雨",
    "李𡒄",
    "欧阳㛃",
    "吴梓涵",
    "迪丽努尔·阿不都热依木",
    "陈頔",
    "赵一诺",
    "单文静",
    "仇子轩",
    "张雨桐",
    "罗开红",
    "普布次仁",
    "刘佳怡",
)
LONG_ADDRESS = (
    "示例县青山乡大石头沟村委会老鹰岩自然村第三村民小组（原二组）12号附1号，"
    "从村公所往北步行约四十分钟"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def printout(key: str) -> Printout:
    """Return one of the program's printouts."""
    return next(one for one in printouts.printouts() if one.key == key)


def hung_out(key: str) -> Printout:
    """Return a printout as it would be if its file let it hang on a notice board."""
    return replace(printout(key), purposes=tuple(Purpose))


def sheet_of(
    printout: Printout, files: Any, on: Any = ON, header: Header = HEADER,
    purpose: Purpose | None = None, edition: Edition | None = None, **more: Any,
) -> Any:  # fmt: skip
    """Return the one sheet that a printout makes of these files, as it is printed by default."""
    if purpose is None:
        purpose = Purpose.REPORT if Purpose.REPORT in printout.purposes else printout.purposes[0]
    request = Request(on=on, header=header, purpose=purpose, **more)
    (sheet,) = filled(printout, files, request)
    return footed(sheet, fingerprint(sheet), edition)


def id_number(born: str, order: int) -> str:
    """Return a well-formed number of the invented region 529901."""
    first = f"529901{born.replace('-', '')}{order:03}"
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def student(index: int, **changes: Any) -> Row:
    """Return the main row of an invented child."""
    born = f"{2012 + index % 5}-0{1 + index % 9}-1{index % 9}"
    number = id_number(born, 101 + index)
    row = {
        "id": f"child-{index:02}",
        "file_no": f"0001-2024-{index + 1:03}",
        "name": NAMES[index % len(NAMES)],
        "sex": "1" if index % 2 == 0 else "2",
        "birth_date": born,
        "ethnic": "05" if "·" in NAMES[index % len(NAMES)] else "01",
        "id_type": "1",
        "id_no": number,
        "register_no": f"G{number}",
        "school": "school-1",
        "grade": str(1 + index % 9),
        "class_no": str(1 + index % 3),
        "home_teacher": "周老师",
        "teacher_phone": "13900000099",
        "hukou_address": "示例县青山乡大石头沟村3组12号",
        "address": LONG_ADDRESS if index % 5 == 0 else f"青山乡双龙村{index + 1}组{index + 3}号",
        "phone": f"139000000{index:02}",
        "guardian_name": "买买提江·吐尔逊" if index == 0 else "吴秀英",
        "guardian_relation": "51" if index == 0 else "52",
        "guardian_phone": f"138000000{index:02}",
        "econ_category": ("1", "5", "0", "3,13")[index % 4],
        "left_behind_edu": str(index % 3),
        "migrant_child": "0",
        "distance_km": 3.5 + index,
        "commute_min": 40,
        "commute_mode": "4",
        "boards": "1",
        "meals_at_school": "1",
        "register_status": "1",
        "in_school_status": "1",
    }
    return row | changes


def contact(index: int, day: str, result: str, **changes: Any) -> Row:
    """Return one persuasion."""
    row = {
        "id": f"contact-{index}-{day}",
        "contacted_on": day,
        "purpose": "1",
        "mode": "1",
        "persuaders": "周老师、王主任(村)",
        "persuader_phone": "13900000099",
        "met_who": "1,3",
        "content": "孩子不愿到校，说听不懂课。母亲在家，答应劝说，"
        "已说明义务教育法的规定和学校可以给的帮助。",
        "result": result,
    }
    return row | changes


# Of another school now, with a paper of it: a closing that holds.
CLOSED: Row = {
    "closed_on": "2026-10-29",
    "close_reason": "2",
    "transferred_to": "县第二中学",
    "close_evidence": "接收学校在读证明",
    "close_approver": "韦校长",
}


def dropout_file(index: int) -> StudentFile:
    """Return a child who dropped out; every third one is back at school."""
    contacts = [contact(index, f"2026-09-{8 + n:02}", "7") for n in range(index % 4)]
    contacts.append(contact(index, "2026-09-20", "2", promised_on="2026-09-27"))
    placements: list[Row] = []
    if index % 3 == 0:
        placements.append(
            {
                "id": f"placement-{index}",
                "returned_on": "2026-09-28",
                "placement": "1",
                "check_7d": "稳定",
                "check_30d": "按时到校",
                **(CLOSED if index % 6 == 0 else {}),
            }
        )
    return StudentFile(
        student(index),
        {
            "family_member": family(index),
            "dropout": [dropout(index)],
            "contact": contacts,
            "responsibility": responsible_people(),
            "placement": placements,
        },
        {"id": "school-1", "name": "青山乡双龙小学", "township_name": "青山乡"},
        {"home_teacher": "周老师"},
    )


def dropout(index: int, **changes: Any) -> Row:
    """Return a confirmed dropout of September 2026."""
    row = {
        "id": f"dropout-{index}",
        "is_suspected": "0",
        "suspected_on": "2026-09-04",
        "confirmed_on": "2026-09-08",
        "last_attended": "2026-09-01",
        "dropout_ym": "2026-09",
        "dropout_grade": "7",
        "main_reason": ("01", "13", "21")[index % 3],
        "dropout_reasons": "01,13",
        "control_type": "2,3",
        "dropout_whereabouts": "3",
        "whereabouts_note": "在邻县砖厂帮工" if index % 4 == 0 else "",
        "measures_taken": "落实生活补助，安排同村学生结伴上学；学业由数学教师每周补课两次。",
        "reported_township_on": "2026-09-09",
    }
    return row | changes


def suspected_file(index: int) -> StudentFile:
    """Return a child who is only suspected to have dropped out."""
    known = dropout_file(index)
    suspected = dropout(
        index, is_suspected="1", confirmed_on=None, registry_flagged_on="2026-09-08"
    )
    records = {**known.records, "dropout": [suspected]}
    return StudentFile(known.student, records, known.school, known.school_class)


def family(index: int) -> list[Row]:
    """Return father, mother and grandmother."""
    return [
        {"name": "吴大山", "relation": "51", "is_guardian": "0", "phone": "13700000001",
         "employer": "广东省东莞市长安镇某电子厂", "id_no": id_number("1985-03-12", 501)},
        {"name": "吴秀英", "relation": "52", "is_guardian": "1", "phone": f"138000000{index:02}",
         "employer": "务农", "id_no": id_number("1987-07-01", 502)},
        {"name": "张桂兰", "relation": "62", "is_guardian": "0", "phone": "", "employer": ""},
    ]  # fmt: skip


def responsible_people() -> list[Row]:
    """Return who answers for a child at each level."""
    people = (("1", "郑县长"), ("2", "何乡长"), ("3", "王主任"), ("4", "周老师"))
    return [
        {"pair_kind": kind, "helper_name": name, "helper_phone": f"1360000000{kind}",
         "helper_unit": "青山乡", "helper_role": "包保干部", "from_on": "2026-09-01",
         "plan": "每周联系一次，每月入户一次", "visits_per_term": 4}
        for kind, name in people
    ]  # fmt: skip


def focus_file(index: int) -> StudentFile:
    """Return a child under special attention."""
    known = dropout_file(index)
    concern = {
        "since_on": "2026-09-02",
        "risk_categories": ("left_behind,low_achiever", "school_averse,parents_prison", "remote")[
            index % 3
        ],
        "risk_level": str(1 + index % 3),
        "situation": "父母在广东务工，与祖母同住，祖母年近七十，患慢性病，无力辅导学习。",
        "measures": "班主任结对，每周谈话一次；落实寄宿生生活补助；村委会每月走访。",
        "contact_frequency": "每周一次",
        "until_on": "2026-10-20" if index % 5 == 4 else None,
    }
    records = {
        "concern": [concern],
        "contact": known.of("contact"),
        "responsibility": responsible_people(),
    }
    return StudentFile(known.student, records, known.school, known.school_class)


def noted_file(index: int) -> StudentFile:
    """Return a child with a note on a value that does not look right and has its reason."""
    known = dropout_file(index)
    note = {
        "id": f"note{index}",
        "noted_table": "student",
        "noted_record": None,
        "noted_key": "birth_date",
        "note": "户口簿与出生证明不一致，已与派出所核对，以户口簿为准。",
        "noted_by": "张老师",
        "noted_on": "2026-09-12",
    }
    records = {**known.records, "field_note": [note]}
    return StudentFile(known.student, records, known.school, known.school_class)


def relocation_file(index: int) -> StudentFile:
    """Return a child whose village school was closed."""
    known = dropout_file(index)
    move = {
        "origin_school": "大石头沟教学点",
        "origin_grade_class": "三年级1班",
        "choice_type": "1",
        "receiving_school": "青山乡中心小学",
        "receiving_grade_class": "三年级2班",
        "notified_on": "2026-06-20",
        "parent_opinion": "3" if index % 2 else "1",
        "parent_signed_on": "2026-06-28",
        "moved_on": "2026-09-01",
        "register_moved_on": "2026-09-12" if index % 3 else None,
        "transport_solution": "校车青山一号线",
        "boarding_solution": "2",
        "meal_solution": "1",
        "difficulty": "家距校车站点3公里山路，冬季天黑得早" if index % 3 == 0 else "",
        "solution": "学校安排周日提前接、周五延后送" if index % 3 == 0 else "",
        "solver": "何校长" if index % 3 == 0 else "",
        "check_1w": "适应",
        "check_1m": "适应",
    }
    return StudentFile(known.student, {"relocation": [move]}, known.school, known.school_class)


def elsewhere_file(index: int) -> StudentFile:
    """Return a child taught elsewhere; every second one is proven to be."""
    known = dropout_file(index)
    proven = {
        "proof": "在读证明、学籍截图",
        "verified_by": "周老师",
        "verified_how": "6",
        "verified_on": "2026-09-20",
        "register_moved": "0",
    }
    away = {
        "id": f"elsewhere-{index}",
        "kind": "1",
        "from_on": "2026-09-01",
        "place": "广东省东莞市长安镇乌沙社区",
        "school_name": "东莞市长安镇第三小学",
        "grade": "3",
        "remark": "随父母务工",
    }
    row = away | (proven if index % 2 == 0 else {})
    return StudentFile(known.student, {"elsewhere": [row]}, known.school, known.school_class)


def leave_file(index: int) -> StudentFile:
    """Return a child on leave for a year at most."""
    known = dropout_file(index)
    row = {
        "id": f"leave-{index}",
        "kind": str(1 + index % 2),
        "reason": "1",
        "from_on": "2026-03-01",
        "to_on": "2027-01-15" if index % 3 else "2026-10-15",
        "approver": "示例县教育和体育局",
        "approved_on": "2026-02-20",
        "proof": "县人民医院诊断证明",
        "remark": "每月电话问候一次",
    }
    return StudentFile(known.student, {"leave": [row]}, known.school, known.school_class)
