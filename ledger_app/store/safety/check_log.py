"""The audit trail held against what it is about: revisions, changes, editions, imports, settings.

One look through each table, in the order of the trail: what is kept in mind does not grow with the
ledger, but for a few words on each edition and setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from ledger_app.store.changes import baseline
from ledger_app.store.file import audit
from ledger_app.store.file.audit import ChangeSum
from ledger_app.store.file.ledger import Ledger, Row
from ledger_app.store.lists import saved_views
from ledger_app.store.safety import check_handoff
from ledger_app.store.safety.fault import Fault, some_of

# Written without an entry: worked out anew, or of no weight for what a ledger says.
UNSEALED = frozenset(
    {
        "index_day",
        "index_of",
        "index_sum",
        "program",
        "recovery_pending",
        "place",
        "incarnation",
        "origin_sum",
        "sync_warned",
        "unverified_untold",
    }
)
_CHANGE = (
    "revision_no", "table_name", "record_id", "student_id", "op", "field", "old", "new",
)  # fmt: skip
_CREATED = ("revision_no", "table_name", "content")
_NOTHING = ChangeSum().text
_SAID = 5  # of revisions and settings


@dataclass
class Noted:
    """What the trail says must be there."""

    settings: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    editions: dict[tuple[str, int], Row] = field(default_factory=dict)
    imports: list[Row] = field(default_factory=list)
    views: str | None = None
    baseline: Row | None = None
    origins: int | None = None  # the sum of them
    bodies: dict[str, str] = field(default_factory=dict)  # of packages
    broken: int | None = None
    altered: list[int] = field(default_factory=list)  # numbers of revisions


def problems(ledger: Ledger) -> list[Fault]:
    """Return where the trail is broken, and where anything is not what it says."""
    noted = read(ledger)
    found = []
    if noted.broken is not None:
        text = f"审计记录从第 {noted.broken} 条起接不上，有人改动或删除过记录。"
        found.append(Fault("trail_broken", text, {"entry": noted.broken}))
    found += some_of(
        noted.altered,
        lambda no: Fault(
            "log_altered",
            f"第 {no} 次修改的内容与审计记录不符，有人改动或删除过记录。",
            {"revision": no},
        ),
        "还有 {0} 次修改的内容与审计记录不符。",
        _SAID,
    )
    if head := audit.printed_head_missing(ledger):
        text = f"纸上印过的审计号 {head} 已不在审计记录里，有人删除过记录。"
        found.append(Fault("printed_head_missing", text, {"head": head}))
    rest = [*_editions(ledger, noted), *_rest(ledger, noted)]
    beside = check_handoff.problems(ledger, noted.origins, noted.bodies)
    return [*found, *_undone(ledger), *rest, *beside]


def read(ledger: Ledger) -> Noted:
    """Go through the trail from its beginning; hold each revision against its entry."""
    noted, revisions = Noted(), _Revisions(ledger)
    for entry, fits in audit.walk(ledger):
        if not fits and noted.broken is None:
            noted.broken = entry["no"]
        event, detail = entry["event"], entry["detail"]
        if event == "revision":
            noted.altered += revisions.hold_against(detail)
            noted.numbers.update(detail.get("numbers", {}))
            noted.bodies.update(detail.get("bodies", {}))
            noted.origins = detail.get("origins", noted.origins)
        elif event == "print":
            noted.editions[detail.get("printout", ""), detail.get("number", 0)] = detail
        elif event == "print_failed":
            noted.editions.pop((detail.get("printout", ""), detail.get("number", 0)), None)
        elif event == "import":
            noted.imports.append(detail)
        elif event == "views":
            noted.views = detail.get("sum")
        elif event == baseline.EVENT:
            noted.altered += revisions.hold_against_baseline(detail)
            _take_baseline(noted, detail)
        noted.settings.update(detail.get("sums" if event == "setting" else "settings", {}))
    noted.altered += revisions.left()
    return noted


def _take_baseline(noted: Noted, detail: Row) -> None:
    noted.baseline = detail
    noted.views = detail.get("views")
    noted.numbers.update(detail.get("numbers", {}))


class _Revisions:
    """The revisions of a ledger in their order, held against their entries."""

    def __init__(self, ledger: Ledger) -> None:
        self._own = _ByRevision(ledger, "revision", baseline.REVISION, "no")
        self._changes = _ByRevision(ledger, "change", _CHANGE, "revision_no, no")
        self._created = _ByRevision(ledger, "created", _CREATED, "no")
        self._old = ChangeSum()  # of revisions that have no seal of their own
        self._old_created: dict[int, str] = {}

    def hold_against(self, detail: Row) -> list[int]:
        """Return the revisions up to this entry's that are not what the trail says."""
        no = int(detail.get("no", 0))
        # What is passed over is of revisions that no entry speaks of: they were put in.
        wrong = {passed for each in self._all() for passed in each.up_to(no)}
        own = list(map(baseline.sealed, self._own.rows))
        changes = ChangeSum(self._changes.rows).text
        created = ChangeSum(self._created.rows).text
        is_right = bool(own) and detail.get("sum") == changes
        if "row" in detail:
            seals = ChangeSum(own).text, created
            is_right &= seals == (detail["row"], detail.get("created"))
        else:
            self._old.add(own)
            if created != _NOTHING:
                self._old_created[no] = created
        return sorted(wrong if is_right else {*wrong, no})

    def hold_against_baseline(self, detail: Row) -> list[int]:
        """Return the revisions that an older program made and that are not what was sealed."""
        no = int(detail.get("no", 0))
        created = self._old_created.pop(no, _NOTHING)
        is_right = (self._old.text, created) == (detail.get("revisions"), detail.get("created"))
        others, self._old_created = list(self._old_created), {}
        return others if is_right else [*others, no]

    def left(self) -> list[int]:
        """Return the revisions that no entry speaks of: the end of the trail was cut off."""
        return sorted({*self._old_created, *(no for each in self._all() for no in each.rest())})

    def _all(self) -> tuple[_ByRevision, ...]:
        return self._own, self._changes, self._created


class _ByRevision:
    """The rows of a table by revision, read once from the first to the last."""

    def __init__(self, ledger: Ledger, table: str, columns: tuple[str, ...], order: str) -> None:
        rows = baseline.stored(ledger, table, columns, order)
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)
        self._is_taken = False
        self.rows: Iterator[tuple[Any, ...]] = iter(())  # of the revision gone up to

    def up_to(self, no: int) -> list[int]:
        """Go on to this revision's rows; return the revisions that were passed over."""
        passed = []
        while self._next is not None and (self._is_taken or self._next[0] < no):
            if not self._is_taken:
                passed.append(int(self._next[0]))
            self._next, self._is_taken = next(self._groups, None), False
        self.rows = iter(())
        if self._next is not None and self._next[0] == no:
            self.rows, self._is_taken = self._next[1], True
        return passed

    def rest(self) -> list[int]:
        """Return the revisions that are left."""
        return self.up_to(1 << 62)


def _undone(ledger: Ledger) -> list[Fault]:
    """Follow undo and redo through the log: which revision is undone follows from them."""
    undone: dict[int, int] = {}
    undoes: dict[int, int] = {}
    marked = {}
    for no, kind, source, mark in ledger.db.execute(
        "SELECT no, kind, undoes, undone_by FROM revision "
        "WHERE undoes IS NOT NULL OR undone_by IS NOT NULL ORDER BY no"
    ):
        if mark is not None:
            marked[no] = mark
        if source is not None:
            undoes[no], undone[source] = source, no
            if kind == "redo":
                undone.pop(undoes.get(source, 0), None)
    wrong = sorted(no for no in undone.keys() | marked.keys() if undone.get(no) != marked.get(no))
    return [
        Fault("undo_altered", f"第 {no} 次修改是否撤销过，与后来的修改不符。", {"revision": no})
        for no in wrong[:_SAID]
    ]


def _editions(ledger: Ledger, noted: Noted) -> list[Fault]:
    """Hold editions against what was noted when they were printed; their numbers have no gaps."""
    found, old = [], ChangeSum()
    wanted = dict(noted.editions)
    for row in baseline.stored(ledger, "edition", baseline.EDITION):
        kept = dict(zip(baseline.EDITION, row, strict=True))
        key = (kept["printout"], kept["number"])
        entry = wanted.pop(key, None)
        if entry is None:
            found.append(_edition_fault(key, "不在审计记录里，不是用本程序印的"))
        elif entry.get("content", kept["content_hash"]) != kept["content_hash"]:
            found.append(_edition_fault(key, "的内容校验号与审计记录不符，被改动过"))
        elif "row" not in entry:
            old.add([row])
        elif entry["row"] != audit.row_sum(row):
            found.append(_edition_fault(key, "存下的内容被改动过，再印出来不是原来的样子"))
    found += [_edition_fault(key, "不见了，有人删除过它") for key in wanted]
    if noted.baseline and old.text != noted.baseline.get("editions"):
        found.append(Fault("edition_altered", "升级以前印的台账，存下的内容被改动过。"))
    return found


def _edition_fault(key: tuple[str, int], words: str) -> Fault:
    about: dict[str, object] = {"printout": key[0], "number": key[1]}
    return Fault("edition_altered", f"打印表“{key[0]}”第 {key[1]} 期{words}。", about)


def _rest(ledger: Ledger, noted: Noted) -> list[Fault]:
    """Hold settings, saved views, file numbers and sources of imports against the trail."""
    stored = dict(ledger.db.execute("SELECT key, value FROM setting").fetchall())
    keys = [
        key
        for key in sorted((noted.settings.keys() | stored.keys()) - UNSEALED)
        if noted.settings.get(key) != (audit.row_sum((key, stored[key])) if key in stored else "")
    ]
    found = some_of(
        keys if noted.settings else [],
        lambda key: Fault(
            "setting_altered", f"设置“{key}”与审计记录不符，被改动过。", {"key": key}
        ),
        "还有 {0} 项设置被改动过。",
        _SAID,
    )
    if noted.views is not None and noted.views != _sum(saved_views.everything(ledger)):
        found.append(Fault("views_altered", "存下的视图与审计记录不符，被改动过。"))
    numbers = dict(ledger.db.execute("SELECT prefix, last FROM file_number").fetchall())
    if noted.settings and numbers != noted.numbers:
        wrong = sorted(set(numbers.items()) ^ set(noted.numbers.items()))[0][0]
        text = f"档案编号“{wrong}”的流水号与审计记录不符，被改动过。"
        found.append(Fault("file_numbers_altered", text, {"prefix": wrong}))
    return found + _sources(ledger, noted)


def _sources(ledger: Ledger, noted: Noted) -> list[Fault]:
    rows = list(baseline.stored(ledger, "import_source", baseline.SOURCE))
    old = [row for row, entry in zip(rows, noted.imports, strict=False) if "row" not in entry]
    is_right = len(rows) == len(noted.imports) and all(
        entry.get("row", audit.row_sum(row)) == audit.row_sum(row)
        and entry.get("sha256") == row[baseline.SOURCE.index("sha256")]
        for row, entry in zip(rows, noted.imports, strict=False)
    )
    if noted.baseline:
        is_right &= _sum(old) == noted.baseline.get("imports")
    text = "导入工作簿的登记与审计记录不符，被改动过。"
    return [] if is_right else [Fault("imports_altered", text)]


def _sum(rows: Iterable[tuple[Any, ...]]) -> str:
    return ChangeSum(rows).text
