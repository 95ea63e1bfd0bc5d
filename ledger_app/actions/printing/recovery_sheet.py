"""The recovery sheet: make it, check that it was really kept, change the password it goes with."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ledger_app.actions import open_ledger, password_attempts
from ledger_app.domain.errors import LedgerError
from ledger_app.files.targets import free_target
from ledger_app.files.writing import write
from ledger_app.store.file import audit, keys, settings
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.safety import backup

if TYPE_CHECKING:
    from ledger_app.printing.ink.paper_pages import PaperPages
    from ledger_app.printing.recovery_sheet import RecoverySheet

GROUP_COUNT = keys.GROUP_COUNT
PENDING = "recovery_pending"  # set until two groups were typed back
ASKED = 2
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})  # as in store/file/keys.py


def make_ledger(
    path: Path, password: str, *, unit: str, code: str, kind: str, author: str
) -> Ledger:
    """Make a ledger as `open_ledger.make_ledger` does; its sheet is then to be checked first."""
    made = open_ledger.make_ledger(path, password, unit=unit, code=code, kind=kind, author=author)
    ask_for_check(made)
    return made


def sheet_pdf(ledger: Ledger) -> bytes:
    """Return the recovery sheet of the open ledger as a PDF and note that it was made."""
    # Imported late: the window starts without the PDF library.
    from ledger_app.printing.pdf.draw import page_alone
    from ledger_app.printing.recovery_sheet import TITLE, sheet_page

    sheet = _sheet(ledger)
    # It stays in memory: where it is written is the user's choice.
    return page_alone(sheet_page(sheet), TITLE, sheet.unit, sheet.made_at)


def sheet_pages(ledger: Ledger) -> PaperPages:
    """Return the recovery sheet for a printer and note that it was made."""
    from ledger_app.printing.ink.paper_pages import PaperPage, paper_pages
    from ledger_app.printing.recovery_sheet import TITLE, sheet_page

    return paper_pages(TITLE, [PaperPage(sheet_page(_sheet(ledger)))])


def _sheet(ledger: Ledger) -> RecoverySheet:
    from ledger_app.printing.recovery_sheet import RecoverySheet

    audit.log(ledger, "recovery_sheet", {})
    return RecoverySheet(
        unit=str(settings.get(ledger, "unit", "")),
        file_name=ledger.path.name,
        made_at=ledger.now()[:16],
        groups=tuple(groups(ledger)),
    )


def save_sheet(ledger: Ledger, path: Path) -> Path:
    """Write the sheet as a PDF where the user chose; raise LedgerError if that fails."""
    target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
    _must_lie_apart(ledger, target)
    free_target(target)  # before the sheet is noted as made
    return write(target, sheet_pdf(ledger))


def _must_lie_apart(ledger: Ledger, target: Path) -> None:
    """Raise LedgerError for a place beside the ledger: who copies the folder would have the key."""
    own = {ledger.path.parent.resolve(), backup.folder_of(ledger.path).resolve()}
    if target.parent.resolve() in own:
        raise LedgerError(
            "恢复单不能和台账放在同一个文件夹里：谁拿到这个文件夹，谁就能打开台账。",
            "请直接打印，或存到U盘。",
        )


def groups(ledger: Ledger) -> list[str]:
    """Return the 13 groups of the open ledger."""
    return open_ledger.recovery_groups(ledger)


def places_to_type() -> tuple[int, ...]:
    """Return two different places (0 to 12, in order) to be typed back from the sheet."""
    return tuple(sorted(secrets.SystemRandom().sample(range(GROUP_COUNT), ASKED)))


def fits(ledger: Ledger, place: int, typed: str) -> bool:
    """Tell whether the typed text is the group at this place; O, I, L and U are read as meant."""
    return hmac.compare_digest(tidied(typed), groups(ledger)[place])


def is_group(typed: str, place: int) -> bool:
    """Tell whether a group typed for this place is right in itself, by its check character."""
    return keys.group_is_right(tidied(typed), place)


def tidied(typed: str) -> str:
    """Return typed or pasted recovery code in the characters of the sheet, without gaps.

    Full-width letters of an input method count as letters; O, I, L, U as what they look like.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(plain.split()).replace("-", "").translate(_LOOK_ALIKES)


def is_pending(ledger: Ledger) -> bool:
    """Tell whether the sheet of this key still has to be checked."""
    return bool(settings.get(ledger, PENDING, False))


def ask_for_check(ledger: Ledger) -> None:
    """Note that the sheet of this key is still to be checked."""
    settings.put(ledger, {PENDING: True}, audited=False)


def confirm(ledger: Ledger) -> None:
    """Note that two groups were typed back from the sheet."""
    settings.put(ledger, {PENDING: False}, audited=False)
    audit.log(ledger, "recovery_checked", {})


def change_password(ledger: Ledger, old: str, new: str) -> None:
    """Set a new password once the old one was given; a new sheet is then due."""
    if not hmac.compare_digest(keys.derive_key(old, ledger.salt), ledger.key):
        password_attempts.note(ledger.path)
        raise LedgerError("现在的口令不对。", "请再输一次；忘了口令，可以用恢复码打开后再改。")
    if old == new:
        raise LedgerError("新口令和现在的一样。", "请换一个新的口令。")
    set_password(ledger, new)


def set_password(ledger: Ledger, new: str) -> None:
    """Set a new password in a ledger that was opened with its recovery code."""
    before = is_pending(ledger)
    ask_for_check(ledger)  # first: once the file has its new key, nothing may fail any more
    try:
        open_ledger.change_password(ledger, new)
    except LedgerError:
        with suppress(LedgerError):
            settings.put(ledger, {PENDING: before}, audited=False)
        raise
