"""移交清单 and 接收回执: two papers that go with a package, for both sides to sign."""

from __future__ import annotations

import pypdfium2
import pytest

from ledger_app.actions import edit_file
from ledger_app.actions.handoff import package_story, verdicts
from ledger_app.actions.handoff.package_story import NotTaken, PackageStory
from ledger_app.actions.printing import evidence, print_ledger
from ledger_app.catalogue import TABLES, Owner
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.withholding import left_out
from ledger_app.domain.telling.scope import Part, Scope
from ledger_app.domain.telling.subject import UNIT
from ledger_app.store.changes.revisions import revise
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.planted import (
    GREEN,
    TOWNSHIP,
    UNITED,
    new_township,
    note_package,
    take_package,
)

STORY = PackageStory(
    counts={"school": 1, "student": 431, "contact": 1207},
    withheld=("心理健康情况", "受侵害记录"),
    said=("3 个学生缺监护人电话", "10 月没有登记报送"),
    since_last="新增 4 人，更新 37 人",
)
CUSTODY = {"custodian": "赵主任", "stick_no": "青山-01"}


@pytest.fixture
def township(tmp_path):
    ledger = new_township(tmp_path)
    yield ledger
    ledger_files.close(ledger)


def make(ledger, sequence, **more):
    with revise(ledger, "pack", "打包") as revision:
        told = package_story.as_text(STORY)
        values = {
            "unit_name": "福利镇中心校", "cut_off_on": "2026-11-20", "made_by": "张老师",
            "made_at": "2026-11-21 11:58:00", "student_count": 431, "record_count": 1639,
            "file_name": f"福利镇中心小学_台账_2026-11_第{sequence}包.handoff", "told": told,
        }  # fmt: skip
        note_package(revision, TOWNSHIP, sequence, "out", **(values | CUSTODY | more))


def words(ledger, key, subject=UNIT, **more):
    (sheet,) = print_ledger.prepare(ledger, key, subject=subject, **more).sheets
    boxes = [[box.text for box in line] for block in sheet.blocks for line in block.lines]
    return sheet, boxes


def beside(boxes, caption):
    return next(
        line[at + 1] for line in boxes for at, text in enumerate(line[:-1]) if text == caption
    )


def test_the_handover_list_says_number_digest_counts_custody_and_what_stayed(ledger):
    make(ledger, 6)
    make(ledger, 7, digest="0123456789abcdef" * 4)
    sheet, boxes = words(ledger, "handover_list")
    assert sheet.title == "福利镇中心小学台账移交清单"
    assert (sheet.paper.name, sheet.paper.landscape) == ("A4", False)
    assert sheet.file_no == "第 7 包"
    assert beside(boxes, "内容摘要") == "01234567 89abcdef 01234567 89abcdef"
    assert beside(boxes, "U盘编号") == "青山-01"
    assert beside(boxes, "U盘保管人") == "赵主任"
    assert beside(boxes, "没有随包移交") == "心理健康情况、受侵害记录"
    assert beside(boxes, "与上一包相比") == "新增 4 人，更新 37 人"
    assert ["学校", "1", "学生档案", "431", "联系记录", "1207", "", "", "", ""] in boxes
    assert beside(boxes, "移交前检查") == "3 个学生缺监护人电话；10 月没有登记报送"
    assert {"移交人（签字）", "接收人（签字）"} <= set(sheet.signers)


def test_the_handover_list_with_many_kinds_and_findings_is_one_sheet(ledger, tmp_path):
    counts = {key: 3 for key, table in TABLES.items() if table.owner is not Owner.HERE}
    said = tuple(f"体检：第 {number} 种问题 12 处，8 人" for number in range(8))
    story = PackageStory(
        counts=counts, said=said, since_last="上次移交以来：新建档案 4 人，改动档案 37 人",
        withheld=[each.label for each in left_out()],
    )  # fmt: skip
    make(ledger, 7, told=package_story.as_text(story), digest="0123456789abcdef" * 4)
    prepared = print_ledger.prepare(ledger, "handover_list")
    _, pdf = print_ledger.issue(ledger, prepared, tmp_path / "清单.pdf")
    (page,) = pypdfium2.PdfDocument(pdf)
    text = page.get_textpage().get_text_range()
    assert "第 7 种问题" in text
    assert "接收单位（盖章）" in text
    assert "监交人（签字）" in text


def test_it_names_no_child(ledger):
    edit_file.add_student(ledger, {"name": "王小明"})
    make(ledger, 1)
    sheet, boxes = words(ledger, "handover_list")
    assert "王小明" not in str((sheet, boxes))


def test_an_older_package_is_printed_by_its_number(ledger):
    make(ledger, 6)
    make(ledger, 7)
    printout = print_ledger.printout_called(ledger, "handover_list")
    subject = evidence.package_named(ledger, printout, "福利镇中心校/6")
    assert words(ledger, "handover_list", subject)[0].file_no == "第 6 包"
    assert evidence.package_named(ledger, printout, TOWNSHIP).names[0] == "package"
    with pytest.raises(LedgerError, match="没有“青山小学”的移交包"):
        evidence.package_named(ledger, printout, "青山小学")
    with pytest.raises(LedgerError, match="不按移交包打印"):
        evidence.package_named(ledger, print_ledger.printout_called(ledger, "focus_ledger"), "甲")


def test_without_a_package_the_paper_says_so(ledger):
    _, boxes = words(ledger, "handover_list")
    assert boxes == [["还没有可以打印的移交包。"]]


def test_as_of_a_past_day_it_is_of_the_package_before(ledger):
    make(ledger, 6)
    ledger.clock.move(days=30)
    make(ledger, 7)
    on = ledger.today().replace(day=1)
    assert words(ledger, "handover_list", on=on)[0].file_no == "第 6 包"


def test_the_receipt_slip_lists_what_was_not_taken_missing_and_returned_with_reasons(township):
    first, second = take_package(township, GREEN, 6, ["王小明", "李梓涵"])
    told = package_story.as_text(
        PackageStory(
            created=4, updated=37, unchanged=1500, conflicts=2, said=("删除 12 人",),
            missing={second: "李梓涵"},
            not_taken=(NotTaken("赵涛", "联系记录 2026-11-03", "档案已移交联合小学"),),
        )
    )  # fmt: skip
    take_package(
        township, GREEN, 7, changed={first: {"grade": "4"}}, told=told, student_count=431,
        **CUSTODY,
    )  # fmt: skip
    verdicts.give(township, [first], "returned", "请核实年级")
    sheet, boxes = words(township, "receipt_slip")
    assert sheet.title == "福利镇中心校台账接收回执"
    assert (beside(boxes, "移交单位"), sheet.file_no) == ("青山小学", "第 7 包")
    assert (beside(boxes, "新增记录"), beside(boxes, "待定冲突")) == ("4", "2")
    assert beside(boxes, "输入数字确认") == "删除 12 人"
    assert ["1", "赵涛", "联系记录 2026-11-03", "档案已移交联合小学"] in boxes
    assert ["2", "李梓涵", "缺失", "包里没有，也没有删除；档案留着，请核实在哪里"] in boxes
    assert ["3", "王小明", "退回", "请核实年级"] in boxes


def test_a_slip_without_anything_open_says_none_and_which_receipt_answers_it(township):
    take_package(township, GREEN, 7, verified="0")
    with revise(township, "pack", "回执") as revision:
        answered = {"kind": "receipt", "based_on": f"{GREEN}-7-in"}
        note_package(revision, GREEN, 3, "out", **answered)
    _, boxes = words(township, "receipt_slip")
    assert ["", "无", "", ""] in boxes
    assert beside(boxes, "已答复") == "第 3 份回执，2026-11-21"
    assert beside(boxes, "来源") == "来源未核实（六个词）"


def test_a_receipt_on_the_stick_has_its_list_as_well(township):
    with revise(township, "pack", "回执") as revision:
        note_package(revision, GREEN, 3, "out", kind="receipt")
    sheet, boxes = words(township, "handover_list")
    assert (sheet.file_no, beside(boxes, "种类")) == ("第 3 份", "回执")


def test_one_school_is_chosen_by_its_name_and_an_undone_package_has_no_slip(township):
    take_package(township, GREEN, 7)
    take_package(township, UNITED, 5)
    printout = print_ledger.printout_called(township, "receipt_slip")
    subject = evidence.package_named(township, printout, "青山小学")
    assert words(township, "receipt_slip", subject)[0].name == "青山小学"
    with revise(township, "edit", "撤销") as revision:
        revision.delete("package", [subject.names[1]])
    with pytest.raises(LedgerError, match="已经不在台账里了"):
        words(township, "receipt_slip", subject)


def test_a_confidential_child_is_not_named_and_a_telling_reason_stays_in_the_file(township):
    first, second = take_package(township, GREEN, 6, ["王小明", "李梓涵"])
    with revise(township, "edit", "保密") as revision:
        revision.update("student", first, {"confidentiality": "1"})
    missing = {first: "王小明"}
    not_taken = (NotTaken("王小明", "联系记录", "另一单位的档案", first),)
    told = package_story.as_text(PackageStory(missing=missing, not_taken=not_taken))
    take_package(township, GREEN, 7, changed={second: {"grade": "4"}}, told=told)
    verdicts.give(township, [second], "returned", "涉案情况请核实")
    sheet, boxes = words(township, "receipt_slip")
    assert "王小明" not in str((sheet, boxes))
    assert [line[3] for line in boxes if line[2:3] == ["退回"]] == ["见学生档案"]


@pytest.mark.parametrize("key", ["handover_list", "receipt_slip"])
def test_it_is_of_no_part_of_the_ledger_and_has_no_notice(township, key):
    with pytest.raises(LedgerError, match="不按范围打印"):
        print_ledger.prepare(township, key, scope=Scope(Part.GRADE, "3"))
    with pytest.raises(LedgerError, match="不能用于公示"):
        print_ledger.prepare(township, key, purpose=print_ledger.Purpose.NOTICE)
    with pytest.raises(LedgerError, match="不能按"):
        print_ledger.prepare(township, key, subject=print_ledger.students("a"))


def test_a_long_slip_goes_on_on_a_second_page_under_its_captions_and_prints_again_the_same(
    township, tmp_path
):
    reason = "档案已移交联合小学，这条记录由联合小学登记，请与联合小学核对以后再移交"
    rows = tuple(NotTaken(f"赵涛{number}", "联系记录 2026-11-03", reason) for number in range(60))
    told = package_story.as_text(PackageStory(not_taken=rows))
    take_package(township, GREEN, 7, told=told)
    prepared = print_ledger.prepare(township, "receipt_slip")
    edition, pdf = print_ledger.issue(township, prepared, tmp_path / "回执.pdf")
    assert print_ledger.reprint(township, edition) == pdf
    pages = list(pypdfium2.PdfDocument(pdf))
    assert len(pages) >= 3
    text = pages[1].get_textpage().get_text_range()
    assert "对方单位：青山小学" in text
    assert "原因" in text
