"""The print centre: what is previewed is what is printed; what is issued is numbered and kept."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton

from ledger_app.actions import edit_file, undo_revision
from ledger_app.actions.printing import change_printouts, print_ledger
from ledger_app.domain.telling.masking import Purpose
from ledger_app.gui.kit import remembered, theme
from ledger_app.gui.kit.pdf_view import FIT_WIDTH, KEPT_PAGES, PdfView, draw_page
from ledger_app.gui.page import PrintCards, PrintRoute, ShowStudent
from ledger_app.gui.printing import issuing, print_foot
from ledger_app.gui.printing.options import PrintOptions
from ledger_app.gui.printing.page import PrintPage
from ledger_app.gui.printing.paper_choice import KEPT_AS
from ledger_app.gui.printing.printer_paper import printer_of
from tests.gui.children import fill, started
from tests.printing import samples

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = datetime(2026, 11, 21, 9, 41, 7)


@pytest.fixture
def ids(ledger):
    ledger.clock = lambda: TODAY
    return fill(ledger)


@pytest.fixture
def page(ledger, ids, qtbot):
    page = PrintPage(started(ledger))
    qtbot.addWidget(page)
    page.resize(1220, 680)
    page.show()
    settle(qtbot, page)
    return page


def settle(qtbot, page):
    def quiet():
        return not (page._timer.isActive() or page._progress or page.issuing.is_at_work)

    qtbot.waitUntil(quiet, timeout=30_000)


def shown(qtbot, page, key, student=None):
    page.choose(key, student)
    settle(qtbot, page)
    return page._preview


def text_of(content):
    document = pdfium.PdfDocument(content)
    text = "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    document.close()
    return text


@pytest.fixture(scope="module")
def long_pdf():
    document = pdfium.PdfDocument.new()
    for _ in range(300):
        document.new_page(842, 595)
    buffer = BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def test_the_paper_is_shown_and_nothing_is_recorded(page, ledger, qtbot):
    preview = shown(qtbot, page, "dropout_ledger")

    assert page.pane.view.page_count() == 1
    assert "李梓涵" in text_of(preview.content)
    assert ledger.value("SELECT count(*) FROM edition") == 0
    assert all(action.isEnabled() for action in page.page_actions())


def test_a_changed_printout_is_shown_as_the_ledger_has_it_and_undone(page, ledger, qtbot):
    shown(qtbot, page, "focus_ledger")
    given = {("", "title"): "重点学生一览", ("姓名", "caption"): "孩子"}
    change_printouts.change_printout(ledger, "focus_ledger", given)
    page._session.changed.emit(None)
    settle(qtbot, page)
    assert page.list.currentItem().text().strip() == "重点学生一览"
    assert "孩子" in text_of(page._preview.content)

    undo_revision.undo(ledger)
    page._session.changed.emit(None)
    settle(qtbot, page)
    assert page.list.currentItem().text().strip() == "重点关注（特殊群体）学生台账"
    assert "孩子" not in text_of(page._preview.content)


def test_printouts_stand_in_groups_and_are_found_by_pinyin(page):
    titles = [page.list.item(row).text() for row in range(page.list.count())]
    assert titles[0] == "台账"
    assert "学生表" in titles
    page.search.setText("cx")
    hidden = [
        page.list.item(row).text().strip()
        for row in range(page.list.count())
        if page.list.item(row).isHidden()
    ]
    assert "撤并学生分流安置台账" in hidden
    page.search.setText("")
    assert not any(page.list.item(row).isHidden() for row in range(page.list.count()))


def test_the_purpose_hides_numbers_and_says_what_it_hides(page, ledger, ids, qtbot):
    number = ledger.value("SELECT id_no FROM student WHERE id = ?", [ids["李梓涵"]])
    assert number in text_of(shown(qtbot, page, "dropout_ledger").content)
    page.options.choose_purpose(Purpose.INTERNAL)
    settle(qtbot, page)

    text = text_of(page._preview.content)
    assert number not in text
    assert number[:6] in text
    assert "遮住" in page.options._hides.text()


def test_a_notice_board_is_offered_only_where_the_printout_is_made_for_it(
    page, ids, qtbot, monkeypatch
):
    def offered():
        buttons = page.options._purposes.buttons()
        return [each.text() for each in buttons if not each.isHidden()]

    for printout in print_ledger.printouts_in_use(page._session.ledger):
        page.choose(printout.key)
        own = ["本人档案"] if printout.needs_student else []
        # Of no child: nothing is hidden or shown, nothing is asked.
        nameless = printout.key in ("code_book", "key_sheet", "board_table")
        usual = [] if nameless else ["上报", "内部"]
        assert page.options._hides.isHidden() == nameless
        usual = ["内部", "走访"] if printout.key == "visit_list" else usual
        assert offered() == [*usual, *own], printout.key
        page.options.choose_purpose(Purpose.NOTICE)
        assert page.options.purpose() is not Purpose.NOTICE
    page.options.set_printout(samples.hung_out("dropout_ledger"))
    assert offered() == ["上报", "内部", "公示", "本人档案", "走访"]
    page.options.choose_purpose(Purpose.NOTICE)
    assert page.options.paper.currentText() == "A4 竖放"
    page.choose("focus_ledger")
    assert page.options.purpose() is Purpose.REPORT
    settle(qtbot, page)
    assert page._preview.wish.purpose is Purpose.REPORT


def test_what_was_chosen_for_outlasts_a_paper_that_cannot_be_for_it(page):
    def purpose_of(key):
        page.choose(key)
        return page.options.purpose()

    assert purpose_of("visit_list") is Purpose.INTERNAL
    assert purpose_of("comparison_sheet") is Purpose.REPORT  # nobody chose 内部
    page.options._purposes.button(1).click()
    assert [purpose_of("key_sheet"), purpose_of("focus_ledger")] == [
        Purpose.REPORT,
        Purpose.INTERNAL,
    ]


def test_what_a_paper_is_for_is_not_asked_before_one_is_known(ledger, qtbot):
    options = PrintOptions(started(ledger))
    qtbot.addWidget(options)
    options.show()
    assert options.minimumSizeHint().width() <= 252 - 12  # the least room the page gives it
    assert not any(each.isVisible() for each in options._purposes.buttons())
    assert not options._again.isEnabled()


def test_a_past_day_is_printed_as_it_was(page, ids, qtbot):
    shown(qtbot, page, "dropout_ledger")
    page.options.as_of.set_value("2026-10-01")
    page.options.changed.emit()
    settle(qtbot, page)

    assert page._preview.wish.on == date(2026, 10, 1)
    assert "李梓涵" not in text_of(page._preview.content)


def test_a_day_to_come_is_refused_with_a_sentence(page, qtbot):
    shown(qtbot, page, "dropout_ledger")
    page.options.as_of.set_value("2027-01-01")
    page.options.changed.emit()
    settle(qtbot, page)

    assert page._preview is None
    assert "还没有到" in page.foot.note.text()
    assert not any(action.isEnabled() for action in page.page_actions())


def test_a_card_waits_for_its_child_who_is_found_by_initials(page, ids, qtbot):
    assert shown(qtbot, page, "student_card") is None
    assert "选一个学生" in page.pane.sentence()
    picker = page.options.student
    picker.search.setFocus()
    picker._look("lzh")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    settle(qtbot, page)

    assert picker.students == (ids["李梓涵"],)
    assert "李梓涵" in text_of(page._preview.content)
    assert not page.options._purposes.button(2).isEnabled()


def test_the_cards_of_several_children_make_one_paper(page, ids, qtbot):
    page.answer(PrintCards((ids["李梓涵"], ids["王𬱖"])))
    settle(qtbot, page)

    text = text_of(page._preview.content)
    assert "李梓涵" in text
    assert "王𬱖" in text


def test_an_empty_ledger_leads_to_the_one_where_such_children_stand(page, ledger, ids, qtbot):
    for row in ledger.rows("SELECT id FROM dropout"):
        edit_file.delete_record(ledger, "dropout", row["id"])
    case = {"suspected_on": "2026-11-20", "last_attended": "2026-11-16", "is_suspected": "1"}
    edit_file.add_record(ledger, "dropout", ids["李梓涵"], case)
    shown(qtbot, page, "dropout_ledger")
    said = [page.problems.item(at).text() for at in range(page.problems.count())]
    assert "这张表没有孩子；“疑似辍学学生台账”里有 1 个。按 Enter 看那张表。" in said

    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.list.key() == "suspected_ledger"


def test_after_its_button_the_keyboard_is_at_opening_what_was_saved(
    page, ledger, qtbot, tmp_path, monkeypatch
):
    """The button is off while it works: the keyboard must not fall to whatever comes next."""
    target = tmp_path / "甲.pdf"
    monkeypatch.setattr(issuing, "ask_target", lambda *_: target)
    shown(qtbot, page, "dropout_ledger")
    save = next(each for each in page.findChildren(QPushButton) if each.text() == "存 PDF")
    save.setFocus()
    save.click()
    qtbot.waitUntil(lambda: page.focusWidget() is page.foot.open, timeout=30_000)
    opened = []
    monkeypatch.setattr(print_foot.QDesktopServices, "openUrl", opened.append)
    page.foot.open.click()
    assert [url.toLocalFile() for url in opened] == [str(target)]

    page.list.setFocus()
    page._ask_file()
    settle(qtbot, page)
    assert page.focusWidget() is page.list


def test_a_saved_paper_is_a_numbered_edition_that_comes_out_again_exactly(
    page, ledger, ids, qtbot, tmp_path
):
    preview = shown(qtbot, page, "dropout_ledger")
    first, again = tmp_path / "甲.pdf", tmp_path / "乙.pdf"
    page.issuing.save_as(first, preview.prepared)
    settle(qtbot, page)
    assert "期号 001" in text_of(first.read_bytes())
    assert str(first) in page.foot.note.text()
    assert page.foot.folder.isVisible()

    edit_file.save_fields(ledger, "student", ids["李梓涵"], {"name": "李改名"})
    number = page.options._edition_no()
    page.issuing.save_as(again, None, number)
    settle(qtbot, page)
    assert text_of(again.read_bytes()) == text_of(first.read_bytes())
    assert ledger.value("SELECT count(*) FROM edition") == 1


def test_a_folder_that_is_not_there_is_a_sentence_and_no_edition(page, ledger, qtbot, tmp_path):
    preview = shown(qtbot, page, "dropout_ledger")
    page.issuing.save_as(tmp_path / "没有" / "甲.pdf", preview.prepared)
    settle(qtbot, page)

    assert page.foot.note.text()
    assert not page.foot.folder.isVisible()
    assert ledger.value("SELECT count(*) FROM edition") == 0


def test_printing_sends_the_pages_of_a_new_edition(page, ledger, ids, qtbot, tmp_path):
    preview = shown(qtbot, page, "student_card", ids["李梓涵"])
    printer = printer_of(preview.prepared.sheets[0].paper.size_mm)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.issuing.print_on(printer, preview.prepared)
    settle(qtbot, page)

    printed = pdfium.PdfDocument(str(tmp_path / "printed.pdf"))
    assert len(printed) == page.pane.view.page_count()
    assert f"{len(printed)} 页" in page.foot.note.text()
    assert ledger.value("SELECT count(*) FROM edition") == 1
    printed.close()


def test_the_print_dialog_is_answered(page, ledger, ids, qtbot, tmp_path):
    preview = shown(qtbot, page, "student_card", ids["李梓涵"])
    for answer, editions in (("reject", 0), ("accept", 1)):
        printer = printer_of(preview.prepared.sheets[0].paper.size_mm)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        page.issuing.ask_printer(printer, preview.prepared)
        getattr(page.issuing._dialog, answer)()
        settle(qtbot, page)
        assert ledger.value("SELECT count(*) FROM edition") == editions
        assert (tmp_path / "printed.pdf").exists() == bool(editions)
    assert str(tmp_path / "printed.pdf") in page.foot.note.text()  # and at no printer
    assert not page.foot.open.isHidden()


def test_what_would_spoil_the_paper_is_listed_and_leads_to_the_child(page, ledger, ids, qtbot):
    given = {"is_suspected": "1", "suspected_on": "2026-11-02", "confirmed_on": "2026-11-05"}
    rare = edit_file.add_student(ledger, {"name": "赵\U000323af"}).record_id
    edit_file.add_record(ledger, "dropout", rare, given)
    page.refresh()
    preview = shown(qtbot, page, "dropout_ledger")

    texts = [problem.text for problem in preview.problems]
    assert any("U+323AF" in text for text in texts)
    assert any(text.startswith("赵\U000323af：缺") and "身份证号" in text for text in texts)
    assert {each.student for each in preview.problems if "\U000323af" in each.text} == {rare}
    with qtbot.waitSignal(page.asks) as asked:
        page.problems.itemClicked.emit(page.problems.item(0))
    assert asked.args == [ShowStudent(rare)]


def test_a_change_elsewhere_makes_the_preview_anew(page, ids, qtbot):
    shown(qtbot, page, "dropout_ledger")
    page._session.act(edit_file.save_fields, "student", ids["李梓涵"], {"name": "李改名"})
    settle(qtbot, page)

    assert "李改名" in text_of(page._preview.content)


def test_a_locked_ledger_leaves_no_page_in_sight(page, qtbot):
    shown(qtbot, page, "dropout_ledger")
    page._session._ledger = None
    page._session.locked.emit()

    assert page.pane.view.page_count() == 0
    assert page._preview is None


def test_only_pages_in_sight_are_drawn(qtbot, long_pdf):
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show_pdf(long_pdf)
    view.show()
    view.grab()
    assert view.page_count() == 300
    assert len(view._drawn) <= 2
    for page in (100, 200, 300):
        view.go_to(page)
        view.grab()
    assert len(view._drawn) <= KEPT_PAGES
    assert view.page() >= 299


def test_zoom_keeps_to_its_limits_and_to_the_place(qtbot, long_pdf):
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pdf(long_pdf)
    view.go_to(150)
    for wanted, got in ((500, 200), (10, 50), (100, 100)):
        view.set_zoom(wanted)
        assert view.zoom() == got
        assert view.page() in (150, 151)
    view.set_zoom(FIT_WIDTH)
    before = view.zoom()
    view.resize(1000, 500)
    qtbot.waitUntil(lambda: view.zoom() > before)
    assert view.page() in (150, 151)


def test_the_keyboard_turns_pages_and_ctrl_wheel_enlarges(qtbot, long_pdf):
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    view.show_pdf(long_pdf)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 2
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page() == 300
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 1
    view.set_zoom(100)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(wheel)
    assert view.zoom() == 110


def test_a_page_is_drawn_at_the_scale_asked_for(ledger, ids):
    content = print_ledger.pdf_bytes(print_ledger.prepare(ledger, "dropout_ledger"))
    document = pdfium.PdfDocument(content)
    width, height = document.get_page_size(0)
    image = draw_page(document, 0, 0.5)
    document.close()

    assert image.width() == pytest.approx(width / 2, abs=1)
    assert image.height() == pytest.approx(height / 2, abs=1)
    assert image.pixelColor(2, 2).name() == "#ffffff"
    every = (image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(150))
    assert min(every) < 100


@pytest.fixture
def no_paper_kept():
    yield
    remembered.keep(KEPT_AS, {})


def test_one_village_is_chosen_by_its_initials_and_named_on_paper_and_edition(
    page, ids, qtbot, tmp_path
):
    shown(qtbot, page, "dropout_ledger")
    entry = page.options.scope.entry()
    entry.setFocus()
    qtbot.keyClicks(entry, "smc")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    settle(qtbot, page)

    assert entry.text() == "石门村"
    text = text_of(page._preview.content)
    assert "范围：石门村" in text
    assert "李梓涵" not in text
    page.issuing.save_as(tmp_path / "甲.pdf", page._preview.prepared)
    settle(qtbot, page)
    assert "石门村" in page.options.editions.currentText()

    page.options.scope.entry().clear()
    page.options.scope.commit()
    settle(qtbot, page)
    assert "李梓涵" in text_of(page._preview.content)


def test_a_receiving_school_can_be_chosen_for_the_ledger_of_moves_only(page, ids, qtbot):
    moved = {
        "origin_school": "青山村小学",
        "receiving_school": "中心学校",
        "moved_on": "2026-09-01",
    }
    page._session.act(edit_file.add_record, "relocation", ids["王𬱖"], moved)
    shown(qtbot, page, "relocation_ledger")
    page.options.scope.entry().setFocus()
    qtbot.keyClicks(page.options.scope.entry(), "zxxx")
    qtbot.keyClick(page.options.scope.entry(), Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.options.scope.entry().text() == "中心学校（接收）"
    assert "中心学校接收撤并学校学生安置台账" in text_of(page._preview.content)

    shown(qtbot, page, "dropout_ledger")
    assert page.options.scope.entry().text() == "全部"
    assert page._preview.wish.scope is None


def test_a_part_that_is_gone_gives_way_to_the_whole_ledger(page, ids, qtbot):
    shown(qtbot, page, "dropout_ledger")
    page.options.scope.set_value("village_name:青山村")
    for name in ("王𬱖", "李梓涵"):
        page._session.act(edit_file.save_fields, "student", ids[name], {"village_name": "新村"})
    settle(qtbot, page)

    assert page.options.scope.entry().text() == "全部"
    assert page._preview.wish.scope is None


def test_each_printout_keeps_the_paper_chosen_for_it(no_paper_kept, page, ledger, qtbot):
    assert shown(qtbot, page, "dropout_ledger").prepared.sheets[0].paper.name == "A3"
    page.options.paper.choose("A4 横放")
    settle(qtbot, page)
    assert page._preview.prepared.sheets[0].paper.size_mm == (297.0, 210.0)
    shown(qtbot, page, "suspected_ledger")
    assert page.options.paper.currentText() == "A3 横放"

    other = PrintPage(started(ledger))
    qtbot.addWidget(other)
    other.choose("dropout_ledger")
    assert other.options.paper.currentText() == "A4 横放"


def test_copies_go_to_the_printer_and_are_one_again_for_the_next_paper(page, qtbot, monkeypatch):
    shown(qtbot, page, "dropout_ledger")
    asked = []
    monkeypatch.setattr(
        page.issuing, "ask_printer", lambda printer, *rest, **more: asked.append(printer)
    )
    page.options.copies.setValue(3)
    page._ask_printer()
    assert asked[0].copyCount() == 3
    shown(qtbot, page, "focus_ledger")
    assert page.options.copies.value() == 1


def test_an_edition_is_printed_again_on_the_paper_it_was_made_for(
    page, qtbot, monkeypatch, tmp_path
):
    preview = shown(qtbot, page, "dropout_ledger")
    page.issuing.save_as(tmp_path / "甲.pdf", preview.prepared)
    settle(qtbot, page)
    page.options.paper.setCurrentText("A4 横放")
    page.options.changed.emit()
    settle(qtbot, page)
    asked = []
    monkeypatch.setattr(
        page.issuing, "ask_printer", lambda printer, *rest, read: asked.append(printer)
    )
    page._edition_asked(page.options._edition_no(), to_file=False)
    size = asked[0].pageLayout().pageSize()
    assert size.id() == size.PageSizeId.A3


def test_what_cannot_be_printed_again_yet_leaves_its_room(page):
    buttons = page.options._again, page.options._again_file
    assert not any(each.isVisible() for each in buttons)
    page.options.show_editions(
        [{"no": 1, "number": 1, "as_of": "2026-11-19", "purpose": "report", "scope": "",
          "written_at": "2026-11-19", "at": "2026-11-19", "author": "张老师"}]
    )  # fmt: skip
    assert all(each.isVisible() for each in buttons)


def test_tab_goes_down_the_choices_as_they_are_read_and_out_again(page, qtbot):
    shown(qtbot, page, "dropout_ledger")
    options = page.options
    page.list.setFocus()
    met = []
    for _ in range(9):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert met[:5] == [
        options.scope.entry(),
        options.as_of.entry(),
        options._purposes.checkedButton(),
        options.paper,
        options.copies,
    ]
    assert not options.isAncestorOf(met[5])


def has_its_least_size(widget):
    least = widget.minimumSizeHint()
    return widget.height() >= least.height() and widget.width() >= least.width()


def test_in_a_low_window_nothing_of_the_choices_is_squeezed(page, ids, qtbot, qapp):
    theme.apply_theme(qapp, dark=False)  # as in the program: it makes some fields wider
    page.resize(680, 300)
    shown(qtbot, page, "dropout_ledger")
    assert page.problems.count()
    options = page.options
    rows = (options.scope, options.as_of, options.paper, options.copies, options.editions)
    qtbot.waitUntil(lambda: all(has_its_least_size(widget) for widget in rows))
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    printing = [each for each in buttons if each.text().startswith("打印")]
    assert printing
    for button in printing:
        bottom = button.mapTo(page, button.rect().bottomLeft()).y()
        assert bottom <= page.height()  # always in sight


def pdf_printer(preview, path):
    printer = printer_of(preview.prepared.sheets[0].paper.size_mm)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_the_wrong_paper_takes_no_number_and_a4_is_one_click_away(
    page, ledger, ids, qtbot, tmp_path, no_paper_kept
):
    preview = shown(qtbot, page, "dropout_ledger")
    printer = pdf_printer(preview, tmp_path / "printed.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    page.issuing.print_on(printer, preview.prepared)
    settle(qtbot, page)

    assert "按 A3 纸排的，打印时选的是 A4" in page.foot.note.text()
    assert "期号没有用掉" in page.foot.note.text()
    assert ledger.value("SELECT count(*) FROM edition") == 0
    assert not (tmp_path / "printed.pdf").exists()
    assert page.foot.instead.isVisible()
    qtbot.mouseClick(page.foot.instead, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page._preview.prepared.sheets[0].paper.name == "A4"
    assert not page.foot.isVisible()


def test_an_edition_is_not_offered_on_another_paper(page, ledger, ids, qtbot, tmp_path):
    preview = shown(qtbot, page, "dropout_ledger")
    page.issuing.save_as(tmp_path / "甲.pdf", preview.prepared)
    settle(qtbot, page)
    printer = pdf_printer(preview, tmp_path / "printed.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    page.issuing.print_on(printer, None, page.options._edition_no())
    settle(qtbot, page)

    assert "按 A3 纸排" in page.foot.note.text()
    assert "期号" not in page.foot.note.text()
    assert not page.foot.instead.isVisible()


def test_printing_can_be_stopped_where_it_is_told(page, ledger, ids, qtbot, tmp_path):
    page.options.student.choose(list(ids.values()))
    preview = shown(qtbot, page, "student_card")
    seen = []

    def stop(text, _path):
        if "正在打印第 2 页" in text:
            seen.append(page.foot.stop.isVisible())
            page.foot.stop.click()

    page.issuing.said.connect(stop)
    page.issuing.print_on(pdf_printer(preview, tmp_path / "printed.pdf"), preview.prepared)
    settle(qtbot, page)

    assert seen == [True]
    assert not page.foot.stop.isVisible()
    assert "已停止：送到打印机 2 页，共" in page.foot.note.text()


def test_locked_on_the_way_the_paper_still_comes_out_whole(page, ledger, ids, qtbot, tmp_path):
    page.options.student.choose(list(ids.values()))
    preview = shown(qtbot, page, "student_card")
    pages = page.pane.view.page_count()

    def lock(text, _path):
        if "正在打印第 1 页" in text:
            page._session._ledger = None
            page._session.locked.emit()

    page.issuing.said.connect(lock)
    page.issuing.print_on(pdf_printer(preview, tmp_path / "printed.pdf"), preview.prepared)
    settle(qtbot, page)

    assert not page.is_printing()
    printed = pdfium.PdfDocument(str(tmp_path / "printed.pdf"))
    assert len(printed) == pages
    printed.close()
    assert page.pane.view.page_count() == 0  # nothing of the child stays in sight
    page._session._ledger = ledger


def test_a_reprint_is_sent_as_the_edition_was(page, ledger, ids, qtbot, tmp_path):
    preview = shown(qtbot, page, "student_card", ids["李梓涵"])
    page.issuing.print_on(pdf_printer(preview, tmp_path / "first.pdf"), preview.prepared)
    settle(qtbot, page)
    number = page.options._edition_no()
    page._session.act(edit_file.save_fields, "student", ids["李梓涵"], {"name": "李改名"})
    settle(qtbot, page)
    page.issuing.print_on(pdf_printer(preview, tmp_path / "again.pdf"), None, number)
    settle(qtbot, page)

    first, again = (text_of((tmp_path / f"{n}.pdf").read_bytes()) for n in ("first", "again"))
    assert first == again
    assert "李梓涵" in again


def test_a_card_s_file_has_the_child_s_name_and_class(page, ids, qtbot, tmp_path, monkeypatch):
    offered = []
    monkeypatch.setattr(
        issuing, "ask_target", lambda parent, title, start, *rest: offered.append(start.name)
    )
    for name in ("李梓涵", "王𬱖"):
        preview = shown(qtbot, page, "student_card", ids[name])
        page._actions["save"].trigger()
        page.issuing.save_as(tmp_path / offered[-1], preview.prepared)
        settle(qtbot, page)
    assert len(set(offered)) == 2
    assert "李梓涵-" in offered[0]
    assert "班-2026-11-21-上报.pdf" in offered[0]
    page.options.student.choose(list(ids.values()))
    shown(qtbot, page, "student_card")
    page._actions["save"].trigger()
    assert f"等{len(ids)}人-" in offered[2]

    shown(qtbot, page, "student_card", ids["王𬱖"])
    page.options._again_file.click()
    assert "王𬱖-" in offered[3]
    assert "第002期-重印.pdf" in offered[3]


def test_a_route_of_picked_children_says_how_many_it_is_of_until_another_printout(page, ids):
    options, picked = page.options, tuple(ids.values())[:2]
    page.answer(PrintRoute(picked))
    assert not options._whom.isHidden()
    assert options._whom.text() == "选中的 2 人"
    assert options.scope.isHidden()
    assert options.scope_label.isHidden()
    page.choose("visit_list")
    wish = page.options.wish(options._printout)
    assert (wish.students, wish.scope) == (picked, None)
    page.choose("key_sheet")
    assert options._whom.isHidden()
    assert not options.scope.isHidden()
