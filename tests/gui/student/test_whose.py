"""Whose a record and a field are is shown where they are typed; what is another's is only read."""

from __future__ import annotations

from ledger_app.actions import edit_file
from ledger_app.store.changes.record_origins import note
from ledger_app.store.changes.revisions import revise
from tests.gui.frame import wait_free
from tests.gui.real_window import editor, pane

TOWNSHIP, OTHER = "530627105", "2152000009"
KEYS = {"sign_key": "a", "seal_key": "b", "fingerprint": "c", "verified": "1", "state": "active"}
CHILD = "王𬱖"


def pair(window, kind, code, name):
    ledger = window.session.ledger
    with revise(ledger, "pair", "配对") as revision:
        unit = {"unit_kind": kind, "unit_code": code, "unit_name": name}
        revision.insert("partner", {**unit, **KEYS})


def came_from(window, unit, table, student, **values):
    with revise(window.session.ledger, "merge_package", "收包") as revision:
        record = revision.insert(table, values, student_id=student)
        note(revision, [(record, unit, "王老师")])
    return record


def look_again(qtbot, window, tab):
    window.session.changed.emit(None)
    wait_free(qtbot, window)
    pane(window).show_tab(tab)


def form(window, tab):
    return pane(window).tab(tab).kept_form().form


def remark(window, tab):
    shown = form(window, tab)._list._remark
    return shown.text() if not shown.isHidden() else ""


def test_a_contact_of_the_township_is_shown_as_theirs_and_only_read(qtbot, window, ids):
    pair(window, "township", TOWNSHIP, "福利镇中心校")
    came_from(
        window, TOWNSHIP, "contact", ids[CHILD], content="乡镇家访", contacted_on="2026-11-20"
    )
    look_again(qtbot, window, "contact")
    tab = pane(window).tab("contact")
    assert remark(window, "contact") == "乡镇填写"
    for key in ("content", "mode", "contacted_on", "persuaders"):
        assert editor(window, key, "contact").entry().isReadOnly()
    assert not tab._remove.isEnabled()
    assert tab._add.isEnabled()  # a contact of its own

    tab.new_record()
    assert remark(window, "contact") == ""
    assert not editor(window, "content", "contact").entry().isReadOnly()


def test_the_field_that_the_township_decides_says_so_among_the_schools_own(qtbot, window, ids):
    ledger = window.session.ledger
    edit_file.add_record(ledger, "placement", ids[CHILD], {"returned_on": "2026-11-19"})
    pair(window, "township", TOWNSHIP, "福利镇中心校")
    look_again(qtbot, window, "placement")
    approver = editor(window, "close_approver", "placement")
    assert approver.entry().isReadOnly()
    assert approver._note.text() == "乡镇填写"
    assert not editor(window, "close_reason", "placement").entry().isReadOnly()
    assert remark(window, "placement") == ""
    assert pane(window).tab("placement")._remove.isEnabled()


def test_a_file_that_was_handed_over_can_only_be_read_in_every_tab(qtbot, window, ids):
    edit_file.add_record(window.session.ledger, "contact", ids[CHILD], {"content": "家访"})
    pair(window, "township", TOWNSHIP, "福利镇中心校")
    came_from(window, TOWNSHIP, "passage", ids[CHILD], to_code=OTHER, to_name="联合小学")
    said = "档案已移交联合小学，这里只能看。"
    look_again(qtbot, window, "student")
    assert remark(window, "student") == said
    assert editor(window, "phone").entry().isReadOnly()
    look_again(qtbot, window, "contact")
    tab = pane(window).tab("contact")
    assert remark(window, "contact") == said
    assert editor(window, "content", "contact").entry().isReadOnly()
    assert not tab._add.isEnabled()
    assert not tab._remove.isEnabled()


def test_the_township_reads_that_a_change_goes_down_as_a_correction(qtbot, window, ids):
    ledger = window.session.ledger
    ledger.db.execute("UPDATE setting SET value = '\"township\"' WHERE key = 'unit_kind'")
    pair(window, "school", OTHER, "青山小学")
    with revise(ledger, "merge_package", "收包") as revision:
        revision.update("student", ids[CHILD], {"remark": "来自青山"})
        note(revision, [(ids[CHILD], OTHER, "李敏")])
    look_again(qtbot, window, "student")
    assert remark(window, "student") == "青山小学填写，改了作为更正下发"
    assert not editor(window, "phone").entry().isReadOnly()


def test_a_ledger_that_is_paired_with_nobody_shows_nothing_of_it(window):
    assert remark(window, "student") == ""
    assert not editor(window, "phone").entry().isReadOnly()
