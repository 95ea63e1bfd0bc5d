"""What a reader may see of a child, by the purpose of the paper (design §8, 个保法 §6, §28)."""

from __future__ import annotations

from enum import StrEnum

from ledger_app.catalogue.model import Field, Kind
from ledger_app.domain.telling.written_numbers import masked


class Purpose(StrEnum):
    """Why something is printed: the asker says so, and it is logged."""

    REPORT = "report"  # 上报: full
    INTERNAL = "internal"  # 内部: identity and phone numbers masked
    NOTICE = "notice"  # 公示: surname and class, nothing else
    OWN_FILE = "own_file"  # 本人档案: everything, for the office alone
    VISIT = "visit"  # 走访: as 内部, but with whole telephone numbers; it comes back to the office


FULL = frozenset({Purpose.REPORT, Purpose.OWN_FILE})  # with whole numbers
WITH_PHONES = FULL | {Purpose.VISIT}  # whose telephone numbers at least are meant to be read


# What a notice board may show besides the name.
CLASS_KEYS = frozenset({"grade", "class_no", "class_name", "class_id"})

_COMPOUND = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
    "纳兰完颜叶赫那拉费莫富察"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))


def mask_name(name: str) -> str:
    """Return the surname and one star, whatever the length of the name: 李*, 欧阳*."""
    plain = name.strip()
    if not plain:
        return ""
    # Of two characters the second is the given name, also after 司 or 欧.
    surname = plain[:2] if len(plain) > 2 and plain[:2] in COMPOUND_SURNAMES else plain[0]
    return surname + "*"


def mask_id(text: str) -> str:
    """Return the first 6 and last 4 characters around stars; of a short number the first 2 only."""
    if len(text) > 10:
        return text[:6] + "*" * (len(text) - 10) + text[-4:]
    return text[:2] + "*" * (len(text) - 2) if len(text) > 2 else "*" * len(text)


def mask_phone(text: str) -> str:
    """Return the first 3 and last 4 of a mobile number around stars; of others only the end."""
    if len(text) >= 11:
        return text[:3] + "*" * (len(text) - 7) + text[-4:]
    # Of a short number four digits would be most of it.
    shown = 4 if len(text) >= 7 else 0
    return "*" * (len(text) - shown) + text[len(text) - shown :]


def screen_id(text: str | None) -> str:
    """Return an identity number as lists on the screen show it; "" for none."""
    # The same mask as on internal papers: two different masks together give the number away.
    return mask_id(text) if text else ""


def screen_phone(text: str | None) -> str:
    """Return a phone number as lists on the screen show it; "" for none."""
    return mask_phone(text) if text else ""


def mask(field: Field, text: str, purpose: Purpose) -> str:
    """Return the displayed `text` of a field as a paper for `purpose` may carry it.

    Numbers written inside other text (a register number, a note of a call) are masked too.
    Sensitive fields are empty on everything that is masked.
    """
    if purpose in FULL or not text:
        return text
    if purpose is Purpose.NOTICE:
        return _on_notice_board(field, text)
    if field.sensitive:
        return ""
    if field.kind is Kind.ID_NUMBER:
        return mask_id(text)
    if field.kind is Kind.PHONE:
        return text if purpose in WITH_PHONES else mask_phone(text)
    return mask_numbers(text)


def mask_numbers(text: str) -> str:
    """Return a text with the numbers of people written in it masked, in whatever spelling."""
    return masked(text)


def _on_notice_board(field: Field, text: str) -> str:
    if field.key == "name":
        return mask_name(text)
    return text if field.key in CLASS_KEYS else ""
