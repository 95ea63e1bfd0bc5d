"""Editions: numbered, the same again on demand, marked where they differ from the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pypdfium2
import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger, print_scope
from ledger_app.actions.printing.paper_problems import beside_empty
from ledger_app.actions.printing.preview_paper import Wish, make_preview
from ledger_app.actions.printing.print_ledger import Purpose, students
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing import filling
from ledger_app.store.file import audit

KEY = "dropout_ledger"


@pytest.fixture
def dropped(ledger):
    """Return a ledger with two confirmed dropouts."""
    for number, name in enumerate(("王𬱖", "李𰻝"), 1):
        student = edit_file.add_student(
            ledger,
            {"name": name, "grade": "7", "phone": f"1380000000{number}", "ethnic": "06"},
        ).record_id
        edit_file.add_record(
            ledger, "dropout", student,
            {"last_attended": "2026-10-20", "confirmed_on": "2026-11-01", "is_suspected": "0"},
        )  # fmt: skip
    return ledger


def issue(ledger, **given):
    return print_ledger.issue(ledger, print_ledger.prepare(ledger, KEY, **given))


def text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def numbers(prepared) -> list[str]:
    """Return the first column of a ledger: the row numbers with their marks."""
    return [row[0] for row in prepared.sheets[0].rows]


def test_editions_are_numbered_for_each_printout(dropped):
    for expected in (1, 2, 3):
        issue(dropped)
        assert print_ledger.editions(dropped, KEY)[0]["number"] == expected
    prepared = print_ledger.prepare(dropped, "focus_ledger")
    print_ledger.issue(dropped, prepared)
    assert [row["number"] for row in print_ledger.editions(dropped, "focus_ledger")] == [1]


def test_a_preview_is_no_edition(dropped):
    content = print_ledger.pdf_bytes(print_ledger.prepare(dropped, KEY))
    assert content.startswith(b"%PDF")
    assert print_ledger.editions(dropped, KEY) == []


def test_an_edition_prints_again_exactly_after_everything_changed(dropped):
    number, first = issue(dropped)
    student = dropped.value("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.save_fields(dropped, "student", student, {"name": "王改名", "phone": "13900000009"})
    dropped.clock.move(days=40)
    again = print_ledger.reprint(dropped, number)
    assert text(again) == text(first)
    assert "王𬱖" in text(again)
    assert audit.entries(dropped)[0]["event"] == "reprint"
    assert len(print_ledger.editions(dropped, KEY)) == 1


def test_the_foot_carries_edition_and_audit_head(dropped):
    head = audit.head(dropped)
    _, content = issue(dropped)
    plain = text(content).replace(" ", "")
    assert head[:8] in plain
    assert "001" in plain


def test_rows_new_or_changed_since_the_edition_before_have_a_star(dropped):
    issue(dropped)
    assert numbers(print_ledger.prepare(dropped, KEY)) == ["1", "2"]
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    edit_file.save_fields(dropped, "student", student, {"phone": "13900000009"})
    changed = print_ledger.prepare(dropped, KEY)
    starred = {row[0].endswith("*") for row in changed.sheets[0].rows if "李𰻝" in row}
    assert starred == {True}
    assert sum(each.endswith("*") for each in numbers(changed)) == 1
    assert any("*" in note for note in changed.sheets[0].notes)
    print_ledger.issue(dropped, changed)
    assert not any("*" in each for each in numbers(print_ledger.prepare(dropped, KEY)))


def test_editions_of_another_purpose_are_not_compared(dropped):
    issue(dropped)
    internal = print_ledger.prepare(dropped, KEY, purpose=Purpose.INTERNAL)
    assert not any("*" in each for each in numbers(internal))


def test_a_past_day_shows_what_was_so_then(dropped):
    before = print_ledger.prepare(dropped, KEY, on=date(2026, 10, 1))
    assert before.row_count == 0
    assert print_ledger.prepare(dropped, KEY).row_count == 2
    content = print_ledger.pdf_bytes(before)
    assert "2026年10月1日" in text(content).replace(" ", "")


def test_a_past_day_shows_the_place_of_that_day_on_ledger_and_card(dropped):
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    edit_file.add_record(dropped, "school", None, {"name": "石门小学"})
    day = dropped.today()
    number, first = issue(dropped)
    dropped.clock.move(days=3)
    edit_file.save_fields(dropped, "student", student, {"school": "石门小学", "grade": "8"})
    cards = [
        text(print_ledger.pdf_bytes(
            print_ledger.prepare(dropped, "student_card", on=on, subject=students(student))
        ))
        for on in (day, None)
    ]  # fmt: skip
    assert ["七年级" in card for card in cards] == [True, False]
    rows = [
        next(
            row for row in print_ledger.prepare(dropped, KEY, on=on).sheets[0].rows if "李𰻝" in row
        )
        for on in (day, dropped.today())
    ]
    assert ["七年级" in rows[0], "八年级" in rows[1], "石门小学" in rows[1]] == [True, True, True]
    seventh = Scope(Part.GRADE, "7")  # a part is who was in it on the day
    counts = [
        print_ledger.prepare(dropped, KEY, on=on, scope=seventh).row_count for on in (day, None)
    ]
    assert counts == [2, 1]
    assert text(print_ledger.reprint(dropped, number)) == text(first)


def test_a_past_day_lists_who_was_marked_then_and_nobody_marked_since(dropped):
    key = "suspected_ledger"
    marked, cleared = (
        edit_file.add_student(dropped, {"name": name, "register_status": "1"}).record_id
        for name in ("赵新标", "钱已消")
    )
    edit_file.save_fields(dropped, "student", cleared, {"register_status": "5"})
    day = dropped.today()
    dropped.clock.move(days=5)
    edit_file.save_fields(dropped, "student", cleared, {"register_status": "1"})
    edit_file.save_fields(dropped, "student", marked, {"register_status": "5"})
    listed = [
        {name for row in print_ledger.prepare(dropped, key, on=on).sheets[0].rows
         for name in ("赵新标", "钱已消") if name in row}
        for on in (day, None)
    ]  # fmt: skip
    assert listed == [{"钱已消"}, {"赵新标"}]


def test_who_only_the_roster_calls_suspected_stands_on_the_list_of_the_suspected(ledger):
    given = {"name": "李小红", "in_school_status": "2", "absent_kind": "2"}
    child = edit_file.add_student(ledger, given).record_id
    (sheet,) = print_ledger.prepare(ledger, "suspected_ledger").sheets
    assert ["李小红" in row for row in sheet.rows] == [True]
    edit_file.save_fields(ledger, "student", child, {"in_school_status": "1"})
    (sheet,) = print_ledger.prepare(ledger, "suspected_ledger").sheets
    assert list(sheet.rows) == []


def test_a_coming_day_is_refused(dropped):
    with pytest.raises(LedgerError, match="还没有到"):
        print_ledger.prepare(dropped, KEY, on=dropped.today() + timedelta(days=1))


def test_printing_is_logged_with_purpose_and_count(dropped):
    issue(dropped, purpose=Purpose.INTERNAL)
    entry = audit.entries(dropped)[0]
    assert entry["event"] == "print"
    assert (entry["detail"]["purpose"], entry["detail"]["rows"]) == ("internal", 2)


def progress():
    return SimpleNamespace(cancelled=False, move=lambda *_: None)


def test_the_own_file_is_logged_when_it_is_looked_at_and_when_it_is_printed(dropped):
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    wish = Wish("student_card", dropped.today(), (student,), Purpose.OWN_FILE)
    before = len(audit.entries(dropped))
    preview = make_preview(dropped, wish, progress())
    first = audit.entries(dropped)[0]
    assert (first["event"], first["detail"]) == ("reveal", {"student": student})
    print_ledger.issue(dropped, preview.prepared)
    detail = audit.entries(dropped)[0]["detail"]
    assert (detail["purpose"], detail["subject"]) == ("own_file", f"students:{student}")
    assert len(audit.entries(dropped)) == before + 2
    make_preview(dropped, replace(wish, purpose=Purpose.REPORT), progress())
    assert len(audit.entries(dropped)) == before + 2


def test_a_list_of_children_out_of_school_never_hangs_on_a_wall(dropped, monkeypatch):
    with pytest.raises(LedgerError, match="不能用于公示"):
        print_ledger.prepare(dropped, KEY, purpose=Purpose.NOTICE)
    # As an earlier version kept one: it stays in the list of editions, and is not printed again.
    monkeypatch.setattr(filling, "must_be_for", lambda printout, purpose: None)
    edition_no, _ = issue(dropped, purpose=Purpose.NOTICE)
    with pytest.raises(LedgerError, match="现在不能公示") as error:
        print_ledger.reprint(dropped, edition_no)
    assert error.value.hint
    (kept,) = print_ledger.editions(dropped, KEY)
    assert (kept["no"], kept["purpose"]) == (edition_no, "notice")


def test_a_card_needs_its_child(dropped):
    with pytest.raises(LedgerError, match="先选一个学生"):
        print_ledger.prepare(dropped, "student_card")
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    prepared = print_ledger.prepare(dropped, "student_card", subject=students(student))
    _, content = print_ledger.issue(dropped, prepared)
    assert "李𰻝" in text(content)
    assert "王𬱖" not in text(content)


def test_an_unknown_printout_or_edition_is_named(dropped):
    with pytest.raises(LedgerError, match="no_such"):
        print_ledger.prepare(dropped, "no_such")
    with pytest.raises(LedgerError, match="77"):
        print_ledger.reprint(dropped, 77)


def test_a_character_no_font_has_is_named(dropped):
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    edit_file.save_fields(dropped, "student", student, {"name": "李\U0003134a"})
    (problem,) = print_ledger.prepare(dropped, KEY).problems
    assert problem.kind == "glyph"
    assert "U+3134A" in problem.text
    assert problem.about.name == "李\U0003134a"


def test_what_cannot_be_written_leaves_no_edition(dropped, tmp_path):
    prepared = print_ledger.prepare(dropped, KEY)
    with pytest.raises(LedgerError, match="写不进"):
        print_ledger.issue(dropped, prepared, tmp_path / "没有" / "x.pdf")
    assert print_ledger.editions(dropped, KEY) == []
    assert [entry["event"] for entry in audit.entries(dropped, 2)] == ["print_failed", "print"]
    print_ledger.issue(dropped, prepared, tmp_path / "x.pdf")
    assert [row["number"] for row in print_ledger.editions(dropped, KEY)] == [1]
    assert all(fits for _, fits in audit.walk(dropped))


@pytest.fixture
def villages(dropped):
    """Return the ledger with its two dropouts in two villages."""
    for name, village in (("王𬱖", "青山村"), ("李𰻝", "石门村")):
        student = dropped.value("SELECT id FROM student WHERE name = ?", [name])
        edit_file.save_fields(dropped, "student", student, {"village_name": village})
    return dropped


QINGSHAN = Scope(Part.VILLAGE, "青山村")


def test_a_part_of_the_ledger_is_printed_and_kept_as_one(villages):
    number, content = issue(villages, scope=QINGSHAN)
    assert "王𬱖" in text(content)
    assert "李𰻝" not in text(content)
    assert "范围：青山村" in text(content).replace(" ", "")
    assert print_ledger.editions(villages, KEY)[0]["scope"] == QINGSHAN.key
    assert audit.entries(villages)[0]["detail"]["scope"] == QINGSHAN.key
    assert text(print_ledger.reprint(villages, number)) == text(content)


def test_a_part_is_compared_with_the_same_part_only(villages):
    issue(villages, scope=QINGSHAN)
    assert numbers(print_ledger.prepare(villages, KEY)) == ["1", "2"]
    issue(villages)
    student = villages.value("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.save_fields(villages, "student", student, {"phone": "13900000009"})
    assert numbers(print_ledger.prepare(villages, KEY, scope=QINGSHAN)) == ["1*"]
    assert numbers(print_ledger.prepare(villages, KEY, scope=Scope(Part.VILLAGE, "石门村"))) == [
        "1"
    ]


def test_another_paper_marks_what_changed_and_prints_again_on_its_own(dropped):
    small = print_ledger.format_called(
        print_ledger.printout_called(dropped, KEY), Purpose.REPORT, "A4"
    )
    number, first = issue(dropped, paper=small)
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    edit_file.save_fields(dropped, "student", student, {"phone": "13900000009"})
    assert sum(each.endswith("*") for each in numbers(print_ledger.prepare(dropped, KEY))) == 1
    assert print_ledger.edition_size_mm(dropped, number) == (297.0, 210.0)
    again = pypdfium2.PdfDocument(print_ledger.reprint(dropped, number))
    assert [round(side * 25.4 / 72) for side in again.get_page_size(0)] == [297, 210]
    assert text(print_ledger.reprint(dropped, number)) == text(first)


def test_the_parts_are_those_of_the_ledger_and_leave_nobody_out(villages):
    edit_file.add_student(villages, {"name": "无村", "grade": "7"})
    found = print_scope.scopes(villages)
    assert [each.name for each in found if each.part is Part.VILLAGE] == [
        "石门村", "青山村", "村(社区)未填",
    ]  # fmt: skip
    assert [each.value for each in found if each.part is Part.GRADE] == ["7"]
    with pytest.raises(LedgerError, match="无此村") as error:
        print_scope.scope_called(villages, Part.VILLAGE, "无此村")
    assert "青山村" in error.value.hint


def test_a_school_left_by_relocated_children_is_a_part_of_its_own(dropped):
    student = dropped.value("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.add_record(
        dropped, "relocation", student,
        {"origin_school": "青山村小学", "receiving_school": "中心学校", "moved_on": "2026-09-01"},
    )  # fmt: skip
    left = Scope(Part.SCHOOL, "青山村小学")
    assert left in print_scope.scopes(dropped)
    assert print_ledger.prepare(dropped, "relocation_ledger", scope=left).row_count == 1


def test_a_card_takes_no_part_and_no_other_paper(dropped):
    student = dropped.value("SELECT id FROM student WHERE name = '李𰻝'")
    with pytest.raises(LedgerError, match="不分范围"):
        print_ledger.prepare(dropped, "student_card", subject=students(student), scope=QINGSHAN)
    large = print_ledger.Format("A3", True)
    with pytest.raises(LedgerError, match="放不下"):
        print_ledger.prepare(dropped, "student_card", subject=students(student), paper=large)


def test_a_receiving_school_is_a_part_of_the_ledger_of_moves_alone(dropped):
    student = dropped.value("SELECT id FROM student WHERE name = '王𬱖'")
    edit_file.add_record(
        dropped, "relocation", student,
        {"origin_school": "青山村小学", "receiving_school": "中心学校", "moved_on": "2026-09-01"},
    )  # fmt: skip
    moves = print_ledger.printout_called(dropped, "relocation_ledger")
    arrivals = Scope(Part.RECEIVING, "中心学校")
    assert arrivals in print_scope.scopes(dropped, moves)
    assert arrivals not in print_scope.scopes(dropped)
    prepared = print_ledger.prepare(dropped, "relocation_ledger", scope=arrivals)
    assert [sheet.title for sheet in prepared.sheets] == ["中心学校接收撤并学校学生安置台账"]
    assert prepared.row_count == 1
    with pytest.raises(LedgerError, match="不能按接收学校打印"):
        print_ledger.prepare(dropped, KEY, scope=arrivals)


def test_two_closed_schools_are_two_sheets_of_one_edition_that_prints_again(dropped):
    for name, origin in (("王𬱖", "青山村小学"), ("李𰻝", "石门村小学")):
        student = dropped.value("SELECT id FROM student WHERE name = ?", [name])
        row = {"origin_school": origin, "receiving_school": "中心学校", "moved_on": "2026-09-01"}
        edit_file.add_record(dropped, "relocation", student, row)
    prepared = print_ledger.prepare(dropped, "relocation_ledger")
    assert len(prepared.sheets) == 2
    number, first = print_ledger.issue(dropped, prepared)
    assert print_ledger.reprint(dropped, number) == first
    assert "青山村小学撤并学生" in text(first)
    assert "石门村小学撤并学生" in text(first)


def test_a_paper_that_hides_nothing_lists_no_numbers_as_left_unmasked(ledger):
    values = {"name": "王小明", "grade": "7", "phone": "13800000001"}
    child = edit_file.add_student(ledger, values).record_id
    for purpose in (Purpose.REPORT, Purpose.INTERNAL, Purpose.OWN_FILE):
        prepared = print_ledger.prepare(
            ledger, "student_card", subject=print_ledger.students(child), purpose=purpose
        )
        assert [each.text for each in prepared.problems] == []


def test_an_empty_focus_ledger_tells_of_the_children_left_behind(ledger):
    def told(scope=None):
        prepared = print_ledger.prepare(ledger, "focus_ledger", scope=scope)
        return " ".join(each.text for each in beside_empty(ledger, prepared))

    here = {"grade": "3", "left_behind_edu": "2"}
    child = edit_file.add_student(ledger, {"name": "王守", **here}).record_id
    edit_file.add_student(ledger, {"name": "李守", **here, "grade": "4"})
    edit_file.add_student(ledger, {"name": "陈不守", "grade": "4"})
    assert "留守的有 2 个" in told()
    assert "留守的有 1 个" in told(Scope(Part.GRADE, "4"))
    assert "留守" not in told(Scope(Part.GRADE, "5"))
    concern = {"risk_categories": "left_behind", "risk_level": "2", "since_on": "2026-09-01"}
    edit_file.add_record(ledger, "concern", child, concern)
    assert told() == ""
