"""What the program knows of a child from elsewhere is taken over, with where it stands."""

from __future__ import annotations

import pytest

from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.taken_over import Place, filled, giving_way, place_in, taken_over


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("福利镇双丰村9组79号", Place("福利镇", "双丰村", "9组")),
        ("贵州省黔中市青山县青山镇石门村三组", Place("青山镇", "石门村", "三组")),
        ("青山县福利镇双丰村9组79号", Place("福利镇", "双丰村", "9组")),
        ("青山镇 清泉村 6组6号", Place("青山镇", "清泉村", "6组")),
        ("青山街道办事处东门社区3栋", Place("青山街道办事处", "东门社区", "")),
        ("石门村委会大坡组", Place("", "石门村", "大坡组")),
        ("青山镇石门村下寨屯", Place("青山镇", "石门村", "下寨屯")),
        ("双丰村", Place("", "双丰村", "")),
        ("县城人民路12号", Place()),
        ("大村镇小河边", Place()),
        ("镇上", Place()),
        ("一组", Place()),
        ("", Place()),
        ("随父母住在外地，" * 20 + "双丰村", Place()),
    ],
)
def test_an_address_gives_only_what_it_names_plainly(address, place):
    assert place_in(address) == place


def child(**given):
    return {"name": "王𬱖", "guardian_name": "王刚", **given}


def test_each_value_says_where_it_stands():
    file = StudentFile(
        child(address="福利镇双丰村9组", disability_type="0", hukou_type="1"),
        {"family_member": [{"name": "王刚", "address": "双丰村9组", "id_no": "529901"}]},
        {"township_name": "青山镇", "township_code": "529901101000"},
        {"home_teacher": "李敏", "teacher_phone": "13800000000"},
    )
    found = {key: (each.value, each.source) for key, each in taken_over(file, "本镇").items()}
    assert found == {
        "township_name": ("福利镇", "现住址"),
        "township_code": ("529901101000", "学校"),
        "village_name": ("双丰村", "现住址"),
        "hamlet": ("9组", "现住址"),
        "has_hukou": ("1", "户口性质"),
        "inclusive_study": ("0", "残疾类型"),
        "guardian_name": ("王刚", "家庭成员"),
        "guardian_address": ("双丰村9组", "家庭成员"),
        "guardian_id_no": ("529901", "家庭成员"),
        "home_teacher": ("李敏", "班级"),
        "teacher_phone": ("13800000000", "班级"),
    }


def test_another_person_of_the_family_gives_nothing_of_the_guardian():
    file = StudentFile(child(), {"family_member": [{"name": "赵秀兰", "address": "外地"}]})
    assert taken_over(file) == {}


def test_the_unit_says_the_township_where_nothing_nearer_does():
    assert taken_over(StudentFile(child()), "青山镇")["township_name"].source == "本单位"


def test_what_was_typed_stays():
    file = StudentFile(child(address="福利镇双丰村9组", village_name="石门村"))
    row = filled(file, taken_over(file))
    assert (row["village_name"], row["hamlet"]) == ("石门村", "9组")


def test_what_an_address_told_gives_way_to_what_a_list_says():
    stored = child(address="福利镇双丰村9组", village_name="双丰村", hamlet="9组")
    assert giving_way(stored, {"hamlet": "9组", "village_name": "双丰村"}) == stored
    row = giving_way(stored, {"hamlet": "5组"})
    assert (row["hamlet"], row["village_name"]) == (None, "双丰村")
    assert giving_way(stored, {"village_name": "双丰村", "hamlet": "9组"}) == stored  # no change
    typed = child(address="福利镇双丰村9组", hamlet="3组")
    assert giving_way(typed, {"hamlet": "5组"})["hamlet"] == "3组"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (
            {},
            {"guardian_name": "吴秀英", "guardian_relation": "52", "guardian_phone": "13800000001"},
        ),
        ({"guardian_name": "吴秀英"}, {"guardian_relation": "52", "guardian_phone": "13800000001"}),
        ({"guardian_name": "王大山"}, {}),  # somebody else: nothing of hers is his
    ],
)
def test_a_guardian_that_only_the_family_tells_is_known_and_not_asked_for(typed, known):
    mother = {"name": "吴秀英", "relation": "52", "phone": "13800000001", "is_guardian": "1"}
    family = [{"name": "王大山"}, mother]
    file = StudentFile({"name": "王𬱖", **typed}, {"family_member": family})
    row = filled(file, taken_over(file))
    keys = ("guardian_name", "guardian_relation", "guardian_phone")
    assert {key: row[key] for key in keys if row.get(key)} == {**typed, **known}
