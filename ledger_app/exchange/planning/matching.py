"""Find the child a row is about, among the ledger's files and the rows read before; never guess.

Order: identity number, register number, first digits of a damaged number with the name, name with
birth date where one side has no number, name with other evidence where one side has no birth date.
Same name and birth date with two different sound numbers are two children (twins, namesakes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ledger_app.catalogue.codes import fold
from ledger_app.domain.identity import is_valid_id, normalise_id, register_problem
from ledger_app.domain.names import name_key
from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.layout.class_names import cell_class

# All that a child of the ledger is compared by.
FOUND_BY = (
    "name", "former_name", "id_no", "register_no", "birth_date", "sex", "school", "grade",
    "class_no", "phone", "phone2", "guardian_phone", "carer_phone", "guardian_name", "address",
)  # fmt: skip
_PHONES = ("phone", "phone2", "guardian_phone", "carer_phone")
_NUMBER = re.compile(r"[0-9]{5}")  # a number, and not 办理中 or 无, which many children share
_SURE_DIGITS = 14  # region and birth date: fewer are no evidence beside a name


Note = tuple[str, str]  # key of the field it is about, in words


@dataclass(slots=True)
class KnownChild:
    """A child a row may be about: of the ledger (`student_id`), or of a row looked at before.

    `row` is the place of the workbook's row that was found to be about it, None while there is
    none.
    """

    student_id: str | None
    values: Mapping[str, Any]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class ChildMatch:
    """The child found; or why none was chosen (`doubt`, the row is then left alone)."""

    known: KnownChild | None = None
    doubt: str = ""
    weak: bool = False  # by name and class or telephone only, without number or birth date
    notes: tuple[Note, ...] = ()  # matched or new, and yet worth a look


NO_MATCH = ChildMatch()
_CLASSMATE = (
    "台账里本校已有“{}”，没有出生日期、身份证号或相同的电话可以比对，"
    "不能确定是不是同一个孩子；请补上其中一项再导入。"
)
_BARE = "按同校同名认作台账里的“{}”（台账里只有姓名），请核对。"
_NAMESAKE = "台账里已有同名的“{}”，按另一个孩子建档，请核对。"
_CORRECTED = (
    "与台账里的“{}”同名，电话或监护人也相同，身份证号或出生日期却不同，可能是同一个孩子改正了号码；"
    "这一行没有导入，请核对后在档案里改。"
)
_RENAMED = (
    "台账里的“{}”出生日期、学校、监护人或电话都相同，姓名却不同，可能是同一个孩子改正了姓名；"
    "这一行没有导入。是同一个孩子，请在档案里改姓名；是双胞胎，请补上身份证号后再导入。"
)
_NEARLY = "台账里有同校、同一天出生、姓名相近的“{}”，按另一个孩子建档，请核对。"
_MOVED_UP = (
    "台账里低一个年级有“{}”，可能是同一个孩子升级了，没有出生日期和身份证号可以比对，"
    "不能确定；请补上其中一项再导入。"
)


class ChildMatcher:
    """Children by number, by name and by birth date; grows with each row that is new."""

    def __init__(self, students: Iterable[Mapping[str, Any]], rows: Iterable[ParsedRow]) -> None:
        """Take the ledger's children and all rows of the workbook."""
        self._by_id: dict[str, KnownChild] = {}
        self._by_register: dict[str, KnownChild] = {}
        self._by_name: dict[str, list[KnownChild]] = {}
        self._unnumbered: dict[str, list[KnownChild]] = {}  # of the ledger, by birth date
        for student in students:
            known = KnownChild(str(student["id"]), student)
            self.add(known)
            if student.get("birth_date") and not student.get("id_no"):
                self._unnumbered.setdefault(student["birth_date"], []).append(known)
        self._listed = {
            (name_key(row.values.get("name") or ""), row.birth)
            for row in rows
            if row.birth in self._unnumbered
        }

    def add(self, known: KnownChild) -> None:
        """Let later rows find this child."""
        values = known.values
        number = values.get("id_no")
        if number:
            self._by_id.setdefault(normalise_id(number), known)
        register = values.get("register_no")
        if register:
            self._by_register.setdefault(normalise_id(register), known)
        name = values.get("name")
        if name:
            self._by_name.setdefault(name_key(name), []).append(known)

    def find(self, row: ParsedRow) -> ChildMatch:
        """Return the one child this row is about, no child, or why it cannot be told."""
        match = self._by_numbers(row) or self._by_names(row)
        return match if match.known or match.doubt else self._renamed(row) or match

    def _by_numbers(self, row: ParsedRow) -> ChildMatch | None:
        typed = row.identity.typed
        # As typed, sound or not: a wrong number copied from the same register is still the child's.
        known = self._by_id.get(typed) if _NUMBER.search(typed) else None
        if known and known.row is None and _another_child(known, row):
            name = known.values.get("name")
            return ChildMatch(
                doubt=f"身份证号与台账中的“{name}”相同，姓名却是“{row.values['name']}”，"
                "可能是号码填错了，这一行没有导入，请核对。"
            )
        if known:
            return ChildMatch(known, notes=_name_note(known, row))
        known = self._by_register_no(row)
        if known is None:
            return None
        if not _other_number(known, row):
            return ChildMatch(known, notes=_name_note(known, row))
        if _same_name(known, row):
            note = ("register_no", "学籍号与台账相同，身份证号却不同，请对照户口簿核对。")
            return ChildMatch(known, notes=(note,))
        return ChildMatch(
            doubt=f"学籍号与“{known.values.get('name')}”相同，姓名和身份证号却都不同，请核对。"
        )

    def _by_register_no(self, row: ParsedRow) -> KnownChild | None:
        """Find a child by register number; G and the identity number stand for each other."""
        register = normalise_id(row.values.get("register_no") or "")
        if not register and row.identity.number:
            return self._by_register.get(f"G{row.identity.number}")
        if not register or register_problem(register, ""):
            return None
        found = self._by_register.get(register)
        if found or row.identity.number or register[0] != "G":
            return found
        return self._by_id.get(register[1:])

    def _renamed(self, row: ParsedRow) -> ChildMatch | None:
        """Doubt a new child without a number who is the ledger's but for some characters of the
        name, unless the workbook lists that other child, too: then they are twins."""
        if row.identity.number or not row.birth:
            return None
        for known in self._unnumbered.get(row.birth, ()):
            name = name_key(known.values.get("name") or "")
            if (name, row.birth) in self._listed or not _may_be_renamed(known, row):
                continue
            if _same_house(known, row):
                return ChildMatch(doubt=_RENAMED.format(_described(known)))
            if _nearly_named(known, row):
                return ChildMatch(notes=(("name", _NEARLY.format(_described(known))),))
        return None

    def _by_names(self, row: ParsedRow) -> ChildMatch:
        name = row.values.get("name")
        same_name = self._by_name.get(name_key(name), ()) if name else ()
        if not same_name:
            return NO_MATCH
        possible = [known for known in same_name if not _other_number(known, row)]
        # The first kind of evidence that speaks for anybody decides: weaker ones are not asked.
        for choose in (_same_digits, _same_birth, _weak_evidence):
            chosen = [known for known in possible if choose(known, row)]
            if chosen:
                match = _single(chosen, row, sure=choose is _same_digits)
                return replace(match, weak=choose is _weak_evidence)
        unsure = [k for k in possible if k.row is None and _may_be(k, row)]
        classmates = [k for k in unsure if _school(k.values, row.values)]
        if len(classmates) == 1 and _is_bare(classmates[0]):
            note = _BARE.format(_described(classmates[0]))
            return ChildMatch(classmates[0], weak=True, notes=(("name", note),))
        if classmates:
            return ChildMatch(doubt=_CLASSMATE.format(_described(classmates[0])))
        if unsure:
            return ChildMatch(notes=(("name", _NAMESAKE.format(_described(unsure[0]))),))
        # From here on nobody is found any more: only whether the row is a new child, or doubtful.
        namesakes = [k for k in same_name if k.row is None and _could_be(k, row)]
        for check, doubt in ((_same_house, _CORRECTED), (_moved_up, _MOVED_UP)):
            found = [k for k in namesakes if check(k, row)]
            if found:
                return ChildMatch(doubt=doubt.format(_described(found[0])))
        twins = [known for known in same_name if known not in possible and _same_birth(known, row)]
        if twins:
            note = "同名且同一天出生的孩子已有一个，身份证号不同，按两个孩子处理，请核对。"
            return ChildMatch(notes=(("name", note),))
        if namesakes:
            return ChildMatch(notes=(("name", _NAMESAKE.format(_described(namesakes[0]))),))
        return NO_MATCH


def _name_note(known: KnownChild, row: ParsedRow) -> tuple[Note, ...]:
    name, stored = row.values.get("name"), known.values.get("name")
    if not name or not stored or name_key(name) == name_key(stored):
        return ()
    if name_key(known.values.get("former_name") or "") == name_key(name):
        return ()
    return (("name", f"号码与台账中的“{stored}”相同，姓名却是“{name}”，请核对。"),)


def _another_child(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether a number was copied to another child: not a character of the name agrees, or
    the name differs and the birth date that is written is not the number's."""
    if not _name_note(known, row):
        return False
    name, stored = name_key(row.values["name"]), name_key(known.values["name"])
    return not set(name) & set(stored) or (
        bool(row.birth) and bool(row.identity.birth) and row.birth != row.identity.birth
    )


def _may_be_renamed(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether the school agrees, the names share a character and nothing differs."""
    theirs, ours = known.values, row.values
    shared = set(name_key(theirs.get("name") or "")) & set(name_key(ours.get("name") or ""))
    differs = any(_differ(theirs, ours, key) for key in ("sex", "register_no"))
    return bool(shared and _school(theirs, ours)) and not differs


def _nearly_named(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether names differ in one character, and telephone and guardian do not speak."""
    theirs, ours = known.values, row.values
    apart = set(name_key(theirs["name"])) ^ set(name_key(ours["name"]))
    return len(apart) <= 2 and False not in (_phone(theirs, ours), _guardian(theirs, ours))


def _same_name(known: KnownChild, row: ParsedRow) -> bool:
    return name_key(known.values.get("name") or "") == name_key(row.values.get("name") or "")


def _other_number(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether both have a sound number (or the sure digits of one) and they differ."""
    stored = known.values.get("id_no")
    if not stored:
        return False
    if row.identity.digits:
        return len(row.identity.digits) >= _SURE_DIGITS and not _fits(row.identity.digits, stored)
    number = row.identity.number
    return (
        bool(number)
        and normalise_id(stored) != number
        and (is_valid_id(stored) or not is_valid_id(number or ""))
    )


def _same_digits(known: KnownChild, row: ParsedRow) -> bool:
    digits, stored = row.identity.digits, known.values.get("id_no")
    return bool(stored) and len(digits) >= _SURE_DIGITS and _fits(digits, str(stored))


def _fits(digits: str, stored: str) -> bool:
    """Tell whether a number cut to these digits can have been `stored`.

    Excel cuts after 15 digits; other programs round at the 16th, and …5966 then reads …6000.
    """
    if stored.startswith(digits):
        return True
    if len(digits) != 15 or not stored[:17].isdigit():
        return False
    return 0 < int(digits) * 100 - int(stored[:17]) <= 5


def _same_birth(known: KnownChild, row: ParsedRow) -> bool:
    return bool(row.birth) and known.values.get("birth_date") == row.birth


def _weak_evidence(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether name and class, telephone, guardian or address agree and nothing disagrees.

    Only where a birth date is missing on one side; a list of bare names matches bare names.
    """
    if row.birth and known.values.get("birth_date"):
        return False
    checks = [check(known.values, row.values) for check in (_class, _phone, _guardian, _address)]
    if _differ(known.values, row.values, "sex") or _differ(known.values, row.values, "school"):
        return False
    # People change their telephone; that alone makes no other child, nor does the class the same.
    if False in (checks[1], checks[2]) and True not in (checks[1], checks[2]):
        return checks[0] is True and checks[3] is True  # a new number, the same class and house
    return True in checks or (checks[0] is None and not _says_more(row.values))


def _could_be(known: KnownChild, row: ParsedRow) -> bool:
    return not any(_differ(known.values, row.values, key) for key in ("sex", "school"))


def _same_house(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether telephone or guardian agree: two children of one house share no name."""
    return True in (_phone(known.values, row.values), _guardian(known.values, row.values))


def _moved_up(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether a row without more than a name may be last year's child, a grade higher."""
    before, now = str(known.values.get("grade") or ""), str(row.values.get("grade") or "")
    if not (before.isdigit() and now.isdigit()) or row.birth:
        return False
    classes = {str(side.get("class_no") or "") for side in (known.values, row.values)} - {""}
    return int(now) == int(before) + 1 and len(classes) < 2


def _is_bare(known: KnownChild) -> bool:
    """Tell whether the ledger has hardly more than the name: nothing there could differ."""
    return not known.values.get("class_no") and not _says_more(known.values)


def _may_be(known: KnownChild, row: ParsedRow) -> bool:
    """Tell whether nothing but the name tells: no birth date on one side, nothing that differs."""
    if row.birth and known.values.get("birth_date"):
        return False
    return _could_be(known, row) and _class(known.values, row.values) is not False


def _class(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    """Compare school, grade and class; None when one side does not say."""
    pairs = [(known.get(key), row.get(key)) for key in ("school", "grade")]
    if not pairs[1][0] or not pairs[1][1]:
        return None
    if any(a and b and a != b for a, b in pairs):
        return False
    first, second = (str(side.get("class_no") or "") for side in (known, row))
    if not first or not second:
        return None
    return cell_class(first).class_no == cell_class(second).class_no


def _phone(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    first = {known.get(key) for key in _PHONES} - {None, ""}
    second = {row.get(key) for key in _PHONES} - {None, ""}
    return bool(first & second) if first and second else None


def _guardian(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    first, second = known.get("guardian_name"), row.get("guardian_name")
    return name_key(first) == name_key(second) if first and second else None


def _address(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    first, second = known.get("address"), row.get("address")
    return fold(first) == fold(second) if first and second else None


def _differ(known: Mapping[str, Any], row: Mapping[str, Any], key: str) -> bool:
    return bool(known.get(key)) and bool(row.get(key)) and known[key] != row[key]


def _says_more(row: Mapping[str, Any]) -> bool:
    return any(row.get(key) for key in (*_PHONES, "guardian_name", "address", "birth_date"))


def _single(chosen: list[KnownChild], row: ParsedRow, *, sure: bool) -> ChildMatch:
    """Return the one child left after narrowing; a doubt that names them otherwise."""
    for check in (_phone, _guardian, _class, _school):
        if len(chosen) == 1:
            break
        agreeing = [known for known in chosen if check(known.values, row.values)]
        chosen = agreeing or chosen
    if len(chosen) > 1:
        names = "、".join(_described(known) for known in chosen[:4])
        return ChildMatch(doubt=f"台账里有 {len(chosen)} 个可能的孩子，不能确定是哪一个：{names}。")
    if not sure and _all_disagree(chosen[0].values, row.values):
        return ChildMatch(
            doubt=f"与“{_described(chosen[0])}”同名同生日，学校、电话和监护人却都不同，不能确定是同一个孩子。"
        )
    return ChildMatch(chosen[0])


def _school(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool | None:
    first, second = known.get("school"), row.get("school")
    return first == second if first and second else None


def _all_disagree(known: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all(check(known, row) is False for check in (_school, _phone, _guardian))


def _described(known: KnownChild) -> str:
    values = known.values
    number = str(values.get("id_no") or "")
    parts = [str(values.get("name") or ""), str(values.get("birth_date") or "")]
    if number:
        parts.append(f"号码末四位 {number[-4:]}")
    return " ".join(part for part in parts if part)
