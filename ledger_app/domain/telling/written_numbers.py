"""Numbers of people in a text, however somebody wrote them: found, masked, or named as doubtful.

138-0000-0000, +86 138 0000 0000, 一三八…, (0775) 823 0001 转 12, an identity number in groups or
over two lines, a bank card. Dates, years, amounts and numbers of papers stay.

A text is first read as plain signs, one for one (`_plain`), so that a place found there is the
place in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

HIDDEN = "*"
_CHINESE = dict(
    zip("〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两", "00012345678912345678912", strict=True)
)
_LOOKALIKE = dict(zip("OoОоΟοlI", "00000011", strict=True))
_CROSSES = frozenset("xXΧХ×✕")  # how the last character of an identity number is typed


class _Plain(dict[int, str]):
    """One sign for one: digits of any script, dashes, spaces and line ends as the plain ones."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _plain_sign(chr(code))
        return found


def _plain_sign(char: str) -> str:
    if char in _CROSSES or unicodedata.normalize("NFKC", char) in ("x", "X"):
        return "X"
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    same = unicodedata.normalize("NFKC", char)
    kind = unicodedata.category(same[0])
    if kind in ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"):
        return " "
    if kind == "Pd" or char in "−～~ー":
        return "-"
    return same if len(same) == 1 else char


_PLAIN = _Plain()

# What may stand between two digits of one number.
_S = r"[ \-_.,·•'\"/\\()\[\]<>]{0,6}"
# Any sign that is no word: of a number whose groups tell what it is nobody need guess the rest.
_ANY_SIGN = r"[^0-9*\0A-Za-z\u3400-\u9fff]"
_W = _ANY_SIGN + "{0,6}"
_MOST_BETWEEN = 6
_START, _END = r"(?<![0-9])", r"(?![0-9])"
_EXTENSION = rf"(?:{_S}(?:转|分机|#|-|ext\.?|EXT\.?)(?:{_S}[0-9]){{1,6}}{_END})?"
_ABROAD = rf"(?:\+{_S}8{_S}6|0{_S}0{_S}8{_S}6|8{_S}6)"


def _spread(*signs: str, by: str = _S) -> str:
    """Return an expression for these signs with anything that may part them in between."""
    return by.join(signs)


def _grouped(*groups: str) -> str:
    """Return an expression for groups of digits with at most three signs between two of them."""
    return (_ANY_SIGN + "{1,3}").join(groups)


_D = "[0-9]"
_BORN = (  # 19 or 20, year, month, day
    "(?:1" + _S + "9|2" + _S + "0)", _D, _D,
    f"(?:0{_S}[1-9]|1{_S}[0-2])", f"(?:0{_S}[1-9]|[12]{_S}[0-9]|3{_S}[01])",
)  # fmt: skip
_COMPACT_BORN = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_MONEY = re.compile(r" ?(?:元(?![旦宝])|万|亿|块)")
_UNIT = re.compile(
    r" ?(?:元(?![旦宝])|[万亿块角分人名户位个次天日周月年岁里米亩页条份期班级届号楼室栋组社队节"
    r"%度时点课项件张本只步排路村]|千米|公里|公斤|小时|学年|km)"
)
_DATE = (
    r"(?:19|20)[0-9]{2} ?[-/.年] ?(?:1[0-2]|0?[1-9]) ?[-/.月] ?(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
_SPELLED_DATE = re.compile(_START + _DATE)
# With a dash and digits before or behind it is a piece of a number, unless that is a date again.
_STANDING_DATE = re.compile(rf"(?<![0-9\-/._·)]){_DATE}(?![\-._/·](?!(?:19|20)[0-9]{{2}})[0-9])")
_COMPACT_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[01][0-9]|2[0-3])?(?:[0-5][0-9]){0,2}"
)
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
# The code of a place after its name, 福利镇（529901001), or alone in its cell; a number of our own.
_PLACE = re.compile(
    rf"(?<=[省市区县旗镇乡村道会场组屯寨居街])[(\[]{_PROVINCE}[0-9]{{4}}(?:[0-9]{{3}}){{0,2}}[)\]]"
)
_OWN_NUMBER = re.compile(rf"[0-9]{{4}}-(?:19|20)[0-9]{{2}}-[0-9]{{4}}|{_PROVINCE}[0-9]{{10}}")


Holds = Callable[[str, re.Match[str]], bool]


@dataclass(frozen=True)
class _Way:
    """One way of writing a number: how it is found, how many digits stay, what else must hold."""

    found: re.Pattern[str]
    head: int
    tail: int
    holds: Holds


def _always(signs: str, match: re.Match[str]) -> bool:
    return True


def _dates_at(signs: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """Return where the spelled dates begin and end that a match has anything of."""
    before = max(0, match.start() - 12)
    dates = _STANDING_DATE.finditer(signs[before : match.end() + 12])
    places = [(date.start() + before, date.end() + before) for date in dates]
    return [(start, end) for start, end in places if start < match.end() and match.start() < end]


def _cuts_no_date(signs: str, match: re.Match[str]) -> bool:
    """Tell that no part of a date is taken for a number; a whole one in it may be its middle."""
    start, end = match.span()
    return all(start <= first and last <= end for first, last in _dates_at(signs, match))


def _is_no_figure(signs: str, match: re.Match[str]) -> bool:
    """Tell that it is neither cut out of dates, nor counts, nor a row of decimals: 0.5 1.5 2.5."""
    pieces = re.split(r"[ ,/\-]+", match[0])
    decimals = [re.fullmatch(r"[0-9]{1,3}\.[0-9]{1,2}", piece) for piece in pieces]
    if (len(pieces) > 2 and all(decimals)) or not _cuts_no_date(signs, match):
        return False
    return not (_dates_at(signs, match) and _UNIT.match(signs, match.end()))


def _counts_nothing(signs: str, match: re.Match[str]) -> bool:
    return not _UNIT.match(signs, match.end()) and not _dates_at(signs, match)


def _is_no_amount(signs: str, match: re.Match[str]) -> bool:
    first = re.findall("[0-9]+", match[0])[0]
    return not (len(first) == 4 and "1900" <= first <= "2100") and _counts_nothing(signs, match)


def _is_one_number(signs: str, match: re.Match[str]) -> bool:
    """Tell whether many parted digits are one number, and not a row of small ones."""
    groups = re.findall("[0-9]+", match[0])
    if all(map(_COMPACT_DATE.fullmatch, groups)):
        return False
    return max(map(len, groups)) >= 3 and _is_no_amount(signs, match)


def _is_no_plain_figure(signs: str, match: re.Match[str]) -> bool:
    if _COMPACT_DATE.fullmatch(match["number"]):
        return False
    before = signs[max(0, match.start() - 1) : match.start()]
    return before not in ("¥", "$") and not _MONEY.match(signs, match.end())


def _many(low: int, high: int) -> str:
    return f"{_D}(?:{_S}{_D}){{{low - 1},{high - 1}}}"


_LABEL = (
    r"(?:电话|手机|座机|固话|号码|联系方式|短号|小号|[Qq][Qq]|微信|[Vv][Xx]|[Ww][Xx]|卡号|[账帐]号"
    r"|证号|证件|学籍|身份证|联系人)"
)
_LANDLINE = rf"(?<![0-9][.])(?P<number>0{_S}[1-9](?:{_S}{_D}){{8,10}})"
_CELL = rf"(?P<number>1{_S}[3-9](?:{_S}{_D}){{9}})"


@cache  # made when first needed: most commands of the shell mask nothing
def _ways() -> tuple[_Way, ...]:
    return (
        *(_Way(re.compile(_START + written + _END + rest), head, tail, holds)
        for written, rest, head, tail, holds in (
            # An identity number, in pieces first: a piece of one may look like another. In a text
            # nobody needs its county, so four digits stay; its own column shows six (design §8).
            (_spread("[1-9]", *[_D] * 5, *_BORN, _D, _D, _D, "[0-9X]", by=_W), "", 4, 4, _always),
            (r"[0-9]{17}[0-9X](?:[0-9]{2})?", "", 4, 4, _always),  # a disability card has two more
            (rf"(?:{_ABROAD}|0)?(?P<number>1[3-9][0-9]{{9}})", "", 3, 4, _always),
            (r"[0-9]{15}", "", 4, 4, _always),
            (_spread("[1-9]", *[_D] * 5, *_BORN[1:], _D, _D, _D), "", 4, 4, _cuts_no_date),
            (_many(15, 20), "", 0, 4, _is_one_number),
            (_LANDLINE, _EXTENSION, 0, 4, _is_no_figure),
            (rf"(?<![0-9][\-./])(?:{_ABROAD}{_S}|0{_S})?{_CELL}", "", 3, 4, _is_no_figure),
            (rf"{_ABROAD}{_S}(?P<number>{_many(7, 12)})", _EXTENSION, 0, 4, _is_no_figure),
            (rf"(?P<number>[48]{_S}0{_S}0(?:{_S}{_D}){{7}})", _EXTENSION, 0, 4, _is_no_figure),
            (r"(?P<number>[0-9]{7,})", _EXTENSION, 0, 4, _is_no_plain_figure),
            (_grouped("[1-9][0-9]{5}", _COMPACT_BORN, "[0-9]{3}"), "", 4, 4, _cuts_no_date),
            (_grouped("1[3-9][0-9]", "[0-9]{4}", "[0-9]{4}"), "", 3, 4, _is_no_figure),
            (_grouped("0[1-9][0-9]{1,2}", "[2-9][0-9]{2,3}", "[0-9]{4}"), "", 0, 4, _is_no_figure),
            (r"(?P<number>[2-8][0-9]{2,3}[ \-]{1,2}[0-9]{4})", _EXTENSION, 0, 4, _is_no_amount),
        )),
        _Way(  # what a word before it calls a number; not what is left of a masked one
            re.compile(
                rf"{_LABEL}[^0-9*]{{0,5}}(?P<number>{_many(5, 20)})(?![0-9]|{_S}[*]){_EXTENSION}"
            ),
            0, 4, _counts_nothing,
        ),
    )  # fmt: skip


_SIGN = f"[0-9OlIo{''.join(_CHINESE)}]"
_WRITTEN_OUT = re.compile(rf"{_SIGN}(?:{_W}{_SIGN}){{6,}}")
# Most texts of a ledger are done with at once: no digits, days only, nothing after a label.
_ANY = re.compile(
    r"[\d⓪①-⑨⁰¹²³⁴-⁹₀-₉❶-❾➀-➈⒈-⒐]" + rf"|(?:[{''.join(_CHINESE)}][^*]{{0,{_MOST_BETWEEN}}}?){{7}}"
)
_ISO_DAY = re.compile(
    r"(?<![0-9])(?<![0-9]\W)(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
_WORTH_READING = re.compile(
    rf"(?:{_SIGN}[^0-9*]{{0,{_MOST_BETWEEN}}}){{7}}|{_LABEL}[^0-9*\0]{{0,5}}[0-9]"
)
_DAY = re.compile(r"(?:[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)?")


@lru_cache(maxsize=50_000)  # a township's ledger says the same words and days many times
def masked(text: str) -> str:
    """Return the text with every number that could lead to a person masked; its length is kept."""
    if not _ANY.search(text):
        return text
    signs = text.translate(_PLAIN)
    is_ours = _DAY.fullmatch(signs) or _OWN_NUMBER.fullmatch(signs)
    if is_ours or not _WORTH_READING.search(_ISO_DAY.sub("\0", signs)):
        return text
    reading = _Reading(text, signs)
    reading.mask_all()
    reading.signs = _written_out(reading.signs)
    reading.mask_all()
    return reading.text


@dataclass
class _Reading:
    """A text and its plain signs; what is masked can't be part of another number."""

    text: str
    signs: str

    def mask_all(self) -> None:
        kept = _PLACE.sub(lambda found: "\0" * len(found[0]), self.signs)
        for way in _ways():
            at = 0
            while match := way.found.search(kept, at):
                at = match.start() + 1
                if way.holds(kept, match):
                    hidden = list(_hidden_places(way, match))
                    self.text = _with_stars(self.text, hidden)
                    self.signs = _with_stars(self.signs, hidden)
                    # The digits that stay are read no more: else two masks may show it together.
                    kept = _with_stars(kept, range(*match.span()))
                    at = match.end()


def _hidden_places(way: _Way, match: re.Match[str]) -> Iterator[int]:
    """Yield the places of all digits of a match but the first and last of the number itself."""
    named = "number" if "number" in way.found.groupindex else 0
    start, end = match.span(named)
    digits = [at for at in range(start, end) if match.string[at] in "0123456789X"]
    shown = {*digits[: way.head], *digits[len(digits) - way.tail :]}
    if len(digits) - len(shown) < 3:  # of a short one the end alone would be most of it
        shown = set(digits[-2:])
    for at in range(*match.span()):
        if match.string[at] in "0123456789X" and at not in shown:
            yield at


def _with_stars(text: str, places: Sequence[int]) -> str:
    signs = list(text)
    for at in places:
        signs[at] = HIDDEN
    return "".join(signs)


def _written_out(signs: str) -> str:
    """Return the signs with Chinese numerals and O, l in a long number read as digits."""
    return _WRITTEN_OUT.sub(_as_digits, signs)


def _as_digits(found: re.Match[str]) -> str:
    has_letters = any(char in _LOOKALIKE for char in found[0])
    if has_letters and sum(char.isdigit() for char in found[0]) < 4:
        return found[0]  # a word
    return "".join(_CHINESE.get(char) or _LOOKALIKE.get(char, char) for char in found[0])


# What looks like a number and can't be judged.


@cache
def _figures() -> tuple[re.Pattern[str], ...]:
    return (
        # What is masked, with the digits that were left of it.
        re.compile(rf"(?:[0-9]{_S}){{0,6}}\*(?:{_S}\*)*(?:{_S}[0-9X]){{0,4}}"),
        _SPELLED_DATE,
        re.compile(rf"{_START}{_COMPACT_DATE.pattern}{_END}"),
        re.compile(rf"{_START}(?:19|20)[0-9]{{2}} ?[-/.年] ?(?:1[0-2]|0?[1-9])(?: ?月)?{_END}"),
        re.compile(rf"{_START}(?:19|20)[0-9]{{2}}(?![0-9]|[ \-]{{1,2}}(?!19|20)[0-9]{{4}}{_END})"),
        re.compile(
            rf"{_START}(?:1[0-2]|0?[1-9]) ?[月\-/.] ?(?:3[01]|[12][0-9]|0?[1-9]) ?日?{_END}"
        ),
        re.compile(rf"{_START}[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?{_END}"),
        re.compile(r"[〔\[(] ?(?:19|20)[0-9]{2} ?[〕\])] ?第? ?[0-9]{1,5} ?号"),
        re.compile(r"第 ?[0-9]{1,6} ?[条款项章节期号页次批]"),
        re.compile(r"[¥$] ?[0-9][0-9,.]*"),
        re.compile(rf"{_START}[0-9]+(?:[.,][0-9]+)*{_UNIT.pattern}"),
        re.compile(rf"{_START}[0-9]{{1,3}}\.[0-9]{{1,2}}{_END}"),
        re.compile(r"邮(?:编|政编码)[^0-9]{0,4}[0-9]{6}"),
        _PLACE,
    )


# A day of birth that stands between the place and the end of an identity number is no day.
_BORN_BETWEEN = re.compile(
    r"[0-9*]{2,6}[^0-9*]{1,3}(?:19|20)?[0-9]{6}[^0-9*]{1,3}[0-9]{2,3}[0-9X](?![0-9])"
)
_LOOSE = re.compile(rf"{_SIGN}(?:[^0-9*\0\n]{{0,3}}{_SIGN}){{6,}}")
_SHORT = re.compile(r"(?<![0-9*.])[0-9]{5,8}(?![0-9*.])")


@lru_cache(maxsize=50_000)
def doubtful(text: str) -> tuple[str, ...]:
    """Return what in a masked text may still be a number of somebody: parts of the text."""
    if not _ANY.search(text):
        return ()
    signs = text.translate(_PLAIN)
    if _DAY.fullmatch(signs) or re.fullmatch("[0-9]{6}", signs) or _OWN_NUMBER.fullmatch(signs):
        return ()  # a day, a postcode, a number of our own
    signs = _ISO_DAY.sub("\0" * 10, signs)
    if not _LOOSE.search(signs) and not _SHORT.search(signs):
        return ()
    found = [match.span() for match in _BORN_BETWEEN.finditer(signs)]
    for figure in _figures():
        signs = figure.sub(lambda found: "\0" * len(found[0]), signs)
    found += [
        match.span()
        for match in _LOOSE.finditer(signs)
        if not _within(found, match.start()) and _is_long(match[0])
    ]
    found += [
        match.span()
        for match in _SHORT.finditer(signs)
        if not _COMPACT_DATE.fullmatch(match[0]) and not _within(found, match.start())
    ]
    return tuple(" ".join(text[start:end].split()) for start, end in found)


def _is_long(signs: str) -> bool:
    """Tell whether that many digits, in whatever writing, may be a number: letters are words."""
    digits = sum(char.isdigit() for char in signs)
    written = digits + sum(char in _CHINESE for char in signs)
    is_mixed = written >= 7 and _WRITTEN_OUT.search(signs) is not None
    return digits >= 5 or is_mixed or not re.search("[0-9OolI]", signs)


def _within(found: Sequence[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in found)
