from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledger_app.domain import file_names
from ledger_app.domain.errors import LedgerError

FIT = [
    "福利镇.ledger", "控辍保学 2026.pdf", "Console.pdf", "auxiliary.xlsx", "com10.pdf", "COM.pdf",
    "名单.CON", "王𬱖（一）.pdf", ".隐藏.pdf", "a；b.pdf", "a：b.pdf", "“引”.pdf", "CON名单.pdf",
]  # fmt: skip
DEVICES = [
    "CON", "con.pdf", "Con .pdf", "aux.pdf", "nul.ledger", "NUL", "prn.tar.gz", "COM1.pdf",
    "com¹.pdf", "LPT².pdf", "lpt9", "CONIN$.pdf", "conout$",
]  # fmt: skip
SIGNS = ["a:b.pdf", "a<b.pdf", "a>b", "a|b", "a?.pdf", "a*.pdf", '"a".pdf', "a\\b.pdf"]
ENDS = ["名单.", "名单. ", "名单 ", "名单.pdf.", "名单.pdf ", "...", ".."]


@pytest.mark.parametrize("name", FIT)
def test_a_name_that_every_system_takes_is_taken(name):
    assert file_names.why_unfit(name) == ""


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (DEVICES, "设备"),
        (SIGNS, "文件名里不能有“"),
        (ENDS, "末尾"),
        (["a\nb.pdf", "\x07"], "看不见"),
    ],
)
def test_a_name_that_windows_swallows_is_refused_with_its_reason(names, words):
    for name in names:
        assert words in file_names.why_unfit(name), name
        with pytest.raises(LedgerError, match="不能作文件名"):
            file_names.must_be_fit(Path("/没有的文件夹") / name)


@pytest.mark.skipif(os.name == "nt", reason="such a file cannot be made there")
def test_what_lies_there_already_may_be_written_again(tmp_path):
    """A ledger that was made on Linux before this was asked can still be restored."""
    path = tmp_path / "福利:镇.ledger"
    path.touch()
    file_names.must_be_fit(path)


@pytest.mark.parametrize("name", ["全镇/一年级", "a:b", "第*组?", "换\n行"])
def test_a_suggested_name_is_fit(name):
    assert file_names.why_unfit(file_names.fitting(name)) == ""
