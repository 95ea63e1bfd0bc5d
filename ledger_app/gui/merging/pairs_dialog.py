"""疑似同一人: files that look like one child's, two by two, and those that were merged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.merging import merge_files, suspected_pairs
from ledger_app.actions.merging.merge_files import Merge
from ledger_app.actions.merging.suspected_pairs import OTHER_CHILD, Suspected
from ledger_app.actions.undo_revision import Reversal
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.page_area import PageTabs
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.merging.merge_dialog import MergeDialog
from ledger_app.gui.page import ShowStudent
from ledger_app.gui.session import Done, Refused, Session

MOST_NAMED = 6  # things that stay because they were edited since


class PairsDialog(Dialog):
    """Signals: `told(sentence)`; `child_wanted(ShowStudent)`: one of the files is to be opened."""

    told = Signal(str)
    child_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pairs: list[Suspected] = []
        self._merges: list[Merge] = []
        self.setWindowTitle(self.tr("疑似同一人"))
        self.model = PlainTableModel(
            (
                self.tr("一份档案"), self.tr("另一份档案"), self.tr("相同的"), self.tr("不同的"),
                self.tr("答复"),
            ),
            self,
        )  # fmt: skip
        self.table = PlainTable(self.model, parent=self)
        self.table.give_room_to(0, 1, 2, 3)
        self.table.setAccessibleName(self.tr("疑似同一人的档案"))
        self.table.doubleClicked.connect(self.ask_merge)
        self.table.installEventFilter(self)
        merged = (
            self.tr("合并时间"),
            self.tr("留下的档案"),
            self.tr("并入的"),
            self.tr("没有留下的"),
        )
        self.merged_model = PlainTableModel(merged, self)
        self.merged_table = PlainTable(self.merged_model, parent=self)
        self.merged_table.give_room_to(1, 2, 3)
        self.merged_table.setAccessibleName(self.tr("合并过的档案"))
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.table.selectionModel().currentRowChanged.connect(self._show_detail)
        self.tabs = PageTabs(self)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self._lay_out()
        self.table.setFocus()
        self.search()

    def _lay_out(self) -> None:
        told = QLabel(
            self.tr(
                "号码相同，或姓名相同（读音相同、差一个字）而且出生日期、家长、电话、班级等对得上的档案。"
                "是同一个孩子就合并：两份的记录都留下。不是的答复一次，以后不再提。"
            ),
            self,
        )
        told.setWordWrap(True)
        theme.set_role(told, "note")
        pairs, merged = (self.table, self.detail), (self.merged_table,)
        self.tabs.addTab(self._with_buttons(pairs, self._pair_buttons()), "")
        self.tabs.addTab(self._with_buttons(merged, self._merge_buttons()), "")
        close = QPushButton(self.tr("关闭"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(close)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addWidget(told)
        inside.addWidget(self.tabs, 1)
        inside.addLayout(row)
        text = theme.text_pixels()
        self.resize(text * 62, text * 36)

    def _with_buttons(self, parts: tuple[QWidget, ...], buttons: list[QPushButton]) -> QWidget:
        page = QWidget(self)
        inside, row = QVBoxLayout(page), QHBoxLayout()
        inside.setContentsMargins(0, 8, 0, 0)
        for at, part in enumerate(parts):
            inside.addWidget(part, 0 if at else 1)
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        inside.addLayout(row)
        return page

    def _pair_buttons(self) -> list[QPushButton]:
        self.keys = {
            Qt.Key.Key_M: QPushButton(self.tr("是同一人，合并… M"), self),
            Qt.Key.Key_N: QPushButton(self.tr("不是同一人 N"), self),
            Qt.Key.Key_L: QPushButton(self.tr("以后再说 L"), self),
            Qt.Key.Key_O: QPushButton(self.tr("打开档案 O"), self),
        }
        merge, other, later, show = self.keys.values()
        merge.clicked.connect(self.ask_merge)
        other.clicked.connect(partial(self.judge, is_later=False))
        later.clicked.connect(partial(self.judge, is_later=True))
        show.clicked.connect(self.open_file)
        return list(self.keys.values())

    def _merge_buttons(self) -> list[QPushButton]:
        self.take_apart = QPushButton(self.tr("拆回两份"), self)
        self.take_apart.clicked.connect(self.unmerge)
        return [self.take_apart]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer for the pair in hand by one key."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.table and is_press and isinstance(event, QKeyEvent):
            button = self.keys.get(Qt.Key(event.key()))
            if button is not None and not event.modifiers():
                button.click()
                return True
        return super().eventFilter(watched, event)

    # What is shown.

    def search(self) -> None:
        """Look through the ledger, on the worker: a district takes seconds."""
        self._say(self.tr("正在比对全部档案…"))
        self._session.run(suspected_pairs.suspected, then=self._found, quiet=True)

    def _found(self, answer: Done[list[Suspected]] | Refused) -> None:
        if not answer:
            self._say(f"{answer.message}{answer.hint}")
            return
        self._say("")
        self._pairs = answer.value
        self._merges = self._session.act(merge_files.all_merges).otherwise([])
        self._show()

    def _show(self) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.model.show_lines([self._line(each) for each in self._pairs])
        self.table.selectRow(min(row, len(self._pairs) - 1))
        self._show_detail()
        self.merged_model.show_lines(
            [
                Line(str(each.revision_no), (each.at[:16], *names, each.remark))
                for each, names in self._named_merges()
            ]
        )
        self.merged_table.selectRow(0)
        self.tabs.setTabText(0, self.tr("疑似 {0} 对").format(len(self._pairs)))
        self.tabs.setTabText(1, self.tr("合并过的 {0}").format(len(self._merges)))
        for button in self.keys.values():
            button.setEnabled(bool(self._pairs))
        self.take_apart.setEnabled(bool(self._merges))

    def _named_merges(self) -> list[tuple[Merge, tuple[str, str]]]:
        names = self._session.act(merge_files.names_of, self._merges).otherwise([])
        return list(zip(self._merges, names, strict=True))

    def _line(self, pair: Suspected) -> Line:
        agreeing, differing = "；".join(pair.agreeing), "；".join(pair.differing)
        later = self.tr("以后再说") if pair.answer else ""
        texts = (*pair.names, agreeing or self.tr("只有姓名"), differing, later)
        return Line(f"{pair.first} {pair.second}", texts, faint=bool(pair.answer))

    def _show_detail(self) -> None:
        """Show the pair in hand with all that speaks for and against."""
        pair = self.chosen()
        if pair is None:
            self.detail.setText(self.tr("没有疑似同一人的档案。"))
            return
        nothing = self.tr("没有可比的")
        text = self.tr("{0}\n{1}\n相同：{2}\n不同：{3}")
        agreeing, differing = "；".join(pair.agreeing), "；".join(pair.differing)
        none = self.tr("没有")
        self.detail.setText(text.format(*pair.names, agreeing or nothing, differing or none))

    def chosen(self) -> Suspected | None:
        """Return the pair in hand."""
        row = self.table.currentIndex().row()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def children_in_hand(self) -> Sequence[str]:
        """Return the file that would be opened."""
        pair = self.chosen()
        return (pair.first,) if pair is not None else ()

    # What is done.

    def ask_merge(self) -> None:
        """Show both files beside each other."""
        if pair := self.chosen():
            self._session.ask("merge", self._begin_merge, pair)

    def _begin_merge(self, pair: Suspected) -> None:
        if not self.isVisible():
            return  # closed while other work ran
        dialog = MergeDialog(self._session, pair.first, pair.second, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.told)
        dialog.told.connect(self._say)
        dialog.merged.connect(self.search)
        dialog.open()

    def judge(self, *_: object, is_later: bool) -> None:
        """Keep that these are two children, or that somebody will look later."""
        pair = self.chosen()
        if pair is None:
            return
        answer = self._session.act(
            suspected_pairs.judge_pair,
            pair.first,
            pair.second,
            suspected_pairs.LATER if is_later else OTHER_CHILD,
            quiet=True,
        )
        if not answer:
            self._say(f"{answer.message}{answer.hint}")
            return
        at = self._pairs.index(pair)
        self._pairs[at : at + 1] = [pair.put_off()] if is_later else []
        self._show()
        if is_later and at + 1 < len(self._pairs):
            self.table.selectRow(at + 1)

    def open_file(self) -> None:
        """Open the first of the two files; F6 leads to the other."""
        if pair := self.chosen():
            self.accept()
            self.child_wanted.emit(ShowStudent(pair.first))

    def unmerge(self) -> None:
        """Take the chosen merge apart."""
        row = self.merged_table.currentIndex().row()
        if not 0 <= row < len(self._merges):
            return
        no = self._merges[row].revision_no
        answer = self._session.act(merge_files.unmerge, no, quiet=True)
        if not answer:
            self._say(f"{answer.message}{answer.hint}")
            return
        self._say(self._apart(answer.value))
        self.told.emit(self._apart(answer.value))
        self._merges = self._session.act(merge_files.all_merges).otherwise([])
        self._show()

    def _apart(self, done: Reversal) -> str:
        text = self.tr("已拆回两份：{0} 处复原。").format(done.reversed_count)
        if done.kept:
            kept = "、".join(done.kept[:MOST_NAMED])
            more = self.tr("之后又改过的 {0} 处留在原来那份里：{1}。")
            text += more.format(len(done.kept), kept)
        return text

    def _say(self, text: str) -> None:
        self.said.setText(text)
