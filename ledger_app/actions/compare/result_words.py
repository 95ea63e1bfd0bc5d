"""What came out of a comparison in words: a child on one list, facts, reasons, sources."""

from __future__ import annotations

from ledger_app.actions.compare.compare_lists import Candidate, Compared, Entry, ListedChild
from ledger_app.actions.compare.list_sides import ListSource
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CompareAnswer
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.masking import screen_id, screen_phone
from ledger_app.exchange.comparing.listed_child import LeftOut

_MORE = (
    "school_name", "village_name", "hamlet", "address", "head_name", "guardian_name", "remark",
)  # fmt: skip
_FEW = 3  # rows that are named of those that were not compared


def why_words(compared: Compared, entry: Entry) -> str:
    """Return what was answered about a child; else in what its lists differ, or why it is there."""
    if answer := compared.answer_to(entry):
        name = code_list(CompareAnswer.CODES).name_of(str(answer["answer"] or ""))
        told = (name, answer["answered_on"], answer["answered_by"], answer["remark"])
        return " ".join(str(each) for each in told if each)
    why = entry.reason
    if entry.differences:
        why = "；".join(f"{each.label} {each.left} / {each.right}" for each in entry.differences)
    return f"新出现：{why}" if compared.is_new(entry) else why


def facts_words(candidate: Candidate) -> str:
    """Return what agrees and what differs: 同 出生日期 2017-03-11；异 村 清泉村 / 联合村."""
    same = "、".join(candidate.agreeing) or "只有姓名"
    apart = "、".join(candidate.differing)
    return f"同 {same}" + (f"；异 {apart}" if apart else "")


def file_words(student_id: str) -> str:
    """Return whether a child has a file."""
    return "有档案" if student_id else "没有档案"


def side_words(child: ListedChild | None) -> str:
    """Return who a child is on one list, short: birth, class or village, family, row."""
    if child is None:
        return "—"
    values = child.values
    school = str(values.get("school_name") or "")
    place = school + short_class(values) or str(values.get("village_name") or "")
    people = str(values.get("guardian_name") or values.get("head_name") or "")
    row = f"第 {child.row} 行" if child.row else "台账"
    return " ".join(each for each in (child.birth, place, people, row) if each)


def full_words(child: ListedChild | None, label: str) -> str:
    """Return all a list says of a child that tells it from another one, its number masked; "" for
    no child."""
    if child is None:
        return ""
    values = child.values
    number = screen_id(str(values.get("id_no") or "")) or "没有证件号"
    told = [child.name, child.birth, number]
    told += [str(values[key]) for key in _MORE if values.get(key)]
    told += [screen_phone(each) for each in sorted(child.side.phones)]
    return f"{label}：" + "，".join(dict.fromkeys(each for each in told if each))


def sources_words(compared: Compared) -> str:
    """Return both sources, what of them was not compared, and the ages that count."""
    parts = [_source_words(source) for source in (compared.left, compared.right)]
    if compared.kind.left.household:
        parts.append(f"年龄：{compared.comparison.window.words}")
    return "；".join(parts)


def _source_words(source: ListSource) -> str:
    told = f"{source.name}：{source.row_count} 行，{source.listed_on}"
    if not source.left_out:
        return told
    few = "、".join(map(_left_out, source.left_out[:_FEW]))
    more = "等" if len(source.left_out) > _FEW else ""
    return f"{told}（{len(source.left_out)} 处没有比对：{few}{more}）"


def _left_out(each: LeftOut) -> str:
    return (
        f"第 {each.row} 行 {each.name} {each.reason}" if each.row else f"{each.sheet} {each.reason}"
    )
