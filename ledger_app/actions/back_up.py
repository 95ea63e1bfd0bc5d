"""Back up, restore a backup, check a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from ledger_app.actions import password_attempts
from ledger_app.domain.errors import LedgerError
from ledger_app.store.file import audit, connection, keys, settings
from ledger_app.store.file.exchanged import LedgerExchanged
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.file.saving import must_be_ours
from ledger_app.store.lists import student_rows
from ledger_app.store.safety import backup, ledger_files
from ledger_app.store.safety.backup import Backup, folder_of
from ledger_app.store.safety.fault import Fault
from ledger_app.store.safety.proof import Proof, proof
from ledger_app.store.safety.rescue import Beside, save_beside

__all__ = ["Backup", "Beside", "LedgerExchanged", "folder_of", "save_beside"]


def back_up(ledger: Ledger, reason: str = "hand") -> Backup:
    """Make one verified backup beside the ledger and note it in the audit trail."""
    must_be_ours(ledger)  # what is backed up for days must not be a mixture of two files
    made = backup.make(ledger, reason)
    detail = {"file": made.path.name, "reason": reason}
    ledger_files.log_if_possible(ledger, "backup", detail, "这次备份")
    return made


def back_up_for_today(ledger: Ledger) -> Backup | None:
    """Make the day's first backup if there is none yet today."""
    newest = backup.backups(ledger.path)[:1]
    # One made by hand today counts, too: the day starts safe either way.
    if newest and newest[0].at.date() == ledger.today():
        return None
    return back_up(ledger, "day")


def backups(path: Path) -> list[Backup]:
    """Return the backups of a ledger file, newest first."""
    return backup.backups(path)


@dataclass(frozen=True)
class Restored:
    """A restored ledger: the file now in place, and where the one before it went."""

    path: Path
    set_aside: Path | None
    student_count: int


def restore(
    path: Path,
    source: Path,
    password: str,
    *,
    author: str = "",
    clock: Callable[[], datetime] = datetime.now,
) -> Restored:
    """Put a backup in the place of a closed ledger. The present file is kept beside it, untouched.

    Raises LedgerError if the ledger is open somewhere, or the backup is damaged or another's.
    """
    # Asked before anything is moved: a backup of another ledger must not take this one's place.
    present = _present_id(path, password)
    salt = connection.read_salt(connection.check_file(source, only_read=True))
    count = 0

    def accept(copy: Ledger) -> None:
        nonlocal count
        _must_fit(copy, present)
        copy.author, copy.clock = author or settings.get(copy, "clerk", "") or "", clock
        audit.log(copy, "restored", {"from": source.name})
        # Another one from now on; and wherever it lies, somebody has put it there.
        settings.put(copy, {"incarnation": uuid4().hex, "place": None}, audited=False)
        count = student_rows.count(copy)

    with password_attempts.counting(source):  # it is the password of that backup
        set_aside = backup.restore(path, source, keys.derive_key(password, salt), accept)
    return Restored(path, set_aside, count)


def _must_fit(copy: Ledger, present: str) -> None:
    ledger_files.check_version(copy)
    if present and present != settings.get(copy, "ledger_id"):
        raise LedgerError(
            f"“{copy.path.name}”是另一本台账（{settings.get(copy, 'unit', '')}）的备份。",
            "请选这本台账的备份；要用那一本，请恢复成另一个文件名。台账没有改动。",
        )


def _present_id(path: Path, password: str) -> str:
    """Return which ledger lies there, "" if none can be read; raise LedgerError if it is open."""
    try:
        ledger = _open_for_check(path, password)
    except ledger_files.LedgerInUse:
        raise LedgerError(
            f"“{path.name}”正打开着，不能恢复。", "请先在所有窗口里关闭它再恢复。"
        ) from None
    except LedgerError:
        return ""  # damaged or of another password: that is what restoring is for
    try:
        with connection.in_words(path):
            return str(settings.get(ledger, "ledger_id", ""))
    except LedgerError:
        return ""
    finally:
        connection.close(ledger.db, ledger.path, ledger.identity)


@dataclass(frozen=True)
class Checked:
    """What is wrong with a ledger, and how far its log can be trusted (None: it can't be read)."""

    problems: list[Fault]
    proof: Proof | None
    hints: tuple[Fault, ...] = ()  # what is no fault, but worth a look: children of one name

    @property
    def proof_text(self) -> str:
        """Return in words how far the log can be trusted."""
        return _proof_text(self.proof) if self.proof else ""


def check_file(path: Path, password: str) -> list[Fault]:
    """Open a ledger without changing it; return all problems (an unreadable file is one)."""
    return look_through(path, password).problems


def look_through(path: Path, password: str) -> Checked:
    """Do the same, and return beside it how far the log can be trusted."""
    try:
        with password_attempts.counting(path):
            ledger = _open_for_check(path, password)
    except ledger_files.LedgerInUse:
        raise
    except LedgerError as error:
        return Checked([Fault("unreadable", str(error))], None)
    try:
        with connection.in_words(path):
            return _checked(ledger)
    except LedgerError as error:
        return Checked([Fault("unreadable", str(error))], None)
    finally:
        connection.close(ledger.db, ledger.path, ledger.identity)


def _checked(ledger: Ledger) -> Checked:
    # Imported late: every command loads this file.
    from ledger_app.actions.checking import same_child
    from ledger_app.store.safety import check

    found = check.problems(ledger)
    if found and found[0].kind == "storage":
        return Checked(found, None)  # what damaged pages say proves nothing
    same, maybe = same_child.everywhere(ledger)
    found = [_with_title(each) for each in found]
    return Checked([*found, *same], proof(ledger), tuple(maybe))


def _with_title(fault: Fault) -> Fault:
    """Return a fault of an edition with the title that stands on the paper."""
    key = str(fault.about.get("printout", ""))
    return replace(fault, text=fault.text.replace(f"“{key}”", f"“{_title(key)}”")) if key else fault


def _title(printout: str) -> str:
    # Imported late: the window starts without what prints.
    from ledger_app.printing.printouts import printouts

    return {each.key: each.plain_title for each in printouts()}.get(printout, printout)


def _proof_text(found: Proof) -> str:
    if not found.printout:
        return (
            "还没有印过带审计号的表：有口令又懂数据库的人若连审计记录一起改，这里查不出来。"
            "打印一次台账并存档，就有了凭据。"
        )
    paper = f"《{_title(found.printout)}》第 {found.number:03d} 期"
    return (
        f"修改记录有纸为证到 {found.at[:16]}：{paper}页脚的审计号 {found.head}，请与存档的纸核对；"
        f"此后的 {found.since} 条审计记录还没有印在纸上。"
    )


def _open_for_check(path: Path, password: str) -> Ledger:
    real = connection.check_file(path)
    salt = connection.read_salt(real)
    key = keys.derive_key(password, salt)
    only_read = connection.why_only_read(real) is not None
    with ledger_files.damage_told(real, partial(keys.derive_key, password)):
        db = connection.connect(real, key, salt, only_read=only_read)
    ledger = Ledger(real, db, key, salt, "", datetime.now)
    try:
        with connection.in_words(path):
            ledger_files.check_version(ledger)
    except BaseException:
        connection.close(db, real, ledger.identity)
        raise
    return ledger


def check_open(ledger: Ledger) -> Checked:
    """Check the open ledger and note in the trail that it was."""
    with ledger.lock, connection.in_words(ledger.path):
        found = _checked(ledger)
        ledger_files.log_if_possible(
            ledger, "checked", {"problems": len(found.problems)}, "这次检查"
        )
    return found
