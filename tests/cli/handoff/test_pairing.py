"""Pairing from a shell: a card out, a card in, who is paired, whose keys count no more."""

from __future__ import annotations

import pypdfium2

from ledger_app.actions import open_ledger
from tests.ledgers import PASSWORD, Clock


def made(folder, name, kind, code):
    path = folder / f"{name}.ledger"
    ledger = open_ledger.make_ledger(
        path, PASSWORD, unit=name, code=code, kind=kind, author="周老师", clock=Clock()
    )
    open_ledger.close(ledger)
    return path


def test_two_ledgers_pair_from_a_shell(shell, file, tmp_path):
    township = made(tmp_path, "福利镇中心校", "township", "529901")
    card, other = tmp_path / "镇.pair", tmp_path / "校.pair"
    digits = shell("pair", township, "--out", card, "--json").json["fingerprint"]
    said = shell("pair", file, card, "--fingerprint", digits, "--json").json
    assert said == {
        "unit": "福利镇中心校", "code": "529901", "kind": "township", "fingerprint": digits,
    }  # fmt: skip
    digits = shell("pair", file, "--out", other, "--json").json["fingerprint"]
    said = shell("pair", township, other, "--fingerprint", digits)
    assert said.out == "已和福利镇中心小学（2152000001）配对。\n"
    [line] = shell("partners", township, "--json").json
    assert (line["code"], line["verified"], line["state"]) == ("2152000001", True, "active")


def test_a_card_on_paper_is_typed_in_at_the_other_side(shell, file, tmp_path):
    township = made(tmp_path, "福利镇中心校", "township", "529901")
    paper = tmp_path / "镇.pdf"
    digits = shell("pair", township, "--out", paper, "--json").json["fingerprint"]
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    typed = " ".join(word for word in text.split() if len(word) == 5 and word.isascii())
    said = shell("pair", file, "--text", typed, "--fingerprint", digits)
    assert said.out == "已和福利镇中心校（529901）配对。\n", said.err


def test_wrong_digits_are_refused_in_a_sentence(shell, file, tmp_path):
    township = made(tmp_path, "福利镇中心校", "township", "529901")
    shell("pair", township, "--out", tmp_path / "镇.pair")
    said = shell("pair", file, tmp_path / "镇.pair", "--fingerprint", "1" * 24)
    assert said.code == 1
    assert "和这张卡片的不一样，没有配对" in said.err
    assert shell("partners", file).out == "还没有配对的单位。\n"


def test_a_lost_ledger_is_ended_with_its_reason(shell, file, tmp_path):
    township = made(tmp_path, "福利镇中心校", "township", "529901")
    digits = shell("pair", township, "--out", tmp_path / "镇.pair", "--json").json["fingerprint"]
    shell("pair", file, tmp_path / "镇.pair", "--fingerprint", digits)
    assert shell("partners", file, "--lost", "529901").code == 1
    said = shell("partners", file, "--lost", "529901", "--reason", "电脑被偷")
    assert "已停用：电脑被偷" in said.out
    said = shell("pair", file, tmp_path / "镇.pair", "--fingerprint", digits)
    assert "是旧的" in said.err
    assert shell("partners", file, "--lost", "529901", "--reason", "再来").code == 1


def test_how_it_is_called_is_said_where_it_was_called_otherwise(shell, file, tmp_path):
    assert shell("pair", file).code == 2
    assert shell("pair", file, "卡.pair").code == 2
    assert shell("pair", file, "卡.pair", "--text", "0", "--fingerprint", "1").code == 2
    assert shell("pair", file, "卡.pair", "--out", tmp_path / "x.pair").code == 2
    assert "读不了" in shell("pair", file, tmp_path / "卡.pair", "--fingerprint", "1").err
