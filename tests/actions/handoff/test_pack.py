"""做包: what lies on the stick afterwards, what the ledger knows of it, what is taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger_app.actions import undo_revision
from ledger_app.actions.handoff import making, package_story, verdicts
from ledger_app.actions.handoff.overview import own_status
from ledger_app.actions.handoff.pack import pack
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.merging.header import Known
from ledger_app.domain.telling.restricted import restricted_categories
from ledger_app.exchange.packages import lines
from ledger_app.exchange.packages.sealing import content_of, unseal
from ledger_app.files import stick
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file.ledger import Ledger
from ledger_app.store.handoff import packages
from ledger_app.store.handoff.partners import own_keys
from ledger_app.store.handoff.units import own_unit
from ledger_app.store.safety import check
from tests.actions.handoff.paired import (
    SCHOOL,
    TOWNSHIP,
    add_children,
    new_unit,
    opened,
)
from tests.actions.handoff.planted import bring_verdict


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "U盘"
    made.mkdir()
    return made


def test_a_package_goes_under_its_own_name_and_only_the_township_can_open_it(
    both: tuple[Ledger, Ledger], folder: Path
) -> None:
    school, township = both
    add_children(school, "c1", "c2")

    made = pack(school, folder, cut_off=date(2026, 10, 31), custodian="李敏", stick_no="3号")

    assert made.file_name == "青山小学_台账_2026-10_第1包.handoff"
    assert made.path == folder / made.file_name
    assert (made.sequence, made.students, made.unit_name) == (1, 2, "福利镇中心校")
    header = opened(township, made.path).header
    assert (header.unit_code, header.sequence, header.cut_off_on) == (SCHOOL, 1, "2026-10-31")
    assert header.recipient == own_keys(township).fingerprint
    told = lines.decode(opened(township, made.path).body)
    assert lines.counts_of(told) == header.counts
    assert {"c1", "c2"} <= set(told.living)
    row = packages.rows_of(school, TOWNSHIP)[0]
    assert (row["handed_on"], row["custodian"], row["stick_no"], row["file_name"]) == (
        "2026-11-21", "李敏", "3号", made.file_name,
    )  # fmt: skip
    assert own_status(school).sequence == 1
    assert check.problems(school) == []


def test_each_package_has_the_next_number_and_names_those_before(
    both: tuple[Ledger, Ledger], folder: Path
) -> None:
    school, township = both
    add_children(school, "c1")
    incarnation = own_unit(school).incarnation
    made = [pack(school, folder) for _ in range(3)]

    header = opened(township, made[2].path).header

    assert [each.sequence for each in made] == [1, 2, 3]
    assert header.knows == (
        Known(incarnation, 2, made[1].digest),
        Known(incarnation, 1, made[0].digest),
    )
    assert opened(township, made[2].path).digest == made[2].digest


def test_what_is_new_since_the_last_package_is_kept_for_the_paper(
    both: tuple[Ledger, Ledger], folder: Path
) -> None:
    school, _ = both
    add_children(school, "c1", "c2")
    pack(school, folder)
    add_children(school, "c3")
    with revise(school, "edit", "改电话") as revision:
        revision.update("student", "c1", {"phone": "13800000000"})
        revision.insert("contact", {"content": "电话"}, student_id="c2")
    made = pack(school, folder)

    row = packages.rows_of(school, TOWNSHIP)[0]
    story = package_story.story_of(row["told"])
    assert row["digest"] == made.digest
    assert story.since_last == "上次移交以来：新建档案 1 人，改动档案 2 人，新增联系记录 1 条"
    assert "心理关注" in story.withheld


def test_a_sensitive_field_stays_here_unless_it_is_let_go(
    both: tuple[Ledger, Ledger], folder: Path
) -> None:
    school, township = both
    add_children(school, "c1")
    with revise(school, "edit", "心理") as revision:
        revision.update("student", "c1", {"psychological": "常哭", "case_involved": "1"})
        revision.insert("harm", {"found_on": "2026-11-01", "detail": "伤"}, student_id="c1")

    kept = lines.decode(opened(township, pack(school, folder).path).body)
    let_go = pack(school, folder, include={("student", "psychological"), ("harm", "*")})
    gone = lines.decode(opened(township, let_go.path).body)

    assert "psychological" not in kept.living["c1"].values
    assert "harm" not in {each.table for each in kept.living.values()}
    assert gone.living["c1"].values["psychological"] == "常哭"
    assert "case_involved" not in gone.living["c1"].values
    assert "harm" in {each.table for each in gone.living.values()}


def test_a_concern_about_a_restricted_matter_goes_without_saying_which(
    both: tuple[Ledger, Ledger], folder: Path
) -> None:
    school, township = both
    add_children(school, "c1")

    hidden = min(restricted_categories())
    with revise(school, "edit", "关注") as revision:
        concern = revision.insert(
            "concern",
            {"since_on": "2026-10-01", "risk_categories": hidden, "situation": "说不得"},
            student_id="c1",
        )

    told = lines.decode(opened(township, pack(school, folder).path).body)

    assert told.living[concern].values == {"since_on": "2026-10-01"}


def test_a_stick_that_cannot_be_written_leaves_everything_as_it_was_but_for_the_number(
    both: tuple[Ledger, Ledger], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school, township = both
    add_children(school, "c1")
    verdict = bring_verdict(school, "c1", digest="x", sequence=1)
    with revise(school, "edit", "改电话") as revision:
        revision.update("student", "c1", {"phone": "13800000000"})

    def gone(*_: object) -> Path:
        raise LedgerError("U盘不见了。")

    with monkeypatch.context() as patch:
        patch.setattr(stick, "write", gone)
        with pytest.raises(LedgerError, match="U盘不见了"):
            pack(school, folder)

    assert packages.made(school, TOWNSHIP) == []
    assert own_status(school).sequence == 0
    assert [each.id for each in verdicts.returned(school)] == [verdict]
    made = pack(school, folder)
    assert made.sequence == 2
    assert verdicts.returned(school) == []
    told = lines.decode(opened(township, made.path).body)
    assert told.living[verdict].values["sent_back_on"] == "2026-11-21"


def test_a_program_that_dies_before_the_stick_is_written_says_nothing_was_handed_over(
    both: tuple[Ledger, Ledger], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school, _ = both
    add_children(school, "c1")
    pack(school, folder)
    school.clock.move(days=40)  # type: ignore[attr-defined]
    monkeypatch.setattr(making, "_take_back", lambda *_: None)  # nobody is left to do it

    def killed(*_: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(stick, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        pack(school, folder)

    assert own_status(school).words == "上次移交 40 天前"


def test_without_pairing_six_words_lock_it_and_are_told_once(tmp_path: Path, folder: Path) -> None:

    school = new_unit(tmp_path, "青山小学", SCHOOL, "school")
    township = new_unit(tmp_path, "福利镇中心校", TOWNSHIP, "township")
    add_children(school, "c1")
    with pytest.raises(LedgerError, match="还没有与上级配对"):
        pack(school, folder)

    first, second = pack(school, folder, words=True), pack(school, folder, words=True)

    assert len(first.words.split()) == 6
    assert first.words != second.words
    assert (first.sequence, second.sequence) == (1, 2)
    read = unseal(content_of(first.path), own_keys(township), first.words)
    assert read.by_words
    assert "c1" in lines.decode(read.body).living


def test_making_a_package_is_no_step_of_undoing(both: tuple[Ledger, Ledger], folder: Path) -> None:
    school, _ = both
    add_children(school, "c1")
    pack(school, folder)

    undone = undo_revision.undo(school)

    assert undone.about == "新建档案"
    assert len(packages.made(school, TOWNSHIP)) == 1


def test_what_is_packed_later_than_today_or_of_nobody_is_refused(
    both: tuple[Ledger, Ledger], folder: Path
) -> None:
    school, _ = both
    with pytest.raises(LedgerError, match="还没有学生"):
        pack(school, folder)
    add_children(school, "c1")
    with pytest.raises(LedgerError, match="截至日期晚于今天"):
        pack(school, folder, cut_off=date(2027, 1, 1))
    assert list(folder.iterdir()) == []
    assert packages.made(school, TOWNSHIP) == []


class Cancelled:
    """Somebody who has pressed Cancel."""

    cancelled = True

    def move(self, done: int, total: int, text: str = "") -> None:
        pass


def test_what_is_cancelled_leaves_nothing(both: tuple[Ledger, Ledger], folder: Path) -> None:
    school, _ = both
    add_children(school, "c1")
    count = school.value("SELECT count(*) FROM revision")

    with pytest.raises(LedgerError, match="已取消"):
        pack(school, folder, progress=Cancelled())

    assert list(folder.iterdir()) == []
    assert school.value("SELECT count(*) FROM revision") == count
