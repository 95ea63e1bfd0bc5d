"""Rosters of any shape out of a seed, with what is true of each child: headings, groups, layouts,
titles, dirt. Nothing here knows how the program reads them.

A cell is told as clerks write it; `truth` has what should be stored of it. What a heading leaves
open (联系电话 beside 班主任) may be stored rightly or be asked about, and never be stored wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from random import Random
from typing import Any

from ledger_app.exchange.reading.workbook import Cell, Range, Workbook, Worksheet
from tests.exchange.samples import id_no

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何罗高"
GIVEN = "小明雨涵子轩佳怡浩然梓萱俊熙诗雨思远欣怡嘉懿静宇航永强磊芳秀英建国桂花德贵"
VILLAGES = ("清泉村", "石门村", "双丰村", "联合村", "大坪村")
HAN = "一二三四五六七八九"
Person = dict[str, str]


@dataclass
class GeneratedChild:
    """What is true of one child: stored values by key, and its people: (name, phone) by role."""

    truth: dict[str, Any]
    people: dict[str, Person]
    cells: dict[str, Cell] = field(default_factory=dict)  # by column key, as they were written


@dataclass(frozen=True)
class Column:
    """One kind of column: headings it may have, which cell it holds of a child."""

    key: str
    headings: Sequence[str]
    cell: Callable[[Random, GeneratedChild], Cell]


@dataclass
class Book:
    """A workbook with its children by row (0-based) and the columns by index."""

    workbook: Workbook
    children: dict[int, GeneratedChild]
    columns: dict[int, str]
    shape: str


def _name(random: Random, surname: str = "") -> str:
    given = "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
    return (surname or random.choice(SURNAMES)) + given


def _phone(random: Random) -> str:
    return f"1{random.choice('3578')}{random.randrange(10**9):09d}"


def make_child(random: Random, grade: int, class_no: int) -> GeneratedChild:
    born = date(2026 - 6 - grade, random.randint(1, 8), random.randint(1, 28))
    male = random.random() < 0.5
    number = id_no(f"{born:%Y%m%d}", 2 * random.randrange(400) + male)
    father = {"name": _name(random), "phone": _phone(random), "role": "51"}
    mother = {"name": _name(random), "phone": _phone(random), "role": "52"}
    keeper = random.choice((father, mother))
    truth = {
        "name": _name(random, father["name"][0]),
        "sex": "1" if male else "2",
        "id_no": number,
        "birth_date": born.isoformat(),
        "grade": str(grade),
        "class_no": str(class_no),
        "ethnic": random.choice(("01", "06", "03")),
        "address": f"{random.choice(VILLAGES)}{random.randint(1, 9)}组",
        "phone": _phone(random),
        "guardian_name": keeper["name"],
        "guardian_phone": keeper["phone"],
        "guardian_relation": keeper["role"],
        "home_teacher": "周敏",
        "teacher_phone": "13911110001",
        "remark": random.choice(("", "", "爱好画画")),
    }
    return GeneratedChild(truth, {"father": father, "mother": mother})


def _sex(random: Random, child: GeneratedChild) -> Cell:
    words = {"1": ("男", "男", "男生", "男 "), "2": ("女", "女", "女生", "女孩")}
    return random.choice(words[child.truth["sex"]])


def _born(random: Random, child: GeneratedChild) -> Cell:
    day = date.fromisoformat(child.truth["birth_date"])
    shapes: tuple[Cell, ...] = (
        day, day.isoformat(), f"{day:%Y.%m.%d}", f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{day.year}-{day.month}-{day.day}",
        f"{day.year}．{day.month}．{day.day}",
    )  # fmt: skip
    return random.choice(shapes)


def _number(random: Random, child: GeneratedChild) -> Cell:
    number = child.truth["id_no"]
    lower = number.lower()
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    return random.choice((number, number, number, lower, spaced, f"'{number}", wide))


def _told_phone(random: Random, phone: str) -> Cell:
    return random.choice((phone, phone, int(phone), f"{phone[:3]} {phone[3:7]} {phone[7:]}"))


def _spread_name(random: Random, child: GeneratedChild) -> Cell:
    name = child.truth["name"]
    spread = f"{name[0]}　{name[1]}" if len(name) == 2 else name
    return random.choice((name, name, spread, f" {name}"))


def _of(key: str) -> Callable[[Random, GeneratedChild], Cell]:
    return lambda _random, child: child.truth[key]


def _of_phone(key: str) -> Callable[[Random, GeneratedChild], Cell]:
    return lambda random, child: _told_phone(random, child.truth[key])


def _of_person(role: str, key: str) -> Callable[[Random, GeneratedChild], Cell]:
    if key == "phone":
        return lambda random, child: _told_phone(random, child.people[role]["phone"])
    return lambda _random, child: child.people[role][key]


def _ethnic(_random: Random, child: GeneratedChild) -> Cell:
    return {"01": "汉族", "06": "苗", "03": "回族"}[child.truth["ethnic"]]


def _relation(_random: Random, child: GeneratedChild) -> Cell:
    return {"51": "父亲", "52": "母亲"}[child.truth["guardian_relation"]]


def _grade(random: Random, child: GeneratedChild) -> Cell:
    grade = int(child.truth["grade"])
    return random.choice((f"{HAN[grade - 1]}年级", f"{grade}年级", grade))


def _class(random: Random, child: GeneratedChild) -> Cell:
    number = child.truth["class_no"]
    return random.choice((number, int(number), f"{number}班", f"({number})班"))


def _grade_class(random: Random, child: GeneratedChild) -> Cell:
    grade, number = int(child.truth["grade"]), child.truth["class_no"]
    return random.choice(
        (f"{HAN[grade - 1]}({number})班", f"{HAN[grade - 1]}年级{number}班", f"{grade}({number})班")
    )


NAME = Column("name", ("姓名", "学生姓名", "姓 名", "学生", "儿童姓名", "孩子姓名"), _spread_name)
OTHERS = (
    Column("sex", ("性别", "性 别", "学生性别"), _sex),
    Column(
        "id_no", ("身份证号", "身份证号码", "公民身份号码", "身份证件号", "学生身份证号"), _number
    ),
    Column("birth_date", ("出生日期", "出生年月日", "生日"), _born),
    Column("ethnic", ("民族", "族别"), _ethnic),
    Column("address", ("家庭住址", "现住址", "住址", "现居住地"), _of("address")),
    Column("guardian_name", ("监护人", "监护人姓名", "家长姓名", "家长"), _of("guardian_name")),
    Column(
        "guardian_phone", ("监护人电话", "家长电话", "监护人联系电话"), _of_phone("guardian_phone")
    ),
    Column("guardian_relation", ("与监护人关系", "监护人关系"), _relation),
    Column("remark", ("备注", "备 注"), _of("remark")),
    Column("home_teacher", ("班主任", "班主任姓名"), _of("home_teacher")),
    Column("teacher_phone", ("班主任电话", "班主任联系电话"), _of_phone("teacher_phone")),
    Column("father.name", ("父亲姓名", "父亲"), _of_person("father", "name")),
    Column(
        "father.phone", ("父亲电话", "父亲联系电话", "父亲手机号"), _of_person("father", "phone")
    ),
    Column("mother.name", ("母亲姓名", "母亲"), _of_person("mother", "name")),
    Column("mother.phone", ("母亲电话", "母亲手机"), _of_person("mother", "phone")),
    # What these mean depends on what stands beside them.
    Column("phone", ("联系电话", "电话", "手机号"), _of_phone("phone")),
)
STRANGE = (
    ("鞋码", lambda r: str(r.randint(28, 40))), ("校服尺寸", lambda r: r.choice(("L", "M", "160"))),
    ("身高(cm)", lambda r: r.randint(110, 160)), ("负责人", lambda r: _name(r)),
    ("开户人", lambda r: _name(r)), ("卡号", lambda r: f"62{r.randrange(10**17):017d}"),
    ("兴趣小组", lambda r: r.choice(("合唱", "足球"))), ("接种情况", lambda r: "已种"),
)  # fmt: skip
GUARDIAN_PHONE = next(column for column in OTHERS if column.key == "guardian_phone")
GROUPED = {"father": "父亲", "mother": "母亲"}


def make_book(seed: int) -> Book:
    """Return the workbook of a seed: the same seed gives the same book."""
    random = Random(seed)
    grade, class_no = random.randint(1, 6), random.randint(1, 4)
    children = [make_child(random, grade, class_no) for _ in range(random.randint(3, 9))]
    layout = _Layout(random, grade, class_no)
    layout.heading()
    layout.body(children)
    rows = layout.squared()
    sheet = Worksheet(layout.sheet_name, rows, tuple(layout.merged))
    book = Workbook(f"名单{seed}.xlsx", f"{seed:064x}", "xlsx", (sheet,))
    return Book(book, layout.at, layout.keys, layout.shape)


def _as_it_stands(columns: Sequence[Column | str], at: int) -> Column | str:
    """Return the column; 联系电话 behind 家长 and 监护人关系 is the number of that person."""
    keys = [each if isinstance(each, str) else each.key for each in columns]
    column = columns[at]
    if isinstance(column, str) or column.key != "phone" or "guardian_phone" in keys:
        return column
    before = list(takewhile(lambda key: key != "guardian_name", reversed(keys[:at])))
    between = {"strange", "serial", "address", "guardian_relation"}
    if len(before) < at and "guardian_relation" in before and between.issuperset(before):
        return replace(GUARDIAN_PHONE, headings=column.headings)
    return column


class _Layout:
    """Lays children out on a sheet: titles, a heading of one or two rows, rows, what is below."""

    def __init__(self, random: Random, grade: int, class_no: int) -> None:
        self._random = random
        self._grade, self._class = grade, class_no
        self.rows: list[list[Cell]] = []
        self.merged: list[Range] = []
        self.at: dict[int, GeneratedChild] = {}
        self.keys: dict[int, str] = {}
        self._columns: list[Column | str] = []
        self._strange: dict[int, Callable[[Random], Cell]] = {}
        self.sheet_name = random.choice(("Sheet1", "名单", "花名册"))
        self.shape = ""
        self._class_told = random.choice(("title", "columns", "one column", "nowhere"))

    def heading(self) -> None:
        random = self._random
        if self._class_told == "title":
            named = f"{HAN[self._grade - 1]}年级({self._class})班"
            self.rows.append([f"青山镇石门小学{named}学生花名册"])
        elif random.random() < 0.4:
            self.rows.append([random.choice(("学生信息登记表", "2026年秋季学期学生名册"))])
        chosen = random.sample(OTHERS, random.randint(3, 9))
        chosen = [each for each in chosen if each.key != "phone" or random.random() < 0.5]
        columns: list[Column | str] = [NAME, *chosen]
        if random.random() < 0.3:
            random.shuffle(columns)
        if self._class_told == "columns":
            own = Column("class_no", ("班级", "班"), _class)
            columns[1:1] = [Column("grade", ("年级", "所在年级"), _grade), own]
        elif self._class_told == "one column":
            columns.insert(1, Column("grade_class", ("年级班级", "班级", "所在班级"), _grade_class))
        for _ in range(random.choice((0, 0, 1, 2))):
            columns.insert(random.randint(1, len(columns)), "strange")
        if random.random() < 0.6:
            columns.insert(0, "serial")
        self._columns = [_as_it_stands(columns, at) for at in range(len(columns))]
        self._captions(grouped=random.random() < 0.35)

    def _captions(self, *, grouped: bool) -> None:
        """Write the heading; people's columns under their group where it has two rows."""
        if grouped:
            people = [c for c in self._columns if isinstance(c, Column) and "." in c.key]
            rest = [c for c in self._columns if c not in people]
            people.sort(key=lambda column: column.key)
            self._columns = rest + people
        top, below = [], []
        for index, column in enumerate(self._columns):
            group, caption = self._caption(index, column, grouped=grouped)
            top.append(group)
            below.append(caption)
        if not any(top):
            self.rows.append(list(below))
            return
        first = len(self.rows)
        start = 0
        while start < len(top):
            end = start
            while end + 1 < len(top) and top[start] and top[end + 1] == top[start]:
                end += 1
            if end > start:
                self.merged.append((first, start, first, end))
            start = end + 1
        shown = [text if not at or text != top[at - 1] else "" for at, text in enumerate(top)]
        self.rows.append([text or below[at] for at, text in enumerate(shown)])
        for at, text in enumerate(top):
            if not text:
                self.merged.append((first, at, first + 1, at))
        self.rows.append([text if top[at] else "" for at, text in enumerate(below)])
        self.shape = "grouped"

    def _caption(self, index: int, column: Column | str, *, grouped: bool) -> tuple[str, str]:
        random = self._random
        if column == "serial":
            return "", random.choice(("序号", "编号", "序"))
        if isinstance(column, str):
            heading, self._strange[index] = random.choice(STRANGE)
            return "", heading
        self.keys[index] = column.key
        who, _, what = column.key.partition(".")
        if grouped and what:
            return GROUPED[who], random.choice(
                {"name": ("姓名",), "phone": ("电话", "联系电话")}[what]
            )
        return "", random.choice(column.headings)

    def body(self, children: Sequence[GeneratedChild]) -> None:
        random = self._random
        caption = list(self.rows[-1])
        for number, child in enumerate(children, 1):
            if number > 2 and random.random() < 0.05 and self.shape != "grouped":
                self.rows.append(list(caption))  # the heading of the next page
            if random.random() < 0.04:
                self.rows.append([""] * len(caption))
            cells: list[Cell] = []
            for index, column in enumerate(self._columns):
                cells.append(self._cell(index, column, child, number))
            self.at[len(self.rows)] = child
            self.rows.append(cells)
        if random.random() < 0.4:
            total = random.choice(("合计：{}人", "共 {} 人", "本班共{}人")).format(len(children))
            self.rows.append([total])
        if random.random() < 0.4:
            self.rows.append(
                [
                    random.choice(
                        ("班主任签字：", "填表人：周敏    日期：2026年9月1日", "校长签字：")
                    )
                ]
            )

    def _cell(self, index: int, column: Column | str, child: GeneratedChild, number: int) -> Cell:
        if column == "serial":
            return number
        if isinstance(column, str):
            return self._strange[index](self._random)
        if column is not NAME and self._random.random() < 0.08:
            return ""
        cell = column.cell(self._random, child)
        child.cells[column.key] = cell
        return cell

    def squared(self) -> list[list[Cell]]:
        width = max(map(len, self.rows))
        return [row + [""] * (width - len(row)) for row in self.rows]
