"""Safety notes and notes on fields from the shell: read first, written, taken away."""

from __future__ import annotations

NOTE = "不得告知父亲住址"


def test_show_says_it_first_and_papers_wait_until_it_was_read(shell, demo, tmp_path):
    found = shell("find", demo, "张", "--json").json
    student = found[0]["id"]
    shell("set", demo, student, f"安全提示={NOTE}")
    assert shell("show", demo, student).out.splitlines()[0] == f"⚠ 安全提示：{NOTE}"
    assert shell("show", demo, student, "--json").json["safety_note"] == NOTE

    out = tmp_path / "卡.pdf"
    refused = shell("print", demo, "student_card", out, "--student", student)
    assert refused.code == 1
    assert not out.exists()
    assert found[0]["name"] not in refused.err
    assert NOTE not in refused.err
    assert student[:8] in refused.err
    assert (
        shell("print", demo, "student_card", out, "--student", student, "--safety-seen").code == 0
    )
    assert out.exists()

    workbook = tmp_path / "名单.xlsx"
    assert shell("export", demo, "students", workbook).code == 1
    assert shell("export", demo, "students", workbook, "--safety-seen").code == 0


def test_a_note_on_a_field_is_written_changed_and_taken_away(shell, demo):
    student = shell("find", demo, "张", "--json").json[0]["id"]
    assert shell("note", demo, student, "民族", "户口簿上就是这样").code == 0
    assert "已存附注" in shell("note", demo, student, "民族", "问过了").out
    history = shell("history", demo, student, "--json").json
    assert [row["new"] for row in history if row["field"] == "note"] == ["问过了"]
    assert "附注已删" in shell("note", demo, student, "民族", "").out
    assert shell("note", demo, student, "没有这一项", "x").code == 1


def test_nobody_is_asked_for_children_without_one(shell, demo, tmp_path):
    student = shell("find", demo, "张", "--json").json[0]["id"]
    out = tmp_path / "卡.pdf"
    assert shell("print", demo, "student_card", out, "--student", student).code == 0
