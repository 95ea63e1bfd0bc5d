"""Records of one day: what they say decides, never which of them was typed first."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_app import paths
from ledger_app.domain.reminding.reminders import reminders
from ledger_app.domain.reminding.rule_files import load_rules
from ledger_app.domain.standing.status import status_of
from ledger_app.domain.student_file import StudentFile
from tests.days import the_day

RULES = load_rules(paths.resources() / "rules")
ON = the_day("2026-11-25")
days = st.sampled_from([None, "2026-10-12", "2026-11-02", "2026-11-19"])
papers = {"close_evidence": st.just("证明"), "close_approver": st.sampled_from([None, "校长"])}
stories = st.fixed_dictionaries(
    {
        "dropout": st.lists(
            st.fixed_dictionaries(
                {
                    "suspected_on": days,
                    "confirmed_on": days,
                    "dropout_ym": st.sampled_from([None, "2026-10"]),
                    "is_suspected": st.sampled_from([None, "0", "1"]),
                }
            ),
            max_size=3,
        ),
        "contact": st.lists(
            st.fixed_dictionaries(
                {
                    "contacted_on": days,
                    "purpose": st.sampled_from([None, "1", "2", "4"]),
                    "mode": st.sampled_from([None, "1", "2"]),
                    "result": st.sampled_from([None, "1", "2", "7", "8", "9", "10"]),
                    "promised_on": days,
                    "next_on": days,
                }
            ),
            max_size=4,
        ),
        "placement": st.lists(
            st.fixed_dictionaries(
                {
                    "returned_on": days,
                    "closed_on": days,
                    "reopened_on": days,
                    "relapsed_on": days,
                    "placement": st.sampled_from([None, "1", "9", "10", "12", "14"]),
                    "close_reason": st.sampled_from([None, "4", "6", "8"]),
                    **papers,
                }
            ),
            max_size=3,
        ),
    }
)


def answer(story, order):
    """Return status and lines of a child whose records were typed in an order."""
    records = {}
    for table, day in (
        ("dropout", "suspected_on"),
        ("contact", "contacted_on"),
        ("placement", "returned_on"),
    ):
        # As the store keeps them: by day, those of one day as they were typed, each under a new id.
        typed = [
            {**story[table][at], "id": f"{table}{number}"} for number, at in enumerate(order[table])
        ]
        records[table] = sorted(typed, key=lambda row, day=day: row[day] or "")
    file = StudentFile({"id": "s1", "birth_date": "2014-05-10", "grade": "6"}, records)
    status = status_of(file, ON)
    found = {(r.rule, r.due_on, r.reason) for r in reminders([file], RULES, ON)}
    return status, found


@settings(max_examples=400)
@given(stories, st.data())
def test_the_answer_does_not_depend_on_the_order_of_entry(story, data):
    typed = {table: list(range(len(rows))) for table, rows in story.items()}
    other = {table: data.draw(st.permutations(order)) for table, order in typed.items()}
    assert answer(story, typed) == answer(story, other)


def test_lost_and_promised_on_one_day_is_lost_whichever_came_first():
    out = {"id": "d1", "confirmed_on": "2026-11-02"}
    calls = [
        {"contacted_on": "2026-11-20", "purpose": "1", "result": result} for result in ("9", "2")
    ]
    for order in permutations(calls):
        file = StudentFile({"id": "s1"}, {"dropout": [out], "contact": list(order)})
        assert status_of(file, ON).name == "失联"
