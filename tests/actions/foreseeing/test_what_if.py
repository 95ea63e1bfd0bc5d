"""What is told before an entry is kept is what the ledger says once it is kept, and no more."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime
from random import Random

import pytest

from ledger_app.actions import due_list, edit_file, new_day, open_student
from ledger_app.actions.foreseeing import what_if as what_if_module
from ledger_app.actions.foreseeing.gone_out import listings
from ledger_app.actions.foreseeing.what_if import may_matter, what_if
from ledger_app.actions.printing import print_ledger
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.foreseeing import consequences as told
from ledger_app.domain.foreseeing.in_words import sentence
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import audit
from tests.children import TELLING, _value, children
from tests.gui.children import id_number
from tests.ledgers import Clock, report_in

CHILDREN = 12  # so few that papers are filled quickly, edited several times each
EDITS = 4
LISTED = ("suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger",
          "elsewhere_ledger", "leave_ledger", "opening_report")  # fmt: skip
CUT_OFF = date(2026, 11, 30)
REPORTED = {"rule": "monthly_report", "due_on": "2026-11-28", "outcome": "done",
            "done_on": "2026-11-28", "signer": "韦校长"}  # fmt: skip
CALLED = {"contacted_on": "2026-12-19", "mode": "1", "purpose": "1", "result": "1"}


def at(ledger, text):
    ledger.clock = Clock(datetime.fromisoformat(f"{text} 12:00:00"))
    ledger.forget()
    new_day.refresh_lists(ledger)


def fill(ledger, count=CHILDREN):
    """Enter children and their records in November, and give out the ledgers of its end."""
    at(ledger, "2026-11-21")
    school = ledger.value("SELECT id FROM school")
    ids = []
    with revise(ledger, "import", "导入") as revision:
        for child in children(count, 7):
            values = {**child.student, "school": school}
            ids.append(revision.insert("student", values))
            for table, values in child.records:
                revision.insert(table, values, student_id=ids[-1])
    report_in(ledger, *ids[::2])
    at(ledger, "2026-12-02")
    for key in LISTED:
        print_ledger.issue(ledger, print_ledger.prepare(ledger, key, on=CUT_OFF))
    with revise(ledger, "edit", "月报") as revision:
        revision.insert("outcome", REPORTED)
    at(ledger, "2026-12-20")
    return ids


def some_edit(ledger, student, rng):
    """Return table, record and one value of a child's file, or a new record of a few values."""
    kept = open_student.open_file(ledger, student).file
    written = [
        (name, row["id"]) for name in kept.records for row in kept.of(name) if TABLES[name].typed
    ]
    kind = rng.choice(("row", "record", "record", "new"))
    if kind == "row" or (kind == "record" and not written):
        field = STUDENT.field(rng.choice(TELLING))
        return STUDENT.key, student, {field.key: _value(field, rng)}
    if kind == "record":
        name, record = rng.choice(written)
        dated = [f for f in TABLES[name].fields if may_matter(ledger, name, f.key)]
        field = rng.choice(dated or TABLES[name].fields)
        return name, record, {field.key: _value(field, rng)}
    typed = [table for table in TABLES.values() if table.of_student and table.typed and table.tab]
    table = rng.choice(typed)
    fields = [field for field in table.fields if rng.random() < 0.4]
    return table.key, None, {field.key: _value(field, rng) for field in fields}


def stands(ledger, student):
    """Return what list, 今日 and papers say of a child: each asked for by its own road."""
    (row,) = ledger.rows("SELECT * FROM student_index WHERE id = ?", [student])
    lines = Counter((r.rule, r.due_on) for r in due_list.due(ledger) if r.student == student)
    papers = {key: print_ledger.prepare(ledger, key).row_count for key in LISTED}
    then = {key: print_ledger.prepare(ledger, key, on=CUT_OFF).row_count for key in LISTED}
    return row, lines, papers, then


def keep(ledger, student, table, record, values):
    if record is None:
        edit_file.add_record(ledger, table, student, values)
    else:
        edit_file.save_fields(ledger, table, record, values)


def wrong(ledger, found, before, after):
    """Return where what was foreseen is not what has come."""
    (old, lines, papers, then), (row, new_lines, new_papers, new_then) = before, after
    said = {
        "status": (found.before.code, found.after.code) != (old["status"], row["status"]),
        "since": found.after.since != row["status_since"],
        "reason": found.after.reason != row["status_reason"],
        "until": found.after.until != row["holds_until"],
    }
    for each in found.due:
        lines[each.rule, each.before] -= bool(each.before)
        lines[each.rule, each.after] += bool(each.after)
    said["今日"] = +lines != new_lines
    changed = {key: new_papers[key] - papers[key] for key in LISTED}
    rows = {each.key: each.after - each.before for each in found.rows}
    said["ledgers"] = {k: n for k, n in changed.items() if n} != rows
    names = {f"{each.name}第" for each in listings(ledger) if new_then[each.key] != then[each.key]}
    said["corrections"] = names != {
        each[: each.index("第") + 1] for each in found.corrected if "期" in each
    }
    return [what for what, is_wrong in said.items() if is_wrong]


def tried(ledger, ids):
    """Edit each child several times; yield what was foreseen, and what of it did not come so.

    At first each is called, which moves the day of the next call: by chance few edits move a line.
    """
    for number, student in enumerate(ids * EDITS):
        if number < len(ids):
            table, record, values = "contact", None, CALLED
        else:
            table, record, values = some_edit(ledger, student, Random(number))
        before = stands(ledger, student)
        try:
            found = what_if(ledger, student, table, record, values)
            keep(ledger, student, table, record, values)
        except LedgerError:
            continue
        yield found, wrong(ledger, found, before, stands(ledger, student))


def test_what_is_foreseen_comes_about(ledger):
    found = list(tried(ledger, fill(ledger)))
    assert [faults for _, faults in found if faults] == []
    assert sum(bool(each) for each, _ in found) > CHILDREN
    assert any(each.corrected for each, _ in found)


def moved_are_dropped(patch):
    whole = told.due_changes
    patch.setattr(
        told, "due_changes", lambda *d: [e for e in whole(*d) if not (e.before and e.after)]
    )


def the_file_stays_as_it_is(patch):
    patch.setattr(what_if_module, "changed", lambda file, entry: file)


@pytest.mark.parametrize("plant", [moved_are_dropped, the_file_stays_as_it_is])
def test_a_planted_fault_is_found(ledger, plant, monkeypatch):
    ids = fill(ledger)
    plant(monkeypatch)
    assert any(faults for _, faults in tried(ledger, ids))


@pytest.fixture
def child(ledger):
    """Return a child whose class has reported in."""
    student = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    report_in(ledger, student)
    return student


SUSPECTED = {"is_suspected": "1", "suspected_on": "2026-11-16", "last_attended": "2026-11-13"}


def test_asking_writes_nothing(ledger, child):
    head, count = audit.head(ledger), ledger.revision_count
    assert sentence(what_if(ledger, child, "dropout", None, SUSPECTED))
    assert (audit.head(ledger), ledger.revision_count) == (head, count)
    assert open_student.open_file(ledger, child).status.name == "在校"


@contextmanager
def traced(ledger):
    statements = []
    ledger.db.conn.set_trace_callback(statements.append)
    try:
        yield statements
    finally:
        ledger.db.conn.set_trace_callback(None)


def test_of_an_open_file_nothing_more_is_read_with_every_letter(ledger, child):
    opened = open_student.open_file(ledger, child)
    with traced(ledger) as first:
        what_if(ledger, child, "dropout", None, {"suspected_on": "2026-11-16"}, opened)
    assert len(first) <= 3, first  # titles, editions and the monthly report: once
    with traced(ledger) as then:
        what_if(ledger, child, "dropout", None, {"suspected_on": "2026-11-17"}, opened)
        what_if(ledger, child, "student", child, {"register_status": "3"}, opened)
    assert then == []


def test_what_the_number_tells_is_foreseen_too(ledger):
    young = edit_file.add_student(ledger, {"name": "王小雨"}).record_id
    number = id_number("2022-05-01", 12)
    assert "未到学龄" in sentence(what_if(ledger, young, "student", young, {"id_no": number}))


def test_a_value_that_cannot_be_kept_is_refused_as_it_would_be(ledger, child):
    with pytest.raises(LedgerError):
        what_if(ledger, child, "dropout", None, {"suspected_on": "2026-02-30"})


def test_a_paper_that_has_gone_out_is_named_until_it_is_issued_anew(ledger, child):
    def said():
        return sentence(what_if(ledger, child, "dropout", None, SUSPECTED))

    assert "要更正" not in said()
    prepared = print_ledger.prepare(ledger, "suspected_ledger")
    print_ledger.issue(ledger, prepared)
    assert "疑似辍学台账第 1 期（截至 11-21）已出，这一改要更正" in said()


def test_a_paper_of_a_village_is_corrected_by_who_stands_on_it_alone(ledger, child):
    edit_file.save_fields(ledger, "student", child, {"village_name": "石门村"})
    other = edit_file.add_student(ledger, {"name": "王小雨", "village_name": "双丰村"}).record_id
    scope = Scope(Part.VILLAGE, "石门村")
    prepared = print_ledger.prepare(ledger, "suspected_ledger", scope=scope)
    print_ledger.issue(ledger, prepared)
    told_one, told_other = (
        what_if(ledger, each, "dropout", None, SUSPECTED).corrected for each in (child, other)
    )
    assert told_one == ("疑似辍学台账（石门村）第 1 期（截至 11-21）",)
    assert told_other == ()
    edit_file.add_record(ledger, "dropout", other, SUSPECTED)
    moved = what_if(ledger, other, "student", other, {"village_name": "石门村"})
    assert moved.corrected == told_one
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "suspected_ledger"))
    told_one = what_if(ledger, child, "dropout", None, SUSPECTED).corrected
    assert told_one == ("疑似辍学台账第 2 期（截至 11-21）",)


def test_what_the_brother_will_be_asked_about_is_told(ledger, child):
    home = {"household_no": "H1", "grade": "3"}
    edit_file.save_fields(ledger, "student", child, home)
    mate = edit_file.add_student(ledger, {"name": "王小雨", **home}).record_id
    report_in(ledger, child, mate)
    found = what_if(ledger, child, "dropout", None, SUSPECTED)
    (told_of,) = found.house
    assert told_of.student == mate
    assert "同户王小雨：" in sentence(found)
    before = {(due.rule, due.due_on) for due in due_list.due(ledger) if due.student == mate}
    edit_file.add_record(ledger, "dropout", child, SUSPECTED)
    now = {(due.rule, due.due_on) for due in due_list.due(ledger) if due.student == mate}
    assert {(each.rule, each.after) for each in told_of.due if each.after} == now - before
    assert now - before
    assert (
        what_if(ledger, child, "contact", None, CALLED | {"contacted_on": "2026-11-20"}).house == ()
    )


def test_fields_that_nothing_is_worked_out_from_do_not_matter(ledger):
    assert may_matter(ledger, "dropout", "suspected_on")
    assert may_matter(ledger, "student", "id_no")
    assert not may_matter(ledger, "student", "phone")
    assert may_matter(ledger, "dropout", "remark", is_new=True)
    assert not may_matter(ledger, "field_note", "text", is_new=True)


def test_only_what_counts_on_its_day_corrects_a_paper_that_has_gone_out(ledger):
    """A day is told late, a mark is not: by the rule that papers of a past day are filled by."""
    fill(ledger, 0)
    at(ledger, "2026-11-25")
    student = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    dropout = edit_file.add_record(ledger, "dropout", student, SUSPECTED).record_id
    elsewhere = edit_file.add_student(ledger, {"name": "王小雨"}).record_id
    report_in(ledger, elsewhere)
    at(ledger, "2026-12-20")

    def corrected(*entry):
        return what_if(ledger, *entry).corrected

    confirmed = {"confirmed_on": "2026-11-28"}
    assert corrected(student, "dropout", dropout, confirmed) == (
        "疑似辍学台账第 1 期（截至 11-30）", "辍学台账第 1 期（截至 11-30）",
        "2026年11月控辍保学月报",
    )  # fmt: skip
    assert corrected(student, "dropout", dropout, {"confirmed_on": "2026-12-10"}) == ()
    assert corrected(elsewhere, "student", elsewhere, {"register_status": "4"}) == ()
    leave = {"kind": "1", "from_on": "2026-11-20"}
    assert "休学缓学免学台账第 1 期（截至 11-30）" in corrected(elsewhere, "leave", None, leave)
