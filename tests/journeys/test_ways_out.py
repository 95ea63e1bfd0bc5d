"""Wherever a child's address, telephone or class leaves the program, its safety note comes first.

Each module that writes a file, fills the clipboard or holds a printer is declared here: with the
ways by which children leave, or with the reason why none does. Every way is gone, and every
printout: a new one goes through `issue_as`, which asks.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.checking.safety_lines import NotRead, safety_lines
from ledger_app.actions.contact import dial_code
from ledger_app.actions.exporting import hand_out, list_workbook, whole_lists
from ledger_app.actions.handoff import package_story
from ledger_app.actions.handoff.package_story import NotTaken, PackageStory
from ledger_app.actions.printing import print_ledger, print_workbook
from ledger_app.actions.printing.safety_on_paper import on_paper
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.subject import Of
from ledger_app.printing import filling
from tests.actions.handoff.planted import GREEN, new_township, take_package
from tests.gui.children import CHILDREN, fill

CHECKOUT = Path(__file__).resolve().parents[2]
WRITERS = tuple(
    f"ledger_app.{each}"
    for each in ("files.writing", "files.stick", "files.copying", "exchange.writing")
)
NOTE = "不得告知父亲住址"

# Where no child leaves, and why.
NOBODY = {
    "actions.copy_elsewhere": "the encrypted ledger itself, notes and all",
    "actions.demo.show_demo": "invented children",
    "actions.handoff.card_paper": "keys of the unit",
    "actions.handoff.making": "sealed for the other unit, notes and all; preflight names who",
    "actions.handoff.pairing": "keys of the unit",
    "actions.import_workbook": "rows of a workbook that was brought, for whoever brought it",
    "actions.imports.column_files": "headings of a source",
    "actions.password_attempts": "when a password was wrong",
    "actions.printing.recovery_sheet": "the key of the ledger",
    "actions.visits.whom_to_visit": "codes on the route sheet, which print_ledger issues",
    "exchange.reading.read_workbook": "a process that reads the workbook that was brought",
    "exchange.writing.failed_rows": "called by import_workbook",
    "exchange.writing.fill_in_book": "called by hand_out",
    "exchange.writing.ledger_sheets": "called by print_workbook",
    "exchange.writing.tables": "called by the lists",
    "gui.entry.recovery_code": "reads the clipboard",
    "gui.entry.recovery_dialog": "the key of the ledger",
    "gui.entry.self_check": "of the computer, without names",
    "gui.form.line_entry": "reads the clipboard",
    "gui.imports.incoming": "reads the clipboard",
    "gui.input_method.session_bus": "asks the desktop which input methods there are",
    "gui.kit.remembered": "widths of columns",
    "gui.printing.issuing": "takes its pages from print_ledger",
    "gui.printing.printed_file": "takes its pages from print_ledger",
    "gui.printing.printer_job": "takes its pages from print_ledger",
    "gui.printing.printer_paper": "sizes of paper",
    "gui.window.bug_dialog": "how the program broke, without values",
    "gui.window.clipboard": "empties the clipboard; what is copied of a field was under the note",
    "gui.window.headless": "pictures of invented children",
    "gui.window.main": "a signal wakes Qt through a pair of sockets",
    "gui.window.messages": "how the program broke, without values",
    "printing.cards.pair_card": "keys of the unit",
    "printing.pdf.document": "called by printing.pdf.draw, into memory",
    "printing.pdf.draw": "called by print_ledger",
}


# The ways by which children leave: each does it, having read `seen`.


def paper(ledger, out, seen, ids):
    print_ledger.issue(ledger, print_ledger.prepare(ledger, "focus_ledger"), out / "a.pdf", seen)


def printer(ledger, out, seen, ids):
    print_ledger.issue_pages(ledger, print_ledger.prepare(ledger, "suspected_ledger"), seen)


def route(ledger, out, seen, ids):
    prepared = print_ledger.prepare(ledger, "visit_list", purpose=Purpose.VISIT)
    print_ledger.issue(ledger, prepared, out / "b.pdf", seen)


def card(ledger, out, seen, ids):
    of = print_ledger.students(ids["王𬱖"])
    prepared = print_ledger.prepare(ledger, "student_card", subject=of)
    print_ledger.issue(ledger, prepared, out / "c.pdf", seen)


def old_paper(ledger, out, seen, ids):
    number = kept_before_the_note(ledger, "suspected_ledger")
    print_ledger.reprint(ledger, number, out / "d.pdf", seen)


def old_pages(ledger, out, seen, ids):
    print_ledger.reprint_pages(ledger, kept_before_the_note(ledger, "visit_list"), seen)


def ledger_workbook(ledger, out, seen, ids):
    prepared = print_ledger.prepare(ledger, "suspected_ledger")
    print_workbook.issue(ledger, prepared, out / "e.xlsx", seen)


def list_on_screen(ledger, out, seen, ids):
    nos = ledger.column("SELECT no FROM student")
    list_workbook.save(ledger, nos, [("姓名", lambda row, day: row["name"])], out / "f.xlsx", seen)


def copied_rows(ledger, out, seen, ids):
    list_workbook.copied(ledger, list(ids.values()), ["姓名"], seen)


def whole_list(ledger, out, seen, ids):
    whole_lists.write(ledger, "students", out / "g.xlsx", seen=seen)


def national_list(ledger, out, seen, ids):
    whole_lists.write(ledger, "national", out / "h.xlsx", seen=seen)


def form_of_a_class(ledger, out, seen, ids):
    school = ledger.value("SELECT id FROM school")
    hand_out.hand_out(ledger, (school, "3", "2"), out / "i.xlsx", ["民族"], seen)


def code_to_dial(ledger, out, seen, ids):
    dial_code.dial_code(ledger, ids["王𬱖"], "13800001000", seen)


WAYS = {
    "actions.printing.print_ledger": (paper, printer, route, card, old_paper, old_pages),
    "actions.printing.print_workbook": (ledger_workbook,),
    "actions.exporting.list_workbook": (list_on_screen, copied_rows),
    "actions.exporting.whole_lists": (whole_list, national_list),
    "actions.exporting.hand_out": (form_of_a_class,),
    "gui.exporting.list_saving": (copied_rows,),  # asks list_workbook, then fills the clipboard
    "actions.contact.dial_code": (code_to_dial,),
}


OUT_OF_PYTHON = {"shutil", "subprocess", "socket", "http", "urllib", "smtplib", "ftplib"}
OUT_OF_QT = {
    "QPrinter", "QPdfWriter", "QSaveFile", "QFile", "QDrag", "QProcess", "QTextDocumentWriter",
    "QClipboard", "QTcpSocket", "QNetworkAccessManager",
}  # fmt: skip
CALLED = {"clipboard", "write_text", "write_bytes", "symlink_to", "hardlink_to"}
ON_SCREEN = {"painter", "self._painter", "self"}  # what they save is no file


def leads_out(source: str) -> bool:
    """Tell whether a module writes files, has the clipboard or a printer, or calls others in."""
    return any(_leads_out(node) for node in ast.walk(ast.parse(source)))


def _leads_out(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom | ast.Import):
        names = [each.name for each in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{each}" for each in names)]
        is_writer = any(n == w or n.startswith(f"{w}.") for n in names for w in WRITERS)
        return is_writer or any(n.split(".")[0] in OUT_OF_PYTHON for n in names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _writes(node, node.func)
    if isinstance(node, ast.Attribute):
        return node.attr in CALLED
    return isinstance(node, ast.Name) and node.id in {*OUT_OF_QT, "open", "matrix"}


def _writes(call: ast.Call, of: ast.Attribute) -> bool:
    """Tell whether this is `path.open("w")`, `os.open` for writing, `picture.save(…)`."""
    if of.attr == "open":
        given = [*call.args, *(each.value for each in call.keywords)]
        modes = [each.value for each in given if isinstance(each, ast.Constant)]
        return ast.unparse(of.value) == "os" or any(set("wax+") & set(str(m)) for m in modes)
    return of.attr in CALLED or (of.attr == "save" and ast.unparse(of.value) not in ON_SCREEN)


@pytest.mark.parametrize(
    "source",
    [
        "from ledger_app.files import writing",
        "from ledger_app.files.writing import write",
        "import ledger_app.files.writing",
        "path.write_text(names)",
        "open(path, 'w')",
        "path.open('wb')",
        "path.open(mode='a')",
        "os.open(path, os.O_WRONLY)",
        "book.save(path)",
        "view.grab().save(path)",
        "import shutil",
        "from subprocess import run",
        "QGuiApplication.clipboard().setText(name)",
        "QPdfWriter(path)",
        "QPrinter()",
        "QDrag(view)",
    ],
)
def test_a_new_module_that_writes_would_be_found(source):
    assert leads_out(source)
    assert not leads_out("painter.save()\npath.open('rb')\nself.view.open(student)")


def test_every_module_that_leads_out_is_declared_here():
    found = set()
    for room in ("actions", "cli", "exchange", "gui", "printing"):
        for module in (CHECKOUT / "ledger_app" / room).rglob("*.py"):
            if leads_out(module.read_text("utf-8")):
                found.add(".".join(module.relative_to(CHECKOUT / "ledger_app").parts)[:-3])
    assert found == WAYS.keys() | NOBODY.keys()


def kept_before_the_note(ledger, key):
    """Return the edition that was printed while nobody had a note."""
    return ledger.value("SELECT no FROM edition WHERE printout = ? ORDER BY no LIMIT 1", [key])


@pytest.fixture
def ids(ledger):
    """Return children of whom one got a note after two papers of it were printed."""
    found = fill(ledger)
    for key in ("suspected_ledger", "visit_list"):
        purpose = print_ledger.printout_called(ledger, key).purposes[0]
        print_ledger.issue(ledger, print_ledger.prepare(ledger, key, purpose=purpose))
    edit_file.save_fields(ledger, "student", found["王𬱖"], {"safety_note": NOTE})
    return found


def papers_read(ledger):
    told = ledger.column("SELECT detail FROM audit WHERE event = 'safety_seen' ORDER BY no")
    return [json.loads(each) for each in told]


@pytest.mark.parametrize(
    "way", {way.__name__: way for ways in WAYS.values() for way in ways}.values()
)
def test_a_child_with_a_note_leaves_by_no_way_before_it_was_read(way, ledger, ids, tmp_path):
    written_before = sorted(tmp_path.iterdir())
    with pytest.raises(NotRead) as refused:
        way(ledger, tmp_path, (), ids)
    assert [each.name for each in refused.value.lines] == ["王𬱖"]
    assert sorted(tmp_path.iterdir()) == written_before
    assert not papers_read(ledger)
    assert "王" not in str(refused.value)
    assert NOTE not in str(refused.value)

    way(ledger, tmp_path, refused.value.lines, ids)
    [noted] = papers_read(ledger)
    assert noted["students"] == [ids["王𬱖"]]


def test_a_note_that_was_changed_since_it_was_read_is_read_anew(ledger, ids):
    prepared = print_ledger.prepare(ledger, "suspected_ledger")
    read = on_paper(ledger, prepared)
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"safety_note": "不得告知母亲住址"})
    with pytest.raises(NotRead):
        print_ledger.issue(ledger, prepared, seen=read)
    edit_file.save_fields(ledger, "student", ids["李梓涵"], {"safety_note": NOTE})
    print_ledger.issue(ledger, prepared, seen=on_paper(ledger, prepared))


def test_an_old_edition_is_known_by_the_name_that_the_child_had_then(ledger, ids):
    edit_file.save_fields(ledger, "student", ids["王𬱖"], {"name": "黄小雨"})
    number = kept_before_the_note(ledger, "suspected_ledger")
    [line] = print_ledger.on_kept(ledger, number)
    assert line.name == "黄小雨"
    undo_revision.undo(ledger)
    undo_revision.undo(ledger)
    assert print_ledger.on_kept(ledger, number) == []
    print_ledger.reprint(ledger, number)


# Every printout there is, of every subject.


def subjects(printout, ids):
    yield print_ledger.UNIT
    if Of.STUDENTS in printout.subjects:
        yield print_ledger.students(ids["王𬱖"])
        yield print_ledger.students(*ids.values())


def papers(ledger, ids):
    """Yield every printout as it can be printed of these children."""
    for printout in print_ledger.printouts_in_use(ledger):
        for subject in subjects(printout, ids):
            if subject.of in printout.subjects and (subject.names or not printout.needs_student):
                purpose = printout.purposes[0]
                yield print_ledger.prepare(ledger, printout.key, subject=subject, purpose=purpose)


def test_whoever_is_named_by_any_printout_is_asked_about_now_and_when_it_is_printed_again(
    ledger, ids
):
    for student in ids.values():
        edit_file.save_fields(ledger, "student", student, {"safety_note": NOTE})
    edit_file.save_fields(ledger, "student", ids["单小雨"], {"safety_note": ""})
    naming = set()
    for prepared in papers(ledger, ids):
        said = "\n".join(text for each in prepared.sheets for text in filling.sheet_texts(each))
        named = {name for name, *_ in CHILDREN if name in said} - {"单小雨"}
        asked = on_paper(ledger, prepared)
        assert named <= {each.name for each in asked}, prepared.printout.key
        if not named:
            continue
        naming.add(prepared.printout.key)
        with pytest.raises(NotRead):
            print_ledger.issue(ledger, prepared)
        number, _ = print_ledger.issue(ledger, prepared, seen=asked)
        again = print_ledger.on_kept(ledger, number)
        assert named <= {each.name for each in again}, prepared.printout.key
        with pytest.raises(NotRead):
            print_ledger.reprint(ledger, number)
    assert {"student_card", "visit_list", "suspected_ledger", "focus_ledger"} <= naming


def test_the_slip_of_a_package_names_children_too(tmp_path):
    ledger = new_township(tmp_path)
    first, second = take_package(ledger, GREEN, 6, ["王小明", "李梓涵"])
    told = PackageStory(
        missing={second: "李梓涵"}, not_taken=(NotTaken("赵涛", "联系记录", "别处"),)
    )
    take_package(ledger, GREEN, 7, [], told=package_story.as_text(told))
    for child in (first, second):
        edit_file.save_fields(ledger, "student", child, {"safety_note": NOTE})
    prepared = print_ledger.prepare(ledger, "receipt_slip")
    assert [each.name for each in on_paper(ledger, prepared)] == ["李梓涵"]
    with pytest.raises(NotRead):
        print_ledger.issue(ledger, prepared)
    number, _ = print_ledger.issue(ledger, prepared, seen=safety_lines(ledger))
    assert [each.name for each in print_ledger.on_kept(ledger, number)] == ["李梓涵"]
