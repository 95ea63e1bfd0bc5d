"""Children on their way from school to school, as the windows are told of them."""

from __future__ import annotations

from ledger_app.actions.merging.suspected_pairs import Suspected
from ledger_app.actions.travel.closing_school import Closing, Placed
from ledger_app.actions.travel.not_arrived import Matter, Whereabout
from ledger_app.actions.travel.passages import Leaving, OnTheWay, School
from ledger_app.actions.travel.standing_files import StandingFiles
from ledger_app.actions.travel.two_schools import TwoFiles

PHONE = "0771-12345678"


def way(name: str, at: int = 1) -> OnTheWay:
    """Return a child on its way between two schools of this name."""
    one, other = ("2152000001", name, PHONE), ("2152000002", name, PHONE)
    return OnTheWay(
        f"p{at}", f"s{at}", "王小明", "五(2)", *one, *other, "transfer", "2026-11-18",
        "2026-11-19", "2026-12-02", is_late=at % 3 == 0,
    )  # fmt: skip


def standing(name: str, count: int = 20) -> StandingFiles:
    """Return what a township has when schools have this name."""
    several = range(1, count + 1)
    one, other = ("2152000001", name), ("2152000002", name)
    return StandingFiles(
        own_code="529901",
        is_school=False,
        leaving=tuple(
            Leaving(f"l{n}", "李小红", "三(2)", *one, *other, "2026-11-18", "relocation")
            for n in several
        ),
        on_the_way=tuple(way(name, n) for n in several),
        gone=(),
        name_only=tuple(
            Whereabout(Matter.NAME_ONLY, f"n{n}", "赵小刚", "六(1)", name, PHONE, said=name)
            for n in several
        ),
        others=(School(*one, PHONE), School(*other, PHONE)),
    )


def two_files(name: str, at: int) -> TwoFiles:
    """Return two files of what may be one child, at two schools of this name."""
    facts = ("出生日期 2017-03-11", "监护人或父母 王建国", "班级 三年级2班")
    pair = Suspected(f"a{at}", f"b{at}", (name, name), facts, facts[:1], False, "")
    return TwoFiles(pair, (name, name), ("2152000001", "2152000002"), (PHONE, PHONE))


def closing(name: str, count: int = 20) -> Closing:
    """Return a closed school whose children go to one of this name, some of them nowhere."""
    to = School("2152000002", name, PHONE)
    children = tuple(
        Placed(f"c{n}", "王小明", "五(2)", to if n % 3 else None) for n in range(count)
    )
    return Closing("2152000001", name, "2026-11-18", children, f"最后收下的是{name}的第 3 包")
