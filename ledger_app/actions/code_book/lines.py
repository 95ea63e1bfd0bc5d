"""What there is to say about every field, a line a field, in the order of forms and tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger_app.actions.code_book.where_printed import where_printed
from ledger_app.catalogue import CHILD_TABLES, STUDENT, TABLES, Field, Kind, Need, Owner, Table
from ledger_app.catalogue.codes import code_list
from ledger_app.printing.printout import Printout
from ledger_app.printing.printouts import printouts

KIND_NAMES = {
    Kind.TEXT: "文字", Kind.LONG_TEXT: "多行文字", Kind.NAME: "人名", Kind.INTEGER: "整数",
    Kind.DECIMAL: "数字", Kind.DATE: "日期", Kind.MONTH: "年月", Kind.TIME: "钟点",
    Kind.CODE: "选一项", Kind.CODES: "选几项", Kind.YES_NO: "是或否", Kind.ID_NUMBER: "证件号",
    Kind.PHONE: "电话", Kind.REGION: "12 位行政区划代码", Kind.SCHOOL: "学校",
    Kind.SCHOOL_NAME: "学校名称",
}  # fmt: skip
NEED_NAMES = {
    Need.SAVE: "必填", Need.FILE: "必填", Need.PRINT: "打印、移交前填",
    Need.SOMETIMES: "有时必填", Need.OPTIONAL: "选填",
}  # fmt: skip
_OWNERS = {Owner.TOWNSHIP: "乡镇(中心校)", Owner.MAKER: "谁记谁填"}
# Of the unit, and typed in by its clerks.
_OF_UNIT = ("school", "school_class", "calendar_day", "roll_call")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field in words. `codes` are (stored value, name)."""

    table: Table
    field: Field
    shape: str
    need: str
    filled_by: str
    printed_on: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Return its texts in the order of HEADINGS."""
        field = self.field
        codes = "；".join(f"{value} {name}" for value, name in self.codes)
        more = "。".join(filter(None, (field.help.rstrip("。"), self.also)))
        return (
            self.table.label, field.section, field.label, f"{self.table.key}.{field.key}",
            self.shape, codes, self.need, self.filled_by, field.source,
            "、".join(self.printed_on) or "不打印", more,
        )  # fmt: skip

    @property
    def also(self) -> str:
        """Return under which other headings workbooks have it, and that it is guarded."""
        known = f"表头也认：{'、'.join(self.field.aliases)}" if self.field.aliases else ""
        guarded = "敏感，平时不显示，不进共享的名单和台账" if self.field.sensitive else ""
        return "。".join(filter(None, (known, guarded)))


HEADINGS = (
    "表", "栏", "项目", "代号", "形式", "代码", "什么时候填", "谁填", "依据",
    "印在哪里", "说明",
)  # fmt: skip


def field_lines(papers: Sequence[Printout] = ()) -> list[FieldLine]:
    """Return a line for every field that people fill in; papers as a ledger has them, else ours."""
    printed = where_printed(papers or printouts())
    return [
        _line(table, field, printed.get((table.key, field.key), ()))
        for table in told_tables()
        for field in table.fields
    ]


def told_tables() -> Iterable[Table]:
    """Return the tables people fill in: the child's, then those of the unit."""
    above = (each for each in TABLES.values() if each.owner is Owner.TOWNSHIP and each.in_file)
    return (STUDENT, *CHILD_TABLES, *above, *(TABLES[key] for key in _OF_UNIT))


def _line(table: Table, field: Field, printed_on: tuple[str, ...]) -> FieldLine:
    codes = code_list(field.codes).codes if field.codes else ()
    longest = f"，最多 {field.max_length} 字" if field.max_length else ""
    return FieldLine(
        table=table,
        field=field,
        shape=f"{KIND_NAMES[field.kind]}{longest}",
        need=NEED_NAMES[field.need],
        filled_by=_who(table, field),
        printed_on=printed_on,
        codes=tuple((code.value, code.name) for code in codes),
    )


def _who(table: Table, field: Field) -> str:
    """Return who fills it in; of the unit above's records, the school only what answers them."""
    if field.key in table.answered:
        return "学校"
    if field.key in table.decided_above:
        return _OWNERS[Owner.TOWNSHIP]
    return field.filled_by or _OWNERS.get(table.owner, "学籍管理员")
