"""What stands in the table of columns: heading, what it was taken for, how sure, how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_app.actions.import_workbook import ImportPlan, Workbook, column_letter
from ledger_app.actions.rehearsing.said_columns import (
    NOT_TAKEN,
    ColumnUse,
    SheetAssignment,
    Sureness,
)
from ledger_app.catalogue import TABLES
from ledger_app.domain import values
from ledger_app.domain.telling.masking import Purpose, mask, mask_numbers
from ledger_app.gui.kit.plain_table import Line

NO_HEADING = "（没有标题）"
SAMPLES, LOOKED_AT = 3, 200  # cells shown of a column, rows looked at for them
_SIGNS = {
    Sureness.CERTAIN: "● 认得",
    Sureness.SAID: "● 您定的",
    Sureness.ASKED: "◐ 要问",
    Sureness.UNKNOWN: "○ 不认识",
}
_TOKENS = {Sureness.ASKED: "danger", Sureness.UNKNOWN: "warn"}
_SCHOOL_USES = {
    "school_code": "学校（按标识码）",
    "school_name": "学校（按名称）",
    "grade_class": "年级、班级",
}
_PLAIN = {"known": "不导入（看得懂，用不着）", "blank": "空列"}


def uses_of(plan: ImportPlan | None, sheet: str) -> list[ColumnUse]:
    """Return the columns of a sheet, in order."""
    return [use for use in plan.mapping if use.sheet == sheet] if plan is not None else []


def set_aside(plan: ImportPlan | None, sheet: str) -> list[ColumnUse]:
    """Return the columns that are understood and hold something, and are not imported after all."""
    found = plan.unmapped_columns if plan is not None else ()
    left = {(each.letter, each.heading) for each in found if each.sheet == sheet and each.count}
    return [
        use for use in uses_of(plan, sheet) if use.taken_for and (use.letter, use.heading) in left
    ]


def taken_for(use: ColumnUse, said: SheetAssignment) -> str:
    """Return what a column is taken for, what a person said just now included."""
    return said.taken_for(use.letter, use.heading) or use.taken_for


def sureness(use: ColumnUse, said: SheetAssignment) -> Sureness:
    """Return how sure that is."""
    if said.taken_for(use.letter, use.heading):
        return Sureness.SAID
    if use.use == "unknown" and use.sure == Sureness.CERTAIN:
        return Sureness.UNKNOWN
    return Sureness(use.sure)


def column_lines(
    uses: list[ColumnUse],
    said: SheetAssignment,
    samples: dict[str, tuple[str, ...]],
    aside: Sequence[ColumnUse] = (),
) -> list[Line]:
    """Return a line a column: letter, heading, what it is taken for, how sure, samples.

    Of those set `aside` it is said that they are not imported.
    """
    return [_line(at, use, said, samples, use in aside) for at, use in enumerate(uses)]


def _line(
    at: int,
    use: ColumnUse,
    said: SheetAssignment,
    samples: dict[str, tuple[str, ...]],
    is_aside: bool,
) -> Line:
    sure = sureness(use, said)
    empty = use.use == "blank" and not use.sample
    sign = "" if empty else _SIGNS[sure]
    shown = "，".join(_masked(use, each) for each in samples.get(use.letter) or (use.sample,))
    words = _taken_words(use, said)
    words = f"不导入（{words}）" if is_aside else words
    texts = (use.letter, use.heading or NO_HEADING, words, sign, shown)
    token = "" if empty else _TOKENS.get(sure, "")
    left_out = taken_for(use, said) == NOT_TAKEN or empty
    return Line(str(at), texts, token, faint=left_out, coloured=3)


def _taken_words(use: ColumnUse, said: SheetAssignment) -> str:
    """Return the field as its form calls it; what a person said as it was said."""
    sure, told = sureness(use, said), said.taken_for(use.letter, use.heading)
    taken = told or use.taken_for
    if taken == NOT_TAKEN and sure is Sureness.SAID:
        return "不要（不导入）"
    if taken and taken != NOT_TAKEN:
        return told or use.label or _SCHOOL_USES.get(use.use, taken)
    asked = {Sureness.ASKED: "？属于谁", Sureness.UNKNOWN: "？选一项"}
    return _PLAIN.get(use.use) or asked.get(sure, "不导入")


def _masked(use: ColumnUse, sample: str) -> str:
    """Return a sample without a whole identity or phone number."""
    try:
        return mask(TABLES["student"].field(use.field_key), sample, Purpose.INTERNAL)
    except KeyError:
        return mask_numbers(sample)


def samples_of(
    workbook: Workbook, plan: ImportPlan | None, sheet: str
) -> dict[str, tuple[str, ...]]:
    """Return a few different texts of each column by its letter, rows left out passed over."""
    found: dict[str, tuple[str, ...]] = {}
    rows = next((each.rows for each in workbook.sheets if each.name == sheet), [])
    ignored = {row.row for row in plan.ignored if row.sheet == sheet} if plan is not None else set()
    shown = [cells for at, cells in enumerate(rows, 1) if at not in ignored][:LOOKED_AT]
    for index in range(len(rows[0]) if rows else 0):
        texts = dict.fromkeys(_texts(cells[index] for cells in shown))
        found[column_letter(index)] = tuple(texts)[:SAMPLES]
    return found


def _texts(cells: Iterator[object]) -> Iterator[str]:
    for cell in cells:
        text = values.as_text(cell).strip()
        if text:
            yield text[:30]
