"""What filters find, told once more in Python: empty, filled, any but, days, ages, last results."""

from datetime import date, timedelta

import pytest

from ledger_app.actions import edit_file
from ledger_app.domain import dates
from ledger_app.domain.errors import LedgerError
from ledger_app.store.lists import student_rows
from ledger_app.store.lists.student_rows import ListQuery

TODAY = date(2026, 11, 21)
CHILDREN = (
    {"name": "甲一", "grade": "3", "class_no": "2", "boards": "1", "birth_date": "2014-11-21"},
    {"name": "乙二", "grade": "3", "class_no": "2班", "boards": "0", "birth_date": "2014-11-22"},
    {"name": "丙三", "grade": "4", "guardian_phone": "13912345678", "birth_date": "2012-02-29"},
    {"name": "丁四", "grade": "", "econ_category": "5,7", "home_teacher": "李敏"},
)


@pytest.fixture
def filled(ledger):
    for child in CHILDREN:
        edit_file.add_student(ledger, {**child, "school": "福利镇中心小学"})
    return ledger


def found(ledger, *filters):
    nos = student_rows.student_nos(ledger, ListQuery(filters=filters))
    return {row["name"] for row in student_rows.list_rows(ledger, nos)}


def student(ledger, name):
    return ledger.value("SELECT id FROM student WHERE name = ?", [name])


def test_a_field_may_be_empty_or_filled(filled):
    assert found(filled, ("field:guardian_phone", ("",))) == {"甲一", "乙二", "丁四"}
    assert found(filled, ("field:guardian_phone", ("*",))) == {"丙三"}


def test_one_of_several_codes_in_a_field(filled):
    assert found(filled, ("field:econ_category", ("5",))) == {"丁四"}
    assert found(filled, ("field:econ_category", ("",))) == {"甲一", "乙二", "丙三"}


def test_a_code_of_the_file_and_any_of_several(filled):
    for name, value in (("甲一", "1"), ("乙二", "2"), ("丙三", "12")):
        edit_file.save_fields(
            filled, "student", student(filled, name), {"ethnic": f"0{value}"[-2:]}
        )
    assert found(filled, ("field:ethnic", ("01",))) == {"甲一"}
    assert found(filled, ("field:ethnic", ("01", "12"))) == {"甲一", "丙三"}
    assert found(filled, ("field:econ_category", ("5", "7"))) == {"丁四"}
    assert found(filled, ("field:ethnic", ("01", "")), ("grade", ("3",))) == {"甲一"}


def test_what_is_due_is_found_by_its_day(filled):
    """甲一 is overdue since 13 November, the others are due on the 28th, a week from today."""
    case = {"last_attended": "2026-11-10", "suspected_on": "2026-11-18", "is_suspected": "1"}
    edit_file.add_record(filled, "dropout", student(filled, "甲一"), case)
    others = {"乙二", "丙三", "丁四"}
    assert found(filled, ("due", ("over",))) == {"甲一"}
    assert found(filled, ("due", ("6",))) == set()
    assert found(filled, ("due", ("7",))) == others
    assert found(filled, ("due", ("*",))) == {"甲一", *others}
    assert found(filled, ("due", ("",))) == set()
    filled.clock.move(days=7)
    filled.forget()
    assert found(filled, ("due", ("today",))) == others


def test_days_without_being_seen_are_counted_to_the_day(filled):
    for name, days in (("甲一", 29), ("乙二", 30)):
        on = (TODAY - timedelta(days=days)).isoformat()
        seen = {"seen_on": on, "kind": "1"}
        edit_file.add_record(filled, "sighting", student(filled, name), seen)
    assert found(filled, ("not_seen", ("30",))) == {"乙二", "丙三", "丁四"}


def test_the_teacher_of_a_class_is_that_of_its_children_unless_a_file_names_another(filled):
    school = filled.value("SELECT id FROM school")
    of_class = {"school": school, "grade": "3", "class_no": "2", "home_teacher": "周涛"}
    edit_file.add_record(filled, "school_class", None, of_class)
    assert found(filled, ("teacher", ("周涛",))) == {"甲一"}
    edit_file.save_fields(filled, "student", student(filled, "甲一"), {"home_teacher": "李敏"})
    assert found(filled, ("teacher", ("周涛",))) == set()


def test_all_but_one_takes_those_without_along(filled):
    assert found(filled, ("grade", ("!3",))) == {"丙三", "丁四"}
    assert found(filled, ("grade", ("!3", "!4"))) == {"丁四"}
    assert found(filled, ("boards", ("!1",))) == {"乙二", "丙三", "丁四"}
    assert found(filled, ("field:econ_category", ("!5",))) == {"甲一", "乙二", "丙三"}


def test_either_of_two_kinds_and_neither(filled):
    both = ("grade=4", "boards=1", "field:econ_category=7")
    assert found(filled, ("either:x", both)) == {"甲一", "丙三", "丁四"}
    assert found(filled, ("neither:x", both)) == {"乙二"}


def test_a_class_is_found_however_its_number_is_written(filled):
    assert found(filled, ("class", ("3/2",))) == {"甲一", "乙二"}


@pytest.mark.parametrize("span", ["12-", "-11", "12-12", "11-14", "14-14"])
def test_ages_are_full_years(filled, span):
    least, _, most = span.partition("-")
    expected = {
        child["name"]
        for child in CHILDREN
        if (birth := child.get("birth_date"))
        and int(least or 0) <= dates.age_on(date.fromisoformat(birth), TODAY) <= int(most or 99)
    }
    assert found(filled, ("age", (span,))) == expected


@pytest.mark.parametrize(
    ("value", "names"),
    [("2014", {"甲一", "乙二"}), ("2012-02", {"丙三"}), ("-11", {"甲一", "乙二"})],
)
def test_born_in_a_year_or_month(filled, value, names):
    assert found(filled, ("born", (value,))) == names


def test_days_without_contact_are_counted_to_the_day(filled):
    for name, days in (("甲一", 6), ("乙二", 7), ("丙三", 8)):
        on = TODAY - timedelta(days=days)
        values = {"contacted_on": on.isoformat(), "mode": "2", "purpose": "1"}
        edit_file.add_record(filled, "contact", student(filled, name), values)
    assert found(filled, ("not_contacted", ("7",))) == {"乙二", "丙三", "丁四"}
    assert found(filled, ("not_contacted", ("never",))) == {"丁四"}


def test_the_last_result_counts_and_not_one_before(filled):
    for days, result in ((9, "7"), (2, "2")):
        on = (TODAY - timedelta(days=days)).isoformat()
        edit_file.add_record(
            filled, "contact", student(filled, "甲一"), {"contacted_on": on, "result": result}
        )
    assert found(filled, ("last_result", ("7",))) == set()
    assert found(filled, ("last_result", ("2",))) == {"甲一"}
    assert found(filled, ("last_result", ("*",))) == {"甲一"}
    assert found(filled, ("last_result", ("",))) == {"乙二", "丙三", "丁四"}


def test_who_answers_for_a_child_today(filled):
    values = {"helper_name": "何勇", "from_on": "2026-09-01"}
    edit_file.add_record(filled, "responsibility", student(filled, "甲一"), values)
    over = {"helper_name": "何勇", "from_on": "2025-09-01", "to_on": "2026-07-01"}
    edit_file.add_record(filled, "responsibility", student(filled, "乙二"), over)
    assert found(filled, ("responsible", ("何勇",))) == {"甲一"}
    assert found(filled, ("responsible", ("",))) == {"乙二", "丙三", "丁四"}
    assert found(filled, ("responsible", ("*",))) == {"甲一"}
    assert found(filled, ("teacher", ("李敏",))) == {"丁四"}


def test_files_made_today_this_week_this_month_or_within_days(filled):
    """They are made on Saturday, 21 November."""
    everybody = {child["name"] for child in CHILDREN}
    seen = {}
    for days in range(11):
        filled.forget()
        for value in ("today", "week", "month", "8"):
            if names := found(filled, ("created", (value,))):
                assert names == everybody
                seen[value] = days
        filled.clock.move(days=1)
    assert seen == {"today": 0, "week": 1, "month": 9, "8": 8}


@pytest.mark.parametrize(
    "key", ["field:psychological", "field:safety_note", "field:confidentiality", "field:no", "nix"]
)
def test_what_is_sensitive_or_not_there_is_refused(filled, key):
    with pytest.raises(LedgerError):
        found(filled, (key, ("",)))


def test_a_text_is_never_compared(filled):
    with pytest.raises(LedgerError):
        found(filled, ("field:address", ("青山村",)))


def test_a_guardian_written_in_the_family_is_not_missing(filled):
    one, two = student(filled, "甲一"), student(filled, "乙二")
    edit_file.add_record(
        filled, "family_member", one,
        {"name": "吴秀英", "relation": "62", "is_guardian": "1", "phone": "13912340001"},
    )  # fmt: skip
    edit_file.add_record(
        filled, "family_member", two, {"name": "吴大山", "relation": "51", "phone": "13912340002"}
    )
    assert found(filled, ("field:guardian_phone", ("",))) == {"乙二", "丁四"}
    assert found(filled, ("field:guardian_phone", ("*",))) == {"甲一", "丙三"}
    assert found(filled, ("phone_of", ("51",))) == {"乙二"}
    assert found(filled, ("phone_of", ("!62",))) == {"乙二", "丙三", "丁四"}
    assert found(filled, ("relative", ("62",))) == {"甲一"}
    assert found(filled, ("record", ("!family_member",))) == {"丙三", "丁四"}


def test_a_call_is_no_visit_and_seven_days_without_are_all_that_is_not_within_seven(filled):
    for name, mode, day in (("甲一", "2", "2026-11-15"), ("乙二", "1", "2026-11-14")):
        values = {"contacted_on": day, "mode": mode, "purpose": "3", "persuaders": "张老师"}
        edit_file.add_record(filled, "contact", student(filled, name), values)
    assert found(filled, ("visited", ("ever",))) == {"乙二"}
    assert found(filled, ("called", ("7",))) == {"甲一"}
    assert found(filled, ("not_called", ("7",))) == {"乙二", "丙三", "丁四"}
    assert found(filled, ("contacted", ("7",))) == {"甲一"}
    assert found(filled, ("not_contacted", ("7",))) == {"乙二", "丙三", "丁四"}
    assert found(filled, ("contacted", ("month",))) == {"甲一", "乙二"}


def test_records_that_tell_of_a_hidden_matter_are_not_asked_for(filled):
    for table in ("harm", "concern", "sqlite_master"):
        with pytest.raises(LedgerError):
            found(filled, ("record", (table,)))
