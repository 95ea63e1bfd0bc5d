"""Two files of one child beside each other: filled where certain, else a person chooses."""

from __future__ import annotations

import pytest

from ledger_app.catalogue import STUDENT
from ledger_app.domain.same_child.two_files import Take, facings, joined, left_out

EMPTY = {field.key: None for field in STUDENT.fields}


def child(**values):
    return {**EMPTY, "name": "王小明", "created_at": "2026-09-01 08:00:00", **values}


def facing(kept, other, key):
    return next((each for each in facings(kept, other) if each.key == key), None)


def test_what_only_one_file_says_is_filled_and_what_both_say_is_no_question():
    kept, other = child(ethnic="01", phone="138"), child(ethnic="01", village_name="青山村")
    assert [each.key for each in facings(kept, other)] == ["address"]
    assert joined(kept, other, {}) == {"village_name": "青山村"}


def test_a_class_is_never_put_together_of_two_schools():
    kept = child(school="甲", grade="3")
    other = child(school="乙", grade="3", class_no="2", home_teacher="李敏")
    found = facing(kept, other, "school")
    assert (found.take, found.choices) == (Take.KEPT, (Take.KEPT, Take.OTHER))
    assert joined(kept, other, {}) == {}
    taken = joined(kept, other, {"school": Take.OTHER})
    assert taken == {"school": "乙", "class_no": "2", "home_teacher": "李敏"}
    assert ("class_no", "2") in left_out(kept, other, {})


def test_one_class_said_more_fully_is_filled():
    kept, other = child(school="甲", grade="3"), child(school="甲", grade="3", class_no="2")
    assert not facing(kept, other, "school").is_asked
    assert joined(kept, other, {}) == {"class_no": "2"}


def test_a_telephone_without_a_name_is_asked_whose_it_is():
    kept, other = child(guardian_name="王刚"), child(guardian_phone="13800000001")
    found = facing(kept, other, "guardian_name")
    assert found.take is Take.KEPT
    assert joined(kept, other, {}) == {}
    both = joined(kept, other, {"guardian_name": Take.BOTH})
    assert both == {"guardian_phone": "13800000001"}


@pytest.mark.parametrize("turned", [False, True])
def test_the_number_goes_on_and_the_reason_for_having_none_does_not(turned):
    papers = child(id_no="529901201703113321", id_type="1")
    none = child(id_type="9", no_id_reason="户口没上", temp_no="L001")
    kept, other = (none, papers) if turned else (papers, none)
    now = {**kept, **joined(kept, other, {})}
    assert (now["id_no"], now["id_type"]) == ("529901201703113321", "1")
    assert (now["no_id_reason"], now["temp_no"]) == (None, "L001")
    assert not facing(kept, other, "id_type") or not facing(kept, other, "id_type").is_asked


def test_two_different_numbers_are_asked_about():
    kept, other = child(id_no="1"), child(id_no="2")
    assert facing(kept, other, "id_type").is_asked
    assert left_out(kept, other, {}) == [("id_no", "2")]
    assert left_out(kept, other, {"id_type": Take.OTHER}) == [("id_no", "1")]


def test_the_other_name_and_telephone_are_kept_beside():
    kept, other = child(phone="138", pinyin="a"), child(name="王晓明", phone="139", pinyin="b")
    assert joined(kept, other, {}) == {"former_name": "王晓明", "phone2": "139"}
    assert left_out(kept, other, {}) == [("pinyin", "b")]
    taken = child(phone="138", phone2="137")
    assert facing(taken, other, "phone").choices == (Take.KEPT, Take.OTHER)


def test_remarks_of_both_stand_together_and_codes_can():
    kept = child(remark="随祖父", income_source="1")
    other = child(remark="父母在广东", income_source="2")
    assert joined(kept, other, {})["remark"] == "随祖父；父母在广东"
    assert "income_source" not in joined(kept, other, {})
    both = joined(kept, other, {"income_source": Take.BOTH})
    assert both["income_source"] == "1,2"
    assert joined(child(remark="随祖父"), child(remark="随祖父，已报"), {}) == {
        "remark": "随祖父，已报"
    }
    long = "长" * 1999
    assert joined(child(remark=long), child(remark="短的"), {}) == {}


def test_a_mark_brings_the_day_it_is_of():
    """A mark without a day is of the day its file began, which goes with the file."""
    other = child(register_status="3", opened_on="2026-09-10")
    kept = child(opened_on="2024-09-01")
    assert joined(kept, other, {}) == {"register_status": "3", "marked_on": "2026-09-10"}


def test_what_is_the_files_own_stays():
    kept, other = child(file_no="A", opened_on="2026-09-01"), child(file_no="B", opened_by="李敏")
    assert facings(kept, other) == []


def test_what_cannot_be_chosen_is_refused():
    kept, other = child(sex="1"), child(sex="2")
    with pytest.raises(ValueError, match="sex"):
        joined(kept, other, {"sex": Take.BOTH})
    with pytest.raises(KeyError):
        joined(kept, other, {"phone": Take.OTHER})


@pytest.mark.parametrize("field", STUDENT.fields, ids=lambda field: field.key)
def test_no_value_is_lost_without_a_word(field):
    """Whatever field differs: it is in the joined file, or named among what is not."""
    if field.key in ("file_no", "file_status", "opened_on", "opened_by"):
        return
    kept, other = child(**{field.key: "1"}), child(**{field.key: "2"})
    now = {**kept, **joined(kept, other, {})}
    held = " ".join(str(value) for value in now.values() if value)
    named = left_out(kept, other, {})
    for value in "12":
        assert value in held.replace("2026-09-01 08:00:00", "") or (field.key, value) in named
