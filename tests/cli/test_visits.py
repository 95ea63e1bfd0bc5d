"""visits and print visit_list from the shell: what is out, and what may stand on the paper."""

from __future__ import annotations

import pypdfium2


def text_of(path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_a_sheet_is_printed_for_some_children_and_is_out_until_it_comes_back(shell, demo, tmp_path):
    ids = [each["id"] for each in shell("find", demo, "王", "--json").json][:2]
    out = tmp_path / "走访单.pdf"
    chosen = [word for each in ids for word in ("--student", each)]
    shell("print", demo, "visit_list", out, *chosen, "--by", "one", "--visitor", "周老师",
          "--safety-seen")  # fmt: skip
    assert "内部使用" in text_of(out)
    (sheet,) = shell("visits", demo, "--json").json
    assert sorted(sheet["children"]) == sorted(ids)
    assert sheet["waiting"] == sheet["children"]
    assert sheet["visitor"] == "周老师"
    assert "已补录 0/2 人" in shell("visits", demo).out


def test_it_is_not_for_a_board_and_without_a_choice_it_says_who_is_on_it(shell, demo, tmp_path):
    out = tmp_path / "走访单.pdf"
    refused = shell("print", demo, "visit_list", out, "--purpose", "notice")
    assert refused.code == 1
    assert "走访单不能用于公示" in refused.err
    shell("print", demo, "visit_list", out, "--safety-seen")
    assert "今天和超期要联系的" in text_of(out)
    said = shell("export", demo, "visit_list", tmp_path / "走访单.xlsx", "--safety-seen")
    assert said.code == 0, said.err
