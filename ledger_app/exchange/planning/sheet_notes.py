"""What is worth saying of whole sheets and columns, beside the problems of single rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ledger_app.exchange.cells.parse_rows import ParsedRow
from ledger_app.exchange.cells.row_problem import FAMILY, ProblemKind, RowProblem
from ledger_app.exchange.layout.child_lists import NO_HEADING, ChildList, SheetLists
from ledger_app.exchange.layout.heading_words import Use
from ledger_app.exchange.layout.headings import ListColumn
from ledger_app.exchange.layout.row_kinds import Ignored
from ledger_app.exchange.layout.rows.withheld import Withheld
from ledger_app.exchange.planning.changes import PLACES, WORTH_A_WORD, ChildChange
from ledger_app.exchange.planning.import_plan import NewSchool, PlannedRow
from ledger_app.exchange.reading.workbook import Workbook, column_letter

# 辍学原因, 辍学学生花名册; not 控辍保学, which every list of the county is called.
_LEFT_SCHOOL = re.compile(
    "(?<!控)(?<!疑似)(?:辍学|失学|流失)(?:学生|儿童|少年|时间|日期|原因|名单|花名册)"
)

_SHOWN = 300  # characters of a line, which may be longer than anybody reads
_SUM = re.compile(r"[\s,;，；|]*(?:合计|小计|总计|共计)")
_DROPOUTS = "这像是辍学（失学）学生名单：只建学生档案，辍学时间、原因和劝返情况请在各人档案里登记。"
_MOVERS = "这像是转学（转入转出）登记表：只建学生档案，转到哪里没有导入，请核对各人现在的学校。"
_MOVED = re.compile("(?:转出|转入|转往)学校|转学(?:时间|日期|原因)")


def lists_of_leavers(lists: list[ChildList]) -> list[RowProblem]:
    """Say that a list of children who left or changed school gives their files only."""
    found: dict[tuple[str, str], RowProblem] = {}
    for children in lists:
        headings = [column.heading for column in children.heading.columns]
        words = [*headings, *children.context.titles, children.sheet]
        place = (children.sheet, children.heading.last + 1)
        for said, pattern, text in ((words, _LEFT_SCHOOL, _DROPOUTS), (headings, _MOVED, _MOVERS)):
            if children.rows and any(pattern.search(word) for word in said):
                note = RowProblem(*place, "", text, ProblemKind.SHEET)
                found.setdefault((children.sheet, text), note)
    return list(found.values())


def nobody_below(lists: list[ChildList]) -> RowProblem:
    """Say that a heading was found and no child below it."""
    first = lists[0]
    text = "找到了名单的标题行，下面却没有学生。"
    return RowProblem(first.sheet, first.heading.last + 1, "", text, ProblemKind.MISSING)


_ASK = "；是不是要导入？要导入请在“对列”里选“{}”。"
_WAITING = {
    Withheld.SHEET: "工作表是隐藏的，里面有 {} 人（{}）没有导入" + _ASK.format("隐藏的也读"),
    Withheld.FILTERED: "有 {} 行被筛选掉了，看不见（{}），没有导入" + _ASK.format("隐藏的也读"),
    Withheld.HIDDEN: "有 {} 行是隐藏的（{}），没有导入" + _ASK.format("隐藏的也读"),
    Withheld.STRUCK: "有 {} 行画了删除线（{}），没有导入" + _ASK.format("删除线的也读"),
    Withheld.ADULT: "有 {} 行的出生年份是成年人的（{}），没有当作学生；年份写错的请改好再导入。",
}
_MOST_NAMES = 20  # said of the children that wait; their rows have the others


def waiting_rows(lists: Sequence[ChildList], rows: Sequence[PlannedRow]) -> list[RowProblem]:
    """Ask, once for each sheet and kind, about the rows that are hidden or struck out."""
    found: dict[tuple[str, Withheld], list[str]] = {}
    for row in rows:
        why = lists[row.list_index].withheld.get(row.row)
        if why in _WAITING:
            name = row.name or f"第 {row.row} 行"
            found.setdefault((row.sheet, why), []).append(name)
    problems = []
    for (sheet, why), names in found.items():
        text = _WAITING[why].format(len(names), _shown(names))
        problems.append(RowProblem(sheet, 0, "", text, ProblemKind.SET_ASIDE))
    return problems


_NO_HEADING = (
    "没有认出名单的标题行（一列叫“姓名”，旁边有性别、身份证号、年级等列），这个工作表没有导入；"
    "如果里面有学生，请补上标题行再导入。"
)


def sheets_without_list(workbook: Workbook, sheets: list[SheetLists]) -> list[RowProblem]:
    """Say which sheets that a person sees, and that are not empty, hold no list, and why."""
    return [
        RowProblem(
            sheet.name,
            0,
            "",
            _NO_HEADING if read.refused == NO_HEADING else f"{read.refused}，这个工作表没有导入。",
            ProblemKind.SHEET,
        )
        for sheet, read in zip(workbook.sheets, sheets, strict=True)
        if read.refused and sheet.rows and not sheet.hidden
    ]


def grown_ups(sheets: list[SheetLists]) -> list[RowProblem]:
    """Say, once for each sheet, which grown-ups of its households are no pupils."""
    problems = []
    for sheet in sheets:
        names = [
            row.name or f"第 {row.row} 行" for row in sheet.ignored if row.reason == Ignored.ADULT
        ]
        if names:
            text = f"{len(names)} 行是户里的大人（{_shown(names)}），没有当作学生。"
            problems.append(RowProblem(sheet.sheet, 0, "", text, ProblemKind.SHEET))
    return problems


def made_schools(schools: Sequence[NewSchool]) -> list[RowProblem]:
    """Say which schools a township's ledger gets; a school's own asks of each."""
    named = [school for school in schools if school.name != f"学校{school.code}"]  # else said
    if not named:
        return []
    names = _shown([school.name for school in named])
    text = f"台账里没有这 {len(named)} 所学校，会新建：{names}；写错的请改名单里的校名再导入。"
    return [RowProblem("", 0, "学校", text, ProblemKind.NEW_SCHOOL, "school")]


def _shown(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")


def kept_as_they_were(
    changes: Sequence[ChildChange], family: Mapping[str, list[ParsedRow]]
) -> list[RowProblem]:
    """Say, once for each field, for how many children the workbook differs and nothing was done.

    `family` has the rows by what differs of family members. What each child has a sentence of its
    own for is left out.
    """
    found: dict[tuple[str, str], list[tuple[str, int, str]]] = {}
    for each in changes:
        if not each.written and each.key not in {*WORTH_A_WORD, *PLACES}:
            place = (each.sheet, each.row, each.name)
            found.setdefault((each.key, each.label), []).append(place)
    for label, rows in family.items():
        found[FAMILY, label] = [(r.sheet, r.row, str(r.values.get("name") or "")) for r in rows]
    problems = []
    for (about, label), places in found.items():
        sheet, row, name = places[0]
        whose = f"的{name}" if name else ""
        text = (
            f"有 {len(places)} 人的“{label}”与台账不同（如第 {row} 行{whose}），"
            "没有改；要改成工作簿里的，请选“以工作簿为准”再导入。"
        )
        problems.append(RowProblem(sheet, 0, label, text, ProblemKind.LEDGER_STAYS, about))
    return problems


def stray_rows(workbook: Workbook, sheets: list[SheetLists]) -> list[RowProblem]:
    """Say which rows of a list were left out though they are no sum, signature or blank row."""
    text = "这一行没有姓名，只有零散内容，没有当作学生。"
    uneven = {(sheet.name, at + 1) for sheet in workbook.sheets for at in sheet.uneven}
    return [
        RowProblem(row.sheet, row.row, "", text, ProblemKind.SET_ASIDE)
        for sheet in sheets
        for row in sheet.ignored
        if row.reason == Ignored.STRAY and (row.sheet, row.row) not in uneven
    ]


def uneven_rows(workbook: Workbook) -> list[RowProblem]:
    """Say which rows of a text table have more cells than its heading, each with its words."""
    why = "这一行的格数与标题对不上（多半是某一格里有逗号或空格），{}没有导入：{}"
    found = []
    for sheet in workbook.sheets:
        for at, line in sheet.uneven.items():
            if _SUM.match(line):
                continue
            sure = any(cell != "" for cell in sheet.rows[at][:-1])
            text = why.format("身份证号后面的各格" if sure else "", line[:_SHOWN])
            found.append(RowProblem(sheet.name, at + 1, "", text, ProblemKind.SET_ASIDE))
    return found


def unseen_marks(workbook: Workbook) -> list[RowProblem]:
    """Say of a kind of file that does not tell which rows are hidden or struck out."""
    text = (
        "这种文件看不出哪些行是隐藏的、哪些画了删除线，都读了；"
        "如果有这样的行，请另存为 .xlsx 再导入。"
    )
    return [
        RowProblem(sheet.name, 0, "", text, ProblemKind.SHEET)
        for sheet in workbook.sheets
        if sheet.rows and not sheet.looked
    ]


def hidden_columns(workbook: Workbook, lists: Sequence[ChildList]) -> list[RowProblem]:
    """Say which hidden columns were read, too: whoever looks at the sheet does not see them."""
    hidden = {sheet.name: sheet.hidden_columns for sheet in workbook.sheets if sheet.hidden_columns}
    found: dict[str, dict[str, None]] = {}
    for children in lists if hidden else ():
        for column in children.heading.columns:
            if column.meaning.counts and column.index in hidden.get(children.sheet, ()):
                name = f"{column_letter(column.index)} 列“{column.heading}”"
                found.setdefault(children.sheet, {})[name] = None
    text = "这些列是隐藏的，里面的内容也读了：{}；不要的请在“对列”里选“不要”。"
    return [
        RowProblem(sheet, 0, "", text.format(_shown(list(names))), ProblemKind.SHEET)
        for sheet, names in found.items()
    ]


def numbers_cut(workbook: Workbook, lists: Sequence[ChildList]) -> list[RowProblem]:
    """Name the children over whom a cell with a number is merged: it is the first one's only."""
    merged = {sheet.name: sheet.merged for sheet in workbook.sheets if sheet.merged}
    found = []
    for children in lists if merged else ():
        columns = {c.index: c for c in children.heading.columns if _is_number(c)}
        places = {number: at for at, number in enumerate(children.numbers)}
        for top, left, bottom, _right in merged.get(children.sheet, ()) if columns else ():
            below = [row for row in range(top + 2, bottom + 2) if row in places]
            if left in columns and top + 1 in places and below:
                value = children.rows[places[top + 1]][left]
                if value != "":
                    found.append(_cut(children, columns[left], top + 1, below))
    return found


def _is_number(column: ListColumn) -> bool:
    field = column.meaning.field
    of_child = column.meaning.use is Use.STUDENT and field is not None
    return of_child and field is not None and field.key in ("id_no", "register_no")


def _cut(children: ChildList, column: ListColumn, first: int, below: Sequence[int]) -> RowProblem:
    shown = _shown([f"第 {row} 行" for row in below])
    text = f"这一格向下合并，也盖住了{shown}；号码只归第 {first} 行，请把另外几行的补上。"
    field = column.meaning.field
    about = field.key if field else ""
    kind, letter = ProblemKind.CHECK, children.letter(column.index)
    return RowProblem(children.sheet, first, column.heading, text, kind, about, letter)


def notes_of_sheets(
    workbook: Workbook,
    sheets: list[SheetLists],
    lists: list[ChildList],
    rows: Sequence[PlannedRow],
) -> list[RowProblem]:
    """Return all that is worth saying of the sheets, their rows and columns as such."""
    return [
        *sheets_without_list(workbook, sheets),
        *waiting_rows(lists, rows),
        *grown_ups(sheets),
        *lists_of_leavers(lists),
        *stray_rows(workbook, sheets),
        *uneven_rows(workbook),
        *unseen_marks(workbook),
        *hidden_columns(workbook, lists),
        *numbers_cut(workbook, lists),
        *([] if rows else [nobody_below(lists)]),
    ]
