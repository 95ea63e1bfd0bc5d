"""Options with a column each: 性别 over 男 and 女, 是否寄宿 over 是 and 否; one is to be ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ledger_app.catalogue.codes import fold
from ledger_app.catalogue.model import Field
from ledger_app.exchange.layout.heading_words import Meaning, Use, is_person, meaning_of, option_of

_SEX = meaning_of("性别")
_SUMS = re.compile("人数|其中|合计|小计|总计")
Path = tuple[str, ...]
Option = tuple[Field, str]  # a field and one of its codes


def with_options(paths: Sequence[Path], meanings: Sequence[Meaning]) -> list[Meaning]:
    """Return the meanings of columns, those that are options of one field beside each other told.

    `paths` are the heading's texts from the outermost row in. A lone option is none: 男 under 性别
    may be the first child's.
    """
    options = [_under_its_field(path) for path in paths]
    if _SEX not in meanings:
        options = [option or _bare_sex(path) for option, path in zip(options, paths, strict=True)]
    return [
        Meaning(Use.OPTION, option[0], option[1])
        if option and _has_neighbour(options, at, option)
        else meaning
        for at, (option, meaning) in enumerate(zip(options, meanings, strict=True))
    ]


def _under_its_field(path: Path) -> Option | None:
    texts = [text for text in dict.fromkeys(path) if text]
    return option_of(texts[-2], texts[-1]) if len(texts) > 1 else None


def _bare_sex(path: Path) -> Option | None:
    """Return 男 or 女 as an option though nothing above says 性别; not of sums, nor of parents."""
    *groups, last = [text for text in dict.fromkeys(path) if text] or [""]
    if fold(last) not in ("男", "女") or any(_SUMS.search(g) or is_person(fold(g)) for g in groups):
        return None
    return option_of("性别", last)


def _has_neighbour(options: Sequence[Option | None], at: int, option: Option) -> bool:
    beside = [options[place] for place in (at - 1, at + 1) if 0 <= place < len(options)]
    return any(other and other[0] is option[0] and other[1] != option[1] for other in beside)
