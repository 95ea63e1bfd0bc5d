"""calendar: what a ledger's school calendar holds and lacks, typed and loaded from the shell."""

from __future__ import annotations

from datetime import date


def test_terms_are_typed_shown_and_refused_with_a_sentence(shell, file):
    term = ("add", file, "校历", "-", "种类=第一学期", "开始日期=2026-09-01", "结束日期=2027-01-15")
    assert shell(*term).code == 0
    again = shell(*term)
    assert (again.code, "已经录过" in again.err) == (1, True)
    backward = shell("add", file, "calendar_day", "-", "kind=农忙", "from_on=2026-10-23",
                     "to_on=2026-10-19")  # fmt: skip
    assert (backward.code, "早于开始日期" in backward.err) == (1, True)
    shown = shell("calendar", file, "--on", "2026-10-01", "--json").json
    assert shown["day"] == "10月1日 星期四 · 第一学期第5周 · 非上课日"
    assert [entry["from_on"] for entry in shown["entries"]] == ["2026-09-01"]
    assert "第一学期" in shell("calendar", file).out


def test_a_year_without_its_notice_says_so(shell, file):
    shown = shell("calendar", file, "--on", "2030-10-01", "--json").json
    assert shown["day"].endswith("校历未录")
    assert "2030 年放假安排还没有" in shown["asked"][0]["text"]


def test_a_workbook_is_loaded_once_and_its_faults_give_code_3(shell, file, tmp_path):
    path = tmp_path / "校历.csv"
    path.write_text("种类,日期\n赶街日,2026-11-11\n胡说,2026-11-12\n", encoding="utf-8")
    dry = shell("calendar", file, path, "--dry-run")
    assert (dry.code, "新增 1 未变 0 有误 1" in dry.out, "第 3 行" in dry.err) == (3, True, True)
    assert shell("calendar", file, "--json").json["entries"] == []
    said = shell("calendar", file, path, "--json")
    assert (said.code, said.json["new"], len(said.json["failed"])) == (3, 1, 1)
    again = shell("calendar", file, path, "--json").json
    assert (again["new"], again["unchanged"], len(again["entries"])) == (0, 1, 1)
    assert date.fromisoformat(again["entries"][0]["from_on"]) == date(2026, 11, 11)


def test_the_ages_of_compulsory_school_are_shown_and_set(shell, file):
    assert "6 周岁入学，义务教育到 16 周岁" in shell("calendar", file).out
    said = shell("calendar", file, "--entry-age", "7", "--json").json
    assert (said["entry_age"], said["leaving_age"]) == (7, 16)
    shell("calendar", file, "--leaving-age", "15")
    assert "7 周岁入学，义务教育到 15 周岁" in shell("calendar", file).out
    assert shell("calendar", file, "--leaving-age", "20").code == 2
    shell("calendar", file, "--entry-age", "6", "--dry-run")
    assert shell("calendar", file, "--json").json["entry_age"] == 7
