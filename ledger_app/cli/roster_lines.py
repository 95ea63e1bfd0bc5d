"""What the shell says of whole classes after an import: as JSON, and as lines."""

from __future__ import annotations

from typing import Any

from ledger_app.actions.rosters.roster_words import NamedChild, RosterTold


def as_json(told: RosterTold) -> dict[str, Any]:
    """Return the keys that an import adds: who is missing; and, where there is something to say,
    who is marked, who moved, which classes are hardly listed, and why it is no roster."""
    more = {
        "marked": [_child(each) | {"mark": each.said} for each in told.marked],
        "moved": [_child(each) | {"to": each.said} for each in told.moved],
        "partial": [
            {
                "school": each.school,
                "grade": each.grade,
                "class": each.class_no,
                "listed": each.listed_count,
                "missing": each.missing_count,
            }
            for each in told.partial
        ],
        "no_roster": told.why_not,
    }
    missing = [_child(each) for each in told.missing]
    return {"missing": missing} | {key: value for key, value in more.items() if value}


def _child(child: NamedChild) -> dict[str, Any]:
    return {
        "id": child.id,
        "name": child.name,
        "school": child.school,
        "grade": child.grade,
        "class": child.class_no,
    }


def lines(told: RosterTold, *, relocated: int) -> list[str]:
    """Return what a person reads: every child by name."""
    asked = [f"不在这份名单上：{_called(each)}" for each in told.missing]
    asked += [f"名单标注与台账不符：{_called(each)}，名单写着{each.said}" for each in told.marked]
    if asked:
        asked.append("以上孩子今日里会逐个提醒，直到答复：unlisted FILE 学生 答复")
    return [*_evidence(told), *asked, *_doubts(told), *_moves(told, relocated)]


def _evidence(told: RosterTold) -> list[str]:
    if told.listed_count:
        count = f"{told.listed_count} 人"
        if told.class_count:
            count += f"，{told.class_count} 个班"
        return [f"这份花名册作为本学期在校的依据：{count}。"]
    if told.why_not:
        return [f"没有当作花名册（不作在校的依据，也不查缺人）：{told.why_not}。"]
    return []


def _doubts(told: RosterTold) -> list[str]:
    return [
        f"{part.words}有 {part.missing_count} 人不在名单上，名单上只有 {part.listed_count} 人："
        "名单不全就不用管；名单是全的，请加 --whole 再导入一次，逐个列出来。"
        for part in told.partial
    ]


def _moves(told: RosterTold, relocated: int) -> list[str]:
    found = [f"所在学校撤并，已在别校名单上：{_called(each)} → {each.said}" for each in told.moved]
    if relocated:
        return [*found, f"已登记分流安置 {relocated} 人；到校日期请逐个补。"]
    how = (
        "要登记分流安置，请加 --relocate 再导入一次；已按工作簿改了学校的，先用 undo 撤销这次导入。"
    )
    return [*found, how] if found else []


def _called(child: NamedChild) -> str:
    number = f"{child.class_no}班" if child.class_no.isdigit() else child.class_no
    return f"{child.name}（{child.school}{child.grade}{number}）"
