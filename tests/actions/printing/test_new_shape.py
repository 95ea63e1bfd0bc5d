"""A third shape of paper and a new kind of record are one module each: made here, at run time.

A notice with a stub to be torn off is of one record, which neither a table nor a card is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import ClassVar

import pypdfium2
import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.printing import print_ledger, printouts_in_use
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.printable_columns import Entry, column_text
from ledger_app.domain.telling.record_kinds import RECORD_KINDS, Candidates, RecordKind, rows_on
from ledger_app.domain.telling.subject import (
    UNIT,
    Of,
    one_class,
    one_record,
    one_school,
)
from ledger_app.printing.boxes import Page, Stroke, Text
from ledger_app.printing.model import Paper
from ledger_app.printing.printouts import printouts, read_printout
from ledger_app.printing.shape import Shape
from ledger_app.printing.shapes import SHAPES

# --- What the module of the new shape would hold.


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A letter to the parents, and the stub that the school keeps."""

    shape: ClassVar[str] = "notice"

    title: str
    unit: str
    as_of: str
    filled_on: str
    letter: str
    stub: str
    purpose: str = ""
    paper: Paper = field(default_factory=lambda: Paper(landscape=False))
    notes: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    footer: str = ""


def read(entries, paper):
    parts = {key: tuple(entries[key]) for key in ("letter", "stub")}
    kind = RECORD_KINDS[entries["records"]]
    for sources in parts.values():
        for source in sources:
            column_text(source, kind)
    return {"body": parts, "kind": kind}


def fill(printout, files, request):
    _, record_id = request.subject.names
    for file in files:
        entries = printout.kind.entries(file, request.on)
        entry = Entry(file, next(row for row in entries if row["id"] == record_id), 1)
        parts = {
            key: "，".join(column_text(one, printout.kind)(entry, request.on) for one in sources)
            for key, sources in printout.body.items()
        }
        yield Notice(title=printout.title, paper=printout.paper, **parts, **request.head)


def pages(sheet):
    width, height = sheet.paper.size_mm
    texts = [(20.0, sheet.title), (40.0, sheet.letter), (220.0, sheet.title), (240.0, sheet.stub)]
    yield Page(
        width, height,
        tuple(Text(30.0, y, text, 12.0) for y, text in texts),
        (Stroke(0.0, 200.0, width, 200.0),),
    )  # fmt: skip


NOTICE = Shape(
    key="notice",
    subjects=frozenset({Of.RECORD}),
    entries=frozenset({"records", "letter", "stub"}),
    read=read,
    fill=fill,
    pages=pages,
    texts=lambda sheet: (sheet.title, sheet.letter, sheet.stub),
    content=lambda sheet: iter([json.dumps([sheet.title, sheet.as_of, sheet.letter, sheet.stub])]),
    read_kept=lambda content: Notice(**content),
)

# --- What the module of the new kind of record would hold.

VISIT = RecordKind(
    key="home_visit",
    candidates=Candidates(tables=("contact",)),
    entries=lambda file, on: [r for r in rows_on(file, "contact", on) if r.get("mode") == "1"],
    table="contact",
    columns={"访谈人次": lambda entry, on: f"第 {len(entry.file.of('contact'))} 次"},
)

# --- What a county would write.

DECLARED = {
    "visit_notice": """
        kind = "notice"
        title = "家访告知书"
        order = 900
        records = "home_visit"
        letter = ["姓名", "contact.contacted_on", "contact.persuaders"]
        stub = ["姓名", "访谈人次", "年级班级"]
    """,
    "visit_table": """
        title = "{school}家访一览"
        order = 910
        records = "home_visit"
        columns = [
            { caption = "序号", source = "序号" },
            { caption = "姓名", source = "姓名" },
            { caption = "哪天", source = "contact.contacted_on" },
            { caption = "第几次", source = "访谈人次" },
        ]
    """,
    "class_list": """
        title = "{school}学生名册"
        order = 920
        records = "student"
        columns = [{ caption = "序号", source = "序号" }, { caption = "姓名", source = "姓名" }]
    """,
}


@pytest.fixture(autouse=True)
def new_shape(monkeypatch, tmp_path):
    """Register shape and kind, and declare printouts with them."""
    monkeypatch.setitem(SHAPES, NOTICE.key, NOTICE)
    monkeypatch.setitem(RECORD_KINDS, VISIT.key, VISIT)
    more = []
    for key, text in DECLARED.items():
        path = tmp_path / f"{key}.toml"
        path.write_text(text, encoding="utf-8")
        more.append(read_printout(path))
    monkeypatch.setattr(printouts_in_use, "printouts", lambda: (*printouts(), *more))


@pytest.fixture
def visited(ledger):
    """Return a ledger with two children, of whom one was visited at home and once called."""
    place = {"grade": "7", "school": ledger.value("SELECT id FROM school")}
    for name, class_no in (("王𬱖", "1"), ("李𰻝", "2")):
        edit_file.add_student(ledger, {**place, "name": name, "class_no": class_no})
    child = ledger.value("SELECT id FROM student WHERE name = '王𬱖'")
    for mode, day in (("2", "2026-11-10"), ("1", "2026-11-12")):
        edit_file.add_record(
            ledger, "contact", child, {"contacted_on": day, "mode": mode, "persuaders": "周老师"}
        )
    return ledger


def record_on(ledger, day):
    return ledger.value("SELECT id FROM contact WHERE contacted_on = ?", [day])


def text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def rows(ledger, key, **given):
    (sheet,) = print_ledger.prepare(ledger, key, **given).sheets
    return [row[1:] for row in sheet.rows]


def test_a_notice_of_one_record_is_shown_issued_and_printed_again(visited):
    subject = one_record("contact", record_on(visited, "2026-11-12"))
    prepared = print_ledger.prepare(visited, "visit_notice", subject=subject)
    shown = text(print_ledger.pdf_bytes(prepared))
    assert "王𬱖，2026-11-12，周老师" in shown
    assert "王𬱖，第 2 次" in shown

    no, content = print_ledger.issue(visited, prepared)
    assert "期号 001" in text(content)
    (edition,) = print_ledger.editions(visited, "visit_notice")
    assert edition["subject"] == subject
    assert edition["content_hash"] == prepared.hashes[0]
    edit_file.save_fields(visited, "contact", subject.names[1], {"persuaders": "别人"})
    assert text(print_ledger.reprint(visited, no)) == text(content)


def test_a_notice_of_a_past_day_names_the_class_of_then(visited):
    record = record_on(visited, "2026-11-12")
    child = visited.value("SELECT id FROM student WHERE name = '王𬱖'")
    first = visited.today()
    visited.clock.move(days=5)
    edit_file.save_fields(visited, "student", child, {"class_no": "2"})
    for day, name in ((first, "七年级1班"), (None, "七年级2班")):
        prepared = print_ledger.prepare(
            visited, "visit_notice", subject=one_record("contact", record), on=day
        )
        assert name in text(print_ledger.pdf_bytes(prepared))


def test_it_cannot_be_of_anything_else_nor_hang_on_a_board(visited):
    with pytest.raises(LedgerError, match="不能按整个单位打印") as error:
        print_ledger.prepare(visited, "visit_notice")
    assert "一条记录" in error.value.hint
    with pytest.raises(LedgerError, match="不能按一条记录打印"):
        print_ledger.prepare(visited, "class_list", subject=one_record("contact", "c"))
    subject = one_record("contact", record_on(visited, "2026-11-12"))
    purpose = print_ledger.Purpose.NOTICE
    with pytest.raises(LedgerError, match="家访告知书不能用于公示"):
        print_ledger.prepare(visited, "visit_notice", subject=subject, purpose=purpose)


@pytest.mark.parametrize("subject", [one_record("contact", "gone"), one_record("school", "x")])
def test_a_record_that_is_not_there_is_said_to_be_missing(visited, subject):
    with pytest.raises(LedgerError, match="找不到这条记录"):
        print_ledger.prepare(visited, "visit_notice", subject=subject)


def test_a_deleted_record_is_not_printed(visited):
    record = record_on(visited, "2026-11-12")
    edit_file.delete_record(visited, "contact", record)
    with pytest.raises(LedgerError, match="找不到这条记录"):
        print_ledger.prepare(visited, "visit_notice", subject=one_record("contact", record))


def test_a_new_kind_of_record_makes_rows_of_a_table(visited):
    assert rows(visited, "visit_table") == [("王𬱖", "2026-11-12", "第 2 次")]


def test_a_character_without_a_shape_is_named_on_any_shape(visited):
    record = record_on(visited, "2026-11-12")
    edit_file.save_fields(visited, "contact", record, {"persuaders": "\U0003134a老师"})
    prepared = print_ledger.prepare(visited, "visit_notice", subject=one_record("contact", record))
    assert [problem.kind for problem in prepared.problems] == ["glyph"]


def test_a_list_can_be_of_a_class_or_a_school(visited):
    school = visited.value("SELECT school FROM student LIMIT 1")
    assert rows(visited, "class_list") == [("王𬱖",), ("李𰻝",)]
    assert rows(visited, "class_list", subject=one_school(school)) == [("王𬱖",), ("李𰻝",)]
    assert rows(visited, "class_list", subject=one_class(school, "7", "2")) == [("李𰻝",)]
    assert rows(visited, "class_list", subject=one_class(school, "8", "2")) == []


def test_a_class_list_of_a_past_day_has_who_was_there_then(visited):
    child = visited.value("SELECT id FROM student WHERE name = '王𬱖'")
    school = visited.value("SELECT school FROM student LIMIT 1")
    first = visited.today()
    visited.clock.move(days=5)
    edit_file.save_fields(visited, "student", child, {"class_no": "2"})
    both = [("李𰻝",), ("王𬱖",)]
    assert rows(visited, "class_list", subject=one_class(school, "7", "2")) == both
    then = rows(visited, "class_list", subject=one_class(school, "7", "2"), on=first)
    assert then == [("李𰻝",)]
    assert rows(visited, "class_list", subject=one_class(school, "7", "1")) == []
    left = rows(visited, "class_list", subject=one_class(school, "7", "1"), on=first)
    assert left == [("王𬱖",)]


def test_an_edition_is_compared_with_the_one_before_of_the_same_subject(visited):
    school = visited.value("SELECT school FROM student LIMIT 1")
    subject = one_class(school, "7", "2")
    for each in (UNIT, subject):
        prepared = print_ledger.prepare(visited, "class_list", subject=each)
        print_ledger.issue(visited, prepared)
    edit_file.add_student(
        visited, {"name": "新来的", "grade": "7", "class_no": "2", "school": school}
    )
    for each, marks in ((UNIT, ["1", "2*", "3"]), (subject, ["1*", "2"])):
        (sheet,) = print_ledger.prepare(visited, "class_list", subject=each).sheets
        assert [row[0] for row in sheet.rows] == marks
