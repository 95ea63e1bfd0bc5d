"""What start.py does on Windows, as far as it can be seen elsewhere."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import start
from starting import windows

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def boxes(monkeypatch):
    """Return the texts of the boxes that were shown."""
    shown = []
    monkeypatch.setattr(windows, "show_box", shown.append)
    return shown


@pytest.fixture
def on_windows(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")


def opened(code):
    return windows.open_window([sys.executable, "-c", code], {"PATH": ""})


def test_the_black_window_stays_until_the_window_is_there_and_not_longer(boxes):
    assert opened(f"print('Qt says something'); print('ready', flush=True); {ENDS_SOON}") == 0
    assert boxes == []


ENDS_SOON = "import time; time.sleep(1)"  # by itself: the window is nobody's child any more


def test_a_window_that_does_not_open_is_told_in_a_box(boxes, capsys):
    code = opened("print('找不到 DLL'); import no_such_module")
    assert code == 1
    assert "窗口没有打开" in boxes[0]
    assert "找不到 DLL" in boxes[0]
    assert "No module named 'no_such_module'" in boxes[0]
    assert "no_such_module" in capsys.readouterr().err


def test_a_window_that_was_closed_before_it_said_so_is_no_fault(boxes):
    assert opened("pass") == 0
    assert boxes == []


def test_a_window_runs_without_a_console_where_python_can(monkeypatch, tmp_path):
    started = []

    class Stopped(Exception):
        pass

    def popen(command, **_):
        started.append(command)
        raise Stopped

    monkeypatch.setattr(windows.subprocess, "Popen", popen)
    for _ in range(2):
        with pytest.raises(Stopped):
            windows.open_window([str(tmp_path / "python.exe"), "-m", "ledger_app"], {})
        (tmp_path / "pythonw.exe").touch()
    assert [Path(command[0]).name for command in started] == ["python.exe", "pythonw.exe"]
    assert started[0][1:] == started[1][1:] == ["-m", "ledger_app"]


@pytest.mark.parametrize(
    ("words", "window"),
    [
        (["-m", "ledger_app"], True),
        (["-m", "ledger_app", "D:\\福利镇.LEDGER"], True),
        (["-m", "ledger_app", "check", "福利镇.ledger"], False),
        (["-m", "pytest", "a.ledger"], False),
    ],
)
def test_only_the_window_does_without_a_console(monkeypatch, on_windows, words, window):
    monkeypatch.setattr(windows, "open_window", lambda *_: "window")
    monkeypatch.setattr(start.subprocess, "call", lambda *_, **__: "console")
    monkeypatch.setattr(start.signal, "signal", lambda *_: None)
    assert start.hand_over(words, {}) == ("window" if window else "console")


def test_why_nothing_is_started_stands_in_a_box_for_whoever_clicked(
    monkeypatch, on_windows, boxes, capsys
):
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    assert start.main(["check", "x.ledger"]) == 1
    assert boxes == []
    assert start.main([]) == 1
    assert "需要 Python 3.11、3.12 或 3.13，这里是 3.14" in boxes[0]
    assert capsys.readouterr().err.count("3.14") == 4


def test_a_click_into_the_black_window_does_not_stop_the_set_up(monkeypatch):
    modes = {}

    def get_mode(console, mode):
        mode._obj.value = 0x1F7
        return 1

    kernel32 = SimpleNamespace(
        GetStdHandle=lambda number: {-10: 3}[number],
        GetConsoleMode=get_mode,
        SetConsoleMode=lambda console, mode: modes.update({console.value: mode}),
    )
    kernel32.GetStdHandle = Asked(kernel32.GetStdHandle)
    windll = SimpleNamespace(kernel32=kernel32)
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    windows.let_clicks_stop_nothing()
    assert modes == {3: 0x1B7}
    kernel32.GetConsoleMode = lambda *_: 0
    modes.clear()
    windows.let_clicks_stop_nothing()
    assert modes == {}


class Asked:
    """A function that takes a type for its answer, as those of ctypes do."""

    def __init__(self, answer):
        self.answer = answer

    def __call__(self, *words):
        return self.answer(*words)


def test_a_folder_too_deep_for_the_packages_is_said_before_anything_is_fetched(
    monkeypatch, on_windows, boxes, tmp_path
):
    deep = Path("C:/" + "深" * 78)
    monkeypatch.setattr(start, "ROOT", deep)
    monkeypatch.setattr(windows, "takes_long_paths", lambda: False)
    with pytest.raises(start.SetupError, match=r"(?s)有 81 个字，最多 80 个.*移到浅一些的地方"):
        start.check_system()
    for root, long_ones in ((deep, True), (Path("C:/" + "深" * 77), False)):
        monkeypatch.setattr(start, "ROOT", root)
        monkeypatch.setattr(windows, "takes_long_paths", lambda answer=long_ones: answer)
        start.check_system()


def test_the_longest_path_of_a_package_fits_below_the_deepest_folder():
    assert windows.LONGEST_ROOT + len(r"\.venv\Lib\site-packages" + "\\") + 151 < 260


def test_what_is_fetched_is_counted_while_it_comes(capsys):
    follow = start.Packages(2)
    for line in (
        "Looking in links: /wheelhouse",
        "Collecting click==8.5.1 (from -r requirements.txt (line 3))",
        "  Using cached click-8.5.1-py3-none-any.whl",
        "Processing /一生 一档/wheels/pyside6_essentials-6.9.3-cp39-x.whl (from -r r (line 9))",
        "Collecting odd",
        "Installing collected packages: click",
    ):
        follow(line)
    said = capsys.readouterr().err.splitlines()
    assert said[:2] == ["  1/2 click", "  2/2 pyside6_essentials"]
    assert "正在装" in said[2]


def test_the_window_says_that_it_is_there_and_prints_into_nobodys_pipe_afterwards():
    code = "from ledger_app.gui.window.main import announce; announce(); print('lost'); "
    code += "import sys; print('lost', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "LEDGER_ANNOUNCE": "1"},
        cwd=CHECKOUT, capture_output=True, check=True,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == (windows.READY, b"")
