"""并入学校档案: a township that loaded a roster first has each child once all the same."""

from __future__ import annotations

from ledger_app.actions.checking import keep_note, second_look
from ledger_app.actions.handoff import adopting, receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.merging import merge_files
from ledger_app.domain.checking.second_look import looked
from ledger_app.domain.telling.in_words.field_notes import Place, field_notes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists.student_files import load_file
from tests.actions.handoff.paired import add_children

NUMBER = "529901201703113329"


def test_the_township_s_own_file_goes_into_the_school_s(both, tmp_path):
    school, township = both
    add_children(school, "a", "b")
    with revise(school, "edit", "号码") as revision:
        revision.update("student", "a", {"id_no": NUMBER, "phone": "13800000001"})
        revision.insert("family_member", {"name": "李梅"}, student_id="a", record_id="mother")
    with revise(township, "import", "花名册") as revision:
        roster = {"name": "王a", "id_no": NUMBER, "grade": "5", "address": "青山村"}
        revision.insert("student", roster, record_id="own")
        revision.insert("student", {"name": "赵六", "id_no": "5299012017"}, record_id="other")
        for record_id, name in (("m1", "李梅"), ("m2", "王刚")):
            revision.insert("family_member", {"name": name}, student_id="own", record_id=record_id)
        revision.insert("contact", {"content": "乡镇家访"}, student_id="own", record_id="visit")
    receive.receive_all(township, [pack(school, tmp_path).path])

    (found,) = adopting.adoptable(township)
    assert (found.own, found.told) == ("own", "a")
    assert adopting.adopt(township, [found]) == 1

    living = "SELECT id FROM {} WHERE deleted_at IS NULL AND {} = 'a' ORDER BY id"
    assert township.column("SELECT id FROM student WHERE deleted_at IS NULL ORDER BY id") == [
        "a", "b", "other",
    ]  # fmt: skip
    assert township.column(living.format("family_member", "student_id")) == ["m2", "mother"]
    assert township.column(living.format("contact", "student_id")) == ["visit"]
    row = township.rows("SELECT grade, address FROM student WHERE id = 'a'")[0]
    assert row == {"grade": "3", "address": "青山村"}
    (merge,) = merge_files.all_merges(township)
    assert "五年级" in merge.remark
    assert adopting.adoptable(township) == []

    merge_files.unmerge(township, merge.revision_no)
    assert "own" in township.column("SELECT id FROM student WHERE deleted_at IS NULL")


def test_the_same_number_under_another_name_is_nobody_s_to_join(both, tmp_path):
    school, township = both
    add_children(school, "a")
    with revise(school, "edit", "号码") as revision:
        revision.update("student", "a", {"id_no": NUMBER})
    with revise(township, "import", "花名册") as revision:
        revision.insert("student", {"name": "李四", "id_no": NUMBER}, record_id="own")
    receive.receive_all(township, [pack(school, tmp_path).path])
    assert adopting.adoptable(township) == []


def test_what_was_noted_on_a_record_that_goes_is_noted_on_the_one_that_stays(both, tmp_path):
    school, township = both
    add_children(school, "a")
    mother = {"name": "李梅", "phone": "13800000001"}
    with revise(school, "edit", "号码") as revision:
        revision.update("student", "a", {"id_no": NUMBER})
        revision.insert("family_member", mother, student_id="a", record_id="mother")
    with revise(township, "import", "花名册") as revision:
        revision.insert("student", {"name": "王a", "id_no": NUMBER}, record_id="own")
        revision.insert("family_member", mother, student_id="own", record_id="m1")
    keep_note.keep_note(township, "own", Place("family_member", "m1", "phone"), "只在晚上打")
    asked = second_look.to_look(township, "own", Place("family_member", "m1", "phone"))
    assert second_look.compare(township, asked, "13800000001") is None
    receive.receive_all(township, [pack(school, tmp_path).path])

    adopting.adopt(township, adopting.adoptable(township))

    file = load_file(township, "a")
    place = Place("family_member", "mother", "phone")
    assert [(each.place, each.text) for each in field_notes(file)] == [(place, "只在晚上打")]
    assert looked(file, place)
