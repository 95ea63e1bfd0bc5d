"""What only one system has is asked for before it is used: Windows and Linux run the same files."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import CHECKOUT, called, sources

ONE_SYSTEM = {
    *("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "readline"),
    *("msvcrt", "winreg", "_winapi", "nt"),
}
MISSING = {
    "os": {
        *("fork", "forkpty", "getuid", "geteuid", "getgid", "getpgid", "killpg", "kill", "setsid"),
        *("statvfs", "fstatvfs", "posix_fadvise", "fdatasync", "sync", "pread", "pwrite", "nice"),
        *("chown", "fchown", "fchmod", "lchown", "mkfifo", "mknod", "uname", "getloadavg"),
        *("sched_getaffinity", "getxattr", "setxattr", "wait3", "wait4", "sysconf", "startfile"),
        *("O_NOFOLLOW", "O_DIRECT", "O_DIRECTORY", "O_CLOEXEC", "O_SYNC", "O_NONBLOCK", "O_PATH"),
        *("O_BINARY", "O_NOINHERIT", "environb", "getlogin"),
    },
    "signal": {
        *("SIGHUP", "SIGKILL", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGQUIT"),
        *("alarm", "setitimer", "pthread_sigmask", "sigwait", "pause", "SIGBREAK"),
    },
    "socket": {"AF_UNIX"},
    "time": {"tzset", "clock_settime"},
    "select": {"poll", "epoll"},
    "ctypes": {"WinDLL", "windll", "WinError", "get_last_error"},
    "sys": {"getwindowsversion", "abiflags"},
    "subprocess": {"CREATE_NO_WINDOW", "STARTUPINFO", "DETACHED_PROCESS"},
    "asyncio": {"ProactorEventLoop"},
    "shutil": {"chown"},
}
ARGUMENTS = {"preexec_fn", "pass_fds"}  # Popen refuses them on Windows
ASKS = re.compile(r"sys\.platform|os\.name|hasattr\(|except \(?(?:ImportError|AttributeError)")
# What another function has asked for before it is called.
ASKED_BEFORE = {
    "session_bus.py": {"AF_UNIX", "getuid"},
    "file_watch.py": {"pread"},  # of a descriptor that only POSIX hands out
    "locking.py": {"msvcrt"},
    "windows.py": {"winreg"},
}


def unasked(root: Path) -> list[str]:
    """Find what one system lacks, used in a function that does not ask which system it is."""
    wrong = []
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        for line, name in used(tree):
            if name not in ASKED_BEFORE.get(path.name, ()) and not asks(tree, text, line):
                wrong.append(f"{path.relative_to(root)}:{line} uses {name}")
    return wrong


def used(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and name of everything that one system does not have."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, each.name) for each in node.names if each.name in ONE_SYSTEM]
        elif isinstance(node, ast.ImportFrom):
            lacking = MISSING.get(node.module or "", set())
            names = {each.name for each in node.names} & lacking
            found += [(node.lineno, name) for name in names]
            found += [(node.lineno, str(node.module))] if node.module in ONE_SYSTEM else []
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in MISSING.get(node.value.id, ()):
                found.append((node.lineno, node.attr))
        elif isinstance(node, ast.Call):
            found += [(node.lineno, str(word.arg)) for word in node.keywords
                      if word.arg in ARGUMENTS]  # fmt: skip
            first = node.args[0] if node.args else None
            if called(node) == "import_module" and isinstance(first, ast.Constant):
                found += [(node.lineno, first.value)] if first.value in ONE_SYSTEM else []
    return found


def asks(tree: ast.Module, text: str, line: int) -> bool:
    """Tell whether the outermost block around a line asks for the system, above or around it."""
    block = next(each for each in tree.body if each.lineno <= line <= (each.end_lineno or 0))
    if isinstance(block, ast.ClassDef):
        inner = (each for each in block.body if each.lineno <= line <= (each.end_lineno or 0))
        block = next(inner, block)
    lines = text.splitlines()
    above = "\n".join(lines[block.lineno - 1 : line])
    below = "\n".join(lines[line : block.end_lineno])
    return bool(ASKS.search(above)) or "except ImportError" in below


def test_what_one_system_lacks_is_asked_for_first():
    wrong = unasked(CHECKOUT)
    assert not wrong, "\n".join(wrong)


PLANTED = [
    "import fcntl",
    "from resource import setrlimit",
    "import importlib\nimportlib.import_module('msvcrt')",
    "import os\ndef a():\n    return os.geteuid()",
    "import os\ndef a(path):\n    os.statvfs(path)\n    if os.name == 'posix':\n        pass",
    "import os\nFLAGS = os.O_RDONLY | os.O_NOFOLLOW",
    "from os import fork",
    "import signal\nclass A:\n    def b(self):\n        signal.signal(signal.SIGHUP, None)",
    "import subprocess\nsubprocess.run(['a'], preexec_fn=None)",
    "import ctypes\ndef a():\n    return ctypes.WinDLL('kernel32')",
]
ASKED = [
    "import sys\nif sys.platform != 'win32':\n    import fcntl",
    "def a():\n    try:\n        import resource\n    except ImportError:\n        return",
    "import os\ndef a():\n    return hasattr(os, 'geteuid') and os.geteuid() == 0",
    "import os\nFLAGS = os.O_RDONLY | getattr(os, 'O_NOFOLLOW', 0)",
    "import os\ndef a(path):\n    if os.name == 'posix':\n        os.statvfs(path)",
    "import signal\nsignal.signal(signal.SIGTERM, None)",
]


@pytest.mark.parametrize("text", [*PLANTED, *ASKED])
def test_it_finds_what_is_not_asked_for_and_nothing_else(tmp_path, text):
    file = tmp_path / "ledger_app" / "a.py"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert bool(unasked(tmp_path)) == (text in PLANTED)
