"""From the shell: what was decided and is otherwise at the other end."""

from __future__ import annotations

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import receive
from ledger_app.actions.handoff.pack import pack
from ledger_app.actions.handoff.receipts import make_receipt
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.paired import SCHOOL, a_school_and_its_township, add_children

CHILD = "a1" * 16


def test_a_refused_correction_is_listed_with_both_values_and_its_reason(shell, tmp_path):
    school, township = a_school_and_its_township(tmp_path)
    add_children(school, CHILD)
    receive.accept(township, receive.look(township, pack(school, tmp_path).path))
    edit_file.save_fields(township, "student", CHILD, {"grade": "5"})
    receive.accept(school, receive.look(school, make_receipt(township, SCHOOL, tmp_path).path))
    for ledger in (school, township):
        ledger_files.close(ledger)

    (waiting,) = shell("conflicts", school.path, "--json").json
    assert shell("conflicts", school.path, "--standing", "--json").json == []
    refused = ("--take", "ours", "--reason", "在三年级")
    assert shell("resolve", school.path, waiting["id"], *refused).code == 0

    (found,) = shell("conflicts", school.path, "--standing", "--json").json
    assert (found["label"], found["ours"], found["theirs"]) == ("年级", "三年级", "五年级")
    assert found["reason"] == "在三年级"
