"""Rows of other shapes: lists beside and below each other, titles between, forms, households."""

from __future__ import annotations

from random import Random

from ledger_app.exchange.reading.workbook import Cell
from tests.exchange.generated.book import Page, Written
from tests.exchange.generated.children import (
    GRADE_CLASS,
    HAN,
    NAME,
    SERIAL,
    Column,
    GeneratedChild,
    column,
    make_child,
    name_of,
    of_person,
)
from tests.exchange.generated.heading_shapes import class_of_children
from tests.exchange.generated.plain_lists import footer, heading_of, page_of
from tests.exchange.samples import id_no

_USUAL = ("sex", "id_no", "birth_date", "address", "guardian_name", "phone", "ethnic")


def _some(random: Random, count: int) -> list[Column]:
    return [NAME, *map(column, random.sample(_USUAL, count))]


def _title(random: Random, grade: int, class_no: int) -> str:
    named = random.choice(("{}年级({})班", "{}（{}）班", "{}年级{}班")).format(
        HAN[grade - 1], class_no
    )
    return random.choice(("{}", "{}学生名单", "青山镇石门小学{}花名册")).format(named)


def side_by_side(random: Random) -> list[Page]:
    """Two lists beside each other: the same headings, or other ones."""
    page = page_of(random)
    left = [SERIAL, *_some(random, random.randint(1, 3))]
    right = left if random.random() < 0.6 else [SERIAL, *_some(random, random.randint(1, 3))]
    gap = random.choice((0, 1))
    captions = [random.choice(each.headings) for each in left]
    again = captions if right is left else [random.choice(each.headings) for each in right]
    page.line(*captions, *[""] * gap, *again)
    children = [*class_of_children(random), *class_of_children(random)]
    half = (len(children) + 1) // 2
    for number, child in enumerate(children[:half]):
        written = page.child(child, left)
        if half + number < len(children):
            page.child(children[half + number], right, at=len(left) + gap, row=written.row)
    return [page]


def stacked(random: Random) -> list[Page]:
    """Lists below each other, each with its class title and its own columns."""
    page = page_of(random)
    page.says_class = True
    grade = random.randint(1, 6)
    for class_no in range(1, random.randint(3, 4)):
        columns = _some(random, random.randint(2, 4))
        page.line(_title(random, grade, class_no))
        heading_of(page, columns)
        children = [make_child(random, grade, class_no) for _ in range(random.randint(2, 4))]
        for child in children:
            page.child(child, columns)
        footer(page, len(children))
        if random.random() < 0.5:
            page.line("")
    return [page]


def inner_titles(random: Random) -> list[Page]:
    """One heading, and titles of classes between the rows."""
    page = page_of(random)
    columns = [SERIAL, *_some(random, random.randint(2, 4))]
    heading_of(page, columns)
    page.says_class = True
    grade = random.randint(1, 6)
    for class_no in range(1, random.randint(3, 5)):
        title = _title(random, grade, class_no)
        page.line(*random.choice(((title,), (title, "班主任：周敏"), ("", title))))
        for _ in range(random.randint(2, 4)):
            page.child(make_child(random, grade, class_no), columns)
    return [page]


def sheets(random: Random) -> list[Page]:
    """A sheet for each class, called like it."""
    grade, pages = random.randint(1, 6), []
    for class_no in range(1, random.randint(3, 4)):
        page = Page(f"{HAN[grade - 1]}({class_no})班", random, dirt=0.05)
        page.says_class = True
        columns = _some(random, random.randint(2, 4))
        heading_of(page, columns)
        for _ in range(random.randint(2, 4)):
            page.child(make_child(random, grade, class_no), columns)
        pages.append(page)
    return pages


def guardian_rows(random: Random) -> list[Page]:
    """One row for each guardian: the child's cells repeated, or merged down."""
    page = page_of(random)
    page.blanks = 0.0
    own = [NAME, column("sex"), column("id_no")]
    kin = {
        who: [
            of_person(who, "name", "监护人姓名", "家长姓名"),
            of_person(who, "relation", "与监护人关系", "关系"),
            of_person(who, "phone", "监护人电话", "联系电话"),
        ]
        for who in ("father", "mother")
    }
    captions = heading_of(page, own)[0]
    page.rows[-1] += [random.choice(each.headings) for each in kin["father"]]
    merge = random.random() < 0.5
    assert len(captions) == len(own)
    for child in class_of_children(random):
        father = child.people["father"]
        child.truth |= {f"guardian_{key}": father[key] for key in ("name", "phone", "relation")}
        first = page.child(child, [*own, *kin["father"]])
        second = page.child(child, [*own, *kin["mother"]])
        for at, each in enumerate(own):
            page.rows[second.row][at] = "" if merge else page.rows[first.row][at]
            second.cells[each.key] = page.rows[second.row][at]
            if merge:
                page.merged.append((first.row, at, second.row, at))
    return [page]


def merged_down(random: Random) -> list[Page]:
    """The class stands once, merged over all its children."""
    page = page_of(random)
    columns = [GRADE_CLASS, *_some(random, random.randint(2, 4))]
    heading_of(page, columns)
    grade = random.randint(1, 6)
    for class_no in range(1, random.randint(3, 4)):
        rows = [
            page.child(make_child(random, grade, class_no), columns)
            for _ in range(random.randint(2, 4))
        ]
        named = f"{HAN[grade - 1]}({class_no})班"
        for number, written in enumerate(rows):
            page.rows[written.row][0] = "" if number else named
            written.cells["grade_class"] = named
        page.merged.append((rows[0].row, 0, rows[-1].row, 0))
    return [page]


def waiting(random: Random) -> list[Page]:
    """Some rows are hidden or struck out."""
    page = page_of(random)
    columns = _some(random, 3)
    heading_of(page, columns)
    for child in class_of_children(random):
        written = page.child(child, columns)
        if random.random() < 0.3:
            random.choice((page.hidden, page.struck)).add(written.row)
            written.waits = True
    return [page]


_FORM = (
    "name",
    "sex",
    "ethnic",
    "birth_date",
    "id_no",
    "address",
    "guardian_name",
    "guardian_phone",
)


def _form(page: Page, child: GeneratedChild, captions: dict[str, str]) -> None:
    """Write one child's form: captions and what is filled in take turns."""
    random = page.random
    page.line(random.choice(("学生信息登记表", "学生情况登记表", "学生基本情况表")))
    keys = list(captions)
    told: dict[str, Cell] = {}
    first = len(page.rows)
    for start in range(0, len(keys), 2):
        cells: list[Cell] = []
        for key in keys[start : start + 2]:
            each = column(key)
            told[key] = each.cell(random, child)
            cells += [captions[key], told[key]]
        page.line(*cells)
    page.written.append(Written(page.name, first, child, {}, told))


def forms(random: Random) -> list[Page]:
    """A form for each child: on a sheet of its own, or several on one."""
    children = class_of_children(random)[:3]
    if random.random() < 0.5:
        pages = [Page(f"登记表{at}", random) for at in range(len(children))]
    else:
        pages = [Page("登记表", random)] * len(children)
    captions = {key: random.choice(column(key).headings) for key in _FORM}
    for page, child in zip(pages, children, strict=True):
        _form(page, child, captions)
        page.line("")
    return _unique(pages)


def _unique(pages: list[Page]) -> list[Page]:
    return [page for at, page in enumerate(pages) if all(page is not each for each in pages[:at])]


def households(random: Random) -> list[Page]:
    """All people of a house, each with what it is to the householder; only children are pupils."""
    page = page_of(random)
    page.line(
        "户编号", *random.choice((("姓名", "与户主关系"), ("姓名", "关系"))), "性别", "身份证号"
    )
    own = [NAME, column("sex"), column("id_no")]
    for house in range(1, random.randint(3, 5)):
        child = make_child(random, random.randint(1, 6), 1)
        father, mother = child.people["father"], child.people["mother"]
        year = random.randint(1975, 1990)
        number = f"{house:02}"
        fathers = id_no(f"{year}0305", 11)
        page.line(number, father["name"], "户主", "男", fathers)
        page.line(number, mother["name"], "妻", "女", id_no(f"{year + 1}0405", 12))
        kin = {"1": ("长子", "子", "儿子"), "2": ("长女", "女", "女儿")}[child.truth["sex"]]
        row = page.line(number, "", random.choice(kin))
        told = {each.key: each.cell(random, child) for each in own}
        page.rows[row] = [number, told["name"], page.rows[row][2], told["sex"], told["id_no"]]
        child.truth |= {
            "head_name": father["name"],
            "guardian_name": father["name"],
            "guardian_relation": "51",
            "household_no": number,
        }
        child.truth |= {"guardian_phone": None, "guardian_id_no": fathers}
        page.written.append(Written(page.name, row, child, {1: "name", 3: "sex", 4: "id_no"}, told))
        if random.random() < 0.4:
            page.line(number, name_of(random), "母亲", "女", id_no(f"{year - 25}0405", 14))
    return [page]


ROW_SHAPES = {
    "side by side": side_by_side,
    "stacked": stacked,
    "inner titles": inner_titles,
    "sheets": sheets,
    "guardian rows": guardian_rows,
    "merged down": merged_down,
    "waiting": waiting,
    "forms": forms,
    "households": households,
}
