"""From student files to the texts of a ledger."""

import hashlib
import json
from dataclasses import replace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.printing.filling import Edition, fingerprint, sheet_texts
from ledger_app.printing.printouts import printouts
from tests.printing import samples
from tests.printing.samples import HEADER, NAMES, ON, printout, sheet_of

MAKERS = {
    "dropout_ledger": samples.dropout_file,
    "suspected_ledger": samples.suspected_file,
    "focus_ledger": samples.focus_file,
    "relocation_ledger": samples.relocation_file,
    "elsewhere_ledger": samples.elsewhere_file,
    "leave_ledger": samples.leave_file,
}


def ledger(key="dropout_ledger", files=None, purpose=Purpose.REPORT, **more):
    files = [MAKERS[key](index) for index in range(15)] if files is None else files
    return sheet_of(printout(key), files, ON, HEADER, purpose, **more)


def column(sheet, caption):
    place = [one.caption for one in sheet.columns].index(caption)
    return [row[place] for row in sheet.rows]


@pytest.mark.parametrize("key", MAKERS)
def test_each_child_stands_on_its_own_ledger_only(key):
    everyone = [make(index) for make in MAKERS.values() for index in range(15)]
    listed = [file for file in everyone if ledger(key, [file]).rows]
    assert len(ledger(key, everyone).rows) == 15
    assert listed == [file for file in everyone if file in [MAKERS[key](i) for i in range(15)]]


def test_rows_are_numbered_in_reading_order():
    sheet = ledger(files=[samples.dropout_file(index) for index in (7, 0, 9, 1)])
    assert column(sheet, "序号") == ["1", "2", "3", "4"]
    assert column(sheet, "年级") == ["一年级", "一年级", "二年级", "八年级"]


def test_title_takes_the_names_and_leaves_out_what_is_not_known():
    assert ledger().title == "青山乡辍学学生台账（劝返销号）"
    assert ledger("relocation_ledger").title == "青山乡大石头沟教学点撤并学生分流安置台账"
    nameless = replace(HEADER, township="")
    sheet = sheet_of(printout("dropout_ledger"), [], ON, nameless, Purpose.REPORT)
    assert sheet.title == "辍学学生台账（劝返销号）"


def test_an_empty_ledger_counts_zero():
    assert ledger(files=[]).notes[0] == "本表共 0 人 0 条，已返校 0 人，未返校 0 人。"


def test_a_report_is_full():
    sheet = ledger()
    assert set(column(sheet, "姓名")) == set(NAMES)
    assert all("*" not in text for row in sheet.rows for text in row)


def test_an_internal_paper_hides_the_middle_of_every_number():
    for key in MAKERS:
        for row in ledger(key, purpose=Purpose.INTERNAL).rows:
            assert not any(samples.id_number("2012-01-10", 101)[6:14] in text for text in row)
            assert not any("3800000" in text or "3900000" in text for text in row)
    sheet = ledger(purpose=Purpose.INTERNAL)
    assert column(sheet, "身份证号")[0] == "529901********1103"
    assert column(sheet, "联系电话")[0] == "138****0009"
    assert set(column(sheet, "姓名")) == set(NAMES)


def test_a_notice_shows_surname_and_class_and_nothing_else():
    files = [samples.dropout_file(index) for index in range(15)]
    sheet = sheet_of(samples.hung_out("dropout_ledger"), files, purpose=Purpose.NOTICE)
    assert [one.caption for one in sheet.columns] == ["序号", "年级", "班级", "姓名"]
    assert "阿*" in column(sheet, "姓名")
    assert "欧阳*" in column(sheet, "姓名")
    texts = "".join(sheet_texts(sheet))
    assert not any(name in texts for name in NAMES)
    assert "139" not in texts


@pytest.mark.parametrize("one", printouts(), ids=lambda one: one.key)
def test_none_of_the_program_s_own_printouts_hangs_on_a_notice_board(one):
    assert Purpose.NOTICE not in one.purposes
    with pytest.raises(LedgerError, match="不能用于公示") as error:
        sheet_of(one, [], purpose=Purpose.NOTICE)
    of_no_child = dict.fromkeys(("code_book", "key_sheet"), "“上报”")
    usable = {"visits": "“内部”、“走访”", **of_no_child}.get(one.shape, "“上报”、“内部”")
    assert usable in error.value.hint


def test_a_confidential_file_is_left_out_but_counted():
    hidden = samples.dropout_file(0)
    hidden = replace(hidden, student={**hidden.student, "confidentiality": "1"})
    sheet = ledger(files=[hidden, samples.dropout_file(1)])
    assert column(sheet, "姓名") == ["王𬱖"]
    assert sheet.notes[0] == (
        "本表共 1 人 1 条，已返校 0 人，未返校 1 人。另有 1 份涉密档案未列入。"
    )


@pytest.mark.parametrize(
    ("student", "dropout"),
    [
        ({"case_involved": "1"}, {}),
        ({"psychological": "情绪低落"}, {}),
        ({"family_structure": "2,7"}, {}),
        ({}, {"dropout_reasons": "01,45"}),
        ({}, {"dropout_whereabouts": "12"}),
    ],
)
def test_words_that_may_tell_of_a_restricted_matter_stay_off_the_ledgers(student, dropout):
    telling = {"measures_taken": "去看守所探视", "remark": "羁押", "whereabouts_note": "看守所"}
    known, moved = samples.dropout_file(0), samples.relocation_file(0)
    rows = {
        "dropout": [{**known.of("dropout")[0], **telling, **dropout}],
        "relocation": [
            {**moved.of("relocation")[0], "difficulty": "父亲在看守所", "remark": "羁押"}
        ],
    }
    child = replace(
        known,
        student={**known.student, "whereabouts": "看守所", **student},
        records={**known.records, **rows},
    )
    for key in ("dropout_ledger", "relocation_ledger"):
        texts = "".join(sheet_texts(ledger(key, [child])))
        assert "见学生档案" in texts
        assert not any(word in texts for word in ("看守所", "羁押"))
    card = printout("student_card")
    for purpose in (Purpose.REPORT, Purpose.INTERNAL):
        texts = "".join(sheet_texts(sheet_of(card, [child], ON, HEADER, purpose)))
        assert not any(word in texts for word in ("看守所", "羁押"))
    own = sheet_of(card, [child], ON, HEADER, Purpose.OWN_FILE)
    assert "去看守所探视" in list(sheet_texts(own))
    assert not any("监护人" in signer for signer in own.signers)


def test_the_foot_ties_the_paper_to_its_edition_and_content():
    one, other = ledger(), ledger(files=[samples.dropout_file(0)])
    assert fingerprint(one) == fingerprint(ledger())
    assert fingerprint(one) != fingerprint(other)
    numbered = ledger(edition=Edition("003", "abcdef0123456789"))
    assert numbered.footer == f"期号 003　内容校验 {fingerprint(one)[:12]}　审计 abcdef012345"


def test_the_content_hash_is_the_one_that_issued_papers_carry():
    sheet = ledger()
    head = [sheet.title, sheet.unit, sheet.as_of, sheet.purpose, *sheet.notes]
    captions = [[one.caption, one.source] for one in sheet.columns]
    content = json.dumps([head, captions, sheet.rows], ensure_ascii=False)
    assert fingerprint(sheet) == hashlib.sha256(content.encode()).hexdigest()


def test_the_parts_add_up_to_the_whole_and_say_which_they_are():
    files = [samples.dropout_file(index) for index in range(15)]
    moved = {"grade": None, "village_name": "石门村"}
    everyone = [
        replace(files[0], school={}),
        replace(files[1], student={**files[1].student, **moved}),
        *files[2:],
    ]
    whole = ledger(files=everyone)
    for part in (Part.SCHOOL, Part.GRADE, Part.VILLAGE):
        values = {
            str((file.school.get("name") if part is Part.SCHOOL else file.student.get(part)) or "")
            for file in everyone
        }
        parts = [ledger(files=everyone, scope=Scope(part, value)) for value in sorted(values)]
        assert len(parts) > 1
        rows = [row[1:] for sheet in parts for row in sheet.rows]
        assert sorted(rows) == sorted(row[1:] for row in whole.rows)
        assert {sheet.subtitle[:3] for sheet in parts} == {"范围："}
        assert len({fingerprint(sheet) for sheet in parts}) == len(parts)
    assert whole.subtitle == ""


def test_a_relocation_belongs_to_the_school_that_was_left():
    left = Scope(Part.SCHOOL, "大石头沟教学点")
    sheet = ledger("relocation_ledger", scope=left)
    assert len(sheet.rows) == 15
    assert sheet.subtitle == "范围：大石头沟教学点"
    now_at = Scope(Part.SCHOOL, samples.relocation_file(0).school["name"])
    empty = ledger("relocation_ledger", scope=now_at)
    assert empty.rows == []
    assert now_at.value in empty.title


def test_secret_files_are_counted_where_they_belong():
    secret = samples.dropout_file(0)
    secret = replace(secret, student={**secret.student, "confidentiality": "1"})
    here = Scope(Part.GRADE, secret.student["grade"])
    assert "1 份涉密" in ledger(files=[secret], scope=here).notes[0]
    assert "涉密" not in ledger(files=[secret], scope=Scope(Part.GRADE, "99")).notes[0]
