"""Whether a ledger can live where this clerk keeps hers: written, locked, backed up, with room."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from ledger_app import paths, windows
from ledger_app.actions import back_up, edit_file, open_ledger
from ledger_app.actions.open_ledger import Ledger
from ledger_app.domain.errors import LedgerError
from ledger_app.files.synchronised import service_of
from ledger_app.files.writing import make_folder, write
from ledger_app.gui.kit import remembered
from ledger_app.selfcheck.findings import Finding, bad, good, note, reason, without_names

PASSWORD = "selfcheck-" + uuid4().hex  # of a ledger that is deleted a moment later
PATH_VARIABLE = "LEDGER_SELFCHECK"
RARE = "自检 王𬱖"  # blank, Chinese, and a character beyond the first 65,536
LONGEST = 250  # letters of a path: what the program takes on Windows, see store/file/connection.py
LEAST_FREE, ENOUGH_FREE = 200, 1000  # MB
SLOW = 0.5  # seconds for one edit
_USUAL = ("Documents", "文档", "My Documents")
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "davfs", "afs", "ncpfs"}
_DRIVES = {2: "U盘或移动盘", 3: "本机硬盘", 4: "网络盘", 5: "光盘", 6: "内存盘"}


def findings() -> Iterator[Finding]:
    """Try a small ledger in a folder of its own, in the folder where the last one lies."""
    folder, which = clerks_folder()
    yield _which(folder, which)
    try:
        with _own_folder(folder) as own:
            yield from _writing(own)
            yield from _ledger(own)
            yield _long_path(own)
    except (LedgerError, OSError) as error:
        yield bad("写文件", f"在{which}里写不成：{reason(error)}。")
    yield _room(folder)
    yield _drive(folder)
    service = service_of(folder)
    yield (
        note("同步", f"这个文件夹由{service}同步：台账会被拷走或换掉，请放到不同步的文件夹。")
        if service
        else good("同步", "不在认得的同步盘里。")
    )


def clerks_folder() -> tuple[Path, str]:
    """Return the folder of the ledger opened last, or the usual one; and what to call it."""
    recent = remembered.recall("window").get("recent")
    for name in recent if isinstance(recent, list) else ():
        if isinstance(name, str) and (parent := Path(name).parent).is_dir():
            return parent, "最近用的台账所在的文件夹"
    home = Path.home()
    for usual in _USUAL:
        if (home / usual).is_dir():
            return home / usual, "“文档”文件夹"
    return home, "用户的主文件夹"


def _which(folder: Path, which: str) -> Finding:
    return good("台账文件夹", f"在{which}里试，路径 {len(str(folder))} 个字。")


@contextmanager
def _own_folder(folder: Path) -> Iterator[Path]:
    own = folder / f"一生一档自检-{uuid4().hex[:8]}"
    make_folder(own)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _writing(own: Path) -> Iterator[Finding]:
    path = own / f"{RARE}.txt"
    for content in ("先写的", "后写的，顶替先写的"):
        write(path, content.encode())
    if path.read_text(encoding="utf-8") != content or [each.name for each in own.iterdir()] != [
        path.name
    ]:
        yield bad("写文件", "写完读回来不一样，或者名字变了：请检查磁盘。")
    else:
        yield good("写文件", "写、顶替、落盘、读回都对，中文和生僻字的文件名也对。")


def _ledger(own: Path) -> Iterator[Finding]:
    path = own / f"{RARE}.ledger"
    ledger = open_ledger.make_ledger(path, PASSWORD, unit="自检", code="", kind="school")
    try:
        yield _edit(ledger)
        yield _lock(path)
        back_up.back_up(ledger)
        yield good("备份", "做了一份，读回核对无误。")
    finally:
        open_ledger.close(ledger)
    problems = back_up.check_file(path, PASSWORD)
    if problems:
        yield bad("台账", f"关闭后检查有问题：{without_names(problems[0].text)}")
    left = [each.name for each in own.iterdir() if each.name.endswith(("-journal", ".open"))]
    if left:
        yield note("台账", "关闭后旁边留下了小文件，不影响使用。")
    else:
        yield good("台账", "能新建、关闭，检查完好。")


def _edit(ledger: Ledger) -> Finding:
    started = perf_counter()
    edit_file.add_student(ledger, {"name": "王𬱖"})
    taken = perf_counter() - started
    text = f"建一份档案用了 {taken * 1000:.0f} 毫秒"
    if taken > SLOW:
        return note("存一次", f"{text}，这个盘很慢。")
    return good("存一次", f"{text}。")


def _lock(path: Path) -> Finding:
    """Ask another process to open the ledger: it must hear that it is open."""
    environment = {**paths.own_environment(), PATH_VARIABLE: str(path)}
    command = [*paths.own_command(), "selfcheck", "--part", "lock"]
    done = subprocess.run(
        command, env=environment, capture_output=True, timeout=60, check=False,
        creationflags=windows.NO_CONSOLE,
    )  # fmt: skip
    if done.stdout.strip() == b"refused":
        return good("上锁", "台账开着时，别的程序打不开它。")
    return bad("上锁", "台账开着时，别的程序也能打开：这个盘不能锁文件，两个人会互相覆盖。")


def try_to_open(path: Path) -> str:
    """Open a ledger that another process has open; return how that went."""
    try:
        open_ledger.close(open_ledger.open_ledger(path, PASSWORD))
    except open_ledger.LedgerInUse:
        return "refused"
    except LedgerError as error:
        # The password is not ours: that we get as far as asking for it says enough.
        return type(error).__name__
    return "opened"


def _long_path(own: Path) -> Finding:
    """Write below as deep a path as the program takes, and tell whether more would go."""
    deep = own
    while len(str(deep)) + 40 < LONGEST:
        deep /= "深" * min(30, LONGEST - len(str(deep)) - 38)
    try:
        deep.mkdir(parents=True, exist_ok=True)
        write(deep / ("长" * (LONGEST - len(str(deep)) - 5) + ".txt"), b"1")
    except (OSError, LedgerError) as error:
        return bad("长路径", f"{LONGEST} 个字的路径写不成：{reason(error)}。")
    further = deep / ("深" * 30)
    with suppress(OSError, LedgerError):
        further.mkdir()
        write(further / "长.txt", b"1")
        return good("长路径", f"{LONGEST} 个字的路径能写，更长的系统也能写。")
    return good("长路径", f"{LONGEST} 个字的路径能写，再长系统不能写。")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // 1_000_000
    text = f"还剩 {free / 1000:.1f} GB" if free >= ENOUGH_FREE else f"只剩 {free} MB"
    if free < LEAST_FREE:
        return bad("空间", f"{text}，不够备份和导入。")
    return (
        note("空间", f"{text}，请腾出一些。") if free < ENOUGH_FREE else good("空间", f"{text}。")
    )


def _drive(folder: Path) -> Finding:
    if sys.platform == "win32":
        number = windows.drive_kind(folder)
        kind, remote = _DRIVES.get(number, "认不出的盘"), number == 4
    else:
        kind = file_system(folder)
        remote = kind in _REMOTE
    if remote:
        return note("盘", f"{kind}，是网络上的盘：锁和断电都靠不住，请放在本机硬盘上。")
    return good("盘", f"{kind}。")


def file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Return the type of the file system that a folder lies on (Linux)."""
    best, kind = -1, "认不出的盘"
    real = folder.resolve()
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            _, place, found, *_ = line.split()
            at = Path(place.replace("\\040", " "))
            if (at == real or at in real.parents) and len(at.parts) >= best:
                best, kind = len(at.parts), found
    return kind
