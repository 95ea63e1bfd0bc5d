"""What the model must find: a merge that is wrong in one way each. Else it proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ledger_app.domain.merging import fields, looking, rights, sequence, three_way
from ledger_app.domain.merging.looking import Before
from ledger_app.domain.merging.terms import Side
from ledger_app.domain.merging.told import Gone
from tests.domain.merging.model import receiving
from tests.domain.merging.model.receiving import EditVanished
from tests.domain.merging.model.world import World

MOST_RUNS, STEPS = 400, 150


def is_found() -> bool:
    """Tell whether some edit vanishes in one of many worlds."""
    for seed in range(MOST_RUNS):
        world = World(seed)
        try:
            for _ in range(STEPS):
                world.step()
        except (EditVanished, LookupError):
            return True
    return False


def the_last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    def outcome(look: Any, ours: Any, theirs: Any, key: str) -> bool:
        return bool(theirs.changed_at > ours.changed_at)

    patch.setattr(fields, "_outcome", outcome)


def the_package_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fields, "_outcome", lambda look, ours, theirs, key: True)


def the_townships_edit_is_taken_for_the_old_value(patch: pytest.MonkeyPatch) -> None:
    right = looking.Look.before

    def before(look: Any, record: Any, key: str) -> Before:
        here = looking.value_of(record, key)
        return (
            Before(True, here, True) if look.terms.side is Side.BELOW else right(look, record, key)
        )

    patch.setattr(looking.Look, "before", before)


def absence_deletes(patch: pytest.MonkeyPatch) -> None:
    def missing(look: Any, found: Any) -> None:
        for record, ours in look.ours.living.items():
            if (
                record not in look.theirs.living
                and look.terms.keeper.get(ours.student) == look.terms.unit
            ):
                found.bury.append(Gone(ours.table, record, ours.student))

    patch.setattr(three_way, "_missing", missing)


def a_deletion_wins_over_an_edit(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(looking.Look, "is_as_before", lambda look, record: True)


def an_edit_is_no_reason_to_keep_a_file(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(three_way, "_is_file_changed_here", lambda look, ours: False)


def a_deletion_here_stays_whatever_was_written_there(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(three_way, "_back", lambda look, theirs: None)


def the_base_is_the_newest_whoever_made_it(patch: pytest.MonkeyPatch) -> None:
    right = sequence.both_know

    def newest(made: Any, accepted: Any, kept: Any = None) -> Any:
        taken = [each for each in accepted if kept is None or each.digest in kept]
        return taken[0] if taken else right(made, accepted, kept)

    patch.setattr(sequence, "both_know", newest)


def there_is_one_incarnation_only(patch: pytest.MonkeyPatch) -> None:
    right = sequence.classify

    def classify(package: Any, accepted: Any, seen: Any = (), knows: Any = ()) -> Any:
        same = [replace(each, incarnation="one") for each in accepted]
        all_ = [replace(each, incarnation="one") for each in seen]
        return right(replace(package, incarnation="one"), same, all_, knows)

    patch.setattr(sequence, "classify", classify)


def the_former_school_still_writes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rights.Rights, "keeping", lambda each, student: rights.Keeping.KEEPS)


def a_correction_is_written_by_itself(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rights.Rights, "may_write", lambda each, record, key: True)
    patch.setattr(fields, "_outcome", _taken_where_theirs_changed)


def _taken_where_theirs_changed(look: Any, ours: Any, theirs: Any, key: str) -> bool:
    was = look.before(ours, key)
    return not was.known or looking.value_of(theirs, key) != was.value


def what_waits_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = receiving.terms_of
    patch.setattr(receiving, "terms_of", lambda *given: replace(right(*given), open={}))


def what_waits_is_closed_by_the_next_package(patch: pytest.MonkeyPatch) -> None:
    def settle(look: Any, found: Any, ours: Any, theirs: Any) -> None:
        found.settled += [(theirs.id, key) for key in look.open_fields.get(theirs.id, ())]

    patch.setattr(three_way, "_settle", settle)


def a_receipt_tells_what_is_undecided(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        receiving, "waiting_for", lambda ledger, sent: ledger.open.get(sent.maker, [])[:0]
    )


BUGS = (
    the_last_writer_wins,
    the_package_wins,
    the_townships_edit_is_taken_for_the_old_value,
    absence_deletes,
    a_deletion_wins_over_an_edit,
    an_edit_is_no_reason_to_keep_a_file,
    a_deletion_here_stays_whatever_was_written_there,
    the_base_is_the_newest_whoever_made_it,
    there_is_one_incarnation_only,
    the_former_school_still_writes,
    a_correction_is_written_by_itself,
    what_waits_is_forgotten,
    what_waits_is_closed_by_the_next_package,
    a_receipt_tells_what_is_undecided,
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_the_model_finds(bug: Callable[[pytest.MonkeyPatch], None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        bug(patch)
        assert is_found()


def test_without_a_bug_it_finds_nothing() -> None:
    for seed in range(100):
        world = World(seed)
        for _ in range(STEPS):
            world.step()
