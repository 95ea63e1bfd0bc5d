"""What happened to some of the invented children: dropouts at each stage, a closure, care."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from ledger_app.actions.demo import demo_states
from ledger_app.actions.demo.township import Township as Town
from ledger_app.catalogue.codes import code_list
from ledger_app.domain import dates

Student = dict[str, Any]
_REPORTED = 14  # days: a confirmation older than this was reported upward
_TOLD = ("reported_township_on", "reported_county_on", "written_report_on")


def tell(town: Town) -> None:
    """Add concerns, care contacts, the closure and the dropouts."""
    _close_a_school(town)
    _care(town)
    _drop_out(town)
    demo_states.tell(town)


def _close_a_school(town: Town) -> None:
    """Move the pupils of the closing school in two batches: at the start of term, and just now."""
    receiving, closing = town.schools[:2]
    pupils = [s for s in town.records["student"] if s["school"] == closing["id"]]
    start = date(dates.school_year(town.today), 9, 1)
    for place, pupil in enumerate(pupils):
        late = place % 5 == 0
        row = _relocation(town, pupil, closing["name"], receiving["name"])
        _arrive(town, row, place, _days_ago(town, 9) if late else min(start, town.today), late=late)
        pupil["prev_school"] = closing["name"]
        if "moved_on" in row:
            pupil |= {"school": receiving["id"], "class_no": "1"}
        if place % 9 == 0:
            _difficulty(town, row, place)
        town.add("relocation", row)
        concern = {"risk_categories": "relocated_closure", "risk_level": "1"}
        town.add(
            "concern",
            {"student_id": pupil["id"], **concern, "since_on": row["notified_on"],
             "contact_frequency": "每月一次"},
        )  # fmt: skip


def _relocation(town: Town, pupil: Student, origin: str, receiving: str) -> dict[str, Any]:
    grade = code_list("grade").name_of(pupil["grade"])
    return {
        "student_id": pupil["id"], "origin_school": origin, "receiving_school": receiving,
        "origin_grade_class": grade, "choice_type": "1",
        "receiving_grade_class": f"{grade}1班", "closure_plan_no": "云教发〔2026〕8号",
        "parent_opinion": "3" if town.rng.random() < 0.1 else "1",
        "transport_solution": "校车接送" if pupil["commute_mode"] == "5" else "步行",
        "boarding_solution": "1", "meal_solution": "1",
    }  # fmt: skip


def _arrive(town: Town, row: dict[str, Any], place: int, day: date, *, late: bool) -> None:
    row["notified_on"] = _iso(day - timedelta(days=20))
    row["parent_signed_on"] = _iso(day - timedelta(days=12))
    if late and place % 25 == 0:
        return  # expected, not arrived
    row["moved_on"] = _iso(day)
    if late:
        if place % 10:
            row["check_1w"] = "到校正常，已适应"
        return
    row["register_moved_on"] = _iso(min(day + timedelta(days=12), town.today))
    row["check_1w"] = "到校正常，已适应"
    if place % 17:
        row["check_1m"] = "学习生活正常"


def _difficulty(town: Town, row: dict[str, Any], place: int) -> None:
    row |= {
        "difficulty": "家校距离远，早晚无人接送",
        "solution": "协调校车增设站点",
        "solver": town.rng.choice(town.words["teachers"]),
        "solve_by_on": _iso(town.today + timedelta(days=(place % 5) * 4 - 3)),
    }


def _care(town: Town) -> None:
    """Give left-behind children a recent call, a few of them none; some children a concern."""
    for place, pupil in enumerate(town.records["student"]):
        if pupil["left_behind_edu"] != "0":
            age = 40 if place % 37 == 0 else town.rng.randint(1, 27)
            _contact(town, pupil, age, purpose="3", mode="2", content="电话询问近况，一切正常。")
        if town.rng.random() < 0.06:
            _concern(town, pupil)


def _concern(town: Town, pupil: Student) -> None:
    categories, level, situation = town.rng.choice(
        (
            ("left_behind,poor", "2", "父母在外务工，随祖辈生活，家庭困难。"),
            ("low_achiever,school_averse", "2", "成绩下滑，有厌学情绪。"),
            ("single_parent", "1", "父母离异，随父亲生活。"),
            ("remote", "1", "家校距离远，上下学不便。"),
            ("illness", "2", "长期患病，需要定期就医。"),
        )
    )
    since = _iso(town.today - timedelta(days=town.rng.randint(30, 300)))
    town.add(
        "concern",
        {"student_id": pupil["id"], "risk_categories": categories, "risk_level": level,
         "since_on": since, "situation": situation, "measures": "结对帮扶，定期家访。",
         "contact_frequency": "每月一次"},
    )  # fmt: skip
    _give_responsible(town, pupil)


def _give_responsible(town: Town, pupil: Student) -> None:
    town.add(
        "responsibility",
        {"student_id": pupil["id"], "helper_name": town.rng.choice(town.words["teachers"]),
         "helper_unit": "福利镇中心学校", "helper_phone": town.phone(), "pair_kind": "5",
         "from_on": _iso(date(dates.school_year(town.today), 9, 1)), "plan": "每周谈话，每月家访"},
    )  # fmt: skip


def _drop_out(town: Town) -> None:
    older = [s for s in town.records["student"] if int(s["grade"]) >= 5] or town.records["student"]
    stories: tuple[Callable[[Town, Student], None], ...] = (
        _missing, _promised_late, _promised_soon, _confirmed_silent, _refused, _back_now,
        _back_long, _back_for_good, _transferred, _lost, _confirmed, _by_law,
    )  # fmt: skip
    rounds = max(1, len(town.records["student"]) // 900)
    for place, story in enumerate(stories * rounds):
        pupil = older[(place * 29 + 7) % len(older)]
        _give_responsible(town, pupil)
        town.add(
            "concern",
            {"student_id": pupil["id"], "risk_categories": "school_averse", "risk_level": "3",
             "since_on": _ago(town, 60), "measures": "一生一策，包保到人。",
             "contact_frequency": "每周一次"},
        )  # fmt: skip
        story(town, pupil)


def _missing(town: Town, pupil: Student) -> None:
    last = _school_days_ago(town, 5)
    _case(town, pupil, last, suspected=_school_days_ago(town, 2))
    _contact(town, pupil, 1, purpose="1", mode="2", result="8", content="电话无人接听。")


def _promised_late(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 12), suspected=_days_ago(town, 9))
    _contact(
        town,
        pupil,
        6,
        purpose="1",
        mode="1",
        result="2",
        promised=-3,
        content="家长答应三天内送回。",
    )


def _promised_soon(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 25), _days_ago(town, 21), _days_ago(town, 11))
    _contact(
        town,
        pupil,
        2,
        purpose="1",
        mode="1",
        result="2",
        promised=2,
        content="孩子愿意回校，家长承诺送返。",
    )


def _confirmed_silent(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 40), _days_ago(town, 36), _days_ago(town, 25))
    _contact(
        town, pupil, 10, purpose="1", mode="1", result="7", content="家长态度消极，未达成一致。"
    )


def _refused(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 60), _days_ago(town, 56), _days_ago(town, 45))
    for age in (50, 40, 30, 14, 5):
        _contact(
            town,
            pupil,
            age,
            purpose="1",
            mode="6",
            result="7",
            content="与村干部一同上门，家长拒绝。",
        )
    town.records["dropout"][-1] |= {
        "reported_township_on": _ago(town, 42), "reported_township_at": "10:20",
        "reported_county_on": _ago(town, 38), "reported_county_at": "15:30",
    }  # fmt: skip


def _back_now(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 30), _days_ago(town, 26), _days_ago(town, 16))
    _contact(town, pupil, 8, purpose="1", mode="1", result="1", content="当场随教师返校。")
    _return(town, pupil, 6)


def _back_long(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 90), _days_ago(town, 86), _days_ago(town, 76))
    _contact(town, pupil, 62, purpose="1", mode="4", result="1", content="赴务工地接回。")
    _return(town, pupil, 60, check_7d="稳定", check_30d="稳定，已补课")


def _back_for_good(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 200), _days_ago(town, 196), _days_ago(town, 186))
    _contact(town, pupil, 180, purpose="1", mode="1", result="1", content="返校。")
    _return(
        town, pupil, 178, check_7d="稳定", check_30d="稳定", check_90d="稳定",
        closed_on=_ago(town, 40), close_reason="1",
        close_evidence="90日回访表", close_approver="校长",
    )  # fmt: skip


def _transferred(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 70), _days_ago(town, 66), None, whereabouts="6")
    _contact(town, pupil, 60, purpose="6", mode="2", result="6", content="核实已在外县就读。")
    town.add(
        "placement",
        {"student_id": pupil["id"], "closed_on": _ago(town, 30), "close_reason": "2",
         "transferred_to": "邻县第一小学",
         "close_evidence": "接收学校在读证明", "close_approver": "校长"},
    )  # fmt: skip


def _lost(town: Town, pupil: Student) -> None:
    _case(
        town, pupil, _days_ago(town, 35), _days_ago(town, 31), _days_ago(town, 20), whereabouts="13"
    )
    _contact(town, pupil, 4, purpose="1", mode="2", result="9", content="电话停机，邻居不知去向。")


def _confirmed(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 18), _days_ago(town, 14), _days_ago(town, 2))


def _by_law(town: Town, pupil: Student) -> None:
    _case(town, pupil, _days_ago(town, 80), _days_ago(town, 76), _days_ago(town, 66))
    text = "多次劝返无效，提请乡镇政府依法督促复学。"
    _contact(town, pupil, 12, purpose="1", mode="6", result="10", content=text)


def _case(
    town: Town,
    pupil: Student,
    last: date,
    suspected: date,
    confirmed: date | None = None,
    whereabouts: str = "1",
) -> None:
    reason = town.rng.choice(("01", "02", "13", "31"))
    row = {
        "student_id": pupil["id"], "dropout_ym": last.isoformat()[:7],
        "last_attended": last.isoformat(), "dropout_grade": pupil["grade"],
        "main_reason": reason, "dropout_reasons": reason, "dropout_whereabouts": whereabouts,
        "is_suspected": "1", "suspected_on": suspected.isoformat(),
        "measures_taken": "班主任电话联系，学校家访，结对帮扶。",
        "control_type": {"0": "2", "1": "3", "3": "1"}[reason[0]],
    }  # fmt: skip
    if confirmed:
        row |= {"confirmed_on": confirmed.isoformat(), "confirmed_by": "学校控辍领导小组"}
        if confirmed < _days_ago(town, _REPORTED):
            told = _iso(confirmed + timedelta(days=1))
            row |= dict.fromkeys(_TOLD, told) | {"registry_flagged_on": _iso(confirmed)}
    town.add("dropout", row)
    pupil["in_school_status"] = "2"


def _contact(
    town: Town,
    pupil: Student,
    age: int,
    *,
    purpose: str,
    mode: str,
    content: str,
    result: str | None = None,
    promised: int | None = None,
) -> None:
    teacher = town.rng.choice(town.words["teachers"])
    row = {
        "student_id": pupil["id"], "contacted_on": _ago(town, age), "purpose": purpose,
        "mode": mode, "persuaders": teacher, "persuader_phone": town.phone(), "met_who": "4",
        "content": content, "result": result,
    }  # fmt: skip
    if promised is not None:
        row["promised_on"] = _iso(town.today + timedelta(days=promised))
    town.add("contact", row)


def _return(town: Town, pupil: Student, age: int, **more: str) -> None:
    town.add(
        "placement",
        {"student_id": pupil["id"], "returned_on": _ago(town, age), "placement": "1",
         "return_grade": pupil["grade"], "return_class": pupil["class_no"],
         "welcome_measures": "课后补课，心理辅导。", **more},
    )  # fmt: skip
    pupil["in_school_status"] = "1"


def _school_days_ago(town: Town, count: int) -> date:
    day: date = town.today
    while count:
        day -= timedelta(days=1)
        count -= town.calendar.is_school_day(day)
    return day


def _days_ago(town: Town, age: int) -> date:
    day: date = town.today - timedelta(days=age)
    return day


def _ago(town: Town, age: int) -> str:
    return _iso(_days_ago(town, age))


def _iso(day: date) -> str:
    return day.isoformat()
