"""A desktop of its own for one test: a screen, a session bus, an input method, the window."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
ITS_OWN = 20  # seconds for what is not the program's doing
LONGEST = 90  # seconds until a condition counts as never coming true; nothing waits that long
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


def missing(*programs: str) -> str:
    """Return why a test with these programs cannot run here; nothing where it can."""
    if not sys.platform.startswith("linux"):
        return "input methods of Linux are tried on Linux only"
    lacking = [each for each in ("Xvfb", "xdotool", "dbus-daemon", *programs) if not _found(each)]
    return f"not installed: {', '.join(lacking)}" if lacking else ""


def _found(program: str) -> bool:
    return Path(program).exists() if "/" in program else shutil.which(program) is not None


def wait_for(told, what: str):
    """Wait until `told()` is true and return it; no time is known that is long enough."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        found = told()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"never came true: {what}")


def wait_or_skip(told, what: str) -> None:
    """Wait for what the input method does by itself; where it does not, nothing can be tried."""
    end = time.monotonic() + ITS_OWN
    while not told():
        if time.monotonic() > end:
            pytest.skip(f"the input method does not get so far here: {what}")
        time.sleep(0.2)


class Desktop:
    """What stands around the window; everything in it ends with it."""

    def __init__(self, folder: Path, stack: ExitStack, scale: float) -> None:
        self.folder, self._stack = folder, stack
        home, runtime = folder / "home", folder / "run"
        for each in (home, runtime):
            each.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
            "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(CHECKOUT),
            "QT_SCALE_FACTOR": str(scale),
        }  # fmt: skip
        self.environment["DISPLAY"] = f":{self._screen()}"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._bus()

    def start(self, *command: str, **more) -> subprocess.Popen:
        """Start a program that ends with the desktop."""
        log = self._stack.enter_context((self.folder / "log.txt").open("ab"))
        more = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log} | more
        begun = subprocess.Popen(command, env=self.environment, cwd=CHECKOUT, **more)
        self._stack.callback(_end, begun)
        return begun

    def run(self, *command: str) -> str:
        """Run a program to its end; return what it said."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=LONGEST
        )
        return done.stdout.strip()

    def type(self, text: str) -> None:
        """Type on the keyboard of this screen."""
        self.run("xdotool", "type", "--delay", "60", text)

    def press(self, key: str) -> None:
        """Press a key, or several together."""
        self.run("xdotool", "key", key)

    def windows(self) -> dict[str, list[int]]:
        """Return the rectangles of what is shown and has no title: candidate windows."""
        found = {}
        for number in self.run("xdotool", "search", "--onlyvisible", "--name", "").split():
            told = self.run("xdotool", "getwindowgeometry", "--shell", number)
            named = dict(line.split("=") for line in told.splitlines())
            if len(named) >= 5:
                found[number] = [int(named[each]) for each in ("X", "Y", "WIDTH", "HEIGHT")]
        return found

    def _screen(self) -> str:
        reading, writing = os.pipe()
        self.start(
            "Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24",
            "-nolisten", "tcp", "-noreset", pass_fds=(writing,),
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            return told.readline().strip()

    def _bus(self) -> str:
        bus = self.start(
            "dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE
        )
        assert bus.stdout is not None
        return bus.stdout.readline().decode().strip()


class Window:
    """The window under test, asked over a pipe."""

    def __init__(self, desktop: Desktop) -> None:
        folder = desktop.folder / "window"
        folder.mkdir()
        command = (sys.executable, "-m", "tests.gui.input_method.typed_window", str(folder))
        self._running = desktop.start(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._answer() == "ready"

    def ask(self, expression: str):
        """Return what an expression is in the window's process."""
        self._running.stdin.write(f"{expression}\n".encode())
        self._running.stdin.flush()
        found = self._answer()
        assert not (isinstance(found, dict) and "error" in found), found
        return found

    def until(self, expression: str):
        """Wait until an expression is true there."""
        return wait_for(lambda: self.ask(expression), expression)

    def _answer(self):
        ready, _, _ = select.select([self._running.stdout], [], [], LONGEST)
        assert ready, "the window does not answer"
        line = self._running.stdout.readline()
        assert line, "the window has ended"
        return json.loads(line)


@contextmanager
def desktop(folder: Path, scale: float = 1):
    """Yield an empty desktop, one at a time on this machine; end what was started in it.

    fcitx and ibus each put the other one out, also out of another's session.
    """
    with ExitStack() as stack:
        alone = stack.enter_context((Path(tempfile.gettempdir()) / "one-desktop.lock").open("w"))
        fcntl.flock(alone, fcntl.LOCK_EX)
        yield Desktop(folder, stack, scale)


def with_fcitx(made: Desktop) -> None:
    """Start fcitx 5 with pinyin on, and the environment that its desktops set."""
    config = Path(made.environment["HOME"]) / ".config/fcitx5"
    config.mkdir(parents=True)
    (config / "profile").write_text(PROFILE, encoding="utf-8")
    (config / "config").write_text("[Behavior]\nActiveByDefault=True\n", encoding="utf-8")
    made.environment |= {
        "QT_IM_MODULE": "fcitx", "GTK_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx",
    }  # fmt: skip
    made.start("fcitx5", "--disable", "wayland,waylandim,notifications,kimpanel")
    wait_for(lambda: made.run("fcitx5-remote") in ("0", "1", "2"), "fcitx5 answers")


def _end(begun: subprocess.Popen) -> None:
    for each in (begun.stdin, begun.stdout):
        if each is not None:
            each.close()
    begun.terminate()
    try:
        begun.wait(10)
    except subprocess.TimeoutExpired:
        begun.kill()
        begun.wait()
