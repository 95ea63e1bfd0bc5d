"""A roster tells who is missing: named at the import, a line in 今日 until somebody says why.

Findings S2 (left out by a newer roster), S4 (marked by it), S5 (marked again after a return).
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ledger_app.actions import due_list, edit_file, find_students, import_workbook, undo_revision
from ledger_app.actions.import_workbook import Policy
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import places
from ledger_app.store.safety import check, ledger_files
from tests.gui.children import id_number
from tests.ledgers import Clock, new_ledger

TITLE = "福利镇中心小学三年级(1)班学生花名册"
NAMES = ("王一", "李二", "张三", "赵四", "钱五", "孙六")
MARKS = ("学籍状态", "在籍在校情况", "备注")


@pytest.fixture
def clock():
    return Clock(datetime(2026, 10, 8, 9))


@pytest.fixture
def ledger(tmp_path, clock):
    made = new_ledger(tmp_path)
    made.clock = clock
    yield made
    ledger_files.close(made)


def row(name, **said):
    at = NAMES.index(name) + 1 if name in NAMES else 40 + len(name)
    cells = [name, "男", id_number("2017-03-11", 2 * at + 1), said.get("grade", "三年级")]
    return ",".join([*cells, said.get("class_no", "1"), *(said.get(key, "") for key in MARKS)])


def book(tmp_path, file, *rows, title=TITLE):
    path = tmp_path / file
    head = ",".join(("姓名", "性别", "身份证号", "年级", "班级", *MARKS))
    path.write_text("\n".join((title, head, *rows)) + "\n", encoding="utf-8")
    return path


def load(ledger: Ledger, path, **given):
    return import_workbook.commit(ledger, import_workbook.plan(ledger, path, **given))


def all_six(tmp_path, file="九月.csv", **given):
    return book(tmp_path, file, *map(row, NAMES), **given)


def missing(result) -> list[str]:
    return [each.name for each in result.roster.missing]


def lines(ledger: Ledger, on: str | None = None) -> list[str]:
    """Return the names of children that a list left out or marked, as 今日 has them."""
    day = date.fromisoformat(on) if on else None
    found = due_list.due(ledger, day)
    return [each.name for each in found if each.rule in ("not_listed", "marked_by_list")]


def lists(ledger: Ledger):
    return ledger.rows("SELECT * FROM name_list WHERE deleted_at IS NULL ORDER BY no")


def student(ledger: Ledger, name: str):
    return find_students.find(ledger, name)[0]["id"]


def stored(ledger: Ledger, name: str, key: str):
    return ledger.value(f"SELECT {key} FROM student WHERE name = ?", [name])


def test_a_roster_is_kept_with_its_day_its_classes_and_its_children(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    (kept,) = lists(ledger)
    assert (kept["listed_on"], kept["source"]) == ("2026-10-08", "九月.csv")
    (school,) = [each["id"] for each in places.schools(ledger)]
    assert kept["scope"] == f"{school}\t3\t1"
    assert set(kept["children"].split()) == {student(ledger, name) for name in NAMES}


def test_also_where_no_child_is_changed_and_never_twice_for_the_same_file(ledger, tmp_path, clock):
    load(ledger, all_six(tmp_path))
    again = all_six(tmp_path, "十月.csv", title=f"{TITLE}（10月）")
    result = load(ledger, again)
    assert result.counts["unchanged"] == 6
    assert result.revision_no is not None
    assert len(lists(ledger)) == 2
    before = ledger.value("SELECT max(no) FROM revision")
    assert load(ledger, again).revision_no is None
    assert ledger.value("SELECT max(no) FROM revision") == before
    # In the next term the same file is a new statement.
    clock.at = datetime(2027, 3, 8, 9)
    assert load(ledger, again).revision_no is not None
    assert [each["listed_on"] for each in lists(ledger)][-1] == "2027-03-08"


def test_who_is_left_out_is_named_and_stays_a_line_until_answered(ledger, tmp_path, clock):
    load(ledger, all_six(tmp_path))
    clock.at = datetime(2026, 11, 2, 9)
    result = load(ledger, book(tmp_path, "十一月.csv", *map(row, NAMES[:4])))
    assert missing(result) == ["钱五", "孙六"]
    for day in ("2026-11-02", "2026-11-05", "2026-12-24", "2027-02-01", "2027-10-01"):
        assert sorted(lines(ledger, day)) == ["孙六", "钱五"], day
    assert check.problems(ledger) == []


@pytest.mark.parametrize("policy", list(Policy))
def test_under_every_policy(ledger, tmp_path, policy):
    load(ledger, all_six(tmp_path))
    result = load(ledger, book(tmp_path, "十一月.csv", *map(row, NAMES[:5])), policy=policy)
    assert missing(result) == ["孙六"]
    assert lines(ledger) == ["孙六"]


def test_the_same_list_again_asks_nobody_twice(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    shorter = book(tmp_path, "十一月.csv", *map(row, NAMES[:5]))
    load(ledger, shorter)
    assert load(ledger, shorter).revision_no is None
    load(ledger, book(tmp_path, "再来.csv", *map(row, NAMES[:5]), title=TITLE + " "))
    assert lines(ledger) == ["孙六"]


def test_a_newer_list_that_has_the_child_ends_the_line(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    load(ledger, book(tmp_path, "十一月.csv", *map(row, NAMES[:4])))
    load(ledger, book(tmp_path, "改正.csv", *map(row, NAMES[:5])))
    assert lines(ledger) == ["孙六"]


def test_undo_takes_list_and_lines_back(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    shorter = book(tmp_path, "十一月.csv", *map(row, NAMES[:4]))
    result = load(ledger, shorter)
    undo_revision.undo(ledger, result.revision_no)
    assert (len(lists(ledger)), lines(ledger)) == (1, [])
    assert load(ledger, shorter).revision_no is not None  # it may be loaded again
    assert sorted(lines(ledger)) == ["孙六", "钱五"]


def test_who_moved_to_another_class_of_the_list_is_not_missing(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    rows = [*map(row, NAMES[:5]), row("孙六", class_no="2")]
    result = load(ledger, book(tmp_path, "分班.csv", *rows), policy=Policy.WORKBOOK)
    assert missing(result) == []


def test_a_list_speaks_for_no_other_class(ledger, tmp_path):
    rows = [*map(row, NAMES[:3]), *(row(name, class_no="2") for name in NAMES[3:])]
    load(ledger, book(tmp_path, "全校.csv", *rows, title="福利镇中心小学学生花名册"))
    result = load(ledger, book(tmp_path, "一班.csv", *map(row, NAMES[:2])))
    assert missing(result) == ["张三"]


def test_a_class_that_moved_up_together_misses_who_did_not(ledger, tmp_path, clock):
    load(ledger, all_six(tmp_path))
    clock.at = datetime(2027, 9, 2, 9)
    upper = [row(name, grade="四年级") for name in NAMES[:5]]
    title = "福利镇中心小学四年级(1)班学生花名册"
    result = load(ledger, book(tmp_path, "四1.csv", *upper, title=title))
    assert missing(result) == ["孙六"]


def test_who_is_on_the_list_of_the_next_class_is_not_missed_in_the_class_of_last_year(
    ledger, tmp_path, clock
):
    load(ledger, all_six(tmp_path))
    clock.at = datetime(2027, 9, 2, 9)
    upper = [row(name, grade="四年级") for name in NAMES[:5]]
    load(ledger, book(tmp_path, "四1.csv", *upper, title="福利镇中心小学四年级(1)班学生花名册"))
    result = load(ledger, book(tmp_path, "三1.csv", row("新来"), row("新来的")))
    # By the ledger all are still in the third grade; five are known to have moved up.
    assert missing(result) == ["孙六"]
    assert lines(ledger) == ["孙六"]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("福利镇中心小学三年级(1)班贫困学生名单", "贫困"),
        ("福利镇中心小学三年级(1)班建档立卡学生花名册", "建档立卡"),
        ("福利镇中心小学三年级(1)班辍学学生名单", "辍学"),
        ("福利镇中心小学三年级(1)班留守儿童花名册", "留守"),
        ("福利镇中心小学三年级(1)班花名册 2026年3月1日", "不是本学期"),
        ("福利镇中心小学2025-2026学年三年级(1)班花名册", "不是本学期"),
    ],
)
def test_a_list_of_some_or_of_another_time_says_nothing_of_the_class(ledger, tmp_path, title, why):
    load(ledger, all_six(tmp_path))
    result = load(ledger, book(tmp_path, "别的.csv", row("王一"), title=title))
    assert why in result.roster.why_not
    assert (missing(result), lines(ledger), len(lists(ledger))) == ([], [], 1)


def test_bare_names_are_no_roster(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    path = tmp_path / "签到.csv"
    path.write_text(f"{TITLE}\n姓名,年级,班级,家长姓名\n王一,三年级,1,王父\n", encoding="utf-8")
    result = load(ledger, path)
    assert "姓名" in result.roster.why_not
    assert (missing(result), len(lists(ledger))) == ([], 1)


def test_whom_the_ledger_knows_to_be_out_is_not_asked_about(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    suspected = {"is_suspected": "1", "suspected_on": "2026-10-01"}
    edit_file.add_record(ledger, "dropout", student(ledger, "孙六"), suspected)
    result = load(ledger, book(tmp_path, "十一月.csv", *map(row, NAMES[:4])))
    assert missing(result) == ["钱五"]


# --- A list that leaves out most of a class ---------------------------------------------------


def many(tmp_path, file, count, **given):
    rows = [
        ",".join([f"学生{'甲乙丙丁'[at // 10]}{'一二三四五六七八九十'[at % 10]}", "男",
                  id_number("2017-04-01", 2 * at + 1), "三年级", "1", "", "", ""])
        for at in range(count)
    ]  # fmt: skip
    return book(tmp_path, file, *rows, **given)


def test_before_hundreds_of_lines_it_is_asked_whether_the_list_is_whole(ledger, tmp_path):
    load(ledger, many(tmp_path, "全班.csv", 40))
    few = many(tmp_path, "几个.csv", 5)
    result = load(ledger, few)
    (asked,) = result.roster.partial
    assert (asked.listed_count, len(asked.missing)) == (5, 35)
    assert (missing(result), lines(ledger)) == ([], [])
    assert lists(ledger)[-1]["scope"].endswith("部分")  # it speaks for no class
    whole = load(ledger, few, whole=True)  # the very same file, now called whole
    assert len(missing(whole)) == len(lines(ledger)) == 35
    assert load(ledger, few, whole=True).revision_no is None


def test_who_was_on_a_list_of_a_few_is_missed_by_the_next_list_of_all(ledger, tmp_path):
    load(ledger, many(tmp_path, "全班.csv", 40))
    load(ledger, many(tmp_path, "几个.csv", 5))
    heading, _first, *others = many(tmp_path, "b.csv", 40).read_text("utf-8").splitlines()[1:]
    result = load(ledger, book(tmp_path, "十一月.csv", *others, title=f"{TITLE}（11月）"))
    assert heading.startswith("姓名")
    assert missing(result) == ["学生甲一"]


# --- Marks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.LEDGER])
@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({"学籍状态": "疑似辍学"}, "疑似辍学(已标注)"),
        ({"在籍在校情况": "在籍不在校"}, "在籍不在校"),
        ({"学籍状态": "休学"}, "休学"),
        ({"学籍状态": "转出中"}, "转出中"),
        ({"学籍状态": "死亡"}, "死亡"),
        ({"学籍状态": "毕业"}, "毕业"),
        ({"备注": "10月转走"}, "10月转走"),
    ],
)
def test_a_mark_against_the_ledger_is_asked_by_name(ledger, tmp_path, policy, marks, says):
    usual = {"学籍状态": "正常", "在籍在校情况": "在籍在校"}
    load(ledger, book(tmp_path, "九月.csv", *(row(name, **usual) for name in NAMES)))
    rows = [*(row(name, **usual) for name in NAMES[:5]), row("孙六", **marks)]
    result = load(ledger, book(tmp_path, "十月.csv", *rows), policy=policy)
    (text,) = [each.text for each in result.problems if "孙六" in each.text]
    assert says in text
    assert lines(ledger) == ["孙六"]
    assert stored(ledger, "孙六", "register_status") == "1"
    assert stored(ledger, "孙六", "absent_kind") is None
    assert student(ledger, "孙六") not in lists(ledger)[-1]["children"]


def test_the_workbook_policy_writes_the_mark_with_its_day(ledger, tmp_path):
    usual = {"学籍状态": "正常", "在籍在校情况": "在籍在校"}
    load(ledger, book(tmp_path, "九月.csv", *(row(name, **usual) for name in NAMES)))
    rows = [*(row(name, **usual) for name in NAMES[:5]), row("孙六", 学籍状态="疑似辍学")]
    load(ledger, book(tmp_path, "十月.csv", *rows), policy=Policy.WORKBOOK)
    assert stored(ledger, "孙六", "register_status") == "5"
    assert stored(ledger, "孙六", "marked_on") == "2026-10-08"
    assert lines(ledger) == []  # it stands in the ledger: a suspicion of its own


@pytest.mark.parametrize("policy", [Policy.FILL, Policy.WORKBOOK])
def test_the_register_flags_again_after_a_return_and_the_mark_is_of_today(
    ledger, tmp_path, clock, policy
):
    flagged = [*map(row, NAMES[:5]), row("孙六", 学籍状态="疑似辍学")]
    load(ledger, book(tmp_path, "十月.csv", *flagged))
    assert stored(ledger, "孙六", "marked_on") == "2026-10-08"
    six = student(ledger, "孙六")
    edit_file.add_record(ledger, "dropout", six, {"confirmed_on": "2026-10-10"})
    edit_file.add_record(ledger, "placement", six, {"returned_on": "2026-10-20", "placement": "1"})
    clock.at = datetime(2026, 11, 2, 9)
    again = book(tmp_path, "十一月.csv", *flagged, title=TITLE + "11月")
    load(ledger, again, policy=policy)
    assert stored(ledger, "孙六", "marked_on") == "2026-11-02"
    clock.at = datetime(2026, 11, 9, 9)
    assert load(ledger, again, policy=policy).revision_no is None


def test_flagged_again_after_a_return_is_asked_where_the_ledger_is_to_stay_as_it_is(
    ledger, tmp_path, clock
):
    flagged = [*map(row, NAMES[:5]), row("孙六", 学籍状态="疑似辍学")]
    load(ledger, book(tmp_path, "十月.csv", *flagged))
    six = student(ledger, "孙六")
    edit_file.add_record(ledger, "dropout", six, {"confirmed_on": "2026-10-10"})
    edit_file.add_record(ledger, "placement", six, {"returned_on": "2026-10-20", "placement": "1"})
    clock.at = datetime(2026, 11, 2, 9)
    again = book(tmp_path, "十一月.csv", *flagged, title=TITLE + "11月")
    load(ledger, again, policy=Policy.LEDGER)
    assert stored(ledger, "孙六", "marked_on") == "2026-10-08"
    assert lines(ledger) == ["孙六"]


def test_a_remark_that_was_asked_about_is_not_asked_again(ledger, tmp_path):
    load(ledger, all_six(tmp_path))
    rows = [*map(row, NAMES[:5]), row("孙六", 备注="转走")]
    load(ledger, book(tmp_path, "十月.csv", *rows))
    load(ledger, book(tmp_path, "十月b.csv", *rows, title=TITLE + "1"))
    assert lines(ledger) == ["孙六"]
