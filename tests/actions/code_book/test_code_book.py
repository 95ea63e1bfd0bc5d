"""字段说明: every field is told, with who fills it in, from what, and on which papers it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app import paths
from ledger_app.actions.code_book import where_printed
from ledger_app.actions.code_book.as_tables import MOST_CODES, as_tables
from ledger_app.actions.code_book.as_text import contents_page, field_page, table_page
from ledger_app.actions.code_book.lines import field_lines, told_tables
from ledger_app.actions.code_book.read_by import MOST_NAMED, read_by
from ledger_app.actions.printing import print_ledger
from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.telling.restricted import UNSPOKEN_TABLES
from ledger_app.printing.printouts import printouts
from tests.ledgers import new_ledger

LEDGER = "辍学学生台账（劝返销号）"
FOCUS = "重点关注（特殊群体）学生台账"
CARD = "控辍保学“一生一档”档案表"


@pytest.fixture(scope="module")
def lines():
    return field_lines()


def line(lines, table, key):
    return next(each for each in lines if (each.table.key, each.field.key) == (table, key))


def test_every_field_of_a_childs_file_has_its_line(lines):
    told = {(each.table.key, each.field.key) for each in lines}
    wanted = {
        (table.key, field.key) for table in (STUDENT, *CHILD_TABLES) for field in table.fields
    }
    assert wanted - told == set()


def test_every_line_says_who_fills_it_in_and_from_what(lines):
    bare = [each for each in lines if not (each.filled_by and each.field.source)]
    assert [f"{each.table.key}.{each.field.key}" for each in bare] == []


@pytest.mark.parametrize(
    ("table", "key", "who"),
    [
        ("student", "name", "学籍管理员"),
        ("passage", "arrived_on", "学校"),  # answers what the unit above wrote
        ("passage", "left_on", "乡镇(中心校)"),
        ("placement", "close_approver", "乡镇(中心校)"),
        ("placement", "returned_on", "班主任"),
    ],
)
def test_a_field_names_who_fills_it_in_where_two_units_share_a_record(lines, table, key, who):
    assert line(lines, table, key).filled_by == who


def test_a_field_says_what_it_is_guarded_by_how_long_it_may_be_and_its_other_headings(lines):
    guarded = [each for each in lines if each.field.sensitive]
    assert guarded
    for each in lines:
        assert (each in guarded) is ("敏感，平时不显示" in each.cells[-1])
        assert all(alias in each.cells[-1] for alias in each.field.aliases)
        longest = f"最多 {each.field.max_length} 字"
        assert (longest in each.shape) is bool(each.field.max_length)


@pytest.mark.parametrize(
    ("table", "key", "papers"),
    [
        ("student", "guardian_phone", {LEDGER, CARD}),  # out of 监护人及电话
        ("student", "birth_date", {FOCUS, CARD}),  # of which the ledger has the month only
        ("placement", "returned_on", {LEDGER, CARD}),
        ("concern", "measures", {FOCUS}),
        ("contact", "content", {CARD}),
    ],
)
def test_a_field_names_the_papers_it_stands_on(lines, table, key, papers):
    assert papers <= set(line(lines, table, key).printed_on)


def test_a_word_of_the_form_itself_is_no_field(lines):
    # 学生 stands in every title: who was met does not.
    assert line(lines, "contact", "met_who").printed_on == (CARD,)


def test_what_no_shared_paper_has_is_said_to_stand_nowhere_or_in_the_own_file(lines):
    for each in lines:
        guarded = each.field.sensitive or each.table.key in UNSPOKEN_TABLES
        shared = [title for title in each.printed_on if "只在本人档案" not in title]
        assert not (guarded and shared), each.field.key


def test_a_column_that_is_left_out_is_no_longer_said_to_print(monkeypatch):
    without = [each for each in printouts() if each.plain_title != FOCUS]
    assert FOCUS not in line(field_lines(without), "concern", "measures").printed_on
    # Planted: if what the fields hold were not looked for, composed columns would be forgotten.
    monkeypatch.setattr(where_printed, "_traced", lambda *_: ())
    assert LEDGER not in line(field_lines(), "student", "guardian_phone").printed_on


def test_codes_stand_beside_their_field_and_long_lists_apart(lines):
    fields, codes = as_tables(lines)["tables"]
    by_key = {row[3]: row for row in fields["rows"]}
    assert "1 男" in by_key["student.sex"][5]
    assert len(code_list("ethnic").codes) > MOST_CODES
    assert by_key["student.ethnic"][5] == f"共 {len(code_list('ethnic').codes)} 项，见代码表"
    assert any(row[1:3] == ("05", "维吾尔族") for row in codes["rows"])


def test_the_help_leads_from_all_tables_to_each_field(lines):
    contents = contents_page(lines)
    for table in told_tables():
        assert f"]({table.key})" in contents
    page = table_page(STUDENT, lines)
    assert "](student.id_no)" in page
    told = field_page(line(lines, "student", "left_behind_mca"))
    assert "民政口径" in told
    assert "班主任" in told
    assert "| 1 | 是 |" in told


def test_a_field_says_which_rules_look_at_it_which_it_answers_and_what_is_checked():
    rules = load_rules(paths.resources() / "rules")
    told = read_by(rules)
    assert "检查：不晚于“销号日期”" in told["placement", "returned_on"]
    assert "检查：不早于“复学日期”" in told["placement", "closed_on"]
    for sentences in told.values():
        answered = [each.partition("“")[2] for each in sentences if each.startswith("填了就了结")]
        looked = [each for each in sentences if "”看这一项" in each]
        assert len(looked) <= MOST_NAMED
        labels = {each.partition("”")[0] for each in answered}
        assert not labels & {each[1:].partition("”")[0] for each in looked}
    assert any(sentence.startswith("填了就了结") for each in told.values() for sentence in each)


def test_a_rule_that_is_off_asks_for_nothing():
    rules = load_rules(paths.resources() / "rules")
    off = [replace(each, enabled=False) for each in rules]
    said = [sentence for each in read_by(off).values() for sentence in each]
    assert said
    assert all(each.startswith("检查：") for each in said)


def test_signs_of_markdown_in_a_label_stay_signs(lines):
    told = field_page(line(lines, "dropout", "is_suspected"))
    assert "dropout.is\\_suspected" in told


def test_it_is_printed_as_two_tables_and_names_no_child(tmp_path):
    ledger = new_ledger(tmp_path)
    prepared = print_ledger.prepare(ledger, "code_book")
    fields, codes = prepared.sheets
    assert len(fields.rows) == len(field_lines())
    assert len(codes.rows) > 400
    assert prepared.problems == ()


def test_every_table_that_is_told_is_one_people_type(lines):
    assert {each.table.key for each in lines} >= {"school", "school_class", "calendar_day"}
    assert all(each.table.key in TABLES for each in lines)
