"""The print centre: choose a printout, see it as it will be, print or save a numbered edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.printing import print_ledger
from ledger_app.actions.printing.preview_paper import Preview, Wish, edition_in_words, make_preview
from ledger_app.actions.printing.print_ledger import Printout
from ledger_app.actions.printing.print_workbook import is_table
from ledger_app.domain.file_names import fitting
from ledger_app.gui.kit import icons, theme
from ledger_app.gui.kit.control_column import column, column_over
from ledger_app.gui.kit.menu_action import Menu, MenuAction, MenuEntry
from ledger_app.gui.page import PrintCards, PrintRoute, PrintSheet, Request, ShowStudent
from ledger_app.gui.printing.issuing import Issuing
from ledger_app.gui.printing.options import ROUTES, PrintOptions
from ledger_app.gui.printing.paper_names import file_name
from ledger_app.gui.printing.pdf_pane import PdfPane
from ledger_app.gui.printing.print_foot import PrintFoot
from ledger_app.gui.printing.printer_paper import printer_of
from ledger_app.gui.printing.printout_list import PrintoutList
from ledger_app.gui.printing.problem_lines import ProblemLines
from ledger_app.gui.safety.safety_question import when_seen
from ledger_app.gui.session import Done, Refused, Session, waits
from ledger_app.gui.worker import Progress

WAIT_MS = 150  # after a choice, before the preview is made
PREVIEW_MARK = "预览"
CARD = "student_card"


class PrintPage(QWidget):
    """The print centre. `asks(Request)`: a problem on the paper is mended in the child's file."""

    asks = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preview: Preview | None = None
        self._progress: Progress | None = None
        self._stale, self._again = True, False
        self._is_busy = self._was_pressed = False  # by a button that had the keyboard
        self.issuing = Issuing(session, self)
        self.search, self.list = QLineEdit(self), PrintoutList(self)
        self.options = PrintOptions(session, self)
        self.pane = PdfPane(self)
        self.problems = ProblemLines(self)
        self.foot = PrintFoot(self)
        self._actions = self._make_actions()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._arrange()
        self._connect()
        self._printouts: tuple[Printout, ...] = ()
        if session.is_open:
            session.ask("printouts", self._list_printouts)

    # What the window around asks.

    def refresh(self) -> None:
        """Make the preview anew."""
        self._stale = False
        if not self._session.is_open:
            self._preview = None
            self._show_empty("")
            self._say("")
            self.options.show_editions([])
            self.options.student.forget()
            self._enable()
            return
        self._session.ask("printouts", self._list_printouts)
        self.options.start(self._session.ledger.today())
        self.options.offer_scopes()
        self._show_editions()
        self._prepare()

    def choose(self, key: str, student_id: str | None = None) -> None:
        """Choose a printout, and the child of a card."""
        if student_id:
            self.options.student.choose([student_id])
        if self._printouts:
            self._choose(key)
        else:  # made while the worker has the ledger: the list is still to come
            self._session.ask("printout", self._choose, key)

    def _choose(self, key: str) -> None:
        if not self._printouts:
            self._list_printouts()
        self.list.choose(key)
        self._timer.start()

    def answer(self, request: Request) -> None:
        """Choose a printout, or the cards of several children, printed one after the other."""
        if isinstance(request, PrintCards):
            self.options.student.choose(list(request.students))
            self.choose(CARD)
        elif isinstance(request, PrintSheet):
            self.options.choose_package(request.printout, request.package)
            self.choose(request.printout)
        elif isinstance(request, PrintRoute):
            self.choose(ROUTES)
            self.options.choose_route(request)

    def take_child(self, student_id: str) -> None:
        """Choose the child of the page one comes from, for the papers of one child."""
        self.options.student.choose([student_id])

    def place(self) -> None:
        """Say that nothing need be found again: the choices stay."""

    def commit_pending(self) -> bool:
        """Tell that nothing is typed here that would be kept."""
        return True

    def is_printing(self) -> bool:
        """Tell whether pages are still going to the printer."""
        return self.issuing.is_printing()

    def page_actions(self) -> list[MenuAction]:
        """Return the actions for the menu bar."""
        return list(self._actions.values())

    # Making it.

    def _make_actions(self) -> dict[str, MenuAction]:
        found = {}
        for key, text, keys, slot in (
            ("print", self.tr("打印…"), "Ctrl+P", self._ask_printer),
            ("save", self.tr("存 PDF…"), "Ctrl+Shift+S", self._ask_file),
            ("workbook", self.tr("存工作簿…"), "Ctrl+Shift+E", self._ask_workbook),
        ):
            found[key] = MenuAction(MenuEntry(key, Menu.PRINT, text, (keys,)), slot, self)
            self.addAction(found[key])
        return found

    def _arrange(self) -> None:
        self.search.setPlaceholderText(self.tr("找打印表"))
        self.search.setAccessibleName(self.tr("找打印表"))
        icons.sign_search(self.search)
        self.setFocusProxy(self.list)
        left = column([self.search, self.list], (0, 8))
        shown = [self.options, self.problems.title, self.problems]
        right = column_over(shown, self.problems, self._buttons())
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for number, (widget, least) in enumerate(((left, 120), (self.pane, 200), (right, 252))):
            widget.setMinimumWidth(least)
            splitter.addWidget(widget)
            splitter.setStretchFactor(number, int(number == 1))
            splitter.setCollapsible(number, False)
        splitter.setSizes([282, 632, 262])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.foot)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        texts = (self.tr("打印  Ctrl+P"), self.tr("存 PDF"), self.tr("存工作簿"))
        places = ((0, 0, 1, 2), (1, 0), (1, 1))
        for key, text, place in zip(self._actions, texts, places, strict=True):
            button = QPushButton(text, self)
            button.clicked.connect(self._actions[key].trigger)
            theme.set_look(button, "primary", key == "print")
            self._actions[key].enabledChanged.connect(button.setEnabled)
            grid.addWidget(button, *place)
        return grid

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self.search.textChanged.connect(self.list.narrow)
        self.list.currentItemChanged.connect(self._printout_chosen)
        self.list.itemActivated.connect(self.problems.go_to_printout)
        self.options.changed.connect(self._choice_changed)
        self.options.edition_asked.connect(self._edition_asked)
        self.issuing.busy.connect(self._issuing_busy)
        self.issuing.said.connect(self._say)
        self.issuing.issued.connect(self._show_editions)
        self.issuing.unfit.connect(self._offer_paper)
        self.foot.stopped.connect(self.issuing.cancel)
        self.foot.taken.connect(self.options.paper.choose)
        self.problems.child_wanted.connect(self._show_child)
        self.problems.printout_wanted.connect(self.list.choose)
        for signal in (self._session.changed, self._session.opened, self._session.closed):
            signal.connect(self._outdated)
        self._session.locked.connect(self._outdated)
        self._session.failed.connect(self._refused)

    # The list of printouts.

    def _list_printouts(self) -> None:
        found = print_ledger.printouts_in_use(self._session.ledger)
        if found != self._printouts:
            self._printouts = found
            self.list.show_printouts(found)

    def printout(self) -> Printout | None:
        """Return the chosen printout."""
        key = self.list.key()
        return next((each for each in self._printouts if each.key == key), None)

    def _printout_chosen(self) -> None:
        printout = self.printout()
        if printout is not None:
            self.options.set_printout(printout)
            self._say("")
            self._choice_changed()

    # The preview.

    def _choice_changed(self) -> None:
        """Let nothing be printed that is not what was chosen."""
        self._preview = None
        self._enable()
        self._timer.start()

    def _outdated(self) -> None:
        if not self._session.is_open:
            self.refresh()
            return
        if self.isVisible():
            self._timer.start()
        self._stale = True
        self._preview = None  # neither it nor whose safety notes were read holds any more
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the preview when the page is first seen."""
        super().showEvent(event)
        if self._stale:
            self._timer.start()

    def wish(self) -> Wish | None:
        """Return what is to be printed, None while the child of a card is missing."""
        printout = self.printout()
        return None if printout is None else self.options.wish(printout)

    def _prepare(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        wish = self.wish()
        self._preview = None
        self._enable()
        if wish is None:
            self._show_empty(self.tr("先在右边选一个学生。") if self.printout() else "")
        elif self._progress is not None:
            self._progress.cancel()
            self._again = True
        else:
            self._show_empty(self.tr("正在准备……"))
            self._progress = progress = Progress()
            progress.moved.connect(self._moved)
            self._session.run(make_preview, wish, progress, then=self._was_made)
            self._enable()

    def _moved(self, _done: int, _total: int, text: str) -> None:
        self.pane.say(text)

    def _was_made(self, answer: Done[Preview | None] | Refused) -> None:
        if self._work_over():
            return
        preview = answer.otherwise(None)
        if not answer:
            self._show_empty(self.tr("这张表现在印不出来，原因见下面。"))
        elif preview is not None and preview.wish == self.wish() and self._session.is_open:
            self._preview = preview
            self.pane.show_pdf(preview.content, PREVIEW_MARK)
            self.problems.show_problems(preview.problems)
        self._enable()

    def _work_over(self) -> bool:
        """Take the progress away; tell whether the preview is being made once more."""
        self._progress = None
        if self._again:
            self._again = False
            self._timer.start()
            return True
        return False

    def _show_empty(self, text: str) -> None:
        self.pane.say(text)
        self.problems.show_problems([])

    def _show_child(self, student: str) -> None:
        self.asks.emit(ShowStudent(student))

    @waits("editions")
    def _show_editions(self) -> None:
        printout = self.printout()
        if printout is not None:
            found = self._session.act(print_ledger.editions, printout.key)
            self.options.show_editions(found.otherwise([]))

    def _enable(self) -> None:
        ready = self._preview is not None and self._progress is None and not self.issuing.is_at_work
        for key, action in self._actions.items():
            is_able = key != "workbook" or is_table(self.printout())
            action.setEnabled(ready and is_able)

    def _issuing_busy(self, busy: bool) -> None:
        if busy and not self._is_busy:  # printing says so twice
            self._was_pressed = isinstance(self.window().focusWidget(), QPushButton)
        self._is_busy = busy
        self.foot.stop.setVisible(self.issuing.is_printing())
        self._enable()

    # Printing and saving.

    def _ask_printer(self) -> None:
        self._when_seen(self._print)

    def _when_seen(self, act: Callable[[Preview], object]) -> None:
        """Do it with the paper as it is shown, once the safety notes of its children were read."""
        if (preview := self._preview) is not None:
            when_seen(self._session, self, preview.safety, partial(act, preview))

    def _print(self, preview: Preview) -> None:
        prepared, copies = preview.prepared, self.options.copies.value()
        printer = printer_of(prepared.sheets[0].paper.size_mm, copies)
        pages = self.pane.view.page_count()
        self.issuing.ask_printer(printer, prepared, pages=pages, read=preview.safety)

    def _ask_file(self) -> None:
        self._when_seen(self._save)

    def _save(self, preview: Preview) -> None:
        self.issuing.ask_file(file_name(preview), preview.prepared, read=preview.safety)

    def _ask_workbook(self) -> None:
        self._when_seen(self._save_workbook)

    def _save_workbook(self, preview: Preview) -> None:
        name = file_name(preview, ".xlsx")
        self.issuing.ask_workbook(name, preview.prepared, preview.safety)

    def _edition_asked(self, number: int, to_file: bool) -> None:
        if self.printout() is None or self.issuing.is_at_work:
            return
        if lines := self._session.act(print_ledger.on_kept, number):
            then = partial(self._make_again, number, to_file, lines.value)
            when_seen(self._session, self, lines.value, then)

    def _make_again(self, number: int, to_file: bool, read: Sequence[SafetyLine]) -> None:
        if to_file:
            name = self._session.act(edition_in_words, number)
            if name:
                self.issuing.ask_file(f"{fitting(name.value)}.pdf", None, number, read)
            return
        size = self._session.act(print_ledger.edition_size_mm, number)
        if size:
            printer = printer_of(size.value, self.options.copies.value())
            self.issuing.ask_printer(printer, None, number, read=read)

    def _offer_paper(self, name: str) -> None:
        self.foot.offer(self.options.paper.label_of(name))

    # What was done.

    def _refused(self, message: str, hint: str) -> None:
        if self.isVisible():
            self._say(f"{message}{hint}")

    def _say(self, text: str, path: str = "") -> None:
        self.foot.say(text, path)
        if path and self._was_pressed:  # the button was off meanwhile
            self.foot.open.setFocus(Qt.FocusReason.OtherFocusReason)
