"""What the import window shows in tables: the sheet as it was, columns, the rows of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ledger_app.actions.import_workbook import (
    ClassPlace,
    ImportPlan,
    MarkedChild,
    MissingChild,
    PlannedRow,
    ProblemKind,
    Workbook,
    column_letter,
    in_words,
)
from ledger_app.catalogue import TABLES, Field, Kind
from ledger_app.domain import values
from ledger_app.domain.telling.class_words import short_class
from ledger_app.domain.telling.masking import Purpose, mask
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.plain_table import Line

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
HEADING = "标题行"  # how a plan calls the rows above and of a heading
LONGEST_CELL = 80  # characters shown of one cell
FATES = ("created", "updated", "unchanged", "skipped", "failed")
NOT_IMPORTED = ("unknown", "blank")


@dataclass(frozen=True)
class SheetLook:
    """One sheet of the workbook, which of its rows (from 1) are left out and why, merged cells."""

    rows: list[list[Any]]
    ignored: Mapping[int, str]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right; from 0


class SheetModel(QAbstractTableModel):
    """A sheet as it was: heading rows marked, rows that are left out greyed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = SheetLook([], {})

    def show_sheet(self, look: SheetLook) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows the sheet has."""
        return 0 if parent.isValid() else len(self._look.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns the sheet has."""
        return 0 if parent.isValid() or not self._look.rows else len(self._look.rows[0])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return column letters and row numbers as Excel has them."""
        if role != Role.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return column_letter(section) if across else str(section + 1)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text and look."""
        why = self._look.ignored.get(index.row() + 1, "")
        if role == Role.DisplayRole:
            text = values.as_text(self._look.rows[index.row()][index.column()])
            return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"
        if role == Role.ForegroundRole and why:
            return theme.colour("text" if why == HEADING else "faint")
        if role == Role.BackgroundRole and why == HEADING:
            return theme.colour("accent_soft")
        if role == Role.FontRole and why == HEADING:
            return theme.ui_font(bold=True)
        if role == Role.ToolTipRole and why:
            return why if why == HEADING else f"不导入：{why}"
        return None


class SheetDelegate(QStyledItemDelegate):
    """Fills the ground of heading rows, which the style sheet leaves blank."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        ground = index.data(Role.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


def sheet_look(workbook: Workbook, plan: ImportPlan, name: str) -> SheetLook:
    """Return a sheet of the workbook with the rows that the plan leaves out."""
    ignored = {row.row: str(row.reason) for row in plan.ignored if row.sheet == name}
    for sheet in workbook.sheets:
        if sheet.name == name:
            return SheetLook(sheet.rows, ignored, tuple(sheet.merged))
    return SheetLook([], ignored)


def used_sheets(plan: ImportPlan) -> list[str]:
    """Return the sheets that hold lists of children, in order."""
    return list(dict.fromkeys(head.sheet for head in plan.lists))


def mapping_lines(plan: ImportPlan, sheet: str) -> list[Line]:
    """Return what each column of a sheet was taken for: column, heading, field, a sample."""
    found = []
    for use in (each for each in plan.mapping if each.sheet == sheet):
        taken = use.label or _USES.get(use.use, "")
        token = "warn" if use.use in NOT_IMPORTED else ""
        sample = _masked(use.field_key, use.sample)
        texts = (use.letter, use.heading or "（没有标题）", taken or "不导入", sample)
        found.append(Line(use.letter, texts, token, faint=use.use == "known"))
    return found


_USES = {
    "school_code": "学校（按标识码）",
    "school_name": "学校（按名称）",
    "grade_class": "年级、班级",
    "known": "看得懂，不需要",
}


def _masked(key: str, sample: str) -> str:
    """Return a sample without a whole identity or phone number."""
    try:
        return mask(TABLES["student"].field(key), sample, Purpose.INTERNAL)
    except KeyError:
        return sample


def row_lines(plan: ImportPlan, fate: str, schools: Mapping[str, str]) -> list[Line]:
    """Return the rows with one fate: place, name, school, class, and why in words."""
    found = []
    for row in plan.rows:
        if row.fate.value != fate:
            continue
        school = schools.get(str(row.values.get("school") or ""), "")
        place = short_class({"grade": None, "class_no": None, **row.values})
        doubts = [each.text for each in row.problems if each.kind is not ProblemKind.SET_ASIDE]
        said = "；".join(filter(None, (row.reason or _REASONS.get(fate, ""), *doubts)))
        texts = (f"{row.sheet} {row.row}", row.name or "（没有姓名）", school, place, said)
        token = "danger" if fate == "failed" else ""
        found.append(Line(f"{row.sheet}/{row.row}", texts, token))
    return found


_REASONS = {"created": "台账里没有，新建档案", "unchanged": "台账里已有，没有要改的"}


def change_lines(plan: ImportPlan, schools: Mapping[str, str]) -> list[Line]:
    """Return what updating changes, field by field: place, name, field, old value, new value."""
    return [
        Line(f"{row.sheet}/{row.row}/{at}", (f"{row.sheet} {row.row}", row.name, *texts))
        for row in plan.rows
        if row.fate.value == "updated"
        for at, texts in enumerate(_changes(row, schools))
    ]


def _changes(row: PlannedRow, schools: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield from _pairs("student", row.before, row.values, schools, "")
    for member in row.members:
        who = member.values.get("name") or member.before.get("name") or ""
        about = f"家庭成员 {who} " if member.member_id else f"新增家庭成员 {who} "
        yield from _pairs("family_member", member.before, member.values, schools, about)


def _pairs(
    table: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    schools: Mapping[str, str],
    about: str,
) -> Iterator[tuple[str, str, str]]:
    for key, new in after.items():
        field = TABLES[table].field(key)
        old_text, new_text = (_shown(field, each, schools) for each in (before.get(key), new))
        yield about + field.label, old_text or "（空）", new_text


def _shown(field: Field, value: Any, schools: Mapping[str, str]) -> str:  # noqa: ANN401
    if field.kind is Kind.SCHOOL:
        return schools.get(str(value or ""), str(value or ""))
    return values.display(field, value)


def problem_lines(plan: ImportPlan) -> list[Line]:
    """Return everything that is doubtful, in the order of the workbook: place, column, words."""
    return [
        Line(
            str(at),
            (f"{each.sheet} {each.row}" if each.row else each.sheet, each.column, each.text),
        )
        for at, each in enumerate(plan.problems)
    ]


def missing_lines(plan: ImportPlan, schools: Mapping[str, str]) -> list[Line]:
    """Return the children that the list leaves out or marks: name, place, what the list says."""
    roster = plan.roster
    told: list[tuple[MissingChild | MarkedChild, str]] = [(each, "") for each in roster.missing]
    told += [(each, in_words(each.marks, each.remark)) for each in roster.marked]
    return [
        Line(each.id, (each.name, schools.get(each.place.school, ""), _class(each.place), said))
        for each, said in told
    ]


def _class(place: ClassPlace) -> str:
    return short_class({"grade": place.grade, "class_no": place.class_no})


def ignored_lines(plan: ImportPlan) -> list[Line]:
    """Return what is left out: rows that are no children, sheets without a list."""
    rows = [
        Line(f"{each.sheet}/{each.row}", (f"{each.sheet} {each.row}", str(each.reason)))
        for each in plan.ignored
    ]
    return [*(Line(sheet, (sheet, why)) for sheet, why in plan.refused_sheets), *rows]


def school_names(plan: ImportPlan, known: list[tuple[str, str]]) -> dict[str, str]:
    """Return {id: name} of the schools of the ledger and those the plan would add."""
    return dict(known) | {school.id: school.name or school.code for school in plan.new_schools}
