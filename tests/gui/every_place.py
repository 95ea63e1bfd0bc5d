"""Every place a person can come to in the window: pages, their tabs, dialogs, small windows.

Pages and tabs are found by themselves. A dialog needs one line in DIALOGS: without it
`test_every_dialog_is_in_the_list` fails.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QTabWidget, QWidget
from shiboken6 import isValid

from ledger_app import gui
from ledger_app.actions import due_list
from ledger_app.actions.attendance.roll_call import Absent
from ledger_app.actions.checking.second_look import Differing, ToLook
from ledger_app.actions.contact.draft import ContactChild, ContactDraft
from ledger_app.actions.contact.family_numbers import Family
from ledger_app.actions.handoff.adopting import Adoptable
from ledger_app.actions.handoff.incoming import ChangeLine, ChildChange
from ledger_app.actions.handoff.making import Packed
from ledger_app.actions.handoff.our_side.exchanges import Partner
from ledger_app.actions.handoff.overview import UnitLine
from ledger_app.actions.handoff.pairing import CardSeen
from ledger_app.actions.handoff.preflight import Finding
from ledger_app.actions.handoff.questions import Question
from ledger_app.actions.handoff.receiving.receipts_for_many import Written
from ledger_app.actions.handoff.verdicts import ChangedFile
from ledger_app.actions.handoff.verifying.left_open import ToVerify
from ledger_app.actions.merging.suspected_pairs import Suspected
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.rehearsing.unsure_cases import Comparison, UnsureCase
from ledger_app.actions.visits.routes import By, Route
from ledger_app.catalogue import CHILD_TABLES
from ledger_app.domain.checking.problem import error
from ledger_app.domain.day import Day
from ledger_app.domain.errors import LedgerError
from ledger_app.domain.reminding.months import FAILED_MEANS, Deed
from ledger_app.domain.telling.in_words.field_notes import Place
from ledger_app.domain.telling.phones.tried_numbers import Came, FamilyNumber, Try
from ledger_app.exchange.packages.cards import Card
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
from ledger_app.gui.form.calendar_popup import CalendarPopup
from ledger_app.gui.handoff.answering.answers_dialog import AnswersDialog
from ledger_app.gui.handoff.answering.arrived_dialog import ArrivedDialog
from ledger_app.gui.handoff.answering.ask_dialog import AskDialog
from ledger_app.gui.handoff.answering.asked_dialog import AskedDialog
from ledger_app.gui.handoff.answering.open_lines import OpenLine
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
from ledger_app.gui.handoff.township_page import TownshipPage
from ledger_app.gui.handoff.travelling.adopting_dialog import AdoptingDialog
from ledger_app.gui.handoff.travelling.hand_down_dialog import HandDownDialog
from ledger_app.gui.handoff.travelling.hand_over_dialog import HandBackDialog, HandOverDialog
from ledger_app.gui.handoff.travelling.take_over_dialog import TakeOverDialog
from ledger_app.gui.handoff.travelling.travel_dialog import TravelDialog
from ledger_app.gui.handoff.travelling.two_schools_dialog import TwoSchoolsDialog
from ledger_app.gui.imports.import_window import COLUMNS, DONE, PREVIEW, ImportWindow
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line
from ledger_app.gui.merging.merge_dialog import MergeDialog
from ledger_app.gui.merging.pairs_dialog import PairsDialog
from ledger_app.gui.merging.pick_other import PickOtherDialog
from ledger_app.gui.merging.split_dialog import SplitDialog
from ledger_app.gui.noting.completeness_dialog import CompletenessDialog
from ledger_app.gui.noting.field_dialog import FieldDialog
from ledger_app.gui.noting.note_dialog import NoteDialog
from ledger_app.gui.noting.second_look_dialog import SecondLookDialog
from ledger_app.gui.printing.printout_list import KEY
from ledger_app.gui.rosters.roll_over_dialog import RollOverDialog
from ledger_app.gui.rosters.unlisted_dialog import UnlistedDialog
from ledger_app.gui.rosters.unsure_dialog import UnsureDialog
from ledger_app.gui.session import Done
from ledger_app.gui.settings.calendar_dialog import CalendarDialog
from ledger_app.gui.student.closing_dialog import ClosingDialog, ReopenDialog
from ledger_app.gui.student.harm_dialog import HarmDialog
from ledger_app.gui.students.batch_edit import BatchEditDialog
from ledger_app.gui.students.finding.filter_popup import FilterPopup
from ledger_app.gui.students.many_records import ManyRecordsDialog
from ledger_app.gui.students.new_file.new_file_dialog import NewFileDialog
from ledger_app.gui.students.saved_views import NameDialog
from ledger_app.gui.today.answer_dialog import (
    POSTPONED,
    AnswerDialog,
    AskingDialog,
)
from ledger_app.gui.today.months_strip import DeedsDialog
from ledger_app.gui.today.report_dialog import ReportDialog
from ledger_app.gui.visits.answers_dialog import VisitAnswersDialog
from ledger_app.gui.visits.route_dialog import RouteDialog
from ledger_app.gui.window.afterwards.revisions_dialog import RevisionsDialog
from ledger_app.gui.window.bug_dialog import BugDialog
from ledger_app.gui.window.help.help_window import HelpWindow
from ledger_app.gui.window.main_window import MainWindow
from tests.arrivals import arrival, guarded
from tests.gui.children import id_number
from tests.gui.handoff.deciding.differences import difference
from tests.gui.handoff.travelling.ways import closing, standing, two_files, way

LONG = "福利镇中心小学（含石门教学点、双丰教学点和青山教学点）"
MANY = [{"id": "nobody", "name": LONG}] * 1234
TROUBLE = ("这一步没有完成：台账正被别的程序占用，已经等了十秒钟。", "请关掉那个程序再试一次。" * 3)

PARTNER = Partner(
    id="", unit_kind="township", unit_name=LONG, unit_code="529901", ledger_id="x", sign_key="",
    seal_key="", fingerprint="", verified=True, paired_on="2026-09-01", paired_by="张老师",
    state="active", state_reason=LONG, clerk=LONG, phone="13800001111",
)  # fmt: skip

Maker = Callable[[MainWindow], QWidget]
# What only stands under others and is never shown as it is.
BASES = frozenset({AskingDialog, Dialog, FieldDialog, PartnerDialog})


def _recovery(window: MainWindow) -> QWidget:
    made = RecoveryDialog(window.session, window)
    made._show_codes()
    return made


def _check(window: MainWindow) -> QWidget:
    made = CheckDialog(window.session, window)
    made._bar.hide()
    made.found.addItems([f"第 {n} 处：{LONG}的一条记录与修改记录不一致。" for n in range(30)])
    made.found.show()
    return made


def _new_student(window: MainWindow) -> QWidget:
    made = NewFileDialog(window.session, window)
    made.page.editor("name").put_typed("王𬱖")
    made._look()
    return made


def _batch_edit(window: MainWindow) -> QWidget:
    made = BatchEditDialog(window.session, MANY, window)
    made.choose_field("opened_on")
    made.editor().put_typed("下个星期的哪一天吧")
    made.editor().commit()
    return made


def _harm(window: MainWindow) -> QWidget:
    made = HarmDialog(window.session, {"id": "", "name": LONG}, window)
    made._say(*TROUBLE)
    return made


def _closing(kind: type[ClosingDialog], window: MainWindow) -> QWidget:
    made = kind(window.session, {"id": "", "name": LONG}, window)
    made.missing.setText("还缺：" + "、".join(["毕业年级（不是九年级，也未满16周岁）"] * 5))
    made._say(*TROUBLE)
    return made


def _contact(window: MainWindow) -> QWidget:
    """Make the short form as full as it gets: warnings, mates, a case that is to be opened."""
    child = ContactChild(
        "nobody", LONG[:12], "三年级2班", 9, "疑似辍学", LONG,
        tuple(FamilyNumber(f"1380000111{n}", (LONG[:12],)) for n in range(4)), LONG, reason=LONG,
    )  # fmt: skip
    mates = tuple(replace(child, id=f"mate {n}", safety_note="") for n in range(6))
    made = ContactDialog(window.session, ContactDraft(on(window), (child,), mates, "1"), window)
    made.form.choices["result"].set_value("7")
    made._changed("result")
    made.form.offer.set_answer("1")
    made.form.set_problems([error("mode", "".join(TROUBLE))])
    return _in_trouble(made)


def on(window: MainWindow) -> Day:
    """Return the day of the open ledger."""
    return window.session.ledger.day()


def _note(window: MainWindow) -> QWidget:
    (student_id, *_) = _two_files(window)
    made = NoteDialog(window.session, student_id, Place("student", "", "guardian_phone"), window)
    made.text.setPlainText(LONG * 3)
    made._say(*TROUBLE)
    return made


def _second_look(window: MainWindow) -> QWidget:
    asked = ToLook("nobody", Place("student", "", "guardian_phone"), LONG, "监护人电话")
    made = SecondLookDialog(window.session, [asked, asked], window)
    made._show_both(Differing("1380000【1000】", "1380000【2111】", "13800002111"))
    made._refused(*TROUBLE)
    return made


def _two_files(window: MainWindow) -> list[str]:
    ledger = window.session.ledger
    return ledger.column("SELECT id FROM student WHERE deleted_at IS NULL ORDER BY no LIMIT 2")


def _merge_files(window: MainWindow) -> QWidget:
    ids = _two_files(window)
    made = MergeDialog(window.session, ids[0], ids[-1], window)
    made._say("".join(TROUBLE))
    return made


def _split_file(window: MainWindow) -> QWidget:
    (student, *_) = _two_files(window)
    made = SplitDialog(window.session, {"id": student, "name": LONG}, window)
    made._problem.setText("".join(TROUBLE))
    made._problem.show()
    return made


def _pairs(window: MainWindow) -> QWidget:
    made = PairsDialog(window.session, window)
    settle(window)
    facts = ("出生日期 2017-03-11", "监护人或父母 王建国", "班级 三年级2班")
    names = (f"{LONG}（三年级2班，证件号末四位 0112）",) * 2
    made._pairs = [Suspected(str(n), "b", names, facts, facts[:1], False, "") for n in range(40)]
    made._show()
    made._say("".join(TROUBLE))
    return made


def _pick_other(window: MainWindow) -> QWidget:
    made = PickOtherDialog(window.session, {"id": "", "name": LONG}, window)
    made.line.setText("")
    return made


def _reminders(window: MainWindow) -> list:
    return due_list.due(window.session.ledger)


def _answer(window: MainWindow) -> QWidget:
    return _in_trouble(AnswerDialog(window.session, _reminders(window)[:1], POSTPONED, window))


def _in_trouble(made: AskingDialog) -> QWidget:
    made.show_problem(*TROUBLE)
    return made


NUMBERS = tuple(
    FamilyNumber(f"1380000000{n}", (LONG,), until="2026-09-10" if n > 5 else "", tries=(
        Try("2026-11-22", "19:00", Came.NOBODY, "c"),) * 6)
    for n in range(9)
)  # fmt: skip


def _numbers(window: MainWindow) -> QWidget:
    family = Family("nobody", f"{LONG}（三年级2班）", f"⚠ 安全提示：{LONG}", NUMBERS)
    return NumbersDialog(window.session, family, window)


def _dial(window: MainWindow) -> QWidget:
    modules = ((True, False) * 12 + (True,),) * 25
    whose = (f"{LONG}（三年级2班）", LONG)
    safety = f"⚠ 安全提示：{LONG * 2}"
    return DialDialog(window.session, modules, "5551234-801", whose, safety, window)


def _absence(window: MainWindow) -> QWidget:
    made = AbsenceDialog(window.session, [{"id": "nobody", "name": LONG}] * 3, window)
    made._say("".join(TROUBLE))
    return made


def _visit_answers(window: MainWindow) -> QWidget:
    """Return the answers of a sheet of all children, with a long sentence under them."""
    ledger = window.session.ledger
    ids = ledger.column("SELECT id FROM student WHERE deleted_at IS NULL")
    prepared = print_ledger.prepare(
        ledger, "visit_list", subject=print_ledger.students(*ids),
        purpose=print_ledger.Purpose.INTERNAL, route=Route(By.ONE, LONG),
    )  # fmt: skip
    print_ledger.issue(ledger, prepared)
    made = VisitAnswersDialog(window.session, window)
    made.show_problem(*TROUBLE)
    return made


def _roll_call(window: MainWindow) -> QWidget:
    made = RollCallDialog(window.session, parent=window)
    if made.model.rowCount():
        made.model.set_why(made.model.index(0), Absent("1", "2026-12-04", LONG))
    made._say("".join(TROUBLE), "error")
    return made


def _unsure(window: MainWindow) -> QWidget:
    made = UnsureDialog(window.session, window)
    lines = tuple((f"第 {n} 项", LONG, LONG[::-1]) for n in range(20))
    beside = Comparison("nobody", LONG, (LONG, LONG), (LONG,), lines)
    made.pane.show_cases([UnsureCase(str(n), LONG, LONG, (beside,) * 2) for n in range(9)], {})
    made.pane.refuse("1", "".join(TROUBLE))
    return made


def _receive(window: MainWindow) -> QWidget:
    made = ReceiveDialog(window.session, (), window)
    child = ChildChange(
        "c", LONG[:12], "三年级2班", "changed", (ChangeLine(LONG[:12], LONG, LONG[::-1]),) * 30
    )
    found = [arrival(LONG, n, message="".join(TROUBLE), children=(child,)) for n in range(45)]
    made._looked(Done([guarded(message="".join(TROUBLE), verified=False), *found]))
    return made


def _receipts(window: MainWindow) -> QWidget:
    made = ReceiptsDialog(window.session, (), window)
    made._units = [UnitLine(str(n), LONG, n, is_answered=False) for n in range(1, 46)]
    made._over(Done([Written(str(n), refused=LedgerError(*TROUBLE)) for n in range(1, 46)]))
    return made


def _import(window: MainWindow) -> QWidget:
    return ImportWindow(window.session, None, window)


def _failing(made: QWidget) -> QWidget:
    made.show_failure(*TROUBLE)
    return made


def _self_check(window: MainWindow) -> QWidget:
    made = SelfCheckDialog(window)
    made._bar.hide()
    made.page.setPlainText(f"{LONG}\n" * 40)
    made.said.setText("".join(TROUBLE))
    return made


def _help(window: MainWindow) -> QWidget:
    made = HelpWindow(window)
    made.show_topic("students")
    return made


def _filter(window: MainWindow) -> QWidget:
    made = FilterPopup("村", window)
    made.offer([(str(n), f"{LONG} {n}", n) for n in range(60)], ())
    made.open_under(window.pages.page("students").bar.box)
    return made


def _calendar_entry(window: MainWindow) -> QWidget:
    made = CalendarDialog(window.session, "", window)
    made.editors["kind"].put_typed("第一学期")
    made.editors["from_on"].put_typed("2027-03-01")
    return _in_trouble(made)


def _calendar(window: MainWindow) -> QWidget:
    made = CalendarPopup(window, date(2026, 11, 18))
    made.open_below(window.status)
    return made


def _differences(window: MainWindow) -> QWidget:
    made = DifferencesDialog(window.session, window)
    (student, *_) = _two_files(window)
    made._lines = {f"d{n}": difference(student, LONG, n) for n in range(20)}
    made._show()
    made.table.go_to(3)
    made._say("".join(TROUBLE), "error")
    return made


def _standing(window: MainWindow) -> QWidget:
    made = StandingDialog(window.session, window)
    (student, *_) = _two_files(window)
    long = {"ours": LONG, "theirs": LONG, "reason": LONG * 3, "note": LONG * 3}
    made.show_lines([difference(student, LONG, n, **long) for n in range(20)])
    made.table.go_to(3)
    return made


def _answers(window: MainWindow) -> QWidget:
    made = AnswersDialog(window.session, window)
    (student, *_) = _two_files(window)
    made._lines = {
        str(n): OpenLine(
            str(n), ("question", "returned")[n % 2], student, LONG, LONG, LONG, LONG * 3, LONG,
            "2026-11-20", "student", student, "phone", LONG, LONG,
        )
        for n in range(20)
    }  # fmt: skip
    made._show()
    made.table.go_to(2)
    made.answer("accepted")
    made._say("".join(TROUBLE), "error")
    return made


def _asked(window: MainWindow) -> QWidget:
    made = AskedDialog(window.session, window)
    texts = {key: LONG for key in Question.__dataclass_fields__ if key not in ("table", "field")}
    questions = [Question(**{**texts, "id": str(n), "table": "", "field": "", "answer": "answered"})
                 for n in range(20)]  # fmt: skip
    made._asked = {each.id: each for each in questions}
    made.model.show_lines([made._line(each) for each in questions])
    made.table.go_to(2)
    made._say("".join(TROUBLE), "error")
    return made


def _arrived(window: MainWindow) -> QWidget:
    return _in_trouble(ArrivedDialog(window.session, way(LONG), window))


def _travel(window: MainWindow) -> QWidget:
    made = TravelDialog(window.session, parent=window)
    made._standing = standing(LONG)
    made._begin(None, "")
    made._say("".join(TROUBLE), "error")
    return made


def _two_schools(window: MainWindow) -> QWidget:
    made = TwoSchoolsDialog(window.session, window)
    settle(window)
    made._pairs = [two_files(LONG, n) for n in range(20)]
    made._show(0)
    made._say("".join(TROUBLE), "error")
    return made


def _adopting(window: MainWindow) -> QWidget:
    made = AdoptingDialog(window.session, window)
    made._found = {str(n): Adoptable(str(n), str(n), LONG) for n in range(20)}
    made.pane.show_lines([Line(key, (LONG,)) for key in made._found], {}, "")
    made._enable()
    made._say("".join(TROUBLE), "error")
    return made


def _take_over(window: MainWindow) -> QWidget:
    made = TakeOverDialog(window.session, window)
    made.school.addItem(LONG, "")
    made._found = closing(LONG)
    made._show_children()
    made._say("".join(TROUBLE), "error")
    return made


def _hand_down(window: MainWindow) -> QWidget:
    made = HandDownDialog(window.session, (), window)
    made._children = [
        ToVerify(str(n), LONG[:12], LONG[:8], "", LONG, LONG, LONG, LONG) for n in range(20)
    ]
    made._show()
    return _in_trouble(made)


def _hand_over(window: MainWindow) -> QWidget:
    return _in_trouble(HandOverDialog(window.session, _two_files(window), window))


def _ask(window: MainWindow) -> QWidget:
    students = _two_files(window)
    return _in_trouble(AskDialog(window.session, students, ("student", "", "phone"), window))


def _pack(window: MainWindow) -> QWidget:
    made = PackDialog(window.session, window)
    settle(window)
    students = tuple(_two_files(window))
    findings = tuple(Finding(f"{LONG}第 {n} 处", students) for n in range(9))
    made._show(replace(made.found, blocking=findings, since_last=LONG * 3, is_paired=False))
    made._say("".join(TROUBLE), "error")
    return made


def _packed(window: MainWindow) -> QWidget:
    made = _pack(window)
    path = window.session.ledger.path
    packed = Packed(7, 431, 9321, path, "", LONG, LONG, words="清泉 石门 双丰 青山 联合 福利")
    made._written(Done(packed))
    return made


def _pairing(window: MainWindow) -> QWidget:
    made = PairingDialog(window.session, None, window)
    made._partners = {str(n): replace(PARTNER, id=str(n)) for n in range(20)}
    made.model.show_lines([made._line(each) for each in made._partners.values()])
    made.table.go_to(0)
    made._say("".join(TROUBLE), "error")
    return made


def _card(window: MainWindow) -> QWidget:
    made = CardDialog(window.session, None, window)
    card = Card("township", LONG, "529901", "x", "", "", LONG, "13800001111")
    made._seen = CardSeen(card, "other_keys", None, (LONG * 2,))
    made._show()
    return _in_trouble(made)


def _deeds(window: MainWindow) -> DeedsDialog:
    deeds = [
        Deed(f"2026-11-{day:02}", "", LONG[:6], f"{LONG}：{LONG}", LONG) for day in range(1, 29)
    ]
    return DeedsDialog("上月没办成", FAILED_MEANS, deeds, window)


DIALOGS: dict[type, Maker] = {
    AnswersDialog: _answers,
    ArrivedDialog: _arrived,
    AskDialog: _ask,
    AskedDialog: _asked,
    CardDialog: _card,
    ClerkDialog: lambda w: _in_trouble(ClerkDialog(w.session, PARTNER, w)),
    DifferencesDialog: _differences,
    StandingDialog: _standing,
    EndDialog: lambda w: _in_trouble(EndDialog(w.session, PARTNER, w)),
    NewKeysDialog: lambda w: _in_trouble(NewKeysDialog(w.session, w)),
    PackDialog: _pack,
    PairingDialog: _pairing,
    AbsenceDialog: _absence,
    DialDialog: _dial,
    NumbersDialog: _numbers,
    AnswerDialog: _answer,
    BatchEditDialog: _batch_edit,
    HandBackDialog: lambda w: _in_trouble(HandBackDialog(w.session, way(LONG), w)),
    HandOverDialog: _hand_over,
    TravelDialog: _travel,
    AdoptingDialog: _adopting,
    HandDownDialog: _hand_down,
    TakeOverDialog: _take_over,
    TwoSchoolsDialog: _two_schools,
    BugDialog: lambda window: BugDialog("Traceback (most recent call last):\n" * 40, window),
    CalendarDialog: _calendar_entry,
    ChangePasswordDialog: lambda window: _failing(ChangePasswordDialog(window.session, window)),
    CheckDialog: _check,
    HarmDialog: _harm,
    ClosingDialog: partial(_closing, ClosingDialog),
    ReopenDialog: partial(_closing, ReopenDialog),
    ContactDialog: _contact,
    NoteDialog: _note,
    SecondLookDialog: _second_look,
    CompletenessDialog: lambda w: CompletenessDialog(w.session, _two_files(w)[0], w),
    ImportWindow: _import,
    ManyRecordsDialog: lambda w: ManyRecordsDialog(
        w.session, [{"id": "nobody", "name": LONG}] * 1234, w
    ),
    MergeDialog: _merge_files,
    SplitDialog: _split_file,
    PairsDialog: _pairs,
    PickOtherDialog: _pick_other,
    NameDialog: lambda window: NameDialog("存为视图", LONG, lambda _name: None, window),
    NewLedgerDialog: lambda window: _failing(NewLedgerDialog(window.session, window)),
    NewFileDialog: _new_student,
    ReceiveDialog: _receive,
    ReceiptsDialog: _receipts,
    RecoveryDialog: _recovery,
    RestoreDialog: lambda w: _failing(RestoreDialog(w.session, w.session.ledger.path, w)),
    ReportDialog: lambda window: ReportDialog(window.session, _reminders(window)[0], window),
    RollCallDialog: _roll_call,
    FillInDialog: lambda window: FillInDialog(window.session, window),
    RollOverDialog: lambda window: RollOverDialog(window.session, window),
    RouteDialog: lambda window: RouteDialog(window.session, (), window),
    SelfCheckDialog: _self_check,
    UnlistedDialog: lambda window: UnlistedDialog(window.session, None, window),
    UnsureDialog: _unsure,
    VisitAnswersDialog: _visit_answers,
    DeedsDialog: _deeds,
    RevisionsDialog: lambda window: RevisionsDialog(window.session, window),
}
# Small windows of their own that are no dialogs.
OTHERS: dict[type, Maker] = {HelpWindow: _help, FilterPopup: _filter, CalendarPopup: _calendar}


def _import_at(step: int, window: MainWindow) -> QWidget:
    """Load a roster up to a step."""
    path = window.session.ledger.path.parent / "花名册.csv"
    columns = ("姓名", "性别", "身份证号", "年级", "班级", "联系电话", f"{LONG}的颜色")
    numbers = [id_number("2017-03-11", 100 + 2 * n) for n in range(6)]
    rows = [(f"王{chr(0x4E00 + n)}", "女", numbers[n], "三年级", "1", "", LONG) for n in range(6)]
    bad = ("", "男", "12345", "三年级", "1", "13800002222", LONG)
    path.write_text("\n".join(",".join(each) for each in (columns, *rows, bad)), "utf-8")
    made = ImportWindow(window.session, path, window)
    settle(window)
    for at in range(COLUMNS, step):
        assert made.step() == at, made.message.text()
        made.next.click()
        settle(window)
    return made


def _delete_question(window: MainWindow) -> QWidget:
    window.pages.show_page("students")
    page = window.pages.page("students")
    page.view.selectAll()
    page.many.ask_delete()
    return next(box for box in window.findChildren(QMessageBox) if box.isVisible())


# Dialogs again, further on.
FURTHER_ON: dict[str, Maker] = {
    "PackDialog, written": _packed,
    "ImportWindow, columns": partial(_import_at, COLUMNS),
    "ImportWindow, preview": partial(_import_at, PREVIEW),
    "ImportWindow, done": partial(_import_at, DONE),
    "delete question": _delete_question,
}


def dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Show every dialog and small window, each by itself; yield its name and it."""
    named = {kind.__name__: make for kind, make in {**DIALOGS, **OTHERS}.items()}
    for name, make in {**named, **FURTHER_ON}.items():
        made = make(window)
        made.show()
        settle(window)
        yield name, made
        if isValid(made):
            made.close()


def dialog_classes() -> set[type]:
    """Return every kind of dialog that the program declares."""
    for module in pkgutil.walk_packages(gui.__path__, f"{gui.__name__}."):
        importlib.import_module(module.name)
    found = {each for each in _below(QDialog) if each.__module__.startswith(gui.__name__)}
    return found - BASES


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def pages(window: MainWindow) -> Iterator[str]:
    """Show every page, each of its tabs, and each kind of record begun; yield what is shown."""
    for key in window.pages.names():
        window.pages.show_page(key)
        settle(window)
        yield key
        for book in window.pages.page(key).findChildren(QTabWidget):
            for at in range(book.count()):
                book.setCurrentIndex(at)
                settle(window)
                yield f"{key}: {book.tabText(at)}"
        yield from FURTHER.get(key, _nothing)(window)


def _nothing(_window: MainWindow) -> Iterator[str]:
    return iter(())


def _records_begun(window: MainWindow) -> Iterator[str]:
    """Begin a record of each table, by the road of the menu."""
    pane = window.pages.page("students").pane
    for table in CHILD_TABLES:
        pane.new_record(table.key)
        settle(window)
        yield f"students: a new {table.key}"
        pane.tab(table.key).delete_chosen()


def _students_further(window: MainWindow) -> Iterator[str]:
    yield from _records_begun(window)
    page = window.pages.page("students")
    page.show_board()
    settle(window)
    yield "students: the board"
    page.focus_list()
    page.bar.box.setText("青山村 二年级或三年级 女 一周没联系 没填户主姓名 小明的爸爸")
    settle(window)
    yield "students: a sentence as it is typed"
    page.bar.sentences.settle()
    settle(window)
    yield "students: a sentence as chips"
    page.bar.clear()


def _printouts(window: MainWindow) -> Iterator[str]:
    """Choose every printout: the choices beside it differ."""
    page = window.pages.page("print")
    for row in range(page.list.count()):
        if page.list.item(row).data(KEY):
            page.list.setCurrentRow(row)
            page.refresh()
            settle(window)
            yield f"print: {page.list.item(row).text().strip()}"


def _as_a_township(window: MainWindow) -> Iterator[str]:
    """Show the page as a unit sees it that receives packages, with as much as there may be."""
    page = window.pages.page("handoff")
    side = page._side
    town = TownshipPage(window.session, page)
    numbers = dict.fromkeys(
        ("to_judge", "conflicts", "returned", "questions", "answers", "not_arrived", "missing"), 123
    )
    town.refresh = town.update  # what is shown here lies in no ledger
    town._rest.timeout.disconnect(town._show_files)
    town._units = [
        UnitLine(str(n), LONG, 7, handed_on="2026-10-18", days=34, gaps=(5, 6), **numbers)
        for n in range(45)
    ]
    town.table.show_units(town._units)
    town._show_unit()
    lines = (ChangeLine(LONG[:12], LONG, LONG[::-1]),) * 12
    town.verdicts.files.files = [
        ChangedFile(str(n), LONG[:12], "三(2)", "changed", "1", 7, lines, LONG, LONG)
        for n in range(30)
    ]
    town.verdicts._show()
    town.verdicts._ask_reason()
    side.hide()
    page.layout().addWidget(town)
    town.show()
    town.pack.show()
    settle(window)
    yield "handoff: at a township"
    page.layout().removeWidget(town)
    town.hide()
    town.deleteLater()
    side.show()


FURTHER = {"students": _students_further, "print": _printouts, "handoff": _as_a_township}


def settle(window: MainWindow) -> None:
    """Let layouts be made and waiting work be done."""
    window.session.settle(60_000)
    for _ in range(4):
        QApplication.processEvents()
