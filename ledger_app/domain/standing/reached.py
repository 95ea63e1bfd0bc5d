"""Whether a call or visit reached somebody: one that did not answers nothing and resets no clock.

Certain, or asked: what is written in fields is certain; a call of which nobody wrote with whom
reached nobody as far as anybody can tell, and `check_contact` asks about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import ContactMode
from ledger_app.catalogue.meanings import ContactPurpose, PersuadeResult
from ledger_app.domain.reads import Reads, with_values
from ledger_app.domain.student_file import Row

REACHED_READS: Reads = {
    "contact": (
        "contacted_on",
        "mode",
        "purpose",
        "result",
        "met_who",
        "promised_on",
        "content",
    )
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
    "|[没无](?:有)?人|联系不[上到]|打不通|找不到|拒接|关机|停机|空号|打错|错号|忙音|锁着|锁门|门锁|扑空|失联"
)

_NO_NUMBER = re.compile("空号|停机|换号|换了号|号码不对|号码错|错号|打错|已注销|不存在")


def tells_out(contact: Row) -> bool:
    """Tell whether a contact says that the child is not in class: by its result, or by its aim.

    Nobody persuades a child to come back, or looks for it where it works, that sits in class.
    """
    result = contact.get("result")
    aims = contact.get("purpose") == ContactPurpose.PERSUASION
    return result in TELLS_OUT or (
        result != PersuadeResult.RETURNED_AT_ONCE
        and (aims or contact.get("mode") == ContactMode.AT_WORK)
    )


def dated(contact: Row) -> Row:
    """Return a contact with its day: nobody wrote it down, that on which it was entered."""
    if contact.get("contacted_on"):
        return contact
    return with_values(contact, {"contacted_on": (contact.get("created_at") or "")[:10]})


def said_out(contact: Row) -> str:
    """Return in words what of a contact tells that the child is not in class."""
    table = TABLES["contact"]
    told = contact.get("result") in TELLS_OUT
    aims = contact.get("purpose") == ContactPurpose.PERSUASION
    field = table.field("result" if told else "purpose" if aims else "mode")
    said = code_list(field.codes).name_of(contact[field.key])
    return f"联系结果为{said}" if told else f"{field.label}为{said}"


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


def nobody_said(contact: Row) -> bool:
    """Tell whether a contact says that it reached nobody, by its result or in words alone."""
    if contact.get("result") in NOBODY:
        return True
    return is_unclear(contact) and bool(_NOBODY_SAID.search(contact.get("content") or ""))


def says_no_number(contact: Row) -> bool:
    """Tell whether a contact says that its number is none, or no longer this family's."""
    return bool(_NO_NUMBER.search(contact.get("content") or ""))


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
        if tells_out(row) and not kept and not (spoken and result == PersuadeResult.LOST):
            return row
        spoken = spoken or reached(row)
    return None
