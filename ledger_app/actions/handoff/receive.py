"""接收: look at a package, say what it would change, take it as one revision that can be undone.

Nothing is written by looking. What is taken is planned again if the ledger has moved since.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from ledger_app.actions.handoff.incoming import ArrivalState, Incoming, Received
from ledger_app.actions.handoff.package_story import NotTaken, PackageStory, as_text
from ledger_app.actions.handoff.receiving import arrivals, incoming_words, merge_preview
from ledger_app.actions.progress import Progress
from ledger_app.catalogue import STUDENT, TABLES
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.header import Header
from ledger_app.domain.merging.plan import MergePlan
from ledger_app.domain.merging.told import State, Told
from ledger_app.exchange.packages import file_name, sealing
from ledger_app.exchange.packages.refused import PackageRefused
from ledger_app.exchange.packages.sealing import Opened
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import connection
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.memory import large_cache
from ledger_app.store.handoff import carrying_out, packages, partners, prescribed, travelling
from ledger_app.store.handoff.naming.recoding import recode
from ledger_app.store.handoff.packages import Handing
from ledger_app.store.safety import backup

KIND = "merge_package"  # of the revision
LARGE = 5000  # records: a package that takes seconds
MOST_FILES = 2000  # of a stick that are looked at


def look(ledger: Ledger, path: Path, words: str = "") -> Incoming:
    """Return what a file on a stick is and would change, in words; a file that is none says so.

    `words` are the six spoken ones, for a package that was made without pairing.
    """
    with ledger.lock:
        return merge_preview.in_words(ledger, planned(ledger, path, words))


def look_at(ledger: Ledger, paths: Sequence[Path], words: str = "") -> list[Incoming]:
    """Return what the packages among these files and folders are, each maker's oldest first."""
    ordered = _in_order(ledger, paths, words)
    return [planned(ledger, path, words).light() for path in ordered]


def planned(ledger: Ledger, path: Path, words: str = "") -> Incoming:
    """Return what a file on a stick is, ready to be taken; what it would change is not told."""
    opened = _opened(ledger, path, words)
    if isinstance(opened, Incoming):
        return opened
    try:
        with ledger.lock:
            return arrivals.judge(ledger, path, opened)
    except PackageRefused as refused:
        return _refused(path, refused.state, refused)


def receive_all(
    ledger: Ledger,
    paths: Sequence[Path],
    confirm: Collection[int] = (),
    words: str = "",
    progress: Progress | None = None,
) -> list[tuple[Incoming, Received | None]]:
    """Look at the packages among these files and take each that can be, one after the other.

    Those that wait for a number are left unless it is in `confirm`. One backup before the first.
    When cancelled, those before are whole and the others are not looked at.
    """
    found: list[tuple[Incoming, Received | None]] = []
    ordered = _in_order(ledger, paths, words)
    with large_cache(ledger):
        for at, path in enumerate(ordered):
            if progress is not None and progress.cancelled:
                break
            if progress is not None:
                progress.move(at, len(ordered), f"正在合并：{path.name}")
            incoming = planned(ledger, path, words)
            received = None
            if is_confirmed(incoming, confirm):
                number = incoming.number_to_type
                is_backed_up = any(taken for _, taken in found)
                received = accept(ledger, incoming, number, is_backed_up=is_backed_up)
            found.append((incoming.light(), received))
    return found


def _opened(ledger: Ledger, path: Path, words: str) -> Opened | Incoming:
    """Return what is in a file, or why it cannot be opened."""
    try:
        content = sealing.content_of(path)
        with ledger.lock:
            return sealing.unseal(content, partners.own_keys(ledger), words)
    except PackageRefused as refused:
        return _refused(path, refused.state, refused)
    except LedgerError as error:  # the file cannot be read
        return _refused(path, ArrivalState.DAMAGED, error)


def _refused(path: Path, state: str, error: LedgerError) -> Incoming:
    return Incoming(path, ArrivalState(state), error.message, error.hint)


def _in_order(ledger: Ledger, paths: Sequence[Path], words: str) -> list[Path]:
    """Return the packages among these files and folders; what is in them is read in its turn."""
    ordered = [(_order(_opened(ledger, path, words)), path) for path in files_among(paths)]
    return [path for _, path in sorted(ordered)]


def _order(opened: Opened | Incoming) -> tuple[str, str, int]:
    if isinstance(opened, Incoming):
        return ("", "", 0)
    header = opened.header
    return (header.unit_code, header.incarnation, header.sequence)


def files_among(paths: Iterable[Path]) -> list[Path]:
    """Return the packages among files, folders and whole sticks, by name, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        count = 0
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith((".", "$")))
            for name in sorted(names):
                count += 1
                if count <= MOST_FILES and file_name.is_package(name):
                    found[Path(folder) / name] = None
    return list(found)


def accept(
    ledger: Ledger,
    incoming: Incoming,
    confirm: int | None = None,
    progress: Progress | None = None,
    *,
    is_backed_up: bool = False,
) -> Received:
    """Take a package over in one revision, after a backup; raise LedgerError if it can't be.

    `confirm` is the number that its guards ask for. `is_backed_up`: one was made for many.
    """
    # Much is read before anything is written: a disk that breaks then is said in a sentence, too.
    with ledger.lock, connection.in_words(ledger.path):
        incoming = _as_it_is_now(ledger, incoming)
        _must_be_takeable(incoming, confirm)
        if not is_backed_up:
            backup.make(ledger, "merge")
        between = _between(incoming, progress)
        between(0, 0)
        return _taken(ledger, _with_its_new_code(ledger, incoming), between)


def _between(incoming: Incoming, progress: Progress | None) -> Callable[[int, int], None]:
    """Return what is told how far the writing of a package is, and stops it when asked to.

    Of a small package nobody sees how far it is: many of them move the bar by one each.
    """
    records = sum(incoming.header.counts.values()) if incoming.header else 0

    def between(done: int, total: int) -> None:
        if progress is None:
            return
        if progress.cancelled:
            raise LedgerError("已停下，这一包没有合并。", "台账没有改动。")
        if total and records >= LARGE and incoming.header:
            progress.move(done, total, f"正在合并{incoming_words.called(incoming.header)}")

    return between


def is_confirmed(incoming: Incoming, typed: Collection[int] = ()) -> bool:
    """Tell whether a package can be taken with the numbers that were typed."""
    number = incoming.number_to_type
    return incoming.can_be_taken and (number is None or number in typed)


def _as_it_is_now(ledger: Ledger, incoming: Incoming) -> Incoming:
    """Return the package as the ledger stands now: what was shown may be old."""
    if incoming.seen_at == history.newest_no(ledger) or not incoming.can_be_taken:
        return incoming
    again = arrivals.plan_again(ledger, incoming)
    if again.number_to_type is not None and incoming.number_to_type is None:
        raise LedgerError("看过之后台账又有改动，这一包现在要先确认。", "请重新看一遍再合并。")
    return again


def _with_its_new_code(ledger: Ledger, incoming: Incoming) -> Incoming:
    """Let a unit below go by the code that its package bears, as was typed; plan again then."""
    header, known = incoming.header, partners.partner_by_sign_key(ledger, incoming.sign_key)
    if header is None or known is None or known.unit_code == header.unit_code:
        return incoming
    with revise(ledger, partners.PAIR, f"{known.unit_name}改用代码 {header.unit_code}") as revision:
        recode(revision, known.unit_code, header.unit_code)
    again = arrivals.plan_again(ledger, incoming)
    if again.number_to_type is not None:
        raise LedgerError(
            f"{known.unit_name}的代码已经改为 {header.unit_code}；这一包还要再核对一次。",
            "请重新看一遍再合并。",
        )
    return again


def _must_be_takeable(incoming: Incoming, confirm: int | None) -> None:
    _whole(incoming)
    number = incoming.number_to_type
    if number is not None and confirm != number:
        text = "；".join(guard.text for guard in incoming.guards)
        raise LedgerError(f"{text}。没有合并。", f"核对无误，请输入数字 {number} 再合并。")


def _taken(ledger: Ledger, incoming: Incoming, between: Callable[[int, int], None]) -> Received:
    header, plan, told = _whole(incoming)
    about = f"合并{incoming_words.called(header)}"
    origin = (header.ledger_id, header.incarnation, header.sequence)
    with large_cache(ledger), revise(ledger, KIND, about, origin=origin) as revision:
        remembers = packages.remembered_by(ledger, header)  # a broken disk is said from in here
        partners.of_sender(revision, header, incoming.sign_key, incoming.seal_key)
        handing = Handing(
            header.unit_code,
            header.unit_name,
            verified=incoming.verified,
            file_name=incoming.path.name,
            handed_on=revision.at[:10],
            story=as_text(_story(incoming)),
        )
        record_id = packages.record_package(revision, packages.IN, header, incoming.digest, handing)
        packages.keep_body(revision, incoming.digest, incoming.body)
        carrying_out.carry_out(
            revision, plan, header.unit_code, told, incoming.digest, remembers, between
        )
        between(0, 0)  # the lists follow, which takes as long again
        travelling.follow_passages(revision)
        prescribed.join_namesakes(revision)
    return Received(incoming.light(), revision.no, *incoming.counts, package=record_id)


def _whole(incoming: Incoming) -> tuple[Header, MergePlan, State]:
    """Return header, plan and contents of a package that can be taken; raise LedgerError if not."""
    header, plan, told = incoming.header, incoming.plan, incoming.told
    if not incoming.can_be_taken or header is None or plan is None or told is None:
        raise LedgerError(incoming.message, incoming.hint)
    return header, plan, told


def _story(incoming: Incoming) -> PackageStory:
    header, plan, told = _whole(incoming)
    counts = incoming.counts
    files = [each for each in plan.missing if each.table == STUDENT.key]
    return PackageStory(
        created=counts.created,
        updated=counts.updated,
        unchanged=counts.unchanged,
        deleted=counts.deleted,
        conflicts=counts.conflicts,
        counts=dict(header.counts),
        missing={each.id: str(each.values.get("name") or "") for each in files},
        not_taken=tuple(
            NotTaken(
                _name_of(each, told),
                TABLES[each.table].label,
                "这份档案归别的单位管",
                each.student or "",
            )
            for each in plan.strange
        ),
        said=tuple(guard.text for guard in incoming.guards),
        never_handed=tuple(sorted(header.never_handed)),
    )


def _name_of(record: Told, told: State) -> str:
    child = told.living.get(record.student or "")
    return str(child.values.get("name") or "") if child else ""
