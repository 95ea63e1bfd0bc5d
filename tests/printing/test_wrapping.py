"""Lines break where a Chinese reader expects it."""

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger_app.printing.wrapping import NOT_FIRST, NOT_LAST, wrap, wrap_evenly

EM = defaultdict(lambda: 1.0)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, ("",)),
        ("入户家访", 5, ("入户家访",)),
        ("第一次，未见", 3, ("第一", "次，未", "见")),  # ，never begins a line
        ("他说“不去”", 3, ("他说", "“不", "去”")),  # “ never ends one
        ("于2026-11-21到校", 11, ("于2026-11-21", "到校")),  # a date stays whole
        ("电话13900000000", 5, ("电话", "13900", "00000", "0")),  # unless it cannot
        ("阿卜杜・买买提", 3, ("阿卜", "杜・买", "买提")),  # whichever dot was typed
        ("三月～五月", 2, ("三", "月～", "五月")),
        ("乘坐校车／步行", 4, ("乘坐校", "车／步行")),
        ("低烧三十九℃", 5, ("低烧三十", "九℃")),
        ("甲\n\n乙", 9, ("甲", "", "乙")),
        ("甲 乙 丙", 3, ("甲 乙", "丙")),  # blanks at a break fall away
    ],
)
def test_breaks(text, width, lines):
    assert wrap(text, width, EM) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("疑似辍学原因", 5, ("疑似辍", "学原因")),
        ("疑似辍学", 3, ("疑似", "辍学")),
        ("七年级1班", 3, ("七年级", "1班")),  # rather than 七年|级1班
        ("··、1", 3, ("··、", "1")),  # evening out begins no line with 、
        ("青山村10组2号", 4, ("青山村", "10组", "2号")),
        ("初中毕业、未升学", 6, ("初中毕业、", "未升学")),
        ("2026-09-08 入户", 11, ("2026-09-08", "入户")),  # evening out breaks no date
        ("吴秀英（母亲）\n139", 6, ("吴秀英", "（母亲）", "139")),
    ],
)
def test_captions_break_evenly(text, width, lines):
    assert wrap_evenly(text, width, EM) == lines


@given(st.text(alphabet="一二三四五，。（）“”·12ab ", max_size=60), st.integers(2, 12))
def test_nothing_is_lost_and_the_rules_hold(text, width):
    lines = wrap(text, width, EM)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= width for line in lines)
    if " " in text:
        return
    for before, after in pairwise(lines):
        broken_by_force = len(before) == width or not before or not after
        assert broken_by_force or after[0] not in NOT_FIRST
        assert broken_by_force or before[-1] not in NOT_LAST
