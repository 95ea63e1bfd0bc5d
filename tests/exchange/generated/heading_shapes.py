"""Headings of other shapes: three rows, options, groups nobody knows, brackets, officials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from ledger_app.exchange.reading.workbook import Cell
from tests.exchange.generated.book import Page
from tests.exchange.generated.children import (
    GRADE_CLASS,
    NAME,
    SERIAL,
    Column,
    GeneratedChild,
    column,
    make_child,
    name_of,
    of_person,
    phone_of,
)
from tests.exchange.generated.plain_lists import footer, heading_of, page_of, two_rows

FATHER = of_person("father", "name", "父亲姓名", "父亲"), of_person("father", "phone", "父亲电话")
MOTHER = of_person("mother", "name", "母亲姓名", "母亲"), of_person("mother", "phone", "母亲电话")


def class_of_children(random: Random) -> list[GeneratedChild]:
    grade, class_no = random.randint(1, 6), random.randint(1, 4)
    return [make_child(random, grade, class_no) for _ in range(random.randint(3, 7))]


def fill(page: Page, columns: Sequence[Column]) -> list[Page]:
    """Write children under a heading that stands already."""
    children = class_of_children(page.random)
    for child in children:
        page.child(child, columns)
    footer(page, len(children))
    return [page]


def three_rows(random: Random) -> list[Page]:
    """学生情况 | 家庭情况 over 父亲 | 母亲 over 姓名 | 电话."""
    page = page_of(random)
    own = [NAME, *map(column, random.sample(("sex", "id_no", "birth_date", "ethnic"), 2))]
    columns = [SERIAL, *own, *FATHER, *MOTHER, column("remark")]
    first = len(page.rows)
    group = random.choice(("家庭情况", "家庭成员", "家长信息"))
    captions = [random.choice(each.headings) for each in own]
    page.line(
        "序号", random.choice(("学生情况", "学生基本信息")), "", "", group, "", "", "", "备注"
    )
    page.line("", *captions, "父亲", "", "母亲", "", "")
    page.line("", "", "", "", "姓名", "电话", "姓名", "联系电话", "")
    page.merged += [(first, 0, first + 2, 0), (first, 8, first + 2, 8)]
    page.merged += [(first, 1, first, 3), (first, 4, first, 7)]
    page.merged += [(first + 1, at, first + 2, at) for at in (1, 2, 3)]
    page.merged += [(first + 1, 4, first + 1, 5), (first + 1, 6, first + 1, 7)]
    return fill(page, columns)


def _ticked(key: str, code: str, *headings: str) -> Column:
    """Return a column that is ticked where the child is so; no cell of its own says more."""

    def cell(random: Random, child: GeneratedChild) -> Cell:
        return random.choice("√✓") if child.truth[key] == code else ""

    return Column(f"{key}={code}", headings, cell)


def options(random: Random) -> list[Page]:
    """性别 over 男 | 女 with ticks."""
    page = page_of(random)
    others = [column(key) for key in random.sample(("id_no", "address", "guardian_name"), 2)]
    columns = [NAME, _ticked("sex", "1", "男"), _ticked("sex", "2", "女"), *others]
    below = [random.choice(each.headings) for each in columns]
    two_rows(page, ["", "性别", "性别", "", ""], below)
    return fill(page, columns)


def _told_of(what: str, *headings: str) -> Column:
    """Return a column about somebody who has no place in a file."""
    cells: dict[str, Callable[[Random], Cell]] = {
        "name": name_of,
        "phone": phone_of,
        "place": lambda r: f"幸福路{r.randint(1, 99)}号",
        "unit": lambda _r: "青山镇政府",
    }
    return Column(f"strange {what}", headings, lambda random, _child: cells[what](random))


def unknown_groups(random: Random) -> list[Page]:
    """姓名 and 联系电话 under a group that nobody knows are not the child's."""
    page = page_of(random)
    group = random.choice(("开户情况", "结对企业", "志愿者", "社区工作者", "爱心人士", "代课情况"))
    own = [NAME, *map(column, random.sample(("sex", "id_no", "guardian_name", "ethnic"), 2))]
    theirs = [
        _told_of("name", "姓名"),
        _told_of("phone", "联系电话", "电话"),
        _told_of("place", "住址", "地址"),
    ]
    theirs = theirs[: random.randint(2, 3)]
    columns = [*own, *theirs]
    top = [*[""] * len(own), *[group] * len(theirs)]
    two_rows(page, top, [random.choice(each.headings) for each in columns])
    return fill(page, columns)


def brackets(random: Random) -> list[Page]:
    """电话（父）, 姓名/学生, 联系电话/手机: a bracket or a slash says whose."""
    page = page_of(random, dirt=random.choice((0.0, 0.1)))
    columns = [
        column("name", "姓名（学生）", "学生姓名（必填）", "*姓名", "1.姓名", "姓名："),
        column("sex", "性别（男/女）", "性别*", "性别(下拉选择)"),
        column("id_no", "身份证号（学生）", "身份证号/学生", "身份证号(18位)"),
        of_person("father", "name", "姓名（父亲）", "家长姓名/父", "父亲（姓名）"),
        of_person("father", "phone", "电话(父)", "联系电话（父亲）", "父亲/电话"),
        of_person("mother", "phone", "电话(母)", "手机（母亲）", "母亲电话（手机）"),
        column("guardian_phone", "联系电话（监护人）", "电话(家长)", "家长电话/手机"),
        column("phone", "联系电话/手机", "联系电话（手机）"),
    ]
    columns = [columns[0], *random.sample(columns[1:], random.randint(2, 5))]
    heading_of(page, columns)
    return fill(page, columns)


def second_columns(random: Random) -> list[Page]:
    """Two columns of one meaning: the second may say something else."""
    page = page_of(random)
    other = Column(
        "strange number",
        ("身份证号", "身份证号码", "公民身份号码"),
        lambda r, child: make_child(r, int(child.truth["grade"]), 1).truth["id_no"],
    )
    spare = Column(
        "phone2", ("联系电话2", "备用电话", "联系电话"), lambda _r, child: child.truth["phone2"]
    )
    again = replace(column("birth_date", "出生年月", "出生日期"), key="birth_date#2")
    seconds = random.sample((other, spare, again), random.randint(1, 2))
    columns = [NAME, column("id_no"), column("birth_date"), column("phone"), *seconds]
    heading_of(page, columns)
    children = class_of_children(random)
    for child in children:
        child.truth["phone2"] = phone_of(random)
        written = page.child(child, columns)
        if "phone2" in written.cells and not str(written.cells["phone"]).strip():
            # The only number that is written is the number.
            child.truth["phone"] = child.truth["phone2"]
    return [page]


def officials(random: Random) -> list[Page]:
    """包保人, 班主任, 户主 with what is told of them beside."""
    page = page_of(random)
    stretches = [
        [
            column("helper_name"),
            column("helper_unit", "单位", "工作单位"),
            column("helper_phone", "联系电话", "电话"),
        ],
        [_told_of("name", "村干部", "网格员", "驻村干部"), _told_of("phone", "电话", "联系方式")],
        [column("home_teacher"), column("teacher_phone", "电话", "班主任电话", "联系电话")],
        [column("head_name"), _told_of("phone", "户主电话", "户主联系方式")],
        [column("guardian_name"), column("guardian_relation"), column("guardian_phone")],
    ]  # fmt: skip
    chosen = random.sample(stretches, random.randint(1, 3))
    own = [NAME, column("sex"), *random.sample([column("id_no"), GRADE_CLASS], 1)]
    columns = [*own, *(each for stretch in chosen for each in stretch)]
    columns = [
        replace(each, key=f"{each.key}{at}") if " " in each.key else each
        for at, each in enumerate(columns)
    ]
    heading_of(page, columns)
    return fill(page, columns)


_ENGLISH = {
    "name": ("Name", "Student Name", "Full Name"),
    "sex": ("Sex", "Gender"),
    "id_no": ("ID No.", "ID Number", "ID Card No."),
    "birth_date": ("Date of Birth", "Birthday", "Birth Date"),
    "guardian_name": ("Guardian", "Guardian Name", "Parent Name"),
    "remark": ("Remark", "Remarks", "Note"),
    "phone": ("Phone", "Tel", "Telephone", "Mobile"),
}


def english(random: Random) -> list[Page]:
    """English headings: alone, beside the Chinese, or in a row below them."""
    page = page_of(random)
    chosen = ["name", "sex", *random.sample(sorted(set(_ENGLISH) - {"name", "sex"}), 3)]
    columns = [column(key) for key in chosen]
    how = random.choice(("alone", "beside", "below"))
    words = [random.choice(_ENGLISH[key]) for key in chosen]
    if how == "beside":
        both = [
            f"{random.choice(each.headings)} {word}"
            for each, word in zip(columns, words, strict=True)
        ]
        page.line(*both)
    elif how == "alone":
        page.line(*words)
    else:
        heading_of(page, columns)
        page.line(*words)
    return fill(page, columns)


HEADING_SHAPES = {
    "three rows": three_rows,
    "options": options,
    "unknown groups": unknown_groups,
    "brackets": brackets,
    "second columns": second_columns,
    "officials": officials,
    "english": english,
}
