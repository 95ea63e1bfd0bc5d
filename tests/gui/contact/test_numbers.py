"""号码 (F9): the family's numbers with their results, and a code for the clerk's own phone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from shiboken6 import isValid

from ledger_app.actions import edit_file
from ledger_app.bench.keys.counted_keys import CountedKeys
from ledger_app.gui.contact import dial_dialog
from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.contact.dial_dialog import MODULE, QUIET, CodeView, DialDialog
from ledger_app.gui.contact.number_pane import NumberPane
from ledger_app.gui.contact.numbers_dialog import NumbersDialog, show_numbers
from ledger_app.gui.kit import theme
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.today.lines_model import line_key
from ledger_app.printing.pdf.qr import matrix
from ledger_app.store.file import audit
from tests.gui.frame import wait_free
from tests.gui.real_window import pane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GRANDMA, FATHER, OLD = "13900000002", "13900000003", "13900000001"


def dialog(kind):
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return next((each for each in found if isValid(each) and each.isVisible()), None)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def revealed_times(window):
    return [each["event"] for each in audit.entries(window.session.ledger)].count("reveal")


@pytest.fixture
def keys(window):
    return CountedKeys(window)


def open_child(qtbot, window, **given):
    """Open the file of another child, begun now; return its id."""
    child = edit_file.add_student(window.session.ledger, {"name": "王小明", **given}).record_id
    window.session.changed.emit(None)
    wait_free(qtbot, window)
    window.pages.ask(ShowStudent(child))
    wait_free(qtbot, window)
    return child


@pytest.fixture
def family(window, qtbot):
    """Open a child whose family has two numbers and a former one, with calls."""
    child = open_child(qtbot, window, guardian_name="李秀兰", guardian_phone=OLD)
    ledger = window.session.ledger
    edit_file.save_fields(ledger, "student", child, {"guardian_phone": GRANDMA})
    edit_file.add_record(
        ledger, "family_member", child, {"name": "王刚", "relation": "父亲", "phone": FATHER}
    )
    for day in ("02", "03", "04", "05"):
        call = {"contacted_on": f"2026-11-{day}", "mode": "2", "phone_tried": FATHER, "result": "8"}
        edit_file.add_record(ledger, "contact", child, call)
    pane(window).reload()
    wait_free(qtbot, window)
    return child


@pytest.fixture
def lone(window, qtbot):
    """Open a child whose family has one number."""
    return open_child(qtbot, window, guardian_name="李秀兰", guardian_phone=GRANDMA)


def test_f9_lists_the_numbers_masked_with_what_came_of_calling(window, family, keys):
    keys.press("F9")
    shown = dialog(NumbersDialog)
    lines = shown.pane._model._lines
    assert [line.texts[0] for line in lines] == ["139****0002", "139****0003", "139****0001"]
    assert lines[0].texts[1:3] == ("李秀兰", "没打过")
    assert lines[1].texts[1:] == ("王刚（父亲）", "0/4 · 11-05 没人接", "0/4 自 11 月")
    assert lines[2].texts[1] == "旧号 · 监护人电话"
    keys.press("Down")
    about = shown.pane._about.text()
    assert "连着 4 次没人接，可先打别的，号码留着" in about
    assert "几点能打通：王刚（父亲） 0/4 自 11 月" in about
    keys.press("Down")
    assert "春节前后可能又通" in shown.pane._about.text()
    assert revealed_times(window) == 0


def test_once_revealed_the_numbers_are_whole(window, family, keys):
    window.session.revealed.add(family)
    keys.press("F9")
    assert dialog(NumbersDialog).pane._model.line(0).texts[0] == GRANDMA


@pytest.mark.parametrize("key", ["Enter", "F9"])
def test_a_key_shows_the_code_of_the_chosen_number_and_any_key_closes_it(window, family, keys, key):
    keys.press("F9", "Down", key)
    code = dialog(DialDialog)
    assert code.digits.text() == "139 0000 0003"
    assert [text for text in texts(code) if "王刚（父亲）" in text]
    assert [text for text in texts(code) if text.startswith("王小明")]
    assert revealed_times(window) == 1
    keys.press("Tab")
    assert dialog(DialDialog) is None
    assert dialog(NumbersDialog) is not None
    keys.press("Esc")
    assert dialog(NumbersDialog) is None
    assert keys.pressed == 5


@pytest.mark.parametrize("key", ["x", "Space", "Esc", "Enter", "F9", "Left"])
def test_the_only_number_is_a_code_at_once(window, lone, keys, key):
    keys.press("F9")
    assert dialog(DialDialog).digits.text() == "139 0000 0002"
    assert revealed_times(window) == 1
    keys.press(key)
    assert dialog(DialDialog) is None


def test_shift_alone_does_not_close_it(window, lone, keys):
    keys.press("F9")
    QTest.keyPress(dialog(DialDialog), Qt.Key.Key_Shift)
    assert dialog(DialDialog) is not None


def test_after_a_minute_it_is_gone(window, lone, keys, monkeypatch, qtbot):
    assert dial_dialog.SHOWN_FOR == 60_000
    monkeypatch.setattr(dial_dialog, "SHOWN_FOR", 30)
    keys.press("F9")
    qtbot.waitUntil(lambda: dialog(DialDialog) is None)


def test_with_the_lock_both_windows_go(window, family, keys):
    keys.press("F9", "Enter")
    assert dialog(DialDialog) is not None
    window.session.lock()
    assert dialog(DialDialog) is None
    assert dialog(NumbersDialog) is None


def test_the_safety_line_is_read_before_the_code(window, lone, keys, qtbot):
    ledger = window.session.ledger
    edit_file.save_fields(ledger, "student", lone, {"safety_note": "不得告知父亲住址"})
    keys.press("F9")
    assert dialog(DialDialog) is None
    asked = dialog(QMessageBox)
    assert "不得告知父亲住址" in asked.informativeText()
    assert revealed_times(window) == 0
    keys.press("Esc")
    assert dialog(DialDialog) is None
    assert revealed_times(window) == 0
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keys.press("F9")
    asked = dialog(QMessageBox)
    yes = next(each for each in asked.buttons() if each.text().startswith("看过了"))
    yes.click()
    QApplication.processEvents()
    assert [text for text in texts(dialog(DialDialog)) if "不得告知父亲住址" in text]
    assert revealed_times(window) == 1


def test_a_child_without_a_number_is_told_so(window, qtbot, keys):
    open_child(qtbot, window)
    keys.press("F9")
    shown = dialog(NumbersDialog)
    assert "没有家里的电话。" in texts(shown)
    keys.press("F9", "Enter")
    assert dialog(DialDialog) is None


def test_what_cannot_be_dialled_is_said_and_not_revealed(window, lone, keys):
    edit_file.save_fields(window.session.ledger, "student", lone, {"guardian_phone": "1380000"})
    keys.press("F9")
    assert dialog(DialDialog) is None
    assert revealed_times(window) == 0


def painted_modules(view, dark):
    """Return the code as a camera sees it: dark and light at the middle of each module."""
    image = view.grab().toImage()
    ratio = image.width() / view.width()
    count = view.width() // MODULE
    return tuple(
        tuple(
            image.pixelColor(
                int((x + 0.5) * MODULE * ratio), int((y + 0.5) * MODULE * ratio)
            ).lightness() < dark
            for x in range(count)
        )
        for y in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_the_code_is_dark_on_white_with_its_quiet_zone_in_both_schemes(qtbot, qapp, dark):
    theme.apply_theme(qapp, dark=dark)
    try:
        modules = matrix(f"tel:{GRANDMA}")
        view = CodeView(modules)
        qtbot.addWidget(view)
        view.show()
        seen = painted_modules(view, 128)
        side = len(modules) + 2 * QUIET
        assert len(seen) == side
        inside = tuple(row[QUIET:-QUIET] for row in seen[QUIET:-QUIET])
        assert inside == modules
        around = [seen[y][x] for y in range(side) for x in range(side)
                  if not (QUIET <= x < side - QUIET and QUIET <= y < side - QUIET)]  # fmt: skip
        assert not any(around)
        assert view.grab().toImage().pixelColor(1, 1) == QColor("white")
    finally:
        theme.apply_theme(qapp, dark=False)


def test_the_numbers_of_the_line_of_today_are_one_key_away(window, family, keys, qtbot):
    window.pages.show_page("today")
    wait_free(qtbot, window)
    today = window.pages.page("today")
    row = next(
        at for at in range(today.model.rowCount())
        if (line := today.model.line(today.model.index(at))) and line.reminder.student == family
    )  # fmt: skip
    today.view.choose([line_key(today.model.line(today.model.index(row)))], row)
    today.view.setFocus()
    QApplication.processEvents()
    assert today.strip.numbers.isVisible()
    keys.press("F9")
    assert dialog(NumbersDialog).pane.number() == GRANDMA


def test_the_short_form_offers_all_numbers_and_a_code_of_the_chosen_one(
    window, family, keys, qtbot
):
    keys.press("Ctrl+J")
    form = dialog(ContactDialog)
    offered = [button.text() for button in form.numbers.choice.buttons]
    assert offered[0] == "1 李秀兰 139****0002"
    assert offered[1] == "2 王刚（父亲） 139****0003 · 0/4 自 11 月"
    assert offered[2] == "3 旧号 监护人电话 139****0001"
    keys.press("F9")
    assert dialog(DialDialog).digits.text() == "139 0000 0002"
    keys.press("x")
    assert dialog(DialDialog) is None
    assert dialog(ContactDialog) is form
    form.numbers.choice.set_value("3")
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    keys.press("F9")
    assert dialog(DialDialog).digits.text() == "139 0000 0001"


def test_the_pane_keeps_what_is_chosen_and_forgets_all(qtbot, window, family):
    from ledger_app.actions.contact.family_numbers import family_of

    numbers = family_of(window.session.ledger, family).numbers
    shown = NumberPane()
    qtbot.addWidget(shown)
    shown.show_numbers(numbers, revealed=False)
    shown.go_to(FATHER)
    with qtbot.assertNotEmitted(shown.code_wanted):
        shown.show_numbers(numbers, revealed=True)
    assert shown.number() == FATHER
    shown.forget()
    assert shown.number() == ""
    assert shown._about.text() == "没有家里的电话。"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_no_title_of_a_window_names_a_child(window, family):
    """The task bar and the list of windows show titles, also while nobody sits there."""
    window.session.ask("numbers", show_numbers, window.session, family, window)
    name = window.session.ledger.value("SELECT name FROM student WHERE id = ?", [family])
    shown = dialog(NumbersDialog)
    assert name not in shown.windowTitle()
    assert any(name in label.text() for label in shown.findChildren(QLabel))
