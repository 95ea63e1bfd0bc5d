"""What a route sheet says of one child, out of a file as this paper may show it."""

from __future__ import annotations

import unicodedata

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import PersuadeResult
from ledger_app.domain.dates import age_on, as_day
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.class_words import grade_and_class
from ledger_app.domain.telling.column_texts import as_list, home, joined, school_name, shown
from ledger_app.domain.telling.guardian import guardian_of

MOST_SAID = 48  # characters of what was said last; the whole of it stands in the file
MET = {"1": "学生", "2": "父亲", "3": "母亲", "4": "监护人", "9": "其他"}
NOBODY = "没有人"
# Narrow enough for a box each; a code that a county adds is printed with its whole name.
RESULTS = {
    PersuadeResult.RETURNED_AT_ONCE: "返校",
    PersuadeResult.PROMISED: "承诺返校",
    PersuadeResult.VOCATIONAL: "转职业班",
    PersuadeResult.HOME_TAUGHT: "送教",
    PersuadeResult.ON_LEAVE: "休学缓学",
    PersuadeResult.FOUND_ELSEWHERE: "外地就读",
    PersuadeResult.REFUSED: "拒绝",
    PersuadeResult.NOT_MET: "没见到",
    PersuadeResult.LOST: "失联",
    PersuadeResult.LEGAL: "交乡镇",
}


def child_text(file: StudentFile, on: Day) -> str:
    """Return 王𬱖, then 女 9岁, the class, the school, each on a line of its own."""
    student = file.student
    born = as_day(student.get("birth_date"))
    age = f"{age_on(born, on.date)}岁" if born else ""
    about = joined(shown("student", student, "sex"), age)
    lines = (student.get("name"), about, grade_and_class(student), school_name(file))
    return joined(*lines, by="\n")


def family_text(file: StudentFile, answered: str) -> str:
    """Return guardian, the number that was answered last ("" if none was), where they live."""
    known = guardian_of(file)
    phone = known.phone
    if answered and answered != phone:
        phone = joined(f"{answered}（上次打通）", phone, by="\n")
    return joined(known.called, phone, address(file), by="\n")


def address(file: StudentFile) -> str:
    """Return where the child lives, with its group where the address does not name it."""
    text, hamlet = home(file.student), str(file.student.get("hamlet") or "")
    return text if hamlet in text else f"{text}{hamlet}"


def last_text(file: StudentFile, on: Day) -> str:
    """Return day, mode, result, and the beginning of what was said."""
    rows = as_list(file, "contact", "contacted_on", on)
    if not rows:
        return "还没有联系过"
    row = rows[-1]
    head = joined(_short_day(row.get("contacted_on"), on), shown("contact", row, "mode"))
    said = shortened(str(row.get("content") or ""), MOST_SAID)
    return joined(joined(head, shown("contact", row, "result")), said, by="\n")


def promised_text(file: StudentFile, on: Day) -> str:
    """Return the promise that stands, and the day that was agreed for the next talk."""
    rows = as_list(file, "contact", "contacted_on", on)
    promised = next((r["promised_on"] for r in reversed(rows) if r.get("promised_on")), "")
    last: Row = rows[-1] if rows else {}
    agreed, plan = last.get("next_on"), str(last.get("next_plan") or "")
    return joined(
        f"承诺 {_short_day(promised, on)} 返校" if promised else "",
        f"下次 {_short_day(agreed, on)}" if agreed else "",
        shortened(plan, MOST_SAID // 2),
        by="\n",
    )


def boxes_met() -> str:
    """Return a box for everybody that may be met, and one for nobody."""
    codes = code_list("met_who").codes
    names = [f"{each.value}{MET.get(each.value, each.name)}" for each in codes]
    return "\n".join(f"□{name}" for name in [*names, NOBODY])


def boxes_result() -> str:
    """Return a box for every result, each with the number that is typed for it."""
    codes = code_list(PersuadeResult.CODES).codes
    names = [f"□{each.value}{RESULTS.get(each.value, each.name)}" for each in codes]
    half = -(-len(names) // 2)
    widest = max(map(len, names[:half])) + 1
    pairs = zip((each.ljust(widest, "\u3000") for each in names[:half]), [*names[half:], ""],
                strict=False)  # fmt: skip
    return "\n".join(map("".join, pairs))


def shortened(text: str, most: int) -> str:
    """Return a text of one line; what is longer ends in … behind a whole character."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    end = most - 1
    while end > 1 and _belongs_before(line[end]):
        end -= 1
    return line[:end] + "…"


def _belongs_before(char: str) -> bool:
    """Tell whether a code point is part of the character before it: a mark, a variant's number."""
    return bool(unicodedata.combining(char)) or unicodedata.category(char) in ("Mn", "Me", "Cf")


def _short_day(day: str | None, on: Day) -> str:
    """Return the day without its year, where that is this one's."""
    text = str(day or "")
    return text.removeprefix(f"{on.date.year}-")
