"""import: counts that add up, nothing written in a dry run, exit 3 when rows failed."""

from __future__ import annotations

import openpyxl
import pytest

from ledger_app.store.safety import backup

HEADING = "姓名,性别,年级,班级,身份证号,学校"
GOOD = (
    "王𬱖,女,3,1,529901201803122244,福利镇中心小学",
    "李𰻝,男,4,1,,青山村小学",
    "阿卜杜热西提·买买提江,男,5,2,,青山村小学",
)
NAMELESS = ",女,3,1,,福利镇中心小学"
COUNTS = ("created", "updated", "unchanged", "skipped", "failed")


@pytest.fixture
def roster(tmp_path):
    """Return a function that writes a CSV roster and returns its path."""

    def write(*rows, name="名册.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text("\n".join((HEADING, *rows)) + "\n", encoding=encoding)
        return path

    return write


def test_import_answers_as_the_contract_says_and_the_second_time_changes_nothing(
    shell, file, roster
):
    book = roster(*GOOD)
    first = shell("import", file, book, "--json")
    assert first.code == 0
    asked = ["unsure", "changes", "columns", "ignored"]
    assert list(first.json) == ["import", "rows", *COUNTS, "problems", *asked, "missing"]
    assert (first.json["rows"], first.json["created"]) == (3, 3)
    assert isinstance(first.json["import"], int)
    second = shell("import", file, book, "--json")
    assert second.code == 0
    assert second.json["import"] is None
    assert second.json["unchanged"] == 3
    assert sum(second.json[key] for key in COUNTS) == second.json["rows"] == 3
    assert shell("import", file, book).out.splitlines()[-1].startswith("台账没有变化")


def test_rows_that_fail_are_exit_3_named_and_written_out_to_be_mended(
    shell, file, roster, tmp_path
):
    mend = tmp_path / "待改.xlsx"
    said = shell("import", file, roster(*GOOD, NAMELESS), "--errors", mend, "--json")
    assert said.code == 3
    assert (said.json["created"], said.json["failed"], said.json["rows"]) == (3, 1, 4)
    problems = said.json["problems"]
    assert all(set(each) == {"sheet", "row", "column", "text", "kind"} for each in problems)
    assert any(problem["row"] == 5 and "姓名" in problem["text"] for problem in problems)
    texts = [
        str(cell) for row in openpyxl.load_workbook(mend).active.values for cell in row if cell
    ]
    assert "福利镇中心小学" in texts
    assert any("姓名" in text for text in texts)
    assert len(shell("find", file, "小学", "--json").json) == 3


def test_a_dry_run_tells_the_same_and_writes_nothing(shell, file, roster, tmp_path):
    book = roster(*GOOD, NAMELESS)
    shell("find", file, "王")  # brings the lists to today
    planned = shell("import", file, book, "--dry-run", "--json")
    assert planned.code == 3
    assert planned.json["import"] is None
    assert shell("find", file, "小学", "--json").json == []
    assert backup.backups(file) == []
    assert "预演" in shell("import", file, book, "--dry-run").out
    done = shell("import", file, book, "--json")
    assert {**done.json, "import": None} == planned.json


def test_an_import_is_undone_whole_and_can_be_done_again(shell, file, roster):
    book = roster(*GOOD)
    number = shell("import", file, book, "--json").json["import"]
    said = shell("undo", file, "--revision", number, "--json")
    assert said.json["kept"] == []
    assert shell("find", file, "青山村", "--json").json == []
    assert shell("import", file, book, "--json").json["created"] == 3


def test_policies_decide_who_wins(shell, file, roster):
    shell("import", file, roster(GOOD[0]))
    other = roster(GOOD[0].replace(",女,3,1", ",女,3,2"), name="新.csv")
    for policy, fate in (
        ("fill", "unchanged"),
        ("ledger", "skipped"),
        ("workbook", "updated"),
    ):
        said = shell("import", file, other, "--policy", policy, "--json")
        assert (policy, said.json[fate]) == (policy, 1)
    assert shell("find", file, "王𬱖", "--json").json[0]["class"] == "2"
    assert shell("import", file, other, "--policy", "newest").code == 2


def test_all_rows_go_to_the_school_that_is_named(shell, file, roster):
    shell("import", file, roster(*GOOD), "--school", "石门村小学")
    assert {row["school"] for row in shell("find", file, "石门村", "--json").json} == {"石门村小学"}


def test_a_list_in_gb18030_is_read(shell, file, roster):
    said = shell("import", file, roster(GOOD[0], encoding="gb18030"), "--json")
    assert said.json["created"] == 1
    assert shell("find", file, "王𬱖", "--json").json[0]["name"] == "王𬱖"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 400, "天气,温度\n晴,20\n".encode()])
def test_what_is_no_roster_is_refused_in_words(shell, file, tmp_path, content):
    path = tmp_path / "别的.csv"
    path.write_bytes(content)
    said = shell("import", file, path, "--json")
    assert (said.code, said.out) == (1, "")
    assert len(said.err) > 20
    missing = shell("import", file, tmp_path / "没有.xlsx", "--json")
    assert (missing.code, missing.out) == (1, "")


def test_a_column_file_that_means_nothing_is_refused_with_the_place(shell, file, roster, tmp_path):
    columns = tmp_path / "列.toml"
    columns.write_text(
        '[[sheet]]\nname = "名册"\n[[sheet.column]]\nletter = "C"\ntaken_for = "天气"\n',
        encoding="utf-8",
    )
    refused = shell("import", file, roster(*GOOD), "--columns", columns)
    assert refused.code == 1
    assert "天气" in refused.err
    assert "C 列" in refused.err


def test_columns_are_saved_assigned_and_remembered(shell, file, tmp_path):
    book = tmp_path / "村里的.csv"
    book.write_text("姓名,性别,歇脚处\n王𬱖,女,青山村3组\n", encoding="utf-8")
    columns = tmp_path / "列.toml"
    assert "--save-columns 各列.toml" in shell("import", file, book, "--dry-run").out
    first = shell("import", file, book, "--dry-run", "--save-columns", columns)
    assert "1 列没有认出来" in first.out
    assert "--save-columns" not in first.out
    text = columns.read_text(encoding="utf-8")
    assert 'heading = "歇脚处"\ntaken_for = ""' in text
    columns.write_text(
        text.replace(
            'heading = "歇脚处"\ntaken_for = ""', 'heading = "歇脚处"\ntaken_for = "现住址"'
        ),
        encoding="utf-8",
    )
    assert shell("import", file, book, "--columns", columns).code == 0
    (child,) = shell("find", file, "王𬱖", "--json").json
    shown = shell("show", file, child["id"], "--reveal", "--json").json
    assert "青山村3组" in str(shown)
    # Next month the same form is understood without being asked.
    book.write_text("姓名,性别,歇脚处\n李𰻝,男,青山村5组\n", encoding="utf-8")
    again = shell("import", file, book, "--dry-run", "--json").json
    used = {each["heading"]: (each["taken_for"], each["sure"]) for each in again["columns"]}
    assert used["歇脚处"] == ("现住址", "said")


def test_an_import_that_only_sets_rows_aside_is_called_so(shell, file, tmp_path):
    shell("add", file, "student", "-", "姓名=王小明", "出生日期=2016-03-07")
    (tmp_path / "低保.csv").write_text("姓名,备注\n王小明,低保\n", encoding="utf-8")
    assert len(shell("import", file, tmp_path / "低保.csv", "--json").json["unsure"]) == 1
    assert "记下拿不准的 1 行" in shell("undo", file).out


def test_hidden_rows_are_asked_about_in_the_file_of_columns_and_read_as_it_says(
    shell, file, tmp_path
):
    book, columns = tmp_path / "名册.xlsx", tmp_path / "列.toml"
    made = openpyxl.Workbook()
    for row in (["姓名", "性别", "年级"], ["王𬱖", "女", "三年级"], ["李𰻝", "男", "三年级"]):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    made.save(book)
    assert "--save-columns" in shell("import", file, book, "--dry-run").out
    shell("import", file, book, "--dry-run", "--save-columns", columns)
    text = columns.read_text(encoding="utf-8")
    assert "# 隐藏的 1 行（李𰻝）：读写 hidden = true，不读写 false" in text
    columns.write_text(text.replace("skipped = false", "hidden = true", 1), encoding="utf-8")
    said = shell("import", file, book, "--columns", columns, "--json").json
    assert (said["created"], said["skipped"]) == (2, 0)
