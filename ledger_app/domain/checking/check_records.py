"""What must agree inside one record of a child, or one school."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ledger_app.catalogue import TABLES
from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    NO,
    NOT_ARRIVING,
    ON_LEAVE,
    YES,
    YOUNGEST,
    BoardingSolution,
    ContactPurpose,
    DropoutReason,
    DropoutWhereabouts,
    ParentOpinion,
    PersuadeResult,
    Relation,
    RiskLevel,
    SchoolStatus,
)
from ledger_app.domain.checking.check_reports import check_harm, check_report_chain
from ledger_app.domain.checking.check_states import (
    check_elsewhere,
    check_home_teaching,
    check_leave,
    check_register_change,
)
from ledger_app.domain.checking.check_values import missing
from ledger_app.domain.checking.problem import Problem, chosen, error, warning
from ledger_app.domain.dates import age_on
from ledger_app.domain.day import Day
from ledger_app.domain.how_often import how_often
from ledger_app.domain.identity import birth_of
from ledger_app.domain.standing.reached import is_unclear
from ledger_app.domain.student_file import Row

Rule = Callable[[Row, Day, Row | None], Iterator[Problem]]

# 其他, 其他亲属, 非亲属 and the other 其他… groups say nothing without a note.
VAGUE_RELATIONS = frozenset(
    {
        *(Relation.OTHER, Relation.OTHER_RELATIVE, Relation.NO_RELATIVE),
        *(Relation.OTHER_PARENTS, Relation.OTHER_GRANDPARENTS, Relation.OTHER_SIBLINGS),
    }
)
_RETURN_TO = frozenset({"return_school", "return_grade", "return_class"})
_RECEIVING = frozenset(
    {"receiving_school", "receiving_grade_class", "moved_on", "register_moved_on"}
)
_NOTHING: frozenset[str] = frozenset()


def not_needed(table: str, row: Row) -> frozenset[str]:
    """Return the needed fields that do not apply to this record."""
    if table == "relocation" and row.get("choice_type") in NOT_ARRIVING:
        return _RECEIVING
    if table != "placement":
        return _NOTHING
    if row.get("closed_on") and not row.get("returned_on"):
        return _RETURN_TO | {"returned_on", "placement"}  # a file closed without a return
    return _RETURN_TO if row.get("placement") in ON_LEAVE else _NOTHING


def _needed(table: str, row: Row, *keys: str) -> Iterator[Problem]:
    for key in keys:
        if not row.get(key):
            yield missing(TABLES[table].field(key))


def check_member(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a family member; the number is needed if the pupil has none ([X8])."""
    number = row.get("id_no")
    if row.get("relation") in VAGUE_RELATIONS and not row.get("relation_note"):
        yield error("relation_note", "这种关系说不清是什么人，请在“关系说明”里写明。")
    if student is not None:
        pupils = student.get("id_no")
        if not pupils and not number:
            yield error("id_no", "孩子没有身份证号，家庭成员的身份证件号必须填。")
        if pupils and pupils == number:
            yield error("id_no", "身份证件号与孩子的相同，请核对。")
    birth = birth_of(number) if number and row.get("is_guardian") == YES else None
    if birth and birth <= on.date and age_on(birth, on.date) < 18:
        yield warning("is_guardian", "按身份证号不满十八周岁，不能是监护人，请核对。")


def check_concern(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a case of attention."""
    often = row.get("contact_frequency") or ""
    if often.strip() and not row.get("until_on") and not how_often(often):
        text = f"“{often}”看不出多久联系一次，请写成 每周1次、每月2次 这样，才会按时提醒。"
        yield warning("contact_frequency", text)
    if row.get("until_on") and not row.get("lifted_reason"):
        yield warning("lifted_reason", "已解除关注，请写明解除原因。")
    if row.get("risk_level") == RiskLevel.LIFTED and not row.get("until_on"):
        yield warning("until_on", "风险等级是“已解除”，请填解除日期。")


def check_dropout(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a case of dropping out."""
    month, last = row.get("dropout_ym"), row.get("last_attended")
    if month and month > on.text[:7]:
        yield error("dropout_ym", "辍学年月晚于本月，请核对。")
    elif month and last and month < last[:7]:
        yield error("dropout_ym", "辍学年月早于最后到校日期，请核对。")
    if row.get("is_suspected") == NO and not row.get("confirmed_on"):
        text = "选“否”是已认定辍学，请填辍学认定日期；认定前请选“是”，查明是误报的请登记销号。"
        yield warning("confirmed_on", text)
    if row.get("confirmed_on") and not row.get("confirmed_by"):
        yield error("confirmed_by", "已认定辍学，请填认定人。")
    yield from _reason_problems(row)


def _reason_problems(row: Row) -> Iterator[Problem]:
    reasons, main = chosen(row, "dropout_reasons"), row.get("main_reason")
    if main and reasons and main not in reasons:
        yield error("main_reason", "主要辍学原因不在已选的辍学原因里，请核对。")
    if DropoutReason.OTHER in reasons and not row.get("dropout_detail"):
        yield error("dropout_detail", "辍学原因选了“其他”，请写明是什么原因。")
    where = row.get("dropout_whereabouts")
    if where and where != DropoutWhereabouts.AT_HOME and not row.get("whereabouts_note"):
        text = "孩子不在家，请写明去向（省、市、县、单位）。"
        yield warning(
            "whereabouts_note",
            text if where != DropoutWhereabouts.OTHER else "去向是“其他”，请写明。",
        )
    kinds = chosen(row, "control_type")
    # 其他 may be anything.
    usual = _control_of(main) if main and main != DropoutReason.OTHER else ""
    if kinds and usual and usual not in kinds:
        name = code_list("control_type").name_of(usual)
        yield warning("control_type", f"按主要辍学原因一般属于“{name}”，请核对控辍类别。")


def _control_of(reason: str) -> str:
    return next((c.group for c in code_list("dropout_reason").codes if c.value == reason), "")


def check_contact(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a call, visit or persuasion."""
    if row.get("purpose") == ContactPurpose.PERSUASION and not row.get("result"):
        yield error("result", "劝返记录要选劝返结果。")
    if row.get("result") == PersuadeResult.PROMISED and not row.get("promised_on"):
        yield error("promised_on", "承诺限期返校的，请填承诺返校日期，到期会提醒。")
    if is_unclear(row):
        text = "没写联系上了谁，不算联系上：请填见面对象；没人接、没见到人的，结果选“未见到人”。"
        yield warning("met_who", text)


def check_responsibility(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check who answers for the child."""
    visits = row.get("visits_per_term")
    if visits is not None and visits != "" and not 0 <= visits <= 150:
        yield warning("visits_per_term", "每学期走访次数不合常理，请核对。")


def check_relocation(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check one move to a receiving school."""
    origin, receiving = row.get("origin_school"), row.get("receiving_school")
    if origin and origin == receiving:
        yield error("receiving_school", "接收学校与原学校相同，请核对。")
    if row.get("parent_opinion") == ParentOpinion.DISAGREED and row.get("moved_on"):
        yield warning("parent_opinion", "家长不同意，孩子却已到接收学校，请核对家长意见。")
    if row.get("difficulty"):
        for key in ("solution", "solver", "solve_by_on"):
            if not row.get(key):
                label = TABLES["relocation"].field(key).label
                yield warning(key, f"有困难要逐个解决，请填“{label}”。")
    elif row.get("solved_on"):
        yield warning("difficulty", "填了办结日期，却没有写存在什么困难，请核对。")
    grade = student.get("grade") if student is not None else None
    if row.get("boarding_solution") == BoardingSolution.AT_SCHOOL and grade in YOUNGEST:
        text = "一至三年级原则上不寄宿（国办发〔2012〕48号），请核对住宿安排。"
        yield warning("boarding_solution", text)


def check_placement(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a return to school and the closing of the case (动态销号)."""
    if row.get("relapse") == YES:
        yield from _needed("placement", row, "relapsed_on")
    elif row.get("relapsed_on"):
        yield warning("relapse", "填了再次辍学日期，“是否再次辍学”应选“是”。")
    if row.get("closed_on"):
        yield from _needed("placement", row, "close_reason", "close_evidence", "close_approver")
    elif row.get("close_reason") or row.get("reopened_on"):
        yield error("closed_on", "填了销号原因或撤销日期，还没填销号日期。")


def check_school(row: Row, on: Day, student: Row | None) -> Iterator[Problem]:
    """Check a school that has been closed."""
    closed = row.get("closed_on")
    if row.get("status") == SchoolStatus.OPEN and closed and closed <= on.text:
        yield warning("status", f"学校状态是“正常”，撤并日期 {closed} 却已过，请核对。")
    if row.get("status") != SchoolStatus.CLOSED:
        return
    if not closed:
        yield warning("closed_on", "学校已撤并，请填撤并日期。")
    elif closed > on.text:
        yield warning("closed_on", "学校状态是“已撤并”，撤并日期却在今天以后，请核对。")
    if not row.get("receiving_school"):
        yield warning("receiving_school", "学校已撤并，请填接收学校。")


RECORD_RULES: dict[str, tuple[Rule, ...]] = {
    "family_member": (check_member,),
    "concern": (check_concern,),
    "dropout": (check_dropout, check_report_chain),
    "harm": (check_harm,),
    "contact": (check_contact,),
    "responsibility": (check_responsibility,),
    "relocation": (check_relocation,),
    "placement": (check_placement,),
    "leave": (check_leave,),
    "elsewhere": (check_elsewhere,),
    "home_teaching": (check_home_teaching,),
    "register_change": (check_register_change,),
    "school": (check_school,),
}
