"""Three-way merge of what another ledger tells: design §7, reference/reliability.md §2.7.

Neither clocks nor the order of packages decide. What one side changed is taken, what both changed
otherwise is asked; what is not told is not deleted; who may write what is in `rights`.

Example, at the township. Both know package 5 of the school: the child's grade is 3, its phone 1,
a contact of May is there. Since then the township has put the phone right (2). Package 6 tells
grade 4, phone 1, and that the contact was deleted: the grade becomes 4, the phone stays 2 (and goes
down as a correction), the contact is deleted here, too. Had package 6 told phone 3, the township
were asked; had the township added a word to the contact, it were asked whether the contact goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.catalogue.model import Owner
from ledger_app.domain.merging.asking import asked, kind_of, old_difference
from ledger_app.domain.merging.fields import merge_fields
from ledger_app.domain.merging.looking import Look, is_same, is_withheld
from ledger_app.domain.merging.plan import Asked, AskedKind, MergePlan, Update
from ledger_app.domain.merging.rights import Keeping, is_of_upper_table
from ledger_app.domain.merging.terms import Pair, Place, Side, Terms, whole
from ledger_app.domain.merging.told import Gone, State, Told
from ledger_app.domain.merging.withholding import with_restricted

__all__ = ["Pair", "Side", "Terms", "merge"]


@dataclass
class _Found:
    """The plan while it is made."""

    create: list[Told] = field(default_factory=list)
    update: list[Update] = field(default_factory=list)
    bury: list[Gone] = field(default_factory=list)
    revive: list[Told] = field(default_factory=list)
    ask: list[Asked] = field(default_factory=list)
    missing: list[Told] = field(default_factory=list)
    strange: list[Told] = field(default_factory=list)
    settled: list[Place] = field(default_factory=list)
    unchanged: int = 0


def merge(
    base: State | None, ours: State, theirs: State, terms: Terms, last: State | None
) -> MergePlan:
    """Return what a package changes here.

    `base` is the newest package of the lower of the two units that both know, `last` what the
    sender told the time before (the last accepted of it), whichever copy of its ledger made it.
    `ours` holds every record told that is here, living or gone, and the living records of files
    that are deleted here, too: they are merged as always, so that a file brought back is whole.
    """
    look = Look(base, ours, with_restricted(theirs, ours), last, terms)
    found = _Found()
    for told in look.theirs.living.values():
        if TABLES[told.table].owner is not Owner.HERE:
            _told(look, found, told)
    for gone in theirs.gone.values():
        if gone.id not in theirs.living:
            _gone(look, found, gone)
    _missing(look, found)
    return MergePlan(
        tuple(found.create),
        tuple(found.update),
        tuple(found.bury),
        tuple(found.revive),
        tuple(found.ask),
        tuple(found.missing),
        tuple(found.strange),
        tuple(found.settled),
        found.unchanged,
    )


def _told(look: Look, found: _Found, theirs: Told) -> None:
    ours = look.ours.living.get(theirs.id)
    if ours is not None:
        _on_both(look, found, ours, theirs)
    elif theirs.id in look.ours.gone:
        _gone_here(look, found, look.ours.gone[theirs.id], theirs)
    else:
        _new(look, found, theirs)


def _on_both(look: Look, found: _Found, ours: Told, theirs: Told) -> None:
    _settle(look, found, ours, theirs)
    if ours.values == theirs.values and ours.student == theirs.student:
        found.unchanged += 1
        return
    if look.rights.keeping_of(ours, theirs) is Keeping.NEVER:
        found.strange.append(theirs)
        return
    differing = merge_fields(look, ours, theirs, lambda child: _may_hold(look, child))
    found.ask += differing.ask
    if differing.values or differing.moved_to:
        found.update.append(Update(theirs, differing.values, differing.before, differing.moved_to))
    elif not differing.ask:
        found.unchanged += 1


def _settle(look: Look, found: _Found, ours: Told, theirs: Told) -> None:
    """Note the waiting differences of a record on which both sides say the same by now."""
    for key in look.open_fields.get(theirs.id, ()):
        here, there = (ours.student, theirs.student), (ours.values, theirs.values)
        if not key or (
            here[0] == here[1]
            if key == "student_id"
            else there[0].get(key) == there[1].get(key)
            and not is_withheld(look.theirs, ours.table, key)
        ):
            found.settled.append((theirs.id, key))


def _new(look: Look, found: _Found, theirs: Told) -> None:
    """Take a record that was never here; one that only this ledger can have begun is asked."""
    if not _has_file(look, theirs) and _is_untold(look, theirs.student):
        return
    if look.rights.keeping(theirs.student) is Keeping.NEVER or not _has_file(look, theirs):
        found.strange.append(theirs)
    elif look.terms.side is Side.BELOW and (
        is_of_upper_table(theirs, look.terms) or not look.rights.is_own_place(theirs)
    ):
        _ask(look, found, theirs, None, theirs)
    elif look.terms.side is Side.BELOW and theirs.student in (None, theirs.id):
        # Whoever tells a child that nobody here knows keeps its file, whatever else it says; and
        # a record of the unit is of that unit, or a neighbour would be told it as its own.
        found.create.append(replace(theirs, unit=look.terms.unit))
    else:
        found.create.append(theirs)


def _gone_here(look: Look, found: _Found, ours: Gone, theirs: Told) -> None:
    if look.is_reading_copy(theirs.student):
        found.revive.append(theirs)
        return
    waiting = look.open_fields.get(theirs.id, ())
    fields = [key for key in waiting if key]
    outcome = False if fields else _back(look, theirs)
    # Whether the record stays is the larger question: what waited in it is part of it.
    found.settled += [(theirs.id, key) for key in waiting if key or outcome]
    if outcome is None and theirs.table == STUDENT.key and _is_file_changed_there(look, theirs.id):
        outcome = False
    if outcome:
        found.revive.append(theirs)
    elif outcome is False or _is_spoken_of(look, theirs.id, None, theirs):
        _ask(look, found, theirs, None, theirs)


def _back(look: Look, theirs: Told) -> bool | None:
    """Tell what becomes of a record deleted here and told living: True back, False asked, None."""
    for state in look.earlier(theirs, ""):
        then = state.living.get(theirs.id)
        if then is not None:
            return None if is_same(then, theirs, state, look.theirs) else False
        if theirs.id in state.gone:
            return look.is_shared(state, theirs, "") and look.rights.may_write(theirs, "")
    if look.last is None:
        return False
    if not look.changed_since_last(theirs, ""):
        return None
    return look.rights.is_of_upper(theirs, "") and look.rights.may_write(theirs, "")


def _gone(look: Look, found: _Found, theirs: Gone) -> None:
    ours = look.ours.living.get(theirs.id)
    if ours is None:
        found.settled += [(theirs.id, key) for key in look.open_fields.get(theirs.id, ())]
        return
    if look.is_reading_copy(ours.student):
        found.bury.append(theirs)
        return
    for state in look.earlier(ours, ""):
        if theirs.id in state.gone and not _is_spoken_of(look, theirs.id, ours, None):
            return
        if theirs.id in state.living or theirs.id in state.gone:
            break
    is_free = look.is_as_before(ours) and not _is_spoken_of(look, theirs.id, ours, None)
    if is_free and look.rights.may_write(ours, "") and not _is_file_changed_here(look, ours):
        found.bury.append(theirs)
    else:
        _ask(look, found, theirs, ours, None)


def _ask(
    look: Look, found: _Found, theirs: Told | Gone, ours: Told | None, there: Told | None
) -> None:
    """Ask whether a record stays, unless that waits or was decided."""
    here, values = whole(ours), whole(there)
    old = old_difference(look, theirs, "", here, values)
    if old is not None and old.kind is None:
        return
    kind = old.kind if old is not None else None
    if kind is None:
        is_ours_old = ours is not None and look.is_as_before(ours)
        kind = kind_of(look, "", here, values, is_ours_as_before=is_ours_old)
    if kind is AskedKind.DELETION and theirs.id not in look.ours.gone and ours is None:
        kind = AskedKind.DIFFER  # it was never here: nobody deleted it
    found.ask.append(asked(look, theirs, "", kind, (_whole_before(look, theirs), here, values)))


def _whole_before(look: Look, theirs: Told | Gone) -> object:
    then = look.base.living.get(theirs.id) if look.base is not None else None
    return whole(then)


def _is_spoken_of(look: Look, record: str, ours: Told | None, theirs: Told | None) -> bool:
    """Tell whether it waits whether a record stays, or the other side refused what we did."""
    place = (record, "")
    return place in look.terms.open or bool(look.refusal(place, whole(ours), whole(theirs)))


def _has_file(look: Look, theirs: Told) -> bool:
    """Tell whether the file that a record belongs to is here, or comes along."""
    child = theirs.student
    if child is None or child == theirs.id:
        return True
    return child in look.ours.living or child in look.ours.gone or child in look.theirs.living


def _is_untold(look: Look, child: str | None) -> bool:
    """Tell whether a file need not be here: deleted before it was ever told, or kept elsewhere."""
    return child in look.theirs.gone or child in look.theirs.away


def _may_hold(look: Look, child: str | None) -> bool:
    """Tell whether the sender may put a record into this child's file."""
    if child is None or look.rights.keeping(child) is not Keeping.KEEPS:
        return False
    return any(child in held for held in (look.ours.living, look.ours.gone, look.theirs.living))


def _is_file_changed_here(look: Look, ours: Told) -> bool:
    """Tell whether a child's file has something of ours that the sender did not know."""
    if ours.table != STUDENT.key:
        return False
    for record in look.ours_by_child.get(ours.id, ()):
        there = look.theirs.living.get(record.id)
        is_moved = there is not None and there.student != ours.id
        if not is_moved and not look.is_as_before(record):
            return True
    return False


def _is_file_changed_there(look: Look, child: str) -> bool:
    """Tell whether the sender wrote into a child's file that is deleted here."""
    if look.base is None:
        return bool(look.theirs_by_child.get(child))
    for record in look.theirs_by_child.get(child, ()):
        then = look.base.living.get(record.id)
        if then is None or not is_same(then, record, look.base, look.theirs):
            return True
    return False


def _missing(look: Look, found: _Found) -> None:
    """List what both knew and the sender neither tells nor deleted: it stays."""
    for record, ours in look.ours.living.items():
        if record in look.theirs.living or record in look.theirs.gone:
            continue
        if _was_told(look, ours) and _should_be_told(look, ours):
            found.missing.append(ours)


def _was_told(look: Look, ours: Told) -> bool:
    if look.base is None:
        return look.terms.side is Side.BELOW and ours.unit == look.terms.unit
    return ours.id in look.base.living and ours.student not in look.base.gone


def _should_be_told(look: Look, ours: Told) -> bool:
    child = ours.student
    if is_withheld(look.theirs, ours.table, "*") or child in look.theirs.away:
        return False
    if child is None:
        return True
    if child in look.theirs.gone or child in look.ours.gone:
        return False
    keeper = look.terms.keeper.get(child, look.terms.unit)
    return keeper == (look.terms.unit if look.terms.side is Side.BELOW else look.terms.own)
