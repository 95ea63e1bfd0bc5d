"""One child among many: the one it is, those it may be, or nobody."""

from __future__ import annotations

from typing import Any

from ledger_app.domain.same_child.finding import Finder, Finding, Known
from ledger_app.domain.same_child.sides import Side
from ledger_app.domain.same_child.verdicts import Verdict

HOUSE = {"guardian_name": "王建国", "guardian_phone": "13900000001"}
BORN = {"birth_date": "2016-01-01"}


def known(key: str, **values: Any) -> Known:
    return Known(key, Side({"name": "王小明"} | values))


def keys(finding: Finding) -> list[str]:
    return [hit.known.key for hit in finding.hits]


def test_the_one_of_several_namesakes_that_is_certain() -> None:
    finder = Finder(
        [known("a", **BORN), known("b", **BORN, **HOUSE), known("c", village_name="联合村")]
    )
    found = finder.find(Side({"name": "王小明"} | BORN | HOUSE))
    assert (found.verdict, keys(found)) == (Verdict.SAME, ["b"])


def test_two_that_are_certain_alike_are_both_named() -> None:
    finder = Finder([known("a", **BORN, **HOUSE), known("b", **BORN, **HOUSE)])
    found = finder.find(Side({"name": "王小明"} | BORN | HOUSE))
    assert (found.verdict, sorted(keys(found))) == (Verdict.UNSURE, ["a", "b"])


def test_another_spelling_is_found_by_its_house_to_be_asked() -> None:
    finder = Finder([known("a", **HOUSE), known("b", name="李梅", **HOUSE)])
    found = finder.find(Side({"name": "王晓明"} | HOUSE))
    assert (found.verdict, keys(found)) == (Verdict.UNSURE, ["a"])


def test_a_namesake_that_is_another_child_is_named_as_such() -> None:
    finder = Finder([known("a", village_name="清泉村", school="s")])
    found = finder.find(Side({"name": "王小明", "village_name": "联合村", "school": "t"}))
    assert (found.verdict, keys(found)) == (Verdict.OTHER, ["a"])
    assert finder.find(Side({"name": "赵涛"})).hits == ()


def test_the_number_decides_among_namesakes() -> None:
    number = "529901201601010016"
    finder = Finder([known("a", id_no=number), known("b", **BORN, **HOUSE)])
    found = finder.find(Side({"name": "王小明", "id_no": number} | BORN | HOUSE))
    assert (found.verdict, keys(found)) == (Verdict.SAME, ["a"])
