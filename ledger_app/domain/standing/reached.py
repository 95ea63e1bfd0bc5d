"""Whether a call or visit reached somebody: one that did not answers nothing and resets no clock.

Certain, or asked: what is written in fields is certain; a call of which nobody wrote with whom
reached nobody as far as anybody can tell, and `check_contact` asks about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.meanings import PersuadeResult
from ledger_app.domain.reads import Reads
from ledger_app.domain.student_file import Row

REACHED_READS: Reads = {
    "contact": ("contacted_on", "mode", "result", "met_who", "promised_on", "content")
}

NOBODY = frozenset({PersuadeResult.NOT_MET, PersuadeResult.LOST})
# What only of a child can be said that is not in class: without a case somebody has to open one.
TELLS_OUT = frozenset(
    {
        PersuadeResult.PROMISED, PersuadeResult.VOCATIONAL, PersuadeResult.HOME_TAUGHT,
        PersuadeResult.ON_LEAVE, PersuadeResult.FOUND_ELSEWHERE, PersuadeResult.REFUSED,
        PersuadeResult.LOST, PersuadeResult.LEGAL,
    }
)  # fmt: skip
# One can ring, or write, and nobody is there: only the other modes are a meeting by themselves.
_FROM_AFAR = frozenset({ContactMode.PHONE, ContactMode.VIDEO, ContactMode.LETTER})
# Read only where no field says who was met. Better one too many: then somebody calls again.
_NOBODY_SAID = re.compile(
    "[没未无不](?:有)?人?(?:接(?!受)|联系上|打通|见[到着]?|找到|在家|应[门答]|开门|回[复应])"
    "|[没无](?:有)?人|联系不[上到]|打不通|找不到|拒接|关机|停机|空号|忙音|锁着|锁门|门锁|扑空|失联"
)


def reached(contact: Row) -> bool:
    """Tell whether a call or visit reached the child, its family or who answers for it.

    Not with 未见到人 or 失联; not by phone, message or letter when neither 见面对象 nor 结果 nor a
    promise says that somebody answered; not when only its text tells, and tells of nobody.
    """
    return contact.get("result") not in NOBODY and not is_unclear(contact)


def is_unclear(contact: Row) -> bool:
    """Tell whether a contact does not say whom it reached, so that it counts as nobody."""
    if contact.get("result") or contact.get("met_who") or contact.get("promised_on"):
        return False
    if contact.get("mode") in _FROM_AFAR:
        return True
    content = contact.get("content")
    return bool(content and _NOBODY_SAID.search(content))


def last_lost(contacts: Sequence[Row], since: str) -> Row | None:
    """Return the newest 失联 from an ISO day on, None once somebody has been reached after it.

    `contacts` oldest first. Handed over to the township (移交乡镇依法处理) it is looked for there.
    """
    for row in reversed(contacts):
        if row["contacted_on"] < since:
            return None
        if row.get("result") == PersuadeResult.LOST:
            return row
        if reached(row):
            return None
    return None


def left_open(contacts: Sequence[Row], since: str) -> Row | None:
    """Return the newest contact after an ISO day whose result says that the child is not in class.

    `contacts` oldest first. 失联 is answered once somebody has been reached, any other result only
    by 当场返校, or by a record of where the child is: until then nobody has written it down.
    """
    spoken = False
    for row in reversed(contacts):
        result = row.get("result")
        if (row.get("contacted_on") or "") <= since or result == PersuadeResult.RETURNED_AT_ONCE:
            return None
        kept = "" < (row.get("promised_on") or "") <= since  # back as promised
        if result in TELLS_OUT and not kept and not (spoken and result == PersuadeResult.LOST):
            return row
        spoken = spoken or reached(row)
    return None
