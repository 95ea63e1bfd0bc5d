"""What the open file offers while something is typed."""

from __future__ import annotations

from ledger_app.actions import edit_file, open_student

VILLAGE = {"village_code": "522328102201", "village_name": "石门村"}
OTHER = {"village_code": "522328102202", "village_name": "青山村"}


def test_villages_of_living_files_are_offered(ledger):
    edit_file.add_student(ledger, {"name": "王小明", **VILLAGE})
    gone = edit_file.add_student(ledger, {"name": "李小红", **OTHER}).record_id
    assert open_student.region_choices(ledger) == [tuple(VILLAGE.values()), tuple(OTHER.values())]
    edit_file.delete_students(ledger, [gone])
    assert open_student.region_choices(ledger) == [tuple(VILLAGE.values())]
