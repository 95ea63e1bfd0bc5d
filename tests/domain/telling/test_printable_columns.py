"""What stands in the columns of a ledger."""

from dataclasses import replace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.standing.cases import in_dropout_ledger, in_suspected_ledger
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.printable_columns import COLUMNS, Entry, column_text
from ledger_app.domain.telling.record_kinds import record_kind
from tests.days import the_day

ON = the_day("2026-10-31")
CASE, FOCUS = record_kind("dropout"), record_kind("focus")
STUDENT = {
    "name": "王小明",
    "sex": "1",
    "birth_date": "2013-05-04",
    "id_no": "52990120130504111X",
    "grade": "7",
    "class_no": "2",
    "address": "青山乡双龙村3组",
    "phone": "13900000001",
    "distance_km": 3.0,
    "commute_min": 40,
}
DROPOUT = {
    "is_suspected": "0",
    "suspected_on": "2026-09-04",
    "confirmed_on": "2026-09-08",
    "last_attended": "2026-09-01",
    "main_reason": "01",
    "dropout_reasons": "01,13",
    "dropout_whereabouts": "2",
    "registry_flagged_on": "2026-11-05",
}


def persuasion(day, result="7", **more):
    return {"contacted_on": day, "purpose": "1", "mode": "2", "persuaders": "周老师",
            "result": result} | more  # fmt: skip


def child(**records):
    return StudentFile(STUDENT, records, {"name": "双龙小学", "township_name": "青山乡"})


def text(source, file, on=ON, **entry):
    cases = in_dropout_ledger(file, on) or in_suspected_ledger(file, on)
    entry = Entry(file, cases[0] if cases else None, 1, **entry)
    return column_text(source, CASE)(entry, on)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("序号", "1"),
        ("县区", "示例县"),
        ("乡镇", "青山乡"),
        ("学校", "双龙小学"),
        ("年级班级", "七年级2班"),
        ("出生年月", "2013-05"),
        ("身份证号", "52990120130504111X"),
        ("家庭住址", "青山乡双龙村3组"),
        ("距离及单程时间", "3公里，40分钟"),
        ("辍学原因", "厌学"),
        ("现去向", "本县务工/帮工"),
        ("缺课天数", "43"),
        ("劝返次数", "0"),
        ("最近一次劝返", ""),
        ("是否复学", "否"),
        ("目前状态", "辍学"),
        ("student.sex", "男"),
        ("student.school", "双龙小学"),
        ("dropout.dropout_reasons", "厌学、外出务工挣钱"),
        ("", ""),
    ],
)
def test_a_dropped_out_child(source, expected):
    assert text(source, child(dropout=[DROPOUT]), county="示例县") == expected


@pytest.mark.parametrize(
    ("class_no", "expected"),
    [
        ("1", "七年级1班"),
        ("1班", "七年级1班"),
        ("七年级1班", "七年级1班"),
        ("七年级", "七年级七年级"),
        ("", "七年级"),
    ],
)
def test_class_is_written_once_however_it_was_typed(class_no, expected):
    file = replace(child(), student={**STUDENT, "class_no": class_no})
    assert text("年级班级", file) == expected


def test_nothing_dated_after_the_day_of_the_ledger_shows():
    file = child(
        dropout=[DROPOUT],
        contact=[persuasion("2026-09-10"), persuasion("2026-11-10", "1")],
        placement=[{"returned_on": "2026-11-11", "placement": "1", "closed_on": "2026-11-20"}],
        responsibility=[{"helper_name": "何乡长", "pair_kind": "2", "from_on": "2026-11-15"}],
    )
    for source in ("复学日期", "销号日期", "dropout.registry_flagged_on", "包保责任人"):
        assert text(source, file) == ""
    assert text("劝返次数", file) == "1"
    assert text("最近一次劝返", file) == "2026-09-10 周老师：拒绝"
    assert text("最近联系日期及情况", file).startswith("2026-09-10 电话")
    later = the_day("2026-11-30")
    assert text("复学日期", file, later) == "2026-11-11"
    assert text("dropout.registry_flagged_on", file, later) == "2026-11-05"
    assert text("包保责任人", file, later) == "乡：何乡长"


def visit(day, purpose, content):
    return {"contacted_on": day, "purpose": purpose, "mode": "2", "content": content}


def test_a_logged_visit_stands_in_the_follow_up_columns():
    placement = {"returned_on": "2026-09-10", "placement": "1", "check_30d": "成绩跟上"}
    seen = [
        visit("2026-09-12", "4", "刚到校"),
        visit("2026-09-16", "4", "情绪稳定，作业按时完成，与同学相处好"),
        visit("2026-10-08", "4", "不错"),
        visit("2026-10-09", "3", "问候"),
    ]
    file = child(dropout=[DROPOUT], placement=[placement], contact=seen)
    assert text("巩固情况", file) == "7日：2026-09-16 情绪稳定，作业按时完成…；30日：成绩跟上"
    assert text("巩固情况", file, the_day("2026-09-12")) == "7日：2026-09-12 刚到校"


def test_a_visit_in_the_first_days_does_not_stand_for_that_of_the_week():
    days = ("2026-09-14", "2026-09-15", "2026-10-05", "2026-11-29")
    seen = [visit(day, "4", f"第{number}次") for number, day in enumerate(days, 1)]
    placement = {"returned_on": "2026-09-10", "placement": "1"}
    file = child(dropout=[DROPOUT], placement=[placement], contact=seen)
    said = "7日：2026-09-15 第2次；30日：2026-10-05 第3次"
    assert text("巩固情况", file, the_day("2026-11-28")) == said
    assert text("巩固情况", file, the_day("2026-11-29")) == f"{said}；90日：2026-11-29 第4次"
    first = replace(file, records={**file.records, "contact": seen[:1]})
    assert text("巩固情况", first) == "7日：2026-09-14 第1次"  # better than nothing


def test_a_visit_is_found_in_one_step_only():
    placement = {"returned_on": "2026-09-10", "placement": "1"}
    seen = [visit("2026-10-05", "4", "不错")]
    file = child(dropout=[DROPOUT], placement=[placement], contact=seen)
    assert text("巩固情况", file) == "30日：2026-10-05 不错"


def test_what_is_no_record_has_its_days_on_papers_of_any_day():
    file = replace(
        child(),
        student={**STUDENT, "opened_on": "2026-11-02"},
        school={"name": "双龙小学", "closed_on": "2027-01-22"},
    )
    entry = Entry(file, None, 1)
    assert column_text("school.closed_on", FOCUS)(entry, ON) == "2027-01-22"
    assert column_text("student.opened_on", FOCUS)(entry, ON) == "2026-11-02"


def test_a_logged_visit_stands_in_the_columns_of_a_move():
    row = {"moved_on": "2026-09-01", "check_1m": "住校习惯"}
    seen = [visit("2026-09-07", "5", "适应"), visit("2027-01-20", "5", "下学期继续")]
    file = child(relocation=[row], contact=seen)

    def column(step, on):
        return column_text(f"{step}回访", record_kind("relocation"))(Entry(file, row, 1), on)

    assert column("一周", ON) == "2026-09-07 适应"
    assert column("一月", ON) == "住校习惯"
    assert column("学期末", ON) == ""
    assert column("学期末", the_day("2027-01-31")) == "2027-01-20 下学期继续"


@pytest.mark.parametrize(
    ("placement", "back", "day"),
    [("1", "是", "2026-10-12"), ("9", "是", "2026-10-12"), ("10", "否", ""), ("12", "否", "")],
)
def test_leave_is_no_return(placement, back, day):
    rows = [{"returned_on": "2026-10-12", "placement": placement}]
    file = child(dropout=[DROPOUT], placement=rows)
    assert (text("是否复学", file), text("复学日期", file)) == (back, day)


ON_LEAVE = {"id": "p1", "returned_on": "2026-03-02", "placement": "10"}
IN_CLASS = {"id": "p2", "returned_on": "2026-09-01", "placement": "1"}
AGAIN = {**IN_CLASS, "id": "p3", "returned_on": "2026-09-03"}


@pytest.mark.parametrize(
    ("records", "day"),
    [
        ({"placement": [ON_LEAVE, IN_CLASS]}, "2026-09-01"),  # S17: not the day of the leave
        ({"placement": [IN_CLASS, ON_LEAVE]}, "2026-09-01"),
        ({"placement": [ON_LEAVE, IN_CLASS, AGAIN]}, "2026-09-01"),
        ({"placement": [ON_LEAVE], "leave": [{"returned_on": "2026-10-08"}]}, "2026-10-08"),
        ({"placement": [ON_LEAVE], "leave": [{"returned_on": "2026-11-30"}]}, ""),  # to come
        ({"placement": [IN_CLASS, {**ON_LEAVE, "returned_on": "2026-10-12"}]}, ""),
    ],
)
def test_after_a_leave_the_return_to_class_is_printed(records, day):
    file = child(dropout=[{"id": "d", "suspected_on": "2026-02-02"}], **records)
    assert text("复学日期", file) == day
    assert text("是否复学", file) == ("是" if day else "否")


def test_a_promise_and_a_plan_lie_in_the_future_and_show():
    file = child(
        dropout=[DROPOUT], contact=[persuasion("2026-10-30", "2", promised_on="2026-11-03")]
    )
    assert text("最近一次劝返", file) == "2026-10-30 周老师：承诺限期返校（2026-11-03）"


def test_guardian_comes_from_the_file_else_from_the_family():
    family = [
        {"name": "王大山", "relation": "51", "phone": "13700000001", "is_guardian": "0"},
        {"name": "李秀英", "relation": "52", "phone": "13700000002", "is_guardian": "1"},
    ]
    file = child(family_member=family)
    assert text("监护人及电话", file) == "李秀英（母亲）\n13700000002"
    named = replace(file, student={**STUDENT, "guardian_name": "张桂兰", "guardian_relation": "62"})
    assert text("监护人及电话", named) == "张桂兰（祖母）\n13700000002"
    assert text("监护人电话", child()) == "13900000001"


def test_responsible_people_of_the_day_nearest_to_the_child_first():
    people = [
        {"helper_name": "郑县长", "pair_kind": "1", "helper_phone": "1", "from_on": "2026-09-01"},
        {"helper_name": "周老师", "pair_kind": "5", "helper_phone": "5", "from_on": "2026-09-01"},
        {"helper_name": "旧老师", "pair_kind": "5", "from_on": "2025-09-01", "to_on": "2026-08-31"},
    ]
    file = child(responsibility=people)
    assert text("帮扶责任人及电话", file) == "周老师\n5\n郑县长\n1"
    assert text("包保责任人", file) == "县：郑县长；师：周老师"


def test_restricted_labels_never_show():
    concern = {"since_on": "2026-09-01", "risk_categories": "school_averse,case_involved,psych"}
    only = {"since_on": "2026-09-01", "risk_categories": "case_involved"}
    file = child(concern=[concern])
    assert text("特殊群体类别", file) == "厌学"
    assert column_text("重点关注类别", FOCUS)(Entry(file, concern, 1), ON) == "厌学"
    assert column_text("重点关注类别", FOCUS)(Entry(file, only, 1), ON) == "其他重点关注"
    told = child(dropout=[{**DROPOUT, "main_reason": "45", "dropout_whereabouts": "12",
                           "dropout_reasons": "01,45", "whereabouts_note": "看守所"}])  # fmt: skip
    assert text("辍学原因", told) == "其他"
    assert text("现去向", told) == "其他"
    assert text("dropout.dropout_reasons", told) == "厌学、其他"


@pytest.mark.parametrize(
    ("table", "key", "code"),
    [
        ("dropout", "main_reason", "43"),  # 精神/心理疾病
        ("dropout", "dropout_whereabouts", "9"),  # 寺庙等宗教场所
        ("placement", "placement", "13"),  # 专门学校
    ],
)
def test_a_telling_code_prints_as_other(table, key, code):
    rows = {"dropout": [DROPOUT], "placement": [{"returned_on": "2026-10-12"}]}
    file = child(**{**rows, table: [{**rows[table][0], key: code}]})
    assert text(f"{table}.{key}", file) == "其他"


def test_the_words_of_a_restricted_concern_stay_in_the_file():
    concern = {
        "since_on": "2026-09-01", "risk_categories": "poor,parents_prison", "risk_level": "3",
        "situation": "父亲服刑", "measures": "心理疏导", "remark": "勿外传",
    }  # fmt: skip
    talk = {"contacted_on": "2026-10-20", "mode": "1", "content": "探监后情绪不好"}
    file = child(concern=[concern], contact=[talk])
    entry = Entry(file, concern, 1)
    for key in ("situation", "measures", "remark"):
        assert column_text(f"concern.{key}", FOCUS)(entry, ON) == "见学生档案"
    assert column_text("concern.risk_level", FOCUS)(entry, ON) == "红"
    assert text("最近联系日期及情况", file) == "2026-10-20 入户家访 见学生档案"
    open_one = {**concern, "risk_categories": "poor"}
    assert column_text("concern.situation", FOCUS)(Entry(file, open_one, 1), ON) == "父亲服刑"
    assert "情绪不好" in text("最近联系日期及情况", child(concern=[open_one], contact=[talk]))


def test_the_call_of_the_first_morning_is_the_first_contact():
    dropout = {"last_attended": "2026-10-12", "suspected_on": "2026-10-15"}
    calls = [
        {"contacted_on": day, "purpose": "6", "mode": "2"}
        for day in ("2026-10-12", "2026-10-13", "2026-10-16")
    ]
    assert text("首次联系日期", child(dropout=[dropout], contact=calls)) == "2026-10-13 电话"


@pytest.mark.parametrize(
    ("dropout", "month"),
    [
        ({"dropout_ym": "2026-09"}, "2026-09"),
        ({"last_attended": "2026-09-30"}, "2026-10"),
        ({"confirmed_on": "2026-10-09"}, "2026-10"),
        ({"dropout_ym": "2026-12", "confirmed_on": "2026-10-09"}, ""),  # known later
        ({}, ""),
    ],
)
def test_the_month_of_the_dropout_is_the_one_it_began_in(dropout, month):
    assert text("辍学年月", child(dropout=[dropout])) == month


def test_a_concern_counts_until_the_day_it_is_lifted():
    concern = {"since_on": "2026-09-01", "until_on": "2026-10-31", "risk_categories": "poor"}
    file = child(concern=[concern])
    assert text("特殊群体类别", file, the_day("2026-08-31")) == ""
    assert text("特殊群体类别", file, the_day("2026-09-01")) != ""
    assert text("特殊群体类别", file, the_day("2026-10-30")) != ""
    assert text("特殊群体类别", file, the_day("2026-10-31")) == ""


def test_a_matter_that_came_up_later_hides_no_earlier_talk():
    concern = {"since_on": "2026-11-01", "risk_categories": "case_involved"}
    talk = {"contacted_on": "2026-10-20", "mode": "1", "content": "在家帮忙"}
    file = child(concern=[concern], contact=[talk])
    assert text("最近联系日期及情况", file) == "2026-10-20 入户家访 在家帮忙"
    later = the_day("2026-11-01")
    assert text("最近联系日期及情况", file, later) == "2026-10-20 入户家访 见学生档案"


def test_special_groups_come_from_the_flags_too():
    flags = {"left_behind_edu": "2", "orphan": "0", "resettlement": "1", "disability_type": "0"}
    file = replace(child(), student=STUDENT | flags)
    assert text("特殊群体类别", file) == "留守儿童、易地搬迁子女"
    poor = {"econ_category": "2,14", "has_hukou": "0", "register_status": "0"}
    file = replace(child(relocation=[{"moved_on": "2026-09-01"}]), student=STUDENT | poor)
    found = set(text("特殊群体类别", file).split("、"))
    assert found == {"家庭经济困难(脱贫/监测/低保/特困)", "撤并分流学生", "未取得户籍", "无学籍"}
    assert "撤并分流学生" not in text("其他特殊群体类别", file)
    early = the_day("2026-08-01")
    assert "撤并分流学生" not in text("特殊群体类别", file, early)


def test_a_child_without_papers_prints_its_temporary_number():
    file = replace(child(), student={"name": "王小明", "temp_no": "L5299012026"})
    assert text("身份证号", file) == "临时L5299012026"


def test_every_composed_column_bears_an_empty_file():
    file = StudentFile({})
    for source, compose in COLUMNS.items():
        for record in (None, {}):
            assert isinstance(compose(Entry(file, record, 1), ON), str), source


@pytest.mark.parametrize(
    "source", ["不存在", "student.不存在", "student.psychological", "contact.content", "x.y"]
)
def test_an_unknown_or_sensitive_source_is_refused_with_advice(source):
    with pytest.raises(LedgerError) as error:
        column_text(source, CASE)
    assert error.value.hint


@pytest.mark.parametrize(("source", "kind"), [("relocation.remark", "dropout"),
                                              ("dropout.remark", "focus"),
                                              ("concern.situation", "student")])  # fmt: skip
def test_a_field_of_a_record_that_makes_no_rows_here_is_refused(source, kind):
    # It would print the field of the same name of another record.
    with pytest.raises(LedgerError, match="这个数据来源"):
        column_text(source, record_kind(kind))
    assert column_text(source, record_kind(source.partition(".")[0]))
