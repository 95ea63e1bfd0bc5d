"""Which lists are compared, and what it means that a child is on one of them only.

四查三比对 of 教基厅函〔2024〕15号 (domain.md §0.2) are the first three; the others are the lists
that a township is sent, and the steps of a child's way at which it is lost most often (§1).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ledger_app.domain.errors import LedgerError

PERSON = ("name", "sex", "birth_date", "id_no", "register_no")
PLACE = ("school_name", "grade", "class_no")
HOME = ("village_name", "guardian_name")


class Part(StrEnum):
    """Which children of the ledger stand for a side, where the side is the ledger itself."""

    ALL = "all"  # who is not gone for good
    HOUSEHOLD = "household"  # on a list of households: householder, 户编号, or surveyed
    REGISTER = "register"  # with a register number, a school, a mark of the register
    PRESENT = "present"  # at school by evidence of this term
    DROPOUT = "dropout"  # in a case
    POOR = "poor"  # of a poor household
    DISABLED = "disabled"
    CIVIL = "civil"  # poor, orphan, without care
    LAST_KINDERGARTEN = "kindergarten"  # not of school age yet
    FIRST_GRADE = "1"
    LAST_PRIMARY = "6"
    FIRST_JUNIOR = "7"


GRADES = (Part.FIRST_GRADE, Part.LAST_PRIMARY, Part.FIRST_JUNIOR)


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two lists: how it is called, what it means to be on it only."""

    label: str
    only: str
    part: Part = Part.ALL
    household: bool = False  # counts children who need not be at school yet, or any more
    asked: bool = True  # somebody has to find out about those on it only


@dataclass(frozen=True, kw_only=True)
class CompareKind:
    """A comparison: its sides, the fields that must agree, what it means to be on both."""

    key: str
    label: str
    left: Side
    right: Side
    keys: tuple[str, ...] = PERSON
    met: str = ""  # of a child on both lists, where that is what is looked for
    same_time: bool = True  # both are of one school year: school and class can be compared


KINDS = (
    CompareKind(
        key="household-register",
        label="户籍 ↔ 学籍",
        left=Side(
            label="户籍（摸底）名单",
            only="户籍名单上有，学籍名单上没有：适龄失学，或在外就读",
            part=Part.HOUSEHOLD,
            household=True,
        ),
        right=Side(
            label="学籍名单",
            only="学籍名单上有，户籍名单上没有：户口不在本地，或摸底漏了",
            part=Part.REGISTER,
        ),
    ),
    CompareKind(
        key="register-present",
        label="学籍 ↔ 在校",
        left=Side(
            label="学籍名单",
            only="有学籍，不在校：疑似辍学，或在外就读没有转学籍",
            part=Part.REGISTER,
        ),
        right=Side(
            label="在校名单",
            only="在校，没有学籍：要建籍，或办理转入",
            part=Part.PRESENT,
        ),
        keys=PERSON + PLACE,
    ),
    CompareKind(
        key="dropout-poor",
        label="辍学 ↔ 脱贫户",
        left=Side(
            label="辍学名单",
            only="辍学，不在脱贫户名单上",
            part=Part.DROPOUT,
            asked=False,
        ),
        right=Side(
            label="脱贫户名单",
            only="脱贫户，不在辍学名单上",
            part=Part.POOR,
            asked=False,
        ),
        met="脱贫户家庭的孩子辍学：优先劝返，落实资助",
    ),
    CompareKind(
        key="household-present",
        label="户籍 ↔ 在校",
        left=Side(
            label="户籍（摸底）名单",
            only="户籍名单上有，在校名单上没有：没有上学，或在外就读",
            part=Part.HOUSEHOLD,
            household=True,
        ),
        right=Side(
            label="在校名单",
            only="在校，户籍名单上没有：户口不在本地，或摸底漏了",
            part=Part.PRESENT,
        ),
    ),
    CompareKind(
        key="disabled-register",
        label="残联 ↔ 学籍",
        left=Side(
            label="残联名单",
            only="残联名单上有，没有学籍：一人一案安置（随班就读、特教学校、送教上门）",
            part=Part.DISABLED,
            household=True,
        ),
        right=Side(label="学籍名单", only="不在残联名单上", part=Part.REGISTER, asked=False),
        met="有学籍的残疾儿童：核对安置方式和残疾类别",
    ),
    CompareKind(
        key="civil-register",
        label="民政 ↔ 学籍",
        left=Side(
            label="民政名单",
            only="民政名单上有（低保、特困、孤儿、事实无人抚养），没有学籍：查明在哪里上学",
            part=Part.CIVIL,
            household=True,
        ),
        right=Side(label="学籍名单", only="不在民政名单上", part=Part.REGISTER, asked=False),
        met="有学籍的民政对象：核对资助和重点关注",
    ),
    CompareKind(
        key="issued-register",
        label="上级下发 ↔ 学籍",
        left=Side(
            label="上级下发名单",
            only="下发名单上有，学籍名单上没有：逐个核查（外地就读、未入学、重复、死亡、出国、查无此人）",
        ),
        right=Side(label="学籍名单", only="不在下发名单上", part=Part.REGISTER, asked=False),
        met="下发名单上有，学籍在本地：核实是否在校",
    ),
    CompareKind(
        key="kindergarten-primary",
        label="幼儿园大班 → 小学一年级",
        left=Side(
            label="幼儿园名单",
            only="幼儿园毕业，没有上小学一年级",
            part=Part.LAST_KINDERGARTEN,
            household=True,
        ),
        right=Side(
            label="一年级名单",
            only="上了一年级，不在幼儿园名单上",
            part=Part.FIRST_GRADE,
            asked=False,
        ),
        same_time=False,
    ),
    CompareKind(
        key="primary-junior",
        label="小学六年级 → 初中七年级",
        left=Side(
            label="六年级名单",
            only="小学毕业，没有上初中七年级",
            part=Part.LAST_PRIMARY,
        ),
        right=Side(
            label="七年级名单",
            only="上了七年级，不在六年级名单上",
            part=Part.FIRST_JUNIOR,
            asked=False,
        ),
        same_time=False,
    ),
    CompareKind(
        key="lists",
        label="任意两份名单",
        left=Side(label="左边名单", only="只在左边名单上"),
        right=Side(label="右边名单", only="只在右边名单上"),
        keys=PERSON + PLACE + HOME,
    ),
)


def kind_of(key: str) -> CompareKind:
    """Return a kind by its key; raise LedgerError that names them all."""
    found = next((each for each in KINDS if each.key == key), None)
    if found is None:
        known = "、".join(f"{each.key}（{each.label}）" for each in KINDS)
        raise LedgerError(f"没有“{key}”这种比对。", f"可用的有：{known}。")
    return found
