"""Fields of a record that lives on both sides: reliability.md F1–F3, F11."""

from __future__ import annotations

from tests.domain.merging.telling import child, state, up


def test_each_side_changed_another_field_and_both_changes_are_kept() -> None:
    base = state(child(name="甲", phone_label="1"))
    plan = up(
        base, state(child(name="乙", phone_label="1")), state(child(name="甲", phone_label="2"))
    )
    assert [(dict(each.values), dict(each.before)) for each in plan.update] == [
        ({"phone_label": "2"}, {"phone_label": "1"})
    ]
    assert not plan.ask
