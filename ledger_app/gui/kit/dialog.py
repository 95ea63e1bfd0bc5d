"""Dialogs that are never larger than their screen: what stands above the buttons scrolls then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ledger_app.gui.kit import theme

ASIDE = "setAsideByLock"
STAYS = "staysInSight"  # of what stands above the buttons: it never scrolls away
DEED = "deed"  # of a button: what the dialog is for
EDGES = (14, 11, 14, 11)  # pixels around what stands in a dialog
FRAME = QSize(2, 32)  # pixels that a desktop draws around a window, until it is known


def room_for(window: QWidget) -> QSize:
    """Return the largest size that a window may have on its screen, its frame taken off."""
    frame = (window.frameGeometry().size() - window.size()).expandedTo(FRAME)
    return window.screen().availableGeometry().size() - frame


class DialogCalls(QObject):
    """Keys of the whole program, pressed in a dialog: the window that it lies over answers them.

    `help_wanted(dialog)`: F1. `contact_wanted(students, dialog)`: Ctrl+J, where a child is in hand.
    """

    help_wanted = Signal(QWidget)
    contact_wanted = Signal(object, QWidget)


def dialog_calls() -> DialogCalls:
    """Return those of the program."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(DialogCalls) or DialogCalls(app)


class Dialog(QDialog):
    """Lay it out in a QVBoxLayout with a row of buttons at its end.

    Before it is first shown, all but those buttons and the sentences right above them is put into
    an area that asks for as much room as its content, and scrolls where the screen has less. F1
    shows the page of the help about it, Ctrl+J logs a contact with whom it is about; it stays.
    """

    outlasts_lock = False  # what is typed into it waits, unseen, and is there again afterwards
    says_failures = False  # it hears of them and says them inside: nobody else has to
    _is_laid_out = False
    _fell_to: QWidget | None = None  # what has the keyboard though nobody led it there

    def setVisible(self, visible: bool) -> None:
        """Lay out what is to be shown: what comes into a window in sight is shown too late.

        Until Qt came to show the area, the keyboard fell to a button outside it.
        """
        layout = self.layout()
        if visible and not self._is_laid_out and isinstance(layout, QVBoxLayout):
            self._is_laid_out = True
            layout.setContentsMargins(*EDGES)
            _mark_deed(self)
            _tidy_forms(self)
            QShortcut(QKeySequence("F1"), self).activated.connect(self._call_help)
            QShortcut(QKeySequence("Ctrl+J"), self).activated.connect(self._call_contact)
            if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self.adjustSize()  # the area asks for the height that its texts have at this width
            here = self.focusWidget()
            _Content(self, layout, _content(layout, room_for(self)))
            if here is not None:
                here.setFocus()  # what moves into the area loses the keyboard
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit on the screen."""
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Grow with a sentence that appears: nothing is cut off while the screen has room."""
        grows = event.type() == QEvent.Type.LayoutRequest  # after another one it may be gone
        done = super().event(event)
        if grows and self._is_laid_out:
            self._fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the keyboard; Qt presses the default one beside it.

        Where the keyboard only fell to a button, its own being off, Enter is not meant for it.
        With Ctrl it is meant, from anywhere, lists in which Enter has a meaning too: what the
        dialog is for is done, else what Enter does.
        """
        here = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            buttons = self.findChildren(QPushButton)
            meant = [each for each in buttons if each.property(DEED)]
            button = next((each for each in buttons if each.isDefault()), None)
            if (button := meant[0] if meant else button) is not None:
                button.click()
        elif enter and isinstance(here, QPushButton) and here is not self._fell_to:
            here.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Note whether the keyboard is led on or falls from what was turned off or hidden."""
        before = self.focusWidget()
        falls = before is not None and not (before.isEnabled() and before.isVisible())
        moved = super().focusNextPrevChild(forward)
        self._fell_to = self.focusWidget() if falls else None
        return moved

    def children_in_hand(self) -> Sequence[str]:
        """Return the ids of the children that Ctrl+J is about here, none where it means nobody."""
        return ()

    def _call_help(self) -> None:
        dialog_calls().help_wanted.emit(self)

    def _call_contact(self) -> None:
        if students := tuple(filter(None, self.children_in_hand())):
            dialog_calls().contact_wanted.emit(students, self)

    def _fit(self) -> None:
        layout, room = self.layout(), room_for(self)
        self.setMinimumSize(self.minimumSize().boundedTo(room))
        wanted = self.size()
        if layout is not None:
            layout.activate()
            wanted = wanted.expandedTo(layout.totalMinimumSize())
            wanted.setHeight(max(wanted.height(), needed_height(layout, wanted.width())))
        wanted = wanted.boundedTo(room)
        if wanted != self.size():
            self.resize(wanted)
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        place = frame.topLeft()
        place.setX(max(screen.left(), min(place.x(), screen.right() + 1 - frame.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() + 1 - frame.height())))
        if place != frame.topLeft():
            self.move(place)


def leave_by_enter(leave: QPushButton, deed: QPushButton | None = None) -> None:
    """Let an Enter too many leave all as it is: in no colour, for it is not the likely button.

    What the dialog is for, `deed`, is done on the button itself, or by Ctrl+Enter.
    """
    leave.setDefault(True)
    if deed is not None:
        deed.setProperty(DEED, True)


def _mark_deed(dialog: QDialog) -> None:
    """Draw as the likely one what a row of buttons does; never what only leaves."""
    for row in dialog.findChildren(QDialogButtonBox):
        for button in row.buttons():
            if row.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                theme.set_look(button, "primary", True)


def _tidy_forms(dialog: QDialog) -> None:
    """Draw labels as in every form: grey, against their fields."""
    for form in dialog.findChildren(QFormLayout):
        upright = form.labelAlignment() & Qt.AlignmentFlag.AlignVertical_Mask
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | upright)
        for row in range(form.rowCount()):
            label = _widget(form.itemAt(row, QFormLayout.ItemRole.LabelRole))
            if isinstance(label, QLabel) and not label.property("role"):
                theme.set_role(label, "label")


def set_aside(window: QWidget) -> None:
    """Hide the dialogs over a window that outlast a lock, as they are."""
    for dialog in window.findChildren(Dialog):
        if dialog.outlasts_lock and dialog.isVisible():
            dialog.setProperty(ASIDE, True)
            dialog.hide()


def bring_back(window: QWidget) -> None:
    """Show again what was set aside, the cursor where it was: the next key goes on with a text.

    Qt hands the keyboard to a dialog as Tab does, which takes all of a line to be replaced.
    """
    for dialog in _aside(window):
        dialog.setProperty(ASIDE, False)
        here = dialog.focusWidget()
        at = here.cursorPosition() if isinstance(here, QLineEdit) else 0
        dialog.open()
        if isinstance(here, QLineEdit):
            here.deselect()
            here.setCursorPosition(at)


def let_go_aside(window: QWidget) -> None:
    """Delete what was set aside, without a word: another ledger comes, or none."""
    for dialog in _aside(window):
        dialog.setProperty(ASIDE, False)
        dialog.deleteLater()


def _aside(window: QWidget) -> list[Dialog]:
    return [each for each in window.findChildren(Dialog) if each.property(ASIDE)]


def needed_height(layout: QLayout, width: int) -> int:
    """Return the least height at which nothing of a layout is cut, wrapped texts included."""
    least = layout.totalMinimumSize().height()
    wrapped = layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else 0
    return max(least, wrapped)


class _Content(QScrollArea):
    """What stands above the buttons. As large as its content, or as the screen leaves it."""

    def __init__(self, dialog: Dialog, outer: QVBoxLayout, count: int) -> None:
        super().__init__(dialog)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = _Page(self)
        self._inside = QVBoxLayout(page)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(outer.spacing())
        self.setWidget(page)  # in its place first: what comes into it is drawn by where it is
        for _ in range(count):
            _move_first(outer, self._inside)
        outer.insertWidget(0, self, 1)

    def sizeHint(self) -> QSize:
        """Ask for as much as the content does."""
        return self._inside.totalSizeHint().expandedTo(self.minimumSizeHint())

    def minimumSizeHint(self) -> QSize:
        """Ask for all that the content needs at this width, as far as the screen has it."""
        least, room = self._inside.totalMinimumSize(), self._room()
        # Of the dialog: before its first layout the area has no width of its own.
        width = room.width() - room_for(self.window()).width() + self.window().width()
        least.setHeight(needed_height(self._inside, max(width, least.width())))
        if least.height() > room.height():
            least.setWidth(least.width() + self.verticalScrollBar().sizeHint().width())
        return least.boundedTo(room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._show_bar_if_needed()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for more room when a sentence appears in the content."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._show_bar_if_needed()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _show_bar_if_needed(self) -> None:
        """Take the bar away where all fits without it.

        Qt asks only whether all fits beside the bar that is there: narrower texts are higher.
        """
        whole, policy = self.maximumViewportSize(), Qt.ScrollBarPolicy
        fits = needed_height(self._inside, whole.width()) <= whole.height()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )

    def _room(self) -> QSize:
        """Return what the screen leaves for it beside margins and the foot of the dialog."""
        outer, room = self.window().layout(), room_for(self.window())
        if outer is None:
            return room
        edge = outer.contentsMargins()
        room -= QSize(edge.left() + edge.right(), edge.top() + edge.bottom())
        for at in range(1, outer.count()):
            item = outer.itemAt(at)
            if item is not None and not item.isEmpty():
                high = item.minimumSize().height()
                if item.hasHeightForWidth():
                    high = max(high, item.heightForWidth(room.width()))
                room.setHeight(room.height() - high - outer.spacing())
        return room


class _Page(QWidget):
    """What scrolls. Its lists give way before it does: it asks for what it needs, not more."""

    def heightForWidth(self, width: int) -> int:
        """Return the least height at which nothing is cut."""
        inside = self.layout()
        return needed_height(inside, width) if inside is not None else -1


def _content(layout: QVBoxLayout, room: QSize) -> int:
    """Return how many items stand above the buttons and what stays in sight right above those:
    short sentences, and what asks for it."""
    at = layout.count() - 1
    if not _is_foot(layout.itemAt(at)):
        return layout.count()
    while at and _stays(_widget(layout.itemAt(at - 1)), room):
        at -= 1
    return at


def _stays(widget: QWidget | None, room: QSize) -> bool:
    """Tell whether this asks to stay, or is a sentence that leaves room for what it is about."""
    if widget is not None and widget.property(STAYS):
        return True
    if isinstance(widget, QLabel):
        return widget.heightForWidth(room.width() // 2) < room.height() // 3
    return isinstance(widget, QProgressBar)


def _is_foot(item: QLayoutItem | None) -> bool:
    widget, row = _widget(item), item.layout() if item is not None else None
    if row is not None:
        return any(isinstance(_widget(row.itemAt(at)), QPushButton) for at in range(row.count()))
    return isinstance(widget, QPushButton | QDialogButtonBox)


def _widget(item: QLayoutItem | None) -> QWidget | None:
    return item.widget() if item is not None else None


def _move_first(outer: QVBoxLayout, inside: QVBoxLayout) -> None:
    """Move the first item of a layout to the end of another.

    A widget's old item goes first: while there is one, Qt does not tell the new one that a text
    has changed, and the height that it wraps to stays that of the text before.
    """
    item, stretch = outer.itemAt(0), outer.stretch(0)
    widget = _widget(item)
    if widget is not None and item is not None:
        alignment, was_hidden = item.alignment(), widget.isHidden()
        outer.removeWidget(widget)
        inside.addWidget(widget, stretch, alignment)
        widget.setVisible(not was_hidden)
        return
    item = outer.takeAt(0)
    inner = item.layout() if item is not None else None
    if inner is not None:
        inside.addLayout(inner, stretch)
    elif item is not None:
        inside.addItem(item)
        inside.setStretch(inside.count() - 1, stretch)
