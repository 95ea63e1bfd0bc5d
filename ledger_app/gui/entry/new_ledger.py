"""Make a ledger: who keeps it, where it lies, its password. The recovery sheet follows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ledger_app.actions.open_ledger import Ledger
from ledger_app.actions.printing import recovery_sheet
from ledger_app.domain.file_names import SIGNS
from ledger_app.gui.entry.password_entry import NewPassword
from ledger_app.gui.kit import theme, user_settings
from ledger_app.gui.kit.dialog import Dialog
from ledger_app.gui.kit.enter_keys import call_with_enter
from ledger_app.gui.session import Done, Refused, Session

LOW = 440  # pixels: what 1366 × 768 has at 150 %, less title and task bars


def file_name(unit: str) -> str:
    """Return a file name for a unit's ledger."""
    plain = "".join(char for char in unit if char not in SIGNS and char.isprintable()).strip(" .")
    return f"{plain or '台账'}.ledger"


class NewLedgerDialog(Dialog):
    """Everything a new ledger needs, on one page. Says `made(ledger)`."""

    made = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = False
        self._session = session
        self._own_place = False  # the place was chosen, so the unit's name no longer changes it
        self.setWindowTitle(self.tr("新建台账"))
        self.setMinimumWidth(600)
        self._make_parts()
        self._arrange()
        self.resize(600, LOW)
        self._suggest_place()
        self._judge()

    def show_failure(self, message: str, hint: str = "") -> None:
        """Show what stands in the way, in the dialog."""
        theme.set_role(self._said, "error")
        self._said.setText(f"{message}{hint}")

    def kind(self) -> str:
        """Return school, township or county."""
        if self.county.isChecked():
            return "county"
        return "township" if self.township.isChecked() else "school"

    # How it is made.

    def _make_parts(self) -> None:
        self.unit = self._make_line(self.tr("单位全称"), self.tr("与公章一致，例如 福利镇中心小学"))
        self.code = self._make_line(
            self.tr("单位代码"), self.tr("学校填 10 位学校标识码，可以以后再填")
        )
        self._make_kinds()
        self.clerk = self._make_line(self.tr("经办人"), self.tr("您的姓名，修改记录里会写明"))
        self.place = self._make_line(self.tr("文件位置"), "")
        self.place.textEdited.connect(self._place_edited)
        self._elsewhere = self._make_browse()
        self.new_password = NewPassword(self)
        self.new_password.changed.connect(self._judge)
        for field in (self.new_password.first, self.new_password.second):
            field.returnPressed.connect(self._go_on)
        self.unit.textChanged.connect(self._suggest_place)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self.make_button = QPushButton(self.tr("建立台账"), self)
        self.make_button.setDefault(True)
        theme.set_look(self.make_button, "primary", True)
        self.make_button.clicked.connect(self.make_now)

    def _make_kinds(self) -> None:
        self.school = QRadioButton(self.tr("学校"), self)
        self.township = QRadioButton(self.tr("乡镇（中心校）"), self)
        self.county = QRadioButton(self.tr("县区（教育局）"), self)
        self.school.setChecked(True)
        kinds = QButtonGroup(self)
        for button in (self.school, self.township, self.county):
            kinds.addButton(button)
            call_with_enter(button, self._go_on)

    def _make_line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.textChanged.connect(self._judge)
        line.returnPressed.connect(self._go_on)
        return line

    def _arrange(self) -> None:
        lines = QFormLayout()
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        lines.setVerticalSpacing(10)
        lines.setHorizontalSpacing(10)
        for text, field in (
            (self.tr("单位全称"), self.unit),
            (self.tr("单位代码"), self.code),
            (self.tr("单位类型"), self._side_by_side(self.school, self.township, self.county)),
            (self.tr("经办人"), self.clerk),
            (self.tr("文件位置"), self._side_by_side(self.place, self._elsewhere)),
        ):
            label = QLabel(text, self)
            theme.set_role(label, "label")
            lines.addRow(label, field)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(lines)
        heading = QLabel(self.tr("口令"), self)
        theme.set_role(heading, "strong")
        box.addWidget(heading)
        box.addWidget(self._make_password_note())
        box.addWidget(self.new_password)
        box.addStretch(1)
        box.addWidget(self._said)
        box.addLayout(self._make_end())

    def _make_password_note(self) -> QLabel:
        note = QLabel(
            self.tr("台账用这个口令加密，每次打开都要输入。下一步会打印恢复单，忘记口令时用。"),
            self,
        )
        note.setWordWrap(True)
        theme.set_role(note, "dim")
        return note

    def _side_by_side(self, first: QWidget, *others: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(first, 1 if isinstance(first, QLineEdit) else 0)
        for other in others:
            row.addWidget(other)
        if not isinstance(first, QLineEdit):
            row.addStretch(1)
        return row

    def _make_browse(self) -> QPushButton:
        button = QPushButton(self.tr("换位置…"), self)
        button.setAutoDefault(False)
        button.clicked.connect(self._browse)
        return button

    def _make_end(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = QPushButton(self.tr("取消"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        row.addWidget(self.make_button)
        return row

    # What it does.

    def _suggest_place(self) -> None:
        if not self._own_place:
            name = file_name(" ".join(self.unit.text().split()))
            self.place.setText(str(user_settings.folder_for_files() / name))

    def _place_edited(self) -> None:
        self._own_place = True

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("台账放在哪里"), self.place.text(), self.tr("台账文件 (*.ledger)")
        )
        if chosen:
            self._own_place = True
            self.place.setText(chosen)

    def missing(self) -> str:
        """Return what is still missing, in a sentence, or an empty string."""
        if not self.unit.text().strip():
            return self.tr("还差：单位全称。")
        if not self.place.text().strip():
            return self.tr("还差：文件位置。")
        if not self.new_password.first.text():
            return self.tr("还差：口令。")
        return self.new_password.problem()

    def _judge(self) -> None:
        missing = self.missing()
        self.make_button.setEnabled(not missing)
        theme.set_role(self._said, "note")
        self._said.setText(missing)

    def _go_on(self) -> None:
        """Let Enter go to the next field while something is missing; else it makes the ledger."""
        if not self.make_button.isEnabled():
            self.focusNextChild()
            if self._elsewhere.hasFocus():  # the place is there already
                self.focusNextChild()

    def make_now(self) -> None:
        """Make the ledger as it is filled in."""
        self.make_button.setEnabled(False)
        unit = {
            key: " ".join(field.text().split())
            for key, field in (("unit", self.unit), ("code", self.code), ("author", self.clerk))
        }
        named = Path(self.place.text().strip()).expanduser()
        path = user_settings.folder_for_files() / named  # a bare name lies where ledgers lie
        self._working = True
        self._session.run_alone(
            recovery_sheet.make_ledger,
            path,
            self.new_password.password(),
            then=self._made,
            quiet=True,
            kind=self.kind(),
            **unit,
        )

    def reject(self) -> None:
        """Close; but not while the file is being made: it would be open with nobody at it."""
        if not self._working:
            super().reject()

    def _made(self, answer: Done[Ledger] | Refused) -> None:
        self._working = False
        if not answer:
            self._judge()
            if answer.message:
                self.show_failure(answer.message, answer.hint)
            return
        self.new_password.forget()
        self.accept()
        self.made.emit(answer.value)
