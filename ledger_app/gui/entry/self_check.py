"""The page of the self check: made by a run of its own, to be copied or taken along on a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app import paths
from ledger_app.domain.errors import LedgerError
from ledger_app.files.writing import write
from ledger_app.gui.kit import user_settings
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.save_name import ask_target


class SelfCheckDialog(Dialog):
    """Checks this computer as soon as `run` is called; the window goes on meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("自检"))
        self.resize(720, 480)
        self.said = QLabel(self.tr("正在看这台电脑能不能用，约需十秒，打印机多时会久一些……"), self)
        self.said.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self.page = QPlainTextEdit(self)
        self.page.setReadOnly(True)
        self.page.setAccessibleName(self.tr("自检结果"))
        self._copy, self._save = QPushButton(self.tr("复制"), self), QPushButton(self)
        self._save.setText(self.tr("存成文件…"))
        close = QPushButton(self.tr("关闭"), self)
        self._copy.clicked.connect(self._copy_page)
        self._save.clicked.connect(self._ask_file)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        for each in (self._copy, self._save, close):
            row.addWidget(each)
        box = QVBoxLayout(self)
        for shown in (self.said, self._bar):
            box.addWidget(shown)
        box.addWidget(self.page, 1)
        box.addLayout(row)
        self._may_send(False)
        self._run = QProcess(self)
        self._run.finished.connect(self._ended)
        self._run.errorOccurred.connect(self._ended)

    def run(self) -> None:
        """Start the check; its page is shown when it is there."""
        environment = QProcessEnvironment()
        for name, value in paths.own_environment().items():
            environment.insert(name, value)
        self._run.setProcessEnvironment(environment)
        program, *words = paths.own_command()
        self._run.start(program, [*words, "selfcheck"])

    def _ended(self, *_how: object) -> None:
        text = bytes(self._run.readAllStandardOutput().data()).decode("utf-8", errors="replace")
        if not text and self._bar.isHidden():
            return  # an error and the end of one run are told one after the other
        self._bar.hide()
        self.page.setPlainText(text)
        self._may_send(bool(text))
        if not text:
            self.said.setText(
                self.tr("自检没有做成。请关掉程序，在程序文件夹里运行 start.py selfcheck。")
            )
        elif self._run.exitCode():
            self.said.setText(self.tr("有不行的地方，见下面；可以复制或存下来发给维护人员。"))
        else:
            self.said.setText(self.tr("这台电脑可以用。"))

    def _may_send(self, there: bool) -> None:
        for each in (self._copy, self._save):
            each.setEnabled(there)

    def _copy_page(self) -> None:
        QGuiApplication.clipboard().setText(self.page.toPlainText())
        self.said.setText(self.tr("已复制。"))

    def _ask_file(self) -> None:
        start = user_settings.folder_for_files() / self.tr("一生一档自检.txt")
        kinds = self.tr("文本 (*.txt)")
        if chosen := ask_target(self, self.tr("存成文件"), start, kinds, ".txt"):
            self.save_to(chosen)

    def save_to(self, path: Path) -> None:
        """Write the page as a text that any editor on Windows opens."""
        try:
            write(path, self.page.toPlainText().replace("\n", "\r\n").encode("utf-8-sig"))
        except LedgerError as error:
            self.said.setText(str(error))
        else:
            self.said.setText(self.tr("已存到 {0}").format(path))

    def done(self, result: int) -> None:
        """Close; a check under way ends."""
        self._run.blockSignals(True)
        self._run.kill()
        self._run.waitForFinished(2000)
        super().done(result)
