"""A child that has arrived is offered its new school; nothing is offered that nobody knows."""

from __future__ import annotations

import pytest

from ledger_app.domain.standing.closed_school import arrival
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

SCHOOLS = {name: {"id": f"id of {name}", "name": name} for name in ("青山校", "中心校", "石门校")}
MOVE = {"id": "r1", "origin_school": "青山校", "receiving_school": "中心校",
        "receiving_grade_class": "三年级(2)班", "moved_on": "2026-09-01"}  # fmt: skip


def child(*moves, at="青山校", **student):
    here = SCHOOLS.get(at, {})
    return StudentFile({"id": "s1", **student}, {"relocation": moves}, here, {}, SCHOOLS)


@pytest.mark.parametrize(
    ("file", "values"),
    [
        (child(MOVE), {"school": "id of 中心校", "grade": "3", "class_no": "2",
                       "prev_school": "青山校"}),
        (child(MOVE, prev_school="石门校"),
         {"school": "id of 中心校", "grade": "3", "class_no": "2"}),
        (child({**MOVE, "receiving_grade_class": "三年二班"}, prev_school="石门校"),
         {"school": "id of 中心校", "class_no": None}),
        (child(MOVE, at="", prev_school="青山校"),
         {"school": "id of 中心校", "grade": "3", "class_no": "2"}),
        # The newest arrival counts.
        (child({**MOVE, "id": "r2", "moved_on": "2026-10-12", "receiving_school": "石门校"}, MOVE,
               prev_school="x"), {"school": "id of 石门校", "grade": "3", "class_no": "2"}),
        (child({**MOVE, "moved_on": "2026-11-29"}), None),  # tomorrow
        (child({**MOVE, "moved_on": None}), None),
        (child(MOVE, at="中心校"), None),  # there already
        (child(MOVE, at="石门校"), None),  # changed school again since
        (child({**MOVE, "receiving_school": "县城一小"}), None),  # no school of this ledger
        (child(), None),
    ],
)  # fmt: skip
def test_what_is_offered(file, values):
    found = arrival(file, the_day("2026-11-28"))
    assert (found and found.values) == values


def test_the_sentence_names_both_schools():
    found = arrival(child(MOVE), the_day("2026-11-28"))
    assert found.text == "2026-09-01 已到中心校，就读学校还是青山校。改为中心校 三年级(2)班？"
