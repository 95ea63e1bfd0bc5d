"""A county's own titles and columns: they count at once, on paper and in menus, and are undone."""

from __future__ import annotations

import pypdfium2
import pytest

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.printing import change_printouts, print_ledger
from ledger_app.actions.printing.printouts_in_use import printout_called
from ledger_app.catalogue.unit_tables.printout_change import PRINTOUT_CHANGE
from ledger_app.domain.errors import LedgerError
from ledger_app.printing.tables.declared import TableBody
from ledger_app.store.changes import history, own_changes
from ledger_app.store.changes.revisions import revise
from ledger_app.store.lists.own_values import own_values
from ledger_app.store.safety import check, ledger_files
from tests.ledgers import new_ledger, open_again

KEY = "focus_ledger"


def captions(ledger):
    (sheet,) = print_ledger.prepare(ledger, KEY).sheets
    return [column.caption for column in sheet.columns]


def change(ledger, **given):
    """Change values of columns: caption__entry=value; of the printout itself: entry=value."""
    parts = {tuple(name.rpartition("__")[::2]): value for name, value in given.items()}
    change_printouts.change_printout(ledger, KEY, parts)


def test_title_and_columns_are_those_of_the_ledger_and_can_be_undone(ledger):
    before, title = captions(ledger), printout_called(ledger, KEY).title
    change(ledger, title="{township}重点学生一览", 姓名__caption="学生", 学校__shown=False)
    parts = [part.name for part in printout_called(ledger, KEY).body.parts]
    change(ledger, columns=["序号", "姓名", *parts[1:]])
    (sheet,) = print_ledger.prepare(ledger, KEY).sheets
    assert sheet.title == "重点学生一览"
    after = [column.caption for column in sheet.columns]
    assert after[:2] == ["序号", "学生"]
    assert set(after) == {*before, "学生"} - {"姓名", "学校"}

    undo_revision.undo(ledger)
    undo_revision.undo(ledger)
    assert (captions(ledger), printout_called(ledger, KEY).title) == (before, title)
    undo_revision.redo(ledger)
    assert printout_called(ledger, KEY).title == "{township}重点学生一览"
    assert check.problems(ledger) == []


def test_they_are_there_when_the_ledger_is_opened_again(ledger):
    change(ledger, 姓名__caption="学生", 姓名__width_mm=31.5)
    ledger_files.close(ledger)
    again = open_again(ledger.path)
    (sheet,) = print_ledger.prepare(again, KEY).sheets
    (column,) = [one for one in sheet.columns if one.caption == "学生"]
    assert column.width_mm == 31.5
    ledger_files.close(again)


def test_another_ledger_has_its_own(ledger, tmp_path):
    change(ledger, title="别处看不到")
    (tmp_path / "other").mkdir()
    other = new_ledger(tmp_path / "other")
    assert "别处看不到" not in [one.title for one in print_ledger.printouts_in_use(other)]
    ledger_files.close(other)


def test_a_value_and_a_printout_can_be_as_usual_again(ledger):
    usual = captions(ledger)
    change(ledger, 姓名__caption="学生", 学校__shown=False)
    change(ledger, 姓名__caption=None)
    assert captions(ledger) == [each for each in usual if each != "学校"]
    change_printouts.usual_again(ledger, KEY)
    assert captions(ledger) == usual
    said = [row["summary"] for row in history.revisions(ledger)[:2]]
    assert said == [
        "恢复原来的打印表：重点关注（特殊群体）学生台账",
        "改打印表：重点关注（特殊群体）学生台账",
    ]


def test_one_printout_as_usual_leaves_the_others_as_they_are(ledger):
    change_printouts.change_printout(ledger, "student_card", {("", "title"): "{school}档案表"})
    change(ledger, title="重点学生一览")
    change_printouts.usual_again(ledger, KEY)
    assert printout_called(ledger, KEY).plain_title != "重点学生一览"
    assert printout_called(ledger, "student_card").plain_title == "档案表"


def test_the_title_of_a_card_can_be_changed(ledger):
    change_printouts.change_printout(ledger, "student_card", {("", "title"): "{school}档案表"})
    assert printout_called(ledger, "student_card").plain_title == "档案表"


def test_a_card_has_no_columns_to_change(ledger):
    with pytest.raises(LedgerError, match="没有“姓名”这一列") as error:
        change_printouts.change_printout(ledger, "student_card", {("姓名", "caption"): "学生"})
    assert "标题" in error.value.hint


def test_rows_are_not_starred_for_having_other_columns_than_before(ledger):
    child = edit_file.add_student(ledger, {"name": "王小明"}).record_id
    edit_file.add_record(ledger, "concern", child, {"risk_categories": "poor"})
    print_ledger.issue(ledger, print_ledger.prepare(ledger, KEY))
    change(ledger, 学校__shown=False)
    (sheet,) = print_ledger.prepare(ledger, KEY).sheets
    assert [row[0] for row in sheet.rows] == ["1"]
    print_ledger.issue(ledger, print_ledger.prepare(ledger, KEY))
    edit_file.save_fields(ledger, "student", child, {"name": "王小阳"})
    (sheet,) = print_ledger.prepare(ledger, KEY).sheets
    assert [row[0] for row in sheet.rows] == ["1*"]


def test_an_edition_stays_as_it_was_printed(ledger):
    no, _ = print_ledger.issue(ledger, print_ledger.prepare(ledger, KEY))
    change(ledger, title="改过的标题", 姓名__caption="改过的列名")
    document = pypdfium2.PdfDocument(print_ledger.reprint(ledger, no))
    text = document[0].get_textpage().get_text_range()
    assert "重点关注（特殊群体）学生台账" in text
    assert "改过的" not in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "  "}, "标题不能为空"),
        ({"title": "{village}台账"}, "village"),
        ({"姓名__caption": ""}, "“姓名”一列"),
        ({"姓名__shown": 0}, "“姓名”一列"),
        ({"姓名__width_mm": 2}, "太窄或太宽"),
        ({"姓名__width_mm": True}, "width_mm 不能是 True"),
        ({"姓名__width_mm": 399}, "各列宽合计"),
        ({"columns": ["姓名", "性命"]}, "没有“性命”这一列"),
        ({"性命__caption": "姓名"}, "没有“性命”这一列"),
    ],
)
def test_what_could_not_be_printed_is_refused_with_nothing_kept(ledger, given, said):
    before = history.newest_no(ledger)
    with pytest.raises(LedgerError, match=said) as error:
        change(ledger, **given)
    assert "重点关注" in error.value.message
    assert history.newest_no(ledger) == before
    assert captions(ledger)


def test_a_column_nobody_has_put_in_order_follows_the_one_before_it(ledger):
    names = [part.name for part in printout_called(ledger, KEY).body.parts]
    backwards = [name for name in reversed(names) if name not in names[3:5]]
    change(ledger, columns=backwards)
    after = [part.name for part in printout_called(ledger, KEY).body.parts]
    at = backwards.index(names[2]) + 1
    assert after == [*backwards[:at], *names[3:5], *backwards[at:]]


def test_a_column_that_this_program_no_longer_has_is_left_alone(ledger):
    usual = captions(ledger)
    old = {(KEY, "早已没有的一列", "caption"): "什么", (KEY, "", "columns"): ["早已没有的一列"]}
    with revise(ledger, "setting", "旧程序改的") as revision:
        own_changes.keep(revision, PRINTOUT_CHANGE, old)
    assert captions(ledger) == usual
    change(ledger, 姓名__caption="学生")
    assert own_values(ledger, PRINTOUT_CHANGE).keys() == {*old, (KEY, "姓名", "caption")}


def test_columns_left_to_the_pen_and_doubles_have_names_of_their_own(ledger):
    bodies = [each.body for each in print_ledger.printouts_in_use(ledger)]
    tables = [body for body in bodies if isinstance(body, TableBody)]
    assert len(tables) > 5
    for table in tables:
        names = [part.name for part in table.parts]
        assert len(set(names)) == len(names)
        assert all(names)
