"""Two clerks pair in the window: a file each, the digits as they are heard, what comes later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from ledger_app.actions.handoff import pairing
from ledger_app.exchange.packages import card_text
from ledger_app.gui.handoff.pairing.card_dialog import CardDialog
from ledger_app.gui.handoff.pairing.pairing_dialog import PairingDialog
from ledger_app.gui.handoff.pairing.partner_dialogs import ClerkDialog, EndDialog, NewKeysDialog
from ledger_app.store.handoff import partners
from ledger_app.store.safety import ledger_files
from tests.actions.handoff.pairs import card_of, ledger_of, pair
from tests.gui.children import started
from tests.gui.frame import IGNORED

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def school(empty_ledger_file, tmp_path):
    ledger = ledger_of(empty_ledger_file, tmp_path, "青山小学")
    yield ledger
    ledger_files.close(ledger)


@pytest.fixture
def township(empty_ledger_file, tmp_path):
    ledger = ledger_of(empty_ledger_file, tmp_path, "福利镇中心校")
    yield ledger
    ledger_files.close(ledger)


@pytest.fixture
def dialog(qtbot, school):
    dialog = PairingDialog(started(school))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def reading(dialog, path):
    """Open the other unit's card."""
    dialog.read_card(path)
    return dialog.findChildren(CardDialog)[-1]


def type_digits(qtbot, asked, digits):
    qtbot.keyClicks(asked.digits, digits)


def lines(dialog):
    return [dialog.model.line(row).texts for row in range(dialog.model.rowCount())]


def test_the_own_fingerprint_is_in_sight_to_be_read_aloud(dialog, school):
    assert dialog.fingerprint.text() == pairing.own_card(school).fingerprint
    assert len(dialog.fingerprint.text().split()) == 6


def test_the_own_card_is_saved_and_the_other_side_can_read_it(dialog, township, stick):
    path = stick / "青山小学.pair"
    dialog.save_to(path)
    assert "没有密钥" in dialog.said.text()
    assert pairing.look(township, path).card.unit_name == "青山小学"


def test_a_unit_is_paired_by_its_card_and_the_digits_heard(qtbot, dialog, school, township, stick):
    path, digits = card_of(township, stick)
    asked = reading(dialog, path)
    assert "福利镇中心校" in asked.who.text()
    type_digits(qtbot, asked, digits.replace(" ", ""))
    assert asked.digits.text() == digits
    qtbot.keyClick(asked.digits, Qt.Key.Key_Return)
    qtbot.keyClick(asked.yes, Qt.Key.Key_Return)
    assert partners.above(school).unit_name == "福利镇中心校"
    assert lines(dialog)[0][0] == "福利镇中心校"
    assert "已和福利镇中心校配对" in dialog.said.text()


def test_a_card_on_paper_is_scanned_or_typed_instead(qtbot, dialog, school, township):
    digits = pairing.own_card(township).fingerprint
    asked = reading(dialog, None)
    groups = card_text.groups_of(pairing.own_card(township))
    qtbot.keyClicks(asked.typed, "".join(groups)[:-1])
    qtbot.keyClick(asked.typed, Qt.Key.Key_Return)  # as a scanner ends it; one is missing
    assert "有误" in asked.problem.text()
    assert not asked.yes.isEnabled()
    qtbot.keyClicks(asked.typed, groups[-1][-1])
    qtbot.keyClick(asked.typed, Qt.Key.Key_Return)
    assert "福利镇中心校" in asked.who.text()
    type_digits(qtbot, asked, digits)
    qtbot.keyClick(asked.digits, Qt.Key.Key_Return)
    qtbot.keyClick(asked.yes, Qt.Key.Key_Return)
    assert partners.above(school).unit_name == "福利镇中心校"


def test_the_own_card_is_printed_by_its_ending(dialog, stick, monkeypatch):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (str(stick / "卡片"), given[3])
    )
    dialog.buttons["paper"].click()
    assert (stick / "卡片.pdf").read_bytes().startswith(b"%PDF")
    dialog.buttons["save"].click()
    assert (stick / "卡片.pair").read_bytes().startswith(b"{")


def test_the_digits_of_the_card_are_shown_nowhere(dialog, township, stick):
    path, digits = card_of(township, stick)
    asked = reading(dialog, path)
    texts = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert digits not in texts
    assert digits.replace(" ", "") not in texts


def test_other_digits_pair_nobody_and_say_which_group_differs(
    qtbot, dialog, school, township, stick
):
    path, digits = card_of(township, stick)
    asked = reading(dialog, path)
    type_digits(qtbot, asked, digits[:-1] + ("1" if digits[-1] != "1" else "2"))
    asked.accept()
    assert "第 6 组" in asked.problem.text()
    assert asked.isVisible()
    assert partners.partners(school) == []


def test_a_file_that_is_no_card_is_refused_with_a_sentence(dialog, stick):
    path = stick / "坏.pair"
    path.write_text("这不是卡片", encoding="utf-8")
    asked = reading(dialog, path)
    assert "不是配对卡片" in asked.problem.text()
    assert not asked.yes.isEnabled()


def test_another_computer_over_there_is_taken_with_a_reason(qtbot, dialog, school, township, stick):
    pair(school, township, stick)
    dialog.read()
    pairing.renew_own_keys(township)
    path, digits = card_of(township, stick)
    asked = reading(dialog, path)
    assert asked.yes.text() == "换电脑"
    type_digits(qtbot, asked, digits)
    asked.accept()
    assert "原因还没填" in asked.problem.text()
    asked.reason.setText("电脑坏了")
    asked.accept()
    assert [each.state for each in partners.partners(school)] == ["replaced", "active"]
    assert "新钥匙" in dialog.said.text()


def test_another_clerk_over_there_leaves_the_keys(dialog, school, township, stick):
    pair(school, township, stick)
    dialog.read()
    dialog.buttons["clerk"].click()
    asked = dialog.findChild(ClerkDialog)
    asked.clerk.setText("周老师")
    asked.phone.setText("0000-9")
    asked.accept()
    (one,) = partners.partners(school)
    assert (one.clerk, one.phone, one.state) == ("周老师", "0000-9", "active")
    assert "周老师 0000-9" in lines(dialog)[0]


def test_a_lost_ledger_is_ended_with_a_reason(dialog, school, township, stick):
    pair(school, township, stick)
    dialog.read()
    dialog.buttons["end"].click()
    asked = dialog.findChild(EndDialog)
    asked.accept()
    assert "原因还没填" in asked.problem.text()
    asked.reason.setText("电脑被盗")
    asked.accept()
    assert partners.above(school) is None
    assert "已停用：电脑被盗" in lines(dialog)[0]
    assert not dialog.buttons["end"].isEnabled()


def test_new_keys_are_made_only_once_it_was_typed(dialog, school, township, stick, monkeypatch):
    pair(school, township, stick)
    before = dialog.fingerprint.text()
    dialog.buttons["keys"].click()
    asked = dialog.findChild(NewKeysDialog)
    monkeypatch.setattr(
        "ledger_app.gui.handoff.pairing.pairing_dialog.ask_target",
        lambda *_args: stick / "换.pair",
    )
    asked.accept()
    assert "请先输入" in asked.problem.text()
    assert pairing.own_card(school).fingerprint == before
    asked.sure.setText("换新钥匙")
    asked.accept()
    assert dialog.fingerprint.text() == pairing.own_card(school).fingerprint != before
    assert (stick / "换.pair").exists()


def test_a_card_dropped_on_the_window_is_read_at_once(qtbot, school, township, stick):
    path, _digits = card_of(township, stick)
    dialog = PairingDialog(started(school), path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CardDialog)))
    assert "福利镇中心校" in dialog.findChild(CardDialog).who.text()
