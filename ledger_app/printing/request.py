"""What somebody asks to be printed: as of which day, for whom, of what, on which paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger_app.domain.dates import chinese_date
from ledger_app.domain.day import Day
from ledger_app.domain.telling.masking import Purpose
from ledger_app.domain.telling.place_names import NO_PLACES, PlaceNames
from ledger_app.domain.telling.scope import Scope
from ledger_app.domain.telling.subject import UNIT, Subject
from ledger_app.printing.model import Paper

PURPOSE_NAMES = {
    Purpose.REPORT: "上报",
    Purpose.INTERNAL: "内部使用（号码已遮挡）",
    Purpose.NOTICE: "公示",
    Purpose.OWN_FILE: "本人档案（含敏感内容，只存办公室）",
    Purpose.VISIT: "走访用（带完整电话，用完交回）",
}
PURPOSE_WORDS = {
    Purpose.REPORT: "上报",
    Purpose.INTERNAL: "内部",
    Purpose.NOTICE: "公示",
    Purpose.OWN_FILE: "本人档案",
    Purpose.VISIT: "走访",
}
# domain/standing/past_values.py, in words
PAST_RULE = (
    "本表按截止日编制：注明日期的事项以所注日期为准（补录的也计入），其余内容以截止日当天台账所记为准"
    "（当天还没有录入的，以录入当天为准），截止日以后的改动不计，截止日以后删除的仍列入。"
)
# The same behind the day at the head of a card, which has to stay on two pages.
PAST_RULE_SHORT = "（注明日期的按日期，其余按当天所记）"
NOTICE_PAPER = Paper(landscape=False, font_pt=11.0, row_mm=9.0, margins_mm=(20, 20, 18, 25))


@dataclass(frozen=True)
class Format:
    """A paper and how it is held."""

    name: str
    landscape: bool

    @property
    def key(self) -> str:
        """Return the format as one word: A4-landscape."""
        return f"{self.name}-{'landscape' if self.landscape else 'portrait'}"

    @property
    def label(self) -> str:
        """Return what the window calls it."""
        return f"{self.name} {'横放' if self.landscape else '竖放'}"


@dataclass(frozen=True, kw_only=True)
class Header:
    """Who fills the sheet in, and on which day."""

    unit: str
    filled_on: date
    township: str = ""
    county: str = ""
    places: PlaceNames = NO_PLACES

    def named(self, template: str, school: str) -> str:
        """Put names into a title; a township or county that is not known falls away.

        So does a township that the school's own name begins with.
        """
        twice = self.township and school.startswith(self.township) and "{school}" in template
        return template.format(
            township="" if twice else self.township,
            county=self.county,
            unit=self.unit,
            school=school,
        )


@dataclass(frozen=True, kw_only=True)
class Request:
    """One wish; `paper` is another one than the printout declares.

    `evidence` is what a paper is filled from that is no file: a comparison that was kept.
    """

    on: Day
    header: Header
    purpose: Purpose = Purpose.REPORT
    subject: Subject = UNIT
    scope: Scope | None = None
    paper: Format | None = None
    evidence: Mapping[str, Any] | None = None

    @property
    def past_rule(self) -> tuple[str, ...]:
        """Return the note by which rule the paper of a past day is filled, none for today's."""
        return (PAST_RULE,) if self.on.date < self.header.filled_on else ()

    @property
    def head(self) -> dict[str, Any]:
        """Return what the head of a sheet of any shape says, by the names of its fields."""
        return {
            "unit": self.header.unit,
            "as_of": chinese_date(self.on.date),
            "filled_on": chinese_date(self.header.filled_on),
            "purpose": PURPOSE_NAMES[self.purpose],
        }
