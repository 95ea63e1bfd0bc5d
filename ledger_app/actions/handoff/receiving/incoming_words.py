"""What a package that came in is, in a sentence: each kind has its own, and what to do now."""

from __future__ import annotations

from ledger_app.actions.handoff.incoming import ArrivalState
from ledger_app.domain.merging.header import Header, PackageKind
from ledger_app.domain.merging.sequence import Arrival, Standing

_NO_CHANGE = "台账没有改动。"


def called(header: Header) -> str:
    """Return which package it is: 青山小学第 7 包, 福利镇中心校第 3 号回执."""
    if header.kind is PackageKind.RECEIPT:
        return f"{header.unit_name}第 {header.sequence} 号回执"
    return f"{header.unit_name}第 {header.sequence} 包"


def sentence(
    state: ArrivalState, header: Header, last: int | None, standing: Standing
) -> tuple[str, str]:
    """Return what it is and what to do now; `last` is the number of the last one taken."""
    which, known = called(header), f"上次收到的是第 {last} 包" if last is not None else ""
    by, on = header.unit_name, header.cut_off_on
    said = {
        ArrivalState.NEW: (f"{which}，截至 {on}。", ""),
        ArrivalState.GAP: (
            f"{which}，截至 {on}；{numbers(standing.gap)}没有收到。",
            "不要紧：这一包里是全部内容，可以合并。缺的包找到了也不用再收。",
        ),
        ArrivalState.RESTORED: (
            f"{which}，截至 {on}：{by}的台账{_other_copy(standing)}。",
            "请电话问清楚是不是这样；合并时按两边都有的那一包比，后来的内容不会丢，随回执还给它。",
        ),
        ArrivalState.GUARDED: (f"{which}，截至 {on}：变动很大，要先核对。", ""),
        ArrivalState.REPEAT: (f"{which}已经合并过，已是最新。", _NO_CHANGE),
        ArrivalState.OLDER: (
            f"{which}比已经合并的旧（{known}），不用再收。",
            _NO_CHANGE,
        ),
        ArrivalState.FORK: (
            f"{which}和以前收到的第 {header.sequence} 包号码相同、内容不同。",
            f"多半是{by}有两份台账都在用，或者恢复备份后没有换号。请电话问清用哪一份，"
            f"让那一份重新做一包。{_NO_CHANGE}",
        ),
    }
    return said[state]


def numbers(gap: tuple[int, ...]) -> str:
    """Return which packages are missing: 第 6 包, 第 3 到 5 包, 第 3、5 包."""
    if not gap:
        return ""
    is_row = len(gap) > 1 and gap[-1] - gap[0] == len(gap) - 1
    return f"第 {gap[0]} 到 {gap[-1]} 包" if is_row else f"第 {'、'.join(map(str, gap))} 包"


def _other_copy(standing: Standing) -> str:
    if standing.arrival is Arrival.COPY:
        return "换了一份拷贝继续用"
    forgot = f"，不记得{numbers(standing.forgot)}" if standing.forgot else ""
    return f"恢复过备份{forgot}"
