"""export: ledgers and lists as workbooks."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from ledger_app.actions.exporting.national_order import NATIONAL
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.model import Kind
from ledger_app.domain.telling.for_paper import for_paper
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.restricted import IN_THE_FILE
from ledger_app.exchange.layout.heading_words import meaning_of
from ledger_app.store.file import audit
from ledger_app.store.lists.student_files import load_files
from ledger_app.store.safety import ledger_files
from tests.ledgers import open_again

# Who is marked does not go out; marks of the register get the day they come in where none is said.
NOT_CARRIED = {"confidentiality", "marked_on"}

LEDGERS = (
    "suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger", "elsewhere_ledger",
    "leave_ledger", "board_table", "opening_report", "comparison_sheet",
)  # fmt: skip


@pytest.mark.parametrize("key", LEDGERS)
def test_every_table_is_written_with_its_title(shell, demo, tmp_path, key):
    title = {each["key"]: each["title"] for each in shell("printouts", demo, "--json").json}[key]
    said = shell("export", demo, key, tmp_path / "表.xlsx")
    assert said.code == 0, said.err
    assert str(tmp_path / "表.xlsx") in said.out
    sheet = load_workbook(tmp_path / "表.xlsx").worksheets[0]
    assert title in sheet["A1"].value


def test_a_card_is_refused_with_a_sentence(shell, demo, tmp_path):
    said = shell("export", demo, "student_card", tmp_path / "卡.xlsx")
    assert said.code == 1
    assert "不能存成工作簿" in said.err
    assert not (tmp_path / "卡.xlsx").exists()


def test_a_ledger_of_one_school_names_its_part(shell, demo, tmp_path):
    out = tmp_path / "一校.xlsx"
    said = shell("export", demo, "focus_ledger", out, "--school", "长山村小学")
    assert said.code == 0, said.err
    rows = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows()]
    assert any("范围：长山村小学" in str(row[0]) for row in rows[:4])
    column = next(row.index("学校") for row in rows if "学校" in row)
    assert {row[column] for row in rows if str(row[0]).isdigit()} == {"长山村小学"}


# Lists of children.


def said(value):
    """Return a value as far as it may leave the ledger."""
    return None if value == IN_THE_FILE else value


def children(path):
    """Return every field of every child with its family and school, by identity number."""
    ledger = open_again(path)
    try:
        found = {}
        for file in load_files(ledger):
            shown = for_paper(file, ledger.day(), Purpose.REPORT, signed_by_family=False)
            values = {key: said(shown.student[key]) for key in KEYS}
            family = [
                {key: said(row[key]) for key in MEMBER_KEYS} for row in shown.of("family_member")
            ]
            school = (file.school["name"], file.school["code"])
            found[file.student["id_no"]] = (values, family, school)
        return found
    finally:
        ledger_files.close(ledger)


KEYS = [
    field.key
    for field in STUDENT.fields
    if not field.sensitive and field.kind is not Kind.SCHOOL and field.key not in NOT_CARRIED
]
MEMBER_KEYS = [field.key for field in TABLES["family_member"].fields]


@pytest.fixture
def others(shell, tmp_path):
    """Return an empty ledger of the same unit."""
    path = tmp_path / "另一个.ledger"
    said = shell(
        "new", path, "--unit", "福利镇中心学校", "--code", "2152000001", "--kind", "township"
    )
    assert said.code == 0, said.err
    return path


def imported(shell, ledger, book):
    said = shell("import", ledger, book, "--json")
    assert said.code == 0, said.err
    return said.json


def kinds(result) -> set[str]:
    """Return the kinds of problems; invented numbers end in 000 by chance, which is said."""
    told = [each for each in result["problems"] if "末三位是 000" not in each["text"]]
    return {each["kind"] for each in told}


def test_all_children_come_back_into_the_same_ledger_unchanged(shell, demo, tmp_path):
    book = tmp_path / "名单.xlsx"
    said = shell("export", demo, "students", book)
    assert said.code == 0, said.err
    before = children(demo)
    result = imported(shell, demo, book)
    assert (result["rows"], result["unchanged"]) == (928, 928)
    assert (result["problems"], result["unsure"], result["changes"]) == ([], [], [])
    assert children(demo) == before


def test_all_children_come_with_every_field_into_an_empty_ledger(shell, demo, others, tmp_path):
    book = tmp_path / "名单.xlsx"
    shell("export", demo, "students", book)
    result = imported(shell, others, book)
    assert result["created"] == 928
    assert kinds(result) == {"new_school"}
    before, after = children(demo), children(others)
    assert before.keys() == after.keys()
    different = [number for number in before if before[number] != after[number]]
    assert different == []
    assert sum(value is not None for values, _, _ in after.values() for value in values.values())


def test_the_national_list_has_its_70_columns_and_comes_back_the_same(
    shell, demo, others, tmp_path
):
    book, again = tmp_path / "全国.xlsx", tmp_path / "再来.xlsx"
    assert shell("export", demo, "national", book).code == 0
    sheet = load_workbook(book).active
    assert tuple(cell.value for cell in sheet[1]) == NATIONAL
    assert len(NATIONAL) == 70
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "n"}
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.number_format for cell in filled} == {"@"}
    result = imported(shell, others, book)
    assert result["created"] == 928
    assert kinds(result) == {"new_school"}
    carried = {meaning_of(heading).field.key for heading in NATIONAL[1:46]}
    before, after = children(demo), children(others)
    for number, (values, family, school) in before.items():
        got, members, in_school = after[number]
        assert {key: got[key] for key in carried} == {key: values[key] for key in carried}
        assert (members, in_school[1]) == (family, school[1])
    assert shell("export", others, "national", again).code == 0
    assert imported(shell, others, again)["unchanged"] == 928


def test_a_list_for_the_office_hides_the_numbers(shell, demo, tmp_path):
    book = tmp_path / "名单.xlsx"
    shell("export", demo, "students", book, "--purpose", "internal")
    number = next(iter(children(demo)))
    texts = {str(cell.value) for row in load_workbook(book).active.iter_rows() for cell in row}
    assert number not in texts
    assert any(text.startswith(number[:6] + "*") for text in texts)


def test_who_is_marked_stays_and_is_counted_and_what_went_out_is_logged(shell, demo, tmp_path):
    number = next(iter(children(demo)))
    assert shell("set", demo, number, "confidentiality=是").code == 0
    said = shell("export", demo, "students", tmp_path / "名单.xlsx")
    assert "涉密的 1 人没有写" in said.err
    assert "927 行" in said.out
    ledger = open_again(demo)
    entry = next(each for each in audit.entries(ledger) if each["event"] == "export")
    ledger_files.close(ledger)
    assert (entry["detail"]["list"], entry["detail"]["rows"]) == ("students", 927)


def test_no_list_of_children_goes_to_a_notice_board(shell, demo, tmp_path):
    said = shell("export", demo, "national", tmp_path / "名单.xlsx", "--purpose", "notice")
    assert said.code == 1
    assert "只能用于上报或内部" in said.err


# Fill-in workbooks.


def test_a_form_goes_out_comes_back_by_import_and_its_return_is_listed(shell, demo, tmp_path):
    book = tmp_path / "三1.xlsx"
    words = ("--school", "长山村小学", "--grade", "3", "--class", "1", "--field", "特长")
    said = shell("fillin", demo, book, *words)
    assert said.code == 0, said.err
    assert "没有交回" in shell("fillin", demo).out
    form = load_workbook(book)
    sheet = form["填报表"]
    column = next(cell.column for cell in sheet[3] if cell.value == "特长")
    sheet.cell(4, column).value = "书法"
    form.save(book)
    result = imported(shell, demo, book)
    assert (result["updated"], result["created"], result["skipped"]) == (1, 0, 0)
    (returned,) = shell("fillin", demo, "--json").json
    assert returned["returned"] == returned["children"] == result["rows"]
    assert returned["returned_on"]
