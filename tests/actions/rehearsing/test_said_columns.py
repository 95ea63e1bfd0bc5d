"""What a person says of columns: all that is offered is understood again, nothing mixed up."""

from __future__ import annotations

import pytest

from ledger_app.actions.rehearsing.said_columns import (
    NOT_TAKEN,
    UNSAID,
    ColumnUse,
    offers,
    persons,
    say_column,
    say_sheet,
)
from ledger_app.exchange.layout.heading_words import meaning_of


def use(heading, taken_for="", choices=()):
    return ColumnUse("表", "C", heading, "", "", "", "1", "asked", "", choices, taken_for)


def test_each_thing_that_is_offered_means_itself_and_each_meaning_is_offered_once():
    meant = [(each.caption, meaning_of(each.caption)) for each in offers()]
    assert [caption for caption, meaning in meant if not meaning.counts] == []
    assert len({meaning for _caption, meaning in meant}) == len(meant)
    captions = {caption for caption, _meaning in meant}
    assert {"姓名", "班级", "父亲联系电话", "监护人姓名", "年级班级"} <= captions
    assert any(caption.startswith("就读方式·") for caption in captions)


@pytest.mark.parametrize(
    ("heading", "person", "caption"),
    [
        ("联系电话", "学生", "联系电话"),
        ("联系电话", "父亲", "父亲联系电话"),
        ("镇包保干部·手机号码", "监护人", "监护人联系电话"),
        ("证件号码", "母亲", "母亲身份证件号"),
        ("电话", "班主任", "班主任联系电话"),
    ],
)
def test_a_column_of_a_person_can_be_given_to_another_one(heading, person, caption):
    assert persons(use(heading))[person] == caption


def test_one_key_means_one_person_whatever_the_column():
    assert list(persons(use("联系电话")))[:4] == ["学生", "父亲", "母亲", "监护人"]
    assert (
        list(persons(use("x", choices=("受委托照护人电话", "联系电话"))))[-1] == "受委托照护人电话"
    )


def test_what_belongs_to_nobody_has_no_persons():
    assert persons(use("喜欢的颜色")) == {}
    assert persons(use("年级", "年级")) == {}


def test_what_was_said_last_of_a_column_counts_and_can_be_taken_back():
    said = say_column(UNSAID, ("甲", "乙"), "C", "电话", "父亲联系电话")
    said = say_column(said, ("甲",), "C", "电话", NOT_TAKEN)
    assert said.of("甲").taken_for("C", "电话") == NOT_TAKEN
    assert said.of("乙").taken_for("C", "电话") == "父亲联系电话"
    said = say_column(said, ("甲", "乙"), "C", "电话", "")
    assert (said.of("甲").columns, said.of("乙").columns) == ((), ())


def test_what_is_said_of_a_sheet_leaves_its_columns_and_other_sheets_alone():
    said = say_column(UNSAID, ("甲",), "C", "电话", "父亲联系电话")
    said = say_sheet(said, ("甲", "乙"), year="2026-2027")
    assert said.of("甲").taken_for("C", "电话") == "父亲联系电话"
    assert said.of("乙").year == "2026-2027"
    assert UNSAID.sheets == {}
