"""Make a ledger, open one with its password or recovery code, close it, change the password."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ledger_app.actions import password_attempts
from ledger_app.actions.password_attempts import seconds_to_wait
from ledger_app.catalogue.handoff_meanings import UnitKind
from ledger_app.catalogue.meanings import SchoolStatus
from ledger_app.domain.errors import LedgerError
from ledger_app.files import left_overs
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import audit, keys, settings
from ledger_app.store.file.connection import NotWritten
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.lists import student_index
from ledger_app.store.safety import copies, ledger_files
from ledger_app.store.safety.ledger_files import LedgerInUse, WrongPassword, close

__all__ = ["Ledger", "LedgerInUse", "WrongPassword", "close", "seconds_to_wait"]

Clock = Callable[[], datetime]
SHORTEST_PASSWORD = 8
KINDS = (UnitKind.SCHOOL, UnitKind.TOWNSHIP, UnitKind.COUNTY)
_GUESSED = ("12345678", "123456789", "1234567890", "88888888", "00000000", "11111111", "66668888",
            "password", "qwertyui", "abcd1234", "a1234567", "11223344", "87654321")  # fmt: skip


def make_ledger(
    path: Path,
    password: str,
    *,
    unit: str,
    code: str,
    kind: str,
    author: str = "",
    clock: Clock = datetime.now,
) -> Ledger:
    """Make a new ledger for one unit; a school ledger starts with that school's record."""
    if not unit.strip():
        raise LedgerError("单位名称还没填。", "请填学校、中心校或教育局的全称，与公章一致。")
    if kind not in KINDS:
        hint = "请选学校（school）、乡镇（township）或县区（county）。"
        raise LedgerError(f"单位类型“{kind}”不对。", hint)
    if problem := password_problem(password):
        raise LedgerError(problem)
    if not path.name:
        raise LedgerError("还没有文件名。", "请写上台账的文件名，例如 福利镇.ledger。")
    # Appended, not exchanged: 福利镇v1.2 keeps the .2 of its name.
    path = path if path.suffix == ledger_files.SUFFIX else path.with_name(path.name + ".ledger")
    start = {"unit": unit.strip(), "unit_code": code.strip(), "unit_kind": kind, "clerk": author}

    def own_school(ledger: Ledger) -> None:
        if kind == UnitKind.SCHOOL:
            _add_own_school(ledger, unit.strip(), code.strip())

    ledger = ledger_files.create(
        path, password, author=author, clock=clock, start=start, first_records=own_school
    )
    student_index.bring_up_to_date(ledger)
    return ledger


def _add_own_school(ledger: Ledger, unit: str, code: str) -> None:
    with revise(ledger, "setup", f"建立台账：{unit}") as revision:
        own = revision.insert(
            "school", {"name": unit, "code": code or None, "status": SchoolStatus.OPEN}
        )
    settings.put(ledger, {"own_school": own})


def open_ledger(
    path: Path, password: str, *, author: str = "", clock: Clock = datetime.now
) -> Ledger:
    """Open with the password. A wrong one is counted, and `seconds_to_wait` grows."""
    return _opened(
        path, lambda: ledger_files.open_with_password(path, password, author=author, clock=clock)
    )


def open_with_recovery_code(
    path: Path, groups: str, *, author: str = "", clock: Clock = datetime.now
) -> Ledger:
    """Open with the 13 groups of the recovery sheet; the password stays as it is."""
    key = keys.key_from_groups(groups)
    return _opened(path, lambda: _open_with_key(path, key, author, clock))


def _open_with_key(path: Path, key: bytes, author: str, clock: Clock) -> Ledger:
    with ledger_files.damage_told(path, lambda _salt: key):
        return ledger_files.open_with_key(path, key, author=author, clock=clock)


def _opened(path: Path, opening: Callable[[], Ledger]) -> Ledger:
    left_overs.clear()
    left_overs.clear_in(path.absolute().parent)
    with password_attempts.counting(path):
        ledger = opening()
    if failures := password_attempts.count_of(path):
        # Noted by whoever gets in: a closed ledger cannot be told that somebody tried.
        with suppress(NotWritten):  # then they are noted by whoever opens it next
            audit.log(ledger, "failed_passwords", {"count": failures})
            password_attempts.forget(path)
    if ledger.refusal:
        _bring_up_to_date(ledger)
    if not ledger.author:
        ledger.author = settings.get(ledger, "clerk", "") or ""
    return ledger


def _bring_up_to_date(ledger: Ledger) -> None:
    """Give a copy in memory the lists of today; from then on nothing is written to it either."""
    refusal, ledger.refusal = ledger.refusal, None
    student_index.bring_up_to_date(ledger)
    ledger.refusal = refusal


def take_place(ledger: Ledger) -> str:
    """Remember where an opened ledger lies; return a sentence about that, or "".

    A copy of another one that still is there can be read only, until `go_on_with` is said. A folder
    that synchronises is named once.
    """
    if ledger.refusal:
        return ""
    other = copies.other_copy(ledger)
    if other is not None:
        ledger.refusal = (
            f"这是“{other}”的一份拷贝，还没有说用哪一份继续。",
            "两份都继续录入，以后合不到一起：要用这一份继续，请在窗口里点“用这一份继续”，"
            "命令行加 --this-copy；否则请打开那一份。",
        )
        ledger.copy_of = other
        return ""
    try:
        copies.note_place(ledger)
        folder = copies.new_warning(ledger)
    except NotWritten:
        return ""  # a full disk: the next time will do
    if not folder:
        return ""
    return (
        f"台账放在会自动同步的文件夹“{folder}”里：别的电脑上的旧内容可能盖掉这里的新内容。"
        "请先关闭台账，把它移到不同步的文件夹（如“文档”），备份可以放在同步文件夹里。"
    )


def go_on_with(ledger: Ledger) -> None:
    """Let an opened copy be the one that goes on: it can be written from now on."""
    if ledger.copy_of is None:
        return
    refusal, ledger.refusal = ledger.refusal, None
    try:
        copies.go_on(ledger)
    except BaseException:
        ledger.refusal = refusal
        raise
    ledger.copy_of = None


def go_on_unasked(ledger: Ledger) -> str:
    """Let a copy go on where nobody can be asked, if the other one holds nothing that it lacks.

    Returns the sentence that says so, or "": then it stays read-only. The other one asks when it is
    opened next, so that two never go on without a word.
    """
    other = ledger.copy_of
    if other is None or not copies.has_all_of(ledger, other):
        return ""
    go_on_with(ledger)
    return (
        f"这是“{other}”的一份拷贝，那一份里没有这里缺的内容：从现在起用这一份继续。"
        "再打开那一份时会提醒。"
    )


def only_read_note(ledger: Ledger) -> str:
    """Return that nothing can be written and why, in a sentence; "" where it can be."""
    if ledger.refusal is None:
        return ""
    return f"只读打开，可以看、查、检查、打印到别处，改动存不进去：{ledger.refusal[0]}"


def change_password(ledger: Ledger, password: str) -> None:
    """Set a new password; the old recovery sheet stops working and a new one must be printed."""
    if problem := password_problem(password):
        raise LedgerError(problem)
    ledger_files.change_password(ledger, password)


def recovery_groups(ledger: Ledger) -> list[str]:
    """Return the recovery code of the open ledger: 13 groups of five characters."""
    return keys.recovery_groups(ledger.key)


def password_problem(password: str) -> str:
    """Return what is wrong with a new password, or an empty string. There are no odd rules."""
    if len(password) < SHORTEST_PASSWORD:
        return f"口令至少 {SHORTEST_PASSWORD} 个字符（可以是一句话，汉字也行）。"
    if password.lower() in _GUESSED or len(set(password)) < 3:
        return "这个口令太常见，别人很容易猜到。请换一个，例如几个不相干的词连起来。"
    return ""


def password_strength(password: str) -> int:
    """Return 0 (refused) to 4 (strong), from length and variety of characters."""
    if password_problem(password):
        return 0
    kinds = [str.isdigit, str.islower, str.isupper, lambda c: not c.isascii(), _is_sign]
    variety = sum(any(kind(char) for char in password) for kind in kinds)
    wide: int = sum(2 if not char.isascii() else 1 for char in password)
    return max(
        1, min(4, (wide >= 10) + (wide >= 14) + (wide >= 18) + (variety >= 2) + (variety >= 3))
    )


def _is_sign(char: str) -> bool:
    return char.isascii() and not char.isalnum()
