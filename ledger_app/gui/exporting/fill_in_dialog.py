"""发填报表: a form for a class to fill in; which classes have returned theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions.checking.safety_lines import SafetyLine
from ledger_app.actions.exporting import hand_out
from ledger_app.actions.exporting.hand_out import ClassState, HandedOut
from ledger_app.domain.file_names import fitting
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.safety.safety_question import when_seen
from ledger_app.gui.session import Done, Refused, Session


class FillInDialog(Dialog):
    """The classes with what they were handed; a form for the chosen one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._classes: list[ClassState] = []
        self.setWindowTitle(self.tr("发填报表"))
        headings = (self.tr("班级"), self.tr("人数"), self.tr("上次发出"), self.tr("交回"))
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, parent=self)
        self.table.give_room_to(0, 3)
        self.table.setAccessibleName(self.tr("班级和交回情况"))
        self.table.doubleClicked.connect(self.ask_file)
        self.fields = QLineEdit(self)
        self.fields.setAccessibleName(self.tr("要填的项目"))
        self.fields.setPlaceholderText(self.tr("空着：缺的必填项。也可以写：监护人电话、民族"))
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self._lay_out()
        self.table.setFocus()
        self.refresh()

    def _lay_out(self) -> None:
        note = self.tr(
            "选一个班，存成一张表发给班主任：已有的内容锁住，空着的能填，有选项的从列表里选。"
            "填好后像花名册一样导入（Ctrl+I）：按表里的编号认出每个孩子，只填台账里空着的。"
        )
        told = QLabel(note, self)
        told.setWordWrap(True)
        theme.set_role(told, "note")
        save = QPushButton(self.tr("存填报表…"), self)
        save.clicked.connect(self.ask_file)
        theme.set_look(save, "primary", True)
        close = QPushButton(self.tr("关闭"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        asked, row = QHBoxLayout(), QHBoxLayout()
        label = QLabel(self.tr("要填的项目"), self)
        label.setBuddy(self.fields)
        asked.addWidget(label)
        asked.addWidget(self.fields, 1)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(save)
        inside = QVBoxLayout(self)
        inside.setSpacing(8)
        inside.addWidget(told)
        inside.addWidget(self.table, 1)
        inside.addLayout(asked)
        inside.addWidget(self.said)
        inside.addLayout(row)
        text = theme.text_pixels()
        self.resize(text * 46, text * 34)

    def refresh(self) -> None:
        """Show the classes as they stand now, the chosen one still chosen."""
        row = max(self.table.currentIndex().row(), 0)
        self._classes = self._session.act(hand_out.class_states).otherwise([])
        self.model.show_lines([self._line(each) for each in self._classes])
        if self._classes:
            self.table.selectRow(min(row, len(self._classes) - 1))

    def _line(self, each: ClassState) -> Line:
        newest = each.newest
        if newest is None:
            return Line(each.name, (each.name, str(each.count), "", ""))
        back = self.tr("没有交回")
        if newest["returned_on"]:
            back = self.tr("{0} 交回 {1} 人").format(newest["returned_on"], newest["returned"])
        elif newest["late"]:
            back = self.tr("⚠ 没有交回，超过 7 天")
        return Line(each.name, (each.name, str(each.count), newest["handed_on"], back))

    def ask_file(self) -> None:
        """Ask where the form of the chosen class is to be saved."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self._classes):
            self.said.setText(self.tr("台账里还没有班级。"))
            return
        chosen = self._classes[row]
        if lines := self._session.act(hand_out.safety, chosen.place):
            then = partial(self._ask_file, chosen, lines.value)
            when_seen(self._session, self, lines.value, then)

    def _ask_file(self, chosen: ClassState, read: Sequence[SafetyLine]) -> None:
        name = self.tr("{0}填报表").format(chosen.name)
        path = ask_target(
            self,
            self.tr("存填报表"),
            user_settings.folder_for_files() / f"{fitting(name)}.xlsx",
            self.tr("Excel 工作簿 (*.xlsx)"),
            ".xlsx",
        )
        if path and self._session.is_open:
            self.save(chosen, path, read)

    def save(self, chosen: ClassState, path: Path, read: Sequence[SafetyLine] = ()) -> None:
        """Write the form of a class."""
        fields = [each for each in re.split(r"[、,，;；\s]+", self.fields.text()) if each]
        answer = self._session.act(hand_out.hand_out, chosen.place, path, fields, read)
        self._saved(path, answer)

    def _saved(self, path: Path, answer: Done[HandedOut] | Refused) -> None:
        if not answer:
            self.said.setText(f"{answer.message}{answer.hint}")
            return
        done = answer.value
        text = self.tr("已存到 {0}：{1} 人，要填：{2}。文件没有加密，只发给班主任。")
        hidden = self.tr("标为涉密的 {0} 人没有写。").format(done.hidden) if done.hidden else ""
        self.said.setText(text.format(path, done.count, "、".join(done.asked)) + hidden)
        self.refresh()
