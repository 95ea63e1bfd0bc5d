"""新建档案 (Ctrl+N): one page; search first, then create; one child after the other of a class."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.new_file import begin, look_up, make
from ledger_app.actions.new_file.look_up import NUMBER, PHONE, Found, guardians_of
from ledger_app.actions.new_file.make import Made
from ledger_app.actions.new_file.sought import sought_values
from ledger_app.gui.form.line_entry import Entry
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Session
from ledger_app.gui.students.new_file.entry_page import EntryPage
from ledger_app.gui.students.new_file.found_table import FoundTable
from ledger_app.gui.students.new_file.page_fields import CLASS
from ledger_app.gui.students.new_file.page_notes import PageNotes

WIDTH = 52  # letters
PHONE_FIELD = "guardian_phone"
SEARCHED = ("name", "id_no", PHONE_FIELD)
MOST_NAMED = 6  # of the children that were made


class NewFileDialog(Dialog):
    """`sought` is what the list was asked for in vain, `filters` what it is filtered by.

    Signals: `made(ShowStudent)` the file that is to be opened; `other_wanted(ShowStudent)` one of
    those that are there already; `ended(ShowStudent)` closed after files were made.
    """

    outlasts_lock = True
    made = Signal(object)
    other_wanted = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        sought: str = "",
        filters: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[Made] = []
        self.setWindowTitle(self.tr("新建档案"))
        self.setMinimumWidth(theme.text_pixels() * WIDTH)
        self.page = EntryPage(session, self)
        self.table = FoundTable(self)
        self._notes = PageNotes(session, self)
        self._build()
        self._connect()
        values, filled = self._first(filters or {})
        self.page.begin({**values, **sought_values(sought)}, filled)
        self._look()

    # How it is made.

    def _build(self) -> None:
        self._said, self._count = QLabel(self), QLabel(self)
        for label, role in ((self._said, "error"), (self._count, "note")):
            label.setWordWrap(True)
            theme.set_role(label, role)
            label.hide()
        self._undo = QPushButton(self.tr("撤销最后一份 Ctrl+Z"), self)
        self._undo.setAutoDefault(False)
        self._undo.hide()
        made = QHBoxLayout()
        made.setContentsMargins(0, 0, 0, 0)
        made.addWidget(self._count, 1)
        made.addWidget(self._undo)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addLayout(made)
        inside.addWidget(self.page)
        inside.addWidget(self.table)
        inside.addWidget(self._said)
        inside.addWidget(self._make_buttons())

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        roles = QDialogButtonBox.ButtonRole
        self._save = QPushButton(self.tr("建档并打开 Ctrl+Enter"), buttons)
        self._next = QPushButton(self.tr("再建同班下一个 Ctrl+Shift+Enter"), buttons)
        self._leave = QPushButton(self.tr("取消"), buttons)
        for button, role in (
            (self._save, roles.AcceptRole),
            (self._next, roles.ActionRole),
            (self._leave, roles.RejectRole),
        ):
            button.setAutoDefault(False)
            buttons.addButton(button, role)
        return buttons

    def _connect(self) -> None:
        self.page.typed.connect(self._look)
        self.page.kept.connect(self._look)
        self.page.past_end.connect(self._at_end)
        self.page.into_table.connect(self._down_from_name)
        self.table.wanted.connect(self._open_other)
        self.table.left.connect(self._back_to_name)
        self._save.clicked.connect(self.accept)
        self._next.clicked.connect(self.save_and_begin)
        self._leave.clicked.connect(self.leave)
        self._undo.clicked.connect(self.take_back)
        for keys, act in (
            (("Ctrl+Return", "Ctrl+Enter"), self.accept),
            (("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), self.save_and_begin),
            (("Esc",), self._escape),
            (("F6",), self._open_current),
            (("F12",), self.take_over_house),
            (("Ctrl+Z",), self.take_back),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)

    def _first(
        self, filters: Mapping[str, tuple[str, ...]]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return what is sure of a new child's place, and from where."""
        values = begin.of_filters(filters)
        filled = dict.fromkeys(values, self.tr("照名单的筛选，要改按 ↑ 回到这里"))
        if "school" not in values:
            own = self._session.peek(begin.school_of_unit).otherwise("")
            if own:
                values["school"] = own
                filled["school"] = ""
        return values, filled

    # While it is typed.

    def _look(self, _key: str = "") -> None:
        """Look who is there already, and say under each field what there is to say."""
        texts = self.page.typed_texts()
        found = self._session.peek(look_up.files_like, texts).otherwise([])
        self.table.show_found(found)
        self.page.say(self._notes.of(texts, self.page.values(), found))
        self._said.hide()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Say why it was refused."""
        self._said.setText(f"{message}{hint}")
        self._said.show()

    def _down_from_name(self) -> None:
        self.table.enter() if self.table.found() else self.page.step_on("name")

    def _back_to_name(self) -> None:
        self.page.go_to("name")

    def _open_current(self) -> None:
        if (found := self.table.current()) is not None:
            self._open_other(found)

    def _open_other(self, found: Found) -> None:
        """Open a file that is there; what was typed besides the search is asked about."""
        typed, filled = self.page.typed_texts(), self.page.filled()
        more = any(typed[key] for key in typed if key not in (*SEARCHED, *filled))
        if more:
            self._ask_to_drop(found)
        else:
            self._go_to_other(found)

    def _go_to_other(self, found: Found) -> None:
        super().reject()
        self.other_wanted.emit(ShowStudent(found.id))

    def take_over_house(self) -> None:
        """Fill guardian, relation, telephone and address as a child of the same house has them.

        Where files with one telephone name several guardians, a person tells which house it is.
        """
        same = [each for each in self.table.found() if PHONE in each.same]
        chosen = self.table.chosen()
        if not same:
            self.show_failure(
                self.tr("还看不出是哪一家。"), self.tr("先填家里的电话，有同一个电话的再按 F12。")
            )
        elif chosen in same:
            self.page.go_to(PHONE_FIELD)
            self._fill_as(chosen)
        elif len(guardians_of(same)) > 1:
            self.table.enter(same[0])
            told = self.tr("有这个电话的 {0} 份档案，监护人不一样。").format(len(same))
            self.show_failure(told, self.tr("按 ↓ 选是哪一家，再按 F12。"))
        else:
            self._fill_as(same[0])

    def _fill_as(self, same: Found) -> None:
        values = self._session.act(look_up.house_of, same.id).otherwise({})
        differ = self.page.fill(values, self.tr("照 {0} 填的").format(same.called))
        self._look()
        if differ:
            told = self.tr("{0}和 {1} 的不一样，没有改，请核对。")
            self.show_failure(told.format("、".join(differ), same.called))

    # Making it.

    def _at_end(self) -> None:
        """Do what the coloured button says: whoever began a row of children goes on with it."""
        self.save_and_begin() if self._all else self.accept()

    def accept(self) -> None:
        """Make the file and open it."""
        self._save_if_sure(then_next=False)

    def save_and_begin(self) -> None:
        """Make the file and begin the next one of the same class."""
        self._save_if_sure(then_next=True)

    def _save_if_sure(self, *, then_next: bool) -> None:
        if not self.page.commit():
            return
        self._look()
        if "name" not in self.page.values():
            self.page.go_to("name")
            self.show_failure(self.tr("姓名还没填。其他项目可以以后再补，姓名必须有。"))
            return
        same = [each for each in self.table.found() if NUMBER in each.same]
        act = self._make_next if then_next else self._make_and_open
        if same:
            asked = self.tr("这个证件号另一份档案已经在用：{0}。").format(same[0].called)
            told = self.tr("再建一份，两份档案同号，检查台账会一直列出。")
            question.ask(self, asked, told, self.tr("还是建档"), act)
        else:
            act()

    def _make(self) -> Made | None:
        answer = self._session.act(make.make, self.page.values(), quiet=True)
        if not answer:
            self.show_failure(answer.message, answer.hint)
            return None
        return answer.value

    def _make_and_open(self, _checked: bool = False) -> None:
        made = self._make()
        if made is not None:
            super().accept()
            self.made.emit(ShowStudent(made.id))

    def _make_next(self, _checked: bool = False) -> None:
        made = self._make()
        if made is None:
            return
        self._all.append(made)
        texts = self.page.typed_texts()
        values = {key: texts[key] for key in ("school", CLASS) if texts[key]}
        kept = self.tr("同上一个孩子，要改按 ↑ 回到这里")
        self.page.begin(values, dict.fromkeys(values, kept))
        self._tell_made()
        self._look()

    def take_back(self) -> None:
        """Undo the file that was made last on this page."""
        if not self._all:
            return
        answer = self._session.act(make.take_back, self._all[-1], quiet=True)
        if not answer:
            self.show_failure(answer.message, answer.hint)
            return
        taken = self._all.pop()
        self._tell_made(self.tr("已撤销：{0}。").format(taken.name))
        self._look()

    def _tell_made(self, first: str = "") -> None:
        names = "、".join(each.name for each in self._all[-MOST_NAMED:])
        more = "…" if len(self._all) > MOST_NAMED else ""
        told = self.tr("已建 {0} 份：{1}{2}").format(len(self._all), more, names)
        self._count.setText(first + (told if self._all else ""))
        self._count.setVisible(bool(self._all or first))
        self._undo.setVisible(bool(self._all))
        likely = self._next if self._all else self._save
        likely.setDefault(True)
        for button in (self._save, self._next):
            theme.set_look(button, "primary", button is likely)

    # Leaving.

    def _escape(self) -> None:
        """Close an open list of choices; else leave the page."""
        focus = self.focusWidget()
        composing = isinstance(focus, Entry) and focus.composing
        if not composing and not self.page.shut_lists():
            self.leave()

    def leave(self) -> None:
        """Close the page; what was typed for a file that is not made is named and asked about."""
        if self.page.typed_labels():
            self._ask_to_drop(None)
        else:
            self.reject()

    def _ask_to_drop(self, other: Found | None) -> None:
        labels = "、".join(self.page.typed_labels())
        name = self.page.typed_texts()["name"] or self.tr("没有姓名的")
        asked = self.tr("不建“{0}”这份档案了？").format(name)
        told = self.tr("已经填的会丢掉：{0}。").format(labels)
        yes = self.tr("不建了") if other is None else self.tr("不建了，打开那份")

        def drop() -> None:
            self.reject() if other is None else self._go_to_other(other)

        question.ask(self, asked, told, yes, drop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask before Esc closes the page, also where no field has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask as Esc does."""
        if self.isVisible() and self.page.typed_labels():
            event.ignore()
            self.leave()
        else:
            super().closeEvent(event)

    def reject(self) -> None:
        """Close the page, without a question: the lock must not wait."""
        super().reject()
        if self._all:
            self.ended.emit(ShowStudent(self._all[-1].id))
