"""What the page of a school says in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ledger_app.actions.handoff.our_side.exchanges import PackageLine, Partner
from ledger_app.actions.handoff.overview import OwnStatus
from ledger_app.catalogue.codes import code_list
from ledger_app.gui.kit.plain_table import Line


def status_words(status: OwnStatus) -> str:
    """Return when the last package went up, and whether it was answered."""
    if status.days is None:
        return QCoreApplication.translate("SchoolSide", "还没有移交过")
    told = QCoreApplication.translate("SchoolSide", "{0}（第 {1} 包，{2}）")
    text = told.format(status.words, status.sequence, status.handed_on)
    if status.is_answered:
        answered = QCoreApplication.translate("SchoolSide", "{0}，回执 {1} 已收到")
        return answered.format(text, status.receipt_on)
    return QCoreApplication.translate("SchoolSide", "{0}，还没有收到回执").format(text)


def partner_words(partners: Sequence[Partner]) -> str:
    """Return who one is paired with, and whom to call there."""
    if not partners:
        return QCoreApplication.translate("SchoolSide", "还没有和上级配对")
    return "；".join(map(_partner, partners))


def _partner(each: Partner) -> str:
    kind = code_list("unit_kind").name_of(each.unit_kind)
    who = " ".join(filter(None, (each.clerk, each.phone)))
    told = QCoreApplication.translate("SchoolSide", "已配对：{0}（{1}，{2}）{3}")
    text = told.format(each.unit_name, kind, each.paired_on, who)
    if each.verified:
        return text
    return QCoreApplication.translate("SchoolSide", "{0} 来源未核实").format(text)


def package_line(each: PackageLine) -> Line:
    """Return a package or receipt as the table shows it."""
    out = each.direction == "out"
    went = QCoreApplication.translate("SchoolSide", "↑ 移交")
    came = QCoreApplication.translate("SchoolSide", "↓ 回执")
    packed = QCoreApplication.translate("SchoolSide", "第 {0} 包")
    answer = QCoreApplication.translate("SchoolSide", "第 {0} 份")
    number = (answer if each.is_receipt else packed).format(each.sequence)
    texts = (
        went if out else came,
        number,
        each.handed_on,
        each.unit_name,
        str(each.students),
        str(each.records),
        _became(each, out),
        " ".join(filter(None, (each.custodian, each.stick_no))),
        each.file_name,
    )
    return Line(each.id, texts)


def _became(each: PackageLine, out: bool) -> str:
    if not each.verified:
        return QCoreApplication.translate("SchoolSide", "来源未核实")
    if not out:
        return QCoreApplication.translate("SchoolSide", "已接收")
    if each.answered_on:
        told = QCoreApplication.translate("SchoolSide", "{0} 有回执")
        return told.format(each.answered_on)
    return QCoreApplication.translate("SchoolSide", "还没有回执")


def detail_words(each: PackageLine) -> str:
    """Return what went with a package, and what was said before it was packed."""
    story = each.story
    parts = []
    if story.since_last:
        parts.append(story.since_last)
    if story.withheld:
        told = QCoreApplication.translate("SchoolSide", "没有带上去：{0}")
        parts.append(told.format("、".join(story.withheld)))
    if each.direction == "in":
        told = QCoreApplication.translate("SchoolSide", "新增 {0}，改动 {1}，删除 {2}，要定 {3}")
        parts.append(told.format(story.created, story.updated, story.deleted, story.conflicts))
    if story.said:
        parts.append("；".join(story.said))
    return "\n".join(parts)
