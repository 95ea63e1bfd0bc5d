"""From the shell: 接收回执 of a unit, and of an older package by its number."""

from __future__ import annotations

import pypdfium2


def text_of(path):
    return pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()


def test_a_slip_is_printed_of_the_unit_and_number_asked_for(shell, township, tmp_path):
    out = tmp_path / "回执.pdf"
    said = shell("print", township, "receipt_slip", out, "--package", "青山小学")
    assert said.code == 0, said.err
    assert "第 7 包" in text_of(out)
    assert shell("print", township, "receipt_slip", out, "--package", "2152000001/5").code == 0
    assert "第 5 包" in text_of(out)


def test_a_unit_without_a_package_is_told_which_there_are(shell, township, tmp_path):
    said = shell("print", township, "receipt_slip", tmp_path / "x.pdf", "--package", "联合小学")
    assert (said.code, "有移交包的单位：青山小学" in said.err) == (1, True)
    said = shell("print", township, "focus_ledger", tmp_path / "x.pdf", "--package", "青山小学")
    assert (said.code, "不按移交包打印" in said.err) == (1, True)
