"""The school calendar from its entries: which of them count, and what is wrong with the others.

An entry is a row of the table calendar_day. Those the program brings are catalogue/holidays.py;
what a ledger says of a day itself goes before them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import CalendarKind
from ledger_app.catalogue.holidays import announced_years, public_days
from ledger_app.domain.calendar import FIRST, SECOND, SchoolCalendar, Term
from ledger_app.domain.checking.problem import Problem, day, error, warning
from ledger_app.domain.dates import school_year
from ledger_app.domain.student_file import Row

HALF_OF = {CalendarKind.FIRST_TERM: FIRST, CalendarKind.SECOND_TERM: SECOND}
SHORTEST_TERM, LONGEST_TERM = 60, 220  # days, holidays within it counted
ANNOUNCED_IN = 11  # the month in which the State Council names the next year's holidays
LONGEST_LEAVE, LONGEST_MADE_UP = 70, 10  # days of one entry
# The month and day between which a term begins: of a first term, of a second one.
_BEGINS = {FIRST: ((7, 20), (10, 15)), SECOND: ((1, 15), (4, 20))}
_BEGINS_WORDS = {FIRST: "七月下旬到十月上旬", SECOND: "一月中旬到四月中旬"}
# What every notice of the State Council names, and between which days it lies.
_EACH_YEAR = (
    ("元旦", (1, 1), (1, 1)),
    ("春节", (1, 21), (2, 22)),
    ("清明节", (4, 4), (4, 6)),
    ("劳动节", (5, 1), (5, 1)),
    ("端午节", (5, 25), (6, 27)),
    ("中秋节", (9, 7), (10, 9)),
    ("国庆节", (10, 1), (10, 1)),
)
_Entry = tuple[str | None, str | None, str | None]


def calendar_of(rows: Sequence[Row], ages: Mapping[str, int] | None = None) -> SchoolCalendar:
    """Return the calendar of the announced holidays and these entries, in the order typed.

    `ages` are entry_age and leaving_age where they are not the usual ones.
    """
    entries = tuple((row.get("kind"), row.get("from_on"), row.get("to_on")) for row in rows)
    return _calendar(entries, tuple(sorted((ages or {}).items())))


@lru_cache(maxsize=16)
def _calendar(entries: tuple[_Entry, ...], ages: tuple[tuple[str, int], ...]) -> SchoolCalendar:
    # Cached: the same entries give the same value, with all that it has counted already.
    rows = [dict(zip(("kind", "from_on", "to_on"), each, strict=True)) for each in entries]
    sound = list(filter(_is_sound, rows))
    held = _days_of(row for row in sound if _is(row, CalendarKind.SCHOOL_HELD))
    off = _days_of(filter(_is_off, sound))
    made_up = frozenset(each.day for each in public_days() if not each.is_off)
    public = frozenset(each.day for each in public_days() if each.is_off)
    terms = {(term.year, term.half): term for row in sound if (term := term_of(row))}
    return SchoolCalendar(
        days_off=(public | off) - held,
        extra_days=(made_up - off) | held,
        terms=frozenset(terms.values()),
        known_years=announced_years() | _typed_years(sound),
        **dict(ages),
    )


def in_force(rows: Sequence[Row], prescribed: Collection[str]) -> list[Row]:
    """Return the entries without the terms that are prescribed otherwise, those from above last."""
    told = [row for row in rows if row.get("id") in prescribed]
    if not told:
        return list(rows)
    terms = [term for row in told if _is_sound(row) and (term := term_of(row))]
    own = [row for row in rows if row.get("id") not in prescribed]
    return [*(row for row in own if not _is_told_otherwise(row, terms)), *told]


def _is_told_otherwise(row: Row, terms: Sequence[Term]) -> bool:
    term = term_of(row) if _is_sound(row) else None
    if term is None:
        return False
    return any(
        term.key == each.key or (term.begins <= each.ends and each.begins <= term.ends)
        for each in terms
    )


def term_of(row: Row) -> Term | None:
    """Return the term an entry without errors names, None for an entry of another kind."""
    half, begins = HALF_OF.get(row.get("kind") or ""), day(row, "from_on")
    if half is None or begins is None:
        return None
    year = begins.year if half == FIRST else begins.year - 1
    return Term(begins, day(row, "to_on") or _usual_end(half, year), year, half)


def _usual_end(half: int, year: int) -> date:
    return date(year + 1, 1, 31) if half == FIRST else date(year + 1, 7, 15)


def is_announced(row: Row) -> bool:
    """Tell whether an entry says of each of its days what the announced holidays say already."""
    if row.get("kind") not in (CalendarKind.HOLIDAY, CalendarKind.SCHOOL_HELD):
        return False
    is_off = _is(row, CalendarKind.HOLIDAY)
    known = {each.day for each in public_days() if each.is_off == is_off}
    days = _days(row)
    return bool(days) and known.issuperset(days)


def missing_holidays(rows: Sequence[Row], year: int) -> list[str]:
    """Return the public holidays of a year that neither the program nor an entry knows."""
    if year in announced_years():
        return []
    known = _days_of(row for row in rows if _is(row, CalendarKind.HOLIDAY))
    return [name for name, first, last in _EACH_YEAR if not _any_between(known, year, first, last)]


def _any_between(
    days: frozenset[date], year: int, first: tuple[int, int], last: tuple[int, int]
) -> bool:
    return any(date(year, *first) <= each <= date(year, *last) for each in days)


def _typed_years(rows: Sequence[Row]) -> frozenset[int]:
    years = {each.year for each in _days_of(row for row in rows if _is(row, CalendarKind.HOLIDAY))}
    return frozenset(year for year in years if not missing_holidays(rows, year))


# What is wrong with an entry.


def problems(row: Row, others: Sequence[Row]) -> list[Problem]:
    """Return what is wrong with an entry among the others; one with an error does not count."""
    return errors(row, others) or list(_doubts(row, others))


def errors(row: Row, others: Iterable[Row]) -> list[Problem]:
    """Return why an entry does not count; none for one that does."""
    return list(_own_errors(row)) or list(_against_others(row, others))


def _own_errors(row: Row) -> Iterator[Problem]:
    first, last = day(row, "from_on"), day(row, "to_on")
    half = HALF_OF.get(row.get("kind") or "")
    if not row.get("kind"):
        yield error("kind", "请先选校历种类：学期、放假，还是调休上课。")
    elif first is None:
        text = "请填开学第一天。" if half else "请填是哪一天，或从哪一天开始。"
        yield error("from_on", text)
    elif last is not None and last < first:
        yield error("to_on", f"结束日期早于开始日期（{first}），请核对年份和月份。")
    elif half:
        yield from _term_errors(half, first, last)
    else:
        yield from _length_errors(row, first, last)


def _term_errors(half: int, first: date, last: date | None) -> Iterator[Problem]:
    low, high = _BEGINS[half]
    name = "第一学期" if half == FIRST else "第二学期"
    if not date(first.year, *low) <= first <= date(first.year, *high):
        other = "第二学期" if half == FIRST else "第一学期"
        yield error(
            "from_on",
            f"{name}一般在{_BEGINS_WORDS[half]}开学，{first} 不像；是不是{other}，或年月写错了？",
        )
        return
    length = (last - first).days + 1 if last else SHORTEST_TERM
    if length < SHORTEST_TERM:
        yield error("to_on", f"这个学期只有 {length} 天，请核对放假前最后一天。")
    elif length > LONGEST_TERM:
        yield error("to_on", f"这个学期有 {length} 天，太长了：一条只录一个学期。")


def _length_errors(row: Row, first: date, last: date | None) -> Iterator[Problem]:
    length = (last - first).days + 1 if last else 1
    if _is(row, CalendarKind.SCHOOL_HELD):
        if length > LONGEST_MADE_UP:
            yield error("to_on", f"调休上课一条最多 {LONGEST_MADE_UP} 天，请分开录，或核对日期。")
    elif length > LONGEST_LEAVE:
        text = "寒假、暑假不用录成放假：录好两个学期的起止，中间就是假期。"
        yield error("to_on", f"一条放假有 {length} 天，太长了。{text}")


def _against_others(row: Row, others: Iterable[Row]) -> Iterator[Problem]:
    term = term_of(row)
    if term is None:
        return
    known = [each for other in others if _is_sound(other) and (each := term_of(other))]
    same = next((each for each in known if each.key == term.key), None)
    if same is not None:
        yield error(
            "from_on",
            f"{_called(term)}已经录过：{same.begins} 至 {same.ends}。请改那一条，不要再录一条。",
        )
        return
    for each in known:
        if term.begins <= each.ends and each.begins <= term.ends:
            field = "from_on" if each.begins <= term.begins else "to_on"
            yield error(
                field,
                f"与{_called(each)}（{each.begins} 至 {each.ends}）重叠：一天只能在一个学期里。",
            )
            return


def _doubts(row: Row, others: Sequence[Row]) -> Iterator[Problem]:
    term = term_of(row)
    if term is not None:
        if not row.get("to_on"):
            yield warning("to_on", f"还没填放假前最后一天，先按 {term.ends} 算。")
        return
    # Of a year of market days only what lies on the same days is asked: most ask the same then.
    without = calendar_of([each for each in others if _bears_on(each, row)])
    days = _days(row)
    if _is(row, CalendarKind.SCHOOL_HELD):
        if not any(each <= without.term_of(each).ends for each in days):
            yield warning("from_on", "这一天不在学期里，不算上课日；学期起止不对就先改学期。")
        elif all(map(without.is_school_day, days)):
            yield warning("from_on", "这一天本来就上课，不录也一样。")
    elif not any(map(without.is_school_day, days)):
        yield warning("from_on", "这几天本来就不上课（周末、节假日或寒暑假），不录也一样。")


def _bears_on(other: Row, row: Row) -> bool:
    if other.get("kind") in HALF_OF:
        return True
    first, last = (other.get("from_on") or ""), (row.get("to_on") or row.get("from_on") or "")
    return first <= last and (other.get("to_on") or first) >= (row.get("from_on") or "")


def called(row: Row) -> str:
    """Return what an entry is called: 国庆节 10-01 至 10-07, 2026—2027学年第一学期."""
    term = term_of(row)
    if term is not None:
        return _called(term)
    kind = code_list(CalendarKind.CODES).name_of(row.get("kind") or "")
    days = " 至 ".join(dict.fromkeys(filter(None, (row.get("from_on"), row.get("to_on")))))
    return f"{row.get('name') or kind} {days}".strip()


def _called(term: Term) -> str:
    half = "第一学期" if term.half == FIRST else "第二学期"
    return f"{term.year}—{term.year + 1}学年{half}"


def _is(row: Row, kind: str) -> bool:
    return row.get("kind") == kind


def _is_off(row: Row) -> bool:
    return row.get("kind") not in (None, CalendarKind.SCHOOL_HELD, *HALF_OF)


def _is_sound(row: Row) -> bool:
    return next(_own_errors(row), None) is None


def _days_of(rows: Iterable[Row]) -> frozenset[date]:
    return frozenset(each for row in rows for each in _days(row))


def _days(row: Row) -> list[date]:
    first = day(row, "from_on")
    if first is None:
        return []
    last = day(row, "to_on") or first
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# What is not recorded yet.


def what_is_asked(rows: Sequence[Row], on: date) -> list[tuple[date, str]]:
    """Return what the calendar lacks as of a day: until when it is to be typed, and a sentence.

    The holidays of the next year are announced in November; those of the year under way are asked
    for at once, and so is what cannot be. Winter holidays are asked for from December, summer
    holidays from June: no notice of the State Council has them.
    """
    asked = [(on, f"{called(row)}：{text}") for row, text in contradictions(rows)]
    years = (on.year, on.year + 1) if on.month >= ANNOUNCED_IN else (on.year,)
    asked += [
        (date(year - 1, 12, 31), _year_sentence(year, lacking))
        for year in years
        if year > max(announced_years()) and (lacking := missing_holidays(rows, year))
    ]
    year = school_year(on)
    if on.month in (12, 1, 2) and not _has_break(rows, (year, FIRST), (year, SECOND)):
        asked.append((date(year + 1, 1, 10), _BREAK.format("寒假", "第一学期", "第二学期")))
    if on.month in (6, 7, 8) and not _has_break(rows, (year, SECOND), (year + 1, FIRST)):
        asked.append((date(year + 1, 7, 1), _BREAK.format("暑假", "第二学期", "新学年")))
    return asked


def contradictions(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Return the entries that do not count, each with the reason: an undo can bring them about."""
    return [
        (row, wrong[0].text)
        for row in rows
        if (wrong := errors(row, (each for each in rows if each is not row)))
    ]


_BREAK = "{0}还没有录入校历：{1}上课到哪一天，{2}哪一天开学"


def _year_sentence(year: int, lacking: Sequence[str]) -> str:
    if len(lacking) == len(_EACH_YEAR):
        return f"{year} 年放假安排还没有，按周一至周五算"
    return f"{year} 年放假安排没有录全，还缺{'、'.join(lacking)}"


def _has_break(rows: Sequence[Row], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Tell whether the end of one term and the beginning of the next are typed."""
    terms = [(term, row) for row in filter(_is_sound, rows) if (term := term_of(row))]
    ended = {(term.year, term.half) for term, row in terms if row.get("to_on")}
    return before in ended and after in {(term.year, term.half) for term, _ in terms}
