"""Two clerks pair once: cards there and back, digits read aloud, and each knows the other."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from ledger_app.actions.handoff import pairing
from ledger_app.domain.errors import LedgerError
from ledger_app.store.changes import history
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.handoff import partners
from ledger_app.store.safety import check, ledger_files
from tests.actions.handoff.pairs import card_of, ledger_of, pair
from tests.exchange.packages.sealed import STRANGER, header


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture
def unit(empty_ledger_file, tmp_path):
    with ExitStack() as stack:

        def open_unit(name, code=None, place="."):
            (tmp_path / place).mkdir(exist_ok=True)
            ledger = ledger_of(empty_ledger_file, tmp_path / place, name, code)
            stack.callback(ledger_files.close, ledger)
            return ledger

        yield open_unit


@pytest.fixture
def school(unit):
    return unit("青山小学")


@pytest.fixture
def township(unit):
    return unit("福利镇中心校")


def add_school(ledger, name, code):
    with revise(ledger, "edit", "学校") as revision:
        return revision.insert("school", {"name": name, "code": code, "status": "1"})


def test_after_both_cards_each_knows_the_other(school, township, folder):
    above, below = pair(school, township, folder)
    assert partners.above(school) == above
    assert (above.unit_name, above.unit_code, above.verified) == ("福利镇中心校", "529901", True)
    assert (above.clerk, above.phone) == ("福利老师", "0000-1")
    assert partners.below(township) == [below]
    assert below.seal_key == partners.own_keys(school).seal_key
    assert (above.paired_on, above.paired_by) == ("2026-11-21", "张老师")
    assert check.problems(school) == check.problems(township) == []


def test_other_digits_than_those_of_the_card_pair_nobody(school, township, folder):
    path, digits = card_of(township, folder)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    before = history.newest_no(school)
    with pytest.raises(LedgerError, match="第 6 组"):
        pairing.pair(school, path, wrong)
    assert partners.partners(school) == []
    assert history.newest_no(school) == before


def test_a_card_that_was_exchanged_on_the_way_is_found_by_the_digits(
    school, township, folder, unit
):
    _, digits = card_of(township, folder)
    false, _ = card_of(unit("福利镇中心校", place="别处"), folder)
    with pytest.raises(LedgerError, match="不一样"):
        pairing.pair(school, false, digits)


def test_the_same_card_again_changes_nothing_but_who_answers_there(school, township, folder):
    first, _ = pair(school, township, folder)
    settings.put(township, {"clerk": "新来的老师"})
    again = pairing.pair(school, *card_of(township, folder))
    assert (again.id, again.clerk) == (first.id, "新来的老师")
    assert len(partners.partners(school)) == 1


def test_neither_oneself_nor_a_unit_of_ones_own_kind_is_paired_with(school, folder, unit):
    with pytest.raises(LedgerError, match="本单位自己的卡片"):
        pairing.pair(school, *card_of(school, folder))
    with pytest.raises(LedgerError, match="都是学校，不能配对"):
        pairing.pair(school, *card_of(unit("联合小学"), folder))


def test_there_is_one_unit_above(school, township, folder, unit):
    pair(school, township, folder)
    county = unit("福利县教育局")
    with pytest.raises(LedgerError, match="已经交给福利镇中心校，不能再配对一个上级"):
        pairing.pair(school, *card_of(county, folder))
    pairing.end(school, partners.above(school), "改由县里直接管")
    assert pairing.pair(school, *card_of(county, folder)) == partners.above(school)


def test_a_township_packs_to_the_county_as_a_school_to_it(township, folder, unit):
    above, below = pair(township, unit("福利县教育局"), folder)
    assert (above.unit_kind, below.unit_kind) == ("county", "township")


def test_a_school_without_a_code_takes_the_one_the_township_has_for_it(township, folder, unit):
    school = unit("青山小学", code="")
    add_school(township, "青山小学", "2152000002")
    path, digits = card_of(township, folder)
    seen = pairing.look(school, path)
    assert seen.code == "2152000002"
    assert "本校代码是 2152000002" in seen.notes[0]
    assert settings.get(school, "unit_code") == ""  # looking changes nothing
    pairing.pair(school, path, digits)
    assert settings.get(school, "unit_code") == "2152000002"
    assert school.value("SELECT code FROM school") == "2152000002"
    assert pairing.own_card(school).unit_code == "2152000002"
    assert check.problems(school) == []


def test_a_code_that_two_schools_of_that_name_could_have_is_not_guessed(township, folder, unit):
    school = unit("青山小学", code="")
    for code in ("2152000002", "2152000012"):
        add_school(township, "青山小学", code)
    seen = pairing.look(school, card_of(township, folder)[0])
    assert seen.code == ""
    assert "还没有代码" in seen.notes[0]


def test_the_township_learns_the_code_of_a_school_that_it_had_without(school, township, folder):
    known = add_school(township, "青山小学", None)
    pair(school, township, folder)
    code = township.value("SELECT code FROM school WHERE id = ?", [known])
    assert code == "2152000002"


def test_another_code_in_the_list_of_the_township_is_said_before(school, township, folder):
    add_school(township, "青山小学", "2152000099")
    [note] = pairing.look(township, card_of(school, folder)[0]).notes
    assert "代码是 2152000099，卡片上是 2152000002" in note


def test_a_school_with_a_new_computer_is_taken_only_as_that(school, township, folder, unit):
    _, old = pair(school, township, folder)
    new = unit("青山小学", place="新电脑")
    settings.put(new, {"ledger_id": "b" * 32})
    card = card_of(new, folder)
    with pytest.raises(LedgerError, match="另一把钥匙，没有配对") as refused:
        pairing.pair(township, *card)
    assert "换电脑" in refused.value.hint
    with pytest.raises(LedgerError, match="原因还没填"):
        pairing.replace(township, *card, "  ")
    taken = pairing.replace(township, *card, "电脑坏了")
    assert partners.below(township) == [taken]
    gone = partners.partner_by_sign_key(township, old.sign_key)
    assert (gone.state, gone.state_reason) == ("replaced", "电脑坏了")
    # The card of the old computer may still lie on some stick.
    with pytest.raises(LedgerError, match="是旧的"):
        pairing.replace(township, *card_of(school, folder), "找回来了")


def test_keys_of_a_lost_ledger_never_come_back(school, township, folder):
    _, below = pair(school, township, folder)
    with pytest.raises(LedgerError, match="原因"):
        pairing.end(township, below, "")
    pairing.end(township, below, "电脑被偷")
    with pytest.raises(LedgerError, match=r"是旧的.*电脑被偷"):
        pairing.pair(township, *card_of(school, folder))
    pairing.renew_own_keys(school)
    assert pairing.pair(township, *card_of(school, folder)) == partners.below(township)[0]


def test_another_clerk_at_the_other_side_is_noted_and_the_keys_stay(school, township, folder):
    _, below = pair(school, township, folder)
    changed = pairing.change_clerk(township, below, " 吴老师 ", "0000-9")
    assert (changed.clerk, changed.phone) == ("吴老师", "0000-9")
    assert changed.sign_key == below.sign_key


def test_who_came_with_spoken_words_stands_in_nobodys_way(school, township, folder):
    with revise(township, "merge_package", "合并") as revision:
        guess = partners.of_sender(
            revision, header(ledger_id="0" * 32), STRANGER.sign_key, STRANGER.seal_key
        )
    assert partners.partner_of_code(township, "2152000002") == guess
    paired = pairing.pair(township, *card_of(school, folder))
    assert partners.below(township) == [paired]
    assert partners.partner_of_code(township, "2152000002") == paired


def test_pairing_is_no_step_that_undo_takes_back(school, township, folder):
    pair(school, township, folder)
    assert history.reversible(school).undo is None
    with pytest.raises(LedgerError, match="配对这一步不能撤销"):
        history.undo(school, history.newest_no(school))


def test_a_folder_or_a_missing_file_is_no_card(school, folder):
    for path in (folder, folder / "没有.pair"):
        with pytest.raises(LedgerError, match="读不了"):
            pairing.look(school, path)
    (folder / "大.pair").write_bytes(b" " * (1 << 20) + b"  ")
    with pytest.raises(LedgerError, match="太大"):
        pairing.look(school, folder / "大.pair")
