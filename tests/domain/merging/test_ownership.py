"""Who may write what once units are paired: in words that a clerk reads at the field."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.model import Owner
from ledger_app.domain.merging.ownership import Kept, Sides, field_remarks, may_write, remark

TOWNSHIP, COUNTY, GREEN, UNITED = "530627105", "530627", "2152000001", "2152000002"
ALONE = Sides("school", GREEN)
SCHOOL = Sides("school", GREEN, "township", frozenset({TOWNSHIP}))
CENTRE = Sides(
    "township", TOWNSHIP, "county", frozenset({COUNTY}), {GREEN: "青山小学", UNITED: "联合小学"}
)
BUREAU = Sides("county", COUNTY, below={TOWNSHIP: "福利镇中心校"})


def refused(sides, table, key="", begun_in=""):
    return may_write(sides, TABLES[table], key, begun_in)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.key)
@pytest.mark.parametrize("kind", ["school", "township", "county"])
def test_a_ledger_that_is_paired_with_nobody_writes_everything(table, kind):
    alone = Sides(kind, GREEN)
    assert not alone.is_paired
    for key in ("", *(field.key for field in table.fields)):
        assert may_write(alone, table, key) is None
        assert may_write(alone, table, key, GREEN) is None
    assert field_remarks(alone, table, Kept(), "a") == {}
    assert remark(alone, table, Kept(), "a") == ""


def test_a_school_writes_its_records_but_for_what_the_township_decides():
    assert refused(SCHOOL, "placement", "close_reason") is None
    said = refused(SCHOOL, "placement", "close_approver")
    assert said == "“销号审批人”由乡镇填写，这里只能看。"
    kept = Kept(GREEN)
    assert field_remarks(SCHOOL, TABLES["placement"], kept, "a") == {"close_approver": "乡镇填写"}
    assert remark(SCHOOL, TABLES["placement"], kept, "a") == ""


@pytest.mark.parametrize("table", ["contact", "responsibility", "calendar_day"])
def test_what_the_township_began_is_not_changed_at_the_school_what_was_begun_here_is(table):
    assert refused(SCHOOL, table, "remark") is None
    assert refused(SCHOOL, table, "remark", GREEN) is None
    said = refused(SCHOOL, table, "", TOWNSHIP)
    assert said == f"这条{TABLES[table].label}由乡镇填写，这里只能看。"
    assert remark(SCHOOL, TABLES[table], Kept(GREEN, begun={"a": TOWNSHIP}), "a") == "乡镇填写"


def test_a_record_of_the_school_that_another_school_began_goes_on_here():
    """The file came with the child: who keeps it now writes in it."""
    assert refused(SCHOOL, "contact", "remark", UNITED) is None
    assert refused(SCHOOL, "absence", "remark", UNITED) is None


def test_of_a_question_the_school_writes_the_answer_and_nothing_else():
    assert refused(SCHOOL, "question", "reply", TOWNSHIP) is None
    assert refused(SCHOOL, "question", "asked", TOWNSHIP) is not None
    assert refused(CENTRE, "question", "asked") is None
    assert refused(CENTRE, "question", "reply") is not None
    # The county asks the township the same way.
    assert refused(CENTRE, "question", "reply", COUNTY) is None
    assert refused(CENTRE, "question", "asked", COUNTY) == "“问题”由县区填写，这里只能看。"


def test_the_township_changes_what_a_school_wrote_and_reads_that_it_becomes_a_correction():
    kept = Kept(GREEN, begun={"k": GREEN, "own": TOWNSHIP})
    said = "青山小学填写，改了作为更正下发"
    assert refused(CENTRE, "student", "phone", GREEN) is None
    assert remark(CENTRE, STUDENT, kept, "k") == said
    assert remark(CENTRE, TABLES["absence"], kept, "k") == said
    assert remark(CENTRE, TABLES["contact"], kept, "k") == said
    assert remark(CENTRE, TABLES["contact"], kept, "mine") == ""
    assert refused(CENTRE, "placement", "close_approver", GREEN) is None
    assert field_remarks(CENTRE, TABLES["placement"], kept, "k") == {}


def test_a_county_stands_to_townships_as_a_township_to_schools():
    kept = Kept(TOWNSHIP, begun={"k": TOWNSHIP})
    assert remark(BUREAU, STUDENT, kept, "k") == "福利镇中心校填写，改了作为更正下发"
    assert refused(BUREAU, "contact", "remark", TOWNSHIP) is None


@pytest.mark.parametrize("table", [each for each in TABLES.values() if each.of_student])
def test_nothing_is_written_in_a_reading_copy(table):
    gone = Kept(UNITED, "联合小学")
    for key in ("", *(field.key for field in table.fields)):
        assert may_write(SCHOOL, table, key, gone_to="联合小学") == (
            "档案已移交联合小学，这里只能看。"
        )
    assert remark(SCHOOL, table, gone, "a") == "档案已移交联合小学，这里只能看。"


def test_the_word_at_the_field_is_the_word_of_the_merge():
    """A field that the upper one decides is one that a package from below cannot write."""
    for table in TABLES.values():
        for key in (*table.answered, *table.decided_above):
            table.field(key)
        assert not table.answered or table.owner is Owner.TOWNSHIP
        assert not table.decided_above or table.owner is Owner.SCHOOL
