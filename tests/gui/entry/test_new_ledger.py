"""Making a ledger: what is asked, what is refused, and the recovery sheet before it is used."""

from __future__ import annotations

import shutil
import subprocess
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from ledger_app.actions import open_ledger, password_attempts
from ledger_app.actions.printing import recovery_sheet
from ledger_app.domain.errors import LedgerError
from ledger_app.gui.entry import recovery_dialog
from ledger_app.gui.entry.change_password import ChangePasswordDialog
from ledger_app.gui.entry.new_ledger import NewLedgerDialog, file_name
from ledger_app.gui.entry.password_entry import NewPassword
from ledger_app.gui.entry.recovery_dialog import RecoveryDialog
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.printing.printer_paper import printer_of
from ledger_app.store.file import settings
from ledger_app.store.safety import ledger_files
from tests.gui.frame import IGNORED, enter, make_file, make_window, unlock, wait_free
from tests.ledgers import PASSWORD, open_again

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)


@pytest.fixture
def window(qtbot):
    return make_window(qtbot)


@pytest.fixture
def dialog(window, tmp_path):
    window.opening.make()
    found = window.findChild(NewLedgerDialog)
    found.unit.setText("福利镇中心小学")
    found.code.setText("2152000001")
    found.clerk.setText("张老师")
    found.place.setText(str(tmp_path / "台账.ledger"))
    found.new_password.first.setText(PASSWORD)
    found.new_password.second.setText(PASSWORD)
    return found


def sheet_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None, timeout=60_000)
    return window.findChild(RecoveryDialog)


def type_back(window, sheet):
    groups = recovery_sheet.groups(window.session.ledger)
    for place, field in zip(sheet.places(), sheet.fields(), strict=True):
        field.setText(groups[place])


def test_a_new_ledger_is_used_only_after_two_groups_were_typed_back(qtbot, window, dialog):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    assert not window.screens.shows_ledger()
    assert not sheet._done.isEnabled()

    type_back(window, sheet)
    sheet.fields()[1].setFocus()
    QTest.keyClick(sheet.fields()[1], Qt.Key.Key_Return)
    qtbot.waitUntil(window.screens.shows_ledger, timeout=5_000)

    kept = settings.everything(window.session.ledger)
    assert (kept["unit"], kept["unit_code"], kept["clerk"]) == (
        "福利镇中心小学",
        "2152000001",
        "张老师",
    )
    assert window.pages.shows_first_steps()


@pytest.mark.parametrize("kind", ["school", "township", "county"])
def test_a_school_a_township_and_a_county_each_have_a_ledger(dialog, kind):
    getattr(dialog, kind).setChecked(True)
    assert dialog.kind() == kind
    chosen = [each for each in open_ledger.KINDS if getattr(dialog, each).isChecked()]
    assert chosen == [kind]


def test_without_typing_back_the_ledger_locks_and_asks_again(qtbot, window, dialog):
    dialog.make_now()
    sheet_of(qtbot, window).reject()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)
    assert window.screens.shows_unlock()

    window.screens.unlock.password.setText(PASSWORD)
    window.screens.unlock.try_password()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=60_000)

    assert sheet_of(qtbot, window).isVisible()
    assert not window.screens.shows_ledger()


def test_a_wrong_group_is_marked_and_does_not_pass(qtbot, window, dialog):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    groups = recovery_sheet.groups(window.session.ledger)
    other = next(at for at in range(13) if at not in sheet.places())
    sheet.fields()[0].setText(groups[other])
    sheet.fields()[1].setText(groups[sheet.places()[1]])

    assert sheet.fields()[0].property("severity") == "error"
    assert not sheet._done.isEnabled()


def test_groups_are_taken_in_full_width_and_small_letters(qtbot, window, dialog):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    groups = recovery_sheet.groups(window.session.ledger)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in groups[sheet.places()[0]])
    sheet.fields()[0].setText(wide)
    sheet.fields()[1].setText(groups[sheet.places()[1]].lower())

    assert sheet._done.isEnabled()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_the_saved_sheet_says_what_it_is_and_holds_every_group(qtbot, window, dialog, tmp_path):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    (tmp_path / "U盘").mkdir()
    sheet.save_to(tmp_path / "U盘" / "恢复单")
    written = tmp_path / "U盘" / "恢复单.pdf"
    text = subprocess.run(
        ["pdftotext", "-layout", written, "-"], capture_output=True, text=True, check=True
    ).stdout

    assert all(group in text for group in recovery_sheet.groups(window.session.ledger))
    assert "福利镇中心小学" in text
    assert "U盘" in sheet._said.text()


def test_the_sheet_is_neither_offered_nor_saved_beside_the_ledger(
    qtbot, window, dialog, tmp_path, monkeypatch
):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    own = window.session.ledger.path.parent
    offered = []
    monkeypatch.setattr(
        recovery_dialog, "ask_target", lambda parent, title, start, *rest: offered.append(start)
    )
    sheet._save()
    assert offered[0].parent.is_dir()
    assert offered[0].parent != own

    monkeypatch.setattr(user_settings.QStandardPaths, "writableLocation", lambda place: str(own))
    sheet._save()
    assert offered[1].parent != own
    sheet.save_to(own / "恢复单.pdf")
    sheet.save_to(own / "x" / ".." / "恢复单.pdf")
    assert "不能和台账放在同一个文件夹" in sheet._said.text()
    assert not (own / "恢复单.pdf").exists()


@pytest.mark.parametrize("larger", [0, 6])
def test_the_groups_on_the_screen_are_whole_whatever_is_said_under_them(
    qtbot, window, dialog, tmp_path, larger
):
    QApplication.instance().setProperty("textSize", larger)
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    sheet._show_codes()
    (tmp_path / ("很长的文件夹名" * 12)).mkdir()
    sheet.save_to(tmp_path / ("很长的文件夹名" * 12) / "恢复单.pdf")
    QApplication.processEvents()

    groups = recovery_sheet.groups(window.session.ledger)
    labels = {each.text(): each for each in sheet._codes.findChildren(QLabel)}
    assert set(groups) <= set(labels)  # nothing but the letters: no <b>
    for group in groups:
        label = labels[group]
        wanted = label.fontMetrics().size(0, group)
        assert label.width() >= wanted.width()
        assert label.height() >= wanted.height()
        assert label.font().pixelSize() > theme.text_pixels() + 4
    assert "Q 带尾巴" in "".join(labels)
    for one, other in combinations(sheet.findChildren(QLabel), 2):
        if one.isVisible() and other.isVisible():
            assert not rect_in(one, sheet).intersects(rect_in(other, sheet))
    QApplication.instance().setProperty("textSize", 0)


def rect_in(widget, above):
    return QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())


def test_the_sheet_is_printed_from_its_dialog_or_refused(qtbot, window, dialog, tmp_path):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    printer = printer_of((210.0, 297.0))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    sheet.print_on(printer)
    assert "按 A4 纸排" in sheet._said.text()
    assert not (tmp_path / "printed.pdf").exists()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    sheet.print_on(printer)
    qtbot.waitUntil(lambda: "已送到打印机" in sheet._said.text(), timeout=20_000)
    assert (tmp_path / "printed.pdf").stat().st_size < 200_000


def test_a_sheet_that_cannot_be_written_says_so_in_the_dialog(qtbot, window, dialog, tmp_path):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    sheet.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is sheet, timeout=5_000)
    sheet.save_to(tmp_path / "没有" / "恢复单.pdf")

    assert "写不进" in sheet._said.text()
    assert window.messages.texts() == []


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("1234567", "1234567", "至少 8 个字符"),
        ("88888888", "88888888", "太常见"),
        (PASSWORD, PASSWORD + "x", "不一样"),
    ],
)
def test_weak_and_mistyped_passwords_are_refused_in_words(dialog, first, second, said):
    dialog.new_password.first.setText(first)
    dialog.new_password.second.setText(second)

    assert said in dialog._said.text()
    assert not dialog.make_button.isEnabled()


def test_strength_has_a_word_that_grows_with_length(qtbot):
    field = NewPassword()
    qtbot.addWidget(field)
    words = []
    for text in ("qx7hm2pz", "山清水秀十二月的雪人", PASSWORD * 2):
        field.first.setText(text)
        words.append(field._word.text())

    assert len(set(words)) > 1
    assert words[-1] == field.strength_words()[4]


def test_what_is_missing_is_said(dialog):
    dialog.unit.setText(" ")

    assert dialog._said.text() == "还差：单位全称。"


def test_an_existing_file_is_never_overwritten(qtbot, window, dialog, tmp_path):
    (tmp_path / "台账.ledger").write_bytes(b"precious")
    dialog.make_now()
    qtbot.waitUntil(lambda: "已经存在" in dialog._said.text(), timeout=5_000)

    assert (tmp_path / "台账.ledger").read_bytes() == b"precious"


def test_the_file_is_named_after_the_unit_without_forbidden_characters():
    assert file_name("福利镇/中心:小学") == "福利镇中心小学.ledger"
    assert file_name("") == "台账.ledger"


def test_caps_lock_is_noticed_from_a_capital_without_shift(window, tmp_path):
    window.screens.unlock.ask(tmp_path / "台账.ledger")
    window.screens.show_unlock(window.screens.unlock.path)
    field, click, modifier = (
        window.screens.unlock.password,
        QTest.KeyAction.Click,
        Qt.KeyboardModifier,
    )
    QTest.sendKeyEvent(click, field, Qt.Key.Key_A, "A", modifier.ShiftModifier)
    assert not window.screens.unlock._caps.isVisible()

    QTest.sendKeyEvent(click, field, Qt.Key.Key_A, "A", modifier.NoModifier)
    assert window.screens.unlock._caps.isVisible()


def test_a_new_password_makes_the_old_one_and_the_old_sheet_useless(qtbot, window, tmp_path):
    path = make_file(tmp_path)
    enter(window, path)
    old_groups = recovery_sheet.groups(window.session.ledger)
    window.opening.change_password()
    dialog = window.findChild(ChangePasswordDialog)
    dialog.old.setText(PASSWORD)
    dialog.new_password.first.setText("小河流水哗啦啦响")
    dialog.new_password.second.setText("小河流水哗啦啦响")
    dialog.change_now()
    sheet = sheet_of(qtbot, window)
    wait_free(qtbot, window)
    type_back(window, sheet)
    sheet._finish()
    window.leaving.lock()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=60_000)

    with pytest.raises(open_ledger.WrongPassword):
        open_again(path)
    with pytest.raises(LedgerError):
        open_ledger.open_with_recovery_code(path, " ".join(old_groups))
    qtbot.waitUntil(lambda: open_ledger.seconds_to_wait(path) == 0, timeout=5_000)
    unlock(qtbot, window, "小河流水哗啦啦响")


def test_the_present_password_is_asked_for_before_it_is_changed(qtbot, window, tmp_path):
    path = make_file(tmp_path)
    enter(window, path)
    window.opening.change_password()
    dialog = window.findChild(ChangePasswordDialog)
    dialog.old.setText("猜一个口令")
    dialog.new_password.first.setText("小河流水哗啦啦响")
    dialog.new_password.second.setText("小河流水哗啦啦响")
    dialog.change_now()
    qtbot.waitUntil(lambda: "现在的口令不对" in dialog._said.text(), timeout=5_000)
    password_attempts.note(path)  # a second one: 2 seconds from now
    dialog.change_now()
    assert "口令输错过，请等 2 秒再试" in dialog._said.text()
    assert dialog.change_button.isEnabled()
    dialog.reject()
    window.session.close()

    ledger_files.close(open_again(path))


def test_the_keyboard_alone_fills_the_dialog_in(qtbot, window, tmp_path):
    window.opening.make()
    dialog = window.findChild(NewLedgerDialog)
    dialog.activateWindow()
    dialog.unit.setFocus()
    qtbot.waitUntil(dialog.unit.hasFocus, timeout=5_000)
    dialog.place.setText(str(tmp_path / "键盘.ledger"))
    dialog._own_place = True
    texts = {
        dialog.unit: "福利镇中心小学",
        dialog.clerk: "张老师",
        dialog.new_password.first: PASSWORD,
        dialog.new_password.second: PASSWORD,
    }
    for _ in range(20):
        field = dialog.focusWidget()
        if field in texts:
            field.insert(texts.pop(field))
        go_on = Qt.Key.Key_Return if isinstance(field, QLineEdit) else Qt.Key.Key_Tab
        QTest.keyClick(field, go_on)
        if not dialog.isVisible() or window.session.is_busy:
            break

    assert sheet_of(qtbot, window).isVisible()
    assert window.session.ledger.path.name == "键盘.ledger"


def against_reading(root):
    """Return the steps of the Tab key within `root` that lead upwards."""
    tab, steps, widget = Qt.FocusPolicy.TabFocus, [], root.nextInFocusChain()
    while widget is not root:
        here = root.isAncestorOf(widget) and widget.isVisible() and widget.focusProxy() is None
        if here and widget.focusPolicy() & tab == tab:
            steps.append(widget)
        widget = widget.nextInFocusChain()
    return [(a, b) for a, b in pairwise(steps) if b.mapTo(root, b.rect().bottomLeft()).y()
            <= a.mapTo(root, a.rect().topLeft()).y()]  # fmt: skip


def test_tab_goes_down_the_page_of_a_new_ledger(dialog):
    assert against_reading(dialog) == []


def test_tab_goes_from_the_recovery_sheet_to_its_check(qtbot, window, dialog):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)

    assert against_reading(sheet) == []
    assert QApplication.focusWidget() not in sheet.fields()


def test_the_keyboard_begins_at_the_printing_of_the_sheet_and_goes_on_to_its_check(
    qtbot, window, dialog
):
    """One Enter too many must not put the sheet off and lock the ledger that was just made."""
    dialog.make_now()
    sheet = sheet_of(qtbot, window)

    qtbot.waitUntil(lambda: sheet.focusWidget().text().startswith("打印"))
    by_hand = next(each for each in sheet.findChildren(QPushButton) if "手抄" in each.text())
    by_hand.click()
    assert sheet.focusWidget() is sheet.fields()[0]


def test_enter_goes_from_group_to_group_and_then_on(qtbot, window, dialog):
    dialog.make_now()
    sheet = sheet_of(qtbot, window)
    groups = recovery_sheet.groups(window.session.ledger)
    for place, field in zip(sheet.places(), sheet.fields(), strict=True):
        if field is sheet.fields()[0]:
            field.setFocus()
        assert sheet.focusWidget() is field
        QTest.keyClicks(field, groups[place])
        QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.screens.shows_ledger)


def test_enter_goes_on_from_field_to_field_of_a_new_ledger(qtbot, dialog):
    dialog.unit.clear()
    dialog.code.setFocus()
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert dialog.school.hasFocus()
    for field, following in (
        (dialog.school, dialog.clerk),
        (dialog.clerk, dialog.place),
        (dialog.place, dialog.new_password.first),
        (dialog.new_password.first, dialog.new_password.second),
    ):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert following.hasFocus()


def test_a_bare_file_name_lies_where_ledgers_lie(qtbot, window, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(user_settings, "folder_for_files", lambda: tmp_path)
    dialog.place.setText("张老师的")
    dialog.make_now()
    sheet_of(qtbot, window)
    assert window.session.ledger.path == tmp_path / "张老师的.ledger"


def test_a_password_typed_once_asks_for_the_second_time(dialog):
    dialog.new_password.second.clear()
    assert dialog.missing() == "还差：再输一次口令。"
