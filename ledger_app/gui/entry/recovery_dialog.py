"""Make the recovery sheet, and have two of its groups typed back before the ledger is used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.printing import recovery_sheet
from ledger_app.gui.kit import icons, theme, user_settings
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.enter_keys import press_with_enter
from ledger_app.gui.kit.save_name import ask_target
from ledger_app.gui.session import Session

PER_LINE = 5
LARGER, GROUP_LETTERS = 8, 5  # pixels larger than text; letters of a group
A4_MM = (210.0, 297.0)


class RecoveryDialog(Dialog):
    """The sheet of the open ledger: save, print or copy it down, then type two groups back.

    Accepted once both fit. Rejected leaves the ledger waiting for its sheet.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places = recovery_sheet.places_to_type()
        self.setWindowTitle(self.tr("恢复单"))
        self.setMinimumWidth(620)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._codes = QWidget(self)
        self._codes.hide()
        self._fields: list[QLineEdit] = []
        self._build()
        press_with_enter(self)

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show what failed, here rather than behind this dialog."""
        self._say(f"{message}{hint}", "error")

    def places(self) -> tuple[int, ...]:
        """Return the places of the groups that are asked for, from 0."""
        return self._places

    def fields(self) -> list[QLineEdit]:
        """Return the fields for the groups that are asked for."""
        return self._fields

    # How it is made.

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setSpacing(10)
        title = QLabel(self.tr("恢复单：忘记口令时唯一的办法"), self)
        theme.set_role(title, "title")
        box.addWidget(title)
        explanation = QLabel("\n".join(self._explanation()), self)
        explanation.setWordWrap(True)
        box.addWidget(explanation)
        box.addLayout(self._make_ways())
        box.addWidget(self._codes)
        box.addWidget(self._said)
        box.addLayout(self._make_check())
        box.addStretch(1)
        box.addLayout(self._make_end())

    def _explanation(self) -> tuple[str, ...]:
        return (
            self.tr("台账是加密的。口令忘了，用恢复单上的 13 组字符还能打开。"),
            self.tr(
                "口令和恢复单都丢了，里面的资料就永远打不开了，谁也没有办法，备份也一样打不开。"
            ),
            self.tr("请打印后装信封封好，交校长锁起来。不要和台账存在同一台电脑上。"),
        )

    def _make_ways(self) -> QHBoxLayout:
        row, buttons = QHBoxLayout(), []
        for text, name, slot in (
            (self.tr("打印…"), "printer", self._print),
            (self.tr("保存 PDF…"), "save", self._save),
            (self.tr("显示出来，用手抄"), "eye", self._show_codes),
        ):
            button = QPushButton(text, self)
            icons.set_icon(button, name)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
            buttons.append(button)
        # Else Qt takes 先不核对 beside the one that cannot be pressed yet: Enter would put it off.
        buttons[0].setFocus()
        row.addStretch(1)
        return row

    def _make_check(self) -> QGridLayout:
        grid = QGridLayout()
        ask = QLabel(self.tr("核对：请照着纸上的恢复单，输入下面两组。"), self)
        grid.addWidget(ask, 0, 0, 1, 5)
        # Made here, after the buttons: Tab goes from the sheet to its check.
        self._fields = [self._make_field(place) for place in self._places]
        for at, (place, field) in enumerate(zip(self._places, self._fields, strict=True)):
            label = QLabel(self.tr("第 {0} 组").format(place + 1), self)
            theme.set_role(label, "label")
            grid.addWidget(label, 1, 2 * at, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(field, 1, 2 * at + 1)
        grid.setColumnStretch(4, 1)
        return grid

    def _make_field(self, place: int) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(self.tr("第 {0} 组").format(place + 1))
        field.setFixedWidth(140)
        field.setProperty("place", place)
        field.textChanged.connect(self._judge)
        field.returnPressed.connect(self._go_on)
        return field

    def _make_end(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        later = QPushButton(self.tr("先不核对"), self)
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        self._done = QPushButton(self.tr("核对好了"), self)
        self._done.setDefault(True)
        theme.set_look(self._done, "primary", True)
        self._done.setEnabled(False)
        self._done.clicked.connect(self._finish)
        row.addWidget(later)
        row.addWidget(self._done)
        return row

    # What it does.

    def _judge(self) -> None:
        verdicts = []
        for place, field in zip(self._places, self._fields, strict=True):
            typed = recovery_sheet.tidied(field.text())
            right = self._session.is_open and recovery_sheet.fits(
                self._session.ledger, place, typed
            )
            wrong = len(typed) >= 5 and not right
            theme.set_look(field, "severity", "error" if wrong else "")
            verdicts.append((right, wrong, place))
        self._done.setEnabled(all(right for right, _, _ in verdicts))
        bad = [place for _, wrong, place in verdicts if wrong]
        if bad:
            self._say(self.tr("第 {0} 组和恢复单不一样，请再看一遍。").format(bad[0] + 1), "error")
        elif self._done.isEnabled():
            self._say(self.tr("✓ 两组都对。请把恢复单封好收起来。"), "note")

    def _go_on(self) -> None:
        """Go from one group to the other with Enter; after both it presses the button."""
        if not self._done.isEnabled():
            first = self.focusWidget() is self._fields[0]
            self._fields[1 if first else 0].setFocus()

    def _finish(self) -> None:
        if self._session.act(recovery_sheet.confirm):
            self.accept()

    def _save(self) -> None:
        name = f"{self._session.ledger.path.stem} 恢复单.pdf"
        folder = user_settings.folder_apart(self._session.ledger.path.parent)
        title, kinds = self.tr("保存恢复单"), self.tr("PDF 文件 (*.pdf)")
        path = ask_target(self, title, folder / name, kinds, ".pdf")
        if path:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the sheet there and say where it is and what to do with it."""
        written = self._session.act(recovery_sheet.save_sheet, path)
        if not written:
            return
        text = self.tr("已存到 {0}。请打印出来封好，然后把这个文件删掉或移到U盘上锁起来。")
        self._say(text.format(written.value), "warning")
        self._fields[0].setFocus()

    def _print(self) -> None:
        # Imported late: the window starts without what only printing needs.
        from ledger_app.gui.printing.printer_paper import printer_of

        printer = printer_of(A4_MM)
        asked = QPrintDialog(printer, self)
        asked.setWindowTitle(self.tr("打印恢复单"))
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the sheet to a printer that was chosen, if that has its paper."""
        from ledger_app.gui.printing.printer_job import PaperJob
        from ledger_app.gui.printing.printer_paper import wrong_paper

        wrong = wrong_paper(printer, A4_MM)
        if wrong is not None:
            self._say(wrong.sentence, "error")
            return
        paper = self._session.act(recovery_sheet.sheet_pages)
        if not paper:
            return
        job = PaperJob(printer, paper.value, self)
        job.finished.connect(self._printed)
        job.failed.connect(self._not_printed)
        job.start()

    def _printed(self, _pages: int) -> None:
        self._say(self.tr("已送到打印机。请拿到纸以后再往下核对。"), "note")
        self._fields[0].setFocus()

    def _not_printed(self, sentence: str) -> None:
        self._say(sentence, "error")

    def _show_codes(self) -> None:
        if self._codes.layout() is None:
            self._fill_codes()
        self._codes.setVisible(not self._codes.isVisible())
        if self._codes.isVisible():
            self._fields[0].setFocus()

    def _fill_codes(self) -> None:
        grid = QGridLayout(self._codes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(3)  # five in a line on 1366 × 768 at 200 %, too
        number, code = theme.ui_font(-1), theme.ui_font(LARGER, bold=True)
        code.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.5)  # nobody copies a rn as an m
        widest = QFontMetrics(code).horizontalAdvance("W" * GROUP_LETTERS)
        for place, group in enumerate(recovery_sheet.groups(self._session.ledger)):
            row, column = divmod(place, PER_LINE)
            for at, (text, font) in enumerate(((f"{place + 1}", number), (group, code))):
                label = QLabel(text, self._codes)
                label.setFont(font)
                label.setMinimumHeight(label.sizeHint().height())
                side = Qt.AlignmentFlag.AlignLeft if at else Qt.AlignmentFlag.AlignRight
                grid.addWidget(label, row, 2 * column + at, side | Qt.AlignmentFlag.AlignVCenter)
                if at:
                    label.setMinimumWidth(widest)
        letters = QLabel(self.tr("这里没有字母 O、I、L、U：圆圈是数字 0，Q 带尾巴，竖是数字 1。"))
        theme.set_role(letters, "note")
        grid.addWidget(letters, grid.rowCount(), 0, 1, 2 * PER_LINE)

    def _say(self, text: str, role: str) -> None:
        theme.set_role(self._said, role)
        self._said.setText(text)
