"""合并档案: two files beside each other; where they differ, the clerk chooses."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import show_student
from ledger_app.actions.merging import merge_files
from ledger_app.actions.merging.merge_files import TAKEN, Beside, Facing, Merged, Take
from ledger_app.catalogue.student_basics import FILE_FIELDS
from ledger_app.domain.telling.called import called
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Session

OF_FILE = frozenset(each.key for each in FILE_FIELDS)  # a clerk begins with the child
MOST_NAMED = 4  # records that both seem to have
KEYS = {Qt.Key.Key_1: Take.KEPT, Qt.Key.Key_2: Take.OTHER, Qt.Key.Key_3: Take.BOTH}


class MergeDialog(Dialog):
    """Shows what both files say. Signals: `told(sentence)` what was done; `merged(id)` of the file
    that stays."""

    told = Signal(str)
    merged = Signal(str)

    def __init__(
        self, session: Session, kept: str, other: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._ids = session, (kept, other)
        self._found: Beside | None = None
        self._chosen: dict[str, Take] = {}
        self.setWindowTitle(self.tr("合并档案"))
        self._who, self._facts = self._label(), self._label("note")
        self._records = self._label("note")
        self.doubt = self._label("error")
        self.sure = QCheckBox(self.tr("我核对过，确实是同一个孩子"), self)
        self.sure.toggled.connect(self._judge)
        self.swap = QPushButton(self.tr("对调：留下另一份"), self)
        self.swap.setAutoDefault(False)
        self.swap.clicked.connect(self._swap)
        headings = (
            self.tr("项目"), self.tr("留下的档案"), self.tr("并入的档案"), self.tr("采用"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, parent=self)
        self.table.give_room_to(1, 2)
        self.table.setAccessibleName(self.tr("两份档案不同的地方"))
        self.table.doubleClicked.connect(self._turn)
        self.table.installEventFilter(self)
        self._problem = self._label("error")
        choices = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(choices.Ok | choices.Cancel, self)
        self.buttons.button(choices.Ok).setText(self.tr("合并"))
        self.buttons.button(choices.Cancel).setText(self.tr("取消"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._show()
        self.table.setFocus()

    def _label(self, role: str = "") -> QLabel:
        made = QLabel(self)
        made.setWordWrap(True)
        if role:
            theme.set_role(made, role)
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._who, 1)
        top.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignTop)
        how = self._label("note")
        how.setText(
            self.tr(
                "↑↓ 选项目，空格或 1、2、3 选采用哪一边，Ctrl+Enter 合并。"
                "只有一边填了的，自动补上。"
            )
        )
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addLayout(top)
        for widget in (self._facts, self.doubt, self.sure, how):
            inside.addWidget(widget)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._records)
        inside.addWidget(self._problem)
        inside.addWidget(self.buttons)
        text = theme.text_pixels()
        self.table.setMinimumHeight(text * 9)
        self.resize(text * 56, text * 38)

    # What is shown.

    def _show(self) -> None:
        answer = self._session.act(merge_files.beside, *self._ids, quiet=True)
        if not answer:
            self._say(f"{answer.message}{answer.hint}")
            self._judge()
            return
        found = self._found = answer.value
        for each in self._ids:  # full numbers are shown
            self._session.act(show_student.log_reveal, each, quiet=True)
        who = self.tr("留下：{0}\n并入：{1}")
        self._who.setText(who.format(called(found.kept), called(found.other)))
        self._show_facts(found)
        self._show_records(found)
        self._show_lines()
        self.table.selectRow(0)
        self._say("")
        self._judge()

    def _show_facts(self, found: Beside) -> None:
        agreeing, differing = ("；".join(each) for each in (found.agreeing, found.differing))
        facts = self.tr("相同：{0}").format(agreeing or self.tr("没有可比的"))
        if not differing or differing not in found.doubt:  # said once
            facts += self.tr("\n不同：{0}").format(differing or self.tr("没有"))
        self._facts.setText(facts)
        self.doubt.setText(found.doubt)
        self.doubt.setVisible(bool(found.doubt))
        self.sure.setVisible(bool(found.doubt))
        self.sure.setChecked(False)

    def _show_records(self, found: Beside) -> None:
        counts = "，".join(f"{label} {one}＋{other}" for label, one, other in found.records)
        nothing = self.tr("没有")
        text = self.tr("两份的记录都留下：{0}。").format(counts or nothing)
        if found.alike:
            named = "；".join(found.alike[:MOST_NAMED])
            text += self.tr("两份里都有、请合并后看看是否重复：{0}。").format(named)
        self._records.setText(text)

    def _show_lines(self) -> None:
        found = self._found
        if found is not None:
            self.model.show_lines([self._line(found, each) for each in self._in_order(found)])

    def _in_order(self, found: Beside) -> list[Facing]:
        """Return what is asked first, then what is filled by itself."""
        return sorted(found.facings, key=lambda each: (not each.is_asked, each.key in OF_FILE))

    def _line(self, found: Beside, facing: Facing) -> Line:
        texts = (one or "—" for one in found.texts[facing.key])
        take = self._chosen.get(facing.key, facing.take)
        filled = self.tr("补上") if take is not Take.KEPT else self.tr("不变")
        word = TAKEN[take] if facing.is_asked else filled
        return Line(facing.key, (facing.label, *texts, word), faint=not facing.is_asked)

    # What is chosen.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose for the row in hand by one key."""
        if watched is self.table and isinstance(event, QKeyEvent) and self._is_press(event):
            if event.key() == Qt.Key.Key_Space:
                self._turn()
                return True
            if take := KEYS.get(Qt.Key(event.key())):
                self.choose(take)
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_press(event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress

    def _facing(self) -> Facing | None:
        line, found = self.model.line(self.table.currentIndex().row()), self._found
        if line is None or found is None:
            return None
        return next(each for each in found.facings if each.key == line.key)

    def _turn(self) -> None:
        """Take the next of what can be taken."""
        facing = self._facing()
        if facing is not None and facing.is_asked:
            now = self._chosen.get(facing.key, facing.take)
            at = (facing.choices.index(now) + 1) % len(facing.choices)
            self.choose(facing.choices[at])

    def choose(self, take: Take) -> None:
        """Take this in the row in hand, where it can be taken."""
        facing = self._facing()
        if facing is None or take not in facing.choices:
            return
        self._chosen[facing.key] = take
        row = self.table.currentIndex().row()
        self._show_lines()
        self.table.selectRow(row)

    def _swap(self) -> None:
        self._ids = (self._ids[1], self._ids[0])
        self._chosen.clear()
        self._show()

    def _judge(self) -> None:
        found = self._found
        may = found is not None and (not found.doubt or self.sure.isChecked())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(may)

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def accept(self) -> None:
        """Merge; what stands in the way is said here."""
        answer = self._session.act(merge_files.merge, *self._ids, self._chosen, quiet=True)
        if not answer:
            self._say(f"{answer.message}{answer.hint}")
            return
        super().accept()
        self.told.emit(self._done(answer.value))
        self.merged.emit(answer.value.kept)

    def _done(self, done: Merged) -> str:
        said = self.tr("已合并：补了 {0} 项，并入 {1} 条记录。Ctrl+Z 可撤销，以后也能拆回两份。")
        return said.format(len(done.taken), sum(done.moved.values()))
