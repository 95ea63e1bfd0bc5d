"""Fill-in workbooks: what is known is locked, who comes back is known by its key, nothing else."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from ledger_app.actions import edit_file, import_workbook
from ledger_app.actions.exporting import hand_out
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.import_plan import RowFate
from ledger_app.store.file import settings

NAMES = ("王𬱖", "李梅", "张三", "张三")  # the last two have one name and nothing that tells them


@pytest.fixture
def school(ledger):
    return settings.get(ledger, "own_school") or edit_file.add_record(
        ledger, "school", None, {"name": "石门小学"}
    )


@pytest.fixture
def ids(ledger, school):
    place = {"school": school, "grade": "3", "class_no": "1"}
    made = [edit_file.add_student(ledger, {"name": name, **place}).record_id for name in NAMES]
    edit_file.save_fields(ledger, "student", made[0], {"guardian_phone": "13800000001"})
    return made


@pytest.fixture
def book(ledger, ids, school, tmp_path):
    path = tmp_path / "三1班.xlsx"
    hand_out.hand_out(ledger, (school, "3", "1"), path, ["监护人电话", "民族", "是否寄宿"])
    return path


class Filled:
    """The workbook as a class teacher fills it in."""

    def __init__(self, path):
        self.path, self.book = path, load_workbook(path)
        self.sheet = self.book["填报表"]
        self.columns = {cell.value: cell.column for cell in self.sheet[3]}

    def cell(self, child, heading):
        return self.sheet.cell(4 + child, self.columns[heading])

    def row_of(self, name):
        return next(at for at in range(4) if self.cell(at, "姓名").value == name)

    def save(self):
        self.book.save(self.path)
        return self.path


def stored(ledger, student, key):
    return ledger.value(f"SELECT {key} FROM student WHERE id = ?", [student])


def test_known_cells_are_locked_and_empty_ones_open(book):
    form = Filled(book)
    assert form.sheet.protection.sheet
    known = form.row_of(NAMES[0])
    assert form.cell(known, "监护人电话").value == "13800000001"
    assert form.cell(known, "监护人电话").protection.locked
    assert form.cell(known, "姓名").protection.locked
    empty = form.row_of(NAMES[1])
    assert not form.cell(empty, "监护人电话").protection.locked
    assert form.cell(empty, "监护人电话").value is None
    assert form.sheet.column_dimensions["A"].hidden
    assert {cell.number_format for row in form.sheet.iter_rows(min_row=4) for cell in row} == {"@"}


def test_codes_drop_down_from_their_list(book):
    form = Filled(book)
    rules = {
        str(rule.sqref).split(":")[0]: rule for rule in form.sheet.data_validations.dataValidation
    }
    rule = rules[form.cell(0, "民族").coordinate]
    assert rule.type == "list"
    column, last = rule.formula1.split("!$")[1][0], int(rule.formula1.rpartition("$")[2])
    offered = [form.book["选项"][f"{column}{row}"].value for row in range(1, last + 1)]
    assert offered[0] == "汉族"
    assert len(offered) > 50
    assert form.book["选项"].sheet_state == "hidden"


def test_what_comes_back_fills_the_file_of_its_key_even_of_namesakes(ledger, ids, book):
    form = Filled(book)
    rows = {form.cell(at, "填报编号").value.split("-")[2]: at for at in range(len(NAMES))}
    form.cell(rows[ids[2]], "监护人电话").value = "13800000003"
    form.cell(rows[ids[3]], "监护人电话").value = "13800000004"
    form.cell(rows[ids[1]], "民族").value = "苗族"
    plan = import_workbook.plan(ledger, form.save())
    assert [row.fate for row in plan.rows].count(RowFate.UPDATED) == 3
    assert {row.student_id for row in plan.rows} == set(ids)
    assert not plan.problems
    assert not plan.roster.rows  # a form is no proof of who is at school
    import_workbook.commit(ledger, plan)
    assert stored(ledger, ids[2], "guardian_phone") == "13800000003"
    assert stored(ledger, ids[3], "guardian_phone") == "13800000004"
    assert stored(ledger, ids[1], "ethnic") == "06"


def test_what_the_ledger_has_stays_and_the_difference_is_said(ledger, ids, book):
    form = Filled(book)
    form.cell(form.row_of(NAMES[0]), "监护人电话").value = "13900000009"
    plan = import_workbook.plan(ledger, form.save())
    (change,) = plan.changes
    assert (change.old, change.new, change.written) == ("13800000001", "13900000009", False)
    import_workbook.commit(ledger, plan)
    assert stored(ledger, ids[0], "guardian_phone") == "13800000001"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda key: key[:-1] + ("0" if key[-1] != "0" else "1"), "改过或不完整"),
        (lambda key: key[:20], "改过或不完整"),
        (lambda key: "00000000" + key[8:], "改过或不完整"),
    ],
)
def test_a_row_with_an_altered_key_is_set_aside(ledger, ids, book, spoil, said):
    form = Filled(book)
    cell = form.cell(1, "填报编号")
    cell.value = spoil(cell.value)
    form.cell(1, "监护人电话").value = "13800000002"
    plan = import_workbook.plan(ledger, form.save())
    row = plan.rows[1]
    assert (row.fate, row.student_id) == (RowFate.SKIPPED, None)
    assert said in row.problems[-1].text
    assert sum(each.fate is RowFate.SKIPPED for each in plan.rows) == 1


def test_the_form_of_another_ledger_is_set_aside_row_by_row(ledger, ids, book):
    settings.put(ledger, {"ledger_id": "f" * 32})
    plan = import_workbook.plan(ledger, book)
    assert {row.fate for row in plan.rows} == {RowFate.SKIPPED}
    assert all("另一个台账" in row.problems[-1].text for row in plan.rows)
    assert not plan.fill_ins


def test_names_that_were_moved_to_other_keys_are_set_aside(ledger, ids, book):
    form = Filled(book)
    one, other = (form.cell(form.row_of(name), "姓名") for name in NAMES[:2])
    one.value, other.value = other.value, one.value
    plan = import_workbook.plan(ledger, form.save())
    moved = [row for row in plan.rows if row.fate is RowFate.SKIPPED]
    assert len(moved) == 2
    assert all("填报编号是" in row.problems[-1].text for row in moved)


def test_who_has_returned_it_and_who_has_not_is_kept(ledger, ids, book):
    (before,) = hand_out.returns(ledger)
    assert (before["children"], before["returned_on"], before["late"]) == (4, None, False)
    ledger.clock.move(days=8)
    assert hand_out.returns(ledger)[0]["late"]
    import_workbook.commit(ledger, import_workbook.plan(ledger, book))
    (after,) = hand_out.returns(ledger)
    assert after["returned_on"] == ledger.today().isoformat()
    assert (after["returned"], after["source"], after["late"]) == (4, "三1班.xlsx", False)
    again = import_workbook.commit(ledger, import_workbook.plan(ledger, book))
    assert again.revision_no is None  # nothing new: no second revision


def test_by_default_what_is_missing_and_needed_is_asked(ledger, ids, school, tmp_path):
    done = hand_out.hand_out(ledger, (school, "3", "1"), tmp_path / "a.xlsx")
    assert "民族" in done.asked
    assert not {"姓名", "就读学校", "在籍在校情况", "档案编号"} & set(done.asked)


def test_an_empty_class_and_a_field_for_the_office_are_refused(ledger, ids, school, tmp_path):
    with pytest.raises(LedgerError, match="没有在读的学生"):
        hand_out.hand_out(ledger, (school, "9", "7"), tmp_path / "a.xlsx")
    with pytest.raises(LedgerError, match="不能用填报表"):
        hand_out.hand_out(ledger, (school, "3", "1"), tmp_path / "a.xlsx", ["心理关注"])
    assert not (tmp_path / "a.xlsx").exists()
    assert hand_out.returns(ledger) == []
