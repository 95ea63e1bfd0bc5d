"""Whatever two files hold: after a merge all of it is there, after taking it apart as it was."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.merging import merge_files
from ledger_app.actions.merging.split_file import movable, split
from ledger_app.catalogue import STUDENT, TABLES, Kind
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.same_child.two_files import Take, facings
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import audit
from ledger_app.store.safety import check, ledger_files
from tests.ledgers import open_again

OF_CHILD = [table for table in TABLES.values() if table.of_student]
NAMING = [table for table in TABLES.values() if table.names_children]
STAMPS = ("no", "updated_at", "updated_by")


def value(field, number):
    """Return one of two values that a field of this kind can hold."""
    if field.kind in (Kind.CODE, Kind.CODES):
        codes = code_list(field.codes).codes
        return codes[number % len(codes)].value
    day = (date(2026, 9, 1) + timedelta(days=number)).isoformat()
    by_kind = {
        Kind.INTEGER: number, Kind.DECIMAL: number + 0.5, Kind.DATE: day, Kind.MONTH: day[:7],
        Kind.TIME: f"08:3{number}", Kind.YES_NO: str(number % 2), Kind.SCHOOL: None,
        Kind.ID_NUMBER: f"52990120170311332{number}", Kind.PHONE: f"1380000000{number}",
        Kind.REGION: f"52990110100{number}",
    }  # fmt: skip
    return by_kind.get(field.kind, f"{field.label}{number}"[-(field.max_length or 500) :])


def drawn_record(table, rng):
    """Draw a record of a table: each field empty or one of two values."""
    numbers = {field.key: rng.randrange(-1, 2) for field in table.fields}
    return {
        field.key: value(field, numbers[field.key])
        for field in table.fields
        if numbers[field.key] >= 0 and field.key not in ("file_no", *table.names_children)
    }


def drawn_file(rng):
    records = {
        table.key: [drawn_record(table, rng) for _ in range(rng.randrange(3))] for table in OF_CHILD
    }
    return {"student": drawn_record(STUDENT, rng), **records}


def write(ledger, name, drawn):
    with revise(ledger, "edit", name) as revision:
        student = revision.insert("student", {**drawn["student"], "name": name})
        for table in OF_CHILD:
            for record in drawn[table.key]:
                revision.insert(table.key, record, student_id=student)
    return student


def write_names(ledger, kept, gone, bystander, rng):
    """Let lists name either file, both or none; the pairs are of the one that goes."""
    with revise(ledger, "edit", "名单") as revision:
        for table in (each for each in NAMING if each.key != "child_pair"):
            for who in rng.sample([kept, gone, f"{gone} {kept}", f"{kept} {gone}"], 2):
                names = dict.fromkeys(table.names_children, f"{bystander} {who}")
                revision.insert(table.key, names)
        for _ in range(rng.randrange(3)):
            one, other = rng.sample([kept, gone, bystander], 2)
            revision.insert("child_pair", {"first": one, "second": other, "answer": "2"})


def everything(ledger, *leaving_out):
    """Return all that the ledger says, but for when it was written."""
    return {
        (table, row["id"]): {key: each for key, each in row.items() if key not in STAMPS}
        for table in TABLES
        if table not in leaving_out
        for row in ledger.rows(f"SELECT * FROM {table}")
    }


def is_named(ledger, student):
    """Return where in living records of the unit a file is still named.

    But for route sheets: on one that names both, the line of the other child has its number still.
    """
    return [
        (table.key, field.key)
        for table in TABLES.values()
        for field in table.fields
        if field.kind not in (Kind.INTEGER, Kind.DECIMAL)
        and (table.key, field.key) != ("visit_sheet", "children")
        for _ in ledger.rows(
            f"SELECT 1 FROM {table.key} WHERE deleted_at IS NULL AND instr({field.key}, ?)",
            [student],
        )
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_every_record_of_both_goes_on_and_both_come_back(empty_ledger_file, tmp_path, seed):
    path = shutil.copyfile(empty_ledger_file, tmp_path / "合并.ledger")
    ledger = open_again(path)
    try:
        merge_and_take_apart(ledger, Random(seed))
    finally:
        ledger_files.close(ledger)
        path.unlink()


def merge_and_take_apart(ledger, rng):
    one, two = write(ledger, "王小明", drawn_file(rng)), write(ledger, "王晓明", drawn_file(rng))
    third = write(ledger, "李敏", drawn_file(rng))
    write_names(ledger, one, two, third, rng)
    before = everything(ledger)
    rows = [ledger.rows("SELECT * FROM student WHERE id = ?", [each])[0] for each in (one, two)]
    chosen = {each.key: rng.choice(each.choices) for each in facings(*rows)}
    merge_files.merge(ledger, one, two, chosen)

    after = everything(ledger)
    for key, row in before.items():
        if key[0] in {table.key for table in OF_CHILD}:
            owner = one if row["student_id"] == two else row["student_id"]
            assert after[key] == {**row, "student_id": owner}
    assert set(is_named(ledger, two)) <= {("child_pair", "second"), ("child_pair", "first")}
    assert len(is_named(ledger, two)) == 1  # who became whom
    assert check.problems(ledger) == []

    (merge,) = merge_files.merged_into(ledger, one)
    result = merge_files.unmerge(ledger, merge.revision_no)
    assert (result.kept, result.failed) == ((), ())
    assert everything(ledger, "child_pair") == {
        key: row for key, row in before.items() if key[0] != "child_pair"
    }
    assert check.problems(ledger) == []
    undo_revision.redo(ledger)
    assert len(is_named(ledger, two)) == 1
    assert check.problems(ledger) == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_what_was_edited_since_stays_edited_and_nothing_else_differs(
    empty_ledger_file, tmp_path, seed
):
    rng = Random(seed)
    path = shutil.copyfile(empty_ledger_file, tmp_path / "合并.ledger")
    ledger = open_again(path)
    try:
        one = write(ledger, "王小明", drawn_file(rng))
        two = write(ledger, "王晓明", drawn_file(rng))
        before = everything(ledger)
        done = merge_files.merge(ledger, one, two)
        edited = edit_since(ledger, one, rng)
        result = merge_files.unmerge(ledger, done.revision_no)
        after = everything(ledger, "child_pair")
        for key, row in before.items():
            wanted = {**row, **edited.get(key, {})}
            assert {name: after[key][name] for name in wanted} == wanted
        more = after.keys() - before.keys()
        assert {after[key]["student_id"] for key in more} == {one}
        assert len(result.kept) == len(done.taken.keys() & edited.get(("student", one), {}).keys())
        assert check.problems(ledger) == []
    finally:
        ledger_files.close(ledger)
        path.unlink()


def edit_since(ledger, student, rng):
    """Edit some records of a merged file and add one; return what was edited."""
    edited = {}
    with revise(ledger, "edit", "后来的修改") as revision:
        revision.insert("contact", {"content": "后来的"}, student_id=student)
        for table in (STUDENT, *rng.sample(OF_CHILD, 8)):
            owner = "id" if table is STUDENT else "student_id"
            ids = ledger.column(f"SELECT id FROM {table.key} WHERE {owner} = ?", [student])
            texts = [f.key for f in table.fields if f.kind in (Kind.TEXT, Kind.LONG_TEXT)]
            for record_id in ids[:2] if texts else ():
                values = {rng.choice(texts): "后来改的"}
                if values.keys() & {"file_no", "child", "content"}:
                    continue
                revision.update(table.key, record_id, values)
                edited[table.key, record_id] = values
    return edited


def full(ledger, name, number):
    """Return a file with two records in every table."""
    student = {field.key: value(field, number) for field in STUDENT.fields}
    del student["file_no"]
    records = {
        table.key: [{field.key: value(field, n) for field in table.fields} for n in range(2)]
        for table in OF_CHILD
    }
    return write(ledger, name, {"student": student, **records})


def test_a_file_with_a_record_in_every_table_can_be_taken_apart_record_by_record(ledger):
    student = full(ledger, "王小明", 1)
    before = everything(ledger)
    records = movable(ledger, student)
    going = [each.record_id for each in records[::2]]
    done = split(ledger, student, {"name": "王小亮"}, records=going, taken=["phone"])
    assert done.moved == len(going) == len(OF_CHILD)
    for table in OF_CHILD:
        owners = ledger.column(f"SELECT student_id FROM {table.key} ORDER BY no")
        assert sorted(owners) == sorted([student, done.new])
    phones = ledger.column("SELECT phone FROM student ORDER BY no")
    assert phones == [None, "13800000001"]
    assert check.problems(ledger) == []
    undo_revision.undo(ledger)
    assert {key: row for key, row in everything(ledger).items() if not row["deleted_at"]} == before
    assert check.problems(ledger) == []


def test_every_table_that_names_children_says_so():
    """A record of the unit with ids of children that does not say so would lose one in a merge."""
    assert {table.key for table in NAMING} >= {"name_list", "roll_call", "unsure_row", "child_pair"}
    for table in TABLES.values():
        keys = {field.key for field in table.fields}
        assert set(table.names_children) <= keys
        assert keys & {"student", "students", "child", "children"} <= set(table.names_children)


def test_a_merge_is_one_revision_in_the_trail(ledger):
    one, two = full(ledger, "王小明", 0), full(ledger, "王晓明", 1)
    newest = ledger.value("SELECT max(no) FROM revision")
    done = merge_files.merge(ledger, one, two, {"phone": Take.OTHER})
    assert done.revision_no == ledger.value("SELECT max(no) FROM revision") == newest + 1
    assert audit.broken_at(ledger) is None if hasattr(audit, "broken_at") else True
    edit_file.save_fields(ledger, "student", one, {"phone": "13911112222"})
    assert check.problems(ledger) == []
