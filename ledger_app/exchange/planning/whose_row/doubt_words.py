"""What is said of a row that nobody can tell whose it is: whom it may be about, by which facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.domain.same_child.fact_words import label_of
from ledger_app.domain.same_child.finding import Hit
from ledger_app.domain.same_child.sides import Side
from ledger_app.exchange.planning.whose_row.known_child import KnownChild

MOST_NAMED = 4
_UNSURE = "可能是台账里的“{}”（{}），不能确定是不是同一个孩子；这一行没有导入，请在“拿不准”里核对。"
_UNSURE_ROW = "可能与另一行的“{}”是同一个孩子（{}），不能确定；这一行没有导入，请在“拿不准”里核对。"
_SEVERAL = "台账里有 {} 个可能的孩子，不能确定是哪一个：{}；这一行没有导入，请在“拿不准”里核对。"


def doubt(hits: Sequence[Hit]) -> str:
    """Return why a row is set aside that may be about these children."""
    if len(hits) > 1:
        named = "、".join(described(hit) for hit in hits[:MOST_NAMED])
        return _SEVERAL.format(len(hits), named)
    told = _UNSURE if _is_file(hits[0]) else _UNSURE_ROW
    return told.format(described(hits[0]), facts(hits[0]))


def facts(hit: Hit) -> str:
    """Return by their names what agrees and what differs: 出生日期、电话相同，证件号不同."""
    said = [
        f"{'、'.join(map(label_of, facts))}{word}"
        for facts, word in ((hit.weighed.agreeing, "相同"), (hit.weighed.differing, "不同"))
        if facts
    ]
    return "，".join(said) or "只有姓名相同"


def described(hit: Hit) -> str:
    return " ".join(_parts(hit.known.side))


def _parts(side: Side) -> Iterator[str]:
    yield side.text("name")
    if side.text("birth_date"):
        yield side.text("birth_date")
    if side.text("id_no"):
        yield f"号码末四位 {side.text('id_no')[-4:]}"


def _is_file(hit: Hit) -> bool:
    """Tell whether it is a child of the ledger, and not another row."""
    return isinstance(hit.known, KnownChild) and hit.known.student_id is not None
