"""What no paper may tell of a child: every printout, every sensitive field, every cause tried."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES, Kind
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.restricted import LABEL, RESTRICTED, SENSITIVE, telling_words
from ledger_app.printing import filling
from ledger_app.printing.filling import sheet_texts
from ledger_app.printing.pdf import draw
from ledger_app.printing.printouts import printouts
from ledger_app.printing.tables.code_book import CODE_BOOK, KEY_SHEET
from tests.printing import samples
from tests.printing.samples import printout, sheet_of

OF_NO_CHILD = (CODE_BOOK.key, KEY_SHEET.key)
MARK = "隐匿七九"
# The code book and the keys tell of no child.
EVERY = [pytest.param(one, id=one.key) for one in printouts() if one.shape not in OF_NO_CHILD]
FIELDS = [
    pytest.param(table, field, id=f"{table.key}.{field.key}")
    for table in (STUDENT, *CHILD_TABLES)
    for field in table.fields
    if field.sensitive
]
# What a mark in a sensitive field comes to in words, where it is no text.
SAID = {
    "serious_illness": ("重病", "重大疾病"),
    "case_involved": ("涉案",),
    "family_structure": ("服刑", "戒毒"),
}


def whole_file(key: str = "") -> StudentFile:
    """Return a child that stands on all ledgers with records of all.

    Of L2 and of the report of those who have not come, one that stands on these.
    """
    known = (samples.suspected_file if key == "suspected_ledger" else samples.dropout_file)(0)
    rows = {
        **known.records,
        "relocation": samples.relocation_file(0).of("relocation"),
        "concern": samples.focus_file(0).of("concern"),
        "elsewhere": samples.elsewhere_file(0).of("elsewhere"),
        "leave": samples.leave_file(0).of("leave"),
        "field_note": samples.noted_file(0).of("field_note"),
    }
    if key == "opening_report":
        del rows["placement"]  # it says that the child is back, and gone to another school
    return replace(known, records={key: list(found) for key, found in rows.items()})


def shared(one) -> list[Purpose]:
    """Return what a printout may be printed for, but for the office alone."""
    return [each for each in one.purposes if each is not Purpose.OWN_FILE]


def texts_of(one, file: StudentFile, purpose: Purpose) -> str:
    return "\n".join(sheet_texts(sheet_of(one, [file], purpose=purpose)))


def with_values(file: StudentFile, table: str, values: dict) -> StudentFile:
    """Return the file with these values in the child's row, or in every record of a table."""
    if table == "student":
        return replace(file, student={**file.student, **values})
    rows = [{**row, **values} for row in file.of(table) or ({"id": "r"},)]
    return replace(file, records={**file.records, table: rows})


@pytest.mark.parametrize("one", EVERY)
@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_no_printout_tells_what_a_sensitive_field_holds(one, table, field):
    value = {Kind.YES_NO: "1", Kind.CODES: "1,7", Kind.CODE: "1"}.get(field.kind, MARK)
    file = with_values(whole_file(one.key), table.key, {field.key: value})
    for purpose in shared(one):
        texts = texts_of(one, file, purpose)
        assert not [word for word in SAID.get(field.key, (MARK,)) if word in texts], purpose


@pytest.mark.parametrize("one", EVERY)
def test_the_paper_itself_has_none_of_it(one):
    file = whole_file(one.key)
    values = {field.key: MARK for field in STUDENT.fields if field.sensitive}
    file = with_values(file, "student", values | {"serious_illness": "1", "case_involved": "1"})
    file = with_values(file, "dropout", dict.fromkeys(telling_words("dropout"), MARK))
    buffer = BytesIO()
    draw.draw_sheets([sheet_of(one, [file])], buffer)
    document = pypdfium2.PdfDocument(buffer.getvalue())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    shown = "合计" if one.shape == "class_counts" else samples.NAMES[0][:4]
    if one.key == "comparison_sheet":  # of the lists that were kept, and here is none
        shown = "还没有记"
    if one.shape == "slip":  # of a package, and here is none
        shown = "还没有可以打印的移交包"
    assert shown in text.replace("\r\n", "")
    assert not [word for word in (MARK, "涉案", "重病") if word in text.replace("\r\n", "")]


CAUSES = [
    ("student", {"case_involved": "1"}),
    ("student", {"psychological": "焦虑"}),
    ("student", {"family_structure": "7"}),
    ("student", {"absent_kind": "4"}),
    ("dropout", {"main_reason": "45"}),
    ("dropout", {"dropout_reasons": "01,43"}),
    ("dropout", {"dropout_whereabouts": "12"}),
    ("placement", {"placement": "13"}),
    ("elsewhere", {"kind": "3"}),
    *(
        ("concern", {"risk_categories": code.value, "since_on": "2026-09-01"})
        for code in code_list("risk_category").codes
        if code.group == RESTRICTED
    ),
]


@pytest.mark.parametrize("one", EVERY)
@pytest.mark.parametrize(("table", "values"), CAUSES)
def test_words_that_may_tell_of_a_restricted_matter_are_on_no_shared_paper(one, table, values):
    file = whole_file(one.key)
    for each in (STUDENT, *CHILD_TABLES):
        if each.key == "concern" and table != "concern":
            continue  # one about something else tells its own
        file = with_values(file, each.key, dict.fromkeys(telling_words(each.key), MARK))
    file = with_values(file, table, values)
    for purpose in shared(one):
        texts = texts_of(one, file, purpose)
        assert MARK not in texts, purpose
        names = [c.name for c in code_list("risk_category").codes if c.group == RESTRICTED]
        assert not [name for name in names if name in texts]
        assert "专门学校" not in texts.replace("专门学校学生", "")


def test_every_text_with_room_for_a_sentence_may_tell():
    """A place or a name is short; what is longer is words of somebody, wherever it stands."""
    long_ones = {
        f"{table.key}.{field.key}"
        for table in CHILD_TABLES
        for field in table.fields
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and field.max_length >= 500
    }
    told = {f"{table.key}.{key}" for table in CHILD_TABLES for key in telling_words(table.key)}
    assert long_ones <= told


def labelled() -> StudentFile:
    labels = ",".join(
        code.value
        for code in code_list("risk_category").codes
        if code.group in (LABEL, SENSITIVE) or code.value == "left_behind"
    )
    level = {"risk_categories": labels, "risk_level": "3"}
    return with_values(whole_file(), "concern", level | {"since_on": "2026-09-01"})


def test_no_label_stands_on_a_sheet_that_the_family_signs():
    card = printout("student_card")
    assert card.signed_by_family
    names = [c.name for c in code_list("risk_category").codes if c.group in (LABEL, SENSITIVE)]
    assert "学困生" in names
    focus = printout("focus_ledger")
    assert not focus.signed_by_family
    for purpose in shared(card):
        lines = texts_of(card, labelled(), purpose).split("\n")
        # 厌学 without a box is the reason of a dropout, which the form asks for.
        assert not [line for line in lines if line.lstrip("□☑") in names and line != "厌学"]
        assert "☑留守儿童" in lines
        # The office's own ledger of 重点关注 has them; with a guardian's line under it, no more.
        assert "学困生" in texts_of(focus, labelled(), purpose)
        signed = replace(focus, signers=(*focus.signers, "监护人（签字）"))
        texts = texts_of(signed, labelled(), purpose)
        assert "红" not in texts.split("\n")
        assert not [name for name in names if name in texts]
        assert "留守儿童" in texts


def test_the_own_file_has_the_words_and_stays_in_the_office():
    card = printout("student_card")
    file = with_values(whole_file(), "student", {"case_involved": "1"})
    file = with_values(file, "dropout", {"dropout_detail": MARK})
    own = sheet_of(card, [file], purpose=Purpose.OWN_FILE)
    assert MARK in "\n".join(sheet_texts(own))
    assert own.signers
    assert not [signer for signer in own.signers if "监护人" in signer]
    assert "只存办公室" in own.purpose
    for one in printouts():
        if one.key != card.key:
            assert Purpose.OWN_FILE not in one.purposes
            with pytest.raises(LedgerError, match="不能用于本人档案"):
                sheet_of(one, [file], purpose=Purpose.OWN_FILE)


def test_a_paper_that_takes_the_file_as_it_is_would_be_found(monkeypatch):
    monkeypatch.setattr(filling, "for_paper", lambda file, *_, **__: file)
    file = with_values(whole_file(), "student", {"case_involved": "1"})
    file = with_values(file, "dropout", {"remark": MARK})
    assert MARK in texts_of(printout("dropout_ledger"), file, Purpose.REPORT)
    assert TABLES["dropout"].field("remark").kind is Kind.LONG_TEXT
