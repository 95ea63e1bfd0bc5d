"""The list of what was done: who, when, what, how much; and undoing one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ledger_app.actions import undo_revision
from ledger_app.actions.undo_revision import Reversal
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

SHOWN = 500
REVERSING = ("undo", "redo")


class RevisionsDialog(Dialog):
    """The newest revisions first. Says `undone(Reversal)`."""

    undone = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: dict[str, dict[str, Any]] = {}
        self._undoing = False
        self.setWindowTitle(self.tr("修改记录"))
        self.resize(860, min(520, parent.height()) if parent else 520)
        headings = (
            self.tr("时间"), self.tr("谁"), self.tr("种类"), self.tr("处数"), self.tr("状态"),
            self.tr("做了什么"),
        )  # fmt: skip
        self.model = PlainTableModel(headings, self)
        self.table = PlainTable(self.model, (160, 110, 70, 60, 80), self)
        self.table.setAccessibleName(self.tr("修改记录"))
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self.undo_button = QPushButton(self.tr("撤销这一次"), self)
        self.undo_button.clicked.connect(self.ask_undo)
        close = QPushButton(self.tr("关闭"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.undo_button)
        row.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(self.table, 1)
        box.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        rows = self._session.act(undo_revision.revisions, SHOWN).otherwise([])
        self._rows = {str(row["no"]): row for row in rows}
        self.model.show_lines([self._line(row) for row in rows])
        if rows:
            self.table.selectRow(0)
        self._judge()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show what stands in the way, in the dialog."""
        self._say(f"{message}{hint}", "error")

    def kind_words(self) -> dict[str, str]:
        """Return the names of the kinds of revisions."""
        return {
            "edit": self.tr("录入"),
            "import": self.tr("导入"),
            "merge": self.tr("合并"),
            "roll_over": self.tr("升级"),
            "merge_files": self.tr("合并档案"),
            "split_file": self.tr("拆分档案"),
            "setup": self.tr("建账"),
            "pair": self.tr("配对"),
            "pack": self.tr("做包"),
            "demo": self.tr("演示"),
            "setting": self.tr("设置"),
            "undo": self.tr("撤销"),
            "redo": self.tr("重做"),
        }

    def chosen(self) -> dict[str, Any] | None:
        """Return the revision that is selected."""
        rows = self.table.selectionModel().selectedRows()
        line = self.model.line(rows[0].row()) if rows else None
        return self._rows.get(line.key) if line else None

    def ask_undo(self) -> None:
        """Ask before the selected revision is undone."""
        row = self.chosen()
        if row is not None and not self._undoing:
            ask_reversal(self, row, partial(self.undo, row["no"]), again=False)

    def undo(self, revision_no: int) -> None:
        """Undo a revision on the worker: an import has many changes."""
        self._undoing = True
        self.undo_button.setEnabled(False)
        self._say(self.tr("正在撤销…"), "note")
        self._session.run(undo_revision.undo, revision_no, then=self._done, quiet=True)

    def _done(self, answer: Done[Reversal] | Refused) -> None:
        self._undoing = False
        if not answer:
            self._judge()
            self.show_failure(answer.message, answer.hint)
            return
        self.refresh()
        self._say(reversal_text(answer.value), "note")
        self.undone.emit(answer.value)

    def _line(self, row: dict[str, Any]) -> Line:
        state = ""
        if row["undone_by"] is not None:
            state = self.tr("已重做") if row["kind"] == "undo" else self.tr("已撤销")
        texts = (
            row["at"], row["author"] or "", self.kind_words().get(row["kind"], row["kind"]),
            str(max(0, row["count"])), state, row["summary"],
        )  # fmt: skip
        return Line(str(row["no"]), texts, faint=row["undone_by"] is not None)

    def _judge(self) -> None:
        row = self.chosen()
        can = row is not None and row["undone_by"] is None and row["kind"] not in REVERSING
        self.undo_button.setEnabled(can and not self._undoing)

    def _say(self, text: str, role: str) -> None:
        theme.set_role(self._said, role)
        self._said.setText(text)


def ask_reversal(
    parent: QWidget, row: Mapping[str, Any], act: Callable[[], object], *, again: bool
) -> None:
    """Ask before a revision is undone, or done again; say which one it is and how much it holds."""
    undone = QCoreApplication.translate("RevisionsDialog", "撤销")
    verb = QCoreApplication.translate("RevisionsDialog", "重做") if again else undone
    text = QCoreApplication.translate("RevisionsDialog", "{0}“{1}”？").format(verb, row["about"])
    hint = QCoreApplication.translate(
        "RevisionsDialog", "{0} {1} 做的，共 {2} 处。之后又改过的保留不动，会一一列出。"
    ).format(row["at"][:16], row["author"] or "", max(0, row["count"]))
    question.ask(parent, text, hint, verb, act)


def reversal_text(result: Reversal) -> str:
    """Return what an undo did in a sentence."""
    done = QCoreApplication.translate("RevisionsDialog", "已撤销“{0}”：{1} 处。")
    text = done.format(result.about, result.reversed_count)
    if result.kept:
        kept = QCoreApplication.translate("RevisionsDialog", "有 {0} 处之后又改过，保留不动。")
        text += kept.format(len(result.kept))
    return text
