"""After a run: sticks go until nothing moves; then both ends must say the same of every child."""

from __future__ import annotations

from ledger_app.actions import back_up
from ledger_app.actions.handoff import conflicts
from tests.actions.handoff.real_units.desks import KEYS, LIFE, Desk, Rows
from tests.actions.handoff.real_units.watching import as_text, must
from tests.actions.handoff.real_units.world import SCHOOLS, World

ROUNDS = 12


def settle(world: World) -> None:
    """Let people exchange packages and decide what waits until nothing moves; check the end."""
    for at in range(ROUNDS):
        before = [desk.rows() for desk in world.desks]
        _round(world)
        is_quiet = not any(conflicts.open_conflicts(desk.ledger) for desk in world.desks)
        if at and is_quiet and before == [desk.rows() for desk in world.desks]:
            break
    else:
        waiting = [len(conflicts.open_conflicts(desk.ledger)) for desk in world.desks]
        must(False, f"after {ROUNDS} rounds things still move: {waiting}")
    for desk in world.desks:
        found = back_up.check_open(desk.ledger)
        must(not found.problems, f"{desk.code}: {[each.text for each in found.problems]}")
    _no_child_is_lost(world)
    _both_ends_agree(world)


def _round(world: World) -> None:
    for desk in world.schools():
        world.received(world.township, world.packed(desk))
    _decide_all(world, world.township)
    for code in SCHOOLS:
        sent = world.answered(code)
        for desk in world.schools():
            if desk.code == code:
                world.received(desk, sent)
                _decide_all(world, desk)


def _decide_all(world: World, desk: Desk) -> None:
    while world.decide_one(desk, ["ours", "theirs"]):
        pass


def _no_child_is_lost(world: World) -> None:
    """Every file is in the ledger of who keeps it, unless somebody deleted it."""
    rows = {id(desk): desk.rows() for desk in world.desks}
    copies = {desk.incarnation for desk in world.desks}
    kept = world.kept_by()
    for child, incarnation in world.children.items():
        found = {key: each[child] for key, each in rows.items() if child in each}
        if not found:  # it went with the present file, when a backup was put in its place
            must(incarnation not in copies, f"{child} is nowhere")
        elif not all(each.is_gone for each in found.values()):
            must(child in kept, f"{child} is not at the township")
            keepers = [id(desk) for desk in world.desks if desk.code == kept[child]]
            is_gone = found[id(world.township)].is_gone
            is_kept = any(key in found and not found[key].is_gone for key in keepers)
            is_said = any((child, LIFE) in _differences(desk) for desk in world.desks)
            must(is_kept or is_gone or is_said, f"{child} is not with {kept[child]}")


def _both_ends_agree(world: World) -> None:
    township, keepers = world.township.rows(), world.kept_by()
    for desk in world.schools():
        if sum(each.code == desk.code for each in world.desks) > 1:
            continue  # two go on beside each other: each has its own word
        ours = {key for key, code in keepers.items() if code == desk.code}
        rows = desk.rows()
        records = {
            key
            for side in (township, rows)
            for key, row in side.items()
            if row.student in ours and (key in township or not row.is_gone)
        }
        said = {where for each in (desk, world.township) for where in _differences(each)}
        for record in sorted(records):
            if _is_in_deleted_file(record, rows, township):
                continue
            _agree(desk, record, (rows, township), said)


def _is_in_deleted_file(record: str, rows: Rows, township: Rows) -> bool:
    """Tell whether a record lies in a file that is deleted above, and was never brought here."""
    row = township.get(record)
    child = township.get(row.student) if row is not None else None
    return child is not None and child.is_gone and row is not None and row.student not in rows


def _differences(desk: Desk) -> set[tuple[str, str]]:
    return {(line.record, line.field) for line in conflicts.standing_differences(desk.ledger)}


def _agree(desk: Desk, record: str, sides: tuple[Rows, Rows], said: set[tuple[str, str]]) -> None:
    here, there = (side.get(record) for side in sides)
    is_here, is_there = (each is not None and not each.is_gone for each in (here, there))
    if is_here != is_there:
        must((record, LIFE) in said, f"{desk.code}: {record} here {here}, there {there}")
    elif is_here and here is not None and there is not None:
        for key in KEYS[here.table]:
            ours, theirs = here.values.get(key), there.values.get(key)
            agreed = ours == theirs or (record, key) in said
            must(agreed, f"{desk.code}: {record}.{key} {as_text(ours)} | {as_text(theirs)}")
