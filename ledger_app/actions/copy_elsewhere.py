"""The copy on another disk: the 备份盘 named once, what it has, what would be lost without it.

Which disk it is, and what was copied there last, is kept for this computer (in the user's folder):
it says what is lost if this computer dies.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from ledger_app import paths
from ledger_app.domain.errors import LedgerError, fault_text
from ledger_app.files import copying, writing
from ledger_app.store.file import settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup, moment
from ledger_app.store.safety.backup import Backup
from ledger_app.store.safety.moment import Moment

FOLDER = "一生一档备份"  # on the other disk; a disk without it is another one
KEPT_IN = "copies.json"
_AT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Copied:
    """The last copy elsewhere: when, which backup, how far the ledger had come."""

    at: datetime
    file: str
    moment: Moment


@dataclass(frozen=True)
class Standing:
    """What the other disk has: `changes` and `editions` it lacks, None where that is not known."""

    place: Path | None
    copied: Copied | None
    same_disk: bool
    changes: int | None
    editions: int | None

    @property
    def is_whole(self) -> bool:
        """Tell whether everything is on the other disk."""
        return self.copied is not None and self.changes == 0 and self.editions == 0

    def text(self, now: datetime) -> str:
        """Return what would be lost if this computer died now, in a few words."""
        if self.copied is None or self.changes is None or self.editions is None:
            whole = self.changes is None or self.editions is None
            lost = "现在的内容" if whole else _amount(self.changes or 0, self.editions or 0)
            return f"{lost}，程序还没有拷到别处" if lost else "程序还没有拷到别处"
        when = _ago(self.copied.at, now)
        where = "另一个文件夹（同一块盘）" if self.same_disk else "别处"
        lost = _amount(self.changes, self.editions)
        return f"{lost}，上次拷到{where} {when}" if lost else f"都已拷到{where}（{when}）"


def _amount(changes: int, editions: int) -> str:
    parts = ((changes, f"{changes} 处修改"), (editions, f"{editions} 期打印"))
    return "、".join(text for count, text in parts if count)


def _ago(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()).days
    if days == 0:
        return at.strftime("今天 %H:%M")
    if days == 1:
        return at.strftime("昨天 %H:%M")
    # A clock that was set back can't say how long ago.
    return f"{days} 天前" if days > 0 else at.strftime("%Y-%m-%d")


# Which disk.


def place(ledger: Ledger) -> Path | None:
    """Return the folder named as 备份盘 of this ledger, None if none was named."""
    text = _kept(ledger).get("place")
    return Path(text) if isinstance(text, str) and text else None


def set_place(ledger: Ledger, folder: Path | None) -> str:
    """Name the 备份盘, or none; return what should be known about it, "" if nothing.

    Raises LedgerError if it is no folder, can't be written, or is where the ledger itself lies.
    """
    if folder is None:
        _keep(ledger, place="")
        return ""
    folder = folder.absolute()
    if not folder.is_dir():
        raise LedgerError(f"没有文件夹“{folder}”。", "请插好U盘，再选它或它上面的一个文件夹。")
    real, own = folder.resolve(), ledger.path.resolve().parent
    if real == own or backup.folder_of(ledger.path).resolve() in (real, *real.parents):
        raise LedgerError(
            f"“{folder}”就是台账或它的备份所在的文件夹，不能作备份盘。",
            "请选U盘或另一块硬盘上的文件夹。",
        )
    try:
        writing.make_folder(folder / FOLDER)
        writing.make_folder(_folder_on(folder, ledger))
    except OSError as error:
        raise _failed(folder, error) from error
    _keep(ledger, place=str(folder), copied=None)
    if _same_disk(ledger.path, folder):
        return "这个文件夹和台账在同一块盘上：盘坏了，两份一起没有。最好选U盘或另一块硬盘。"
    return ""


def _folder_on(folder: Path, ledger: Ledger) -> Path:
    # Two ledgers of one name, of two schools, may share a stick.
    own = str(settings.get(ledger, "ledger_id", ""))[:6]
    return folder / FOLDER / f"{ledger.path.stem}-{own}"


def _same_disk(path: Path, folder: Path) -> bool:
    try:
        return path.stat().st_dev == folder.stat().st_dev
    except OSError:
        return False


# What it has.


def standing(ledger: Ledger) -> Standing:
    """Return what the other disk has and lacks. Nothing on it is looked at."""
    kept = _kept(ledger)
    copied, where = _copied(kept.get("copied")), place(ledger)
    with ledger.lock:
        found = moment.since(ledger, copied.moment if copied else moment.NEVER)
    return Standing(
        where,
        copied,
        bool(kept.get("same_disk")),
        found.changes if found else None,
        found.editions if found else None,
    )


def _copied(kept: object) -> Copied | None:
    try:
        assert isinstance(kept, dict)
        return Copied(
            datetime.strptime(kept["at"], _AT), str(kept["file"]), Moment(**kept["moment"])
        )
    except (AssertionError, KeyError, TypeError, ValueError):
        return None


# Copying.


@dataclass(frozen=True)
class Task:
    """A backup to be copied to the other disk; the ledger is not needed for it."""

    ledger_id: str
    source: Path
    at: datetime
    moment: Moment
    place: Path
    folder: Path


def task(ledger: Ledger, made: Backup | None = None) -> Task | None:
    """Return what is to be copied: the backup just made, or the last one made on this computer.

    None if no disk is named, if the disk has that backup already, or there is none to copy.
    """
    kept = _kept(ledger)
    where = place(ledger)
    if made is not None and made.moment is not None:
        newest: Copied | None = Copied(made.at, made.path.name, made.moment)
        _keep(ledger, made=_as_json(made.at, made.path.name, made.moment))
    else:
        newest = _copied(kept.get("made"))
    copied = _copied(kept.get("copied"))
    if where is None or newest is None or (copied and copied.moment == newest.moment):
        return None
    source = backup.folder_of(ledger.path) / newest.file
    if not source.is_file():
        return None
    folder = _folder_on(where, ledger)
    return Task(_id(ledger), source, newest.at, newest.moment, where, folder)


def is_there(where: Path) -> bool:
    """Tell whether the named disk is there: the disk itself, not another in its place."""
    with suppress(OSError):
        return (where / FOLDER).is_dir()
    return False


def copy(task: Task, goes_on: Callable[[], bool] = lambda: True) -> Path:
    """Copy a backup to the other disk, read it back and compare; return where it is.

    Older copies there are thinned as backups are. Raises LedgerError with a calm sentence: the
    ledger and its backups have lost nothing.
    """
    target = task.folder / task.source.name
    if not is_there(task.place):
        raise NotThere(
            f"备份盘“{task.place}”没有插上。", "插上以后会自动拷过去；台账和本机的备份都在。"
        )
    try:
        writing.make_folder(task.folder)
        if not copying.is_same(task.source, target):
            _copy(task, target, goes_on)
    except OSError as error:
        raise _failed(task.place, error) from error
    backup.thin(task.folder)
    copied = _as_json(task.at, task.source.name, task.moment)
    same_disk = _same_disk(task.source, task.folder)
    _keep_for(task.ledger_id, copied=copied, same_disk=same_disk)
    return target


class NotThere(LedgerError):
    """The disk is not plugged in: nothing is wrong."""


def _copy(task: Task, target: Path, goes_on: Callable[[], bool]) -> None:
    try:
        copying.copy_and_compare(task.source, target, goes_on)
    except OSError as error:
        if error.errno not in _FULL or not _made_room(task.folder):
            raise
        copying.copy_and_compare(task.source, target, goes_on)


_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def _made_room(folder: Path) -> bool:
    """Delete all but the newest copies; return whether there were any others."""
    others = backup.in_folder(folder)[backup.NEWEST :]
    for each in others:
        with suppress(OSError):
            each.path.unlink()
    return bool(others)


def _failed(where: Path, error: OSError) -> LedgerError:
    if isinstance(error, copying.NotTheSame):
        return LedgerError(
            f"拷到备份盘“{where}”以后读回来不一样，没有采用。",
            "这个U盘可能坏了，请换一个。台账和本机的备份都在。",
        )
    return LedgerError(
        f"没有拷到备份盘“{where}”：{fault_text(error)}。",
        "请检查U盘是否拔出、写满或设了写保护；台账和本机的备份都在。",
    )


# What this computer keeps in mind.

_writing = Lock()  # the window names a disk while the worker notes a copy


def _id(ledger: Ledger) -> str:
    return str(settings.get(ledger, "ledger_id", ""))


def _kept(ledger: Ledger) -> dict[str, Any]:
    found = _everything().get(_id(ledger))
    return found if isinstance(found, dict) else {}


def _everything() -> dict[str, Any]:
    try:
        found = json.loads((paths.user_folder() / KEPT_IN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(ledger: Ledger, **values: object) -> None:
    _keep_for(_id(ledger), **values)


def _keep_for(ledger_id: str, **values: object) -> None:
    with _writing:
        everything = _everything()
        before = everything.get(ledger_id)
        everything[ledger_id] = {**(before if isinstance(before, dict) else {}), **values}
        with suppress(OSError):
            text = json.dumps(everything, ensure_ascii=False)
            writing.write_own(paths.user_folder() / KEPT_IN, text)


def _as_json(at: datetime, file: str, when: Moment) -> dict[str, Any]:
    return {"at": at.strftime(_AT), "file": file, "moment": asdict(when)}
