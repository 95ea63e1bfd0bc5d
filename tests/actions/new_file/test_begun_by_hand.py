"""A file typed by a person is told from one that a list brought: also after a restart."""

from ledger_app.actions import edit_file
from ledger_app.actions.new_file.make import make, was_typed
from ledger_app.store.changes.revisions import revise


def test_what_is_made_on_the_page_was_typed_and_stays_so(ledger):
    made = make(ledger, {"name": "王小新"})
    edit_file.save_fields(ledger, "student", made.id, {"ethnic": "1"})
    assert was_typed(ledger, made.id)


def test_what_a_list_brought_was_not(ledger):
    with revise(ledger, "import", "花名册") as revision:
        child = revision.insert("student", {"name": "王小新"})
    assert not was_typed(ledger, child)
    assert not was_typed(ledger, "nobody")
