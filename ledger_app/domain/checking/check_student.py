"""What must agree inside the student row. Each rule takes the row and today and yields problems."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_app.catalogue.codes import code_list
from ledger_app.catalogue.meanings import (
    NO,
    YES,
    YOUNGEST,
    Commute,
    Disability,
    DisabilityPaper,
    EconomicCategory,
    Grade,
    Household,
    IdPaper,
    InclusiveStudy,
    IntakeSource,
    LeftBehind,
    Presence,
    RegisterStatus,
    Sex,
    SpecialPlacement,
    StudyMode,
)
from ledger_app.domain.checking.problem import Problem, chosen, day, error, note, warning
from ledger_app.domain.dates import age_on, expected_grade
from ledger_app.domain.day import Day
from ledger_app.domain.identity import (
    birth_of,
    id_problem,
    is_other_paper,
    is_valid_id,
    register_problem,
    sex_of,
)
from ledger_app.domain.mending.id_doctor import Known, doctor
from ledger_app.domain.student_file import Row

OLDEST_LEFT_BEHIND = 16  # 国发〔2016〕13号: under 16
GRADES_APART = 2

# Without a school place these are not asked for.
_OF_SCHOOLING = frozenset(
    {
        *("school", "grade", "class_no", "enrol_ym", "enrol_mode", "study_mode", "register_no"),
        *("home_teacher", "teacher_phone", "distance_km", "commute_mode", "needs_bus"),
        *("rides_bus", "boards", "meals_at_school", "inclusive_study"),
    }
)
_OF_HOUSEHOLD_REGISTER = frozenset({"hukou_code", "hukou_address"})
_NOTHING: frozenset[str] = frozenset()

# Kind of inclusive study → kinds of disability that it fits (collection form [X4], as a warning).
_FITTING_DISABILITY = {
    InclusiveStudy.SIGHT: {Disability.SIGHT},
    InclusiveStudy.HEARING: {Disability.HEARING},
    InclusiveStudy.MIND: {Disability.MIND},
    InclusiveStudy.OTHER: {
        *(Disability.SPEECH, Disability.LIMBS, Disability.PSYCHE),
        *(Disability.SEVERAL, Disability.OTHER),
    },
}


def not_needed(row: Row) -> frozenset[str]:
    """Return the needed fields that do not apply to this child."""
    exempt = _OF_SCHOOLING if row.get("in_school_status") == Presence.NEVER_ENROLLED else _NOTHING
    return exempt | _OF_HOUSEHOLD_REGISTER if row.get("has_hukou") == NO else exempt


def check_identity(row: Row, on: Day) -> Iterator[Problem]:
    """Check the identity number and what it says about sex and birth (GB 11643)."""
    number, kind = row.get("id_no"), row.get("id_type")
    if not number:
        yield from _missing_identity(row, kind)
        return
    if kind == IdPaper.OTHER and is_valid_id(number):
        yield warning("id_type", "已经有身份证号，请把证件类型改为“居民身份证”。")
    if kind not in (None, "", IdPaper.RESIDENT_CARD):
        return
    # Somebody has typed a passport: asking for a paper's kind says more than 号码不对.
    if not kind and is_other_paper(number):
        yield warning("id_type", "这个号码不像居民身份证号，请选证件类型。")
        return
    known = Known(*(row.get(key) or "" for key in ("birth_date", "sex", "register_no")))
    if id_problem(number, on.date) and (finding := doctor(number, known, on.date)):
        yield error("id_no", finding.text)
    yield from _disagreeing_identity(row, number)


def _missing_identity(row: Row, kind: str | None) -> Iterator[Problem]:
    if kind != IdPaper.OTHER:
        yield error("id_no", "还没填“身份证件号”；确实没有证件的，证件类型选“其他”，并写明原因。")
    elif not row.get("no_id_reason"):
        yield error("no_id_reason", "没有身份证号，请写明原因，并把就读证明盖章存档。")


def _disagreeing_identity(row: Row, number: str) -> Iterator[Problem]:
    birth, stored = birth_of(number), row.get("birth_date")
    if birth and stored and birth.isoformat() != stored:
        yield error(
            "birth_date",
            f"出生日期与身份证号不一致：证号里是 {birth.isoformat()}，请对照户口簿核对。",
        )
    sex, chosen_sex = sex_of(number), row.get("sex")
    if sex and chosen_sex in (Sex.MALE, Sex.FEMALE) and sex != chosen_sex:
        name = "男" if sex == Sex.MALE else "女"
        yield error("sex", f"性别与身份证号不一致：证号第 17 位表示{name}，请对照户口簿核对。")


def check_register(row: Row, on: Day) -> Iterator[Problem]:
    """Check the national register number and its state."""
    number = row.get("register_no")
    if number:
        text = register_problem(number, row.get("id_no") or "")
        if text:
            shape = register_problem(number, "")
            # What is no number is wrong; one that differs from the identity number may be right.
            yield error("register_no", shape) if shape else warning("register_no", text)
        if row.get("register_status") == RegisterStatus.NO_REGISTER:
            yield warning("register_status", "已经填了学籍号，学籍状态却是“无学籍”，请核对。")
    yield from _presence_problems(row)


def _presence_problems(row: Row) -> Iterator[Problem]:
    presence, status = row.get("in_school_status"), row.get("register_status")
    if presence == Presence.NOT_AT_SCHOOL:
        if not row.get("absent_kind"):
            yield error("absent_kind", "在籍不在校的，要选“在籍不在校归类”。")
        if not row.get("whereabouts"):
            yield warning("whereabouts", "孩子不在校，请写明现在去向（省、市、县、单位）。")
    elif presence and row.get("absent_kind"):
        yield warning("absent_kind", "只有在籍不在校的才填归类，请核对在籍在校情况。")
    if presence == Presence.NEVER_ENROLLED and not row.get("whereabouts"):
        yield warning("whereabouts", "孩子没有入学，请写明现在去向。")
    if (
        presence in (Presence.AT_SCHOOL, Presence.NOT_AT_SCHOOL)
        and status == RegisterStatus.NO_REGISTER
    ):
        yield warning("in_school_status", "学籍状态是“无学籍”，在籍在校情况却是在籍，请核对。")
    if (
        presence in (Presence.WITHOUT_REGISTER, Presence.NEVER_ENROLLED)
        and status
        and status != RegisterStatus.NO_REGISTER
    ):
        yield warning("in_school_status", "学籍状态不是“无学籍”，在籍在校情况却是无籍，请核对。")


def check_age(row: Row, on: Day) -> Iterator[Problem]:
    """Compare birthday, grade and enrolment (入学年龄: 义务教育法 §11)."""
    birth, grade = day(row, "birth_date"), row.get("grade")
    if birth is None or birth > on.date:
        return
    if grade and grade.isdigit():
        expected = expected_grade(birth, on.date)
        apart = abs(int(grade) - expected)
        if apart >= GRADES_APART:
            name = code_list("grade").name_of
            yield warning(
                "grade",
                f"按出生日期应在“{name(str(expected))}”，现在填的是“{name(grade)}”，"
                f"相差 {apart} 级，请核对年级和出生日期。",
            )
    enrolled = row.get("enrol_ym")
    if enrolled and enrolled < f"{birth.year + 5:04}-{birth.month:02}":
        yield warning("enrol_ym", "入学时不满五周岁，请核对入学年月和出生日期。")
    if row.get("left_behind_mca") == YES and age_on(birth, on.date) >= OLDEST_LEFT_BEHIND:
        yield warning("left_behind_mca", "已满十六周岁，不再算民政口径的农村留守儿童，请核对。")


def check_enrolment(row: Row, on: Day) -> Iterator[Problem]:
    """Check months that lie ahead and what leaving or moving asks for."""
    enrolled = row.get("enrol_ym")
    if enrolled and enrolled > f"{on.date.year + 1:04}-{on.date.month:02}":
        yield warning("enrol_ym", "入学年月在一年以后，请核对。")
    if row.get("source_list") == IntakeSource.RELOCATED:
        if not row.get("prev_school"):
            yield error("prev_school", "撤并分流的孩子要填原就读学校。")
        if row.get("commute_min") is None:
            yield warning("commute_min", "撤并分流的孩子要填上学单程时间，打印前要补上。")
    if row.get("source_list") in (
        IntakeSource.HOUSEHOLD_SURVEY,
        IntakeSource.VILLAGE,
    ) and not row.get("head_name"):
        yield warning("head_name", "户籍摸排和村里上报的孩子，要填户主姓名，村级名单要用。")
    if row.get("grade") == Grade.GRADUATED and not row.get("graduate_to"):
        yield warning("graduate_to", "已初中毕业，请填毕业(升学)去向。")


def check_household(row: Row, on: Day) -> Iterator[Problem]:
    """Check household register, guardian and papers."""
    if row.get("has_hukou") == NO and row.get("hukou_type") not in (
        *(None, "", Household.NOT_REGISTERED),
    ):
        yield warning("hukou_type", "没有登记户口的，户口性质应选“未落常住户口”。")
    number, guardian = row.get("id_no"), row.get("guardian_id_no")
    if number and guardian == number:
        yield error("guardian_id_no", "监护人的身份证件号与孩子的相同，请核对。")
    elif guardian:
        birth = birth_of(guardian)
        if birth and birth <= on.date and age_on(birth, on.date) < 18:
            yield warning("guardian_id_no", "按身份证号，监护人不满十八周岁，请核对。")
    if row.get("guardian_name") and row.get("guardian_name") == row.get("name"):
        yield warning("guardian_name", "监护人姓名与孩子的相同，请核对。")
    if row.get("resettlement") == YES and not row.get("resettlement_site"):
        yield warning("resettlement_site", "易地搬迁家庭，请填搬迁安置点。")
    categories = chosen(row, "econ_category")
    if EconomicCategory.NONE in categories and len(categories) > 1:
        yield warning("econ_category", "选了“非困难”，又选了困难类别，请核对。")
    # Written as on the card, 2020.03.05-2030.03.05 or 长期: only what ends like a day is compared.
    valid_to = (row.get("id_valid_to") or "").rpartition("-")[2].replace(".", "-")
    if len(valid_to) == 10 and valid_to < on.text:
        yield note("id_valid_to", "身份证件已过有效期，请提醒家长换领。")


def check_left_behind(row: Row, on: Day) -> Iterator[Problem]:
    """Ask for the carer when both parents are away (未成年人保护法 §22–23)."""
    by_register, by_civil = row.get("left_behind_edu"), row.get("left_behind_mca") == YES
    if by_register == LeftBehind.BOTH_AWAY or by_civil:
        for key, label in (("carer_name", "姓名"), ("carer_phone", "电话")):
            if not row.get(key):
                yield warning(key, f"父母不在身边，请填受委托照护人的{label}。")
        if not row.get("delegation_notice_on"):
            yield warning(
                "delegation_notice_on",
                "父母外出委托照护的，要书面告知学校和村(居)委会，请填告知日期。",
            )
        if not row.get("guardianship_eval"):
            yield warning("guardianship_eval", "留守儿童要评估监护情况。")
    if by_register == LeftBehind.KIND_UNTOLD:
        yield warning("left_behind_edu", "只知道是留守儿童，请选单亲留守还是双亲留守。")
    if by_register == LeftBehind.NOT and by_civil:
        yield warning(
            "left_behind_edu", "民政口径是留守儿童，学籍口径却是“非留守儿童”，请核对两个口径。"
        )
    if row.get("orphan") == YES and row.get("de_facto_unattended") == YES:
        yield warning("de_facto_unattended", "已是孤儿的，不再选事实无人抚养儿童，请核对。")


def check_disability(row: Row, on: Day) -> Iterator[Problem]:
    """Compare disability, certificate and inclusive study; warnings only."""
    kind, inclusive = row.get("disability_type"), row.get("inclusive_study")
    if row.get("serious_illness") == YES and not row.get("illness_note"):
        yield warning("illness_note", "患重大疾病的，请写明病名。")
    if not kind:
        return
    if kind == Disability.NONE:
        if inclusive and inclusive != InclusiveStudy.NOT:
            yield warning("inclusive_study", "残疾人类型是“无残疾”，却填了随班就读，请核对。")
        return
    if (
        inclusive
        and inclusive != InclusiveStudy.NOT
        and kind not in _FITTING_DISABILITY.get(inclusive, ())
    ):
        yield warning("inclusive_study", "随班就读的类型与残疾人类型不一致，请核对。")
    yield from _disability_papers(row)


def _disability_papers(row: Row) -> Iterator[Problem]:
    for key, label in (
        ("disability_level", "残疾等级"),
        ("disability_cert_kind", "残疾证明类型"),
        ("special_placement", "特教就读类型/安置方式"),
    ):
        if not row.get(key):
            yield warning(key, f"残疾孩子还要填“{label}”。")
    if row.get("disability_cert_kind") == DisabilityPaper.CERTIFICATE and not row.get(
        "disability_cert_no"
    ):
        yield warning("disability_cert_no", "有残疾证的，请填残疾证号。")
    if (
        row.get("special_placement") == SpecialPlacement.ORDINARY_CLASS
        and row.get("inclusive_study") == InclusiveStudy.NOT
    ):
        yield warning("inclusive_study", "安置方式是随班就读，这里却是“非随班就读”，请核对。")
    certificate, number = row.get("disability_cert_no"), row.get("id_no")
    # A certificate's number is the identity number, the kind and the level of the disability.
    if certificate and number and len(certificate) == 20 and certificate[:18] != number:
        yield warning("disability_cert_no", "残疾证号的前 18 位与身份证号不一致，请核对。")


def check_daily_life(row: Row, on: Day) -> Iterator[Problem]:
    """Check the way to school and boarding."""
    boards, grade, mode = row.get("boards"), row.get("grade"), row.get("study_mode")
    if boards == YES and grade in YOUNGEST:
        yield warning(
            "boards",
            "一至三年级原则上不寄宿（国办发〔2012〕48号），请核对；确需寄宿的，在备注里写明原因。",
        )
    if (boards == YES and mode == StudyMode.DAY) or (boards == NO and mode == StudyMode.BOARDING):
        yield warning("boards", "“是否寄宿”与“就读方式”（走读、住校）不一致，请核对。")
    if row.get("commute_mode") == Commute.SCHOOL_BUS and row.get("rides_bus") == NO:
        yield warning("rides_bus", "上下学交通方式是校车，“是否乘坐校车”却是“否”，请核对。")
    distance, minutes = row.get("distance_km"), row.get("commute_min")
    if distance is not None and distance != "" and not 0 <= distance <= 300:
        yield warning("distance_km", "上下学距离不合常理，请按公里核对。")
    if minutes is not None and minutes != "" and not 0 <= minutes <= 600:
        yield warning("commute_min", "单程时间不合常理，请按分钟核对。")


STUDENT_RULES = (
    check_identity,
    check_register,
    check_age,
    check_enrolment,
    check_household,
    check_left_behind,
    check_disability,
    check_daily_life,
)
