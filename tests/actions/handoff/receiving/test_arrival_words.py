"""What is said of a package: every state has its words, every child its lines."""

from __future__ import annotations

import pytest

from ledger_app.actions.handoff.incoming import ArrivalState, ChangeLine, ChildChange, Received
from ledger_app.actions.handoff.receiving import arrival_words
from tests.arrivals import arrival, guarded, header, unreadable


def test_every_state_has_a_sign_words_and_a_colour_of_its_own():
    told = [arrival_words.STATES[state] for state in ArrivalState]
    assert len({words for _, words, _ in told}) == len(told)
    assert all(sign and colour for sign, _, colour in told)


def test_a_file_that_nobody_can_read_is_named_by_its_file():
    assert arrival_words.unit_and_number(arrival()) == ("青山小学", "第 7 包")
    receipt = arrival(header=header("福利镇中心校", sequence=3, kind="receipt"))
    assert arrival_words.unit_and_number(receipt) == ("福利镇中心校", "第 3 号回执")
    assert arrival_words.unit_and_number(unreadable())[0] == unreadable().path.name


def test_each_child_is_counted_once_a_kind():
    told = arrival_words.counts(arrival())
    assert told == {"new": 1, "changed": 1, "gone": 1, "asked": 1, "missing": 1, "strange": 0}


def test_what_belongs_to_the_unit_is_told_and_is_no_child():
    own = ChildChange("", "学校自己的内容", "", "changed", (ChangeLine("班级", "", "三年级2班"),))
    found = arrival(children=(own,), missing=())
    assert arrival_words.counts(found)["changed"] == 0
    assert [each.name for each in arrival_words.told_lines(found)] == ["学校自己的内容"]


def test_every_changed_field_every_question_and_who_is_missing_has_a_line():
    lines = arrival_words.told_lines(arrival())
    found = {(each.kind, each.name, each.label, each.old, each.new) for each in lines}
    assert ("changed", "王𬱖", "联系电话", "13800001000", "13900002211") in found
    assert ("changed", "王𬱖", "现住址", "青山村", "") in found
    assert ("asked", "李梓涵", "监护人姓名", "李建国", "李强") in found
    assert [each.name for each in lines if each.kind == "gone"] == ["赵国庆"]
    assert [each.name for each in lines if each.kind == "missing"] == ["单小雨"]
    assert not [each for each in lines if each.kind == "changed" and each.name == "李梓涵"]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "没有找到"),
        ([arrival()], "共 1 个包，1 个可以合并。"),
        ([arrival(), guarded(), unreadable()], "2 个可以合并，其中 1 个要先核对数字，1 个不用收"),
    ],
)
def test_a_stick_is_told_in_a_sentence(found, said):
    assert said in arrival_words.stick_words(found)


def test_what_became_of_it_says_only_what_there_is():
    done = Received(arrival(), 12, created=3, updated=20, conflicts=2)
    assert arrival_words.result_words(done) == "已合并：新增 3，更新 20，冲突 2 条"
    assert arrival_words.result_words(Received(arrival(), 12)) == "已合并：没有变化"
