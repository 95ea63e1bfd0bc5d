"""What must not be read from a paper: 涉案、受侵害、心理、宗教、父母服刑 (未保法 §103).

The child stays on the ledger; what tells of the matter does not. Only 本人档案, kept in the office,
has the words. Labels (学困生, 问题生) never stand on a sheet that the family signs (未保法 §29).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ledger_app.catalogue import TABLES, Kind
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.evidence_meanings import ElsewhereKind
from ledger_app.catalogue.meanings import (
    YES,
    AbsentKind,
    DropoutReason,
    DropoutWhereabouts,
    FamilyStructure,
    Placement,
)
from ledger_app.catalogue.tables.field_note import FIELD_NOTE
from ledger_app.catalogue.tables.harm import HARM
from ledger_app.domain.day import Day
from ledger_app.domain.student_file import Row, StudentFile
from ledger_app.domain.telling.in_words.safety import is_hidden

# Groups of risk_category: out of every shared paper; a fact that a sensitive field holds; what a
# child is called rather than what it is.
RESTRICTED, SENSITIVE, LABEL = "restricted", "sensitive", "label"
# Codes that tell of such a matter, by list: printed as 其他.
HIDDEN_CODES = {
    "dropout_reason": frozenset({DropoutReason.PSYCHE, DropoutReason.CRIME}),
    "dropout_whereabouts": frozenset({DropoutWhereabouts.TEMPLE, DropoutWhereabouts.IN_CUSTODY}),
    "placement": frozenset({Placement.SPECIAL_SCHOOL}),
    "absent_kind": frozenset({AbsentKind.SPECIAL_SCHOOL}),
    "elsewhere_kind": frozenset({ElsewhereKind.SPECIAL_SCHOOL}),
}
# What says so by itself, in a text of a child of whom nobody has marked such a matter. Lessons and
# talks that every child may have (心理健康课, 心理辅导) tell nothing.
_TELLING = re.compile(
    "涉案|涉罪|犯罪|刑拘|拘留|看守所|监狱|服刑|坐牢|入狱|少管所|戒毒|吸毒"
    "|侵害|性侵|猥亵|强奸|抑郁|自杀|自残|自伤|轻生|精神(?:病|分裂|障碍)"
    "|心理(?!健康|辅导|咨询|疏导|老师|教师|委员|课|室|素质|准备)"
    "|宗教|信教|入教|出家|寺庙|念经"
)
# Tables whose very records tell: no shared paper names them.
UNSPOKEN_TABLES = (HARM.key,)
OTHER = "其他"
IN_THE_FILE = "见学生档案"


@cache
def categories_of(*groups: str) -> frozenset[str]:
    """Return the codes of list risk_category in these groups."""
    return frozenset(
        code.value for code in code_list("risk_category").codes if code.group in groups
    )


def restricted_categories() -> frozenset[str]:
    """Return the codes of list risk_category that stay out of every shared ledger."""
    return categories_of(RESTRICTED)


def is_restricted(concern: Row) -> bool:
    """Tell whether a concern is about such a matter, alone or beside others."""
    given = str(concern.get("risk_categories") or "").split(",")
    return not restricted_categories().isdisjoint(given)


def is_restricted_child(file: StudentFile, on: Day) -> bool:
    """Tell whether such a matter is known of the child by a day: talks may be about it."""
    student, day = file.student, on.text
    # Marks without a date: they hold on every day, since nobody knows when they began.
    if student.get("case_involved") == YES or student.get("psychological"):
        return True
    if FamilyStructure.PARENT_IN_PRISON in str(student.get("family_structure") or "").split(","):
        return True
    if _names_hidden_code("student", student):
        return True
    if any((row.get("found_on") or "") <= day for row in file.of(HARM.key)):
        return True
    if any(_names_hidden_code(table, row) for table in _hiding() for row in file.of(table)):
        return True
    return any(
        is_restricted(row) for row in file.of("concern") if (row.get("since_on") or "") <= day
    )


@cache
def _hiding() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by table the fields whose codes may tell, each with its code list."""
    kinds = (Kind.CODE, Kind.CODES)
    found = {
        key: tuple((f.key, f.codes) for f in table.fields if f.kind in kinds)
        for key, table in TABLES.items()
        if table.of_student or key == "student"
    }
    telling = {
        key: tuple(each for each in fields if each[1] in HIDDEN_CODES)
        for key, fields in found.items()
    }
    return {key: fields for key, fields in telling.items() if fields}


def _names_hidden_code(table: str, row: Row) -> bool:
    return any(
        not HIDDEN_CODES[codes].isdisjoint(str(row[key]).split(","))
        for key, codes in _hiding().get(table, ())
        if row.get(key)
    )


def words_that_tell(table: str, row: Row) -> frozenset[str]:
    """Return the fields of a record whose words are about such a matter by its own mark."""
    if table == FIELD_NOTE.key:
        return telling_words(table) if is_note_hidden(row) else frozenset()
    return telling_words(table) if table == "concern" and is_restricted(row) else frozenset()


def is_note_hidden(note: Row) -> bool:
    """Tell whether a note is as hidden as what it is about: a sensitive field, or a record whose
    words tell: of concerns any, for whether one is restricted may be said in the note alone."""
    table, key = note.get("noted_table"), note.get("noted_key")
    if table in (*UNSPOKEN_TABLES, "concern") or table not in TABLES:
        return True
    field = next((each for each in TABLES[table].fields if each.key == key), None)
    return field is None or is_hidden(field)


def without_labels(file: StudentFile) -> StudentFile:
    """Return the file as a sheet that the family signs may show it: not what the child is called.

    What it is by law or register (留守, 孤儿, 残疾, 家庭经济困难 …) stays.
    """
    concerns = [_without_labels(row) for row in file.of("concern")]
    return replace(file, records={**file.records, "concern": concerns})


def _without_labels(concern: Row) -> Row:
    given = str(concern.get("risk_categories") or "").split(",")
    hidden = categories_of(LABEL, SENSITIVE, RESTRICTED)
    kept = ",".join(code for code in given if code not in hidden)
    return {**concern, "risk_categories": kept or None, "risk_level": None}


def for_a_ledger(file: StudentFile) -> StudentFile:
    """Return a restricted child's file as a paper may show it: without telling words."""
    records = {
        key: [_without_words(key, row) for row in rows] for key, rows in file.records.items()
    }
    student = _without_words("student", file.student)
    return replace(file, student=student, records=records)


def _without_words(table: str, row: Row) -> Row:
    """Return a record without what may tell of the matter; a harmless concern tells its own."""
    if table == "concern" and not is_restricted(row):
        return row
    return {**row, **{key: IN_THE_FILE for key in telling_words(table) if row.get(key)}}


def tells(text: str) -> bool:
    """Tell whether a text names such a matter."""
    return _TELLING.search(text) is not None


def without_telling_texts(file: StudentFile) -> StudentFile:
    """Return the file without any text that names such a matter, whoever wrote it wherever."""
    records = {
        key: [_without_texts(key, row) for row in rows] for key, rows in file.records.items()
    }
    return replace(file, student=_without_texts("student", file.student), records=records)


def _without_texts(table: str, row: Row) -> Row:
    hidden = {
        key: IN_THE_FILE for key in _texts(table) if (value := row.get(key)) and tells(str(value))
    }
    return {**row, **hidden} if hidden else row


@cache
def _texts(table: str) -> tuple[str, ...]:
    fields = TABLES[table].fields if table in TABLES else ()
    return tuple(each.key for each in fields if each.kind in (Kind.TEXT, Kind.LONG_TEXT))


@cache
def telling_words(table: str) -> frozenset[str]:
    """Return the fields of a table whose words may tell of such a matter."""
    return frozenset(TABLES[table].telling_words)
