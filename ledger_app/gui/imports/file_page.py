"""Step 1, 选文件: which workbook, which school, who wins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.import_workbook import Policy
from ledger_app.gui.imports.incoming import WORKBOOKS, Source, copied_table, dropped
from ledger_app.gui.kit import theme
from ledger_app.gui.kit.one_line import Sentence


class FilePage(QWidget):
    """Which workbook, which school, who wins. `ready(bool)`: whether one can go on."""

    ready = Signal(bool)

    def __init__(self, schools: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copied = ""  # the text of a table that was pasted
        self.path = _PathEntry(self)
        self.path.pasted.connect(self.choose)
        self.path.setPlaceholderText(self.tr("把工作簿拖到这里，点“浏览”，或粘贴复制的表格"))
        self.path.setAccessibleName(self.tr("工作簿"))
        self.path.textChanged.connect(self._path_changed)
        self._browse = QPushButton(self.tr("浏览…"), self)
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._choose_file)
        self.paste = QPushButton(self.tr("粘贴"), self)
        self.paste.setAutoDefault(False)
        self.paste.clicked.connect(self._paste)
        self.school = QComboBox(self)
        self.school.setEditable(True)
        self.school.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.school.addItem(self.tr("按工作簿里写的学校"))
        self.school.addItems(list(schools))
        self.school.setAccessibleName(self.tr("学校"))
        self._policies = QButtonGroup(self)
        self.setAcceptDrops(True)
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 24, 24, 24)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._label(self.tr("工作簿")), 0, 0)
        grid.addWidget(self.path, 0, 1)
        grid.addWidget(self._browse, 0, 2)
        grid.addWidget(self.paste, 1, 2)
        kinds = self.tr(".xlsx、.xls、.ods、CSV 都可以；标题行上面的大标题会自动跳过。")
        grid.addWidget(self._note(kinds), 1, 1)
        grid.addWidget(self._label(self.tr("学校")), 2, 0)
        grid.addWidget(self.school, 2, 1)
        told = self.tr("工作簿里没有学校一列时，选这些孩子所在的学校；台账里还没有的可以直接打字。")
        grid.addWidget(self._note(told), 3, 1)
        grid.addWidget(self._label(self.tr("已有的孩子")), 4, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._policy_choice(), 4, 1)
        grid.setRowStretch(5, 1)

    def _policy_choice(self) -> QVBoxLayout:
        box = QVBoxLayout()
        texts = (
            self.tr("补空：只填台账里空着的项目（推荐）"),
            self.tr("以工作簿为准：两边不同的改成工作簿的，工作簿空着的不动"),
            self.tr("以台账为准：已有的孩子一概不动，只加新的孩子"),
        )
        for number, text in enumerate(texts):
            button = QRadioButton(text, self)
            self._policies.addButton(button, number)
            box.addWidget(button)
        self._policies.button(0).setChecked(True)
        return box

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.set_role(label, "label")
        return label

    def _note(self, text: str) -> QLabel:
        label = Sentence(text, self)
        theme.set_role(label, "note")
        return label

    def chosen_path(self) -> Path | None:
        """Return the file, None while none is chosen."""
        text = "" if self._copied else self.path.text().strip().strip('"')
        return Path(text) if text else None

    def chosen(self) -> Source | None:
        """Return the file or the copied table, None while nothing is chosen."""
        return self._copied or self.chosen_path()

    def choose(self, source: Source) -> None:
        """Choose a file or a copied table."""
        if isinstance(source, Path):
            self.path.setText(str(source))
            return
        rows = sum(bool(line.strip()) for line in source.splitlines())
        self.path.setText(self.tr("粘贴的表格（{0} 行）").format(rows))
        self._copied = source
        self._typed()

    def _paste(self) -> None:
        if text := copied_table():
            self.choose(text)

    def chosen_school(self) -> str | None:
        """Return the name of the school all rows belong to, None for what the workbook says."""
        text = self.school.currentText().strip()
        return None if not text or text == self.school.itemText(0) else text

    def policy(self) -> Policy:
        """Return who wins."""
        return (Policy.FILL, Policy.WORKBOOK, Policy.LEDGER)[self._policies.checkedId()]

    def choose_policy(self, policy: Policy) -> None:
        """Choose who wins."""
        policies = (Policy.FILL, Policy.WORKBOOK, Policy.LEDGER)
        self._policies.button(policies.index(policy)).setChecked(True)

    def _path_changed(self) -> None:
        self._copied = ""
        self._typed()

    def _typed(self) -> None:
        self.ready.emit(self.chosen() is not None)

    def _choose_file(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in sorted(WORKBOOKS))
        kinds = self.tr("工作簿和表格 ({0})").format(patterns)
        every = self.tr("所有文件")
        before = str(self.chosen_path() or "")
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择花名册"), before, f"{kinds};;{every} (*)"
        )
        if path:
            self.path.setText(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, or a table."""
        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file, or the table, that was dropped."""
        source = dropped(event.mimeData())
        if source is not None:
            self.choose(source)


class _PathEntry(QLineEdit):
    """`pasted(text)`: a copied table, which is no path."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste."""
        text = copied_table() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if text:
            self.pasted.emit(text)
        else:
            super().keyPressEvent(event)
