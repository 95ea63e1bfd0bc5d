"""print and printouts: five printouts, past days, what each purpose hides."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, timedelta

import pytest

PRINTOUTS = {
    "suspected_ledger", "dropout_ledger", "focus_ledger", "relocation_ledger", "student_card",
    "elsewhere_ledger", "leave_ledger", "board_table", "opening_report",
    "comparison_sheet", "handover_list", "receipt_slip", "visit_list", "field_notes", "code_book",
    "completeness", "key_sheet",
}  # fmt: skip
RARE = ("王𬱖", "李𰻝", "阿卜杜热西提·买买提江")
TODAY = date.today()

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")


def text_of(path, *options):
    done = subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode("utf-8")


def test_printouts_answers_as_the_contract_says(shell, demo):
    found = shell("printouts", demo, "--json").json
    assert {row["key"] for row in found} == PRINTOUTS
    assert all(set(row) == {"key", "title", "paper", "needs_student"} for row in found)
    assert [row["key"] for row in found if row["needs_student"]] == ["student_card"]
    assert {row["paper"] for row in found} <= {"A3", "A4"}
    assert "dropout_ledger" in shell("printouts", demo).out


def columns_of(shell, ledger):
    return {
        each["name"]: each
        for each in shell("printout", ledger, "focus_ledger", "--json").json["columns"]
    }


def test_a_printout_is_changed_from_the_shell_and_is_as_usual_again(shell, demo, tmp_path):
    before = columns_of(shell, demo)
    shell(
        "printout", demo, "focus_ledger", "title={township}重点学生", "姓名.caption=学生",
        "student.sex.shown=false", "学校.width_mm=25",
    )  # fmt: skip
    after = columns_of(shell, demo)
    assert (after["姓名"]["caption"], after["学校"]["width_mm"]) == ("学生", 25)
    assert [name for name, each in after.items() if not each["shown"]] == ["student.sex"]
    assert "不印" in shell("printout", demo, "focus_ledger").out
    titles = [row["title"] for row in shell("printouts", demo, "--json").json]
    assert "重点学生" in titles

    shell("printout", demo, "focus_ledger", "姓名.caption=")
    assert columns_of(shell, demo)["姓名"]["caption"] == "姓名"
    shell("undo", demo)
    assert columns_of(shell, demo) == after
    shell("printout", demo, "focus_ledger", "--usual")
    assert columns_of(shell, demo) == before
    card = shell("printout", demo, "student_card", "--json").json
    assert (card["key"], card["columns"]) == ("student_card", [])


@pytest.mark.parametrize(
    ("value", "said"),
    [("colour=1", "没有“colour”"), ("姓名.colour=1", "没有“姓名.colour”"), ("a.title=x", "没有"),
     ("姓名.width_mm=宽", "不能是“宽”"), ("姓名.shown=no", "不能是“no”"), ("title={x}", "{x}")],
)  # fmt: skip
def test_a_printout_cannot_be_changed_to_nonsense(shell, demo, value, said):
    refused = shell("printout", demo, "focus_ledger", value)
    assert refused.code == 1
    assert said in refused.err


@pytest.fixture
def dropped(shell, demo):
    """Return the demo ledger in which the children with rare names have dropped out."""
    for number, name in enumerate(RARE):
        left = (TODAY - timedelta(days=20 + number)).isoformat()
        sure = (TODAY - timedelta(days=5)).isoformat()
        said = shell("add", demo, "dropout", name, f"last_attended={left}",
                     f"confirmed_on={sure}", "is_suspected=否")  # fmt: skip
        assert said.code == 0, said.err
    return demo


@needs_poppler
def test_rare_names_are_copied_from_the_ledger_exactly(shell, dropped, tmp_path):
    out = tmp_path / "台账.pdf"
    assert shell("print", dropped, "dropout_ledger", out).code == 0
    for options in ((), ("-raw",), ("-layout",)):
        text = text_of(out, *options)
        for name in RARE:
            assert name in text, options


@needs_poppler
@pytest.mark.parametrize("key", sorted(PRINTOUTS))
def test_every_printout_prints(shell, dropped, tmp_path, key):
    out = tmp_path / f"{key}.pdf"
    words = ("--student", RARE[2]) if key == "student_card" else ()
    if key == "comparison_sheet":
        kept = shell("compare", dropped, "ledger:三年级", "ledger:四年级", "--keep")
        assert kept.code == 0, kept.err
    if key == "field_notes":
        assert shell("note", dropped, RARE[2], "民族", "户口簿上就是这样").code == 0
    said = shell("print", dropped, key, out, *words)
    assert said.code == 0, said.err
    assert str(out) in said.out
    text = text_of(out)
    assert "福利镇中心学校" in text
    assert "第1页" in text.replace(" ", "")
    assert re.search(r"[1-9]\d* 行", said.out)
    if words:
        assert RARE[2] in text


@needs_poppler
def test_a_past_day_shows_what_was_so_then(shell, dropped, tmp_path):
    out = tmp_path / "当时.pdf"
    then = TODAY - timedelta(days=200)
    assert shell("print", dropped, "dropout_ledger", out, "--on", then.isoformat()).code == 0
    text = text_of(out)
    assert f"{then.year}年{then.month}月{then.day}日" in text.replace(" ", "")
    assert not [name for name in RARE if name in text]


@pytest.mark.parametrize(
    ("words", "code", "said_words"),
    [
        (("dropout_ledger", "--on", (TODAY + timedelta(days=2)).isoformat()), 1, "还没有到"),
        (("dropout_ledger", "--on", "哪天"), 1, "哪天"),
        (("no_such_ledger",), 1, "no_such_ledger"),
        (("student_card",), 1, "先选一个学生"),
        (("student_card", "--student", "没有这个人"), 1, "没有找到学生"),
        (("dropout_ledger", "--purpose", "friends"), 2, "friends"),
        (("dropout_ledger", "--paper", "A5"), 1, "A4 横放"),
        (("dropout_ledger", "--school", "没有这校"), 1, "福利镇中心学校"),
        (("dropout_ledger", "--school", "福利镇中心学校", "--grade", "7"), 2, "只能用一个"),
        (("relocation_ledger", "--receiving", "没有这校"), 1, "接收学校"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(shell, demo, tmp_path, words, code, said_words):
    key, *rest = words
    said = shell("print", demo, key, tmp_path / "x.pdf", *rest)
    assert (said.code, said.out) == (code, "")
    assert said_words in said.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_missing_folder_is_a_sentence(shell, demo, tmp_path):
    said = shell("print", demo, "dropout_ledger", tmp_path / "没有" / "x.pdf")
    assert (said.code, said.out) == (1, "")
    assert "写不进" in said.err
    assert "文件夹不存在" in said.err


@needs_poppler
def test_purposes_hide_what_they_must(shell, dropped, tmp_path):
    child = shell("show", dropped, RARE[0], "--reveal", "--json").json
    texts = {}
    for purpose in ("report", "internal"):
        out = tmp_path / f"{purpose}.pdf"
        assert shell("print", dropped, "dropout_ledger", out, "--purpose", purpose).code == 0
        texts[purpose] = text_of(out)
    assert child["id_no"] in texts["report"]
    assert child["phone"] in texts["report"]
    assert RARE[0] in texts["internal"]
    assert child["id_no"] not in texts["internal"]
    assert child["phone"] not in texts["internal"]


@needs_poppler
def test_inside_the_office_no_number_is_whole_however_it_was_written(shell, dropped, tmp_path):
    said = "父139 4726-1538，母（0775）823 4567，证529901 1987\n0623 4591，又说661938"
    assert shell("set", dropped, RARE[0], f"address={said}").code == 0
    out = tmp_path / "内部.pdf"
    done = shell("print", dropped, "dropout_ledger", out, "--purpose", "internal")
    assert done.code == 0
    assert f"{RARE[0]}：“661938”像是号码" in done.err
    digits = re.sub(r"[^0-9*]", "", text_of(out))
    for number in ("13947261538", "07758234567", "198706234591"):
        runs = [number[at : at + 5] for at in range(len(number) - 4)]
        assert not [run for run in runs if run in digits], number


def test_no_printout_is_made_for_a_notice_board(shell, demo, tmp_path):
    child = shell("find", demo, "", "--json").json[0]["id"]
    out = tmp_path / "x.pdf"
    for each in shell("printouts", demo, "--json").json:
        of_one = ("--student", child) if each["needs_student"] else ()
        said = shell("print", demo, each["key"], out, "--purpose", "notice", *of_one)
        assert (said.code, said.out) == (1, ""), each["key"]
        assert "不能用于公示" in said.err
        assert not out.exists()


@needs_poppler
def test_one_grade_or_school_is_printed_on_the_paper_the_school_has(shell, dropped, tmp_path):
    children = {name: shell("find", dropped, name, "--json").json[0] for name in RARE}
    one = children[RARE[0]]
    for part in ("grade", "school"):
        out = tmp_path / f"{part}.pdf"
        words = (f"--{part}", one[part], "--paper", "A4")
        said = shell("print", dropped, "dropout_ledger", out, *words)
        assert said.code == 0, said.err
        text = text_of(out)
        assert f"范围：{one[part]}" in text
        for name, child in children.items():
            assert (name in text) == (child[part] == one[part]), part
        size = subprocess.run(["pdfinfo", str(out)], capture_output=True, check=True).stdout
        assert b"841.89 x 595.28" in size.replace(b"595.276", b"595.28")
    assert len({child["grade"] for child in children.values()}) > 1


def test_an_empty_ledger_says_where_such_children_stand(shell, file, tmp_path):
    shell("import", file, _one_child(tmp_path))
    (child,) = shell("find", file, "王𬱖", "--json").json
    seen = (TODAY - timedelta(days=9)).isoformat()
    shell("add", file, "dropout", child["id"], "is_suspected=1", f"suspected_on={seen}")
    said = shell("print", file, "dropout_ledger", tmp_path / "辍学.pdf")
    assert "“疑似辍学学生台账”里有 1 个" in said.out
    assert "print FILE suspected_ledger" in said.out
    said = shell("print", file, "suspected_ledger", tmp_path / "疑似.pdf")
    assert said.out.strip().endswith("（1 行）")


def _one_child(folder):
    book = folder / "名册.csv"
    book.write_text("姓名,性别,年级\n王𬱖,女,三年级\n", encoding="utf-8")
    return book
