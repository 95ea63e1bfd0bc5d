"""What was copied in Excel, WPS or a web page is read like a workbook, within the same limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.reading.pasted import is_table, read_pasted
from ledger_app.exchange.reading.read_workbook import LIMITS
from tests.exchange.samples import GANG, MEI

COPIED = (
    f'姓名\t性别\t身份证号\t家庭住址\r\n王刚\t男\t{GANG}\t"石门村\n3组"\r\n'
    f'李梅\t女\t{MEI}\t他说"好"\r\n'
)


def test_cells_lie_where_they_were() -> None:
    book = read_pasted(COPIED)
    assert book.sheets[0].rows == [
        ["姓名", "性别", "身份证号", "家庭住址"],
        ["王刚", "男", GANG, "石门村\n3组"],
        ["李梅", "女", MEI, '他说"好"'],
    ]
    assert book.name == book.sheets[0].name == "粘贴的表格"
    assert book.sha256 == read_pasted(COPIED).sha256 != read_pasted(COPIED + "陈一").sha256


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    rows = read_pasted('姓名\t备注\n王刚\t"小名\n李梅\t好\n').sheets[0].rows
    assert [row[0] for row in rows] == ["姓名", "王刚", "李梅"]


def test_empty_cells_and_what_nobody_sees_are_not_copied() -> None:
    text = "姓名\t性别\t备注\n\ufeff王刚\u200b\t\t\n\t\t\n李梅\t女\t\u3000\n"
    assert read_pasted(text).sheets[0].rows == [
        ["姓名", "性别", "备注"],
        ["王刚", "", ""],
        ["", "", ""],
        ["李梅", "女", ""],
    ]


def test_a_list_of_a_message_without_tabs_is_cut_as_a_text_file_is() -> None:
    assert read_pasted("姓名，性别\n王刚，男\n李梅，女").sheets[0].rows[1] == ["王刚", "男"]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (COPIED, True),
        ("姓名\t性别\n王刚\t男", True),
        ("石门村3组", False),
        ("一行\t两格", False),
        ("两行\n没有格", False),
        ("", False),
    ],
)
def test_what_is_a_table(text: str, table: bool) -> None:
    assert is_table(text) is table


def test_the_limits_of_a_file_hold() -> None:
    with pytest.raises(LedgerError, match="MB"):
        read_pasted(COPIED, replace(LIMITS, file_bytes=20))
    with pytest.raises(LedgerError, match="上限"):
        read_pasted(COPIED, replace(LIMITS, rows=2))
    with pytest.raises(LedgerError, match="剪贴板里没有表格"):
        read_pasted(" \r\n\t\n")
