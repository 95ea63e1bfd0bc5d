"""The window: which screen is shown, what the menus do, what is said under the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import back_up, keep_settings
from ledger_app.actions.back_up import Backup, Beside
from ledger_app.gui.copies.disk_question import DiskQuestion
from ledger_app.gui.copies.second_copy import SecondCopy
from ledger_app.gui.handoff.brought import brought
from ledger_app.gui.handoff.desk import Desk
from ledger_app.gui.imports.importing import Importing
from ledger_app.gui.imports.incoming import Source, dropped
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.dialog import room_for
from ledger_app.gui.kit.menu_action import Menu
from ledger_app.gui.kit.page_area import PageArea
from ledger_app.gui.page import Ask, DeskRequest
from ledger_app.gui.session import Done, Refused, Session
from ledger_app.gui.window import page_list
from ledger_app.gui.window.afterwards.arrivals_asked import ArrivalsAsked
from ledger_app.gui.window.afterwards.undoing import Undoing
from ledger_app.gui.window.day_watch import DayWatch
from ledger_app.gui.window.help.help_menu import Help
from ledger_app.gui.window.leaving import Leaving
from ledger_app.gui.window.menus import Menus
from ledger_app.gui.window.messages import MessageBar, ShowsFailures
from ledger_app.gui.window.opening import Opening
from ledger_app.gui.window.page_list import Maker
from ledger_app.gui.window.pages import Pages
from ledger_app.gui.window.screens import Frame, Screens, show_dialog
from ledger_app.gui.window.status_line import StatusLine
from ledger_app.gui.window.tour.tour import Tour
from ledger_app.gui.window.window_menus import WindowActions, page_action

LEDGER = ".ledger"
BY_HAND = "hand"  # why a backup is made
LEAST = QSize(780, 430)  # pixels: 1366 × 768 at 150 %, less its title and task bars


class MainWindow(QMainWindow):
    """One of three screens; a message bar and a status line below it."""

    def __init__(self, session: Session | None = None, maker: Maker = page_list.build) -> None:
        super().__init__()
        self.session = session or Session(self)
        self.messages, self.status = MessageBar(self), StatusLine(self)
        self.pages = Pages(self.session, maker, self)
        self.screens = Screens(self.session, self.pages, self)
        self.importing = Importing(self.session, self.pages.commit_pending, self)
        self.desk = Desk(self.session, self.pages.commit_pending, self)
        self.day_watch = DayWatch(self.session, self)
        frame = Frame(self, self.session, self.screens, self.messages, self.status)
        self.second_copy = SecondCopy(self.session, self)
        self.backup_disk = DiskQuestion(self.session, self)
        self.leaving = Leaving(frame, self.day_watch, self.second_copy)
        self.opening = Opening(frame, self.leaving)
        self.help = Help(frame)
        self.tour = Tour(frame, self.help, self.opening)
        self.setAcceptDrops(True)
        self._arrange()
        self.menus = Menus(self.menuBar())
        self.window_actions = WindowActions(self.menus, self._slots())
        self.undoing = Undoing(frame, self.pages, self.window_actions)
        self.arrivals = ArrivalsAsked(frame, self.pages)
        self.menus.menu(Menu.EDIT).aboutToShow.connect(self.undoing.name_steps)
        self._connect()
        self.screens.show_start()
        user_settings.restore_place(self)

    # Which screen.

    def _screen_shown(self) -> None:
        """Show title, foot and menus that belong to the start, the lock or the pages."""
        screens, path = self.screens, self.screens.unlock.path
        self.status.setVisible(screens.currentWidget() is self.pages)
        name = self.tr("一生一档")
        if not screens.shows_start() and path.name:
            name = f"{path.name} — {name}"
        self.setWindowTitle(name)
        self.arrange_menus()

    def arrange_menus(self) -> None:
        """Fill the menus for what is in sight."""
        at_pages = self.screens.shows_ledger()
        self.menus.arrange(self.pages.page_actions() if at_pages else [], ledger_open=at_pages)
        if at_pages:
            self.undoing.name_steps()

    def show_settings(self) -> None:
        """Say whose ledger it is and take over the idle minutes, after either changed."""
        self.session.ask("who", self._read_settings)

    def _read_settings(self) -> None:
        texts = keep_settings.shown(self.session.ledger)
        self.status.show_who(texts["unit"], texts["clerk"])
        self.leaving.idle.set_minutes(keep_settings.idle_minutes(self.session.ledger))

    def show_last_backup(self) -> None:
        """Say when the last backup was made."""
        made = back_up.backups(self.session.ledger.path)
        self.status.show_backup(made[0].at if made else None)

    # What the menus do.

    def undo(self) -> None:
        """Undo the newest revision; a large one, as an import is, on the worker."""
        self.undoing.reverse(again=False)

    def redo(self) -> None:
        """Do again what was undone last; what is large on the worker."""
        self.undoing.reverse(again=True)

    def show_revisions(self) -> None:
        """List what was done."""
        self.undoing.show_revisions()

    def back_up_now(self) -> None:
        """Back up by hand."""
        self.day_watch.back_up(BY_HAND, None)

    # How it is made.

    def _arrange(self) -> None:
        central = QWidget(self)
        box = QVBoxLayout(central)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(PageArea(self.screens, central), 1)
        box.addWidget(self.messages)
        box.addWidget(self.tour.panel)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        # A smaller screen, 1366 × 768 at 200 %, scrolls the page.
        self.setMinimumSize(LEAST.boundedTo(room_for(self)))

    def _connect(self) -> None:
        session, day_watch = self.session, self.day_watch
        self.importing.made.connect(show_dialog)
        self.importing.refused.connect(self.messages.show_note)
        self.desk.made.connect(show_dialog)
        self.desk.refused.connect(self.messages.show_note)
        self.desk.told.connect(self.messages.show_note)
        self.desk.asks.connect(self.pages.ask)
        self.desk.standing.connect(self.status.show_handed_on)
        session.failed.connect(self._refused)
        session.unkept.connect(self.messages.show_unkept)
        self.messages.way_wanted.connect(self.pages.go_to_unkept)
        for over in (session.settled, session.closed, session.locked):
            over.connect(self.messages.withdraw_unkept)
        session.exchanged.connect(self._exchanged)
        session.broke.connect(self.messages.show_bug)
        session.saved.connect(self._saved)
        session.unsaid.connect(self._say_unsaid)
        day_watch.at_work.connect(self.status.show_work)
        day_watch.backed_up.connect(self._backed_up)
        day_watch.backup_failed.connect(self._backup_failed)
        day_watch.lists_failed.connect(self._failed)
        day_watch.told.connect(partial(self.messages.show_note, stays=True))
        day_watch.day_began.connect(partial(session.changed.emit, None))
        day_watch.backed_up.connect(self.second_copy.backed_up)
        self.second_copy.at_work.connect(self.status.show_work)
        self.second_copy.standing.connect(self.status.show_elsewhere)
        self.second_copy.stale.connect(day_watch.back_up_for_disk)
        self.backup_disk.named.connect(self._disk_named)
        self.pages.page_changed.connect(self.arrange_menus)
        self.pages.asked.connect(self._answer)
        self.pages.told.connect(self.messages.show_note)
        self.status.lock_wanted.connect(self.leaving.lock)
        self.screens.shown.connect(self._screen_shown)
        self.opening.entered.connect(self.show_settings)
        self.opening.entered.connect(self.show_last_backup)

    def _slots(self) -> dict[str, Callable[[], object]]:
        out, come, show = self.leaving, self.opening, self.pages.show_page
        lists = self.importing
        return {
            "new": come.make, "open": come.choose, "import": lists.choose,
            "paste_list": lists.paste, **self.desk.slots(),
            "back_up": self.back_up_now, "backup_disk": self.backup_disk.ask,
            "restore": come.restore, "check": come.check,
            "lock": out.lock, "close": out.close_ledger, "quit": partial(_close, self),
            "undo": self.undo, "redo": self.redo, "revisions": self.show_revisions,
            "new_student": self.pages.new_student,
            "find": self.pages.find_student, "find_student": self.pages.find_student,
            "print": partial(show, "print"), "roll_call": self.pages.call_roll,
            **self.pages.visits.slots(),
            **{page_action(key): partial(show, key) for key in self.pages.names()},
            "larger": partial(_resize_text, 1), "smaller": partial(_resize_text, -1),
            "usual_size": partial(_resize_text, 0), "full_screen": self._full_screen,
            **self.help.slots(), **self.tour.slots(),
        }  # fmt: skip

    def _answers(self) -> dict[Ask, Callable[[], object]]:
        """Return what is done when a page asks the window for something."""
        return {
            Ask.IMPORT: self.importing.choose,
            Ask.BACK_UP: self.back_up_now,
            Ask.BACKUP_DISK: self.backup_disk.ask,
            Ask.RESTORE: self.opening.restore,
            Ask.CHECK: self.opening.check,
            Ask.CHANGE_PASSWORD: self.opening.change_password,
            Ask.SHOW_SHEET: self.opening.show_sheet,
            Ask.REVISIONS: self.show_revisions,
            Ask.SETTINGS_KEPT: self.show_settings,
            **self.desk.answers(),
        }

    def _answer(self, asked: Ask | DeskRequest) -> None:
        if isinstance(asked, Ask):
            self._answers()[asked]()
        else:
            self.desk.answer_request(asked)

    # What it hears.

    def _refused(self, message: str, hint: str) -> None:
        """Say it once: a dialog that hears of it says it inside, where it goes with its cause."""
        if not getattr(QApplication.activeModalWidget(), "says_failures", False):
            self._failed(message, hint)

    def _failed(self, message: str, hint: str) -> None:
        """Show a failure where the person looks: in the open dialog, else above the page."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ShowsFailures):
            dialog.show_failure(message, hint)
        else:
            self.messages.show_failure(message, hint)

    def _exchanged(self, message: str, hint: str) -> None:
        """Say that the file is another one now; offer to keep what the ledger holds."""
        shown = self.messages.show_failure(message, hint)
        shown.add_button(self.tr("另存打开着的内容")).clicked.connect(self.save_beside)

    def save_beside(self) -> None:
        """Save what the open ledger holds beside its file."""
        self.session.ask("save_beside", self._save_beside)

    def _save_beside(self) -> None:
        if self.session.is_open:
            self.session.run(back_up.save_beside, then=self._saved_beside)

    def _saved_beside(self, answer: Done[Beside] | Refused) -> None:
        if answer:
            self.messages.show_note(answer.value.text, stays=True)

    def _saved(self, at: str) -> None:
        self.status.show_saved(at)
        self.undoing.name_steps()

    def _say_unsaid(self, text: str) -> None:
        self.messages.show_note(text, stays=True, kind="warning")

    def _backed_up(self, made: Backup) -> None:
        self.status.show_backup(made.at)
        if self.screens.shows_ledger() and self.pages.key() == "settings":
            self.pages.page("settings").refresh()
        if made.reason == BY_HAND:
            text = self.tr("已备份并核对，存在“{0}”。").format(made.path.parent)
            hint = self.tr("最好再有一份在别处：文件 › 备份盘，以后插上U盘就自动拷。")
            self.messages.show_note(text, "" if self.second_copy.has_disk else hint)

    def _disk_named(self, known: str) -> None:
        self.second_copy.named()
        if known:
            self.messages.show_note(known, stays=True, kind="warning")

    def _backup_failed(self, message: str, hint: str) -> None:
        self.status.show_backup_failed()
        self.messages.show_failure(message, hint)

    def _full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # What Qt asks.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the side bar narrow where the pages need its room."""
        super().resizeEvent(event)
        self.pages.set_narrow(self.width() < LEAST.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a ledger, a workbook, or what comes on a stick."""
        if _dropped(event) or brought(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the ledger, or show what taking the workbook, table or packages would do."""
        found, packages = _dropped(event), brought(event.mimeData())
        if not (found or packages) or QApplication.activeModalWidget() is not None:
            return  # what a dialog shows must not change under it
        event.acceptProposedAction()
        if packages or found is None:
            self.desk.take(packages)
        elif isinstance(found, Path) and found.suffix.lower() == LEDGER:
            self.opening.open_file(found)
        else:
            self.importing.open(found)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed and back up before the window goes."""
        user_settings.keep_place(self)
        if self.leaving.may_quit():
            event.accept()
        else:
            event.ignore()


def _close(window: QMainWindow) -> None:
    window.close()


def _resize_text(step: int) -> None:
    larger = user_settings.text_size() + step * user_settings.TEXT_STEP
    user_settings.change_looks(text=larger if step else 0)


def _dropped(event: QDragEnterEvent | QDropEvent) -> Source | None:
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() == LEDGER:
            return path
    return dropped(event.mimeData())
