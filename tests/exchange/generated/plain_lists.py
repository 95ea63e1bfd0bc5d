"""Plain lists: titles, a heading of one or two rows, rows of children, sums and sign lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from random import Random

from tests.exchange.generated.book import Page
from tests.exchange.generated.children import (
    BY_KEY,
    CLASS,
    GRADE,
    GRADE_CLASS,
    HAN,
    NAME,
    OTHERS,
    SERIAL,
    STRANGE,
    Column,
    make_child,
)

SCHOOL = "青山镇石门小学"
_GROUPS = {"father": "父亲", "mother": "母亲"}
_IN_GROUP = {"name": ("姓名",), "phone": ("电话", "联系电话")}


def page_of(random: Random, *, dirt: float = 0.0) -> Page:
    return Page(random.choice(("Sheet1", "名单", "花名册")), random, dirt)


def plain(random: Random) -> list[Page]:
    """Return a list as most are."""
    page = page_of(random, dirt=random.choice((0.0, 0.0, 0.08)))
    grade, class_no = random.randint(1, 6), random.randint(1, 4)
    told = random.choice(("title", "columns", "one column", "nowhere"))
    if told == "title":
        page.line(f"{SCHOOL}{HAN[grade - 1]}年级({class_no})班学生花名册")
        page.says_class = True
    elif random.random() < 0.4:
        page.line(random.choice(("学生信息登记表", "2026年秋季学期学生名册")))
    columns = _columns(random, told)
    grouped = random.random() < 0.35
    if grouped:
        columns = _grouped(columns)
    columns = [as_it_stands(columns, at) for at in range(len(columns))]
    captions = heading_of(page, columns, grouped=grouped)
    children = [make_child(random, grade, class_no) for _ in range(random.randint(3, 9))]
    for number, child in enumerate(children, 1):
        if number > 2 and random.random() < 0.05 and len(captions) == 1:
            page.line(*captions[0])  # the heading of the next page
        if random.random() < 0.04:
            page.line("")
        page.child(child, columns)
    footer(page, len(children))
    return [page]


def _columns(random: Random, told: str) -> list[Column]:
    chosen = random.sample(OTHERS, random.randint(3, 10))
    chosen = [each for each in chosen if each.key != "phone" or random.random() < 0.5]
    columns = [NAME, *chosen]
    if random.random() < 0.3:
        random.shuffle(columns)
    if told == "columns":
        columns[1:1] = [GRADE, CLASS]
    elif told == "one column":
        columns.insert(1, GRADE_CLASS)
    for strange in random.sample(STRANGE, random.choice((0, 0, 1, 2))):
        columns.insert(random.randint(1, len(columns)), strange)
    if random.random() < 0.6:
        columns.insert(0, SERIAL)
    return columns


def as_it_stands(columns: Sequence[Column], at: int) -> Column:
    """Return the column; 联系电话 behind 家长 and 监护人关系 is the number of that person."""
    keys = [each.key.partition(" ")[0] for each in columns]
    if keys[at] != "phone" or "guardian_phone" in keys:
        return columns[at]
    before = list(takewhile(lambda key: key != "guardian_name", reversed(keys[:at])))
    between = {"strange", "serial", "address", "guardian_relation"}
    if len(before) < at and "guardian_relation" in before and between.issuperset(before):
        return replace(BY_KEY["guardian_phone"], headings=columns[at].headings)
    return columns[at]


def _grouped(columns: Sequence[Column]) -> list[Column]:
    """Put the columns of people last, each person's beside each other."""
    people = sorted((c for c in columns if "." in c.key), key=lambda column: column.key)
    return [*(c for c in columns if "." not in c.key), *people]


def heading_of(page: Page, columns: Sequence[Column], *, grouped: bool = False) -> list[list[str]]:
    """Write the heading and return its rows; grouped: people's columns stand under their names."""
    random = page.random
    top, below = [], []
    for column in columns:
        who, _, what = column.key.partition(".")
        is_in_group = grouped and bool(what)
        top.append(_GROUPS[who] if is_in_group else "")
        below.append(random.choice(_IN_GROUP[what] if is_in_group else column.headings))
    if not any(top):
        page.line(*below)
        return [below]
    return two_rows(page, top, below)


def two_rows(page: Page, top: Sequence[str], below: Sequence[str]) -> list[list[str]]:
    """Write captions under their groups, merged as spreadsheets do: groups across, others down."""
    first = len(page.rows)
    starts = [at for at, text in enumerate(top) if not at or text != top[at - 1] or not text]
    for start, stop in zip(starts, [*starts[1:], len(top)], strict=True):
        if not top[start]:
            page.merged.append((first, start, first + 1, start))
        elif stop - start > 1:
            page.merged.append((first, start, first, stop - 1))
    shown = [text if at in starts else "" for at, text in enumerate(top)]
    rows = [
        [text or ("" if top[at] else below[at]) for at, text in enumerate(shown)],
        [text if top[at] else "" for at, text in enumerate(below)],
    ]
    for row in rows:
        page.line(*row)
    return rows


def footer(page: Page, count: int) -> None:
    """Write what stands below a list, if anything does."""
    random = page.random
    if random.random() < 0.4:
        page.line(random.choice(("合计：{}人", "共 {} 人", "本班共{}人")).format(count))
    if random.random() < 0.4:
        page.line(
            random.choice(("班主任签字：", "填表人：周敏    日期：2026年9月1日", "校长签字："))
        )
