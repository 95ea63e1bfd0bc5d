"""Before packing: what forbids it, what should be looked at, what is new, what stays here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger_app.actions import due_list
from ledger_app.actions.checking import examine_ledger
from ledger_app.actions.checking.safety_lines import safety_lines
from ledger_app.actions.handoff import verdicts
from ledger_app.actions.handoff.named_now import told_in
from ledger_app.actions.progress import Progress
from ledger_app.actions.today import clock_watch
from ledger_app.catalogue import TABLES
from ledger_app.domain.checking.examination import KINDS
from ledger_app.domain.merging.since_last import SinceLast, since
from ledger_app.domain.merging.told import State
from ledger_app.domain.merging.withholding import (
    RESTRICTED,
    WHOLE,
    LeftOut,
    left_out,
    says_restricted,
    withheld,
)
from ledger_app.domain.reminding.triggers.calendar import REPORTED
from ledger_app.domain.telling.due_words import said_month
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import open_conflicts, packages, partners, waiting, whose
from ledger_app.store.handoff.telling import tell_up
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists.rules_in_use import rules_in_use


@dataclass(frozen=True)
class Finding:
    """One thing to know before packing, in a sentence, and the children it concerns, by id."""

    text: str
    students: tuple[str, ...] = ()


@dataclass(frozen=True)
class StaysHere:
    """Something that is not told unless it is chosen, and in how many files there is any of it."""

    what: LeftOut
    count: int

    @property
    def pair(self) -> tuple[str, str]:
        """Return what `include` of packing takes."""
        return self.what.pair


@dataclass(frozen=True)
class Preflight:
    """What packing would meet. With anything `blocking` no package is made.

    `is_paired`: there are keys of the unit above; else six words are made and told by telephone.
    """

    blocking: tuple[Finding, ...]
    advisory: tuple[Finding, ...]
    since_last: str
    changes: SinceLast
    withheld: tuple[StaysHere, ...]
    sequence: int
    unit_name: str = ""  # of the unit above
    is_paired: bool = False


def preflight(
    ledger: Ledger,
    cut_off: date | None = None,
    include: Collection[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> Preflight:
    """Look at what would go up. Raises LedgerError where it was cancelled."""
    above = partners.above(ledger)
    with ledger.lock:
        whole = tell_up(ledger)
        state = tell_up(ledger, withheld(include))
        changes, is_first = since_last(ledger, state)
        code = above.unit_code if above else ""
        sequence = packages.next_sequence(ledger, code)
    return Preflight(
        blocking=tuple(blocking(ledger, cut_off)),
        advisory=tuple(advisory(ledger, cut_off, progress)),
        since_last=words_of(changes, is_first=is_first),
        changes=changes,
        withheld=tuple(StaysHere(each, _filled(whole, each)) for each in left_out()),
        sequence=sequence,
        unit_name=above.unit_name if above else "",
        is_paired=above is not None,
    )


def since_last(ledger: Ledger, state: State) -> tuple[SinceLast, bool]:
    """Return what is other than in the last package that went up; whether this is the first."""
    above = partners.above(ledger)
    for known in packages.made(ledger, above.unit_code if above else ""):
        body = packages.body(ledger, known.digest)
        if body is not None:
            return since(told_in(ledger, body), state, whose.sides(ledger)), False
    return since(State(), state, whose.sides(ledger)), True


def words_of(changes: SinceLast, *, is_first: bool) -> str:
    """Return what is new in a sentence: 上次移交以来：改动档案 3 人."""
    return f"{'第一次移交' if is_first else '上次移交以来'}：{changes.words}"


def blocking(ledger: Ledger, cut_off: date | None = None) -> Iterator[Finding]:
    """Yield what no package can be made with."""
    if ledger.refusal:
        yield Finding("".join(ledger.refusal))
    own = own_unit(ledger)
    if own.kind == "county":
        yield Finding("县区台账没有上级，不用移交。")
    if own.kind == "school" and not settings.get(ledger, "unit_code"):
        yield Finding(
            "本校还没有学校标识码，上级不知道这是哪个学校的包。请在“设置”里填，或先配对。"
        )
    if cut_off and cut_off > ledger.today():
        yield Finding("截至日期晚于今天。请改成今天或以前。")
    # Once something went up, it must be told that the last file was deleted, too.
    if not examine_ledger.child_count(ledger) and not packages.rows_of(ledger, "", packages.OUT):
        yield Finding("台账里还没有学生，没有可以移交的。")


def advisory(
    ledger: Ledger, cut_off: date | None = None, progress: Progress | None = None
) -> Iterator[Finding]:
    """Yield what should be looked at before, and may go up as it is: 移交清单 says it."""
    if note := clock_watch.problem(ledger):
        yield Finding(note)
    yield from _waiting(ledger)
    yield from _reports(ledger, cut_off or ledger.today())
    yield from _examined(ledger, progress)
    yield from noted_children(ledger)


def noted_children(ledger: Ledger) -> Iterator[Finding]:
    """Yield who has a safety note, if anybody has: it goes along in the package."""
    if noted := [each.student for each in safety_lines(ledger)]:
        yield Finding(f"{len(noted)} 人有安全提示，随包上报：联系家庭的人要先看到", tuple(noted))


def _waiting(ledger: Ledger) -> Iterator[Finding]:
    returned = verdicts.returned(ledger)
    if still := [each for each in returned if not each.changed and not each.reply]:
        text = f"退回的档案还有 {len(still)} 份没有改，也没有答复"
        yield Finding(text, _ids(each.student for each in still))
    if asked := waiting.unanswered_questions(ledger):
        yield Finding(f"上级请核实的还有 {len(asked)} 条没有答复", _ids(asked))
    if rows := open_conflicts.open_rows(ledger):
        students = _ids(row["student"] for row in rows if row["student"])
        yield Finding(f"与上级不一致的还有 {len(rows)} 处没有决定", students)


def _reports(ledger: Ledger, cut_off: date) -> Iterator[Finding]:
    """Yield the reports of the unit that are due by the cut-off and not noted as sent."""
    reported = {rule.key for rule in rules_in_use(ledger) if rule.trigger in REPORTED}
    for each in due_list.due(ledger):
        if not each.student and each.rule in reported and each.due_on <= cut_off.isoformat():
            yield Finding(f"{each.label} {said_month(each.due_on)}还没有登记报送")


def _examined(ledger: Ledger, progress: Progress | None) -> Iterator[Finding]:
    found = examine_ledger.examine_ledger(ledger, progress=progress)
    for kind, count in examine_ledger.counts(found).items():
        students = _ids(each.student for each in found if each.kind == kind)
        if count:
            yield Finding(f"体检：{KINDS[kind]} {count} 处，{len(students)} 人", students)


def _filled(state: State, what: LeftOut) -> int:
    """Return in how many records there is something of what stays here."""
    own = [told.values for told in state.living.values() if told.table == what.table]
    if what.key == WHOLE:
        return len(own)
    if what.key == RESTRICTED:
        return sum(says_restricted(what.table, values) for values in own)
    default = {TABLES[what.table].field(what.key).key}
    return sum(not default.isdisjoint(values) for values in own)


def _ids(students: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(students))
