"""A call or visit that reached nobody answers nothing."""

from __future__ import annotations

import pytest

from ledger_app.domain.standing.reached import is_unclear, reached


# mode, whom, result, text: reached? asked about?
@pytest.mark.parametrize(
    ("mode", "met", "result", "content", "is_reached", "is_asked"),
    [
        ("1", "", "8", "", False, False),  # 未见到人
        ("1", "3", "8", "见到母亲，没见到学生", False, False),
        ("2", "", "9", "", False, False),  # 失联
        ("2", "", "", "家长没接", False, True),
        ("2", "", "", "母亲说下周一来", False, True),  # certain, or asked
        ("3", "", "", "", False, True),
        ("8", "", "", "劝返通知书已寄", False, True),
        ("2", "3", "", "母亲说下周一来", True, False),
        ("2", "3", "", "上午没接，下午母亲接了", True, False),
        ("2", "", "2", "", True, False),  # 承诺限期返校: somebody promised
        ("2", "", "7", "", True, False),
        ("1", "", "", "奶奶在家，学习正常", True, False),
        ("1", "", "", "", True, False),
        ("", "", "", "", True, False),
        ("1", "", "", "家里没人，门锁着", False, True),
        ("1", "", "", "没有见到人", False, True),
        ("1", "", "", "家长未接受劝返", True, False),
        ("6", "", "", "全家不在家", False, True),
        ("", "", "", "打了三次，一直关机", False, True),
        ("", "", "", "家长未接听", False, True),
        ("7", "", "", "来校面谈，表示愿意返校", True, False),
    ],
)
def test_reached(mode, met, result, content, is_reached, is_asked):
    contact = {"mode": mode, "met_who": met, "result": result, "content": content}
    assert reached(contact) is is_reached
    assert is_unclear(contact) is is_asked
