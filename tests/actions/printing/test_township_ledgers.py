"""A township prints the ledgers of all its schools: what three of them handed over."""

from __future__ import annotations

import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.printing import print_ledger
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import TOWNSHIP, new_unit, pair

SCHOOLS = {"青山小学": "2152000001", "联合小学": "2152000002", "石门𬱖英小学": "2152000003"}
CHILDREN = ("王𬱖", "陈㛃喆", "阿卜杜热西提·买买提江")


@pytest.fixture(scope="module")
def township(tmp_path_factory):
    """Return the ledger of a township that took a package of each of three schools."""
    folder = tmp_path_factory.mktemp("乡镇")
    made = new_unit(folder, "福利镇中心校", TOWNSHIP, "township")
    for name, code in SCHOOLS.items():
        school = new_unit(folder, name, code, "school")
        pair(school, made, folder)
        fill(school)
        receive.accept(made, receive.look(made, pack(school, folder).path))
        ledger_files.close(school)
    yield made
    ledger_files.close(made)


def fill(school):
    """Add three children with a case, a suspicion, a concern and a move each."""
    own, own_name = school.rows("SELECT id, name FROM school WHERE deleted_at IS NULL")[0].values()
    for name in CHILDREN:
        child = edit_file.add_student(school, {"name": name, "school": own, "grade": "3"}).record_id
        case = {"is_suspected": "1", "suspected_on": "2026-11-02", "last_attended": "2026-10-30"}
        if name == CHILDREN[0]:
            case["confirmed_on"] = "2026-11-10"
        edit_file.add_record(school, "dropout", child, case)
        concern = {"since_on": "2026-09-01", "risk_categories": "left_behind", "risk_level": "3"}
        edit_file.add_record(school, "concern", child, concern)
        move = {"origin_school": "双龙村小", "receiving_school": own_name}
        edit_file.add_record(school, "relocation", child, move)


@pytest.mark.parametrize(
    ("key", "names", "column"),
    [
        ("suspected_ledger", CHILDREN[1:], "学校"),
        ("dropout_ledger", CHILDREN[:1], "学校"),
        ("focus_ledger", CHILDREN, "学校"),
        ("relocation_ledger", CHILDREN, "接收学校"),
    ],
)
def test_all_children_of_all_schools_stand_in_a_ledger_with_their_school(
    township, key, names, column
):
    printed = {
        (row[captions.index("姓名")], row[captions.index(column)])
        for sheet in print_ledger.prepare(township, key).sheets
        for captions in [[each.caption for each in sheet.columns]]
        for row in sheet.rows
    }
    assert {(name, school) for name in names for school in SCHOOLS} <= printed
