"""The page of the self check: it tells what is wrong and nobody's name; nothing takes it down."""

from __future__ import annotations

import getpass
import json
import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.selfcheck import findings, machine, packages, page
from ledger_app.selfcheck.findings import State, bad, good, note

CHECKOUT = Path(__file__).resolve().parents[2]
USER, HOST = "zhangxiaohong", "fuli-office-03"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Return what the command answers to somebody whose folders, user and ledger have names."""
    home = tmp_path_factory.mktemp("home") / USER
    ledgers = home / "张小红的文件" / "福利镇"
    ledgers.mkdir(parents=True)
    settings = home / ".config" / "yishengyidang"
    settings.mkdir(parents=True)
    kept = {"window": {"recent": [str(ledgers / "福利镇.ledger")]}}
    (settings / "arrangement.json").write_text(json.dumps(kept), encoding="utf-8")
    environment = {
        **os.environ, "HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home / ".config"),
        "XDG_CONFIG_HOME": str(home / ".config"), "USER": USER, "LOGNAME": USER,
        "XMODIFIERS": "@im=none", "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_IM_MODULE", "QT_IM_MODULES", "GTK_IM_MODULE"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "ledger_app", "selfcheck"], cwd=CHECKOUT, env=environment,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done, ledgers


def test_one_page_says_what_was_looked_at_and_that_this_computer_is_fit(said):
    done, _ = said
    assert done.returncode == 0, done.stdout + done.stderr
    for topic in (
        "版本",
        "组件",
        "写文件",
        "上锁",
        "备份",
        "长路径",
        "空间",
        "字体",
        "输入法",
        "打印机",
    ):
        assert f"〕{topic}：" in done.stdout
    assert "没有不行的" in done.stdout
    assert "最近用的台账所在的文件夹" in done.stdout
    assert len(done.stdout.splitlines()) < 45  # a page


@pytest.mark.skipif(sys.platform != "linux", reason="others have a screen")
def test_without_a_screen_it_says_so_and_looks_at_the_rest(said):
    assert "没有显示屏" in said[0].stdout


def test_no_name_of_anybody_stands_on_it(said):
    done, ledgers = said
    names = [
        USER,
        "张小红",
        "福利镇",
        socket.gethostname(),
        str(ledgers),
        str(CHECKOUT),
        str(Path.home()),
    ]
    assert [name for name in names if name in done.stdout] == []
    assert "/" not in done.stdout.replace("GNU/Linux", "")


def test_nothing_of_it_stays_where_the_ledgers_lie(said):
    assert list(said[1].iterdir()) == []


def test_a_machine_reads_the_same(monkeypatch, capsys):
    found = [good("版本", "好"), bad("字体", "没有")]
    monkeypatch.setattr(page, "everything", lambda: found)
    assert page.main(["--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert told["findings"][1] == {"topic": "字体", "state": "bad", "text": "没有"}
    assert page.main(["--yaml"]) == 2


def test_what_is_wrong_is_counted_and_named_at_the_end():
    text = findings.as_page(
        [good("一", "a"), note("二", "b"), bad("三", "c")], datetime(2026, 11, 28)
    )
    assert text.endswith("共查 3 项，有 1 项不行：三。")
    assert "〔不行〕三：c" in text


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(2, "No such file", "/home/zhangxiaohong/福利镇.ledger"),
        ImportError(r"DLL load failed: C:\Users\zhangxiaohong\程序\.venv\x.pyd not found"),
        ImportError("/home/zhangxiaohong/a/libQt6Core.so.6: undefined symbol: x"),
        LedgerError(r"打不开“\\server\zhangxiaohong\福利镇.ledger”。", "请检查。"),
        RuntimeError("zhangxiaohong is logged in at fuli-office-03"),
    ],
)
def test_why_something_failed_is_told_without_folders_and_names(monkeypatch, error):
    monkeypatch.setattr(socket, "gethostname", lambda: HOST)
    monkeypatch.setattr(getpass, "getuser", lambda: USER)
    told = findings.reason(error)
    assert told
    assert USER not in told
    assert HOST not in told
    assert "福利镇" not in told


class Ends:
    """Parts that end in all the ways in which a part may end."""

    def __init__(self, monkeypatch, code):
        monkeypatch.setattr(paths, "own_command", lambda: [sys.executable, "-c", code])
        self.found = page.apart("packages", longest=3)


FIRST = 'import sys; print(\'{"topic": "甲", "state": "good", "text": "乙"}\', flush=True); '


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("sys.stderr.write('sqlcipher3'); sys.exit(3)", "代码 3，sqlcipher3"),
        ("import os; sys.stderr.write('reportlab'); sys.stderr.flush(); os.abort()", "reportlab"),
        ("import time; time.sleep(60)", "没有结果"),
    ],
)
def test_a_part_that_is_taken_down_or_hangs_is_a_finding_and_what_it_found_stays(
    monkeypatch, end, words
):
    found = Ends(monkeypatch, FIRST + end).found
    assert found[0] == good("甲", "乙")
    assert found[-1].state is State.BAD
    assert words in found[-1].text


def test_a_package_that_is_broken_or_another_version_is_named(monkeypatch):
    monkeypatch.setattr(packages, "PACKAGES", {"no-such-package": ("no_such_module",)})
    (found,) = packages.findings()
    assert (found.state, "no-such-package" in found.text) == (State.BAD, True)
    monkeypatch.setattr(packages, "PACKAGES", {"click": ("click",)})
    monkeypatch.setattr(packages, "_locked", lambda: {"click": "0.1"})
    told = list(packages.findings())
    assert (told[0].state, "本来应该是 0.1" in told[0].text) == (State.NOTE, True)


def test_every_package_that_the_program_asks_for_is_loaded():
    asked = (CHECKOUT / "requirements.in").read_text(encoding="utf-8").splitlines()
    names = {line.split("=")[0].split(">")[0].strip() for line in asked if line[:1].isalpha()}
    assert {name.split()[0] for name in names} == set(packages.PACKAGES)
    assert {name.lower() for name in packages.PACKAGES} <= set(packages._locked())


@pytest.mark.parametrize(
    ("now", "state"),
    [("1970-01-02T08:00+08:00", State.BAD), ("2026-11-28T09:00+08:00", State.GOOD),
     ("2026-11-28T09:00-05:30", State.NOTE), ("2099-01-01T00:00+08:00", State.BAD)],
)  # fmt: skip
def test_a_clock_that_cannot_be_right_is_told(now, state):
    assert machine.clock(datetime.fromisoformat(now)).state is state


def test_it_asks_for_the_same_as_the_set_up(monkeypatch):
    import start
    from starting import windows

    assert start.NEEDED_GLIBC == machine.NEEDED_GLIBC
    assert windows.LONGEST_ROOT == machine.LONGEST_ROOT
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    assert machine.python().state is State.BAD


@pytest.mark.parametrize(
    ("version", "state"), [((6, 1, 7601), State.BAD), ((10, 0, 19045), State.GOOD)]
)
def test_an_old_windows_is_told(monkeypatch, version, state):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "getwindowsversion", lambda: version, raising=False)
    assert machine.system().state is state
