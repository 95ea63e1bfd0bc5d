"""A new school year takes every child up, asks for those that leave, closes those that graduate."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledger_app.actions import due_list, edit_file, import_workbook, undo_revision
from ledger_app.actions.school_year import plan_roll_over, roll_over
from ledger_app.actions.school_year.roll_over import Said
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.school_year.roll_over import Step
from ledger_app.store.changes import history
from ledger_app.store.lists import places
from ledger_app.store.lists.student_files import load_file
from tests.ledgers import Clock, open_again, report_in

JUNE, AUTUMN = datetime(2026, 6, 20, 9), datetime(2026, 9, 5, 9)


@pytest.fixture
def clock():
    return Clock(JUNE)


@pytest.fixture
def ledger(empty_ledger_file, tmp_path, clock):
    """Return the ledger of a school, open in June."""
    path = tmp_path / "六月.ledger"
    path.write_bytes(empty_ledger_file.read_bytes())
    opened = open_again(path, clock)
    yield opened
    opened.db.close()


def add(ledger, name, grade, **given):
    school = next(iter(places.school_names(ledger)))
    born = f"{2026 - 6 - int(grade)}-03-11"
    told = {"name": name, "grade": grade, "class_no": "1", "school": school, "birth_date": born}
    return edit_file.add_student(ledger, told | given).record_id


def student(ledger, child):
    return load_file(ledger, child).student


def carried_out(ledger, clock, **said):
    clock.at = AUTUMN
    return roll_over.carry_out(ledger, plan_roll_over.preview(ledger), Said(**said))


def test_each_goes_up_in_its_class_and_the_class_is_made(ledger, clock):
    child = add(ledger, "王𬱖", "3")
    done = carried_out(ledger, clock)
    assert done.counts[Step.UP] == 1
    after = student(ledger, child)
    assert (after["grade"], after["class_no"]) == ("4", "1")
    assert after["school"]
    assert ("4", "1") in {(row["grade"], row["class_no"]) for row in places.classes(ledger)}


def test_who_ends_grade_six_is_at_no_school_until_a_list_has_it(ledger, clock):
    child = add(ledger, "李𰻝", "6")
    clock.at = AUTUMN
    plan = plan_roll_over.preview(ledger)
    assert [each.before.name for each in plan.leavers] == ["李𰻝"]
    carried_out(ledger, clock)
    after = student(ledger, child)
    assert (after["grade"], after["school"]) == ("7", None)
    assert after["prev_school"] == next(iter(places.school_names(ledger).values()))
    clock.at = datetime(2026, 9, 20, 9)
    assert [each.rule for each in due_list.due(ledger) if each.student == child]


def test_who_has_its_new_grade_already_stays_and_who_has_it_not_goes_up(ledger, clock, tmp_path):
    """A list of the new year under 以工作簿为准 writes the grade, under 补空 it does not."""
    children = [add(ledger, name, "3", sex="1") for name in ("李𰻝", "赵𠮷")]
    clock.at = AUTUMN
    for name, policy in (("李𰻝", "workbook"), ("赵𠮷", "fill")):
        book = tmp_path / f"{policy}.csv"
        book.write_text(
            f"姓名,性别,出生日期,学校,年级,班级\n{name},男,2017-03-11,福利镇中心小学,四年级,1\n",
            encoding="utf-8",
        )
        plan = import_workbook.plan(ledger, book, policy=import_workbook.Policy(policy))
        import_workbook.commit(ledger, plan)
    roll_over.carry_out(ledger, plan_roll_over.preview(ledger))
    assert [student(ledger, each)["grade"] for each in children] == ["4", "4"]


def test_graduates_are_closed_with_day_paper_and_where_they_go(ledger, clock):
    child = add(ledger, "赵𠮷", "9")
    carried_out(
        ledger,
        clock,
        graduated_on="2026-07-05",
        paper_no="毕业名册3号",
        graduate_to={child: "县一中"},
    )
    file = load_file(ledger, child)
    assert (file.student["grade"], file.student["graduate_to"]) == ("10", "县一中")
    (record,) = file.of("register_change")
    assert (record["changed_on"], record["paper_no"]) == ("2026-07-05", "毕业名册3号")
    assert not [each for each in due_list.due(ledger) if each.student == child]


def test_without_a_paper_a_graduate_is_still_asked_about(ledger, clock):
    child = add(ledger, "赵𠮷", "9")
    carried_out(ledger, clock)
    clock.at = datetime(2026, 9, 20, 9)
    assert [each for each in due_list.due(ledger) if each.student == child]


def test_who_is_out_of_school_does_not_graduate_unless_somebody_says_so(ledger, clock):
    child = add(ledger, "钱五", "9")
    edit_file.add_record(ledger, "dropout", child, {"suspected_on": "2026-05-10"})
    clock.at = AUTUMN
    (planned,) = plan_roll_over.preview(ledger).planned
    assert planned.asked
    clock.at = JUNE
    other = add(ledger, "孙六", "4")
    done = carried_out(ledger, clock)
    assert done.counts == {"up": 1, "leaves": 0, "graduates": 0, "stays": 0, "asked": 1}
    assert (student(ledger, child)["grade"], student(ledger, other)["grade"]) == ("9", "5")


def test_who_is_asked_about_goes_when_somebody_says_so_and_a_planned_one_can_stay(ledger, clock):
    out = add(ledger, "钱五", "9")
    edit_file.add_record(ledger, "dropout", out, {"suspected_on": "2026-05-10"})
    stays = add(ledger, "孙六", "4")
    carried_out(ledger, clock, goes=[out], stays=[stays])
    assert student(ledger, out)["grade"] == "10"
    assert student(ledger, stays)["grade"] == "4"


def test_who_repeats_the_grade_stays(ledger, clock):
    child = add(ledger, "孙六", "4")
    edit_file.add_record(
        ledger, "register_change", child, {"kind": "02", "changed_on": "2026-06-01"}
    )
    other = add(ledger, "钱五", "4")
    done = carried_out(ledger, clock)
    assert (done.counts["up"], done.counts["stays"]) == (1, 1)
    assert (student(ledger, child)["grade"], student(ledger, other)["grade"]) == ("4", "5")


def test_where_nobody_goes_up_nothing_is_written(ledger, clock):
    child = add(ledger, "孙六", "4")
    before = history.newest_no(ledger)
    with pytest.raises(LedgerError, match="没有要升级的孩子"):
        carried_out(ledger, clock, stays=[child])
    assert history.newest_no(ledger) == before


def test_a_school_of_nine_years_keeps_its_leavers(ledger, clock):
    school = next(iter(places.school_names(ledger)))
    edit_file.save_fields(ledger, "school", school, {"kind": "3"})
    child = add(ledger, "李𰻝", "6")
    carried_out(ledger, clock)
    after = student(ledger, child)
    assert (after["grade"], after["school"]) == ("7", school)


def test_a_year_begins_once_and_undo_takes_all_of_it_back(ledger, clock):
    children = {add(ledger, name, grade): grade for name, grade in (("王", "3"), ("李", "6"))}
    done = carried_out(ledger, clock)
    with pytest.raises(LedgerError, match="已经升过级"):
        plan_roll_over.preview(ledger)
    undo_revision.undo(ledger, done.revision_no)
    assert {child: student(ledger, child)["grade"] for child in children} == children
    assert plan_roll_over.preview(ledger).counts["up"] == 1


def test_a_plan_is_not_carried_out_on_a_ledger_that_was_changed_since(ledger, clock):
    add(ledger, "王𬱖", "3")
    clock.at = AUTUMN
    plan = plan_roll_over.preview(ledger)
    add(ledger, "孙六", "4")
    with pytest.raises(LedgerError, match="又有改动"):
        roll_over.carry_out(ledger, plan)


@pytest.mark.parametrize("day", ["2026-13-01", "七月", "2030-07-01"])
def test_an_impossible_day_of_graduation_writes_nothing(ledger, clock, day):
    child = add(ledger, "赵𠮷", "9")
    with pytest.raises(LedgerError, match="毕业日期"):
        carried_out(ledger, clock, graduated_on=day)
    assert student(ledger, child)["grade"] == "9"


def test_the_step_into_a_year_is_asked_for_until_it_is_done(ledger, clock):
    report_in(ledger, add(ledger, "王𬱖", "3"))

    def owed():
        return [each.reason for each in due_list.due(ledger) if each.rule == "roll_over"]

    assert owed() == []
    clock.at = AUTUMN
    (line,) = owed()
    assert "2026-2027 学年" in line
    carried_out(ledger, clock)
    assert owed() == []


def test_in_the_middle_of_a_school_year_nobody_goes_up(ledger):
    add(ledger, "王𬱖", "3")
    with pytest.raises(LedgerError, match="不是升级的时候"):
        plan_roll_over.preview(ledger)


def test_a_township_takes_up_no_child_whose_school_keeps_its_file(ledger, clock):
    handed, own = add(ledger, "王小明", "3"), add(ledger, "李梓涵", "3")
    ledger.db.execute("INSERT INTO origin (record_id, unit) VALUES (?, '2152000002')", [handed])
    ledger.db.conn.commit()
    clock.at = AUTUMN

    assert [each.before.id for each in plan_roll_over.preview(ledger).planned] == [own]
    carried_out(ledger, clock)
    assert (student(ledger, handed)["grade"], student(ledger, own)["grade"]) == ("3", "4")
