"""Differences between two ledgers, as they wait for a person."""

from __future__ import annotations

from ledger_app.actions.handoff.conflicts import ConflictLine


def difference(child, name, number, **parts):
    told = {
        "id": f"d{number}", "student": child, "name": name, "place": "三年级2班",
        "table": "student", "record": child, "field": "phone", "label": "联系电话",
        "base": "13800001000",
        "ours": f"1380000200{number}", "theirs": f"1390000300{number}", "ours_by": "张老师",
        "ours_at": "2026-11-20 09:31:00", "theirs_by": "李老师", "theirs_at": "2026-11-19 16:02:00",
        "kind": "differ", "note": "", "unit_code": "529901", "is_harmless": False,
    }  # fmt: skip
    return ConflictLine(**{**told, **parts})
