"""Whatever a workbook holds, the way from its bytes to a plan has an end, and can be cancelled."""

from __future__ import annotations

import os
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.planning.plan import plan_import
from ledger_app.exchange.planning.roster import ListsBefore
from ledger_app.exchange.reading import patience
from ledger_app.exchange.reading.patience import Cancelled, TooMuch
from ledger_app.exchange.reading.read_workbook import read_workbook
from ledger_app.exchange.reading.workbook import Workbook, Worksheet
from tests.exchange.samples import text

HEADING = ["序号", "姓名", "性别", "身份证号", "年级", "班级", "家长姓名", "电话"]
TODAY = date(2026, 11, 28)


class NoLedger:
    """A ledger without anybody."""

    students = schools = classes = ()
    lists_before = ListsBefore()
    decided = {}  # noqa: RUF012

    def stored(self, _ids):
        return {}

    statuses = scopes_of = families = stored
    row_keys = ()

    def was_loaded(self, _sha256):
        return False


def child(number, name="王小明"):
    return [str(number), name, "男", "", "一年级", "1班", f"王{number}", f"13{number:09d}"]


def book(rows, merged=()):
    return Workbook("名单.xlsx", "0" * 64, "xlsx", (Worksheet("表", rows, tuple(merged)),))


def plan(rows, merged=()):
    return plan_import(book(rows, merged), NoLedger(), today=TODAY)


HOSTILE = {
    "one name for everybody": lambda: ([HEADING, *map(child, range(60_000))],),
    "a heading in every row": lambda: ([HEADING] * 60_000,),
    "a heading above every child": lambda: (
        [row for at in range(30_000) for row in ([*HEADING[:7], f"列{at}"], child(at))],
    ),
    "wide headings": lambda: ([["姓名", "性别", "年级"] * 100] * 5000,),
    "merged cells over each other": lambda: (
        [HEADING, *map(child, range(5000))], [(1, 4, 5000, 4)] * 20_000,
    ),
    "a school of its own for each": lambda: (
        [[*HEADING, "学校"], *([*child(at), f"第{at}小学"] for at in range(20_000))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_workbook_that_means_harm_is_given_up(what, monkeypatch):
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    with pytest.raises(TooMuch, match="已停止") as error:
        plan(*HOSTILE[what]())
    assert "拆成几个文件" in error.value.hint
    assert "台账没有改动" in error.value.message


def test_titles_without_end_are_given_up():
    rows = [HEADING]
    for number in range(6000):
        rows += [[f"三年级{number % 9 + 1}班学生名单", *[""] * 7], child(number)]
    with pytest.raises(TooMuch, match="多得不正常"):
        plan(rows)


def test_what_takes_too_much_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(patience, "_memory", iter(range(0, 10**12, 10**9)).__next__)
    with pytest.raises(TooMuch, match="内存"):
        plan([HEADING, *map(child, range(3000))])


LONG = [
    "1" * 30_000, "一" * 30_000, "X" * 30_000, "·" * 30_000, " " * 29_000 + "x", "1请" * 15_000,
    "(" * 30_000, "1" * 5000 + "班", "9" * 6000 + "级1班",
]  # fmt: skip


@pytest.mark.parametrize("column", ["姓名", "班级", "年级", "出生日期", "身份证号", "电话", "学校"])
def test_a_cell_as_long_as_a_cell_can_be_takes_no_time(column, monkeypatch):
    monkeypatch.setattr(patience, "SECONDS", 8.0)
    for long in LONG:
        rows = [["姓名", "性别", column], ["王小明", "男", long], ["李小红", "女", long]]
        assert refused(rows) is not TooMuch, long[:20]
        assert refused([["姓名", "性别", long], ["王小明", "男", "x"]]) is not TooMuch, long[:20]


def refused(rows):
    try:
        plan(rows)
    except LedgerError as error:
        return type(error)
    return None


def test_an_honest_large_list_is_planned(monkeypatch):
    monkeypatch.setattr(patience, "SECONDS", 60.0)
    rows = [HEADING, *(child(at, f"王{chr(0x4E00 + at % 9000)}") for at in range(9000))]
    assert len(plan(rows).rows) == 9000


def test_it_is_cancelled_while_it_is_planned():
    asked = []

    def enough():
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(Cancelled), patience.patience(enough):
        plan([HEADING, *map(child, range(60_000))])


def test_it_is_cancelled_while_it_is_read(tmp_path, monkeypatch):
    path = text(tmp_path / "名单.csv", [HEADING, child(1)])
    sleeping = [sys.executable, "-c", "import sys,time; sys.stdin.buffer.read(); time.sleep(60)"]
    monkeypatch.setattr(
        "ledger_app.exchange.reading.read_workbook._command", lambda *_given: sleeping
    )
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with pytest.raises(Cancelled), patience.patience(stop.is_set):
        read_workbook(path)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices as on POSIX")
def test_pipes_and_devices_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "管道.xlsx")
    for path in (tmp_path / "管道.xlsx", tmp_path / "链接.xlsx", Path("/dev/zero")):
        with pytest.raises(LedgerError, match="不是普通文件"):
            read_workbook(path)
    with pytest.raises(LedgerError, match="是文件夹"):
        read_workbook(tmp_path)


def test_outside_of_it_nothing_is_counted():
    for _ in range(1000):
        patience.go_on()
    assert not patience.is_cancelled()
