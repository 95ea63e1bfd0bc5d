"""Workbooks as clerks get them come out as is right, whatever is called how in them.

tests/data/cases/right_values.txt says what is right, by hand: it is never renewed by the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.import_plan import ImportPlan, Policy, RowFate
from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.reading.read_workbook import read_workbook
from tests.exchange.applying import applied
from tests.exchange.existing import Existing

CASES = Path(__file__).parents[2] / "data" / "cases"
TODAY = date(2026, 11, 28)
SCHOOLS = [
    {"id": f"school-{number}", "name": name, "code": ""}
    for number, name in enumerate(("青山镇石门小学", "青山镇清泉小学", "青山镇中心小学"))
]


@dataclass
class Right:
    """What is true after the files of one section were loaded."""

    files: list[str]
    children: list[tuple[str, list[str]]] = field(default_factory=list)
    told: list[tuple[str, list[str]]] = field(default_factory=list)
    others: bool = False


def sections() -> list[Right]:
    found: list[Right] = []
    for line in (CASES / "right_values.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("== "):
            found.append(Right(line[3:].split(" + ")))
            continue
        word, *rest = line.split(" ")
        if word in ("asked", "unsure", "named", "said", "ignored", "waits", "nobody"):
            found[-1].told.append((word, rest))
        elif word == "*":
            found[-1].others = True
        else:
            name, *wanted = line.split(" | ")
            found[-1].children.append((name.strip(), wanted))
    return found


@dataclass
class Child:
    """One file as it is stored: values by key, school by name, and everybody beside the child."""

    values: dict[str, Any]
    people: set[tuple[str, str]]

    def lacks(self, wanted: str) -> bool:
        """Tell whether something that is wanted of it is not so."""
        key, _, value = wanted.partition(" ")
        if key == "person":
            name, _, phone = value.partition(" ")
            return not any(name == one and phone in (number, "") for one, number in self.people)
        if key == "reach":
            phones = {self.values.get(each) for each in ("phone", "phone2")}
            return value not in phones | {number for _, number in self.people}
        if key == "has":
            key, _, text = value.partition(" ")
            return text not in str(self.values.get(key))
        if key == "not":
            return value in repr(self.values) or value in repr(self.people)
        return str(self.values.get(key) or "-") != value


def stored(existing: Existing) -> list[Child]:
    schools = {str(each["id"]): each["name"] for each in existing.schools}
    found = []
    for row in existing.rows:
        values = {key: value for key, value in row.items() if key != "id"}
        if "school" in values:
            values["school"] = schools[str(values["school"])]
        people = {(values.get("guardian_name"), values.get("guardian_phone") or "")}
        members = existing.members.get(str(row["id"]), ())
        people |= {(each.get("name"), each.get("phone") or "") for each in members}
        found.append(Child(values, people))
    return found


def loaded(right: Right) -> tuple[Existing, ImportPlan | None, str]:
    """Load the files of a section; return the ledger, the last plan, and why it was refused."""
    existing, plan = Existing(schools=SCHOOLS), None
    for name in right.files:
        try:
            plan = plan_import(
                read_workbook(CASES / name), existing, policy=Policy.FILL, today=TODAY
            )
        except LedgerError as error:
            return existing, None, str(error)
        existing = applied(existing, plan)
    return existing, plan, ""


def said_of(plan: ImportPlan, sheet_row: int) -> list[str]:
    """Return all that the result says of a row."""
    texts = [each.text for each in plan.problems if each.row == sheet_row]
    texts += [f"{each.name} {each.reason}" for each in plan.rows if each.row == sheet_row]
    return texts + [each.reason for each in plan.ignored if each.row == sheet_row]


@pytest.mark.parametrize("right", sections(), ids=lambda right: " + ".join(right.files))
def test_a_workbook_as_clerks_get_it(right: Right) -> None:
    existing, plan, refusal = loaded(right)
    wrong = [*wrong_children(right, stored(existing)), *wrong_words(right, plan, refusal)]
    new = [] if plan is None else [each.name for each in plan.new_schools]
    wrong += [f"made a school: {name}" for name in new]
    assert not wrong, "\n".join(wrong)


def wrong_children(right: Right, found: list[Child]) -> list[str]:
    left, wrong = list(found), []
    for name, wanted in right.children:
        named = [each for each in left if each.values.get("name") == name]
        if not named:
            wrong.append(f"{name}: no file")
            continue
        best = min(named, key=lambda each: sum(map(each.lacks, wanted)))
        left.remove(best)
        wrong += [f"{name}: {each} — {best}" for each in wanted if best.lacks(each)]
    if left and not right.others:
        wrong += [f"{each.values.get('name')}: a file too many — {each}" for each in left]
    return wrong


def wrong_words(right: Right, plan: ImportPlan | None, refusal: str) -> list[str]:
    wrong = []
    for word, rest in right.told:
        if word == "nobody":
            wrong += [] if refusal or (plan and not plan.rows) else ["children where none are"]
        elif plan is None:
            wrong.append(f"refused: {refusal}")
        elif not is_told(plan, word, rest):
            wrong.append(f"not told: {word} {' '.join(rest)}")
    return wrong


def is_told(plan: ImportPlan, word: str, rest: list[str]) -> bool:
    if word == "asked":
        letters = {each.letter for each in plan.mapping if not each.taken_for}
        return letters.issuperset(rest)
    if word == "unsure":
        return {each.name for each in plan.rows if each.unsure}.issuperset(rest)
    if word == "said":
        return any(rest[0] in each.text for each in plan.problems)
    if word == "named":
        return any((rest[1:] or [""])[0] in text for text in said_of(plan, int(rest[0])) if text)
    if word == "waits":
        waiting = {each.row for each in plan.rows if each.fate is RowFate.SKIPPED}
        return waiting.issuperset(map(int, rest))
    listed = {each.row for each in plan.ignored}
    return listed.issuperset(map(int, rest))
