"""Set up and start 一生一档: needs Python 3.11 or newer and no package.

python3 start.py              set up when needed, then open the window
python3 start.py test ARGS    set up for testing when needed, then run pytest ARGS
python3 start.py COMMAND ARGS the same program from the shell (python -m ledger_app COMMAND ARGS)
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # python -P leaves it out

from starting import windows
from starting.locking import one_at_a_time
from starting.running import Packages, SetupError, run_quietly, say

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELHOUSE = ROOT / "wheelhouse"
STAMP = VENV / "installed.txt"  # written last: without it nothing counts as installed
UNFINISHED = VENV / "unfinished"  # there while an installation runs, or after one was cut off

# The oldest system library that the wheels of PySide6 6.9.3 run on, by processor.
NEEDED_GLIBC = {"x86_64": (2, 28), "aarch64": (2, 39)}
WINDOW_LIBRARIES = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}


def main(arguments: list[str]) -> int:
    """Set up what is missing and hand over to the program; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # pythonw has none
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        check_python()
        testing = arguments[:1] == ["test"]
        files = requirement_files(testing)
        if not is_installed(files):
            set_up(files, testing)
    except SetupError as error:
        return give_up(str(error), arguments)
    except OSError as error:
        return give_up(f"安装没有完成：{error}\nThe set-up did not finish: {error}", arguments)
    except KeyboardInterrupt:
        say("安装已中断，再运行一次即可继续。", "Stopped. Run this again to go on.")
        return 130
    return run_tests(arguments[1:]) if testing else run_program(arguments)


def give_up(text: str, arguments: list[str]) -> int:
    """Say why nothing is started; whoever clicked on Windows has no console to read it in.

    The self check is made all the same, by this Python: it is asked for where things go wrong.
    """
    print(text, file=sys.stderr, flush=True)
    if arguments[:1] == ["selfcheck"] and sys.version_info >= (3, 11):
        subprocess.call([sys.executable, "-m", "ledger_app", *arguments], env=own_environment())
    if sys.platform == "win32" and is_for_window(arguments):
        windows.show_box(text)
    return 1


def is_for_window(arguments: list[str]) -> bool:
    """Tell whether the window is wanted, perhaps with a ledger, and not a command."""
    return not arguments or arguments[0].lower().endswith(".ledger")


def check_python() -> None:
    """Refuse a Python that the locked packages have no wheels for."""
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return
    here = "{}.{}".format(*sys.version_info)
    raise SetupError(
        f"需要 Python 3.11、3.12 或 3.13，这里是 {here}。请安装其中一个，再用它运行 start.py。",
        f"Python 3.11, 3.12 or 3.13 is needed, this is {here}. Install one, run start.py with it.",
    )


def check_system() -> None:
    """Name what an older or rarer system lacks before pip says it in its own words."""
    if sys.maxsize < 2**32:
        raise SetupError(
            "这是 32 位的 Python，没有它的安装包。请安装 64 位的 Python。",
            "This Python is a 32-bit one, there are no packages for it. Install a 64-bit Python.",
        )
    if sys.platform == "win32" and windows.is_too_deep(ROOT):
        most = windows.LONGEST_ROOT
        raise SetupError(
            f"程序文件夹的路径太长，有 {len(str(ROOT))} 个字，最多 {most} 个：{ROOT}\n"
            "请把整个文件夹移到浅一些的地方，例如 D:\\一生一档，再运行一次。",
            f"The path of this folder has more than {most} letters. Move it up and run this again.",
        )
    if not sys.platform.startswith("linux"):
        return
    machine = platform.machine()
    needed = NEEDED_GLIBC.get(machine)
    if needed is None:
        raise SetupError(
            f"这台电脑的处理器是 {machine}，窗口库没有它的安装包，只有 x86_64 和 aarch64 的。",
            f"There are no packages for this processor ({machine}), only for x86_64 and aarch64.",
        )
    name, version = platform.libc_ver()
    found = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "glibc" or found < needed:
        wanted = "{}.{}".format(*needed)
        here = f"{name} {version}".strip() or "musl?"
        raise SetupError(
            f"系统太旧或不合适：需要 glibc {wanted} 或更新，这里是 {here}。",
            f"This system is too old or of another kind: glibc {wanted} is needed, here is {here}.",
        )


# --- what is installed -----------------------------------------------------------------------


def requirement_files(testing: bool) -> list[Path]:
    """Return the locked lists to install from, the program's own first."""
    names = ["requirements.txt", "requirements-dev.txt"] if testing else ["requirements.txt"]
    return [ROOT / name for name in names]


def stamp_lines(files: list[Path]) -> list[str]:
    """Say what an environment made from these lists by this Python is made of."""
    python = "python {}.{}".format(*sys.version_info)
    return [python, *(f"{f.name} {hashlib.sha256(f.read_bytes()).hexdigest()}" for f in files)]


def is_installed(files: list[Path]) -> bool:
    """Tell whether .venv was completed from exactly these lists (or from more)."""
    if not STAMP.is_file() or not venv_python().exists():
        return False
    return set(stamp_lines(files)) <= set(STAMP.read_text(encoding="utf-8").splitlines())


def venv_python() -> Path:
    """Return the interpreter inside .venv."""
    if sys.platform == "win32":
        return VENV / "Scripts" / "python.exe"
    return VENV / "bin" / "python"


def set_up(files: list[Path], testing: bool) -> None:
    """Install system libraries, the virtual environment and the locked packages."""
    with one_at_a_time(ROOT):
        if is_installed(files):
            return
        if sys.platform == "win32":
            windows.let_clicks_stop_nothing()
        say(
            "正在准备运行环境（第一次约需几分钟，请不要关这个窗口，装好后会自动打开）……",
            "Setting up (the first time takes a few minutes; leave this window open) ...",
        )
        check_system()
        must_be_writable()
        install_system_packages(testing)
        make_venv()
        UNFINISHED.touch()
        STAMP.unlink(missing_ok=True)
        for file in files:
            install(file)
        check_import()
        STAMP.write_text("\n".join(stamp_lines(files)) + "\n", encoding="utf-8")
        UNFINISHED.unlink()


def must_be_writable() -> None:
    """Refuse a folder in which nothing can be installed."""
    if not os.access(ROOT, os.W_OK):
        raise SetupError(
            f"没有权限写文件夹“{ROOT}”。请把整个文件夹复制到自己的文档里，再运行一次。",
            f"No permission to write {ROOT}. Copy the folder to a place of your own and run again.",
        )


# --- system libraries ------------------------------------------------------------------------


def install_system_packages(testing: bool) -> None:
    """Install the Debian packages that are missing, or show the line that does it."""
    needed = [name for name, library in WINDOW_LIBRARIES.items() if not is_loadable(library)]
    if importlib.util.find_spec("ensurepip") is None:
        needed.append("python{}.{}-venv".format(*sys.version_info))
    wished = [name for name, library in SCREEN_LIBRARIES.items() if not is_loadable(library)]
    if testing and not shutil.which("pdftotext"):
        wished.append("poppler-utils")
    if not sys.platform.startswith("linux") or not (needed or wished):
        return
    if apt_install(needed + wished):
        return
    line = " ".join(apt_line(needed + wished))
    chinese, english = f"系统缺少一些软件包，请运行：sudo {line}", f"Please run: sudo {line}"
    if needed:
        raise SetupError(chinese, english)
    say(chinese, english)


def is_loadable(library: str) -> bool:
    """Tell whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_line(packages: list[str]) -> list[str]:
    """Return the command that installs these packages."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def apt_install(packages: list[str]) -> bool:
    """Install with apt-get as root, or through sudo when the user agrees; tell if it worked."""
    if sys.platform == "win32" or not shutil.which("apt-get"):
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if not agrees_to_sudo(packages):
            return False
        prefix = ["sudo"]
    say(f"正在安装系统软件包：{' '.join(packages)}", f"Installing {' '.join(packages)}")
    run_quietly([*prefix, "apt-get", "update"])
    noninteractive = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    return run_quietly(noninteractive + apt_line(packages))


def agrees_to_sudo(packages: list[str]) -> bool:
    """Ask whether to install with sudo; no terminal or no sudo means no."""
    if not sys.stdin.isatty() or not shutil.which("sudo"):
        return False
    say(f"需要系统软件包：{' '.join(packages)}", f"System packages needed: {' '.join(packages)}")
    answer = input("现在用 sudo 安装吗？Install now with sudo? [Y/n] ")
    return answer.strip().lower() in {"", "y", "yes"}


# --- virtual environment ---------------------------------------------------------------------


def make_venv() -> None:
    """Create .venv, or create it anew when it is broken, unfinished or of another Python."""
    if not UNFINISHED.exists() and is_usable():
        return
    # A start.py run by .venv's own interpreter must not be the one that .venv is made from.
    maker = getattr(sys, "_base_executable", sys.executable)
    if not run_quietly([maker, "-m", "venv", "--clear", str(VENV)]):
        raise SetupError(
            "无法建立 .venv。请看上面的说明，解决后再运行一次。",
            "Could not make .venv. See above, then run this again.",
        )


def is_usable() -> bool:
    """Tell whether .venv holds a working pip under the running version of Python."""
    wanted = "{}.{}".format(*sys.version_info)
    code = f"import pip, sys; sys.exit('{{}}.{{}}'.format(*sys.version_info) != '{wanted}')"
    try:
        return subprocess.run([venv_python(), "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def install(file: Path) -> None:
    """Install one hashed list, from ./wheelhouse alone where there is one."""
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-input", "--only-binary=:all:", "--require-hashes", "-r", str(file)]
    if WHEELHOUSE.is_dir():
        command += ["--no-index", "-f", str(WHEELHOUSE)]
    count = file.read_text(encoding="utf-8").count("==")
    if not run_quietly(command, Packages(count)):
        raise SetupError(
            f"{file.name} 中的软件包没有装好，原因见上。请检查网络，"
            "或把安装包放进 wheelhouse 文件夹，再运行一次。",
            f"The packages in {file.name} were not installed, see above. Check the network "
            "(or put the wheels into ./wheelhouse) and run this again.",
        )


def check_import() -> None:
    """Load the two packages that need the system's libraries, so that a lack shows here."""
    code = "import PySide6.QtWidgets, sqlcipher3.dbapi2"
    if not run_quietly([str(venv_python()), "-c", code]):
        raise SetupError(
            "软件包已装好，但缺少系统库，原因见上。",
            "The packages are installed but a system library is missing, see above.",
        )


# --- handing over ----------------------------------------------------------------------------


def run_program(arguments: list[str]) -> int:
    """Start the window, a shell command, or without a screen the demonstration."""
    environment = own_environment()
    if not arguments and not has_screen():
        say(
            "这里没有显示屏，窗口无法打开；现在用演示资料走一遍主要工作。",
            "There is no screen here, so no window; doing the main job on demo data instead.",
        )
        arguments = ["headless"]
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return hand_over(["-m", "ledger_app", *arguments], environment)


def run_tests(arguments: list[str]) -> int:
    """Run pytest in the checkout, without a screen; the whole suite on several processors."""
    if not any(each == "-n" or Path(each.split("::")[0]).exists() for each in arguments):
        arguments = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal", *arguments]
    os.chdir(ROOT)
    environment = utf8_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return hand_over(["-m", "pytest", *arguments], environment)


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def own_environment() -> dict[str, str]:
    """Return the environment in which the program of this folder is found, and no other."""
    environment = utf8_environment()
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    environment["PYTHONSAFEPATH"] = "1"  # nothing is run from the present folder
    return environment


def utf8_environment() -> dict[str, str]:
    """Return the environment, with a UTF-8 locale on Linux, which Qt insists on."""
    environment = dict(os.environ)
    set_ones = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((value for value in set_ones if value), "C")
    if sys.platform.startswith("linux") and "utf" not in locale.lower():
        environment["LC_ALL"] = "C.UTF-8"
    return environment


def hand_over(arguments: list[str], environment: dict[str, str]) -> int:
    """Become .venv's Python with these arguments (on Windows: run it and wait)."""
    command = [str(venv_python()), *arguments]
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    if is_for_window(arguments[2:]) and arguments[1:2] == ["ledger_app"]:
        say("正在打开窗口……", "Opening the window ...")
        return windows.open_window(command, environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, not for its starter
    return subprocess.call(command, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
