"""From a student file to the texts of its card."""

from dataclasses import replace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.domain.student_file import StudentFile
from ledger_app.domain.telling.masking import Purpose
from ledger_app.printing.filling import Edition, sheet_texts
from tests.printing import samples
from tests.printing.samples import HEADER, ON, printout, sheet_of


def test_the_card_tells_the_whole_story_of_one_child():
    card = sheet_of(
        printout("student_card"), [full_file(8)], ON, HEADER, Purpose.REPORT, Edition("1", "")
    )
    texts = list(sheet_texts(card))
    assert card.title == "青山乡双龙小学控辍保学“一生一档”档案表"
    assert card.file_no == "0001-2024-001"
    for expected in ("阿卜杜热西提·买买提江", "原校原班随班就读", "大石头沟教学点", "何乡长", "41"):
        assert expected in texts
    assert "☑留守儿童" in texts
    assert "□残疾儿童" in texts
    # What a child is called is nothing for a sheet that a guardian signs, not even unticked.
    labels = ("厌学", "学困生", "问题生(行为偏差)", "重病")
    assert not [text for text in texts if text[1:] in labels]
    assert not any("涉案" in text or "服刑" in text for text in texts)


def test_the_card_carries_the_register_items_and_who_notices_go_to():
    given = {
        "native_place": "青山县", "birthplace_code": "529901000000", "specialty": "唢呐",
        "nationality": "CHN", "hmt_oversea": "00", "id_valid_to": "2020.06.01-2030.06.01",
        "mail_address": "双龙村邮政点", "postcode": "559901", "source_list": "2",
        "opened_on": "2024-09-02", "file_status": "2", "guardian_address": "双龙村三组",
        "guardian_id_no": "529901198001010018", "only_child": "0", "preschool": "1",
        "martyr_child": "0", "siblings": 2, "siblings_note": "姐姐读八年级",
    }  # fmt: skip
    file = full_file(1)
    file = replace(file, student={**file.student, **given})
    texts = list(
        sheet_texts(sheet_of(printout("student_card"), [file], ON, HEADER, Purpose.REPORT))
    )
    for expected in (
        "青山县", "529901000000", "唢呐", "中国", "否", "2020.06.01-2030.06.01", "双龙村邮政点",
        "559901", "户籍摸排", "2024-09-02", "在管", "双龙村三组", "529901198001010018",
        "2 人，姐姐读八年级",
    ):  # fmt: skip
        assert expected in texts


def test_the_card_shows_six_contacts_and_the_rest_on_a_continuation():
    card = sheet_of(printout("student_card"), [full_file(8)], ON, HEADER, Purpose.REPORT)
    headings = [block.heading for block in card.blocks]
    assert "⑨ 劝返／家访记录（共 9 次，此处为最近 6 次，其余见续页）" in headings
    by_heading = {block.heading[:4]: block for block in card.blocks}
    days = [line[0].text for line in by_heading["⑨ 劝返"].lines[1:]]
    older = [line[0].text for line in by_heading["⑨ 续页"].lines[1:]]
    assert days[-1] == "2026-09-20"
    assert older + days == sorted(older + days)
    assert (len(days), len(older)) == (6, 3)


def test_a_card_of_an_almost_empty_file_leaves_room_for_the_pen():
    card = sheet_of(
        printout("student_card"), [StudentFile({"name": "王小明"})], ON, HEADER, Purpose.REPORT
    )
    blank = next(block for block in card.blocks if block.heading.startswith("⑩"))
    assert [line[0].text for line in blank.lines] == ["文书名称及文号", "", "", ""]


def test_what_the_family_says_of_the_guardian_stands_on_the_card():
    mother = {"name": "吴秀英", "relation": "52", "is_guardian": "1", "address": "双丰村9组"}
    child = {"name": "王小明", "guardian_name": "吴秀英"}
    file = StudentFile(child, {"family_member": [mother]})
    card = sheet_of(printout("student_card"), [file], ON, HEADER, Purpose.INTERNAL)
    boxes = [box for block in card.blocks for line in block.lines for box in line]
    at = next(n for n, box in enumerate(boxes) if box.text == "监护人住址")
    assert boxes[at + 1].text == "双丰村9组"


def test_a_card_is_no_notice():
    with pytest.raises(LedgerError) as error:
        sheet_of(printout("student_card"), [full_file(1)], ON, HEADER, Purpose.NOTICE)
    assert error.value.hint


def full_file(contacts):
    """Return a child with records of every kind and `contacts` + 1 persuasions."""
    known, moved = samples.dropout_file(0), samples.relocation_file(0)
    rows = [samples.contact(0, f"2026-09-{8 + n:02}", "7") for n in range(contacts)]
    records = {
        **known.records,
        **moved.records,
        "concern": samples.focus_file(0).of("concern"),
        "contact": [*rows, *known.of("contact")],
    }
    return StudentFile(known.student, records, known.school, known.school_class)
