"""What this ledger tells another: its side of the records that the two have in common.

Which tables and records follows from the declarations (`Table.owner`, `of_student`), from who keeps
a child's file, and from the unit in whose ledger a record was begun.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ledger_app.catalogue import STUDENT, TABLES, Owner, Table
from ledger_app.catalogue.meanings import FileStatus
from ledger_app.catalogue.tables.concern import CONCERN
from ledger_app.catalogue.unit_tables.outcome import OUTCOME
from ledger_app.domain.merging.told import Answer, Gone, State, Told
from ledger_app.domain.merging.undecided import as_they_have_it
from ledger_app.domain.merging.withholding import (
    RESTRICTED,
    is_held_back,
    is_untold_note,
    without_restricted,
)
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import open_conflicts, packages
from ledger_app.store.handoff.keepers import kept_by
from ledger_app.store.handoff.naming.former_classes import former_classes
from ledger_app.store.handoff.told_rows import MERGE, Withheld, authors, gone_rows, told_rows
from ledger_app.store.handoff.units import (
    PLACES,
    Unit,
    own_unit,
    place_names,
    schools_named,
    units_above,
)
from ledger_app.store.lists.id_lists import THESE, these

SHARED: tuple[Table, ...] = tuple(
    table for table in TABLES.values() if table.owner is not Owner.HERE
)
# Asked of each record: all that a district began is never gone through for the few of a unit.
_BEGUN_THERE = "coalesce(o.unit, '') = ?"
Condition = tuple[str, list[str]]  # SQL, with its parameters


@dataclass
class _Telling:
    """One state while it is put together: whose files, and what of each table."""

    ledger: Ledger
    own: Unit
    children: list[str]
    withheld: Withheld = ()
    with_authors: bool = True
    living: dict[str, Told] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.wrote = authors(self.ledger, self.children) if self.with_authors else {}
        self.ids = these(self.children)
        self.hides_restricted = (CONCERN.key, RESTRICTED) in self.withheld

    def tell(self, table: Table, where: str, params: Collection[str] = ()) -> None:
        """Add the living records that meet a condition, and the tombstones that do."""
        for told in told_rows(
            self.ledger,
            table.key,
            where,
            tuple(params),
            withheld=self.withheld,
            wrote=self.wrote,
            own_code=self.own.code,
        ):
            if is_untold_note(told, self.withheld):
                continue
            if self.hides_restricted:
                told = without_restricted(told)
            self.living.setdefault(told.id, told)

    def bury(self, table: Table, where: str, params: Collection[str] = ()) -> None:
        for gone in gone_rows(self.ledger, table.key, where, tuple(params)):
            if gone.id not in self.living and (table.key, "*") not in self.withheld:
                self.gone.setdefault(gone.id, gone)

    def tell_files(
        self, table: Table, condition: str = "TRUE", params: Collection[str] = ()
    ) -> None:
        """Add the records of the chosen children, living and deleted."""
        owner = "id" if table.key == STUDENT.key else "student_id"
        self.tell(table, f"t.{owner} IN {THESE} AND {condition}", [self.ids, *params])
        self.bury(table, f"t.student_id IN {THESE} AND {condition}", [self.ids, *params])

    def tell_places(self, places: Collection[str]) -> None:
        """Add schools and classes by their ids."""
        ids = these(places)
        for key in PLACES:
            self.tell(TABLES[key], f"t.id IN {THESE}", [ids])
            self.bury(TABLES[key], f"t.record_id IN {THESE}", [ids])
        for gone in former_classes(self.ledger, places):
            self.gone.setdefault(gone.id, gone)

    def state(self, answers: Iterable[Answer] = (), away: Iterable[str] = ()) -> State:
        """Return what was put together."""
        schools, named = place_names(self.ledger).schools, {}
        for told in self.living.values():
            for name in schools_named(told.table, told.values):
                named[name] = schools.get(name, "")
        return State(
            self.living,
            self.gone,
            frozenset(self.withheld),
            tuple(answers),
            frozenset(away),
            dict(sorted(named.items())),
        )


def _reading_copies(ledger: Ledger) -> frozenset[str]:
    """Return the children whose files went on and of whom the unit above knows all written here.

    What a school wrote before it heard that a file went on is told once more: it is asked there.
    """
    passed = passed_on(ledger)
    if not passed:
        return passed
    heard = ledger.value(
        "SELECT max(c.revision_no) FROM package p JOIN change c ON c.record_id = p.id AND "
        "c.op = 'create' WHERE p.deleted_at IS NULL AND p.direction = 'out' AND p.digest = "
        "(SELECT based_on FROM package WHERE deleted_at IS NULL AND direction = 'in' "
        "AND based_on IS NOT NULL ORDER BY no DESC LIMIT 1)"
    )
    untold = ledger.column(
        "SELECT DISTINCT c.student_id FROM change c JOIN revision r ON r.no = c.revision_no "
        f"WHERE c.student_id IN {THESE} AND c.table_name <> 'passage' "
        "AND r.kind <> ? AND r.no > ?",
        [these(passed), MERGE, heard or 0],
    )
    return passed - frozenset(untold)


def _without_marks(telling: _Telling, children: Collection[str]) -> None:
    """Tell files that went on as they were before they were marked so: nobody wrote that."""
    for child in sorted(children):
        told = telling.living.get(child)
        if told is not None and told.values.get("file_status") == FileStatus.HANDED_OVER:
            old = telling.ledger.value(
                "SELECT old FROM change WHERE record_id = ? AND field = 'file_status' "
                "AND new = ? ORDER BY no DESC LIMIT 1",
                [child, FileStatus.HANDED_OVER],
            )
            values = {key: value for key, value in told.values.items() if key != "file_status"}
            telling.living[child] = replace(
                told, values={**values, "file_status": old} if old else values
            )


def tell_up(ledger: Ledger, withheld: Withheld = ()) -> State:
    """Return the full state that goes up: all files kept here, the unit's own records.

    Of what the unit above began only records of children go, for what is answered in them.
    """
    own, (from_above, codes) = own_unit(ledger), _from_above(ledger)
    not_above = f"NOT {from_above}"
    away = _reading_copies(ledger)
    kept = [each for each in _everyone(ledger) if each not in away]
    telling = _Telling(ledger, own, kept, withheld)
    for table in SHARED:
        if table.key in PLACES:
            continue
        if table.owner is Owner.TOWNSHIP:
            if table.of_student:
                telling.tell_files(table, from_above, codes)
        elif table.of_student or table is STUDENT:
            # Of children only: a report of the unit is noted in its own ledger, the next unit
            # has its own to send.
            telling.tell_files(table)
        else:
            telling.tell(table, not_above, codes)
            telling.bury(table, not_above, codes)
    telling.tell_places(_own_places(ledger, own))
    _tell_as_one(telling)
    _without_marks(telling, passed_on(ledger) - away)
    return telling.state(_answers(telling, units_above(ledger)), away)


def tell_down(ledger: Ledger, unit_code: str) -> State:
    """Return the full state that goes down to one unit: its side of what it told, and ours.

    What it withheld is withheld from it, too: it is not empty here, but untold. What waits here
    for a decision is told as that unit has it.
    """
    own, children = own_unit(ledger), kept_by(ledger, unit_code)
    telling = _Telling(ledger, own, children, packages.withheld_by(ledger, unit_code))
    for table in SHARED:
        if table.key in PLACES:
            continue
        if table.of_student or table is STUDENT:
            telling.tell_files(table, *_down_condition(ledger, table))
        elif table.owner is Owner.TOWNSHIP:
            telling.tell(table, "TRUE")
            telling.bury(table, "TRUE")
        else:
            telling.tell(table, _BEGUN_THERE, [unit_code])
            telling.bury(table, _BEGUN_THERE, [unit_code])
    telling.tell_places(_places_of(ledger, unit_code))
    telling.tell(TABLES["school"], "coalesce(t.code, '') <> ''")  # the list of its neighbours
    left = _left_from(ledger, unit_code, children)
    telling.tell(TABLES["passage"], f"t.student_id IN {THESE}", [these(left)])
    state = telling.state(_answers(telling, [unit_code]), left)
    return as_they_have_it(state, open_conflicts.undecided(ledger, unit_code), unit_code)


def our_side(ledger: Ledger, theirs: State, unit_code: str, *, above: bool | None = None) -> State:
    """Return what stands here of all that a unit's package may tell: the state to merge it into.

    The files it keeps, its own records, and whatever it names besides, wherever that lies here.
    """
    is_above = unit_code in units_above(ledger) if above is None else above
    own = own_unit(ledger)
    everyone = _everyone(ledger) if is_above else kept_by(ledger, unit_code)
    telling = _Telling(ledger, own, everyone, with_authors=False)
    for table in SHARED:
        if table.key in PLACES:
            continue
        if table.of_student or table is STUDENT:
            telling.tell_files(table)
        elif is_above:
            telling.tell(table, "TRUE")
            telling.bury(table, "TRUE")
        else:
            telling.tell(table, _BEGUN_THERE, [unit_code])
            telling.bury(table, _BEGUN_THERE, [unit_code])
    telling.tell_places(_own_places(ledger, own) if is_above else _places_of(ledger, unit_code))
    _tell_named(telling, theirs)
    return telling.state()


def passed_on(ledger: Ledger) -> frozenset[str]:
    """Return the children whose files the unit above has handed to somebody else."""
    from_above, codes = _from_above(ledger)
    with ledger.lock:
        rows = ledger.db.execute(
            "SELECT t.student_id, t.to_code, max(t.no) FROM passage t "
            "JOIN origin o ON o.record_id = t.id "
            f"WHERE t.deleted_at IS NULL AND t.to_code <> '' AND {from_above} "
            "GROUP BY t.student_id",
            codes,
        ).fetchall()
    own = own_unit(ledger).code
    return frozenset(student for student, to_code, _ in rows if to_code != own)


def _everyone(ledger: Ledger) -> list[str]:
    return ledger.column("SELECT id FROM student ORDER BY no")


def _from_above(ledger: Ledger) -> Condition:
    """Return what holds of records (`o`: origin) that the unit above began.

    To a school everybody else is above, whatever code the township had when it wrote.
    """
    if own_unit(ledger).kind == "school":
        return "(o.unit IS NOT NULL)", []
    return f"coalesce(o.unit IN {THESE}, FALSE)", [these(units_above(ledger))]


def _down_condition(ledger: Ledger, table: Table) -> Condition:
    if table.owner is Owner.TOWNSHIP:
        from_above, codes = _from_above(ledger)
        return f"NOT {from_above}", codes  # what the unit above asks us is not asked of them
    if table is OUTCOME:
        return "o.unit IS NOT NULL", []  # each unit answers its own reminders
    return "TRUE", []


def _tell_as_one(telling: _Telling) -> None:
    """Tell the unit above of all units below as of one: to it they are one ledger."""
    own = telling.own
    known = {own.code, *units_above(telling.ledger)}
    for told in list(telling.living.values()) if own.kind != "school" else ():
        if told.unit not in known:
            telling.living[told.id] = replace(told, unit=own.code)


def _answers(telling: _Telling, units: Iterable[str]) -> Iterator[Answer]:
    values = {record_id: told.values for record_id, told in telling.living.items()}
    for code in units:
        for answer in open_conflicts.answers(telling.ledger, code, values):
            if not is_held_back(answer.table, answer.field, telling.withheld):
                yield answer


def _own_places(ledger: Ledger, own: Unit) -> list[str]:
    """Return the ids of the unit's own schools and classes: of a township, those with children."""
    if own.kind == "school":
        return _places_of(ledger, own.code)
    return ledger.column(
        "SELECT id FROM school WHERE id IN (SELECT school FROM student UNION "
        "SELECT school FROM school_class) UNION SELECT id FROM school_class"
    )


def _places_of(ledger: Ledger, unit_code: str) -> list[str]:
    """Return the ids of the places of a unit: the school with its code, what it told, the classes.

    Deleted ones are among them.
    """
    own = place_names(ledger).ids.get(f"school:{unit_code}", "")
    return ledger.column(
        "WITH own AS (SELECT id FROM school WHERE id = ?1 OR "
        "(SELECT unit FROM origin WHERE record_id = school.id) = ?2) "
        "SELECT id FROM own UNION SELECT id FROM school_class WHERE school IN (SELECT id FROM own)",
        [own, unit_code],
    )


def _left_from(ledger: Ledger, unit_code: str, kept: Collection[str]) -> frozenset[str]:
    """Return the children that a unit kept once and that are kept elsewhere by now."""
    students = ledger.column(
        "SELECT DISTINCT student_id FROM passage WHERE deleted_at IS NULL AND from_code = ?",
        [unit_code],
    )
    return frozenset(students) - frozenset(kept)


def _tell_named(telling: _Telling, theirs: State) -> None:
    """Add what the other side names and is not there yet: in another file, deleted, of a place."""
    wanted: dict[str, list[str]] = {}
    told: list[Told | Gone] = [*theirs.living.values(), *theirs.gone.values()]
    for each in told:
        if each.id not in telling.living and each.id not in telling.gone:
            wanted.setdefault(each.table, []).append(each.id)
    ids = place_names(telling.ledger).ids
    # Who kept a file before is said by its passages, also where the file is deleted by now.
    children = {each.student for each in told if each.student}
    telling.tell(TABLES["passage"], f"t.student_id IN {THESE}", [these(children)])
    for table, names in wanted.items():
        if table in PLACES:
            names = [ids[name] for name in names if name in ids]
        telling.tell(TABLES[table], f"t.id IN {THESE}", [these(names)])
        telling.bury(TABLES[table], f"t.record_id IN {THESE}", [these(names)])
