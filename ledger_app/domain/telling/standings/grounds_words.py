"""What a standing rests on, as the board, the list and the head of a file call it."""

from __future__ import annotations

from ledger_app.domain.standing.evidence import GROUNDS_NAMES

_OTHERS = {
    "absence": "缺勤记录",
    "age": "按年龄",
    "closed_school": "撤并未安置",
    "closing": "销号",
    "contact": "联系结果",
    "expired": "本学期没有依据",
    "mark": "学籍标注",
    "no_evidence": "从来没有依据",
    "passage": "档案流转",
    "no_place": "待安置",
    "not_listed": "名单上没有",
    "record": "记录",
    "register_change": "学籍异动",
    "relocation": "分流",
    "unproven": "没有证明",
    "": "个案记录",
}
NAMES: dict[str, str] = {**{str(key): name for key, name in GROUNDS_NAMES.items()}, **_OTHERS}


def grounds_name(code: str | None) -> str:
    """Return what a clerk calls the grounds of a standing; a code without a name is its name."""
    return NAMES.get(code or "", code or "")
