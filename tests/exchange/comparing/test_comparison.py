"""Two lists beside each other: every child in one place, and nobody paired by name alone."""

from __future__ import annotations

import random
from datetime import date

import pytest

from ledger_app.domain.identity import check_digit
from ledger_app.exchange.comparing.age_window import AgeWindow
from ledger_app.exchange.comparing.compare_kinds import KINDS, kind_of
from ledger_app.exchange.comparing.comparison import Found, compare
from tests.exchange.comparing.children import listed
from tests.exchange.samples import CHEN, GANG, MEI, TWIN_A, TWIN_B, id_no

WINDOW = AgeWindow(date(2026, 8, 31), 6, 16)
LISTS = kind_of("lists")


def names(found, which):
    return [entry.child.name for entry in found.of(which)]


def test_who_is_on_one_list_only_and_who_is_on_both():
    left = [listed("王刚", GANG), listed("李梅", MEI)]
    right = [listed("李梅", MEI), listed("陈一", CHEN)]
    found = compare(LISTS, left, right, WINDOW)
    assert names(found, Found.ONLY_LEFT) == ["王刚"]
    assert names(found, Found.ONLY_RIGHT) == ["陈一"]
    assert names(found, Found.BOTH) == ["李梅"]
    assert all(entry.is_sure for entry in found.entries)


def test_a_name_alone_pairs_nobody_but_is_asked():
    found = compare(LISTS, [listed("王刚")], [listed("王刚")], WINDOW)
    (entry,) = found.entries
    assert entry.found is Found.UNSURE
    assert "只有姓名相同" in entry.reason


def test_two_facts_beside_the_name_pair_and_one_does_not():
    left = [listed("王刚", birth_date="2017-03-11", village_name="清泉村")]
    far = [listed("王刚", birth_date="2017-03-11")]
    near = [listed("王刚", birth_date="2017-03-11", address="福利镇清泉村3组")]
    assert compare(LISTS, left, near, WINDOW).counts["both"] == 1
    (asked,) = compare(LISTS, left, far, WINDOW).entries
    assert asked.found is Found.UNSURE
    assert asked.candidates[0].agreeing == ("出生日期 2017-03-11",)


def test_namesakes_of_other_birth_dates_are_two_children():
    left, right = [listed("王刚", GANG)], [listed("王刚", id_no("20150101", 111))]
    found = compare(LISTS, left, right, WINDOW)
    assert (names(found, Found.ONLY_LEFT), names(found, Found.ONLY_RIGHT)) == (["王刚"], ["王刚"])
    assert "同名" in found.of(Found.ONLY_LEFT)[0].reason


def test_twins_are_each_found_by_their_number():
    left = [listed("王大双", TWIN_A), listed("王小双", TWIN_B)]
    right = [listed("王小双", TWIN_B), listed("王大双", TWIN_A)]
    assert compare(LISTS, left, right, WINDOW).counts["both"] == 2


def test_two_namesakes_of_which_nobody_can_tell_are_both_candidates():
    left = [listed("李梅", village_name="清泉村")]
    right = [listed("李梅", village_name="清泉村", row=n) for n in (2, 3)]
    found = compare(LISTS, left, right, WINDOW)
    (entry,) = found.of(Found.UNSURE)
    assert len(entry.candidates) == 2
    assert found.counts["only_right"] == 0


def test_a_number_with_one_wrong_character_is_the_same_child_and_differs():
    wrong = GANG[:16] + str((int(GANG[16]) + 2) % 10) + GANG[17]
    left = [listed("王刚", GANG, guardian_name="王大山", village_name="石门村")]
    right = [listed("王刚", wrong, birth_date="2017-03-11", guardian_name="王大山", sex="1")]
    (entry,) = compare(LISTS, left, right, WINDOW).entries
    assert entry.found is Found.DIFFER
    assert [each.key for each in entry.differences] == ["id_no"]


def test_a_number_cut_by_a_spreadsheet_finds_its_child_by_name():
    cut = [listed("王刚", digits=GANG[:15])]
    assert compare(LISTS, cut, [listed("王刚", GANG)], WINDOW).counts["both"] == 1
    other = [listed("王刚", id_no("20150101", 111))]
    assert compare(LISTS, cut, other, WINDOW).counts["both"] == 0


def test_one_number_with_two_names_is_asked():
    (entry,) = compare(LISTS, [listed("王刚", GANG)], [listed("赵丽", GANG)], WINDOW).entries
    assert entry.found is Found.UNSURE


def test_a_slip_in_the_name_beside_the_same_number_is_told_as_a_difference():
    (entry,) = compare(LISTS, [listed("王小刚", GANG)], [listed("王晓刚", GANG)], WINDOW).entries
    assert [(d.label, d.left, d.right) for d in entry.differences] == [("姓名", "王小刚", "王晓刚")]


def test_one_number_with_a_like_name_at_another_school_differs_in_all_of_it():
    left = [listed("李雨涵", GANG, school_name="青山小学", grade="8", class_no="2")]
    right = [listed("钱雨涵", GANG, school_name="石门小学", grade="6", class_no="1")]
    (entry,) = compare(LISTS, left, right, WINDOW).entries
    assert entry.found is Found.DIFFER
    assert [each.label for each in entry.differences] == ["姓名", "学校", "年级", "班级"]


def test_a_number_copied_to_another_child_of_the_list_hides_neither():
    left = [listed("王小明", GANG)]
    right = [listed("王小红", GANG, row=2), listed("王小明", GANG, row=3)]
    found = compare(LISTS, left, right, WINDOW)
    (both,) = found.of(Found.BOTH)
    assert both.right.name == "王小明"
    (other,) = found.of(Found.ONLY_RIGHT)
    assert "号码与同一份名单上的另一个孩子相同" in other.reason


def test_another_school_or_class_differs_in_register_and_presence_only_there():
    left = [listed("王刚", GANG, school_name="青山小学", grade="3", class_no="1")]
    right = [listed("王刚", GANG, school_name="青山小学", grade="3", class_no="02")]
    (entry,) = compare(kind_of("register-present"), left, right, WINDOW).entries
    assert [each.key for each in entry.differences] == ["class_no"]
    same = [listed("王刚", GANG, school_name="青山小学", grade="3", class_no="01")]
    assert compare(kind_of("register-present"), left, same, WINDOW).counts["both"] == 1
    assert compare(kind_of("household-register"), left, right, WINDOW).counts["both"] == 1


def test_the_same_child_twice_on_one_list_is_said_once():
    left = [listed("王刚", GANG, row=2), listed("王刚", GANG, row=9)]
    found = compare(LISTS, left, [], WINDOW)
    assert found.counts["only_left"] == 1
    (again,) = found.of(Found.REPEATED)
    assert "第 2 行" in again.reason


def test_a_number_two_children_of_one_list_share_makes_neither_sure():
    left = [listed("王刚", GANG), listed("赵丽", GANG)]
    found = compare(LISTS, left, [listed("李梅", MEI)], WINDOW)
    assert [entry.is_sure for entry in found.of(Found.ONLY_LEFT)] == [False, False]


@pytest.mark.parametrize(
    ("birth", "counts"),
    [
        ("20200831", True),  # six on the last day of August
        ("20200901", False),
        ("20100901", True),  # not sixteen yet
        ("20100831", False),
    ],
)
def test_a_list_of_households_counts_children_of_school_age(birth, counts):
    left = [listed("王刚", id_no(birth, 333), household=True)]
    found = compare(kind_of("household-register"), left, [listed("李梅", MEI)], WINDOW)
    assert found.counts["only_left"] == counts
    assert found.counts["outside_age"] == (not counts)


def test_who_is_too_young_and_at_school_all_the_same_is_on_both_lists():
    young = listed("王刚", id_no("20201001", 333), household=True)
    assert compare(kind_of("household-register"), [young], [young], WINDOW).counts["both"] == 1


def test_what_was_decided_counts_the_next_time():
    left, right = [listed("王刚")], [listed("王刚")]
    keys = (left[0].key, right[0].key)
    assert compare(LISTS, left, right, WINDOW, {keys: True}).counts["both"] == 1
    denied = compare(LISTS, left, right, WINDOW, {keys: False}).counts
    assert (denied["only_left"], denied["only_right"], denied["unsure"]) == (1, 1, 0)


def test_last_year_s_class_does_not_speak_against_a_child():
    left = [listed("王刚", GANG, school_name="石门小学", grade="6", class_no="1")]
    right = [listed("王刚", GANG, school_name="福利中学", grade="7", class_no="4")]
    assert compare(kind_of("primary-junior"), left, right, WINDOW).counts["both"] == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("seed", range(3))
def test_two_lists_with_known_truth_have_no_wrong_pair_and_every_child_once(kind, seed):
    """Namesakes, missing and damaged numbers, slips of the pen: nobody is paired with another."""
    rng = random.Random(seed)
    children = [_child(rng, n) for n in range(400)]
    left = [_dirty(rng, child, n) for n, child in enumerate(children) if rng.random() < 0.9]
    right = [_dirty(rng, child, n) for n, child in enumerate(children) if rng.random() < 0.9]
    found = compare(kind, left, right, WINDOW)
    for entry in found.entries:
        if entry.left and entry.right:
            assert entry.left.row == entry.right.row
    told = [e.left.row for e in found.entries if e.left]
    assert sorted(told) == sorted(child.row for child in left)
    pairs = {c.row for c in left} & {c.row for c in right}
    met = {e.child.row for e in found.entries if e.left and e.right}
    asked = {e.child.row for e in found.of(Found.UNSURE)}
    asked |= {c.child.row for e in found.of(Found.UNSURE) for c in e.candidates}
    assert len(pairs - met - asked) <= 0.05 * len(pairs)


def _child(rng, n):
    birth = date(2011 + rng.randrange(9), rng.randrange(1, 13), rng.randrange(1, 28))
    name = rng.choice("王李张刘") + rng.choice("刚梅伟芳静") + rng.choice(["", "", "军", "丽"])
    first = f"529901{birth:%Y%m%d}{rng.randrange(1000):03}"
    return {
        "name": name,
        "number": first + check_digit(first),
        "guardian_name": rng.choice("王李张刘")
        + rng.choice(["大山", "建国", "秀英", "桂兰", "志强"]),
        "village_name": rng.choice(["清泉村", "联合村", "石门村"]),
        "phone": f"138{rng.randrange(10**8):08}",
    }


def _dirty(rng, child, n):
    said = dict(child)
    number = said.pop("number")
    kind = rng.random()
    if kind < 0.15:
        return listed(**said, row=n, birth_date=f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    if kind < 0.2:
        return listed(**said, row=n, digits=number[:15])
    if kind < 0.3:
        said.pop("village_name")
    if kind > 0.95:
        said["name"] = said["name"][:1] + "𬱖"
    return listed(**said, number=number, row=n)
