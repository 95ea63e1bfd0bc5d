"""Invented children and how clerks write what is true of them; which columns a list may have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from ledger_app.exchange.reading.workbook import Cell
from tests.exchange.samples import id_no

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何罗高"
GIVEN = "小明雨涵子轩佳怡浩然梓萱俊熙诗雨思远欣怡嘉懿静宇航永强磊芳秀英建国桂花德贵"
VILLAGES = ("清泉村", "石门村", "双丰村", "联合村", "大坪村")
RELATIONS = {"51": "父亲", "52": "母亲", "62": "奶奶"}
HAN = "一二三四五六七八九"
Person = dict[str, str]


@dataclass
class GeneratedChild:
    """What is true of one child: stored values by key, and its people: (name, phone) by role."""

    truth: dict[str, Any]
    people: dict[str, Person]
    cells: dict[str, Cell] = field(default_factory=dict)  # by column key, as they were written
    # What a spoilt cell may be stored as beside the truth, if it is named; "" where nothing may.
    spoilt: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One kind of column: headings it may have, which cell it holds of a child."""

    key: str
    headings: Sequence[str]
    cell: Callable[[Random, GeneratedChild], Cell]


def name_of(random: Random, surname: str = "") -> str:
    given = "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
    return (surname or random.choice(SURNAMES)) + given


def phone_of(random: Random) -> str:
    return f"1{random.choice('3578')}{random.randrange(10**9):09d}"


def make_child(random: Random, grade: int, class_no: int) -> GeneratedChild:
    born = date(2026 - 6 - grade, random.randint(1, 8), random.randint(1, 28))
    male = random.random() < 0.5
    number = id_no(f"{born:%Y%m%d}", 2 * random.randrange(400) + male)
    father = {"name": name_of(random), "phone": phone_of(random), "relation": "51"}
    mother = {"name": name_of(random), "phone": phone_of(random), "relation": "52"}
    elder = {"name": name_of(random), "phone": phone_of(random), "relation": "62"}
    keeper = random.choice((father, father, mother, mother, elder))
    truth = {
        "name": name_of(random, father["name"][0]),
        "sex": "1" if male else "2",
        "id_no": number,
        "birth_date": born.isoformat(),
        "grade": str(grade),
        "class_no": str(class_no),
        "ethnic": random.choice(("01", "06", "03")),
        "address": f"{random.choice(VILLAGES)}{random.randint(1, 9)}组",
        "phone": phone_of(random),
        "guardian_name": keeper["name"],
        "guardian_phone": keeper["phone"],
        "guardian_relation": keeper["relation"],
        "home_teacher": "周敏",
        "teacher_phone": "13911110001",
        "head_name": name_of(random),
        "helper_name": "李建国",
        "helper_unit": "青山镇政府",
        "helper_phone": "13911110002",
        "remark": random.choice(("", "", "爱好画画")),
    }
    return GeneratedChild(truth, {"father": father, "mother": mother, "keeper": keeper})


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


def told_phone(random: Random, phone: str) -> Cell:
    return random.choice(
        (
            phone,
            phone,
            int(phone),
            float(phone),
            f"{phone[:3]} {phone[3:7]} {phone[7:]}",
            f" {phone}",
        )
    )


def _spread_name(random: Random, child: GeneratedChild) -> Cell:
    name = child.truth["name"]
    spread = f"{name[0]}　{name[1]}" if len(name) == 2 else name
    return random.choice((name, name, spread, f" {name}"))


def _of(key: str) -> Callable[[Random, GeneratedChild], Cell]:
    return lambda _random, child: child.truth[key]


def _of_phone(key: str) -> Callable[[Random, GeneratedChild], Cell]:
    return lambda random, child: told_phone(random, child.truth[key])


def _of_person(role: str, key: str) -> Callable[[Random, GeneratedChild], Cell]:
    if key == "phone":
        return lambda random, child: told_phone(random, child.people[role]["phone"])
    if key == "relation":
        return lambda _random, child: RELATIONS[child.people[role]["relation"]]
    return lambda _random, child: child.people[role][key]


def _ethnic(_random: Random, child: GeneratedChild) -> Cell:
    return {"01": "汉族", "06": "苗", "03": "回族"}[child.truth["ethnic"]]


def _relation(_random: Random, child: GeneratedChild) -> Cell:
    return RELATIONS[child.truth["guardian_relation"]]


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
    Column("head_name", ("户主", "户主姓名"), _of("head_name")),
    Column("helper_name", ("包保人", "包保责任人", "控辍保学责任人"), _of("helper_name")),
    # What these mean depends on what stands beside them.
    Column("phone", ("联系电话", "电话", "手机号"), _of_phone("phone")),
)


def _strange(heading: str, cell: Callable[[Random], Cell]) -> Column:
    return Column(f"strange {heading}", (heading,), lambda random, _child: cell(random))


# Of these nothing is kept: each cell is to be named.
STRANGE = (
    _strange("鞋码", lambda r: str(r.randint(28, 40))),
    _strange("校服尺寸", lambda r: r.choice(("L", "M", "160"))),
    _strange("负责人", name_of),
    _strange("开户人", name_of),
    _strange("卡号", lambda r: f"62{r.randrange(10**17):017d}"),
    _strange("兴趣小组", lambda r: r.choice(("合唱", "足球"))),
    _strange("接种情况", lambda _r: "已种"),
)
SERIAL = Column("serial", ("序号", "编号", "序"), lambda random, _child: random.randint(1, 60))
GRADE = Column("grade", ("年级", "所在年级"), _grade)
CLASS = Column("class_no", ("班级", "班"), _class)
GRADE_CLASS = Column("grade_class", ("年级班级", "班级", "所在班级"), _grade_class)
OF_CARER = (
    Column("helper_unit", ("包保人单位", "包保责任人单位"), _of("helper_unit")),
    Column("helper_phone", ("包保人电话", "包保责任人联系电话"), _of_phone("helper_phone")),
)
BY_KEY = {
    column.key: column for column in (NAME, *OTHERS, *OF_CARER, SERIAL, GRADE, CLASS, GRADE_CLASS)
}


def column(key: str, *headings: str) -> Column:
    """Return the column of that key, under other headings if they are given."""
    known = BY_KEY[key]
    return replace(known, headings=headings) if headings else known


def of_person(role: str, what: str, *headings: str) -> Column:
    """Return a column about one of a child's people: father, mother, keeper."""
    return Column(f"{role}.{what}", headings, _of_person(role, what))
