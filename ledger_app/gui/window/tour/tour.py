"""The tour: begun in the demo, a step further when one was done, left and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from ledger_app.actions import undo_revision
from ledger_app.actions.undo_revision import Newest
from ledger_app.gui.kit import remembered, user_settings
from ledger_app.gui.window.help.help_menu import Help
from ledger_app.gui.window.opening import Opening
from ledger_app.gui.window.screens import Frame
from ledger_app.gui.window.tour import sight
from ledger_app.gui.window.tour.sight import Sight
from ledger_app.gui.window.tour.steps import Step, read_steps
from ledger_app.gui.window.tour.tour_panel import TourPanel

NAME = "tour"  # under which the step is kept
LOOK = 300  # milliseconds between two looks at the window; while a tour goes on only
PAUSE = 1000  # that the ✓ is seen before the next step
LOCKED = "locked"


class Tour(QObject):
    """Leads through the demo. What is done is seen in the window, however it was done."""

    def __init__(self, frame: Frame, help_: Help, opening: Opening) -> None:
        super().__init__(frame.window)
        self._frame, self._help, self._opening = frame, help_, opening
        self._session, self._pages = frame.session, frame.screens.pages
        self.panel = TourPanel()
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        self._goes_on = self._wanted = self._over = self._wrote = False
        self._newest, self._before, self._last = Newest(), Sight(), Sight()
        self._looking, self._ahead = self._timer(self._look), self._timer(self._next)
        self._ahead.setSingleShot(True)
        self.panel.back.connect(self._back)
        self.panel.on.connect(self._next)
        self.panel.left.connect(self.leave)
        frame.screens.shown.connect(self._screen_shown)
        self._session.closed.connect(self.leave)
        self._session.saved.connect(self._saved)
        opening.entered.connect(self._entered)
        opening.tour_wanted.connect(self.begin)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(slot)
        return timer

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what its menu entry does."""
        return {"tour": self.begin}

    def begin(self) -> None:
        """Begin, or go on at the step that was reached; in one's own ledger offer the demo."""
        if not self.panel.isHidden():
            self.panel.take_keyboard()
        elif self._is_in_demo():
            self._take_up()
        elif self._is_at_another():
            shown = self._frame.messages.show_note(
                self.tr("十分钟入门只在演示台账里走，里面的孩子都是虚构的。"),
                self.tr("先把这个台账关好，再打开演示。"),
                stays=True,
            )
            button = shown.add_button(self.tr("打开演示"))
            button.clicked.connect(self._open_demo)
            button.clicked.connect(shown.closed)
        else:
            self._open_demo()

    def leave(self) -> None:
        """Take the strip away; the step is kept."""
        self._goes_on = self._over = False
        self._stop()

    def _stop(self) -> None:
        self._looking.stop()
        self._ahead.stop()
        self.panel.hide()

    def _open_demo(self) -> None:
        self._wanted = True
        self._opening.demo_instead()

    def _is_in_demo(self) -> bool:
        at_pages = self._frame.screens.shows_ledger()
        return at_pages and user_settings.is_demo(self._session.ledger.path)

    def _is_at_another(self) -> bool:
        """Tell whether one's own ledger is open or locked."""
        screens = self._frame.screens
        return not screens.shows_start() and not user_settings.is_demo(screens.unlock.path)

    # It comes and goes with the demo.

    def _entered(self) -> None:
        wanted, self._wanted = self._wanted, False
        if not self._is_in_demo():
            self.leave()
        elif self._over:
            self.panel.show_end()
        elif wanted or self._goes_on:
            self._take_up()

    def _screen_shown(self) -> None:
        """At the lock see the last step done, or wait for the password; nothing is in sight."""
        if not self._frame.screens.shows_unlock():
            return
        if self._goes_on and self._steps[self._at].done == LOCKED:
            self._goes_on, self._over = False, True
            remembered.keep(NAME, {})
        self._stop()

    def _take_up(self) -> None:
        self._steps = self._steps or read_steps()
        kept = remembered.recall(NAME).get("step")
        keys = [each.key for each in self._steps]
        self._goes_on, self._over = True, False
        self._go(keys.index(kept) if kept in keys else 0)
        self._looking.start(LOOK)

    # From step to step.

    def _go(self, at: int) -> None:
        """Show a step; what was done before is not taken for it."""
        if not self._ahead.isActive():
            self._begin_from_now()
        self._ahead.stop()
        self._at = at
        remembered.keep(NAME, {"step": self._steps[at].key})
        self.panel.show_step(self._steps[at], at + 1, len(self._steps))

    def _begin_from_now(self) -> None:
        self._read_newest()
        self._before = self._last = sight.look(self._pages, self._help, self._newest)

    def _saved(self) -> None:
        self._wrote = True

    def _read_newest(self) -> None:
        """Read what was written last; while long work has the ledger, at a later look."""
        found = self._session.peek(undo_revision.newest)
        self._wrote = not found
        self._newest = found.otherwise(self._newest)

    def _back(self) -> None:
        self._go(max(0, self._at - 1))

    def _next(self) -> None:
        """Go on; past the last step it is over, and begins anew next time."""
        if self._at + 1 < len(self._steps):
            self._go(self._at + 1)
        else:
            self._goes_on, self._over = False, True
            self._stop()
            remembered.keep(NAME, {})
            self.panel.show_end()

    def _look(self) -> None:
        """See whether the step was done: once the window has come to rest."""
        if self._ahead.isActive() or not self._frame.screens.shows_ledger():
            return
        if self._wrote:
            self._read_newest()
        now = sight.look(self._pages, self._help, self._newest)
        if self._before.line < 0:  # nobody chose the line that today's page comes up with
            self._before = replace(self._before, line=now.line)
        rests, self._last = now == self._last, now
        if rests and sight.is_done(self._steps[self._at].done, self._before, now):
            self._before = now  # what is done while the ✓ is in sight counts for the next step
            self.panel.show_done()
            self._ahead.start(PAUSE)
