"""Which copy of a ledger is the one that goes on; and folders that synchronise behind its back.

A ledger remembers where it was last kept. Where another one of the same origin still lies there,
this one is a copy: two that both go on cannot be put together again. A ledger that was only moved
or renamed leaves nothing behind. What goes on by a person's word is noted in the user's own folder,
too, so that the other one knows when it is opened.
"""

from __future__ import annotations

import json
import os
import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.files import writing
from ledger_app.files.targets import identity, is_held
from ledger_app.store.changes.origin import own_origin
from ledger_app.store.file import audit, connection, keys, settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup

_KEPT_IN = "going_on.json"
MOST_BEFORE = 50
_SYNCHRONISED = re.compile(
    r"onedrive|坚果云|nutstore|wps ?云盘|wps ?网盘|wpsdrive|wps cloud files|百度(网盘|云)?同步|"
    r"百度网盘|baidu(sync|netdisk|yun)|dropbox|icloud|mobile documents|nextcloud|owncloud|微云|"
    r"weiyun|"
    r"阿里云盘|alidrive|adrive|google ?drive|天翼云盘|移动云盘|和彩云|seafile|syncthing|企业网盘|"
    r"同步(盘|空间|文件夹)|云同步|腾讯微云|夸克网盘|亿方云|pcloud",
    re.IGNORECASE,
)
_MARKS = (
    ".dropbox", ".dropbox.cache", ".stfolder", ".nextcloudsync.log", ".owncloudsync.log",
    ".sync_journal.db", ".nutstore", ".849C9593-D756-4E56-8D6E-42412F2A707B", ".SynologyDrive",
)  # fmt: skip


def other_copy(ledger: Ledger) -> Path | None:
    """Return where another ledger of the same origin lies, if this one is a copy of it."""
    if ledger.path.parent.name.endswith(backup.FOLDER_ENDING):
        return _of_backup(ledger.path)
    place = settings.get(ledger, "place") or {}
    there = place.get("path") if place.get("host") == socket.gethostname() else None
    going = _goes_on_for(ledger)
    if going == str(ledger.path):
        return None
    for known in (there, going):
        if known and known != str(ledger.path) and _is_of_same_origin(ledger, Path(known)):
            return Path(known)
    return None


def _of_backup(path: Path) -> Path:
    """Return the ledger that a backup is of: it lies beside the folder of backups."""
    stem = path.parent.name.removesuffix(backup.FOLDER_ENDING)
    return path.parent.with_name(f"{stem}.ledger")


def _is_of_same_origin(ledger: Ledger, other: Path) -> bool:
    """Tell whether a ledger with the same first bytes lies there: copies have them in common."""
    found = identity(other)
    if found is None or found == ledger.identity or is_held(found):
        return False
    with suppress(OSError), other.open("rb") as stream:
        return stream.read(keys.SALT_BYTES) == ledger.salt
    return False


def has_all_of(ledger: Ledger, other: Path) -> bool:
    """Tell whether nothing happened in the other ledger that this copy of it lacks.

    Not while the other one is open, nor for a backup, which stays as it was made.
    """
    if ledger.path.parent.name.endswith(backup.FOLDER_ENDING):
        return False
    with suppress(LedgerError):
        db = connection.connect(other, ledger.key, ledger.salt, only_read=True)
        try:
            last = db.execute("SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1").fetchone()
        finally:
            db.conn.close()
        return bool(ledger.value("SELECT count(*) FROM audit WHERE no = ? AND hash = ?", last))
    return False


def note_place(ledger: Ledger) -> None:
    """Remember where the ledger is kept now."""
    here = {"path": str(ledger.path), "host": socket.gethostname()}
    wanted: dict[str, object] = {"place": here} if settings.get(ledger, "place") != here else {}
    if not settings.get(ledger, "incarnation"):
        wanted["incarnation"] = uuid4().hex
    if wanted:
        settings.put(ledger, wanted, audited=False)
    own_origin(ledger)  # at hand from now on: no save has to read it


def go_on(ledger: Ledger) -> None:
    """Let this copy be the one that goes on, as another incarnation than the one it is of."""
    known = _gone_on().get(_name(ledger), _Going("", "", ()))
    own = str(settings.get(ledger, "incarnation", ""))
    before = dict.fromkeys((*known.instead_of, known.incarnation, own))
    incarnation = uuid4().hex
    settings.put(ledger, {"incarnation": incarnation, "place": None}, audited=False)
    audit.log(ledger, "copy_goes_on", {})
    note_place(ledger)
    instead_of = tuple(each for each in before if each)[-MOST_BEFORE:]
    going = _Going(str(ledger.path), incarnation, instead_of)
    everything = {**_gone_on(), _name(ledger): going}
    with suppress(OSError):
        text = json.dumps({key: each._asdict() for key, each in everything.items()})
        writing.write_own(paths.user_folder() / _KEPT_IN, text)


class _Going(NamedTuple):
    """Where the copy lies that goes on, which it is, and of which others it took the place."""

    path: str
    incarnation: str
    instead_of: tuple[str, ...]


def _goes_on_for(ledger: Ledger) -> str | None:
    """Return where the copy lies that somebody said goes on instead of this one."""
    going = _gone_on().get(_name(ledger))
    if going is None:
        return None
    own = settings.get(ledger, "incarnation")
    return going.path if own in going.instead_of or going.path == str(ledger.path) else None


def _gone_on() -> dict[str, _Going]:
    try:
        found = json.loads((paths.user_folder() / _KEPT_IN).read_text(encoding="utf-8"))
        return {
            key: _Going(each["path"], each["incarnation"], tuple(each["instead_of"]))
            for key, each in found.items()
        }
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return {}


def _name(ledger: Ledger) -> str:
    return str(settings.get(ledger, "ledger_id", ""))


def synchronised_folder(path: Path) -> str:
    """Return the name of the folder above a path that other computers get copies of, or ""."""
    known = [os.environ.get(name) for name in ("OneDrive", "OneDriveCommercial")]
    for folder in path.parents:
        if _SYNCHRONISED.search(folder.name) or str(folder) in known:
            return folder.name
        if any((folder / mark).exists() for mark in _MARKS):
            return folder.name
    return ""


def new_warning(ledger: Ledger) -> str:
    """Return the name of a synchronised folder that the ledger lies in, once for each ledger."""
    folder = synchronised_folder(ledger.path)
    if not folder or settings.get(ledger, "sync_warned") == folder:
        return ""
    settings.put(ledger, {"sync_warned": folder}, audited=False)
    return folder
