"""What a title says beside the school: class (or that it names several), teacher, village."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

from ledger_app.catalogue.codes import fold
from ledger_app.exchange.layout.class_names import NOTHING, ClassName, class_of

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_AND = "[,和及与至到~—]"
_OF = "(?:[一二三四五六七八九1-9]年级|初[一二三]|[一二三四五六七八九])"
_ONE = rf"{_OF}\(?{_N}\)?班?"
_CLASSES = re.compile(
    rf"(?<![0-9])\(?{_N}\)?班?{_AND}+\(?{_N}\)?班|\({_N}\){_AND}*\({_N}\)|年级\(?{_N}\)?-\(?{_N}\)?班"
    rf"|{_N}班-?\(?{_N}\)?班|{_ONE}{_AND}+{_OF}(?:{_N}班|\({_N}\))"
)
_GRADES = re.compile(
    rf"(?<![0-9第]){_N}(?:年级)?[,和及与至到~—-]+{_N}年级|(?:小|初)?[一二三四五六七八九]{{2,6}}年级"
)
_SHORT_GRADE = re.compile(rf"([一二三四五六七八九])(?:\({_N}\)|[0-9]{{1,2}}班)")
_GRADE = re.compile(r"(?<![0-9十第高])([一二三四五六七八九1-9])年级|初(?:中)?([一二三])(?![中级])")
_TEACHER = re.compile(
    rf"(?<!副)班主任(?:老师|教师)?:?(?!电话|签)(?P<name>[{_HAN}]{{1,3}}(?:老师)|[{_HAN}·]{{2,4}}?)"
    r"(?=$|[^\u4e00-\u9fff]|电话|联系|手机|人数|班级|班长|日期|时间|填表|填报|共|副)"
)
_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_VILLAGE = re.compile(
    rf"(?:[{_HAN}]{{1,6}}?(?:省|市|县|州|(?<!社)区))?(?:[{_HAN}]{{1,6}}(?:镇|乡|街道))?"
    rf"(?P<village>[{_HAN}]{{2,6}}?(?:村|社区))?(?:村委会|居委会)?"
    rf"(?P<hamlet>第?{_N}(?:村民)?(?:小组|组|社|队)|[{_HAN}]{{1,5}}(?:组|寨|屯|坝|湾|坪))?"
)
_SURE_HAMLET = re.compile(rf"第?{_N}.*|.*家(?:组|寨|屯|坝|湾|坪)")  # alone, 王大湾 may be a child
_LABELLED = re.compile(
    r"(?:所属|所在|行政)?(?:村组|村\(居\)委会|村\(社区\)|村名称?|村委会|社区|村民?小?组|村)(?:名称)?:"
    r"(?P<place>[^:,;\s]{2,20}?)(?=$|[,;\s]|填|户|日期|时间)"
)


class TitleClass(NamedTuple):
    """The class of a title; `doubt` where it names several and nobody knows whose is which."""

    named: ClassName
    doubt: str = ""


def title_class(text: str) -> TitleClass:
    """Return the class a title names; of several only the grade they share."""
    folded = fold(text)
    several = _CLASSES.search(folded)
    grades = {(one, junior) for one, junior in _GRADE.findall(folded)}
    if _GRADES.search(folded) or len(grades) > 1:
        doubt = f"标题“{text}”说了几个年级，分不清每个人在哪个年级"
        return TitleClass(NOTHING, f"{doubt}，年级和班级没有填，请指定。")
    if not several:
        return TitleClass(class_of(text))
    doubt = (
        f"标题“{text}”是两个班（或几个班）合在一起的，分不清每个人在哪个班，班级没有填，请指定。"
    )
    # 三(1)班与四(2)班 share no grade.
    alike = len(set(_SHORT_GRADE.findall(folded))) < 2
    return TitleClass(ClassName(class_of(text).grade) if alike else NOTHING, doubt)


def teacher_in(text: str) -> tuple[str, str]:
    """Return the class teacher a title names and the telephone beside it, "" for what it lacks."""
    found = _TEACHER.search(fold(text).replace("(", ",").replace(")", ","))
    if not found:
        return "", ""
    phones = _PHONE.findall(fold(text)[found.start() :])
    return found["name"], phones[0] if len(phones) == 1 else ""


def village_in(text: str, *, labelled: bool) -> tuple[str, str]:
    """Return village and group of a title: 村组：清泉村三组, or clean and alone 清泉村3组."""
    folded = fold(text)
    if labelled:
        found = _LABELLED.search(" ".join(normalize("NFKC", text).split()))
        if not found:
            return "", ""
        folded = fold(found["place"])
    place = _VILLAGE.fullmatch(folded)
    village, hamlet = (place["village"] or "", place["hamlet"] or "") if place else ("", "")
    return (village, hamlet) if village or _SURE_HAMLET.fullmatch(hamlet) else ("", "")
