"""Every problem says what became of the thing and what it is about, beside its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from ledger_app.exchange.cells.row_problem import FAMILY, ProblemKind, RowProblem
from ledger_app.exchange.planning.import_plan import ImportPlan, RowFate
from tests.exchange.planning.test_plan import book, ledger, only, planned
from tests.exchange.samples import GANG, MEI

HEAD = ["姓名", "性别", "身份证号", "出生日期", "年级", "班级", "联系电话", "父亲姓名", "父亲职业"]


def problems(**cells: Any) -> list[RowProblem]:
    """Return what is said of one row."""
    filled = {"姓名": "王刚", "年级": "三年级"} | cells
    row = [filled.get(heading, "") for heading in HEAD]
    return list(only(planned(book(HEAD, row))).problems)


@pytest.mark.parametrize(
    ("cells", "kind", "about", "letter"),
    [
        ({"姓名": "男"}, ProblemKind.LEFT_OUT, "name", "A"),
        ({"姓名": "王刚(转走)"}, ProblemKind.MOVED, "name", "A"),
        ({"性别": "未"}, ProblemKind.LEFT_OUT, "sex", "B"),
        ({"性别": "女", "身份证号": GANG}, ProblemKind.CHECK, "sex", ""),
        ({"身份证号": GANG[:-1] + "9"}, ProblemKind.LEFT_OUT, "id_no", "C"),
        ({"出生日期": "2017-02-30"}, ProblemKind.LEFT_OUT, "birth_date", "D"),
        ({"出生日期": "2027-02-03"}, ProblemKind.LEFT_OUT, "birth_date", "D"),
        ({"出生日期": "2018-05-02", "身份证号": GANG}, ProblemKind.CHECK, "birth_date", "D"),
        ({"年级": "十三年级"}, ProblemKind.LEFT_OUT, "grade", "E"),
        ({"班级": "四(2)班"}, ProblemKind.CHECK, "class_no", "F"),
        ({"班级": "3月1日"}, ProblemKind.LEFT_OUT, "class_no", "F"),
        ({"联系电话": "123"}, ProblemKind.CHECK, "phone", "G"),
        ({"父亲职业": "务农"}, ProblemKind.LEFT_OUT, FAMILY, ""),
    ],
)
def test_a_problem_says_what_became_of_it(
    cells: dict[str, Any], kind: ProblemKind, about: str, letter: str
) -> None:
    assert (kind, about, letter) in [(p.kind, p.about, p.letter) for p in problems(**cells)]


def test_a_name_that_cannot_be_used_is_not_called_missing() -> None:
    unusable = only(planned(book(HEAD, ["男", *[""] * 2, "2017-03-11", "3", *[""] * 4])))
    missing = only(planned(book(HEAD, ["", *[""] * 2, "2017-03-11", "3", *[""] * 4])))
    assert (unusable.fate, missing.fate) == (RowFate.FAILED, RowFate.FAILED)
    assert "姓名不能用" in unusable.reason
    assert "没有姓名" in missing.reason


def test_what_is_wrong_with_a_name_goes_with_the_remark_behind_it() -> None:
    """The brackets were the trouble; of the name that is left there is nothing to say."""
    (moved,) = (problem for problem in problems(姓名="王刚(转走)") if problem.about == "name")
    assert moved.kind is ProblemKind.MOVED


def blank_class_notes(plan: ImportPlan) -> list[RowProblem]:
    return [p for p in plan.problems if p.kind is ProblemKind.MISSING and p.about == "class_no"]


def test_a_row_whose_class_was_refused_is_not_counted_among_those_that_say_none() -> None:
    head = ["姓名", "年级", "班级"]
    told, blank, refused = (["甲一", "3", "1"], ["乙二", "3", ""], ["丙三", "3", "3月1日"])
    assert "有 1 人没有写班级" in blank_class_notes(planned(book(head, told, blank)))[0].text
    (note,) = blank_class_notes(planned(book(head, told, blank, refused)))
    assert "有 1 人没有写班级" in note.text
    assert not blank_class_notes(planned(book(head, told, refused)))


def test_a_word_of_a_remark_says_nothing_of_the_class() -> None:
    """备注写着“…年级…” is a problem with these words in it and about something else."""
    head = ["姓名", "年级", "班级", "备注"]
    rows = [["甲一", "3", "1", ""], ["乙二", "3", "", "二年级时转走"]]
    plan = planned(book(head, *rows))
    assert any(p.about == "remark" and "年级" in p.text for p in plan.problems)
    assert len(blank_class_notes(plan)) == 1


def test_where_the_ledger_stays_the_field_is_named() -> None:
    plan = planned(book(["姓名", "身份证号", "家庭住址"], ["李梅", MEI, "石门村"]),
                   ledger(name="李梅", id_no=MEI, address="福利村"))  # fmt: skip
    stays = [p for p in plan.problems if p.kind is ProblemKind.LEDGER_STAYS]
    assert ("address", 0) in [(p.about, p.row) for p in stays]
