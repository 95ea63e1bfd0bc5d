"""Restore a backup, and check the ledger, with the result in words."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions import back_up, password_attempts
from ledger_app.actions.back_up import Restored
from ledger_app.gui.entry.password_entry import PasswordEntry
from ledger_app.gui.kit import question, theme
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.plain_table import Line, PlainTable, PlainTableModel
from ledger_app.gui.session import Done, Refused, Session

MEGABYTE = 1024 * 1024


class RestoreDialog(Dialog):
    """The backups of one ledger file.

    Signals: `let_go()` once the open ledger is closed for it; `restored(Restored)`.
    """

    let_go = Signal()
    restored = Signal(object)

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.path = session, path
        self._working = False
        self._sources: dict[str, Path] = {}
        self.setWindowTitle(self.tr("从备份恢复"))
        self.setMinimumSize(640, 380)
        self.resize(640, 430)
        self._make_parts()
        self._arrange()
        self._list_backups()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show what stands in the way, in the dialog."""
        theme.set_role(self._said, "error")
        self._said.setText(f"{message}{hint}")

    def reason_words(self) -> dict[str, str]:
        """Return why a backup was made, by the word in its file name."""
        return {
            "day": self.tr("当天第一份"),
            "hour": self.tr("每半小时"),
            "close": self.tr("关闭时"),
            "hand": self.tr("手动"),
            "import": self.tr("导入之前"),
            "merge": self.tr("合并之前"),
            "migration": self.tr("升级之前"),
            "restore": self.tr("恢复之前"),
            "password": self.tr("改口令之前（用旧口令打开）"),
        }

    # How it is made.

    def _make_parts(self) -> None:
        self.model = PlainTableModel(
            (self.tr("时间"), self.tr("原因"), self.tr("大小"), self.tr("文件")), self
        )
        self.table = PlainTable(self.model, (160, 180, 70), self)
        self.table.setAccessibleName(self.tr("备份列表"))
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self.password = PasswordEntry(self.tr("那份备份的口令"), self)
        self.password.setPlaceholderText(self.tr("口令（做那份备份时用的）"))
        self.password.textChanged.connect(self._judge)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.hide()
        self.restore_button = QPushButton(self.tr("用这份备份恢复"), self)
        self.restore_button.setDefault(True)
        theme.set_look(self.restore_button, "primary", True)
        self.restore_button.clicked.connect(self.ask_restore)

    def _arrange(self) -> None:
        title = QLabel(self.tr("从备份恢复：{0}").format(self.path.name), self)
        theme.set_role(title, "title")
        note = QLabel(
            self.tr(
                "恢复后，台账回到做备份那一刻。现在的文件不会删除，会改名保留在同一个文件夹里。"
            ),
            self,
        )
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        box = QVBoxLayout(self)
        box.setSpacing(10)
        for part in (title, note):
            box.addWidget(part)
        box.addWidget(self.table, 1)
        row = QHBoxLayout()
        other = QPushButton(self.tr("别处的备份文件…"), self)
        other.setAutoDefault(False)
        other.clicked.connect(self._browse)
        row.addWidget(other)
        row.addWidget(self.password, 1)
        box.addLayout(row)
        box.addWidget(self._said)
        box.addWidget(self._bar)
        box.addLayout(self._make_end())

    def _make_end(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(self.tr("取消"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self.restore_button)
        return row

    # What it does.

    def _list_backups(self) -> None:
        words = self.reason_words()
        lines = []
        for each in back_up.backups(self.path):
            size = f"{each.path.stat().st_size / MEGABYTE:.1f} MB"
            when = each.at.strftime("%Y-%m-%d %H:%M:%S")
            reason = words.get(each.reason, each.reason)
            lines.append(Line(str(each.path), (when, reason, size, each.path.name)))
        self.model.show_lines(lines)
        if lines:
            self.table.selectRow(0)
        else:
            self._said.setText(
                self.tr("这个台账旁边没有备份。可以选别处的备份文件（例如U盘上的）。")
            )
        self._judge()

    def add_source(self, path: Path) -> None:
        """Offer another backup file, and choose it."""
        lines = [line for at in range(self.model.rowCount()) if (line := self.model.line(at))]
        texts = (self.tr("别处"), "", "", str(path))
        self.model.show_lines([Line(str(path), texts), *lines])
        self.table.selectRow(0)

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("选备份文件"), str(self.path.parent), self.tr("台账备份 (*.ledger)")
        )
        if chosen:
            self.add_source(Path(chosen))

    def source(self) -> Path | None:
        """Return the backup that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        line = self.model.line(rows[0].row()) if rows else None
        return Path(line.key) if line else None

    def _judge(self) -> None:
        ready = self.source() is not None and bool(self.password.text())
        self.restore_button.setEnabled(ready and not self._bar.isVisible())

    def ask_restore(self) -> None:
        """Ask before the chosen backup is put in the ledger's place."""
        source = self.source()
        rows = self.table.selectionModel().selectedRows()
        line = self.model.line(rows[0].row()) if rows else None
        if source is None or line is None:
            return
        when, why, *_ = line.texts
        question.ask(
            self,
            self.tr("用 {0} 的备份（{1}）恢复“{2}”？").format(
                when, why or source.name, self.path.name
            ),
            self.tr("台账回到那一刻，此后录入和导入的都不在里面。现在的文件改名保留。"),
            self.tr("恢复"),
            self.restore_now,
        )

    def restore_now(self) -> None:
        """Close the ledger if it is open, and put the chosen backup in its place."""
        source = self.source()
        if source is None:
            return
        if wait := password_attempts.seconds_to_wait(self.path, source):
            self.show_failure(self.tr("{0}再试。").format(password_attempts.said(wait)))
            return
        was_open = self._session.is_open
        author = self._session.ledger.author if was_open else ""
        if was_open and not self._session.close():
            self.show_failure(self.tr("还有一项工作在进行。"), self.tr("请等它完成再恢复。"))
            return
        if was_open:
            self.let_go.emit()
        self._bar.show()
        self._working = True
        self._judge()
        given = (self.path, source, self.password.text())
        run = partial(self._session.run_alone, then=self._restored, quiet=True)
        run(back_up.restore, *given, author=author)

    def _restored(self, answer: Done[Restored] | Refused) -> None:
        self._working = False
        self._bar.hide()
        self._judge()
        if answer:
            self.password.forget()
            self.accept()
            self.restored.emit(answer.value)
        elif answer.message:
            self.show_failure(answer.message, answer.hint)

    def reject(self) -> None:
        """Close; but not while the file is being put in its place."""
        if not self._working:
            super().reject()


class CheckDialog(Dialog):
    """Checks the open ledger as soon as it is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("检查台账"))
        self.setMinimumSize(520, 260)
        self.said = QLabel(self.tr("正在检查文件是否完好、有没有被改动过，请稍等…"), self)
        self.said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self.found = QListWidget(self)
        self.found.setAccessibleName(self.tr("检查发现的问题"))
        theme.wrap_items(self.found)
        self.found.hide()
        self.proof = QLabel(self)
        self.proof.setWordWrap(True)
        theme.set_role(self.proof, "note")
        self.proof.hide()
        close = QPushButton(self.tr("关闭"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        box = QVBoxLayout(self)
        box.addWidget(self.said)
        box.addWidget(self._bar)
        box.addWidget(self.found, 1)
        box.addWidget(self.proof)
        box.addStretch(0)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def run(self) -> None:
        """Check, and say what was found."""
        self._session.run(back_up.check_open, then=self._checked, quiet=True)

    def _checked(self, answer: Done[back_up.Checked] | Refused) -> None:
        self._bar.hide()
        if not answer and not answer.message:  # a bug: it was shown
            return
        if answer:
            result = [each.text for each in answer.value.problems]
            hints = [self.tr("提示：{0}").format(each.text) for each in answer.value.hints]
            self.proof.setText(answer.value.proof_text)
            self.proof.setVisible(bool(answer.value.proof_text))
        else:
            result, hints = [f"{answer.message}{answer.hint}"], []
        self.found.addItems([*result, *hints])
        self.found.setVisible(bool(result or hints))
        theme.set_role(self.said, "error" if result else "strong")
        if not result:
            well = self.tr("✓ 台账完好，没有发现问题。")
            look = self.tr("有 {0} 处请看一下：").format(len(hints)) if hints else ""
            self.said.setText(well + look)
            return
        self.said.setText(self.tr("发现 {0} 个问题：").format(len(result)))
