"""A workbook is rehearsed again and again while a person says what it means; nothing is written."""

from __future__ import annotations

import pytest

from ledger_app.actions.imports import column_memory
from ledger_app.actions.rehearsing import rehearsal
from ledger_app.actions.rehearsing.rehearsal import Asked
from ledger_app.actions.rehearsing.said_columns import UNSAID, say_sheet
from ledger_app.domain.errors import LedgerError
from ledger_app.exchange.layout.assignment import SaidColumn
from tests.exchange.samples import GANG, xlsx

LIST = [["姓名", "性别", "身份证号", "哪个村的"], ["王刚", "男", GANG, "青山村"]]
FORM = [["福利镇"], ["孩子叫啥", "几岁"], ["王刚", "9"]]


class Going:
    cancelled = False

    def __init__(self, stop=False):
        self.cancelled = stop
        self.text = ""

    def move(self, done, total, text=""):
        self.text += text


@pytest.fixture
def book(tmp_path):
    return xlsx(tmp_path / "a.xlsx", {"名单": LIST})


def test_it_is_read_once_and_rehearsed_as_often_as_something_is_said(ledger, book):
    made = rehearsal.read(ledger, book, Going(), Asked())
    assert (made.plan.counts["created"], made.writes) == (1, True)
    said = say_sheet(made.said, ("名单",), left_out=frozenset({2}))
    again = rehearsal.again(ledger, made.workbook, Going(), Asked(assignment=said))
    assert (again.plan.counts["rows"], again.writes) == (0, False)
    assert again.plan.assignment == said
    assert ledger.value("SELECT count(*) FROM student") == 0


def test_what_is_remembered_of_its_source_is_where_it_begins(ledger, book):
    column_memory.remember(ledger, LIST[0], [SaidColumn("D", "哪个村的", "村(社区)")], "村里的名单")
    made = rehearsal.read(ledger, book, Going(), Asked())
    assert made.said.source == "村里的名单"
    assert made.said.of("名单").taken_for("D", "哪个村的") == "村(社区)"
    assert rehearsal.read(ledger, book, Going(), Asked(assignment=UNSAID)).said == UNSAID


def test_a_workbook_without_a_list_is_shown_all_the_same(ledger, tmp_path):
    book = xlsx(tmp_path / "b.xlsx", {"表": FORM})
    made = rehearsal.read(ledger, book, Going(), Asked())
    assert made.plan is None
    assert "没有找到学生名单" in made.no_list
    assert made.workbook.sheets[0].rows[1][0] == "孩子叫啥"


def test_what_cannot_be_read_is_refused(ledger, tmp_path):
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(LedgerError):
        rehearsal.read(ledger, path, Going(), Asked())


def test_who_does_not_want_to_wait_gets_nothing(ledger, book):
    assert rehearsal.read(ledger, book, Going(stop=True), Asked()) is None
    made = rehearsal.read(ledger, book, Going(), Asked())
    assert rehearsal.again(ledger, made.workbook, Going(stop=True), Asked()) is None
