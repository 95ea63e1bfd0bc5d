"""移交清单 and 接收回执: what is kept of a package, in the words of the two papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from ledger_app.actions.handoff.package_story import PackageStory, story_of
from ledger_app.catalogue import TABLES
from ledger_app.catalogue.handoff_meanings import VerdictCode
from ledger_app.catalogue.meanings import NO
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.telling.restricted import IN_THE_FILE, tells
from ledger_app.domain.telling.subject import Of, Subject, one_record
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.handoff import judging, units_below
from ledger_app.store.lists.student_lookup import confidential

HANDOVER, RECEIPT = "handover", "receipt"
NONE = "无"
_DIGEST, _GROUP = 32, 8  # characters of a digest: enough to compare by eye, in groups
_KINDS_A_ROW = 5
_UNNAMED = "（不具名）"
_Fact = tuple[str, str]


def package_called(ledger: Ledger, of: str, text: str) -> Subject:
    """Return the package meant by a unit's code or name, with /NUMBER for an older one.

    Raises LedgerError that names the units there are.
    """
    unit, _, number = text.strip().partition("/")
    rows = _packages(ledger, of)
    found = [
        row
        for row in rows
        if unit in (row["unit_code"], row["unit_name"]) and number in ("", str(row["sequence"]))
    ]
    if found:
        return one_record("package", found[-1]["id"])
    known = "、".join(dict.fromkeys(row["unit_name"] or row["unit_code"] or "" for row in rows))
    raise LedgerError(f"没有“{text}”的移交包。", f"有移交包的单位：{known or NONE}。")


def slip_of(ledger: Ledger, of: str, subject: Subject, on: str) -> Mapping[str, Any] | None:
    """Return what a paper says of a package: by default the newest by a day; None without one."""
    rows = _packages(ledger, of)
    if subject.of is Of.RECORD:
        chosen = [row for row in rows if row["id"] == subject.names[-1]]
        if not chosen:
            raise LedgerError("这一包已经不在台账里了。", "合并撤销以后，它的回执也不能再印。")
    else:
        chosen = [row for row in rows if (row["handed_on"] or "") <= on]
    if not chosen:
        return None
    return _handover(ledger, chosen[-1]) if of == HANDOVER else _receipt(ledger, chosen[-1])


def _packages(ledger: Ledger, of: str) -> list[Row]:
    """Return the packages that a paper can be of; what went down goes with a list as well."""
    if of == RECEIPT:
        return units_below.packages(ledger, "in", "handoff")
    made = [
        row for kind in ("handoff", "receipt") for row in units_below.packages(ledger, "out", kind)
    ]
    return sorted(made, key=lambda row: row["no"])


# 移交清单.


def _handover(ledger: Ledger, row: Row) -> Mapping[str, Any]:
    story = story_of(row["told"])
    facts: list[list[_Fact]] = [
        [("移交单位", settings.get(ledger, "unit", "")), ("接收单位", row["unit_name"] or "")],
        [("种类", "回执" if row["kind"] == "receipt" else "移交包"),
         ("学生数", _number(row["student_count"])), ("记录数", _number(row["record_count"]))],
        [*_made(row), ("截至日期", row["cut_off_on"] or "")],
        [("文件名", row["file_name"] or "")],
        [("内容摘要", _digest(row["digest"]))],
        [("对方身份", _source(row)), ("U盘编号", row["stick_no"] or ""),
         ("U盘保管人", row["custodian"] or "")],
        [("没有随包移交", "、".join(story.withheld) or NONE)],
    ]  # fmt: skip
    if story.since_last:
        facts.append([("与上一包相比", story.since_last)])
    if story.said:
        facts.append([("移交前检查", "；".join(story.said))])
    return {
        "number": _sequence(row),
        "with": row["unit_name"] or "",
        "heading": "① 移交包",
        "facts": facts,
        "lists": [_contents(story)],
        "pen": _pen("③ U盘交接"),
        "stamp": {"heading": "④ 对方盖章", "label": "接收单位（盖章）"},
    }


def _contents(story: PackageStory) -> Mapping[str, Any]:
    """Return how many records of each kind are in it, some kinds a row: it is one sheet."""
    cells = [
        (TABLES[key].label if key in TABLES else key, str(count))
        for key, count in story.counts.items()
        if count
    ]
    cells = cells or [(NONE, "")]
    cells += [("", "")] * (-len(cells) % _KINDS_A_ROW)
    return {
        "heading": "② 台账内容",
        "columns": (("内容", 4), ("条数", 2)) * _KINDS_A_ROW,
        "rows": [
            tuple(chain(*cells[at : at + _KINDS_A_ROW]))
            for at in range(0, len(cells), _KINDS_A_ROW)
        ],
    }


# 接收回执.


def _receipt(ledger: Ledger, row: Row) -> Mapping[str, Any]:
    story = story_of(row["told"])
    facts: list[list[_Fact]] = [
        [("移交单位", row["unit_name"] or ""), ("接收单位", settings.get(ledger, "unit", ""))],
        [("接收日期", row["handed_on"] or ""), ("截至日期", row["cut_off_on"] or "")],
        [("制包人", row["made_by"] or ""), ("制包时间", row["made_at"] or "")],
        [("文件名", row["file_name"] or "")],
        [("内容摘要", _digest(row["digest"]))],
        [("来源", _source(row)), ("学生数", _number(row["student_count"]))],
        [("新增记录", str(story.created)), ("更新记录", str(story.updated)),
         ("没有变化", str(story.unchanged))],
        [("删除记录", str(story.deleted)), ("待定冲突", str(story.conflicts)),
         ("缺失学生", str(len(story.missing)))],
        *([("输入数字确认", text)] for text in story.said),
    ]  # fmt: skip
    if answer := _answer(ledger, row):
        facts.append([("已答复", answer)])
    return {
        "number": _sequence(row),
        "with": row["unit_name"] or "",
        "heading": "① 收到的移交包",
        "facts": facts,
        "lists": [_open(ledger, row, story)],
        "pen": _pen("③ U盘退还"),
        "stamp": {"heading": "④ 对方盖章", "label": "移交单位（盖章）"},
    }


def _open(ledger: Ledger, row: Row, story: PackageStory) -> Mapping[str, Any]:
    """Return what was not taken or is to come again, each with its reason."""
    rows = [(str(at), *cells) for at, cells in enumerate(_not_settled(ledger, row, story), 1)]
    return {
        "heading": "② 没有接收、退回和缺失（附原因）",
        "columns": (("序号", 2), ("姓名", 4), ("内容", 7), ("原因", 11)),
        "rows": rows or [("", NONE, "", "")],
    }


def _not_settled(ledger: Ledger, row: Row, story: PackageStory) -> Iterator[tuple[str, str, str]]:
    unnamed = confidential(ledger)
    for each in story.not_taken:
        shown = _UNNAMED if each.student in unnamed else each.name
        yield shown, each.what, _readable(each.reason)
    for student, name in story.missing.items():
        shown = _UNNAMED if student in unnamed else name
        yield shown, "缺失", "包里没有，也没有删除；档案留着，请核实在哪里"
    verdicts = [each for each in judging.given(ledger) if each["digest"] == row["digest"]]
    returned = [each for each in verdicts if each["verdict"] == VerdictCode.RETURNED]
    names = {
        each["id"]: each["name"]
        for each in judging.children(ledger, [each["student_id"] for each in returned])
    }
    for verdict in returned:
        student = verdict["student_id"]
        shown = _UNNAMED if student in unnamed else names[student]
        yield shown, "退回", _readable(verdict["reason"] or "")


def _readable(text: str) -> str:
    """Return a reason as a paper may say it, which tells of no restricted matter."""
    return IN_THE_FILE if tells(text) else text


def _answer(ledger: Ledger, row: Row) -> str:
    """Return which receipt answers a package, "" if there is none yet."""
    made = units_below.packages(ledger, "out", "receipt")
    answers = [each for each in made if each["based_on"] == row["digest"]]
    return f"第 {answers[-1]['sequence']} 份回执，{answers[-1]['handed_on']}" if answers else ""


# Both.


def _made(row: Row) -> Sequence[_Fact]:
    by, at = row["made_by"] or "", row["made_at"] or row["handed_on"] or ""
    return (("制包", f"{at}　{by}".strip("　")),)


def _pen(heading: str) -> Mapping[str, Any]:
    columns = (("时间", 5), ("交出人（签字）", 6), ("接收人（签字）", 6), ("说明", 7))
    return {"heading": heading, "columns": columns, "rows": 2}


def _sequence(row: Row) -> str:
    return f"第 {row['sequence']} {'份' if row['kind'] == 'receipt' else '包'}"


def _digest(digest: str | None) -> str:
    text = (digest or "")[:_DIGEST]
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _source(row: Row) -> str:
    return "来源未核实（六个词）" if row["verified"] == NO else "已按指纹核实"


def _number(count: int | None) -> str:
    return "" if count is None else str(count)
