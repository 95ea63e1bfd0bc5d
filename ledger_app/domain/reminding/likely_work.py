"""What the button of a reminder says: the record or the field that it leads to, nothing else."""

from __future__ import annotations

from ledger_app.catalogue import TABLES, Table
from ledger_app.domain.reminding.reminders import Reminder

_OF_UNIT = {"handoff": "去移交", "school_year": "新学年升级"}  # what is no record


def likely_text(reminder: Reminder) -> str:
    """Return what the first button does, in the words of where it leads: 登记联系, the field of the
    record that answers the reminder, or that record."""
    if not reminder.opens:
        return "打开档案" if reminder.student else "已报送"
    if reminder.opens in _OF_UNIT:
        return _OF_UNIT[reminder.opens]
    table = TABLES[reminder.opens]
    if reminder.fills:
        return filling_text(table, reminder.fills, is_new=not reminder.is_written_down)
    return table.work or f"填{table.label}"


def filling_text(table: Table, key: str, *, is_new: bool) -> str:
    """Return 填上报乡镇日期, of a record that is yet to be begun 新增辍学情况：最后到校日期."""
    label = table.field(key).label
    return f"新增{table.label}：{label}" if is_new else f"填{label}"
