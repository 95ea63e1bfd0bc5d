"""A package or a receipt is made: noted in the ledger, written onto the stick, then handed over.

Noted first, so that its number is never used twice; that it lies on the stick is noted when it has
been read back from there. What could not be written is taken back, and its number stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ledger_app import __version__
from ledger_app.actions.handoff.package_story import PackageStory, as_text
from ledger_app.actions.progress import Progress
from ledger_app.catalogue.tables.verdict import VERDICT
from ledger_app.catalogue.unit_tables.package import PACKAGE
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.header import NEVER_HANDED
from ledger_app.domain.merging.told import State
from ledger_app.domain.merging.trail import AUDIT
from ledger_app.exchange.packages import lines, sealing
from ledger_app.exchange.packages.file_name import ENDINGS, is_package, name_of
from ledger_app.exchange.packages.header import Header, Known, PackageKind
from ledger_app.exchange.packages.words import new_words
from ledger_app.files import stick
from ledger_app.store.changes.revisions import Revision, revise
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages, waiting
from ledger_app.store.handoff.partners import Partner, own_keys
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.lists import places

PACK = "pack"  # kind of the revision: no step of undoing


@dataclass(frozen=True)
class Packed:
    """What lies on the stick now. `words` are told by telephone where nobody is paired with."""

    sequence: int
    students: int
    records: int
    path: Path
    digest: str
    file_name: str
    unit_name: str  # that it is for
    words: str = ""
    record: str = ""  # id of its record among the packages


@dataclass(frozen=True)
class Order:
    """What is to be made, for whom. Without a `partner` only words lock it.

    `tell` gathers what it holds, inside the revision that notes it.
    """

    kind: PackageKind
    partner: Partner | None
    tell: Callable[[Revision], State]
    cut_off_on: str
    knows: Sequence[Known] = ()
    based_on: Known | None = None
    heard: Known | None = None
    custodian: str = ""
    stick_no: str = ""
    with_words: bool = False
    said: tuple[str, ...] = ()  # for the paper that goes along
    withheld: Collection[str] = ()  # labels
    since_last: Callable[[State], str] = field(default=lambda _: "")

    @property
    def unit_code(self) -> str:
        """Return the code of the unit it is for, "" where nobody knows it."""
        return self.partner.unit_code if self.partner else ""

    @property
    def unit_name(self) -> str:
        """Return what the unit is called that it is for."""
        return self.partner.unit_name if self.partner else "上级单位"


def make(ledger: Ledger, order: Order, target: Path, progress: Progress | None = None) -> Packed:
    """Make it and write it to a file, or under its own name into a folder.

    Raises LedgerError where it was cancelled or could not be written; then nothing has changed.
    Also where it lies on the stick and the ledger could not note that: it says so.
    """
    keys = own_keys(ledger)
    words = new_words() if order.with_words else ""
    with revise(ledger, PACK, f"做包：给{order.unit_name}") as revision:
        _tell(progress, "正在汇总档案")
        state = order.tell(revision)
        _tell(progress, "正在封包")
        header = _header(ledger, order, state)
        body = lines.encode(state)
        digest = sealing.digest_of(header, body)
        path = _path(target, header, order.unit_name)
        record = _note(revision, order, header, digest, state)
        packages.keep_body(revision, digest, body)
    recipients = [order.partner.seal_key] if order.partner and not words else []
    content = sealing.seal(header, body, keys, recipients, words)
    try:
        written = stick.write(path, content, progress)
    except BaseException:
        _take_back(ledger, order, record, revision.no)
        raise
    _handed_over(ledger, order, record, written.name)
    return Packed(
        sequence=header.sequence,
        students=header.counts.get("student", 0),
        records=sum(header.counts.values()),
        path=written,
        digest=digest,
        file_name=written.name,
        unit_name=order.unit_name,
        words=words,
        record=record,
    )


def _tell(progress: Progress | None, text: str) -> None:
    if progress is None:
        return
    progress.move(0, 0, text)
    if progress.cancelled:
        raise LedgerError("已取消，没有做包。", "台账没有变化。")


def _header(ledger: Ledger, order: Order, state: State) -> Header:
    own = own_unit(ledger)
    return Header(
        kind=order.kind,
        unit_kind=own.kind,
        unit_name=own.name,
        unit_code=own.code,
        ledger_id=own.ledger_id,
        incarnation=own.incarnation,
        sequence=packages.next_sequence(ledger, order.unit_code),
        recipient="" if order.with_words or not order.partner else order.partner.fingerprint,
        cut_off_on=order.cut_off_on,
        made_at=ledger.now(),
        made_by=ledger.author,
        program=__version__,
        knows=tuple(order.knows[: packages.MOST_TOLD]),
        based_on=order.based_on,
        heard=order.heard,
        withheld=tuple(sorted(state.withheld)),
        counts=lines.counts_of(state),
        shown=_shown(ledger, order.unit_code, own.incarnation),
    )


def _shown(ledger: Ledger, unit_code: str, incarnation: str) -> dict[str, object]:
    """Return whom to ask, the schools with their telephones, the numbers not to look for, and how
    the audit trail stands."""
    return {
        NEVER_HANDED: packages.never_handed(ledger, unit_code, incarnation),
        AUDIT: packages.own_trail(ledger, unit_code).shown,
        "clerk": ledger.author,
        "phone": str(settings.get(ledger, "clerk_phone") or ""),
        "schools": [
            {key: row[key] or "" for key in ("code", "name", "phone")}
            for row in places.schools(ledger)
            if row["code"]
        ],
    }


def _path(target: Path, header: Header, unit_name: str) -> Path:
    if target.is_dir():
        return _free(target / name_of(header, unit_name), header)
    if is_package(target.name):
        return target
    return target.with_name(target.name + ENDINGS[header.kind])


def _free(path: Path, header: Header) -> Path:
    """Return the path, told apart by its time if another one lies there: of a restored ledger.

    That one used the same number, and its package may still be on the stick.
    """
    if not path.exists():
        return path
    made = "".join(each for each in header.made_at if each.isdigit())[4:]  # month to second
    return path.with_name(f"{path.stem}_{made}{path.suffix}")


def _note(revision: Revision, order: Order, header: Header, digest: str, state: State) -> str:
    story = PackageStory(
        counts=header.counts,
        said=order.said,
        withheld=tuple(order.withheld),
        since_last=order.since_last(state),
    )
    handing = packages.Handing(
        unit_code=order.unit_code,
        unit_name=order.unit_name,
        verified=order.partner.verified if order.partner else False,
        custodian=order.custodian.strip(),
        stick_no=order.stick_no.strip(),
        story=as_text(story),
    )
    return packages.record_package(revision, packages.OUT, header, digest, handing)


def _handed_over(ledger: Ledger, order: Order, record: str, file_name: str) -> None:
    try:
        with revise(ledger, PACK, f"包已写到U盘：给{order.unit_name}") as revision:
            values = {"handed_on": revision.at[:10], "file_name": file_name}
            revision.update(PACKAGE.key, record, values)
    except LedgerError as error:
        raise LedgerError(
            f"“{file_name}”已经写到U盘上、核对过，可以交出去；台账里可能已经记下交出的日期，"
            f"也可能没有：{error.message}",
            error.hint,
        ) from error


def _take_back(ledger: Ledger, order: Order, record: str, revision_no: int) -> None:
    """Leave the ledger as it was, but for the number: the file may lie there all the same."""
    with (
        suppress(LedgerError),  # why it was not written is what the clerk has to know
        revise(ledger, PACK, f"包没有写成：给{order.unit_name}") as revision,
    ):
        revision.delete(PACKAGE.key, [record], why="没有写成")
        for verdict in waiting.verdicts_sent_back(ledger, revision_no):
            revision.update(VERDICT.key, verdict, {"sent_back_on": None})
