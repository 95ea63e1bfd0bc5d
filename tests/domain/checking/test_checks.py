"""Every rule: a sound row says nothing, one wrong value says so under its field."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import STUDENT, TABLES, Field, Kind, Need, Table
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.checking.checks import Problem, Severity, check_file, check_row
from ledger_app.domain.identity import check_digit
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

TODAY = the_day("2026-11-21")
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def number(birth: str, sequence: str = "013") -> str:
    """Return an invented identity number that passes its own check."""
    first = f"529901{birth}{sequence}"
    return first + check_digit(first)


PUPIL, MOTHER, FATHER = number("20171003"), number("19880412", "024"), number("19850101", "031")
CHILD_GUARDIAN = number("20100101", "031")


def example(field: Field) -> object:
    """Return a plausible value of a needed field."""
    if field.kind in (Kind.CODE, Kind.CODES, Kind.YES_NO):
        return code_list(field.codes).codes[0].value
    return {
        Kind.DATE: "2026-09-01",
        Kind.MONTH: "2024-09",
        Kind.TIME: "08:40",
        Kind.REGION: "529901102003",
        Kind.PHONE: "13566537775",
        Kind.NAME: "周玉雨",
        Kind.ID_NUMBER: MOTHER,
        Kind.DECIMAL: 1.5,
        Kind.INTEGER: 20,
        Kind.SCHOOL: "school-1",
    }.get(field.kind, "福利镇石门村 10 组 14 号")


def needed(table: Table) -> dict[str, object]:
    needs = (Need.SAVE, Need.FILE, Need.PRINT)
    return {field.key: example(field) for field in table.fields if field.need in needs}


def student(**changes: object) -> dict[str, object]:
    row = needed(STUDENT) | {
        "name": "单敏静",
        "id_type": "1",
        "id_no": PUPIL,
        "sex": "1",
        "birth_date": "2017-10-03",
        "grade": "3",
        "class_no": "1",
        "source_list": "5",
        "register_no": f"G{PUPIL}",
        "register_status": "1",
        "in_school_status": "1",
        "left_behind_edu": "0",
        "left_behind_mca": "0",
        "orphan": "0",
        "de_facto_unattended": "0",
        "migrant_child": "0",
        "disability_type": "0",
        "inclusive_study": "0",
        "boards": "0",
        "study_mode": "1",
        "rides_bus": "0",
        "commute_mode": "1",
    }
    return row | changes


MEMBER = needed(TABLES["family_member"]) | {"name": "马梅", "relation": "52", "id_no": MOTHER}
CONCERN = needed(TABLES["concern"]) | {"risk_level": "2", "risk_categories": "left_behind"}
DROPOUT = needed(TABLES["dropout"]) | {
    "last_attended": "2026-09-18",
    "suspected_on": "2026-09-23",
    "dropout_ym": "2026-09",
    "dropout_reasons": "01,13",
    "main_reason": "01",
    "control_type": "2",
    "dropout_whereabouts": "1",
}
CONTACT = needed(TABLES["contact"]) | {"contacted_on": "2026-11-02", "purpose": "3"}
RESPONSIBILITY = needed(TABLES["responsibility"])
RELOCATION = needed(TABLES["relocation"]) | {
    "origin_school": "石门村小学",
    "receiving_school": "福利镇中心小学",
    "parent_opinion": "1",
}
PLACEMENT = needed(TABLES["placement"]) | {"returned_on": "2026-10-20", "placement": "1"}
HARM = needed(TABLES["harm"]) | {
    "found_on": "2026-10-20",
    "found_at": "09:40",
    "police_on": "2026-10-20",
    "police_at": "09:50",
}
SCHOOL = needed(TABLES["school"]) | {"name": "福利镇中心小学", "code": "2152000001"}
CLASS = needed(TABLES["school_class"])

SOUND = {
    "student": student(),
    "family_member": MEMBER,
    "concern": CONCERN,
    "dropout": DROPOUT,
    "contact": CONTACT,
    "responsibility": RESPONSIBILITY,
    "relocation": RELOCATION,
    "placement": PLACEMENT,
    "harm": HARM,
    "school": SCHOOL,
    "school_class": CLASS,
}


def found(table: str, changes: dict[str, object], of: object = None) -> list[Problem]:
    pupil = of if isinstance(of, dict) else student()
    return check_row(TABLES[table], SOUND[table] | changes, TODAY, pupil)


def under(problems: list[Problem], field: str) -> list[tuple[Severity, str]]:
    return [(problem.severity, problem.text) for problem in problems if problem.field == field]


@pytest.mark.parametrize("table", SOUND)
def test_a_sound_row_says_nothing(table):
    assert found(table, {}) == []


FILE_NEEDS = [(t, f) for t in SOUND for f in TABLES[t].fields if f.need in (Need.SAVE, Need.FILE)]
PRINT_NEEDS = [(t, f) for t in SOUND for f in TABLES[t].fields if f.need is Need.PRINT]


@pytest.mark.parametrize(
    ("table", "field", "severity"),
    [pytest.param(t, f, ERROR, id=f"{t}.{f.key}") for t, f in FILE_NEEDS]
    + [pytest.param(t, f, WARNING, id=f"{t}.{f.key}") for t, f in PRINT_NEEDS],
)
@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_needed_and_empty_is_told(table, field, severity, empty):
    told = under(found(table, {field.key: empty}), field.key)

    assert [kind for kind, _ in told] == [severity]
    assert field.label in told[0][1]


def test_a_name_alone_gives_problems_but_no_crash():
    problems = check_row(STUDENT, {"name": "何磊玉"}, TODAY)

    assert {"sex", "birth_date", "id_no", "guardian_name"} <= {p.field for p in problems}
    assert not under(problems, "name")


def test_a_short_workbook_is_not_asked_for_what_it_has_no_column_for():
    row = {"name": "何磊玉", "id_no": PUPIL, "sex": "2"}

    told = check_row(STUDENT, row, TODAY, needs=False)

    assert [problem.field for problem in told] == ["sex"]


# table, what is changed in a sound row, the field it must be told under, how, words in it
WRONG = [
    # Identity
    ("student", {"id_no": PUPIL[:-1] + "0"}, "id_no", ERROR, "校验"),
    ("student", {"id_no": PUPIL[:-1]}, "id_no", ERROR, "17 位"),
    ("student", {"id_no": None}, "id_no", ERROR, "还没填"),
    ("student", {"id_no": None, "id_type": "Z"}, "no_id_reason", ERROR, "原因"),
    ("student", {"id_type": "Z"}, "id_type", WARNING, "居民身份证"),
    ("student", {"id_type": None, "id_no": "E12345678"}, "id_type", WARNING, "证件类型"),
    ("student", {"sex": "2"}, "sex", ERROR, "表示男"),
    ("student", {"birth_date": "2017-10-13"}, "birth_date", ERROR, "2017-10-03"),
    ("student", {"guardian_id_no": PUPIL}, "guardian_id_no", ERROR, "相同"),
    ("student", {"guardian_id_no": CHILD_GUARDIAN}, "guardian_id_no", WARNING, "不满十八"),
    ("student", {"guardian_id_no": MOTHER[:-1]}, "guardian_id_no", ERROR, "17 位"),
    ("student", {"guardian_name": "单敏静"}, "guardian_name", WARNING, "相同"),
    # Register
    ("student", {"register_no": PUPIL}, "register_no", ERROR, "19 位"),
    ("student", {"register_no": f"G{MOTHER}"}, "register_no", WARNING, "不一致"),
    ("student", {"register_no": f"J{PUPIL[:-1]}0"}, "register_no", ERROR, "校验码"),
    ("student", {"register_status": "0"}, "register_status", WARNING, "无学籍"),
    ("student", {"register_status": "0"}, "in_school_status", WARNING, "无学籍"),
    ("student", {"in_school_status": "3"}, "in_school_status", WARNING, "无籍"),
    ("student", {"in_school_status": "2"}, "absent_kind", ERROR, "归类"),
    ("student", {"in_school_status": "2"}, "whereabouts", WARNING, "去向"),
    ("student", {"in_school_status": "4"}, "whereabouts", WARNING, "去向"),
    ("student", {"absent_kind": "3"}, "absent_kind", WARNING, "在籍不在校"),
    ("student", {"source_list": "1", "commute_min": 30}, "prev_school", ERROR, "原就读学校"),
    ("student", {"source_list": "1", "prev_school": "石门村小学"}, "commute_min", WARNING, "单程"),
    ("student", {"source_list": "2"}, "head_name", WARNING, "户主"),
    ("student", {"grade": "10"}, "graduate_to", WARNING, "去向"),
    # Age
    ("student", {"grade": "5"}, "grade", WARNING, "相差 2 级"),
    ("student", {"grade": "1"}, "grade", WARNING, "三年级"),
    ("student", {"enrol_ym": "2021-09"}, "enrol_ym", WARNING, "不满五周岁"),
    ("student", {"enrol_ym": "2028-09"}, "enrol_ym", WARNING, "一年以后"),
    ("student", {"enrol_ym": "2024-13"}, "enrol_ym", ERROR, "年月"),
    # Household
    ("student", {"has_hukou": "0", "hukou_type": "1"}, "hukou_type", WARNING, "未落常住户口"),
    ("student", {"resettlement": "1"}, "resettlement_site", WARNING, "安置点"),
    ("student", {"econ_category": "5,0"}, "econ_category", WARNING, "非困难"),
    ("student", {"id_valid_to": "2020.06.01-2025.06.01"}, "id_valid_to", NOTE, "有效期"),
    ("student", {"id_valid_to": "2025年"}, "id_valid_to", WARNING, "2010.06.01"),
    # Left behind
    ("student", {"left_behind_edu": "2"}, "carer_name", WARNING, "照护人"),
    ("student", {"left_behind_edu": "2"}, "carer_phone", WARNING, "电话"),
    ("student", {"left_behind_edu": "2"}, "delegation_notice_on", WARNING, "书面告知"),
    ("student", {"left_behind_edu": "2"}, "guardianship_eval", WARNING, "监护情况"),
    ("student", {"left_behind_mca": "1"}, "carer_name", WARNING, "照护人"),
    ("student", {"left_behind_mca": "1"}, "left_behind_edu", WARNING, "口径"),
    (
        "student",
        {"orphan": "1", "de_facto_unattended": "1"},
        "de_facto_unattended",
        WARNING,
        "孤儿",
    ),
    # Disability
    ("student", {"inclusive_study": "1"}, "inclusive_study", WARNING, "无残疾"),
    (
        "student",
        {"disability_type": "2", "inclusive_study": "1"},
        "inclusive_study",
        WARNING,
        "类型",
    ),
    ("student", {"disability_type": "2"}, "disability_level", WARNING, "残疾等级"),
    ("student", {"disability_type": "2"}, "special_placement", WARNING, "特教"),
    (
        "student",
        {"disability_type": "2", "disability_cert_kind": "1"},
        *("disability_cert_no", WARNING, "残疾证号"),
    ),
    (
        "student",
        {"disability_type": "2", "disability_cert_no": f"{MOTHER}43"},
        *("disability_cert_no", WARNING, "前 18 位"),
    ),
    (
        "student",
        {"disability_type": "2", "special_placement": "1"},
        *("inclusive_study", WARNING, "非随班就读"),
    ),
    ("student", {"serious_illness": "1"}, "illness_note", WARNING, "病名"),
    # Daily life
    ("student", {"boards": "1", "study_mode": "2"}, "boards", WARNING, "国办发〔2012〕48号"),
    ("student", {"boards": "1", "grade": "4"}, "boards", WARNING, "不一致"),
    ("student", {"study_mode": "2"}, "boards", WARNING, "不一致"),
    ("student", {"commute_mode": "5"}, "rides_bus", WARNING, "校车"),
    ("student", {"distance_km": 2500.0}, "distance_km", WARNING, "公里"),
    ("student", {"distance_km": -1.0}, "distance_km", WARNING, "公里"),
    ("student", {"commute_min": 5000}, "commute_min", WARNING, "分钟"),
    # Shapes of values
    ("student", {"phone": "1356653777"}, "phone", WARNING, "11 位"),
    ("student", {"teacher_phone": "电话见家长群"}, "teacher_phone", WARNING, "电话"),
    ("student", {"hukou_code": "529901"}, "hukou_code", ERROR, "12 位"),
    ("student", {"postcode": "55020"}, "postcode", WARNING, "6 位"),
    ("student", {"pinyin": "单敏静"}, "pinyin", WARNING, "字母"),
    ("student", {"email": "no address"}, "email", WARNING, "电子信箱"),
    ("student", {"name": "单 敏静"}, "name", WARNING, "空格"),
    ("student", {"name": "单敏静(小)"}, "name", WARNING, "括号"),
    ("student", {"ethnic": "汉族"}, "ethnic", ERROR, "代码表"),
    ("student", {"orphan": "是"}, "orphan", ERROR, "代码表"),
    ("student", {"econ_category": "5,88"}, "econ_category", ERROR, "88"),
    ("student", {"opened_on": "2026-11-22"}, "opened_on", ERROR, "晚于今天"),
    ("student", {"opened_on": "20261101"}, "opened_on", ERROR, "日期"),
    ("student", {"opened_on": "2026-02-30"}, "opened_on", ERROR, "日期"),
    ("student", {"birth_date": "2027-10-03"}, "birth_date", ERROR, "晚于今天"),
    ("student", {"class_no": "一" * 41}, "class_no", ERROR, "最多 40 个字"),
    # Family
    ("family_member", {"relation": "80"}, "relation_note", ERROR, "关系说明"),
    ("family_member", {"relation": "97"}, "relation_note", ERROR, "关系说明"),
    ("family_member", {"id_no": PUPIL}, "id_no", ERROR, "相同"),
    ("family_member", {"id_no": CHILD_GUARDIAN}, "is_guardian", WARNING, "不满十八"),
    ("family_member", {"hukou_code": "五二九九"}, "hukou_code", ERROR, "12 位"),
    # Concern
    ("concern", {"until_on": "2026-08-01", "lifted_reason": "x"}, "until_on", ERROR, "早于"),
    ("concern", {"until_on": "2026-10-01"}, "lifted_reason", WARNING, "解除原因"),
    ("concern", {"risk_level": "0"}, "until_on", WARNING, "解除日期"),
    ("concern", {"contact_frequency": "经常"}, "contact_frequency", WARNING, "每周1次"),
    # Dropout
    ("dropout", {"suspected_on": "2026-09-01"}, "suspected_on", ERROR, "最后到校日期"),
    ("dropout", {"confirmed_on": "2026-09-20"}, "confirmed_on", ERROR, "疑似辍学认定日期"),
    ("dropout", {"confirmed_on": "2026-10-20"}, "confirmed_by", ERROR, "认定人"),
    ("dropout", {"confirmed_on": "2026-10-20"}, "written_report_on", WARNING, "书面报告"),
    (
        "dropout",
        {"confirmed_on": "2026-10-20", "reported_county_on": "2026-10-19"},
        *("written_report_on", WARNING, "书面报告"),
    ),
    (
        "dropout",
        {"confirmed_on": "2026-10-20", "written_report_on": "2026-10-19"},
        "written_report_on",
        ERROR,
        "早于",
    ),
    ("dropout", {"reported_township_at": "15:30"}, "reported_township_on", WARNING, "还没填"),
    ("dropout", {"reported_township_at": "3:30"}, "reported_township_at", ERROR, "15:30 这样"),
    (
        "dropout",
        {
            "reported_center_on": "2026-10-02",
            "reported_center_at": "10:00",
            "reported_township_on": "2026-10-02",
            "reported_township_at": "09:30",
        },
        *("reported_township_on", ERROR, "上报中心校日期"),
    ),
    ("harm", {"police_on": None}, "police_on", WARNING, "立即向公安"),
    ("harm", {"police_on": "2026-10-01"}, "police_on", ERROR, "早于"),
    ("harm", {"police_at": "08:00"}, "police_on", ERROR, "早于"),
    ("harm", {"civil_at": "08:00"}, "civil_on", WARNING, "还没填"),
    ("dropout", {"registry_flagged_on": "2026-09-01"}, "registry_flagged_on", ERROR, "早于"),
    (
        "dropout",
        {"reported_school_on": "2026-10-02", "reported_county_on": "2026-10-01"},
        *("reported_county_on", ERROR, "上报学校日期"),
    ),
    ("dropout", {"dropout_ym": "2026-12"}, "dropout_ym", ERROR, "晚于本月"),
    ("dropout", {"dropout_ym": "2026-08"}, "dropout_ym", ERROR, "最后到校"),
    ("dropout", {"is_suspected": "0"}, "confirmed_on", WARNING, "认定日期"),
    ("dropout", {"main_reason": "41"}, "main_reason", ERROR, "不在已选"),
    (
        "dropout",
        {"dropout_reasons": "01,99", "dropout_detail": None},
        "dropout_detail",
        ERROR,
        "其他",
    ),
    ("dropout", {"dropout_whereabouts": "4"}, "whereabouts_note", WARNING, "去向"),
    ("dropout", {"dropout_whereabouts": "99"}, "whereabouts_note", WARNING, "其他"),
    ("dropout", {"control_type": "1"}, "control_type", WARNING, "质量控辍"),
    # Contact
    ("contact", {"contacted_on": "2026-11-30"}, "contacted_on", ERROR, "晚于今天"),
    ("contact", {"purpose": "1"}, "result", ERROR, "劝返结果"),
    ("contact", {"result": "2"}, "promised_on", ERROR, "承诺返校日期"),
    ("contact", {"promised_on": "2026-11-01"}, "promised_on", ERROR, "早于"),
    ("contact", {"next_on": "2026-11-01"}, "next_on", ERROR, "早于"),
    ("contact", {"persuader_phone": "13566537775、088812"}, "persuader_phone", WARNING, "电话"),
    # Responsibility
    ("responsibility", {"from_on": "2026-09-01", "to_on": "2026-08-31"}, "to_on", ERROR, "早于"),
    ("responsibility", {"visits_per_term": -1}, "visits_per_term", WARNING, "走访"),
    # Relocation
    ("relocation", {"notified_on": "2026-09-02"}, "moved_on", ERROR, "告知书送达日期"),
    ("relocation", {"notified_on": "2026-09-02"}, "parent_signed_on", ERROR, "早于"),
    ("relocation", {"notified_on": "2026-09-02"}, "register_moved_on", ERROR, "早于"),
    ("relocation", {"receiving_school": "石门村小学"}, "receiving_school", ERROR, "相同"),
    ("relocation", {"parent_opinion": "2"}, "parent_opinion", WARNING, "不同意"),
    ("relocation", {"difficulty": "路上没有车"}, "solution", WARNING, "解决措施"),
    ("relocation", {"difficulty": "路上没有车"}, "solver", WARNING, "责任人"),
    ("relocation", {"difficulty": "路上没有车"}, "solve_by_on", WARNING, "计划办结日期"),
    ("relocation", {"solved_on": "2026-10-01"}, "difficulty", WARNING, "困难"),
    ("relocation", {"boarding_solution": "2"}, "boarding_solution", WARNING, "一至三年级"),
    # Placement
    ("placement", {"relapse": "1"}, "relapsed_on", ERROR, "再次辍学日期"),
    ("placement", {"relapsed_on": "2026-11-01"}, "relapse", WARNING, "选“是”"),
    ("placement", {"relapse": "1", "relapsed_on": "2026-10-01"}, "relapsed_on", ERROR, "早于"),
    ("placement", {"closed_on": "2026-10-01"}, "closed_on", ERROR, "复学日期"),
    ("placement", {"closed_on": "2026-11-01"}, "close_reason", ERROR, "销号原因"),
    ("placement", {"closed_on": "2026-11-01"}, "close_evidence", ERROR, "销号佐证"),
    ("placement", {"closed_on": "2026-11-01"}, "close_approver", ERROR, "审批人"),
    ("placement", {"close_reason": "1"}, "closed_on", ERROR, "销号日期"),
    ("placement", {"reopened_on": "2026-11-01"}, "closed_on", ERROR, "销号日期"),
    # Schools
    ("school", {"code": "215200001"}, "code", ERROR, "10 位"),
    ("school", {"status": "3"}, "closed_on", WARNING, "撤并日期"),
    ("school", {"status": "3", "closed_on": "2027-07-01"}, "closed_on", WARNING, "今天以后"),
    ("school", {"status": "3"}, "receiving_school", WARNING, "接收学校"),
]


@pytest.mark.parametrize(("table", "changes", "field", "severity", "words"), WRONG)
def test_what_is_wrong_is_told_under_its_field(table, changes, field, severity, words):
    told = under(found(table, changes), field)

    assert any(kind is severity and words in text for kind, text in told), told
    assert all(text.endswith("。") for _, text in told)


# What looks unusual and is right: nothing may be said.
RIGHT = [
    ("student", {"name": "阿卜杜热西提·买买提江"}),
    ("student", {"name": "彭军𬱖", "guardian_name": "𰻝敏"}),
    ("student", {"grade": "4"}),
    ("student", {"grade": "2"}),
    ("student", {"grade": "4", "boards": "1", "study_mode": "2"}),
    ("student", {"phone": "0888-5123456"}),
    ("student", {"phone": "5123456"}),
    ("student", {"register_no": "L529901201710030012"}),
    ("student", {"id_type": "A", "id_no": "E12345678", "register_no": f"J{PUPIL}"}),
    (
        "student",
        {"id_type": "Z", "id_no": None, "no_id_reason": "未上户", "register_no": f"J{PUPIL}"},
    ),
    ("student", {"guardian_id_no": "H12345678"}),
    ("student", {"has_hukou": "0", "hukou_type": "4", "hukou_code": None, "hukou_address": None}),
    ("student", {"left_behind_edu": "1"}),
    ("student", {"distance_km": 0.0}),
    ("student", {"id_valid_to": "2020.06.01-长期"}),
    ("student", {"in_school_status": "2", "absent_kind": "6", "whereabouts": "省城某校"}),
    ("contact", {"purpose": "1", "result": "2", "promised_on": "2026-12-01"}),
    ("contact", {"next_on": "2027-01-05"}),
    ("contact", {"persuader_phone": "13566537775、0888-5123456"}),
    ("contact", {"met_who": "2,3"}),
    ("responsibility", {"from_on": "2026-09-01", "to_on": "2027-07-15"}),
    ("dropout", {"dropout_whereabouts": "4", "whereabouts_note": "外省工地"}),
    (
        "relocation",
        {
            "difficulty": "无车",
            "solution": "开校车",
            "solver": "沈娜然",
            "solve_by_on": "2026-12-01",
        },
    ),
    (
        "relocation",
        {"choice_type": "6"}
        | dict.fromkeys(
            ("receiving_school", "receiving_grade_class", "moved_on", "register_moved_on")
        ),
    ),
    (
        "placement",
        {"closed_on": "2026-11-01", "close_reason": "6", "close_evidence": "证明"}
        | {"close_approver": "沈娜然"}
        | dict.fromkeys(
            ("returned_on", "placement", "return_school", "return_grade", "return_class")
        ),
    ),
    (
        "placement",
        {"placement": "10"} | dict.fromkeys(("return_school", "return_grade", "return_class")),
    ),
    ("family_member", {"relation": "80", "relation_note": "干爹"}),
    ("family_member", {"id_no": None}),
    ("school", {"status": "2", "closed_on": "2027-07-15"}),
]


@pytest.mark.parametrize(("table", "changes"), RIGHT)
def test_what_is_unusual_but_right_is_left_alone(table, changes):
    assert found(table, changes) == []


def test_a_child_never_enrolled_is_not_asked_for_class_and_teacher():
    school = (
        "school",
        "grade",
        "class_no",
        "enrol_ym",
        "study_mode",
        "register_no",
        "home_teacher",
    )
    row = student(in_school_status="4", register_status="0", whereabouts="在家")

    assert check_row(STUDENT, row | dict.fromkeys((*school, "boards")), TODAY) == []


def test_a_member_needs_a_number_when_the_pupil_has_none():
    pupil = student(id_no=None, id_type="Z", no_id_reason="未上户")

    told = under(found("family_member", {"id_no": None}, of=pupil), "id_no")

    assert [kind for kind, _ in told] == [ERROR]
    assert check_row(TABLES["family_member"], MEMBER | {"id_no": None}, TODAY) == []


def test_sixteen_years_end_the_civil_left_behind_status():
    row = student(birth_date="2010-10-03", left_behind_mca="1", left_behind_edu="1")

    assert any(
        "十六周岁" in text for _, text in under(check_row(STUDENT, row, TODAY), "left_behind_mca")
    )


def test_yesterday_a_date_of_today_lies_ahead():
    row = student(opened_on="2026-11-21")

    assert check_row(STUDENT, row, TODAY) == []
    assert under(check_row(STUDENT, row, the_day("2026-11-20")), "opened_on")


def file_of(
    changes: dict[str, object] | None = None, **records: list[dict[str, object]]
) -> StudentFile:
    rows = {"family_member": [MEMBER | {"is_guardian": "1"}], **records}
    pupil = student(guardian_name="马梅") | (changes or {})
    school = {"name": "福利镇中心小学", "kind": "1", "status": "1"}
    return StudentFile(pupil, rows, school=school)


PHONELESS = MEMBER | {"is_guardian": "1", "phone": None}


def test_a_sound_file_says_nothing():
    assert check_file(file_of(), TODAY) == []


SAID = CONTACT | {"content": "电话里说下周回来"}
BACK = PLACEMENT | {"returned_on": "2026-10-20"}
MOVED = RELOCATION | {"moved_on": "2026-09-01"}

BETWEEN = [
    (file_of(family_member=[]), "family_member", WARNING, "还没有登记"),
    (file_of(family_member=[MEMBER | {"is_guardian": "0"}]), "family_member", WARNING, "监护人"),
    (file_of(family_member=[MEMBER, MEMBER]), "family_member", WARNING, "不止一次"),
    (file_of(family_member=[MEMBER, MEMBER]), "family_member", ERROR, "身份证件号相同"),
    (
        file_of({"guardian_name": "程娟强"}),
        "guardian_name",
        NOTE,
        "不在家庭成员里（家庭成员里的监护人是马梅",
    ),
    (file_of({"guardian_name": None}), "guardian_name", NOTE, "监护人是马梅（母亲），这里还空着"),
    (file_of({"guardian_phone": None}), "guardian_phone", NOTE, "马梅的电话是 1"),
    (file_of(family_member=[PHONELESS]), "family_member", NOTE, "马梅的电话填在“监护人电话”里"),
    (file_of(dropout=[DROPOUT]), "in_school_status", ERROR, "的个案却没有了结"),
    (file_of(dropout=[DROPOUT]), "whereabouts", WARNING, "去向"),
    (file_of(placement=[BACK]), "placement", WARNING, "却没有辍学情况"),
    (
        file_of({"in_school_status": "2", "absent_kind": "2"}, dropout=[DROPOUT], placement=[BACK]),
        *("in_school_status", ERROR, "复学日期 2026-10-20，在籍在校情况“在籍不在校”还没有改"),
    ),
    (
        file_of({"register_status": "6"}, dropout=[DROPOUT], placement=[BACK]),
        *("register_status", ERROR, "辍学(已标注)"),
    ),
    (file_of(contact=[SAID, SAID]), "contact", WARNING, "2 条完全一样"),
    (
        file_of(dropout=[DROPOUT], placement=[BACK | {"returned_on": "2026-09-02"}]),
        *("placement", ERROR, "复学日期 2026-09-02 早于 最后到校日期"),
    ),
    (
        file_of(
            dropout=[DROPOUT], placement=[BACK | {"relapse": "1", "relapsed_on": "2026-11-02"}]
        ),
        *("dropout", WARNING, "再次辍学"),
    ),
    (file_of(relocation=[MOVED]), "prev_school", ERROR, "原就读学校"),
    (file_of({"prev_school": "石门村小学"}, relocation=[MOVED]), "commute_min", WARNING, "单程"),
    (
        file_of(relocation=[MOVED | {"receiving_school": "青山村小学"}]),
        *("school", WARNING, "青山村小学"),
    ),
    (file_of({"grade": "7"}), "grade", WARNING, "七年级"),
    (file_of({"orphan": "1"}), "concern", NOTE, "孤儿"),
    (
        file_of({"left_behind_edu": "2"}, concern=[CONCERN | {"until_on": "2026-10-01"}]),
        *("concern", NOTE, "留守儿童"),
    ),
]


@pytest.mark.parametrize(("file", "field", "severity", "words"), BETWEEN)
def test_records_that_do_not_agree_are_told(file, field, severity, words):
    told = under(check_file(file, TODAY), field)

    assert any(kind is severity and words in text for kind, text in told), told


AGREEING = [
    file_of({"left_behind_edu": "2"}, concern=[CONCERN]),
    file_of({"in_school_status": "2", "absent_kind": "2"}, dropout=[DROPOUT]),
    file_of(dropout=[DROPOUT], placement=[BACK]),
    file_of(
        {"in_school_status": "2", "absent_kind": "3"},
        dropout=[DROPOUT],
        placement=[BACK | {"placement": "10"}],
    ),
    file_of(contact=[SAID, SAID | {"contacted_on": "2026-11-03"}]),
    file_of({"prev_school": "石门村小学", "commute_min": 25}, relocation=[MOVED]),
    file_of({"prev_school": "石门村小学"}, relocation=[RELOCATION | {"moved_on": None}]),
    file_of({"grade": "6"}),
]


@pytest.mark.parametrize("file", AGREEING)
def test_records_that_agree_are_left_alone(file):
    assert check_file(file, TODAY) == []


def test_a_child_whose_school_was_closed_needs_a_relocation():
    closed = StudentFile(
        student(guardian_name="马梅"),
        {"family_member": [MEMBER | {"is_guardian": "1"}]},
        school={"name": "石门村小学", "kind": "4", "status": "3"},
    )

    assert under(check_file(closed, TODAY), "relocation")


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("township_code", "学校"),
        ("home_teacher", "班级"),
        ("teacher_phone", "班级"),
        ("address", ""),
    ],
)
def test_what_a_school_or_class_has_for_all_is_not_asked_of_each_child_without_saying_so(
    key, where
):
    found = [each.text for each in check_row(STUDENT, student(**{key: ""}), TODAY)]
    said = next(text for text in found if text.startswith("还没填"))
    assert (f"给{where}填一次" in said) is bool(where)
    assert ("设置 › 学校和班级" in said) is bool(where)
