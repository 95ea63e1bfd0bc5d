"""What start.py does on Windows only: ask for a short path, open the window without a console.

Nothing of it needs more than the standard library, and it is loaded on any system without fault.
"""

from __future__ import annotations

import ctypes
import importlib
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

# The longest path in a package has 151 letters, .venv\Lib\site-packages\ 25; Windows takes 259.
LONGEST_ROOT = 80
READY = b"ready"  # what the window says when it is there, to whoever waits with a black one
LAST_LINES = 12  # of what the program said before it gave up, in a box that fits a small screen


def is_too_deep(root: Path) -> bool:
    """Tell whether packages cannot be unpacked below this folder."""
    return len(str(root)) > LONGEST_ROOT and not takes_long_paths()


def takes_long_paths() -> bool:
    """Tell whether this Windows was told to take paths of more than 260 letters."""
    with suppress(OSError):
        winreg = importlib.import_module("winreg")
        place = r"SYSTEM\CurrentControlSet\Control\FileSystem"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    return False


def let_clicks_stop_nothing() -> None:
    """Take the selecting with the mouse from the console: a click into it would stop the set-up.

    Everything that prints waits there until somebody presses Enter, and nobody knows that.
    """
    kernel32 = vars(ctypes)["windll"].kernel32
    kernel32.GetStdHandle.restype = ctypes.c_void_p
    of_input, quick_edit, extended = -10, 0x40, 0x80
    console, mode = ctypes.c_void_p(kernel32.GetStdHandle(of_input)), ctypes.c_uint32()
    if kernel32.GetConsoleMode(console, ctypes.byref(mode)):  # not where input is a pipe
        kernel32.SetConsoleMode(console, mode.value & ~quick_edit | extended)


def show_box(text: str) -> None:
    """Show a sentence that must be read in a box: the console closes with us, or there is none."""
    icon_of_an_error = 0x10
    vars(ctypes)["windll"].user32.MessageBoxW(None, text, "一生一档", icon_of_an_error)


def open_window(command: list[str], environment: dict[str, str]) -> int:
    """Start the window as a program of its own and wait until it is there; return the exit code.

    Until then the console stays, so that nobody wonders and clicks again; after that it may go.
    """
    python = Path(command[0])
    without_console = python.with_name("pythonw.exe")
    program = str(without_console if without_console.exists() else python)
    said = []
    window = subprocess.Popen(
        [program, *command[1:]],
        env={**environment, "LEDGER_ANNOUNCE": "1", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert window.stdout is not None
    with window.stdout as lines:
        for line in lines:
            if line.strip() == READY:
                window.returncode = 0  # it goes on without us; nobody waits for it
                return 0
            said.append(line.decode("utf-8", errors="replace").rstrip())
    code = window.wait()
    if code:
        print(*said, sep="\n", file=sys.stderr)
        last = "\n".join(said[-LAST_LINES:])
        said_why = "窗口没有打开，请把这里的话拍下来给维护人员：\nThe window did not open:"
        show_box(f"{said_why}\n\n{last}")
    return code
