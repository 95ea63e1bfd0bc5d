"""No name, class, school or file is ever read as markup: an <img> in it would open a file."""

from __future__ import annotations

import importlib
import os
import pkgutil
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTextEdit,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

import ledger_app.gui
from ledger_app.actions import due_list, edit_file, open_student
from ledger_app.actions.checking.second_look import ToLook
from ledger_app.actions.contact import draft
from ledger_app.actions.contact.family_numbers import Family
from ledger_app.actions.handoff.incoming import ChangeLine, ChildChange, Guard
from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.handoff.receiving.receipts_for_many import Written
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.months import Deed
from ledger_app.domain.telling.in_words.field_notes import Place
from ledger_app.domain.telling.phones.tried_numbers import FamilyNumber
from ledger_app.gui.attendance.absence_dialog import AbsenceDialog
from ledger_app.gui.attendance.roll_call_dialog import RollCallDialog
from ledger_app.gui.contact.contact_dialog import ContactDialog
from ledger_app.gui.contact.dial_dialog import DialDialog
from ledger_app.gui.contact.numbers_dialog import NumbersDialog
from ledger_app.gui.entry.backup_dialog import CheckDialog, RestoreDialog
from ledger_app.gui.entry.change_password import ChangePasswordDialog
from ledger_app.gui.entry.new_ledger import NewLedgerDialog
from ledger_app.gui.entry.recovery_dialog import RecoveryDialog
from ledger_app.gui.entry.self_check import SelfCheckDialog
from ledger_app.gui.exporting.fill_in_dialog import FillInDialog
from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog
from ledger_app.gui.handoff.answering.arrived_dialog import ArrivedDialog
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.handoff.answering.asked_dialog import AskedDialog
from ledger_app.gui.handoff.deciding.differences_dialog import DifferencesDialog
from ledger_app.gui.handoff.deciding.standing_dialog import StandingDialog
from ledger_app.gui.handoff.packing.pack_dialog import PackDialog
from ledger_app.gui.handoff.pairing.card_dialog import CardDialog
from ledger_app.gui.handoff.pairing.pairing_dialog import PairingDialog
from ledger_app.gui.handoff.pairing.partner_dialogs import (
    ClerkDialog,
    EndDialog,
    NewKeysDialog,
    PartnerDialog,
)
from ledger_app.gui.handoff.receipts_dialog import ReceiptsDialog
from ledger_app.gui.handoff.receive_dialog import ReceiveDialog
from ledger_app.gui.handoff.travelling.adopting_dialog import AdoptingDialog
from ledger_app.gui.handoff.travelling.hand_down_dialog import HandDownDialog
from ledger_app.gui.handoff.travelling.hand_over_dialog import HandBackDialog, HandOverDialog
from ledger_app.gui.handoff.travelling.take_over_dialog import TakeOverDialog
from ledger_app.gui.handoff.travelling.travel_dialog import TravelDialog
from ledger_app.gui.handoff.travelling.two_schools_dialog import TwoSchoolsDialog
from ledger_app.gui.imports.import_window import COLUMNS, DONE, PREVIEW, ImportWindow
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.merging.merge_dialog import MergeDialog
from ledger_app.gui.merging.pairs_dialog import PairsDialog
from ledger_app.gui.merging.pick_other import PickOtherDialog
from ledger_app.gui.merging.split_dialog import SplitDialog
from ledger_app.gui.noting.completeness_dialog import CompletenessDialog
from ledger_app.gui.noting.field_dialog import FieldDialog
from ledger_app.gui.noting.note_dialog import NoteDialog
from ledger_app.gui.noting.second_look_dialog import SecondLookDialog
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.rosters.roll_over_dialog import RollOverDialog
from ledger_app.gui.rosters.unlisted_dialog import UnlistedDialog
from ledger_app.gui.rosters.unsure_dialog import UnsureDialog
from ledger_app.gui.session import Done, Refused
from ledger_app.gui.settings.calendar_dialog import CalendarDialog
from ledger_app.gui.student.closing_dialog import ClosingDialog, ReopenDialog
from ledger_app.gui.student.harm_dialog import HarmDialog
from ledger_app.gui.student.tabs import TABS
from ledger_app.gui.students.batch_edit import BatchEditDialog
from ledger_app.gui.students.many_records import ManyRecordsDialog
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from ledger_app.gui.students.saved_views import NameDialog
from ledger_app.gui.today.answer_dialog import POSTPONED, AnswerDialog, AskingDialog
from ledger_app.gui.today.months_strip import DeedsDialog
from ledger_app.gui.today.report_dialog import ReportDialog
from ledger_app.gui.visits.answers_dialog import VisitAnswersDialog
from ledger_app.gui.visits.route_dialog import RouteDialog
from ledger_app.gui.window.afterwards.revisions_dialog import RevisionsDialog
from ledger_app.gui.window.bug_dialog import BugDialog
from ledger_app.gui.window.main_window import MainWindow
from ledger_app.store.changes.revisions import revise
from ledger_app.store.file import settings
from ledger_app.store.safety import ledger_files
from tests.arrivals import arrival, header
from tests.gui.children import id_number
from tests.gui.every_place import PARTNER
from tests.gui.frame import IGNORED, enter, let_go, wait_free
from tests.gui.handoff.travelling.ways import closing, standing, way
from tests.gui.handoff.travelling.ways import two_files as files_like
from tests.ledgers import new_ledger

pytestmark = pytest.mark.qt_log_ignore(*IGNORED)
BAD = "<img src='file:///etc/hostname'><b>乙</b>"
SHORT = "<b>甲</b>"
# A file name can't hold all of it everywhere.
FILE_NAME = "台账" if os.name == "nt" else "<b>台账<b>"


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    theme.apply_theme(qapp, dark=False)
    ledger = new_ledger(tmp_path)
    filled(ledger)
    ledger_files.close(ledger)
    path = ledger.path.rename(tmp_path / f"{FILE_NAME}.ledger")  # no new one gets such a name
    window = MainWindow()
    qtbot.addWidget(window, before_close_func=let_go)
    window.resize(1366, 768)
    window.show()
    enter(window, path)
    wait_free(qtbot, window)
    yield window
    QToolTip.hideText()


def filled(ledger):
    """Write the markup wherever a text can come from."""
    settings.put(ledger, {"unit": BAD, "township": BAD, "author": BAD})
    school = edit_file.add_record(ledger, "school", None, {"name": BAD}).record_id
    edit_file.add_record(
        ledger, "school_class", None,
        {"school": school, "grade": "3", "class_no": SHORT, "home_teacher": SHORT},
    )  # fmt: skip
    for at in range(2):
        child = edit_file.add_student(
            ledger,
            {
                "name": BAD, "school": school, "grade": "3", "class_no": SHORT,
                "id_type": "1", "id_no": id_number("2017-03-11", 11 + 2 * at),
                "guardian_name": SHORT, "guardian_relation": "1", "guardian_phone": "13800001111",
                "village_name": BAD, "former_name": BAD, "home_teacher": SHORT, "address": BAD,
            },
        ).record_id  # fmt: skip
        for table, values in RECORDS:
            edit_file.add_record(ledger, table, child, values)


RECORDS = (
    ("dropout", {"is_suspected": "1", "suspected_on": "2026-11-18", "remark": BAD}),
    ("contact", {"contacted_on": "2026-11-12", "mode": "1", "promised_on": "2026-11-18",
                 "persuaders": BAD, "content": BAD}),
    ("responsibility", {"helper_name": BAD, "helper_phone": "13800002222"}),
    ("family_member", {"name": BAD, "relation": "1"}),
    ("concern", {"since_on": "2026-09-01", "risk_categories": "left_behind", "situation": BAD}),
    ("relocation", {"origin_school": BAD, "receiving_school": BAD}),
)  # fmt: skip


def wrong() -> list[str]:
    """Return what of all that exists would show a text as markup, tool tips asked for."""
    found = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and not reads_plainly(widget):
            found.append(f"{said(widget)} {widget.text()!r}")
        elif isinstance(widget, QTextEdit) and widget.acceptRichText():
            html = widget.toHtml()
            found += [f"{said(widget)} is rich text"] * ("<img" in html or "weight:700" in html)
        if widget.whatsThis():
            found.append(f"{said(widget)} has a what's-this, which Qt shows as rich text")
    return found


def reads_plainly(label: QLabel) -> bool:
    """Tell whether a label shows its text as it is; one never shown is asked as Qt will."""
    label.ensurePolished()
    return label.textFormat() == Qt.TextFormat.PlainText


def said(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.window()).__name__}:"


def tips(widget: QWidget) -> list[str]:
    """Ask for every tool tip below a widget that holds markup; return those shown as such."""
    found = []
    for each in (widget, *widget.findChildren(QWidget)):
        if not isValid(each):
            continue  # a tip that stood there, gone since
        if "<" in each.toolTip():
            found += tip_of(each, each.rect().center(), each.toolTip())
        if isinstance(each, QAbstractItemView) and each.isVisible() and each.model():
            found += item_tips(each)
    return found


def item_tips(view: QAbstractItemView) -> list[str]:
    model, found = view.model(), []
    for row in range(min(model.rowCount(view.rootIndex()), 30)):
        for column in range(40):  # a list has no columnCount to ask for
            index = model.index(row, column, view.rootIndex())
            text = str(index.data(Qt.ItemDataRole.ToolTipRole) or "") if index.isValid() else ""
            if "<" in text:
                view.scrollTo(index, view.ScrollHint.EnsureVisible)
                found += tip_of(view.viewport(), view.visualRect(index).center(), text)
    return found


def tip_of(widget: QWidget, at: QPoint, text: str) -> list[str]:
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    shown = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    asked.append(text)
    return [
        f"the tool tip {each.text()!r} of {said(widget)}"
        for each in shown
        if each.textFormat() != Qt.TextFormat.PlainText
    ]


asked: list[str] = []


def look(window) -> None:
    QApplication.processEvents()
    found = wrong() + tips(window)
    assert not found, "\n".join(found)


def test_no_page_reads_a_name_as_markup(window, qtbot):
    asked.clear()
    pages = window.pages
    (child, *_) = window.session.ledger.column("SELECT id FROM student ORDER BY no")
    for key in pages.names():
        pages.show_page(key)
        wait_free(qtbot, window)
        look(window)
    pages.page("students").show_board()
    look(window)
    pages.ask(ShowStudent(child))
    wait_free(qtbot, window)
    pane = pages.page("students").pane
    for tab in TABS:
        pane.show_tab(tab)
        look(window)
    window.messages.show_failure(BAD, BAD)
    look(window)
    assert any(BAD in text for text in asked), "no tool tip with the name was tried"


def test_no_screen_before_a_ledger_reads_one(window):
    window.leaving.lock()
    window.screens.unlock.show_failure(BAD, BAD)
    look(window)
    window.screens.show_start()
    look(window)


def dialogs(window) -> dict[type[QDialog], object]:
    """Return how each dialog of the program is made over the window."""
    session = window.session
    due = due_list.due(session.ledger)[:1]
    refused = Refused(LedgerError(BAD, BAD))
    made = {
        BugDialog: lambda: BugDialog(BAD, window),
        SelfCheckDialog: lambda: SelfCheckDialog(window),
        NameDialog: lambda: NameDialog(BAD, BAD, lambda name: refused, window),
        RestoreDialog: lambda: RestoreDialog(session, session.ledger.path, window),
        BatchEditDialog: lambda: BatchEditDialog(session, [{"name": BAD}], window),
        ReportDialog: lambda: ReportDialog(session, due[0], window),
        AnswerDialog: lambda: AnswerDialog(session, due, POSTPONED, window),
        ImportWindow: lambda: ImportWindow(session, None, window),
        ManyRecordsDialog: lambda: ManyRecordsDialog(session, [{"name": BAD}], window),
        RollCallDialog: lambda: RollCallDialog(session, parent=window),
        UnlistedDialog: lambda: UnlistedDialog(session, None, window),
        UnsureDialog: lambda: UnsureDialog(session, window),
        CalendarDialog: lambda: CalendarDialog(session, "", window),
    }
    child = {"id": due[0].student, "name": BAD}
    made |= {
        AskDialog: lambda: AskDialog(session, [child["id"]], ("student", "", "phone"), window),
        CardDialog: lambda: CardDialog(session, None, window),
        ClerkDialog: lambda: ClerkDialog(session, partner(), window),
        EndDialog: lambda: EndDialog(session, partner(), window),
        PairingDialog: lambda: PairingDialog(session, None, window),
    }
    opened = open_student.open_file(session.ledger, due[0].student)
    assert opened.house.mates, "the house has no other child to name"
    begun = draft.begin(session.ledger, [opened.student_id])
    made[ContactDialog] = lambda: ContactDialog(session, begun, window)
    family = Family(child["id"], BAD, BAD, (FamilyNumber(BAD, (BAD,)),) * 2)
    made[NumbersDialog] = lambda: NumbersDialog(session, family, window)
    made[DialDialog] = lambda: DialDialog(session, ((True,),), BAD, (BAD, BAD), BAD, window)
    made[AbsenceDialog] = lambda: AbsenceDialog(session, [child], window)
    made[RouteDialog] = lambda: RouteDialog(session, [child["id"]], window)
    made[VisitAnswersDialog] = lambda: came_back(window, child["id"])
    made[MergeDialog] = lambda: MergeDialog(session, *two_files(window), window)
    for kind in (HarmDialog, ClosingDialog, ReopenDialog, PickOtherDialog, SplitDialog):
        made[kind] = partial(kind, session, child, window)
    at = Place("student", "", "guardian_phone")
    asked = ToLook(child["id"], at, BAD, BAD)
    deeds = [Deed("2026-11-20", child["id"], BAD, BAD, BAD)]
    made[DeedsDialog] = lambda: DeedsDialog(BAD, BAD, deeds, window)
    made[NoteDialog] = lambda: NoteDialog(session, child["id"], at, window)
    made[SecondLookDialog] = lambda: SecondLookDialog(session, [asked], window)
    made[CompletenessDialog] = lambda: CompletenessDialog(session, child["id"], window)
    made[ReceiveDialog] = lambda: received(window)
    made[ReceiptsDialog] = lambda: written(window)
    made[ArrivedDialog] = lambda: ArrivedDialog(session, way(BAD), window)
    made[HandBackDialog] = lambda: HandBackDialog(session, way(BAD), window)
    made[HandOverDialog] = lambda: HandOverDialog(session, two_files(window), window)
    made[TravelDialog] = lambda: travelling(window)
    made[TwoSchoolsDialog] = lambda: at_two_schools(window)
    made[TakeOverDialog] = lambda: taken_over(window)
    made[HandDownDialog] = lambda: HandDownDialog(session, two_files(window), window)
    made[AdoptingDialog] = lambda: AdoptingDialog(session, window)
    plain = (CheckDialog, ChangePasswordDialog, NewLedgerDialog, RecoveryDialog, NewFileDialog,
             RevisionsDialog, RollOverDialog, PairsDialog, FillInDialog, AnswersDialog, AskedDialog,
             DifferencesDialog, NewKeysDialog, PackDialog, StandingDialog)  # fmt: skip
    return made | {kind: partial(kind, session, window) for kind in plain}


def received(window):
    """Show a package in which everything that is told is markup."""
    child = ChildChange("c", BAD, SHORT, "new", (ChangeLine(BAD, BAD, BAD),))
    dialog = ReceiveDialog(window.session, (), window)
    found = {"children": (child,), "missing": (BAD,), "message": BAD, "hint": BAD}
    dialog._looked(Done([arrival(BAD, guards=(Guard(BAD, 3),), header=header(BAD), **found)]))
    return dialog


def came_back(window, child):
    """Show a route sheet whose way and visitor are markup."""
    with revise(window.session.ledger, "edit", "走访单") as revision:
        names = {"route": BAD, "visitor": BAD, "children": child}
        revision.insert("visit_sheet", {"made_on": "2026-11-20", **names})
    return VisitAnswersDialog(window.session, window)


def written(window):
    """Show a receipt that was refused, of a unit whose name is markup."""
    dialog = ReceiptsDialog(window.session, (), window)
    dialog._units = [UnitLine("1", BAD, 3)]
    dialog._over(Done([Written("1", refused=LedgerError(BAD, BAD))]))
    return dialog


def travelling(window):
    """Show files on their way between schools whose name is markup."""
    dialog = TravelDialog(window.session, parent=window)
    dialog._standing = standing(BAD, 3)
    dialog._begin(None, "")
    return dialog


def at_two_schools(window):
    """Show two files whose names and schools are markup."""
    dialog = TwoSchoolsDialog(window.session, window)
    window.session.settle(60_000)
    dialog._pairs = [files_like(BAD, 1)]
    dialog._show(0)
    return dialog


def taken_over(window):
    """Show a closed school whose name is markup."""
    dialog = TakeOverDialog(window.session, window)
    dialog._found = closing(BAD, 3)
    dialog._show_children()
    return dialog


def partner():
    """Return a unit one is paired with, whose names are markup."""
    return replace(PARTNER, unit_name=BAD, clerk=SHORT, state_reason=BAD)


def two_files(window):
    return window.session.ledger.column("SELECT id FROM student ORDER BY no LIMIT 2")


def test_no_dialog_reads_a_name_as_markup(window, qtbot):
    known = dialogs(window)
    bases = {AskingDialog, Dialog, FieldDialog, PartnerDialog}
    assert set(known) | bases == all_dialogs(), "a dialog that this test does not open"
    for kind, make in known.items():
        dialog = make()
        dialog.open()
        wait_free(qtbot, window)
        if kind in (NameDialog, AnswerDialog, NewFileDialog):
            dialog.findChild(QLineEdit).setText(BAD)
            dialog.accept()
        look(window)
        dialog.reject()
        wait_free(qtbot, window)


def all_dialogs() -> set[type[QDialog]]:
    """Return every class of a dialog in the program, each module imported."""
    for module in pkgutil.walk_packages(ledger_app.gui.__path__, "ledger_app.gui."):
        importlib.import_module(module.name)
    ahead, found = [QDialog], set()
    while ahead:
        ahead += (below := ahead.pop().__subclasses__())
        found |= {each for each in below if each.__module__.startswith("ledger_app.gui.")}
    return found


def test_a_workbook_s_own_words_are_not_read_as_markup(window, qtbot, tmp_path):
    book = tmp_path / f"{FILE_NAME}.csv"
    rows = (f"姓名,性别,年级,班级,{BAD}", f"{BAD},男,三年级,1,{BAD}", f",女,三年级,{BAD},{BAD}")
    book.write_text("\n".join(rows), encoding="utf-8")
    dialog = ImportWindow(window.session, None, window)
    dialog.show()
    dialog.file.path.setText(str(book))
    for step in (COLUMNS, PREVIEW, DONE):
        dialog.next.click()
        qtbot.waitUntil(lambda: dialog._progress is None, timeout=60_000)
        assert dialog.step() == step, dialog.message.text()
        look(window)
    dialog.reject()


def test_no_question_reads_a_name_as_markup(window, qtbot):
    box = QMessageBox(QMessageBox.Icon.Question, BAD, BAD, parent=window)
    box.setInformativeText(BAD)
    box.setDetailedText(BAD)
    box.show()
    look(window)
    box.reject()


@pytest.mark.parametrize("planted", ["label", "tip"])
def test_a_text_read_as_markup_is_noticed(window, planted):
    label = QLabel(BAD, window)
    label.ensurePolished()
    if planted == "label":
        label.setTextFormat(Qt.TextFormat.AutoText)
        assert wrong()
        return
    rule = "QLabel, QToolTip { qproperty-textFormat: PlainText; }"
    sheet = QApplication.instance().styleSheet()
    assert rule in sheet
    QApplication.instance().setStyleSheet(sheet.replace(rule, ""))
    label.setToolTip(BAD)
    assert tips(label)
    theme.apply_theme(QApplication.instance(), dark=False)
