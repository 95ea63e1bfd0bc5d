"""How children whose files travel stand in the lists: cells, colour, and a sentence about each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from ledger_app.actions.travel import passages
from ledger_app.actions.travel.not_arrived import Whereabout
from ledger_app.actions.travel.passages import Leaving, OnTheWay, School
from ledger_app.actions.travel.standing_files import Gone
from ledger_app.gui.kit.plain_table import Line


def leaving_line(each: Leaving) -> Line:
    """Return a child that left and whose file did not."""
    how = passages.how_name(each.how)
    return Line(
        each.student, (each.name, each.place, each.from_name, each.to_name, how, each.left_on)
    )


def way_line(each: OnTheWay) -> Line:
    """Return a child whose file went on and who has not been seen yet; late ones in colour."""
    warned = QCoreApplication.translate("TravelLines", "⚠ {0}") if each.is_late else "{0}"
    texts = (
        each.name, each.place, _ring(each.from_name, each.from_phone),
        _ring(each.to_name, each.to_phone), each.left_on, warned.format(each.due_on),
    )  # fmt: skip
    return Line(each.id, texts, "danger" if each.is_late else "", coloured=len(texts))


def way_words(each: OnTheWay) -> str:
    """Return how the file went, and by when the child is to be there."""
    told = QCoreApplication.translate(
        "TravelLines", "{0}：{1} 离校，{2} 移交档案，{3} 前应到校。先给{4}打电话，再问{5}。"
    )
    how = passages.how_name(each.how)
    to, came = _ring(each.to_name, each.to_phone), _ring(each.from_name, each.from_phone)
    return told.format(how, each.left_on, each.handed_on, each.due_on, to, came)


def gone_line(each: Gone) -> Line:
    """Return a file that is a reading copy here."""
    away = QCoreApplication.translate("TravelLines", "还没有到校")
    texts = (
        each.name, each.place, _ring(each.to_name, each.to_phone), passages.how_name(each.how),
        each.handed_on, each.arrived_on or away,
    )  # fmt: skip
    return Line(each.student, texts, "" if each.arrived_on else "warn", coloured=len(texts))


def name_line(each: Whereabout) -> Line:
    """Return a child that a list has and that is not there."""
    texts = (each.name, each.place, _ring(each.from_name, each.from_phone), each.since, each.said)
    return Line(each.student, texts)


def leaving_words(each: Leaving, schools: Iterable[School]) -> str:
    """Return whom to ring about a child that left."""
    phones = {school.code: school.phone for school in schools}
    told = QCoreApplication.translate("TravelLines", "电话：{0}；{1}")
    return told.format(
        _ring(each.from_name, phones.get(each.from_code, "")),
        _ring(each.to_name, phones.get(each.to_code, "")),
    )


def _ring(name: str, phone: str) -> str:
    return f"{name} {phone}".strip()
